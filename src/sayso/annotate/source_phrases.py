"""Grammar and head → the whole phrase of a source, and where lines end that are no sentence."""

from __future__ import annotations

from sayso.annotate.cue_words import verb_group
from sayso.core.grammar import Grammar
from sayso.knowledge.cues import Cues

_INSIDE = frozenset({
    "det", "amod", "nmod", "compound", "flat", "nummod", "appos", "case", "acl", "punct",
    "goeswith", "fixed", "advmod", "clf",
})  # fmt: skip
_SHORT_LINE = 55  # characters; wrapped text has longer lines


def phrase(grammar: Grammar, head: int, cue: int) -> tuple[int, int]:
    """Characters of the noun phrase of ``head`` on its side of the cue, other speakers left out."""
    before = head < cue
    inside = {head}
    stack = [head]
    while stack:
        top = stack.pop()
        for child in grammar.children(top):
            token = grammar.tokens[child]
            if token.rel not in _INSIDE and not (top != head and token.rel in ("conj", "cc")):
                if token.rel not in ("nsubj", "obj", "obl", "mark", "aux", "cop", "advcl", "xcomp"):
                    continue
                if top == head:
                    continue
            if (child < cue) != before or cue in grammar.subtree(child):
                continue
            if token.rel == "acl" and grammar.dependent(child, "mark"):
                continue  # "a source, that …": what is said, not who says it
            if token.dep == "acl" and token.xpos in ("VBD", "VBZ", "VBP"):
                continue  # a verb with a tense is no description, but what the source does
            inside.add(child)
            stack.append(child)
    for name in grammar.names:
        if name.first <= head < name.last and not name.first <= cue < name.last:
            inside.update(range(name.first, name.last))
    first = last = head
    while first - 1 in inside and _one_phrase(grammar, first - 1):
        first -= 1
    while last + 1 in inside and not broken_line(grammar, last):
        last += 1
    if before and grammar.tokens[head].upos != "PRON":
        first = _widened(grammar, first)
    outer = ("punct", "cc", "case", "mark")
    while first < head and (
        grammar.tokens[first].rel in outer or grammar.tokens[first].upos == "ADP"
    ):
        first += 1
    while last > head and (
        (grammar.tokens[last].rel == "punct" and grammar.tokens[last].text not in (")", "]"))
        or grammar.tokens[last].rel == "cc"
    ):
        last -= 1
    return grammar.chars(first, last + 1)


def whole_phrase(grammar: Grammar, cues: Cues, span: tuple[int, int], cue: int) -> tuple[int, int]:
    """By word order: a speaker's phrase with the rest of it up to the verb ("a partner in the
    ruling | coalition has"), and without the day on which it was said."""
    first, last = grammar.at(span[0]), grammar.at(span[1] - 1)
    if first is None or last is None or last.i >= cue:
        return span
    group = verb_group(grammar, cue)
    end = group[0].i if group else cue
    rest = grammar.tokens[last.i + 1 : end]
    parts = ("NOUN", "PROPN", "ADJ", "PART", "DET", "ADP")
    nominal = all(t.upos in parts or t.rel == "amod" for t in rest)
    dated = any(cues.has("times", t.low) or cues.has("occasions", t.low) for t in rest)
    joined = last.upos in ("PART", "ADJ", "DET", "ADP") or (
        rest and rest[0].upos in ("PART", "ADP")
    )
    if rest and nominal and joined and not dated and len(rest) <= 6:
        return span[0], rest[-1].end
    at = last.i
    while at > first.i and cues.has("times", grammar.tokens[at].low):
        at -= 1
    return span[0], grammar.tokens[at].end


def behind_joint(grammar: Grammar, span: tuple[int, int], other: int) -> tuple[int, int]:
    """The part of a phrase behind the conjunction that joins it to another speaker in it."""
    for token in grammar.tokens[other:]:
        if token.start >= span[1]:
            break
        if token.upos == "CCONJ" and token.end + 1 < span[1]:
            return grammar.tokens[token.i + 1].start, span[1]
    return span


def _one_phrase(grammar: Grammar, i: int) -> bool:
    """Whether a token before a head can stand in its phrase: no comma but between adjectives."""
    token = grammar.tokens[i]
    if broken_line(grammar, i):
        return False
    return token.text != "," or (i > 0 and grammar.tokens[i - 1].upos == "ADJ")


def broken_line(grammar: Grammar, i: int) -> bool:
    """Whether a paragraph or heading ends behind a token: a blank line, or the end of a line that
    is short or closes with a stop."""
    if i + 1 >= len(grammar.tokens):
        return False
    gap = grammar.text[grammar.tokens[i].end : grammar.tokens[i + 1].start]
    if "\n" not in gap:
        return False
    line = grammar.text[: grammar.tokens[i].end].rpartition("\n")[2]
    return gap.count("\n") > 1 or len(line) < _SHORT_LINE or line[-1:] in tuple('.!?:"”’')


def _widened(grammar: Grammar, first: int) -> int:
    """By word order: words before the phrase that the tree has left out of it, as in
    "rebel-held", up to the start of the clause."""
    at = first
    start = grammar.sentences[grammar.tokens[first].sentence].first
    while at > start:
        token = grammar.tokens[at - 1]
        if broken_line(grammar, at - 1):
            break
        joined = token.end == grammar.tokens[at].start and token.text in ("-", "–", "’s", "'s")
        if not joined and token.upos not in ("ADJ", "PROPN", "NOUN", "DET"):
            break
        if not joined and grammar.tokens[at].upos == "DET":
            break
        at -= 1
    if at == first or grammar.tokens[at].upos == "NUM":
        return first
    if at > start and grammar.tokens[at - 1].upos in ("ADP", "VERB", "CCONJ", "SCONJ"):
        return first
    return first if grammar.tokens[at].text in ("-", "–") else at
