"""Claims as positions that somebody holds: what can face what in a dispute.

A claim is held where its innermost source (or the outlet itself) says that something happened, is
so, or is set to be. Demands, hopes, opinions, conditions and predictions hold nothing. An outer
link that denies what an inner one says holds the opposite, and the inner position is then only a
reported one, which counts for nobody.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from sayso.core.record import Entry
from sayso.core.types import Claim, Mention, Place, Record, Source
from sayso.incidents.likeness import Parties, Window, day, window
from sayso.knowledge.actors import Actors, load_actors
from sayso.knowledge.effects import Effects, load_effects
from sayso.knowledge.places import fold
from sayso.knowledge.predicates import Lexicon, load_predicates
from sayso.knowledge.sides import load_sides

FACTS = frozenset({"happened", "ongoing"})
PLANS = frozenset({"scheduled", "intended"})
SURE = frozenset({"certain", "probable"})
HOLDING = frozenset({"asserted", "accused", "denied", "planned", "vowed"})
ATTACK = "attack"
CLOSE = 260  # characters: about the sentence before
PROCESS_DAYS = 21


class Held(Record, frozen=True):
    """A claim as somebody's position. ``asserts``: false where the holder says it is not so;
    ``fact``: happened or ongoing, else set to be. ``places`` are those of the claim, or else
    those its words point back to (``pointed``). ``holder`` is the same for one source in two
    reports; ``speaker`` is for people. ``published`` is the day it was said, as far as the
    text gives it, or else printed. ``actors`` do it: those of the claim, or whoever is accused
    of having ordered it (``blames``). ``back``: for "the attack", the claim of the attack told of
    before. ``country``: what most of its report is about. ``named``: the
    ``process`` is named by it, its incident or report, and not only the one of these weeks."""

    claim: Claim
    holder: str
    speaker: str
    asserts: bool
    fact: bool
    places: tuple[Place, ...]
    pointed: bool
    process: str | None
    window: Window
    published: int | None
    incident: str | None
    family: str
    actors: tuple[Mention, ...] = ()
    blames: bool = False
    back: Claim | None = None
    country: str | None = None
    named: bool = False

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @property
    def predicate(self) -> str:
        """The claim's predicate."""
        return self.claim.predicate

    @property
    def as_held(self) -> Claim:
        """The claim as its holder puts it: where an outer link denies what inner ones say, the
        chain ends with that link, and the claim is negative; whoever is accused is no source."""
        sources = self.claim.sources
        if self.blames:
            return replace(self.claim, sources=sources[:-1], modality="accused", status="happened")
        for n, outer in enumerate(sources[:-1], 1):
            if _denies(outer):
                return replace(
                    self.claim, sources=sources[:n], polarity="negative", modality="denied"
                )
        return self.claim


class Knowledge(Record, frozen=True):
    """What comparing needs to know."""

    lexicon: Lexicon
    actors: Actors
    effects: Effects
    parties: Parties


@functools.cache
def load_knowledge() -> Knowledge:
    """Everything, loaded once."""
    actors = load_actors()
    return Knowledge(
        lexicon=load_predicates(), actors=actors, effects=load_effects(), parties=Parties(actors)
    )


