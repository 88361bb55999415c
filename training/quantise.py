"""Step 9: the model folder in full precision → the one that ships, in eight bits.

Every product of the encoder's layers becomes an integer product: weights with one scale a column,
activations with one scale a row, found as they come. A row's result then does not depend on what
else is in the batch, as it would with one scale a tensor. Before, the outliers of some channels
are shared between activations and weights (SmoothQuant, Xiao et al. 2023: channel j of the input is
divided by a_j^alpha / w_j^(1-alpha)). The input of a layer's narrowing product, which is GELU's and
one-sided, gets a zero point. The word table is kept in eight bits, one scale a row. The heads stay
in full precision.

In:  the folders of steps 1 and 2, the folder of step 8, an output folder.
Out: the folder of step 8 with ``network.onnx`` in eight bits.
"""

from __future__ import annotations

import argparse
import random
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from training.batches import prepared, tensors, windows
from training.corpora import Passage
from training.export import INPUTS

Array = npt.NDArray[Any]
# Products of unsigned by signed bytes are added in pairs to 16 bits on processors without VNNI:
# weights of 7 bits cannot overflow there, so every machine reads the same.
LARGEST_WEIGHT = 64
ALPHA = 0.5
CALIBRATION = 300  # windows
TINY = 1e-9
MICROSOFT = "com.microsoft"
node = helper.make_node


def eight_bits(weights: Array, axis: int, largest: int) -> tuple[Array, Array]:
    """Symmetric integers, one scale over ``axis``."""
    scale = np.maximum(np.abs(weights).max(axis=axis, keepdims=True), TINY) / largest
    whole = np.clip(np.rint(weights / scale), -largest, largest).astype(np.int8)
    return whole, scale.astype(np.float32)


def products(graph: Any) -> dict[str, list[Any]]:
    """The products by a constant in the encoder's layers, by what they multiply."""
    constants = {i.name for i in graph.initializer}
    groups: dict[str, list[Any]] = {}
    for n in graph.node:
        if n.op_type == "MatMul" and n.input[1] in constants and "/layers." in n.name:
            groups.setdefault(n.input[0], []).append(n)
    return groups


def largest_values(model: Any, feeds: list[dict[str, Array]]) -> dict[str, Array]:
    """The largest absolute value of each channel of each product's input."""
    model = onnx.ModelProto.FromString(model.SerializeToString())
    names = list(products(model.graph))
    model.graph.output.extend(
        helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names
    )
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    top: dict[str, Array] = {}
    for feed in feeds:
        for name, value in zip(names, session.run(names, feed), strict=True):
            peak = np.abs(value).max((0, 1))
            top[name] = np.maximum(top.get(name, peak), peak)
    return top


def quantise(model: Any, feeds: list[dict[str, Array]], largest: int = LARGEST_WEIGHT) -> None:
    """Rewrite the graph in place."""
    graph = model.graph
    constants = {i.name: i for i in graph.initializer}
    groups, peaks = products(graph), largest_values(model, feeds)
    new: dict[str, Any] = {
        "even.step": np.float32(1 / 127), "even.zero": np.uint8(128),
        "sided.step": np.float32(1 / 255), "sided.zero": np.uint8(0), "tiny": np.float32(TINY),
    }  # fmt: skip
    gone: set[str] = set()
    nodes: list[Any] = []
    done: set[str] = set()
    for n in graph.node:
        source = n.input[0] if n.input else ""
        if n.op_type == "Gather" and source == "network.word.weight":
            gone.add(source)
            nodes += _table(n, numpy_helper.to_array(constants[source]), new)
        elif source in groups and n in groups[source]:
            if source not in done:
                done.add(source)
                same = groups[source]
                gone.update(m.input[1] for m in same)
                weights = [numpy_helper.to_array(constants[m.input[1]]) for m in same]
                nodes += _product(source, same, weights, peaks[source], new, largest)
        else:
            nodes.append(n)
    kept = [i for i in graph.initializer if i.name not in gone]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(
        [*kept, *(numpy_helper.from_array(np.asarray(v), k) for k, v in new.items())]
    )
    model.opset_import.append(helper.make_opsetid(MICROSOFT, 1))


def _table(n: Any, table: Array, new: dict[str, Array]) -> list[Any]:
    new["table.whole"], new["table.scale"] = eight_bits(table, 1, 127)
    return [
        node("Gather", ["table.whole", n.input[1]], ["table.found"]),
        node("Gather", ["table.scale", n.input[1]], ["table.scales"]),
        node("Cast", ["table.found"], ["table.float"], to=TensorProto.FLOAT),
        node("Mul", ["table.float", "table.scales"], [n.output[0]]),
    ]


