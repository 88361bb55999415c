"""Whatever comes in, in whatever portions, is judged, read again or replaced: the situation of a
country by the ledger equals that folded from all its claims."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records import clock
from tests.told import party, source, told

from sayso.core.record import Acquired
from sayso.core.types import Act, Claim, Mention, Modality, Place, Report, Status
from sayso.incidents.rules import parse
from sayso.record import Archive
from sayso.review import make

AT = "2026-11-22T09:00:00Z"
REPORTS, CLAIMS = 10, 4
PREDICATES = ("capture", "control", "besiege", "break_siege", "cut_route", "open_route", "kill",
              "suspend_talks", "hold_talks", "support", "encircle", "lose", "contest",
              "deploy", "ceasefire_in_effect")  # fmt: skip
PUT: tuple[tuple[Status, Modality, Act], ...] = (
    ("happened", "asserted", "stated"), ("ongoing", "asserted", "stated"),
    ("happened", "denied", "denied"), ("wanted", "demanded", "demanded"),
    ("intended", "vowed", "promised"), ("scheduled", "planned", "announced"),
    ("predicted", "projected", "stated"),
)  # fmt: skip
PARTIES = ("SYR-MIL", "SYR-REB", "RUS-MIL", "ISIL", "IRQ-MIL", "some men", "NO-SUCH-ID")
TALKS = (("TALKS-A", "A talks"), ("TALKS-A", "The A round"), ("TALKS-B", "B talks"), (None, None))
# The same names with and without a number, and one name in two countries.
PLACES = (("Arden", "SYR", 501), ("Arden", "SYR", None), ("Arden", "SYR", 502), ("Arden", "IRQ", 7),
          ("Belmont", "SYR", None), ("El Belmont", "SYR", 503), ("Cressy", "IRQ", None),
          ("Geneva", "CHE", 9))  # fmt: skip
DAYS = ("2023-01-10", "2024-05-02", "2024-05-05", "2024-05-20", "2024-06-30", "2027-08-01")
ASKED = ("SYR", "IRQ", "CHE", "Iraq", "Arden", "Belmont", "Nowhere")


def place(choice: tuple[str, str, int | None]) -> Place:
    name, country, number = choice
    return Place(
        text=name, start=0, end=len(name), name=name, country=country, geonames=number,
        admin1="North" if number == 503 else None, lat=float(number or 1), lon=2.0,
    )  # fmt: skip


def claim(rng: random.Random, report: str, published: str, number: int) -> Claim:
    """Something told in a report."""
    status, modality, act = rng.choice(PUT)
    denied = modality == "denied"
    by = [source(rng.choice(("SYR-GOV", "UN")), act, "negative" if denied else "positive")]
    id, name = rng.choice(TALKS)
    return told(
        rng.choice(PREDICATES), f"words {rng.randrange(50)}", report=report, published=published,
        by=by if act != "stated" or rng.random() < 0.3 else [], status=status, modality=modality,
        polarity="negative" if denied else "positive", on=rng.choice((None, *DAYS)),
        start=number * 20, at=[place(p) for p in rng.sample(PLACES, rng.choice((0, 1, 1, 2)))],
        actor=[party(p) for p in rng.sample(PARTIES, rng.choice((0, 1, 2)))],
        recipient=[party(p) for p in rng.sample(PARTIES, rng.choice((0, 1)))],
        content=[Mention(text="talks", start=0, end=5, id=id, name=name, kind="talks")]
        if rng.random() < 0.5 else [],
    )  # fmt: skip


def reports(rng: random.Random) -> list[tuple[Acquired, list[Claim]]]:
    """Reports with their claims; two at one address are versions of one."""
    found = []
    for number in range(REPORTS):
        published = rng.choice(DAYS)
        text = f"Report {number}. " + " ".join(str(n) for n in range(60))
        report = Report(
            id=f"{number:032x}", text=text, outlet=f"O{number % 3}", published=published
        )
        claims = [claim(rng, report.id, published, n) for n in range(rng.randrange(1, CLAIMS + 1))]
        unique = list({c.id: c for c in claims}.values())
        address = f"https://example.org/{number % 4}" if number % 2 else None
        found.append((Acquired(report=report, way="file", address=address, original=b""), unique))
    return found


def do(archive: Archive, step: int, told_: Sequence[tuple[Acquired, list[Claim]]],
       rng: random.Random) -> None:  # fmt: skip
    """One thing that happens to a record."""
    item, claims = told_[rng.randrange(REPORTS)]
    ids = [id for some in archive.store.all_claims() for id in (c.id for c in some)]
    match step:
        case 0 | 1 | 2:
            archive.add(item, claims)
        case 3:
            archive.add(item, claims)
            archive.gather()
        case 4 if archive.store.has_report(item.report.id):
            extra = claim(rng, item.report.id, item.report.published or "", 7)
            archive.propose(item.report.id, "ann", [extra])
        case 5 if archive.store.has_report(item.report.id):
            fewer = [*claims[1:], claim(rng, item.report.id, item.report.published or "", 9)]
            archive.reread(item.report.id, fewer, keep=True)
            archive.gather()
        case _ if ids and not archive.store.pending():
            judge(archive, step, ids, rng)


def judge(archive: Archive, step: int, ids: Sequence[str], rng: random.Random) -> None:
    """A person decides something."""
    some = rng.sample(ids, min(2, len(ids)))
    held = [archive.claims([id])[id].claim for id in some]
    one = held[0]
    match step:
        case 6:
            archive.judge(make.reject(one, "ann", AT, str(rng.random())))
        case 7 if one.predicate != "capture":
            report = next(iter(archive.store.entries([one.report.id]))).report
            archive.judge(make.correct(one, ["predicate=capture"], report, "ann", AT))
        case 8 if len(held) > 1:
            archive.judge(make.merge(held, "ann", AT, str(rng.random())))
        case 9 if len(held) > 1:
            archive.judge(make.split(one, held[1:], "ann", AT, str(rng.random())))
        case _:
            if (made := archive.store.judgements()) and made[-1].kind != "undo":
                archive.judge(make.undo(made[-1], "ann", AT, str(rng.random())))


def equal(archive: Archive, rng: random.Random) -> None:
    """The ledger's answer is that of all claims."""
    for asked in rng.sample(ASKED, 3):
        day = rng.choice(DAYS)
        full = archive.fold(day, None, None, asked, parse("all"))
        found = archive._by_ledger(day, asked)
        assert found is None or found == full
        if asked in ("SYR", "IRQ"):
            assert found is not None
        assert archive.situation(day, place=asked) == full


def go(where: str, steps: Sequence[int], seed: int) -> None:
    """Do these things to a new record, asking between them."""
    rng = random.Random(seed)
    told_ = reports(rng)
    with Archive.create(where, clock()) as archive:
        for step in steps:
            if step == 11:
                equal(archive, rng)
            else:
                do(archive, step, told_, rng)
        equal(archive, rng)
        archive.gather()
        equal(archive, rng)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 11), min_size=3, max_size=16), st.integers(0, 2**32))
def test_the_ledger_equals_the_fold(steps: list[int], seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        go(str(Path(folder) / "r.db"), steps, seed)


@pytest.mark.parametrize("seed", range(3))
def test_on_each_database(where: str, seed: int) -> None:
    rng = random.Random(seed)
    go(where, [rng.randrange(12) for _ in range(24)], seed)
