"""Step 5: a second, shorter training: more of the names, and factuality from the teachers.

In:  the folders of steps 1 to 4, an output folder. Out: ``network.pt`` there. The number of steps
     is fixed beforehand; no development or test set is looked at.
"""

from __future__ import annotations

import argparse
import json
import random
from itertools import cycle
from pathlib import Path

import torch
from training.batches import batches, prepared, tensors
from training.corpora import Passage
from training.export import load
from training.train import WEIGHTS, losses

STEPS, RATE, HEAD_RATE = 650, 8e-5, 6e-4
# For each corpus: pieces a batch, and in how many of the steps it has one.
SHARES = {"gmb": (600, 1.0), "trees": (300, 1.0), "uds": (250, 0.4)}


def with_silver(
    passages: dict[str, list[Passage]], silver: list[dict[str, float]]
) -> list[Passage]:
    """The treebanks' passages, their verbs with the teachers' factuality; GUM's names left out,
    since the names learned here are to be of one kind."""
    sentences = [s for name in ("ewt", "gum") for p in passages[name] for s in p]
    for sentence, row in zip(sentences, silver, strict=True):
        sentence.names = None
        sentence.scale = {int(i): (scale, 0.7) for i, scale in row.items()}
    return passages["ewt"] + passages["gum"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of training/prepare.py")
    parser.add_argument("encoder", type=Path, help="the folder of training/fetch.py")
    parser.add_argument("trained", type=Path, help="the folder of training/train.py")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    luck = random.Random(1)
    coder, passages = prepared(arguments.data, arguments.encoder)
    silver = json.loads((arguments.data / "silver.json").read_text(encoding="utf-8"))
    found = {
        "gmb": luck.sample(passages["gmb"], 34),  # blocks: about what the steps can take
        "trees": with_silver(passages, silver),
        "uds": passages["uds"],
    }
    network = load(arguments.trained, coder.labels)
    plans = {name: cycle(batches(found[name], coder, SHARES[name][0], luck)) for name in found}
    heads = [p for n, p in network.named_parameters() if n.startswith(("facts", "scale", "names"))]
    inside = {id(p) for p in heads}
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in network.parameters() if id(p) not in inside], "lr": RATE},
            {"params": heads, "lr": HEAD_RATE},
        ],
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / 30, max(0.01, 1 - step / STEPS))
    )
    network.train()
    seen: dict[str, list[float]] = {}
    for step in range(STEPS):
        optimiser.zero_grad(set_to_none=True)
        for name, (_, share) in SHARES.items():
            if luck.random() < share:
                parts = losses(network, tensors(next(plans[name]), coder, luck))
                torch.stack([WEIGHTS[k] * v for k, v in parts.items()]).sum().backward()
                for key, value in parts.items():
                    seen.setdefault(f"{name}.{key}", []).append(value.item())
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        scheduler.step()
        if step % 50 == 49:
            shown = " ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sorted(seen.items()))
            print(f"{step + 1}/{STEPS} {shown}", flush=True)
            seen = {}
    torch.save(network.state_dict(), arguments.out / "network.pt")


if __name__ == "__main__":
    main()
