"""What people ask of the record: search, show, incidents, disputes, the situation and positions,
each under a reading rule; and what they are told where they ask for what it does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar, get_args

from sayso.core.errors import UsageError
from sayso.core.positions import Matrix
from sayso.core.record import Dispute, DisputeKind, Entry, Hidden, Incident, JudgedClaim, Shown
from sayso.core.situation import KEYS, Situation, Why
from sayso.core.types import Claim, Record
from sayso.incidents.rules import Rule, parse
from sayso.knowledge.predicates import load_predicates
from sayso.knowledge.sides import load_sides
from sayso.release.persons import names_persons
from sayso.release.unnamed import Unnamed
from sayso.situation.compare import behind, lines, why
from sayso.situation.compare import look_up as line_of
from sayso.situation.material import country_named
from sayso.situation.positions import Asked
from sayso.store.names import Named
from sayso.store.safety import Safety
from sayso.store.search import Filters
from sayso.telling import Telling

EVERYTHING = parse("all").words  # what is shown where no rule can be chosen
_KINDS: tuple[str, ...] = get_args(DisputeKind)
_ID = re.compile(r"\b[0-9a-f]{16}\b")  # of a report or claim: see core/ids.py
Made = TypeVar("Made")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class FoundIncidents(Record):
    """A page of incidents with their claims as they stand; ``total`` under the rule, whose
    ``words`` and what it hides stand beside."""

    total: int
    incidents: tuple[Incident, ...]
    claims: dict[str, Claim]
    words: str
    hidden: tuple[Hidden, ...]


class FoundDisputes(Record):
    """Disputes under a rule, the most telling first, with the claims they rest on."""

    total: int
    disputes: tuple[Dispute, ...]
    claims: dict[str, Claim]
    words: str
    hidden: tuple[Hidden, ...]


def filters(
    words: str | None = None,
    actor: str | None = None,
    place: str | None = None,
    predicates: Sequence[str] | None = None,
    source: str | None = None,
    outlet: str | None = None,
    since: str | None = None,
    until: str | None = None,
    near: str | None = None,
) -> Filters:
    """A person's conditions, checked; a predicate stands for those below it too. Raises
    UsageError."""
    lexicon = load_predicates()
    wanted: set[str] = set()
    for name in predicates or ():
        if name not in lexicon.predicates:
            raise UsageError(f"no predicate {name!r} in the lexicon (docs/lexicon.md lists them)")
        wanted |= {other for other in lexicon.predicates if lexicon.is_a(other, name)}
    for option, day in (("--since", since), ("--until", until)):
        if day is not None and not _is_day(day):
            raise UsageError(f"{option} {day!r} is not a day; want 2016-02-04")
    if since and until and since > until:
        raise UsageError(f"--since {since} is after --until {until}")
    return Filters(
        text=words, actor=actor, place=place, predicate=tuple(sorted(wanted)) or None,
        source=source, outlet=outlet, since=since, until=until, near=_circle(near),
    )  # fmt: skip


def _circle(near: str | None) -> tuple[float, float, float] | None:
    if near is None:
        return None
    try:
        lat, lon, km = (float(part) for part in near.split(","))
    except ValueError:
        raise UsageError(f"--near {near!r}: want LAT,LON,KM as 36.37,37.0,20") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 < km < 20_100):
        raise UsageError(
            f"--near {near!r}: latitude is -90 to 90, longitude -180 to 180, kilometres above 0"
        )
    return lat, lon, km


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def without_persons(archive: Telling, found: Made, safety: Safety | None = None) -> Made:
    """An answer with the names of private persons masked, letter for letter: those of the reports
    that it names, or whose claims it names, by what looking these through has found, and by what
    their claims name. ``safety``: the record's, for a sight, which has none of its own."""
    named = {id for words in _words(found) for id in _ID.findall(words)}
    claims = archive.store.claims(named)
    reports = {claim.report.id for claim in claims.values()} | named
    persons = (safety or archive.store.safety).persons(sorted(reports))
    read = archive.store.claims_of_all(reports)
    told = dict(read)
    if archive.store.judgements():  # people may have corrected some
        standing = archive.claims(claim.id for some in read.values() for claim in some)
        told = {id: (*some, *(standing[c.id].claim for c in some)) for id, some in read.items()}
    # Most reports name no private person: only the others, and what is sent itself, are read.
    naming = {id for id, some in told.items() if any(names_persons(claim) for claim in some)}
    naming |= {id for id, known in persons.items() if known.private}
    entries = archive.store.entries(sorted(naming | named))
    return Unnamed(entries, lambda report: told.get(report, ()), persons).same(found)


