"""What a person sees, and the JSON that programs read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from sayso.core.annotation import Annotation, Attribution, Event, MentionNode, TimeNode
from sayso.core.grammar import Grammar, Sentence, Token
from sayso.core.types import (
    Body,
    Claim,
    Mention,
    Place,
    Problem,
    Quantity,
    Report,
    ReportRef,
    Roles,
    Source,
    Span,
    Stance,
    When,
)  # fmt: skip
from sayso.views import words
from sayso.views.exchange import annotation_object, json_array, json_lines
from sayso.views.output import plain_text
from sayso.views.terminal import Tally, problem_line, report_view, summary_view

TEXT = "The envoy said the talks have not failed.\nTroops may take the town by Friday."
REPORT = Report(id="r", text=TEXT, title="Talks", outlet="World Wire", published="2016-02-04")
ENVOY = Mention(name="the envoy", kind="official")
TOWN = Place(name="Nubl", country="SYR", admin1="Aleppo", inferred=True)


def claim(**values: Any) -> Claim:
    given: dict[str, Any] = {
        "id": "c1",
        "report": ReportRef(id="r", title="Talks", outlet="World Wire", published="2016-02-04"),
        "text": TEXT[15:40],
        "start": 15,
        "end": 40,
        "sources": (),
        "modality": "asserted",
        "status": "happened",
        "polarity": "positive",
        "certainty": "certain",
        "predicate": "fail_talks",
    }
    return Claim(**{**given, **values})


def shown(*claims: Claim, width: int = 100) -> str:
    return plain_text(report_view(REPORT, claims), width)


def line_with(text: str, part: str) -> str:
    return next(line for line in text.splitlines() if part in line)


def test_a_denial_is_unmistakable() -> None:
    denied = claim(
        modality="denied",
        polarity="negative",
        sources=(Source(name="the envoy", act="denied", stance=Stance(polarity="negative")),),
    )
    text = shown(denied)
    assert "DENIED" in text
    assert "NOT fail talks" in text
    assert "the envoy: denied" in text
    assert "NOT fail talks" not in shown(claim())


def test_every_part_of_a_claim_is_shown() -> None:
    chain = (
        Source(name="an agency", manner="quote"),
        Source(
            name="a spokesman",
            anonymous=True,
            act="promised",
            of=Body(name="the ministry"),
            said_at=Place(name="Muscat", country="OMN"),
            said=When(edtf="2016-02-03"),
            addressee=Mention(name="reporters"),
        ),
    )
    full = claim(
        sources=chain,
        modality="vowed",
        status="intended",
        certainty="possible",
        phase="continue",
        predicate="air_strike",
        within="c2",
        repeats="c3",
        cause=("c2",),
        condition=Span(text="until they leave", start=0, end=3),
        roles=Roles(
            actor=(Mention(name="Russia", inferred=True),),
            recipient=(Mention(name="rebels"), Mention(name="Jabhat al-Nusra")),
            helper=(Mention(name="Iran"),),
            instrument=(Mention(name="the air force"),),
            mediator=(ENVOY,),
        ),
        places=(TOWN,),
        when=When(text="on Friday", edtf="2016-02-05/.."),
        quantities=(Quantity(what="civilians", high=400_000),),
    )
    text = shown(full, claim(id="c2"))
    assert "VOWED" in text
    assert "possible" in text
    assert "[Russia] → go on with air strike → rebels; Jabhat al-Nusra" in text
    assert "an agency: stated, in quotation" in text
    assert "a spokesman (unnamed) for the ministry: promised" in " ".join(text.split())
    for part in ("helped by Iran", "with the air force", "mediated by the envoy"):
        assert part in text
    assert "[Nubl, Aleppo, SYR]" in text
    assert "from 2016-02-05 on “on Friday”" in text
    assert "at most 400,000 civilians" in text
    assert "“until they leave”" in text
    assert "part of #2 · repeats c3 · follows from #2" in text
    assert "line 1, 15–40" in text


def test_own_voice_is_the_outlets() -> None:
    assert "own voice of World Wire" in shown(claim())
    unknown = claim(report=ReportRef(id="r"))
    assert "own voice of the outlet" in shown(unknown)


def test_the_line_is_counted() -> None:
    assert "line 2, 42–52" in shown(claim(text=TEXT[42:52], start=42, end=52))


def test_no_claims_says_so() -> None:
    assert "No claims found" in shown()


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_it_fits_any_width(width: int) -> None:
    long = claim(
        text="word " * 60,
        roles=Roles(actor=(Mention(name="a very long name of a committee " * 4),)),
    )
    wide = claim(roles=Roles(actor=(Mention(name="停火" * 40),)))
    text = shown(long, wide, width=width)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert not any(line != line.rstrip() for line in text.splitlines())


def test_direction_and_control_characters_are_spelt_out() -> None:
    name = "left\u202eright\x1b[31m\u2066\n\tend"
    assert words.visible(name) == "left\\u202eright\\x1b[31m\\u2066 end"
    text = shown(claim(text=name, roles=Roles(actor=(Mention(name=name),))))
    assert not set(text) & set("\u202e\x1b\u2066")
    assert words.visible("می‌خواهم") == "می‌خواهم"


@given(st.text(max_size=40))
def test_any_text_is_shown(text: str) -> None:
    assert plain_text(report_view(REPORT, (claim(text=text, predicate=text or "x"),)))


def test_markup_in_a_text_is_not_obeyed() -> None:
    assert "[bold]x[/bold]" in shown(claim(text="[bold]x[/bold]"))


def test_colour_only_where_there_is_a_terminal() -> None:
    import io

    buffer = io.StringIO()
    Console(file=buffer, force_terminal=True, color_system="standard", width=100).print(
        report_view(REPORT, (claim(),))
    )
    assert "\x1b[" in buffer.getvalue()
    assert "\x1b[" not in shown(claim())


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2016-02-03", "2016-02-03"),
        ("2016-02-11?", "perhaps 2016-02-11"),
        ("2013~/2016-02-03", "about 2013 to 2016-02-03"),
        ("../2016-02-04", "by 2016-02-04"),
        ("2016-02-03/..", "from 2016-02-03 on"),
        ("/2016", "until 2016"),
    ],
)
def test_days_in_words(edtf: str, said: str) -> None:
    assert words.day(edtf) == said


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        (Quantity(what="killed", low=50, high=60), "50–60 killed"),
        (Quantity(what="killed", low=50, best=55, high=60), "50–60 (best 55) killed"),
        (Quantity(what="people", best=9), "9 people"),
        (Quantity(what="people", low=9), "at least 9 people"),
        (Quantity(what="km", best=2.5), "2.5 km"),
        (Quantity(text="almost entirely"), "“almost entirely”"),
    ],
)
def test_figures_in_words(quantity: Quantity, said: str) -> None:
    assert words.quantity(quantity) == said


def test_the_summary_counts() -> None:
    tally = Tally()
    tally.add((claim(), claim(modality="denied", polarity="negative", certainty="possible")))
    tally.add(())
    text = plain_text(summary_view(tally, 1))
    assert "2 reports, 2 claims: 1 asserted, 1 denied" in text
    assert "1 put as NOT so · 1 not certain · 1 problem" in text


def test_a_problem_is_one_line() -> None:
    problem = Problem(report="a\nb.txt", stage="acquire", code="json", message="bad\nline", line=3)
    assert problem_line(problem) == "a b.txt, line 3: bad line [json]"


def test_the_seed_can_be_shown(shared: Path) -> None:
    lines = (shared / "seed" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    claims = []
    for number, line in enumerate(lines):
        values = json.loads(line)
        values["id"] = str(number)
        claims.append(msgspec.convert(values, Claim))
    text = plain_text(report_view(REPORT, claims), 80)
    assert max(cell_len(line) for line in text.splitlines()) <= 80
    assert text.count("NOT ") == 4


def test_claims_as_json() -> None:
    pair = (claim(), claim(id="c2"))
    lines = b"".join(json_lines(pair)).splitlines()
    assert [msgspec.json.decode(line, type=Claim) for line in lines] == list(pair)
    array = b"".join(json_array(pair))
    assert msgspec.json.decode(array, type=list[Claim]) == list(pair)
    assert array.startswith(b'[\n  {\n    "id": "c1"')
    assert b"".join(json_array(())) == b"[]\n"
    first = json.loads(lines[0])
    assert list(first) == list(Claim.__struct_fields__)
    assert first["when"] is None


def test_the_annotation_object_has_the_keys_of_the_design() -> None:
    words_of = [("Troops", 0, 6), ("came", 7, 11)]
    tokens = tuple(
        Token(
            i=i, start=a, end=b, text=text, lemma=text, upos="X", xpos="X", feats="", head=1,
            dep="root" if i else "nsubj", sentence=0,
        )
        for i, (text, a, b) in enumerate(words_of)
    )  # fmt: skip
    grammar = Grammar("Troops came", tokens, (Sentence(first=0, last=2, segment=0),), ())
    mention = Mention(text="Troops", start=0, end=6, name="troops")
    annotation = Annotation(
        report=Report(id="r", text="Troops came"),
        grammar=grammar,
        mentions=(MentionNode(head=0, first=0, last=1, mention=mention, entity="x"),),
        times=(
            TimeNode(head=1, first=1, last=2, type="DATE", value="2016", when=When(edtf="2016")),
        ),
        attributions=(
            Attribution(
                sources=(0,), source_spans=((0, 6),), cue=1, cue_span=(7, 11), content=((0, 11),),
                manner="quote", act="stated",
            ),
        ),
        events=(
            Event(
                start=7, end=11, text="came", polarity="positive", certainty="certain",
                time="past", score=3.0,
            ),
        ),
    )  # fmt: skip
    found = json.loads(b"".join(json_lines([annotation_object(annotation)])))
    assert list(found) == [
        "id", "text", "sentences", "attributions", "events", "mentions", "places", "times",
        "quantities",
    ]  # fmt: skip
    assert found["sentences"] == [[0, 11]]
    assert found["attributions"] == [
        {"sources": [[0, 6]], "cues": [[7, 11]], "content": [[0, 11]], "manner": "quote"}
    ]
    assert found["events"][0]["factuality"] == {
        "polarity": "positive", "certainty": "certain", "time": "past", "score": 3.0,
    }  # fmt: skip
    assert list(found["times"][0]) == ["start", "end", "text", "type", "value", "edtf"]
    assert found["mentions"][0]["start"] == 0