def _product(
    source: str,
    same: list[Any],
    parts: list[Array],
    peak: Array,
    new: dict[str, Array],
    largest: int,
) -> list[Any]:
    """One integer product for all that multiply the same input (query, key and value)."""
    weights = np.concatenate(parts, 1).astype(np.float64)
    share = np.maximum(peak, 1e-4) ** ALPHA
    share = share / np.maximum(np.abs(weights).max(1), 1e-4) ** (1 - ALPHA)
    share /= np.exp(np.log(share).mean())
    at = f"{source}/"
    new[at + "smooth"] = (1 / share).astype(np.float32)
    whole, scale = eight_bits(weights * share[:, None], 0, largest)
    new[at + "weights"], new[at + "scale"] = whole, scale[0]
    sided = whole.shape[0] > whole.shape[1]
    kind = "sided" if sided else "even"
    out = same[0].output[0] if len(same) == 1 else at + "out"
    nodes = [node("Mul", [source, at + "smooth"], [at + "in"])]
    new["axis.last"] = np.array([-1], np.int64)
    nodes += [
        node("ReduceMax", [at + "in", "axis.last"], [at + "high"]),
        node("ReduceMin", [at + "in", "axis.last"], [at + "low"]),
    ]
    if sided:
        nodes += [
            node("Sub", [at + "high", at + "low"], [at + "span"]),
            node("Max", [at + "span", "tiny"], [at + "range"]),
            node("Sub", [at + "in", at + "low"], [at + "above"]),
            node("Div", [at + "above", at + "range"], [at + "share"]),
        ]
    else:
        nodes += [
            node("Neg", [at + "low"], [at + "depth"]),
            node("Max", [at + "high", at + "depth", "tiny"], [at + "range"]),
            node("Div", [at + "in", at + "range"], [at + "share"]),
        ]
    step, zero = f"{kind}.step", f"{kind}.zero"
    nodes += [
        node("QuantizeLinear", [at + "share", step, zero], [at + "bytes"]),
        node(
            "MatMulIntegerToFloat",
            [at + "bytes", at + "weights", step, at + "scale", zero],
            [at + "product"],
            domain=MICROSOFT,
        ),
    ]
    if sided:
        total = (whole.astype(np.float64).sum(0) * scale[0]).astype(np.float32)
        new[at + "total"] = total
        nodes += [
            node("Mul", [at + "product", at + "range"], [at + "spread"]),
            node("Mul", [at + "low", at + "total"], [at + "floor"]),
            node("Add", [at + "spread", at + "floor"], [out]),
        ]
    else:
        nodes.append(node("Mul", [at + "product", at + "range"], [out]))
    if len(same) > 1:
        new[at + "widths"] = np.array([p.shape[1] for p in parts], np.int64)
        nodes.append(node("Split", [out, at + "widths"], [m.output[0] for m in same], axis=-1))
    return nodes


def calibration(data: Path, encoder: Path) -> list[dict[str, Array]]:
    """Windows of all training corpora, drawn with a fixed seed, as the graph's input."""
    coder, passages = prepared(data, encoder)
    luck = random.Random(7)
    drawn: list[Passage] = []
    for corpus in ("ewt", "gum", "gmb"):
        for passage in luck.sample(passages[corpus], 40):
            drawn += list(windows(passage[:20], coder, luck))
    luck.shuffle(drawn)
    feeds = []
    for window in drawn[:CALIBRATION]:
        made = tensors([window], coder, None)
        feeds.append({name: made[name].numpy() for name in INPUTS})
    return feeds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of training/prepare.py")
    parser.add_argument("encoder", type=Path, help="the folder of training/fetch.py")
    parser.add_argument("exported", type=Path, help="the folder of training/export.py")
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--largest", type=int, default=LARGEST_WEIGHT, help="of a weight's integers"
    )
    arguments = parser.parse_args()
    shutil.copytree(arguments.exported, arguments.out, dirs_exist_ok=True)
    model = onnx.load(arguments.exported / "network.onnx")
    quantise(model, calibration(arguments.data, arguments.encoder), arguments.largest)
    onnx.save(model, arguments.out / "network.onnx")
    size = (arguments.out / "network.onnx").stat().st_size
    print(f"{size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
