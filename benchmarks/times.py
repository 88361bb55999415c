"""Time expressions against gold sets: recognition F1, strict and relaxed, and value accuracy.

    python benchmarks/times.py ../shared/data [--documents 30] [--errors 40]

Strict: the same characters. Relaxed: any overlap, each gold expression matched once. Value: the
TIMEX3 value is right, over the expressions matched (relaxed). WikiWars has no publication date
(its ``dct`` is the day of download).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.annotate.grammar import parse
from sayso.annotate.times import find_times
from sayso.core.types import Report
from sayso.language.loader import load_model

SETS = ("timex_wikiwars", "eventstoryline", "meantime")


def inside(document: dict[str, Any], start: int, end: int) -> bool:
    """Whether a span lies in the part that was annotated."""
    if "annotated_sentences" in document:
        return any(s <= start and end <= e for s, e in document["annotated_sentences"])
    return end <= int(document.get("annotated_end", end))


def documents(folder: Path, most: int) -> Iterator[dict[str, Any]]:
    """Every n-th document, so that a sample spreads over the set."""
    with (folder / "data.jsonl").open(encoding="utf-8") as lines:
        loaded = [json.loads(line) for line in lines]
    yield from loaded[:: max(1, len(loaded) // most)][:most]


def measure(name: str, folder: Path, most: int, errors: int) -> str:
    """One line of figures for a set; with ``errors``, the first misses on standard error."""
    gold_count = found_count = strict = relaxed = found_relaxed = values = 0
    shown = 0
    for document in documents(folder, most):
        published = None if name == "timex_wikiwars" else document["dct"]
        grammar = parse(Report(id=document["id"], text=document["text"]), load_model())
        found = {}
        for node in find_times(grammar, published):
            start, end = grammar.chars(node.first, node.last)
            if inside(document, start, end):
                found[start, end] = node
        gold = {
            (t["start"], t["end"]): t
            for t in document["timex3"]
            if inside(document, t["start"], t["end"])
        }
        gold_count += len(gold)
        found_count += len(found)
        strict += len(gold.keys() & found.keys())
        matched = set()
        for (start, end), timex in gold.items():
            over = [k for k in found if k[0] < end and start < k[1]]
            matched.update(over)
            if over:
                best = max(over, key=lambda k: min(k[1], end) - max(k[0], start))
                relaxed += 1
                right = found[best].value == timex["value"]
                values += right
            if shown < errors and (not over or not right or (start, end) not in found):
                shown += 1
                said = [f"{document['text'][k[0] : k[1]]!r} {found[k].value}" for k in over]
                print(f"{name}: {timex['text']!r} {timex['value']} | {said}", file=sys.stderr)
        for start, end in found.keys() - matched:
            if shown < errors:
                shown += 1
                print(f"{name}: spurious {document['text'][start:end]!r} "
                      f"{found[start, end].value}", file=sys.stderr)  # fmt: skip
        found_relaxed += len(matched)
    return (
        f"{name:16} gold {gold_count:5} found {found_count:5} "
        f"strict F1 {_f1(strict, strict, gold_count, found_count):.3f} "
        f"relaxed F1 {_f1(relaxed, found_relaxed, gold_count, found_count):.3f} "
        f"value {values / max(relaxed, 1):.3f}"
    )


def _f1(recalled: int, precise: int, gold: int, found: int) -> float:
    recall, precision = recalled / max(gold, 1), precise / max(found, 1)
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of shared data, with dev/ in it")
    parser.add_argument("--documents", type=int, default=30)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--sets", nargs="*", default=SETS)
    options = parser.parse_args()
    for name in options.sets:
        folder = options.data / "dev" / name
        print(measure(name, folder, options.documents, options.errors), flush=True)


if __name__ == "__main__":
    main()
