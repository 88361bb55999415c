"""Copies: which reports are one text, so that ten outlets with one wire report are one source.

MinHash (Broder 1997) over shingles of five words estimates how much of their wording two reports
share; bands of it (locality-sensitive hashing, Indyk and Motwani 1998) find the pairs worth
comparing, so that the work grows with the copies there are and not with all pairs. Links between
copies join reports to *families*, whatever order they come in.
"""

from __future__ import annotations

import hashlib
import math
import re
import struct
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from rensa import RMinHash  # type: ignore[import-untyped]

from sayso.core.record import Entry
from sayso.core.types import Report
from sayso.knowledge.outlets import Outlets, load_outlets

SHINGLE = 5
BANDS, ROWS = 40, 3  # a pair that shares a third of its shingles meets with 78 %, half with 99.5 %
SEED = 20160204
_VALUES = BANDS * ROWS
_FORM = struct.Struct(f"<I{_VALUES}I")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

SAME = 0.4  # of all shingles of both: a copy with edits
INSIDE = 0.6  # of the shorter one's: a shortened copy …
INSIDE_LEAST, INSIDE_SHARED = 60, 0.12  # … if that is long enough for the estimate to hold
SHORT, SHORT_SAME = 20, 0.9  # too few shingles for chance: nearly all must be the same
SENTENCE_WORDS, SENTENCE_SHINGLE, SENTENCE_SAME = 8, 2, 0.7


