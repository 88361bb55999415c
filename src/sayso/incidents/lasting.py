"""How long states lasted, by the words of claims: ranges in years."""

from __future__ import annotations

import functools
import math
import re

from sayso.core.edtf import bounds
from sayso.core.types import Claim
from sayso.incidents.accounts import Knowledge
from sayso.incidents.likeness import day
from sayso.knowledge.effects import Effects
from sayso.knowledge.expressions import NumberWords, load_numbers


def lasting(claim: Claim, known: Knowledge) -> str | None:
    """The state whose length a claim may give: one that it shows or ends; none if there is none."""
    found = known.effects.of(claim.predicate)
    for effect in found:
        fluent = known.effects.fluents[effect.state.fluent]
        if fluent.lasting and all(e.change != "start" for e in found):
            return fluent.lasts_as or fluent.name
    return None


def lasted(claim: Claim, known: Knowledge) -> tuple[float, float, str] | None:
    """How long, in years and the words for it: by the first length of time among the claim's
    figures and in its words, or for a state that goes on by the day it began."""
    texts = (*(q.text for q in claim.quantities if q.text), claim.text)
    found = next((x for text in texts if (x := length(text, known.effects))), None)
    if found is not None or not any(
        e.change == "observe" for e in known.effects.of(claim.predicate)
    ):
        return found
    until = claim.when.latest if claim.when and claim.when.latest else claim.report.published
    return since(claim, day(until), known.effects)


@functools.cache
def _lengths(effects: Effects) -> re.Pattern[str]:
    numbers: NumberWords = load_numbers()
    words = effects.lengths
    hedges = "|".join(
        re.escape(w)
        for w in sorted(
            (*words.least, *words.most, *words.nearly, *words.about), key=len, reverse=True
        )
    )
    number = "|".join((r"\d+(?:\.\d+)?", *sorted(numbers.words, key=len, reverse=True), "a", "an"))
    halves = "|".join(re.escape(h) for h in words.halves)
    units = "|".join(words.units)
    after = "|".join(words.not_before)
    return re.compile(
        rf"(?:\b(?P<hedge>{hedges})[ -])?\b(?P<number>{number})(?:[ -](?P<half>{halves}))?"
        rf"[ -](?P<unit>{units})s?(?:-old|-long)?\b(?! (?:{after})\b)",
        re.IGNORECASE,
    )


def length(text: str, effects: Effects) -> tuple[float, float, str] | None:
    """The first length of time in a text: least and most years, and its words.

    A bare length is right to a quarter of its unit, "about" to a half; "nearly four years" is
    from three and a half to four, "more than three years" from three up to the next.
    """
    match = _lengths(effects).search(text)
    if match is None:
        return None
    words = effects.lengths
    number = match["number"].casefold()
    unit = words.units[match["unit"].casefold()]
    known = load_numbers().words.get(number)
    count = float(known) if known is not None else 1.0 if number in ("a", "an") else float(number)
    count += 0.5 if match["half"] else 0.0
    hedge = (match["hedge"] or "").casefold()
    low, high = count - 0.25, count + 0.25
    if hedge in words.least:
        low, high = count, math.floor(count) + 1
    elif hedge in words.most:
        low, high = 0.0, count
    elif hedge in words.nearly:
        low, high = count - 0.5, count
    elif hedge in words.about:
        low, high = count - 0.5, count + 0.5
    return low * unit, high * unit, match[0]


def since(claim: Claim, until: int | None, effects: Effects) -> tuple[float, float, str] | None:
    """How long a state has lasted by a claim's words for its beginning ("since 2012"): least and
    most years up to the ordinal ``until``."""
    when = claim.when
    if when is None or when.text is None or when.edtf is None or "/" not in when.edtf:
        return None
    if (
        until is None
        or "~" in when.edtf
        or not when.text.casefold().startswith(effects.lengths.since)
    ):
        return None
    try:
        first, last = bounds(when.edtf.partition("/")[0])
    except ValueError:
        return None
    if first is None or last is None or last.toordinal() > until:
        return None
    years = 365.25
    return (until - last.toordinal()) / years, (until - first.toordinal()) / years, when.text
