"""Records made for a test: the examples as they are told, put into a record in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sayso.core.record import Acquired
from sayso.core.types import Claim
from sayso.record import Archive

Told = list[tuple[Acquired, tuple[Claim, ...]]]


def clock() -> Callable[[], str]:
    """A clock that goes on by a second each time."""
    seconds = iter(range(3600))

    def now() -> str:
        at = next(seconds)
        return f"2026-11-22T08:{at // 60:02}:{at % 60:02}Z"

    return now


def fill(archive: Archive, told: Iterable[tuple[Acquired, tuple[Claim, ...]]]) -> None:
    """Add reports with their claims, then gather."""
    for item, claims in told:
        archive.add(item, claims)
    archive.gather()


def partition(archive: Archive) -> set[frozenset[str]]:
    """The incidents as sets of claims."""
    found = archive.store.incidents().ids
    return {frozenset(c) for c in archive.store.incident_claims(found).values()}
