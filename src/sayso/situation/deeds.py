"""What is told to have happened, or not, sorted so that what became of a demand or vow is soon
found."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from sayso.core.types import Claim, Phase
from sayso.situation.gate import Verdict, gate, last_day, published
from sayso.situation.matters import Matter, Matters, alike

Deed = tuple[int, int, Claim, Matter]  # with the day that it is told of, and its number
_NOWHERE = ""


class Deeds:
    """The claims that pass the gate, either way, by what they are of, who does it, where and
    when."""

    def __init__(self, matters: Matters) -> None:
        self._matters = matters
        self._waiting: dict[str, list[Claim]] = {}
        self._sorted: dict[tuple[str | None, ...], list[Deed]] = {}

    def add(self, claim: Claim) -> None:
        """One more, in the order told."""
        self._waiting.setdefault(self._matters.root(claim), []).append(claim)

    def between(
        self, about: Matter, doers: Iterable[str], verdict: Verdict, phase: Phase | None,
        after: int, until: int,
    ) -> list[Claim]:  # fmt: skip
        """The claims for or against what a matter may be about, of its root predicate or one below
        it, in one phase, by some parties, of the days (ordinals) after one and until another that
        their own words tell; in the order of the parties, then as told."""
        self._sort(about.root)
        spots = (*about.spots, _NOWHERE) if about.spots else (None,)
        found: dict[int, Claim] = {}
        for doer in doers:
            near: dict[int, Claim] = {}
            for spot in spots:
                deeds = self._sorted.get((about.root, doer, verdict, phase, spot), [])
                for day, number, claim, told in deeds[bisect.bisect(deeds, after, key=_day) :]:
                    if day > until:
                        break
                    if alike(told, about):
                        near[number] = claim
            for number in sorted(near):
                found.setdefault(number, near[number])
        return list(found.values())

    def _sort(self, root: str) -> None:
        """Sort out the claims of a root predicate, once they are asked for."""
        fresh: dict[tuple[str | None, ...], list[Deed]] = {}
        for number, claim in enumerate(self._waiting.pop(root, ())):
            way, about = gate(claim), self._matters.of(claim)
            day = _told_on(claim, way)
            if day is None:
                continue
            deed = day, number, claim, about
            for doer in about.doers:
                for spot in (None, *(about.spots or (_NOWHERE,))):
                    key = root, doer, way, claim.phase, spot
                    fresh.setdefault(key, []).append(deed)
        for deeds in fresh.values():
            deeds.sort(key=_day)  # those of one day stay as told
        self._sorted |= fresh


def _told_on(claim: Claim, verdict: Verdict | None) -> int | None:
    """The last day (ordinal) on which what a claim tells began by its own words; of what goes on,
    or is not so, else the day of its report."""
    day = last_day(claim.when.earliest) if claim.when and claim.when.text else None
    if day is None and (claim.status == "ongoing" or verdict == "against"):
        return published(claim)
    return day


def _day(deed: Deed) -> int:
    return deed[0]
