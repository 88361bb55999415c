// A menu or note that opens from a button: Esc and a click elsewhere close it.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface Props {
  class: string;
  /** Stays open when something else is clicked. */
  stays?: boolean;
  children: ComponentChildren;
}

export function Menu({ class: name, stays, children }: Props) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const element = details.current;
    if (!element) return undefined;
    const key = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !element.open) return;
      event.preventDefault(); // and does not close the drawer too
      const inside = element.contains(document.activeElement);
      element.open = false;
      if (inside) element.querySelector("summary")?.focus();
    };
    const press = (event: Event) => {
      if (!stays && element.open && !element.contains(event.target as Node)) element.open = false;
    };
    addEventListener("keydown", key, true);
    addEventListener("pointerdown", press, true);
    return () => {
      removeEventListener("keydown", key, true);
      removeEventListener("pointerdown", press, true);
    };
  }, [stays]);
  return (
    <details class={name} ref={details}>
      {children}
    </details>
  );
}
