"""Blocking keys: claims that share none are never compared, so cost grows nearly linearly.

A key holds the block of the predicate (predicates that can be one happening), and one of: a place,
a party or a rare word, within a span of time; or the report. Spans are a fortnight, half
overlapping, for happenings and half a year for states and for names.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.incidents.facets import Facets, Party
from sayso.knowledge.gathering import Gathering

FORTNIGHT = 14
HALF_YEAR = 182
MOST_OF_A_KIND = 2


def keys_of(facets: Facets, known: Gathering) -> frozenset[str]:
    """The keys of a claim, about a dozen."""
    block = known.blocks.get(facets.predicate, facets.predicate)
    subjects = tuple(_subjects(facets, known))
    spans = _spans(facets, FORTNIGHT)
    if facets.state:
        spans += _spans(facets, HALF_YEAR)
    found = {f"{block}|r{facets.report}"}
    for span in spans:
        found.update(f"{block}|{subject}|{span}" for subject in subjects)
    half_years = {day // HALF_YEAR for day in _days(facets)}
    for name in sorted(facets.names)[:MOST_OF_A_KIND]:
        found.update(f"{block}|n{name}|{year}" for year in half_years)
    return frozenset(found)


def _subjects(facets: Facets, known: Gathering) -> Iterator[str]:
    places = [f"p{word}" for word in _place_words(facets, known)]
    yield from places
    people = (*facets.actors, *facets.recipients, *facets.contents)
    parties = dict.fromkeys(_root(party) for party in people if party.line)
    yield from [f"a{root}" for root in parties][:MOST_OF_A_KIND]
    if facets.plan:
        said = dict.fromkeys(_root(party) for party in facets.speakers if party.line)
        yield from [f"s{root}" for root in said]
    if known.of_kind("rare", facets.predicate):
        yield "rare"
    if len(places) + len(parties) < MOST_OF_A_KIND:
        rare = sorted(facets.words, key=lambda word: (-facets.words[word], word))
        yield from [f"w{word}" for word in rare[:MOST_OF_A_KIND] if facets.words[word] > 0.25]


def _place_words(facets: Facets, known: Gathering) -> list[str]:
    """The rarest word of each place, up to a few: names of one place share it, however it is
    described ("Bab al-Salam crossing", "the border at Bab al-Salam")."""
    found = []
    for spot in facets.spots:
        if not spot.whole and spot.words:
            found.append(min(spot.words, key=lambda word: (-known.rarity.of(word), word)))
    return list(dict.fromkeys(found))[: MOST_OF_A_KIND + 1]


def _root(party: Party) -> str:
    """The country or the outermost body of a party: branches of one body meet."""
    return party.side or party.line[-1]


def _days(facets: Facets) -> tuple[int, ...]:
    found = (facets.published, facets.first, facets.last)
    days = found if facets.dated else found[:1]
    return tuple(dict.fromkeys(day for day in days if day is not None))


def _spans(facets: Facets, length: int) -> tuple[str, ...]:
    """The spans of time that a claim is in; two spans cover each day, so that any two days within
    half a length of each other share one."""
    days = _days(facets)
    if facets.dated and not facets.state and facets.first is not None and facets.last is not None:
        long = facets.last - facets.first >= length
        days = (facets.first, facets.last) if long else (facets.last,)
    spans = dict.fromkeys(
        f"{length}.{shift}.{(day + shift * length // 2) // length}"
        for day in days
        for shift in (0, 1)
    )
    return tuple(spans) or ("",)