def accounts(
    claims: Mapping[str, Claim],
    incidents: Mapping[str, Sequence[Claim]],
    entries: Mapping[str, Entry],
    families: Mapping[str, str],
    knowledge: Knowledge,
) -> tuple[Held, ...]:
    """All held positions, in the order of claim ids.

    In: the claims by id; incident id → its claims; reports by id (a version that a later one
    replaced holds nothing any more); report id → its family of copies.
    """
    incident_of = {c.id: name for name, members in incidents.items() for c in members}
    by_report: dict[str, list[Claim]] = {}
    for claim in claims.values():
        by_report.setdefault(claim.report.id, []).append(claim)
    for found in by_report.values():
        found.sort(key=lambda c: (c.start, c.end, c.id))
    countries = {
        name: country
        for name, report in by_report.items()
        if (country := _country(report, knowledge)) is not None
    }
    processes = _Processes(claims.values(), incident_of)
    held = []
    for claim in sorted(claims.values(), key=lambda c: c.id):
        entry = entries.get(claim.report.id)
        if entry is not None and entry.replaced_by is not None:
            continue
        accused = blamed(claim)
        stance = (accused[0], True) if accused else _stance(claim)
        if stance is None:
            continue
        source, asserts = stance
        published = _said(source, day(claim.report.published))
        places, pointed = _places(claim, by_report[claim.report.id])
        back = _back(claim, by_report[claim.report.id], knowledge)
        if back is not None and not places:
            places, pointed = _places(back, by_report[claim.report.id])[0], True
        family = families.get(claim.report.id, claim.report.id)
        held.append(
            Held(
                claim=claim,
                holder=_holder(claim, source, family),
                speaker=_speaker(claim, source),
                asserts=asserts,
                fact=claim.status in FACTS or accused is not None,
                places=places,
                pointed=pointed,
                process=processes.of(claim),
                named=processes.told(claim) is not None,
                window=window(
                    claim.when,
                    published,
                    knowledge.lexicon.predicates[claim.predicate].state,
                ),
                published=published,
                incident=incident_of.get(claim.id),
                family=family,
                actors=(accused[1],) if accused else claim.roles.actor,
                blames=accused is not None,
                back=back,
                country=countries.get(claim.report.id),
            )
        )
    return tuple(held)


def _said(source: Source | None, published: int | None) -> int | None:
    """The day a position was taken: that of the saying, where the text gives it."""
    if source is None or source.said is None or source.said.text is None:
        return published
    return day(source.said.edtf) or published


def _back(claim: Claim, report: Sequence[Claim], knowledge: Knowledge) -> Claim | None:
    """The blow that "the attack" points back to."""
    roles = claim.roles
    lexicon = knowledge.lexicon
    if claim.places or roles.recipient or not lexicon.is_a(claim.predicate, ATTACK):
        return None
    if claim.text.casefold().split()[-2:-1] != ["the"]:
        return None
    before = [
        c
        for c in report
        if c.end <= claim.start
        and claim.start - c.end <= CLOSE
        and lexicon.is_a(c.predicate, ATTACK)
        and (c.places or c.roles.recipient)
    ]
    return before[-1] if before else None


def _country(report: Sequence[Claim], knowledge: Knowledge) -> str | None:
    """The country that most of a report's places and parties are of."""
    counts: Counter[str] = Counter()
    for claim in report:
        roles = claim.roles
        for place in claim.places:
            if place.country:
                counts[place.country] += 1
        for mention in (*roles.actor, *roles.recipient):
            country = knowledge.parties.country(mention)
            if country:
                counts[country] += 1
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] * 2 > counts.total() else None


def _stance(claim: Claim) -> tuple[Source | None, bool] | None:
    """Who holds the claim, and whether as so or as not so; none if nobody does."""
    # That something will not be is held against a plan; that it will be is no more than expected.
    against = claim.modality == "projected" and claim.polarity == "negative"
    if (
        not (against or (claim.modality in HOLDING and claim.status in FACTS | PLANS))
        or claim.certainty not in SURE
        or claim.phase == "end"
        or (claim.condition is not None and claim.modality != "vowed")
    ):
        return None
    asserts = claim.polarity == "positive"
    for outer in claim.sources[:-1]:
        if _denies(outer):
            return outer, not asserts
    return (claim.sources[-1] if claim.sources else None), asserts


def _denies(outer: Source) -> bool:
    return outer.act == "denied" or outer.stance.polarity == "negative"


def blamed(claim: Claim) -> tuple[Source, Mention] | None:
    """Who accuses whom of having ordered it."""
    if len(claim.sources) < 2 or claim.polarity == "negative":
        return None
    accuser, orderer = claim.sources[-2:]
    if accuser.act != "accused" or orderer.act != "ordered":
        return None
    return accuser, Mention(
        text=orderer.text,
        start=orderer.start,
        end=orderer.end,
        id=orderer.id,
        name=orderer.name,
        kind=orderer.kind,
        country=orderer.country,
        sectors=orderer.sectors,
    )


