"""One day, every account of it side by side: what the page opens on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from sayso.catalogue.accounts import accounts, differences, in_short
from sayso.catalogue.cards import cards
from sayso.catalogue.catalogue import Selection
from sayso.catalogue.columns import Bools
from sayso.catalogue.details import background, disputes_in
from sayso.catalogue.shown import DayCount, Happening
from sayso.catalogue.spans import NO_DAY, iso, number
from sayso.telling import Telling

NEAR: Final = 15  # days before and after that are counted
_SHARP: Final = 31  # days: what is told of a longer time is not told of the day
_MOST: Final = 40  # accounts of one incident


def newest(selection: Selection) -> int | None:
    """The last day on which something was said, by what was published by the day asked for."""
    columns, known = selection.catalogue.columns, number(selection.wanted.known_by)
    said = columns.said if known is None else columns.said[columns.published <= known]
    told = said[said != NO_DAY]
    return int(told.max()) if len(told) else None


def of_day(selection: Selection, day: int) -> list[int]:
    """The incidents told of for a day, or said on it, the most telling first: disputed ones, then
    by how many sides and roots tell of them, then by how many accounts there are."""
    catalogue = selection.catalogue
    columns = catalogue.columns
    claims = np.flatnonzero(_within(selection, day, day))
    rows, counts = np.unique(columns.incident[claims], return_counts=True)
    disputed = selection.disputed
    sizes = selection.fits.counts(columns)

    def weight(n: int) -> tuple[bool, int, int, int, int, int]:
        row = int(rows[n])
        counted = selection.face(row).counted
        known = sum(1 for _, low, _ in counted.sides if low)
        return (not disputed[row], -known, -counted.low, -int(counts[n]), -int(sizes[row]), row)

    return [int(rows[n]) for n in sorted(range(len(rows)), key=weight)]


def days_near(selection: Selection, day: int) -> list[DayCount]:
    """How many incidents the days around a day have."""
    columns = selection.catalogue.columns
    near = np.flatnonzero(_within(selection, day - NEAR, day + NEAR))
    first, last = columns.told_first[near], columns.told_last[near]
    said, incident = columns.said[near], columns.incident[near]
    sharp = last - first < _SHARP
    found = []
    for d in range(day - NEAR, day + NEAR + 1):
        on = ((first <= d) & (last >= d) & sharp) | (said == d)
        found.append(DayCount(day=iso(d), count=len(np.unique(incident[on]))))
    return found


def _within(selection: Selection, start: int, end: int) -> Bools:
    """The claims that fit and tell of some days, or were said on them."""
    columns = selection.catalogue.columns
    first, last, said = columns.told_first, columns.told_last, columns.said
    told = (first <= end) & (last >= start) & (last - first < _SHARP)
    found: Bools = (told | ((said >= start) & (said <= end))) & selection.fits.claims
    return found


def happenings(selection: Selection, rows: Sequence[int], telling: Telling) -> list[Happening]:
    """Incidents with every account that fits."""
    columns = selection.catalogue.columns
    members = {row: [columns.claim_ids[c] for c in selection.claims_of(row)] for row in rows}
    claims = telling.claims(id for found in members.values() for id in found)
    known = background(telling, claims.values())
    shown = {card.id: card for card in cards(selection, rows, telling, claims)}
    made = []
    for row in rows:
        card = shown.get(columns.ids[row])
        told = [claims[id] for id in members[row] if id in claims]
        if card is None or not told:
            continue
        disputes = disputes_in(selection, row, telling)
        found = accounts(told, known, disputes)
        made.append(
            Happening(
                card=card,
                accounts=tuple(found[:_MOST]),
                more_accounts=max(0, len(found) - _MOST),
                disputes=tuple(in_short(d) for d in disputes),
                what_differs=differences([claim.claim for claim in told]),
            )
        )
    return made
