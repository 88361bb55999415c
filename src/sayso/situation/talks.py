"""Where talks stand, track by track."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.core.situation import Delegation, Fluent, Remark, Scheduled, Talks
from sayso.core.types import Claim
from sayso.knowledge.bargaining import load_bargaining
from sayso.knowledge.entries import SemanticClass
from sayso.situation.gate import OWN, gate, name_of
from sayso.situation.scene import Scene, line_id
from sayso.situation.spells import Spell
from sayso.situation.steps import formats, round_of, steps

FAMILY = "talks"
_UP = frozenset({"opened", "resumed", "joined", "invited", "progress"})
GOING_ON = ("resume_talks", "begin_talks", "hold_talks")
_RANK = {"holds": 0, "may hold": 1, "last reported": 2}


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
    scene.fetch(best.claims if best else ())
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
        round=round_of(told),
        format=formats(told),
        steps=steps(scene, told),
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
    """Why talks stand as they do, an account each: what is said to have caused it, what the
    mediator says and denies of it, and what of the war is told in one breath with it."""
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
        if claim.id in causes or _carries_on(claim):
            continue
        if (claim.predicate in effects.reasons and gate(claim) == "for") or (
            who in mediators and touches and claim.modality in ("asserted", "denied", "refused")
        ):
            by.setdefault(who, []).append(claim)
    timed = [c for c in _timed_by_talks(scene, told) if c.id not in causes]
    for claim in timed:
        by.setdefault(scene.account(claim), []).append(claim)
    meanwhile = {c.id for c in timed}
    return tuple(
        Remark(
            what=" / ".join(dict.fromkeys(c.text for c in claims)), by=None, of=(),
            by_account_of=who, claims=tuple(sorted(c.id for c in claims)),
            meanwhile=tuple(sorted(c.id for c in claims if c.id in meanwhile)),
            quotes=tuple(dict.fromkeys(c.text for c in claims if c.id not in meanwhile)),
            quotes_meanwhile=tuple(dict.fromkeys(c.text for c in claims if c.id in meanwhile)),
        )
        for who, claims in sorted(by.items())
    )  # fmt: skip


def _carries_on(claim: Claim) -> bool:
    """Whether it only tells that talks began or go on: a step of theirs, and no reason."""
    return load_bargaining().step(claim.predicate) in _UP and gate(claim) == "for"


def _timed_by_talks(scene: Scene, told: Sequence[Claim]) -> list[Claim]:
    """What of the war is dated by the talks, in the reports that tell of them."""
    reports = {c.report.id for c in told}
    parley = scene.known.lexicon.classes["parley"]
    return [
        c
        for c in scene.told
        if c.report.id in reports
        and c.when is not None
        and scene.family(c) in scene.known.effects.beside
        and _names(parley, c.when.text or "")
        and gate(c) == "for"
    ]


def _names(nouns: SemanticClass, text: str) -> bool:
    words = [word.removesuffix("s") for word in re.findall(r"\w+", text.casefold())]
    return any(nouns.has_word(word, words) for word in words)


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
