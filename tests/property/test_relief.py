"""Whatever is told of sieges, access, convoys and evacuations: the order of claims does not matter,
ids are unique, and nothing but what passes the gate is ever told as a fact."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.console import Console
from tests.drawn import ON, PUT, Put, grouped, many, mixed, parties, places, ways
from tests.told import SPOTS, people, told

from sayso.core.sieges import Criterion, Designation
from sayso.core.situation import Situation
from sayso.core.types import Claim, Mention
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
# Of a permit, an aid worker or a siege, also what was asked for and agreed.
ALSO_PUT: tuple[Put, ...] = (
    *PUT, ("wanted", "demanded", "asked"), ("intended", "planned", "agreed"),
)  # fmt: skip


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    way = draw(
        ways(
            ALSO_PUT, ("UN", "SYR-GOV"), ("Wire", "Daily", "Siege Watch"),
            ("2024-05-04", "2024-05-07"), longest=3000,
        )
    )  # fmt: skip
    way["by"] = [replace(s, kind="intergovernmental") if s.name == "UN" else s for s in way["by"]]
    words = draw(st.sampled_from(WHOM))
    spots = [
        replace(spot, relation=draw(st.sampled_from(("at", "from", "to"))))
        for spot in draw(places(sorted(SPOTS), 2))
    ]
    return told(
        draw(st.sampled_from(PREDICATES)),
        f"{draw(st.sampled_from(WORDS))} {draw(st.integers(0, 99))}",
        at=spots,
        actor=draw(parties(("SYR-MIL", "UN"), 1)),
        recipient=[Mention(text=words, start=0, end=len(words), name=words)],
        quantities=[people(draw(st.integers(1, 999)))] if draw(st.booleans()) else [],
        **way,
    )


FOUND = many(claims(), 14)
KEYS = ("sieges", "access", "convoys", "evacuations", "routes")


@settings(max_examples=80, deadline=None)
@given(FOUND, st.integers(1, 14), st.integers(0, 2**32))
def test_order_does_not_matter(found: list[Claim], size: int, seed: int) -> None:
    groups = grouped(found, size)
    assert situation(groups, (), ON) == situation(mixed(groups, seed), (), ON)


@settings(max_examples=150, deadline=None)
@given(FOUND, st.integers(1, 14))
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
