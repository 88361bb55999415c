"""Whatever the claims: their order does not matter to ceasefires, and none is there, begins, holds
or ends by what nobody says has happened."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.test_situation import PUT, grouped
from tests.told import party, place, source, told

from sayso.core.types import Claim
from sayso.situation.fold import situation

PREDICATES = ("ceasefire", "truce", "ceasefire_in_effect", "ceasefire_holds", "extend_ceasefire",
              "end_ceasefire", "violate_ceasefire", "ceasefire_covers", "ceasefire_excludes",
              "mediate")  # fmt: skip
PARTIES = ("SYR-MIL", "SYR-REB", "ISIL", "some men")
DAYS = ("2024-05-02", "2024-05-05", "2024-05-08", "2024-05-03/2024-05-06")
TEXTS = ("a truce", "a 72-hour truce", "a ceasefire except against the bandits", "signed a truce")
ON = "2024-05-07"


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    status, modality, act, _ = draw(st.sampled_from(PUT))
    negative = modality == "denied"
    by = draw(st.none() | st.sampled_from(("RUS-GOV", "SYR-GOV", "UN")))
    if act not in ("stated", "admitted"):
        by = by or "UN"
    return told(
        draw(st.sampled_from(PREDICATES)),
        draw(st.sampled_from(TEXTS)),
        by=[source(by, act, "negative" if negative else "positive")] if by else [],
        status=status,
        modality=modality,
        polarity="negative" if negative else "positive",
        outlet=draw(st.sampled_from(("Wire", "Daily", "Herald"))),
        published=draw(st.sampled_from(("2024-05-04", "2024-05-07", "2024-05-09"))),
        on=draw(st.none() | st.sampled_from(DAYS)),
        start=draw(st.integers(0, 900)),
        at=[place(n) for n in draw(st.lists(st.sampled_from(("Arden", "Belmont")), max_size=1))],
        actor=[party(n) for n in draw(st.lists(st.sampled_from(PARTIES), max_size=2))],
        content=[party("the truce")],
        more={"phase": draw(st.sampled_from((None, None, "begin", "end")))},
    )


many = st.lists(claims(), min_size=1, max_size=12, unique_by=lambda c: c.id)


@settings(max_examples=60, deadline=None)
@given(many, st.integers(1, 12), st.integers(0, 2**32))
def test_order_does_not_matter(found: list[Claim], size: int, seed: int) -> None:
    groups = grouped(found, size)
    again = {name: random.Random(seed).sample(c, len(c)) for name, c in reversed(groups.items())}
    assert situation(groups, (), ON).ceasefires == situation(again, (), ON).ceasefires


@settings(max_examples=80, deadline=None)
@given(many, st.integers(1, 12))
def test_nothing_that_is_not_told_as_a_fact_makes_a_ceasefire(
    found: list[Claim], size: int
) -> None:
    """Without the claims that do not pass the gate, what is there stands as it did but for a denial
    and for the day set for its end."""
    by_id = {c.id: c for c in found}
    for line in situation(grouped(found, size), (), ON).ceasefires:
        own = [by_id[c] for c in line.claims]
        facts = [c for c in own if c.modality == "asserted" and c.status in ("happened", "ongoing")]
        assert any(c.predicate not in ("violate_ceasefire", "mediate") for c in facts), line
        assert not set(line.claims) & set(line.against)
        for step in line.steps:
            (id,) = step.claims
            assert (step.kind == "denied") == (by_id[id] not in facts)
        for breach in line.violations:
            (id,) = breach.claims
            assert breach.put == by_id[id].modality
        if line.status == "ended":
            assert any(s.kind == "ended" for s in line.steps)
        if line.in_effect is not None:
            assert {s.kind for s in line.steps} & {"in effect", "holds", "extended"}
