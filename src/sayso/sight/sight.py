"""What one sight of a record holds between questions, shared by all who look so: its scope, its
judgements, its incidents, its masks. Made anew where the record has changed."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from sayso.core.record import Anchor, Entry, JudgedClaim, Judgement, Link
from sayso.core.types import Claim
from sayso.incidents.gather import Gatherer
from sayso.release.masks import Mask, Masker
from sayso.review.anchors import reattached
from sayso.review.judge import judged
from sayso.sight.gathered import Gathered
from sayso.sight.scope import Asked, Scope, scope_of
from sayso.store.names import State
from sayso.store.store import Store

_PAIRS: Final = frozenset({"merge", "split"})  # these need two claims
_MASKS = 500_000  # masks of reports held, of which most are the same one
_NONE: Final = Mask()


class Sight:
    """One way of looking at a record, as it stood at one time."""

    def __init__(self, store: Store, asked: Asked, state: State) -> None:
        self.store, self.asked, self.state = store, asked, state
        self.scope: Scope = scope_of(store, asked)
        self.held: dict[str, Claim] = {}  # claims that were asked for, as read
        self._lock = threading.RLock()
        self._judgements: tuple[Judgement, ...] | None = None
        self._gathered: Gathered | None = None
        self._gatherer: Gatherer | None = None
        self._masks: OrderedDict[str, Mask] = OrderedDict()
        self._masker: Masker | None = None

    @property
    def is_all(self) -> bool:
        """Whether the record is seen as it is."""
        return self.scope.is_all and not self.asked.public

    # --- claims and judgements, as they are ---------------------------------------------------

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Claims that may be seen, as read, with nothing masked."""
        return self.store.claims([id for id in ids if id in self.scope.claims])

    def claims_of(self, report: str) -> tuple[Claim, ...]:
        """Those of a report."""
        if report not in self.scope.reports:
            return ()
        found = self.store.claims_of(report)
        return tuple(claim for claim in found if claim.id in self.scope.claims)

    def judgements(self) -> tuple[Judgement, ...]:
        """Judgements of what may be seen, with their anchors on the claims of today's readings.
        One that is also of what may not be seen is left with the rest, without its reason."""
        with self._lock:
            if self._judgements is None:
                self._judgements = self._judged()
            return self._judgements

    def _judged(self) -> tuple[Judgement, ...]:
        every = self.store.judgements()
        reports = sorted({a.report for j in every for a in j.anchors if self._sees(a.report)})
        claims = {report: self.store.claims_of(report) for report in reports}
        moved = reattached(every, claims)[0]
        found = (self._stripped(judgement) for judgement in moved)
        return tuple(judgement for judgement in found if judgement is not None)

    def _sees(self, report: str) -> bool:
        return report in self.scope.reports

    def _stripped(self, judgement: Judgement) -> Judgement | None:
        claims = self.scope.claims
        anchors = tuple(a for a in judgement.anchors if self._sees(a.report) and a.claim in claims)
        if len(anchors) == len(judgement.anchors):
            beside = tuple(self._beside(anchor) for anchor in anchors)
            return judgement if beside == anchors else replace(judgement, anchors=beside)
        is_split = judgement.kind == "split" or judgement.change.get("kind") == "split"
        if is_split and anchors[:1] != judgement.anchors[:1]:
            return None
        if not anchors or (judgement.kind in _PAIRS and len(anchors) < 2):
            return None
        left = tuple(self._beside(anchor) for anchor in anchors)
        return replace(judgement, anchors=left, why="")

    def _beside(self, anchor: Anchor) -> Anchor:
        seen = tuple(id for id in anchor.beside if id in self.scope.claims)
        return anchor if seen == anchor.beside else replace(anchor, beside=seen)

    def standing(self, claims: Mapping[str, Claim]) -> dict[str, JudgedClaim]:
        """Claims with what people decided of them, with nothing masked."""
        judgements = self.judgements()
        readers = self.store.reader_of(claims) if judgements else dict.fromkeys(claims, "")
        found = judged(claims, readers, judgements)
        return {id: claim for id, claim in found.items() if id in claims}

    # --- incidents ----------------------------------------------------------------------------

    @property
    def gatherer(self) -> Gatherer:
        """What decides which claims are of one incident. For one thread at a time."""
        if self._gatherer is None:
            self._gatherer = Gatherer.load()
        return self._gatherer

    @property
    def gathered(self) -> Gathered:
        """The incidents of what may be seen."""
        with self._lock:
            if self._gathered is None:
                self._gathered = Gathered.make(self)
            return self._gathered

    # --- as it may be shown -------------------------------------------------------------------

    def shown(self, claims: Sequence[Claim]) -> list[Claim]:
        """Claims as they may be shown: naming none that may not be seen, and to the public with
        their masks. A claim that is shown so already stays as it is."""
        if not self.scope.claims.is_all:
            claims = [self._alone(claim) for claim in claims]
        if not self.asked.public:
            return list(claims)
        masks = self.masks(claim.report.id for claim in claims)
        return [self.masker.claim(claim, masks.get(claim.report.id)) for claim in claims]

    def _alone(self, claim: Claim) -> Claim:
        """A claim without the ids of claims that may not be seen."""
        seen, cause = self.scope.claims, claim.cause
        causes = (cause,) if isinstance(cause, str) else cause or ()
        named = [id for id in (claim.within, claim.repeats, *causes) if id is not None]
        if all(id in seen for id in named):
            return claim
        left = tuple(id for id in causes if id in seen)
        return replace(
            claim,
            within=claim.within if claim.within in seen else None,
            repeats=claim.repeats if claim.repeats in seen else None,
            cause=(left[0] if left else None) if isinstance(cause, str) else left or None,
        )

    def entries(self, entries: Sequence[Entry]) -> list[Entry]:
        """Reports as they may be shown: those that may be seen, with their versions among these."""
        seen = [entry for entry in entries if self._sees(entry.report.id)]
        if not self.scope.reports.is_all:
            seen = [self._as_version(entry) for entry in seen]
        if not self.asked.public:
            return seen
        masks = self.masks(entry.report.id for entry in seen)
        return [self.masker.entry(entry, masks[entry.report.id]) for entry in seen]

    def _as_version(self, entry: Entry) -> Entry:
        id = entry.report.id
        if id not in self.scope.versions:
            return entry if entry.replaced_by is None else replace(entry, replaced_by=None)
        following = self.scope.replaced_by.get(id)
        return replace(entry, version=self.scope.versions[id], replaced_by=following)

    def links(self, links: Sequence[Link]) -> list[Link]:
        """Links between claims that may be seen, with the reasons that may be shown."""
        inside = [x for x in links if x.a in self.scope.claims and x.b in self.scope.claims]
        if not self.asked.public:
            return inside
        ends = self.claims({end for link in inside for end in (link.a, link.b)})
        real = {id: found.claim for id, found in self.standing(ends).items()}
        shown = {claim.id: claim for claim in self.shown(list(real.values()))}
        with self._lock:
            found: list[Link] = []
            for link in inside:
                if shown[link.a] == real[link.a] and shown[link.b] == real[link.b]:
                    found.append(link)
                elif (new := self.gatherer.link(shown[link.a], shown[link.b])) is not None:
                    found.append(new)
        return found

    @property
    def masker(self) -> Masker:
        """What masks."""
        if self._masker is None:
            self._masker = Masker.load()
        return self._masker

    def masks(self, reports: Iterable[str]) -> dict[str, Mask]:
        """What is masked in these reports, of those that may be seen."""
        wanted = [id for id in dict.fromkeys(reports) if self._sees(id)]
        with self._lock:
            missing = [id for id in wanted if id not in self._masks]
            found = {id: self._masks[id] for id in wanted if id in self._masks}
            if missing:
                found |= self._look(missing)
                while len(self._masks) > _MASKS:
                    self._masks.popitem(last=False)
        return found

    def _look(self, reports: Sequence[str]) -> dict[str, Mask]:
        safety = self.store.safety
        persons, read = safety.persons(reports), safety.claims_in(reports)
        # As read and as corrected: either may name somebody.
        standing = self.standing({c.id: c for some in read.values() for c in some})
        made: dict[str, Mask] = {}
        for entry in self.store.entries(reports):
            id = entry.report.id
            held = read.get(id, [])
            now = (standing[claim.id].claim for claim in held)
            claims = [*held, *(n for n, claim in zip(now, held, strict=True) if n is not claim)]
            mask = self.masker.mask(entry.report, claims, persons[id])
            made[id] = _NONE if mask == _NONE else mask
        self._masks.update(made)
        return made


