"""The catalogue as columns: one row an incident, in the order of days, and one row a claim, in the
order of their incidents. Whatever a row may have several of (parties, places …) stands in a list of
its own with the row that each is of.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from sayso.catalogue.kinds import load_kinds
from sayso.catalogue.slips import ClaimSlip, Named, Origin, Slip, Spot, Who
from sayso.catalogue.spans import NO_DAY
from sayso.catalogue.standing import STANDINGS

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
T = TypeVar("T")
SEVERAL = "several sides"
_MASKS = 200  # filters whose claims are kept, a byte a claim


class Table(Generic[T]):
    """Things numbered in the order in which they first come."""

    def __init__(self) -> None:
        self._numbers: dict[T, int] = {}
        self.rows: list[T] = []

    def number(self, thing: T) -> int:
        """The number of a thing."""
        found = self._numbers.get(thing)
        if found is None:
            found = self._numbers[thing] = len(self.rows)
            self.rows.append(thing)
        return found

    def mask(self, holds: Callable[[T], bool]) -> Bools:
        """Of which things something holds."""
        return np.fromiter(map(holds, self.rows), np.bool_, len(self.rows))


@dataclass(frozen=True, slots=True)
class Many:
    """Numbers of things (``what``) with the row that each is of (``row``), in order of rows.
    ``starts``: where those of a row begin, with one more at the end."""

    row: Ints
    what: Ints
    starts: Ints

    @classmethod
    def of(cls, lists: Iterable[Sequence[int]]) -> Many:
        """From the numbers of each row."""
        starts: list[int] = [0]
        whats: list[int] = []
        for found in lists:
            whats.extend(found)
            starts.append(len(whats))
        rows = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))
        return cls(rows, np.array(whats, np.int32), np.array(starts, np.int32))

    def of_row(self, row: int) -> list[int]:
        """The things of a row."""
        found: list[int] = self.what[self.starts[row] : self.starts[row + 1]].tolist()
        return found

    def any(self, wanted: Bools, rows: int) -> Bools:
        """The rows that have one of the wanted things."""
        found = np.zeros(rows, np.bool_)
        found[self.row[wanted[self.what]]] = True
        return found


@dataclass(frozen=True, slots=True)
class Tables:
    """What the numbers of the columns mean."""

    predicates: Table[str]
    modalities: Table[str]
    outlets: Table[str]
    parties: Table[Named]
    places: Table[Spot]
    origins: Table[Origin]
    tellers: Table[Who]
    reasons: Table[str]
    sides: Table[str]
    countries: Table[str]


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns. ``incident`` is the row of a claim's incident, ``starts`` the first claim of an
    incident, with one more at the end. Days are numbers (see spans.py), NO_DAY where none is told.
    ``reason``: 0, or one more than the number of why the conservative rule hides the claim;
    ``rank``: the higher, the more a claim tells; ``masks``: see ``mask``."""

    tables: Tables
    ids: list[str]
    titles: list[str]
    headlines: list[str]
    first: Ints
    last: Ints
    open: NDArray[np.uint8]
    kind: NDArray[np.uint8]
    standing: NDArray[np.uint8]
    predicate: Ints
    low: Ints
    high: Ints
    across: Bools
    side: Ints
    outlets: Ints
    starts: Ints
    tellers_by_side: list[tuple[tuple[str, int, int], ...]]
    claim_ids: list[str]
    incident: Ints
    claim_predicate: Ints
    modality: Ints
    outlet: Ints
    origin: Ints
    teller: Ints
    reason: Ints
    rank: Ints
    said: Ints
    published: Ints
    told_first: Ints
    told_last: Ints
    parties: Many
    places: Many
    through: Many
    countries: Many
    words: str
    word_ends: NDArray[np.int64]
    masks: dict[Hashable, Bools] = field(default_factory=dict, compare=False)

    def mask(self, key: Hashable, make: Callable[[], Bools]) -> Bools:
        """What ``make`` gives, kept for whoever asks with the same key."""
        found = self.masks.get(key)
        if found is None:
            found = make()
            found.flags.writeable = False
            if len(self.masks) >= _MASKS:
                self.masks.clear()
            self.masks[key] = found
        return found

    def of(self, row: int) -> range:
        """The claims of an incident."""
        return range(int(self.starts[row]), int(self.starts[row + 1]))

    @property
    def size(self) -> int:
        """How many incidents there are."""
        return len(self.ids)

    @property
    def claims(self) -> int:
        """How many claims there are."""
        return len(self.claim_ids)


