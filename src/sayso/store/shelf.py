"""What the ledger has of one country, as a question about it reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from sqlalchemy import Connection, bindparam, func, select

from sayso.core.types import Claim
from sayso.store.ledger import AS_IT_STANDS
from sayso.store.names import State, state
from sayso.store.rows import chunks, claim_of, rows_in
from sayso.store.schema import (
    FIRST,
    claim_bodies,
    claims,
    ledger_claims,
    ledger_corrected,
    ledger_spells,
    ledger_spots,
    ledger_talks,
)

T = TypeVar("T")
_CLAIMS = (
    select(ledger_claims.c.id, ledger_claims.c.incident, AS_IT_STANDS, ledger_claims.c.part)
    .join(claim_bodies, claim_bodies.c.number == ledger_claims.c.claim)
    .outerjoin(ledger_corrected, ledger_corrected.c.claim == ledger_claims.c.claim)
)
# Made once: it takes as long as to fetch some dozens.
_STANDING = (
    select(claims.c.id, AS_IT_STANDS)
    .join(claim_bodies, claim_bodies.c.number == claims.c.number)
    .outerjoin(ledger_corrected, ledger_corrected.c.claim == claims.c.number)
    .where(claims.c.id.in_(bindparam("ids", expanding=True)))
)


class Shelf:
    """What the ledger has of one part, in one read transaction."""

    def __init__(self, connection: Connection, part: str) -> None:
        self._connection, self.part = connection, part

    def state(self) -> State:
        """Which state the record is in."""
        return state(self._connection)

    def spots(self) -> list[tuple[str, str, int]]:
        """All places, their folded names, and how often they are named."""
        query = select(ledger_spots.c.spot, ledger_spots.c.folded, ledger_spots.c.count)
        rows = self._connection.execute(query.where(ledger_spots.c.part == self.part))
        return [(row[0], row[1], row[2]) for row in rows]

    def talks(self, kind: Callable[..., T]) -> list[T]:
        """All that is said of talks, as records of a kind with the fields of Talk."""
        names = ("claim", "incident", "report", "day", "track", "name")
        query = select(*(ledger_talks.c[name] for name in names))
        return [
            kind(claim=claim, incident=incident, report=report,
                 day=None if day == FIRST else day, track=track, name=name)
            for claim, incident, report, day, track, name in self._connection.execute(
                query.where(ledger_talks.c.part == self.part)
            )
        ]  # fmt: skip

    def spells(self, day: int) -> list[tuple[str, int, bytes]]:
        """State, number and spell of those that may show on a day."""
        table = ledger_spells
        query = select(table.c.state, table.c.number, table.c.spell).where(
            table.c.part == self.part, table.c.closes >= day, table.c.opens <= day,
            table.c.fades >= day,
        )  # fmt: skip
        return [(row[0], row[1], row[2]) for row in self._connection.execute(query)]

    def faded(self, day: int) -> int:
        """How many spells were last reported too long before a day to be shown."""
        at = (ledger_spells.c.part == self.part) & (ledger_spells.c.fades < day)
        return self._connection.scalar(select(func.count()).where(at)) or 0

    def said(
        self, pledged: bool, first: int, last: int, held: dict[str, Claim]
    ) -> list[tuple[str, str, Claim]]:
        """Id, incident and claim of those said from one day to another, pledged or not. ``held``:
        claims by id that were read before; those read now are added."""
        table = ledger_claims
        at = (table.c.part == self.part) & (table.c.pledged == pledged)
        rows = self._connection.execute(_CLAIMS.where(at, table.c.day.between(first, last))).all()
        held.update({row[0]: claim_of(row[2]) for row in rows if row[0] not in held})
        return [(row[0], row[1], held[row[0]]) for row in rows]

    def said_before(self, pledged: bool, first: int) -> int:
        """How many claims were said before a day."""
        table = ledger_claims
        at = (table.c.part == self.part) & (table.c.pledged == pledged) & (table.c.day > FIRST)
        return self._connection.scalar(select(func.count()).where(at, table.c.day < first)) or 0

    def named(self, ids: Iterable[str]) -> list[tuple[str, str, Claim]]:
        """Id, incident and claim of these ids, those that are of the part."""
        # A database may think it quicker to look through the whole part: it is asked for ids only.
        rows = rows_in(self._connection, _CLAIMS, ledger_claims.c.id, ids)
        return [(row[0], row[1], claim_of(row[2])) for row in rows if row[3] == self.part]

    def standing(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Claims by id, of ids that are known to be of the part: sooner than ``named``."""
        return {
            id: claim_of(json)
            for some in chunks(ids)
            for id, json in self._connection.execute(_STANDING, {"ids": some}).all()
        }


def spots_called(connection: Connection, folded: str) -> list[str]:
    """Places of any part with a folded name, or in a division of that name."""
    found: list[str] = []
    for column in (ledger_spots.c.folded, ledger_spots.c.division):
        found += connection.scalars(select(ledger_spots.c.spot).where(column == folded))
    return found
