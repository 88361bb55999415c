"""Where talks stand, track by track, and what is set for the days to come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.core.situation import Delegation, Fluent, Remark, Scheduled, Talks
from sayso.core.types import Certainty, Claim
from sayso.situation.gate import OWN, gate, last_day, name_of, said
from sayso.situation.scene import Scene, line_id
from sayso.situation.spells import Spell

FAMILY = "talks"
GOING_ON = ("resume_talks", "begin_talks", "hold_talks")
_RANK = {"holds": 0, "may hold": 1, "last reported": 2}
_SURE: tuple[Certainty, ...] = ("certain", "probable", "possible", "underspecified")


def calendar(scene: Scene) -> tuple[Scheduled, ...]:
    """What is set for a day not yet past. Of several days for one thing those told last stand, and
    the others are where it was moved from."""
    groups: dict[tuple[str, str], dict[str, list[Claim]]] = {}
    for claim in scene.told:
        date = _date(claim)
        if date is not None:
            groups.setdefault(_matter(scene, claim), {}).setdefault(date, []).append(claim)
    lines = []
    for (predicate, about), dates in sorted(groups.items()):
        newest = max(_last_said(claims) for claims in dates.values())
        before = tuple(sorted(d for d, claims in dates.items() if _last_said(claims) < newest))
        for date, claims in sorted(dates.items()):
            if date in before or (last_day(date) or 0) < scene.day:
                continue
            told = tuple(sorted(c.id for c in claims))
            if not scene.about_here(told):
                continue
            where = [p.name for c in claims for p in c.places if p.name]
            who = [m for c in claims for m in c.roles.actor]
            lines.append(
                Scheduled(
                    id=line_id("set", predicate, about, date), claims=told,
                    incidents=scene.incidents(told), date=date, what=scene.words(claims[0]),
                    predicate=predicate, who=scene.known.parties.actors(who),
                    where=min(where, default=None, key=lambda n: (-where.count(n), n)),
                    certainty=min((c.certainty for c in claims), key=_SURE.index),
                    moved_from=before,
                )
            )  # fmt: skip
    return tuple(sorted(lines, key=lambda x: (last_day(x.date) or 0, x.date, x.what, x.id)))


def _date(claim: Claim) -> str | None:
    """The day that a claim sets; none where it sets none."""
    when = claim.when
    if claim.polarity == "negative" or claim.modality != "planned" or claim.phase == "end":
        return None
    if when is None or when.edtf is None or when.earliest is None or when.latest is None:
        return None
    return when.edtf if when.precision not in ("year", "open") else None


def _matter(scene: Scene, claim: Claim) -> tuple[str, str]:
    """What is set: the predicate, and of what track or whose doing it is."""
    track = scene.known.tracks.of(claim)
    who = ", ".join(sorted(scene.known.parties.actors(claim.roles.actor)))
    return claim.predicate, track or who or scene.incident_of[claim.id]


def _last_said(claims: Iterable[Claim]) -> int:
    return max(said(c) or 0 for c in claims)


def talks(scene: Scene, ahead: Sequence[Scheduled]) -> tuple[Talks, ...]:
    """One line a track, with every account of why it stands so."""
    tracks: dict[str, list[Claim]] = {}
    for claim in scene.told:
        track = scene.known.tracks.of(claim)
        if track is not None:
            tracks.setdefault(track, []).append(claim)
    states: dict[str, list[tuple[Spell, Fluent]]] = {}
    for spell, fluent in scene.of("talks"):
        states.setdefault(spell.key[0], []).append((spell, fluent))
    lines = [
        _track(scene, track, tracks.get(track, []), states.get(track, []), ahead)
        for track in sorted({*tracks, *states})
    ]
    return tuple(x for x in lines if x.claims and scene.about_here(x.claims))


def _track(
    scene: Scene, track: str, told: Sequence[Claim], states: Sequence[tuple[Spell, Fluent]],
    ahead: Sequence[Scheduled],
) -> Talks:  # fmt: skip
    known = scene.known
    standing = [(s, f) for s, f in states if f.state in _RANK and f.claims]
    # Of accounts that cannot be told apart in time, what nobody denies, then what most tell.
    standing.sort(key=lambda x: _weight(*x))
    best = standing[0][1] if standing else None
    ids = {c.id for c in told}
    next_ = [x for x in ahead if x.predicate in GOING_ON and not ids.isdisjoint(x.claims)]
    because = known.effects.reasons
    status = [c for c in best.claims if scene.claims[c].predicate not in because] if best else []
    claims = {*(status or (best.claims if best else ())), *(c for x in next_ for c in x.claims)}
    if not claims:
        claims = {c.id for c in told if scene.family(c) == FAMILY}
    mediators = _mediators(scene, told)
    asked, considered, wanted = [], [], []
    for claim in told:
        speaker = name_of(claim.sources[-1]) if claim.sources else None
        ours = scene.family(claim) == FAMILY
        if claim.sources and claim.sources[-1].act == "asked" and (ours or speaker in mediators):
            asked.append(claim)
        elif claim.modality == "considered" and ours:
            considered.append(claim)
    for claim in scene.told:
        speaker = name_of(claim.sources[-1]) if claim.sources else None
        if claim not in asked and _is_asked(claim) and speaker in mediators:
            asked.append(claim)
        elif claim.modality == "wanted" and (speaker in mediators or claim.id in ids):
            wanted.append(claim)
    others = [f"{f.value} ({f.state})" for _, f in standing[1:] if f.state != "last reported"]
    delegations = [
        Delegation(
            party=s.key[1], status=f.value, state=f.state, since=f.from_, claims=f.claims
        )
        for s, f in scene.of("delegation")
        if s.key[0] == track and f.state in _RANK and f.claims
    ]  # fmt: skip
    return Talks(
        id=line_id("talks", track),
        claims=tuple(sorted(claims)),
        against=best.against if best else (),
        incidents=scene.incidents(claims),
        fluents=tuple(f.id for _, f in states),
        track=known.tracks.names.get(track, track),
        venue=_venue(scene, track),
        mediator=tuple(sorted(mediators)),
        status=best.value if best else "planned" if next_ else "spoken of",
        since=best.from_ if best else None,
        state=best.state if best else None,
        days=best.days if best else None,
        resumes=next_[0].date if next_ else None,
        reasons=_reasons(scene, told, best, mediators),
        considered=tuple(_remark(scene, c) for c in considered),
        asked=tuple(_remark(scene, c) for c in asked),
        wanted=tuple(_remark(scene, c) for c in wanted),
        delegations=tuple(sorted(delegations, key=lambda d: (d.party, d.status))),
        disputed=tuple(sorted({*others, *scene.disputed(claims, "status", "occurrence")})),
    )


def _weight(spell: Spell, fluent: Fluent) -> tuple[int, bool, int, int, str]:
    told = len(fluent.claims)
    return _RANK[fluent.state], bool(fluent.against), -told, -(spell.begin.last or 0), fluent.id


def _is_asked(claim: Claim) -> bool:
    return bool(claim.sources) and claim.sources[-1].act == "asked"


def _venue(scene: Scene, track: str) -> str | None:
    """Where a track is held: the settlement most claims of it name."""
    found = [
        p.name
        for c in scene.told
        if "talks" in c.predicate and scene.known.tracks.of(c) == track
        for p in c.places
        if p.name and p.precision == "settlement" and p.relation in ("at", "in")
    ]
    return min(found, default=None, key=lambda n: (-found.count(n), n))


def _mediators(scene: Scene, told: Sequence[Claim]) -> frozenset[str]:
    """Who is named as mediator, mediates, or suspends and resumes as the UN does."""
    parties = scene.known.parties
    named = [m for c in told for m in c.roles.mediator]
    named += [m for c in told if c.predicate == "mediate" for m in c.roles.actor]
    moved = [
        m
        for c in told
        if gate(c) == "for"
        and any(e.state.fluent == "talks" for e in scene.known.effects.of(c.predicate))
        for m in c.roles.actor
        if m.id is not None and parties.side(m.id, None) == "UN"
    ]
    return frozenset(parties.actors([*named, *moved]))


def _reasons(
    scene: Scene, told: Sequence[Claim], best: Fluent | None, mediators: frozenset[str]
) -> tuple[Remark, ...]:
    """Why talks stand as they do, an account each: what is said to have caused it, and what the
    mediator says and denies of it."""
    effects = scene.known.effects
    status = set(best.claims if best else ())
    causes = set()
    for claim in told:
        if claim.id in status and claim.cause:
            causes |= {claim.cause} if isinstance(claim.cause, str) else set(claim.cause)
    by: dict[str, list[Claim]] = {}
    for claim in scene.told:
        if claim.id in causes:
            by.setdefault(scene.account(claim), []).append(claim)
    for claim in told:
        who = scene.account(claim)
        touches = any(e.state.fluent == "talks" for e in effects.of(claim.predicate))
        if claim.id in causes:
            continue
        if (claim.predicate in effects.reasons and gate(claim) == "for") or (
            who in mediators and touches and claim.modality in ("asserted", "denied", "refused")
        ):
            by.setdefault(who, []).append(claim)
    return tuple(
        Remark(
            what=" / ".join(dict.fromkeys(c.text for c in claims)), by=None, of=(),
            by_account_of=who, claims=tuple(sorted(c.id for c in claims)),
        )
        for who, claims in sorted(by.items())
    )  # fmt: skip


def _remark(scene: Scene, claim: Claim) -> Remark:
    """Something asked, considered or wanted: by its innermost source, or else its actor; by the
    account of whoever tells of it."""
    parties = scene.known.parties
    speaker = parties.actor(claim.sources[-1]) if claim.sources else None
    teller = parties.actor(claim.sources[0]) if len(claim.sources) > 1 else OWN
    return Remark(
        what=scene.words(claim), by=speaker, of=parties.actors(claim.roles.actor),
        by_account_of=teller, claims=(claim.id,),
    )  # fmt: skip
