"""A record's store that gives what may be seen, and takes nothing.

Every public method of Store stands here or in readonly.py: what is not filtered is refused. A test
holds that none is forgotten.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager

from msgspec.structs import replace

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
from sayso.core.roads import Road, RoadNetwork, RoadPoint
from sayso.core.types import Claim
from sayso.record import summary_of
from sayso.sight.readonly import ReadOnly
from sayso.sight.scope import Asked
from sayso.sight.search import fitting, sort_key
from sayso.sight.sight import Sight, sight_now
from sayso.store.incidents import Summary
from sayso.store.ledger import Ledgering
from sayso.store.names import Named, State
from sayso.store.search import Filters, Found
from sayso.store.shelf import Shelf
from sayso.store.store import Store


class SeenStore(ReadOnly):
    """See the top of this file. Not closed by itself: its store is another's."""

    def __init__(self, store: Store, asked: Asked) -> None:
        self._store, self._asked = store, asked

    @property
    def _now(self) -> Sight:
        return sight_now(self._store, self._asked)

    # --- reports ------------------------------------------------------------------------------

    def has_report(self, id: str) -> bool:
        return id in self._now.scope.reports and self._store.has_report(id)

    def entry(self, id: str) -> Entry | None:
        return next(iter(self.entries([id])), None)

    def entries(self, ids: Iterable[str] | None = None) -> Iterator[Entry]:
        now = self._now
        if ids is not None:
            ids = [id for id in ids if id in now.scope.reports]
        some: list[Entry] = []
        for entry in self._store.entries(ids):
            some.append(entry)
            if len(some) == 200:
                yield from now.entries(some)
                some = []
        yield from now.entries(some)

    def translation(self, report_id: str) -> tuple[SentencePair, ...]:
        # Nobody has looked for names in another language.
        return self._store.translation(report_id) if self._is_open(report_id) else ()

    def addresses(self, report_id: str) -> tuple[str, ...]:
        if self._asked.public:
            entry = self.entry(report_id)
            return (entry.address,) if entry and entry.address else ()
        return self._store.addresses(report_id) if self._is_open(report_id) else ()

    def captures(self, report_id: str) -> tuple[Capture, ...]:
        if report_id not in self._now.scope.reports:
            return ()
        found = self._store.captures(report_id)
        if self._asked.public:
            return tuple(replace(capture, address=None) for capture in found)
        return found

    def original(self, sha256: str) -> bytes | None:
        if self._asked.public:
            return None
        reports = self._store.safety.reports_with_bytes(sha256)
        if not any(report in self._now.scope.reports for report in reports):
            return None
        return self._store.original(sha256)

    def _is_open(self, report_id: str) -> bool:
        return report_id in self._now.scope.reports and not self._asked.public

    def readings(self, report_id: str) -> tuple[Reading, ...]:
        if report_id not in self._now.scope.reports:
            return ()
        found = self._store.readings(report_id)
        if self._asked.public:
            return tuple(replace(r, reader=_reader(r.reader)) for r in found)
        return found

    def stale(self, fingerprint: str, reader_prefix: str) -> tuple[str, ...]:
        found = self._store.stale(fingerprint, reader_prefix)
        return tuple(id for id in found if id in self._now.scope.reports)

    def near_copies(self, report_id: str) -> dict[str, bytes]:
        now = self._now
        if report_id not in now.scope.reports:
            return {}
        found = self._store.near_copies(report_id)
        return {id: mark for id, mark in found.items() if id in now.scope.reports}

    def signatures(self, report_ids: Iterable[str]) -> dict[str, bytes]:
        now = self._now
        return self._store.signatures([id for id in report_ids if id in now.scope.reports])

    def copy_links(self, report_ids: Iterable[str]) -> tuple[tuple[str, str, float], ...]:
        seen = self._now.scope.reports
        found = self._store.copy_links([id for id in report_ids if id in seen])
        return tuple(link for link in found if link[0] in seen and link[1] in seen)

    # --- claims -------------------------------------------------------------------------------

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        now = self._now
        found = now.claims(ids)
        return dict(zip(found, now.shown(list(found.values())), strict=True))

    def claims_of(self, report_id: str) -> tuple[Claim, ...]:
        now = self._now
        return tuple(now.shown(now.claims_of(report_id)))

    def claims_of_all(self, report_ids: Iterable[str]) -> dict[str, tuple[Claim, ...]]:
        found = {id: self.claims_of(id) for id in report_ids}
        return {id: claims for id, claims in found.items() if claims}

    def reader_of(self, ids: Iterable[str]) -> dict[str, str]:
        now = self._now
        found = self._store.reader_of([id for id in ids if id in now.scope.claims])
        if self._asked.public:
            return {id: _reader(name) for id, name in found.items()}
        return found

    def all_claims(self, batch: int = 1000) -> Iterator[tuple[Claim, ...]]:
        now = self._now
        for found in self._store.all_claims(batch):
            if some := [claim for claim in found if claim.id in now.scope.claims]:
                yield tuple(now.shown(some))

    def pending(self, limit: int | None = None) -> tuple[str, ...]:
        found = (id for id in self._store.pending() if id in self._now.scope.claims)
        return tuple(found)[:limit]

    def candidates(self, keys: Iterable[str]) -> set[str]:
        return {id for id in self._store.candidates(keys) if id in self._now.scope.claims}

    # --- incidents ----------------------------------------------------------------------------

    def incident_of(self, claim_id: str) -> str | None:
        now = self._now
        if now.scope.is_all:
            return self._store.incident_of(claim_id)
        return now.gathered.of.get(claim_id)

    def incident_claims(self, incident_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        now = self._now
        if now.scope.is_all:
            return self._store.incident_claims(incident_ids)
        members = now.gathered.members
        return {id: members[id] for id in dict.fromkeys(incident_ids) if id in members}

    def summaries(self, incident_ids: Iterable[str]) -> tuple[Summary, ...]:
        now = self._now
        if now.is_all:
            return self._store.summaries(incident_ids)
        wanted = [id for id in dict.fromkeys(incident_ids) if id in now.gathered.members]
        stored: dict[str, Summary] = {}
        if not self._asked.public:
            whole = [id for id in wanted if id in now.gathered.whole]
            stored = {summary.id: summary for summary in self._store.summaries(whole)}
        members = {id: now.gathered.members[id] for id in wanted if id not in stored}
        standing = now.standing(now.claims(c for found in members.values() for c in found))
        shown = {c.id: c for c in now.shown([s.claim for s in standing.values()])}
        made = {
            id: summary_of([shown[claim] for claim in found if claim in shown])
            for id, found in members.items()
        }
        return tuple(stored[id] if id in stored else made[id] for id in wanted)

    def links_of(self, claim_ids: Iterable[str]) -> tuple[Link, ...]:
        now = self._now
        found = self._store.links_of([id for id in claim_ids if id in now.scope.claims])
        return tuple(now.links(found))

    def incidents(
        self, filters: Filters | None = None, limit: int | None = None, offset: int = 0
    ) -> Found:
        now = self._now
        if now.is_all:
            return self._store.incidents(filters, limit, offset)
        gathered = now.gathered
        if filters is None or filters == Filters():
            ids = gathered.in_order()
        else:
            claims = self.find(filters, None).ids
            ids = gathered.in_order({gathered.of[id] for id in claims if id in gathered.of})
        return _page(ids, limit, offset)

    # --- search -------------------------------------------------------------------------------

    def find(self, filters: Filters, limit: int | None = 50, offset: int = 0) -> Found:
        now = self._now
        if now.is_all:
            return self._store.find(filters, limit, offset)
        ids = [id for id in self._store.find(filters, None).ids if id in now.scope.claims]
        if self._asked.public and any(getattr(filters, name) is not None for name in _TOLD):
            ids = self._found_masked(now, filters, ids)
        return _page(ids, limit, offset)

    def _found_masked(self, now: Sight, filters: Filters, found: Sequence[str]) -> list[str]:
        """What is found by the words and places that are shown: claims of reports in which
        something is masked are looked at one by one."""
        masked = self._masked_reports(now)
        claims = {c.id: c for id in masked for c in now.claims_of(id)}
        plain = [id for id in found if id not in claims]
        shown = now.shown(list(claims.values()))
        entries = {e.report.id: e.report for e in now.entries(list(self._store.entries(masked)))}
        fits = [c for c in shown if fitting(c, entries[c.report.id], filters)]
        if not fits:
            return plain
        rest = self._store.claims(plain)
        published = {e.report.id: e.report.published for e in self._store.entries(
            sorted({c.report.id for c in rest.values()}))}  # fmt: skip
        published |= {id: report.published for id, report in entries.items()}
        both = [*rest.values(), *fits]
        return [c.id for c in sorted(both, key=lambda c: sort_key(c, published[c.report.id]))]

    def _masked_reports(self, now: Sight) -> list[str]:
        masks = now.masks(sorted(now.scope.reports.known))
        return [id for id, mask in masks.items() if not mask.is_empty]

    def named(self, beginning: str) -> tuple[Named, ...]:
        if self._now.is_all:
            return self._store.named(beginning)
        now = self._now
        judged = {judgement.id for judgement in now.judgements()}
        seen: dict[str, Container[str]]
        seen = {"report": now.scope.reports, "claim": now.scope.claims, "judgement": judged}
        begun = self._store.safety.named(beginning)
        found = [thing for thing in begun if thing.id in seen[thing.kind]]
        whole = [thing for thing in found if thing.id == beginning]
        return tuple(whole or found[:15])

    def counts(self) -> Check:
        now = self._now
        if now.is_all:
            return self._store.counts()
        every = self._store.counts()
        scope = now.scope
        seen, hidden = len(scope.reports.known), len(scope.claims.known)
        return Check(
            reports=seen if scope.reports.inside else every.reports - seen,
            claims=hidden if scope.claims.inside else every.claims - hidden,
            incidents=len(now.gathered.members),
            pending=len(self.pending()),
            problems=(),
        )

    def state(self) -> State:
        return self._store.state()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        with self._store.at_once():
            yield

    # --- the ledger: of the whole record, or not at all -----------------------------------------

    def ledger_state(self) -> tuple[str | None, bool]:
        return self._store.ledger_state() if self._now.is_all else (None, True)

    @contextmanager
    def ledgering(self) -> Iterator[Ledgering]:
        if not self._now.is_all:
            self._refuse()
        with self._store.ledgering() as work:
            yield work

    @contextmanager
    def shelf(self, part: str, fingerprint: str) -> Iterator[Shelf | None]:
        if not self._now.is_all:
            yield None
            return
        with self._store.shelf(part, fingerprint) as shelf:
            yield shelf

    def spots_called(self, folded: str) -> list[str]:
        return self._store.spots_called(folded) if self._now.is_all else []

    # --- roads: nothing of theirs comes from reports ----------------------------------------------

    def networks(self) -> tuple[RoadNetwork, ...]:
        return self._store.networks()

    def roads(self) -> tuple[list[Road], list[RoadPoint]]:
        return self._store.roads()

    # --- judgements and audit -----------------------------------------------------------------

    def judgements(
        self, claim_ids: Iterable[str] | None = None, report_ids: Iterable[str] = ()
    ) -> tuple[Judgement, ...]:
        now = self._now
        if claim_ids is None and not report_ids:
            asked = self._store.judgements()
        else:
            asked = self._store.judgements(claim_ids, report_ids)
        wanted = {judgement.id for judgement in asked}
        found = (judgement for judgement in now.judgements() if judgement.id in wanted)
        if not self._asked.public:
            return tuple(found)
        # What was decided shows in the claims; what people wrote may name anybody.
        return tuple(
            replace(
                judgement, by="", why="", change={},
                anchors=tuple(replace(a, sources=(), beside=()) for a in judgement.anchors),
            )
            for judgement in found
        )  # fmt: skip

    def audit(self, since: int = 0) -> Iterator[AuditEntry]:
        now = self._now
        if self._asked.public or self._asked.role == "read":
            self._refuse()
        if now.is_all:
            yield from self._store.audit(since)
            return
        judgements = {judgement.id for judgement in now.judgements()}
        removed = {removal.report for removal in self._store.safety.removals()}
        for entry in self._store.audit(since):
            if entry.what.startswith("judge: "):
                if entry.about in judgements:
                    yield entry
            elif now.scope.has(entry.about) and entry.about not in removed:
                yield entry

    def audit_head(self) -> tuple[int, str]:
        return self._store.audit_head() if self._now.is_all else self._refuse()

    def verify_audit(self, kept: str | None = None) -> list[str]:
        return self._store.verify_audit(kept) if self._now.is_all else self._refuse()

    def check(self) -> Check:
        return self._store.check() if self._now.is_all else self._refuse()


# Filters by what a mask may hide.
_TOLD = ("text", "actor", "place", "source", "outlet", "near")


def _page(ids: Sequence[str], limit: int | None, offset: int) -> Found:
    end = None if limit is None else offset + limit
    return Found(total=len(ids), ids=tuple(ids[offset:end]))


def _reader(name: str) -> str:
    """Who read, without a person's name."""
    return name if name.startswith("sayso") else "another reader"
