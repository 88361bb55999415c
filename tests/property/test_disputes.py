"""Whatever the claims: the order of arrival does not matter, and every dispute traces to claims on
each of its sides that words of reports stand behind."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.told import SPOTS, entry, one_root, party, people, place, source, told

from sayso.core.types import Claim, Polarity
from sayso.incidents.disputes import find_disputes
from sayso.incidents.fields import fields

PREDICATES = ("capture", "control", "besiege", "break_siege", "air_strike", "kill", "trap",
              "close_border", "open_border", "cut_route", "route_open", "begin_talks")  # fmt: skip
PARTIES = ("SYR-MIL", "SYR-REB", "RUS-MIL", "ISIL", "HEZBOLLAH", "some men")
TARGETS = ("terrorists", "moderate rebels", "SYR-CVL", "a hospital")
SOURCES = ("RUS-GOV", "SYR-GOV", "Doctors", "UN")
TEXTS = ("hit only them", "mostly hit them", "a three-year siege", "four years of siege",
         "the last road is cut", "another road is open", "plain words")  # fmt: skip
DAYS = ("2024-05-05", "2024-05-06", "2024-05-07")
POLARITIES: tuple[Polarity, ...] = ("positive", "negative")


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    negative = draw(st.booleans())
    polarity = POLARITIES[negative]
    by = draw(st.none() | st.sampled_from(SOURCES))
    figure = draw(st.none() | st.integers(1, 90))
    return told(
        draw(st.sampled_from(PREDICATES)),
        f"{draw(st.sampled_from(TEXTS))} {draw(st.integers(0, 9))}",
        by=[source(by, "denied" if negative else "stated", polarity)] if by else [],
        modality="denied" if negative and by else "asserted",
        polarity=polarity,
        outlet=draw(st.sampled_from(("Wire", "Daily", "Herald"))),
        published=draw(st.sampled_from(DAYS)),
        on=draw(st.none() | st.sampled_from(DAYS)),
        start=draw(st.integers(0, 900)),
        at=[place(n) for n in draw(st.lists(st.sampled_from(sorted(SPOTS)), max_size=2))],
        actor=[party(n) for n in draw(st.lists(st.sampled_from(PARTIES), max_size=2))],
        recipient=[party(n) for n in draw(st.lists(st.sampled_from(TARGETS), max_size=2))],
        quantities=[people(figure)] if figure is not None else [],
    )


many = st.lists(claims(), min_size=2, max_size=14, unique_by=lambda c: c.id)


@settings(max_examples=60, deadline=None)
@given(many, st.randoms(use_true_random=False), st.integers(1, 3))
def test_disputes_trace_to_claims_and_do_not_depend_on_order(
    found: list[Claim], random: object, size: int
) -> None:
    by_id = {c.id: c for c in found}
    ordered = sorted(found, key=lambda c: c.id)
    groups = [ordered[i::size] for i in range(size)]
    incidents: dict[str, Sequence[Claim]] = {g[0].id: g for g in groups if g}
    entries = {c.report.id: entry(c) for c in ordered}
    disputes = find_disputes(incidents, by_id, entries, one_root)

    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    turned = {name: list(reversed(group)) for name, group in reversed(incidents.items())}
    again = find_disputes(turned, {c.id: c for c in shuffled}, entries, one_root)
    assert again == disputes

    assert len({d.id for d in disputes}) == len(disputes)
    for dispute in disputes:
        assert len(dispute.positions) >= 2
        seen: set[str] = set()
        for position in dispute.positions:
            assert position.claims
            assert by_id.keys() >= set(position.claims)
            assert seen.isdisjoint(position.claims)
            seen |= set(position.claims)
            assert any(by_id[i].text in dispute.why for i in position.claims)
        assert set(dispute.incidents) <= incidents.keys()


@settings(max_examples=60, deadline=None)
@given(many, st.randoms(use_true_random=False))
def test_fields_trace_to_claims_and_do_not_depend_on_order(
    found: list[Claim], random: object
) -> None:
    first = fields(found)
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fields(shuffled) == first
    ids = {c.id for c in found}
    for field in first:
        assert field.values
        for value in field.values:
            assert value.claims
            assert ids.issuperset(value.claims)
