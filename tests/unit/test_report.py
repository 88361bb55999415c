"""The printed report: every sentence has its words, and says no more than they do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.golden.situations import read_folder
from tests.printed import evidence_of, made, sentences, text_of
from tests.told import denied, party, place, source, told

from sayso.core.report import Evidence, SituationReport
from sayso.core.types import Mention, Place
from sayso.knowledge.predicates import load_predicates
from sayso.views.report import report
from sayso.views.report import wording as w
from sayso.views.report.page import page

if TYPE_CHECKING:
    from tests.records import Told

    from sayso.core.types import Claim
    from sayso.pipeline import Reader

ARDEN = (place("Arden"),)
ARMY, REBELS = (party("SYR-MIL"),), (party("SYR-REB"),)
DAYS = {
    "aleppo-2016": (("2016-02-04", 1), ("2016-02-04", 7), ("2016-02-12", 7)),
    "mariupol-2022": (("2022-03-29", 7), ("2022-05-17", 60)),
    "misrata-2011": (("2011-04-20", 7),),
    "sri-lanka-2006-2009": (("2009-04-28", 30),),
}


@pytest.fixture(scope="module")
def found(told: Told, reader: Reader) -> dict[tuple[str, str, int], Evidence]:
    """The evidence of the examples, by name, day and length of the period."""
    all_: dict[tuple[str, str, int], Evidence] = {}
    for name, days in DAYS.items():
        read = told if name == "aleppo-2016" else read_folder(name, reader)
        for (day, length), one in zip(days, evidence_of(read, *days), strict=True):
            all_[name, day, length] = one
    return all_


@pytest.fixture(scope="module")
def written(found: dict[tuple[str, str, int], Evidence]) -> list[tuple[Evidence, SituationReport]]:
    """Those with their reports of one page and of two."""
    return [(one, report(one, pages=pages)) for one in found.values() for pages in (1, 2)]


def shown(claims: list[Claim], earlier: str = "2024-05-01", later: str = "2024-05-06") -> str:
    """The report of claims made by hand, as text."""
    return text_of(page(report(made(claims, earlier, later)))).replace("\u00a0", " ")


# Sentences and notes


def test_every_sentence_has_a_note(written: list[tuple[Evidence, SituationReport]]) -> None:
    for _, one in written:
        told = [s for s in sentences(one) if s.lines]
        assert told
        assert all(s.notes for s in told)
        assert {n for s in told for n in s.notes} == {note.number for note in one.notes}


def test_the_words_of_every_note_stand_in_its_report(
    written: list[tuple[Evidence, SituationReport]],
) -> None:
    for evidence, one in written:
        for note in one.notes:
            text = evidence.entries[note.report].report.text
            assert text[note.start : note.end] == note.words
            assert len(note.chain) == len(evidence.claims[note.claim].sources)


def test_what_is_told_as_a_fact_is_asserted_by_several(
    written: list[tuple[Evidence, SituationReport]],
) -> None:
    facts = [
        (evidence, one, s)
        for evidence, one in written
        for s in sentences(one)
        if s.standing == "told as fact"
    ]
    assert facts
    for evidence, one, sentence in facts:
        notes = [n for n in one.notes if n.number in sentence.notes]
        assert len({(n.outlet, n.chain) for n in notes}) > 1
        assert all(n.put == "asserted" and not n.denies for n in notes)
        assert all(not evidence.claims[n.claim].condition for n in notes)


def test_control_and_sieges_rest_on_what_is_asserted(
    written: list[tuple[Evidence, SituationReport]],
) -> None:
    for _, one in written:
        for section in one.sections:
            for row in section.rows if section.key == "ground" else ():
                notes = [n for n in one.notes if n.number in row.notes]
                assert any(n.put == "asserted" for n in notes), w.plain(row.parts[0])


def test_every_other_sentence_names_whose_account_it_is(
    written: list[tuple[Evidence, SituationReport]],
) -> None:
    for _, one in written:
        for section in one.sections:
            if section.key == "brief":
                for s in section.sentences:
                    text = w.plain(s.parts[0])
                    assert s.standing == "told as fact" or re.search(
                        "account|denied|No change", text
                    ), text


def test_what_is_left_out_is_counted(found: dict[tuple[str, str, int], Evidence]) -> None:
    evidence = found["aleppo-2016", "2016-02-12", 7]
    one, two = report(evidence, pages=1), report(evidence, pages=2)
    left = [sum(s.left_out for s in r.sections) for r in (one, two)]
    shown_ = [len(sentences(r)) for r in (one, two)]
    assert left[0] > left[1] > 0
    assert shown_[0] < shown_[1]
    assert f"({left[0]})" in page(one) or "left out for space" in page(one)
    assert "sayso situation --at 2016-02-12" in page(one)


# What it may not say


def test_a_denial_alone_makes_nobody_a_holder() -> None:
    text = shown([denied("capture", "the army", at=ARDEN, on="2024-05-05", actor=ARMY)])
    assert "held by" not in text


@pytest.mark.parametrize(
    ("status", "modality"),
    [("intended", "vowed"), ("intended", "threatened"), ("predicted", "projected"),
     ("wanted", "demanded"), ("conditional", "conditional")],
)  # fmt: skip
def test_what_is_vowed_or_foretold_is_not_told_as_so(status: Any, modality: Any) -> None:
    claim = told("capture", at=ARDEN, actor=ARMY, status=status, modality=modality,
                 by=[source("a general", "promised")])  # fmt: skip
    assert "held by" not in shown([claim])


def test_a_fact_takes_two_independent_sources() -> None:
    first = told("capture", at=ARDEN, on="2024-05-05", actor=ARMY, outlet="Coast Herald")
    second = told("capture", at=ARDEN, on="2024-05-05", actor=ARMY, outlet="World Wire")
    assert "by Coast Herald’s account" in shown([first])
    from sayso.situation.compare import changes
    from sayso.situation.fold import situation

    both = made([first, second], "2024-05-01", "2024-05-06")
    # One incident, so that both stand behind one line.
    together = {first.id: [first, second]}
    earlier, later = (situation(together, (), d) for d in ("2024-05-01", "2024-05-06"))
    from msgspec.structs import replace

    from sayso.evidence import groups
    from sayso.incidents.roots import corroborate

    by_id = both.claims
    both = replace(
        both, earlier=earlier, later=later, changes=changes(earlier, later),
        roots={
            g: corroborate([by_id[c] for c in ids], both.entries, {})
            for g, ids in groups(earlier, later).items()
        },
    )  # fmt: skip
    text = text_of(page(report(both)))
    assert "told by two independent sources" in text
    assert "account" not in text.split("Control and sieges")[0].split("In brief")[1]


# Hostile words


def test_hostile_words_are_shown_as_text() -> None:
    bad = '<script>alert("x")</script>\u202e<img src=x onerror=y>'
    claim = told("capture", bad, at=ARDEN, on="2024-05-05", actor=[party(bad)], outlet=bad,
                 by=[source(bad)])  # fmt: skip
    html = page(report(made([claim], "2024-05-01", "2024-05-06"), title=bad))
    assert "<script" not in html
    assert "<img" not in html
    assert "\u202e" not in html
    assert r"\u202e" in html
    assert "&lt;script&gt;" in html


def test_the_page_asks_for_nothing_from_elsewhere() -> None:
    html = page(report(made([told("capture", at=ARDEN, actor=ARMY)], "2024-05-01", "2024-05-06")))
    assert not re.search(r"\b(?:src|href)\s*=\s*[\"'](?!#)|url\(|@import|<script|<link", html)
    assert 'dir="auto"' in html


# Words


def test_every_predicate_has_its_deed() -> None:
    assert set(w.deeds()) == set(load_predicates().predicates)


@pytest.mark.parametrize(
    ("edtf", "day", "on", "since"),
    [
        ("2016-02-03", "3 February", "on 3 February", "3 February"),
        ("2015-07-09", "9 July 2015", "on 9 July 2015", "9 July 2015"),
        ("2016-02", "February 2016", "in February 2016", "February 2016"),
        ("2013~", "about 2013", "about 2013", "about 2013"),
        ("2015-21", "spring 2015", "in spring 2015", "spring 2015"),
        ("201X", "the 2010s", "in the 2010s", "the 2010s"),
        ("../2016-02-03", "by 3 February", "by 3 February", "3 February or before"),
        ("2016-02-07/2016-02-08", "7 to 8 February", "between 7 and 8 February",
         "7 or 8 February"),
        ("2016-01-30/2016-02-08", "30 January to 8 February",
         "between 30 January and 8 February", "some day between 30 January and 8 February"),
    ],
)  # fmt: skip
def test_days_in_words(edtf: str, day: str, on: str, since: str) -> None:
    words = [w.day(edtf, "2016"), w.on(edtf, "2016"), w.since(edtf, "2016")]
    assert [word and word.replace("\u00a0", " ") for word in words] == [day, on, since]


@pytest.mark.parametrize(
    ("name", "with_article"),
    [
        ("Syrian Arab Army", "the Syrian Arab Army"), ("Syrian rebels", "Syrian rebels"),
        ("Armed Forces of Ukraine", "the Armed Forces of Ukraine"), ("Russia", "Russia"),
        ("Kurdish forces", "Kurdish forces"), ("United States", "the United States"),
        ("Geneva talks on Syria", "the Geneva talks on Syria"), ("The council", "the council"),
        ("Castello Road", "the Castello Road"), ("Hezbollah", "Hezbollah"),
    ],
)  # fmt: skip
def test_names_take_their_article(name: str, with_article: str) -> None:
    assert w.plain(w.with_article(name).pieces) == with_article


def test_deeds_and_things() -> None:
    people, town = w.named("civilians", many=True), w.named("Madaya")
    assert _plain(w.deed("bombard", "end", False, people, None)) == "stop bombarding civilians"
    assert _plain(w.thing("bombard", "end", False, None, None)) == "an end to the bombardment"
    assert _plain(w.deed("lift_siege", None, False, None, town)) == "lift the siege of Madaya"
    assert _plain(w.thing("release_prisoners", None, False, None, None)) == (
        "the release of prisoners"
    )
    assert _plain(w.deed("withdraw", None, True, None, town)) == "not withdraw from Madaya"
    assert _plain(w.deed("allow_access", None, False, None, town)) == "allow access to Madaya"


def test_what_has_no_value_is_left_out() -> None:
    assert _plain(w.fill("{a}[ by {b}][ on {c}]", a="x", c="y")) == "x on y"
    assert _plain(w.fill("{a?is|are}", a=w.named("they", many=True))) == "are"


def _plain(said: w.Said) -> str:
    return w.plain(said.pieces)


def test_the_command_writes_a_page(tmp_path: Path, told: Told) -> None:
    from tests.records import fill
    from typer.testing import CliRunner

    from sayso.cli import app
    from sayso.record import Archive

    where, out = str(tmp_path / "record.db"), tmp_path / "report.html"
    with Archive.create(where, lambda: "2026-01-01T00:00:00Z") as book:
        fill(book, told)
    run = CliRunner().invoke(
        app,
        ["report", "--record", where, "--at", "2016-02-04", "--days", "7", "--place", "SYR",
         "--pages", "1", "--title", "The week", "--output", str(out)],
    )  # fmt: skip
    assert run.exit_code == 0, run.output
    html = out.read_text("utf-8")
    assert "<h1><bdi>The week</bdi></h1>" in html
    assert "sayso situation --at 2016-02-04 --place SYR" in html


def test_whoever_uses_an_open_way_has_not_opened_it() -> None:
    road = Place(text="the road", start=0, end=8, name="Arden road", precision="route")
    use = told("route_open", "still uses the road", at=(road,), actor=REBELS, status="ongoing")
    assert "opened by" not in shown([use])


def test_a_step_that_is_told_without_a_day_had_come_by_then() -> None:
    talks = Mention(text="the talks", start=0, end=9, id="TALKS-X", name="X talks", kind="talks")
    begun = told("begin_talks", "they had begun", by=[source("UNO")], published="2024-05-05",
                 content=(talks,))  # fmt: skip
    no = denied("begin_talks", "SYR-MIL", published="2024-05-05", content=(talks,))
    assert "opened by 5 May" in shown([begun, no])
    assert "opened on 5 May" not in shown([begun, no])
