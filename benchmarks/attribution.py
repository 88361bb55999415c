"""Scores the attributions found against a set annotated by hand (PolNeAR's form).

    python benchmarks/attribution.py ../shared/data [documents]

A found attribution matches an annotated one when their contents overlap and their cues touch, or
when their contents are the best overlap for one another. Prints, over all attributions: precision
and recall of cues, of sources (any overlap of characters), and of contents (overlap of characters
at least half of the shorter), then precision, recall and F of the contents' characters.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

from sayso.annotate.attributions import find_attributions
from sayso.annotate.grammar import parse
from sayso.core.types import Report
from sayso.knowledge.cues import load_cues
from sayso.language.loader import load_model

SEED = 7
Spans = tuple[tuple[int, int], ...]


def main(data: str, documents: str = "12") -> None:
    """Read a fixed sample of documents and print the scores."""
    lines = (Path(data) / "dev" / "polnear" / "data.jsonl").read_text("utf-8").splitlines()
    sample = random.Random(SEED).sample(lines, min(int(documents), len(lines)))
    totals = dict.fromkeys(("gold", "found", "cue", "source", "content", "gold_source"), 0)
    chars = [0, 0, 0]
    model, cues = load_model(), load_cues()
    for line in sample:
        document = json.loads(line)
        text = document["text"]
        grammar = parse(Report(id=document["id"], text=text), model)
        found = [
            (a.source_spans, (a.cue_span,) if a.cue_span else (), a.content)
            for a in find_attributions(grammar, cues)
        ]
        gold = [tuple(_spans(a[k]) for k in ("source", "cue", "content"))
                for a in document["attributions"]]  # fmt: skip
        totals["gold"] += len(gold)
        totals["found"] += len(found)
        for one, other in _pairs(found, gold):
            totals["cue"] += bool(overlap(one[1], other[1]))
            totals["source"] += bool(overlap(one[0], other[0])) or not (one[0] or other[0])
            shorter = min(length(one[2]), length(other[2]))
            totals["content"] += 2 * overlap(one[2], other[2]) >= shorter > 0
        ours = {c for a in found for s, e in a[2] for c in range(s, e)}
        theirs = {c for a in gold for s, e in a[2] for c in range(s, e)}
        for i, count in enumerate((len(ours & theirs), len(ours), len(theirs))):
            chars[i] += count
    print(f"documents {len(sample)}  annotated {totals['gold']}  found {totals['found']}")
    for name in ("cue", "source", "content"):
        precision, recall = totals[name] / totals["found"], totals[name] / totals["gold"]
        print(f"{name:8} precision {precision:.3f}  recall {recall:.3f}")
    print(
        f"content characters  precision {chars[0] / chars[1]:.3f}  recall {chars[0] / chars[2]:.3f}"
    )


def _spans(spans: list[dict[str, Any]]) -> Spans:
    return tuple((s["start"], s["end"]) for s in spans)


def overlap(one: Spans, other: Spans) -> int:
    """Characters that two sets of spans share."""
    return sum(max(0, min(e, f) - max(s, b)) for s, e in one for b, f in other)


def length(spans: Spans) -> int:
    """Characters in a set of spans."""
    return sum(e - s for s, e in spans)


def _pairs(found: list[Any], gold: list[Any]) -> list[tuple[Any, Any]]:
    """Pairs one to one: first by cue, then by content, the greatest overlap first."""
    scored = sorted(
        (
            (bool(overlap(a[1], b[1])), overlap(a[2], b[2]), i, j)
            for i, a in enumerate(found)
            for j, b in enumerate(gold)
            if overlap(a[1], b[1]) or overlap(a[2], b[2])
        ),
        reverse=True,
    )
    used_i: set[int] = set()
    used_j: set[int] = set()
    pairs: list[tuple[Any, Any]] = []
    for touches, shared, i, j in scored:
        if i in used_i or j in used_j or not (touches or shared):
            continue
        used_i.add(i)
        used_j.add(j)
        pairs.append((found[i], gold[j]))
    return pairs


if __name__ == "__main__":
    main(*sys.argv[1:])