def words(text: str) -> tuple[str, ...]:
    """The words of a text, letter case, accents and forms of characters apart."""
    if text.isascii():
        return tuple(_WORD.findall(text.lower()))
    plain = unicodedata.normalize("NFKD", text).casefold().replace("’", "'")
    return tuple(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def shingles(found: tuple[str, ...], size: int) -> frozenset[str]:
    """Every run of ``size`` words; of fewer words, all of them as one."""
    if not found:
        return frozenset()
    last = max(1, len(found) - size + 1)
    return frozenset(" ".join(found[i : i + size]) for i in range(last))


def body(report: Report) -> str:
    """The text that a report tells its story in: headline, credits and furniture left out."""
    pieces = [report.text[s.start : s.end] for s in report.segments if s.kind == "body"]
    return "\n".join(pieces) or report.text


def signature(text: str) -> bytes:
    """What a text is compared by: the number of its distinct shingles, then 120 MinHash values
    (little-endian 32 bits each, 484 bytes). Empty for a text without words."""
    found = shingles(words(text), SHINGLE)
    if not found:
        return b""
    sketch = RMinHash(num_perm=_VALUES, seed=SEED)
    sketch.update(sorted(found))
    return _FORM.pack(len(found), *sketch.digest())


def bands(mark: bytes) -> tuple[str, ...]:
    """The keys of a signature; texts that share no key are never compared."""
    if not mark:
        return ()
    step = 4 * ROWS
    return tuple(
        f"{i}-{hashlib.blake2b(mark[start : start + step], digest_size=8).hexdigest()}"
        for i, start in enumerate(range(4, len(mark), step))
    )


def similarity(a: bytes, b: bytes) -> float:
    """The share of all shingles of two texts that both have (Jaccard), estimated; 0 to 1."""
    return _jaccard(a, b)[0]


def _jaccard(a: bytes, b: bytes) -> tuple[float, int, int]:
    if not a or not b:
        return 0.0, 0, 0
    (size_a, *left), (size_b, *right) = _FORM.unpack(a), _FORM.unpack(b)
    same = sum(x == y for x, y in zip(left, right, strict=True))
    return same / _VALUES, size_a, size_b


def is_copy(a: bytes, b: bytes) -> bool:
    """Whether two signatures are of one text: two fifths of all their shingles are the same, or
    three fifths of the shorter one's. Texts written apart share hardly any, whatever they tell of
    (no two of GMB's 4,761 reports pass). Of short texts nearly all must be the same."""
    share, size_a, size_b = _jaccard(a, b)
    smaller = min(size_a, size_b)
    if smaller < SHORT:
        return smaller > 0 and share >= SHORT_SAME
    if share >= SAME:
        return True
    inside = share / (1 + share) * (size_a + size_b) / smaller
    return smaller >= INSIDE_LEAST and share >= INSIDE_SHARED and inside >= INSIDE


def find_copies(signatures: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Report id → signature in; the pairs that are copies out, each once, smaller id first."""
    blocks: dict[str, list[str]] = {}
    for report in sorted(signatures):
        for band in bands(signatures[report]):
            blocks.setdefault(band, []).append(report)
    seen: set[tuple[str, str]] = set()
    for members in blocks.values():
        for at, a in enumerate(members):
            for b in members[at + 1 :]:
                if (a, b) not in seen:
                    seen.add((a, b))
                    if is_copy(signatures[a], signatures[b]):
                        yield a, b


class Union:
    """Disjoint sets of names; the smallest of a set stands for it, whatever came first."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def find(self, name: str) -> str:
        """The name that stands for the set of a name."""
        top = name
        while (above := self._above.get(top, top)) != top:
            top = above
        while (above := self._above.get(name, name)) != top:
            self._above[name], name = top, above
        return top

    def join(self, a: str, b: str) -> None:
        """Make two sets one."""
        low, high = sorted((self.find(a), self.find(b)))
        if low != high:
            self._above[high] = low


def families(reports: Iterable[str], links: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Report ids and the pairs of them that are copies in; report id → family out, which is the
    smallest id in it. The order of neither matters; links to other reports are left aside."""
    union = Union()
    known = set(reports)
    for a, b in links:
        if a in known and b in known:
            union.join(a, b)
    return {report: union.find(report) for report in known}


def version_links(entries: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    """The pairs of reports that are versions of one: changed at its address."""
    for report, entry in entries.items():
        if entry.replaced_by is not None and entry.replaced_by in entries:
            yield report, entry.replaced_by


def agency(
    report: Report, others: Collection[str] = (), outlets: Outlets | None = None
) -> str | None:
    """The one agency whose copy a report is, by its credits and its dateline ("(Reuters) –"), as
    outlets.yaml names it; none where it is credited beside others, or is the outlet itself.

    ``others``: outlets (as ``outlet_key``) that the record has reports of. One that a report of
    another outlet has as its byline is an agency for it, in outlets.yaml or not.
    """
    outlets = outlets or load_outlets()
    own = outlet_key(report.outlet)
    named = [n for n in report.credits if outlet_key(n) in others or _is_agency(n, outlets)]
    for segment in report.segments:
        line = report.text[segment.start : segment.end]
        if segment.kind == "dateline":
            named.extend(n for n in re.findall(r"\(([^()]+)\)", line) if _is_agency(n, outlets))
        elif segment.kind == "byline":
            name = re.sub(r"^by\s+|\s+(?:staff|correspondents?|reporters?)$", "", line, flags=re.I)
            if outlet_key(name) in others or _is_agency(name, outlets):
                named.append(name)
    found = {outlet_key(name) for name in named}
    return next(iter(found)) if len(found) == 1 and own not in found else None


def _is_agency(name: str, outlets: Outlets) -> bool:
    known = outlets.named(name)
    return known is not None and known.agency


@lru_cache(maxsize=4096)
def outlet_key(name: str | None) -> str:
    """An outlet by the name that all its names lead to, folded; "" for none."""
    if not name:
        return ""
    known = load_outlets().named(name)
    return " ".join(words(known.name if known else name)).removeprefix("the ")


def same_sentence(a: str, b: str) -> bool:
    """Whether two claims' words are nearly one sentence: eight words or more, and most pairs of
    neighbouring words the same."""
    left, right = _pairs(a), _pairs(b)
    if min(len(left), len(right)) < SENTENCE_WORDS - 1:
        return False
    return len(left & right) >= SENTENCE_SAME * len(left | right)


def same_sentences(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pairs of different texts that are nearly one sentence, smaller first.

    Two sets that share a given part must share one of their first words in a common order (prefix
    filter, Chaudhuri et al. 2006): only texts that do are compared.
    """
    blocks: dict[str, list[str]] = {}
    for text in sorted(set(texts)):
        found = sorted(_pairs(text))
        if len(found) < SENTENCE_WORDS - 1:
            continue
        near: set[str] = set()
        for key in found[: len(found) - math.ceil(SENTENCE_SAME * len(found)) + 1]:
            near.update(blocks.get(key, ()))
            blocks.setdefault(key, []).append(text)
        yield from ((other, text) for other in sorted(near) if same_sentence(other, text))


@lru_cache(maxsize=65536)
def _pairs(text: str) -> frozenset[str]:
    return shingles(words(text), SENTENCE_SHINGLE)


def group(signatures: Mapping[str, bytes], entries: Mapping[str, Entry]) -> dict[str, str]:
    """All at once: signatures and entries by report id in, report id → family out."""
    links = [*find_copies(signatures), *version_links(entries)]
    return families(signatures, links)
