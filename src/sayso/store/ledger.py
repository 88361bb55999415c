"""The tables of the ledger, written: what is due, and what incidents, places, talks and states of
each country come to. What it all means is the caller's business (sayso/ledger.py)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection, delete, func, insert, literal, or_, select

from sayso.core.types import Claim, Record
from sayso.store.rows import add_rows, chunks, claim_of, rows_in, written
from sayso.store.schema import (
    FIRST,
    LAST,
    claim_bodies,
    claims,
    incident_claims,
    incidents,
    ledger_claims,
    ledger_corrected,
    ledger_due,
    ledger_incidents,
    ledger_marks,
    ledger_spells,
    ledger_spots,
    ledger_talks,
    ledger_unnumbered,
    ledger_version,
    reports,
)

T = TypeVar("T")
Kind = Literal["incident", "marks", "state"]
At = tuple[str, str]  # a part, and an incident or state of it
_DERIVED = (
    ledger_version, ledger_due, ledger_claims, ledger_corrected, ledger_incidents, ledger_spots,
    ledger_unnumbered, ledger_talks, ledger_marks, ledger_spells,
)  # fmt: skip
AS_IT_STANDS = func.coalesce(ledger_corrected.c.json, claim_bodies.c.json).label("json")


class Standing(Record, frozen=True):
    """A claim of an incident as it stands in one part; ``day`` of its saying, 0 without one."""

    number: int
    id: str
    pledged: bool
    day: int


class Talk(Record, frozen=True):
    """That a claim speaks of talks: see Spoken in situation/sites.py."""

    claim: str
    incident: str
    report: str
    day: int | None
    track: str
    name: str


class KeptSpell(Record, frozen=True):
    """A spell as bytes, with the days it shows on; none where open."""

    opens: int | None
    closes: int | None
    fades: int | None
    spell: bytes


def note_due(connection: Connection, kind: Kind, names: Iterable[At]) -> None:
    """Note what is to be worked off."""
    for some in chunks(sorted(set(names))):
        by_part: dict[str, list[str]] = {}
        for part, name in some:
            by_part.setdefault(part, []).append(name)
        for part, found in by_part.items():
            _drop_due(connection, kind, part, found)
        rows = [{"kind": kind, "part": part, "name": name} for part, name in some]
        add_rows(connection, ledger_due, rows)


def incidents_due(connection: Connection, names: Iterable[str]) -> None:
    """Note that incidents have changed, come or gone."""
    note_due(connection, "incident", (("", name) for name in names))


def claims_due(connection: Connection, reports_: Iterable[str]) -> None:
    """Note that the incidents of all claims of some reports may have changed."""
    query = select(incident_claims.c.incident).join(claims, claims.c.id == incident_claims.c.claim)
    incidents_due(connection, {row[0] for row in rows_in(connection, query, claims.c.report,
                                                         reports_)})  # fmt: skip


def _drop_due(connection: Connection, kind: Kind, part: str, names: Collection[str]) -> None:
    at = (ledger_due.c.kind == kind) & (ledger_due.c.part == part)
    connection.execute(delete(ledger_due).where(at, ledger_due.c.name.in_(names)))


def is_due(connection: Connection) -> bool:
    """Whether anything is to be worked off."""
    return connection.execute(select(ledger_due.c.kind).limit(1)).first() is not None


def version(connection: Connection) -> str | None:
    """The fingerprint of the rules that the ledger was folded by."""
    return connection.scalar(select(ledger_version.c.fingerprint))


class Ledgering:
    """One write transaction on the ledger."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # What is due

    def start_again(self, fingerprint: str) -> None:
        """Forget everything, and note all incidents as due."""
        for table in _DERIVED:
            self._connection.execute(delete(table))
        add_rows(self._connection, ledger_version, [{"fingerprint": fingerprint}])
        every = select(literal("incident"), literal(""), incidents.c.id)
        self._connection.execute(insert(ledger_due).from_select(["kind", "part", "name"], every))

    def due(self, kind: Kind, limit: int) -> list[At]:
        """Some of what is due, in order of part and name."""
        query = select(ledger_due.c.part, ledger_due.c.name).where(ledger_due.c.kind == kind)
        query = query.order_by(ledger_due.c.part, ledger_due.c.name).limit(limit)
        return [(row.part, row.name) for row in self._connection.execute(query)]

    def note_due(self, kind: Kind, names: Iterable[At]) -> None:
        """Note what is to be worked off."""
        note_due(self._connection, kind, names)

    def done(self, kind: Kind, names: Iterable[At]) -> None:
        """These are worked off."""
        by_part: dict[str, list[str]] = {}
        for part, name in names:
            by_part.setdefault(part, []).append(name)
        for part, found in by_part.items():
            for some in chunks(found):
                _drop_due(self._connection, kind, part, some)

    # Incidents and their claims

    def incidents(self, ids: Iterable[str]) -> dict[str, dict[str, tuple[int, Claim]]]:
        """Incident → its claims as read, with their numbers, by id. Those of reports that a later
        version has replaced are left out, as are incidents that are not there."""
        query = (
            select(
                incident_claims.c.incident, claims.c.id, claims.c.number, claim_bodies.c.json
            )
            .join(claims, claims.c.id == incident_claims.c.claim)
            .join(claim_bodies, claim_bodies.c.number == claims.c.number)
            .join(reports, reports.c.id == claims.c.report)
            .where(reports.c.replaced_by.is_(None))
        )  # fmt: skip
        found: dict[str, dict[str, tuple[int, Claim]]] = {}
        for row in rows_in(self._connection, query, incident_claims.c.incident, ids):
            found.setdefault(row.incident, {})[row.id] = (row.number, claim_of(row.json))
        return found

    def standing(self, ids: Iterable[str]) -> dict[str, dict[str, Claim]]:
        """Incident → its claims as the ledger has them, by id."""
        query = (
            select(ledger_claims.c.incident, ledger_claims.c.id, AS_IT_STANDS)
            .join(claim_bodies, claim_bodies.c.number == ledger_claims.c.claim)
            .outerjoin(ledger_corrected, ledger_corrected.c.claim == ledger_claims.c.claim)
            .distinct()
        )
        found: dict[str, dict[str, Claim]] = {}
        for row in rows_in(self._connection, query, ledger_claims.c.incident, ids):
            found.setdefault(row.incident, {})[row.id] = claim_of(row.json)
        return found

    def drop(self, incidents_: Iterable[str], members: Mapping[str, int]) -> None:
        """Take out the claims, places and talks of incidents, and all of ``members`` (claims with
        their numbers) wherever they stand. Marks stay until they are made anew."""
        tables = (
            ledger_claims,
            ledger_corrected,
            ledger_incidents,
            ledger_unnumbered,
            ledger_talks,
        )
        for some in chunks(incidents_):
            for table in tables:
                self._connection.execute(delete(table).where(table.c.incident.in_(some)))
        for numbers in chunks(members.values()):
            gone = delete(ledger_corrected).where(ledger_corrected.c.claim.in_(numbers))
            self._connection.execute(gone)
        for some in chunks(members):
            for column in (ledger_claims.c.id, ledger_talks.c.claim):
                self._connection.execute(delete(column.table).where(column.in_(some)))

    def add_claims(self, found: Mapping[tuple[str, str], Sequence[Standing]]) -> None:
        """Write the claims of (part, incident)."""
        rows = [
            {
                "part": part, "claim": c.number, "id": c.id, "incident": incident,
                "pledged": c.pledged, "day": c.day,
            }
            for (part, incident), standing in found.items()
            for c in standing
        ]  # fmt: skip
        add_rows(self._connection, ledger_claims, rows)

    def add_corrected(self, found: Iterable[tuple[int, str, Claim]]) -> None:
        """Write claims that people corrected, with number and incident."""
        rows = [{"claim": n, "incident": i, "json": written(claim)} for n, i, claim in found]
        add_rows(self._connection, ledger_corrected, rows)

    # Places

    def spots_of(self, ids: Iterable[str]) -> dict[tuple[str, str], bytes]:
        """(Part, incident) → what was kept of the places that these incidents name."""
        found = rows_in(
            self._connection, select(ledger_incidents), ledger_incidents.c.incident, ids
        )
        return {(row.part, row.incident): row.spots for row in found}

    def add_spots_of(self, found: Mapping[tuple[str, str], bytes]) -> None:
        """Keep what (part, incident) name of places."""
        rows = [{"part": p, "incident": i, "spots": spots} for (p, i), spots in found.items()]
        add_rows(self._connection, ledger_incidents, rows)

    def spots(self, part: str, folded: Iterable[str]) -> dict[str, int]:
        """Places of a part by their folded names → how often they are named."""
        query = select(ledger_spots.c.spot, ledger_spots.c.count)
        query = query.where(ledger_spots.c.part == part)
        found = rows_in(self._connection, query, ledger_spots.c.folded, sorted(set(folded)))
        return {row.spot: row.count for row in found}

    def count_spots(
        self, part: str, changed: Mapping[str, int], known: Mapping[str, int],
        found_by: Mapping[str, tuple[str, str]],
    ) -> None:  # fmt: skip
        """Add to (or take from) how often places are named. ``known``: the counts so far;
        ``found_by``: place → folded name and division."""
        names = [spot for spot in changed if spot in known]
        for some in chunks(names):
            at = (ledger_spots.c.part == part) & ledger_spots.c.spot.in_(some)
            self._connection.execute(delete(ledger_spots).where(at))
        rows = [
            {
                "part": part, "spot": spot, "folded": found_by[spot][0],
                "division": found_by[spot][1], "count": known.get(spot, 0) + more,
            }
            for spot, more in changed.items()
            if known.get(spot, 0) + more > 0
        ]  # fmt: skip
        add_rows(self._connection, ledger_spots, rows)

    def add_unnumbered(self, found: Iterable[tuple[str, str, str]]) -> None:
        """Note that (part, folded name, incident) have places without a number."""
        rows = [{"part": p, "folded": f, "incident": i} for p, f, i in sorted(set(found))]
        add_rows(self._connection, ledger_unnumbered, rows)

    def naming(self, part: str, folded: Iterable[str]) -> set[str]:
        """Incidents of a part that have places of these folded names, without a number."""
        query = select(ledger_unnumbered.c.incident).where(ledger_unnumbered.c.part == part)
        column = ledger_unnumbered.c.folded
        return {row[0] for row in rows_in(self._connection, query, column, sorted(folded))}

    # Talks

    def talks_of(self, ids: Collection[str], members: Collection[str]) -> dict[str, set[Talk]]:
        """Part → what these incidents, or these claims, say of talks."""
        found: dict[str, set[Talk]] = {}
        for column, names in ((ledger_talks.c.incident, ids), (ledger_talks.c.claim, members)):
            for row in rows_in(self._connection, select(ledger_talks), column, names):
                found.setdefault(row.part, set()).add(_talk(row))
        return found

    def add_talks(self, part: str, found: Iterable[Talk]) -> None:
        """Write what incidents of a part say of talks."""
        rows = [
            {
                "part": part, "claim": t.claim, "track": t.track, "incident": t.incident,
                "report": t.report, "day": FIRST if t.day is None else t.day, "name": t.name,
            }
            for t in found
        ]  # fmt: skip
        add_rows(self._connection, ledger_talks, rows)

    def talks_near(
        self, part: str, reports_: Collection[str], days: Iterable[int], within: int
    ) -> list[Talk]:
        """What claims of a part say of talks in these reports, or published within some days of
        these."""
        found: dict[tuple[str, str], Talk] = {}
        query = select(ledger_talks).where(ledger_talks.c.part == part)
        for row in rows_in(self._connection, query, ledger_talks.c.report, sorted(reports_)):
            found[row.claim, row.track] = _talk(row)
        spans = [ledger_talks.c.day.between(a - within, b + within)
                 for a, b in _runs(days, 2 * within)]  # fmt: skip
        for some in chunks(spans):
            for row in self._connection.execute(query.where(or_(*some))):
                found[row.claim, row.track] = _talk(row)
        return list(found.values())

    # Marks and spells

    def marks_of(self, names: Iterable[At]) -> dict[At, dict[str, bytes]]:
        """(Part, incident) → state → its marks, as they were made last."""
        wanted = set(names)
        query = select(ledger_marks)
        incidents_ = sorted({incident for _, incident in wanted})
        rows = rows_in(self._connection, query, ledger_marks.c.incident, incidents_)
        found: dict[At, dict[str, bytes]] = {at: {} for at in wanted}
        for row in rows:
            if (row.part, row.incident) in wanted:
                found[row.part, row.incident][row.state] = row.marks
        return found

    def set_marks(
        self, part: str, gone: Iterable[tuple[str, str]], new: Iterable[tuple[str, str, bytes]]
    ) -> None:
        """Take out the marks of (state, incident) of a part, then write those that are new."""
        table = ledger_marks
        states: dict[str, list[str]] = {}
        for state, incident in gone:
            states.setdefault(incident, []).append(state)
        for incident, some in states.items():
            at = (table.c.part == part) & (table.c.incident == incident)
            self._connection.execute(delete(table).where(at, table.c.state.in_(some)))
        rows = [
            {"part": part, "state": state, "incident": incident, "marks": marks}
            for state, incident, marks in new
        ]
        add_rows(self._connection, table, rows)

    def marks_in(self, part: str, states: Iterable[str]) -> dict[str, list[bytes]]:
        """State → the marks of all its incidents, in a part."""
        query = select(ledger_marks.c.state, ledger_marks.c.marks)
        query = query.where(ledger_marks.c.part == part)
        found: dict[str, list[bytes]] = {}
        for row in rows_in(self._connection, query, ledger_marks.c.state, states):
            found.setdefault(row.state, []).append(row.marks)
        return found

    def set_spells(self, part: str, found: Mapping[str, Sequence[KeptSpell]]) -> None:
        """Write the spells of states of a part, in place of those that were there."""
        for some in chunks(found):
            at = (ledger_spells.c.part == part) & ledger_spells.c.state.in_(some)
            self._connection.execute(delete(ledger_spells).where(at))
        rows = [
            {
                "part": part, "state": state, "number": number,
                "opens": FIRST if kept.opens is None else kept.opens,
                "closes": LAST if kept.closes is None else kept.closes,
                "fades": LAST if kept.fades is None else kept.fades, "spell": kept.spell,
            }
            for state, spells in found.items()
            for number, kept in enumerate(spells)
        ]  # fmt: skip
        add_rows(self._connection, ledger_spells, rows)


def _talk(row: Any) -> Talk:
    return Talk(
        claim=row.claim, incident=row.incident, report=row.report,
        day=None if row.day == FIRST else row.day, track=row.track, name=row.name,
    )  # fmt: skip


def _runs(days: Iterable[int], gap: int) -> list[tuple[int, int]]:
    """Days as stretches without a gap longer than this."""
    found: list[tuple[int, int]] = []
    for day in sorted(set(days)):
        if found and day - found[-1][1] <= gap:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