# --- shared between those who look alike -------------------------------------------------------

_held: weakref.WeakKeyDictionary[Store, OrderedDict[Asked, Sight]] = weakref.WeakKeyDictionary()
_guard = threading.Lock()
_making: defaultdict[Asked, threading.Lock] = defaultdict(threading.Lock)
_SIGHTS = 8


def sight_now(store: Store, asked: Asked) -> Sight:
    """The sight of a record as it stands now."""
    state = store.state()
    found = _found(store, asked, state)
    if found is not None:
        return found
    with _guard:
        making = _making[asked]
    with making:  # one thread makes it, and those who look otherwise do not wait
        found = _found(store, asked, state)
        if found is not None:
            return found
        made = Sight(store, asked, state)
        with _guard:
            held = _held.setdefault(store, OrderedDict())
            held[asked] = made
            while len(held) > _SIGHTS:
                gone, _ = held.popitem(last=False)
                _making.pop(gone, None)
        return made


def forget(store: Store) -> None:
    """Let go of all that is held of a record."""
    with _guard:
        _held.pop(store, None)


def _found(store: Store, asked: Asked, state: State) -> Sight | None:
    with _guard:
        held = _held.get(store)
        found = held.get(asked) if held is not None else None
        if held is None or found is None or found.state != state:
            return None
        held.move_to_end(asked)
        return found
