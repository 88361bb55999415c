"""How fast the situation of one country on one day is, by the size of the record.

    python benchmarks/situation_load.py build 100000 /tmp/s100k.db
    python benchmarks/situation_load.py fold /tmp/s100k.db
    python benchmarks/situation_load.py ask /tmp/s100k.db

``build`` makes a record of N claims in the words of few templates, over the towns of 60 countries
and fifteen years; by Zipf's law the first country has about an eighth of them, and its best-known
town a tenth of these. Reports hold up to ten claims. Reports, claims and incidents are written as
adding and gathering leave them, but for what neither the situation nor the ledger reads: the keys
and terms of search, signatures of texts, links, the audit. Who shares an incident is known from
making them, not gathered. ``fold`` makes the ledger.

``ask`` prints seconds (median, 95th percentile, most) of ``Archive.situation`` in a warm process
and of ``sayso situation`` as a command, over random days and countries: once every country alike,
once by its share of the claims, once the largest alone.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from sayso.core.ids import claim_id
from sayso.core.types import (
    Claim,
    Mention,
    Place,
    Quantity,
    Report,
    ReportRef,
    Roles,
    Source,
    Span,
    When,
)
from sayso.knowledge.actors import load_actors
from sayso.knowledge.places import load_gazetteer
from sayso.record import Archive
from sayso.store.claims import NO_DAY, digest_of
from sayso.store.engine import writing
from sayso.store.incidents import Summary
from sayso.store.rows import sha256, written
from sayso.store.schema import (
    claim_bodies,
    claims,
    incident_claims,
    incidents,
    readings,
    reports,
)

COUNTRIES, YEARS, FIRST = 60, 15, date(2006, 1, 1)
TOWNS, OUTLETS = 400, ("World Wire", "Daily Herald", "Evening Post", "Radio Dawn")
SAYSO_SECONDS = "2026-01-01T00:00:00Z"

# predicate, weight, words, roles: a(ctor) r(ecipient) c(ontent: talks) p(lace) q(uantity)
EVENTS: tuple[tuple[str, float, str, str], ...] = (
    ("air_strike", 12, "{a} bombed {p}", "ap"),
    ("shell", 12, "{a} shelled {p}", "ap"),
    ("attack", 12, "{a} attacked {r} in {p}", "arp"),
    ("clash", 10, "{a} clashed with {r} in {p}", "arp"),
    ("kill", 12, "{a} killed {q} in {p}", "apq"),
    ("flee", 4, "{q} fled from {p}", "pq"),
    ("capture", 5, "{a} took {p} from {r}", "arp"),
    ("control", 6, "{a} holds {p}", "ap"),
    ("withdraw", 2, "{a} left {p}", "ap"),
    ("besiege", 4, "{a} besieges {p}", "ap"),
    ("break_siege", 1, "{a} broke the siege of {p}", "arp"),
    ("cut_route", 2, "{a} cut the road to {p}", "ap"),
    ("open_route", 2, "{a} opened the road to {p}", "ap"),
    ("aid_convoy_enters", 2, "aid reached {p}", "p"),
    ("deny_access", 2, "{a} let no aid into {p}", "ap"),
    ("hold_talks", 3, "{a} and {r} met for talks", "arc"),
    ("suspend_talks", 1, "the talks were suspended", "c"),
    ("support", 2, "{a} backs {r}", "ar"),
    ("ceasefire_in_effect", 1, "a truce took effect in {p}", "p"),
    ("meet", 5, "{a} met {r}", "ar"),
)
PUT = (
    ("happened", "asserted", "stated", "positive", 62),
    ("ongoing", "asserted", "stated", "positive", 12),
    ("happened", "denied", "denied", "negative", 4),
    ("happened", "accused", "accused", "positive", 5),
    ("intended", "vowed", "promised", "positive", 4),
    ("wanted", "demanded", "demanded", "positive", 5),
    ("scheduled", "planned", "announced", "positive", 3),
    ("predicted", "projected", "stated", "positive", 3),
    ("intended", "refused", "refused", "positive", 2),
)


def zipf(count: int, power: float) -> list[float]:
    """Weights of ranks."""
    return [rank**-power for rank in range(1, count + 1)]


class Country:
    """What there is to tell of in one country."""

    def __init__(self, code: str, rng: random.Random) -> None:
        gazetteer, actors = load_gazetteer(), load_actors()
        self.code, self.rng = code, rng
        rows = _rows_of(gazetteer)[code]
        found = sorted((gazetteer.entry(i) for i in rows), key=lambda e: -e.population)[:TOWNS]
        self.towns = [
            Place(
                text=e.name, start=0, end=len(e.name), name=e.name, lat=e.lat, lon=e.lon,
                geonames=e.geonames, country=code, admin1=e.admin1, precision="settlement",
            )
            for e in found
        ]  # fmt: skip
        self.weights = list(itertools.accumulate(zipf(len(self.towns), 0.8)))
        groups = [
            a for a in actors.all() if a.country == code and a.kind in ("rebel", "armed group")
        ]
        ids = [f"{code}-MIL", f"{code}-GOV", f"{code}-REB", *(a.id for a in groups[:6])]
        self.parties = [_mention(actor) for i in ids if (actor := actors.get(i)) is not None]
        self.parties.append(
            Mention(text="gunmen", start=0, end=6, name="gunmen", kind="armed group")
        )
        name = actors.countries[code].name
        self.talks = [
            Mention(text="talks", start=0, end=5, id=f"TALKS-{code}-{n}", name=f"{name} talks {n}",
                    kind="talks")
            for n in range(3)
        ]  # fmt: skip

    def happening(self, day: date) -> dict[str, Any]:
        """Something that may be told of."""
        rng = self.rng
        predicate, _, words, roles = rng.choices(EVENTS, [e[1] for e in EVENTS])[0]
        actor, other = rng.sample(self.parties, 2) if len(self.parties) > 1 else self.parties * 2
        town = rng.choices(self.towns, cum_weights=self.weights)[0]
        people = rng.randrange(2, 60)
        figure = f"{people} people"
        text = words.format(a=actor.name, r=other.name, p=town.name, q=figure)
        talks = self.talks[min(2, (day.year - FIRST.year) * 3 // YEARS)]
        generic = Mention(text="talks", start=0, end=5, name="talks", kind="talks")
        return {
            "predicate": predicate, "text": text, "day": day,
            "roles": Roles(
                actor=(actor,) if "a" in roles else (),
                recipient=(other,) if "r" in roles else (),
                content=((talks if rng.random() < 0.4 else generic),) if "c" in roles else (),
            ),
            "places": (town,) if "p" in roles else (),
            "quantities": (
                Quantity(text=figure, start=0, end=len(figure), what="people", unit="people",
                         low=people, best=people, high=people),
            ) if "q" in roles else (),
        }  # fmt: skip


def _mention(actor: Any) -> Mention:
    return Mention(
        text=actor.name, start=0, end=len(actor.name), id=actor.id, name=actor.name,
        kind=actor.kind, country=actor.country, sectors=tuple(actor.sectors),
    )  # fmt: skip


def _rows_of(gazetteer: Any, known: dict[str, list[int]] = {}) -> dict[str, list[int]]:  # noqa: B006
    if not known:
        for i in range(len(gazetteer)):
            entry = gazetteer.entry(i)
            if entry.country and entry.precision == "settlement":
                known.setdefault(entry.country, []).append(i)
    return known


def told(event: dict[str, Any], code: str, day: date, rng: random.Random, number: int) -> Claim:
    """A claim of a happening, still without a report."""
    status, modality, act, polarity, _ = rng.choices(PUT, [p[4] for p in PUT])[0]
    by: tuple[Source, ...] = ()
    if act != "stated" or rng.random() < 0.5:
        speaker = rng.choice((f"{code}-GOV", f"{code}-REB", "UN", "activists"))
        named = speaker != "activists"
        by = (
            Source(
                name=speaker, id=speaker if named else None, kind="official", anonymous=not named,
                country=code if named and speaker != "UN" else None, text=speaker, start=0,
                end=len(speaker), cue=Span(text="said", start=0, end=4), act=act,  # type: ignore[arg-type]
            ),
        )  # fmt: skip
    on = event["day"] + timedelta(days=30) if modality == "planned" else event["day"]
    dated = rng.random() < 0.7
    when = When(
        text="on the day" if dated else None, start=0 if dated else None, end=1 if dated else None,
        edtf=on.isoformat() if dated else f"../{day}", earliest=on.isoformat() if dated else None,
        latest=on.isoformat() if dated else day.isoformat(), precision="day" if dated else "open",
    )  # fmt: skip
    return Claim(
        id="", report=ReportRef(id=""), text=event["text"], start=0, end=len(event["text"]),
        sources=by, modality=modality, status=status, polarity=polarity, certainty="certain",  # type: ignore[arg-type]
        predicate=event["predicate"], roles=event["roles"], places=event["places"], when=when,
        quantities=event["quantities"], confidence=0.8 + number % 20 / 100,
    )  # fmt: skip


def reports_of(code: str, count: int) -> Iterator[tuple[Report, list[tuple[Claim, int]]]]:
    """Reports on a country with their claims, each with the number of its happening."""
    from msgspec.structs import replace

    rng = random.Random(code)
    country, days = Country(code, rng), YEARS * 365
    waiting: dict[date, list[tuple[Claim, int]]] = {}
    made, number = 0, 0
    per_day = count / days
    for offset in range(days + 6):
        day = FIRST + timedelta(days=offset)
        while made < count and made < per_day * (offset + 1):
            event = country.happening(day)
            number += 1
            for _ in range(rng.choices((1, 2, 3, 5), (60, 22, 12, 6))[0]):
                published = day + timedelta(days=rng.choice((0, 0, 0, 1, 1, 4)))
                claim = told(event, code, published, rng, made)
                waiting.setdefault(published, []).append((claim, number))
                made += 1
        today = waiting.pop(day, [])
        for start in range(0, len(today), 10):
            some = today[start : start + 10]
            outlet = rng.choice(OUTLETS)
            text = ". ".join(c.text for c, _ in some) + f". ({code} {day} {start})"
            report = Report(
                id=sha256(text)[:32], text=text, title=some[0][0].text, outlet=outlet,
                published=day.isoformat(), language="en",
            )  # fmt: skip
            ref = ReportRef(
                id=report.id, title=report.title, outlet=outlet, published=report.published
            )
            at, placed = 0, []
            for claim, happening in some:
                end = at + len(claim.text)
                id = claim_id(report.id, at, end, claim.predicate,
                              tuple(s.name for s in claim.sources))  # fmt: skip
                placed.append((replace(claim, id=id, report=ref, start=at, end=end), happening))
                at = end + 2
            yield report, placed


def build(count: int, path: Path) -> None:
    """Write the record."""
    began = time.perf_counter()
    actors, rows = load_actors(), _rows_of(load_gazetteer())
    codes = sorted((c for c in rows if c in actors.countries and len(rows[c]) >= 40),
                   key=lambda c: (-len(rows[c]), c))[:COUNTRIES]  # fmt: skip
    random.Random(1).shuffle(codes)
    shares = zipf(COUNTRIES, 0.8)
    archive = Archive.create(str(path), lambda: SAYSO_SECONDS)
    engine = archive.store._engine
    n_report = n_claim = 0
    for code, share in zip(codes, shares, strict=True):
        happenings: dict[int, list[Claim]] = {}
        found = reports_of(code, round(count * share / sum(shares)))
        while some := list(itertools.islice(found, 1000)):
            with writing(engine) as connection:
                table: dict[Any, list[dict[str, Any]]] = {}
                for report, placed in some:
                    n_report += 1
                    table.setdefault(reports, []).append(
                        {"number": n_report, "id": report.id, "recorded": SAYSO_SECONDS,
                         "address": None, "version": 1, "text_sha256": sha256(report.text),
                         "signature": b"", "translation": "[]", "json": written(report)}
                    )  # fmt: skip
                    json = {c.id: written(c) for c, _ in placed}
                    table.setdefault(readings, []).append(
                        {"number": n_report, "report": report.id, "reader": "sayso benchmark",
                         "fingerprint": None, "at": SAYSO_SECONDS, "claims": len(placed),
                         "digest": digest_of(json.items())}
                    )  # fmt: skip
                    for claim, happening in placed:
                        n_claim += 1
                        happenings.setdefault(happening, []).append(claim)
                        day = claim.when.earliest if claim.when else None
                        table.setdefault(claims, []).append(
                            {"number": n_claim, "id": claim.id, "report": report.id,
                             "reading": n_report, "predicate": claim.predicate,
                             "first_day": day or NO_DAY[0], "last_day": day or NO_DAY[1],
                             "pending": False}
                        )  # fmt: skip
                        table.setdefault(claim_bodies, []).append(
                            {"number": n_claim, "words": claim.text, "json": json[claim.id]}
                        )
                for name in (reports, readings, claims, claim_bodies):
                    connection.execute(insert(name), table[name])
        made = list(happenings.values())
        for start in range(0, len(made), 5000):
            _write_incidents(engine, made[start : start + 5000])
    print(f"{n_claim} claims of {n_report} reports: {time.perf_counter() - began:.0f} s, "
          f"{_size(path):.0f} MB", flush=True)  # fmt: skip
    archive.store.close()


def fold(path: Path) -> None:
    """Make the ledger of a record."""
    began, worked = time.perf_counter(), time.process_time()
    with Archive.open(str(path), lambda: SAYSO_SECONDS) as archive:
        archive.ledger.work_off()
    print(f"ledger: {time.perf_counter() - began:.0f} s ({time.process_time() - worked:.0f} s of "
          f"one core), record {_size(path):.0f} MB")  # fmt: skip


def _write_incidents(engine: Any, made: list[list[Claim]]) -> None:
    rows, members = [], []
    for found in made:
        ids = tuple(sorted({c.id for c in found}))
        one = found[0]
        day = min((c.when.earliest for c in found if c.when and c.when.earliest), default=None)
        summary = Summary(
            id=ids[0], claims=ids, predicate=one.predicate, title=one.text, earliest=day, latest=day
        )
        rows.append({"id": ids[0], "first_day": day or NO_DAY[0], "json": written(summary)})
        members += [{"claim": id, "incident": ids[0]} for id in ids]
    with writing(engine) as connection:
        connection.execute(insert(incidents), rows)
        connection.execute(insert(incident_claims), members)


def _size(path: Path) -> float:
    return sum(p.stat().st_size for p in path.parent.glob(path.name + "*")) / 1e6


def ask(path: Path, times: int, commands: int) -> None:
    """Time random questions."""
    with Archive.open(str(path), lambda: SAYSO_SECONDS) as archive:
        with archive.store._engine.connect() as connection:
            found = connection.exec_driver_sql(
                "SELECT part, count(*) FROM ledger_claims GROUP BY part ORDER BY 2 DESC LIMIT 60"
            ).all()
        codes, sizes = [row[0] for row in found], [row[1] for row in found]
        print("largest:", codes[0], sizes[0], "of", sum(sizes))
        rng = random.Random(7)
        first = time.perf_counter()
        archive.situation(_day(rng), place=codes[-1])
        print(f"first question {time.perf_counter() - first:.3f}")
        largest = [1] + [0] * (len(codes) - 1)
        for name, weights, cold in (
            ("each country alike", None, True),
            ("by share", sizes, False),
            ("the largest", largest, True),
        ):
            asked = [(rng.choices(codes, weights)[0], _day(rng)) for _ in range(times)]
            took, worked = [], []
            for code, day in asked:
                began, busy = time.perf_counter(), time.process_time()
                archive.situation(day, place=code)
                took.append(time.perf_counter() - began)
                worked.append(time.process_time() - busy)
            print(f"warm, {name}: {_spread(took)}; of one core: {_spread(worked)}", flush=True)
            if cold:
                # As installed: with the bytecode of its modules kept.
                env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
                took, worked = [], []
                for code, day in asked[:commands]:
                    command = [
                        sys.executable, "-m", "sayso", "situation", "--at", day, "--place", code,
                        "--record", str(path), "--format", "json",
                    ]  # fmt: skip
                    began, busy = time.perf_counter(), _children()
                    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=env)
                    took.append(time.perf_counter() - began)
                    worked.append(_children() - busy)
                told = f"{_spread(took)}; of one core: {_spread(worked)}"
                print(f"command, {name}: {told}", flush=True)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _day(rng: random.Random) -> str:
    return (FIRST + timedelta(days=rng.randrange(365, YEARS * 365))).isoformat()


def _spread(took: list[float]) -> str:
    took = sorted(took)
    return (f"{len(took)} asked, median {took[len(took) // 2]:.3f}, "
            f"p95 {took[int(len(took) * 0.95)]:.3f}, most {took[-1]:.3f}")  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parts = parser.add_subparsers(dest="what", required=True)
    one = parts.add_parser("build")
    one.add_argument("count", type=int)
    one.add_argument("record", type=Path)
    parts.add_parser("fold").add_argument("record", type=Path)
    two = parts.add_parser("ask")
    two.add_argument("record", type=Path)
    two.add_argument("--times", type=int, default=100)
    two.add_argument("--commands", type=int, default=20)
    given = parser.parse_args()
    if given.what == "build":
        build(given.count, given.record)
    elif given.what == "fold":
        fold(given.record)
    else:
        ask(given.record, given.times, given.commands)
