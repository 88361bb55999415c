// A button that copies words, and says whether it could: browsers allow it only on this machine or
// over HTTPS.

import type { JSX } from "preact";
import { useState } from "preact/hooks";

export function CopyButton(props: {
  words: () => string;
  label: string;
  quiet?: boolean;
}): JSX.Element {
  const { words, label, quiet } = props;
  const [said, setSaid] = useState("");
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(words());
      setSaid("Copied.");
    } catch {
      setSaid("This browser does not let pages copy here: select the words instead.");
    }
    setTimeout(() => setSaid(""), 4000);
  };
  return (
    <>
      <button type="button" class={quiet ? "quiet" : undefined} onClick={() => void copy()}>
        {label}
      </button>
      <span class="small" role="status">
        {said}
      </span>
    </>
  );
}
