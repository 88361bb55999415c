"""Places that are not names: borders, roads from one place to another, countryside, the world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sayso.annotate.place_relations import Relations
from sayso.core.annotation import PlaceNode
from sayso.core.grammar import Grammar, Token
from sayso.core.types import Place, Precision, Relation
from sayso.knowledge.places import Gazetteer, PlaceWords

REACH = 14  # tokens from a road to the places it leads to
_GAP = 6  # of them, whose road it is or what it does


class Phrases:
    """Finds the other places of one report, given the named ones. ``main`` is the country that
    the report is mostly about."""

    def __init__(
        self, grammar: Grammar, gazetteer: Gazetteer, words: PlaceWords, main: str | None
    ) -> None:
        self.grammar = grammar
        self.tokens = grammar.tokens
        self.gazetteer = gazetteer
        self.words = words
        self.main = main
        # Ends of a road that the words before them do not show ("linking rebels in A to B").
        self.turned: dict[tuple[int, int], Relation] = {}

    def borders(self, named: Sequence[PlaceNode], relations: Relations) -> list[PlaceNode]:
        """ "the Turkish border", "the Syria-Turkey border", "the border between Iraq and Iran"."""
        found = []
        for token in self.tokens:
            if token.low not in self.words.borders or token.upos not in ("NOUN", "PROPN"):
                continue
            first, before = self._countries_before(token.i)
            after = self._countries_after(token.i, named)
            sides = list(dict.fromkeys([*before, *after]))
            if not sides:
                continue
            last = token.i + 1
            if not before and after:
                ends = [n.last for n in named if token.i < n.first and n.place.country in after]
                last = min(ends) if len(after) == 1 else sorted(ends)[1] if len(ends) > 1 else last
            precision: Precision = "border"
            relation, _ = relations.read(first, last, precision)
            near = [n.place.country for n in named if n.last <= first
                    and self.tokens[n.first].sentence == token.sentence]  # fmt: skip
            name = self._border_name(sides, [*reversed(near), self.main])
            found.append(self._node(token.i, first, last, name, precision, relation))
        return found

    def _countries_before(self, i: int) -> tuple[int, list[str]]:
        """Countries named right before a border word, and where the phrase starts."""
        first, sides = i, list[str]()
        while first > 0:
            token = self.tokens[first - 1]
            country = self._country(token)
            if country:
                sides.insert(0, country)
            elif (
                token.text not in ("-", "–", "—", "'s", "’s") or first < 2
                or not self._country(self.tokens[first - 2])
            ):  # fmt: skip
                break
            first -= 1
        return first, sides

    def _countries_after(self, i: int, named: Sequence[PlaceNode]) -> list[str]:
        """ "with Turkey", "between Syria and Turkey" after a border word."""
        link = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if link is None or link.low not in ("with", "between", "of"):
            return []
        near = [n for n in named if i + 1 < n.first <= i + 7 and n.place.precision == "country"]
        wanted = 2 if link.low == "between" else 1
        return [n.place.country for n in near[:wanted] if n.place.country]

    def _country(self, token: Token) -> str | None:
        if not token.text[:1].isupper():
            return None
        if token.low in self.words.adjectives:
            return self.words.adjectives[token.low]
        entries = self.gazetteer.lookup(token.text)
        return next(
            (e.country for e in entries if e.precision == "country" and e.match != "loose"), None
        )

    def _border_name(self, sides: list[str], near: Sequence[str | None]) -> str:
        """The border's name; where one side is given, the other is the country named just before
        it that touches it, or the report's own."""
        for other in sides[1:2] or near:
            border = self.gazetteer.border(sides[0], other) if other else None
            if border:
                return border.name
        return f"{self.gazetteer.countries[sides[0]].name} border"

    def routes(self, nodes: Sequence[PlaceNode], relations: Relations) -> list[PlaceNode]:
        """ "the road from Homs to Aleppo", "the supply route to Turkey", "the Aleppo-Damascus
        highway". ``nodes``: named places and borders, in text order."""
        found = []
        taken = {i for n in nodes for i in range(n.first, n.last)}
        for token in self.tokens:
            if (
                token.low not in self.words.routes or token.upos != "NOUN" or token.i in taken
                or (token.low in ("line", "lines") and not self._compound(token.i))
            ):  # fmt: skip
                continue
            first = self._compound_start(token.i, taken)
            kind = self.grammar.text[self.tokens[first].start : token.end]
            ends, last = self._ends(token.i, nodes)
            joined = [n for n in nodes if n.last <= first and n.last >= first - 2
                      and self._joins(n.last, first)]  # fmt: skip
            if not ends and joined:
                pair = [n for n in nodes if n.last == joined[0].first - 1
                        and self.tokens[n.last].text in "-–—"]  # fmt: skip
                ends = [*pair, *joined]
                if len(ends) < 2:
                    continue
                first, last = ends[0].first, token.i + 1
            if not ends:
                continue
            name = self._route_name(kind, ends, nodes, first)
            relation, _ = relations.read(first, last, "route")
            found.append(self._node(token.i, first, last, name, "route", relation, ends))
        return found

    def _compound(self, i: int) -> bool:
        """Whether a noun stands before: "supply line", not the "line" of a text."""
        return i > 0 and self.tokens[i - 1].low in ("supply", "rail", "railway", "communication")

    def _compound_start(self, i: int, taken: set[int]) -> int:
        first = i
        while (
            first > 0 and self.tokens[first - 1].upos == "NOUN" and first - 1 not in taken
            and self.tokens[first - 1].sentence == self.tokens[i].sentence
        ):  # fmt: skip
            first -= 1
        return first

    def _joins(self, i: int, first: int) -> bool:
        return all(t.text in ("-", "–", "—", "'s", "’s") for t in self.tokens[i:first])

    def _ends(self, i: int, nodes: Sequence[PlaceNode]) -> tuple[list[PlaceNode], int]:
        """The places that a road leads to, or runs between, and where the phrase ends."""
        sentence = self.tokens[i].sentence
        following = [
            n for n in nodes
            if i < n.first <= i + REACH and self.tokens[n.first].sentence == sentence
        ]  # fmt: skip
        if not following or i + 1 >= len(self.tokens):
            return [], i + 1
        link = self._link_after(i, following[0].first)
        linking = link.lemma in self.words.links or link.low in ("linking", "leading", "connecting",
                                                                 "running", "joining")  # fmt: skip
        if link.low not in ("to", "from", "between", "into", "out") and not linking:
            return [], i + 1
        wanted = 1 if link.low in ("to", "into") else 2
        ends = following[:1]
        for node in following[1:wanted]:
            gap = self.tokens[ends[-1].last : node.first]
            if len(gap) <= 4 and any(t.low in ("to", "and", "with", "into") for t in gap):
                ends.append(node)
        if link.i > i + 1 and len(ends) < 2:
            return [], i + 1
        if linking and len(ends) == 2:
            self.turned[ends[0].first, ends[0].last] = "from"
            self.turned[ends[1].first, ends[1].last] = "to"
        return ends, ends[-1].last

    def _link_after(self, i: int, end: int) -> Token:
        """The word that leads on to a road's first end: the next one, or, past whose road it is
        ("the supply line of the rebels between …") or what it does ("the corridor that carried
        food from …"), the "from" or "between" there."""
        opener, link = self.tokens[i + 1], self.tokens[end - 1]
        if opener.low not in ("of", "which", "that") or link.low not in ("from", "between"):
            return opener
        gap = self.tokens[i + 2 : end - 1]
        bare = opener.low == "of"
        barred = {"ADP", "PUNCT", "SCONJ"} | ({"VERB", "AUX"} if bare else set())
        return opener if len(gap) > _GAP or any(t.upos in barred for t in gap) else link

    def _route_name(
        self, kind: str, ends: list[PlaceNode], nodes: Sequence[PlaceNode], first: int
    ) -> str:
        kind = kind.lower()
        if len(ends) == 2:
            return f"{kind} from {_called(ends[0])} to {_called(ends[1])}"
        goal = ends[0]
        if self.tokens[goal.first - 1].low == "from":
            return f"{kind} from {_called(goal)}"
        start = self._topic(nodes, first)
        if start and start.place.name != goal.place.name and self._stands_out(start, nodes, first):
            return f"{kind} from {_called(start)} to {_called(goal)}"
        return f"{kind} to {_called(goal)}"

    def _topic(self, nodes: Sequence[PlaceNode], i: int) -> PlaceNode | None:
        """The settlement of the report's main country that is named most up to token ``i``."""
        past = [n for n in nodes if n.last <= i and n.place.precision == "settlement"
                and n.place.lat is not None and n.place.country == self.main]  # fmt: skip
        counts = Counter(n.place.name for n in past)
        return max(past, key=lambda n: (counts[n.place.name], n.first), default=None)

    def _stands_out(self, node: PlaceNode, nodes: Sequence[PlaceNode], i: int) -> bool:
        """Whether a settlement is named more than any other up to token ``i``."""
        counts = Counter(
            n.place.name for n in nodes
            if n.last <= i and n.place.precision == "settlement" and n.place.country == self.main
        )  # fmt: skip
        own = counts.pop(node.place.name, 0)
        return own > max(counts.values(), default=0)

    def areas(self, nodes: Sequence[PlaceNode], relations: Relations) -> list[PlaceNode]:
        """ "the Aleppo countryside", "suburbs of Damascus"; bare "countryside" is that around the
        settlement or province last named."""
        found = []
        for token in self.tokens:
            if token.low not in self.words.areas or token.upos not in ("NOUN", "PROPN"):
                continue
            first, last = token.i, token.i + 1
            around = self._before(first, nodes) or self._after(last, nodes)
            if around is None and token.low == "countryside":
                around = self._topic(nodes, first)
            if around is None or around.place.name is None:
                continue
            if around.last <= first and first - around.last <= 2:
                first = around.first
            elif last <= around.first <= last + 3:
                last = around.last
            elif last < len(self.tokens) and self.tokens[last].low in ("area", "areas"):
                last += 1
            link = "around" if token.low == "countryside" else "of"
            name = f"{token.low} {link} {around.place.name.removesuffix(' Governorate')}"
            relation, _ = relations.read(first, last, "area")
            found.append(self._node(token.i, first, last, name, "area", relation, [around]))
        return found

    def _before(self, i: int, nodes: Sequence[PlaceNode]) -> PlaceNode | None:
        return next((n for n in nodes if n.last <= i <= n.last + 2 and self._near(n.last, i)), None)

    def _near(self, i: int, j: int) -> bool:
        return all(
            t.low in ("'s", "’s", "-") or t.low in self.words.sides or t.upos == "ADJ"
            for t in self.tokens[i:j]
        )

    def _after(self, i: int, nodes: Sequence[PlaceNode]) -> PlaceNode | None:
        if i < len(self.tokens) and self.tokens[i].low in ("of", "around", "near", "outside"):
            return next((n for n in nodes if i < n.first <= i + 3), None)
        return None

    def world(self) -> list[PlaceNode]:
        """ "worldwide", "around the world"."""
        found = []
        for token in self.tokens:
            before = self.tokens[max(0, token.i - 2) : token.i]
            phrase = token.low in ("world", "globe") and [t.low for t in before] in (
                ["around", "the"], ["across", "the"], ["throughout", "the"], ["over", "the"],
            )  # fmt: skip
            if token.low in self.words.world or phrase:
                found.append(self._node(token.i, token.i, token.i + 1, "the world", "area", "in"))
        return found

    def _node(
        self, head: int, first: int, last: int, name: str, precision: Precision,
        relation: Relation, ends: Sequence[PlaceNode] = (),
    ) -> PlaceNode:  # fmt: skip
        start, end = self.grammar.chars(first, last)
        countries = {n.place.country for n in ends}
        divisions = {n.place.admin1 for n in ends}
        country = countries.pop() if len(countries) == 1 else None
        admin1 = divisions.pop() if len(divisions) == 1 and country else None
        place = Place(
            text=self.grammar.text[start:end], start=start, end=end, name=name, country=country,
            admin1=admin1, precision=precision, relation=relation,
        )  # fmt: skip
        return PlaceNode(head=head, first=first, last=last, place=place)


def _called(node: PlaceNode) -> str:
    name = node.place.name or node.place.text or ""
    return f"the {name}" if node.place.precision == "border" else name
