"""The language model's own answer, unrepaired: what evaluation scores."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.annotate.grammar import BATCH, pieces_of
from sayso.core.grammar import Grammar, ModelRun, Name, Sentence, Token, Words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

# What a pipeline that does not declare its labels is taken to give.
NAME_LABELS = frozenset({"PER", "ORG", "LOC", "NORP"})


def parse_words(paragraphs: Sequence[Words], model: Language) -> ModelRun:
    """Let the model annotate given words, paragraph by paragraph.

    In:  words, with sentence starts where they are given, and a spaCy pipeline.
    Out: one grammar a paragraph with exactly these words, lemmas and labels as the model has them;
         the seconds are those of the pipeline, from words to ``Doc``.
    """
    from spacy.tokens import Doc

    docs = [
        Doc(
            model.vocab,
            words=list(words.forms),
            spaces=list(words.spaces),
            sent_starts=list(words.starts) if words.starts is not None else None,
        )
        for words in paragraphs
    ]
    began = time.perf_counter()
    done = list(model.pipe(docs, batch_size=BATCH))
    seconds = time.perf_counter() - began
    return ModelRun(
        grammars=tuple(_grammar(doc.text, [(0, doc, list(doc))]) for doc in done), seconds=seconds
    )


def parse_texts(texts: Sequence[str], model: Language) -> ModelRun:
    """Let the model read texts as it reads a report's paragraphs, long ones in pieces.

    Out: one grammar a text, without white-space tokens; lemmas and labels as the model has them;
         the seconds are those of the pipeline, from text to ``Doc``.
    """
    pieces = [
        (number, start, text[start:end])
        for number, text in enumerate(texts)
        for start, end in pieces_of(text, 0, len(text))
    ]
    began = time.perf_counter()
    done = list(model.pipe((piece for _, _, piece in pieces), batch_size=BATCH))
    seconds = time.perf_counter() - began
    parts: list[list[tuple[int, Doc, list[SpacyToken]]]] = [[] for _ in texts]
    for (number, start, _), doc in zip(pieces, done, strict=True):
        parts[number].append((start, doc, [token for token in doc if not token.is_space]))
    grammars = (_grammar(text, part) for text, part in zip(texts, parts, strict=True))
    return ModelRun(grammars=tuple(grammars), seconds=seconds)


def name_labels(model: Language) -> frozenset[str]:
    """The labels of names that the pipeline can give; NAME_LABELS where it does not say."""
    return (
        frozenset(
            label
            for name in model.pipe_names
            if "doc.ents" in model.get_pipe_meta(name).assigns
            for label in model.pipe_labels.get(name, ())
        )
        or NAME_LABELS
    )


def _grammar(text: str, parts: Sequence[tuple[int, Doc, list[SpacyToken]]]) -> Grammar:
    """``parts``: the offset of each piece in the text, its Doc, and the tokens to keep."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    names: list[Name] = []
    for offset, doc, kept in parts:
        base = len(tokens)
        index = {token.i: base + i for i, token in enumerate(kept)}
        before = None
        for token in kept:
            own = index[token.i]
            if not sentences or before is None or _parted(doc, before.i, token.i):
                sentences.append(Sentence(first=own, last=own + 1, segment=0))
            else:
                sentences[-1] = Sentence(first=sentences[-1].first, last=own + 1, segment=0)
            before = token
            head = index.get(token.head.i, own)
            tokens.append(
                Token(
                    i=own,
                    start=offset + token.idx,
                    end=offset + token.idx + len(token.text),
                    text=token.text,
                    lemma=token.lemma_,
                    upos=token.pos_,
                    xpos=token.tag_,
                    feats=str(token.morph),
                    head=head,
                    dep="root" if token.dep_ == "ROOT" or head == own else token.dep_,
                    sentence=len(sentences) - 1,
                )
            )
        for entity in doc.ents:
            inside = [index[token.i] for token in entity if token.i in index]
            if inside:
                names.append(Name(first=inside[0], last=inside[-1] + 1, label=entity.label_))
    return Grammar(text, tuple(tokens), tuple(sentences), tuple(names))


def _parted(doc: Doc, i: int, j: int) -> bool:
    """Whether a sentence starts after token ``i``, at ``j`` at the latest."""
    return any(bool(doc[k].is_sent_start) for k in range(i + 1, j + 1))
