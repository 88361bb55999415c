"""What is set for the days to come, how sure, moved from when, and whether it is said to be off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from sayso.core.situation import Scheduled, ScheduledStatus
from sayso.core.types import Certainty, Claim, Roles
from sayso.situation.gate import first_day, gate, last_day, passed_on, said
from sayso.situation.scene import Scene, line_id

_SURE: tuple[Certainty, ...] = ("certain", "probable", "possible", "underspecified")
# As what somebody may put that a thing set before will not be.
_AHEAD = frozenset({"scheduled", "intended", "predicted"})
_TALKS = "talks"

Matter = tuple[str, str]


def calendar(scene: Scene) -> tuple[Scheduled, ...]:
    """What is set for a day not yet past. Of several days for one thing those told last stand, and
    the others are where it was moved from. Who says since that it is off, or has come about, is in
    ``answers``."""
    groups: dict[Matter, dict[str, list[Claim]]] = {}
    off: dict[Matter, list[Claim]] = {}
    done: dict[Matter, list[Claim]] = {}
    same = _matters(scene)
    ahead = {predicate for predicate, _ in same}
    for claim in scene.told:
        date = _date(scene, claim)
        if date is not None:
            groups.setdefault(same[_matter(scene, claim)], {}).setdefault(date, []).append(claim)
        for other in _off(scene, claim):
            off.setdefault(same.get(other, other), []).append(claim)
        dated = claim.when is not None and claim.when.text is not None
        if dated and claim.predicate in ahead and gate(claim) == "for":
            own = _matter(scene, claim)
            done.setdefault(same.get(own, own), []).append(claim)
    lines = []
    for (predicate, about), dates in sorted(groups.items()):
        newest = max(_last_said(claims) for claims in dates.values())
        if newest < 0:
            continue
        before = tuple(sorted(d for d, claims in dates.items() if _last_said(claims) < newest))
        for date, claims in sorted(dates.items()):
            if date in before or (last_day(date) or 0) < scene.day:
                continue
            told = tuple(sorted(c.id for c in claims))
            if not scene.about_here(told):
                continue
            where = [p.name for c in claims for p in c.places if p.name]
            who = [m for c in claims if not _puts_off(scene, c) for m in c.roles.actor]
            status, answers = _status(
                date, _last_said(claims), off.get((predicate, about), ()),
                done.get((predicate, about), ()),
            )  # fmt: skip
            lines.append(
                Scheduled(
                    id=line_id("set", predicate, about, date), claims=told,
                    incidents=scene.incidents(told), date=date,
                    what=_what(scene, claims, predicate), predicate=predicate,
                    who=scene.known.parties.actors(who),
                    where=min(where, default=None, key=lambda n: (-where.count(n), n)),
                    certainty=min((c.certainty for c in claims), key=_SURE.index),
                    moved_from=before, matter=line_id("matter", predicate, about),
                    status=status, answers=answers,
                )
            )  # fmt: skip
    return tuple(sorted(lines, key=lambda x: (last_day(x.date) or 0, x.date, x.what, x.id)))


def _what(scene: Scene, claims: Sequence[Claim], predicate: str) -> str:
    """What is set, as a phrase: of who puts it off, only what."""
    own = [c for c in claims if not _puts_off(scene, c)]
    if own:
        return scene.words(own[0])
    return scene.words(replace(claims[0], predicate=predicate, roles=_content(claims[0])))


def _content(claim: Claim) -> Roles:
    return Roles(content=claim.roles.content, recipient=claim.roles.recipient)


def _date(scene: Scene, claim: Claim) -> str | None:
    """The day that a claim sets; none where it sets none."""
    when = claim.when
    planned = claim.polarity == "positive" and claim.modality == "planned"
    if not (planned or _puts_off(scene, claim)) or claim.phase == "end":
        return None
    if when is None or when.edtf is None or when.earliest is None or when.latest is None:
        return None
    return when.edtf if when.precision not in ("year", "open") else None


def _puts_off(scene: Scene, claim: Claim) -> bool:
    """Whether a claim tells that something was put off to a day still to come."""
    when = claim.when
    if claim.predicate not in scene.known.effects.puts_off or when is None or when.text is None:
        return False
    first = first_day(when.earliest)
    return gate(claim) == "for" and first is not None and first > (said(claim) or first)


def _matters(scene: Scene) -> dict[Matter, Matter]:
    """What is set → one name for it. Claims of one incident are about one thing, though one of
    them names who, and another does not."""
    same: dict[Matter, set[Matter]] = {}
    off: set[Matter] = set()
    of: dict[tuple[str, str], Matter] = {}
    for claim in scene.told:
        if _date(scene, claim) is not None:
            matter = _matter(scene, claim)
            off |= {matter} if _puts_off(scene, claim) else set()
            first = of.setdefault((claim.predicate, scene.incident_of[claim.id]), matter)
            same.setdefault(matter, {matter}).add(first)
            same.setdefault(first, {first}).add(matter)
    talks = scene.known.lexicon.predicates
    for matter in sorted(off):
        # What was put off is what was set of these talks, if but one thing was.
        others = [m for m in sorted(same) if m[1] == matter[1] and talks[m[0]].family == _TALKS]
        if len(others) == 2:
            for one in others:
                same[one] |= set(others)
    return {matter: min(_reach(matter, same)) for matter in same}


def _reach(start: Matter, same: dict[Matter, set[Matter]]) -> set[Matter]:
    found, edge = {start}, {start}
    while edge:
        edge = {m for one in edge for m in same.get(one, ())} - found
        found |= edge
    return found


def _matter(scene: Scene, claim: Claim) -> Matter:
    """What is set: the predicate, and of what track or whose doing it is."""
    track = scene.known.tracks.of(claim)
    who = ", ".join(sorted(scene.known.parties.actors(claim.roles.actor)))
    predicate = claim.predicate
    if _puts_off(scene, claim):
        predicate = scene.known.effects.puts_off[predicate]
    return predicate, track or who or scene.incident_of[claim.id]


def _off(scene: Scene, claim: Claim) -> Iterator[Matter]:
    """What a claim says will not be: its own matter, where it denies or refuses that it is to come;
    every matter of talks of its track, where it says that they were called off."""
    if (
        claim.polarity == "negative"
        and claim.status in _AHEAD
        and claim.modality in ("planned", "projected", "asserted", "refused", "denied")
        and passed_on(claim)
    ):
        yield _matter(scene, claim)
    effects = scene.known.effects
    if gate(claim) == "for" and claim.predicate in effects.calls_off:
        for name, entry in scene.known.lexicon.predicates.items():
            if entry.family == _TALKS:
                yield name, _matter(scene, claim)[1]


def _status(
    date: str, newest: int, off: Iterable[Claim], done: Iterable[Claim]
) -> tuple[ScheduledStatus, tuple[str, ...]]:
    """How it stands by what was said on or after the day on which it was last set."""
    first, last = first_day(date), last_day(date)
    met = [
        c for c in done
        if c.when and first is not None and last is not None
        and (d := first_day(c.when.earliest)) is not None and first <= d <= last
        and (said(c) or 0) >= d
    ]  # fmt: skip
    if met:
        return "said to have come about", tuple(sorted({c.id for c in met}))
    gone = [c for c in off if (said(c) or 0) >= newest and _is_of(c, date)]
    if gone:
        # Called off is a happening; that one side will not have it is that side's word.
        status: ScheduledStatus = "said to be off" if any(map(_is_told, gone)) else "disputed"
        return status, tuple(sorted({c.id for c in gone}))
    return "set", ()


def _is_told(claim: Claim) -> bool:
    return gate(claim) == "for"


def _is_of(claim: Claim, date: str) -> bool:
    """Whether what a claim calls off may have been set for a day."""
    when = claim.when
    if claim.polarity == "positive" or when is None or when.text is None:
        return True
    first, last = first_day(when.earliest), last_day(when.latest)
    ours, theirs = first_day(date), last_day(date)
    if first is None or last is None or ours is None or theirs is None:
        return True
    return first <= theirs and ours <= last


def _last_said(claims: Iterable[Claim]) -> int:
    """The day on which it was last set; -1 where claims only tell that it had been ("had been due
    to resume"), which sets nothing anew."""
    return max(-1 if _set_before(c) else said(c) or 0 for c in claims)


def _set_before(claim: Claim) -> bool:
    return claim.status == "scheduled" and claim.certainty == "underspecified"
