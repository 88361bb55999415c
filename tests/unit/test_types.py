"""The types and their JSON form: every key present, nothing lost on the way there and back."""

from __future__ import annotations

import inspect
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core import annotation, grammar, types
from sayso.core.ids import claim_id, report_id
from sayso.core.types import (
    Body,
    Claim,
    Codes,
    Mention,
    Place,
    PloverCode,
    Quantity,
    Record,
    ReportRef,
    Roles,
    Source,
    Span,
    Stance,
    When,
)

SENTENCE = "The ministry denied on Monday that its guns had shelled the market in Dera."
CLAIM = Claim(
    id="0011223344556677",
    report=ReportRef(id="8899aabbccddeeff", outlet="An Outlet", published="2016-02-08"),
    text="its guns had shelled the market in Dera",
    start=35,
    end=74,
    sources=(
        Source(
            name="The ministry",
            text="The ministry",
            start=0,
            end=12,
            kind="official",
            cue=Span(text="denied", start=13, end=19),
            act="denied",
            stance=Stance(polarity="negative"),
            of=Body(id="X-GOV", name="Government of X"),
        ),
    ),
    modality="denied",
    status="happened",
    polarity="negative",
    certainty="certain",
    predicate="shell",
    codes=Codes(plover=PloverCode(event="ACCUSE", contexts=("military",))),
    roles=Roles(actor=(Mention(text="its guns", start=35, end=43, sectors=("MIL",)),)),
    places=(Place(text="Dera", start=70, end=74, name="Dera", lat=32.6, lon=36.1),),
    when=When(text=None, edtf="2016-02/..", earliest="2016-02-01", from_="publication"),
    quantities=(Quantity(what="markets", low=1, best=1, high=1),),
    confidence=0.5,
)


def records() -> list[type[Record]]:
    return [
        kind
        for module in (types, annotation, grammar)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Record) and kind.__module__ == module.__name__
    ]


def test_a_claim_comes_back_from_json_as_it_went() -> None:
    assert msgspec.json.decode(msgspec.json.encode(CLAIM), type=Claim) == CLAIM


def test_the_keys_are_the_designs_and_in_order() -> None:
    written = json.loads(msgspec.json.encode(CLAIM))
    assert list(written) == [
        "id", "report", "text", "start", "end", "sources", "modality", "status", "polarity",
        "certainty", "predicate", "within", "cause", "repeats", "phase", "condition", "codes",
        "roles", "places", "when", "quantities", "confidence",
    ]  # fmt: skip
    assert list(written["report"]) == ["id", "title", "outlet", "published", "url"]
    assert list(written["codes"]) == ["plover", "cameo", "acled"]
    assert written["when"]["from"] == "publication"
    assert "from_" not in written["when"]


def keys(value: Any, kind: type[Record]) -> None:
    assert list(value) == [field.encode_name for field in msgspec.structs.fields(kind)]


def test_no_key_is_ever_absent() -> None:
    bare = Claim(
        id="i", report=ReportRef(id="r"), text="", start=0, end=0, sources=(Source(name="n"),),
        modality="asserted", status="happened", polarity="positive", certainty="certain",
        predicate="p", roles=Roles(actor=(Mention(),)), places=(Place(),), when=When(),
        quantities=(Quantity(),),
    )  # fmt: skip
    written = json.loads(msgspec.json.encode(bare))
    keys(written, Claim)
    keys(written["report"], ReportRef)
    keys(written["sources"][0], Source)
    keys(written["sources"][0]["stance"], Stance)
    keys(written["roles"], Roles)
    keys(written["roles"]["actor"][0], Mention)
    keys(written["places"][0], Place)
    keys(written["when"], When)
    keys(written["quantities"][0], Quantity)


@pytest.mark.parametrize("kind", records(), ids=lambda kind: kind.__name__)
def test_types_are_frozen_and_documented(kind: type[Record]) -> None:
    assert kind.__struct_config__.frozen
    assert kind.__doc__


@pytest.mark.parametrize(
    ("field", "value"),
    [("modality", "rumoured"), ("status", "done"), ("polarity", "+"), ("start", "0")],
)
def test_what_is_no_claim_is_refused(field: str, value: str) -> None:
    written = json.loads(msgspec.json.encode(CLAIM)) | {field: value}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(written, Claim)


@given(text=st.text())
def test_a_report_id_depends_on_the_text_alone(text: str) -> None:
    assert report_id(text) == report_id(text)
    assert len(report_id(text)) == 16
    assert report_id(text) != report_id(text + ".")


def test_a_claim_id_depends_on_report_span_predicate_and_chain() -> None:
    ids = {
        claim_id("a", 0, 5, "shell", ()),
        claim_id("b", 0, 5, "shell", ()),
        claim_id("a", 1, 5, "shell", ()),
        claim_id("a", 0, 6, "shell", ()),
        claim_id("a", 0, 5, "attack", ()),
        claim_id("a", 0, 5, "shell", ("The ministry",)),
        claim_id("a", 0, 5, "shell", ("The", "ministry")),
    }
    assert len(ids) == 7


def test_the_example_quotes_its_sentence() -> None:
    source = CLAIM.sources[0]
    for quoted in (CLAIM, source, source.cue, *CLAIM.roles.actor, *CLAIM.places):
        assert quoted is not None
        assert SENTENCE[quoted.start : quoted.end] == quoted.text
