"""Who says it, in whose words, and what saying it amounts to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.helpers import all_of, chain, claims_of, one_of, words

from sayso.claims.chain import same_side, settle
from sayso.core.types import Act, Mention, Roles
from sayso.knowledge.governors import load_governors
from sayso.knowledge.predicates import load_predicates

if TYPE_CHECKING:
    from sayso.pipeline import Reader


def act_of(reader: Reader, predicate: str, text: str) -> str:
    claim = one_of(reader, predicate, text)
    assert len(claim.sources) == 1
    return claim.sources[0].act


def test_one_government_is_one_side() -> None:
    army = Mention(id="AAA-MIL", country="AAA", kind="military")
    ministry = Mention(id="AAA-GOV", country="AAA", kind="official")
    rebels = Mention(id="AAA-REB", country="AAA", kind="rebel")
    assert same_side(army, ministry)
    assert same_side(ministry, army)
    assert not same_side(army, rebels)
    assert same_side(Mention(id="X-SPOKESMAN", affiliations=("X",)), Mention(id="X"))


def test_two_unknown_parties_are_not_one_side() -> None:
    assert not same_side(Mention(kind="military"), Mention(kind="rebel"))


def test_the_act_settles_what_has_no_tense() -> None:
    table = load_governors().acts
    assert settle(None, "promised", table) == "intended"
    assert settle("predicted", "demanded", table) == "wanted"
    assert settle("happened", "stated", table) == "happened"
    assert settle(None, None, table) == "happened"
    assert settle("scheduled", "promised", table) == "scheduled"


@pytest.mark.parametrize(
    ("predicate", "sentence", "act"),
    [
        ("release_prisoners", "Hamas said it will release the prisoners.", "promised"),
        ("attack", "Hamas said it would attack the airport.", "promised"),
        ("release_prisoners", "Hamas said it will not release the prisoners.", "refused"),
        ("attend_talks", "Hamas said it will not attend the talks.", "refused"),
        ("air_strike", "France said that Russia had bombed a hospital in Aleppo.", "accused"),
        ("air_strike", "Russia said it had not bombed the hospital.", "denied"),
        ("attack", "Turkey said Syria would attack the airport.", "stated"),
        ("withdraw", "Turkey said the rebels had left Aleppo.", "stated"),
        ("attack", "The general said the rebels might attack the airport.", "stated"),
        ("attack", "The rebels said the army had attacked the airport.", "accused"),
        ("capture", "The rebels said the army had captured the airport.", "stated"),
        ("cut_route", "The rebels said the army had cut the road to Aleppo.", "stated"),
        ("kill", "The rebels said the army had killed ten of their fighters.", "stated"),
        ("kill", "The rebels said the army had killed ten civilians.", "accused"),
        ("capture", "The rebels accused the army of capturing the airport.", "accused"),
    ],
)
def test_a_neutral_cue_takes_its_act_from_the_content(
    predicate: str, sentence: str, act: str, reader: Reader
) -> None:
    assert act_of(reader, predicate, sentence) == act


@pytest.mark.parametrize(
    ("speaker", "act"),
    [("Russia", "accused"), ("A monitor", "stated"), ("A witness", "stated")],
)
def test_only_a_side_accuses_another(speaker: str, act: str, reader: Reader) -> None:
    text = f"{speaker} said rebels had shelled a market in Aleppo."
    assert act_of(reader, "shell", text) == act


def test_who_is_no_party_to_it_does_not_deny_it(reader: Reader) -> None:
    text = "The Observatory said the army had not bombed the hospital."
    claim = one_of(reader, "bombard", text)
    assert (claim.sources[0].act, claim.modality, claim.polarity) == (
        "stated", "asserted", "negative",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "act", "modality"),
    [
        ("The rebels promised to release the prisoners.", "promised", "vowed"),
        ("The rebels agreed to release the prisoners.", "agreed", "planned"),
        ("The army refused to release the prisoners.", "refused", "refused"),
        ("The envoy called for the rebels to release the prisoners.", "demanded", "demanded"),
        ("The government asked the rebels to release the prisoners.", "asked", "demanded"),
        ("The minister denied that the rebels had released the prisoners.", "denied", "denied"),
    ],
)
def test_a_cue_with_an_act_of_its_own_keeps_it(
    sentence: str, act: Act, modality: str, reader: Reader
) -> None:
    claim = one_of(reader, "release_prisoners", sentence)
    assert (claim.sources[-1].act, claim.modality) == (act, modality)


def test_a_warning_threatens_only_with_the_speakers_own_harm(reader: Reader) -> None:
    own = one_of(reader, "attack", "Turkey warned that it would attack the militia.")
    other = one_of(reader, "attack", "The mayor warned that rebels would attack the town.")
    assert (own.modality, other.modality) == ("threatened", "projected")


def test_claimed_responsibility_gives_the_actor(reader: Reader) -> None:
    text = "Hamas claimed responsibility for the attack on the station."
    claim = one_of(reader, "attack", text)
    assert chain(claim) == [("Hamas", "claimed responsibility")]
    assert [m.id for m in claim.roles.actor] == [claim.sources[0].id]


def test_an_accusation_gives_the_actor(reader: Reader) -> None:
    claim = one_of(reader, "shell", "Russia accused the rebels of shelling Aleppo.")
    assert claim.modality == "accused"
    assert words(claim.roles.actor) == ["the rebels"]


def test_speakers_side_by_side_give_a_claim_each(reader: Reader) -> None:
    claims = all_of(reader, "withdraw", "Russia and Turkey said the rebels had left Aleppo.")
    assert sorted(str(s.text) for c in claims for s in c.sources) == ["Russia", "Turkey"]
    assert len({claim.id for claim in claims}) == len(claims) == 2


def test_nested_speakers_are_a_chain_outermost_first(reader: Reader) -> None:
    text = "The agency quoted the minister as saying the army had captured the town."
    assert chain(one_of(reader, "capture", text)) == [
        ("The agency", "stated"),
        ("the minister", "stated"),
    ]


def test_he_said_he_hoped_is_one_link(reader: Reader) -> None:
    claim = one_of(reader, "resume_talks", "The minister said he hoped the talks would resume.")
    assert chain(claim) == [("The minister", "hoped")]
    assert (claim.modality, claim.status) == ("wanted", "wanted")


def test_i_is_the_speaker(reader: Reader) -> None:
    claim = one_of(reader, "attack", '"We will attack the town," the general said.')
    assert claim.sources[0].manner == "quote"
    assert words(claim.roles.actor) == ["We"]
    assert claim.roles.actor[0].name == claim.sources[0].name


@pytest.mark.parametrize(
    ("sentence", "predicate"),
    [
        ("The envoy announced the suspension of the talks.", "suspend_talks"),
        ("The government declared a ceasefire on Monday.", "ceasefire"),
    ],
)
def test_to_announce_a_deed_of_words_is_to_do_it(
    sentence: str, predicate: str, reader: Reader
) -> None:
    claim = one_of(reader, predicate, sentence)
    assert claim.sources == ()
    assert (claim.status, claim.modality) == ("happened", "asserted")
    assert len(claim.roles.actor) == 1


def test_to_announce_another_deed_is_to_say_it(reader: Reader) -> None:
    text = "Turkey announced that it had closed the border."
    assert chain(one_of(reader, "close_border", text)) == [("Turkey", "announced")]


def test_what_a_denial_takes_for_granted_is_the_outlets(reader: Reader) -> None:
    text = "The army denied attacking the village, which rebels had captured in March."
    assert chain(one_of(reader, "attack", text)) == [("The army", "denied")]
    presupposed = one_of(reader, "capture", text)
    assert (presupposed.sources, presupposed.modality) == ((), "asserted")


def test_what_a_demand_takes_for_granted_is_the_outlets(reader: Reader) -> None:
    text = "The army demanded the release of soldiers who had been captured by the rebels."
    assert one_of(reader, "release_prisoners", text).modality == "demanded"
    assert one_of(reader, "detain", text).sources == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "The army declined to confirm that it had shelled Homs.",
        "The minister did not say that rebels had captured the town.",
    ],
)
def test_what_nobody_said_is_no_claim(sentence: str, reader: Reader) -> None:
    assert claims_of(reader, sentence) == ()


def test_praise_takes_the_deed_as_a_fact(reader: Reader) -> None:
    claim = one_of(reader, "capture", "Iran praised the capture of the town by the army.")
    assert (claim.sources, claim.modality) == ((), "asserted")


def test_until_schedules_the_resumption(reader: Reader) -> None:
    text = "The envoy suspended the peace talks until 25 February."
    claim = one_of(reader, "resume_talks", text)
    assert (claim.status, claim.modality, claim.text) == (
        "scheduled", "planned", "until 25 February",
    )  # fmt: skip
    assert claim.when is not None
    assert (claim.when.edtf or "").endswith("-02-25")
    assert one_of(reader, "suspend_talks", text).status == "happened"


def test_no_resumption_where_nothing_was_suspended(reader: Reader) -> None:
    text = "The envoy did not suspend the peace talks until 25 February."
    assert all_of(reader, "resume_talks", text) == ()


NO_CODES = [
    ("air_strike", "Russia said it had not bombed the hospital."),
    ("bombard", "The minister denied that the army had bombed the hospital."),
    ("shell", "The army did not shell Homs."),
    ("shell", "The army will shell Homs."),
    ("attack", "The ministry predicted that rebels would attack Homs."),
    ("withdraw", "Israel is considering a withdrawal from Gaza."),
    ("capture", "Israel wants to capture Gaza."),
    ("shell", "The army will shell Homs if the rebels attack."),
    ("capture", "The army would have captured Homs."),
    ("resume_talks", "The minister said he hoped the talks would resume."),
]


@pytest.mark.parametrize(("predicate", "sentence"), NO_CODES)
def test_what_has_not_happened_has_no_codes(predicate: str, sentence: str, reader: Reader) -> None:
    codes = one_of(reader, predicate, sentence).codes
    assert (codes.plover, codes.cameo, codes.acled) == (None, None, None)


def test_an_end_has_not_the_codes_of_the_deed(reader: Reader) -> None:
    ended = one_of(reader, "shell", "The army stopped shelling Homs.").codes
    going_on = one_of(reader, "shell", "The army did not stop shelling Homs.").codes
    assert going_on.cameo == "194"
    assert ended.cameo != "194"


@pytest.mark.parametrize(
    ("predicate", "sentence", "cameo"),
    [
        ("shell", "Russia accused the rebels of shelling Aleppo.", "1123"),
        ("release_prisoners", "The army refused to release the prisoners.", "1243"),
        ("air_strike", "Russia vowed to continue its air strikes.", "1246"),
        ("close_border", "Iran threatened to close the border.", "1381"),
    ],
)
def test_an_act_of_words_has_its_own_codes(
    predicate: str, sentence: str, cameo: str, reader: Reader
) -> None:
    assert one_of(reader, predicate, sentence).codes.cameo == cameo


def test_the_table_of_acts_gives_nothing_for_what_is_denied() -> None:
    lexicon = load_predicates()
    for predicate in lexicon.predicates:
        codes = lexicon.claim_codes("denied", predicate, Roles(), None, "negative", "happened")
        assert (codes.plover, codes.cameo, codes.acled) == (None, None, None), predicate


@pytest.mark.parametrize(
    ("predicate", "sentence", "sources"),
    [
        (
            "attack",
            "The general denied that he had ordered the strike.",
            [("The general", "denied")],
        ),
        (
            "bombard",
            "The army denied having threatened to bomb Aleppo.",
            [("The army", "denied")],
        ),
        (
            "withdraw",
            "The UN denied that it had asked the army to withdraw.",
            [("The UN", "denied")],
        ),
        (
            "capture",
            "The army denied that its chief had called for the capture of Aleppo.",
            [("The army", "denied"), ("its chief", "demanded")],
        ),
        (
            "bombard",
            "The minister denied that the army had accused the rebels of bombing Aleppo.",
            [("The minister", "denied"), ("the army", "accused")],
        ),
    ],
)
def test_what_is_denied_to_have_been_said_is_denied(
    predicate: str, sentence: str, sources: list[tuple[str, str]], reader: Reader
) -> None:
    claim = one_of(reader, predicate, sentence)
    assert chain(claim) == sources
    assert (claim.modality, claim.polarity) == ("denied", "negative")
    assert claim.codes.plover is None
    assert claim.sources[0].stance.polarity == "negative"


def test_a_demand_that_is_refused_was_made(reader: Reader) -> None:
    claim = one_of(reader, "withdraw", "The army rejected the rebels' demand that it withdraw.")
    assert claim.modality == "demanded"
