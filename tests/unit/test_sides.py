"""Who stands on which side, and whose voice is whose."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.core.errors import KnowledgeError
from sayso.core.types import Body, Claim, Mention, Place, ReportRef, Roles, Source
from sayso.knowledge.actors import load_actors
from sayso.knowledge.predicates import load_predicates
from sayso.knowledge.side_files import FILE, read_sides
from sayso.knowledge.sides import load_sides

SIDES = load_sides()


def side(entity: str, conflict: str | None = "SYR", day: str | None = "2016-02-04") -> str:
    return SIDES.of(Mention(id=entity), conflict, day).side


def party(entity: str, conflict: str | None = "SYR", day: str | None = "2016-02-04") -> str:
    return SIDES.of(Mention(id=entity), conflict, day).id


def claim(*places: str, actor: tuple[Mention, ...] = (), sources: tuple[Source, ...] = ()) -> Claim:
    return Claim(
        id="c", report=ReportRef(id="r"), text="", start=0, end=0, sources=sources,
        modality="asserted", status="happened", polarity="positive", certainty="certain",
        predicate="attack", roles=Roles(actor=actor),
        places=tuple(Place(name=p, country=p) for p in places),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        ("SYR-GOV-JAAFARI", "government"),
        ("SYR-MIL", "government"),
        ("NDF", "government"),
        ("SANA", "government"),
        ("LEVANT-FRONT", "opposition"),
        ("SYR-REB", "opposition"),
        ("SYR-OPP-HIJAB", "opposition"),
        ("ISIL", "Islamic State"),
        ("AMAQ", "Islamic State"),
        ("NUSRA", "al-Nusra Front"),
        ("PYD-MUSLIM", "Kurdish forces"),
        ("RUS-GOV-LAVROV", "Russia"),
        ("TASS", "Russia"),
        ("AL-MANAR", "Hezbollah"),
        ("UNHCR", "UN"),
        ("UN-ENVOY-DEMISTURA", "UN"),
        ("SOHR-ABDELRAHMAN", "monitors"),
        ("MSF", "aid agencies"),
        ("REUTERS", "media"),
        ("SYR-CVL", "civilians"),
        ("NATO", "NATO"),
        ("TUR-GOV", "Turkey"),
    ],
)
def test_sides_of_the_syrian_war(entity: str, expected: str) -> None:
    assert side(entity) == expected


def test_attributes_tell_where_there_is_no_id() -> None:
    assert SIDES.side(None, "rebel", "SYR", sectors=("REB",), conflict="SYR") == "opposition"
    assert SIDES.side(None, "official", "SYR", sectors=("GOV",), conflict="SYR") == "government"
    assert SIDES.side(None, "official", "FRA", sectors=("GOV",), conflict="SYR") == "France"
    assert SIDES.side(None, "military", "SYR", ("LEVANT-FRONT",), ("MIL",), "SYR") == "opposition"
    assert SIDES.side(None, "unnamed", None, sectors=("MIL",), conflict="SYR") == "unknown"


def test_sides_hang_on_the_conflict_and_the_day() -> None:
    assert side("HOUTHIS", "YEM") == "Houthis"
    assert side("RSF", "SDN", "2020-01-01") == "government"
    assert side("RSF", "SDN", "2023-05-01") == "Rapid Support Forces"
    assert side("AFG-GOV", "AFG", "2019-01-01") == "government"
    assert side("AFG-GOV", "AFG", "2022-01-01") == "Taliban"
    assert side("ISR-MIL", "PSE") == "Israel"
    assert side("RUS-MIL", "UKR") == "Russia"
    assert side("SYR-MIL", "UKR") == "Syria"
    assert side("LNA", "LBY") == "eastern authorities"


def test_organs_of_one_party_are_one_interest() -> None:
    assert party("SYR-MIL") == party("SYR-GOV-FOREIGN") == party("SANA") == party("SYR")
    assert party("RUS-GOV-LAVROV") == party("RUS-MIL-AIR") == party("TASS")
    assert party("AL-MANAR") == party("HEZBOLLAH")
    assert party("OCHA") == party("UNHCR") == party("UN-ENVOY-DEMISTURA")
    assert party("YPG") == party("PYD-MUSLIM")
    assert party("LEVANT-FRONT") != party("SYR-OPP-HNC")
    assert party("NUSRA") != party("ISIL")


def test_what_a_person_speaks_for_is_what_the_text_says_first() -> None:
    egeland = Source(name="Jan Egeland", id="UN-EGELAND", of=Body(id="NRC"))
    assert SIDES.of(egeland, "SYR").id == "NRC"
    assert SIDES.of(Mention(id="UN-EGELAND"), "SYR", "2016-02-04").id == "UN"
    assert party("SYR-GOV-SHARAA", day="2015-01-01") == "NUSRA"
    assert party("SYR-GOV-SHARAA", day="2025-06-01") == "SYR"


def test_a_side_at_large_is_known_for_one() -> None:
    assert SIDES.of(Mention(id="SYR-REB"), "SYR").collective
    assert not SIDES.of(Mention(id="LEVANT-FRONT"), "SYR").collective


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("government", "opposition", True),
        ("Russia", "opposition", True),
        ("Russia", "Turkey", True),
        ("Hezbollah", "opposition", True),
        ("Russia", "Iran", False),
        ("Turkey", "United States", False),
        ("UN", "government", False),
        ("government", "government", False),
        ("Kurdish forces", "Islamic State", True),
    ],
)
def test_opposed(a: str, b: str, expected: bool) -> None:
    assert SIDES.opposed(a, b, "SYR") is expected
    assert SIDES.opposed(b, a, "SYR") is expected


def test_without_a_list_the_government_is_opposed_to_the_others() -> None:
    assert SIDES.opposed("government", "opposition", "NPL")
    assert SIDES.opposed("government", "al-Shabaab", "SOM")
    assert SIDES.opposed("Kenya", "al-Shabaab", "SOM")
    assert not SIDES.opposed("UN", "al-Shabaab", "SOM")


def test_the_conflict_of_a_claim() -> None:
    assert SIDES.conflict(claim("SYR")) == "SYR"
    assert SIDES.conflict(claim("ISR")) == "PSE"
    envoy = Source(name="de Mistura", id="UN-ENVOY-DEMISTURA")
    assert SIDES.conflict(claim("CHE", sources=(envoy,))) == "SYR"
    rebels = Mention(id="SYR-REB", kind="rebel", country="SYR")
    assert SIDES.conflict(claim("TUR", actor=(rebels,))) in {"SYR", "TUR"}
    assert SIDES.conflict(claim(actor=(Mention(id="RUS", kind="state", country="RUS"),))) is None
    assert SIDES.conflict(claim(actor=(Mention(name="Geneva talks on Syria"),))) == "SYR"
    assert SIDES.conflict(claim("CHE")) is None
    assert SIDES.conflict(claim()) is None


def test_the_admissions_name_what_the_lexicon_has() -> None:
    lexicon = load_predicates()
    families = {entry.family for entry in lexicon.predicates.values()}
    for row in load_sides().file.admissions:
        assert set(row.predicates) <= set(lexicon.predicates)
        assert set(row.families) <= families


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ids: [ISIL], one: true", "ids: [NO-SUCH], one: true"),
        ("  SYR:\n", "  XXX:\n"),
        ("[government, Islamic State]", "[government, Nobody]"),
        ("collectives:", "colectives:"),
        ("home: true", "home: 5"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "sides.yaml"
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"sides\.yaml"):
        read_sides(load_actors(), path)


def test_who_fights_and_who_only_backs() -> None:
    assert {"government", "opposition", "Kurdish forces"} <= SIDES.fighting("SYR")
    assert "Russia" not in SIDES.fighting("SYR")
    assert "Russia" in SIDES.fighting("UKR")
    assert SIDES.allied("government", "Russia", "SYR")
    assert SIDES.allied("Turkey", "Qatar", "SYR")
    assert not SIDES.allied("government", "opposition", "SYR")
    assert not SIDES.allied("media", "opposition", "SYR")
