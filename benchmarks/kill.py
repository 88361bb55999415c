"""What is left of the record when ``sayso add`` is killed.

``python -m benchmarks.kill WHERE [--kills 100] [--documents 500] [--corpus FILE --claims FILE]``

In:  where records may be made (a folder for SQLite files, or the URL of a PostgreSQL server);
     reports as JSON Lines with the claims that ``sayso read --format jsonl`` found in them. Without
     a corpus: GMB as benchmarks/load.py makes it from ../shared/data; without claims: they are
     read first, which takes minutes.
Out: after each ``kill -9`` of ``sayso add CORPUS --claims CLAIMS`` at a random moment the record is
     checked: no half-written report, none lost that stood before, none double. Exit code 1 on any
     problem.

The claims are read already, so that the kills fall on writing and gathering; one in ten falls on
the start of the program. The next ``add`` goes on where the last was killed. After so many kills
one is left to end: the record must then hold all reports with all their claims, in the same
incidents as a record whose writer was never killed. A fresh record follows.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Literal

from benchmarks.load import gmb
from sqlalchemy import create_engine, make_url, text

from sayso.core.errors import SaysoError
from sayso.core.types import Record
from sayso.store.engine import address_of
from sayso.store.store import Store

ROOT = Path(__file__).parent.parent
PER_RECORD = 10  # kills, before a writer is left to end
AT_START = 10  # of so many kills one falls on the start
PIECES = 3
POLL = 0.05  # seconds
TOO_LONG = 600.0  # seconds for a writer that nobody kills

Phase = Literal["start", "writing", "gathering", "end"]


class Work(Record, frozen=True):
    """What the writers add: a corpus and the claims of it, both JSON Lines files."""

    corpus: Path
    claims: Path


class Whole(Record, frozen=True):
    """A record: reports with their claims, and its claims as the incidents part them."""

    reports: dict[str, tuple[str, ...]]
    incidents: frozenset[tuple[str, ...]]


class Pace(Record, frozen=True):
    """Seconds that a writer takes which nobody kills: until the record begins to change, from there
    until all reports stand, and from there to its end."""

    start: float
    writing: float
    gathering: float


class Killed(Record, frozen=True):
    """One kill: what the writer was doing, and what stood in the record afterwards."""

    phase: Phase
    reports: int
    pending: int  # claims not gathered


class Outcome(Record, frozen=True):
    """Kills that fell on a living writer; how many records were then finished and compared with
    one that was never killed; how much that one holds; and what was wrong."""

    kills: tuple[Killed, ...]
    finished: int
    reports: int
    claims: int
    incidents: int
    joined: int  # incidents of two claims or more
    pace: Pace
    problems: tuple[str, ...]

    def phases(self) -> dict[Phase, int]:
        """How many kills fell on what."""
        return dict(Counter(kill.phase for kill in self.kills))


class Trial:
    """Writers and checks of one record after the other."""

    def __init__(
        self, places: Iterator[str], work: Work, pieces: int, seed: int, cache: Path
    ) -> None:
        self.places = places
        self.work = work
        self.pieces = pieces
        # Without compiled modules a program takes twice as long to start.
        self.environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(cache)}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.random = random.Random(seed)
        self.kills: list[Killed] = []
        self.problems: list[str] = []
        where = self.fresh()
        self.pace = self.untouched(where)
        self.whole = whole(where)

    def fresh(self) -> str:
        """A place for a record. ``sayso add`` makes a file; on a server it must be there."""
        where = next(self.places)
        if "://" in where:
            Store.create(where).close()
        return where

    def writer(self, where: str) -> subprocess.Popen[str]:
        """``sayso add``, running."""
        work = self.work
        return subprocess.Popen(
            _command("add", str(work.corpus), "--claims", str(work.claims), "--record", where),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=ROOT,
            env=self.environment,
        )  # fmt: skip

    def untouched(self, where: str) -> Pace:
        """Let a writer work to its end, and time it."""
        count = sum(1 for line in self.work.corpus.read_bytes().splitlines() if line.strip())
        began = time.monotonic()
        times: list[float] = []
        with self.writer(where) as writer:
            for wanted in (1, count):
                _until(where, wanted, writer, TOO_LONG)
                times.append(time.monotonic())
            self.must_end(writer)
        started, written = times
        return Pace(
            start=started - began, writing=written - started, gathering=time.monotonic() - written
        )

    def must_end(self, writer: subprocess.Popen[str]) -> None:
        """Wait for a writer nobody kills; what it complains of is a problem."""
        said = writer.communicate(timeout=TOO_LONG)[1]
        if writer.returncode:
            last = (said.strip().splitlines() or ["no word"])[-1]
            self.problems.append(f"sayso add ended with {writer.returncode}: {last}")

    def one_record(self, kills: int) -> None:
        """Kill writers of one record, then let one end and compare. A writer that ends before its
        kill ends the record early."""
        where = self.fresh()
        before: frozenset[str] = frozenset()
        ended = False
        for number in range(kills):
            phase, ended = self.killed(where, len(before))
            if ended or self.problems:
                break
            before = self.checked(where, before, phase, by_command=number == 0)
            if self.problems:
                return
        if not ended:
            with self.writer(where) as writer:
                self.must_end(writer)
        self.checked(where, before, None, by_command=False)
        found = whole(where)
        if found.reports != self.whole.reports:
            self.problems.append("not the reports and claims of a record that was never killed")
        if other := found.incidents ^ self.whole.incidents:
            self.problems.append(
                f"{len(other)} incidents differ from those of a record that was never killed, "
                f"one of {len(min(other))} claims from {min(other)[0]}"
            )
        if not self.problems:
            print("finished: as a record that was never killed", flush=True)

    def killed(self, where: str, before: int) -> tuple[Phase, bool]:
        """Start a writer and kill it: what it was at, and whether it had ended by itself."""
        at_start = self.random.randrange(AT_START) == 0
        all_stand = before == len(self.whole.reports)
        span = self.pace.gathering if all_stand else self.pace.writing / self.pieces
        wait = self.random.uniform(0, self.pace.start if at_start else span)
        with self.writer(where) as writer:
            if not at_start:
                # Where all reports stand, nothing tells when gathering begins.
                _until(where, before + 1, writer, self.pace.start if all_stand else TOO_LONG)
            time.sleep(wait)
            ended = writer.poll() is not None
            writer.send_signal(signal.SIGKILL)
            if ended:
                self.must_end(writer)
        if at_start:
            return "start", ended
        return ("gathering" if all_stand else "writing"), ended

    def checked(
        self, where: str, before: frozenset[str], phase: Phase | None, by_command: bool
    ) -> frozenset[str]:
        """Look over a record after a kill (or without ``phase`` after an end): the reports that
        stand."""
        if "://" not in where and not _is_record(where):
            # Killed before there was one: nothing stood.
            if before or phase != "start":
                self.problems.append(f"after a kill in {phase}: no record")
            self.kills.append(Killed(phase="start", reports=0, pending=0))
            return before
        with Store.open(where) as store:
            with store.gathering():
                pass  # a server may be ending what the killed one had sent; this waits for it
            check = store.check()
            there = [entry.report.id for entry in store.entries()]
        problems = list(check.problems)
        if by_command:
            said = json.loads(_sayso("check", "--record", where, "--format", "json"))
            if said["problems"] or said["reports"] != check.reports:
                problems.append(f"sayso check: {said}")
        standing = frozenset(there)
        if len(there) != len(standing) or len(there) != check.reports:
            problems.append(f"{check.reports} reports, {len(standing)} of them different")
        problems += [f"report {id}: lost" for id in sorted(before - standing)]
        strange = standing - self.whole.reports.keys()
        problems += [f"report {id}: not of this corpus" for id in sorted(strange)]
        if phase is None and check.pending:
            problems.append(f"{check.pending} claims still to be gathered at the end")
        if phase is not None:
            if phase == "writing" and len(standing) == len(self.whole.reports):
                phase = "gathering"
            if phase == "gathering" and not check.pending:
                phase = "end"
            self.kills.append(Killed(phase=phase, reports=check.reports, pending=check.pending))
            number = len(self.kills)
            print(
                f"kill {number}, {phase}: {check.reports} reports, {check.pending} claims pending",
                flush=True,
            )
        name = f"after kill {len(self.kills)}" if phase else "after the end"
        self.problems += [f"{name}: {problem}" for problem in problems]
        return standing


def kill(
    places: Iterator[str],
    work: Work,
    kills: int,
    cache: Path,
    pieces: int = PIECES,
    seed: int = 1,
) -> Outcome:
    """Kill writers ``kills`` times at random moments, each followed by a check. ``places`` gives
    places for records, one more than ``kills`` at most. A writer that records lives for at most
    one of so many ``pieces`` of the time that the whole writing takes. ``cache``: a folder for
    compiled modules."""
    trial = Trial(places, work, pieces, seed, cache)
    finished = 0
    while len(trial.kills) < kills and not trial.problems:
        trial.one_record(min(PER_RECORD, kills - len(trial.kills)))
        finished += not trial.problems
    whole = trial.whole
    return Outcome(
        kills=tuple(trial.kills),
        finished=finished,
        reports=len(whole.reports),
        claims=sum(map(len, whole.reports.values())),
        incidents=len(whole.incidents),
        joined=sum(len(claims) > 1 for claims in whole.incidents),
        pace=trial.pace,
        problems=tuple(trial.problems),
    )


def whole(where: str) -> Whole:
    """All that a record holds which must not depend on how it came about."""
    with Store.open(where) as store:
        ids = [entry.report.id for entry in store.entries()]
        reports = {id: tuple(claim.id for claim in store.claims_of(id)) for id in ids}
        incidents = store.incident_claims(store.incidents().ids)
    return Whole(reports=reports, incidents=frozenset(incidents.values()))


def _until(where: str, wanted: int, writer: subprocess.Popen[str], seconds: float) -> None:
    """Wait until so many reports stand, the writer has ended, or so many seconds have passed. The
    record is let go of again, so that the next to open it finds it as the killed one left it."""
    end = time.monotonic() + seconds
    store: Store | None = None
    try:
        while time.monotonic() < end and writer.poll() is None:
            if store is None and _is_record(where):
                store = Store.open(where)
            if store is not None and store.counts().reports >= wanted:
                return
            time.sleep(POLL)
    finally:
        if store is not None:
            store.close()


def _is_record(where: str) -> bool:
    try:
        Store.open(where).close()
    except SaysoError:
        return False
    return True


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "sayso", *arguments]


def _sayso(*arguments: str) -> str:
    """What a command prints; a problem it finds (exit code 1) stands in that."""
    done = subprocess.run(
        _command(*arguments), capture_output=True, text=True, cwd=ROOT, check=False
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"sayso {arguments[0]}: {done.stderr.strip()}")
    return done.stdout


def fresh_places(where: str) -> Generator[str]:
    """Places for records: files in a folder, or new schemas of a PostgreSQL server, dropped when
    the next is asked for."""
    if "://" not in where:
        for number in itertools.count():
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


def prepared(folder: Path, corpus: Path | None, claims: Path | None, count: int) -> Work:
    """The first ``count`` reports of the corpus, in a folder, with their claims."""
    if corpus is None:
        gmb(ROOT.parent / "shared" / "data", folder)
        corpus = folder / "gmb-20000.jsonl"
    some = folder / "corpus.jsonl"
    with corpus.open("rb") as lines:
        some.write_bytes(b"".join(itertools.islice(lines, count)))
    if claims is None:
        claims = folder / "claims.jsonl"
        _sayso("read", str(some), "--format", "jsonl", "-o", str(claims))
    return Work(corpus=some, claims=claims)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("where", nargs="?", help="a folder, or the URL of a PostgreSQL server")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--corpus", type=Path, help="reports as JSON Lines; GMB without")
    parser.add_argument("--claims", type=Path, help="claims of them; read first without")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work = prepared(folder, arguments.corpus, arguments.claims, arguments.documents)
        places = fresh_places(arguments.where or name)
        outcome = kill(places, work, arguments.kills, folder / "compiled", seed=arguments.seed)
        places.close()
    for problem in outcome.problems:
        print(problem)
    pace = outcome.pace
    print(
        f"{outcome.reports} reports, {outcome.claims:,} claims, {outcome.incidents:,} incidents "
        f"({outcome.joined} of several claims); never killed: start {pace.start:.1f} s, "
        f"writing {pace.writing:.1f} s, gathering {pace.gathering:.1f} s"
    )
    print(
        f"{len(outcome.kills)} kills ({outcome.phases()}), {outcome.finished} records finished and "
        f"the same, {len(outcome.problems)} problems"
    )
    sys.exit(bool(outcome.problems))


if __name__ == "__main__":
    main()
