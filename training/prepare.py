"""Step 2: the shared corpora → one file of passages, and the labels that the heads choose among.

In:  the folder of shared data (``../shared/data``) and an output folder.
Out: ``passages.json`` (per corpus: what trains), ``labels.json``, ``lemmas.tsv`` (word form and
     part of speech to lemma, where the treebanks' training parts are of one mind), ``hashes.json``
     (SHA-256 of every file read).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import spacy
from training.corpora import (
    Passage,
    Sentence,
    gmb_blocks,
    read_conllu,
    read_jsonl,
    read_names,
    uds_fold,
)

from sayso.language.edits import edit_of

UDS_HELD_OUT = 4
INFLECTED = frozenset({"VERB", "AUX", "NOUN", "ADJ", "ADV", "PROPN"})
FILES = {
    "ewt": "train/ud_english/ewt-train.conllu",
    "gum": "train/ud_english/gum-train.conllu",
    "gum names": "train/ner_gum/gum.conll",
    "gmb": "train/ner_gmb/gmb.conll",
    "uds": "dev/uds_factuality/data.jsonl",
    "meantime": "dev/meantime/data.jsonl",
}


def grammar_passages(data: Path) -> dict[str, list[Passage]]:
    """EWT, and GUM with its names."""
    ewt = [passage for _, passage in read_conllu(data / FILES["ewt"])]
    gum = [passage for _, passage in read_conllu(data / FILES["gum"])]
    named = {tuple(s.words): s.names for s in read_names(data / FILES["gum names"], 3)}
    for passage in gum:
        for sentence in passage:
            sentence.names = named.get(tuple(sentence.words))
    return {"ewt": ewt, "gum": gum}


def uds_passages(path: Path, nlp: Any, held_out: bool) -> list[Passage]:
    """Sentences with a factuality between about -2 and 2 on some words."""
    passages = []
    for row in read_jsonl(path):
        if (uds_fold(row["document_id"]) == UDS_HELD_OUT) != held_out:
            continue
        sentence, offsets = tokenised(nlp, row["text"])
        for event in row["events"]:
            word = word_at(offsets, event["start"], event["end"])
            sentence.scale[word] = (event["factuality"], event["confidence"])
        passages.append([sentence])
    return passages


def meantime_documents(path: Path, nlp: Any) -> list[Passage]:
    """One passage a document: the sentences before ``annotated_end``, with the events' facets."""
    passages = []
    for row in read_jsonl(path):
        passage, start = [], 0
        for line in row["text"][: row["annotated_end"]].split("\n"):
            end = start + len(line)
            if line.strip():
                sentence, offsets = tokenised(nlp, line)
                for event in row["events"]:
                    if start <= event["start"] < end:
                        word = word_at(offsets, event["start"] - start, event["end"] - start)
                        sentence.facets[word] = facets(event)
                passage.append(sentence)
            start = end + 1
        passages.append(passage)
    return passages


def facets(event: dict[str, Any]) -> tuple[str, str, str]:
    """Certainty, polarity and time; a condition or a consequence counts as not certain."""
    certainty = event.get("certainty") or "UNDERSPECIFIED"
    if str(event.get("special_cases", "")).startswith("COND"):
        certainty = "POSSIBLE"
    return certainty, event.get("polarity") or "POS", event.get("time") or "UNDERSPECIFIED"


def tokenised(nlp: Any, text: str) -> tuple[Sentence, list[tuple[int, int]]]:
    doc = [t for t in nlp(text) if not t.is_space]
    offsets = [(t.idx, t.idx + len(t.text)) for t in doc]
    following = [*[start for start, _ in offsets[1:]], len(text) + 1]
    spaces = [f > end for (_, end), f in zip(offsets, following, strict=True)]
    return Sentence(words=[t.text for t in doc], spaces=spaces), offsets


def word_at(offsets: list[tuple[int, int]], start: int, end: int) -> int:
    """The last word that overlaps a span: the head of "has won", of most noun phrases too."""
    inside = [i for i, (a, b) in enumerate(offsets) if a < end and b > start]
    return inside[-1] if inside else len(offsets) - 1


def labels_of(passages: list[Passage]) -> dict[str, list[str]]:
    """The labels of every head, in order; the rarest features and edits are left out."""
    counts: dict[str, Counter[str]] = {
        key: Counter() for key in ("upos", "xpos", "feats", "dep", "edit")
    }
    for sentence in (s for passage in passages for s in passage):
        for key, values in (
            ("upos", sentence.upos),
            ("xpos", sentence.xpos),
            ("feats", sentence.feats),
            ("dep", sentence.deps),
        ):
            counts[key].update(values or [])
        forms, lemmas = sentence.words, sentence.lemmas or []
        counts["edit"].update(edit_of(f, m) for f, m in zip(forms, lemmas, strict=True))
    least = {"feats": 2, "edit": 3}
    labels = {
        key: sorted(label for label, n in counter.items() if n >= least.get(key, 1))
        for key, counter in counts.items()
    }
    names = ["O"] + [f"{p}-{x}" for x in ("PER", "ORG", "LOC", "NORP", "EVENT") for p in "BI"]
    return {**labels, "name": names}


def lemma_table(passages: list[Passage]) -> list[str]:
    """Lines of form (in lower case unless a proper noun's), UPOS, lemma."""
    seen: dict[tuple[str, str], set[str]] = {}
    for sentence in (s for passage in passages for s in passage):
        rows = zip(sentence.words, sentence.upos or [], sentence.lemmas or [], strict=True)
        for form, upos, lemma in rows:
            if upos in INFLECTED and form.isalpha():
                key = (form if upos == "PROPN" else form.lower(), upos)
                seen.setdefault(key, set()).add(lemma)
    return [
        f"{form}\t{upos}\t{next(iter(lemmas))}\n"
        for (form, upos), lemmas in sorted(seen.items())
        if len(lemmas) == 1
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the shared data folder")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    data: Path = arguments.data
    arguments.out.mkdir(parents=True, exist_ok=True)
    nlp = spacy.blank("en")
    grammar = grammar_passages(data)
    blocks, _ = gmb_blocks(read_names(data / FILES["gmb"], 2))
    passages = {
        **grammar,
        "gmb": blocks,
        "uds": uds_passages(data / FILES["uds"], nlp, held_out=False),
        "meantime": meantime_documents(data / FILES["meantime"], nlp),
    }
    hashes = {f: hashlib.sha256((data / f).read_bytes()).hexdigest() for f in FILES.values()}
    labels = labels_of([*grammar["ewt"], *grammar["gum"]])
    (arguments.out / "passages.json").write_bytes(msgspec.json.encode(passages))
    table = lemma_table([*grammar["ewt"], *grammar["gum"]])
    (arguments.out / "lemmas.tsv").write_text("".join(table), encoding="utf-8")
    for name, content in (("labels", labels), ("hashes", hashes)):
        (arguments.out / f"{name}.json").write_text(json.dumps(content, indent=1), encoding="utf-8")
    for name, rows in passages.items():
        sentences = [s for passage in rows for s in passage]
        print(f"{name}: {len(sentences)} sentences, {sum(len(s.words) for s in sentences)} words")
    print({key: len(values) for key, values in labels.items()})


if __name__ == "__main__":
    main()
