"""Whatever is told of sieges, access, convoys and evacuations: the order of claims does not matter,
ids are unique, and nothing but what passes the gate is ever told as a fact."""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.console import Console
from tests.told import SPOTS, party, people, place, source, told

from sayso.core.sieges import Criterion, Designation
from sayso.core.situation import Situation
from sayso.core.types import Act, Claim, Mention, Modality, Status
from sayso.situation.fold import situation
from sayso.situation.gate import gate
from sayso.views.situation import situation_view

PREDICATES = (
    "request_permit", "approve_permit", "refuse_permit", "delay_permit", "block_aid", "loot_aid",
    "aid_convoy_enters", "allow_access", "interfere_in_aid", "hinder_aid_work", "hard_to_reach",
    "designate_place", "delist_place", "prevent_leaving", "evacuate", "besiege", "lift_siege",
    "encircle", "trap", "attack", "air_strike", "kill", "hunger", "mine_contamination",
    "authorise_border", "end_border_authorisation", "close_border", "open_border", "cut_funds",
)  # fmt: skip
WORDS = (
    "a convoy with flour", "the trucks were turned back", "listed as besieged", "tier 2", "a visa",
    "hard-to-reach, by flooding", "clashes", "medicine was removed", "it was completed",
)  # fmt: skip
WHOM = ("a hospital", "two aid workers", "the Red Cross", "families", "a barracks", "an ambulance")
PUT: tuple[tuple[Status, Modality, Act], ...] = (
    ("happened", "asserted", "stated"), ("ongoing", "asserted", "admitted"),
    ("happened", "denied", "denied"), ("predicted", "projected", "stated"),
    ("intended", "vowed", "promised"), ("wanted", "demanded", "demanded"),
    ("wanted", "demanded", "asked"), ("intended", "threatened", "threatened"),
    ("happened", "accused", "accused"), ("scheduled", "planned", "announced"),
    ("intended", "planned", "agreed"), ("happened", "opinion", "opined"),
)  # fmt: skip
DAYS = ("2024-05-02", "2024-05-05", "2024-05-08", "2024-05-03/2024-05-06", "2024-04~/2024-05-07")
ON = "2024-05-07"


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    status, modality, act = draw(st.sampled_from(PUT))
    negative = modality == "denied"
    by = draw(st.none() | st.sampled_from(("UN", "SYR-GOV")))
    if act not in ("stated", "admitted"):
        by = by or "UN"
    link = [source(by, act, "negative" if negative else "positive")] if by else []
    if by == "UN":
        link = [replace(link[0], kind="intergovernmental")]
    words = draw(st.sampled_from(WHOM))
    spots = [
        replace(place(n), relation=draw(st.sampled_from(("at", "from", "to"))))
        for n in draw(st.lists(st.sampled_from(sorted(SPOTS)), max_size=2))
    ]
    return told(
        draw(st.sampled_from(PREDICATES)),
        f"{draw(st.sampled_from(WORDS))} {draw(st.integers(0, 99))}",
        by=link,
        status=status,
        modality=modality,
        polarity="negative" if negative else "positive",
        outlet=draw(st.sampled_from(("Wire", "Daily", "Siege Watch"))),
        published=draw(st.sampled_from(("2024-05-04", "2024-05-07"))),
        on=draw(st.none() | st.sampled_from(DAYS)),
        start=draw(st.integers(0, 3000)),
        at=spots,
        actor=[party(n) for n in draw(st.lists(st.sampled_from(("SYR-MIL", "UN")), max_size=1))],
        recipient=[Mention(text=words, start=0, end=len(words), name=words)],
        quantities=[people(draw(st.integers(1, 999)))] if draw(st.booleans()) else [],
        more={"phase": draw(st.sampled_from((None, None, "begin", "end")))},
    )


many = st.lists(claims(), min_size=1, max_size=14, unique_by=lambda c: c.id)
KEYS = ("sieges", "access", "convoys", "evacuations", "routes")


def grouped(found: Sequence[Claim], size: int) -> dict[str, list[Claim]]:
    ordered = sorted(found, key=lambda c: c.id)
    groups = [ordered[i::size] for i in range(size)]
    return {group[0].id: group for group in groups if group}


@settings(max_examples=80, deadline=None)
@given(many, st.integers(1, 14), st.integers(0, 2**32))
def test_order_does_not_matter(found: list[Claim], size: int, seed: int) -> None:
    groups = grouped(found, size)
    mixed = {
        name: random.Random(seed).sample(members, len(members))
        for name, members in random.Random(seed).sample(sorted(groups.items()), len(groups))
    }
    assert situation(groups, (), ON) == situation(mixed, (), ON)


@settings(max_examples=150, deadline=None)
@given(many, st.integers(1, 14))
def test_only_what_passes_the_gate_is_told_as_a_fact(found: list[Claim], size: int) -> None:
    by_id = {c.id: c for c in found}
    made = situation(grouped(found, size), (), ON)
    for key in KEYS:
        lines = getattr(made, key)
        assert len({line.id for line in lines}) == len(lines), key
        for line in lines:
            assert line.claims or line.against, (key, line)
            assert set(line.claims) | set(line.against) <= set(by_id)
    fact = {c.id for c in found if gate(c) == "for"}
    against = {c.id for c in found if gate(c) == "against"}
    for item in made.access:
        if item.status == "reported" and item.type != "denial of need":
            assert fact & set(item.claims)
        assert set(item.against) <= against
    for run in made.evacuations:
        if run.status in ("done", "under way", "suspended"):
            assert set(run.claims) <= fact
        if run.status == "denied":
            assert set(run.against) <= against
            assert run.claims == ()
    for convoy in made.convoys:
        for step in convoy.steps:
            if step.status == "reported":
                # To ask for leave, or to agree to give it, is told as the saying that it is.
                assert set(step.claims) <= fact or step.step in ("requested", "approved")
            if step.status == "denied":
                assert set(step.claims) <= against
    for siege in made.sieges:
        said: tuple[Criterion | Designation, ...] = (*siege.criteria, *siege.designations)
        for told_ in said:
            put = {"reported": fact, "denied": against, "accused": set(by_id) - fact - against}
            assert set(told_.claims) <= put[told_.put]
            assert told_.words
    assert msgspec.json.decode(msgspec.json.encode(made), type=Situation) == made
    Console(quiet=True).print(situation_view(made))
