"""Words → the stretches that the network reads at once.

A block (what stands between blank lines) that fits is one window. A longer one is covered by
windows that overlap by about half, and each word is taken from the window where it stands
furthest from a cut, so that it is read with as much beside it as can be.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from sayso.core.types import Record


class Window(Record, frozen=True):
    """Word range [first, last) is read; words [keep_from, keep_to) are taken from it."""

    first: int
    last: int
    keep_from: int
    keep_to: int


def windows(pieces: Sequence[int], blocks: Sequence[int], limit: int) -> Iterator[Window]:
    """Cover every word, in order.

    In:  the number of pieces of each word, each at most ``limit``; the first word of each block,
         in order, 0 first; the most pieces that a window may have.
    Out: windows that never cross a block's edge; the kept ranges follow on one another.
    """
    ends = [*blocks[1:], len(pieces)]
    for first, last in zip(blocks, ends, strict=True):
        if first < last:
            yield from _cover(first, pieces[first:last], limit)


def _cover(base: int, pieces: Sequence[int], limit: int) -> Iterator[Window]:
    """The windows of one block, whose first word is number ``base``."""
    upto = [0, *accumulate(pieces)]  # pieces before each word
    ranges = list(_ranges(upto, limit))
    cuts = [0, *(_middle(upto, a[1], b[0]) for a, b in pairwise(ranges)), len(pieces)]
    for (first, last), (keep_from, keep_to) in zip(ranges, pairwise(cuts), strict=True):
        yield Window(
            first=base + first,
            last=base + last,
            keep_from=base + keep_from,
            keep_to=base + keep_to,
        )


def _ranges(upto: Sequence[int], limit: int) -> Iterator[tuple[int, int]]:
    """Overlapping word ranges of at most ``limit`` pieces; the last one is as full as may be."""
    total, words, start = upto[-1], len(upto) - 1, 0
    while total - upto[start] > limit:
        end = bisect_right(upto, upto[start] + limit) - 1
        yield start, end
        full = bisect_left(upto, total - limit)  # from here to the block's end it fits
        start = min(max(bisect_left(upto, upto[start] + limit // 2), start + 1), end, full)
    yield start, words


def _middle(upto: Sequence[int], end: int, start: int) -> int:
    """The cut nearest to the middle of an overlap: of words [start, end)."""
    middle = (upto[start] + upto[end]) / 2
    cut = bisect_left(upto, middle, start, end + 1)
    return cut - 1 if cut > start and middle - upto[cut - 1] < upto[cut] - middle else cut
