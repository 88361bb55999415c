"""Descriptions that stand for places named elsewhere in the report: "the town", "both villages"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

import msgspec

from sayso.annotate.place_relations import Relations
from sayso.annotate.place_surroundings import class_word
from sayso.core.annotation import PlaceNode
from sayso.core.grammar import Grammar, Token
from sayso.knowledge.places import PlaceWords

BACK = 4  # sentences in which "the town" looks for what was named
MOST = 40  # names looked back over
POINTING = ("the", "this", "that", "these", "those", "both", "besieged")


class Descriptions:
    """Resolves the descriptions of one report against its named places (in text order).
    ``people``: the population of the place named at a character offset."""

    def __init__(
        self, grammar: Grammar, words: PlaceWords, named: Sequence[PlaceNode],
        people: Mapping[int, int],
    ) -> None:  # fmt: skip
        self.grammar = grammar
        self.tokens = grammar.tokens
        self.words = words
        self._people = people
        self._grouped: dict[str, list[list[PlaceNode]]] = {}
        self.named = [n for n in named if n.place.name is not None and n.place.country is not None]
        self._lasts = [n.last for n in self.named]

    def find(self, relations: Relations) -> list[PlaceNode]:
        """One node for each place that a description stands for, all with one head."""
        taken = {i for n in self.named for i in range(n.first, n.last)}
        found: list[PlaceNode] = []
        for token in self.tokens:
            kind = class_word(token, self.words)
            if kind not in self.words.described or token.i in taken or token.upos != "NOUN":
                continue
            if self._names_it(token) or self._leads_elsewhere(token):
                continue
            first = self._start(token.i)
            number = self._number(token, first)
            antecedents = self._antecedents(token, kind or "", first, number)
            if not antecedents:
                continue
            first = self._without_article(first, token.i)
            start, end = self.grammar.chars(first, token.i + 1)
            precision = antecedents[0].place.precision
            relation, extent = relations.read(first, token.i + 1, precision)
            for node in antecedents:
                place = msgspec.structs.replace(
                    node.place, text=self.grammar.text[start:end], start=start, end=end,
                    relation=relation, extent=extent, inferred=True,
                )  # fmt: skip
                found.append(PlaceNode(head=token.i, first=first, last=token.i + 1, place=place))
        return found

    def _antecedents(
        self, token: Token, kind: str, first: int, number: int | None
    ) -> list[PlaceNode]:
        plural = self._plural(token)
        opener = self.tokens[first].low
        described = self._described_before(first, kind, number if plural else 1)
        if described:
            return described
        if not plural:
            if opener not in ("the", "this", "that") or self._modified(first, token.i):
                return []
            return self._last_named(token, kind)
        if number is None:
            return []
        definite = opener in POINTING or self.tokens[first].low in POINTING
        before = self._group_before(first, kind, number) if definite else []
        return before or self._group_after(token, kind, number)

    def _last_named(self, token: Token, kind: str) -> list[PlaceNode]:
        """What "the town" was: the place of that class named last, unless two stand level."""
        end = bisect_right(self._lasts, token.i)
        fits = [
            n for n in self.named[max(0, end - MOST) : end]
            if token.sentence - self.tokens[n.first].sentence <= BACK and self._fits(n, kind)
            and not self._is_where_said(n, token)
        ]  # fmt: skip
        if not fits:
            return []
        last = fits[-1]
        if self.words.classes[kind] == "route" and self._another_way(last, token):
            return []
        same = {n.place.name for n in fits
                if self.tokens[n.first].sentence == self.tokens[last.first].sentence}  # fmt: skip
        return [last] if len(same) == 1 else []

    def _described_before(self, first: int, kind: str, number: int | None) -> list[PlaceNode]:
        """ "Nabul and Zahraa, two towns which …", "Nabul, a town that …": those named before the
        comma. Without a number, all of them."""
        if first < 2 or self.tokens[first - 1].text not in (",", "–", "—"):
            return []
        if self.tokens[first].low in POINTING and number is None:
            return []
        for group in self._groups(kind):
            if group[-1].last == first - 1 and number in (None, len(group)):
                alone = len(group) == 1
                return group if alone or self.tokens[first].low != "the" else []
        return []

    def _leads_elsewhere(self, token: Token) -> bool:
        """ "The road from Azaz to Aleppo", "the road that they use": told by its own words."""
        if self.words.classes.get(token.low) != "route":
            return False
        own = self.grammar.dependents(token.i, "nmod", "acl", "appos", "compound", "amod")
        return next(iter(own), None) is not None

    def _another_way(self, named: PlaceNode, token: Token) -> bool:
        """Whether another road, without a name, was told of since: "the road" may be that one. What
        stands behind the name's comma is the named one itself ("the A9, the road that …")."""
        itself = named.last + 2 if self.tokens[named.last].text == "," else -1
        return any(
            t.low.removesuffix("s") in self.words.routes
            and t.i != itself
            and (self.tokens[t.i - 1].low not in POINTING or self._leads_elsewhere(t))
            for t in self.tokens[named.last : token.i]
        )

    def _is_where_said(self, node: PlaceNode, token: Token) -> bool:
        """ "In Kyiv, he said that the city held": the place of saying, not the one told of."""
        head = self.tokens[node.head]
        if head.rel != "obl" or head.sentence != token.sentence:
            return False
        told = self.grammar.dependents(head.head, "ccomp")
        return any(token.i in self.grammar.subtree(clause.i) for clause in told)

    def _group_before(self, first: int, kind: str, number: int) -> list[PlaceNode]:
        groups = [g for g in self._groups(kind) if g[-1].last <= first and len(g) == number]
        return groups[-1] if groups else []

    def _group_after(self, token: Token, kind: str, number: int) -> list[PlaceNode]:
        """A group named further down under the same noun: "the towns of Nabul and Zahraa"."""
        for group in self._groups(kind):
            start = group[0].first
            if start > token.i and len(group) == number and start >= 2:
                of, noun = self.tokens[start - 1], self.tokens[start - 2]
                if of.low == "of" and class_word(noun, self.words) == kind:
                    return group
                if noun.i == token.i and of.text in (",", ":", "–", "—", "("):
                    return group
        return []

    def people(self, node: PlaceNode) -> int:
        """How many people live there; a village's worth where it is not known."""
        return self._people.get(node.place.start or 0, 0)

    def _groups(self, kind: str) -> list[list[PlaceNode]]:
        """Places of a class joined by commas and "and"."""
        if kind in self._grouped:
            return self._grouped[kind]
        groups: list[list[PlaceNode]] = []
        for node in (n for n in self.named if self._fits(n, kind)):
            joined = groups and self._joined(groups[-1][-1], node)
            if joined:
                groups[-1].append(node)
            else:
                groups.append([node])
        self._grouped[kind] = [g for g in groups if len({n.place.name for n in g}) == len(g)]
        return self._grouped[kind]

    def _joined(self, one: PlaceNode, other: PlaceNode) -> bool:
        gap = self.tokens[one.last : other.first]
        link = any(t.low in ("and", ",", "&") for t in gap)
        return link and len(gap) <= 4 and all(
            t.low in ("and", ",", "&", "the", "of", "nearby") or class_word(t, self.words)
            for t in gap
        )  # fmt: skip

    def _fits(self, node: PlaceNode, kind: str) -> bool:
        if node.place.precision != self.words.classes[kind]:
            return False
        if node.place.precision == "point":
            # What is named as one kind of thing is not "the" other: an air base is no crossing.
            named = set((node.place.name or "").lower().split()) & self.words.classes.keys()
            if named and kind not in named:
                return False
        low, high = self.words.sizes.get(kind, (0, 10**10))
        return low <= self.people(node) <= high

    # --- the noun phrase ----------------------------------------------------------------------

    def _start(self, i: int) -> int:
        first = i
        while first > 0 and self.tokens[first - 1].sentence == self.tokens[i].sentence:
            token = self.tokens[first - 1]
            joined = token.text in "-–" and first >= 2
            inside = token.upos in ("ADJ", "NUM", "DET") or token.low in self.words.numbers
            inside = inside or (token.upos == "ADV" and self.tokens[first].upos == "ADJ")
            compound = token.upos in ("NOUN", "PROPN") and (
                self.tokens[first].text in "-–" or self.tokens[first - 2].text in "-–"
            )
            if not (inside or joined or compound):
                break
            first -= 1
            if token.upos == "DET":
                break
        return first

    def _number(self, token: Token, first: int) -> int | None:
        for t in self.tokens[first : token.i]:
            if t.low in self.words.numbers:
                return self.words.numbers[t.low]
        return None

    def _without_article(self, first: int, head: int) -> int:
        """ "two Shia towns" for "the two Shia towns", but "the town" stays."""
        bare = head - first <= 1
        article = self.tokens[first].low in ("the", "these", "those")
        return first + 1 if article and not bare else first

    def _modified(self, first: int, head: int) -> bool:
        """ "the Syrian town", "the other town": not simply the one just named."""
        return any(
            t.low in ("other", "another", "next", "same", "whole", "first", "capital")
            or t.text[:1].isupper()
            for t in self.tokens[first + 1 : head]
        )

    def _plural(self, token: Token) -> bool:
        return "Number=Plur" in token.feats or (
            token.low not in self.words.classes and token.low.endswith("s")
        )

    def _names_it(self, token: Token) -> bool:
        """ "the town of Nabul", "the city council", "Damascus city": not a description."""
        after = self.tokens[token.i + 1] if token.i + 1 < len(self.tokens) else None
        before = self.tokens[token.i - 1] if token.i else None
        if after is not None and after.sentence == token.sentence and (
            (after.low == "of" and not self._plural(token)) or after.upos in ("PROPN",)
            or (after.upos == "NOUN" and after.head != token.i and token.head == after.i)
        ):  # fmt: skip
            return True
        if after is not None and after.low == "of":
            return True
        return before is not None and before.upos == "PROPN"
