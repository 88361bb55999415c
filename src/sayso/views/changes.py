"""What changed between two situations, a thing at a time, in words: "route cut: …", "talks
suspended: …", "account contested: …".

Told is what becomes of a matter, not that more is said of it: a state that is merely surer, or has
not been heard of for longer, is no change. Lines that only fall silent are none either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sayso.core.changes import Changed, ChangeKind
from sayso.core.edtf import bounds
from sayso.core.situation import Changes, Situation
from sayso.views import words
from sayso.views.naming import Naming

Line = Any  # one of the kinds of core/situation.py; each has a writer below
_KINDS: Final[Mapping[str, ChangeKind]] = {
    "control": "control", "sieges": "siege", "routes": "route", "talks": "talks",
    "ceasefires": "ceasefire", "demands": "demand", "offers": "demand", "commitments": "demand",
    "access": "access", "convoys": "access", "evacuations": "access", "calendar": "calendar",
    "figures": "figure", "disputes": "dispute",
}  # fmt: skip
_SIEGES: Final = {
    "besieged": "under siege", "partial": "partly besieged", "hard to reach": "hard to reach",
    "listed": "on a list of besieged places", "encircled": "encircled",
    "projected": "siege expected", "lifted": "siege lifted",
}  # fmt: skip
_VERBS: Final = {
    "vow": ("vows", "vow"), "agreement": ("agrees", "agree"), "refusal": ("refuses", "refuse"),
    "offer": ("offers", "offer"), "proposal": ("proposes", "propose"),
}  # fmt: skip
DENIED: Final = "denied"
# What makes a line another one to the eye: by these are "gone" and "new" joined.
_SUBJECT: Final = {"routes": "route", "talks": "track", "sieges": "place"}
_BEGINS: Final = {"control": "from_", "sieges": "from_", "routes": "since"}
_PLACES: Final = ("place", "places", "between", "where", "venue", "scope", "origin", "destination")


def worded(found: Iterable[Changes], earlier: Situation, later: Situation) -> tuple[Changed, ...]:
    """The changes that ``situation.compare.changes`` found between two situations, in words, in the
    order of the situation's keys; what is only denied stands last."""
    names = Naming(
        {**earlier.names, **later.names},
        {**earlier.outlets, **later.outlets},
        (*earlier.own_voice, *later.own_voice),
    )
    told: dict[str, Changed] = {}
    for change in found:
        kind = _KINDS.get(change.key)
        if kind is None:
            continue
        for old, new in _pairs(change):
            for of, said in _told(change.key, kind, old, new, names, earlier.day):
                one = _changed(change.key, of, said, new, earlier.day, later.day)
                told.setdefault(one.id, one)
    return tuple(sorted(told.values(), key=lambda one: one.words.startswith(DENIED)))


def _pairs(change: Changes) -> Iterator[tuple[Line | None, Line]]:
    """Each line that is there now, with what it was before: the same line, or one of the same
    subject that has gone."""
    yield from zip(change.changed_from, change.changed, strict=True)
    subject = _SUBJECT.get(change.key)
    gone = {getattr(line, subject): line for line in change.gone} if subject else {}
    for line in change.new:
        yield (gone.get(getattr(line, subject)) if subject else None), line


def _told(
    key: str, kind: ChangeKind, old: Line | None, new: Line, names: Naming, since: str
) -> Iterator[tuple[ChangeKind, str]]:
    said = _WRITERS[key](old, new, names)
    if said is not None:
        yield kind, f"{said}{_since(key, new, since)}" if old is None else said
    if key == "sieges":
        figure = _trapped(old, new)
        if figure is not None:
            yield "figure", figure
    before = set(getattr(old, "disputed", ()))
    more = [other for other in getattr(new, "disputed", ()) if other not in before]
    if more and (old is not None or said is not None):
        about = _about(key, new)
        others = "; ".join(map(words.visible, more))
        yield "dispute", f"account contested: {about}; others have: {others}"


def _since(key: str, line: Line, since: str) -> str:
    """Since when a state is so that is told of now, and may have been so before the time looked
    at."""
    if key not in _BEGINS or line.state not in ("holds", "may hold"):
        return ""
    start = getattr(line, _BEGINS[key])
    try:
        latest = bounds(start)[1] if start else None
    except ValueError:
        latest = None
    if start is None:
        return ", since a day not told"
    if latest is None or latest.isoformat() > since:
        return ""
    return f", since {words.day(start)}"


