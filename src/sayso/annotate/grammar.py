"""Report → Grammar: the language model's pass over the segments that are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sayso.annotate.repairs.heads import rehung
from sayso.annotate.repairs.sentences import root_of, sentences_of
from sayso.annotate.repairs.tags import reconciled
from sayso.core.annotation import Ask, Impression
from sayso.core.grammar import Grammar, Name, Sentence, Token
from sayso.core.types import Report, Segment

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

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
    return _parse(report, model, None)


def parse_asking(report: Report, model: Language) -> tuple[Grammar, Ask]:
    """``parse``, and what the model makes of the factuality of a token, worked out when asked for.

    The model's layers stay in memory for as long as there is something to ask.
    """
    words: list[SpacyToken] = []
    grammar = _parse(report, model, words)

    def ask(i: int) -> Impression | None:
        return _impression(words[i])

    return grammar, ask


def _impression(word: SpacyToken) -> Impression | None:
    """None where another pipeline has read the word."""
    found = word._.factuality if word._.has("factuality") else None
    if found is None:
        return None
    return Impression(
        scale=found.scale,
        certainty=found.certainty.lower(),
        polarity="negative" if found.polarity == "NEG" else "positive",
        future=found.time == "FUTURE",
    )


def _parse(report: Report, model: Language, words: list[SpacyToken] | None) -> Grammar:
    """``words``: takes the model's own tokens, one for each of the grammar's."""
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
        inside = _append(doc, offset, number, tokens, sentences, names)
        if words is not None:
            words += (doc[i] for i in inside)
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
) -> Iterable[int]:
    """Append a piece's layers; gives back which of the model's tokens its words are."""
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
    return index
