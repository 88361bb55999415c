"""Whatever the scores: a legal tree with one root, and none scores better."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sayso.language.tree import TreeDecoder, best_heads

Scores = NDArray[np.float32]


@st.composite
def matrices(draw: st.DrawFn, most: int = 5) -> Scores:
    """Scores of a sentence; few values, so that there are ties, or many."""
    count = draw(st.integers(1, most))
    values = draw(
        st.sampled_from([st.integers(-2, 2), st.floats(-30, 30, width=32, allow_subnormal=False)])
    )
    cells = draw(
        st.lists(values, min_size=count * (count + 1), max_size=count * (count + 1)).map(np.array)
    )
    return cells.astype(np.float32).reshape(count, count + 1)


def is_tree(heads: tuple[int, ...]) -> bool:
    """Whether every word leads up to the root (head 0), which has one child."""
    for word in range(1, len(heads) + 1):
        steps = 0
        while word and steps <= len(heads):
            word, steps = heads[word - 1], steps + 1
        if word:
            return False
    return heads.count(0) == 1


def score(scores: Scores, heads: tuple[int, ...]) -> float:
    return float(sum(np.float64(row[head]) for row, head in zip(scores, heads, strict=True)))


@given(matrices())
@settings(max_examples=300, deadline=None)
def test_best_of_all_trees(scores: Scores) -> None:
    found = tuple(best_heads(scores).tolist())
    assert is_tree(found)
    every = filter(is_tree, product(range(len(scores) + 1), repeat=len(scores)))
    assert np.isclose(score(scores, found), max(score(scores, heads) for heads in every))


@given(st.integers(2, 120), st.integers(0, 2**32 - 1), st.booleans())
@settings(max_examples=60, deadline=None)
def test_legal_at_any_length(count: int, seed: int, rootless: bool) -> None:
    scores = np.random.default_rng(seed).normal(size=(count, count + 1)).astype(np.float32) * 10
    scores[:, 0] += -100 if rootless else 100
    assert is_tree(tuple(best_heads(scores).tolist()))


@given(st.integers(1, 9), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_relations_are_the_best_for_each_head(count: int, seed: int) -> None:
    luck = np.random.default_rng(seed)

    def drawn(*shape: int) -> Scores:
        return luck.normal(size=shape).astype(np.float32)

    relation, root = drawn(4, 6, 6), drawn(5)
    decoder = TreeDecoder(drawn(8), root, relation, root_label=2)
    below, above = drawn(count, 5), drawn(count, 5)
    heads = luck.integers(-1, count, count)
    found = decoder.relations(below, above, heads)
    for word, head in enumerate(heads.tolist()):
        if head == -1:
            assert found[word] == 2
            continue
        one, other = np.append(below[word], 1), np.append(above[head], 1)
        scores = [-np.inf if i == 2 else one @ relation[i] @ other for i in range(4)]
        assert np.isclose(scores[found[word]], max(scores))
