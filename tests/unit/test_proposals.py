"""Claims of other readers: kept only where the report's words bear them out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sayso.core.types import Problem, Report, ReportRef
from sayso.review.proposals import Proposal, finder, read_proposals

TEXT = "The army shelled Nubl on Monday, a monitor said. Rebels left the town."
REPORT = Report(
    id="r", text=TEXT, title="A Title", outlet="An Outlet", published="2016-02-03",
    url="https://example.org/a",
)  # fmt: skip
OTHER = Report(id="q", text=TEXT, title="Another", outlet="An Outlet", published="2016-02-04")
LINE: dict[str, Any] = {
    "reader": "ann", "report": {"id": "r"}, "text": "The army shelled Nubl", "start": 0, "end": 21,
    "predicate": "shell",
}  # fmt: skip


def read(*lines: dict[str, Any] | bytes, reader: str | None = None) -> list[Proposal | Problem]:
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return list(read_proposals(raw, "claims.jsonl", reader, finder([REPORT, OTHER])))


def one(**changes: Any) -> Proposal:
    (found,) = read({**LINE, **changes})
    assert isinstance(found, Proposal), found
    return found


def problem(**changes: Any) -> Problem:
    (found,) = read({**LINE, **changes})
    assert isinstance(found, Problem), found
    assert (found.report, found.line, "\n" in found.message) == ("claims.jsonl", 1, False)
    return found


def test_a_bare_claim_is_the_outlets_assertion_with_the_codes_of_its_predicate() -> None:
    claim = one().claim
    assert (claim.modality, claim.status, claim.sources) == ("asserted", "happened", ())
    assert claim.codes.plover is not None
    assert claim.report == ReportRef(
        id="r", title="A Title", outlet="An Outlet", published="2016-02-03",
        url="https://example.org/a",
    )  # fmt: skip


def test_modality_follows_from_the_act_where_it_is_not_given() -> None:
    sources = [{"name": "a monitor", "text": "a monitor", "start": 33, "end": 42, "act": "denied"}]
    assert one(sources=sources).claim.modality == "denied"
    assert one(sources=sources, modality="opinion").claim.modality == "opinion"


def test_the_reader_is_the_lines_or_the_one_given() -> None:
    assert one().reader == "ann"
    bare = {key: value for key, value in LINE.items() if key != "reader"}
    (found,) = read(bare, reader="ben")
    assert isinstance(found, Proposal)
    assert found.reader == "ben"
    (none,) = read(bare)
    assert isinstance(none, Problem)
    assert "--reader" in none.message
    assert "this program" in problem(reader="sayso 0.1.0").message


def test_two_readers_equal_claims_stay_two_and_one_readers_is_the_same_again() -> None:
    assert one().claim.id == one(status="ongoing").claim.id
    assert one().claim.id != one(reader="ben").claim.id


@pytest.mark.parametrize(
    "report",
    [
        {"id": "r"},
        {"id": "(hash of the text)", "url": "https://example.org/a"},
        {"title": "a  title", "outlet": "an outlet", "published": "2016-02-03T10:00:00Z"},
    ],
)
def test_a_report_is_found_by_id_address_or_title(report: dict[str, str]) -> None:
    assert one(report=report).claim.report.id == "r"


def test_a_report_that_is_not_there_or_not_alone_is_not_found() -> None:
    assert problem(report={"id": "x", "title": "None"}).code == "report"
    twin = Report(id="s", text=TEXT, url="https://example.org/a")
    assert finder([REPORT, twin])(ReportRef(id="", url="https://example.org/a")) is None


WHO = {"text": "The army", "start": 0, "end": 8}


@pytest.mark.parametrize(
    ("changes", "code", "part"),
    [
        ({"start": 1, "end": 22}, "words", "they stand at 0–21"),
        ({"text": "The navy shelled Nubl"}, "words", "stand nowhere"),
        ({"start": -70, "end": -49}, "words", "the claim"),
        ({"roles": {"actor": [{**WHO, "start": 1, "end": 9}]}}, "words", "roles.actor[0]"),
        ({"roles": {"actor": [{**WHO, "end": None}]}}, "words", "together"),
        ({"places": [{"text": "Nubul", "start": 17, "end": 21}]}, "words", "places[0]"),
        ({"when": {"text": "on Monday", "start": 0, "end": 9}}, "words", "when"),
        ({"quantities": [{"text": "two", "start": 0, "end": 3}]}, "words", "quantities[0]"),
        ({"condition": {"text": "if", "start": 0, "end": 2}}, "words", "condition"),
        (
            {"sources": [{"name": "x", "cue": {"text": "say", "start": 0, "end": 3}}]},
            "words",
            "sources[0].cue",
        ),
        (
            {"sources": [{"name": "x", "said": {"text": "now", "start": 0, "end": 3}}]},
            "words",
            "sources[0].said",
        ),
        ({"predicate": "shells"}, "predicate", "did you mean"),
        ({"status": "done"}, "field", "$.status"),
        ({"start": "0"}, "field", "$.start"),
        ({"confidence": 2}, "field", "0 to 1"),
        ({"when": {"edtf": "Monday"}}, "field", "EDTF"),
        (
            {"when": {"earliest": "2016-02-03", "latest": "2016-02-01"}},
            "field",
            "earliest is after latest",
        ),
        ({"places": [{"lat": 136.0}]}, "field", "lat"),
        ({"quantities": [{"low": 9, "high": 3}]}, "field", "low ≤ best ≤ high"),
        ({"predicate": None}, "field", 'no "predicate"'),
        ({"report": "r"}, "field", "report"),
    ],
)
def test_what_the_report_does_not_bear_out_is_refused(
    changes: dict[str, Any], code: str, part: str
) -> None:
    found = problem(**changes)
    assert found.code == code
    assert part in found.message


def test_a_whole_text_is_no_claim() -> None:
    text = "The army shelled Nubl " * 2000
    lines = [json.dumps({**LINE, "text": text, "end": len(text)}).encode()]
    (found,) = read_proposals(lines, "c.jsonl", None, finder([replace(REPORT, text=text)]))
    assert isinstance(found, Problem)
    assert found.message == "the claim quotes 44000 characters, at most 20000; quote a sentence"


def test_a_broken_line_is_a_problem_and_the_next_is_read() -> None:
    found = read(b"{not json", b'{"reader": "\xff"}', b"[1]", b"  ", LINE)
    assert [getattr(f, "code", "kept") for f in found] == ["json", "encoding", "json", "kept"]
    assert [f.line for f in found] == [1, 2, 3, 5]


def test_a_claim_said_twice_by_one_reader_is_said_so() -> None:
    _, again = sorted(read(LINE, LINE), key=lambda f: isinstance(f, Problem))
    assert isinstance(again, Problem)
    assert (again.code, again.line) == ("twice", 2)


def test_ids_of_the_file_become_those_of_the_record_and_others_are_dropped() -> None:
    inner = {**LINE, "id": "i", "predicate": "attack", "within": "o", "repeats": "gone"}
    outer = {**LINE, "id": "o", "cause": ["i", "gone"]}
    found = {f.line: f for f in read(inner, outer) if isinstance(f, Proposal)}
    assert found[1].claim.within == found[2].claim.id
    assert found[1].claim.repeats is None
    assert len(found[1].notes) == 1
    assert found[2].claim.cause == (found[1].claim.id,)


def test_the_seed_is_borne_out_by_its_article(shared: Path) -> None:
    rows = (shared / "seed/claims.jsonl").read_bytes().splitlines()
    ref = json.loads(rows[0])["report"]
    text = (shared / "seed/article.txt").read_text("utf-8")
    report = Report(
        id="seed", text=text, title=ref["title"], outlet=ref["outlet"], published=ref["published"]
    )
    found = list(read_proposals(rows, "seed", "a careful reader", finder([report])))
    kept = [f for f in found if isinstance(f, Proposal)]
    assert len(kept) == len(found) == len(rows)
    assert len({proposal.claim.id for proposal in kept}) == len(rows)
