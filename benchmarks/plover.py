"""PLOVER's gold sentences against the codes of what Sayso reads in them.

In:  the folder of shared data (``dev/plover_gsr``). Out: the share of sentences in which one of the
     claims has the gold's event class, and the classes missed most. The gold's older names are
     mapped as in shared/formats.md (DEMAND → REQUEST, DISAPPROVE and INVESTIGATE → ACCUSE, FIGHT →
     ASSAULT or COERCE).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from sayso.core.ids import report_id
from sayso.core.types import Report
from sayso.pipeline import Reader

OLDER = {
    "DEMAND": {"REQUEST"},
    "DISAPPROVE": {"ACCUSE"},
    "INVESTIGATE": {"ACCUSE"},
    "FIGHT": {"ASSAULT", "COERCE"},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the shared data folder")
    arguments = parser.parse_args()
    reader = Reader.load()
    lines = (arguments.data / "dev" / "plover_gsr" / "data.jsonl").read_text("utf-8").splitlines()
    right = silent = 0
    missed: Counter[str] = Counter()
    for row in map(json.loads, lines):
        gold = OLDER.get(row["event"], {row["event"]})
        text = row["text"]
        claims = reader.read(Report(id=report_id(text), text=text, published=row["date"]))
        found = {c.codes.plover.event for c in claims if c.codes.plover}
        right += bool(gold & found)
        silent += not found
        missed.update(gold - found)
    print(f"{len(lines)} sentences, class right in {right / len(lines):.1%}, no code in {silent}")
    for event, count in missed.most_common():
        print(f"  {event} missed {count} times")


if __name__ == "__main__":
    main()
