"""Step 8: the trained network → a model folder in full precision (ONNX, and what decodes it).

In:  the folders of steps 2 (labels), 1 (vocabulary), 6 and 7 (``network.pt``, ``names.pt``).
Out: ``network.onnx`` (fp32), ``decoder.npz``, ``labels.json``, ``lemmas.tsv``, ``vocab.txt``,
     ``config.json``.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from training.network import Network

OUTPUTS = (
    "upos", "xpos", "feats", "edit", "start", "name", "scale", "facets",
    "arc_dep", "arc_head", "rel_dep", "rel_head",
)  # fmt: skip
INPUTS = ("pieces", "shapes", "mask", "first", "last")
OPSET = 20


class Exported(nn.Module):
    """The network with its outputs in a fixed order."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        found = self.network(*inputs)
        return tuple(found[name] for name in OUTPUTS)


def load(folder: Path, labels: dict[str, list[str]]) -> Network:
    network = Network({key: len(values) for key, values in labels.items()})
    network.load_state_dict(torch.load(folder / "network.pt", weights_only=True))
    names = folder / "names.pt"
    network.names.near = names.exists()
    if names.exists():
        network.names.load_state_dict(torch.load(names, weights_only=True))
    return network.eval()


def to_onnx(network: Network, file: Path) -> None:
    """Write the graph; batch, pieces and words may be of any number."""
    pieces = torch.tensor([[101, 2003, 2009, 102], [101, 2003, 102, 0]])
    mask = (pieces > 0).float()
    ends = torch.tensor([[1, 2], [1, 1]])
    axes = {
        **{name: {0: "batch", 1: "pieces"} for name in ("pieces", "shapes", "mask")},
        **{name: {0: "batch", 1: "words"} for name in ("first", "last", *OUTPUTS)},
    }
    with torch.no_grad():
        torch.onnx.export(
            Exported(network),
            (pieces, torch.zeros_like(pieces), mask, ends, ends),
            str(file),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )


def decoder(network: Network) -> dict[str, Any]:
    """The parts of the tree head that are applied outside the graph."""
    with torch.no_grad():
        _, arc, _, relation = network.tree(network.root[None, None])
        return {
            "root_arc_head": arc[0, 0].numpy(),
            "root_rel_head": relation[0, 0].numpy(),
            "relation": network.relation.numpy(),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of training/prepare.py")
    parser.add_argument("encoder", type=Path, help="the folder of training/fetch.py")
    parser.add_argument("trained", type=Path, help="the folder of training/train.py")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    labels = json.loads((arguments.data / "labels.json").read_text(encoding="utf-8"))
    network = load(arguments.trained, labels)
    to_onnx(network, arguments.out / "network.onnx")
    np.savez(arguments.out / "decoder.npz", **decoder(network))
    shutil.copy(arguments.encoder / "vocab.txt", arguments.out / "vocab.txt")
    for name in ("labels.json", "lemmas.tsv"):
        shutil.copy(arguments.data / name, arguments.out / name)
    config = {
        "name": "sayso-en",
        "version": "2",
        "window": 254,
        "start_threshold": 0.0,
        "lemmas": ["table", "irregular", "regular", "edits"],
    }
    (arguments.out / "config.json").write_text(json.dumps(config, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
