"""How fast reports are read, and how much memory that takes.

In:  the folder of shared data (``dev/re3d``). Out: load time, words a second from text to claims on
     one core, and the highest resident memory.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from pathlib import Path

from sayso.core.ids import report_id
from sayso.core.types import Report
from sayso.pipeline import Reader


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the shared data folder")
    parser.add_argument("--documents", type=int, default=30)
    arguments = parser.parse_args()
    started = time.perf_counter()
    reader = Reader.load()
    print(f"load {time.perf_counter() - started:.1f} s")
    lines = (arguments.data / "dev" / "re3d" / "data.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines[: arguments.documents]]
    started = time.perf_counter()
    claims = sum(len(reader.read(Report(id=report_id(t), text=t))) for t in texts)
    seconds = time.perf_counter() - started
    words = sum(len(t.split()) for t in texts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{words} words, {claims} claims, {words / seconds:.0f} words/s, {memory:.0f} MB")


if __name__ == "__main__":
    main()
