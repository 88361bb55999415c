"""What a reader wants to see of the record: the filters of lists, map and timeline."""

from __future__ import annotations

from sayso.core.types import Record
from sayso.incidents.rules import Rule, parse


class Wanted(Record, frozen=True):
    """Filters, checked: repeated ones are alternatives, different ones must all hold.

    ``q``: words or phrases in quotes. ``predicates``: those asked for with what is below them.
    ``from_``, ``to``: ISO days. ``bbox``: west, south, east, north in degrees; west may lie east of
    east, across the date line. ``rule``: the reading rule. ``known_by``: an ISO day; only what was
    published by then.
    """

    q: str | None = None
    actor: tuple[str, ...] = ()
    side: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    predicates: frozenset[str] = frozenset()
    outlet: tuple[str, ...] = ()
    root: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    from_: str | None = None
    to: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    disputed: bool = False
    undated: bool = False
    unplaced: bool = False
    rule: Rule = parse("all")
    known_by: str | None = None
