"""Step 12: the head of factuality: what signals of the tree, tags and lexicon weigh.

The network alone has too little to learn from: of MEANTIME's thousand events 29 are denied. The
lexicon knows what denies; this step learns how much to trust it, beside the network.

In:  the folder of step 2, the folder of a model that reads (step 9, or step 8).
Out: ``factuality.npz`` for that folder, learned from UDS's four fifths and all of MEANTIME.

With ``--folds FILE`` nothing is kept: FILE gets the scores of MEANTIME in five folds over its
documents, one class an event by the precedence negated > hypothetical > future > asserted. For that
the model that reads must know no class of MEANTIME: the export of step 5's network.

Classes are logistic regressions, each averaged over two families of signals and two penalties, on
those and on a scale: the mean of the network's and of a ridge regression on the signals. The rarer
class of each counts as if it were the square root as rare. Solved exactly (Newton). That mean is
not what is told for the scale: beside encoders that know UDS alone it gained 0.03 of Pearson's
r in folds of the four fifths, but beside the network, which knows trees, nothing.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from training.corpora import Passage, Sentence

from sayso.language.factuality import KEY, TARGETS, Head, all_signals, write_head
from sayso.language.loader import load_model
from sayso.language.signals import sentence_of

FOLDS = 5
CLASSES = ("asserted", "future", "hypothetical", "negated")
SHARE = 0.5  # of the network's scale in the mean
LEAST = {"scale": 3, "classes": 2}  # events that must have a signal
RIDGE = 40.0
LEAST_WEIGHT = 0.1  # of an event of UDS whose annotators were not sure
LOOSENESS = (0.1, 0.3)  # inverse strengths of the penalty that are averaged over
STEPS = 25  # of Newton's method, at the most
# Families of signals, by how their names begin. Few events are denied or unsure: their heads
# look at what bears on it, and not at each lemma.
STANDING = (
    "c.", "t.", "neg", "aux:", "pat:", "mark", "mpat:", "modal", "any", "xp:", "dep:", "path:",
    "g1.eff", "g1.mod", "g2.mod", "k.mod", "k.hedge", "nominal", "question", "quoted",
)  # fmt: skip
SUMMARY = (
    "c.all", "c.ce", "c.st", "c.ep", "c.ac", "c.by", "c.pn", "c.cue", "k.hedge", "k.mod",
    "g1.hedge", "g2.hedge", "g1.eff", "question",
)  # fmt: skip
CERTAINTY = (
    "c.all", "c.ce", "c.st", "c.ep", "c.cue", "c.ac:hoped", "c.ac:opined", "c.ac:warned",
    "k.hedge", "g1.hedge", "g2.hedge",
)  # fmt: skip
FAMILIES = {
    "uncertain": (SUMMARY, CERTAINTY),
    "negative": (STANDING, SUMMARY),
    "future": (STANDING, SUMMARY),
}

Floats = NDArray[np.float64]


class Event(msgspec.Struct, frozen=True):
    """An event as the model reads it, with what is known of it."""

    signals: frozenset[str]
    scale: float  # the network's
    gold: tuple[float, float] = (0.0, 0.0)  # UDS: factuality, weight
    facets: tuple[str, str, str] = ("", "", "")  # MEANTIME
    document: int = 0


def read(nlp: Language, sentence: Sentence, document: int) -> list[Event]:
    """The labelled events of a sentence, which is read alone."""
    doc = Doc(nlp.vocab, words=sentence.words, spaces=sentence.spaces)
    for token in doc:
        token.is_sent_start = token.i == 0
    for _, step in nlp.pipeline:
        doc = step(doc)
    known = sentence_of(doc[:])
    scores = doc.user_data[KEY]
    return [
        Event(
            signals=frozenset(all_signals(known, word)),
            scale=float(scores[word, 0]),
            gold=sentence.scale.get(word, (0.0, 0.0)),
            facets=sentence.facets.get(word, ("", "", "")),
            document=document,
        )
        for word in sentence.scale or sentence.facets
    ]


def events(nlp: Language, passages: Iterable[Passage]) -> list[Event]:
    """All events, in order."""
    return [e for i, p in enumerate(passages) for s in p for e in read(nlp, s, i)]


def vocabulary(found: Sequence[Event], least: int, family: tuple[str, ...] = ("",)) -> list[str]:
    """The signals of a family that enough events have."""
    counts = Counter(s for event in found for s in event.signals if s.startswith(family))
    return sorted(signal for signal, count in counts.items() if count >= least)


def matrix(found: Sequence[Event], names: Sequence[str]) -> Floats:
    places = {name: i for i, name in enumerate(names)}
    made = np.zeros((len(found), len(names)))
    for row, event in zip(made, found, strict=True):
        row[[places[s] for s in event.signals if s in places]] = 1
    return made


def ridge(inputs: Floats, gold: Floats, weights: Floats) -> tuple[Floats, float]:
    """Weighted ridge regression: coefficients and constant."""
    mean, middle = weights @ inputs / weights.sum(), weights @ gold / weights.sum()
    centred = inputs - mean
    weighted = centred * weights[:, None]
    penalised = weighted.T @ centred + RIDGE * np.eye(inputs.shape[1])
    found = np.linalg.solve(penalised, weighted.T @ (gold - middle))
    return found, float(middle - mean @ found)


def logistic(inputs: Floats, gold: Floats, looseness: float) -> tuple[Floats, float]:
    """Logistic regression with a square penalty: coefficients and constant."""
    rows = np.hstack([inputs, np.ones((len(inputs), 1))])
    share = gold.mean()
    weights = np.where(gold > 0, np.sqrt((1 - share) / share), 1.0) * looseness
    penalty = np.eye(rows.shape[1])
    penalty[-1, -1] = 1e-3
    found = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        told = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (weights * (told - gold)) + penalty @ found
        curve = (rows * (weights * told * (1 - told))[:, None]).T @ rows + penalty
        change = np.linalg.solve(curve, slope)
        found -= change
        if np.abs(change).max() < 1e-6:
            break
    return found[:-1], float(found[-1])


def labels(found: Sequence[Event]) -> dict[str, Floats]:
    """1 where a class holds of an event of MEANTIME."""
    return {
        "uncertain": np.array([e.facets[0] in ("POSSIBLE", "PROBABLE") for e in found], float),
        "negative": np.array([e.facets[1] == "NEG" for e in found], float),
        "future": np.array([e.facets[2] == "FUTURE" for e in found], float),
    }


def learn(uds: Sequence[Event], meantime: Sequence[Event]) -> Head:
    """A head from both corpora."""
    parts: list[tuple[str, list[str], Floats]] = []
    bias, by_scale = np.zeros(len(TARGETS)), np.zeros(len(TARGETS))
    names = vocabulary(uds, LEAST["scale"])
    gold = np.array([e.gold[0] for e in uds])
    weights = np.maximum(LEAST_WEIGHT, [e.gold[1] for e in uds])
    found, bias[0] = ridge(matrix(uds, names), gold, weights)
    parts.append(("scale", names, found))
    own = matrix(meantime, names) @ found + bias[0]
    scales = SHARE * np.array([e.scale for e in meantime]) + (1 - SHARE) * own
    for target, classes in labels(meantime).items():
        at, families = TARGETS.index(target), FAMILIES[target]
        part = 1 / (len(families) * len(LOOSENESS))
        for family in families:
            names = vocabulary(meantime, LEAST["classes"], family)
            inputs = np.hstack([matrix(meantime, names), scales[:, None]])
            for looseness in LOOSENESS:
                found, constant = logistic(inputs, classes, looseness)
                parts.append((target, names, found[:-1] * part))
                bias[at] += constant * part
                by_scale[at] += found[-1] * part
    places = {name: i for i, name in enumerate(sorted({n for _, part, _ in parts for n in part}))}
    table = np.zeros((len(places), len(TARGETS)), np.float32)
    for target, part_names, values in parts:
        table[[places[n] for n in part_names], TARGETS.index(target)] += values
    return Head(
        places=places,
        weights=table,
        bias=bias.astype(np.float32),
        by_scale=by_scale.astype(np.float32),
        share=SHARE,
    )


def class_told(told: Any) -> str:
    """One class an event, by precedence."""
    if told[2] > 0:
        return "negated"
    if told[1] > 0:
        return "hypothetical"
    return "future" if told[3] > 0 else "asserted"


def folds(
    uds: Sequence[Event], meantime: Sequence[Event]
) -> list[tuple[tuple[str, str, str], str]]:
    """(facets, class told) of every event of MEANTIME, each from a head that has not seen its
    document."""
    pairs: list[tuple[tuple[str, str, str], str]] = []
    for fold in range(FOLDS):
        head = learn(uds, [e for e in meantime if e.document % FOLDS != fold])
        pairs += [
            (e.facets, class_told(head(e.signals, e.scale)))
            for e in meantime
            if e.document % FOLDS == fold
        ]
    return pairs


def class_of(certainty: str, polarity: str, time: str) -> str:
    """One class an event, by precedence."""
    if polarity == "NEG":
        return "negated"
    if certainty in ("POSSIBLE", "PROBABLE"):
        return "hypothetical"
    return "future" if time == "FUTURE" else "asserted"


def scores(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Precision, recall, F1 (0 to 1) and counts by class of (gold, predicted), their macro-average,
    and the number of events."""
    right = Counter(g for g, p in pairs if g == p)
    golds, found = Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    by_class = {
        name: {
            "precision": round(right[name] / max(1, found[name]), 4),
            "recall": round(right[name] / max(1, golds[name]), 4),
            "f1": round(2 * right[name] / max(1, golds[name] + found[name]), 4),
            "gold": golds[name],
            "predicted": found[name],
        }
        for name in CLASSES
    }
    macro = sum(2 * right[n] / max(1, golds[n] + found[n]) for n in CLASSES) / len(CLASSES)
    return {"macro_f1": round(macro, 4), "by_class": by_class, "events": len(pairs)}


