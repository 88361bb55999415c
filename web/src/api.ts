// Asking the server: one shape of answers, one of problems (RFC 9457), the same question asked once.
import type { Answer } from "./types.js";

export { filterQuery } from "./state.js";
export * from "./types.js";

const BASE = "/api/v1";
const KEPT = 60;
const LATER = 3000; // ms
const TRIES = 10;
const PATIENCE = 150; // turns of two seconds

/** What the server says went wrong, or that it could not be reached. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string;

  constructor(status: number, title: string, detail = "") {
    super(detail ? `${title}: ${detail}` : title);
    this.name = "Problem";
    this.status = status;
    this.title = title;
    this.detail = detail;
  }
}

export type Query =
  | Iterable<[string, string]>
  | Record<string, string | number | boolean | string[] | null | undefined>;

/** The address of an API path with its query; empty values are left out. */
export function address(path: string, query: Query = {}): string {
  const asked = new URLSearchParams();
  const pairs = Symbol.iterator in query ? [...query] : Object.entries(query);
  for (const [name, value] of pairs as [string, unknown][]) {
    if (Array.isArray(value)) for (const each of value) asked.append(name, String(each));
    else if (value !== null && value !== undefined && value !== "" && value !== false) {
      asked.append(name, value === true ? "1" : String(value));
    }
  }
  const words = asked.toString();
  return `${BASE}${path}${words ? `?${words}` : ""}`;
}

const waiters = new Set<(waiting: boolean) => void>();

/** Calls back with true while the server is still making its lists (they are asked for again until
 * they are there), and with false when it is done. */
export function onWaiting(call: (waiting: boolean) => void): () => void {
  waiters.add(call);
  return () => waiters.delete(call);
}

const pause = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000));

async function read<T>(url: string, options?: RequestInit): Promise<Answer<T>> {
  for (let turn = 0; ; turn += 1) {
    try {
      const answer = await readOnce<T>(url, options);
      if (turn > 0) for (const call of waiters) call(false);
      return answer;
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 503 || turn > PATIENCE) throw error;
      for (const call of waiters) call(true);
      await pause(2);
    }
  }
}

async function readOnce<T>(url: string, options?: RequestInit): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...options });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, "The server does not answer", "Is “sayso serve” still running?");
  }
  const words = await response.text();
  let body: unknown = null;
  try {
    body = words ? JSON.parse(words) : null;
  } catch {
    throw new Problem(response.status, "The server's answer could not be read");
  }
  if (!response.ok) {
    const problem = (body ?? {}) as { title?: string; detail?: string };
    throw new Problem(response.status, problem.title ?? response.statusText, problem.detail ?? "");
  }
  return body as Answer<T>;
}

const asked = new Map<string, Promise<Answer<unknown>>>();
const watchers = new Set<(revision: string) => void>();
// Every revision met: an answer from a cache with an older one is not taken for a change.
const revisions = new Set<string>();

/** Forgets all answers: they are asked for again. */
export function forget(): void {
  asked.clear();
}

/** Asks for everything again. */
export function askAgain(): void {
  asked.clear();
  for (const call of watchers) call(newest);
}

/** Calls back when an answer is of a newer record than those before it (and forgets the old ones). */
export function onRevision(call: (revision: string) => void): () => void {
  watchers.add(call);
  return () => watchers.delete(call);
}

let newest = "";
let again = 0;
let tries = 0;

function noticed(now: string | undefined): void {
  if (!now) return;
  if (revisions.has(now)) {
    // A list may be of the record before the last change, for some seconds: it is asked for again.
    if (now !== newest && !again && tries < TRIES) {
      tries += 1;
      again = window.setTimeout(() => {
        again = 0;
        askAgain();
      }, LATER);
    }
    return;
  }
  newest = now;
  tries = 0;
  revisions.add(now);
  if (revisions.size === 1) return;
  asked.clear();
  for (const call of watchers) call(now);
}

/** GET of a path under /api/v1. The same question is asked once; answers are kept until the record
 * changes. Raises `Problem`. */
export function get<T>(path: string, query: Query = {}): Promise<Answer<T>> {
  const url = address(path, query);
  const known = asked.get(url);
  if (known) {
    asked.delete(url);
    asked.set(url, known);
    return known as Promise<Answer<T>>;
  }
  const answer = read<T>(url);
  asked.set(url, answer);
  if (asked.size > KEPT) asked.delete(asked.keys().next().value as string);
  answer.then(
    ({ meta }) => {
      noticed(meta?.revision);
      asked.set(url, answer);
    },
    () => asked.delete(url),
  );
  return answer;
}

let token = "";

/** The token that writing needs (about.csrf). */
export function setCsrf(value: string): void {
  token = value;
}

/** POST of JSON to a path under /api/v1; what is kept of the record is then asked for again. */
export async function post<T>(path: string, body: unknown): Promise<Answer<T>> {
  const answer = await read<T>(address(path), {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": token },
    body: JSON.stringify(body),
  });
  // The record has changed, whatever revision the answer still names: everything is asked anew.
  forget();
  for (const call of watchers) call(answer.meta?.revision ?? "");
  return answer;
}
