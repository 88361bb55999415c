"""What a reader takes from the rest of the report: days of news, doers, places, helpers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.helpers import claims_of, one_of

if TYPE_CHECKING:
    from sayso.core.types import Claim
    from sayso.pipeline import Reader

NEWS = "2024-05-06/2024-05-08"


def in_report(reader: Reader, predicate: str, text: str, *more: str) -> Claim:
    """The claim with this predicate in a report of a headline and paragraphs."""
    lines = "\n".join((text, *more))
    kinds = ("headline", *("body" for _ in more))
    found = [c for c in claims_of(reader, lines, *kinds) if c.predicate == predicate]  # type: ignore[arg-type]
    return found[-1]


def edtf(claim: Claim) -> str | None:
    return claim.when.edtf if claim.when is not None else None


def test_what_a_report_opens_with_is_news(reader: Reader) -> None:
    claim = in_report(reader, "capture", "War in Libya", "Rebels captured the port of Derna.")
    assert edtf(claim) == NEWS
    assert claim.when is not None
    assert claim.when.from_ == "context: the news of the report"


@pytest.mark.parametrize(
    "body",
    [
        "Rebels captured the port of Derna in 2011.",
        "Rebels had captured the port of Derna.",
        "Rebels will capture the port of Derna.",
        "The talks went on in Cairo. Rebels captured the port of Derna.",
    ],
)
def test_what_is_older_planned_or_told_later_is_no_news(reader: Reader, body: str) -> None:
    claim = in_report(reader, "capture", "War in Libya", body)
    assert edtf(claim) != NEWS


def test_a_toll_so_far_is_no_news(reader: Reader) -> None:
    claim = in_report(reader, "kill", "War in Sudan", "The war has killed 14,000 people.")
    assert edtf(claim) != NEWS


def test_a_day_told_elsewhere_goes_before(reader: Reader) -> None:
    report = ("Mediator suspends Kuwait talks", "The mediator suspended the talks on 2 May.")
    days = {
        edtf(c) for c in claims_of(reader, "\n".join(report), "headline", "body")
        if c.predicate == "suspend_talks"
    }  # fmt: skip
    assert NEWS not in days


def test_what_happened_as_an_announcement_came(reader: Reader) -> None:
    claim = in_report(
        reader,
        "capture",
        "Yemen talks paused",
        "The UN envoy announced the suspension of the talks.",
        "The announcement came as Houthi fighters, backed by Iranian drones, captured Marib.",
    )
    assert edtf(claim) == NEWS


def test_a_saying_right_behind_a_dated_one_has_its_day(reader: Reader) -> None:
    text = (
        "Russian Foreign Minister Sergei Lavrov said on Monday that talks had failed. "
        '"Russia will not withdraw from Kherson," Lavrov told reporters.'
    )
    said = one_of(reader, "withdraw", text).sources[-1].said
    assert said is not None
    assert said.edtf == "2024-05-06"
    assert said.text is None


def test_a_saying_with_a_day_of_its_own_keeps_it(reader: Reader) -> None:
    text = (
        "Volodymyr Zelensky said on Monday that talks had failed. On Tuesday, Zelensky said that "
        "Ukraine would attack."
    )
    said = one_of(reader, "attack", text).sources[-1].said
    assert said is not None
    assert said.edtf == "2024-05-07"


def test_the_time_of_a_saying_is_not_that_of_what_is_said(reader: Reader) -> None:
    claim = one_of(reader, "fail_talks", "Zelensky said on Monday the talks had failed.")
    assert edtf(claim) == "../2024-05-08"
    assert claim.sources[-1].said is not None


def test_talks_called_by_a_town_are_there(reader: Reader) -> None:
    claim = one_of(reader, "withdraw_from_talks", "Russia walked out of the Istanbul talks.")
    assert [(p.name, p.inferred) for p in claim.places] == [("Istanbul", True)]
    claim = one_of(reader, "suspend_talks", "Oman suspended the Istanbul talks in Muscat.")
    assert "Istanbul" not in [p.name for p in claim.places if p.inferred]


def test_who_gains_is_who_would_besiege(reader: Reader) -> None:
    claim = one_of(
        reader,
        "cut_off",
        "Ethiopian forces advanced on Mekelle on Sunday. This advance means that civilians would "
        "be cut off from aid.",
    )
    assert claim.modality == "projected"
    assert [(m.id, m.inferred) for m in claim.roles.actor] == [("ETH-MIL", True)]
    assert [p.inferred for p in claim.places] == [True]


def test_who_withdraws_is_not_who_would_besiege(reader: Reader) -> None:
    claim = one_of(
        reader,
        "besiege",
        "Ethiopian forces withdrew from Mekelle. The withdrawal means that the town would be "
        "besieged.",
    )
    assert claim.roles.actor == ()


def test_two_that_take_a_place_together_fight_on_one_side(reader: Reader) -> None:
    claim = one_of(reader, "fight_beside", "Kenyan troops and Somali soldiers seized Kismayo.")
    assert [m.id for m in claim.roles.actor] == ["KEN-MIL"]
    assert [m.id for m in claim.roles.recipient] == ["SOM-MIL"]


@pytest.mark.parametrize(
    "text",
    [
        "Sudanese troops and Ethiopian forces clashed in Al-Fashaga.",
        "Kenyan troops and Somali soldiers each captured a village near Kismayo.",
        "Kenyan troops and Somali soldiers planned to capture Kismayo.",
        "Kenyan troops and Somali soldiers have not captured Kismayo.",
    ],
)
def test_two_that_do_not_are_not_said_to(reader: Reader, text: str) -> None:
    assert "fight_beside" not in [c.predicate for c in claims_of(reader, text)]


def test_support_that_is_added_to_was_there_before(reader: Reader) -> None:
    text = (
        "Turkey threw its weight behind the rebels of Tripoli on 2 January, adding to support "
        "from Qatar."
    )
    claims = [c for c in claims_of(reader, text) if c.predicate == "support"]
    turkey = next(c for c in claims if [m.id for m in c.roles.actor] == ["TUR"])
    qatar = next(c for c in claims if [m.id for m in c.roles.actor] == ["QAT"])
    assert (edtf(turkey), turkey.phase) == ("2024-01-02", "begin")
    assert edtf(qatar) == "../2024-01-02"
    assert [m.inferred for m in qatar.roles.recipient] == [True]


def test_no_reason_to_stop_is_a_refusal_of_those_who_do_it(reader: Reader) -> None:
    text = "Turkey has shelled Kurdish towns. The Turkish foreign minister said Ankara saw {}."
    claim = one_of(reader, "shell", text.format("no reason to stop the shelling").split(". ")[1])
    assert claim.modality in ("refused", "planned")
    claims = claims_of(reader, text.format("no reason for the shelling to stop"))
    last = next(c for c in claims if c.phase == "continue")
    assert (last.modality, [m.id for m in last.roles.actor]) == ("refused", ["TUR"])
    assert last.text.startswith("no reason") or "no reason" in last.text


def test_an_analyst_refuses_nothing_for_others(reader: Reader) -> None:
    claim = one_of(
        reader, "air_strike", "Analysts said Moscow saw no reason to stop its air strikes."
    )
    assert claim.modality == "planned"


def test_backers_in_passing(reader: Reader) -> None:
    claim = one_of(reader, "support", "Egypt and the UAE, the main backers of Haftar, may leave.")
    assert [m.id for m in claim.roles.actor] == ["EGY", "ARE"]
    assert (claim.modality, claim.status) == ("asserted", "ongoing")
    claim = one_of(reader, "support", "The rebels' backers, Turkey and Qatar, welcomed the deal.")
    assert [m.id for m in claim.roles.actor] == ["TUR", "QAT"]
    for text in (
        "Turkey, a former backer of the rebels, opened its embassy.",
        "Supporters of the rebels marched in Goma.",
        "Britain, an ally of the United States, sent ships.",
    ):
        assert "support" not in [c.predicate for c in claims_of(reader, text)]
