"""Step 7: the names head once more, on the finished encoder, with GMB alone.

The encoder stays as it is; its vectors of each sentence are found once, and the head, which now
looks at a word's neighbours too, is trained on them for some rounds. In: the folders of steps 1, 2
and 6. Out: ``names.pt`` beside ``network.pt``. The held-out blocks are in none of it.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from torch.nn import functional
from training.batches import IGNORED, Coder, batches, prepared, tensors
from training.corpora import Passage
from training.export import load
from training.network import GROUPS, Names, Network

BLOCKS, ROUNDS, RATE, SIZE = 60, 6, 1e-3, 1500
INPUTS = ("pieces", "shapes", "mask", "first", "last")
Found = tuple[torch.Tensor, torch.Tensor]


def vectors(network: Network, passages: list[Passage], coder: Coder) -> list[Found]:
    """Per batch of windows, the words' vectors for the names head, and their labels."""
    found: list[Found] = []
    for windows in batches(passages, coder, SIZE, random.Random(3)):
        batch = tensors(windows, coder, None)
        with torch.no_grad():
            layers = network.encode(*(batch[k] for k in INPUTS))
            words = network.mixed(layers)[GROUPS.index("names")]
        found.append((words.half(), batch["name"]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of training/prepare.py")
    parser.add_argument("encoder", type=Path, help="the folder of training/fetch.py")
    parser.add_argument("trained", type=Path, help="the folder of training/meantime.py")
    arguments = parser.parse_args()
    torch.manual_seed(2)
    luck = random.Random(2)
    coder, passages = prepared(arguments.data, arguments.encoder)
    network = load(arguments.trained, coder.labels)
    found = vectors(network, luck.sample(passages["gmb"], BLOCKS), coder)
    print(f"{len(found)} batches of vectors", flush=True)
    head: Names = network.names.train()
    head.near = True
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.01)
    total = ROUNDS * len(found)
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / 100, max(0.01, 1 - step / total))
    )
    for number in range(ROUNDS):
        luck.shuffle(found)
        losses = []
        for words, told in found:
            scores = head(words.float())
            loss = functional.cross_entropy(
                scores.flatten(0, 1), told.flatten(), ignore_index=IGNORED
            )
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            scheduler.step()
            losses.append(loss.item())
        print(f"round {number}: {sum(losses) / len(losses):.4f}", flush=True)
    torch.save(head.state_dict(), arguments.trained / "names.pt")


if __name__ == "__main__":
    main()
