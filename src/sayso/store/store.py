"""The record as a program uses it: ``Store.create`` once, then ``Store.open``.

It keeps what it is given and knows nothing of reading or gathering; it has no clock, so that times
are passed in. Every method that writes is one transaction, of which all or nothing is kept however
the program ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType

from sqlalchemy import Engine

from sayso.core.record import (
    AuditEntry,
    Capture,
    Check,
    Entry,
    Judgement,
    Link,
    Reading,
    SentencePair,
)
from sayso.core.roads import Road, RoadFile, RoadNetwork, RoadPoint
from sayso.core.tokens import Token
from sayso.core.types import Claim, Report
from sayso.store import (
    audit,
    claims,
    incidents,
    judgements,
    ledger,
    names,
    opening,
    reports,
    roads,
    search,
    shelf,
    tokens,
)
from sayso.store.check import check
from sayso.store.engine import at_once, reading, snapshot, writing
from sayso.store.incidents import Gathering, Summary
from sayso.store.ledger import Ledgering
from sayso.store.names import Named, State
from sayso.store.reports import Added
from sayso.store.safety import Safety
from sayso.store.search import Filters, Found
from sayso.store.shelf import Shelf


class Store:
    """A record. Closed by ``close()`` or at the end of a ``with`` block. ``safety``: levels,
    persons and removals."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.safety = Safety(engine)

    @classmethod
    def create(cls, where: str) -> Store:
        """Make the record at a file path or PostgreSQL URL, or bring one that is there up to date;
        what it holds stays. Raises UsageError where something else is there."""
        return cls(opening.create(where))

    @classmethod
    def open(cls, where: str) -> Store:
        """The record at a file path or PostgreSQL URL. Raises UsageError where there is none, or
        one of another version."""
        return cls(opening.open_record(where))

    @staticmethod
    def is_unmade(where: str) -> bool:
        """Whether a file is still to be made a record: it is not there, or empty, as a program
        leaves it that is killed while it makes one. Raises UsageError for what is no database."""
        return opening.is_unmade(where)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Reports

    def add_report(
        self,
        report: Report,
        address: str | None,
        reading: Reading,
        claims: Sequence[Claim],
        keys: Mapping[str, Collection[str]],
        bands: Collection[str],
        signature: bytes,
        capture: Capture | None,
        original: bytes | None,
        translation: Sequence[SentencePair] = (),
    ) -> Added:
        """Record a report as read. ``keys`` are gathering's, by claim id; ``bands`` and
        ``signature`` those of its text; ``original`` its bytes, if they are to be kept.

        "known": it is there; at most a new address is noted, with its capture. "version": another
        report was found at this address before; that one stays, and names this as the next."""
        with writing(self._engine) as connection:
            return reports.add_report(
                connection, report, address, reading, claims, keys, bands, signature, capture,
                original, translation,
            )  # fmt: skip

    def has_report(self, id: str) -> bool:
        """Whether a report is in the record."""
        with reading(self._engine) as connection:
            return reports.has_report(connection, id)

    def entry(self, id: str) -> Entry | None:
        """A report with what the record knows of it."""
        with reading(self._engine) as connection:
            return next(iter(reports.entries_by_id(connection, [id])), None)

    def entries(self, ids: Iterable[str] | None = None) -> Iterator[Entry]:
        """These reports, or all, in the order of recording."""
        with reading(self._engine) as connection:
            if ids is None:
                yield from reports.walk_entries(connection)
            else:
                yield from reports.entries_by_id(connection, ids)

    def translation(self, report_id: str) -> tuple[SentencePair, ...]:
        """The original sentences beside a translated report's own."""
        with reading(self._engine) as connection:
            return reports.translation_of(connection, report_id)

    def addresses(self, report_id: str) -> tuple[str, ...]:
        """Every address at which a report was found, first to last."""
        with reading(self._engine) as connection:
            return reports.addresses_of(connection, report_id)

    def captures(self, report_id: str) -> tuple[Capture, ...]:
        """When and how a report's bytes came in, first to last."""
        with reading(self._engine) as connection:
            return reports.captures_of(connection, report_id)

    def original(self, sha256: str) -> bytes | None:
        """The original bytes with this hash, if they were kept."""
        with reading(self._engine) as connection:
            return reports.original_bytes(connection, sha256)

    # Readings

    def readings(self, report_id: str) -> tuple[Reading, ...]:
        """Who read a report, first to last."""
        with reading(self._engine) as connection:
            return reports.readings_of(connection, report_id)

    def replace_reading(
        self,
        report_id: str,
        reading: Reading,
        claims: Sequence[Claim],
        keys: Mapping[str, Collection[str]],
        replaces: str | None = None,
    ) -> None:
        """Put a reading in place of those by readers whose names begin with ``replaces`` (without
        it, of the same reader). Claims by others stay; incidents that held a claim that goes are
        dissolved, and what is left of them is pending."""
        with writing(self._engine) as connection:
            reports.replace_reading(connection, report_id, reading, claims, keys, replaces)

    def add_claims(
        self,
        report_id: str,
        reading: Reading,
        claims: Sequence[Claim],
        keys: Mapping[str, Collection[str]],
    ) -> int:
        """Add claims that another reader found in a report; known ids are left as they are. Out
        comes how many were new. Raises UsageError where the report is not in the record."""
        with writing(self._engine) as connection:
            return reports.add_claims(connection, report_id, reading, claims, keys)

    def stale(self, fingerprint: str, reader_prefix: str) -> tuple[str, ...]:
        """Reports with a reading by a reader whose name begins so, and another fingerprint."""
        with reading(self._engine) as connection:
            return reports.stale_reports(connection, fingerprint, reader_prefix)

    # Claims

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Claims by id, in the order asked; those that are not there are left out."""
        with reading(self._engine) as connection:
            return claims.claims_by_id(connection, ids)

    def claims_of(self, report_id: str) -> tuple[Claim, ...]:
        """All claims of a report, by every reader, in the order of recording."""
        with reading(self._engine) as connection:
            return claims.claims_of_report(connection, report_id)

    def claims_of_all(self, report_ids: Iterable[str]) -> dict[str, tuple[Claim, ...]]:
        """Report → its claims, by every reader, in any order; reports without any are left out."""
        with reading(self._engine) as connection:
            return claims.claims_of_reports(connection, report_ids)

    def reader_of(self, ids: Iterable[str]) -> dict[str, str]:
        """Claim id → who read it."""
        with reading(self._engine) as connection:
            return claims.readers_of(connection, ids)

    def all_claims(self, batch: int = 1000) -> Iterator[tuple[Claim, ...]]:
        """All claims in the order of recording, in batches."""
        with reading(self._engine) as connection:
            yield from claims.walk_claims(connection, batch)

    # Gathering

    def pending(self, limit: int | None = None) -> tuple[str, ...]:
        """Ids of claims not gathered yet, in the order of recording."""
        with reading(self._engine) as connection:
            return claims.pending_claims(connection, limit)

    def candidates(self, keys: Iterable[str]) -> set[str]:
        """Ids of claims that have one of these keys."""
        with reading(self._engine) as connection:
            return claims.claims_with_keys(connection, keys)

    @contextmanager
    def gathering(self) -> Iterator[Gathering]:
        """The write transaction of gathering: kept when the block ends, undone when it raises. Keep
        it short of half a minute: other writers wait."""
        with writing(self._engine) as connection:
            yield Gathering(connection)

    def near_copies(self, report_id: str) -> dict[str, bytes]:
        """Other reports that share a band with this one → their signatures, by id."""
        with reading(self._engine) as connection:
            return reports.near_copies(connection, report_id)

    def signatures(self, report_ids: Iterable[str]) -> dict[str, bytes]:
        """Signatures by report id."""
        with reading(self._engine) as connection:
            return reports.signatures_of(connection, report_ids)

    def add_copy_links(self, pairs: Iterable[tuple[str, str, float]]) -> None:
        """Note pairs of near-copies with their similarity (0 to 1); known pairs stay."""
        with writing(self._engine) as connection:
            reports.add_copy_links(connection, pairs)

    def copy_links(self, report_ids: Iterable[str]) -> tuple[tuple[str, str, float], ...]:
        """The near-copies of reports: ``(a, b, similarity)`` with a < b, in order."""
        with reading(self._engine) as connection:
            return reports.copy_links_of(connection, report_ids)

    # Incidents

    def incident_of(self, claim_id: str) -> str | None:
        """The incident a claim is in now. An incident's id is a claim's, so that an old one leads
        here to where its claim has gone."""
        with reading(self._engine) as connection:
            return incidents.incident_of(connection, claim_id)

    def incident_claims(self, incident_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Incident id → its claims' ids, in order."""
        with reading(self._engine) as connection:
            return incidents.claims_in(connection, incident_ids)

    def summaries(self, incident_ids: Iterable[str]) -> tuple[Summary, ...]:
        """Incidents by id, in the order asked; those that are not there are left out."""
        with reading(self._engine) as connection:
            return incidents.summaries(connection, incident_ids)

    def links_of(self, claim_ids: Iterable[str]) -> tuple[Link, ...]:
        """All links with an end in these claims, in order of their ends."""
        with reading(self._engine) as connection:
            return incidents.links_of(connection, claim_ids)

    def incidents(
        self, filters: Filters | None = None, limit: int | None = None, offset: int = 0
    ) -> Found:
        """Incidents with a claim that holds to the filters, in the order of their first days."""
        with reading(self._engine) as connection:
            return search.find_incidents(connection, filters or Filters(), limit, offset)

    # The ledger of the situation

    def ledger_state(self) -> tuple[str | None, bool]:
        """By whose rules the ledger was folded, and whether anything is to be worked off."""
        with reading(self._engine) as connection:
            return ledger.version(connection), ledger.is_due(connection)

    def reports_due(self, report_ids: Iterable[str]) -> None:
        """Note that what the ledger has of these reports may have changed."""
        with writing(self._engine) as connection:
            ledger.claims_due(connection, report_ids)

    @contextmanager
    def ledgering(self) -> Iterator[Ledgering]:
        """A write transaction on the ledger: kept when the block ends, undone when it raises."""
        with writing(self._engine) as connection:
            yield Ledgering(connection)

    @contextmanager
    def shelf(self, part: str, fingerprint: str) -> Iterator[Shelf | None]:
        """What the ledger has of a country, as it stands at the first question; none where it is of
        other rules or not up to date."""
        with reading(self._engine) as connection:
            known = ledger.version(connection) == fingerprint and not ledger.is_due(connection)
            yield Shelf(connection, part) if known else None

    def spots_called(self, folded: str) -> list[str]:
        """Places in the ledger with a folded name, or in a division of that name."""
        with reading(self._engine) as connection:
            return shelf.spots_called(connection, folded)

    # Search

    def find(self, filters: Filters, limit: int | None = 50, offset: int = 0) -> Found:
        """Claims that hold to all filters (see ``Filters``), in the order of the days they are
        about, undated ones last."""
        with reading(self._engine) as connection:
            return search.find_claims(connection, filters, limit, offset)

    def named(self, beginning: str) -> tuple[Named, ...]:
        """Reports, claims and judgements whose ids begin so; one whole id wins."""
        with reading(self._engine) as connection:
            return names.named(connection, beginning)

    def counts(self) -> Check:
        """How much the record holds; nothing is checked."""
        with reading(self._engine) as connection:
            return names.counts(connection)

    def state(self) -> State:
        """Which state the record is in: the same where nothing was changed."""
        held = snapshot(self._engine)
        known: State | None = held.kept.get("state") if held is not None else None
        if known is None:
            with reading(self._engine) as connection:
                known = names.state(connection)
            if held is not None:
                held.kept["state"] = known
        return known

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """All that this thread asks meanwhile is of one state of the record, whatever is written.
        Not for what brings the ledger up to date: that would not be seen."""
        with at_once(self._engine):
            yield

    # Roads

    def add_network(self, network: RoadNetwork, file: RoadFile, by: Reading) -> bool:
        """Keep a road network; False where its file is there already."""
        with writing(self._engine) as connection:
            return roads.add_network(connection, network, file.roads, file.points, by)

    def remove_network(self, network: RoadNetwork, by: Reading) -> None:
        """Take a road network out."""
        with writing(self._engine) as connection:
            roads.remove_network(connection, network, by)

    def networks(self) -> tuple[RoadNetwork, ...]:
        """The road networks, in the order of their coming in."""
        with reading(self._engine) as connection:
            return roads.all_networks(connection)

    def roads(self) -> tuple[list[Road], list[RoadPoint]]:
        """The roads and places of all networks."""
        with reading(self._engine) as connection:
            return roads.roads_of(connection, roads.all_networks(connection))

    # Judgements and audit

    def judge(self, judgement: Judgement) -> bool:
        """Record a judgement; False where it is there already. Its claims are pending again unless
        it leaves incidents as they are (accept, grade, comment). An undo has the anchors of what it
        undoes."""
        with writing(self._engine) as connection:
            return judgements.add_judgement(connection, judgement)

    def judgements(
        self, claim_ids: Iterable[str] | None = None, report_ids: Iterable[str] = ()
    ) -> tuple[Judgement, ...]:
        """Judgements anchored in these claims or reports, or all, in the order of recording."""
        with reading(self._engine) as connection:
            if claim_ids is None and not report_ids:
                return judgements.all_judgements(connection)
            return judgements.judgements_on(connection, claims=claim_ids or (), reports=report_ids)

    def tokens(self) -> tuple[Token, ...]:
        """Every token of the API, revoked ones too."""
        with reading(self._engine) as connection:
            return tokens.all_tokens(connection)

    def add_token(self, token: Token) -> None:
        """Keep a token. Raises UsageError where one in force has its name."""
        with writing(self._engine) as connection:
            tokens.add_token(connection, token)

    def revoke_token(self, hash: str, at: str, by: str) -> bool:
        """Revoke a token; False where it is not in force."""
        with writing(self._engine) as connection:
            return tokens.revoke_token(connection, hash, at, by)

    def audit(self, since: int = 0) -> Iterator[AuditEntry]:
        """Entries after number ``since``, in order."""
        with reading(self._engine) as connection:
            yield from audit.entries(connection, since)

    def audit_head(self) -> tuple[int, str]:
        """Number and hash of the last entry: what to keep elsewhere."""
        with reading(self._engine) as connection:
            return audit.head(connection)

    def verify_audit(self, kept: str | None = None) -> list[str]:
        """What is wrong with the audit, a line each. ``kept``, a head's hash noted earlier, shows
        also that nothing up to there was cut off or written anew."""
        with reading(self._engine) as connection:
            return audit.verify(connection, kept)

    def check(self) -> Check:
        """Look through the whole record for what is half, lost, double, altered or out of step."""
        return check(self._engine)
