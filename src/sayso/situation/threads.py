"""A demand, offer or vow with all that is said of it, and where to find those told in a report, by
somebody, or in some days."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from sayso.core.positions import Move
from sayso.core.types import Claim
from sayso.knowledge.bargaining import Bargain
from sayso.situation.gate import said
from sayso.situation.matters import Matter


class Thread:
    """One demand, offer or vow. ``claims`` say it, ``recalled`` only speak of it ("dropped its
    demand for …"); ``moves`` are what became of it. ``before``: what it is a precondition for."""

    def __init__(self, kind: Bargain, maker: str, key: tuple[str, ...]) -> None:
        self.kind, self.maker, self.key = kind, maker, key
        self.claims: list[Claim] = []
        self.recalled: list[Claim] = []
        self.moves: list[Move] = []
        self.before: Claim | None = None
        self.matters: set[Matter] = set()
        self.makers: frozenset[str] | None = None
        self.to: frozenset[str] | None = None

    @property
    def all(self) -> list[Claim]:
        """Every claim that tells what it is about."""
        return [*self.claims, *self.recalled]

    @property
    def first(self) -> int | None:
        """The day (ordinal) on which it was first made, or else first spoken of."""
        days = [d for c in self.claims or self.recalled if (d := said(c)) is not None]
        return min(days, default=None)


class Index:
    """The threads of one kind, by who makes them, by report with where, and by day."""

    def __init__(self, threads: Iterable[Thread]) -> None:
        self.by_name: dict[str, list[Thread]] = {}
        self.by_report: dict[str, list[tuple[int, Thread]]] = {}
        days: list[tuple[int, int, Thread]] = []
        for number, thread in enumerate(threads):
            for claim in thread.claims:
                source, day = claim.sources[-1], said(claim)
                for name in {source.text or "", source.name}:
                    plain = name.casefold().removeprefix("the ").strip()
                    if plain:
                        self.by_name.setdefault(plain, []).append(thread)
                self.by_report.setdefault(claim.report.id, []).append((claim.end, thread))
                if day is not None:
                    days.append((day, number, thread))
        for found in self.by_report.values():
            found.sort(key=lambda x: x[0])
        days.sort(key=lambda x: x[:2])
        self._days, self._told = [day for day, _, _ in days], [thread for _, _, thread in days]

    def between(self, first: int, last: int) -> list[Thread]:
        """Those told on some days, once a telling."""
        return self._told[
            bisect.bisect_left(self._days, first) : bisect.bisect_right(self._days, last)
        ]
