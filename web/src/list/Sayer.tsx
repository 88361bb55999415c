// On whose say-so, outlet first, in one line. Each name by itself: between two names in Arabic the
// arrow would otherwise turn their order round.
import { Fragment, type JSX } from "preact";

const STEP = " ▸ ";

export function Sayer({ words }: { words: string }): JSX.Element {
  return (
    <>
      {words.split(STEP).map((name, i) => (
        <Fragment key={`${i} ${name}`}>
          {i ? STEP : ""}
          <bdi>{name}</bdi>
        </Fragment>
      ))}
    </>
  );
}
