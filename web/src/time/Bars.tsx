// The bars: one path a shade, not one element a bar, so that brushing stays smooth.
import type { Bins } from "../data/bins.js";
import { type Days, dayNumber } from "../state.js";
import { type Range, toX } from "./scale.js";

interface Props {
  bins: Bins;
  range: Range;
  width: number;
  height: number;
  days: Days | null | undefined;
}

export function Bars({ bins, range, width, height, days }: Props) {
  const [from, to] = days ? days.map(dayNumber) : [-Infinity, Infinity];
  const most = Math.max(1, ...bins.count);
  // The square root keeps a day of 3 visible beside one of 300; the number stands at the top.
  const tall = (count: number) => (count ? Math.max(2, Math.sqrt(count / most) * (height - 12)) : 0);
  const paths = { out: "", told: "", open: "", disputed: "", disputedOut: "" };
  for (let bar = 0; bar < bins.count.length; bar += 1) {
    const count = bins.count[bar]!;
    if (count === 0) continue;
    const [first, next] = [bins.edges[bar]!, bins.edges[bar + 1]!];
    const left = toX(first, range, width);
    const wide = Math.max(1, toX(next, range, width) - left - (next - first > 0 ? 1 : 0));
    const inside = next - 1 >= from! && first <= to!;
    const whole = tall(count);
    const share = (bins.disputed[bar]! / count) * whole;
    const box = (top: number, high: number) =>
      high <= 0 ? "" : `M${left.toFixed(1)} ${top.toFixed(1)}h${wide.toFixed(1)}v${high.toFixed(1)}h${(-wide).toFixed(1)}Z`;
    const open = (bins.open[bar]! / count) * whole;
    paths[inside ? "open" : "out"] += box(height - whole, open);
    paths[inside ? "told" : "out"] += box(height - whole + open, whole - share - open);
    paths[inside ? "disputed" : "disputedOut"] += box(height - share, share);
  }
  return (
    <g class="bars">
      <path class="bar-out" d={paths.out} />
      <path class="bar-disputed-out" d={paths.disputedOut} />
      <path class="bar-open" d={paths.open} />
      <path class="bar-told" d={paths.told} />
      <path class="bar-disputed" d={paths.disputed} />
    </g>
  );
}
