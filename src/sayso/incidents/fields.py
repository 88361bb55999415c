"""The fields of an incident: every value that was given, and whether the values agree.

Nothing is averaged. Values agree unless they plainly cannot both be right: parties at war with
each other or not of one state or side, places that are neither near nor part of each other, days or
ranges that do not meet. What two claims tell of two deeds is no disagreement: two places or times,
two counts of a toll that runs on, blows of either side against the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Literal

from sayso.core.record import Agreement, Field, Value
from sayso.core.types import Claim, Mention, Place, Record
from sayso.incidents.accounts import Knowledge, blamed, load_knowledge
from sayso.incidents.lasting import lasted, lasting
from sayso.incidents.likeness import day, shared_place
from sayso.incidents.measures import INFINITY, Measure, measures
from sayso.incidents.partyroles import Pair, clashing, fillers, told_apart

ROLES = (
    "actor", "recipient", "helper", "beneficiary", "mediator", "content", "instrument",
)  # fmt: skip
# What is not said to have happened, or to be set, gives no values.
UNREAL = frozenset({"hypothetical", "conditional", "considered", "wanted"})


class _Given(Record, frozen=True):
    """One value as one claim gives it."""

    key: str
    label: str
    claim: Claim
    low: float | None = None
    high: float | None = None


def fields(claims: Sequence[Claim], knowledge: Knowledge | None = None) -> tuple[Field, ...]:
    """Claims of one incident → its fields, in a fixed order, each with at least one value.

    A field of party, thing or place has a value an entity (or wording, where it has no id); dates
    are values by their EDTF with first and last day; figures have one field for what is counted,
    ``low`` and ``high`` in ``unit`` after rounding; ``duration`` is in years. "Single source"
    where one source alone gives values, by its name; the caller may refine it by roots.
    """
    known = knowledge or load_knowledge()
    ordered = sorted(claims, key=lambda c: c.id)
    giving = [c for c in ordered if c.polarity == "positive" and _is_real(c)] or ordered
    apart = told_apart(giving, known)
    found = [
        _party_field(role, giving, apart, known)
        for role in ROLES
        if any(fillers(role, c) for c in giving)
    ]
    found += [f for f in (_place_field(giving), _when_field(giving, known)) if f is not None]
    found += _duration_field(giving, known)
    found += _figure_fields(giving, known)
    return tuple(found)


def _is_real(claim: Claim) -> bool:
    return claim.status not in UNREAL or blamed(claim) is not None


def _party_field(
    role: str, claims: Sequence[Claim], apart: Mapping[str, frozenset[Pair]], known: Knowledge
) -> Field:
    by_claim = {c.id: fillers(role, c) for c in claims}
    given = [
        _Given(key=m.id or (m.name or m.text or "").casefold(), label=_name(m), claim=c)
        for c in claims
        for m in by_claim[c.id]
    ]

    pairs = apart.get(role, frozenset())

    def clash(a: Claim, b: Claim) -> bool:
        return frozenset((a.id, b.id)) in pairs or clashing(role, a, b, known)

    return _field(role, given, clash)


def _name(mention: Mention) -> str:
    words = mention.name if mention.id else mention.text or mention.name
    return " ".join((words or "unnamed").split())


def _place_field(claims: Sequence[Claim]) -> Field | None:
    by_claim = {c.id: tuple(p for p in c.places if _exact(p)) for c in claims}
    given = []
    for claim in claims:
        for place in claim.places:
            name = place.name or " ".join((place.text or "").split())
            part = " (part)" if place.extent == "part" else ""
            at = "" if place.relation in ("at", "in", "in part") else f"{place.relation} "
            if name:
                key = f"{place.geonames or name.casefold()} {at}{part}"
                given.append(_Given(key=key, label=f"{at}{name}{part}", claim=claim))

    def clash(a: Claim, b: Claim) -> bool:
        return shared_place(by_claim[a.id], by_claim[b.id]) == "other"

    return _field("place", given, clash) if given else None


def _exact(place: Place) -> bool:
    return place.relation in ("at", "in", "in part") and place.precision != "country"


def _when_field(claims: Sequence[Claim], known: Knowledge) -> Field | None:
    given = []
    for claim in claims:
        when = claim.when
        if when is not None and when.text is not None and when.edtf is not None:
            low = _ordinal(when.earliest)
            high = _ordinal(when.latest)
            given.append(_Given(key=when.edtf, label=when.edtf, claim=claim, low=low, high=high))
    if not given:
        return None
    apart, effects = _apart(given), known.effects

    def clash(a: Claim, b: Claim) -> bool:
        # "Fell" and "was retaken" are one deed only if by one party.
        alike = ("same", "part", "unknown") if a.predicate == b.predicate else ("same", "part")
        return (
            effects.one_of(a.predicate, effects.once)
            and known.parties.shared(a.roles.actor, b.roles.actor) in alike
            and known.lexicon.related(a.predicate, b.predicate)
            and shared_place(a.places, b.places) != "other"
            and apart(a, b)
        )

    return _field("when", given, clash, days=True)


def _duration_field(claims: Sequence[Claim], known: Knowledge) -> list[Field]:
    given = []
    for claim in claims:
        found = lasted(claim, known) if lasting(claim, known) else None
        if found is not None:
            low, high, words = found
            given.append(
                _Given(
                    key=words.casefold(), label=words, claim=claim,
                    low=round(low, 2), high=None if high == INFINITY else round(high, 2),
                )
            )  # fmt: skip
    return [_field("duration", given, _apart(given), unit="years")] if given else []


def _figure_fields(claims: Sequence[Claim], known: Knowledge) -> list[Field]:
    by_name: dict[tuple[str, str], list[_Given]] = {}
    running: dict[tuple[str, str], bool] = {}
    for claim in claims:
        lasts = lasting(claim, known) is not None
        for m in measures(claim, known.effects):
            if lasts and m.unit.rstrip("s") in known.effects.lengths.units:
                continue  # its duration
            name = _figure_name(m)
            running[name, m.unit] = m.running
            by_name.setdefault((name, m.unit), []).append(
                _Given(
                    key=m.text.casefold(),
                    label=m.text,
                    claim=claim,
                    low=None if m.low == -INFINITY else m.low,
                    high=None if m.high == INFINITY else m.high,
                )
            )
    return [
        _field(name, given, _counts_apart(given, running[name, unit]), unit=unit)
        for (name, unit), given in sorted(by_name.items())
    ]


def _figure_name(measure: Measure) -> str:
    """What is counted, each word once: who is counted where that is more than the unit."""
    if measure.listed and not measure.by_people:
        return measure.name
    said = {*measure.name.split(), measure.unit, measure.unit.rstrip("s")}
    return " ".join([measure.name, *(w for w in measure.who.split() if w not in said)])


def _counts_apart(given: Sequence[_Given], running: bool) -> Callable[[Claim, Claim], bool]:
    """Whether two claims count one thing and their ranges are apart; ``running``: a count that only
    grows, of which one source gives one after another, and a later report a higher one."""
    apart = _apart(given)
    lows: dict[str, float] = {}
    for g in given:
        low = -INFINITY if g.low is None else g.low
        lows[g.claim.id] = max(low, lows.get(g.claim.id, low))

    def clash(a: Claim, b: Claim) -> bool:
        if not apart(a, b) or shared_place(a.places, b.places) in ("other", "part"):
            return False
        if not running:
            return True
        if not _names(a).isdisjoint(_names(b)):
            return False
        ours, theirs = _as_of(a, b)
        return ours == theirs or (lows[a.id] > lows[b.id]) == (ours < theirs)

    return clash


def _names(claim: Claim) -> frozenset[str]:
    """The innermost source by id and name, or else the outlet."""
    if not claim.sources:
        return frozenset({(claim.report.outlet or claim.report.id).casefold()})
    source = claim.sources[-1]
    name = source.name.casefold()
    name = f"{claim.report.id} {name}" if source.anonymous else name
    return frozenset({source.id or name, name})


def _as_of(a: Claim, b: Claim) -> tuple[int, int]:
    """The days of two counts: those they were said on, where both are known."""
    ours, theirs = day(a.report.published), day(b.report.published)
    return (0, 0) if ours is None or theirs is None else (ours, theirs)


def _apart(given: Sequence[_Given]) -> Callable[[Claim, Claim], bool]:
    """Whether the ranges of two claims are all apart."""
    ranges: dict[str, list[tuple[float, float]]] = {}
    for g in given:
        low = -INFINITY if g.low is None else g.low
        high = INFINITY if g.high is None else g.high
        ranges.setdefault(g.claim.id, []).append((low, high))

    def clash(a: Claim, b: Claim) -> bool:
        return all(x[0] > y[1] or y[0] > x[1] for x in ranges[a.id] for y in ranges[b.id])

    return clash


def _field(
    name: str,
    given: Iterable[_Given],
    clash: Callable[[Claim, Claim], bool],
    unit: str | None = None,
    days: bool = False,
) -> Field:
    by_key: dict[str, list[_Given]] = {}
    claims: dict[str, Claim] = {}
    for g in given:
        by_key.setdefault(g.key, []).append(g)
        claims[g.claim.id] = g.claim
    values = [
        Value(
            value=min(g.label for g in found),
            claims=tuple(sorted({g.claim.id for g in found})),
            low=_bound(found[0].low, days),
            high=_bound(found[0].high, days),
        )
        for found in by_key.values()
    ]
    values.sort(key=lambda v: (-len(v.claims), v.value))
    agreement: Agreement = "agreed"
    if any(clash(a, b) for a, b in combinations(claims.values(), 2)):
        agreement = "disputed"
    elif len({_source(c) for c in claims.values()}) == 1:
        agreement = "single source"
    return Field(name=name, agreement=agreement, values=tuple(values), unit=unit)


def _bound(value: float | None, days: bool) -> float | str | None:
    if value is None or not days:
        return value
    return date.fromordinal(int(value)).isoformat()


def _source(claim: Claim) -> tuple[Literal["source", "outlet"], str]:
    if claim.sources:
        source = claim.sources[-1]
        return "source", source.id or source.name.casefold()
    return "outlet", (claim.report.outlet or claim.report.id).casefold()


def _ordinal(text: str | None) -> float | None:
    found = day(text)
    return None if found is None else float(found)
