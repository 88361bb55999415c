"""Report → Grammar: the language model's pass over the segments that are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

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
NOUNS = frozenset({"NOUN", "PROPN"})
CLAUSES = frozenset({"advcl", "ccomp", "acl:relcl", "parataxis"})
IN_CLAUSES = ("nsubj", "nsubj:pass", "obj", "mark")
NOUN_DEPENDENTS = frozenset({"det", "amod", "compound", "nmod", "case", "nummod"})


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
    for sent in doc.sents:
        inside = [t for t in sent if t.i in index]
        if not inside:
            continue
        first = len(tokens)
        for token in inside:
            own = index[token.i]
            upos, xpos, dep = _reconciled(token)
            above, dep = _rehung(token, dep)
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
                    dep="root" if token.dep_ == "ROOT" or head == own else dep,
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


def _reconciled(token: SpacyToken) -> tuple[str, str, str]:
    """UPOS, XPOS and relation, where the model's separate layers contradict one another.

    A word called a verb in one and a noun in the other is a noun if it has a noun's dependents, and
    a noun is no bare clause of a verb but its object. A verb with an object and no auxiliary is not
    passive, whatever its subject is called ("which the rebels captured").
    """
    upos, xpos, dep = token.pos_, token.tag_, token.dep_
    if dep == "nsubj:pass" and _is_active(token.head):
        return upos, xpos, "nsubj"
    if xpos == "MD" and _is_might(token):
        return "NOUN", "NN", "obj"
    if upos == "VERB" and xpos == "JJ" and _has(token, "nsubj:pass", "aux:pass"):
        return upos, "VBN", dep
    if upos == "NOUN" and xpos.startswith("VB") and dep in CLAUSES and _has(token, *IN_CLAUSES):
        return "VERB", xpos, dep
    if xpos == "VBN" and _is_active(token) and _has(token, "nsubj", "nsubj:pass"):
        return upos, "VBD", dep
    if upos != "VERB" or not xpos.startswith("NN"):
        return upos, xpos, dep
    nominal = any(c.dep_.partition(":")[0] in NOUN_DEPENDENTS for c in token.children)
    if not nominal:
        return upos, {"NNS": "VBZ", "NN": "VB"}.get(xpos, xpos), dep
    if dep in ("xcomp", "ccomp"):
        dep = "obj"
    return ("PROPN" if xpos.startswith("NNP") else "NOUN"), xpos, dep


def _is_active(verb: SpacyToken) -> bool:
    return verb.pos_ == "VERB" and _has(verb, "obj") and not _has(verb, "aux:pass", "aux")


def _has(token: SpacyToken, *relations: str) -> bool:
    return any(child.dep_ in relations for child in token.children)


def _rehung(token: SpacyToken, dep: str) -> tuple[SpacyToken, str]:
    """Head and relation, where a conjunction hangs on what is called an attribute.

    In "entered the city or killed civilians" a conjunction before the participle says that it is
    a verb of its own: it is coordinated, and the noun is its object.
    """
    if _is_coordinated(token):
        return token.head.head, "conj"
    if dep == "conj" and token.tag_ == "VBG" and token.head.pos_ in NOUNS and not _has(token, "cc"):
        return token.head, "acl"  # "…, children, languishing in jail"
    marks = [c for c in token.children if c.lower_ == "including" and c.i < token.i]
    if dep == "nmod" and marks:
        # What is included is part of what was named last.
        named = [t for t in token.sent if t.i < marks[0].i and t.pos_ in NOUNS]
        if named and not token.is_ancestor(named[-1]):
            return named[-1], dep
    if dep == "obl" and token.i < token.head.i and token.head.dep_ == "advcl":
        # "Behind the army, adding to …": what stands before the comma is of the clause before it.
        after = token.nbor() if token.i + 1 < len(token.doc) else None
        if after is not None and after.text == "," and token.head.tag_ == "VBG":
            return token.head.head, dep
    if token.head.tag_ == "MD" and dep == "nsubj" and _is_might(token.head):
        return token.head, "compound"
    verb = next((child for child in token.children if _is_coordinated(child)), None)
    return (verb, "obj") if verb is not None else (token.head, dep)


def _is_coordinated(token: SpacyToken) -> bool:
    noun = token.head
    return (
        token.dep_ == "amod"
        and token.pos_ == "VERB"
        and token.i < noun.i
        and noun.head.pos_ == "VERB"
        and noun.head.i < token.i
        and _has(token, "cc")
    )


def _is_might(token: SpacyToken) -> bool:
    """A "modal" that is a clause of its own, as the noun in "threw its military might behind"."""
    own = {child.dep_ for child in token.children}
    return (
        token.dep_ == "ccomp" and token.head.i < token.i and token.tag_ == "MD" and own <= {"nsubj"}
    )
