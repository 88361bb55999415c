"""A catalogue from what the record tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from weakref import WeakKeyDictionary

from sayso.catalogue.catalogue import Catalogue
from sayso.catalogue.columns import Columns, columns
from sayso.catalogue.slips import Around, Slip, slip_of
from sayso.core.record import Dispute
from sayso.core.types import Claim
from sayso.incidents.rules import carried_by
from sayso.knowledge.sides import load_sides
from sayso.telling import Telling

_BATCH = 2000  # incidents


@dataclass
class Made:
    """The slips of a catalogue, to be used again for the next: incident → what it was made of (the
    claims as they stand, their reports' families), and its slip."""

    slips: dict[str, tuple[int, Slip]] = field(default_factory=dict)


class StoppedError(Exception):
    """Nobody wants the catalogue any more."""


def build(
    telling: Telling, revision: str, before: Made | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[Catalogue, Made]:  # fmt: skip
    """The catalogue of a record, and what the next may be made of; ``before``: of the last.
    Raises StoppedError once ``stopped`` says so."""
    slips = _all(telling, before, stopped)
    found = columns(slip for _, slip in slips.values())
    return Catalogue(revision, found, telling.disputes()), Made(slips)


_before: WeakKeyDictionary[Telling, Made] = WeakKeyDictionary()


def made(telling: Telling) -> Columns:
    """The columns of a catalogue, for another process to take: the slips stay in this one."""
    _before[telling] = Made(_all(telling, _before.get(telling), lambda: False))
    telling.forget()  # what the next may be made of is in the slips
    return columns(slip for _, slip in _before[telling].slips.values())


def disputes(telling: Telling) -> tuple[Dispute, ...]:
    """Its disputes."""
    return telling.disputes()


def _all(
    telling: Telling, before: Made | None, stopped: Callable[[], bool]
) -> dict[str, tuple[int, Slip]]:
    """The slips of all incidents."""
    known = before.slips if before else {}
    made: dict[str, tuple[int, Slip]] = {}
    around = _around(telling)
    for batch in _batches(telling.store.incident_claims(telling.store.incidents().ids)):
        made |= _slips(telling, batch, around, known)
        if stopped():
            raise StoppedError
    return made


def _around(telling: Telling) -> Around:
    entries, families = telling.families_of(telling.store.entries())
    return Around(
        entries=entries, families=families, carried=carried_by(entries, families),
        sides=load_sides(),
    )  # fmt: skip


def _batches(members: Mapping[str, tuple[str, ...]]) -> Iterator[dict[str, tuple[str, ...]]]:
    left = iter(members.items())
    while some := dict(islice(left, _BATCH)):
        yield some


def _slips(
    telling: Telling, members: Mapping[str, tuple[str, ...]], around: Around,
    known: Mapping[str, tuple[int, Slip]],
) -> dict[str, tuple[int, Slip]]:  # fmt: skip
    standing = telling.claims(claim for found in members.values() for claim in found)
    claims: dict[str, Claim] = {
        id: claim.claim for id, claim in standing.items() if not claim.rejected
    }
    repeated = {c.repeats for c in claims.values() if c.repeats} - claims.keys()
    others = claims | {id: claim.claim for id, claim in telling.claims(repeated).items()}
    found = {}
    for incident, ids in members.items():
        told = [claims[id] for id in ids if id in claims]
        if not told:
            continue
        mark = hash(tuple((claim, *_copied(claim, around)) for claim in told))
        old = known.get(incident)
        slip = old[1] if old and old[0] == mark else slip_of(incident, told, around, others)
        found[incident] = (mark, slip)
    return found


def _copied(claim: Claim, around: Around) -> tuple[str, ...]:
    """The copy family of a claim's report, and under which names its text comes out."""
    family = around.families.get(claim.report.id, claim.report.id)
    return family, *sorted(around.carried.get(family, ()))
