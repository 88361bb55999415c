"""Figures of one thing that no one number fits, and lengths of one state.

Ruled out before: another category or population, another place or time, a part of the whole,
rounding, and a running toll (a later count that is higher).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sayso.core.record import Entry
from sayso.core.types import Place, Record
from sayso.incidents.accounts import Held, Knowledge
from sayso.incidents.clashes.clash import Clash, Side, components, copies, one_voice, split, spread
from sayso.incidents.lasting import lasted, lasting
from sayso.incidents.likeness import same_place, shared_place
from sayso.incidents.measures import Measure, measures

DAYS = 7  # between two counts of a state
SAME_START = 2


class _Count(Record, frozen=True):
    """A figure as a position gives it."""

    held: Held
    measure: Measure

    @property
    def key(self) -> str:
        return f"{self.held.id} {self.measure.text}"


def figure_clashes(held: Sequence[Held], known: Knowledge) -> list[Clash]:
    """Clashes of counts."""
    blocks: dict[tuple[str, str, str], list[_Count]] = {}
    for h in held:
        if h.asserts and h.fact:
            found = [m for m in measures(h.claim, known.effects) if m.listed]
            for m in found:
                # Two figures of one kind in a claim: which is of what cannot be told.
                if sum(m.name == o.name and m.who == o.who for o in found) == 1:
                    key = (m.name, m.unit, m.who if m.by_people else "")
                    blocks.setdefault(key, []).append(_Count(held=h, measure=m))
    clashes = []
    for (name, unit, _), counts in sorted(blocks.items()):
        counts.sort(key=lambda c: (c.held.published or 0, c.key))
        pairs = []
        for i, a in enumerate(counts):
            for b in counts[i + 1 :]:
                if (b.held.published or 0) - (a.held.published or 0) > 5 * DAYS:
                    break
                if _count_clash(a, b, known):
                    pairs.append((a.key, b.key))
        by_key = {c.key: c for c in counts}
        for members in components(pairs):
            items = sorted((by_key[m] for m in members), key=lambda c: (c.measure.low, c.key))
            groups = split(items, lambda a, b: a.measure.clashes(b.measure))
            sides = tuple(
                Side(label=_texts(c.measure.text for c in g), held=spread(c.held for c in g))
                for g in groups
            )
            where = next((p.name for c in items for p in c.held.places if p.name), None)
            clashes.append(
                Clash(
                    kind="figure",
                    rule="one value",
                    about=f"how many {unit} {name}" + (f" ({where})" if where else ""),
                    because="one number cannot be both",
                    sure=0.8,
                    sides=sides,
                )
            )
    return clashes


def _texts(found: Iterable[str]) -> str:
    """The different wordings of a side, the first three."""
    return "; ".join(list(dict.fromkeys(found))[:3])


def _count_clash(a: _Count, b: _Count, known: Knowledge) -> bool:
    if one_voice(a.held, b.held) or copies(a.held, b.held):
        return False
    if not a.measure.clashes(b.measure) or not _same_scope(a, b, known):
        return False
    if not a.measure.running:
        return a.held.window.meets(b.held.window, DAYS)
    return _same_run(a.held, b.held) and not _series(a, b)


def _same_scope(a: _Count, b: _Count, known: Knowledge) -> bool:
    ours, theirs = a.held.places, b.held.places
    if ours and theirs:
        return any(
            same_place(p, q) == "same"
            or (p.precision == q.precision == "country" and p.geonames == q.geonames)
            for p in ours
            for q in theirs
        )
    if a.measure.running:
        return a.held.incident is not None and a.held.incident == b.held.incident
    mine, other = _countries(a.held, known), _countries(b.held, known)
    return bool(mine) and mine == other


def _countries(held: Held, known: Knowledge) -> frozenset[str]:
    """The country a count is of as a whole: none where it is of a place in it."""
    if held.places:
        if any(p.precision != "country" for p in held.places):
            return frozenset()
        return frozenset(p.country for p in held.places if p.country)
    if held.claim.places:
        return frozenset()
    counted = (known.parties.country(m) for m in (*held.claim.roles.recipient, *held.actors))
    return frozenset(c for c in counted if c) or frozenset(c for c in (held.country,) if c)


def _same_run(a: Held, b: Held) -> bool:
    """Whether two running counts began together: in one incident, or both on the days stated."""
    if a.window.stated != b.window.stated:
        return False
    if a.window.stated:
        first, other = a.window.first, b.window.first
        return first is not None and other is not None and abs(first - other) <= SAME_START
    return a.incident is not None and a.incident == b.incident


def _series(a: _Count, b: _Count) -> bool:
    """Whether the later of two counts is the higher: a toll that runs on."""
    ours, theirs = _as_of(a.held), _as_of(b.held)
    if ours is None or theirs is None:
        return True
    if ours == theirs:
        return False
    early, late = (a, b) if ours < theirs else (b, a)
    return late.measure.low >= early.measure.low


def _as_of(held: Held) -> int | None:
    return held.published if held.published is not None else held.window.last


class _Length(Record, frozen=True):
    """How long a state lasted, in years, as a position gives it."""

    held: Held
    low: float
    high: float
    text: str


def length_clashes(
    held: Sequence[Held], entries: Mapping[str, Entry], members: Mapping[str, Sequence[Held]],
    known: Knowledge,
) -> list[Clash]:  # fmt: skip
    """Clashes of how long a state lasted. A claim without a place is of its incident's."""
    ends = {
        (h.claim.report.id, h.claim.when.start)
        for h in held
        if h.claim.when is not None and lasting(h.claim, known) and not _shows(h, known)
    }
    blocks: dict[str, list[_Length]] = {}
    told: dict[str, dict[str, Place]] = {}
    for h in held:
        fluent = lasting(h.claim, known)
        if fluent is None or not h.asserts or not h.fact:
            continue
        for place in h.places:
            told.setdefault(fluent, {})[place.text or place.name or ""] = place
        found = lasted(h.claim, known)
        when = h.claim.when
        if found is None or (
            # "since 3 February, when the army broke the siege": the day is that of the end.
            when is not None
            and found[2] == when.text
            and _shows(h, known)
            and (h.claim.report.id, when.start) in ends
        ):
            continue
        low, high, text = found
        blocks.setdefault(fluent, []).append(_Length(held=h, low=low, high=high, text=text))

    def clash(a: _Length, b: _Length) -> bool:
        return a.low >= b.high or b.low >= a.high

    clashes = []
    for fluent, lengths in sorted(blocks.items()):
        by_id = {x.held.id: x for x in lengths}
        at = {x.held.id: _at(x.held, told.get(fluent, {}), entries, members) for x in lengths}
        pairs = [
            (a.held.id, b.held.id)
            for i, a in enumerate(lengths)
            for b in lengths[i + 1 :]
            if not one_voice(a.held, b.held)
            and clash(a, b)
            and abs((a.held.published or 0) - (b.held.published or 0)) <= 5 * DAYS
            and shared_place(at[a.held.id], at[b.held.id]) == "same"
        ]
        for linked in components(pairs):
            items = sorted((by_id[m] for m in linked), key=lambda x: (x.low, x.held.id))
            sides = tuple(
                Side(label=_texts(x.text for x in g), held=spread(x.held for x in g))
                for g in split(items, clash)
            )
            where = dict.fromkeys(p.name for x in items for p in at[x.held.id] if p.name)
            clashes.append(
                Clash(
                    kind="figure",
                    rule="one value",
                    about=f"how long the {fluent} lasted ({', '.join(sorted(where))})",
                    because="it cannot have lasted both",
                    sure=0.9,
                    sides=sides,
                )
            )
    return clashes


def _shows(held: Held, known: Knowledge) -> bool:
    return any(e.change == "observe" for e in known.effects.of(held.predicate))


def _at(
    held: Held, told: Mapping[str, Place], entries: Mapping[str, Entry],
    members: Mapping[str, Sequence[Held]],
) -> tuple[Place, ...]:  # fmt: skip
    """Where a state was: the places of its claim, or those its sentence names of which the same
    state is told elsewhere, or those of its incident."""
    if held.places:
        return held.places
    claim, entry = held.claim, entries.get(held.claim.report.id)
    if entry is not None:
        text = entry.report.text
        start = max(text.rfind(mark, 0, claim.start) for mark in (". ", "\n"))
        ends = (text.find(mark, claim.end) for mark in (". ", "\n"))
        sentence = text[start + 1 : min((i for i in ends if i >= 0), default=len(text))]
        named = tuple(place for name, place in sorted(told.items()) if name in sentence)
        if named:
            return named
    if held.incident is None:
        return ()
    return tuple(p for other in members[held.incident] for p in other.places)
