"""One report's annotation with the look-ups that every step of the claims stage needs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

from sayso.claims.arguments import modifiers
from sayso.core.annotation import Annotation, MentionNode, PlaceNode, QuantityNode, TimeNode
from sayso.core.grammar import Grammar
from sayso.core.types import Report
from sayso.knowledge.governors import Governors
from sayso.knowledge.predicates import Lexicon

Node = TypeVar("Node", MentionNode, PlaceNode, TimeNode, QuantityNode)


class Context:
    """An annotation, indexed by head token, beside the lexicon."""

    def __init__(self, annotation: Annotation, lexicon: Lexicon, governors: Governors) -> None:
        self.annotation = annotation
        self.report: Report = annotation.report
        self.grammar: Grammar = annotation.grammar
        self.lexicon = lexicon
        self.governors = governors
        self.mentions = _by_head(annotation.mentions)
        self.places = _by_head(annotation.places)
        self.times = _by_head(annotation.times)
        self.quantities = _by_head(annotation.quantities)

    @cached_property
    def cue_tokens(self) -> frozenset[int]:
        """Head tokens of the cues of all attributions."""
        return frozenset(a.cue for a in self.annotation.attributions if a.cue is not None)

    def through(self, head: int) -> int:
        """The noun that counts in "parts of Aleppo", "a series of attacks": what follows "of"
        after a word that only measures."""
        grammar = self.grammar
        seen = 0
        while seen < 4 and head not in self.mentions and head not in self.places:
            if grammar.tokens[head].lemma not in self.governors.transparent:
                break
            inner = next(
                (t for t in grammar.dependents(head, "nmod", "obl") if grammar.case(t.i) == "of"),
                None,
            )
            if inner is None:
                break
            head = inner.i
            seen += 1
        return head

    def belongs(self, head: int, classes: Iterable[str]) -> bool:
        """Whether a nominal is of one of the semantic classes (none given: anything is)."""
        names = tuple(classes)
        if not names:
            return True
        head = self.through(head)
        grammar = self.grammar
        token = grammar.tokens[head]
        kinds = {n.mention.kind for n in self.mentions.get(head, ())}
        before = {t.lemma for t in modifiers(grammar, head)} | {
            t.low for t in modifiers(grammar, head)
        }
        for name in names:
            found = self.lexicon.classes[name]
            if found.anything or (kinds and not found.kinds.isdisjoint(kinds)):
                return True
            if found.places and head in self.places:
                return True
            if found.has_word(token.lemma, before) or found.has_word(token.low, before):
                return True
            if found.pronouns and token.upos == "PRON" and not kinds - {"unnamed"}:
                return True
            if found.figures and token.upos == "NUM":
                return True
        return False


def _by_head(nodes: tuple[Node, ...]) -> dict[int, tuple[Node, ...]]:
    found: dict[int, list[Node]] = {}
    for node in nodes:
        found.setdefault(node.head, []).append(node)
    return {head: tuple(group) for head, group in found.items()}
