"""Step 6: a short last training that adds what MEANTIME says of events, and keeps the rest.

MEANTIME has a thousand events with certainty, polarity and time. Each step takes a batch of it, one
of UDS, whose scale says much the same, and one of everything else, so that no other head forgets.
In: the folders of steps 1, 2 and 5, an output folder. Out: ``network.pt`` there, trained on all of
MEANTIME.
"""

from __future__ import annotations

import argparse
import random
from itertools import cycle
from pathlib import Path

import torch
from torch.nn import functional
from training.batches import IGNORED, Coder, batches, prepared, tensors
from training.corpora import Passage
from training.export import load
from training.network import FACETS, Network
from training.train import WEIGHTS, losses

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of training/prepare.py")
    parser.add_argument("encoder", type=Path, help="the folder of training/fetch.py")
    parser.add_argument("trained", type=Path, help="the folder of training/refine.py")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    luck = random.Random(0)
    coder, passages = prepared(arguments.data, arguments.encoder)
    network = load(arguments.trained, coder.labels)
    refine(network, passages, coder, luck)
    torch.save(network.state_dict(), arguments.out / "network.pt")


if __name__ == "__main__":
    main()
