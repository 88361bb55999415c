"""Step 6: a short last training that adds what MEANTIME says of events, and keeps the rest.

MEANTIME has a thousand events with certainty, polarity and time. Each step takes a batch of it, one
of UDS, whose scale says much the same, and one of everything else, so that no other head forgets.
In: the folders of steps 1, 2 and 5, an output folder. Out: ``network.pt`` there, trained on all of
MEANTIME.

With ``--fold K`` every fifth document from the Kth on is left out, and ``fold-K.json`` says what
the network then makes of its events, the events given; ``--pool`` reads the five files, prints the
scores and writes them to ``facets.json``, one class an event by the precedence negated >
hypothetical > future > asserted.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from itertools import cycle
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional
from training.batches import IGNORED, Coder, batches, prepared, tensors
from training.corpora import Passage
from training.export import load
from training.network import FACETS, Network
from training.train import WEIGHTS, losses

CLASSES = ("asserted", "future", "hypothetical", "negated")
FOLDS = 5
EPOCHS, RATE, HEAD_RATE = 6, 4e-5, 8e-4
SIZE = 300  # pieces a batch
ENOUGH = {"gmb": 20}  # blocks of 500 sentences
REPLAY = {"ewt": 0.4, "gum": 0.35, "gmb": 0.25}
# Few events are negated or uncertain: without more weight the head learns to say "certain".
CLASS_WEIGHTS = {
    "certainty": (1.0, 3.0, 3.0, 1.0),
    "polarity": (1.0, 4.0),
    "time": (1.0, 2.0),
}
SIZES = [len(classes) for classes in FACETS.values()]


def class_of(certainty: str, polarity: str, time: str) -> str:
    """One class an event, by precedence."""
    if polarity == "NEG":
        return "negated"
    if certainty in ("POSSIBLE", "PROBABLE"):
        return "hypothetical"
    return "future" if time == "FUTURE" else "asserted"


def facet_loss(network: Network, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """The loss of certainty, polarity and time over a batch's events."""
    found = network(*(batch[k] for k in ("pieces", "shapes", "mask", "first", "last")))["facets"]
    total = torch.zeros(())
    for key, part in zip(FACETS, found.split(SIZES, -1), strict=True):
        if bool((batch[key] != IGNORED).any()):
            total = total + functional.cross_entropy(
                part.flatten(0, 1),
                batch[key].flatten(),
                weight=torch.tensor(CLASS_WEIGHTS[key]),
                ignore_index=IGNORED,
            )
    return total


def refine(
    network: Network, passages: dict[str, list[Passage]], coder: Coder, luck: random.Random
) -> None:
    """Train on ``passages["meantime"]`` beside a replay of the other corpora."""
    plan = [b for _ in range(EPOCHS) for b in batches(passages["meantime"], coder, SIZE, luck)]
    rest = {
        name: cycle(
            batches(luck.sample(found, min(len(found), ENOUGH.get(name, 2500))), coder, SIZE, luck)
        )
        for name, found in passages.items()
        if name != "meantime"
    }
    heads = [p for n, p in network.named_parameters() if n.startswith(("facts", "facets", "scale"))]
    inside = {id(p) for p in heads}
    others = [p for p in network.parameters() if id(p) not in inside]
    optimiser = torch.optim.AdamW(
        [{"params": others, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}],
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / 15, max(0.02, 1 - step / len(plan)))
    )
    network.train()
    names, shares = list(REPLAY), list(REPLAY.values())
    for windows in plan:
        loss = facet_loss(network, tensors(windows, coder, luck))
        for name in ("uds", luck.choices(names, shares)[0]):
            parts = losses(network, tensors(next(rest[name]), coder, luck))
            loss = loss + sum((WEIGHTS[k] * v for k, v in parts.items()), torch.zeros(()))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        scheduler.step()
    network.eval()


def predictions(network: Network, documents: list[Passage], coder: Coder) -> list[tuple[str, str]]:
    """(gold, predicted) class of every labelled event."""
    pairs: list[tuple[str, str]] = []
    classes = list(FACETS.values())
    for document in documents:
        for sentence in document:
            batch = tensors([[sentence]], coder, None)
            with torch.no_grad():
                inputs = (batch[k] for k in ("pieces", "shapes", "mask", "first", "last"))
                found = network(*inputs)["facets"][0]
            certainty, polarity, time = (p.softmax(-1) for p in found.split(SIZES, -1))
            for word, gold in sentence.facets.items():
                unsure = certainty[word, 1] + certainty[word, 2] > certainty[word, 0]
                predicted = class_of(
                    "POSSIBLE" if unsure else "CERTAIN",
                    classes[1][int(polarity[word].argmax())],
                    classes[2][int(time[word].argmax())],
                )
                pairs.append((class_of(*gold), predicted))
    return pairs


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
    parser.add_argument("encoder", type=Path, help="the folder of training/fetch.py")
    parser.add_argument("trained", type=Path, help="the folder of training/refine.py")
    parser.add_argument("out", type=Path)
    parser.add_argument("--fold", type=int, help="leave this fifth of MEANTIME out, and test on it")
    parser.add_argument("--pool", action="store_true", help="only the scores of five folds")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    if arguments.pool:
        files = [arguments.out / f"fold-{fold}.json" for fold in range(FOLDS)]
        pooled: list[tuple[str, str]] = [
            tuple(p) for f in files for p in json.loads(f.read_text(encoding="utf-8"))
        ]
        content = json.dumps(scores(pooled), indent=1)
        (arguments.out / "facets.json").write_text(content, encoding="utf-8")
        print(table(pooled))
        return
    torch.manual_seed(0)
    luck = random.Random(0)
    coder, passages = prepared(arguments.data, arguments.encoder)
    network = load(arguments.trained, coder.labels)
    documents = passages["meantime"]
    if arguments.fold is None:
        refine(network, passages, coder, luck)
        torch.save(network.state_dict(), arguments.out / "network.pt")
        return
    held = documents[arguments.fold :: FOLDS]
    passages["meantime"] = [d for i, d in enumerate(documents) if i % FOLDS != arguments.fold]
    refine(network, passages, coder, luck)
    pairs = predictions(network, held, coder)
    file = arguments.out / f"fold-{arguments.fold}.json"
    file.write_text(json.dumps(pairs), encoding="utf-8")
    print(table(pairs))


if __name__ == "__main__":
    main()
