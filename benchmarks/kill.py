"""What is left of the record when the program that writes it is killed.

``python -m benchmarks.kill WHERE [--kills 100] [--documents 500] [--text gmb.conll]``

In:  where a record may be made (a folder for SQLite files, or the URL of a PostgreSQL server), and
     sentences to make reports of (../shared/data/train/ner_gmb/gmb.conll; made-up ones without).
Out: after each ``kill -9`` of a writer at a random moment the record is checked: nothing half,
     nothing of what the writer had called done lost, nothing double. Exit code 1 on any problem.

The writer reads reports with claims from a file, so that the kills fall on writing and gathering,
not on reading; it names each report once it is recorded. The next writer goes on where the last was
killed; when all reports are in, a fresh record follows.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import msgspec
from sqlalchemy import create_engine, make_url, text

from sayso.core.ids import claim_id, report_id
from sayso.core.record import Capture, Link, Reading
from sayso.core.types import Claim, Mention, Place, Record, Report, ReportRef, Roles, When
from sayso.store.engine import address_of
from sayso.store.incidents import Summary
from sayso.store.rows import sha256
from sayso.store.store import Store

ROOT = Path(__file__).parent.parent
AT = "2026-11-22T08:00:00Z"
READING = Reading(reader="sayso 0.1.0", fingerprint="kill", at=AT)
SENTENCES = 10  # of a report
GATHER = 5  # reports


class Document(Record, frozen=True):
    """A report with its claims already read."""

    report: Report
    claims: tuple[Claim, ...]


class Outcome(Record, frozen=True):
    """Kills that were made, at which the writer had reports to write; how many reports stood at
    each; what was wrong afterwards."""

    kills: int
    heights: tuple[int, ...]
    problems: tuple[str, ...]


def sentences(file: Path | None) -> Iterator[str]:
    """Sentences of a CoNLL file (a word a line, an empty line between), or made-up ones."""
    if file is None or not file.is_file():
        rng = random.Random(1)
        words = "army rebels town shelled siege convoy aid talks held captured near north".split()
        while True:
            yield " ".join(rng.choices(words, k=20)).capitalize() + "."
    found: list[str] = []
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            if fields := line.split():
                found.append(fields[0])
            elif found:
                yield " ".join(found)
                found = []


def documents(file: Path | None, count: int) -> list[Document]:
    """Reports of ten sentences with a claim of each: its words, a party, a place, a day."""
    source = sentences(file)
    made = []
    for number in range(count):
        lines = [next(source) for _ in range(SENTENCES)]
        body = "\n".join(lines)
        report = Report(id=report_id(body), text=body, outlet="gmb", published="2005-01-01")
        found, start = [], 0
        for i, line in enumerate(lines):
            found.append(_claim(report, start, start + len(line), number * SENTENCES + i))
            start += len(line) + 1
        made.append(Document(report=report, claims=tuple(found)))
    return made


def _claim(report: Report, start: int, end: int, number: int) -> Claim:
    word = report.text[start:end].split()[0]
    day = f"2005-01-{1 + number % 28:02}"
    predicate = ("shell", "capture", "meet", "deliver_aid")[number % 4]
    return Claim(
        id=claim_id(report.id, start, end, predicate, ()),
        report=ReportRef(id=report.id),
        text=report.text[start:end],
        start=start,
        end=end,
        sources=(),
        modality="asserted",
        status="happened",
        polarity="positive",
        certainty="certain",
        predicate=predicate,
        roles=Roles(actor=(Mention(text=word, start=start, end=start + len(word), name=word),)),
        places=(Place(name=f"Place {number % 50}", lat=30 + number % 50 / 10, lon=36.0),),
        when=When(edtf=day, earliest=day, latest=day),
    )


def write(where: str, file: Path) -> None:
    """The writer: add each report that is not there, gather now and then; say each one's id."""
    lines = file.read_bytes().splitlines()
    made = [msgspec.json.decode(line, type=Document) for line in lines]
    with Store.open(where) as store:
        print("ready", flush=True)
        for i, document in enumerate(made):
            report, body = document.report, document.report.text.encode()
            if not store.has_report(report.id):
                store.add_report(
                    report,
                    f"/{i}",
                    READING,
                    document.claims,
                    {
                        c.id: (c.predicate, f"{c.predicate} {c.places[0].name}")
                        for c in document.claims
                    },
                    (f"band {i // 2}",),
                    body[:64],
                    Capture(sha256=sha256(body), at=AT, way="corpus line"),
                    body,
                )
                print(report.id, flush=True)
            if i % GATHER == GATHER - 1 and store.pending(1):
                _gather(store)


