"""Which place a name means: the gazetteer's candidates weighed by the report's context.

A candidate's score adds up, in rough units of a power of ten of population: how many people
live there and what kind of place it is; how well the spelling fits; how often the report names
its country; whether it lies in the place that the text says it lies in ("Munich, Germany"); and
how near it is to the places that the report's other names mean. The last three are weighed
again once there is a first choice for every name (minimality of spread: Leidner 2007).
"""

from __future__ import annotations

import math
from collections import defaultdict

from sayso.annotate.place_names import Named
from sayso.core.grammar import Grammar
from sayso.core.types import Precision, Record
from sayso.knowledge.places import Entry, Gazetteer, PlaceWords, fold

ENOUGH = 1.5  # support that a name the name layer does not call a place must have
SMALL = 15_000  # people: a smaller place is not believed in a country that the report never names
PASSES = 3
CAPITAL = 1.0  # a national capital needs no introduction
VOICE = 0.6  # what a town says of its country, against 1 for the country's own name
Key = tuple[str, Precision | None, str]  # folded name, class, where the text says it lies
KEPT = 5  # alternatives
MOST_POINTS = 200  # of a very long report, so that time does not grow with its square
KIND: dict[Precision, float] = {
    "country": 2.0, "first-order division": -1.0, "second-order division": -2.0, "area": 0.0,
    "settlement": 0.0, "point": -0.3, "route": -0.3, "border": -0.3,
}  # fmt: skip
COMPATIBLE: dict[Precision, tuple[Precision, ...]] = {
    "settlement": ("settlement", "point", "first-order division"),
    "first-order division": ("first-order division", "second-order division"),
    "second-order division": ("second-order division", "first-order division"),
    "country": ("country", "area"),
    "area": ("area", "first-order division", "second-order division", "country"),
    "point": ("point", "settlement", "area"),
    "route": ("route", "settlement", "point"),
    "border": ("border",),
}


class Sense(Record, frozen=True):
    """What a name means: the chosen place or none, with every candidate's share of belief."""

    entry: Entry | None
    shares: tuple[tuple[Entry, float], ...] = ()


