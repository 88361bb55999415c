"""The network: a BERT encoder told of case, and a head for each layer of the analysis.

Encoder: all-MiniLM-L6-v2 (Wang et al. 2020, MiniLM; Reimers & Gurevych 2019). Tree: biaffine
attention (Dozat & Manning 2017). A word is the mean of its first and last piece, in a mix of the
encoder's layers learned for each group of heads (after Peters et al. 2018).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from sayso.language.features import SHAPES

WIDTH, LAYERS, ATTENTION_HEADS, INNER = 384, 6, 12, 1536
ARC, RELATION = 256, 64
GROUPS = ("tags", "tree", "names", "facts")
FACTS = 128
NEAR = 192
# The classes of MEANTIME's facets, in the order of the output.
FACETS = {
    "certainty": ("CERTAIN", "PROBABLE", "POSSIBLE", "UNDERSPECIFIED"),
    "polarity": ("POS", "NEG"),
    "time": ("NON_FUTURE", "FUTURE"),
}


class Layer(nn.Module):
    """One BERT layer, normalised after each part."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.after_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.after_inner = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        shape = (states.shape[0], states.shape[1], ATTENTION_HEADS, WIDTH // ATTENTION_HEADS)
        query, key, value = (
            part(states).view(shape).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        if self.training:
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        else:
            weights = query @ key.transpose(2, 3) * (shape[-1] ** -0.5) + bias
            mixed = torch.softmax(weights, -1) @ value
        mixed = self.out(mixed.transpose(1, 2).reshape(states.shape))
        states = self.after_attention(states + self.drop(mixed))
        inner = self.down(functional.gelu(self.up(states)))
        out: Tensor = self.after_inner(states + self.drop(inner))
        return out

    def drop(self, states: Tensor) -> Tensor:
        return functional.dropout(states, self.dropout, self.training)


class Names(nn.Module):
    """Tags of names: from the word's own vector, and, once training/names.py has trained it, from
    those of its neighbours (``near``)."""

    def __init__(self, tags: int) -> None:
        super().__init__()
        self.own = nn.Linear(WIDTH, tags)
        self.around = nn.Conv1d(WIDTH, NEAR, 3, padding=1)
        self.out = nn.Linear(NEAR, tags)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)
        self.near = False

    def forward(self, words: Tensor) -> Tensor:
        """[batch, words, WIDTH] → [batch, words, tags]."""
        drop = 0.2 if self.training else 0.0
        words = functional.dropout(words, drop, self.training)
        scores: Tensor = self.own(words)
        if self.near:
            near = functional.gelu(self.around(words.transpose(1, 2)).transpose(1, 2))
            scores = scores + self.out(functional.dropout(near, drop, self.training))
        return scores


