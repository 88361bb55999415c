"""Step 3: train the network on the prepared passages.

In:  the folder of step 2, the folder of step 1 (the encoder), an output folder.
Out: ``network.pt``; a line of losses every so many steps in ``train.log``. Takes no look at any
     development or test set: the number of steps is fixed beforehand.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional
from training.batches import IGNORED, Coder, batches, prepared, tensors
from training.corpora import Passage
from training.network import Network

WEIGHTS = {
    "arc": 1.0, "dep": 1.0, "upos": 0.5, "xpos": 0.5, "feats": 0.5, "edit": 0.5, "start": 0.5,
    "name": 1.0, "scale": 1.0,
}  # fmt: skip
NEVER = -1e4


def losses(network: Network, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of each head that the batch has labels for."""
    found = network(*(batch[k] for k in ("pieces", "shapes", "mask", "first", "last")))
    made: dict[str, Tensor] = {}
    for key in ("upos", "xpos", "feats", "edit", "name"):
        if (batch[key] != IGNORED).any():
            made[key] = cross(found[key].flatten(0, 1), batch[key].flatten())
    if (batch["start"] != IGNORED).any():
        told = batch["start"] != IGNORED
        made["start"] = functional.binary_cross_entropy_with_logits(
            found["start"][told], batch["start"][told].float()
        )
    if (batch["head"] != IGNORED).any():
        made.update(tree_losses(network, batch, found))
    if batch["weight"].any():
        told = batch["weight"] > 0
        gap = functional.smooth_l1_loss(
            found["scale"][told], batch["scale"][told], reduction="none"
        )
        made["scale"] = (gap * batch["weight"][told]).sum() / batch["weight"][told].sum()
    return made


def tree_losses(
    network: Network, batch: dict[str, Tensor], found: dict[str, Tensor]
) -> dict[str, Tensor]:
    """A word chooses its head in its sentence, or the root; the relation is learned given that."""
    count, words = batch["head"].shape
    _, root_arc, _, root_rel = network.tree(network.root.expand(count, 1, -1))
    heads = torch.cat([root_arc, found["arc_head"]], 1)
    scores = found["arc_dep"] @ heads.transpose(1, 2) / heads.shape[-1] ** 0.5
    same = batch["sentence"][:, :, None] == batch["sentence"][:, None, :]
    same &= ~torch.eye(words, dtype=torch.bool)
    allowed = torch.cat([torch.ones(count, words, 1, dtype=torch.bool), same], 2)
    scores = scores.masked_fill(~allowed, NEVER)
    told = batch["head"] != IGNORED
    arc = functional.cross_entropy(scores[told], batch["head"][told])
    rel_heads = torch.cat([root_rel, found["rel_head"]], 1)
    at = batch["head"].clamp(min=0)[..., None].expand(-1, -1, rel_heads.shape[-1])
    relations = network.relations(found["rel_dep"][told], rel_heads.gather(1, at)[told])
    return {"arc": arc, "dep": cross(relations, batch["dep"][told])}


def cross(scores: Tensor, labels: Tensor) -> Tensor:
    if not bool((labels != IGNORED).any()):
        return scores.sum() * 0
    return functional.cross_entropy(scores, labels, ignore_index=IGNORED)


def schedule(
    passages: dict[str, list[Passage]],
    coder: Coder,
    rounds: int,
    size: int,
    luck: random.Random,
) -> list[list[Passage]]:
    """All batches of the run; in a round all of the treebanks, and a share of the names."""
    gmb = passages["gmb"][:]
    luck.shuffle(gmb)
    made: list[list[Passage]] = []
    for number in range(rounds):
        share = gmb[number * len(gmb) // rounds : (number + 1) * len(gmb) // rounds]
        round_of = batches(passages["ewt"] + passages["gum"], coder, size, luck)
        round_of += batches(share, coder, size, luck)
        if number >= 0.4 * rounds:  # few sentences: ten times would be by heart
            round_of += batches(passages["uds"], coder, size // 2, luck)
        luck.shuffle(round_of)
        made += round_of
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of training/prepare.py")
    parser.add_argument("encoder", type=Path, help="the folder of training/fetch.py")
    parser.add_argument("out", type=Path)
    parser.add_argument("--rounds", type=int, default=10, help="passes over the treebanks")
    parser.add_argument("--batch", type=int, default=900, help="pieces a batch")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--steps", type=int, help="stop early, to try the code")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(arguments.seed)
    luck = random.Random(arguments.seed)
    coder, passages = prepared(arguments.data, arguments.encoder)
    plan = schedule(passages, coder, arguments.rounds, arguments.batch, luck)
    network = Network({key: len(values) for key, values in coder.labels.items()})
    network.load_encoder(arguments.encoder / "model.safetensors")
    encoder = [*network.word.parameters(), *network.position.parameters()]
    encoder += [*network.normal.parameters(), *network.layers.parameters()]
    inside = {id(p) for p in encoder}
    optimiser = torch.optim.AdamW(
        [
            {"params": encoder, "lr": arguments.rate},
            {
                "params": [p for p in network.parameters() if id(p) not in inside],
                "lr": arguments.head_rate,
            },
        ],
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )
    total = len(plan)
    warm = total // 16

    def rate(step: int) -> float:
        return step / warm if step < warm else max(0.01, (total - step) / (total - warm))

    scheduler = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    network.train()
    seen: dict[str, list[float]] = {}
    began, words = time.perf_counter(), 0
    with (arguments.out / "train.log").open("w", encoding="utf-8") as log:
        for step, windows in enumerate(plan[: arguments.steps]):
            batch = tensors(windows, coder, luck)
            parts = losses(network, batch)
            loss = sum((WEIGHTS[k] * v for k, v in parts.items()), torch.zeros(()))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimiser.step()
            scheduler.step()
            words += sum(len(s.words) for w in windows for s in w)
            for key, value in parts.items():
                seen.setdefault(key, []).append(value.item())
            if step % 50 == 49:
                shown = " ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sorted(seen.items()))
                speed = words / (time.perf_counter() - began)
                print(f"{step + 1}/{total} {speed:.0f} words/s {shown}", file=log, flush=True)
                seen = {}
            if step % 500 == 499:
                torch.save(network.state_dict(), arguments.out / "network.pt")
    torch.save(network.state_dict(), arguments.out / "network.pt")


if __name__ == "__main__":
    main()