class Resolver:
    """Resolves the names of one report together."""

    def __init__(self, grammar: Grammar, gazetteer: Gazetteer, words: PlaceWords) -> None:
        self.grammar = grammar
        self.gazetteer = gazetteer
        self.words = words
        self.votes = _Votes()

    def resolve(self, names: tuple[Named, ...]) -> tuple[Sense, ...]:
        """A sense for each name, in order. One meaning per spelling and class within a report,
        unless the text itself places one mention elsewhere."""
        inside = [self._container(names, i) for i in range(len(names))]
        keys: list[Key] = [
            (fold(n.text), n.kind, c or "") for n, c in zip(names, inside, strict=True)
        ]
        groups: dict[Key, list[Named]] = defaultdict(list)
        for key, name in zip(keys, names, strict=True):
            groups[key].append(name)
        chosen: dict[Key, Sense] = {}
        self.votes = self._named_countries(names)
        for _ in range(PASSES):
            spread = _Spread(list(chosen.values()))
            chosen = {key: self._choose(key, group[0], spread) for key, group in groups.items()}
            believed = {
                key: chosen[key] for key, group in groups.items()
                if any(self.believed(name, chosen[key]) for name in group)
            }  # fmt: skip
            self.votes = self._named_countries(names)
            for key, sense in believed.items():
                entry = sense.entry
                if entry and entry.country and entry.precision != "country":
                    heard = sum(0.3 if self._in_dateline(n) else 1.0 for n in groups[key])
                    weight = min(heard, 3.0) * sense.shares[0][1]
                    self.votes.add(key[0], entry.country, entry.admin1, weight)
        return tuple(chosen[key] for key in keys)

    def main_country(self) -> str | None:
        """The country that the report is mostly about, or none."""
        return self.votes.leader()

    def believed(self, name: Named, sense: Sense) -> bool:
        """Whether a name is taken for a place at all. What the name layer calls a place is one;
        for other names the signs must be enough, its country being named among them."""
        if name.tagged:
            return bool(sense.entry) or name.placed
        if sense.entry is None:
            return False
        home = self.votes.share(sense.entry.country, fold(name.text)) >= 0.15
        if not home and any(c.isdigit() for c in name.text):
            return False  # every country has its A9
        return name.support + (1.0 if home else 0.0) >= ENOUGH

    def all_believed(self, names: tuple[Named, ...], senses: tuple[Sense, ...]) -> list[bool]:
        """``believed`` for each name; and the neighbours in a list of one that is, in the same
        country ("Foah and Kafraya")."""
        found = [self.believed(n, s) for n, s in zip(names, senses, strict=True)]
        order = [*range(len(names) - 1), *reversed(range(len(names) - 1))]
        for i in order:
            one, other = senses[i].entry, senses[i + 1].entry
            if found[i] == found[i + 1] or one is None or other is None:
                continue
            gap = self.grammar.tokens[names[i].phrase_last : names[i + 1].phrase_first]
            joined = gap and all(t.low in ("and", ",", "&") for t in gap)
            known = min(names[i].support, names[i + 1].support) > -2.5
            if joined and known and one.country == other.country and "loose" not in (
                one.match, other.match
            ):  # fmt: skip
                found[i] = found[i + 1] = True
        return found

    # --- context ------------------------------------------------------------------------------

    def _named_countries(self, names: tuple[Named, ...]) -> _Votes:
        """How often each country is named, by its name or its adjective."""
        votes = _Votes()
        for name in names:
            sure = [e for e in name.entries if e.precision == "country" and e.match != "loose"]
            if not name.tagged and name.support < ENOUGH:
                continue
            if len(sure) == 1 and sure[0].country and not _rival(sure[0], name.entries):
                weight = 0.5 if self._in_dateline(name) else 1.0
                votes.add(fold(name.text), sure[0].country, None, weight / VOICE)
        for token in self.grammar.tokens:
            if token.text[:1].isupper() and token.low in self.words.adjectives:
                votes.add(token.low, self.words.adjectives[token.low], None, 1.0 / VOICE)
        return votes

    def _in_dateline(self, name: Named) -> bool:
        """ "BEIRUT (Reuters) -": the desk's city at the head of a text says little of the event."""
        if name.first > 5 and self.grammar.tokens[name.first - 1].sentence == (
            self.grammar.tokens[name.first].sentence
        ):
            return False
        after = self.grammar.tokens[name.last : name.last + 10]
        marks = [t.text for t in after]
        return name.text.isupper() and any(m in ("-", "–", "—", "--", ":") for m in marks)

    def _container(self, names: tuple[Named, ...], i: int) -> str | None:
        """Where the text says a name lies, as "SYR" or "SYR/Aleppo"; none if it does not."""
        tokens = self.grammar.tokens
        name = names[i]
        after = tokens[name.phrase_last : name.phrase_last + 6]
        following = names[i + 1] if i + 1 < len(names) else None
        if following and following.first - name.phrase_last <= 5:
            between = tokens[name.phrase_last : following.first]
            small = [t.low for t in between if t.low not in self.words.sides and t.upos != "DET"]
            if small in ([","], ["in"], [",", "in"], ["("], ["of"], ["city", "in"]) or (
                small and small[-1] == "in" and small[0] == "," and len(small) <= 5
                and all(t.upos in ("NOUN", "PUNCT", "ADP", "DET", "ADJ") for t in between)
            ):  # fmt: skip
                regions = [e for e in following.entries if _contains(e) and e.match != "loose"]
                fits = {_place_code(r) for r in regions if any(_within(e, r) for e in name.entries)}
                if not _is_region(name, following):
                    if len(fits) == 1:
                        return fits.pop()
                    if fits and small[0] in (",", "("):
                        return min(fits, key=lambda code: ("/" in code, code))
        for token in after[:3]:
            if token.text == ",":
                continue
            state = self.words.states.get(token.text) or self.words.states.get(token.text + ".")
            return state if state and after[0].text == "," else self._owner(name)
        return self._owner(name)

    def _owner(self, name: Named) -> str | None:
        """ "the Syrian town of Azaz", "Iraq's Mosul"."""
        tokens = self.grammar.tokens
        start = name.phrase_first
        if start >= 2 and tokens[start - 1].low == "of" and tokens[start - 2].upos == "NOUN":
            start -= 2
            for token in reversed(tokens[max(0, start - 4) : start]):
                if token.low in self.words.adjectives and token.text[:1].isupper():
                    return self.words.adjectives[token.low]
                if token.upos in ("VERB", "ADP", "PUNCT"):
                    break
            return None
        while start > 0 and tokens[start - 1].low in self.words.sides:
            start -= 1
        if start >= 2 and tokens[start - 1].low in ("'s", "’s"):
            owner = self.gazetteer.lookup(tokens[start - 2].text)
            states = [e for e in owner if e.precision == "country" and e.match != "loose"]
            return states[0].country if states else None
        return None

    # --- choice -------------------------------------------------------------------------------

    def _choose(self, key: Key, name: Named, spread: _Spread) -> Sense:
        voter, _, container = key
        scores: list[tuple[float, Entry]] = []
        for entry in name.entries:
            if entry.precision in ("border", "route") and entry.match == "loose":
                continue
            share = self.votes.share(entry.country, voter)
            score = _prior(entry, name, self.words) + 3.0 * math.sqrt(share)
            score += min(2.0, 0.6 * self.votes.division(entry, voter))
            score += 1.5 * spread.nearness(entry)
            if entry.match == "loose" and share == 0.0 and container != entry.country:
                score -= 2.0
            if container:
                score += 5.0 if _code_matches(entry, container) else -3.0
            scores.append((score, entry))
        if not scores:
            return Sense(entry=None)
        scores.sort(key=lambda pair: (-pair[0], pair[1].index))
        top = scores[0][0]
        weights = [math.exp(1.5 * (score - top)) for score, _ in scores]
        whole = sum(weights)
        shares = tuple(
            (entry, weight / whole) for (_, entry), weight in zip(scores, weights, strict=True)
        )[: KEPT + 1]
        best = shares[0][0]
        return Sense(entry=None if self._unlikely(best, container, voter) else best, shares=shares)

    def _unlikely(self, entry: Entry, container: str, voter: str) -> bool:
        """A hamlet in a country that has nothing to do with the report, or a place outside the
        country or state that the text puts it in."""
        if container and not _code_matches(entry, container):
            return True
        if entry.precision not in ("settlement", "second-order division", "point") or container:
            return False
        foreign = self.votes.total(voter) >= 3 and self.votes.share(entry.country, voter) < 0.02
        return foreign and (entry.population < SMALL or entry.match == "loose")