class Network(nn.Module):
    """``sizes``: how many labels each tagging head chooses among."""

    def __init__(
        self, sizes: dict[str, int], vocabulary: int = 30522, dropout: float = 0.1
    ) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.shape = nn.Embedding(SHAPES + 1, WIDTH, padding_idx=SHAPES)
        self.normal = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.mixes = nn.Parameter(torch.zeros(len(GROUPS), LAYERS))
        self.dropout = dropout
        self.tags = nn.ModuleDict(
            {key: nn.Linear(WIDTH, sizes[key]) for key in ("upos", "xpos", "feats", "edit")}
        )
        self.start = nn.Linear(WIDTH, 1)
        self.names = Names(sizes["name"])
        self.arc_dep, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.arc = nn.Linear(ARC + 1, ARC, bias=False)
        self.rel_dep, self.rel_head = nn.Linear(WIDTH, RELATION), nn.Linear(WIDTH, RELATION)
        self.relation = nn.Parameter(torch.zeros(sizes["dep"], RELATION + 1, RELATION + 1))
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.facts = nn.Sequential(nn.Linear(WIDTH, FACTS), nn.GELU())
        self.scale = nn.Linear(FACTS, 1)
        self.facets = nn.Linear(FACTS, sum(map(len, FACETS.values())))
        nn.init.normal_(self.shape.weight, std=0.01)

    def load_encoder(self, file: Path) -> None:
        """Take the encoder's weights from a file of BERT's names."""
        weights = load_file(str(file))
        get = {k.removeprefix("bert."): v for k, v in weights.items()}
        kinds = get["embeddings.token_type_embeddings.weight"][0]
        self.word.weight.data.copy_(get["embeddings.word_embeddings.weight"])
        self.position.weight.data.copy_(get["embeddings.position_embeddings.weight"] + kinds)
        pairs: list[tuple[str, Any]] = [("embeddings.LayerNorm", self.normal)]
        for number, layer in enumerate(self.layers):
            at = f"encoder.layer.{number}"
            pairs += [
                (f"{at}.attention.self.query", layer.query),
                (f"{at}.attention.self.key", layer.key),
                (f"{at}.attention.self.value", layer.value),
                (f"{at}.attention.output.dense", layer.out),
                (f"{at}.attention.output.LayerNorm", layer.after_attention),
                (f"{at}.intermediate.dense", layer.up),
                (f"{at}.output.dense", layer.down),
                (f"{at}.output.LayerNorm", layer.after_inner),
            ]
        for name, module in pairs:
            module.weight.data.copy_(get[f"{name}.weight"])
            module.bias.data.copy_(get[f"{name}.bias"])

    def encode(
        self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor
    ) -> Tensor:
        """Word vectors of every layer, [layers, batch, words, WIDTH].

        ``mask``: 1 for a piece, 0 for padding.
        """
        places = self.position.weight[: pieces.shape[1]]
        states = self.normal(self.word(pieces) + self.shape(shapes) + places)
        states = functional.dropout(states, self.dropout, self.training)
        bias = ((1.0 - mask) * -1e4)[:, None, None, :]
        ends = (first[:, :, None].expand(-1, -1, WIDTH), last[:, :, None].expand(-1, -1, WIDTH))
        words = []
        for layer in self.layers:
            states = layer(states, bias)
            words.append((states.gather(1, ends[0]) + states.gather(1, ends[1])) * 0.5)
        return torch.stack(words)

    def mixed(self, layers: Tensor) -> Tensor:
        """A vector of each word for each group of heads; the mix starts from the upper layers."""
        mixes = torch.softmax(self.mixes + torch.arange(LAYERS) * 1.0, -1)
        return torch.einsum("gl,lbwd->gbwd", mixes, layers)

    def tree(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Vectors of words for arcs and relations, as dependents and as heads."""
        drop = 0.33 if self.training else 0.0
        arc_dep, arc_head, rel_dep, rel_head = (
            functional.dropout(functional.leaky_relu(part(words), 0.1), drop, self.training)
            for part in (self.arc_dep, self.arc_head, self.rel_dep, self.rel_head)
        )
        return arc_dep, self.arc(one_more(arc_head)), rel_dep, rel_head

    def forward(
        self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor
    ) -> dict[str, Tensor]:
        """Everything the heads say of each word."""
        layers = self.encode(pieces, shapes, mask, first, last)
        tags, tree, names, facts = self.mixed(layers).unbind(0)
        drop = 0.2 if self.training else 0.0
        tags, facts = (functional.dropout(x, drop, self.training) for x in (tags, facts))
        facts = self.facts(facts)
        found = {key: head(tags) for key, head in self.tags.items()}
        found["start"] = self.start(tags).squeeze(-1)
        found["name"] = self.names(names)
        found["scale"] = self.scale(facts).squeeze(-1)
        found["facets"] = self.facets(facts)
        keys = ("arc_dep", "arc_head", "rel_dep", "rel_head")
        found.update(zip(keys, self.tree(tree), strict=True))
        return found

    def relations(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Scores of every relation for pairs of relation vectors."""
        return torch.einsum("nd,lde,ne->nl", one_more(dependents), self.relation, one_more(heads))


def one_more(vectors: Tensor) -> Tensor:
    """With a one at the end, so that a product has a bias."""
    return torch.cat([vectors, torch.ones_like(vectors[..., :1])], -1)
