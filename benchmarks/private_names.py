"""How many names of persons a public sight would mask, by a gold set of names.

    python benchmarks/private_names.py ../shared/data/dev/ner_uner_ewt/data.jsonl [--most 1500]

Sentences are read in tens, as if they were a report. Of each name in the gold set: masked whole,
masked in part, taken for a public person's (an office stands with it, or the actor files know it),
or missed. ``false``: what is masked and is no person's name. Other mentions by first or last name,
which masking adds, are counted in.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from sayso.core.types import Report, Segment
from sayso.evaluate.name_files import NamedText, read_names
from sayso.pipeline import Reader
from sayso.release.masks import Masker
from sayso.release.names import mentions_of, overlaps, pattern
from sayso.release.persons import find_persons

TOGETHER = 10
_CAPITAL = re.compile(r"[A-Z][\w.-]*")


def counted(reader: Reader, texts: list[NamedText]) -> Counter[str]:
    """What becomes of the persons' names in some sentences."""
    text, gold = "", list[tuple[int, int]]()
    for part in texts:
        at = len(text)
        gold += [(at + s, at + e) for s, e, label in part.names if label.upper().startswith("PER")]
        text += part.text + "\n"
    whole = Segment(kind="body", start=0, end=len(text))
    report = Report(
        id="r", text=text, published="2010-01-01", language="en", segments=(whole,)
    )  # fmt: skip
    found = find_persons(reader.annotate(report))
    mask = Masker.load().mask(report, (), found)
    named = (*found.private, *mentions_of(text, pattern(mask.names)))
    masked = [span for span in mask.spans if overlaps(span, named)]  # not those of sites
    counts: Counter[str] = Counter()
    for start, end in gold:
        words = [(start + m.start(), start + m.end()) for m in _CAPITAL.finditer(text[start:end])]
        if overlaps((start, end), found.public):
            counts["public"] += 1
        elif all(any(a <= s and e <= b + 1 for a, b in masked) for s, e in words):
            counts["masked"] += 1
        else:
            counts["in part" if overlaps((start, end), masked) else "missed"] += 1
    counts["false"] += sum(not overlaps(span, gold) for span in masked)
    counts["names"] += len(gold)
    return counts


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--most", type=int, default=1500, help="sentences")
    given = parser.parse_args()
    texts = list(read_names(given.gold).texts)[: given.most]
    reader, counts = Reader.load(), Counter[str]()
    for first in range(0, len(texts), TOGETHER):
        counts += counted(reader, texts[first : first + TOGETHER])
    print(dict(counts))


if __name__ == "__main__":
    main()
