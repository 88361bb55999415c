"""A reading rule over the whole catalogue: which claims and incidents it shows, why it hides the
others, and the incidents that are other ones without the claims that it hides. What was published
later than a day is hidden in the same way.

It decides as incidents/rules.py does, claim by claim and incident by incident; what it hides of the
values of fields shows only where an incident is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from sayso.catalogue.columns import Bools, Columns, Ints
from sayso.catalogue.headlines import headline
from sayso.catalogue.slips import Around, Counted, Who, counted
from sayso.catalogue.spans import number
from sayso.core.errors import UsageError
from sayso.core.types import Claim
from sayso.incidents.build import roots_behind, title_of
from sayso.incidents.rules import (
    NOT_BOTH,
    NOT_THEIRS,
    Rule,
    affiliated,
    is_known,
    meant,
    names_of,
    too_few,
)
from sayso.knowledge.sides import Party, Sides, load_sides
from sayso.telling import Telling

LATE = "published later, or on a day not known"


@dataclass(frozen=True, slots=True)
class Remade:
    """An incident without the claims that a rule hides."""

    counted: Counted
    title: str
    headline: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a rule shows. ``why_claim`` and ``why``: numbers of ``reasons``, for claims and
    incidents that it hides; ``remade``: by row."""

    claims: Bools
    incidents: Bools
    reasons: tuple[str, ...] = ()
    why_claim: Ints = field(default_factory=lambda: np.zeros(0, np.int32))
    why: Ints = field(default_factory=lambda: np.zeros(0, np.int32))
    remade: Mapping[int, Remade] = field(default_factory=dict)

    @property
    def is_all(self) -> bool:
        """Whether nothing is hidden."""
        return not self.reasons


def ruled(columns: Columns, rule: Rule, telling: Telling, known_by: str | None = None) -> Ruled:
    """A rule at work, on what was published by the day ``known_by`` (ISO). Raises UsageError for a
    party or side that nobody has."""
    everything = Ruled(
        claims=np.ones(columns.claims, np.bool_), incidents=np.ones(columns.size, np.bool_)
    )
    known = number(known_by)
    late = None if known is None else columns.published > known
    none = np.zeros(columns.claims, np.int32)
    if rule.kind in ("all", "informative"):
        return everything if late is None else _cut(columns, ~late, none, [LATE], telling)
    if rule.kind in ("roots", "each-side"):
        if late is None:
            return _by_incident(columns, rule, everything)
        return _by_incident(columns, rule, _cut(columns, ~late, none, [LATE], telling))
    kept, why, reasons = _by_claim(columns, rule, load_sides())
    if late is not None:
        kept, why, reasons = kept & ~late, np.where(late, len(reasons), why), [*reasons, LATE]
    return _cut(columns, kept, why, reasons, telling)


def _cut(columns: Columns, kept: Bools, why: Ints, reasons: list[str], telling: Telling) -> Ruled:
    """The incidents with only the claims that are kept."""
    shown = np.bincount(columns.incident[kept], minlength=columns.size)
    whole = np.diff(columns.starts)
    order = np.array([sorted(reasons).index(reason) for reason in reasons], np.int32)
    first = np.full(columns.size, len(reasons), np.int32)
    hidden = ~kept
    np.minimum.at(first, columns.incident[hidden], order[why[hidden]])
    cut = np.flatnonzero((shown > 0) & (shown < whole))
    return Ruled(
        claims=kept,
        incidents=shown > 0,
        reasons=tuple(sorted(reasons)),
        why_claim=order[why],
        why=first,
        remade=_remade(columns, kept, cut.tolist(), telling),
    )


def _by_incident(columns: Columns, rule: Rule, cut: Ruled) -> Ruled:
    roots = rule.kind == "roots"
    low, across = columns.low.copy(), columns.across.copy()
    for row, made in cut.remade.items():
        low[row], across[row] = made.counted.low, made.counted.across
    kept = cut.incidents & (low >= int(rule.argument) if roots else across)
    reasons = (*cut.reasons, too_few(rule) if roots else NOT_BOTH)
    last = len(reasons) - 1
    return Ruled(
        claims=cut.claims & kept[columns.incident],
        incidents=kept,
        reasons=reasons,
        why_claim=np.where(cut.claims, last, 0).astype(np.int32),
        why=np.where(cut.incidents & ~kept, last, 0).astype(np.int32),
        remade=cut.remade,
    )


def _by_claim(columns: Columns, rule: Rule, sides: Sides) -> tuple[Bools, Ints, list[str]]:
    """The claims that a rule shows, the numbers of why it hides the others, and the reasons."""
    if rule.kind == "conservative":
        reasons = columns.tables.reasons.rows
        return columns.reason == 0, np.maximum(columns.reason - 1, 0), list(reasons) or [""]
    wanted = names_of(rule.argument, sides)
    theirs = columns.tables.tellers.mask(_meant(wanted))
    if rule.kind == "account":
        found, reason = theirs[columns.teller], NOT_THEIRS
        kept = found
    else:
        found, reason = columns.through.any(theirs, columns.claims), affiliated(rule)
        kept = ~found
    if not found.any() and not is_known(rule.argument, sides):
        raise UsageError(f"{rule.kind}: nobody here is {rule.argument!r}, or on that side")
    return kept, np.zeros(columns.claims, np.int32), [reason]


def _meant(wanted: frozenset[str]) -> Callable[[Who], bool]:
    return lambda who: meant(Party(id=who[0], name=who[1], side=who[2]), wanted)


def _remade(columns: Columns, kept: Bools, rows: list[int], telling: Telling) -> dict[int, Remade]:
    left = {row: [columns.claim_ids[c] for c in columns.of(row) if kept[c]] for row in rows}
    found = telling.claims(id for ids in left.values() for id in ids)
    claims: dict[str, Claim] = {id: claim.claim for id, claim in found.items()}
    entries, families = telling.reports_behind(claims.values())
    around = Around(entries=entries, families=families, carried={}, sides=load_sides())
    made = {}
    for row, ids in left.items():
        members = [claims[id] for id in ids if id in claims]
        if members:
            told = roots_behind(members, around.count)
            made[row] = Remade(counted(members, told), title_of(members), headline(members))
    return made
