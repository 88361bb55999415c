"""Convoys and permits with their steps, and evacuations.

Steps are put together to one convoy by where it is bound and when; a step that names no place
belongs to the convoy last spoken of in its report.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sayso.core.relief import (
    AccessPut,
    Convoy,
    ConvoyStage,
    ConvoyStep,
    Evacuated,
    Evacuation,
    EvacuationStatus,
)
from sayso.core.types import Claim, Record
from sayso.knowledge.access import AccessWords, load_access
from sayso.situation.besieged import day_of, keys_of, told_when
from sayso.situation.gate import gate, passed_on
from sayso.situation.relief import helpers, put
from sayso.situation.scene import Scene, line_id

_HARMED = frozenset({"attacked", "looted"})
_AHEAD = frozenset({"planned", "vowed"})
_BOUND = frozenset({"at", "in", "in part", "near", "to", "toward"})
_ASKING = frozenset({"asked", "demanded"})
_NEAR = 800  # characters within which a report still speaks of the same convoy


class _Told(Record, frozen=True):
    """A claim of a step. ``step`` none for one that only tells more of a convoy; ``early``: it came
    before what else is told of its day."""

    claim: Claim
    step: ConvoyStage | None
    how: AccessPut
    keys: tuple[str, ...]
    day: int
    early: bool = False


def convoys(scene: Scene) -> tuple[Convoy, ...]:
    """One line a convoy or permit, of those last told of not too long ago."""
    words = load_access()
    found = [x for claim in scene.told if (x := _step(scene, words, claim)) is not None]
    records: list[list[_Told]] = []
    # Only convoys to a place of its own, or of its incident, may be that of a step.
    near: dict[str, list[int]] = {}
    for item in sorted((x for x in found if x.keys), key=lambda x: (x.day, x.claim.id)):
        homes = (*item.keys, scene.incident_of[item.claim.id])
        open_ = sorted({n for home in homes for n in near.get(home, ())}, reverse=True)
        own = next((n for n in open_ if _belongs(scene, words, item, records[n])), len(records))
        if own == len(records):
            records.append([])
        records[own].append(item)
        for home in homes:
            near.setdefault(home, []).append(own)
    spoken: dict[str, list[tuple[int, int]]] = {}
    for n, record in enumerate(records):
        for item in record:
            spoken.setdefault(item.claim.report.id, []).append((item.claim.start, n))
    for item in sorted(found, key=lambda x: (x.claim.report.id, x.claim.start, x.claim.id)):
        if not item.keys:
            told = spoken.setdefault(item.claim.report.id, [])
            _join(item, records, told, words.is_new(item.claim.text))
    lines = [
        _convoy(scene, words, record)
        for record in records
        if any(x.step is not None for x in record)
        and scene.about_here(x.claim.id for x in record)
        and scene.day - max(x.day for x in record) <= words.convoys.lasts
    ]
    return tuple(sorted(lines, key=lambda c: (c.place, c.from_ or "", c.id)))


def _step(scene: Scene, words: AccessWords, claim: Claim) -> _Told | None:
    step = words.step(claim)
    if step is None:
        return None
    how = put(claim)
    if how is None and _agreed(claim) and step in ("approved", "entered"):
        step, how = "approved", "reported"  # to agree to it is to approve it
    elif how is None and _is_asked(words, claim):
        step, how = "requested", "reported"  # a helper who asks that it may go requests it
    elif how is None and claim.modality in _AHEAD and claim.polarity == "positive":
        how = "planned"
    if how is None or (how == "reported" and not scene.past(claim)):
        return None
    # One that sets out is where it starts; where it is bound is told by "to".
    here = frozenset({"to", "toward"}) if step == "set out" else _BOUND
    keys = keys_of(scene, (p for p in claim.places if p.relation in here))
    loose = step == "entered" and not keys
    return _Told(
        claim=claim, step=None if loose else step, how=how, keys=keys, day=day_of(claim)
    )  # fmt: skip


def _belongs(scene: Scene, words: AccessWords, item: _Told, record: Sequence[_Told]) -> bool:
    """Whether a step is of a convoy: bound for the same place within some days, unless that one
    has come to its end and this step begins another."""
    incident = scene.incident_of[item.claim.id]
    if any(scene.incident_of[x.claim.id] == incident for x in record):
        return True
    if set(item.keys).isdisjoint(k for x in record for k in x.keys):
        return False
    last = max(record, key=lambda x: x.day)
    if item.day - last.day > words.convoys.days:
        return False
    ended = [x for x in record if x.step in words.convoys.last and x.how == "reported"]
    if item.step in words.convoys.first and ended:
        return False
    ours = {n for x in record for n in _helpers(scene, words, x.claim)}
    theirs = _helpers(scene, words, item.claim)
    if ours and theirs and ours.isdisjoint(theirs):
        return False
    return all(x.step != item.step or x.day == item.day for x in ended)


def _join(
    item: _Told, records: list[list[_Told]], spoken: list[tuple[int, int]], is_new: bool
) -> None:
    """Put a step without a place to the convoy last spoken of before it in its report, or else to
    the first after; where none is near or it is called a new one, it is of a convoy to a place not
    told. ``spoken``: where its report speaks of which record."""
    start = item.claim.start
    near = [(at > start, abs(at - start), n) for at, n in spoken if abs(at - start) <= _NEAR]
    own = min(near)[2] if near and not is_new else len(records)
    if own == len(records):
        records.append([])
    records[own].append(item)
    spoken.append((start, own))


def _dated(item: _Told, record: Sequence[_Told]) -> _Told:
    """A step that is told without a day came about by the last that its report dates before it, or
    else by the first after."""
    if told_when(item.claim) is not None:
        return item
    start = item.claim.start
    beside = [
        (x.claim.start > start, abs(x.claim.start - start), x.day)
        for x in record
        if told_when(x.claim) is not None and x.claim.report.id == item.claim.report.id
    ]
    if not beside:
        return item
    after, _, day = min(beside)
    return replace(item, day=day, early=after)


def _convoy(scene: Scene, words: AccessWords, told_of: Sequence[_Told]) -> Convoy:
    record = [_dated(x, told_of) for x in told_of]
    claims = [x.claim for x in record]
    keys = dict.fromkeys(k for x in record for k in x.keys)
    sites = [scene.known.sites.site(k) for k in keys]
    groups: dict[tuple[ConvoyStage, AccessPut, str], list[_Told]] = {}
    for item in record:
        if item.step is not None:
            about = (item.step, item.how, scene.incident_of[item.claim.id])
            groups.setdefault(about, []).append(item)
    ordered = sorted(
        groups.items(),
        key=lambda g: (min((x.day, not x.early) for x in g[1]), _rank(g[0][0]), g[0]),
    )
    steps = tuple(_as_step(scene, step, how, told) for (step, how, _), told in ordered)
    facts = [s for s in steps if s.status == "reported"]
    last = facts[-1] if facts else None
    over = last is not None and last.step in words.convoys.last
    against = tuple(sorted(x.claim.id for x in record if x.how == "denied"))
    told = tuple(sorted(x.claim.id for x in record if x.how != "denied"))
    return Convoy(
        id=line_id("convoy", min(c.id for c in claims)),
        claims=told,
        against=against,
        incidents=scene.incidents((*told, *against)),
        place=tuple(sorted({s.name for s in sites})),
        country=next((s.country for s in sites if s.country), None),
        organisation=tuple(sorted({n for c in claims for n in _helpers(scene, words, c)})),
        cargo=tuple(
            dict.fromkeys(
                m.text
                for c in claims
                if gate(c) == "for" and words.step(c) in ("entered", "inspected", "looted")
                for m in c.roles.content
                if m.text
            )
        ),
        figures=tuple(
            dict.fromkeys(q.text for c in claims for q in c.quantities if q.text and q.unit)
        ),
        status=last.step if last else None,
        from_=next((s.when for s in steps if s.when), None),
        to=last.when if over and last else "..",
        steps=steps,
        by_account_of=scene.accounts(c.id for c in claims),
        # Where a convoy is yet to pass, or was struck, is not for everybody.
        sensitive=not over or any(s.step in _HARMED for s in steps),
    )


def _rank(step: ConvoyStage) -> int:
    order: tuple[ConvoyStage, ...] = (
        "requested", "approved", "refused", "set out", "delayed", "inspected", "blocked",
        "turned back", "looted", "attacked", "entered",
    )  # fmt: skip
    return order.index(step)


def _as_step(scene: Scene, step: ConvoyStage, how: AccessPut, told: Sequence[_Told]) -> ConvoyStep:
    claims = [x.claim for x in told]
    first = min(told, key=lambda x: (x.day, x.claim.id)).claim
    parties = scene.known.parties
    if step == "requested":
        asking = [parties.actor(c.sources[-1]) for c in claims if gate(c) is None and c.sources]
    else:
        asking = []
    who = dict.fromkeys(
        (*asking, *(p for c in claims if gate(c) for p in parties.actors(c.roles.actor)))
    )
    return ConvoyStep(
        step=step, when=told_when(first), who=tuple(who), status=how,
        by_account_of=scene.accounts(c.id for c in claims), words=first.text,
        claims=tuple(sorted(c.id for c in claims)),
    )  # fmt: skip


def evacuations(scene: Scene) -> tuple[Evacuation, ...]:
    """One line an evacuation and status: what was agreed or planned stands beside what is told as
    a fact, and is none."""
    words = load_access()
    groups: dict[tuple[str, ...], list[list[Claim]]] = {}
    for claim in scene.told:
        status = _evacuation_status(scene, words, claim)
        if status is None:
            continue
        origin, destination = _way(scene, claim)
        runs = groups.setdefault((status, *origin, "to", *destination), [])
        near = (r for r in runs if _is_near(words, r, claim) or _same(scene, r, claim))
        run = next(near, None)
        if run is None:
            runs.append([claim])
        else:
            run.append(claim)
    lines = [
        _evacuation(scene, about, run)
        for about, runs in sorted(groups.items())
        for run in runs
        if scene.about_here(c.id for c in run)
        and scene.day - max(day_of(c) for c in run) <= words.evacuations.lasts
    ]
    return tuple(sorted(lines, key=lambda e: (e.origin, e.when or "", e.status, e.id)))


def _evacuation_status(
    scene: Scene, words: AccessWords, claim: Claim
) -> EvacuationStatus | None:  # fmt: skip
    if not words.is_evacuation(claim):
        return None
    how = put(claim)
    if how == "reported":
        if not scene.past(claim):
            return None
        if claim.phase == "end":
            return "done" if words.is_completed(claim.text) else "suspended"
        return "under way" if claim.phase == "begin" or claim.status == "ongoing" else "done"
    if how == "denied":
        return "denied"
    if how == "accused" or how == "threatened":
        return how
    if claim.polarity != "positive":
        return None
    if _agreed(claim):
        return "agreed"
    return "planned" if claim.modality in _AHEAD else None


def _evacuation(scene: Scene, about: tuple[str, ...], run: Sequence[Claim]) -> Evacuation:
    ids = tuple(sorted(c.id for c in run))
    cut = about.index("to")
    origin, destination = about[1:cut], about[cut + 1 :]
    sites = [scene.known.sites.site(k) for k in (*origin, *destination)]
    status: EvacuationStatus = about[0]  # type: ignore[assignment]
    denied = status == "denied"
    first = min(run, key=lambda c: (day_of(c), c.id))
    by = dict.fromkeys(p for c in run for p in scene.known.parties.actors(c.roles.actor))
    return Evacuation(
        id=line_id("evacuation", *about, ids[0]),
        claims=() if denied else ids,
        against=ids if denied else (),
        incidents=scene.incidents(ids),
        of=tuple(dict.fromkeys(m.text or m.name or "" for c in run for m in c.roles.recipient)),
        by=tuple(by),
        origin=tuple(scene.known.sites.site(k).name for k in origin),
        destination=tuple(scene.known.sites.site(k).name for k in destination),
        country=next((s.country for s in sites if s.country), None),
        status=status,
        when=told_when(first),
        figures=tuple(
            Evacuated(
                words=q.text, low=q.low, best=q.best, high=q.high,
                by_account_of=scene.account(c), claims=(c.id,),
            )
            for c in sorted(run, key=lambda c: c.id)
            for q in c.quantities
            if q.unit == "people"
        ),
        words=first.text,
        by_account_of=scene.accounts(ids),
        # Where people are yet to pass is not for everybody.
        sensitive=status in ("agreed", "planned", "under way", "suspended", "threatened"),
    )  # fmt: skip


def _agreed(claim: Claim) -> bool:
    """Whether the innermost source agrees to what the claim says, and the rest pass it on."""
    return bool(claim.sources) and claim.sources[-1].act == "agreed" and passed_on(claim) and (
        claim.polarity == "positive" and claim.condition is None
    )  # fmt: skip


def _is_asked(words: AccessWords, claim: Claim) -> bool:
    """Whether a helper asks for what the claim says."""
    source = claim.sources[-1] if claim.sources else None
    return (
        source is not None
        and source.act in _ASKING
        and claim.polarity == "positive"
        and passed_on(claim)
        and words.helps(source)
    )


def _way(scene: Scene, claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """From where and to where a claim has people taken."""
    to = [p for p in claim.places if p.relation in ("to", "toward")]
    away = [p for p in claim.places if p.relation not in ("to", "toward")]
    return keys_of(scene, away), keys_of(scene, to)


def _is_near(words: AccessWords, run: Sequence[Claim], claim: Claim) -> bool:
    return abs(day_of(claim) - day_of(run[-1])) <= words.evacuations.days and bool(claim.places)


def _same(scene: Scene, run: Sequence[Claim], claim: Claim) -> bool:
    return scene.incident_of[run[-1].id] == scene.incident_of[claim.id]


def _helpers(scene: Scene, words: AccessWords, claim: Claim) -> tuple[str, ...]:
    return helpers(scene, words, (*claim.roles.actor, *claim.roles.recipient, *claim.roles.helper))
