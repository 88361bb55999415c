"""What accounts say of places shut in: whose lists they are on, what gets in, who gets out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from sayso.core.sieges import Criterion, Designation, Put
from sayso.core.types import Claim, Place, Record
from sayso.knowledge.access import AccessWords, load_access
from sayso.situation.gate import first_day, gate, iso, last_day, name_of, said
from sayso.situation.scene import Scene
from sayso.situation.sites import WAYS

_LEAVING = frozenset({"from"})
_ARRIVING = frozenset({"to", "toward"})
REMOVED = "removed from the list"


class Listed(Record, frozen=True):
    """A designation with the day it is of, and whether it takes the place off."""

    day: int
    removes: bool
    entry: Designation


class Told(Record, frozen=True):
    """What accounts say of one place."""

    listed: tuple[Listed, ...]
    criteria: tuple[tuple[int, Criterion], ...]


def told_of_places(scene: Scene) -> Mapping[str, Told]:
    """Place key → designations and what the schemes ask about, of all that is told by the day."""
    words = load_access()
    listed: dict[str, list[tuple[Claim, str]]] = {}
    criteria: dict[str, dict[tuple[str, str, Put, str], list[Claim]]] = {}
    for claim in _with_states(scene, "listed", tuple(words.designations)):
        level = words.level(with_content(claim))
        if level is not None and put(claim) is not None and scene.past(claim):
            for key in keys_of(scene, claim.places):
                listed.setdefault(key, []).append((claim, level))
    for claim in _with_states(scene, "access", words.asked_about):
        how = put(claim)
        if how is None or not scene.past(claim):
            continue
        ended = claim.phase == "end" and not words.is_completed(claim.text)
        for criterion, says in words.criterion(claim):
            leaves = criterion in words.lets_out
            apart = _ARRIVING if leaves else _LEAVING
            places = [p for p in claim.places if p.relation not in apart]
            for key in keys_of(scene, places):
                about = (criterion, f"no longer {says}" if ended else says, how,
                         scene.account(claim))  # fmt: skip
                criteria.setdefault(key, {}).setdefault(about, []).append(claim)
    return {
        key: Told(
            listed=tuple(_listed(scene, words, listed.get(key, ()))),
            criteria=tuple(_criterion(*about, found) for about, found in
                           sorted(criteria.get(key, {}).items())),
        )
        for key in sorted({*listed, *criteria})
    }  # fmt: skip


def put(claim: Claim) -> Put | None:
    """How a claim's content was put; none where nobody tells it as a fact, not even a reproach."""
    verdict = gate(claim)
    if verdict is not None:
        return "reported" if verdict == "for" else "denied"
    if claim.modality == "accused" and claim.polarity == "positive" and claim.condition is None:
        return "accused"
    return None


def day_of(claim: Claim) -> int:
    """The last day (ordinal) that a claim tells of, or else of its saying; 0 where neither is."""
    told = last_day(claim.when.edtf) if claim.when and claim.when.text else None
    first = first_day(claim.when.edtf) if claim.when and claim.when.text else None
    return told or said(claim) or first or 0


def told_when(claim: Claim) -> str | None:
    """The days (EDTF) that a claim's own words tell of; none where they tell none."""
    return claim.when.edtf if claim.when and claim.when.text else None


def when_of(claim: Claim) -> str | None:
    """The days (EDTF) that a claim's own words tell of, or else the day of its saying."""
    if claim.when and claim.when.text and claim.when.edtf:
        return claim.when.edtf
    day = said(claim)
    return iso(day) if day is not None else None


def standing(listed: Sequence[Listed]) -> tuple[Designation, ...]:
    """The designations that nobody has taken back since, and those last taken back: of each list,
    the last word of each account."""
    newest: dict[tuple[str, str, Put], Listed] = {}
    for item in sorted(listed, key=lambda x: (x.day, x.entry.level, x.entry.claims)):
        entry = item.entry
        newest[(entry.scheme or entry.by or "", entry.by_account_of, entry.put)] = item
    found = sorted(newest.values(), key=lambda x: (-x.day, x.entry.level, x.entry.claims))
    return tuple(x.entry for x in found)


def last_of(
    criteria: Iterable[tuple[int, Criterion]], names: frozenset[str], says: str
) -> Criterion | None:
    """The last that was reported to have got in or out."""
    fit = [
        (day, c)
        for day, c in criteria
        if c.criterion in names and c.says == says and c.put == "reported"
    ]
    return max(fit, key=lambda x: (x[0], x[1].criterion, x[1].claims), default=(0, None))[1]


def _with_states(scene: Scene, name: str, predicates: Container[str]) -> Sequence[Claim]:
    """The claims of some predicates that are told, and those behind states of a name, which outlive
    what else is told."""
    found = {c.id: c for c in scene.told if c.predicate in predicates}
    ids = {id for _, f in scene.of(name) for id in (*f.claims, *f.against)}.difference(found)
    scene.fetch(ids)
    found |= {id: scene.claims[id] for id in ids}
    return [found[id] for id in sorted(found)]


def _listed(
    scene: Scene, words: AccessWords, found: Iterable[tuple[Claim, str]]
) -> Iterable[Listed]:
    parties = scene.known.parties
    for claim, level in found:
        removes = words.designations[claim.predicate] == "removed"
        who = parties.actors(claim.roles.actor)
        # Without a doer it is the list of whoever tells of it; of an outlet, if it is known.
        source = claim.sources[-1] if claim.sources else None
        by = who[0] if who else name_of(source) if source else None
        names = [n for m in claim.roles.actor for n in (m.id, m.name, m.text) if n]
        if not who:
            names = [source.name, source.id or ""] if source else [claim.report.outlet or ""]
        scheme = words.scheme(names, level)
        if by is None and scheme is not None:
            by = claim.report.outlet
        yield Listed(
            day=day_of(claim),
            removes=removes,
            entry=Designation(
                scheme=scheme, level=f"{REMOVED} ({level})" if removes else level, by=by,
                by_account_of=scene.account(claim), put=put(claim) or "reported",
                when=when_of(claim), words=claim.text, claims=(claim.id,),
            ),
        )  # fmt: skip


def _criterion(
    criterion: str, says: str, how: Put, account: str, found: Sequence[Claim]
) -> tuple[int, Criterion]:
    last = max(found, key=lambda c: (day_of(c), c.id))
    return day_of(last), Criterion(
        criterion=criterion, says=says, put=how, by_account_of=account, when=when_of(last),
        words=last.text, claims=tuple(sorted(c.id for c in found)),
    )  # fmt: skip


def with_content(claim: Claim) -> str:
    """A claim's words, and those of what it is about."""
    return " ".join((claim.text, *(m.text or "" for m in claim.roles.content)))


def keys_of(scene: Scene, places: Iterable[Place]) -> tuple[str, ...]:
    """The places that something is told of, ways and countries apart."""
    sites = scene.known.sites
    found = [p for p in places if p.name and p.precision not in WAYS and p.precision != "country"]
    return tuple(dict.fromkeys(sites.key(p) for p in found))
