"""What the record tells: claims as they stand, incidents with who stands behind them, where they
clash, and the situation on a day."""

from __future__ import annotations

import datetime
import gc
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sayso.core.errors import SaysoError
from sayso.core.positions import Matrix
from sayso.core.record import (
    Corroboration,
    Dispute,
    Entry,
    Hidden,
    Incident,
    JudgedClaim,
    Judgement,
)
from sayso.core.situation import Situation
from sayso.core.types import Claim
from sayso.incidents.build import build_incident
from sayso.incidents.copies import families, version_links
from sayso.incidents.disputes import find_disputes
from sayso.incidents.roots import corroborate
from sayso.incidents.rules import Rule, Ruled, apply, parse
from sayso.knowledge.effects import load_effects
from sayso.knowledge.fingerprint import folding
from sayso.knowledge.sides import load_sides
from sayso.ledger import Ledger
from sayso.review.anchors import reattached
from sayso.review.judge import judged
from sayso.situation.fold import heard, newest, situation, tell, within
from sayso.situation.material import around, countries_of, material, part_of
from sayso.situation.positions import Asked, matrix
from sayso.situation.sites import spots_named
from sayso.store.incidents import Gathering
from sayso.store.store import Store

if TYPE_CHECKING:
    from sayso.incidents.gather import Gatherer

_KEPT = 50_000  # claims held between questions
_working_off = threading.Lock()


