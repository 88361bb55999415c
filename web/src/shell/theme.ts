// Light or dark: by the system, or as switched (kept in this browser only).
import { useEffect, useState } from "preact/hooks";

export type Theme = "light" | "dark";
const KEY = "sayso-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

const chosen = (): Theme | null => {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : null;
  } catch {
    return null; // storage may be forbidden
  }
};

export const theme = (): Theme => chosen() ?? (dark.matches ? "dark" : "light");

function apply(): void {
  document.documentElement.dataset.theme = theme();
  dispatchEvent(new Event("sayso-theme"));
}

export function startTheme(): void {
  apply();
  dark.addEventListener("change", apply);
}

export function setTheme(now: Theme): void {
  try {
    const system = dark.matches ? "dark" : "light";
    if (now === system) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, now);
  } catch {
    document.documentElement.dataset.theme = now;
  }
  apply();
}

/** The theme, and again whenever it changes. */
export function useTheme(): Theme {
  const [now, setNow] = useState(theme);
  useEffect(() => {
    const changed = () => setNow(theme());
    addEventListener("sayso-theme", changed);
    return () => removeEventListener("sayso-theme", changed);
  }, []);
  return now;
}
