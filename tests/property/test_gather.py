"""Gathering gives the same incidents in any order, whole or piece by piece."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.core.record import Link
from sayso.core.types import Claim, Mention, Place, Quantity, ReportRef, Roles, Source, When
from sayso.incidents.gather import Gatherer

GATHERER = Gatherer.load()
PARTIES = (
    *(Mention(id=name, name=name, text=name, kind=kind, country=name[:3])  # type: ignore[arg-type]
    for name, kind in (
        ("SYR-MIL", "military"), ("SYR-REB", "rebel"), ("RUS", "state"), ("SYR-CVL", "civilians"),
    )),
    Mention(text="Jerry Ortiz"), Mention(text="gunmen"),
)  # fmt: skip
PLACES = (
    *(Place(
        text=name, name=name, lat=lat, lon=lon, country="SYR", admin1="Aleppo",
        relation=relation,  # type: ignore[arg-type]
    )
    for name, lat, lon, relation in (
        ("Nubl", 36.376, 36.994, "at"), ("Mayer", 36.352, 37.003, "in"),
        ("Ratyan", 36.32, 37.04, "near"), ("Homs", 34.73, 36.71, "at"),
    )),
    Place(text="the last supply route", precision="area"),
)  # fmt: skip
PREDICATES = (
    "air_strike", "bombard", "attack", "kill", "capture", "control", "besiege", "break_siege",
    "suspend_talks", "resume_talks", "flee",
)  # fmt: skip
TEXTS = ("the army captured Nubl", "raids hit the town", "talks pause", "Jerry Ortiz was killed")
DAYS = tuple(f"2016-02-{day:02}" for day in range(1, 28, 3))


@st.composite
def claims(draw: st.DrawFn, number: int) -> Claim:
    def some(values: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(draw(st.lists(st.sampled_from(values), max_size=2, unique=True)))

    day = draw(st.none() | st.sampled_from(DAYS))
    figure = draw(st.none() | st.sampled_from((3, 21, 500)))
    start = draw(st.integers(0, 3)) * 100
    text = draw(st.sampled_from(TEXTS))
    return Claim(
        id=f"{number:04}",
        report=ReportRef(
            id=draw(st.sampled_from("abc")),
            published=draw(st.none() | st.sampled_from(DAYS)),
            title=draw(st.none() | st.sampled_from(TEXTS)),
        ),
        text=text,
        start=start,
        end=start + len(text),
        sources=draw(st.sampled_from(((), (Source(name="an envoy", act="demanded"),)))),
        modality="asserted",
        status=draw(st.sampled_from(("happened", "ongoing", "intended", "wanted", "conditional"))),
        polarity="positive",
        certainty="certain",
        predicate=draw(st.sampled_from(PREDICATES)),
        phase=draw(st.sampled_from((None, "continue", "end"))),
        roles=Roles(actor=some(PARTIES), recipient=some(PARTIES)),
        places=some(PLACES),
        when=None if day is None else When(text=day, edtf=day, earliest=day, latest=day),
        quantities=() if figure is None else (Quantity(unit="people", best=figure),),
    )


@st.composite
def records(draw: st.DrawFn) -> list[Claim]:
    return [draw(claims(number)) for number in range(draw(st.integers(2, 14)))]


def arrive(found: Iterable[Claim], gatherer: Gatherer) -> list[Link]:
    """Links as the record makes them: each claim, as it comes, against those that share a key."""
    held: dict[str, Claim] = {}
    links = []
    for claim in found:
        for other in held.values():
            if gatherer.keys(other) & gatherer.keys(claim):
                link = gatherer.link(claim, other)
                if link is not None:
                    links.append(link)
        held[claim.id] = claim
    return links


@given(record=records(), seed=st.integers())
@settings(max_examples=60, deadline=None)
def test_any_order_of_arrival_gives_the_same_incidents(record: list[Claim], seed: int) -> None:
    links = arrive(record, GATHERER)
    clusters = GATHERER.clusters({c.id: c for c in record}, links)
    shuffled = random.Random(seed).sample(record, len(record))
    again = arrive(shuffled, Gatherer.load())
    random.Random(seed).shuffle(again)
    assert {(k.a, k.b): k for k in again} == {(k.a, k.b): k for k in links}
    assert GATHERER.clusters({c.id: c for c in shuffled}, again) == clusters
    assert sorted(name for cluster in clusters for name in cluster) == [c.id for c in record]


@given(record=records())
@settings(max_examples=60, deadline=None)
def test_links_are_symmetric_and_explained(record: list[Claim]) -> None:
    for a in record:
        for b in record:
            link = GATHERER.link(a, b)
            assert link == GATHERER.link(b, a)
            if link is not None:
                assert link.a < link.b
                assert 0 <= link.score <= 1
                assert all(-1 <= feature.value <= 1 and feature.why for feature in link.features)
    assert all(GATHERER.link(a, a) is None for a in record)


@given(record=records())
@settings(max_examples=40, deadline=None)
def test_adding_a_claim_twice_changes_nothing(record: list[Claim]) -> None:
    links = arrive(record, GATHERER)
    twice = arrive([*record, *record], GATHERER)
    known = {c.id: c for c in record}
    assert GATHERER.clusters(known, twice) == GATHERER.clusters(known, links)


@given(record=records(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_judgements_hold_and_pieces_add_up(record: list[Claim], data: st.DataObject) -> None:
    names = st.sampled_from([c.id for c in record])
    pairs = st.lists(st.tuples(names, names), max_size=3)
    together, apart = data.draw(pairs), data.draw(pairs)
    known = {c.id: c for c in record}
    links = arrive(record, GATHERER)
    clusters = GATHERER.clusters(known, links, together, apart)
    home = {name: cluster for cluster in clusters for name in cluster}
    assert all(home[a] != home[b] for a, b in apart if a != b)
    if not apart:
        assert all(home[a] == home[b] for a, b in together)
    # Claims that strong links connect come out the same when gathered apart from the rest.
    plain = GATHERER.clusters(known, links)
    pieces = [
        cluster
        for part in components(known, [link for link in links if GATHERER.strong(link)])
        for cluster in GATHERER.clusters({name: known[name] for name in part}, links)
    ]
    assert tuple(sorted(pieces)) == plain


def components(known: dict[str, Claim], links: list[Link]) -> list[set[str]]:
    parts = [{name} for name in known]
    for link in links:
        joined = [part for part in parts if part & {link.a, link.b}]
        parts = [part for part in parts if part not in joined] + [set().union(*joined)]
    return parts
