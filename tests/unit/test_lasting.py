"""How long a state lasted, and until when."""

from __future__ import annotations

import pytest
from tests.helpers import one_of, words

from sayso.pipeline import Reader


@pytest.mark.parametrize(
    ("text", "low", "best", "unit"),
    [
        ("Troops broke a four-month siege of Homs.", None, 4, "months"),
        ("Taiz had been under siege by rebels for more than two years.", 2, None, "years"),
        ("Villagers left Taiz after nearly six weeks of siege.", None, 6, "weeks"),
        ("The army ended a blockade of Taiz that had lasted two and a half years.", None, 2.5,
         "years"),
        ("The rebels' siege of Homs lasted at least 40 days.", 40, None, "days"),
    ],
)  # fmt: skip
def test_a_length_is_a_quantity_of_the_state(
    text: str, low: float | None, best: float | None, unit: str, reader: Reader
) -> None:
    (length,) = one_of(reader, "besiege", text).quantities
    assert (length.low, length.best, length.unit) == (low, best, unit)
    assert length.text is not None
    assert length.text in text


def test_another_event_beside_it_has_not_lasted_so_long(reader: Reader) -> None:
    assert one_of(reader, "break_siege", "Troops broke a two-year siege of Homs.").quantities == ()
    text = "After three years of war the army besieged Homs."
    assert one_of(reader, "besiege", text).quantities == ()


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("On Monday troops broke a two-year siege of Homs.", "2022~/2024-05-06"),
        ("Troops broke the siege of Homs on Monday.", "../2024-05-06"),
        ("Troops broke a three-month siege of Homs on Monday.", "2024-02~/2024-05-06"),
    ],
)
def test_a_siege_was_until_it_was_broken(text: str, edtf: str, reader: Reader) -> None:
    claim = one_of(reader, "besiege", text)
    assert claim.when is not None
    assert claim.when.edtf == edtf
    broken = one_of(reader, "break_siege", text)
    assert broken.when is not None
    assert broken.when.edtf == "2024-05-06"


def test_a_siege_that_is_to_be_broken_has_no_end(reader: Reader) -> None:
    text = "The rebels vowed to break the two-year siege of Homs on Friday."
    claim = one_of(reader, "besiege", text)
    assert claim.modality == "asserted"
    assert claim.when is not None
    assert claim.when.edtf == "../2024-05-08"


def test_what_comes_in_with_when_was_at_the_time_itself(reader: Reader) -> None:
    text = "The road has been closed since 3 May, when the army captured Homs."
    claim = one_of(reader, "capture", text)
    assert claim.when is not None
    assert claim.when.edtf == "2024-05-03"


def test_how_long_after_is_no_time(reader: Reader) -> None:
    text = "The envoy left Geneva on Monday, hours after the army captured Homs."
    claim = one_of(reader, "capture", text)
    assert claim.when is not None
    assert claim.when.edtf == "2024-05-06"


def test_days_after_is_another_day(reader: Reader) -> None:
    text = "The envoy left Geneva on Monday, four days after the army captured Homs."
    claim = one_of(reader, "capture", text)
    assert claim.when is not None
    assert claim.when.edtf == "../2024-05-08"


def test_whoever_comes_out_of_a_siege_was_in_it(reader: Reader) -> None:
    claim = one_of(reader, "besiege", "After two years of siege, the people of Homs fled.")
    assert [p.name for p in claim.places] == ["Homs"]
    assert claim.places[0].inferred
    claim = one_of(reader, "besiege", "After two years of siege, the army captured Homs.")
    assert claim.roles.recipient == ()


def test_a_siege_is_broken_where_it_was_laid(reader: Reader) -> None:
    text = "The army broke the siege imposed by rebels on the city of Homs."
    assert words(one_of(reader, "break_siege", text).places) == ["Homs"]
    assert words(one_of(reader, "besiege", text).places) == ["Homs"]