class _Votes:
    """What a report's names say of its countries and divisions. A name's own vote is left out
    where its own sense is weighed, or every first guess would prove itself."""

    def __init__(self) -> None:
        self._countries: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._divisions: dict[tuple[str, str], dict[str, float]] = defaultdict(
            lambda: defaultdict(float)
        )

    def add(self, voter: str, country: str, admin1: str | None, weight: float) -> None:
        """A vote of a name (its folded form) or an adjective."""
        self._countries[country][voter] += VOICE * weight
        if admin1:
            self._divisions[country, admin1][voter] += weight

    def total(self, voter: str) -> float:
        """All votes but the voter's own."""
        return sum(_others(votes, voter) for votes in self._countries.values())

    def share(self, country: str | None, voter: str) -> float:
        """A country's share of the votes of others, 0 to 1."""
        if country not in self._countries:
            return 0.0
        return _others(self._countries[country], voter) / max(self.total(voter), 1.0)

    def division(self, entry: Entry, voter: str) -> float:
        """The votes of others for the first-order division that a place lies in."""
        key = (entry.country or "", entry.admin1 or "")
        return _others(self._divisions[key], voter) if key in self._divisions else 0.0

    def leader(self) -> str | None:
        """The country with most votes, or none."""
        sums = {code: sum(votes.values()) for code, votes in self._countries.items()}
        return max(sums, key=lambda code: (sums[code], code), default=None)


def _others(votes: dict[str, float], voter: str) -> float:
    return sum(weight for name, weight in votes.items() if name != voter)


class _Spread:
    """How near a candidate is to what the report's names mean so far."""

    def __init__(self, senses: list[Sense]) -> None:
        points = [
            (s.entry.lat, s.entry.lon, s.shares[0][1], s.entry.index)
            for s in senses
            if s.entry and s.entry.lat is not None and s.entry.lon is not None
            and s.entry.precision in ("settlement", "point", "second-order division",
                                      "first-order division")
        ]  # fmt: skip
        self._points = points[:MOST_POINTS]

    def nearness(self, entry: Entry) -> float:
        """0 to 1: the mean over the three nearest others of exp(-distance / 150 km)."""
        if entry.lat is None or entry.lon is None or entry.precision == "country":
            return 0.0
        near = sorted(
            (
                weight * math.exp(-kilometres(entry.lat, entry.lon, lat, lon) / 150)
                for lat, lon, weight, index in self._points
                if index != entry.index
            ),
            reverse=True,
        )[:3]
        return sum(near) / 3


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance between two points in degrees (haversine, sphere of 6,371 km)."""
    a, b = math.radians(lat), math.radians(other_lat)
    h = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(h)))


def _prior(entry: Entry, name: Named, words: PlaceWords) -> float:
    score = math.log10(max(entry.population, 300)) + KIND[entry.precision]
    if (fold(name.text), entry.country) in words.capitals and entry.population > 100_000:
        score += CAPITAL
    score -= {"name": 0.0, "alias": 0.5, "loose": 1.2}[entry.match]
    if name.kind is not None:
        score += 2.5 if entry.precision == name.kind else (
            0.5 if entry.precision in COMPATIBLE[name.kind] else -2.5
        )  # fmt: skip
    return score


def _rival(country: Entry, entries: tuple[Entry, ...]) -> bool:
    """A name that a country shares with a large division (Georgia)."""
    return any(
        e.index != country.index and e.match != "loose" and e.population > 1_000_000
        and e.precision in ("first-order division", "country")
        and e.country != country.country for e in entries
    )  # fmt: skip


def _contains(entry: Entry) -> bool:
    return entry.precision in ("country", "first-order division")


def _is_region(name: Named, following: Named) -> bool:
    """A country, or a state before another state: the next item of a list, not what holds it."""
    own = [e for e in name.entries if e.match == "name" and _contains(e)]
    if any(e.precision == "country" for e in own):
        return True
    towns = [e.population for e in name.entries if e.precision == "settlement"]
    return (
        any(e.population > 10 * max(towns, default=0) for e in own)
        and fold(name.text) != fold(following.text)
        and not any(e.precision == "country" for e in following.entries)
    )


def _place_code(entry: Entry) -> str:
    return f"{entry.country}/{entry.admin1}" if entry.admin1 else str(entry.country)


def _within(entry: Entry, region: Entry) -> bool:
    return entry.index != region.index and _code_matches(entry, _place_code(region))


def _code_matches(entry: Entry, code: str) -> bool:
    country, _, admin1 = code.partition("/")
    return entry.country == country and (not admin1 or entry.admin1 == admin1)
