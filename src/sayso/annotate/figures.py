"""Amounts: figures, number words, shares and money, with the cues that bound them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate

from sayso.annotate.atoms import Atom, Tokens
from sayso.annotate.numerals import number_at, tidy
from sayso.core.grammar import Grammar
from sayso.core.types import Record
from sayso.knowledge.expressions import Cue, NumberWords

# A number joined to one of these by a hyphen says how long or how old.
_TIME_UNITS = ("seconds", "minutes", "hours", "days", "nights", "weeks", "fortnights", "months",
               "years", "decades", "centuries")  # fmt: skip


class Figure(Record, frozen=True):
    """Atoms [first, last) that tell an amount; ``unit`` where they hold one; ``bare``: figures or
    a number word without anything that shows it to be a count."""

    first: int
    last: int
    low: float | int | None = None
    best: float | int | None = None
    high: float | int | None = None
    unit: str | None = None
    bare: bool = False
    noun_needed: bool = False


class FigureReader:
    """Reads the amounts of one stretch of text. ``taken``: characters that are dates."""

    def __init__(
        self,
        grammar: Grammar,
        found: list[Atom],
        words: NumberWords,
        taken: list[tuple[int, int]],
    ) -> None:
        self.grammar = grammar
        self.atoms = found
        self.words = words
        self.where = Tokens(grammar, found)
        spans = sorted(taken)
        starts = [start for start, _ in spans]
        furthest = list(accumulate((end for _, end in spans), max))
        # Whether a span that starts before the atom reaches beyond its start.
        before = [bisect_right(starts, atom.start) for atom in found]
        self._taken = [
            count > 0 and furthest[count - 1] > atom.start
            for count, atom in zip(before, found, strict=True)
        ]

    def figure(self, i: int) -> Figure | None:
        """Cues, number and unit from atom ``i`` on, with the cues' work done."""
        kinds: list[str] = []
        at = i
        while (cue := self.cue(at, self.words.before)) is not None and len(kinds) < 3:
            at, kind = cue
            kinds.append(kind)
        if self.off(at):
            return None
        core = self._core(at, cued=bool(kinds))
        if core is None:
            return None
        after = self.cue(core.last, self.words.after)
        if after is not None:
            kinds.append(after[1])
            core = moved(core, last=after[0])
        return bounded(moved(core, first=i, bare=core.bare and not kinds), kinds)

    def cue(self, i: int, cues: Mapping[str, tuple[Cue, ...]]) -> tuple[int, str] | None:
        for cue in cues.get(self.low(i), ()):
            if self._says(i, cue.words):
                return i + len(cue.words), cue.kind
        return None

    def _core(self, i: int, cued: bool) -> Figure | None:
        return (
            self._span(i)
            or self._money(i)
            or self._fraction(i)
            or self._plurals(i)
            or self._number(i, cued)
            or self._wordy(i)
        )

    def _span(self, i: int) -> Figure | None:
        """ "between 30 and 40", "30 to 40", "30-40", "two or three"."""
        opener = self.low(i)
        start = i + 1 if opener in ("between", "from") else i
        one = self._plain(start)
        if one is None:
            return None
        joint = self.low(one[0])
        if joint not in {"between": ("and",), "from": ("to",)}.get(opener, ("to", "-", "or")):
            return None
        two = self._plain(one[0] + 1)
        if two is None:
            return None
        low, high = one[1], two[1]
        scale = self.words.scales.get(self.low(two[0] - 1), 1)
        alone = one[0] == start + 1 and self.low(start) not in self.words.scales
        if alone and scale >= 100 and low < scale and low * scale <= high:
            low *= scale
        low = tidy(low)
        if not low < high:
            return None
        return self._united(Figure(first=i, last=two[0], low=low, high=high))

    def _money(self, i: int) -> Figure | None:
        at = i + 1 if self.low(i) in self.words.currency_prefixes else i
        unit = self.words.currencies.get(self.low(at))
        if unit is None:
            return None
        number = number_at(self.atoms, at + 1, self.words)
        if number is None:
            return None
        figure = Figure(first=i, last=number[0], best=number[1], unit=unit)
        second = number_at(self.atoms, number[0] + 1, self.words) if self.low(
            number[0]
        ) in ("-", "to") and number[0] + 1 < len(self.atoms) else None  # fmt: skip
        if second and number[1] < second[1]:
            return Figure(first=i, last=second[0], low=number[1], high=second[1], unit=unit)
        return figure

    def _fraction(self, i: int) -> Figure | None:
        """ "two-thirds of", "a quarter of", "half the"."""
        low = self.low(i)
        if low == "half" and self.low(i + 1) in ("of", "the", "its", "their", "his", "all"):
            last = i + 2 if self.low(i + 1) == "of" else i + 1
            return Figure(first=i, last=last, best=0.5, unit="share", noun_needed=True)
        top = self.words.words.get(low, 1 if low in ("a", "an") else 0)
        at = i + 2 if self.low(i + 1) == "-" else i + 1
        bottom = self.words.fractions.get(self.low(at), 0)
        if not top or not bottom or self.low(at + 1) != "of" or top >= bottom:
            return None
        best = round(top / bottom, 4)
        return Figure(first=i, last=at + 2, best=best, unit="share", noun_needed=True)

    def _plurals(self, i: int) -> Figure | None:
        """ "dozens of", "tens of thousands of"."""
        plurals = self.words.plurals
        low = self.low(i)
        if low not in plurals or self.where.verb(i):
            return None
        value, last = plurals[low], i + 1
        if self.low(i + 1) == "of" and self.low(i + 2) in plurals:
            value, last = value * plurals[self.low(i + 2)] // 2, i + 3
        if self.low(last) == "of":
            last += 1
        elif low == "scores":
            return None
        return self._united(Figure(first=i, last=last, low=value))

    def _number(self, i: int, cued: bool) -> Figure | None:
        number = self._plain(i)
        if number is None:
            return None
        last, value = number
        first = self.atoms[i]
        if first.low == "one" and last == i + 1:
            if self.low(i - 1) in ("no", "the", "this", "that", "any", "every", "each", "some"):
                return None
            return self._united(Figure(first=i, last=last, best=value, noun_needed=not cued))
        return self._united(Figure(first=i, last=last, best=value, bare=True))

    def _wordy(self, i: int) -> Figure | None:
        """ "several", "a few", "no civilians", "most of", "almost entirely"."""
        for words in self.words.extents.get(self.low(i), ()):
            if self._says(i, words):
                last = i + len(words)
                around = {self.low(last), self.low(i - 1)}
                if not around.isdisjoint(self.words.not_extent_beside):
                    return None
                return Figure(first=i, last=last, unit="share")
        at = i + 1 if self.low(i) in ("a", "an", "the") else i
        low = self.low(at)
        of = self.low(at + 1) == "of"
        if low in self.words.vague:
            vague = self.words.vague[low]
            least = vague.low if low != "few" or self.low(i) == "a" else None
            last = at + 2 if of else at + 1
            return self._united(Figure(
                first=i, last=last, low=least, best=vague.best, high=vague.high, noun_needed=True
            ))  # fmt: skip
        if low in self.words.shares and (of or (low == "most" and self.where.plural(at + 1))):
            last = at + 2 if of else at + 1
            return Figure(first=i, last=last, unit="share", noun_needed=True)
        counts = low == "none" or self.where.plural(i + 1) or self.human(i + 1)
        if at == i and low in self.words.none and counts:
            last = i + 2 if of else i + 1
            return Figure(first=i, last=last, best=0, noun_needed=low != "none")
        return None

    def _plain(self, i: int) -> tuple[int, float] | None:
        """A number at atom ``i`` that is not part of a name, a date or an address."""
        if self.off(i) or "number" not in self.atoms[i].kinds:
            return None
        number = number_at(self.atoms, i, self.words)
        if number is None:
            return None
        first, last = self.atoms[i], number[0]
        before = self.low(i - 1)
        if first.shape == "digits":
            if before in self.words.labels or before in self.words.currencies:
                return None
            if (
                first.glued
                and before in ("/", ".", ":", ",", "'", "+", "-")
                and not (before == "-" and "number" in self.atoms[i - 2].kinds)
            ):
                return None
        after = self.atoms[last] if last < len(self.atoms) else None
        if after is not None and after.glued and after.low in ("/", ":", "'s"):
            return None
        if before in ("aged", "age") or self._in_name(i) or self._compounds(last):
            return None
        return number

    def _compounds(self, i: int) -> bool:
        """Whether a hyphen at atom ``i`` makes the number part of an adjective that does not
        measure: "a 15-member council", "a 27-year-old"."""
        if self.low(i) != "-" or i + 1 >= len(self.atoms) or not self.atoms[i + 1].glued:
            return False
        after = self.atoms[i + 1]
        if after.shape != "word" or "number" in after.kinds:
            return False
        return self.words.units.get(after.low) in (None, *_TIME_UNITS)

    def _united(self, figure: Figure) -> Figure:
        """With the unit of measure that follows the number."""
        at = figure.last
        low = self.low(at)
        if low == "-":
            at, low = at + 1, self.low(at + 1)
        if low in ("square", "sq") and self.low(at + 1) in self.words.units:
            name = self.words.units[self.low(at + 1)]
            unit = self.words.squares.get(name, f"square {name}")
            return moved(figure, last=at + 2, unit=unit)
        if low == "per" and self.low(at + 1) == "cent":
            return moved(figure, last=at + 2, unit="percent")
        if low == "m" and self.atoms[at].glued:
            return moved(figure, last=at + 1, unit="metres")
        if low in ("us", "u") and self.low(at + 1) in ("dollars", "dollar"):
            return moved(figure, last=at + 2, unit="USD")
        unit_name = self.words.units.get(low)
        if unit_name != low and low.isalpha() and self.where.plural(at + 1):
            return figure  # "two barrel bombs"
        return moved(figure, last=at + 1, unit=unit_name) if unit_name else figure

    def human(self, k: int) -> bool:
        if k >= len(self.atoms):
            return False
        low = self.low(k)
        return low in self.words.people or (
            low not in self.words.units and self.where.token(k).lemma in self.words.people
        )

    def _in_name(self, i: int) -> bool:
        """Whether a number is a later word of a name: "Channel 4", "Group of Seven"."""
        token = self.where.token(i).i
        return any(
            name.first < token < name.last and name.last - name.first > 1
            for name in self.grammar.names
        )

    def off(self, i: int) -> bool:
        return not 0 <= i < len(self.atoms) or self._taken[i]

    def low(self, i: int) -> str:
        return self.atoms[i].low if 0 <= i < len(self.atoms) else ""

    def _says(self, i: int, words: tuple[str, ...]) -> bool:
        return all(self.low(i + k) == word for k, word in enumerate(words))


def moved(
    figure: Figure,
    first: int | None = None,
    last: int | None = None,
    unit: str | None = None,
    bare: bool | None = None,
) -> Figure:
    return Figure(
        first=figure.first if first is None else first,
        last=figure.last if last is None else last,
        low=figure.low,
        best=figure.best,
        high=figure.high,
        unit=unit or figure.unit,
        bare=figure.bare if bare is None else bare,
        noun_needed=figure.noun_needed,
    )


def bounded(figure: Figure, kinds: list[str]) -> Figure:
    """A figure under its cues: a bound takes the place of ``best``."""
    low, best, high = figure.low, figure.best, figure.high
    for kind in kinds:
        if kind in ("high", "below"):
            low, best, high = None, None, best if high is None else high
        elif kind in ("low", "above"):
            low, best, high = best if low is None else low, None, high
    return Figure(
        first=figure.first, last=figure.last, low=low, best=best, high=high, unit=figure.unit,
        bare=figure.bare, noun_needed=figure.noun_needed,
    )  # fmt: skip