def tables() -> Tables:
    """Tables with nothing in them yet."""
    return Tables(
        predicates=Table(), modalities=Table(), outlets=Table(), parties=Table(),
        places=Table(), origins=Table(), tellers=Table(), reasons=Table(), sides=Table(),
        countries=Table(),
    )  # fmt: skip


def lead(sides: Sequence[tuple[str, int, int]]) -> str:
    """The side that tells an incident, or that several do."""
    found = [side for side, _, high in sides if high]
    return SEVERAL if len(found) > 1 else found[0] if found else "unknown"


def columns(slips: Iterable[Slip]) -> Columns:
    """Slips in any order → the columns."""
    ordered = sorted(slips, key=_order)
    of = tables()
    claims: list[ClaimSlip] = [claim for slip in ordered for claim in slip.claims]
    starts = np.zeros(len(ordered) + 1, np.int32)
    np.cumsum([len(slip.claims) for slip in ordered], out=starts[1:])
    kinds = load_kinds()
    numbers = {standing: n for n, standing in enumerate(STANDINGS)}
    spans = [slip.span or (NO_DAY, NO_DAY, 0) for slip in ordered]
    told = [claim.span or (NO_DAY, NO_DAY, 0) for claim in claims]
    words = [f" {claim.words} \n" for claim in claims]
    return Columns(
        tables=of,
        ids=[slip.id for slip in ordered],
        titles=[slip.title for slip in ordered],
        headlines=[slip.headline for slip in ordered],
        first=_ints(first for first, _, _ in spans),
        last=_ints(last for _, last, _ in spans),
        open=np.array([open for _, _, open in spans], np.uint8),
        kind=np.array([kinds.of(slip.predicate) for slip in ordered], np.uint8),
        standing=np.array([numbers[slip.counted.standing] for slip in ordered], np.uint8),
        predicate=_ints(of.predicates.number(slip.predicate) for slip in ordered),
        low=_ints(slip.counted.low for slip in ordered),
        high=_ints(slip.counted.high for slip in ordered),
        across=np.array([slip.counted.across for slip in ordered], np.bool_),
        side=_ints(of.sides.number(lead(slip.counted.sides)) for slip in ordered),
        outlets=_ints(slip.outlets for slip in ordered),
        starts=starts,
        tellers_by_side=[slip.counted.sides for slip in ordered],
        claim_ids=[claim.id for claim in claims],
        incident=np.repeat(np.arange(len(ordered), dtype=np.int32), np.diff(starts)),
        claim_predicate=_ints(of.predicates.number(claim.predicate) for claim in claims),
        modality=_ints(of.modalities.number(claim.modality) for claim in claims),
        outlet=_ints(of.outlets.number(claim.outlet) for claim in claims),
        origin=_ints(of.origins.number(claim.origin) for claim in claims),
        teller=_ints(of.tellers.number(claim.teller) for claim in claims),
        reason=_ints(
            of.reasons.number(claim.unsure) + 1 if claim.unsure else 0 for claim in claims
        ),
        rank=_ints(_rank(claim) for claim in claims),
        said=_ints(NO_DAY if claim.said is None else claim.said for claim in claims),
        published=_ints(NO_DAY if claim.published is None else claim.published for claim in claims),
        told_first=_ints(first for first, _, _ in told),
        told_last=_ints(last for _, last, _ in told),
        parties=Many.of([of.parties.number(p) for p in claim.parties] for claim in claims),
        places=Many.of([of.places.number(p) for p in claim.places] for claim in claims),
        through=Many.of([of.tellers.number(w) for w in claim.through] for claim in claims),
        countries=Many.of(
            sorted({of.countries.number(p.country) for p in claim.places if p.country})
            for claim in claims
        ),
        words="".join(words),
        word_ends=np.cumsum([len(word) for word in words], dtype=np.int64),
    )


def _order(slip: Slip) -> tuple[int, int, str]:
    first, last, _ = slip.span or (NO_DAY, NO_DAY, 0)
    return first, last, slip.id


def _rank(claim: ClaimSlip) -> int:
    standing, details, length = claim.rank
    return (standing * 10 + details) * 1000 + length


def _ints(found: Iterable[Any]) -> Ints:
    return np.fromiter(found, np.int32)
