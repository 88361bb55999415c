"""Join the trained grammar and names pipelines into the model that ships.

In:  the two folders that ``spacy train`` wrote. Out: one pipeline folder.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import spacy


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("grammar", type=Path)
    parser.add_argument("names", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    model = spacy.load(arguments.grammar)
    names = spacy.load(arguments.names)
    names.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    model.add_pipe("ner", source=names)
    model.meta["name"] = "sayso_en"
    model.meta["license"] = "CC BY-SA 4.0"
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    model.to_disk(arguments.out, exclude=["vectors"])


if __name__ == "__main__":
    main()
