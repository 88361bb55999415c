"""Incidents with their claims, folded into the situation on a day; pure.

Two clocks beside the day: only reports published by ``known_by``, and only what the record had
taken in by ``recorded_by``. They filter the claims before anything else is done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from sayso.core.errors import UsageError
from sayso.core.record import Dispute, Entry, Hidden
from sayso.core.situation import KEYS, Fluent, Situation
from sayso.core.types import Claim
from sayso.situation.bargains import Bargains
from sayso.situation.calendar import calendar
from sayso.situation.ceasefires import ceasefires
from sayso.situation.gate import iso, last_day, ordinal
from sayso.situation.material import Material, material
from sayso.situation.outlets import outlets
from sayso.situation.pledges import commitments, demands, offers
from sayso.situation.relief import access
from sayso.situation.relief_moves import convoys, evacuations
from sayso.situation.scene import Scene
from sayso.situation.sieges import sieges
from sayso.situation.standing import control, routes
from sayso.situation.support import backers, disputes, figures
from sayso.situation.talks import talks

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
    return published is not None and published <= ordinal(known_by)


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
    """The situation on a day (ISO), from all claims.

    In: incidents with their claims, already filtered by the clocks (``heard``, ``within``), the
    reading rule and, where a place is asked for, its countries (``part_of``), and the disputes
    among those said around the day (``around``). Out: as ``tell``.
    """
    return tell(
        material(incidents, ordinal(day)), disputed, day, known_by=known_by,
        recorded_by=recorded_by, place=place, rule=rule, hidden=hidden,
    )  # fmt: skip


def tell(
    made: Material,
    disputed: Sequence[Dispute],
    day: str,
    *,
    known_by: str | None = None,
    recorded_by: str | None = None,
    place: str | None = None,
    rule: str = "All accounts",
    hidden: Sequence[Hidden] = (),
) -> Situation:
    """The situation on a day (ISO) from what it is made of.

    The clocks, rule and what it hid are only noted. ``place``: only what is about a place of that
    name, or about places in the division or country of that name. Out: every line with its claims;
    figures are of people.
    """
    scene = Scene(made, disputed, ordinal(day), place)
    counted = figures(scene)
    ahead = calendar(scene)
    tracks = talks(scene, ahead)
    asked = {c for line in tracks for remark in line.asked for c in remark.claims}
    bargains = Bargains(scene, asked)
    found = Situation(
        day=day,
        known_by=known_by,
        recorded_by=recorded_by,
        place=place,
        rule=rule,
        control=control(scene),
        sieges=sieges(scene, counted),
        access=access(scene),
        convoys=convoys(scene),
        evacuations=evacuations(scene),
        routes=routes(scene),
        talks=tracks,
        ceasefires=ceasefires(scene),
        demands=demands(scene, bargains),
        offers=offers(scene, bargains),
        commitments=commitments(scene, bargains),
        calendar=ahead,
        backers=backers(scene),
        figures=counted,
        disputes=disputes(scene),
        fluents=tuple(f for _, f in scene.found),
        names=dict(sorted(scene.known.parties.names.items())),
        hidden=tuple(hidden),
        older=scene.older,
    )
    named, own = outlets([getattr(found, key) for key in KEYS], scene.claims, scene.voices())
    found = replace(found, outlets=named, own_voice=own)
    return found if place is None else replace(found, fluents=_resting(found, scene))


def _resting(found: Situation, scene: Scene) -> tuple[Fluent, ...]:
    """The states of the places asked for, and those that the lines rest on."""
    rest = {id for key in KEYS for line in getattr(found, key) for id in line.fluents}
    return tuple(f for s, f in scene.found if f.id in rest or scene.is_here(*s.key))