def _gather(store: Store) -> None:
    """Join pending claims of one predicate and day with those that share their keys."""
    with store.gathering() as gathering:
        new = gathering.claims(gathering.pending())
        links = []
        for claim in new.values():
            key = f"{claim.predicate} {claim.places[0].name}"
            if others := gathering.candidates({key}) - {claim.id}:
                a, b = sorted((claim.id, min(others)))
                links.append(Link(a=a, b=b, score=0.5))
        gathering.add_links(links)
        groups: dict[tuple[str, str | None], list[str]] = {}
        for claim in gathering.claims(sorted(gathering.component(new))).values():
            groups.setdefault((claim.predicate, claim.places[0].name), []).append(claim.id)
        gathering.set_incidents(
            Summary(id=min(ids), claims=tuple(sorted(ids)), predicate=key[0], title=str(key[1]))
            for key, ids in sorted(groups.items())
        )


def kill(
    places: Iterator[str],
    made: list[Document],
    kills: int,
    seconds: float = 1.5,
    seed: int = 1,
) -> Outcome:
    """Kill writers at random moments up to so many seconds after they are ready, ``kills`` times,
    each followed by a check. ``places`` gives fresh places for records."""
    rng = random.Random(seed)
    heights: list[int] = []
    problems: list[str] = []
    order = {document.report.id: i for i, document in enumerate(made)}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "documents.jsonl"
        file.write_bytes(b"".join(msgspec.json.encode(document) + b"\n" for document in made))
        where, done = _fresh(places), set[str]()
        while len(heights) < kills and not problems:
            said, finished = _killed(where, file, rng.uniform(0, seconds))
            done |= said
            with Store.open(where) as store:
                check = store.check()
                there = {entry.report.id for entry in store.entries()}
            problems.extend(check.problems)
            problems.extend(
                f"report {id}: lost" for id in sorted(done - there, key=order.__getitem__)
            )
            if len(there) != check.reports or len(there) > len(done) + 1:
                problems.append(f"{check.reports} reports, {len(there)} of them different")
            done = there
            if finished:
                where, done = _fresh(places), set()
            else:
                heights.append(len(there))
                print(f"kill {len(heights)}: {len(there)} reports", flush=True)
    return Outcome(kills=len(heights), heights=tuple(heights), problems=tuple(problems))


def _fresh(places: Iterator[str]) -> str:
    where = next(places)
    Store.create(where).close()
    return where


def _killed(where: str, file: Path, seconds: float) -> tuple[set[str], bool]:
    """Run a writer and kill it so long after it is ready: the ids it said, and whether it had ended
    by itself before."""
    command = [sys.executable, "-m", "benchmarks.kill", "--write", where, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        if writer.stdout.readline() != "ready\n":
            raise RuntimeError("the writer did not start")
        time.sleep(seconds)
        writer.send_signal(signal.SIGKILL)
        said = writer.stdout.read()
    # A line that the kill cut short was not said.
    return set(said[: said.rfind("\n") + 1].split()), writer.returncode == 0


def fresh_places(where: str) -> Iterator[str]:
    """Places for records: files in a folder, or new schemas of a PostgreSQL server, dropped when
    the next is asked for."""
    if "://" not in where:
        for number in range(10**6):
            yield str(Path(where) / f"record-{number}.db")
    engine = create_engine(address_of(where))
    try:
        while True:
            schema = f"kill_{uuid.uuid4().hex}"
            with engine.begin() as connection:
                connection.execute(text(f"CREATE SCHEMA {schema}"))
            try:
                url = make_url(where).update_query_dict({"options": f"-csearch_path={schema}"})
                yield url.render_as_string(hide_password=False)
            finally:
                with engine.begin() as connection:
                    connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    finally:
        engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("where", nargs="?", help="a folder, or the URL of a PostgreSQL server")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=1.5, help="the longest a writer lives")
    parser.add_argument(
        "--text", type=Path, default=ROOT.parent / "shared/data/train/ner_gmb/gmb.conll"
    )
    parser.add_argument("--write", nargs=2, metavar=("WHERE", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write:
        write(arguments.write[0], Path(arguments.write[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        places = fresh_places(arguments.where or folder)
        made = documents(arguments.text, arguments.documents)
        outcome = kill(places, made, arguments.kills, arguments.seconds)
        places.close()  # type: ignore[attr-defined]
    for problem in outcome.problems:
        print(problem)
    print(f"{outcome.kills} kills, {len(outcome.problems)} problems")
    sys.exit(bool(outcome.problems))


if __name__ == "__main__":
    main()
