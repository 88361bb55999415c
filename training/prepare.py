"""Turn the shared training sets into spaCy's binary format.

In:  the folder of shared data (``../shared/data``) and an output folder.
Out: ``grammar-{train,dev}.spacy`` from Universal Dependencies (EWT and the GUM
     genres whose texts are CC BY), ``names-{train,dev}.spacy`` from the
     Groningen Meaning Bank and GUM.

A document is a run of up to ten neighbouring sentences joined as in the source,
because the parser learns sentence bounds and the product parses paragraphs.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

SENTENCES_PER_DOCUMENT = 10
GMB_HELD_OUT_BLOCKS = 4
GMB_BLOCK = 500
NAME_LABELS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "NORP"}

# One word of a sentence: form, lemma, UPOS, XPOS, features, head, relation, space after.
Word = tuple[str, str, str, str, str, int, str, bool]


def read_conllu(path: Path) -> Iterator[list[list[Word]]]:
    """Yield paragraphs, each a list of sentences, each a list of words."""
    paragraph: list[list[Word]] = []
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        lines = block.splitlines()
        if any(line.startswith(("# newpar", "# newdoc")) for line in lines) and paragraph:
            yield paragraph
            paragraph = []
        sentence = _sentence(lines)
        if sentence:
            paragraph.append(sentence)
        if len(paragraph) == SENTENCES_PER_DOCUMENT:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _sentence(lines: list[str]) -> list[Word] | None:
    words: list[Word] = []
    inside_until = 0
    space_after_range = True
    range_form = ""
    pieces: list[str] = []
    for line in lines:
        if line.startswith("#") or not line.strip():
            continue
        cells = line.split("\t")
        spaced = "SpaceAfter=No" not in cells[9]
        if "." in cells[0]:
            continue
        if "-" in cells[0]:
            inside_until = int(cells[0].split("-")[1])
            space_after_range, range_form, pieces = spaced, cells[1], []
            continue
        number = int(cells[0])
        if number <= inside_until:
            pieces.append(cells[1])
            spaced = space_after_range if number == inside_until else False
            if number == inside_until and "".join(pieces) != range_form:
                return None  # the words do not spell the surface: no offsets to learn from
        if cells[6] == "_":
            return None
        feats = "" if cells[5] == "_" else cells[5]
        words.append(
            (cells[1], cells[2], cells[3], cells[4], feats, int(cells[6]), cells[7], spaced)
        )
    return words or None


def grammar_document(nlp: Language, paragraph: list[list[Word]]) -> Doc:
    """One Doc with gold tokens, tags, lemmas, morphology, heads and sentence starts."""
    heads: list[int] = []
    starts: list[bool] = []
    flat: list[Word] = []
    for sentence in paragraph:
        base = len(flat)
        for index, word in enumerate(sentence):
            heads.append(base + (word[5] - 1 if word[5] else index))
            starts.append(index == 0)
        flat.extend([*sentence[:-1], (*sentence[-1][:7], True)])
    return Doc(
        nlp.vocab,
        words=[word[0] for word in flat],
        spaces=[word[7] for word in flat],
        lemmas=[word[1] for word in flat],
        pos=[word[2] for word in flat],
        tags=[word[3] for word in flat],
        morphs=[word[4] for word in flat],
        heads=heads,
        deps=["ROOT" if word[6] == "root" else word[6] for word in flat],
        sent_starts=starts,  # type: ignore[arg-type]
    )


def read_names(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Yield (words, IOB2 tags over the coarse labels) per sentence of a CoNLL file."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# "):
            continue
        if not line.strip():
            if words:
                yield words, tags
            words, tags = [], []
            continue
        cells = line.split("\t")
        prefix, _, label = cells[3].partition("-")
        words.append(cells[0])
        tags.append(f"{prefix}-{NAME_LABELS[label]}" if label in NAME_LABELS else "O")


def name_document(nlp: Language, words: list[str], tags: list[str]) -> Doc:
    """One Doc with gold names; spacing is guessed from punctuation."""
    no_space_before = {".", ",", ";", ":", "!", "?", ")", "'s", "'", "n't", "%", "''"}
    spaces = [
        index + 1 < len(words)
        and words[index + 1] not in no_space_before
        and words[index] not in {"(", "$", "``"}
        for index in range(len(words))
    ]
    document = Doc(nlp.vocab, words=words, spaces=spaces)
    entities: list[Span] = []
    start = None
    for index, tag in enumerate([*tags, "O"]):
        if start is not None and not tag.startswith("I-"):
            entities.append(Span(document, start, index, label=tags[start][2:]))
            start = None
        if tag.startswith("B-"):
            start = index
    document.ents = tuple(entities)
    return document


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the shared data folder")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    nlp = English()
    grammar = arguments.data / "train" / "ud_english"
    for part in ("train", "dev"):
        documents = [
            grammar_document(nlp, paragraph)
            for corpus in ("ewt", "gum")
            for paragraph in read_conllu(grammar / f"{corpus}-{part}.conllu")
        ]
        DocBin(docs=documents, store_user_data=False).to_disk(
            arguments.out / f"grammar-{part}.spacy"
        )
        print(f"grammar {part}: {len(documents)} documents")

    sentences = list(read_names(arguments.data / "train" / "ner_gmb" / "gmb.conll"))
    blocks = [sentences[i : i + GMB_BLOCK] for i in range(0, len(sentences), GMB_BLOCK)]
    order = list(range(len(blocks)))
    random.Random(0).shuffle(order)
    held_out = set(order[:GMB_HELD_OUT_BLOCKS])
    names = {
        "train": [s for i in range(len(blocks)) if i not in held_out for s in blocks[i]],
        "dev": [s for i in sorted(held_out) for s in blocks[i]],
    }
    names["train"] += list(read_names(arguments.data / "train" / "ner_gum" / "gum.conll"))
    for part, rows in names.items():
        DocBin(docs=[name_document(nlp, *row) for row in rows]).to_disk(
            arguments.out / f"names-{part}.spacy"
        )
        print(f"names {part}: {len(rows)} sentences")


if __name__ == "__main__":
    main()
