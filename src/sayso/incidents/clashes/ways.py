"""The last way said to be cut, while another is said to be open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.incidents.accounts import Held, Knowledge
from sayso.incidents.clashes.clash import Clash, Side, components, copies, one_voice, spread
from sayso.knowledge.places import load_place_words

FORTNIGHT = 14
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w’'-]+")


def way_clashes(held: Sequence[Held], known: Knowledge) -> list[Clash]:
    """Clashes between "the last road is cut" and any other that is told of as open, then or in the
    two weeks after, towards the same place."""
    cut = [h for h in held if _word(h, known) == "cut" and _sole(h, known)]
    is_open = [h for h in held if _word(h, known) == "open"]
    pairs = [(a.id, b.id) for a in cut for b in is_open if _clash(a, b, known)]
    by_id = {h.id: h for h in held}
    found = []
    for members in components(pairs):
        items = [by_id[m] for m in members]
        sides = (
            Side(label="the last one cut", held=spread(h for h in items if _sole(h, known)
                 and _word(h, known) == "cut")),
            Side(label="another open", held=spread(h for h in items
                 if _word(h, known) == "open")),
        )  # fmt: skip
        found.append(
            Clash(
                kind="status",
                rule="impossible together",
                about="whether the last way was cut",
                because="the last way cannot be cut while another is open",
                sure=0.7,
                sides=sides,
            )
        )
    return found


def _word(held: Held, known: Knowledge) -> str | None:
    if not held.asserts or not held.fact:
        return None
    states = (e.state for e in known.effects.of(held.predicate))
    return next((s.value for s in states if s.fluent == "route"), None)


def _sole(held: Held, known: Knowledge) -> bool:
    """Whether a way is called the last or only one."""
    words = re.findall(r"[a-z]+", held.claim.text.casefold())
    ways = load_place_words().routes
    return any(
        word in known.effects.sole and not ways.isdisjoint(words[i + 1 : i + 4])
        for i, word in enumerate(words)
    )


def _clash(cut: Held, other: Held, known: Knowledge) -> bool:
    if one_voice(cut, other) or copies(cut, other) or cut.country != other.country:
        return False
    if cut.published is None or other.published is None:
        return False
    if not 0 <= other.published - cut.published <= FORTNIGHT:
        return False
    words = set(re.findall(r"[a-z]+", other.claim.text.casefold()))
    if not words.isdisjoint(known.effects.left):
        return True
    return not _names(cut).isdisjoint(_names(other))


def _names(held: Held) -> set[str]:
    return set(_NAME.findall(held.claim.text))
