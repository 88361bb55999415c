"""What the reports of other wars showed to be misread, in sentences about yet other wars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.helpers import claims_of, one_of
from tests.told import party, told
from tests.unit.test_situation import at

from sayso.core.types import Quantity

if TYPE_CHECKING:
    from sayso.pipeline import Reader


def test_not_one_is_none(reader: Reader) -> None:
    for text in ("Not one villager was harmed in Darfur.", "Not a single hostage was killed."):
        assert claims_of(reader, text)[0].polarity == "negative"
    assert one_of(reader, "injure", "Not only soldiers were injured.").polarity == "positive"


def test_what_is_going_on_is_there(reader: Reader) -> None:
    assert one_of(reader, "clash", "Fighting is going on in Goma.").status == "ongoing"
    ahead = one_of(reader, "attack", "The army is going to attack Goma.")
    assert ahead.status == "predicted"


def test_what_is_possible_has_not_happened(reader: Reader) -> None:
    claim = one_of(reader, "meet", "A meeting of the two presidents is possible, he said.")
    assert (claim.status, claim.modality) == ("considered", "considered")


def test_whoever_moves_the_wounded_has_not_wounded_them(reader: Reader) -> None:
    text = "The Red Crescent evacuated 40 sick and wounded people from Zamalka."
    assert [c.predicate for c in claims_of(reader, text)] == ["evacuate"]


def test_a_place_is_what_the_words_behind_its_comma_say_of_it(reader: Reader) -> None:
    text = "Buses left for Foua and Kafraya, two mainly Shia towns which rebels have besieged."
    places = one_of(reader, "besiege", f"In Syria, {text[0].lower()}{text[1:]}").places
    assert {p.name for p in places} == {"Al Fu'ah", "Kafriya"}
    text = "In Syria, rebels shelled Idlib, and two towns were besieged by the army."
    assert all(p.name is None for p in one_of(reader, "besiege", text).places)


def test_a_numbered_road_is_a_way_and_a_place(reader: Reader) -> None:
    claim = one_of(reader, "cut_route", "Sri Lankan troops have cut the A9 north of Kilinochchi.")
    assert "A9" in {p.name for p in claim.places}
    assert not claims_of(reader, "The company cut the A9 from its list.")


def test_the_road_is_the_one_named_unless_another_was_told_of(reader: Reader) -> None:
    named = "Rebels in Aleppo, Syria, depend on the Castello road. "
    cut = "The road was cut on Tuesday."
    assert [p.name for p in one_of(reader, "cut_route", named + cut).places] == ["Castello Road"]
    other = named + "A road to Azaz was opened. " + cut
    assert [p.name for p in one_of(reader, "cut_route", other).places] == [None]


def test_where_it_is_said_is_not_where_it_is(reader: Reader) -> None:
    text = (
        "Kenyan troops entered Kismayo in Somalia. "
        "In Nairobi, the minister said that the rebels still held the city."
    )
    assert [p.name for p in one_of(reader, "control", text).places] != ["Nairobi"]


def test_they_are_whoever_acts_not_whom_it_was_done_to(reader: Reader) -> None:
    text = "Fighters of Beni in Congo drove the army out of Bunia. They captured Goma."
    assert one_of(reader, "capture", text).roles.actor[0].id is None


def test_a_number_before_a_second_participle_is_its_own(reader: Reader) -> None:
    claim = one_of(reader, "injure", "Ten people were killed and 20 wounded in Goma.")
    assert [q.best for q in claim.quantities] == [20]


@pytest.mark.parametrize(("whom", "counted"), [("50,000", True), ("the miners", False)])
def test_a_bare_number_of_those_it_was_done_to_is_of_people(whom: str, counted: bool) -> None:
    figure = Quantity(text="50,000", start=0, end=6, best=50_000)
    claim = told("trap", recipient=[party(whom)], quantities=[figure], status="ongoing")
    found = at(groups={"x": [claim]})
    assert [f.best for f in found.figures] == ([50_000] if counted else [])
