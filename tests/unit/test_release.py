"""Levels, who is a private person, what a site is, and what the public is shown of a report."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from sayso.core.errors import UsageError
from sayso.core.release import Persons
from sayso.core.types import (
    Claim,
    Mention,
    Place,
    Report,
    ReportRef,
    Roles,
    Segment,
    SegmentKind,
    Source,
)
from sayso.knowledge.safety import load_safety
from sayso.release.hints import between, likely_names, sure_names, whole_names
from sayso.release.levels import is_held_back, level_named, level_of, may_see, stricter
from sayso.release.masks import Masker
from sayso.release.names import forms, masked, name_spans
from sayso.release.persons import find_persons, is_persons
from sayso.release.sites import coarsened, sentences, site_names

if TYPE_CHECKING:
    from sayso.pipeline import Reader


def shown(reader: Reader, text: str, *segments: Segment) -> str:
    """A text as the public sees it."""
    report = Report(
        id="r", text=text, published="2016-02-08", language="en", outlet="An Outlet",
        segments=segments or (Segment(kind="body", start=0, end=len(text)),),
    )  # fmt: skip
    persons = find_persons(reader.annotate(report))
    masker = Masker.load()
    claims = reader.read(report)
    mask = masker.mask(report, claims, persons)
    found = masker.report(report, mask)
    for claim in claims:
        one = masker.claim(claim, mask)
        assert found.text[one.start : one.end] == one.text
    return found.text


# --- levels -----------------------------------------------------------------------------------


def test_levels() -> None:
    assert level_of(None) == "restricted"
    assert level_of("public") == "public"
    assert level_of("public", "confidential") == "confidential"
    assert level_of("confidential", "public") == "confidential"
    assert stricter("restricted", "public") == "restricted"
    sees = {role: [level for level in ("public", "restricted", "confidential")
                   if may_see(role, level)] for role in ("read", "review", "admin")}  # fmt: skip
    assert {role: len(levels) for role, levels in sees.items()} == {
        "read": 1, "review": 2, "admin": 3,
    }  # fmt: skip
    with pytest.raises(UsageError, match="public, restricted, confidential"):
        level_named("secret")


@pytest.mark.parametrize(
    ("recorded", "published", "held"),
    [
        ("2026-11-20T08:00:00Z", None, True),
        ("2026-11-19T08:00:00Z", None, False),
        ("2026-11-01T08:00:00Z", "2026-11-21", True),
        ("2026-11-01T08:00:00Z", "2026-11", True),  # it may be of the month's last day
        ("2026-11-01T08:00:00Z", "2026-10", False),
        ("2026-11-01T08:00:00Z", "not a day", False),
    ],
)
def test_a_delay(recorded: str, published: str | None, held: bool) -> None:
    assert is_held_back(recorded, published, datetime.date(2026, 11, 22), 3) is held
    assert not is_held_back(recorded, published, datetime.date(2026, 11, 22), 0)


# --- persons ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "name", "office"),
    [
        ("Colonel Ahmed Barakat", "Ahmed Barakat", True),
        ("Omar Zaher, the mayor of the town", "Omar Zaher", True),
        ("the mayor, Omar Zaher", "Omar Zaher", True),
        ("Salem, the son of the mayor", "Salem", False),
        ("Karim Odeh, a driver for the minister", "Karim Odeh", False),
        ("the head nurse, Huda Saleh", "Huda Saleh", False),
        ("Samir Haddad, a shopkeeper", "Samir Haddad", False),
        ("Yusuf Darwish, spokesman of the Civil Defence", "Yusuf Darwish", True),
        ("spokeswoman Rana Aziz", "Rana Aziz", True),
        ("Major Tom Green", "Tom Green", True),
        ("Chief Nurse Mary Green", "Mary Green", False),
    ],
)
def test_an_office(phrase: str, name: str, office: bool) -> None:
    assert load_safety().holds_office(phrase, name) is office


def test_private_persons_are_masked(reader: Reader) -> None:
    text = (
        "Nine people were killed in the town on Friday, said Samir Haddad, a shopkeeper. “We "
        "pulled four bodies out,” Haddad said. Colonel Ahmed Barakat denied that fighters had been "
        "in the market. Haddad's brother Walid was arrested. The mayor, Omar Zaher, said that "
        "the shelling had stopped."
    )
    found = shown(reader, text)
    assert len(found) == len(text)
    for name in ("Samir", "Haddad", "Walid"):
        assert name not in found
    assert "Colonel Ahmed Barakat denied" in found
    assert "The mayor, Omar Zaher, said" in found
    assert found.startswith("Nine people were killed in the town on Friday, said █████ ██████, a")


def test_persons_in_claims_are_nobody(reader: Reader) -> None:
    text = "The army shelled the town of Azaz, said Samir Haddad, a shopkeeper."
    report = Report(
        id="r", text=text, published="2016-02-08", language="en",
        segments=(Segment(kind="body", start=0, end=len(text)),),
    )  # fmt: skip
    masker, claims = Masker.load(), reader.read(report)
    mask = masker.mask(report, claims, find_persons(reader.annotate(report)))
    (claim,) = [masker.claim(c, mask) for c in claims if c.predicate != "say"][:1]
    (source,) = claim.sources
    assert (source.name, source.id, source.anonymous) == ("a private person", None, True)
    assert source.text == "█████ ██████"
    assert claim.places == claims[0].places


@pytest.mark.parametrize(
    ("credit", "persons"),
    [
        ("By Rania Odeh", True),
        ("Rania Odeh and Tom Green", True),
        ("By our correspondent in Istanbul", False),
        ("By An Outlet", False),
        ("By An Outlet correspondents", False),
        ("Reuters", False),
        ("Ministry of Defence of Sri Lanka", False),
    ],
)
def test_bylines(credit: str, persons: bool) -> None:
    assert is_persons(credit, "An Outlet") is persons


def test_a_byline_is_masked(reader: Reader) -> None:
    text = "Strike on a market\nBy Rania Odeh\nThe army shelled the town, Odeh reports."
    lines = text.split("\n")
    starts = [0, len(lines[0]) + 1, len(lines[0]) + len(lines[1]) + 2]
    kinds: tuple[SegmentKind, ...] = ("headline", "byline", "body")
    segments = [
        Segment(kind=kind, start=start, end=start + len(line))
        for kind, start, line in zip(kinds, starts, lines, strict=True)
    ]
    found = shown(reader, text, *segments)
    assert "Odeh" not in found
    assert "Rania" not in found
    assert "\nBy █████ ████\n" in found


def test_names() -> None:
    safety = load_safety()
    text = "Dr Nabil al-Qasim, The Mayor of Aleppo, and Umm Yusuf"
    spans = name_spans(text, (0, len(text)), safety, all_of=True)
    assert [text[s:e] for s, e in spans] == ["Nabil al-Qasim", "Mayor", "Aleppo", "Umm Yusuf"]
    assert list(forms("Dr Nabil Qasim", safety)) == ["Nabil Qasim", "Qasim", "Nabil"]
    assert list(forms("Jordan al Qasim", safety)) == ["Jordan al Qasim", "Qasim"]
    assert list(forms("Samir", safety)) == ["Samir"]
    assert masked("Samir's 3 sons", [(0, 7), (8, 9)]) == "█████'█ █ sons"
    assert masked("Haddad said", [(10, 16)], start=10) == "██████ said"


@pytest.mark.parametrize(
    ("text", "sure", "likely"),
    [
        ("His brother Walid and her aunt, Huda Saleh, fled.", ["Walid", "Huda Saleh"], []),
        ("Mrs. Saleh spoke. Photo: Rania Odeh", ["Saleh", "Rania Odeh"], []),
        ("The sons of Iraq met in Sister City.", [], []),
        ('Write to "Odeh, Rania" <r@x.org> or Tom Green@WIRE', ["Odeh", "Rania", "Tom Green"], []),
        ("A farmer, Karim Odeh, hid.", [], ["Karim Odeh"]),
        ("The son of Karim saw it, a student, Syria said.", [], ["Karim"]),
        ("Karim Odeh, 34, hid with Samir Haddad (9).", [], ["Karim Odeh", "Samir Haddad"]),
        ("It was Monday, 8, in Homs (713).", [], []),
    ],
)
def test_names_by_what_stands_beside(text: str, sure: list[str], likely: list[str]) -> None:
    safety = load_safety()
    assert [text[s:e] for s, e in sure_names(text, safety)] == sure
    assert [text[s:e] for s, e in likely_names(text, safety)] == likely


def test_names_among_names() -> None:
    text = "Karim Odeh, Faz and Huda Saleh were freed, and Omar too."
    spans = [(0, 10), (20, 30)]
    safety = load_safety()
    assert [text[s:e] for s, e in between(text, spans, safety)] == ["Faz"]
    text = "V K Odeh\nTom Green said"
    assert [text[s:e] for s, e in whole_names(text, (4, 12), [], safety)] == [
        "V K Odeh", "Tom Green",
    ]  # fmt: skip


# --- sites ------------------------------------------------------------------------------------

_TOWN = Place(
    text="Tafas", start=20, end=25, name="Tafas", lat=32.7, lon=36.1, geonames=163533,
    country="SYR", admin1="Daraa", precision="settlement",
)  # fmt: skip


def test_a_place_by_its_district() -> None:
    found = coarsened(_TOWN)
    assert found.precision == "first-order division"
    assert found.admin1 == "Daraa"
    assert found.geonames != _TOWN.geonames
    assert (found.start, found.end) == (20, 25)
    alone = coarsened(Place(name="X", lat=1.0, lon=2.0, country="SYR", precision="point"))
    assert (alone.name, alone.lat, alone.precision) == ("Syria", None, "country")
    nowhere = coarsened(Place(name="X", lat=1.0, lon=2.0, precision="point"))
    assert (nowhere.name, nowhere.lat) == (None, None)
    unknown = coarsened(Place(name="X", lat=1.0, country="SYR", admin1="No Such", lon=1.0))
    assert (unknown.name, unknown.lat) == ("No Such", None)
    for kept in ("country", "first-order division", "second-order division"):
        place = Place(name="X", lat=1.0, lon=2.0, precision=kept)
        assert coarsened(place) is place


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Al-Quds Hospital was hit.", ["Al-Quds"]),
        ("The Damascus School was hit.", ["Damascus"]),
        ("They hit Kindergarten No. 12 at noon.", ["No", "12"]),
        ("Two hospitals were hit.", []),
        ("The aid convoy left Azaz.", []),
        ("A field hospital run by Nurses United was hit.", []),
    ],
)
def test_names_of_sites(sentence: str, names: list[str]) -> None:
    found = site_names(sentence, (0, len(sentence)), load_safety())
    assert sorted(sentence[s:e].strip(".") for s, e in found) == sorted(names)


def test_sites_are_told_by_their_district(reader: Reader) -> None:
    text = (
        "The army entered the town of Tafas on Monday. Warplanes bombed the field hospital in "
        "Tafas on Friday."
    )
    found = shown(reader, text)
    assert found.startswith("The army entered the town of Tafas on Monday.")
    assert found.endswith("the field hospital in █████ on Friday.")


def test_a_claim_on_a_site() -> None:
    text = "Jets hit a school in Tafas. It was hit again."
    report = Report(id="r", text=text, outlet="O", title="A school in Tafas is hit")
    second = Claim(
        id="c2", report=ReportRef(id="r", title=report.title), text="It was hit again", start=28,
        end=44, sources=(), modality="asserted", status="happened", polarity="positive",
        certainty="certain", predicate="bomb",
        roles=Roles(recipient=(Mention(text="It", start=28, end=30, name="Tafas school"),)),
        places=(Place(name="Tafas", lat=32.7, lon=36.1, country="SYR", admin1="Daraa"),),
    )  # fmt: skip
    masker = Masker.load()
    mask = masker.mask(report, [second], Persons(places=((21, 26),)))
    assert masker.report(report, mask).text == "Jets hit a school in █████. It was hit again."
    one = masker.claim(second, mask)
    assert one.places[0].precision == "first-order division"
    assert one.roles.recipient[0].name == "a school"
    assert one.report.title == "A school in █████ is hit"


def test_sentences() -> None:
    text = "Dr. Green spoke. “It fell.” They left\nAgain."
    assert [text[s:e].strip() for s, e in sentences(text)] == [
        "Dr. Green spoke.", "“It fell.”", "They left", "Again.",
    ]  # fmt: skip


def test_an_address_that_tells_a_name() -> None:
    text = "Samir Haddad saw it."
    source = Source(name="Samir Haddad", kind="person", text="Samir Haddad", start=0, end=12)
    masker = Masker.load()
    for url, kept in (
        ("https://a.example/samir-haddad", False),
        ("https://a.example/haddad", False),
        ("https://a.example/2016/02/1", True),
        ("/home/me/a.txt", False),
    ):
        report = Report(id="r", text=text, url=url)
        claim = Claim(
            id="c", report=ReportRef(id="r", url=url), text=text, start=0, end=20,
            sources=(source,), modality="asserted", status="happened", polarity="positive",
            certainty="certain", predicate="see",
        )  # fmt: skip
        mask = masker.mask(report, [claim], Persons())
        assert (masker.report(report, mask).url is not None) is kept
        assert (masker.claim(claim, mask).report.url is not None) is kept
        assert "Haddad" not in masker.report(report, mask).text
