"""The gazetteer: spellings, look-up, borders, size and speed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.errors import KnowledgeError
from sayso.knowledge.places import (
    FILE,
    Gazetteer,
    fold,
    fold_loosely,
    load_gazetteer,
    load_place_words,
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def names(gazetteer: Gazetteer, name: str, country: str) -> set[str]:
    return {e.name for e in gazetteer.lookup(name) if e.country == country}


def test_size(gazetteer: Gazetteer) -> None:
    assert len(gazetteer) >= 230_000
    assert FILE.stat().st_size <= 12_000_000


def test_loads_quickly() -> None:
    load_gazetteer.cache_clear()
    start = time.process_time()
    load_gazetteer()
    assert time.process_time() - start < 1.0  # a third of that on an idle machine


@pytest.mark.parametrize(
    ("spelling", "name", "country"),
    [
        ("Nabul", "Nubl", "SYR"),
        ("Nubbul", "Nubl", "SYR"),
        ("Zahraa", "Az Zahra", "SYR"),
        ("al-Zahraa", "Az Zahra", "SYR"),
        ("Foua", "Al Fu'ah", "SYR"),
        ("Kefraya", "Kafriya", "SYR"),
        ("Tel Rifaat", "Tal Rifaat", "SYR"),
        ("Baghouz", "Baghuz Fawqani", "SYR"),
        ("Deir al-Zor", "Deir ez-Zor", "SYR"),
        ("Bab al-Salameh crossing", "Bab al-Salam crossing", "SYR"),
        ("Falluja", "Fallujah", "IRQ"),
        ("Hudaydah", "Hodeidah", "YEM"),
        ("Avdiivka", "Avdiivka", "UKR"),
        ("Saint Petersburg", "Saint Petersburg", "RUS"),
        ("St. Petersburg", "Saint Petersburg", "RUS"),
        ("the UK", "United Kingdom", "GBR"),
        ("Burma", "Myanmar", "MMR"),
    ],
)
def test_spellings(gazetteer: Gazetteer, spelling: str, name: str, country: str) -> None:
    assert name in names(gazetteer, spelling, country)


def test_known_places(gazetteer: Gazetteer) -> None:
    munich = gazetteer.lookup("Munich")[0]
    assert (munich.geonames, munich.country, munich.admin1) == (2867714, "DEU", "Bavaria")
    nubl = next(e for e in gazetteer.lookup("Nubl") if e.country == "SYR")
    assert (nubl.geonames, nubl.admin1) == (166331, "Aleppo")
    assert nubl.lat == pytest.approx(36.3787)
    assert nubl.lon == pytest.approx(36.9929)
    assert gazetteer.lookup("Syria")[0].geonames == 163843
    assert gazetteer.lookup("Oman")[0].precision == "country"
    governorate = gazetteer.lookup("Aleppo Governorate")[0]
    assert governorate.precision == "first-order division"


def test_borders(gazetteer: Gazetteer) -> None:
    border = gazetteer.border("TUR", "SYR")
    assert border is not None
    assert (border.name, border.precision, border.lat) == ("Syria–Turkey border", "border", None)
    assert gazetteer.border("SYR", "FRA") is None
    assert gazetteer.border("SYR", "XXX") is None


def test_by_geonames(gazetteer: Gazetteer) -> None:
    geneva = gazetteer.by_geonames(2660646)
    assert geneva is not None
    assert geneva.name == "Geneva"
    assert gazetteer.by_geonames(0) is None


def test_unknown_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Xyzzyville Under Nowhere") == ()
    assert gazetteer.lookup("") == ()
    assert gazetteer.lookup("—") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ma‘arrat an Nu‘mān", "maarrat an numan"),
        ("St. Louis", "Saint Louis"),
        ("The Hague", "Hague"),
        ("São Paulo", "Sao Paulo"),
        ("Port-au-Prince", "port au prince"),
    ],
)
def test_fold(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_articles_matter_for_exact_names() -> None:
    assert fold("El Salvador") != fold("Salvador")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Az Zahrā’", "al-Zahraa"),
        ("Tall Rif‘at", "Tel Rifaat"),
        ("Dayr Ḩāfir", "Deir Hafir"),
        ("Al Fallūjah", "Falluja"),
    ],
)
def test_fold_loosely(one: str, other: str) -> None:
    assert fold_loosely(one) == fold_loosely(other)


@given(st.text(max_size=40))
def test_fold_any_text(text: str) -> None:
    key = fold(text)
    assert not any(c.isspace() or c in "-'’" for c in key)
    assert key == fold(f" {text}-")
    assert isinstance(fold_loosely(text), str)


@given(st.text(max_size=20))
def test_lookup_any_text(text: str) -> None:
    for entry in load_gazetteer().lookup(text)[:5]:
        assert entry.name
        assert entry.lat is None or -90 <= entry.lat <= 90


def test_near_a_point(gazetteer: Gazetteer) -> None:
    crossings = gazetteer.near(36.65, 37.085, 3, "point")
    assert {"Bab al-Salam crossing", "Oncupinar crossing"} <= {e.name for e in crossings}
    towns = gazetteer.near(36.65, 37.085, 12, "settlement")
    assert towns[0].name in ("Azaz", "Kilis")
    assert {e.country for e in towns} == {"SYR", "TUR"}
    assert gazetteer.near(0.0, -30.0, 100, "settlement") == ()


def test_missing_file(tmp_path: pytest.TempPathFactory) -> None:
    with pytest.raises(KnowledgeError):
        load_gazetteer(FILE.parent / "not-there.zip")


def test_words() -> None:
    words = load_place_words()
    assert words.adjectives["turkish"] == "TUR"
    assert words.states["Calif."] == "USA/California"
    assert words.relations["on"] == "in"
    assert words.classes["governorate"] == "first-order division"
