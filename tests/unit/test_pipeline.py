"""The whole flow: the same whatever the order, true to the segments, and never at a loss."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.helpers import claims_of, one_of, report_of

from sayso.acquire import read_paths
from sayso.core.ids import report_id
from sayso.core.types import Claim, Report

if TYPE_CHECKING:
    from sayso.pipeline import Reader


def read(path: Path) -> list[Report]:
    return [item for item in read_paths([str(path)]) if isinstance(item, Report)]


def assert_spans(text: str, claims: tuple[Claim, ...]) -> None:
    for claim in claims:
        assert text[claim.start : claim.end] == claim.text
        roles = [getattr(claim.roles, name) for name in claim.roles.__struct_fields__]
        for part in (*claim.sources, *claim.places, *claim.quantities, *sum(roles, ())):
            if part.start is not None:
                assert text[part.start : part.end] == part.text
        if claim.when and claim.when.start is not None:
            assert text[claim.when.start : claim.when.end] == claim.when.text


def test_the_order_and_the_batch_of_reports_do_not_matter(reader: Reader, root: Path) -> None:
    reports = read(root / "tests" / "data" / "corpus.jsonl")
    reports += read(root / "examples" / "aleppo-2016" / "12-world-wire-late.txt")
    forward = [reader.read(report) for report in reports]
    backward = [reader.read(report) for report in reversed(reports)]
    assert backward[::-1] == forward
    assert all(forward)


def test_a_report_read_again_gives_the_same_claims(reader: Reader) -> None:
    report = report_of("Turkey said rebels had attacked the airport. The army denied it.")
    first, second = reader.read(report), reader.read(report)
    assert first == second
    assert len({claim.id for claim in first}) == len(first)


def test_a_report_is_known_by_its_text(tmp_path: Path, reader: Reader) -> None:
    text = "Rebels attacked the airport on Monday, the ministry said.\n"
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    (tmp_path / "c.txt").write_text(text + "\nTwo soldiers were killed.\n", "utf-8")
    first, again, other = read(tmp_path)
    assert first.id == again.id == report_id(text)
    assert other.id != first.id
    assert {claim.report.id for claim in reader.read(first)} == {first.id}
    assert [c.id for c in reader.read(first)] == [c.id for c in reader.read(again)]


def test_a_corpus_keeps_its_texts_as_they_are(tmp_path: Path, reader: Reader) -> None:
    text = "  \n\t Rebels attacked the airport.\r\n\r\n  The army left Homs.  \n"
    path = tmp_path / "corpus.jsonl"
    path.write_text(json.dumps({"id": "a", "text": text, "language": "en"}), "utf-8")
    (report,) = read(path)
    assert report.text == text
    found = reader.read(report)
    assert [claim.text for claim in found] == ["Rebels attacked the airport", "The army left Homs"]
    assert found[0].start == text.index("Rebels")
    assert_spans(text, found)


def test_captions_and_furniture_give_no_claims(reader: Reader) -> None:
    lines = (
        "Turkey closes border",
        "By A. Writer",
        "Turkey closed the border on Monday.",
        "Rebels attacked the airport. Photo: World Wire",
        "Read more: army captures Homs",
    )
    text = "\n".join(lines)
    found = claims_of(reader, text, "headline", "byline", "body", "caption", "furniture")
    assert {claim.predicate for claim in found} == {"close_border"}
    assert all(claim.end <= text.index("Rebels") for claim in found)


def test_a_sentence_never_runs_over_two_segments(reader: Reader) -> None:
    text = "Rebels attack the airport\nThe army left Homs on Monday."
    for claim in claims_of(reader, text, "headline", "body"):
        assert "\n" not in claim.text


def test_without_a_publication_date_relative_times_stay_open(reader: Reader) -> None:
    text = "Rebels attacked the airport on Monday. The army left Homs. Turkey closed the border."
    undated = {c.predicate: c.when for c in reader.read(report_of(text, published=None))}
    said = undated["attack"]
    assert said is not None
    assert (said.text, said.earliest, said.latest) == ("on Monday", None, None)
    assert undated["withdraw"] is None
    dated = one_of(reader, "attack", "Rebels attacked the airport on Monday.").when
    assert dated is not None
    assert dated.edtf == "2024-05-06"


def test_a_full_date_needs_no_publication_date(reader: Reader) -> None:
    report = report_of("Rebels attacked the airport on 3 March 2024.", published=None)
    (claim,) = reader.read(report)
    assert claim.when is not None
    assert claim.when.edtf == "2024-03-03"


LONG = "Rebels attacked the airport on Monday, and the army, which had left Homs, shelled them. "
ODD = {
    "one mark": ".",
    "punctuation": "...!? — “ ” ( ) [ ] ;:,,, -- ??",
    "quotation marks": "\"\" '' “” «»",
    "emoji": "😀🚀💥 👩‍👩‍👧‍👦 🇸🇾",
    "digits": "12 345 6,789.0 2016-02-04",
    "white space": " \n\t \u2028 \u00a0\n",
    "one word": "Attack",
    "brackets": "The army [attacked (the airport [on Monday",
    "open quotation": '"We attacked the airport, the general said.',
    "RTL": "هاجم المسلحون المطار يوم الاثنين. Rebels attacked the airport. גם היום.",
    "bidi controls": "\u202eRebels attacked\u202c the \u2067airport\u2069 on Monday.\u200f\u200e",
    "zero width": "Re\u200bbels att\u200dacked the air\ufeffport on Monday.",
    "combining": "Re\u0301bels atta\u0327cked the airport on Monday\u0301.",
    "control characters": "Rebels\x00 attacked\x07 the\x1b airport.",
    "capitals": "REBELS ATTACKED THE AIRPORT ON MONDAY, THE MINISTRY SAID",
    "one long word": "attack" * 500,
    "brackets all the way": "(" * 500 + "attack" + ")" * 500,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_texts(text: str, reader: Reader) -> None:
    assert_spans(text, claims_of(reader, text))


@pytest.mark.parametrize("name", ["one mark", "punctuation", "emoji", "digits", "white space"])
def test_no_words_no_claims(name: str, reader: Reader) -> None:
    assert claims_of(reader, ODD[name]) == ()


def test_right_to_left_text_beside_english_does_not_hide_it(reader: Reader) -> None:
    assert [claim.text for claim in claims_of(reader, ODD["RTL"])] == [
        "Rebels attacked the airport"
    ]


def test_a_paragraph_of_three_thousand_words(reader: Reader) -> None:
    text = LONG * (3000 // len(LONG.split()) + 1)
    found = claims_of(reader, text)
    assert_spans(text, found)
    assert len(found) >= len(text.split()) // len(LONG.split())
    assert len({claim.id for claim in found}) == len(found)


def test_a_sentence_of_a_thousand_words(reader: Reader) -> None:
    text = "Rebels attacked the airport " + "and the army shelled the town " * 170
    assert_spans(text, claims_of(reader, text))


def test_a_quotation_that_is_broken_off_is_no_fault(reader: Reader) -> None:
    text = '"They don\'t want anything, "she said, according to the letter.\n'
    assert reader.annotate(Report(id="r", text=text)).report.text == text


def test_a_report_that_ends_with_a_cue_is_no_fault(reader: Reader) -> None:
    text = "These are the people they accused"
    assert reader.annotate(Report(id="r", text=text)).report.text == text
