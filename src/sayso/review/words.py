"""Words of a report that a person points at: found, or said not to be there."""

from __future__ import annotations

import re

from sayso.core.errors import UsageError
from sayso.core.types import Report, Span

_BRACKETS = re.compile(r"(?P<value>[^\[\]]*?)\s*\[(?P<words>[^\[\]]+)\]")


def occurrences(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Where words stand in a text, white space apart, as half-open offsets in order."""
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return ()
    return tuple(match.span() for match in re.finditer(r"\s+".join(parts), text))


def only(report: Report, words: str) -> Span:
    """The one place where words stand. Raises UsageError where there is none, or more."""
    found = occurrences(report.text, words)
    if not found:
        raise UsageError(f"{words!r} does not stand in report {report.id}; quote its exact words")
    if len(found) > 1:
        places = ", ".join(str(start) for start, _ in found[:5])
        raise UsageError(
            f"{words!r} stands {len(found)} times in report {report.id} (at {places}): quote more "
            "words, or give start and end"
        )
    return span(report, *found[0])


def nearest(report: Report, words: str, start: int, end: int) -> Span:
    """The words' place that is nearest to a claim's. Raises UsageError where they do not stand in
    the report."""
    found = occurrences(report.text, words)
    if not found:
        raise UsageError(f"[{words}] does not stand in report {report.id}; quote its exact words")
    return span(report, *min(found, key=lambda f: (max(f[0] - end, start - f[1], 0), f)))


def span(report: Report, start: int, end: int) -> Span:
    """Half-open offsets → the words there. Raises UsageError for offsets outside the text."""
    if not 0 <= start < end <= len(report.text):
        raise UsageError(
            f"{start}–{end} are no offsets into report {report.id}, which has "
            f"{len(report.text)} characters"
        )
    return Span(text=report.text[start:end], start=start, end=end)


def split_words(given: str) -> tuple[str, str | None]:
    """A value with its words, "SYR-MIL [its forces]" → the two; none without brackets. Raises
    UsageError for brackets out of place."""
    match = _BRACKETS.fullmatch(given.strip())
    if match:
        return match["value"], match["words"]
    if "[" in given or "]" in given:
        raise UsageError(f"{given!r}: the report's words go in brackets at the end, once")
    return given.strip(), None
