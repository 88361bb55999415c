"""Compile how common words are in news: knowledge/gathering_words.txt.

    python tools/compile_gathering_words.py ../shared/data/train/ner_gmb/gmb.conll

In:  the Groningen Meaning Bank, one token a line, a blank line between sentences.
Out: a line a stem (``sayso.knowledge.gathering.stem``) that stands in at least three sentences:
     the stem, the number of sentences it is in, and the share of them, in percent, in which it
     is written small. The first line gives the number of sentences. Counts only, no text.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from sayso.knowledge.gathering import WORDS_FILE, stem
from sayso.knowledge.spelling import split_words

FEWEST = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    sentences = 0
    found: Counter[str] = Counter()
    small: Counter[str] = Counter()
    text = parser.parse_args().corpus.read_text("utf-8")
    for block in text.split("\n\n"):
        rows = [row for row in block.splitlines() if row and not row.startswith("# sent_id")]
        words = {word for row in rows for word in split_words(row.split("\t")[0])}
        if not words:
            continue
        sentences += 1
        found.update({stem(word) for word in words})
        small.update({stem(word) for word in words if word[0].islower()})
    kept = sorted(word for word, count in found.items() if count >= FEWEST)
    lines = [f"{word} {found[word]} {round(100 * small[word] / found[word])}" for word in kept]
    WORDS_FILE.write_text("\n".join([str(sentences), *lines, ""]), "utf-8")


if __name__ == "__main__":
    main()
