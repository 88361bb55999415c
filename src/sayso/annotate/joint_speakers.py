"""Head of a speaker's phrase → those who speak with it, and who is one person twice named."""

from __future__ import annotations

from sayso.annotate.cue_words import is_verb, verb_group
from sayso.annotate.source_phrases import phrase
from sayso.annotate.subjects import NOMINAL, highest
from sayso.core.grammar import Grammar, Token
from sayso.knowledge.cues import Cues

_DASHES = frozenset({"-", "–", "—", "(", ")", ","})
_OPENING = frozenset({"SCONJ", "PUNCT", "CCONJ", "ADV"})


def unjoined(grammar: Grammar, cues: Cues, head: int, cue: int) -> list[int]:
    """By word order: a further speaker between the last one's phrase and the verb, joined by
    "and" (also between dashes), that the tree has hung elsewhere."""
    if head > cue or not is_verb(grammar.tokens[cue]):
        return []
    last = grammar.at(phrase(grammar, head, cue)[1] - 1)
    group = verb_group(grammar, cue)
    end = group[0].i if group else cue
    if last is None or not last.i + 2 < end < last.i + 10:
        return []
    between = [t for t in grammar.tokens[last.i + 1 : end] if t.text not in _DASHES]
    if not between or between[0].upos != "CCONJ" or any(
        t.upos not in NOMINAL | {"DET", "ADJ"} for t in between[1:]
    ):  # fmt: skip
        return []
    if _in_phrase(grammar, between[0].i - 1) and between[1].upos != "DET" and not any(
        n.label == "PER" and n.first <= between[-1].i < n.last for n in grammar.names
    ):  # fmt: skip
        return []  # "the presidents of Chad and Niger": the second belongs to the first's phrase
    nouns = [t.i for t in between[1:] if t.upos in NOMINAL and not cues.has("times", t.low)]
    return [highest(grammar, nouns[-1], between[1].i, end)] if nouns else []


def _in_phrase(grammar: Grammar, i: int) -> bool:
    """Whether a noun at ``i`` is the object of a preposition behind another noun."""
    for j in range(i - 1, max(i - 6, 0), -1):
        token = grammar.tokens[j]
        if token.upos == "ADP":
            return grammar.tokens[j - 1].upos in ("NOUN", "PROPN")
        if token.upos not in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"):
            return False
    return False


def joined_before(grammar: Grammar, head: int, cue: int) -> list[int]:
    """By word order: the plural noun that opens the phrase, joined by "and" to what it cannot
    describe: "Rebels and Western governments say"."""
    if head > cue or not is_verb(grammar.tokens[cue]):
        return []
    at = head - 1
    while at > 0 and grammar.tokens[at].upos in ("ADJ", "DET"):
        at -= 1
    if at < 1 or grammar.tokens[at].low != "and" or (at == head - 1 and (
        grammar.tokens[head].upos == "NOUN"
    )):  # fmt: skip
        return []
    noun = grammar.tokens[at - 1]
    if noun.xpos != "NNS" or noun.sentence != grammar.tokens[head].sentence:
        return []
    if head in grammar.conjuncts(noun.i) or noun.i in grammar.conjuncts(head):
        return []
    first = noun.i
    start = grammar.sentences[noun.sentence].first
    while first > start and grammar.tokens[first - 1].upos in ("ADJ", "DET", "PROPN", "NOUN"):
        first -= 1
    opens = first == start or grammar.tokens[first - 1].upos in _OPENING
    return [noun.i] if opens else []


def named_beside(grammar: Grammar, head: int, cue: int) -> int | None:
    """The person's name between commas that stands behind a role and right before the verb, where
    the tree does not tie it to the role: "the head of the force, General Ali, said"."""
    last = grammar.at(phrase(grammar, head, cue)[1] - 1)
    group = verb_group(grammar, cue)
    end = group[0].i if group else cue
    if last is None or end < last.i + 3 or grammar.tokens[last.i + 1].text != ",":
        return None
    if grammar.tokens[end - 1].text == ",":
        end -= 1
    inside = set(grammar.subtree(head))
    for name in grammar.names:
        if name.label == "PER" and name.last == end and last.i + 2 <= name.first <= last.i + 5:
            titles = grammar.tokens[last.i + 2 : name.first]
            if name.first not in inside and all(t.upos in NOMINAL | {"ADJ"} for t in titles):
                return name.first
    return None


def one_person(grammar: Grammar, cues: Cues, heads: list[int]) -> list[int]:
    """Speakers without those that are the same person: a title that shares the name behind "and"
    ("party leader and Prime Minister Ali"), and what stands beside a noun without "and" ("the
    head of the force, General Ali")."""
    if len(heads) < 2:
        return heads
    one, two = grammar.tokens[heads[0]], grammar.tokens[heads[1]]
    if len(heads) == 2 and not any(
        t.upos == "CCONJ" or t.text in ("&", "/", "with") or t.low == "well"
        for t in grammar.tokens[one.i : two.i]
    ):
        return heads[:1]
    return [
        i
        for n, i in enumerate(heads)
        if not (n + 1 < len(heads) and _bare_title(grammar, cues, i, heads[n + 1]))
    ]


def _bare_title(grammar: Grammar, cues: Cues, i: int, name: int) -> bool:
    """Whether a noun is a title without an article, which only a name can complete."""
    token = grammar.tokens[i]
    if token.upos != "NOUN" or token.xpos == "NNS" or not cues.has("titles", token.low):
        return False
    if any(True for _ in grammar.dependents(i, "det", "nmod:poss", "appos")):
        return False
    return _named(grammar, grammar.tokens[name])


def _named(grammar: Grammar, token: Token) -> bool:
    person = any(n.label == "PER" and n.first <= token.i < n.last for n in grammar.names)
    return person or (token.upos == "PROPN" and token.rel in ("conj", "nsubj"))
