"""Grammar → figures: counted things, shares, measures and money, as intervals."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.annotate.atoms import atoms, stretches
from sayso.annotate.figures import Figure, FigureReader, bounded
from sayso.annotate.times import recognise
from sayso.core.annotation import QuantityNode
from sayso.core.grammar import Grammar
from sayso.core.types import Quantity
from sayso.knowledge.expressions import load_numbers

# How far past the number its noun is looked for.
NEAR = 8
_DETERMINERS = frozenset({
    "the", "these", "those", "his", "her", "its", "their", "our", "all", "some",
})  # fmt: skip
_MORE = frozenset({"more", "other", "such"})
_PRONOUNS = frozenset({"them", "us", "you", "whom", "these"})
_SUBJECT_OR_OBJECT = frozenset({"nsubj", "obj", "iobj"})


def find_quantities(grammar: Grammar) -> tuple[QuantityNode, ...]:
    """Every figure of a report, in text order.

    A plain figure and one with a near-word (about, some, nearly, almost, around) give ``best``
    alone; at least, more than, or more give ``low``; up to, at most, fewer than give ``high``
    (strict bounds keep the figure that is named); "between 30 and 40" gives both; dozens, several
    and the like the least they can stand for; most, mostly, almost entirely are a share with all
    bounds open. ``what`` is the counted noun with its compounds, in lower case, null where it is
    left out ("killed 23"); ``unit`` is "people" for human beings, the unit of measure, "percent",
    "share", a currency code, else the noun.
    """
    words = load_numbers()
    taken = _taken(grammar)
    nodes: list[QuantityNode] = []
    for start, end in stretches(grammar):
        found = atoms(grammar.text, start, end, numbers=words)
        reader = _Reader(grammar, found, words, taken)
        nodes.extend(reader.read())
    return tuple(nodes)


def _taken(grammar: Grammar) -> list[tuple[int, int]]:
    """Characters that tell when, not how much: every time expression but a bare length."""
    taken = []
    for expression in recognise(grammar):
        words = grammar.text[expression.start : expression.end]
        length = expression.adverbial.kind in ("measure", "inside") and "-" not in words
        if not length:
            taken.append((expression.start, expression.end))
    return taken


class _Reader(FigureReader):
    """Finds what the amounts of one stretch of text count."""

    _last: QuantityNode | None = None

    def read(self) -> Iterator[QuantityNode]:
        """The figures in order."""
        i = 0
        while i < len(self.atoms):
            figure = self.figure(i)
            node = self._node(i, figure) if figure else None
            if node is None or figure is None:
                i += 1
                continue
            self._last = node[0]
            yield node[0]
            i = max(node[1], i + 1)

    def _node(self, i: int, figure: Figure) -> tuple[QuantityNode, int] | None:
        """The node, and the atom after it; None where the number counts nothing."""
        if self.off(figure.last - 1):
            return None
        last = figure.last
        what: str | None = None
        unit = figure.unit
        head = self._number_token(figure)
        noun = None if unit and unit != "share" and not self._of(last) else self._noun(last)
        if unit == "share" and not figure.noun_needed and self.low(last - 1) != "of":
            noun = None
        if noun is not None:
            first_noun, noun_at, last = noun
            what = " ".join(a.low for a in self.atoms[first_noun:last])
            head = self.where.token(noun_at).i
            if unit is None:
                human = self.human(noun_at)
                unit = "people" if human else self.atoms[noun_at].low
        elif self.low(last) in self.words.elided:
            what, unit, last = self.low(last), "people", last + 1
        elif self.low(last) == "of" and self.low(last + 1) in _PRONOUNS:
            last += 2
        elif self.low(last) == "more" and self.low(last + 1) != "than":
            last += 1
        elif unit is None and (sum_of := self._tally(figure)) is not None:
            what, unit = sum_of
        elif figure.noun_needed or (figure.bare and not unit and not self._counted(figure)):
            return None
        elif unit is not None and unit not in ("share", "percent"):
            head, what = self._unit_noun(figure)
        after = self.cue(last, self.words.after)
        if after is not None:
            changed = bounded(figure, [after[1]])
            figure, last = changed, after[0]
        start, end = self.atoms[i].start, self.atoms[last - 1].end
        first_token, last_token = self.where.range(i, last)
        quantity = Quantity(
            text=self.grammar.text[start:end],
            start=start,
            end=end,
            what=what,
            unit=unit,
            low=figure.low,
            best=figure.best,
            high=figure.high,
        )
        return QuantityNode(head=head, first=first_token, last=last_token, quantity=quantity), last

    def _noun(self, i: int) -> tuple[int, int, int] | None:
        """The noun counted by a number that ends before atom ``i``: (first atom of its compound,
        the noun, the atom after it). By word order: modifiers, then nouns up to the last."""
        at = i
        if self.low(at) == "of":
            at += 1
        after_of = self.low(at - 1) == "of" and self.low(at) in _DETERMINERS
        if after_of or (self.low(at) in _MORE and self.low(at + 1) != "than"):
            at += 1
        first = noun = -1
        for k in range(at, min(at + NEAR, len(self.atoms))):
            atom = self.atoms[k]
            if atom.breaks or self.off(k):
                break
            token = self.where.token(k)
            if atom.shape == "mark":
                # A hyphen joins modifiers; a comma may stand between two of them.
                if (atom.low == "-" and noun < 0) or (atom.low == "," and noun < 0 and k > at):
                    continue
                break
            if token.upos in ("NOUN", "PROPN"):
                if noun >= 0 and self.atoms[noun].low in self.words.people and not (
                    token.upos == "NOUN" and token.dep != "obj" and self.human(k)
                ):  # fmt: skip
                    break
                if noun < 0 or k > noun + 1:
                    first = k
                noun = k
                if token.xpos == "NNS" and not self._compound(k):
                    break
            elif noun >= 0 or not self._modifier(k):
                break
        if noun < 0:
            return None
        if self.where.token(noun).upos == "PROPN" and self.low(i) != "of":
            return None if noun == at and not self.human(noun) else (first, noun, noun + 1)
        while first < noun and (
            self.where.token(first).upos == "PROPN" or self.low(first - 1) == "-"
        ):
            first += 1
        return first, noun, noun + 1

    def _modifier(self, k: int) -> bool:
        token = self.where.token(k)
        if token.upos in ("ADJ", "ADV", "NUM") or token.xpos in ("VBN", "VBG", "HYPH"):
            return True
        return token.upos == "CCONJ" and self.where.token(k - 1).upos == "ADJ"

    def _compound(self, k: int) -> bool:
        """Whether a plural noun only modifies the next: "arms dealers"."""
        token = self.where.token(k)
        if k + 1 >= len(self.atoms) or self.atoms[k + 1].shape == "mark":
            return False
        after = self.where.token(k + 1)
        return token.head == after.i and token.rel == "compound" and after.upos == "NOUN"

    def _counted(self, figure: Figure) -> bool:
        """Whether a bare number stands as a party to its verb: "killed 23", "23 were killed"."""
        token = self.where.token(figure.first)
        if token.rel in _SUBJECT_OR_OBJECT:
            return True
        before = self.where.token(figure.first - 1) if figure.first else None
        if figure.last < len(self.atoms) and not self.atoms[figure.last].breaks:
            after = self.where.token(figure.last)
            if after.upos == "AUX" or (after.upos == "VERB" and token.head == after.i):
                return True
        return before is not None and before.upos == "VERB"

    def _tally(self, figure: Figure) -> tuple[str | None, str | None] | None:
        """What a figure is the sum of, in "the toll has risen to 73", "put the toll at 73": the
        subject's or object's noun, or what was counted last where that is only "the number"; none
        for any other figure."""
        grammar = self.grammar
        token = grammar.tokens[self._number_token(figure)]
        verb = grammar.tokens[token.head]
        if token.rel != "obl" or not grammar.case(token.i).startswith(("to", "at")):
            return None
        for noun in grammar.dependents(verb.i, "nsubj", "obj"):
            unit = self.words.tallies.get(noun.lemma)
            of = next((t for t in grammar.dependents(noun.i, "nmod")), None)
            if unit is None or (unit == "" and of is not None and not self._dead(of.lemma)):
                continue
            if unit or of is not None:
                return noun.low, unit or "people"
            last = self._last
            if last is None or verb.sentence - grammar.tokens[last.head].sentence > 1:
                return None
            return last.quantity.what, last.quantity.unit
        return None

    def _dead(self, lemma: str) -> bool:
        return bool(self.words.tallies.get(lemma))

    def _number_token(self, figure: Figure) -> int:
        """The token of the number itself, past the cues."""
        for k in range(figure.first, figure.last):
            number = "number" in self.atoms[k].kinds and self.low(k) not in ("a", "an")
            if number or self.low(k) in self.words.plurals:
                return self.where.token(k).i
        return self.where.token(figure.first).i

    def _unit_noun(self, figure: Figure) -> tuple[int, str | None]:
        """The head and the word of a measure: the unit where it is a word, else the number."""
        last = figure.last - 1
        if self.atoms[last].shape == "word" and self.low(last) in self.words.units:
            return self.where.token(last).i, self.low(last)
        return self._number_token(figure), None

    def _of(self, i: int) -> bool:
        return self.low(i) in ("of", "worth") or self.low(i - 1) == "of"