class Telling:
    """A record that is asked."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._claims: dict[str, Claim] = {}

    @cached_property
    def gatherer(self) -> Gatherer:
        """What decides which claims are of one incident; most questions need it not."""
        from sayso.incidents.gather import Gatherer

        return Gatherer.load()

    # --- claims as they stand -----------------------------------------------------------------

    @cached_property
    def ledger(self) -> Ledger:
        """The states of each country, kept in step with the incidents."""
        return Ledger(self.store, self._decided)

    def _decided(self, claims: Mapping[str, Claim]) -> dict[str, Claim | None]:
        found = self._standing(claims, self._judgements())
        return {id: None if found[id].rejected else found[id].claim for id in claims}

    @property
    def sees_all(self) -> bool:
        """Whether nothing of the record is hidden from who asks."""
        return True

    def forget(self) -> None:
        """Let go of what is held between questions: the record is another."""
        self._claims.clear()

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
        reports published and recorded by two more days, under a reading rule. Of one country the
        ledger tells; all else is folded from its claims."""
        rule = rule or parse("all")
        if place is not None and day is not None and known_by is recorded_by is None:
            found = self._by_ledger(day, place) if rule.kind == "all" else None
            if found is not None:
                return found
        return self.fold(day, known_by, recorded_by, place, rule)

    def _by_ledger(self, day: str, place: str) -> Situation | None:
        """The situation of one country by the ledger; none where it cannot be brought up to
        date."""
        try:
            self.work_off()
        except SaysoError:  # the record may not be written to
            return None
        countries = self.ledger.countries(place)
        if len(countries) != 1:
            return None
        # What the answer was made from is gone before garbage is looked for again.
        with _uncollected():
            return self._shelved(min(countries), day, place)

    def _shelved(self, country: str, day: str, place: str) -> Situation | None:
        """The same from what the ledger has of a country, if it is up to date."""
        with self.store.shelf(country, folding()) as shelf:
            if shelf is None:
                return None
            made, near = self.ledger.material(shelf, day)
            claims = {c.id: c for found in near.values() for c in found}
            entries = self._entries(claims.values())
            copies = self._families(entries)
            disputes = find_disputes(near, claims, entries, _counting(entries, copies), copies)
            return tell(made, disputes, day, place=place, rule=parse("all").words)

    def work_off(self) -> None:
        """Bring the ledger up to date; one thread at a time, the others wait for it. Raises
        SaysoError where the record cannot be written to."""
        with _working_off:
            self.ledger.work_off()

    def fold(
        self,
        day: str | None,
        known_by: str | None,
        recorded_by: str | None,
        place: str | None,
        rule: Rule,
    ) -> Situation:
        """The same from all claims of the record, or of the countries that the place is in."""
        told, hidden, entries, copies = self._ruled_claims(known_by, recorded_by, place, rule)
        day = day or newest(entries)
        return situation(
            told, self._disputes_around(told, day, entries, copies), day, known_by=known_by,
            recorded_by=recorded_by, place=place, rule=rule.words, hidden=hidden,
        )  # fmt: skip

    def positions(
        self,
        asked: Asked,
        day: str | None = None,
        known_by: str | None = None,
        recorded_by: str | None = None,
        rule: Rule | None = None,
    ) -> Matrix:
        """Where each party stands on each issue by a day (ISO; the last on which a report came out,
        if none is given), with the clocks and rules of ``situation``. Raises UsageError where the
        record has no such track of talks, or there is no such topic."""
        rule = rule or parse("all")
        told, _, entries, _ = self._ruled_claims(known_by, recorded_by, None, rule)
        day = day or newest(entries)
        made = material(told, datetime.date.fromisoformat(day).toordinal())
        return matrix(made, day, asked, known_by=known_by, recorded_by=recorded_by, rule=rule.words)

    def told(
        self,
        known_by: str | None = None,
        recorded_by: str | None = None,
        place: str | None = None,
        rule: Rule | None = None,
    ) -> dict[str, tuple[Claim, ...]]:
        """Every incident with its claims as they stand, with the clocks and rules of
        ``situation``; only the claims of the countries that a place is in, if one is given."""
        return self._ruled_claims(known_by, recorded_by, place, rule or parse("all"))[0]

    def _ruled_claims(
        self, known_by: str | None, recorded_by: str | None, place: str | None, rule: Rule
    ) -> tuple[dict[str, tuple[Claim, ...]], tuple[Hidden, ...], dict[str, Entry], dict[str, str]]:
        """The incidents with the claims that the clocks, the place and the rule leave, what the
        rule hides, the reports, and which of them are copies."""
        members = self.store.incident_claims(self.store.incidents().ids)
        standing = self.claims({claim for found in members.values() for claim in found})
        claims = {id: claim.claim for id, claim in standing.items() if not claim.rejected}
        entries = heard(self._with_versions(claims.values()), known_by, recorded_by)
        told = within(
            {i: [claims[c] for c in found if c in claims] for i, found in members.items()}, entries
        )
        if place is not None:
            sides = load_sides()
            named = spots_named(c for found in told.values() for c in found)
            told = part_of(told, countries_of(place, named, sides), sides)
        copies = self._families(entries)
        hidden: tuple[Hidden, ...] = ()
        if rule.kind != "all":
            voices = self._voices(claims.values())
            built = [replace(build_incident(c, (), voices), id=name) for name, c in told.items()]
            ruled = apply(rule, built, claims, entries, copies)
            kept = {claim for incident in ruled.incidents for claim in incident.claims}
            told = {i.id: tuple(c for c in told[i.id] if c.id in kept) for i in ruled.incidents}
            hidden = ruled.hidden
        return told, hidden, entries, copies

    def _disputes_around(
        self, told: Mapping[str, Sequence[Claim]], day: str, entries: Mapping[str, Entry],
        copies: Mapping[str, str],
    ) -> tuple[Dispute, ...]:  # fmt: skip
        near = around(told, datetime.date.fromisoformat(day).toordinal(), load_effects().told)
        claims = {c.id: c for found in near.values() for c in found}
        return find_disputes(near, claims, entries, _counting(entries, copies), copies)

    def corroboration(
        self, groups: Mapping[str, Iterable[str]], claims: Mapping[str, Claim]
    ) -> dict[str, Corroboration]:
        """How independently groups of claims (ids, those among ``claims``) are told, each."""
        voices = self._voices(claims.values())
        found = {g: [claims[c] for c in ids if c in claims] for g, ids in groups.items()}
        return {group: voices(told) for group, told in found.items() if told}

    def reports_behind(self, claims: Iterable[Claim]) -> tuple[dict[str, Entry], dict[str, str]]:
        """The reports of claims by id, and the copy family of each."""
        entries = self._entries(claims)
        return entries, self._families(entries)

    def families_of(self, entries: Iterable[Entry]) -> tuple[dict[str, Entry], dict[str, str]]:
        """The same of these reports."""
        found = {entry.report.id: entry for entry in entries}
        return found, self._families(found)

    def _voices(self, claims: Iterable[Claim]) -> Callable[[Sequence[Claim]], Corroboration]:
        entries = self._entries(claims)
        return _counting(entries, self._families(entries))

    def _entries(self, claims: Iterable[Claim]) -> dict[str, Entry]:
        reports = sorted({claim.report.id for claim in claims})
        return {entry.report.id: entry for entry in self.store.entries(reports)}

    def _with_versions(self, claims: Iterable[Claim]) -> dict[str, Entry]:
        """The reports of claims, and their later versions, whether or not these have claims."""
        found = self._entries(claims)
        while later := {e.replaced_by for e in found.values() if e.replaced_by} - set(found):
            found |= {e.report.id: e for e in self.store.entries(sorted(later))}
        return found

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


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles of garbage meanwhile: many small things are made that have none, and
    looking through them all takes a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _counting(
    entries: Mapping[str, Entry], copies: Mapping[str, str]
) -> Callable[[Sequence[Claim]], Corroboration]:
    return lambda some: corroborate(some, entries, copies)
