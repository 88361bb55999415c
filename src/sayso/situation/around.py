"""What happened in the days around a thing, and the history of a place, from all claims.

Only claims that pass the gate tell that something happened; what changes a state is read by the
rules of effects.yaml, as everywhere. Nothing here looks for causes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sayso.core.around import NOTE, Around, Change, Happening, History, Moment, Moved, Near, Stay
from sayso.core.errors import UsageError
from sayso.core.situation import Situation
from sayso.core.types import Claim, Record
from sayso.situation.compare import look_up
from sayso.situation.gate import account, first_day, gate, iso, last_day, ordinal, said
from sayso.situation.marks import NEWS_DAYS, Context, Mark, days, marks
from sayso.situation.material import context
from sayso.situation.outlets import outlets
from sayso.situation.scene import line_id
from sayso.situation.sites import Sites, Tracks
from sayso.situation.spells import Spell, spells

Told = Mapping[str, Sequence[Claim]]
_CHANGES: dict[str, Change] = {"start": "starts", "end": "ends", "clear": "ends"}
# Where a line of the situation has its day, in the order of what tells most.
_DAYS = ("date", "since", "from_", "in_effect", "declared", "ended", "to", "first", "said")


class Point(Record, frozen=True):
    """A thing to look around: what it is, its days (ordinals), its incidents and war."""

    id: str
    what: str
    when: str | None
    first: int
    last: int
    incidents: frozenset[str]
    conflict: str | None


def names_one(told: Told, id: str) -> bool:
    """Whether an incident's id, or one of its claims' ids, begins with ``id``."""
    return bool(_named(told, id))


def _named(told: Told, id: str) -> frozenset[str]:
    return frozenset(
        name
        for name, claims in told.items()
        if name.startswith(id) or any(c.id.startswith(id) for c in claims)
    )


def point(told: Told, id: str, found: Situation | None = None) -> Point:
    """The incident whose id, or one of whose claims' ids, begins with ``id``; or else the line of a
    situation. Raises UsageError where there is none or more than one, or it has no day."""
    known = _known(told)
    if not id:
        raise UsageError("an empty id names nothing")
    named = _named(told, id)
    if len(named) > 1:
        raise UsageError(f"{id} is the beginning of several ids: {', '.join(sorted(named)[:8])}")
    if named:
        name = min(named)
        claims = sorted(told[name], key=lambda c: (said(c) or 0, c.id))
        when, first, last = _came(claims)
        return _point(name, claims[0].text, when, first, last, {name}, claims, known)
    if found is None:
        raise UsageError(f"nothing in the record has the id {id}")
    _, line, fluents = look_up(found, id)
    of = line if line is not None else fluents[0]
    whens = [day for name in _DAYS if isinstance(day := getattr(of, name, None), str)]
    when = next((day for day in whens if first_day(day) is not None), None)
    claims = [c for name in of.incidents for c in told.get(name, ()) if c.id in of.claims]
    claims.sort(key=lambda c: (said(c) or 0, c.id))
    first, last = first_day(when), last_day(when)
    if when is None:
        when, first, last = _came(claims)
    facts = [c for c in claims if gate(c) == "for"] or claims
    what = facts[0].text if facts else id
    return _point(of.id, what, when, first, last, set(of.incidents), claims, known)


def _point(
    id: str, what: str, when: str | None, first: int | None, last: int | None,
    incidents: Iterable[str], claims: Sequence[Claim], known: Context,
) -> Point:  # fmt: skip
    if first is None and last is None:
        raise UsageError(f"{id} has no day to look around")
    first, last = first if first is not None else last, last if last is not None else first
    wars = [w for c in claims if (w := known.conflict(c)) is not None]
    return Point(
        id=id, what=what, when=when, first=first or 0, last=last or 0,
        incidents=frozenset(incidents),
        conflict=min(wars, default=None, key=lambda w: (-wars.count(w), w)),
    )  # fmt: skip


def around(told: Told, at: Point, reach: int, fighting: bool = False) -> Around:
    """What changed on the ground in ``reach`` days before and after; also blows that change no
    state, with ``fighting``. What "on the ground" means is data (effects.yaml, ``ground``)."""
    known = _known(told)
    ground = known.effects.ground
    made = marks(told, known)
    held = spells(made, known.effects.fluents, known.parties)
    moved = _moved(made, held, frozenset(ground.states), known)
    ids = {c.id for name in at.incidents for c in told.get(name, ())}
    found = []
    for name in sorted(told):
        claims = told[name]
        fights = fighting and any(
            known.lexicon.predicates[c.predicate].family in ground.families for c in claims
        )
        if name in at.incidents or not (name in moved or fights):
            continue
        wars = {known.conflict(c) for c in claims}
        if at.conflict is not None and at.conflict not in wars:
            continue
        one = _happening(name, claims, moved.get(name, ()), known)
        if one is None:
            continue
        first, last = first_day(one.first), last_day(one.last)
        if first is None or last is None or last < at.first - reach or first > at.last + reach:
            continue
        moment: Moment = "around the same days"
        away = 0
        if last < at.first:
            moment, away = "before", last - at.first
        elif first > at.last:
            moment, away = "after", first - at.last
        found.append(
            Near(
                moment=moment, days=away, happening=one,
                said_to_be_linked_by=_linked(claims, ids, at, told, known),
            )
        )  # fmt: skip
    found.sort(
        key=lambda n: (n.happening.first or "", n.happening.last or "", n.happening.incident)
    )
    of = {c.id: c for claims in told.values() for c in claims}
    named, own = outlets([tuple(found)], of)
    return Around(
        id=at.id, what=at.what, when=at.when, first=iso(at.first), last=iso(at.last), days=reach,
        conflict=at.conflict, note=NOTE, happenings=tuple(found),
        names=dict(sorted(known.parties.names.items())), outlets=named, own_voice=own,
    )  # fmt: skip


def history(told: Told, place: str, since: str | None = None, until: str | None = None) -> History:
    """Every state of a place (or of those in a division or country of that name) with its days and
    accounts, and what happened there, in order; between two days (ISO), if given."""
    known = _known(told)
    keys = known.sites.found(place)
    if not keys:
        raise UsageError(f"no report here names a place {place}")
    low = ordinal(since) if since else None
    high = ordinal(until) if until else None
    made = marks(told, known)
    held = spells(made, known.effects.fluents, known.parties)
    by_id = {c.id: c for claims in told.values() for c in claims}
    stays = []
    for spell in held:
        if not keys.isdisjoint(spell.key) and _within(*_reach(spell), low, high):
            stays.append(_stay(spell, by_id, known))
    moved = _moved(made, held, frozenset(known.effects.fluents), known)
    found = []
    for name in sorted(told):
        if any(known.sites.key(p) in keys for c in told[name] for p in c.places if p.name):
            one = _happening(name, told[name], moved.get(name, ()), known)
            if one and _within(first_day(one.first), last_day(one.last), low, high):
                found.append(one)
    named, own = outlets([tuple(stays), tuple(found)], by_id)
    return History(
        place=place, from_=since, to=until,
        states=tuple(sorted(stays, key=lambda s: (s.state, s.of, s.from_ or s.by or "", s.id))),
        happenings=tuple(sorted(found, key=_order)),
        names=dict(sorted(known.parties.names.items())), outlets=named, own_voice=own,
    )  # fmt: skip


def _known(told: Told) -> Context:
    claims = [c for name in sorted(told) for c in told[name]]
    return context(Sites.of(claims), Tracks.of_incidents(told))


def _moved(
    made: Sequence[Mark], held: Sequence[Spell], states: frozenset[str], known: Context
) -> dict[str, tuple[Moved, ...]]:
    """What each incident starts and ends, of some states. What only clears a state ("if it held")
    ends one that is told of."""
    ended = {id(mark) for spell in held for mark in spell.ending}
    found: dict[str, set[Moved]] = {}
    for mark in made:
        if not mark.says or mark.fluent not in states or mark.change not in _CHANGES:
            continue
        if mark.change == "clear" and id(mark) not in ended:
            continue
        found.setdefault(mark.incident, set()).add(
            Moved(
                state=mark.fluent, of=tuple(_name(part, known) for part in mark.key),
                value=mark.value, change=_CHANGES[mark.change],
            )
        )  # fmt: skip
    return {name: tuple(sorted(some, key=msgspec.json.encode)) for name, some in found.items()}


def _happening(
    name: str, claims: Sequence[Claim], moved: Sequence[Moved], known: Context
) -> Happening | None:
    """An incident as a happening; none where no claim of it passes the gate."""
    ordered = sorted(claims, key=lambda c: (said(c) or 0, c.id))
    own = [c for c in ordered if gate(c) == "for"]
    if not own:
        return None
    against = [c for c in ordered if gate(c) == "against"]
    when, first, last = _when(own)
    parties = known.parties
    return Happening(
        incident=name, predicate=own[0].predicate, when=when,
        first=iso(first) if first is not None else None,
        last=iso(last) if last is not None else None,
        who=parties.actors(m for c in own for m in c.roles.actor),
        whom=parties.actors(m for c in own for m in c.roles.recipient),
        places=tuple(dict.fromkeys(p.name for c in own for p in c.places if p.name)),
        words=own[0].text, moved=tuple(moved), by_account_of=_accounts(own, known),
        denied_by=_accounts(against, known), claims=tuple(sorted(c.id for c in own)),
        against=tuple(sorted(c.id for c in against)),
    )  # fmt: skip


def _order(one: Happening) -> tuple[str, str, str]:
    day = one.first if one.when is not None else one.last
    return day or "", one.last or "", one.incident


def _when(claims: Sequence[Claim]) -> tuple[str | None, int | None, int | None]:
    """The days of a happening: what the claims that have words for it share, or all that they
    span; else the days before the first report of it, or, of what goes on, its day."""
    bounds = [
        (first, last, c.when.edtf)
        for c in claims
        if c.when is not None and c.when.text is not None
        and (first := first_day(c.when.earliest)) is not None
        and (last := last_day(c.when.latest)) is not None
    ]  # fmt: skip
    if not bounds:
        told = min((d for c in claims if (d := said(c)) is not None), default=None)
        news = 0 if any(c.status == "ongoing" for c in claims) else NEWS_DAYS
        return None, told - news if told is not None else None, told
    first, last = max(b[0] for b in bounds), min(b[1] for b in bounds)
    if first > last:
        first, last = min(b[0] for b in bounds), max(b[1] for b in bounds)
    label = next((b[2] for b in bounds if b[:2] == (first, last)), None)
    return label or days(first, last), first, last


def _came(claims: Sequence[Claim]) -> tuple[str | None, int | None, int | None]:
    """The days of what claims tell; of what is only said to come, of the last saying."""
    facts = [c for c in claims if gate(c) is not None]
    if facts:
        return _when(facts)
    last = max((d for c in claims if (d := said(c)) is not None), default=None)
    return (iso(last) if last is not None else None), last, last


def _linked(
    claims: Sequence[Claim], ids: set[str], at: Point, told: Told, known: Context
) -> tuple[str, ...]:
    """Who says that one of two things followed from the other."""
    ours = [c for name in sorted(at.incidents) for c in told.get(name, ())]
    theirs = {c.id for c in claims}
    linked = [c for c in claims if not ids.isdisjoint(_causes(c))]
    linked += [c for c in ours if not theirs.isdisjoint(_causes(c))]
    return _accounts(linked, known)


def _causes(claim: Claim) -> tuple[str, ...]:
    return (claim.cause,) if isinstance(claim.cause, str) else claim.cause or ()


def _accounts(claims: Iterable[Claim], known: Context) -> tuple[str, ...]:
    found = set()
    for claim in claims:
        if claim.sources:
            known.parties.actor(claim.sources[-1])
        found.add(account(claim))
    return tuple(sorted(found))


def _stay(spell: Spell, claims: Mapping[str, Claim], known: Context) -> Stay:
    def of(some: Sequence[Mark]) -> list[Claim]:
        return [claims[c] for m in some for c in m.claims]

    begin, end = spell.begin, spell.end
    by = iso(begin.last) if begin.label is None and begin.last is not None else None
    against = [*of(spell.against), *of(spell.against_end)]
    told = bool(spell.marks or spell.ending)
    return Stay(
        id=line_id("stay", spell.fluent, *spell.key, spell.value, spell.extent, str(spell.number)),
        state=spell.fluent, of=tuple(_name(part, known) for part in spell.key), value=spell.value,
        extent=spell.extent, from_=begin.label, by=by,
        to=(end.label or (iso(end.last) if end.last is not None else None)) if end
        else ".." if told else None,
        seen=iso(spell.last) if spell.last is not None else None,
        by_account_of=_accounts(of(spell.marks), known),
        ended_by_account_of=_accounts(of(spell.ending), known),
        denied_by=_accounts(against, known),
        claims=tuple(sorted({c.id for c in (*of(spell.marks), *of(spell.ending))})),
        against=tuple(sorted({c.id for c in against})),
        end_claims=tuple(sorted({c.id for c in of(spell.ending)})),
    )  # fmt: skip


def _reach(spell: Spell) -> tuple[int | None, int | None]:
    """The days that a spell may be on, as far as told."""
    begin, end = spell.begin, spell.end
    return begin.first if begin.first is not None else begin.last, end.last if end else None


def _within(first: int | None, last: int | None, low: int | None, high: int | None) -> bool:
    return not (
        (high is not None and first is not None and first > high)
        or (low is not None and last is not None and last < low)
    )


def _name(part: str, known: Context) -> str:
    if part in known.tracks.names:
        return known.tracks.names[part]
    return known.sites.name(part) or known.parties.names.get(part, part)
