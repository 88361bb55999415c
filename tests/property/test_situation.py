"""Whatever the claims: their order does not matter, every line leads to claims, only what passes
the gate moves a state, and a situation rests on the claims within the clock alone."""

from __future__ import annotations

from typing import get_args

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.drawn import DAYS, FACTS, ON, grouped, many, mixed, parties, places, ways
from tests.told import SPOTS, entry, source, told

from sayso.core.situation import KEYS, Fluent, Situation
from sayso.core.types import Act, Claim, Mention, Modality, Polarity, Span, Status
from sayso.knowledge.predicates import load_predicates
from sayso.situation.fold import heard, situation, within

PREDICATES = ("capture", "control", "besiege", "break_siege", "lift_siege", "cut_route", "withdraw",
              "open_route", "suspend_talks", "begin_talks", "support", "encircle", "lose",
              "release_prisoners", "contest")  # fmt: skip
PARTIES = ("SYR-MIL", "SYR-REB", "RUS-MIL", "ISIL", "HEZBOLLAH", "some men")
TALKS = Mention(text="talks", start=0, end=5, id="TALKS-X", name="X talks", kind="talks")


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    return told(
        draw(st.sampled_from(PREDICATES)),
        f"words {draw(st.integers(0, 99))}",
        at=draw(places(sorted(SPOTS), 2)),
        actor=draw(parties(PARTIES, 2)),
        recipient=draw(parties(PARTIES, 1)),
        content=[TALKS],
        **draw(ways()),
    )


FOUND = many(claims(), 14)


@settings(max_examples=80, deadline=None)
@given(FOUND, st.integers(1, 14), st.integers(0, 2**32))
def test_order_does_not_matter(found: list[Claim], size: int, seed: int) -> None:
    groups = grouped(found, size)
    assert situation(groups, (), ON) == situation(mixed(groups, seed), (), ON)


@settings(max_examples=80, deadline=None)
@given(FOUND, st.integers(1, 14))
def test_every_line_leads_to_claims_and_every_state_to_the_gate(
    found: list[Claim], size: int
) -> None:
    by_id = {c.id: c for c in found}
    made = situation(grouped(found, size), (), ON)
    for key in KEYS:
        for line in getattr(made, key):
            assert line.claims or line.against, (key, line)
            assert set(line.claims) | set(line.against) <= set(by_id)
            assert set(line.fluents) <= {f.id for f in made.fluents}
    put = {(status, modality) for status, modality, _ in FACTS}
    for fluent in made.fluents:
        assert len({f.id for f in made.fluents}) == len(made.fluents)
        assert {c for step in fluent.steps for c in step.claims} == {
            *fluent.claims,
            *fluent.against,
        }
        for id in fluent.claims:
            claim = by_id[id]
            act = claim.sources[-1].act if claim.sources else "stated"
            assert claim.polarity == "positive"
            assert (claim.status, claim.modality) in put
            assert act in ("stated", "admitted")
    assert msgspec.json.decode(msgspec.json.encode(made), type=Situation) == made


@settings(max_examples=60, deadline=None)
@given(FOUND, st.sampled_from(("2024-05-04", "2024-05-07")))
def test_only_claims_within_the_clock_count(found: list[Claim], known_by: str) -> None:
    entries = {c.report.id: entry(c) for c in found}
    all_ = {c.id: [c] for c in found}
    then = {c.id: [c] for c in found if (c.report.published or "") <= known_by}
    assert situation(within(all_, heard(entries, known_by)), (), ON) == situation(then, (), ON)


ALL_PREDICATES = sorted(load_predicates().predicates)


@st.composite
def not_facts(draw: st.DrawFn) -> Claim:
    """Claims put in any way but as a fact, of any predicate: denials, plans, threats, vows,
    demands, projections, opinions, accusations, what hangs on a condition or is passed on by
    somebody who doubts it."""
    told_as = draw(
        st.tuples(*(st.sampled_from(get_args(kind)) for kind in (Status, Modality, Polarity, Act)))
    )
    outer = draw(st.none() | st.sampled_from(get_args(Act)))
    status, modality, polarity, act = told_as
    links = [source("UN", act)]
    if outer is not None:
        links.insert(0, source("RUS-GOV", outer, draw(st.sampled_from(get_args(Polarity)))))
    condition = Span(text="if", start=0, end=2) if draw(st.booleans()) else None
    claim = told(
        draw(st.sampled_from(ALL_PREDICATES)),
        f"put {draw(st.integers(0, 99))}",
        by=links,
        status=status,
        modality=modality,
        polarity=polarity,
        published=draw(st.sampled_from(("2024-05-04", "2024-05-07"))),
        on=draw(st.none() | st.sampled_from(DAYS)),
        start=draw(st.integers(1000, 1900)),
        at=draw(places(sorted(SPOTS), 2)),
        actor=draw(parties(PARTIES, 2)),
        recipient=draw(parties(PARTIES, 1)),
        content=[TALKS],
        more={"phase": draw(st.sampled_from((None, "begin", "end"))), "condition": condition},
    )
    fact = (
        status in ("happened", "ongoing")
        and modality == "asserted"
        and polarity == "positive"
        and condition is None
        and all(
            link.act in ("stated", "announced", "confirmed", "admitted", "claimed responsibility")
            and link.stance.polarity == "positive"
            for link in links
        )
    )
    assume(not fact)
    return claim


@settings(max_examples=150, deadline=None)
@given(many(claims(), 8, 0), not_facts())
def test_what_is_not_put_as_a_fact_never_starts_or_ends_a_state(
    found: list[Claim], other: Claim
) -> None:
    assume(other.id not in {c.id for c in found})
    before = situation(grouped(found, 8), (), ON)
    after = situation({**grouped(found, 8), other.id: [other]}, (), ON)
    plain = [moved(f) for f in before.fluents if f.claims]
    assert [moved(f) for f in after.fluents if f.claims] == plain
    assert all(other.id not in f.claims for f in after.fluents)
    assert all(
        step.change.startswith("against")
        for f in after.fluents for step in f.steps if other.id in step.claims
    )  # fmt: skip


def moved(fluent: Fluent) -> tuple[object, ...]:
    """What claims for a state make of it; a denial may put it in doubt, and no more."""
    return (fluent.name, fluent.of, fluent.value, fluent.extent, fluent.from_, fluent.to,
            fluent.claims)  # fmt: skip
