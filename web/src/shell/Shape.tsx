import { shapeOf, type Stroke } from "../shapes.js";

/** An incident's shape in the colour of its side. Decoration: its meaning is told in words beside. */
export function Shape(props: { kind: string; colour: string; stroke: Stroke; size?: number }) {
  const { kind, colour, stroke, size = 16 } = props;
  return (
    <svg class="shape" viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
      <path
        d={shapeOf(kind)}
        fill={stroke === "solid" ? colour : "var(--paper)"}
        stroke={colour}
        stroke-width="2"
        stroke-dasharray={stroke === "dashed" ? "3 2" : undefined}
        fill-rule="evenodd"
        stroke-linejoin="round"
      />
    </svg>
  );
}