def _holder(claim: Claim, source: Source | None, family: str) -> str:
    if source is None:
        return _folded(claim.report.outlet or "") or f"report {family}"
    if source.of is not None and source.of.id:
        return source.of.id
    if source.id and not source.anonymous:
        return source.id
    # A source without a name is somebody else in the next report.
    named = source.text is None or source.text[:1].isupper() or source.kind == "monitor"
    name = _folded(source.name)
    return name if named and not source.anonymous else f"{family} {name}"


@functools.lru_cache(maxsize=10_000)
def _folded(name: str) -> str:
    return fold(name)


def _speaker(claim: Claim, source: Source | None) -> str:
    outlet = claim.report.outlet or claim.report.title or claim.report.id
    nobody = source is not None and source.id is None and _folded(source.name) in _pronouns()
    if source is None or nobody or _folded(source.name) == _folded(outlet):
        return outlet
    return f"{source.name} ({outlet})"


def _pronouns() -> frozenset[str]:
    return load_sides().file.pronouns


def _places(claim: Claim, report: Sequence[Claim]) -> tuple[tuple[Place, ...], bool]:
    """The claim's named places where it happened, or else the ones its words point back to."""
    own = tuple(p for p in claim.places if p.name is not None and p.relation in ("at", "in",
        "in part", "between"))  # fmt: skip
    if own:
        return own, all(p.inferred for p in own)
    if any(p.name is not None for p in claim.places):
        return (), False
    pointing = any(
        p.text and p.text.split()[0].casefold() in ("the", "there", "this", "that")
        and not any(word[:1].isupper() for word in p.text.split()[1:])
        for p in claim.places
    ) or claim.text.endswith(" there")  # fmt: skip
    if not pointing:
        return (), False
    before: tuple[Place, ...] = ()
    for other in report:
        if other.end <= claim.start and claim.start - other.end <= CLOSE:
            exact = (p for p in other.places if p.name and p.precision in ("settlement", "point"))
            before = tuple(exact) or before
    return before, bool(before)


class _Processes:
    """Which process generic words ("the talks", "the round") are about: the one of the claim's
    incident or report, or else the only one spoken of within three weeks."""

    def __init__(self, claims: Iterable[Claim], incident_of: Mapping[str, str]) -> None:
        self._incident_of = incident_of
        self._by_incident: dict[str, set[str]] = {}
        self._by_report: dict[str, set[str]] = {}
        self._by_day: list[tuple[int, str]] = []
        for claim in claims:
            for mention in _talks(claim):
                if mention.id is not None:
                    incident = incident_of.get(claim.id)
                    if incident is not None:
                        self._by_incident.setdefault(incident, set()).add(mention.id)
                    self._by_report.setdefault(claim.report.id, set()).add(mention.id)
                    published = day(claim.report.published)
                    if published is not None:
                        self._by_day.append((published, mention.id))
        self._by_day = sorted(set(self._by_day))

    def of(self, claim: Claim) -> str | None:
        """The process a claim of talks is about."""
        found = self.told(claim)
        if found is not None or "talks" not in claim.predicate:
            return found
        if any(m.id is not None for m in _talks(claim)):
            return None
        published = day(claim.report.published)
        if published is None:
            return None
        near = {p for d, p in self._by_day if abs(d - published) <= PROCESS_DAYS}
        return next(iter(near)) if len(near) == 1 else None

    def told(self, claim: Claim) -> str | None:
        """The process that a claim, its incident or its report names."""
        own = {m.id for m in _talks(claim) if m.id is not None}
        if len(own) == 1:
            return next(iter(own))
        if own or "talks" not in claim.predicate:
            return None
        for known in (
            self._by_incident.get(self._incident_of.get(claim.id, ""), set()),
            self._by_report.get(claim.report.id, set()),
        ):
            if len(known) == 1:
                return next(iter(known))
        return None


def _talks(claim: Claim) -> list[Mention]:
    return [m for m in claim.roles.content if m.kind == "talks" or (m.id or "").startswith("TALKS")]
