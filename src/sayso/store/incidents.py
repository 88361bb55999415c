"""Links between claims, and the incidents they make: derived, so neither audited nor kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, delete, or_, select

from sayso.core.record import Link
from sayso.core.types import Claim, Record
from sayso.store import claims as rows_of
from sayso.store.claims import dissolve
from sayso.store.ledger import incidents_due
from sayso.store.rows import add_rows, chunks, rows_in, written
from sayso.store.schema import incident_claims, incidents, links

_links = msgspec.json.Decoder(Link)


class Summary(Record, frozen=True):
    """An incident as a list or a map shows it: ``claims`` are all its claims, ``earliest`` and
    ``latest`` ISO days, ``places`` names, ``points`` (latitude, longitude) in degrees."""

    id: str
    claims: tuple[str, ...]
    predicate: str
    title: str
    earliest: str | None = None
    latest: str | None = None
    places: tuple[str, ...] = ()
    points: tuple[tuple[float, float], ...] = ()


_summaries = msgspec.json.Decoder(Summary)


class Gathering:
    """The one write transaction of gathering; what it reads, it reads as it has written it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def pending(self, limit: int | None = None) -> tuple[str, ...]:
        """Ids of claims not gathered yet, in the order of recording."""
        return rows_of.pending_claims(self._connection, limit)

    def candidates(self, keys: Iterable[str]) -> set[str]:
        """Ids of claims that have one of these keys."""
        return rows_of.claims_with_keys(self._connection, keys)

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Claims by id."""
        return rows_of.claims_by_id(self._connection, ids)

    def set_keys(self, keys: Mapping[str, Collection[str]]) -> None:
        """Give claims other keys, as when a person has corrected them."""
        rows_of.set_keys(self._connection, keys)

    def drop_links(self, claim_ids: Iterable[str]) -> None:
        """Take out all links of these claims."""
        for ids in chunks(sorted(set(claim_ids))):
            self._connection.execute(
                delete(links).where(or_(links.c.a.in_(ids), links.c.b.in_(ids)))
            )

    def add_links(self, found: Iterable[Link]) -> None:
        """Write links; one between the same two claims is replaced."""
        for some in chunks({(link.a, link.b): link for link in found}.values()):
            there = rows_in(
                self._connection, select(links.c.a, links.c.b), links.c.a, {x.a for x in some}
            )
            known = {(row.a, row.b) for row in there}
            for link in some:
                if (link.a, link.b) in known:
                    at = (links.c.a == link.a) & (links.c.b == link.b)
                    self._connection.execute(delete(links).where(at))
            rows = [{"a": link.a, "b": link.b, "json": written(link)} for link in some]
            add_rows(self._connection, links, rows)

    def links_of(self, claim_ids: Iterable[str]) -> tuple[Link, ...]:
        """All links with an end in these claims, in order of their ends."""
        return links_of(self._connection, claim_ids)

    def incident_claims(self, incident_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Incident id → its claims' ids, in order."""
        return claims_in(self._connection, incident_ids)

    def set_incidents(self, found: Iterable[Summary]) -> None:
        """Write incidents in place of all that their claims were in before. A claim that was in one
        of those and is in none of these is pending again."""
        found = list(found)
        named = [claim for incident in found for claim in incident.claims]
        dissolve(self._connection, named)
        add_rows(
            self._connection,
            incidents,
            [
                {"id": i.id, "first_day": i.earliest or rows_of.NO_DAY[0], "json": written(i)}
                for i in found
            ],
        )
        rows = [{"claim": claim, "incident": i.id} for i in found for claim in i.claims]
        add_rows(self._connection, incident_claims, rows)
        incidents_due(self._connection, [i.id for i in found])
        rows_of.set_pending(self._connection, named, False)

    def done(self, claim_ids: Iterable[str]) -> None:
        """These claims are pending no longer: they are in an incident, or a person rejected
        them."""
        rows_of.set_pending(self._connection, claim_ids, False)


def links_of(connection: Connection, claim_ids: Iterable[str]) -> tuple[Link, ...]:
    """All links with an end in these claims, in order of their ends."""
    ids = sorted(set(claim_ids))
    query = select(links.c.a, links.c.b, links.c.json)
    found = {
        (row.a, row.b): row.json
        for column in (links.c.a, links.c.b)
        for row in rows_in(connection, query, column, ids)
    }
    return tuple(_links.decode(found[ends]) for ends in sorted(found))


def claims_in(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Incident id → its claims' ids, in order; those that are not there are left out."""
    return {summary.id: summary.claims for summary in summaries(connection, ids)}


def summaries(connection: Connection, ids: Iterable[str]) -> tuple[Summary, ...]:
    """Incidents by id, in the order asked; those that are not there are left out."""
    wanted = list(dict.fromkeys(ids))
    query = select(incidents.c.id, incidents.c.json)
    found = {row.id: row.json for row in rows_in(connection, query, incidents.c.id, wanted)}
    return tuple(_summaries.decode(found[id]) for id in wanted if id in found)


def incident_of(connection: Connection, claim_id: str) -> str | None:
    """The incident a claim is in now."""
    query = select(incident_claims.c.incident).where(incident_claims.c.claim == claim_id)
    return connection.scalar(query)


def walk_summaries(connection: Connection, batch: int = 500) -> Iterator[Sequence[Summary]]:
    """All incidents in order of id, in batches."""
    last = ""
    query = select(incidents.c.id, incidents.c.json).order_by(incidents.c.id).limit(batch)
    while rows := connection.execute(query.where(incidents.c.id > last)).all():
        yield [_summaries.decode(row.json) for row in rows]
        last = rows[-1].id