def _changed(key: str, kind: ChangeKind, said: str, line: Line, since: str, day: str) -> Changed:
    digest = hashlib.sha256("\0".join((day, kind, line.id, said)).encode()).hexdigest()
    return Changed(
        id=digest[:16], day=day, since=since, kind=kind, words=said, line=line.id, key=key,
        claims=_claims(line), incidents=tuple(line.incidents), places=_places(line),
    )  # fmt: skip


def _claims(line: Line) -> tuple[str, ...]:
    told = (*line.claims, *(c for side in getattr(line, "sides", ()) for c in side.claims))
    return tuple(dict.fromkeys(told))


def _places(line: Line) -> tuple[str, ...]:
    found: list[str] = []
    for name in _PLACES:
        value = getattr(line, name, None)
        found += [value] if isinstance(value, str) else value or ()
    return tuple(dict.fromkeys(found))


def _about(key: str, line: Line) -> str:
    for name in ("place", "route", "track", "about", "what", "type"):
        value = getattr(line, name, None)
        if isinstance(value, str):
            return words.visible(value)
    return key


def _by(parties: Sequence[str], names: Naming) -> str:
    return f" by {names.all(parties)}" if parties else ""


def _on_word(line: Line, names: Naming) -> str:
    """On whose word: that a thing is done is often its doer's account alone."""
    return f", on the word of {names.tellers(line.by_account_of, line.claims)}"


def _in(places: str | Sequence[str] | None) -> str:
    found = [places] if isinstance(places, str) else list(places or ())
    return f", {', '.join(map(words.visible, found))}" if found else ""


def _control(old: Line | None, new: Line, names: Naming) -> str | None:
    place, holder = words.visible(new.place), names.all(new.holder)
    if new.state == "does not hold":
        if old is not None and old.state != new.state:
            return f"{place}: no longer held by {holder}"
        return None
    if new.state == "last reported":
        return None
    if old is not None:
        fresh = [p for p in new.contested_by if p not in old.contested_by]
        if fresh:
            return f"{place}: contested by {names.all(fresh)}"
        if (old.holder, old.extent) == (new.holder, new.extent):
            return None
    held = {"whole": "held by", "part": "in part held by", "presence": "in it"}[new.extent]
    return f"{place}: {held} {holder}{_perhaps(new)}"


def _perhaps(line: Line) -> str:
    return " (may be so)" if line.state == "may hold" else ""


def _siege(old: Line | None, new: Line, names: Naming) -> str | None:
    if old is not None and old.status == new.status:
        return None
    by = _by(new.lifted_by if new.status == "lifted" else new.besieger, names)
    if new.status == "denied":
        return f"{DENIED}: {words.visible(new.place)} under siege{by}"
    return f"{words.visible(new.place)}: {_SIEGES[new.status]}{by}"


def _trapped(old: Line | None, new: Line) -> str | None:
    if old is None or (new.people_low, new.people_high) == (None, None):
        return None
    before = _range(old.people_low, old.people_high)
    now = _range(new.people_low, new.people_high)
    if before == now:
        return None
    was = f" (was {before})" if before else ""
    return f"siege figure changed: {words.visible(new.place)}, {now} people{was}"


