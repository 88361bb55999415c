"""Names of persons told by what stands beside them, where the language model does not see one: kin
and trades before a name, an age behind it, an address of mail, a credit for a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.knowledge.safety import Safety
from sayso.release.names import Span, name_spans, overlaps

_LONG = 60  # characters of a name
_MAIL = re.compile(r"[\"”]?\s*(?:<|\[mailto:|\()\s*[\w.+-]+@[\w.-]+")
_ADDRESS = re.compile(r"(?<=\w)@(?=\w)")
_YEARS = r"(?:1[01]\d|\d{1,2})"
_AGE = re.compile(
    rf",\s+(?:aged\s+)?{_YEARS}(?=\s*[,;.)—–-]|\s+and\s)|,\s+an?\s+{_YEARS}[-\s]year|"
    rf"\s+\(\s*(?:aged\s+)?{_YEARS}\s*\)"
)
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+|&)\s*")
_WORD = re.compile(r"\S+")
_INITIAL = re.compile(r"(?:(?<=\s)|^)(?:[A-Z]\.?\s)+$")


def sure_names(text: str, safety: Safety) -> Iterator[Span]:
    """Names that can be nothing else: behind kin words and such titles as "Mrs", before an address
    of mail, in the credit of a picture."""
    for found in safety.before_names.finditer(text):
        yield from _first(text, found.end(), safety)
    for found in _MAIL.finditer(text):
        yield from _last(text, found.start(), safety)
    for found in _ADDRESS.finditer(text):
        yield from (s for s in _last(text, found.start(), safety) if _is_long(text, s))


def likely_names(text: str, safety: Safety) -> Iterator[Span]:
    """Names that could be a place's or a body's too: behind a trade ("farmer"), before an age."""
    for found in safety.before_likely.finditer(text):
        for span in _first(text, found.end(), safety):
            if "," not in found.group() or _is_long(text, span):
                yield span
    for found in _AGE.finditer(text):
        yield from (s for s in _last(text, found.start(), safety) if _is_long(text, s))


def between(text: str, names: Sequence[Span], safety: Safety) -> Iterator[Span]:
    """Names in a list of names: "A, X and B"."""
    ends = sorted(names)
    starts = {start for start, _ in ends}
    for _, end in ends:
        gap = _BETWEEN.match(text, end)
        if gap is None or gap.end() in starts:
            continue
        for span in _first(text, gap.end(), safety):
            after = _BETWEEN.match(text, span[1])
            if after is not None and after.end() in starts:
                yield span


def whole_names(text: str, span: Span, others: Sequence[Span], safety: Safety) -> Iterator[Span]:
    """A name as the model found it, as one a line, each with what the model cut off."""
    start, stop = span
    while start < stop:
        line = text.find("\n", start, stop)
        end = stop if line < 0 else line
        if text[start:end].strip(" -–—"):
            yield _whole_name(text, (start, end), others, safety)
        start = end + 1


def _whole_name(text: str, span: Span, others: Sequence[Span], safety: Safety) -> Span:
    """A name with initials before it, and behind a single word the words with capitals that are of
    no ``others``."""
    start, end = span
    single = " " not in text[start:end]
    before = _INITIAL.search(text, max(0, start - 8), start)
    if before is not None and not overlaps((before.start(), start), others):
        start = before.start()
    while single and end < len(text) and text[end] == " ":
        word = _WORD.match(text, end + 1)
        if word is None:
            break
        found = name_spans(text, word.span(), safety)
        if not found or found[0][0] != end + 1 or overlaps(found[0], others):
            break
        if safety.holds_office(text[slice(*found[0])]):
            break
        end = found[0][1]
        if end != word.end():
            break
    return start, end


def _first(text: str, start: int, safety: Safety) -> Iterator[Span]:
    """The name that begins there, on the same line."""
    line = text.find("\n", start)
    stop = min(start + _LONG, len(text) if line < 0 else line)
    for first, last in name_spans(text, (start, stop), safety):
        between = [word.strip(" .").casefold() for word in text[start:first].split()]
        if all(word in safety.titles for word in between):
            yield first, last


def _last(text: str, end: int, safety: Safety) -> Iterator[Span]:
    """The name that ends there, on the same line: also as "Haddad, Samir" between quotation
    marks."""
    start = max(text.rfind("\n", 0, end) + 1, end - _LONG)
    quote = max(text.rfind(mark, start, end) for mark in '"“')
    quoted = quote >= 0 and text[end : end + 1] in '"”'
    if quoted:
        start = quote + 1
    runs = name_spans(text, (start, end), safety, all_of=True)
    if runs and runs[-1][1] >= len(text[:end].rstrip()):
        yield from runs if quoted else runs[-1:]


def _is_long(text: str, span: Span) -> bool:
    return len(re.findall(r"[^\W_]+", text[slice(*span)])) > 1
