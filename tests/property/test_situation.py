"""Whatever the claims: their order does not matter, every line leads to claims, only what passes
the gate moves a state, and a situation rests on the claims within the clock alone."""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.told import SPOTS, entry, party, place, source, told

from sayso.core.situation import KEYS, Situation
from sayso.core.types import Act, Claim, Mention, Modality, Status
from sayso.situation.fold import heard, situation, within

PREDICATES = ("capture", "control", "besiege", "break_siege", "lift_siege", "cut_route", "withdraw",
              "open_route", "suspend_talks", "begin_talks", "support", "encircle", "lose",
              "release_prisoners", "contest")  # fmt: skip
PARTIES = ("SYR-MIL", "SYR-REB", "RUS-MIL", "ISIL", "HEZBOLLAH", "some men")
DAYS = ("2024-05-02", "2024-05-05", "2024-05-08", "2024-05-03/2024-05-06", "2024-04~/2024-05-07")
PUT: tuple[tuple[Status, Modality, Act, bool], ...] = (
    ("happened", "asserted", "stated", True), ("ongoing", "asserted", "admitted", True),
    ("happened", "denied", "denied", False), ("predicted", "projected", "stated", False),
    ("intended", "vowed", "promised", False), ("wanted", "demanded", "demanded", False),
    ("intended", "threatened", "threatened", False), ("happened", "accused", "accused", False),
    ("scheduled", "planned", "announced", False), ("happened", "opinion", "opined", False),
)  # fmt: skip
TALKS = Mention(text="talks", start=0, end=5, id="TALKS-X", name="X talks", kind="talks")
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
        f"words {draw(st.integers(0, 99))}",
        by=[source(by, act, "negative" if negative else "positive")] if by else [],
        status=status,
        modality=modality,
        polarity="negative" if negative else "positive",
        outlet=draw(st.sampled_from(("Wire", "Daily", "Herald"))),
        published=draw(st.sampled_from(("2024-05-04", "2024-05-07", "2024-05-09"))),
        on=draw(st.none() | st.sampled_from(DAYS)),
        start=draw(st.integers(0, 900)),
        at=[place(n) for n in draw(st.lists(st.sampled_from(sorted(SPOTS)), max_size=2))],
        actor=[party(n) for n in draw(st.lists(st.sampled_from(PARTIES), max_size=2))],
        recipient=[party(n) for n in draw(st.lists(st.sampled_from(PARTIES), max_size=1))],
        content=[TALKS],
        more={"phase": draw(st.sampled_from((None, None, "begin", "end")))},
    )


many = st.lists(claims(), min_size=1, max_size=14, unique_by=lambda c: c.id)


def grouped(found: Sequence[Claim], size: int) -> dict[str, list[Claim]]:
    ordered = sorted(found, key=lambda c: c.id)
    groups = [ordered[i::size] for i in range(size)]
    return {group[0].id: group for group in groups if group}


@settings(max_examples=80, deadline=None)
@given(many, st.integers(1, 14), st.integers(0, 2**32))
def test_order_does_not_matter(found: list[Claim], size: int, seed: int) -> None:
    groups = grouped(found, size)
    mixed = list(groups.items())
    shuffle = random.Random(seed).shuffle
    shuffle(mixed)
    for _, members in mixed:
        members = list(members)
        shuffle(members)
    again = {name: random.Random(seed).sample(members, len(members)) for name, members in mixed}
    assert situation(groups, (), ON) == situation(again, (), ON)


@settings(max_examples=80, deadline=None)
@given(many, st.integers(1, 14))
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
    fit = {(status, modality, act) for status, modality, act, ok in PUT if ok}
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
            assert (claim.status, claim.modality) in {(s, m) for s, m, _ in fit}
            assert act in ("stated", "admitted")
    assert msgspec.json.decode(msgspec.json.encode(made), type=Situation) == made


@settings(max_examples=60, deadline=None)
@given(many, st.sampled_from(("2024-05-04", "2024-05-07")))
def test_only_claims_within_the_clock_count(found: list[Claim], known_by: str) -> None:
    entries = {c.report.id: entry(c) for c in found}
    all_ = {c.id: [c] for c in found}
    then = {c.id: [c] for c in found if (c.report.published or "") <= known_by}
    assert situation(within(all_, heard(entries, known_by)), (), ON) == situation(then, (), ON)
