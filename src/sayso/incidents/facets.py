"""A claim as gathering sees it: its parties, places, days, figures and words, made ready once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.core.edtf import day_of
from sayso.core.types import Claim, Mention, Place, Quantity, Source, When
from sayso.knowledge.actors import Actors
from sayso.knowledge.gathering import Gathering, Rules, ScopeRules, stem
from sayso.knowledge.patterns import PREPOSITIONS
from sayso.knowledge.sides import Sides
from sayso.knowledge.spelling import split_words

HELD = frozenset({"happened", "ongoing"})
DEMANDS = frozenset({"demanded", "ordered", "asked"})
SUPPOSED = frozenset({"conditional", "hypothetical"})
GOING_ON = frozenset({"continue", "end"})
EXACT = frozenset({"point", "settlement"})
WHOLE = frozenset({"country", "border"})
LARGE = WHOLE | {"first-order division"}
# Words of descriptions of places that are no rarer than this tell nothing.
COMMON = 0.3
# The conflict that a claim is about and the day it was published, as far as known.
War = tuple[str | None, str | None]
# "In a separate attack": the words that open a claim.
FIRST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Party:
    """A party. ``line``: its id and those of the bodies that it belongs to, nearest first;
    ``side``: "SYR government"; ``stands`` and ``foes``: its side in the conflict that the claim is
    about, and those at war with that; ``people``: nobody in particular; ``civil``: no fighters
    (none where that is open); ``names``: the stems of its proper names where it is not resolved."""

    label: str
    line: tuple[str, ...]
    country: str | None
    side: str | None
    stands: str | None
    foes: frozenset[str]
    people: bool
    civil: bool | None
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place. ``key`` names it (none where it is only described); ``words``: stems of its words.
    ``exact``: a settlement or point, with degrees if known; ``named``: that, or a smaller area or
    route by its name; ``radius``: kilometres around it that
    the words leave open ("near Homs")."""

    key: str | None
    label: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    exact: bool
    named: bool
    whole: bool
    radius: float
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as an interval of what it counts."""

    unit: str
    low: float
    high: float
    label: str


@dataclass(frozen=True, slots=True)
class Facets:
    """A claim, ready to be compared. Days are proleptic ordinals. ``first`` and ``last`` bound it
    where its own words do (``dated``); else it is known by ``published`` alone. ``plan``: it is put
    as to come, wished, feared or supposed, not as being or having been; ``demand``: as wished of
    somebody; ``supposed``: as a condition; ``going_on``: as continuing or ceasing;
    ``another``: as another of its kind; ``many``: it counts many things or is of many places;
    ``accused``: as an accusation; ``headline``: in the words of its report's title.
    ``speakers``: who says it, innermost."""

    id: str
    report: str
    start: int
    end: int
    published: int | None
    predicate: str
    state: bool
    plan: bool
    demand: bool
    supposed: bool
    going_on: bool
    speakers: tuple[Party, ...]
    dated: bool
    first: int | None
    last: int | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    contents: tuple[Party, ...]
    spots: tuple[Spot, ...]
    figures: tuple[Figure, ...]
    another: bool
    many: bool
    accused: bool
    headline: bool
    names: frozenset[str]
    words: Mapping[str, float]
    weight: float
    title: Mapping[str, float]
    title_weight: float


class Maker:
    """Claims → facets, by the knowledge it is given."""

    def __init__(self, gathering: Gathering, actors: Actors, sides: Sides) -> None:
        self._gathering = gathering
        self._actors = actors
        self._sides = sides
        self._another = frozenset(map(stem, gathering.rules.another))
        self._at_war: dict[tuple[str, str | None], frozenset[str]] = {}
        self._lines: dict[str, tuple[str, ...]] = {}

    def make(self, claim: Claim) -> Facets:
        """The facets of a claim."""
        rules = self._gathering.rules
        published = _day(claim.report.published)
        first, last, dated = _days(claim.when)
        roles = claim.roles
        war = (self._sides.conflict(claim), (claim.report.published or "")[:10] or None)
        actors = self._parties(roles.actor, rules, war)
        recipients = self._parties(roles.recipient, rules, war)
        about = (*roles.content, *roles.instrument, *roles.beneficiary)
        contents = self._parties(about, rules, war)
        spots = tuple(self._spot(place) for place in claim.places)
        words = self._words(claim.text)
        title = self._words(claim.report.title or "")
        inner = claim.sources[-1:]
        elsewhere = self._resolved(claim) | _stems(
            text for place in claim.places for text in (place.name or "", place.text or "")
        )
        names = frozenset[str]().union(
            *(party.names for party in (*actors, *recipients, *contents))
        )
        return Facets(
            id=claim.id,
            report=claim.report.id,
            start=claim.start,
            end=claim.end,
            published=published,
            predicate=claim.predicate,
            state=claim.predicate in self._gathering.states,
            plan=claim.status not in HELD,
            demand=claim.status == "wanted" or (bool(inner) and inner[0].act in DEMANDS),
            supposed=claim.status in SUPPOSED,
            going_on=claim.phase in GOING_ON,
            speakers=tuple(self._speaker(source, rules, war) for source in inner),
            dated=dated,
            first=first,
            last=last,
            actors=actors,
            recipients=recipients,
            contents=contents,
            spots=spots,
            figures=tuple(f for q in claim.quantities for f in _figure(q)),
            another=not self._another.isdisjoint(map(stem, split_words(claim.text)[:FIRST_WORDS])),
            many=_many(claim, rules.scope),
            accused=claim.modality == "accused",
            headline=claim.text in (claim.report.title or ""),
            names=names - elsewhere,
            words=words,
            weight=sum(words.values()),
            title=title,
            title_weight=sum(title.values()),
        )

    def _parties(self, mentions: Iterable[Mention], rules: Rules, war: War) -> tuple[Party, ...]:
        return tuple(self._party(mention, rules, war) for mention in mentions)

    def _party(self, mention: Mention, rules: Rules, war: War) -> Party:
        side = None
        if mention.country is not None:
            for name, kinds in rules.sides.items():
                if mention.kind in kinds.kinds or not set(kinds.sectors).isdisjoint(
                    mention.sectors
                ):
                    side = f"{mention.country} {name}"
                    break
        stands = None
        if mention.id and war[0]:
            stands = self._sides.of(mention, *war).side
        return Party(
            label=mention.name or mention.text or "",
            line=self._line(mention),
            country=mention.country,
            side=side,
            stands=stands,
            foes=self._foes(stands, war[0]) if stands else frozenset(),
            people=mention.kind in rules.people,
            civil=None if mention.kind == "unnamed" else mention.kind in rules.people,
            names=frozenset() if mention.id else self._names(mention.text or ""),
        )

    def _foes(self, side: str, conflict: str | None) -> frozenset[str]:
        """The sides of a conflict that a side is at war with."""
        known = self._at_war.get((side, conflict))
        if known is None:
            entry = self._sides.file.conflicts.get(conflict or "")
            listed = entry.sides if entry else ()
            named = {"government", "opposition", *(standing.side for standing in listed)}
            known = frozenset(o for o in named if self._sides.opposed(side, o, conflict))
            self._at_war[side, conflict] = known
        return known

    def _speaker(self, source: Source, rules: Rules, war: War) -> Party:
        mention = Mention(
            id=source.id,
            name=source.name,
            text=source.text,
            kind=source.kind,
            country=source.country,
            sectors=source.sectors,
            affiliations=source.affiliations,
        )
        return self._party(mention, rules, war)

    def _line(self, mention: Mention) -> tuple[str, ...]:
        if mention.id is None:
            return tuple(mention.affiliations)
        known = self._lines.get(mention.id)
        if known is None:
            known = self._lines[mention.id] = self._ancestry(mention.id)
        return (*known, *(a for a in mention.affiliations if a not in known))

    def _ancestry(self, entity: str) -> tuple[str, ...]:
        line = [entity]
        for step in line:
            actor = self._actors.get(step)
            above = [actor.parent, actor.stands_for, actor.affiliated] if actor else []
            if "-" in step:
                above.append(step.rpartition("-")[0])
            line.extend(name for name in above if name and name not in line)
        return tuple(line)

    def _spot(self, place: Place) -> Spot:
        words = place.name or place.text or ""
        if place.geonames is not None:
            key: str | None = str(place.geonames)
        else:
            key = place.name and " ".join(stem(word) for word in split_words(place.name))
        exact = place.precision in EXACT
        return Spot(
            key=key,
            label=words,
            lat=place.lat if exact else None,
            lon=place.lon if exact else None,
            country=place.country,
            admin1=place.admin1,
            exact=exact and key is not None,
            named=key is not None and place.precision not in LARGE,
            whole=place.precision in WHOLE,
            radius=self._gathering.rules.place.radius.get(place.relation, 0.0),
            words=self._telling(words, named=key is not None),
        )

    def _telling(self, text: str, named: bool) -> frozenset[str]:
        """The words that tell a place: of a name those with a capital ("countryside around Homs"),
        of a description all but the commonest."""
        return frozenset(
            stemmed
            for word in split_words(text)
            for stemmed in [stem(word)]
            if (word[0].isupper() if named else self._gathering.rarity.of(stemmed) > COMMON)
        )

    def _words(self, text: str) -> dict[str, float]:
        rarity = self._gathering.rarity
        found = {stem(word): 0.0 for word in split_words(text)}
        # Common words say next to nothing; squaring keeps them from adding up.
        return {word: rarity.of(word) ** 2 for word in found}

    def _names(self, text: str) -> frozenset[str]:
        """The stems of rare words with a capital, the first word of the text apart."""
        found = split_words(text)
        rarity = self._gathering.rarity
        return frozenset(
            stemmed
            for i, word in enumerate(found)
            if word[0].isupper() and len(word) > 2 and (i > 0 or rarity.of(stem(word)) == 1.0)
            for stemmed in [stem(word)]
            if rarity.is_name(stemmed)
        )

    def _resolved(self, claim: Claim) -> frozenset[str]:
        """The words of parties that were resolved, wherever the claim names them, and of those who
        said it: what they say is compared as parties, or not at all."""
        mentions = [m for f in claim.roles.__struct_fields__ for m in getattr(claim.roles, f)]
        texts = [m.text or "" for m in mentions if m.id] + [m.name or "" for m in mentions if m.id]
        texts += [text for s in claim.sources for text in (s.text or "", s.name)]
        return _stems(texts)


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word) for text in texts for word in split_words(text))


def _many(claim: Claim, rules: ScopeRules) -> bool:
    """Whether it counts many things, people apart, or names places in several provinces."""
    areas = {place.admin1 for place in claim.places if place.precision in EXACT and place.admin1}
    sorts = bool(claim.places) and all(_plural(place, rules) for place in claim.places)
    return (
        sorts
        or len(areas) >= rules.areas
        or any(
            q.unit and q.unit not in rules.measures and _least(q) >= rules.many
            for q in claim.quantities
        )
    )


def _plural(place: Place, rules: ScopeRules) -> bool:
    """Whether it is no more than a sort of place in the plural: "health facilities in Syria"."""
    words = split_words(place.text or "")
    if place.name is not None or not words or words[0].casefold() in rules.telling_one:
        return False
    last = next((i for i, word in enumerate(words) if word in PREPOSITIONS), len(words))
    head = words[last - 1] if last else ""
    return len(head) > 3 and head.endswith("s") and not head.endswith("ss")


def _least(quantity: Quantity) -> float:
    return min(
        (v for v in (quantity.low, quantity.best, quantity.high) if v is not None), default=0
    )


def _day(text: str | None) -> int | None:
    """The ordinal of the day that a date or date-time names, or none."""
    if not text:
        return None
    day = day_of(text[:10])
    return day.toordinal() if day else None


def _days(when: When | None) -> tuple[int | None, int | None, bool]:
    """First and last day, and whether the claim's own words bound it on both sides."""
    if when is None:
        return None, None, False
    first, last = _day(when.earliest), _day(when.latest)
    stated = when.from_ is None or not when.from_.startswith("context")
    return first, last, stated and first is not None and last is not None


def _figure(quantity: Quantity) -> Iterable[Figure]:
    values = [v for v in (quantity.low, quantity.best, quantity.high) if v is not None]
    if not values:
        return
    low = min(values)
    high = max(values)
    # "At least 20" and "up to 20" are open at one end; who knew of half as many more would say so.
    if quantity.best is None and quantity.low is None:
        low = high / 1.5
    if quantity.best is None and quantity.high is None:
        high = low * 1.5
    unit = quantity.unit or quantity.what or ""
    yield Figure(unit=stem(unit), low=float(low), high=float(high), label=quantity.text or unit)
