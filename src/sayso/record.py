"""The flow of the record: reports and their claims into the store, claims into incidents, and
incidents out again with who stands behind them and where they clash.

The stages (incidents, situation, review) are pure, and the store only keeps: this module alone
brings them together. It is given the time by its caller.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from functools import cached_property

from msgspec.structs import replace

from sayso.core.record import (
    Acquired,
    Capture,
    Corroboration,
    Difference,
    Dispute,
    Entry,
    Hidden,
    Incident,
    JudgedClaim,
    Judgement,
    Link,
    Reading,
)
from sayso.core.situation import Situation
from sayso.core.types import Claim
from sayso.incidents.build import build_incident, main_predicate, span_of, title_of
from sayso.incidents.copies import bands, body, families, find_copies, signature, version_links
from sayso.incidents.disputes import find_disputes
from sayso.incidents.gather import Gatherer
from sayso.incidents.roots import corroborate
from sayso.incidents.rules import Rule, Ruled, apply, parse
from sayso.knowledge.fingerprint import fingerprint, reader_name
from sayso.review.anchors import beside, reattached
from sayso.review.difference import difference
from sayso.review.judge import added, constraints, judged
from sayso.situation.fold import heard, newest, situation, within
from sayso.store.incidents import Gathering, Summary
from sayso.store.reports import Added
from sayso.store.store import Store

# Claims gathered in one transaction: enough to share look-ups, few enough to hold at once.
BATCH = 1000
_KEPT = 50_000  # claims held between batches


class Archive:
    """A record, open. ``clock`` gives the present as UTC text (see core/record.py)."""

    def __init__(self, store: Store, clock: Callable[[], str]) -> None:
        self.store = store
        self.clock = clock
        self._claims: dict[str, Claim] = {}

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

    @cached_property
    def gatherer(self) -> Gatherer:
        """What decides which claims are of one incident."""
        return Gatherer.load()

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
        return len(waiting)

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
        work.set_incidents(_summary([kept[id] for id in ids]) for ids in clusters)
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

    def _held(self, ids: Iterable[str], work: Gathering | None = None) -> dict[str, Claim]:
        """Claims as read, by id; those looked at before are held."""
        wanted = sorted(set(ids))
        missing = [id for id in wanted if id not in self._claims]
        if missing:
            if len(self._claims) + len(missing) > _KEPT:
                self._claims.clear()
                missing = wanted
            self._claims.update((work or self.store).claims(missing))
        return {id: self._claims[id] for id in wanted if id in self._claims}

    # --- claims as they stand -----------------------------------------------------------------

    def claims(self, ids: Iterable[str]) -> dict[str, JudgedClaim]:
        """Claims with what people decided of them, by id."""
        return self._standing(self._held(ids), self._judgements())

    def _standing(
        self, claims: Mapping[str, Claim], judgements: Sequence[Judgement]
    ) -> dict[str, JudgedClaim]:
        readers = self.store.reader_of(claims) if judgements else dict.fromkeys(claims, "")
        found = judged(claims, readers, judgements)
        return {id: claim for id, claim in found.items() if id in claims}

    def _judgements(self) -> tuple[Judgement, ...]:
        """All judgements, with their anchors on the claims of today's readings."""
        judgements = self.store.judgements()
        if not judgements:
            return ()
        reports = {anchor.report for judgement in judgements for anchor in judgement.anchors}
        claims = {report: self.store.claims_of(report) for report in sorted(reports)}
        return reattached(judgements, claims)[0]

    # --- out ----------------------------------------------------------------------------------

    def incidents(self, ids: Iterable[str]) -> list[Incident]:
        """These incidents with everything said of them, in the order asked."""
        members = self.store.incident_claims(ids)
        claims = self.claims({claim for found in members.values() for claim in found})
        voices = self._voices(c.claim for c in claims.values())
        built = []
        for found in members.values():
            standing = [claims[id].claim for id in found if id in claims]
            links = self.store.links_of(found) if len(found) > 1 else ()
            built.append(build_incident(standing, self.gatherer.why(found, links), voices))
        return built

    def ruled(self, ids: Iterable[str], rule: Rule) -> Ruled:
        """These incidents as a reading rule shows them, with what it hides."""
        found = self.incidents(ids)
        claims = self.claims(claim for incident in found for claim in incident.claims)
        standing = {id: claim.claim for id, claim in claims.items()}
        entries = self._entries(standing.values())
        return apply(rule, found, standing, entries, self._families(entries))

    def disputes(self, kept: Collection[str] | None = None) -> tuple[Dispute, ...]:
        """What clashes in the record (among the claims ``kept``, if given), the most telling
        first."""
        members = self.store.incident_claims(self.store.incidents().ids)
        standing = self.claims({claim for found in members.values() for claim in found})
        claims = {
            id: claim.claim
            for id, claim in standing.items()
            if not claim.rejected and (kept is None or id in kept)
        }
        grouped = {
            id: tuple(claims[claim] for claim in found if claim in claims)
            for id, found in members.items()
        }
        grouped = {id: found for id, found in grouped.items() if found}
        entries = self._entries(claims.values())
        copies = self._families(entries)
        return find_disputes(grouped, claims, entries, _counting(entries, copies), copies)

    def situation(
        self,
        day: str | None = None,
        known_by: str | None = None,
        recorded_by: str | None = None,
        place: str | None = None,
        rule: Rule | None = None,
    ) -> Situation:
        """What holds on a day (ISO; the last on which a report came out, if none is given), by the
        reports published and recorded by two more days, under a reading rule."""
        members = self.store.incident_claims(self.store.incidents().ids)
        standing = self.claims({claim for found in members.values() for claim in found})
        claims = {id: claim.claim for id, claim in standing.items() if not claim.rejected}
        entries = heard(self._entries(claims.values()), known_by, recorded_by)
        told = within(
            {i: [claims[c] for c in found if c in claims] for i, found in members.items()}, entries
        )
        copies = self._families(entries)
        hidden: tuple[Hidden, ...] = ()
        rule = rule or parse("all")
        if rule.kind != "all":
            voices = self._voices(claims.values())
            built = [replace(build_incident(c, (), voices), id=name) for name, c in told.items()]
            ruled = apply(rule, built, claims, entries, copies)
            kept = {claim for incident in ruled.incidents for claim in incident.claims}
            told = {i.id: tuple(c for c in told[i.id] if c.id in kept) for i in ruled.incidents}
            hidden = ruled.hidden
        claims = {c.id: c for found in told.values() for c in found}
        disputes = find_disputes(told, claims, entries, self._voices(claims.values()), copies)
        return situation(
            told, disputes, day or newest(entries), known_by=known_by, recorded_by=recorded_by,
            place=place, rule=rule.words, hidden=hidden,
        )  # fmt: skip

    def _voices(self, claims: Iterable[Claim]) -> Callable[[Sequence[Claim]], Corroboration]:
        entries = self._entries(claims)
        return _counting(entries, self._families(entries))

    def _entries(self, claims: Iterable[Claim]) -> dict[str, Entry]:
        reports = sorted({claim.report.id for claim in claims})
        return {entry.report.id: entry for entry in self.store.entries(reports)}

    def _families(self, entries: Mapping[str, Entry]) -> dict[str, str]:
        """Report → its copy family; the chain of copies may run through reports not asked for."""
        reports, edge = set(entries), set(entries)
        pairs: set[tuple[str, str]] = set(version_links(entries))
        while edge:
            found = {(a, b) for a, b, _ in self.store.copy_links(edge)}
            pairs |= found
            edge = {report for pair in found for report in pair} - reports
            reports |= edge
        return families(reports, pairs)

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


def _counting(
    entries: Mapping[str, Entry], copies: Mapping[str, str]
) -> Callable[[Sequence[Claim]], Corroboration]:
    return lambda some: corroborate(some, entries, copies)


def _summary(claims: Sequence[Claim]) -> Summary:
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
