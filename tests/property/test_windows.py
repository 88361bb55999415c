"""Whatever the text: windows hold every word once, and never more than the network takes; names
are legal; sentences are short enough and the same however the text is read."""

from __future__ import annotations

from itertools import accumulate, pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.language import bounds
from sayso.language.bounds import sentence_starts
from sayso.language.names import NameDecoder
from sayso.language.windows import windows

LIMIT = 40
TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


@given(
    st.lists(st.lists(st.integers(1, 32), min_size=1, max_size=120), min_size=1, max_size=4),
    st.integers(32, 300),
)
@settings(deadline=None)
def test_windows(texts: list[list[int]], limit: int) -> None:
    pieces = [length for text in texts for length in text]
    firsts = [0, *accumulate(map(len, texts[:-1]))]
    found = list(windows(pieces, firsts, limit))
    assert [i for w in found for i in range(w.keep_from, w.keep_to)] == list(range(len(pieces)))
    for window in found:
        assert window.first <= window.keep_from <= window.keep_to <= window.last
        assert sum(pieces[window.first : window.last]) <= limit
        assert not any(window.first < first < window.last for first in firsts)
    for first, text in zip(firsts, texts, strict=True):
        if sum(text) <= limit:
            assert [w.last - w.first for w in found if w.first == first] == [len(text)]


@given(st.lists(st.integers(1, 8), min_size=60, max_size=300))
@settings(deadline=None)
def test_a_word_is_taken_from_where_it_stands_furthest_from_a_cut(pieces: list[int]) -> None:
    upto = [0, *accumulate(pieces)]
    found = list(windows(pieces, [0], LIMIT))
    for one, other in pairwise(found):
        assert other.first <= one.last
        for word in range(other.first, one.last):
            middle = (upto[word] + upto[word + 1]) / 2
            nearer = (upto[one.last] - middle) - (middle - upto[other.first])  # to the other's cut
            if abs(nearer) > max(pieces):
                assert (word < one.keep_to) == (nearer > 0)


@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_names_are_the_best_legal_ones(count: int, seed: int) -> None:
    def legal(path: tuple[int, ...]) -> bool:
        tags = ["O", *(TAGS[i] for i in path)]
        return all(b[0] != "I" or (a[0] != "O" and a[2:] == b[2:]) for a, b in pairwise(tags))

    scores = np.random.default_rng(seed).normal(size=(count, len(TAGS)))
    found = NameDecoder(TAGS)(scores, [(0, count)])
    paths = filter(legal, product(range(len(TAGS)), repeat=count))
    best = max(paths, key=lambda path: sum(scores[i, tag] for i, tag in enumerate(path)))
    assert tuple(found.tolist()) == best


@given(st.integers(1, 1500), st.integers(0, 2**32 - 1), st.sampled_from([-3.0, 0.0, 3.0]))
@settings(max_examples=60, deadline=None)
def test_no_sentence_is_too_long(count: int, seed: int, threshold: float) -> None:
    luck = np.random.default_rng(seed)
    scores = luck.normal(size=count).astype(np.float32)
    given = luck.choice([-1, 0, 0, 0, 1], count).astype(np.int8)
    found = sentence_starts(scores, given, threshold)
    assert found[0] == 0
    lengths = np.diff(np.append(found, count))
    assert lengths.min() > 0
    assert lengths.max() <= bounds.LONGEST
    assert set(np.flatnonzero(given == 1)) <= set(found)
    # What comes later moves nothing.
    part = sentence_starts(scores[: count // 2 + 1], given[: count // 2 + 1], threshold)
    assert part.tolist() == found[found <= count // 2].tolist()
