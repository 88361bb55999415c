"""lexicon/access.yaml: types after the two frameworks, and what its questions answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.told import denied, party, place, source, told

from sayso.core.errors import KnowledgeError
from sayso.core.types import Claim, Mention
from sayso.knowledge.access import FILE, load_access
from sayso.knowledge.predicates import load_predicates

WORDS = load_access()
ARDEN = (place("Arden"),)


def kind(claim: Claim, because: str = "") -> tuple[str, str | None] | None:
    found = WORDS.constraint(claim, because)
    return (found.type, found.target) if found else None


def test_ochas_nine_types_and_acaps_nine_indicators_are_there() -> None:
    # Bureaucracy and attacks on health care are our own beside OCHA's nine.
    assert len(WORDS.constraints) == 11
    assert len({c.acaps for c in WORDS.constraints.values()}) == 9
    assert {n for n, c in WORDS.constraints.items() if c.sensitive} == {
        "violence against staff and assets", "attack on health care",
    }  # fmt: skip


def test_levels_by_the_most_special_words() -> None:
    assert WORDS.level("a Tier 1 besieged community") == "tier 1"
    assert WORDS.level("hard-to-reach areas") == "hard to reach"
    assert WORDS.level("a heritage site") is None


def test_a_scheme_by_who_makes_the_list_and_its_levels() -> None:
    assert WORDS.scheme(["united nations"], "besieged") == "UN"
    assert WORDS.scheme(["Siege Watch"], "tier 3") == "Siege Watch"
    assert WORDS.scheme(["the Siege Watch project"], "tier 3") == "Siege Watch"
    assert WORDS.scheme(["UN-backed forces"], "besieged") is None
    assert WORDS.scheme(["United Nations"], "tier 3") is None
    assert WORDS.scheme(["the council"], "besieged") is None


def test_of_two_answers_the_special_one_is_given() -> None:
    flour = told("deliver_aid", "flour and vaccines were brought in", at=ARDEN)
    assert WORDS.criterion(flour) == (
        ("entry of food", "let in"), ("entry of medicine", "let in"),
    )  # fmt: skip
    assert WORDS.criterion(told("deliver_aid", "aid came in")) == (("entry of aid", "let in"),)
    assert WORDS.criterion(told("capture", "food")) == ()


def test_a_filler_is_what_its_head_is() -> None:
    def hit(words: str) -> object:
        whom = Mention(text=words, start=0, end=len(words), name=words)
        return kind(told("attack", "hit", recipient=[whom]))

    assert hit("a hospital in the village") == ("attack on health care", "facility")
    assert hit("the village near the hospital") is None
    assert hit("hospitals") == ("attack on health care", "facility")


def test_the_cause_may_tell_the_type() -> None:
    claim = told("hinder_aid_work", "relief work has stopped", at=ARDEN)
    assert kind(claim) == ("movement within", None)
    assert kind(claim, "floods") == ("environment", None)
    assert kind(claim, "heavy shelling") == ("active hostilities", None)


def test_to_deny_a_deed_is_not_to_deny_the_need() -> None:
    assert kind(denied("starve", "SYR-GOV", at=ARDEN)) == ("denial of need", None)
    ours = denied("starve", "SYR-GOV", at=ARDEN, actor=[party("SYR-MIL")])
    assert kind(ours) is None
    assert kind(told("starve", at=ARDEN, by=[source("SYR-GOV")])) is None


def test_journalists_kept_out_and_fighters_kept_in_are_no_matter_of_relief() -> None:
    press = Mention(text="journalists", start=0, end=11, name="journalists")
    assert kind(told("deny_access", "barred journalists", recipient=[press])) is None
    assert kind(told("trap", "trapped", recipient=[party("SYR-REB")])) is None
    both = [party("SYR-REB"), party("SYR-CVL")]
    assert kind(told("trap", "trapped", recipient=both)) == ("movement of people", None)


def test_every_predicate_asked_for_is_known_and_every_step_is_of_a_convoy() -> None:
    known = load_predicates().predicates
    assert set(WORDS.designations) <= set(known)
    assert WORDS.step(told("aid_convoy_enters", "food was brought in")) is None
    assert WORDS.step(told("aid_convoy_enters", "a convoy came in")) == "entered"
    assert WORDS.step(told("aid_convoy_enters", "the convoy departed")) == "set out"


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("predicates: [loot_aid],", "predicates: [loot_aids],", "loot_aids"),
        ("type: mines, predicates: [mine", "type: mine, predicates: [mine", "'mine'"),
        ("hits: [aid staff, aid assets]", "hits: [aid staffs]", "aid staffs"),
        ("levels: [besieged, hard to reach]", "levels: [besiegd]", "besiegd"),
        ("sporadic:", "sporadics:", "sporadic"),
    ],
)
def test_the_loader_names_file_and_entry(old: str, new: str, named: str, tmp_path: Path) -> None:
    text = FILE.read_text("utf-8")
    assert old in text
    file = tmp_path / "access.yaml"
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(KnowledgeError, match=r"access\.yaml") as error:
        load_access(file)
    assert named in str(error.value)
