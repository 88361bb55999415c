"""Gold files of names: CoNLL columns with IOB2 labels, and JSON Lines with offsets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from sayso.core.errors import InputError, UsageError
from sayso.core.types import Record
from sayso.evaluate.given import locate, read_gold_text


class NamedText(Record, frozen=True):
    """A text with its names as (start, end, label). ``spans``: the offsets of its words, empty
    where they are not known."""

    text: str
    spans: tuple[tuple[int, int], ...]
    names: tuple[tuple[int, int, str], ...]


class GoldNames(Record, frozen=True):
    """A gold file: the texts to score, and all labels of the whole file. ``spaced``: some text was
    not in the file, but made of its words with a space between them."""

    texts: tuple[NamedText, ...]
    labels: frozenset[str]
    spaced: bool


class _Entity(Record, frozen=True):
    start: int
    end: int
    label: str


class _Row(Record, frozen=True):
    text: str
    entities: tuple[_Entity, ...] = ()


def read_names(path: Path, ranges: Sequence[str] = ()) -> GoldNames:
    """Read a gold file of names.

    In:  ``.jsonl`` with ``text`` and ``entities`` (``start``, ``end``, ``label``), else CoNLL: the
         word in the first column, the IOB2 label in the last, a blank line after each sentence,
         comments after "# ". ``ranges``: positions "FROM:TO" in the file, from 0, TO exclusive;
         only these sentences or lines are scored.

    Raises UsageError where it cannot be read or a range is none; InputError ``bad-gold`` with the
    line where the file is not right.
    """
    content = read_gold_text(path)
    texts: list[NamedText] = []
    spaced = False
    if path.suffix == ".jsonl":
        texts.extend(_json_rows(path, content))
    else:
        for text, made in _conll_rows(path, content):
            texts.append(text)
            spaced = spaced or made
    labels = frozenset(label for text in texts for _, _, label in text.names)
    if ranges:
        chosen = {i for words in ranges for i in _range(words, len(texts))}
        texts = [text for i, text in enumerate(texts) if i in chosen]
    return GoldNames(texts=tuple(texts), labels=labels, spaced=spaced)


def _range(words: str, count: int) -> range:
    first, _, last = words.partition(":")
    if not (first.isdecimal() and last.isdecimal() and int(first) < min(int(last), count)):
        raise UsageError(
            f"--sentences {words}: give FROM:TO, from 0 to {count}, the second exclusive"
        )
    return range(int(first), min(int(last), count))


def _json_rows(path: Path, content: str) -> Iterator[NamedText]:
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line, type=_Row)
        except msgspec.MsgspecError as error:
            raise InputError("bad-gold", f"{path}, line {number}: {error}", line=number) from error
        if not all(0 <= e.start < e.end <= len(row.text) for e in row.entities):
            message = f"{path}, line {number}: a name is not inside the text"
            raise InputError("bad-gold", message, line=number)
        names = tuple((e.start, e.end, e.label) for e in row.entities)
        yield NamedText(text=row.text, spans=(), names=names)


def _conll_rows(path: Path, content: str) -> Iterator[tuple[NamedText, bool]]:
    """Each sentence, and whether its text was made of its words."""
    words: list[str] = []
    labels: list[str] = []
    text: str | None = None
    for number, line in enumerate([*content.split("\n"), ""], start=1):
        if line.startswith("# "):
            key, _, value = line[2:].partition("=")
            text = value.strip() if key.strip() == "text" else text
        elif line.strip():
            cells = line.split("\t") if "\t" in line else line.split()
            if len(cells) < 2 or not cells[0].strip() or not _is_iob(cells[-1].strip()):
                message = f"{path}, line {number}: no word with an IOB2 label at its end"
                raise InputError("bad-gold", message, line=number)
            words.append(cells[0])
            labels.append(cells[-1].strip())
        elif words:
            yield _named(words, labels, text, f"{path}, line {number}"), text is None
            words, labels, text = [], [], None


def _is_iob(label: str) -> bool:
    return label == "O" or (label[:2] in ("B-", "I-") and len(label) > 2)


def _named(words: list[str], labels: list[str], text: str | None, where: str) -> NamedText:
    own = " ".join(words) if text is None else text
    spans = locate(own, words)
    if spans is None:
        raise InputError("bad-gold", f"{where}: the words before it do not spell their '# text'")
    names: list[tuple[int, int, str]] = []
    for i, (label, (start, end)) in enumerate(zip(labels, spans, strict=True)):
        if label == "O":
            continue
        # An I- that continues nothing starts a name of its own.
        if label.startswith("I-") and i and labels[i - 1][2:] == label[2:]:
            names[-1] = (names[-1][0], end, label[2:])
        else:
            names.append((start, end, label[2:]))
    return NamedText(text=own, spans=tuple(spans), names=tuple(names))
