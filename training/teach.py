"""Step 4: teachers of factuality, and what they say of the events of the treebanks.

UDS has two thousand events: too few for a head that shares its encoder with eight others. Three
encoders are trained on them alone, and their mean on the verbs of EWT and GUM is learned from
beside UDS itself in step 5 (distillation, Hinton et al. 2015). The held-out fifth of UDS teaches
nobody. In: the folders of steps 1 and 2. Out: ``silver.json`` beside the passages.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import torch
from training.batches import Coder, batches, prepared, tensors
from training.corpora import Passage, Sentence
from training.network import Network

TEACHERS, EPOCHS, RATE, HEAD_RATE, SIZE = 3, 5, 2.5e-4, 1e-3, 600
INPUTS = ("pieces", "shapes", "mask", "first", "last")


def teacher(passages: list[Passage], coder: Coder, encoder: Path, seed: int) -> Network:
    """An encoder and its factuality head, trained on UDS alone."""
    torch.manual_seed(seed)
    luck = random.Random(seed)
    network = Network({key: len(values) for key, values in coder.labels.items()})
    network.load_encoder(encoder / "model.safetensors")
    plan = [b for _ in range(EPOCHS) for b in batches(passages, coder, SIZE, luck)]
    heads = [
        p for n, p in network.named_parameters() if n.startswith(("facts", "scale", "mix", "shape"))
    ]
    inside = {id(p) for p in heads}
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in network.parameters() if id(p) not in inside], "lr": RATE},
            {"params": heads, "lr": HEAD_RATE},
        ],
        weight_decay=0.01,
        fused=True,
    )
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / 20, max(0.02, 1 - step / len(plan)))
    )
    network.train()
    for windows in plan:
        batch = tensors(windows, coder, luck)
        scale, weight = network(*(batch[k] for k in INPUTS))["scale"], batch["weight"]
        loss = ((scale - batch["scale"]) ** 2 * weight).sum() / weight.sum()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        scheduler.step()
    network.eval()
    return network


def scales(network: Network, sentences: list[Sentence], coder: Coder) -> list[list[float]]:
    """What a network says of every word of some sentences."""
    found: list[list[float]] = []
    for start in range(0, len(sentences), 16):
        some = sentences[start : start + 16]
        batch = tensors([[sentence] for sentence in some], coder, None)
        with torch.no_grad():
            scale = network(*(batch[k] for k in INPUTS))["scale"]
        found += [scale[i, : len(s.words)].tolist() for i, s in enumerate(some)]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of training/prepare.py")
    parser.add_argument("encoder", type=Path, help="the folder of training/fetch.py")
    arguments = parser.parse_args()
    coder, passages = prepared(arguments.data, arguments.encoder)
    sentences = [s for name in ("ewt", "gum") for p in passages[name] for s in p]
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i].words))
    total = [[0.0] * len(s.words) for s in sentences]
    for seed in range(TEACHERS):
        network = teacher(passages["uds"], coder, arguments.encoder, seed)
        for i, row in zip(
            order, scales(network, [sentences[i] for i in order], coder), strict=True
        ):
            total[i] = [a + b / TEACHERS for a, b in zip(total[i], row, strict=True)]
        print(f"teacher {seed} has spoken", flush=True)
    silver = [
        {i: round(x, 3) for i, (x, upos) in enumerate(zip(row, s.upos or [], strict=True))
         if upos == "VERB"}
        for row, s in zip(total, sentences, strict=True)
    ]  # fmt: skip
    (arguments.data / "silver.json").write_text(json.dumps(silver), encoding="utf-8")


if __name__ == "__main__":
    main()
