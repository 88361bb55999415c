"""Word form and part of speech → lemma, counted in the training treebanks.

In:  the folder of shared data, and the model's folder. Out: ``lemmas.tsv`` there, one line a pair:
form (lower case), UPOS, lemma. Only inflected words and verbs are kept: anything else is its own
lemma. The table has the treebanks' licence (CC BY-SA 4.0), as the model has.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from prepare import read_conllu

INFLECTED = frozenset({"VERB", "AUX", "NOUN", "ADJ", "ADV", "PROPN"})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the shared data folder")
    parser.add_argument("model", type=Path, help="the model's folder")
    arguments = parser.parse_args()
    seen: dict[tuple[str, str], Counter[str]] = {}
    for corpus in ("ewt", "gum"):
        path = arguments.data / "train" / "ud_english" / f"{corpus}-train.conllu"
        for paragraph in read_conllu(path):
            for form, lemma, upos, *_ in (word for sentence in paragraph for word in sentence):
                if upos in INFLECTED and form.isalpha():
                    seen.setdefault((form.lower(), upos), Counter())[lemma.lower()] += 1
    lines = []
    for (form, upos), counts in sorted(seen.items()):
        lemma = counts.most_common(1)[0][0]
        if lemma.isalpha() and (lemma != form or upos == "VERB"):
            lines.append(f"{form}\t{upos}\t{lemma}\n")
    (arguments.model / "lemmas.tsv").write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} lemmas")


if __name__ == "__main__":
    main()
