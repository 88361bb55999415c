"""What every kind of dispute gives, and how pairs that clash become sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from sayso.core.record import DisputeKind
from sayso.core.types import Record
from sayso.incidents.accounts import Held

T = TypeVar("T")
QUOTED = 110  # characters of a claim in a sentence of `why`


class Side(Record, frozen=True):
    """One side of a clash: what it holds, and who holds it."""

    label: str
    held: tuple[Held, ...]


class Clash(Record, frozen=True):
    """Positions that cannot all be right. ``because`` ends the sentence that explains it;
    ``sure`` (0 to 1) is how little is left to chance in matching them."""

    kind: DisputeKind
    rule: str
    about: str
    because: str
    sure: float
    sides: tuple[Side, ...]


def components(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Ids that hang together by pairs, each sorted, in order of their first."""
    above: dict[str, str] = {}

    def top(node: str) -> str:
        while above.setdefault(node, node) != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    for a, b in pairs:
        first, last = sorted((top(a), top(b)))
        above[last] = first
    found: dict[str, list[str]] = {}
    for node in sorted(above):
        found.setdefault(top(node), []).append(node)
    return [tuple(members) for _, members in sorted(found.items())]


def untangled(pairs: Iterable[tuple[str, str]], held: Mapping[str, Held]) -> list[tuple[str, str]]:
    """Pairs by which no report stands on both sides of a clash in its own voice, but by sentences
    that clash with each other. Where chains of pairs through other reports lead it there, it keeps
    to the side on which more of its pairs stand, of equals the first."""
    found = sorted(set(pairs))
    dropped: set[str] = set()
    for members in components(found):
        inside = [pair for pair in found if pair[0] in members]
        sides: dict[str, tuple[list[str], list[str]]] = {}
        for pair in inside:
            for n, id in enumerate(pair):
                if not held[id].claim.sources:
                    sides.setdefault(held[id].claim.report.id, ([], []))[n].append(id)
        for report, (first, second) in sorted(sides.items()):
            direct = any(
                held[a].claim.report.id == held[b].claim.report.id == report
                and not (held[a].claim.sources or held[b].claim.sources)
                for a, b in inside
            )
            if first and second and not direct:
                dropped.update(first if len(first) < len(second) else second)
    return [pair for pair in found if dropped.isdisjoint(pair)]


def split(items: Sequence[T], clash: Callable[[T, T], bool]) -> list[list[T]]:
    """Items in order → groups in which none clashes with another: each goes to the first group
    that has nothing against it."""
    groups: list[list[T]] = []
    for item in items:
        for group in groups:
            if not any(clash(item, other) for other in group):
                group.append(item)
                break
        else:
            groups.append([item])
    return groups


def words(held: Held) -> str:
    """The claim's words on one line, shortened."""
    text = " ".join(held.claim.text.split())
    if len(text) <= QUOTED:
        return text
    return text[:QUOTED].rsplit(" ", 1)[0] + " …"


def says(side: Side) -> str:
    """A sentence part: the first who holds a side, with the words, and how many more."""
    first = side.held[0]
    more = len({h.speaker for h in side.held} - {first.speaker})
    others = f" and {more} more" if more else ""
    return f"{first.speaker}{others}: “{words(first)}”"


def spread(held: Iterable[Held]) -> tuple[Held, ...]:
    """In order of telling: by publication, then by report and place in it."""
    return tuple(
        sorted(
            set(held),
            key=lambda h: (h.published or 0, h.claim.report.id, h.claim.start, h.id),
        )
    )


def copies(a: Held, b: Held) -> bool:
    """Whether two positions stand in two copies of one text: where they differ, one is an edit."""
    return a.family == b.family and a.claim.report.id != b.claim.report.id


def one_voice(a: Held, b: Held) -> bool:
    """Whether two positions are of one source, in one report also by a part of its name."""
    if a.holder == b.holder:
        return True
    if a.claim.report.id != b.claim.report.id or not (a.claim.sources and b.claim.sources):
        return False
    ours = set(a.claim.sources[-1].name.casefold().split())
    theirs = set(b.claim.sources[-1].name.casefold().split())
    return ours <= theirs or theirs <= ours