def table(pairs: list[tuple[str, str]]) -> str:
    """The same for people."""
    found = scores(pairs)
    lines = [
        f"{name:13} P {row['precision']:.3f} R {row['recall']:.3f} F1 {row['f1']:.3f} "
        f"gold {row['gold']} predicted {row['predicted']}"
        for name, row in found["by_class"].items()
    ]
    return "\n".join([*lines, f"macro-F1 {found['macro_f1']:.3f} of {found['events']} events"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of training/prepare.py")
    parser.add_argument("model", type=Path, help="the model folder that reads")
    parser.add_argument("out", type=Path, nargs="?", help="the file to write")
    parser.add_argument("--folds", type=Path, help="only the scores of five folds, to this file")
    arguments = parser.parse_args()
    content = (arguments.data / "passages.json").read_bytes()
    passages = msgspec.json.decode(content, type=dict[str, list[Passage]])
    nlp = load_model(arguments.model, 1)
    uds, meantime = (events(nlp, passages[name]) for name in ("uds", "meantime"))
    if arguments.folds:
        pairs = [(class_of(*facets), told) for facets, told in folds(uds, meantime)]
        arguments.folds.write_text(json.dumps(scores(pairs), indent=1), encoding="utf-8")
        print(table(pairs))
        return
    if not arguments.out:
        parser.error("say where to write, or --folds")
    head = learn(uds, meantime)
    write_head(arguments.out, head)
    print(f"{len(head.places)} signals, {arguments.out.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
