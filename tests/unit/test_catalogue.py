"""Kinds, standings and days of incidents; sentences around claims."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.told import denied, one_root, party, source, told, when

from sayso.catalogue.headlines import headline
from sayso.catalogue.kinds import load_kinds
from sayso.catalogue.sentences import around, marks
from sayso.catalogue.spans import BY, FROM, KNOWN, NO_DAY, iso, number, shown_span, span_of
from sayso.catalogue.standing import AHEAD, DENIED, DISPUTED, FACT, STANDINGS, UNSURE, standing_of
from sayso.core.errors import KnowledgeError
from sayso.core.record import Corroboration, Entry
from sayso.core.types import Claim, Modality, Span, When
from sayso.incidents.roots import corroborate
from sayso.knowledge.predicates import load_predicates

ARMY, REBELS = party("SYR-MIL"), party("SYR-REB")
BY_ARMY, BY_REBELS = source("SYR-MIL"), source("SYR-REB")


def roots(claims: Sequence[Claim]) -> Corroboration:
    entries: dict[str, Entry] = {}
    return corroborate(claims, entries, {})


@pytest.mark.parametrize(
    ("predicate", "kind"),
    [
        ("air_strike", "air"), ("barrel_bomb", "air"), ("massacre", "harm"), ("attack", "battle"),
        ("clash", "battle"), ("besiege", "siege"), ("break_siege", "siege"), ("cut_route", "route"),
        ("deliver_aid", "aid"), ("deny_access", "aid"), ("suspend_talks", "talks"),
        ("ceasefire_in_effect", "ceasefire"), ("capture", "control"), ("flee", "displacement"),
        ("arm", "support"), ("agree", "statement"), ("same_as", "other"), ("no such", "other"),
    ],
)  # fmt: skip
def test_every_predicate_is_of_a_kind(predicate: str, kind: str) -> None:
    kinds = load_kinds()
    assert kinds.kinds[kinds.of(predicate)].value == kind
    assert set(kinds.numbers) == set(load_predicates().predicates)


def test_kinds_that_the_lexicon_does_not_have_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "kinds.yaml"
    file.write_text("kinds: [{value: air, label: Air, predicates: [fly_kites]}]", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="fly_kites"):
        load_kinds(file)


def vowed(text: str = "will take it") -> Claim:
    return told("capture", text, by=[source("SYR-MIL", "promised")], status="intended",
                modality="vowed")  # fmt: skip


def accused() -> Claim:
    return told("capture", "accused", by=[source("SYR-REB", "accused")], modality="accused")


@pytest.mark.parametrize(
    ("claims", "standing"),
    [
        ([told("capture")], FACT),
        ([told("capture"), vowed()], FACT),
        ([told("capture", by=[BY_ARMY], actor=[ARMY])], UNSURE),
        ([told("capture", "one", by=[BY_ARMY]), told("capture", "two", by=[BY_REBELS])], FACT),
        ([accused()], UNSURE),
        ([accused(), denied("capture", "SYR-MIL")], DISPUTED),
        ([told("capture"), denied("capture", "SYR-MIL")], DISPUTED),
        ([denied("capture", "SYR-MIL")], DENIED),
        ([told("capture", polarity="negative")], DENIED),
        ([vowed()], AHEAD),
        ([vowed(), denied("capture", "SYR-MIL", status="intended")], DISPUTED),
        ([vowed(), told("capture", polarity="negative")], AHEAD),
        ([told("capture", status="wanted", modality="demanded")], AHEAD),
        ([told("capture", status="predicted", modality="projected")], AHEAD),
        ([told("capture", status="conditional", modality="conditional")], AHEAD),
        ([replace(told("capture"), certainty="probable")], UNSURE),
        ([replace(told("capture"), condition=Span(text="if", start=0, end=2))], UNSURE),
        ([told("capture", by=[source("an official")])], UNSURE),
    ],
)  # fmt: skip
def test_an_incident_is_shown_as_all_its_claims_were_put(
    claims: list[Claim], standing: str
) -> None:
    assert standing_of(claims, roots(claims)) == standing
    assert standing_of(claims[::-1], roots(claims)) == standing


def test_nothing_is_told_as_fact_that_no_claim_puts_so() -> None:
    put = [
        told("capture", f"{status} {modality}", status=status, modality=modality)
        for status in ("happened", "ongoing", "scheduled", "intended", "wanted", "predicted")
        for modality in ("denied", "vowed", "threatened", "demanded", "refused", "accused",
                         "planned", "projected", "opinion")
    ]  # fmt: skip
    for claim in put:
        assert standing_of([claim], one_root([claim])) in set(STANDINGS) - {FACT}


def test_days_are_from_first_to_last_or_the_one_that_bounds_them() -> None:
    day = number("2016-02-03")
    assert day is not None
    assert iso(day) == "2016-02-03"
    by = When(edtf="../2016-02-03", latest="2016-02-03")
    since = When(edtf="2016-02-03/..", earliest="2016-02-03")
    assert span_of([when("2016-02-03")]) == (day, day, KNOWN)
    assert span_of([when("2016-02-03"), when("2016-02-05"), by]) == (day, day + 2, KNOWN)
    assert span_of([by, since]) == (day, day, BY)
    assert span_of([since, None]) == (day, day, FROM)
    assert span_of([None, When()]) is None
    assert span_of([When(earliest="not a day")]) is None


def test_a_claim_is_shown_in_its_sentence() -> None:
    text = "It rained. On Wednesday the army took Nubl, a monitor said. Nobody fled."
    start = text.index("the army")
    end = text.index(", a monitor")
    assert around(text, start, end) == ("On Wednesday ", ", a monitor said.")
    assert around(text, 0, len(text)) == ("", "")
    assert around(text, text.index("Nobody"), len(text)) == ("", "")


def test_words_asked_for_are_marked_where_they_stand() -> None:
    text = "The Supply-Route to Alep\u0301po was cut; the supply route"
    assert [text[a:b] for a, b in marks(text, ["supply route", "aleppo"])][:1] == ["Supply-Route"]
    assert marks(text, ["supply route"])[-1] == (len(text) - 12, len(text))
    assert marks(text, ["bridge"]) == ()


# Headlines


def ahead(modality: Modality, predicate: str = "attack", **more: Any) -> Claim:
    """A claim of what nobody tells as a fact."""
    by = [source("UNO", "demanded" if modality == "demanded" else "stated")]
    polarity, status = more.pop("polarity", "positive"), more.pop("status", "wanted")
    return told(predicate, f"{modality} {more}", by=by, modality=modality, status=status,
                polarity=polarity, actor=[ARMY], recipient=[REBELS], more=more)  # fmt: skip


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ([ahead("demanded", polarity="negative")], "not attack, SYR-REB (demanded)"),
        ([ahead("demanded", phase="end")], "end attack, SYR-REB (demanded)"),
        ([ahead("demanded", phase="end"), ahead("hypothetical", status="hypothetical")],
         "end attack, SYR-REB (demanded)"),
        ([ahead("refused", polarity="negative", status="intended")], "attack, SYR-REB (refused)"),
        ([ahead("hypothetical", status="hypothetical")], "attack, SYR-REB (hypothetical)"),
        ([ahead("demanded"), ahead("vowed", status="intended")], "attack, SYR-REB"),
        ([told("attack", "they did", actor=[ARMY])], "attack"),
        ([told("attack", "stopped", actor=[ARMY], more={"phase": "end"})], "end attack"),
        ([denied("attack", "SYR-MIL", actor=[ARMY])], "attack"),
        ([told("attack", "they did not", polarity="negative", actor=[ARMY])], "not attack"),
        ([told("attack", "not them", polarity="negative", actor=[ARMY], recipient=[REBELS]),
          told("attack", "they did", actor=[ARMY])], "attack"),
        ([told("host_fighters", "refugees", actor=[ARMY])], "host or shelter"),
    ],
)  # fmt: skip
def test_a_headline_does_not_tell_the_opposite(claims: list[Claim], words: str) -> None:
    assert headline(claims) == f"SYR-MIL: {words}"


def test_no_day_is_shown_that_no_account_names() -> None:
    assert shown_span((3, 8), (3, 3), [(3, 3), (7, 8)]) == ((3, 3), [(3, 3), (7, 8)])
    assert shown_span((3, 5), (4, 4), [(3, 4), (4, 4), (5, 5)])[0] == (3, 5)
    # What has no day, or is only bounded by one outside, stretches nothing.
    assert shown_span((3, 5), (9, 9), [(3, 3), (9, 9), (5, 5), (NO_DAY, NO_DAY)]) == (
        (3, 5), [(3, 3), (5, 5), (9, 9)],
    )  # fmt: skip
