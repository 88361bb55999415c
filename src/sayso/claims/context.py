"""One report's annotation with the look-ups that every step of the claims stage needs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

from msgspec.structs import replace

from sayso.claims.arguments import modifiers
from sayso.claims.continued import answering, continued
from sayso.core.annotation import (
    Annotation,
    Attribution,
    MentionNode,
    PlaceNode,
    QuantityNode,
    TimeNode,
)
from sayso.core.grammar import Grammar
from sayso.core.types import Report
from sayso.knowledge.governors import Governors
from sayso.knowledge.predicates import Lexicon

Node = TypeVar("Node", MentionNode, PlaceNode, TimeNode, QuantityNode)


class Context:
    """An annotation, indexed by head token, beside the lexicon."""

    def __init__(self, annotation: Annotation, lexicon: Lexicon, governors: Governors) -> None:
        annotation = replace(annotation, attributions=continued(annotation))
        annotation = replace(annotation, attributions=answering(annotation))
        self.annotation = annotation
        self.report: Report = annotation.report
        self.grammar: Grammar = annotation.grammar
        self.lexicon = lexicon
        self.governors = governors
        self.mentions = _by_head(annotation.mentions)
        self.places = _by_head(annotation.places)
        self.times = _by_head(annotation.times)
        self.quantities = _by_head(annotation.quantities)
        self.mentions_of = _by_sentence(self.grammar, annotation.mentions)
        self.places_of = _by_sentence(self.grammar, annotation.places)
        self.times_of = _by_sentence(self.grammar, annotation.times)
        self.quantities_of = _by_sentence(self.grammar, annotation.quantities)
        self._attributions = _attributions_by_sentence(self.grammar, annotation.attributions)
        self.predicates: dict[int, str] = {}
        self.headlines: set[int] = set()

    def attributions_near(self, head: int) -> tuple[Attribution, ...]:
        """The attributions whose content reaches into a token's sentence, in report order."""
        return self._attributions.get(self.grammar.tokens[head].sentence, ())

    def beside(self, groups: dict[int, tuple[Node, ...]], head: int) -> tuple[Node, ...]:
        """The nodes of one layer that stand in a token's sentence."""
        return groups.get(self.grammar.tokens[head].sentence, ())

    def family(self, head: int) -> str | None:
        """The family of the predicate that a token names (once triggers are found), or none."""
        predicate = self.predicates.get(head)
        return self.lexicon.predicates[predicate].family if predicate else None

    @cached_property
    def cue_tokens(self) -> frozenset[int]:
        """Head tokens of the cues of all attributions."""
        return frozenset(a.cue for a in self.annotation.attributions if a.cue is not None)

    def counted(self, head: int) -> tuple[int, ...]:
        """The nouns that count where a head only measures or classes what follows "of": "parts of
        Aleppo", "a series of attacks", "the towns of Azaz and Marea". Else the head itself."""
        grammar = self.grammar
        for _ in range(4):
            if head in self.mentions or head in self.places:
                break
            inner = next(
                (t for t in grammar.dependents(head, "nmod", "obl") if grammar.case(t.i) == "of"),
                None,
            )
            if inner is None:
                break
            token = grammar.tokens[head]
            lemma = token.low if token.low in self.governors.transparent else token.lemma
            if inner.i in self.places and self.lexicon.classes["place"].has_word(lemma):
                return grammar.conjuncts(inner.i)
            if lemma not in self.governors.transparent and token.upos != "NUM":
                break
            head = inner.i
        return (head,)

    def listed(self, head: int) -> tuple[int, ...]:
        """A mention and those listed after it, by word order: "France, Gulf states and Turkey"; and
        all that a plural names ("the groups Hamas and Fatah")."""
        named = self._named(head)
        if named:
            return (head, *named)
        found = [head]
        nodes = self.mentions.get(head)
        if not nodes:
            return (head,)
        tokens = self.grammar.tokens
        at, closed = nodes[0].last, False
        while at + 1 < len(tokens) and tokens[at].low in (",", "and", "or", "&") and not closed:
            closed = tokens[at].low != ","
            at += 1
            if tokens[at].low in ("and", "or"):
                closed, at = True, at + 1
            following = self._starting.get(at)
            if following is None or tokens[following.head].sentence != tokens[head].sentence:
                return (head,)
            if following.head in self.speakers:
                return (head,)  # "Turkey backs the rebels, Qatar and Libya said"
            found.append(following.head)
            at = following.last
        return tuple(found) if closed and len(found) > 2 else (head,)

    def _named(self, head: int) -> tuple[int, ...]:
        """The other names right behind a plural that the first was read as one with."""
        grammar = self.grammar
        first = grammar.dependent(head, "appos")
        plural = grammar.tokens[head].xpos in ("NNS", "NNPS")
        if first is None or not plural or grammar.tokens[first.i - 1].text in (",", "(", "–", "-"):
            return ()
        return tuple(i for i in grammar.conjuncts(first.i)[1:] if i in self.mentions)

    def aside(self, head: int) -> tuple[int, ...]:
        """A mention and one added to it in passing: "the opposition - and Western countries -"."""
        nodes = self.mentions.get(head)
        tokens = self.grammar.tokens
        if not nodes or nodes[0].last + 2 >= len(tokens):
            return (head,)
        at = nodes[0].last
        if tokens[at].text not in ("-", "–", "—", ",", "(") or tokens[at + 1].low != "and":
            return (head,)
        following = self._starting.get(at + 2)
        if following is None or following.last >= len(tokens):
            return (head,)
        closed = tokens[following.last].text in ("-", "–", "—", ",", ")")
        return (head, following.head) if closed else (head,)

    def talks_meant(self, head: int) -> MentionNode | None:
        """The talks that an unresolved "they" or "it" may stand for: the last ones named before it
        in its sentence."""
        token = self.grammar.tokens[head]
        if token.low not in ("they", "it", "them"):
            return None
        if any(n.mention.id for n in self.mentions.get(head, ())):
            return None
        first = self.grammar.sentences[token.sentence].first
        named = [
            n
            for n in self.annotation.mentions
            if n.mention.kind == "talks" and first <= n.head < head
        ]
        return named[-1] if named else None

    @cached_property
    def speakers(self) -> frozenset[int]:
        """Heads of the sources of all attributions."""
        return frozenset(s for a in self.annotation.attributions for s in a.sources)

    @cached_property
    def _starting(self) -> dict[int, MentionNode]:
        starting: dict[int, MentionNode] = {}
        for node in self.annotation.mentions:
            widest = starting.get(node.first)
            if node.mention.id and (widest is None or node.last > widest.last):
                starting[node.first] = node
        return starting

    def left_out(self, head: int) -> int:
        """The noun that "the other" leaves out, said with "one of" just before: "One of the two
        routes has been cut. The other …". Else the token itself."""
        token = self.grammar.tokens[head]
        if token.low not in self.governors.ellipsis or token.sentence == 0:
            return head
        first = self.grammar.sentences[token.sentence - 1].first
        for other in reversed(self.grammar.tokens[first:head]):
            if other.lemma == "one" and (noun := self.counted(other.i)[0]) != other.i:
                return noun
        return head

    def mention_over(self, index: int) -> tuple[MentionNode, ...]:
        """The mentions headed at a token, or else the widest one that covers it."""
        if index in self.mentions:
            return self.mentions[index]
        over = [n for n in self.annotation.mentions if n.first <= index < n.last]
        return (max(over, key=lambda n: n.last - n.first),) if over else ()

    def belongs(self, head: int, classes: Iterable[str]) -> bool:
        """Whether a nominal is of one of the semantic classes (none given: anything is)."""
        names = tuple(classes)
        if not names:
            return True
        head = self.left_out(self.counted(head)[0])
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
            if found.ways and any(n.place.precision == "route" for n in self.places.get(head, ())):
                return True
            if found.has_word(token.lemma, before) or found.has_word(token.low, before):
                return True
            if "talks" in found.kinds and self.talks_meant(head) is not None:
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


def _by_sentence(grammar: Grammar, nodes: tuple[Node, ...]) -> dict[int, tuple[Node, ...]]:
    found: dict[int, list[Node]] = {}
    for node in nodes:
        found.setdefault(grammar.tokens[node.head].sentence, []).append(node)
    return {sentence: tuple(group) for sentence, group in found.items()}


def _attributions_by_sentence(
    grammar: Grammar, attributions: tuple[Attribution, ...]
) -> dict[int, tuple[Attribution, ...]]:
    found: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        reached: dict[int, None] = {}
        for start, end in attribution.content:
            first, last = grammar.at(start), grammar.at(end - 1)
            if first is not None and last is not None:
                reached.update(dict.fromkeys(range(first.sentence, last.sentence + 1)))
        for sentence in reached:
            found.setdefault(sentence, []).append(attribution)
    return {sentence: tuple(group) for sentence, group in found.items()}
