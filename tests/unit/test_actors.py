from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.errors import KnowledgeError
from sayso.core.types import Kind
from sayso.knowledge.actors import Actors, load_actors
from sayso.knowledge.spelling import case_fits, fold, plural, split_words

KINDS = set(get_args(Kind))
SECTORS = {
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS",
    "CRM", "CVL", "EDU", "ELI", "HLH", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
    "IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC",
}  # fmt: skip


@pytest.fixture(scope="module")
def actors() -> Actors:
    return load_actors()


def ids(actors: Actors, name: str) -> set[str]:
    return {actor.id for actor in actors.lookup(name)}


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("Hizballah", "HEZBOLLAH"),
        ("Hezbollah", "HEZBOLLAH"),
        ("Hizbullah", "HEZBOLLAH"),
        ("an-Nusra", "NUSRA"),
        ("Al-Nusra Front", "NUSRA"),
        ("Da’esh", "ISIL"),
        ("IS", "ISIL"),
        ("Türkiye", "TUR"),
        ("U.S.", "USA"),
        ("Syrian", "SYR"),
        ("Recep Tayyip Erdoğan", "TUR-GOV-ERDOGAN"),
        ("Erdogan", "TUR-GOV-ERDOGAN"),
        ("People’s Protection Units", "YPG"),
        ("the West", "WEST"),
        ("ISSG", "IGO-ISSG"),
        ("Al Manar TV", "AL-MANAR"),
    ],
)
def test_spellings_of_one_name(actors: Actors, name: str, entity: str) -> None:
    assert ids(actors, name) == {entity}


@pytest.mark.parametrize("name", ["us", "is", "who", "west", "polish", "Gulf of Tonkin"])
def test_common_words_are_no_names(actors: Actors, name: str) -> None:
    assert ids(actors, name) == set()


def test_a_shared_surname_has_all_its_bearers(actors: Actors) -> None:
    assert ids(actors, "Zoubi") == {"SYR-GOV-ZOUBI", "SYR-OPP-ZOUBI"}


def test_composed_ids(actors: Actors) -> None:
    army = actors.compose("SYR", "MIL")
    assert (army.id, army.name, army.kind) == ("SYR-MIL", "Syrian Arab Army", "military")
    rebels = actors.get("LBY-REB")
    assert rebels is not None
    assert (rebels.name, rebels.kind, rebels.country) == ("Libyan rebels", "rebel", "LBY")
    assert actors.get("LBY-NOTHING") is None
    with pytest.raises(KnowledgeError):
        actors.compose("SYR", "NOTHING")


def test_offices_by_date(actors: Actors) -> None:
    def holder(role: str, body: str, day: str, about: str | None = None) -> str | None:
        found = actors.holder(role, [body], day, about)
        return found.id if found else None

    assert holder("foreign-minister", "RUS", "2016-02-04") == "RUS-GOV-LAVROV"
    assert holder("foreign-minister", "FRA", "2016-02-10") == "FRA-GOV-FABIUS"
    assert holder("foreign-minister", "FRA", "2016-02-12") == "FRA-GOV-AYRAULT"
    assert holder("envoy", "UN", "2016-02-04", "SYR") == "UN-ENVOY-DEMISTURA"
    assert holder("envoy", "UN", "2013-05", "SYR") == "UN-ENVOY-BRAHIMI"
    assert holder("envoy", "UN", "2016-02-04", None) is None
    assert holder("president", "USA", "2009-01-19") == "USA-GOV-BUSH"


def test_every_entry_holds_together(actors: Actors) -> None:
    for actor in actors.all():
        assert actor.kind in KINDS, actor.id
        assert set(actor.sectors) <= SECTORS, actor.id
        assert actor.country is None or actor.country in actors.countries, actor.id
        for country in (*actor.active, *actor.about):
            assert country in actors.countries, actor.id
        for entity in (actor.stands_for, actor.affiliated):
            assert entity is None or actors.get(entity) is not None, actor.id
        for office in actor.offices:
            assert actors.get(office.body) is not None, actor.id
            assert not (office.since and office.until) or office.since <= office.until, actor.id
            assert set(office.about) <= set(actors.countries), actor.id


def test_every_name_in_the_files_is_found(actors: Actors) -> None:
    for actor in actors.all():
        for alias in (*actor.aliases, *actor.weak):
            assert actor in actors.lookup(alias), (actor.id, alias)


def test_there_is_an_adjective_for_every_member_of_the_united_nations(actors: Actors) -> None:
    with_adjective = [c for c in actors.countries.values() if c.adjectives]
    assert len(with_adjective) >= 180
    assert actors.adjective("CHE") == "Swiss"


@given(st.text())
def test_folding_is_stable(text: str) -> None:
    words = fold(text)
    assert all(words)
    assert fold(" ".join(words)) == words


def test_folding() -> None:
    assert fold("Deir ez-Zor") == ("deir", "ez", "zor")
    assert fold("el-Sisi") == fold("Al-Sisi") == ("al", "sisi")
    assert split_words("People's U.N. Da'esh") == ("People", "s", "UN", "Daesh")
    assert case_fits(("IS",), ("IS",))
    assert not case_fits(("IS",), ("Is",))
    assert [plural(n) for n in ("army", "gunman", "child", "force")] == [
        "armies", "gunmen", "children", "forces",
    ]  # fmt: skip
