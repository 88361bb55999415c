"""Which words name which predicate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.helpers import claims_of, one_of, words

from sayso.core.types import Claim

if TYPE_CHECKING:
    from sayso.pipeline import Reader


def parties(claim: Claim) -> tuple[list[str | None], list[str | None], list[str | None]]:
    return words(claim.roles.actor), words(claim.roles.recipient), words(claim.places)


@pytest.mark.parametrize(
    "sentence",
    [
        "Rebels captured the airport.",
        "The airport was captured by rebels.",
        "Rebels seized the airport.",
        "Rebels took control of the airport.",
    ],
)
def test_one_predicate_in_many_forms(sentence: str, reader: Reader) -> None:
    actor, _, place = parties(one_of(reader, "capture", sentence))
    assert [str(word).lower() for word in actor] == ["rebels"]
    assert [str(word).lower() for word in place] == ["the airport"]


def test_nouns_have_their_parties_in_phrases(reader: Reader) -> None:
    claim = one_of(reader, "capture", "Iran praised the capture of the town by the army.")
    assert parties(claim) == (["the army"], [], ["the town"])
    claim = one_of(reader, "besiege", "The army's siege of Homs continues.")
    assert parties(claim)[0] == ["The army"]
    assert parties(claim)[2] == ["Homs"]


def test_a_light_verb_gives_its_subject_to_the_noun(reader: Reader) -> None:
    claim = one_of(reader, "attack", "The rebels carried out an attack on the airport.")
    assert parties(claim) == (["The rebels"], [], ["the airport"])


def test_participles_before_and_after_their_noun(reader: Reader) -> None:
    after = one_of(reader, "kill", "Rebels killed by the army were buried.")
    assert parties(after)[:2] == (["the army"], ["Rebels"])
    before = one_of(reader, "control", "Rebel-held Homs was shelled on Monday.")
    assert parties(before)[0] == ["Rebel"]
    assert parties(before)[2] == ["Homs"]


def test_relative_clauses(reader: Reader) -> None:
    claim = one_of(reader, "shell", "The rebels who shelled the town fled.")
    assert parties(claim) == (["The rebels"], [], ["the town"])
    text = "The airport, which the rebels captured on Monday, was shelled by the army."
    assert parties(one_of(reader, "capture", text)) == (["the rebels"], [], ["The airport"])
    assert parties(one_of(reader, "shell", text)) == (["the army"], [], ["The airport"])


def test_a_predicate_nominal(reader: Reader) -> None:
    claim = one_of(reader, "besiege", "Homs is under siege.")
    assert (claim.status, words(claim.places)) == ("ongoing", ["Homs"])


def test_particles_and_prepositions(reader: Reader) -> None:
    claim = one_of(reader, "push_back", "The rebels drove the army out of the town.")
    assert parties(claim) == (["The rebels"], ["the army"], ["the town"])
    claim = one_of(reader, "capture", "The rebels took the town from the army.")
    assert parties(claim) == (["The rebels"], ["the army"], ["the town"])


@pytest.mark.parametrize(
    "sentence",
    [
        "The film captures the mood of Homs.",
        "He suffered a heart attack.",
        "The singer released an album on Monday.",
        "The painter met a deadline.",
    ],
)
def test_other_senses_give_no_claim(sentence: str, reader: Reader) -> None:
    assert claims_of(reader, sentence) == ()


def test_what_is_fixed_in_one_pattern_names_nothing_else(reader: Reader) -> None:
    found = claims_of(reader, "The army carried out air strikes on the town.")
    assert [claim.predicate for claim in found] == ["air_strike"]
    found = claims_of(reader, "The workers went on strike.")
    assert [claim.predicate for claim in found] == ["go_on_strike"]


def test_a_bare_event_noun_says_nothing(reader: Reader) -> None:
    assert claims_of(reader, "The offensive was on his mind.") == ()


def test_a_participle_behind_a_comma_is_of_the_name_before_it(reader: Reader) -> None:
    text = "Convoys to Homs, besieged by rebels, and to Aleppo were stopped."
    claim = one_of(reader, "besiege", text)
    assert parties(claim) == (["rebels"], [], ["Homs"])


def test_an_adjective_is_only_said_of_a_road(reader: Reader) -> None:
    claim = one_of(reader, "route_open", "The army said the road to Homs was open.")
    assert claim.sources
    assert "road to Homs" in str(parties(claim)[2])
    assert claims_of(reader, "They like the open road.") == ()


def test_what_the_other_leaves_out(reader: Reader) -> None:
    text = "One of the two roads was cut. The other, which runs through Homs, remained open."
    claim = one_of(reader, "route_open", text)
    assert parties(claim)[2] == ["The other, which runs through Homs"]
    assert claims_of(reader, "Two men came. The other, who was late, remained open.") == ()


def test_a_noun_with_its_preposition(reader: Reader) -> None:
    claim = one_of(reader, "flee", "Some 3,000 villagers are on the move towards Homs.")
    assert [q.best for q in claim.quantities] == [3000]
    assert parties(claim)[2] == ["Homs"]
    assert claims_of(reader, "The villagers liked the move.") == ()


def test_a_town_falls_on_a_day(reader: Reader) -> None:
    claim = one_of(reader, "capture", "Homs fell on Monday.")
    assert parties(claim)[2] == ["Homs"]
    assert claim.when is not None
    assert claim.when.edtf == "2024-05-06"


def test_the_rebels_siege_is_not_of_rebels(reader: Reader) -> None:
    claim = one_of(reader, "besiege", "The army broke the rebel siege.")
    assert parties(claim)[:2] == (["rebel"], [])


def test_an_adjective_is_not_of_a_noun_with_words_of_its_own(reader: Reader) -> None:
    text = "They include 40 soldiers and allied militiamen, 20 rebels and 8 civilians."
    assert parties(one_of(reader, "fight_beside", text))[0] == ["allied militiamen"]
