"""The file of governing words holds together, and its loader says where one does not."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

import pytest

from sayso.core.errors import KnowledgeError
from sayso.core.types import Act, Modality, Status
from sayso.knowledge.cues import load_cues
from sayso.knowledge.governors import FILE, load_governors
from sayso.knowledge.predicates import load_predicates

TABLE = load_governors()
FRAMES = {"infinitive", "gerund", "clause", "object", "subject", "compound"}
PREPOSITIONS = set("between of for to from in on at with about against over under".split())


def test_frames_are_known() -> None:
    found = {frame for governor in TABLE.governors for frame in governor.frames}
    assert found <= FRAMES | PREPOSITIONS


def test_words_are_lemmas_in_lower_case() -> None:
    for governor in (*TABLE.governors, *TABLE.modifiers):
        assert governor.words
        for word in governor.words:
            assert word == word.lower().strip(), word


def test_a_word_finds_its_governors() -> None:
    assert any(g.effect.phase == "end" for g in TABLE.lookup("stop"))
    assert any(g.effect.polarity == "negative" for g in TABLE.lookup("fail"))
    assert TABLE.lookup("bicycle") == ()
    assert TABLE.modifier_index["alleged"].certainty == "probable"


def test_every_status_and_every_act_has_a_modality() -> None:
    assert set(TABLE.modality.by_status) == set(get_args(Status))
    assert set(TABLE.modality.by_act.values()) <= set(get_args(Modality))
    # These say how it stands by the status; "warned" by whose harm it is; the last is no claim.
    by_status = {
        "stated", "announced", "confirmed", "admitted", "claimed responsibility", "warned",
        "declined to confirm",
    }  # fmt: skip
    assert set(TABLE.modality.by_act) | by_status == set(get_args(Act))


def test_the_words_of_other_files_exist_there() -> None:
    lexicon, cues = load_predicates(), load_cues()
    for name, scheduled in TABLE.until.items():
        assert name in lexicon.predicates
        assert scheduled in lexicon.predicates
    for word in TABLE.performatives:
        assert word in cues.verbs, word


def test_modals_and_perfects() -> None:
    assert {"may", "might", "will", "must"} <= set(TABLE.modals)
    assert set(TABLE.perfect) <= set(TABLE.modals)


def test_a_condition_is_no_limit() -> None:
    kinds = ("condition", "limit", "negative")
    marks = [word for kind in kinds for word in TABLE.marks[kind]]
    assert len(marks) == len(set(marks))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{phase: end, actor: subject}", "{phase: over, actor: subject}"),
        ("{status: wanted, certainty: underspecified}", "{status: wished}"),
        ("governors:\n", "governors: none\nothers:\n"),
        ("negators: [", "negators: ]"),
    ],
)
def test_a_broken_file_is_named(before: str, after: str, tmp_path: Path) -> None:
    copy = tmp_path / "governors.yaml"
    shutil.copy(FILE, copy)
    text = copy.read_text("utf-8")
    assert before in text
    copy.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(KnowledgeError, match=r"governors\.yaml"):
        load_governors(copy)