def _range(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return ""
    if low is None or high is None or low == high:
        one = low if low is not None else high
        mark = "" if low == high else "at least " if high is None else "up to "
        return f"{mark}{one:,}"
    return f"{low:,}–{high:,}"


def _route(old: Line | None, new: Line, names: Naming) -> str | None:
    if new.state == "last reported" or (old is not None and old.status == new.status):
        return None
    was = f" (was {old.status})" if old is not None else ""
    return f"route {new.status}: {words.visible(new.route)}{_by(new.by, names)}{was}"


def _talks(old: Line | None, new: Line, _: Naming) -> str | None:
    # That the day on which they were to go on is past is nobody's word that they do.
    if old is not None and old.status == new.status and new.resumes in (None, old.resumes):
        return None
    resumes = f", to go on {words.day(new.resumes)}" if new.resumes else ""
    return f"talks {new.status}: {words.visible(new.track)}{resumes}"


def _ceasefire(old: Line | None, new: Line, names: Naming) -> str | None:
    if old is not None and old.status == new.status:
        fresh = len(new.violations) - len(old.violations)
        if fresh > 0:
            return f"ceasefire said to be broken{_in(new.scope)}: {names.all(new.parties)}"
        return None
    return f"ceasefire {new.status}{_in(new.scope)}: {names.all(new.parties)}"


def _demand(old: Line | None, new: Line, names: Naming) -> str | None:
    what = names.deed(new.what, *new.of[:1])
    if old is None:
        of = f" of {names.all(new.of)}" if new.of else ""
        return f"{names.one(new.by)} {names.verb(new.by, 'demands', 'demand')}{of}: {what}"
    if old.status == new.status:
        return None
    return f"demand of {names.one(new.by)} {new.status}: {what}"


def _bid(old: Line | None, new: Line, names: Naming) -> str | None:
    """An offer, proposal, vow, agreement or refusal."""
    what = names.deed(new.what, new.by)
    if old is None:
        unless = ", ".join(words.visible(w) for w in (new.condition, new.until) if w)
        what = f"{what}, {unless}" if unless else what
        return f"{names.one(new.by)} {names.verb(new.by, *_VERBS[new.kind])}: {what}"
    if old.status == new.status:
        return None
    return f"{new.kind} of {names.one(new.by)} {new.status}: {what}"


def _access(old: Line | None, new: Line, names: Naming) -> str | None:
    if old is not None and (old.status, old.over) == (new.status, new.over):
        return None
    if new.status == "denied":
        tellers = names.tellers(new.by_account_of, (*new.claims, *new.against))
        return f"{DENIED} by {tellers}: {new.type}{_in(new.place)}"
    what = f"{new.type}{_in(new.place)}{_by(new.by, names)}"
    put = "" if new.status == "reported" else f", {new.status}"
    return f"access{put}{', ended' if new.over else ''}: {what}"


def _convoy(old: Line | None, new: Line, names: Naming) -> str | None:
    if new.status is None or (old is not None and old.status == new.status):
        return None
    whose = f" of {names.all(new.organisation)}" if new.organisation else ""
    on = f", {words.day(new.from_)}" if new.from_ and new.from_[:2] != ".." else ""
    return f"convoy{whose} {new.status}{_in(new.place)}{on}{_on_word(new, names)}"


def _evacuation(old: Line | None, new: Line, names: Naming) -> str | None:
    if old is not None and old.status == new.status:
        return None
    what = f"evacuation {new.status}{_in(new.origin)}{_by(new.by, names)}"
    return f"{what}{_on_word(new, names)}"


def _scheduled(old: Line | None, new: Line, _: Naming) -> str | None:
    what = f"{words.visible(new.what)}{_in(new.where)}"
    if old is not None and old.date == new.date:
        return None if old.status == new.status else f"{words.day(new.date)}: {what} {new.status}"
    moved = f" (moved from {', '.join(map(words.day, new.moved_from))})" if new.moved_from else ""
    return f"set for {words.day(new.date)}: {what}{moved}"


def _figure(old: Line | None, new: Line, names: Naming) -> str | None:
    if old is not None and (old.low, old.best, old.high) == (new.low, new.best, new.high):
        return None
    teller = names.teller(new.by_account_of, new.claims)
    said = f"“{words.visible(new.words)}”" if new.words else _range(new.low, new.high)
    return f"{new.what}{_in(new.places)}: {said}, {new.status} by {teller}"


def _dispute(old: Line | None, new: Line, _: Naming) -> str | None:
    return f"account contested: {words.visible(new.about)}" if old is None else None


_WRITERS: Final = {
    "control": _control, "sieges": _siege, "routes": _route, "talks": _talks,
    "ceasefires": _ceasefire, "demands": _demand, "offers": _bid, "commitments": _bid,
    "access": _access, "convoys": _convoy, "evacuations": _evacuation, "calendar": _scheduled,
    "figures": _figure, "disputes": _dispute,
}  # fmt: skip
