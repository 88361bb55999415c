"""Numbers in figures and words, over atoms."""

from __future__ import annotations

from sayso.annotate.atoms import Atom
from sayso.knowledge.expressions import NumberWords

_ARTICLES = ("a", "an", "half")


def number_at(found: list[Atom], i: int, words: NumberWords) -> tuple[int, float] | None:
    """The longest number that begins at atom ``i``: (atom after it, value), or none.

    Figures ("1,200", "1.2m", "1.2 million"), words ("twenty-three", "two hundred and fifty
    thousand", "half a million", "a dozen").
    """
    total = current = 0.0
    k, last, seen = i, i, False
    limit = 0.0
    while k < len(found):
        atom = found[k]
        if k > i and atom.breaks:
            break
        if atom.shape == "digits" and "number" in atom.kinds:
            if seen or k > i:
                break
            current, seen, k = float(atom.low.replace(",", "")), True, k + 1
            scale = _suffix(found, k, words)
            if scale is not None:
                current, k = current * scale, k + 1
            last, limit = k, 1.0
        elif atom.low in words.words and not (k == i + 1 and found[i].low in _ARTICLES):
            value = words.words[atom.low]
            if seen and not (value < limit and limit >= 10):
                break
            current, limit, seen = current + value, _room(value), True
            k += 1
            last = k
        elif atom.low in words.scales and (seen or atom.low not in ("score",)) and k > i:
            scale = words.scales[atom.low]
            if scale >= 1000 or scale in (12, 20):
                total, current = total + (current or 1) * scale, 0.0
            else:
                current = (current or 1) * scale
            limit, seen = float(scale), True
            k += 1
            last = k
        elif k == i and atom.low in ("a", "an"):
            current, k, limit = 1.0, k + 1, 1.0
        elif k == i and atom.low == "half":
            current, k, limit = 0.5, k + 1, 1.0
        elif _links(found, i, k, seen, limit, words):
            k += 1
        else:
            break
    if not seen or last == i:
        return None
    return last, tidy(total + current)


def _suffix(found: list[Atom], k: int, words: NumberWords) -> float | None:
    """The multiplier written against the figure before atom ``k``."""
    if k >= len(found) or not found[k].glued:
        return None
    low = found[k].low
    if low in words.suffixes:
        return float(words.suffixes[low])
    if low == "m":
        money = k >= 2 and found[k - 2].low in words.currencies
        follows = found[k + 1] if k + 1 < len(found) else None
        if money or (
            follows is not None
            and follows.shape == "word"
            and follows.low not in words.metres_before
        ):
            return 1e6
    return None


def _links(found: list[Atom], i: int, k: int, seen: bool, limit: float, words: NumberWords) -> bool:
    """Whether atom ``k`` only joins the words of a number: "half a million", "twenty-three", "two
    hundred and fifty"."""
    low = found[k].low
    if low in ("a", "an"):
        return k == i + 1 and found[i].low == "half"
    after = words.words.get(found[k + 1].low) if k + 1 < len(found) else None
    if not seen or after is None:
        return False
    if low == "-":
        return 20 <= words.words.get(found[k - 1].low, 0) < 100 and 1 <= after <= 9
    return low == "and" and limit >= 100


def _room(value: float) -> float:
    """What may still be added after a number word: under ten after twenty, nothing after three."""
    return 10.0 if 20 <= value < 100 else 1.0


def tidy(value: float) -> float | int:
    """A whole number as an int, any other to six places."""
    value = round(value, 6)
    return int(value) if value == int(value) else value
