"""Names as they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sayso.knowledge.places import load_gazetteer
from sayso.knowledge.safety import Safety

COARSE = frozenset({"second-order division", "first-order division", "country"})
Span = tuple[int, int]
_TOKEN = re.compile(r"[^\W_]+(?:[.'’ʼ`-][^\W_]+)*")
_LETTER = re.compile(r"[^\W_]")
MASK = "█"


def name_spans(text: str, span: Span, safety: Safety, all_of: bool = False) -> list[Span]:
    """Where a phrase of a text has words of a name: the first run of words with capitals, without
    titles and such words as "The"; all runs where ``all_of``."""
    runs: list[list[Span]] = []
    last = -1
    for found in _TOKEN.finditer(text, *span):
        word = found.group()
        low = word.casefold()
        joined = bool(runs) and last >= 0 and not text[last : found.start()].strip(" .")
        named = word[:1].isupper() or any(part[:1].isupper() for part in word.split("-")[1:])
        if low in safety.not_names or low in safety.titles:
            last = -1
        elif named:
            runs[-1].append(found.span()) if joined else runs.append([found.span()])
            last = found.end()
        elif joined and low in safety.particles:
            last = found.end()
        else:
            last = -1
    spans = [(run[0][0], run[-1][1]) for run in runs]
    return spans if all_of else spans[:1]


def forms(name: str, safety: Safety) -> Iterator[str]:
    """The forms by which a person of this name is named later: all of it, its last word, and its
    first unless that is more often something else's (a particle, a country, a division)."""
    words = [found.group() for found in _TOKEN.finditer(name)]
    while words and words[0].casefold() in safety.titles:
        words = words[1:]
    kept = " ".join(words)
    if len(kept) > 1 and any(word[:1].isupper() for word in words):
        yield kept
        if len(words) > 1:
            last, first = words[-1], words[0]
            if len(last) > 2 and last[:1].isupper():
                yield last
            if _names_alone(first, safety):
                yield first


def _names_alone(word: str, safety: Safety) -> bool:
    if len(word) < 3 or not word[:1].isupper() or not word[1:2].islower():
        return False
    low = word.casefold()
    return low not in safety.particles and low not in safety.not_names and not is_division(word)


def is_division(name: str) -> bool:
    """Whether a country or a division of one goes by this name."""
    return any(found.precision in COARSE for found in load_gazetteer().lookup(name))


def pattern(names: Iterable[str], ignore_case: bool = False) -> re.Pattern[str] | None:
    """Any of some names as whole words, however they are spaced; none where there are none."""
    longest = sorted({name for name in names if name.strip()}, key=lambda n: (-len(n), n))
    if not longest:
        return None
    either = "|".join(
        r"[\W_]+".join(re.escape(part) for part in _TOKEN.findall(name)) for name in longest
    )
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE if ignore_case else 0)


def mentions_of(text: str, names: re.Pattern[str] | None) -> list[Span]:
    """Where a text has one of some names, with a capital (as in a heading all of capitals too)."""
    if names is None:
        return []
    return [m.span() for m in names.finditer(text) if m.group()[:1].isupper()]


def masked(text: str, spans: Sequence[Span], start: int = 0) -> str:
    """A text, which begins at ``start`` of what the spans count in, with the letters and digits
    within the spans masked one for one."""
    pieces: list[str] = []
    at = 0
    for first, last in spans:
        first, last = max(first - start, at), min(last - start, len(text))
        if last <= first:
            continue
        pieces += [text[at:first], _LETTER.sub(MASK, text[first:last])]
        at = last
    pieces.append(text[at:])
    return "".join(pieces)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif end > start:
            found.append((start, end))
    return tuple(found)


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span shares a character with any of others."""
    return any(span[0] < end and start < span[1] for start, end in others)
