"""Treebanks in CoNLL-U (universaldependencies.org/format.html), as text and as gold words."""

from __future__ import annotations

import fnmatch
import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import conllu
from conllu.exceptions import ParseException

from sayso.core.errors import InputError
from sayso.core.grammar import Grammar, Sentence, Token, Words
from sayso.core.types import Record
from sayso.evaluate.given import locate, read_gold_text

# Enhanced dependencies are not scored; reading them takes longer than all the rest.
_PARSERS = {"deps": lambda line, i: None}


class Passage(Record, frozen=True):
    """A paragraph of a treebank. The text of ``grammar`` is the sentences' own, joined by a space.
    Words that share a surface token without spelling it share its offsets ("wanna": want, to).
    ``spaces``: white space follows the word."""

    grammar: Grammar
    spaces: tuple[bool, ...]

    @property
    def words(self) -> Words:
        """The words with their sentence starts, for the model."""
        firsts = {sentence.first for sentence in self.grammar.sentences}
        return Words(
            forms=tuple(token.text for token in self.grammar.tokens),
            spaces=self.spaces,
            starts=tuple(token.i in firsts for token in self.grammar.tokens),
        )


class _Sentence(Record, frozen=True):
    """``heads`` count from 0 in the sentence, a root is its own; ``spans`` count in ``text``."""

    text: str
    rows: tuple[dict[str, Any], ...]
    spans: tuple[tuple[int, int], ...]
    heads: tuple[int, ...]


def read_treebank(path: Path, document: str | None = None) -> tuple[Passage, ...]:
    """The paragraphs of a CoNLL-U file: one starts at each ``# newpar`` and ``# newdoc``.

    ``document``: only documents whose ``# newdoc id`` fits this pattern ("GUM_news_*").

    Raises UsageError where the file cannot be read, InputError ``bad-gold`` where it is no CoNLL-U
    with heads, or the words of a sentence do not spell its ``# text``.
    """
    passages: list[Passage] = []
    sentences: list[_Sentence] = []
    wanted = document is None
    try:
        for number, rows in enumerate(conllu.parse_incr(_open(path), field_parsers=_PARSERS), 1):
            about = rows.metadata
            newdoc = "newdoc id" in about or "newdoc" in about
            if newdoc or "newpar" in about or "newpar id" in about:
                passages.extend(_joined(sentences))
                sentences = []
            if newdoc and document is not None:
                wanted = fnmatch.fnmatchcase(about.get("newdoc id") or "", document)
            if wanted:
                name = about.get("sent_id") or f"number {number}"
                sentences.append(_sentence(rows, f"{path}: sentence {name}"))
    except ParseException as error:
        raise InputError("bad-gold", f"{path}: not CoNLL-U: {error}") from error
    passages.extend(_joined(sentences))
    return tuple(passages)


def _open(path: Path) -> io.StringIO:
    return io.StringIO(read_gold_text(path))


def _sentence(rows: conllu.TokenList, where: str) -> _Sentence:
    """One sentence with its words' offsets in its text. Empty nodes are left out."""
    surface: list[tuple[str, bool, list[dict[str, Any]]]] = []
    words: list[dict[str, Any]] = []
    inside = 0
    for row in rows:
        number = row.get("id")
        if isinstance(number, tuple):
            if number[1] == "-":
                inside = number[2]
                surface.append((row["form"], _spaced(row), []))
            continue
        if number != len(words) + 1 or not isinstance(row.get("head"), int):
            raise InputError("bad-gold", f"{where}: word {number} is out of order or has no head")
        if number > inside:
            surface.append((row["form"], _spaced(row), []))
        surface[-1][2].append(row)
        words.append(row)
    if not words or not all(0 <= row["head"] <= len(words) for row in words):
        raise InputError("bad-gold", f"{where}: no words, or a head outside the sentence")
    built = "".join(form + " " * spaced for form, spaced, _ in surface).rstrip()
    text = rows.metadata.get("text") or built
    tokens = locate(text, (form for form, _, _ in surface))
    if tokens is None:
        raise InputError("bad-gold", f"{where}: its words do not spell its '# text'")
    spans: list[tuple[int, int]] = []
    for (start, end), (_, _, own) in zip(tokens, surface, strict=True):
        parts = locate(text[start:end], (row["form"] for row in own))
        spans += [(start + a, start + b) for a, b in parts or [(0, end - start)] * len(own)]
    heads = tuple(row["head"] - 1 if row["head"] else i for i, row in enumerate(words))
    return _Sentence(text=text, rows=tuple(words), spans=tuple(spans), heads=heads)


def _spaced(row: dict[str, Any]) -> bool:
    return (row.get("misc") or {}).get("SpaceAfter") != "No"


def _joined(sentences: list[_Sentence]) -> Iterator[Passage]:
    """The sentences of a paragraph as one passage; none where there are none."""
    if not sentences:
        return
    tokens: list[Token] = []
    bounds: list[Sentence] = []
    offset = 0
    for sentence in sentences:
        first = len(tokens)
        for i, (row, (start, end)) in enumerate(zip(sentence.rows, sentence.spans, strict=True)):
            feats = row.get("feats") or {}
            tokens.append(
                Token(
                    i=first + i,
                    start=offset + start,
                    end=offset + end,
                    text=row["form"],
                    lemma=row.get("lemma") or "_",
                    upos=row.get("upos") or "",
                    xpos=row.get("xpos") or "",
                    feats="|".join(f"{key}={value}" for key, value in feats.items()),
                    head=first + sentence.heads[i],
                    dep=row.get("deprel") or "",
                    sentence=len(bounds),
                )
            )
        bounds.append(Sentence(first=first, last=len(tokens), segment=0))
        offset += len(sentence.text) + 1
    text = " ".join(sentence.text for sentence in sentences)
    spaces = (*(a.end < b.start for a, b in pairwise(tokens)), False)
    yield Passage(grammar=Grammar(text, tuple(tokens), tuple(bounds), ()), spaces=spaces)
