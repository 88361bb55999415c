from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.core.errors import InputError
from sayso.core.types import Claim, Mention, Place, Roles, Source, When
from sayso.evaluate.claims import GoldClaim, check_gold, read_gold, score_claims
from sayso.views.evaluation import evaluation_view
from sayso.views.output import plain_text

TEXT = "On Monday the army besieged Kefr Nabudah, the governor said, but rebels denied it."


class Lexicon:
    """A toy hierarchy: encircle is a besiege."""

    def related(self, a: str, b: str) -> bool:
        return a == b or {a, b} == {"besiege", "encircle"}


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


ARMY = Mention(
    **span("the army"), id="SYR-MIL", name="Syrian Arab Army", country="SYR", sectors=("MIL",)
)
GOVERNOR = Source(name="governor of Idlib", id="GOV-IDLIB", kind="official", act="stated")
MONDAY = When(**span("On Monday"), edtf="2016-02-01", earliest="2016-02-01", latest="2016-02-01")
GOLD = GoldClaim(
    **span("the army besieged Kefr Nabudah"),
    row=1,
    sources=(GOVERNOR,),
    modality="asserted",
    status="happened",
    polarity="positive",
    certainty="certain",
    predicate="besiege",
    roles=Roles(actor=(ARMY,)),
    places=(Place(**span("Kefr Nabudah"), name="Kafr Nabūdah"),),
    when=MONDAY,
)


def claim(**changes: Any) -> Claim:
    values = {name: getattr(GOLD, name) for name in Claim.__struct_fields__} | {"id": "c1"}
    return Claim(**(values | changes))


def failing(got: Claim, gold: GoldClaim = GOLD) -> list[str]:
    (part,) = score_claims([gold], [got], Lexicon()).parts
    return [mismatch.field for mismatch in part.mismatches]


def test_gold_against_itself_is_right() -> None:
    result = score_claims([GOLD], [claim()], Lexicon())
    assert (result.rows_right, result.rows, result.parts_right) == (1, 1, 1)
    assert result.parts[0].claim == "c1"
    assert not result.unsafe


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("evidence", {"end": GOLD.start + 5}),
        ("predicate", {"predicate": "capture"}),
        ("actor", {"roles": Roles(recipient=(ARMY,))}),
        ("place", {"places": ()}),
        ("time", {"when": None}),
        ("time", {"when": When(edtf="2016-02-02", earliest="2016-02-02", latest="2016-02-02")}),
        ("chain", {"sources": ()}),
        ("chain", {"sources": (msgspec.structs.replace(GOVERNOR, act="denied"),)}),
        ("chain", {"sources": (GOVERNOR, GOVERNOR)}),
        ("modality", {"modality": "planned"}),
        ("polarity", {"polarity": "negative"}),
    ],
)
def test_a_broken_field_is_named(field: str, changes: dict[str, Any]) -> None:
    assert failing(claim(**changes)) == [field]


@pytest.mark.parametrize(
    "changes",
    [
        {"predicate": "encircle"},
        {"start": GOLD.start - 10, "end": GOLD.end + 30},
        {"roles": Roles(actor=(Mention(id="X", country="SYR", sectors=("GOV", "MIL")),))},
        {"roles": Roles(actor=(Mention(name="the Syrian Arab army"),))},
        {"places": (Place(name="Kafr Nabudah"), Place(name="Hama"))},
        {"sources": (Source(name="the Governor of Idlib", act="stated"),)},
        {"when": When(edtf="2016-01/..", earliest="2016-01-01")},
    ],
)
def test_what_the_rules_allow_is_right(changes: dict[str, Any]) -> None:
    assert failing(claim(**changes)) == []


def test_another_country_or_sector_is_another_party() -> None:
    for other in (
        Mention(id="X", country="LBN", sectors=("MIL",)),
        Mention(id="X", country="SYR", sectors=("REB",)),
        Mention(id=None, country=None, sectors=("MIL",)),
    ):
        assert failing(claim(roles=Roles(actor=(other,)))) == ["actor"]


def test_inferred_parties_and_places_are_not_demanded() -> None:
    gold = msgspec.structs.replace(
        GOLD,
        roles=Roles(actor=(msgspec.structs.replace(ARMY, inferred=True),)),
        places=(Place(name="Syria", inferred=True),),
    )
    assert failing(claim(roles=Roles(), places=()), gold) == []


def test_an_unresolved_gold_party_is_found_by_its_words() -> None:
    gold = msgspec.structs.replace(GOLD, roles=Roles(actor=(Mention(**span("the army")),)))
    assert failing(claim(), gold) == []
    other = Mention(**span("rebels"), id="SYR-REB")
    assert failing(claim(roles=Roles(actor=(other,))), gold) == ["actor"]


