"""Incidents with their claims, folded into the situation on a day; pure.

Two clocks beside the day: only reports published by ``known_by``, and only what the record had
taken in by ``recorded_by``. They filter the claims before anything else is done.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from sayso.core.errors import UsageError
from sayso.core.record import Dispute, Entry, Hidden
from sayso.core.situation import Situation
from sayso.core.types import Claim
from sayso.knowledge.effects import load_effects
from sayso.knowledge.predicates import load_predicates
from sayso.knowledge.sides import load_sides
from sayso.situation.gate import iso, last_day
from sayso.situation.marks import Context
from sayso.situation.parties import Parties
from sayso.situation.pledges import commitments, demands
from sayso.situation.scene import Scene
from sayso.situation.sites import Sites, Tracks
from sayso.situation.standing import control, routes, sieges
from sayso.situation.support import backers, disputes, figures
from sayso.situation.talks import calendar, talks

Told = Mapping[str, Sequence[Claim]]


def heard(
    entries: Mapping[str, Entry], known_by: str | None = None, recorded_by: str | None = None
) -> dict[str, Entry]:
    """The reports published and recorded by the given days (ISO; none for all). One whose later
    version is not among them is not replaced yet. A report without a day is known by none."""
    found = {name: e for name, e in entries.items() if _is_in(e, known_by, recorded_by)}
    return {
        name: e if e.replaced_by is None or e.replaced_by in found else replace(e, replaced_by=None)
        for name, e in found.items()
    }


def within(incidents: Told, entries: Mapping[str, Entry]) -> dict[str, tuple[Claim, ...]]:
    """The incidents with only the claims of these reports, in the versions that stand."""
    kept = {name for name, entry in entries.items() if entry.replaced_by is None}
    found = {
        name: tuple(c for c in claims if c.report.id in kept) for name, claims in incidents.items()
    }
    return {name: claims for name, claims in found.items() if claims}


def newest(entries: Mapping[str, Entry]) -> str:
    """The last day (ISO) on which one of these reports was published. Raises UsageError."""
    days = [d for e in entries.values() if (d := last_day(e.report.published)) is not None]
    if not days:
        raise UsageError("no report here has a day; name one with --at")
    return iso(max(days))


def _is_in(entry: Entry, known_by: str | None, recorded_by: str | None) -> bool:
    if recorded_by is not None and entry.recorded[:10] > recorded_by:
        return False
    if known_by is None:
        return True
    published = last_day(entry.report.published)
    return published is not None and published <= _ordinal(known_by)


def situation(
    incidents: Told,
    disputed: Sequence[Dispute],
    day: str,
    *,
    known_by: str | None = None,
    recorded_by: str | None = None,
    place: str | None = None,
    rule: str = "All accounts",
    hidden: Sequence[Hidden] = (),
) -> Situation:
    """The situation on a day (ISO).

    In: incidents with their claims, already filtered by the clocks (``heard``, ``within``) and the
    reading rule, and the disputes among these claims. The clocks, rule and what it hid are only
    noted. ``place``: only what is about a place of that name, or about places in the division or
    country of that name. Out: every line with its claims; figures are of people.
    """
    claims = [c for name in sorted(incidents) for c in incidents[name]]
    known = Context(
        effects=load_effects(),
        lexicon=load_predicates(),
        sides=load_sides(),
        parties=Parties(load_sides()),
        sites=Sites(claims),
        tracks=Tracks(incidents),
        conflicts={},
    )
    scene = Scene(incidents, disputed, _ordinal(day), known, place)
    counted = figures(scene)
    ahead = calendar(scene)
    tracks = talks(scene, ahead)
    asked = {c for line in tracks for remark in line.asked for c in remark.claims}
    return Situation(
        day=day,
        known_by=known_by,
        recorded_by=recorded_by,
        place=place,
        rule=rule,
        control=control(scene),
        sieges=sieges(scene, counted),
        routes=routes(scene),
        talks=tracks,
        demands=demands(scene, asked),
        commitments=commitments(scene),
        calendar=ahead,
        backers=backers(scene),
        figures=counted,
        disputes=disputes(scene),
        fluents=tuple(f for _, f in scene.found),
        names=dict(sorted(known.parties.names.items())),
        hidden=tuple(hidden),
    )


def _ordinal(day: str) -> int:
    return datetime.date.fromisoformat(day).toordinal()
