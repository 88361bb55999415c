"""Figures as ranges, so that rounding is never a dispute."""

from __future__ import annotations

import math
import re

from sayso.core.types import Claim, Quantity, Record
from sayso.knowledge.effects import Effects

INFINITY = math.inf


class Measure(Record, frozen=True):
    """A figure of a claim. ``name`` is what is counted (or the predicate where effects.yaml does
    not list it), ``who`` the words for those counted, in lower case; ``low`` to ``high`` what the
    words allow once rounding is taken off; ``listed``: from effects.yaml."""

    name: str
    unit: str
    who: str
    low: float
    high: float
    text: str
    listed: bool
    running: bool = False
    by_people: bool = False

    def clashes(self, other: Measure) -> bool:
        """Whether no number fits both."""
        return self.low > other.high or other.low > self.high


def measures(claim: Claim, effects: Effects) -> tuple[Measure, ...]:
    """The figures of a claim that count something; shares, parts of a whole and mere measures of
    distance are left out."""
    words = frozenset(re.findall(r"[a-z]+", claim.text.lower()))
    found = []
    for quantity in claim.quantities:
        unit, text = quantity.unit, quantity.text
        if unit is None or text is None or unit in ("share", "%", "km", "m"):
            continue
        if _is_part(quantity, claim, effects):
            continue
        low, high = reach(quantity)
        listed = effects.figure(claim.predicate, unit, words)
        who = (quantity.what or unit).casefold()
        found.append(
            Measure(
                name=listed[0] if listed else claim.predicate.replace("_", " "),
                unit=unit,
                who=who,
                low=low,
                high=high,
                text=text,
                listed=listed is not None,
                running=listed is not None and listed[1].running,
                by_people=listed is None or listed[1].by_people,
            )
        )
    return tuple(found)


def _is_part(quantity: Quantity, claim: Claim, effects: Effects) -> bool:
    """Whether a figure counts a part of those that the sentence is about."""
    text = (quantity.text or "").casefold()
    before = ""
    if quantity.start is not None and quantity.start > claim.start:
        before = claim.text[: quantity.start - claim.start].casefold()[-20:]
    if re.search(r"\bmore\b(?! than)", text):
        return True  # "three more"
    return any(part in text or before.rstrip(" ,").endswith(part) for part in effects.parts)


def reach(quantity: Quantity) -> tuple[float, float]:
    """The range a figure allows. A bare figure is right to half of its last figure that is not
    nought, an approximate one to a whole one; "dozens" has a low end only."""
    if quantity.best is None:
        low = -INFINITY if quantity.low is None else float(quantity.low)
        return low, INFINITY if quantity.high is None else float(quantity.high)
    best = float(quantity.best)
    give = _step(best) / 2 if best >= 20 or best != int(best) else 0.0
    low = best - give if quantity.low is None else min(float(quantity.low), best)
    return low, best + give if quantity.high is None else max(float(quantity.high), best)


def _step(value: float) -> float:
    """The size of the last figure that is not nought: 40,000 → 10,000, 486,700 → 100."""
    if value != int(value) or value == 0:
        return 0.1
    step = 1
    while int(value) % (step * 10) == 0:
        step *= 10
    return float(step)
