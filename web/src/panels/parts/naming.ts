// Parties and accounts as panels name them; the rules of sayso.views.naming.

import { unique, visible } from "./words.js";

export const OWN = "own voice";
const FEW = 2;
const HEAD = /\s+(?:of|in|for|from|on|at|against|without|with|and)\s|[,(]/i;
const MANY = new Set(
  (
    "activists authorities battalions brigades countries doctors fighters forces governments " +
    "groups guards houthis kurds lawyers militias officials police people powers rebels " +
    "relatives residents sources states tigers troops units witnesses workers"
  ).split(" "),
);

export interface Named {
  names: Record<string, string>;
  outlets: Record<string, string>;
  own_voice: string[];
}

/** The names of ids, and whose own voice each claim is. */
export class Naming {
  private readonly own: Set<string>;

  constructor(private readonly found: Named) {
    this.own = new Set(found.own_voice);
  }

  /** A party's name. */
  one(id: string): string {
    return id === "*" ? "somebody not named" : visible(this.found.names[id] ?? id);
  }

  all(ids: readonly string[]): string {
    return unique(ids.map((id) => this.one(id))).join(", ") || "somebody not named";
  }

  /** By whose account: a name, or "World Wire, in its own voice". */
  teller(account: string, claims: readonly string[]): string {
    if (account === OWN) return this.ownVoice(claims);
    const name = this.one(account);
    if (account === "*" || account in this.found.names || name.includes(", in ")) return name;
    // A describing word ("It", "correspondent") says little without the paper that it stands in.
    const papers = this.carriers(claims).map(visible);
    if (!papers.length || papers.length > FEW || papers.includes(name)) return name;
    return `${name}, in ${papers.join(" and ")}`;
  }

  /** By whose accounts claims are that one line holds together. */
  tellers(accounts: readonly string[], claims: readonly string[]): string {
    const mine = claims.filter((c) => this.own.has(c));
    const told = mine.length ? mine : claims;
    return unique(accounts.map((a) => this.teller(a, told))).join(", ") || "somebody not named";
  }

  /** Everybody whose claims these are, for a line that does not say: outlets that carry them. */
  carriers(claims: readonly string[]): string[] {
    return unique(claims.flatMap((c) => this.found.outlets[c] ?? [])).sort();
  }

  verb(id: string, one: string, many: string): string {
    return isMany(this.one(id)) ? many : one;
  }

  /** What is to be done, without the doer where that is said already. */
  deed(what: string, ...ids: string[]): string {
    let found = what;
    for (const name of ids.map((id) => this.one(id)))
      if (found.startsWith(`${name} · `)) found = found.slice(name.length + 3);
    return visible(found);
  }

  private ownVoice(claims: readonly string[]): string {
    const found = this.carriers(claims).map(visible);
    if (!found.length) return "an outlet in its own voice";
    const last = found[found.length - 1];
    const names = found.length > 1 ? `${found.slice(0, -1).join(", ")} and ${last}` : last;
    return `${names} in ${found.length > 1 ? "their" : "its"} own voice`;
  }
}

/** Whether a name is of several, by its head: "Gulf states", "Syrian rebels". */
export function isMany(name: string): boolean {
  if (/^united (states|nations|arab emirates)\b/i.test(name)) return false;
  const head = (name.split(HEAD)[0] ?? "").trim().split(/\s+/).pop() ?? "";
  if (MANY.has(head.toLowerCase())) return true;
  return head === head.toLowerCase() && head.endsWith("s") && !/(ss|us|is)$/.test(head);
}
