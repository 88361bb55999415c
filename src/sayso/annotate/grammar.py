"""Report → Grammar: the language model's pass over the segments that are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.annotate.repairs import reconciled, rehung, root_of, sentences_of
from sayso.core.grammar import Grammar, Name, Sentence, Token
from sayso.core.types import Report, Segment

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

READ_KINDS = frozenset({"headline", "standfirst", "body"})
# The parser's time grows with the paragraph; a longer one is cut at white space.
LONGEST_PIECE = 20_000
BATCH = 32  # pieces


def parse(report: Report, model: Language) -> Grammar:
    """Parse the headline, standfirst and body segments, each on its own.

    In:  a report (a report without segments is one body segment) and a spaCy pipeline with
         Universal Dependencies labels.
    Out: the tokens of all segments in text order; white-space tokens are left out.
    """
    segments = report.segments or (Segment(kind="body", start=0, end=len(report.text)),)
    pieces = [
        (number, start, report.text[start:end])
        for number, segment in enumerate(segments)
        if segment.kind in READ_KINDS
        for start, end in pieces_of(report.text, segment.start, segment.end)
    ]
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    names: list[Name] = []
    for (number, offset, _), doc in zip(
        pieces, model.pipe((piece for _, _, piece in pieces), batch_size=BATCH), strict=True
    ):
        _append(doc, offset, number, tokens, sentences, names)
    return Grammar(report.text, tuple(tokens), tuple(sentences), tuple(names))


def pieces_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of [start, end) that the model reads at once; none where all is white space."""
    while end - start > LONGEST_PIECE:
        cut = text.rfind(" ", start + 1, start + LONGEST_PIECE)
        cut = cut if cut > start else start + LONGEST_PIECE
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end


def _append(
    doc: Doc,
    offset: int,
    segment: int,
    tokens: list[Token],
    sentences: list[Sentence],
    names: list[Name],
) -> None:
    index: dict[int, int] = {}
    for token in doc:
        if not token.is_space:
            index[token.i] = len(tokens) + len(index)
    whole = ([t for t in sent if t.i in index] for sent in doc.sents)
    for inside in (part for found in whole if found for part in sentences_of(found)):
        first = len(tokens)
        held = {t.i for t in inside}
        root = root_of(inside)
        for token in inside:
            own = index[token.i]
            upos, xpos, dep = reconciled(token)
            above, dep = rehung(token, dep)
            if above.i not in held or token is root:
                above = root
            head = index.get(above.i, own)
            tokens.append(
                Token(
                    i=own,
                    start=offset + token.idx,
                    end=offset + token.idx + len(token.text),
                    text=token.text,
                    lemma=(token.lemma_ or token.text).lower(),
                    upos=upos,
                    xpos=xpos,
                    feats=str(token.morph),
                    head=head,
                    dep="root" if head == own else dep,
                    sentence=len(sentences),
                )
            )
        sentences.append(Sentence(first=first, last=len(tokens), segment=segment))
    for entity in doc.ents:
        inside_entity = [index[t.i] for t in entity if t.i in index]
        if inside_entity:
            names.append(
                Name(first=inside_entity[0], last=inside_entity[-1] + 1, label=entity.label_)
            )
