"""What stands in a claim's fields: parties, helpers, places, times, figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.helpers import claims_of, one_of, words

from sayso.claims.filled import Filled
from sayso.core.types import Mention

if TYPE_CHECKING:
    from sayso.pipeline import Reader


def test_a_party_fills_a_role_once() -> None:
    filled = Filled()
    filled.add("actor", Mention(id="X", text="the army", start=0, end=8))
    filled.add("actor", Mention(id="X", inferred=True))
    filled.add("actor", Mention(text="troops", start=12, end=18))
    filled.add("actor", Mention(text="troops", start=12, end=18))
    assert words(filled.frozen().actor) == ["the army", "troops"]
    assert filled.frozen().recipient == ()


def test_coordinated_parties_and_places(reader: Reader) -> None:
    text = "The army and the rebels shelled the town and the airport."
    claim = one_of(reader, "shell", text)
    assert words(claim.roles.actor) == ["The army", "the rebels"]
    assert words(claim.places) == ["the town", "the airport"]


def test_a_second_verb_shares_the_subject(reader: Reader) -> None:
    text = "The rebels attacked the convoy and killed two soldiers."
    assert words(one_of(reader, "attack", text).roles.actor) == ["The rebels"]
    assert words(one_of(reader, "kill", text).roles.actor) == ["The rebels"]


@pytest.mark.parametrize(
    ("predicate", "sentence", "actor"),
    [
        ("shell", "The rebels agreed to shell the town.", "The rebels"),
        ("shell", "The army ordered the rebels to shell the town.", "the rebels"),
        ("release_prisoners", "The envoy asked the rebels to release the prisoners.", "the rebels"),
        ("withdraw", "Israel is considering a withdrawal from Gaza.", "Israel"),
        ("kill", "The troops entered the village, killing ten civilians.", "The troops"),
    ],
)
def test_who_is_to_do_it(predicate: str, sentence: str, actor: str, reader: Reader) -> None:
    assert words(one_of(reader, predicate, sentence).roles.actor) == [actor]


def test_a_pronoun_is_who_it_stands_for(reader: Reader) -> None:
    claim = one_of(reader, "attack", "Hamas said it would attack the airport.")
    (actor,) = claim.roles.actor
    assert actor.id == claim.sources[0].id
    assert actor.text == "it"


def test_a_weapon_or_deed_acts_for_its_owner(reader: Reader) -> None:
    claim = one_of(reader, "kill", "Russian air strikes killed ten civilians in Aleppo.")
    assert [m.country for m in claim.roles.actor] == ["RUS"]
    assert words(claim.roles.instrument) == ["Russian air strikes"]
    claim = one_of(reader, "kill", "An Israeli missile strike killed three soldiers.")
    assert [m.country for m in claim.roles.actor] == ["ISR"]


def test_helpers(reader: Reader) -> None:
    claim = one_of(reader, "capture", "The army, backed by Iran, captured the town.")
    assert words(claim.roles.actor) == ["The army"]
    assert words(claim.roles.helper) == ["Iran"]
    claim = one_of(reader, "capture", "The army captured the town with support from Russia.")
    assert words(claim.roles.helper) == ["Russia"]


def test_what_only_measures_gives_way(reader: Reader) -> None:
    claim = one_of(reader, "capture", "The army captured the towns of Nubl and Zahraa.")
    assert words(claim.places) == ["Nubl", "Zahraa"]


def test_a_party_may_also_say_where(reader: Reader) -> None:
    claim = one_of(reader, "attack", "Hamas attacked the army in Gaza on Monday.")
    assert words(claim.roles.recipient) == ["the army"]
    assert words(claim.places) == ["Gaza"]


def test_the_time_of_the_clause(reader: Reader) -> None:
    claim = one_of(reader, "attack", "Hamas attacked the army in Gaza on Monday.")
    assert claim.when is not None
    assert (claim.when.edtf, claim.when.from_) == ("2024-05-06", None)


def test_without_a_time_tense_says_on_which_side_of_today(reader: Reader) -> None:
    past = one_of(reader, "shell", "The rebels shelled the town.").when
    assert past is not None
    assert (past.text, past.earliest, past.latest) == (None, None, "2024-05-08")
    assert past.from_
    coming = one_of(reader, "shell", "The army will shell Homs.").when
    assert coming is not None
    assert (coming.earliest, coming.latest) == ("2024-05-08", None)


def test_what_is_only_wanted_has_no_time(reader: Reader) -> None:
    assert one_of(reader, "capture", "Israel wants to capture Gaza.").when is None


def test_figures(reader: Reader) -> None:
    claim = one_of(reader, "kill", "Up to 40 civilians were killed in Homs on Monday.")
    (quantity,) = claim.quantities
    assert (quantity.low, quantity.high) == (None, 40)
    text = "The rebels killed ten soldiers and injured 20 civilians."
    assert [q.best for q in one_of(reader, "kill", text).quantities] == [10]
    assert [q.best for q in one_of(reader, "injure", text).quantities] == [20]


def test_talks_do_not_act(reader: Reader) -> None:
    claim = one_of(reader, "resume_talks", "The talks resumed in Geneva on Monday.")
    assert claim.roles.actor == ()
    assert words(claim.roles.content) == ["The talks"]
    assert words(claim.places) == ["Geneva"]


def test_confidence_grows_with_what_is_known(reader: Reader) -> None:
    vague = one_of(reader, "attack", "Somebody attacked a village.")
    known = one_of(reader, "attack", "Hamas attacked the army in Gaza on Monday.")
    assert vague.confidence is not None
    assert known.confidence is not None
    assert 0 < vague.confidence < known.confidence <= 1


@pytest.mark.parametrize(
    ("predicate", "sentence", "actor"),
    [
        ("capture", "Aleppo has been liberated after its occupation by ISIL.", []),
        ("occupy", "Aleppo has been liberated after its occupation by ISIL.", ["ISIL"]),
        ("retake", "Aleppo was retaken by the army after its capture by rebels.", ["the army"]),
        ("capture", "Two villages fell, according to the Syrian Observatory.", []),
        ("capture", "Two villages fell to the army, according to the UN.", ["the army"]),
        ("kill", "Ten people were killed in an attack by rebels.", ["rebels"]),
    ],
)
def test_by_and_to_belong_to_the_nearest_deed(
    predicate: str, sentence: str, actor: list[str], reader: Reader
) -> None:
    assert words(one_of(reader, predicate, sentence).roles.actor) == actor


@pytest.mark.parametrize(
    ("sentence", "predicates"),
    [
        ("Talks between the army and the rebels are on hold.", {"suspend_talks"}),
        ("The talks remain on hold.", {"suspend_talks"}),
        ("The government put talks with the rebels on hold.", {"suspend_talks"}),
        ("The commander admits the loss of Aleppo.", {"lose"}),
        ("The agency appealed to all warring parties to let aid in.", set()),
    ],
)
def test_what_is_told_and_no_more(sentence: str, predicates: set[str], reader: Reader) -> None:
    assert {c.predicate for c in claims_of(reader, sentence)} == predicates
