"""The file of effects holds together, covers its families, and its loader says where one does
not."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.core.errors import KnowledgeError
from sayso.knowledge.effects import FILE, Effect, State, load_effects
from sayso.knowledge.predicates import load_predicates

EFFECTS = load_effects()
LEXICON = load_predicates()
# Families whose predicates start, end or show something, and those of them that do not.
FAMILIES = ("control", "access", "talks", "ceasefire", "support")
WITHOUT = {
    "change_control", "advance", "fortify", "starve", "trap", "set_up_checkpoint", "fly_over",
    "meet", "mediate", "invite_to_talks", "visit", "discuss", "violate_ceasefire", "disarm",
    "withdraw_weapons", "deescalate", "mobilise", "recruit", "surrender", "defect", "merge_groups",
    "ceasefire_covers", "ceasefire_excludes", "cancel_talks",
    "prevent_leaving",
}  # fmt: skip


def test_every_predicate_of_the_families_of_states_has_effects_or_is_known_to_have_none() -> None:
    found = {
        p.id for p in LEXICON.predicates.values() if p.family in FAMILIES and not EFFECTS.of(p.id)
    }
    assert found == WITHOUT


def test_a_capture_starts_a_hold_ends_the_losers_and_clears_a_siege() -> None:
    changes = {(e.change, e.state.fluent, e.state.value) for e in EFFECTS.of("capture")}
    assert changes >= {
        ("start", "control", "actor"), ("end", "control", "recipient"), ("clear", "siege", "actor"),
    }  # fmt: skip
    assert EFFECTS.needs("capture") == (
        State(fluent="control", arguments=("place",), value="actor", negated=True),
    )


def test_a_predicate_without_an_entry_has_its_ancestors_effects() -> None:
    assert EFFECTS.of("retake") == EFFECTS.of("capture")
    assert EFFECTS.of("arm") == EFFECTS.of("support")
    assert EFFECTS.needs("retake") == EFFECTS.needs("capture")


def test_an_entry_with_no_effects_hides_its_ancestors() -> None:
    assert EFFECTS.of("hold_talks")
    assert EFFECTS.of("discuss") == ()


def test_the_siege_of_the_design() -> None:
    assert Effect(change="observe", state=State(fluent="siege", arguments=("place",),
                  value="actor")) in EFFECTS.of("besiege")  # fmt: skip
    (first, *_) = EFFECTS.constraints
    assert [s.fluent for s in first.states] == ["siege", "control"]
    assert "besieged and held" in first.why


def test_a_denial_faces_its_own_line_and_what_stands_in_one_line_with_it() -> None:
    assert EFFECTS.faces("air_strike", "attack")
    assert EFFECTS.faces("fail_talks", "thwart_talks")
    assert EFFECTS.faces("barrel_bomb", "shell")
    assert not EFFECTS.faces("lose", "retake")
    assert not EFFECTS.faces("fail_talks", "begin_talks")


@pytest.mark.parametrize(("a", "b"), [("air_strike", "attack"), ("end_talks", "thwart_talks")])
def test_what_can_face_shares_a_blocking_key(a: str, b: str) -> None:
    assert EFFECTS.lines(a) & EFFECTS.lines(b)


def test_a_figure_is_told_by_predicate_unit_and_words() -> None:
    besieged = EFFECTS.figure("live_under", "people", frozenset({"besieged", "areas"}))
    assert besieged is not None
    assert besieged[0] == "besieged"
    assert EFFECTS.figure("live_under", "people", frozenset({"camps"})) is None
    assert EFFECTS.figure("kill", "towns", frozenset()) is None
    killed = EFFECTS.figure("massacre", "people", frozenset())
    assert killed is not None
    assert killed[1].running
    assert killed[1].by_people


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  capture:\n", "  capturing:\n", "capturing"),
        ("{observe: control(place) = actor}", "{observe: controls(place) = actor}", "controls"),
        ("{observe: control(place) = actor}", "{observe: control(spot) = actor}", "spot"),
        ("{observe: control(place) = actor}", "{observe: control(place) = owner}", "owner"),
        ("{start: route(place) = cut}", "{start: route(place) = severed}", "severed"),
        ("{start: route(place) = cut}", '{start: "route(place, actor) = cut"}', "arguments"),
        ("{start: route(place) = cut}", "{start: route = cut}", "not a state"),
        ("{start: route(place) = cut}", "{begin: route(place) = cut}", "begin"),
        ("once: [capture", "once: [captured", "captured"),
        ("apart:\n  - [terrorists, rebels]", "apart:\n  - [terrorists, rebel]", "rebel"),
        ("fluents:\n", "fluents:\n  odd: {gloss: x, of: [where], value: party, kind: status}\n",
         "where"),
        ("killed: {predicates: [kill,", "killed: {predicates: [killing,", "killing"),
    ],
)  # fmt: skip
def test_the_loader_names_file_and_entry(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = FILE.read_text("utf-8")
    assert old in text
    broken = tmp_path / "effects.yaml"
    broken.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(KnowledgeError, match=r"effects\.yaml") as caught:
        load_effects(broken)
    assert told in str(caught.value)