def _words(value: object) -> Iterator[str]:
    """All texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Record):
        for name in value.__struct_fields__:
            yield from _words(getattr(value, name))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _words(key)
            yield from _words(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _words(one)


def found_claims(
    archive: Telling, asked: Filters, limit: int, offset: int
) -> tuple[int, list[JudgedClaim], dict[str, Entry]]:
    """How many claims are found, a page of them as they stand, and their reports."""
    found = archive.store.find(asked, limit, offset)
    standing = archive.claims(found.ids)
    claims = [standing[id] for id in found.ids if id in standing]
    reports = sorted({claim.claim.report.id for claim in claims})
    return found.total, claims, {e.report.id: e for e in archive.store.entries(reports)}


def found_incidents(
    archive: Telling, asked: Filters, rule: str, limit: int, offset: int
) -> FoundIncidents:
    """Incidents with a claim that fits, as the rule shows them."""
    reading = parse(rule)
    hidden: tuple[Hidden, ...] = ()
    if reading.kind == "all":
        found = archive.store.incidents(asked, limit, offset)
        page, total = archive.incidents(found.ids), found.total
    else:
        ruled = archive.ruled(archive.store.incidents(asked).ids, reading)
        total, hidden = len(ruled.incidents), ruled.hidden
        page = list(ruled.incidents[offset : offset + limit])
    claims = archive.claims(id for incident in page for id in incident.claims)
    return FoundIncidents(
        total=total, incidents=tuple(page), hidden=hidden, words=reading.words,
        claims={id: found.claim for id, found in claims.items()},
    )  # fmt: skip


def found_disputes(
    archive: Telling, asked: Filters, kind: str | None, rule: str, limit: int
) -> FoundDisputes:
    """Disputes that a fitting incident is part of, the most telling first."""
    if kind is not None and kind not in _KINDS:
        raise UsageError(f"--kind {kind!r}: want one of {', '.join(_KINDS)}")
    reading = parse(rule)
    ids = archive.store.incidents().ids
    hidden: tuple[Hidden, ...] = ()
    kept: set[str] | None = None
    if reading.kind != "all":
        ruled = archive.ruled(ids, reading)
        hidden = ruled.hidden
        kept = {claim for incident in ruled.incidents for claim in incident.claims}
    found = [d for d in archive.disputes(kept) if kind is None or d.kind == kind]
    if asked != Filters():
        fitting = set(archive.store.incidents(asked).ids)
        found = [d for d in found if fitting.intersection(d.incidents)]
    page = found[:limit]
    claims = archive.claims(id for d in page for p in d.positions for id in p.claims)
    return FoundDisputes(
        total=len(found), disputes=tuple(page), hidden=hidden, words=reading.words,
        claims={id: claim.claim for id, claim in claims.items()},
    )  # fmt: skip


def look_up(archive: Telling, id: str) -> Shown:
    """All on the thing with this id, or the only one whose id begins so. Raises UsageError."""
    if not id.strip():
        raise UsageError("want an id, or the beginning of one")
    things = archive.store.named(id)
    if not things:
        found = [d for d in archive.disputes() if d.id.startswith(id)]
        if len(found) != 1:
            if _is_line(_latest(archive), id):
                raise UsageError(f"{id} is the id of a line of the situation: sayso why {id}")
            raise UsageError(f"nothing in the record has the id {id}")
        members = archive.claims(c for d in found for p in d.positions for c in p.claims)
        return Shown(disputes=tuple(found), members=tuple(m.claim for m in members.values()))
    if len(things) > 1:
        raise UsageError(f"{id} is the beginning of several ids: {listed(things)}")
    thing = things[0]
    if thing.kind == "report":
        return _report(archive, thing.id)
    if thing.kind == "claim":
        return _claim(archive, thing.id)
    judgements = tuple(j for j in archive.store.judgements() if j.id == thing.id)
    claims = archive.claims(a.claim for j in judgements for a in j.anchors)
    reports = {a.report for j in judgements for a in j.anchors}
    entry = archive.store.entry(reports.pop()) if len(reports) == 1 else None
    return Shown(judgements=judgements, claims=tuple(claims.values()), entry=entry)


def situation_on(
    archive: Telling,
    day: str | None,
    known_by: str | None,
    recorded_by: str | None,
    place: str | None,
    rule: Rule,
) -> Situation:
    """``Archive.situation``, but that it raises UsageError where no report names such a place."""
    found = archive.situation(day, known_by, recorded_by, place, rule)
    if place is None or any(lines(found, key) for key in KEYS):
        return found
    named = archive.store.find(Filters(place=place), 1, 0).total
    if not named and country_named(place, load_sides()) is None:
        raise UsageError(f"no report here names a place {place}")
    return found


def how_it_follows(archive: Telling, found: Situation, id: str) -> Why:
    """How the line of a situation with this id, or the only one whose id begins so, follows. Raises
    UsageError."""
    if id.strip() and not _is_line(found, id) and (things := archive.store.named(id)):
        raise UsageError(f"{id} is the id of a {things[0].kind}: sayso show {id}")
    _, line, fluents = line_of(found, id)
    claims = archive.claims(behind(line, fluents))
    return why(found, id, {id: claim.claim for id, claim in claims.items()})


def _latest(archive: Telling) -> Situation | None:
    """The situation on the last day of a report; none where no report has a day."""
    try:
        return archive.situation()
    except UsageError:
        return None


def _is_line(found: Situation | None, id: str) -> bool:
    if found is None:
        return False
    ids = {fluent.id for fluent in found.fluents}
    ids |= {line.id for key in KEYS for line in lines(found, key)}
    return any(one.startswith(id) for one in ids)


def positions_by(
    archive: Telling,
    asked: Asked,
    day: str | None,
    known_by: str | None,
    recorded_by: str | None,
    rule: Rule,
) -> Matrix:
    """``Archive.positions``, but that it raises UsageError where no report names such a party."""
    found = archive.positions(asked, day, known_by, recorded_by, rule)
    party = asked.party
    if party is None or found.cells:
        return found
    known = any(
        party.casefold() in text.casefold() for pair in found.names.items() for text in pair
    )
    anywhere = (Filters(actor=party), Filters(source=party))
    if not known and not any(archive.store.find(where, 1, 0).total for where in anywhere):
        raise UsageError(f"no report here names a party {party}")
    return found


def whole_id(archive: Telling, id: str, kind: str) -> str:
    """The whole id of a claim, report or judgement from its beginning. Raises UsageError."""
    things = archive.store.named(id) if id.strip() else ()
    found = [thing.id for thing in things if thing.kind == kind]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{id} is the beginning of several ids: {listed(things)}")
    other = f"; it is the id of a {things[0].kind}" if things else ""
    raise UsageError(f"no {kind} in the record has the id {id}{other}")


def listed(things: Sequence[Named]) -> str:
    """Things by kind and id, the first few."""
    shown = ", ".join(f"{thing.kind} {thing.id}" for thing in things[:6])
    return shown + (" …" if len(things) > 6 else "")


def _report(archive: Telling, id: str) -> Shown:
    store = archive.store
    claims = archive.claims(claim.id for claim in store.claims_of(id))
    ordered = sorted(claims.values(), key=lambda c: (c.claim.start, c.claim.end, c.claim.id))
    return Shown(
        entry=store.entry(id), claims=tuple(ordered), readings=store.readings(id),
        captures=store.captures(id), translation=store.translation(id),
        judgements=store.judgements((), [id]),
    )  # fmt: skip


def _claim(archive: Telling, id: str) -> Shown:
    store = archive.store
    (claim,) = archive.claims([id]).values()
    incident = store.incident_of(id)
    built = archive.incidents([incident])[0] if incident else None
    found = archive.disputes() if built else ()
    disputes = tuple(d for d in found if built and built.id in d.incidents)
    told = {c for d in disputes for p in d.positions for c in p.claims}
    members = archive.claims([*(built.claims if built else ()), *sorted(told)])
    return Shown(
        entry=store.entry(claim.claim.report.id),
        claims=(claim,),
        incident=built,
        members=tuple(m.claim for m in members.values()),
        judgements=tuple(j for j in store.judgements() if j.id in claim.judgements),
        disputes=disputes,
    )
