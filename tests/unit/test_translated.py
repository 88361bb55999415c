"""A translated report with the original sentences beside its own."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from sayso.acquire.corpus import read_corpus
from sayso.acquire.settings import AcquireSettings
from sayso.core.record import Acquired, SentencePair
from sayso.core.types import Problem

TEXT = "The army shelled the town. The rebels left it on Monday."


def read(original: Any) -> tuple[Acquired, list[Problem]]:
    line = json.dumps({"text": TEXT, "original": original}).encode()
    found = list(read_corpus(io.BytesIO(line), "c.jsonl", AcquireSettings()))
    (report,) = (f for f in found if isinstance(f, Acquired))
    return report, [f for f in found if isinstance(f, Problem)]


def test_original_sentences_come_with_the_report() -> None:
    sentences: list[Any] = [[0, 26, "قصف الجيش البلدة."], [27, 56, "غادرها الثوار يوم الاثنين."]]
    report, problems = read({"language": "ar", "sentences": sentences})
    assert not problems
    assert report.translation == tuple(
        SentencePair(start=a, end=b, text=words, language="ar") for a, b, words in sentences
    )
    assert read(None)[0].translation == ()


@pytest.mark.parametrize(
    "wrong", [[0, 99, "x"], [5, 5, "x"], [-1, 4, "x"], [0, 26, " "], [0, 26], "x", [30, 40, "x"]]
)
def test_a_sentence_with_wrong_offsets_is_left_out_and_said_so(wrong: Any) -> None:
    report, problems = read({"language": "ar", "sentences": [[0, 40, "أ"], wrong]})
    assert [pair.text for pair in report.translation] == ["أ"]
    assert [(p.code, "sentences[1]" in p.message) for p in problems] == [("field", True)]


@pytest.mark.parametrize("wrong", ["text", {"sentences": 3}, [[0, 26, "x"]]])
def test_an_original_of_another_form_is_left_out_and_the_report_kept(wrong: Any) -> None:
    report, problems = read(wrong)
    assert report.translation == ()
    assert [p.code for p in problems] == ["field"]


def test_a_language_that_is_no_word_is_left_out() -> None:
    report, problems = read({"language": 3, "sentences": [[0, 26, "x"]]})
    assert report.translation[0].language is None
    assert len(problems) == 1
