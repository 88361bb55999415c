"""Whatever the claims: their order does not matter to ceasefires, and none is there, begins, holds
or ends by what nobody says has happened."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drawn import ON, grouped, many, mixed, parties, places, ways
from tests.told import party, told

from sayso.core.types import Claim
from sayso.situation.fold import situation

PREDICATES = ("ceasefire", "truce", "ceasefire_in_effect", "ceasefire_holds", "extend_ceasefire",
              "end_ceasefire", "violate_ceasefire", "ceasefire_covers", "ceasefire_excludes",
              "mediate")  # fmt: skip
PARTIES = ("SYR-MIL", "SYR-REB", "ISIL", "some men")
TEXTS = ("a truce", "a 72-hour truce", "a ceasefire except against the bandits", "signed a truce")


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    return told(
        draw(st.sampled_from(PREDICATES)),
        draw(st.sampled_from(TEXTS)),
        at=draw(places(("Arden", "Belmont"), 1)),
        actor=draw(parties(PARTIES, 2)),
        content=[party("the truce")],
        **draw(ways()),
    )


FOUND = many(claims(), 12)


@settings(max_examples=60, deadline=None)
@given(FOUND, st.integers(1, 12), st.integers(0, 2**32))
def test_order_does_not_matter(found: list[Claim], size: int, seed: int) -> None:
    groups = grouped(found, size)
    again = situation(mixed(groups, seed), (), ON)
    assert situation(groups, (), ON).ceasefires == again.ceasefires


@settings(max_examples=80, deadline=None)
@given(FOUND, st.integers(1, 12))
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
