"""The flow of the record: reports and their claims into the store, claims into incidents; what
comes out again stands in telling.py.

The stages (incidents, situation, review) are pure, and the store only keeps: this module with
telling.py and ledger.py brings them together. It is given the time by its caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from msgspec.structs import replace

from sayso.core.errors import InputError
from sayso.core.record import (
    Acquired,
    Capture,
    Difference,
    Judgement,
    Link,
    Reading,
)
from sayso.core.types import Claim
from sayso.incidents.build import main_predicate, span_of, title_of
from sayso.incidents.copies import bands, body, find_copies, signature
from sayso.knowledge.fingerprint import fingerprint, reader_name
from sayso.review.anchors import beside
from sayso.review.difference import difference
from sayso.review.judge import added, constraints
from sayso.store.incidents import Gathering, Summary
from sayso.store.reports import Added
from sayso.store.rows import sha256
from sayso.store.store import Store
from sayso.telling import Telling

# Claims gathered in one transaction: enough to share look-ups, few enough to hold at once.
BATCH = 1000


class Archive(Telling):
    """A record, open. ``clock`` gives the present as UTC text (see core/record.py)."""

    def __init__(self, store: Store, clock: Callable[[], str]) -> None:
        super().__init__(store)
        self.clock = clock

    @classmethod
    def create(cls, where: str, clock: Callable[[], str]) -> Archive:
        """Make the record at a file path or URL, or bring it up to date. Raises UsageError."""
        return cls(Store.create(where), clock)

    @classmethod
    def open(cls, where: str, clock: Callable[[], str]) -> Archive:
        """The record at a file path or URL. Raises UsageError where there is none."""
        return cls(Store.open(where), clock)

    @staticmethod
    def is_unmade(where: str) -> bool:
        """Whether a file is still to be made a record (see Store.is_unmade)."""
        return Store.is_unmade(where)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    # --- in -----------------------------------------------------------------------------------

    def add(self, item: Acquired, claims: Sequence[Claim], reader: str | None = None) -> Added:
        """Record a report with the claims that this program, or ``reader``, found in it: all or
        nothing. A report that is there already is "known"."""
        report = item.report
        mark = signature(body(report))
        capture = Capture(
            sha256=report.sha256 or "", at=self.clock(), way=item.way, address=item.address
        )
        return self.store.add_report(
            report, item.address, self._reading(reader), claims, self._keys(claims), bands(mark),
            mark, capture, item.original, item.translation,
        )  # fmt: skip

    def refuse_removed(self, item: Acquired, by: str | None = None) -> None:
        """Refuse a report that was removed for good, by its id or the hash of its text or bytes:
        raises InputError. ``by``: who lets it in again, if anybody."""
        hashes = {sha256(item.report.text), item.report.sha256 or ""} - {""}
        removal = self.store.safety.refused(item.report.id, hashes)
        if removal is None:
            return
        if by is None:
            raise InputError(
                "removed",
                f"removed from this record on {removal.at[:10]} by {removal.by}: {removal.why} "
                "(--again takes it in)",
            )
        self.store.safety.take_back(removal.report, by=by, at=self.clock())

    def propose(self, report_id: str, reader: str, claims: Sequence[Claim]) -> int:
        """Record claims that a person or another program read in a recorded report; how many were
        new."""
        reading = Reading(reader=reader, fingerprint=None, at=self.clock())
        return self.store.add_claims(report_id, reading, claims, self._keys(claims))

    def _reading(self, reader: str | None = None) -> Reading:
        if reader is not None:
            return Reading(reader=reader, fingerprint=None, at=self.clock())
        return Reading(reader=reader_name(), fingerprint=fingerprint(), at=self.clock())

    def _keys(self, claims: Iterable[Claim]) -> dict[str, frozenset[str]]:
        return {claim.id: self.gatherer.keys(claim) for claim in claims}

    # --- gathering ----------------------------------------------------------------------------

    def gather(self, progress: Callable[[int], None] | None = None) -> int:
        """Put every claim that waits into its incident; how many there were.

        Claims are linked first, batch by batch, then clustered; each batch is one transaction, and
        what was interrupted is done again from the beginning.
        """
        waiting = self.store.pending()
        if not waiting:
            return 0
        judgements = self._judgements()
        self._note_judged(waiting, judgements)
        self._find_copies(waiting)
        later = set(waiting)
        for start in range(0, len(waiting), BATCH):
            batch = waiting[start : start + BATCH]
            later.difference_update(batch)
            with self.store.gathering() as work:
                self._link(work, batch, later, judgements)
            if progress:
                progress(start + len(batch))
        left = dict.fromkeys(waiting)
        while left:
            with self.store.gathering() as work:
                done = self._cluster(work, list(left)[:BATCH], judgements)
            left = {id: None for id in left if id not in done}
        self.ledger.keep_up(len(waiting))
        return len(waiting)

    def _note_judged(self, waiting: Sequence[str], judgements: Sequence[Judgement]) -> None:
        """A new claim may be what a judgement on its report fits best from now on."""
        judged_ = {anchor.report for judgement in judgements for anchor in judgement.anchors}
        if judged_:
            fresh = {claim.report.id for claim in self._held(waiting).values()}
            self.store.reports_due(judged_ & fresh)

    def _find_copies(self, waiting: Sequence[str]) -> None:
        """Note which reports of these claims are near-copies of others."""
        pairs: set[tuple[str, str]] = set()
        for report in sorted({claim.report.id for claim in self._held(waiting).values()}):
            near = self.store.near_copies(report)
            if near:
                marks = {**near, **self.store.signatures([report])}
                pairs |= {pair for pair in find_copies(marks) if report in pair}
        if pairs:
            self.store.add_copy_links((a, b, 1.0) for a, b in sorted(pairs))

    def _link(
        self,
        work: Gathering,
        batch: Sequence[str],
        later: Set[str],
        judgements: Sequence[Judgement],
    ) -> None:
        """Link a batch with all that is there; claims still to come (``later``) link to it in their
        turn."""
        claims = self._standing(self._held(batch, work), judgements)
        fresh = {id: claim.claim for id, claim in claims.items() if not claim.rejected}
        keys = self._keys(fresh.values())
        work.set_keys({id: found for id, found in keys.items() if claims[id].judgements})
        work.drop_links(batch)
        near = work.candidates({key for found in keys.values() for key in found})
        others = self._standing(self._held(near - later - set(batch), work), judgements)
        found = {**fresh, **{i: c.claim for i, c in others.items() if not c.rejected}}
        work.add_links(self._links(fresh, found, keys))

    def _cluster(
        self, work: Gathering, batch: Sequence[str], judgements: Sequence[Judgement]
    ) -> set[str]:
        """Make the incidents of a batch anew, with all claims that could share one with them; which
        these are."""
        together, apart = constraints(judgements)
        joined = {id for pair in (*together, *apart) for id in pair}
        reached = self._piece(work, set(batch))
        while joined & reached and not joined <= reached:
            reached = self._piece(work, reached | joined)
        members = self._standing(self._held(reached, work), judgements)
        kept = {id: claim.claim for id, claim in members.items() if not claim.rejected}
        clusters = self.gatherer.clusters(kept, work.links_of(kept), together, apart)
        work.set_incidents(summary_of([kept[id] for id in ids]) for ids in clusters)
        work.done(batch)
        return reached

    def _piece(self, work: Gathering, claims: set[str]) -> set[str]:
        """These claims and all that chains of strong links lead to."""
        found, edge = set(claims), claims
        while edge:
            strong = (link for link in work.links_of(edge) if self.gatherer.strong(link))
            edge = {id for link in strong for id in (link.a, link.b)} - found
            found |= edge
        return found

    def _links(
        self,
        fresh: Mapping[str, Claim],
        found: Mapping[str, Claim],
        keys: Mapping[str, frozenset[str]],
    ) -> list[Link]:
        """The links of fresh claims with one another and with those found by their keys."""
        blocks: dict[str, list[str]] = {}
        for id, claim in found.items():
            for key in keys.get(id) or self.gatherer.keys(claim):
                blocks.setdefault(key, []).append(id)
        links = []
        for id in fresh:
            near = {other for key in keys[id] for other in blocks[key]}
            for other in sorted(near):
                if other != id and (other not in fresh or id < other):
                    link = self.gatherer.link(fresh[id], found[other])
                    if link is not None:
                        links.append(link)
        return links

    # --- again --------------------------------------------------------------------------------

    def stale(self) -> tuple[str, ...]:
        """Reports that another version of this program read."""
        return self.store.stale(fingerprint(), "sayso")

    def reread(self, report_id: str, claims: Sequence[Claim], keep: bool) -> Difference:
        """What a new reading of a report changes; kept only if ``keep`` says so."""
        held = self.store.claims_of(report_id)
        readers = self.store.reader_of(claim.id for claim in held)
        old = [claim for claim in held if readers[claim.id].startswith("sayso")]
        changes = difference(old, claims)
        if keep:
            self.store.replace_reading(
                report_id, self._reading(), claims, self._keys(claims), "sayso"
            )
            self._claims.clear()
        return changes

    def judge(self, judgement: Judgement) -> bool:
        """Record a person's judgement and gather its claims anew; False if it was there."""
        reports = {anchor.report for anchor in judgement.anchors}
        claims = {report: self.store.claims_of(report) for report in reports}
        anchors = tuple(beside(anchor, claims[anchor.report]) for anchor in judgement.anchors)
        if judgement.kind == "add":
            self.propose(judgement.anchors[0].report, judgement.by, [added(judgement)])
        if not self.store.judge(replace(judgement, anchors=anchors)):
            return False
        self.gather()
        return True


def summary_of(claims: Sequence[Claim]) -> Summary:
    """The incident of some claims as lists show it."""
    earliest, latest = span_of(claims)
    return Summary(
        id=min(claim.id for claim in claims),
        claims=tuple(sorted(claim.id for claim in claims)),
        predicate=main_predicate(claims),
        title=title_of(claims),
        earliest=earliest,
        latest=latest,
        places=tuple(dict.fromkeys(p.name for c in claims for p in c.places if p.name)),
        points=tuple(
            sorted(
                {
                    (p.lat, p.lon)
                    for c in claims
                    for p in c.places
                    if p.lat is not None and p.lon is not None
                }
            )
        ),
    )
