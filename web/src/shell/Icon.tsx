// The page's few icons, drawn in the colour of the text. They are decoration: buttons are named.
const PATHS = {
  left: "M10 3 5 8l5 5",
  right: "m6 3 5 5-5 5",
  up: "m3 10 5-5 5 5",
  down: "m3 6 5 5 5-5",
  close: "m4 4 8 8M12 4l-8 8",
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14",
  filter: "M2 3h12L9.5 8.5V13l-3 1V8.5Z",
  sun: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.5 1.5M11.5 11.5 13 13M13 3l-1.5 1.5M4.5 11.5 3 13",
  moon: "M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5Z",
  save: "M8 2v8M4.5 7 8 10.5 11.5 7M3 13.5h10",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  whole: "M2 6V2h4M14 6V2h-4M2 10v4h4M14 10v4h-4",
  wide: "M1 8h14M4 5 1 8l3 3M12 5l3 3-3 3",
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      width="14"
      height="14"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

interface ButtonProps {
  icon: keyof typeof PATHS;
  /** What it does, for those who do not see the icon. */
  label: string;
  title?: string;
  quiet?: boolean;
  disabled?: boolean;
  onClick: () => void;
}

/** A button that is only an icon. */
export function IconButton({ icon, label, quiet, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      class={quiet ? "icon-only quiet" : "icon-only"}
      aria-label={label}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
