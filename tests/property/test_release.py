"""Whatever a report says: what the public sees of it names no private person, tells no site finer
than its district, and quotes itself exactly."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records import clock

from sayso.core.ids import claim_id, report_id
from sayso.core.record import Acquired
from sayso.core.release import Persons
from sayso.core.types import Claim, Mention, Place, Report, ReportRef, Roles, Source, When
from sayso.record import Archive
from sayso.release.masks import Masker
from sayso.review import make
from sayso.sight import seen
from sayso.store.search import Filters

# Words that stand nowhere in our own data, so that finding one is finding a leak.
GIVEN = ("Zolvan", "Quenby", "Tirsk")
FAMILY = ("Ombreth", "Vexhall", "Dranmoor")
TOWNS = ("Ulqarba", "Zemthor")
_PIECES = st.sampled_from(
    [
        "{name} said that the army shelled {town}.",
        "The army shelled {town}, {name}, a baker, told reporters.",
        "“We saw it,” {family} added.",
        "A hospital in {town} was hit.",
        "The army shelled Al-Zarqun Hospital near {town} on Monday.",
        "{family}'s brother was detained.",
        "Colonel Ahmad Barakat denied that the army shelled {town}.",
        "It rained.",
    ]
)


class Written(msgspec.Struct):
    """A report with its claims, where its person is named first, and the words to be hidden."""

    report: Report
    claims: tuple[Claim, ...]
    persons: Persons
    secret: frozenset[str]


@st.composite
def written(draw: st.DrawFn) -> Written:
    """A report about one private person and one town."""
    given_, family = draw(st.sampled_from(GIVEN)), draw(st.sampled_from(FAMILY))
    town = draw(st.sampled_from(TOWNS))
    name = f"{given_} {family}"
    pieces = draw(st.lists(_PIECES, min_size=1, max_size=5))
    sentences = [p.format(name=name, family=family, town=town) for p in pieces]
    text = " ".join([f"{name} was in the town.", *sentences])
    report = Report(
        id=report_id(text), text=text, title=draw(st.sampled_from([None, f"What {family} saw"])),
        outlet="An Outlet", published="2016-02-08", path="/home/someone/a.txt",
        url=draw(st.sampled_from([None, f"https://a.example/{family.lower()}", "https://a.example/1"])),
    )  # fmt: skip
    claims: list[Claim] = []
    at = len(f"{name} was in the town. ")
    for piece, sentence in zip(pieces, sentences, strict=True):
        if "{town}" in piece:
            claims.append(_claim(report, at, sentence, name, family, town, draw))
        at += len(sentence) + 1
    sites = any("ospital" in piece for piece in pieces)
    # A town is told elsewhere too: only beside a site is it hidden.
    secret = {given_, family} | ({"Zarqun"} if sites else set())
    return Written(
        report=report, claims=tuple(claims), persons=Persons(private=((0, len(name)),)),
        secret=frozenset(secret),
    )  # fmt: skip


def _claim(
    report: Report, at: int, sentence: str, name: str, family: str, town: str, draw: st.DrawFn
) -> Claim:
    def span(words: str) -> dict[str, Any]:
        start = report.text.index(words, at)
        return {"text": words, "start": start, "end": start + len(words)}

    sources: tuple[Source, ...] = ()
    if name in sentence:
        sources = (Source(name=name, kind="person", **span(name)),)
    hurt = Mention(name=draw(st.sampled_from([name, family, "civilians"])), kind="person")
    facility = "A hospital" if "A hospital" in sentence else "Al-Zarqun Hospital"
    recipient = (
        (Mention(name=facility, kind="NGO", **span(facility)),) if facility in sentence else (hurt,)
    )
    return Claim(
        id=claim_id(report.id, at, at + len(sentence), "shell", (name,)),
        report=ReportRef(id=report.id, title=report.title, outlet=report.outlet, url=report.url),
        text=sentence, start=at, end=at + len(sentence), sources=sources, modality="asserted",
        status="happened", polarity="negative" if "denied" in sentence else "positive",
        certainty="certain", predicate="shell",
        roles=Roles(actor=(Mention(name="army", kind="military"),), recipient=recipient),
        places=(
            Place(name=town, lat=36.1, lon=37.1, country="SYR", admin1="Aleppo",
                  precision="settlement", **span(town)),
        ),
        when=When(earliest="2016-02-08", latest="2016-02-08"),
    )  # fmt: skip


def spans(value: Any) -> Iterator[tuple[str, int, int]]:
    """Every quoted span in plain values."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and isinstance(value.get("start"), int):
            yield value["text"], value["start"], value["end"]
        for item in value.values():
            yield from spans(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from spans(item)


def leaks(found: object, secret: frozenset[str]) -> set[str]:
    """The words to be hidden that stand in the JSON of anything, in any case."""
    said = msgspec.json.encode(found).decode().casefold()
    return {word for word in secret if re.search(rf"{word.casefold()}", said)}


@settings(max_examples=60)
@given(written())
def test_a_report_as_shown(what: Written) -> None:
    masker = Masker.load()
    mask = masker.mask(what.report, what.claims, what.persons)
    report = masker.report(what.report, mask)
    assert len(report.text) == len(what.report.text)
    assert not leaks(report, what.secret)
    assert report.path is None
    for claim in what.claims:
        shown = masker.claim(claim, mask)
        assert not leaks(shown, what.secret)
        assert shown.id == claim.id
        for text, start, end in spans(msgspec.to_builtins(shown)):
            assert report.text[start:end] == text
        if "ospital" in claim.text:
            (place,) = shown.places
            assert place.precision == "first-order division"
            assert place.geonames != claim.places[0].geonames or place.lat != 36.1
            assert not leaks(shown, frozenset(TOWNS))
        else:
            assert shown.places == claim.places
        assert masker.claim(shown, mask) == shown


@settings(max_examples=12)
@given(st.lists(written(), min_size=1, max_size=3, unique_by=lambda w: w.report.id))
def test_a_record_as_shown(reports: list[Written]) -> None:
    secret = frozenset().union(*(what.secret for what in reports))
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive.create(str(Path(folder) / "r.db"), clock()) as book,
    ):
        for what in reports:
            book.add(
                Acquired(report=what.report, original=b"x", way="file", address=what.report.url),
                what.claims,
            )
        book.gather()
        claims = [claim for what in reports for claim in what.claims]
        for what in reports:
            for claim in what.claims[:1]:
                name = next(iter(sorted(what.secret & set(FAMILY))))
                first = what.report.text[: what.persons.private[0][1]]
                note = make.comment(claim, name, book.clock(), f"{name} is at home")
                book.judge(note)
                change = [f"actor=SYR-MIL [{first}]"]
                book.judge(make.correct(claim, change, what.report, name, book.clock(), name))
        ids = [what.report.id for what in reports]
        safety = book.store.safety
        safety.set_persons({w.report.id: w.persons for w in reports}, by="sayso", at=book.clock())
        safety.set_levels("report", ids, "public", by="me", at=book.clock(), why="a test")
        view = seen(book.store, "read", public=True)
        store = view.store
        found = store.incidents().ids
        everything = [
            list(store.entries()),
            view.claims(c.id for c in claims),
            store.claims([c.id for c in claims]),
            [store.claims_of(id) for id in ids],
            store.summaries(found),
            view.incidents(found),
            view.disputes(),
            view.situation("2016-02-09"),
            view.situation("2016-02-09", place="Syria"),
            store.judgements(),
            store.links_of([c.id for c in claims]),
            [store.captures(id) for id in ids],
            [store.addresses(id) for id in ids],
            [store.readings(id) for id in ids],
            [store.translation(id) for id in ids],
            store.reader_of([c.id for c in claims]),
        ]
        for part in everything:
            assert not leaks(part, secret)
        for word in secret:
            for filters in (
                Filters(text=word), Filters(actor=word), Filters(source=word), Filters(place=word)
            ):  # fmt: skip
                assert store.find(filters).total == 0
                assert store.incidents(filters).total == 0
        assert store.find(Filters()).total == len(claims)
        texts = {entry.report.id: entry.report.text for entry in store.entries()}
        for some in store.all_claims():
            for claim in some:
                for text, start, end in spans(msgspec.to_builtins(claim)):
                    assert texts[claim.report.id][start:end] == text
