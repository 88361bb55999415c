"""How a record grows: GMB as reports of ten sentences, or the dated headlines of UCDP's Syria set.

    python benchmarks/load.py corpus gmb ../shared/data /tmp/load        # writes the corpora
    sayso read /tmp/load/gmb-47000.jsonl --format jsonl -o /tmp/load/claims.jsonl
    python benchmarks/load.py run /tmp/load/gmb-20000.jsonl --claims /tmp/load/claims.jsonl
    python benchmarks/load.py run /tmp/load/gmb-47000.jsonl --claims /tmp/load/claims.jsonl

``run`` prints seconds, those a core worked, the most memory held (MB), and what the record then
holds. GMB: reports of
ten consecutive sentences, four a day from 2005-01-01, outlet ``gmb``.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SIZES = (20_000, 47_000)
PER_REPORT, PER_DAY = 10, 4
FIRST = date(2005, 1, 1)
_NO_SPACE_BEFORE = frozenset({".", ",", ";", ":", "!", "?", "'s", "n't", "'", ")", "%"})


def sentences(path: Path) -> Iterator[str]:
    """The sentences of a CoNLL file, words joined as print does."""
    words: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# "):
                continue
            if line.strip():
                words.append(line.split()[0])
            elif words:
                yield joined(words)
                words = []
    if words:
        yield joined(words)


def joined(words: list[str]) -> str:
    """Words as a line of print."""
    text = ""
    for word in words:
        text += word if not text or word in _NO_SPACE_BEFORE else f" {word}"
    return text


def gmb(data: Path, out: Path) -> None:
    """The corpora of GMB, one for each size."""
    found = list(sentences(data / "train" / "ner_gmb" / "gmb.conll"))
    for size in SIZES:
        some = found[:size]
        with (out / f"gmb-{size}.jsonl").open("w", encoding="utf-8") as lines:
            for number, start in enumerate(range(0, len(some), PER_REPORT)):
                day = FIRST + timedelta(days=number // PER_DAY)
                report = {
                    "id": str(number), "text": " ".join(some[start : start + PER_REPORT]),
                    "outlet": "gmb", "published": day.isoformat(), "language": "en",
                }  # fmt: skip
                lines.write(json.dumps(report, ensure_ascii=False) + "\n")
        print(f"{out}/gmb-{size}.jsonl: {len(some):,} sentences")


def ucdp(data: Path, out: Path) -> None:
    """The dated headlines of UCDP's Syria set, in order of day."""
    source = data / "dev" / "ucdp_ged_syria" / "headlines.jsonl"
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    with (out / "ucdp.jsonl").open("w", encoding="utf-8") as lines:
        for row in sorted(rows, key=lambda r: (published(r), r["id"])):
            report = {
                "id": row["id"], "text": row["text"], "outlet": row["source"],
                "published": published(row), "language": "en",
            }  # fmt: skip
            lines.write(json.dumps(report, ensure_ascii=False) + "\n")
    print(f"{out}/ucdp.jsonl: {len(rows):,} headlines")


def published(row: dict[str, Any]) -> str:
    """The day of a headline: of several (one for each source that the coder used) the first that is
    not before the event."""
    began = str(row["events"][0]["date_start"])[:10]
    days = [day for day in str(row["date"]).split(";") if day >= began]
    return min(days, default=began)


def run(corpus: Path, claims: Path | None, record: str | None) -> None:
    """Add a corpus to a new record and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        where = record or str(Path(folder) / "load.db")
        command = [sys.executable, "-m", "sayso", "add", str(corpus), "--record", where]
        command += ["--format", "json", *(("--claims", str(claims)) if claims else ())]
        subprocess.run([sys.executable, "-m", "sayso", "init", "--record", where], check=True)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        memory = after.ru_maxrss / 1024
        worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        size = os.path.getsize(where) / 1e6 if "://" not in where else 0
    problems = done.stderr.strip().splitlines()
    if problems:
        print(f"{len(problems)} lines on standard error, the first: {problems[0]}")
    found = json.loads(done.stdout)
    print(
        f"{corpus.name}: {seconds:.1f} s ({worked:.1f} s of one core), {memory:.0f} MB of memory, "
        f"{size:.0f} MB of record"
    )
    print(json.dumps(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    corpora = commands.add_parser("corpus", help="write the corpora")
    corpora.add_argument("name", choices=("gmb", "ucdp"))
    corpora.add_argument("data", type=Path, help="the shared data folder")
    corpora.add_argument("out", type=Path)
    timed = commands.add_parser("run", help="add a corpus to a new record")
    timed.add_argument("corpus", type=Path)
    timed.add_argument("--claims", type=Path, help="claims already read")
    timed.add_argument("--record", help="a PostgreSQL URL; by default a new SQLite file")
    arguments = parser.parse_args()
    if arguments.command == "run":
        run(arguments.corpus, arguments.claims, arguments.record)
        return
    arguments.out.mkdir(parents=True, exist_ok=True)
    {"gmb": gmb, "ucdp": ucdp}[arguments.name](arguments.data, arguments.out)


if __name__ == "__main__":
    main()
