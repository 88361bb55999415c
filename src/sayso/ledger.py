"""The ledger: the states of each country, folded ahead of the question and kept in step with the
incidents, so that the situation of one country on one day need not be folded from all claims.

What it gives equals what ``situation.material`` gives of the claims that belong to the country.
Work is done in three steps, each in short transactions and noted as due beforehand, so that what is
interrupted goes on where it was: incidents (their claims, places, talks), marks, states. What a
claim's words are about can hang on other claims (a place without a number, "the talks"): where
these change, the marks of those that hang on them are made anew.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from sayso.core.situation import Older
from sayso.core.types import Claim
from sayso.knowledge.effects import load_effects
from sayso.knowledge.fingerprint import folding
from sayso.knowledge.places import fold_loosely
from sayso.knowledge.sides import load_sides
from sayso.shelved import Claims, Held
from sayso.situation.gate import said
from sayso.situation.marks import Mark, marks
from sayso.situation.material import (
    Material,
    context,
    countries_of,
    country_named,
    in_order,
    is_pledged,
    parts_of,
)
from sayso.situation.sites import (
    TRACK_DAYS,
    Sites,
    Spoken,
    Spot,
    Tracks,
    name_key,
    spoken,
    spots_named,
)
from sayso.situation.spells import Kept, Spell, spells
from sayso.store.ledger import At, KeptSpell, Ledgering, Standing, Talk
from sayso.store.shelf import Shelf
from sayso.store.store import Store

BATCH = 4000  # incidents in one transaction
_STATES = 2000
_MOST = 50_000  # claims held from one question to the next
AT_ONCE = 20_000  # incidents folded anew after adding a few reports

T = TypeVar("T")
Corrected = Callable[[Mapping[str, Claim]], Mapping[str, Claim | None]]
_spots_coder = msgspec.msgpack.Decoder(list[tuple[Spot, int]])
_marks_coder = msgspec.msgpack.Decoder(list[Mark])
_kept_coder = msgspec.msgpack.Decoder(Kept)
_spot_coder = msgspec.json.Decoder(Spot)
_pack = msgspec.msgpack.Encoder().encode


class Ledger:
    """The ledger of a record. ``standing``: claims as read → as people have decided, none for those
    rejected."""

    def __init__(self, store: Store, standing: Corrected) -> None:
        self._store, self._standing = store, standing
        self._sides, self._effects = load_sides(), load_effects()
        self._held = Held(None)

    def keep_up(self, taken: int) -> None:
        """Bring it up to date after so many claims came in; where all of a large record would have
        to be folded anew, that is left to who asks for it."""
        whole = self._store.ledger_state()[0] != folding()
        if not whole or self._store.counts().incidents <= max(taken, AT_ONCE):
            self.work_off()

    def work_off(self) -> None:
        """Bring it up to date. Raises SaysoError where the record cannot be written to."""
        version, due = self._store.ledger_state()
        if version != folding():
            with self._store.ledgering() as work:
                work.start_again(folding())
        elif not due:
            return
        for step in (self._incidents, self._marks, self._states):
            while True:
                with self._store.ledgering() as work:
                    if not step(work):
                        break

    # --- incidents ----------------------------------------------------------------------------

    def _incidents(self, work: Ledgering) -> bool:
        due = work.due("incident", BATCH)
        ids = [incident for _, incident in due]
        read = work.incidents(ids)
        decided = self._standing({c: x[1] for found in read.values() for c, x in found.items()})
        held: dict[At, list[tuple[int, Claim]]] = {}
        corrected = []
        for incident, found in read.items():
            whole: list[tuple[int, Claim]] = []
            for id, (number, as_read) in found.items():
                claim = decided[id]
                if claim is None:
                    continue
                if claim != as_read:
                    corrected.append((number, incident, claim))
                whole.append((number, claim))
            for part in parts_of((c for _, c in whole), self._sides):
                held[part, incident] = whole
        members = {c: x[0] for found in read.values() for c, x in found.items()}
        spots_before, talks_before = work.spots_of(ids), work.talks_of(ids, members)
        work.drop(ids, members)
        work.add_claims({at: [_standing(n, c) for n, c in some] for at, some in held.items()})
        work.add_corrected(corrected)
        self._places(work, held, spots_before)
        self._talks(work, held, talks_before)
        work.note_due("marks", {*held, *spots_before})
        work.done("incident", due)
        return bool(due)

    def _places(
        self, work: Ledgering, held: Mapping[At, Sequence[tuple[int, Claim]]],
        before: Mapping[At, bytes],
    ) -> None:  # fmt: skip
        named = {at: spots_named(c for _, c in some) for at, some in held.items()}
        work.add_spots_of({at: _pack(list(found.items())) for at, found in named.items()})
        work.add_unnumbered(
            (part, name_key(spot)[1], incident)
            for (part, incident), found in named.items()
            for spot in found
            if spot.geonames is None
        )
        changed: dict[str, Counter[Spot]] = {}
        for (part, _), found in named.items():
            changed.setdefault(part, Counter()).update(found)
        for (part, _), kept in before.items():
            changed.setdefault(part, Counter()).subtract(dict(_spots_coder.decode(kept)))
        for part, counts in changed.items():
            self._count(work, part, {spot: n for spot, n in counts.items() if n})

    def _count(self, work: Ledgering, part: str, changed: Mapping[Spot, int]) -> None:
        keys = {_written(spot): name_key(spot) for spot in changed}
        known = work.spots(part, {folded for _, folded in keys.values()})
        found_by = {
            _written(s): (keys[_written(s)][1], fold_loosely(s.admin1 or "")) for s in changed
        }
        more = {_written(spot): n for spot, n in changed.items()}
        work.count_spots(part, more, known, found_by)
        after = {spot: known.get(spot, 0) + more.get(spot, 0) for spot in {*known, *more}}
        old, new = _numbers(known), _numbers(after)
        moved = {key for key in {*old, *new} if _only(old.get(key)) != _only(new.get(key))}
        if moved:
            hang = work.naming(part, {folded for _, folded in moved})
            work.note_due("marks", ((part, incident) for incident in hang))

    def _talks(
        self, work: Ledgering, held: Mapping[At, Sequence[tuple[int, Claim]]],
        before: Mapping[str, set[Talk]],
    ) -> None:  # fmt: skip
        now: dict[str, set[Talk]] = {}
        for (part, incident), some in held.items():
            rows = spoken({incident: [claim for _, claim in some]})
            now.setdefault(part, set()).update(_talk(row) for row in rows)
        for part in sorted({*before, *now}):
            found = now.get(part, set())
            work.add_talks(part, found)
            changed = {t for t in before.get(part, set()) ^ found if t.track}
            if not changed:
                continue
            near = work.talks_near(
                part, {t.report for t in changed}, {t.day for t in changed if t.day is not None},
                TRACK_DAYS,
            )  # fmt: skip
            work.note_due("marks", ((part, t.incident) for t in near if not t.track))

    # --- marks --------------------------------------------------------------------------------

    def _marks(self, work: Ledgering) -> bool:
        due = work.due("marks", BATCH)
        by_part: dict[str, list[str]] = {}
        for part, incident in due:
            by_part.setdefault(part, []).append(incident)
        for part, incidents in by_part.items():
            standing = work.standing(incidents)
            found = {
                incident: list(claims.values())
                for incident, claims in standing.items()
                if part in parts_of(claims.values(), self._sides)
            }
            made = self._made(work, part, found)
            before = work.marks_of((part, incident) for incident in incidents)
            gone: list[tuple[str, str]] = []
            new: list[tuple[str, str, bytes]] = []
            for incident in incidents:
                was, is_ = before[part, incident], made.get(incident, {})
                gone += [(s, incident) for s, packed in was.items() if is_.get(s) != packed]
                new += [(s, incident, packed) for s, packed in is_.items() if was.get(s) != packed]
            work.set_marks(part, gone, new)
            work.note_due("state", [(part, s) for s, _ in gone] + [(part, s) for s, _, _ in new])
        work.done("marks", due)
        return bool(due)

    def _made(
        self, work: Ledgering, part: str, found: Mapping[str, Sequence[Claim]]
    ) -> dict[str, dict[str, bytes]]:
        """Incident → state → marks."""
        claims = [c for some in found.values() for c in some]
        named = work.spots(part, {name_key(spot)[1] for spot in spots_named(claims)})
        rows = spoken(found)
        near = work.talks_near(
            part, {row.report for row in rows}, {row.day for row in rows if row.day is not None},
            TRACK_DAYS,
        ) if rows else []  # fmt: skip
        known = context(_sites(named), Tracks([*map(_spoken, near), *_missing(rows, near)]))
        made: dict[str, dict[str, list[Mark]]] = {}
        for mark in marks(found, known):
            state = "\x1f".join((mark.fluent, *mark.key))
            made.setdefault(mark.incident, {}).setdefault(state, []).append(mark)
        return {
            incident: {state: _pack(some) for state, some in states.items()}
            for incident, states in made.items()
        }

    # --- states -------------------------------------------------------------------------------

    def _states(self, work: Ledgering) -> bool:
        due = work.due("state", _STATES)
        by_part: dict[str, list[str]] = {}
        for part, state in due:
            by_part.setdefault(part, []).append(state)
        known = context(Sites({}), Tracks(()))
        for part, states in by_part.items():
            held = work.marks_in(part, states)
            found = {
                state: self._kept(
                    spells(
                        (m for kept in held.get(state, ()) for m in _marks_coder.decode(kept)),
                        known.effects.fluents, known.parties,
                    )
                )
                for state in states
            }  # fmt: skip
            work.set_spells(part, found)
        work.done("state", due)
        return bool(due)

    def _kept(self, found: Iterable[Spell]) -> list[KeptSpell]:
        kept = []
        for spell in found:
            opens, closes = spell.shown(self._effects.fluents[spell.fluent].lasts)
            fades = spell.fades(self._effects.remembered(spell.fluent))
            kept.append(
                KeptSpell(opens=opens, closes=closes, fades=fades, spell=_pack(spell.keep()))
            )
        return kept

    # --- out ----------------------------------------------------------------------------------

    def countries(self, place: str) -> frozenset[str]:
        """The countries to look in for a place."""
        one = country_named(place, self._sides)
        if one is not None:
            return frozenset({one})
        found = self._store.spots_called(fold_loosely(place))
        return countries_of(place, map(_spot_coder.decode, found), self._sides)

    def material(self, shelf: Shelf, day: str) -> tuple[Material, dict[str, list[Claim]]]:
        """What the situation on a day is made from, and the incidents' claims said on the days in
        which disputes are looked for."""
        on = datetime.date.fromisoformat(day).toordinal()
        looked = self._effects.told
        before, after = looked.disputes
        state = shelf.state()
        if self._held.state != state or len(self._held.claims) > _MOST:
            self._held = Held(state)
        held = self._held
        claims = Claims(shelf, held.claims)
        told: list[Claim] = []
        near: dict[str, list[Claim]] = {}
        older = 0
        for pledged, days in ((False, looked.reported), (True, looked.pledged)):
            first = on - max(days, before)
            for id, incident, claim in (
                *shelf.said(pledged, 0, 0, held.claims),
                *shelf.said(pledged, max(first, 1), on + after, held.claims),
            ):  # fmt: skip
                claims.put(id, incident, claim)
                at = said(claim)
                if not at or on - days <= at <= on:
                    told.append(claim)
                if not at or at >= on - before:
                    near.setdefault(incident, []).append(claim)
            older += shelf.said_before(pledged, on - days)
        rows = sorted(shelf.spells(on), key=lambda r: (r[0].split("\x1f"), r[1]))
        shown = [Spell.of(_kept_coder.decode(spell)) for _, _, spell in rows]
        claims.rest_on(shown)
        made = Material(
            told=in_order(told), claims=claims.by_id, incident_of=claims.incident_of, spells=shown,
            known=context(*held.known(shelf)),
            older=Older(claims=older, states=shelf.faded(on)),
            fetch=claims.fetch,
        )  # fmt: skip
        return made, near


def _standing(number: int, claim: Claim) -> Standing:
    return Standing(number=number, id=claim.id, pledged=is_pledged(claim), day=said(claim) or 0)


def _written(spot: Spot) -> str:
    return msgspec.json.encode(spot).decode()


def _sites(named: Mapping[str, int]) -> Sites:
    return Sites({_spot_coder.decode(spot): count for spot, count in named.items()})


def _numbers(counts: Mapping[str, int]) -> dict[tuple[str, str], set[int]]:
    found: dict[tuple[str, str], set[int]] = {}
    for written, count in counts.items():
        spot = _spot_coder.decode(written)
        if count > 0 and spot.geonames is not None:
            found.setdefault(name_key(spot), set()).add(spot.geonames)
    return found


def _only(numbers: set[int] | None) -> int | None:
    return next(iter(numbers)) if numbers and len(numbers) == 1 else None


def _talk(row: Spoken) -> Talk:
    return Talk(
        claim=row.claim, incident=row.incident, report=row.report, day=row.day, track=row.track,
        name=row.name,
    )  # fmt: skip


def _spoken(row: Talk) -> Spoken:
    return Spoken(
        claim=row.claim, incident=row.incident, report=row.report, day=row.day, track=row.track,
        name=row.name,
    )  # fmt: skip


def _missing(rows: Iterable[Spoken], near: Iterable[Talk]) -> list[Spoken]:
    there = {(t.claim, t.track) for t in near}
    return [row for row in rows if (row.claim, row.track) not in there]