def test_a_time_from_the_context_may_be_missing_but_not_clash() -> None:
    when = When(edtf="2016-02-01", earliest="2016-02-01", latest="2016-02-01", from_="context")
    gold = msgspec.structs.replace(GOLD, when=when)
    assert failing(claim(when=None), gold) == []
    clash = When(edtf="2015", earliest="2015-01-01", latest="2015-12-31")
    assert failing(claim(when=clash), gold) == ["time"]
    assert failing(claim(when=clash), msgspec.structs.replace(GOLD, when=None)) == []


def test_the_closest_claim_is_judged() -> None:
    near = claim(id="near", modality="planned")
    claims = [claim(id="far", modality="planned", polarity="negative", when=None), near]
    claims.append(claim(id="other", predicate="capture"))
    (part,) = score_claims([GOLD], claims, Lexicon()).parts
    assert part.claim == "near"
    assert score_claims([GOLD], [], Lexicon()).parts[0].mismatches[0].field == "evidence"


def test_a_row_is_right_when_all_its_parts_are() -> None:
    first = msgspec.structs.replace(GOLD, part="a")
    second = msgspec.structs.replace(GOLD, part="b", modality="denied")
    third = msgspec.structs.replace(GOLD, row=2)
    result = score_claims([first, second, third], [claim()], Lexicon())
    assert (result.rows_right, result.rows) == (1, 2)
    assert (result.parts_right, len(result.parts)) == (2, 3)
    assert result.failing == (("modality", 1),)


@pytest.mark.parametrize(
    "standing", [{"modality": "denied"}, {"modality": "planned"}, {"polarity": "negative"}]
)
def test_asserting_what_is_not_so_is_unsafe(standing: dict[str, Any]) -> None:
    gold = msgspec.structs.replace(GOLD, **standing)
    result = score_claims([gold], [claim(sources=())], Lexicon())
    assert [entry.claim for entry in result.unsafe] == ["c1"]
    assert not score_claims([gold], [claim(**standing)], Lexicon()).unsafe
    assert not score_claims([gold], [claim(predicate="capture")], Lexicon()).unsafe
    assert not score_claims([gold, GOLD], [claim()], Lexicon()).unsafe


def test_gold_is_read_with_nulls_missing_and_extra_keys() -> None:
    full = json.loads(msgspec.json.encode(GOLD))
    for key in ("id", "report", "quantities", "cause"):
        del full[key]
    full |= {"within": "row 30", "note": "a reader's remark", "part": None, "codes": None}
    del full["roles"]["actor"][0]["affiliations"]
    full["roles"]["helper"] = None
    full["places"][0]["extent"] = None
    (gold,) = read_gold([json.dumps(full), "  "])
    assert gold == msgspec.structs.replace(GOLD, within="row 30")
    del full["row"]
    assert [g.row for g in read_gold(["", json.dumps(full)])] == [2]


@pytest.mark.parametrize("line", ["{", "[]", '{"row": 1}', '{"row": "one"}', "3"])
def test_a_bad_gold_line_is_named(line: str) -> None:
    good = msgspec.json.encode(GOLD).decode()
    with pytest.raises(InputError, match="line 2") as caught:
        read_gold([good, line])
    assert (caught.value.code, caught.value.line) == ("bad-gold", 2)


def test_gold_of_another_text_is_refused() -> None:
    check_gold([GOLD], TEXT)
    with pytest.raises(InputError, match="row 1"):
        check_gold([GOLD], " " + TEXT)


def test_the_view_shows_rows_fields_and_counts() -> None:
    wrong = msgspec.structs.replace(GOLD, row=2, part="b", modality="denied")
    result = score_claims([GOLD, wrong], [claim(text="a [bold] word")], Lexicon())
    text = plain_text(evaluation_view(result))
    assert "2b" in text
    assert "modality" in text
    assert "Rows right: 1 of 2" in text
    alone = score_claims([wrong], [claim()], Lexicon())
    assert "Asserted, though the gold says otherwise: 1" in plain_text(evaluation_view(alone), 80)


def test_the_seed_against_itself(shared: Path) -> None:
    gold = read_gold((shared / "seed" / "claims.jsonl").read_text("utf-8").splitlines())
    check_gold(gold, (shared / "seed" / "article.txt").read_text("utf-8"))
    result = score_claims(gold, gold, Lexicon())
    assert (result.rows_right, result.rows) == (38, 38)
    assert (result.parts_right, len(result.parts)) == (48, 48)
    assert not result.unsafe
