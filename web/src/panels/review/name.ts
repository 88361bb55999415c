// Who reviews: asked for once, remembered in this browser, sent with every judgement.

const KEY = "sayso.reviewer";

export function reviewer(): string {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

export function remember(name: string): void {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // A browser that keeps nothing asks again.
  }
}
