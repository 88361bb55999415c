"""Step 10: measure a model through the product's own code, and keep the scores.

In:  the shared data folder, a model folder (the one that ships); ``--facets`` the
     cross-validation of step 6; ``--fp32`` the folder of step 8 and ``--cnn`` an older model,
     measured beside it.
Out: ``scores.json``: scores (in percent; those of factuality from 0 to 1, or on UDS's scale), the
     SHA-256 of every corpus read and of the network, the day. It refuses to write where a figure
     is worse than the one that stands there by more than ``SLACK``, unless ``--lower`` says why.

Nothing that is measured here trains anything, but for MEANTIME, which is cross-validated.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from training.corpora import GMB_BLOCK, gmb_blocks, read_jsonl, read_names, uds_fold
from training.prepare import UDS_HELD_OUT, word_at
from training.speed import NEWS, speed

from sayso.evaluate import name_files
from sayso.evaluate.grammar import score_grammar
from sayso.evaluate.names import score_names
from sayso.evaluate.treebank import read_treebank
from sayso.language.loader import load_model
from sayso.pipeline import BareModel

MODELS = Path(__file__).parents[1] / "src" / "sayso" / "knowledge" / "models"
SCORES = MODELS / "scores.json"
NETWORK = "network.onnx"

EWT_DEV, EWT_TEST = "train/ud_english/ewt-dev.conllu", "train/ud_english/ewt-test.conllu"
GUM = ("train/ud_english/gum-dev.conllu", "train/ud_english/gum-test.conllu")
GENRES = ("bio", "interview", "news", "speech", "textbook", "vlog", "voyage")
GMB = "train/ner_gmb/gmb.conll"
UNER, GUM_NAMES = "dev/ner_uner_ewt/dev.conll", "dev/ner_gum/gum.conll"
UDS, MEANTIME = "dev/uds_factuality/data.jsonl", "dev/meantime/data.jsonl"
CORPORA = (EWT_DEV, EWT_TEST, *GUM, GMB, UNER, GUM_NAMES, UDS, MEANTIME, *NEWS)

GRAMMAR = (
    "uas",
    "las",
    "las_subtypes",
    "upos",
    "xpos",
    "feats",
    "lemma",
    "sentence_f1",
    "words_f1",
)
# Figures that must not go down; "mae" is an error, so it must not go up. Precision and recall may
# be traded for one another: their F1 is watched.
WATCHED = frozenset({*GRAMMAR, "f1", "pearson", "macro_f1", "mae"})
SHARES = frozenset({"factuality_scale", "factuality_classes"})  # from 0 to 1, the rest in percent
SLACK = 0.05  # percentage points

Figures = dict[str, Any]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def grammar(
    data: Path, files: tuple[str, ...], model: BareModel, raw: bool = False, document: str = ""
) -> Figures:
    """Grammar on treebanks, pooled; with ``document``, of documents whose id fits."""
    passages = [p for f in files for p in read_treebank(data / f, document or None)]
    scores = score_grammar(passages, model, raw)
    found = {name: getattr(scores, name) for name in GRAMMAR if getattr(scores, name) is not None}
    return {**found, "words": scores.words, "sentences": scores.sentences}


def names(data: Path, file: str, model: BareModel, ranges: tuple[str, ...] = ()) -> Figures:
    """Names on gold words, over all labels and by label."""
    scores = score_names([name_files.read_names(data / file, ranges)], model)
    rows = {
        label: {
            "precision": row.precision,
            "recall": row.recall,
            "f1": row.f1,
            "gold": row.gold,
            "predicted": row.predicted,
        }
        for label, row in scores.by_label.items()
    }
    return {
        "precision": scores.precision,
        "recall": scores.recall,
        "f1": scores.f1,
        "sentences": scores.texts,
        "by_label": rows,
    }


def gmb_ranges(data: Path) -> tuple[str, ...]:
    """Where the held-out blocks stand in the file, as FROM:TO."""
    sentences = read_names(data / GMB, 2)
    numbers = {id(sentence): i for i, sentence in enumerate(sentences)}
    firsts = [numbers[id(block[0])] for block in gmb_blocks(sentences)[1]]
    return tuple(f"{first}:{first + GMB_BLOCK}" for first in firsts)


def factuality_scale(data: Path, model: BareModel) -> Figures:
    """How near the scale comes to UDS's on the events of the held-out fifth of its documents, from
    text; an event is the last word that overlaps its span."""
    rows = [r for r in read_jsonl(data / UDS) if uds_fold(r["document_id"]) == UDS_HELD_OUT]
    gold: list[float] = []
    own: list[float] = []
    docs = model.model.pipe(row["text"] for row in rows)
    for row, doc in zip(rows, docs, strict=True):
        words = [token for token in doc if not token.is_space]
        offsets = [(word.idx, word.idx + len(word.text)) for word in words]
        for event in row["events"]:
            word = words[word_at(offsets, event["start"], event["end"])]
            gold.append(event["factuality"])
            own.append(word._.factuality.scale)
    return {
        "pearson": round(float(np.corrcoef(gold, own)[0, 1]), 4),
        "mae": round(float(np.abs(np.subtract(gold, own)).mean()), 4),
        "events": len(gold),
    }


def bounded(data: Path, model: BareModel) -> dict[str, Figures]:
    """What the test of floors measures again, in about a minute."""
    return {
        "ewt_test_gold": grammar(data, (EWT_TEST,), model),
        "gum_news_gold": grammar(data, GUM, model, document="GUM_news_*"),
        "gum_news_raw": grammar(data, GUM, model, raw=True, document="GUM_news_*"),
        "names_gmb": names(data, GMB, model, gmb_ranges(data)),
        "names_uner": names(data, UNER, model),
    }


def measure(data: Path, folder: Path) -> dict[str, Figures]:
    """Every figure of a model folder but those of ``--facets``, by the name of the set."""
    model = BareModel(load_model(folder))
    found = bounded(data, model)
    found["ewt_test_raw"] = grammar(data, (EWT_TEST,), model, raw=True)
    found["ewt_dev_gold"] = grammar(data, (EWT_DEV,), model)
    found["ewt_dev_raw"] = grammar(data, (EWT_DEV,), model, raw=True)
    for genre in GENRES:
        found[f"gum_{genre}_gold"] = grammar(data, GUM, model, document=f"GUM_{genre}_*")
    found["names_gum"] = names(data, GUM_NAMES, model)
    found["factuality_scale"] = factuality_scale(data, model)
    found.update(speeds(data, folder))
    return found


def beside(data: Path, folder: Path) -> dict[str, Figures]:
    """The figures to compare another model by; an older model knows no factuality."""
    model = BareModel(load_model(folder))
    found = bounded(data, model)
    found["ewt_test_raw"] = grammar(data, (EWT_TEST,), model, raw=True)
    found.update(speeds(data, folder))
    return found


def speeds(data: Path, folder: Path) -> dict[str, Figures]:
    return {f"speed_{threads}": dict(speed(data, folder, threads)) for threads in (1, 2)}


def watched(figures: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, float]]:
    """The figures that must not get worse, by their path in ``scores``."""
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from watched(value, f"{above}{name}.")
        elif name in WATCHED and value is not None:
            yield f"{above}{name}", value


def worse(
    old: Mapping[str, Any], new: Mapping[str, Any], slack: float = SLACK
) -> list[tuple[str, float, float | None]]:
    """Figures of ``new`` that are worse than in ``old`` by more than ``slack`` percentage points,
    or are gone: (path, old, new)."""
    found = dict(watched(new))
    fallen: list[tuple[str, float, float | None]] = []
    for path, before in watched(old):
        now = found.get(path)
        least = slack / 100 if path.partition(".")[0] in SHARES else slack
        sign = -1 if path.endswith(".mae") else 1
        # A hair more, since decimals are not exact.
        if now is None or sign * (before - now) > least + 1e-9:
            fallen.append((path, before, now))
    return fallen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the shared data folder")
    parser.add_argument("model", type=Path, help="the model folder that ships")
    parser.add_argument("--facets", type=Path, help="facets.json of training/factuality.py --folds")
    parser.add_argument("--fp32", type=Path, help="the folder of training/export.py")
    parser.add_argument("--cnn", type=Path, help="the folder of an older model, to compare")
    parser.add_argument("--date", default=datetime.date.today().isoformat())
    parser.add_argument("--lower", metavar="WHY", help="a figure may get worse, and why")
    parser.add_argument("--out", type=Path, default=SCORES)
    arguments = parser.parse_args()
    data: Path = arguments.data
    old = json.loads(arguments.out.read_text(encoding="utf-8")) if arguments.out.exists() else {}
    scores = measure(data, arguments.model)
    if arguments.facets:
        scores["factuality_classes"] = json.loads(arguments.facets.read_text(encoding="utf-8"))
    made: dict[str, Any] = {
        "scores": scores,
        "corpora": {name: sha256(data / name) for name in CORPORA},
        "model": sha256(arguments.model / NETWORK),
        "measured": arguments.date,
        "lowered": old.get("lowered", []),
    }
    for name in ("fp32", "cnn"):
        if folder := getattr(arguments, name):
            made[name] = beside(data, folder)
    fallen = worse(old.get("scores", {}), scores)
    for path, before, now in fallen:
        print(f"worse: {path}: {before} → {now}", file=sys.stderr)
    if fallen and not arguments.lower:
        refused = Path("build", "scores-refused.json")
        refused.parent.mkdir(exist_ok=True)
        refused.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
        sys.exit(f"{arguments.out} stays as it was, give --lower WHY; new scores: {refused}")
    if fallen:
        made["lowered"] = [
            *made["lowered"],
            {"date": arguments.date, "why": arguments.lower, "figures": [p for p, _, _ in fallen]},
        ]
    arguments.out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(f"{arguments.out}: {len(dict(watched(scores)))} figures watched")


if __name__ == "__main__":
    main()
