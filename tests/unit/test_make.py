"""Corrections and additions as a person writes them."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from sayso.core.errors import UsageError
from sayso.core.record import Judgement
from sayso.core.types import Claim, Mention, Quantity, Report, ReportRef, Roles
from sayso.knowledge.predicates import load_predicates
from sayso.review import make
from sayso.review.judge import added, judged

TEXT = (
    "The army shelled the market in Nubl on Monday, a monitor said. Some 40 people fled. The army "
    "denied it.\nSyrian rebels took the town of Menagh."
)
REPORT = Report(id="r", text=TEXT, title="A title", outlet="An Outlet", published="2016-02-03")
AT = "2024-05-08T10:00:00Z"
ARMY = Mention(text="The army", start=0, end=8, id="SYR-MIL", name="Syrian Arab Army")
CLAIM = Claim(
    id="a",
    report=ReportRef(id="r"),
    text=TEXT[:36],
    start=0,
    end=36,
    sources=(),
    modality="asserted",
    status="happened",
    polarity="positive",
    certainty="certain",
    predicate="shell",
    roles=Roles(actor=(ARMY,)),
    quantities=(Quantity(what="houses", unit="buildings", best=3),),
)


def corrected(*changes: str, claim: Claim = CLAIM) -> Claim:
    judgement = make.correct(claim, changes, REPORT, "ann", AT)
    judgement = msgspec.json.decode(msgspec.json.encode(judgement), type=Judgement)
    return judged({"a": claim}, {"a": "sayso 0"}, [judgement])["a"].claim


def refused(*changes: str) -> str:
    with pytest.raises(UsageError) as caught:
        make.correct(CLAIM, changes, REPORT, "ann", AT)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_predicate_takes_its_codes_along() -> None:
    found = corrected("predicate=air_strike")
    codes = load_predicates().claim_codes(None, "air_strike", found.roles)
    assert (found.predicate, found.codes) == ("air_strike", codes)
    assert "did you mean" in refused("predicate=air_strikes")


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ("status=ongoing", "status", "ongoing"),
        ("polarity=negative", "polarity", "negative"),
        ("certainty=probable", "certainty", "probable"),
        ("phase=end", "phase", "end"),
        ("when=", "when", None),
    ],
)
def test_plain_fields(change: str, field: str, value: str | None) -> None:
    if value is None:
        timed = corrected("when=2016-02-01")
        assert timed.when is not None
        assert corrected(change, claim=timed).when is None
    else:
        assert getattr(corrected(change), field) == value


def test_an_empty_phase_is_none() -> None:
    assert corrected("phase=", claim=corrected("phase=end")).phase is None


def test_the_innermost_source_puts_polarity_and_certainty_as_the_claim_does() -> None:
    found = corrected("source=SOHR", "certainty=possible")
    assert found.sources[-1].stance.certainty == "possible"
    assert corrected("polarity=negative", claim=found).sources[-1].stance.polarity == "negative"


@pytest.mark.parametrize(
    ("given", "edtf", "earliest", "latest", "precision"),
    [
        ("2016-02-03", "2016-02-03", "2016-02-03", "2016-02-03", "day"),
        ("2016-02", "2016-02", "2016-02-01", "2016-02-29", "month"),
        ("2013~/2016-02-03", "2013~/2016-02-03", "2013-01-01", "2016-02-03", "year"),
        ("2016-02-25/..", "2016-02-25/..", "2016-02-25", None, "open"),
        ("2015-24", "2015-24", "2015-12-01", "2016-02-29", "season"),
        ("2016-02-03T10:00:00Z", "2016-02-03T10:00:00Z", "2016-02-03", "2016-02-03", "minute"),
    ],
)
def test_a_time_is_edtf_with_its_bounds(
    given: str, edtf: str, earliest: str, latest: str | None, precision: str
) -> None:
    when = corrected(f"when={given}").when
    assert when is not None
    assert (when.edtf, when.earliest, when.latest) == (edtf, earliest, latest)
    assert (when.precision, when.text, when.from_) == (precision, None, "given by a person")


def test_parties_are_ids_or_names_and_what_was_read_keeps_its_words() -> None:
    found = corrected("actor=SYR-MIL, Hezbollah", "recipient=Syrian rebels").roles
    assert found.actor[0] == ARMY
    assert (found.actor[1].id, found.actor[1].text, found.actor[1].inferred) == (
        "HEZBOLLAH", None, True,
    )  # fmt: skip
    assert found.recipient[0].id == "SYR-REB"
    assert corrected("actor=").roles.actor == ()


def test_words_of_the_report_stand_in_brackets() -> None:
    found = corrected("actor=SYR-REB [Syrian rebels]", "when=2016-02-01 [on Monday]")
    (actor,) = found.roles.actor
    assert found.when is not None
    for part in (actor, found.when):
        assert TEXT[part.start : part.end] == part.text
    assert not actor.inferred
    assert found.when.from_ is None
    assert "does not stand in report r" in refused("actor=SYR-REB [the rebels]")


def test_words_that_stand_twice_are_those_nearest_to_the_claim() -> None:
    assert corrected("recipient=SYR-MIL [The army]").roles.recipient[0].start == 0


def test_an_unknown_party_needs_its_words() -> None:
    assert "did you mean HEZBOLLAH" in refused("actor=Hezbolah")
    (found,) = corrected("helper=The Men of Menagh [Menagh]").roles.helper
    assert (found.name, found.id, found.text) == ("The Men of Menagh", None, "Menagh")


def test_a_name_of_several_asks_for_the_id() -> None:
    assert "give the id" in refused("actor=Diego Garcia")


def test_places_by_name_number_and_point() -> None:
    nubl, base = corrected("place=Nubl; Menagh base@36.52,37.03").places
    assert (nubl.name, nubl.country, nubl.geonames is not None) == ("Nubl", "SYR", True)
    assert (nubl.text, nubl.inferred, nubl.relation) == (None, True, "at")
    assert (base.name, base.lat, base.lon, base.precision) == ("Menagh base", 36.52, 37.03, "point")
    (same,) = corrected(f"place=geonames:{nubl.geonames}").places
    assert (same.name, same.lat) == (nubl.name, nubl.lat)
    (country,) = corrected("place=Syria").places
    assert (country.relation, country.lat) == ("in", None)


def test_a_place_is_sought_where_the_claims_places_are() -> None:
    assert "can mean" in refused("place=Springfield")
    lebanon = corrected("place=Lebanon")
    assert corrected("place=Tripoli", claim=lebanon).places[0].country == "LBN"
    assert "no place is called" in refused("place=Qwxzy")
    assert "latitude" in refused("place=Nubl@136.5,37")


def test_a_chain_is_outermost_first_with_acts() -> None:
    found = corrected("source=SANA > Sergei Lavrov:denied")
    assert [(s.id, s.act) for s in found.sources] == [
        ("SANA", "stated"), ("RUS-GOV-LAVROV", "denied"),
    ]  # fmt: skip
    assert (found.modality, found.polarity) == ("denied", "negative")
    assert found.sources[-1].text is None
    again = corrected("source=Sergei Lavrov:accused", "polarity=positive", claim=found)
    assert (again.modality, len(again.sources)) == ("accused", 1)
    assert corrected("source=", claim=found).sources == ()
    assert "is no act" in refused("source=SANA:sang")


def test_a_source_nobody_knows_is_taken_as_it_is() -> None:
    one, other = corrected("source=a monitor [a monitor] > Abu Ahmad").sources
    assert (one.text, one.anonymous) == ("a monitor", True)
    assert (other.name, other.anonymous, other.text) == ("Abu Ahmad", False, None)


def test_a_warning_of_ones_own_deed_is_a_threat() -> None:
    assert corrected("source=SYR-MIL:warned", "status=predicted").modality == "threatened"
    assert corrected("source=SOHR:warned", "status=predicted").modality == "projected"


@pytest.mark.parametrize(
    ("given", "low", "best", "high"),
    [
        ("people=40,000", None, 40000, None),
        ("people=5000..10000", 5000, None, 10000),
        ("people=..10000", None, None, 10000),
        ("people=5000..", 5000, None, None),
        ("people=2.5", None, 2.5, None),
    ],
)
def test_figures(given: str, low: float | None, best: float | None, high: float | None) -> None:
    houses, people = corrected(f"figure={given}").quantities
    assert houses.what == "houses"
    assert (people.what, people.low, people.best, people.high) == ("people", low, best, high)


def test_a_figure_takes_the_place_of_the_one_of_its_thing() -> None:
    (found,) = corrected("figure=buildings=5").quantities
    assert (found.what, found.unit, found.best) == ("houses", "buildings", 5)
    assert corrected("figure=houses=").quantities == ()
    assert corrected("figure=").quantities == ()
    quoted = corrected("figure=people=40 [Some 40 people]").quantities[1]
    assert quoted.text == "Some 40 people"


@pytest.mark.parametrize(
    "change",
    [
        "status", "colour=red", "status=done", "phase=never", "when=Monday", "text=other words",
        "figure=40", "figure=people=many", "figure=people=9..5", "actor=SYR-MIL,", "place=[Nubl",
        "source= > SANA", "polarity=", "status=happened",
    ],
)  # fmt: skip
def test_what_is_no_correction_is_said_in_one_line(change: str) -> None:
    assert refused(change)


def test_a_field_is_given_once() -> None:
    assert "twice" in refused("status=ongoing", "status=wanted")


def test_a_claim_of_another_report_is_refused() -> None:
    with pytest.raises(UsageError, match="is of report r"):
        make.correct(CLAIM, ["status=ongoing"], Report(id="q", text=TEXT), "ann", AT)


def test_an_added_claim_stands_on_its_words() -> None:
    fields = ["actor=SYR-REB [Syrian rebels]", "place=Menagh@36.52,37.03 [Menagh]"]
    words = "Syrian rebels took the town of Menagh"
    judgement = make.add(REPORT, words, "capture", fields, "ann", AT)
    claim = added(judgement)
    assert TEXT[claim.start : claim.end] == claim.text == words
    assert (claim.report.outlet, claim.status, claim.sources) == ("An Outlet", "happened", ())
    assert claim.codes == load_predicates().codes("capture", claim.roles)
    span = (claim.start, claim.end)
    assert added(make.add(REPORT, span, "capture", fields, "ann", AT)) == claim
    assert added(make.add(REPORT, words, "capture", [], "ann", AT)).id == claim.id
    assert added(make.add(REPORT, words, "capture", [], "ben", AT)).id != claim.id


def test_white_space_in_a_quotation_may_differ() -> None:
    assert added(make.add(REPORT, "denied it. Syrian", "capture", [], "ann", AT)).text == (
        "denied it.\nSyrian"
    )


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("rebels took Nubl", "does not stand"),
        ("army", "stands 2 times"),
        ((90, 20), "no offsets"),
        ((0, 9999), "no offsets"),
    ],
)
def test_an_added_claims_words_must_stand_in_the_report(where: Any, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        make.add(REPORT, where, "capture", [], "ann", AT)


def test_the_other_judgements_say_what_they_cannot_take() -> None:
    with pytest.raises(UsageError, match="Admiralty"):
        make.grade(CLAIM, "G7", "ann", AT)
    with pytest.raises(UsageError, match="two claims"):
        make.merge([CLAIM, CLAIM], "ann", AT)
    with pytest.raises(UsageError, match="other claims"):
        make.split(CLAIM, [CLAIM], "ann", AT)
    with pytest.raises(UsageError, match="needs words"):
        make.comment(CLAIM, "ann", AT, " ")
    with pytest.raises(UsageError, match="who"):
        make.accept(CLAIM, "", AT)
    with pytest.raises(UsageError, match="UTC"):
        make.accept(CLAIM, "ann", "yesterday")


def test_ids_are_hashes_of_what_is_said_and_when() -> None:
    one = make.accept(CLAIM, "ann", AT)
    assert one == make.accept(CLAIM, "ann", AT)
    others = [
        make.accept(CLAIM, "ben", AT),
        make.reject(CLAIM, "ann", AT),
        make.accept(CLAIM, "ann", AT, "it stands there"),
        make.accept(CLAIM, "ann", "2024-05-08T10:00:01Z"),
    ]
    assert len({one.id, *(other.id for other in others)}) == 5
