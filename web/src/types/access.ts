// By which roads a place can still be reached, by whose account: sayso.core.access.

import type { Figure, Line, State } from "./lines.js";
import type { AccessLine, Convoy, Evacuation, Siege } from "./situation.js";

export interface Said extends Line {
  of: string;
  says: string;
  about: string;
  by_account_of: string[];
  denied_by: string[];
  from: string | null;
  state: State;
  days: number | null;
  found: string;
  exact: boolean;
  roads: string[];
}

export interface Way {
  source: string;
  kind: string;
  usual: boolean;
  status: string;
  km: number;
  sections: { start: string; end: string; roads: string[]; km: number; said: string[] }[];
  said: string[];
  held: { place: string; holder: string[]; state: State; claims: string[] }[];
}

export interface People {
  figures: Figure[];
  population: number | null;
  population_by: string | null;
}

export interface PlaceAccess {
  place: string;
  country: string | null;
  lat: number;
  lon: number;
  day: string;
  reachable: string;
  people: People;
  ways: Way[];
  more_sources: number;
  views: {
    account: string | null;
    alone: string;
    with_others: string;
    sources: string[];
    shut_by: string[];
  }[];
  said: Said[];
  unplaced: Said[];
  names: Record<string, string>;
  outlets: Record<string, string>;
  own_voice: string[];
}

export interface Town {
  place: string;
  country: string | null;
  lat: number;
  lon: number;
  reachable: string;
  people: People;
  accounts: { account: string | null; alone: string; with_others: string }[];
}

export interface AccessPage {
  day: string;
  sieges: Siege[];
  constraints: AccessLine[];
  convoys: Convoy[];
  evacuations: Evacuation[];
  towns: Town[];
  more: number;
  networks: { id: string; file: string; source: string; licence: string; imported: string }[];
  place: PlaceAccess | null;
  names: Record<string, string>;
  outlets: Record<string, string>;
  own_voice: string[];
}
