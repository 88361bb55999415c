"""Demands, vows and refusals: who, of whom, and whether anyone says that they were met."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sayso.core.situation import Commitment, Demand, PledgeStatus
from sayso.core.types import Claim, Mention
from sayso.situation.gate import gate, iso, last_day, name_of, passed_on, published, said
from sayso.situation.scene import Scene, line_id

DEMANDING = frozenset({"demanded", "ordered", "asked"})
Group = dict[tuple[str, ...], list[Claim]]


def demands(scene: Scene, apart: Collection[str]) -> tuple[Demand, ...]:
    """What is demanded by the day; ``apart`` are claims that stand elsewhere (what mediators ask of
    the parties)."""
    groups: Group = {}
    for claim in scene.told:
        if (
            claim.modality == "demanded"
            and claim.sources
            and claim.sources[-1].act in DEMANDING
            and claim.id not in apart
            and passed_on(claim)
        ):
            groups.setdefault(_what(scene, claim, name_of(claim.sources[-1])), []).append(claim)
    lines = []
    for key, claims in sorted(groups.items()):
        told = tuple(sorted(c.id for c in claims))
        if not scene.about_here(told):
            continue
        parties = scene.known.parties
        of = parties.actors(m for c in claims for m in c.roles.actor)
        days = sorted(d for c in claims if (d := said(c)) is not None)
        status, answers = _answered(scene, claims, _of(scene, claims))
        lines.append(
            Demand(
                id=line_id("demand", *key), claims=told, incidents=scene.incidents(told),
                what=scene.words(claims[0]), predicate=claims[0].predicate,
                by=parties.actor(claims[0].sources[-1]),
                of=of or parties.actors(s.addressee for c in claims for s in c.sources[-1:]
                                        if s.addressee),
                first=iso(days[0]) if days else None, last=iso(days[-1]) if days else None,
                status=status, answers=answers,
            )
        )  # fmt: skip
    return tuple(sorted(lines, key=lambda d: (d.by, d.what, d.id)))


def commitments(scene: Scene) -> tuple[Commitment, ...]:
    """What is vowed or refused by the day."""
    groups: Group = {}
    for claim in scene.told:
        if claim.modality in ("vowed", "refused") and claim.sources and passed_on(claim):
            condition = claim.condition.text if claim.condition else ""
            what = _what(scene, claim, _doer(scene, claim))
            key = (str(claim.modality), condition, name_of(claim.sources[-1]), *what)
            groups.setdefault(key, []).append(claim)
    lines = []
    for key, claims in sorted(groups.items()):
        told = tuple(sorted(c.id for c in claims))
        if not scene.about_here(told):
            continue
        one, parties = claims[0], scene.known.parties
        speaker = parties.actor(one.sources[-1])
        doer = _doer(scene, one)
        days = [w for c in claims if (w := c.sources[-1].said) is not None and w.earliest]
        # Who refuses to stop has vowed to go on: only what was to be can be kept or broken.
        status, answers = _kept(scene, claims)
        text = one.condition.text if one.condition else None
        until = text if text and text.casefold().startswith(scene.known.effects.until) else None
        lines.append(
            Commitment(
                id=line_id("commitment", *key), claims=told, incidents=scene.incidents(told),
                what=scene.words(one), predicate=one.predicate, by=doer,
                kind="vow" if one.modality == "vowed" else "refusal",
                to=parties.actors(s.addressee for c in claims for s in c.sources[-1:]
                                  if s.addressee),
                condition=text, until=until, said_by=speaker if speaker != doer else None,
                said=min((w.edtf for w in days if w.edtf), default=None),
                status=status, answers=answers,
            )
        )  # fmt: skip
    return tuple(sorted(lines, key=lambda c: (c.by, c.kind, c.what, c.id)))


def _what(scene: Scene, claim: Claim, who: str) -> tuple[str, ...]:
    return (who, claim.predicate, claim.phase or "", claim.polarity, scene.incident_of[claim.id])


def _doer(scene: Scene, claim: Claim) -> str:
    """Whose doing is vowed or refused: the actor's, or else the speaker's."""
    found = scene.known.parties.actors(claim.roles.actor)
    return found[0] if found else scene.known.parties.actor(claim.sources[-1])


def _of(scene: Scene, claims: Sequence[Claim]) -> frozenset[str]:
    """The parties that claims are about as doers."""
    parties = scene.known.parties
    return frozenset(p for c in claims for p in parties.all_of(c.roles.actor, scene.conflict(c)))


def _answered(
    scene: Scene, claims: Sequence[Claim], of: frozenset[str]
) -> tuple[PledgeStatus, tuple[str, ...]]:
    """Whether somebody says that a demand was met since, or whoever it is of refuses it."""
    first = min((d for c in claims if (d := said(c)) is not None), default=None)
    one = claims[0]
    met = _later(scene, one, of, first, one.phase, one.polarity)
    if met:
        return "said to be met", met
    refused = tuple(
        c.id
        for c in scene.told
        if c.modality == "refused"
        and c.sources
        and scene.known.lexicon.related(c.predicate, one.predicate)
        and not _of(scene, [c]).isdisjoint(of)
        and _whom(c, one)
        and (first is None or (said(c) or 0) >= first)
    )
    return ("refused", refused) if refused else ("standing", ())


def _kept(scene: Scene, claims: Sequence[Claim]) -> tuple[PledgeStatus, tuple[str, ...]]:
    """Whether somebody says that a vow was broken or carried out since."""
    one = claims[0]
    of = _of(scene, claims)
    first = min((d for c in claims if (d := said(c)) is not None), default=None)
    going_on = one.phase == "continue"
    if going_on or one.polarity == "negative":
        broken = _later(scene, one, of, first, "end" if going_on else None, "positive")
        return ("said to be broken", broken) if broken else ("standing", ())
    if one.modality == "refused":
        return "standing", ()
    met = _later(scene, one, of, first, one.phase, "positive")
    return ("said to be met", met) if met else ("standing", ())


def _later(
    scene: Scene, one: Claim, of: frozenset[str], first: int | None, phase: str | None,
    polarity: str,
) -> tuple[str, ...]:  # fmt: skip
    """Claims that pass the gate, of what ``one`` is about, by the same parties, on a later day that
    their own words tell."""
    if not of or first is None:
        return ()
    wanted = "for" if polarity == "positive" else "against"
    found = []
    for claim in scene.told:
        day = last_day(claim.when.earliest) if claim.when and claim.when.text else None
        day = published(claim) if day is None and claim.status == "ongoing" else day
        if (
            gate(claim) == wanted
            and scene.known.lexicon.is_a(claim.predicate, one.predicate)
            and claim.phase == phase
            and day is not None
            and first < day <= scene.day
            and not _of(scene, [claim]).isdisjoint(of)
            and _whom(claim, one)
        ):
            found.append(claim.id)
    return tuple(sorted(found))


def _whom(a: Claim, b: Claim) -> bool:
    """Whether two claims may be about the same people and matter, as far as both tell."""
    return _alike(a.roles.recipient, b.roles.recipient) and _alike(a.roles.content, b.roles.content)


def _alike(a: Sequence[Mention], b: Sequence[Mention]) -> bool:
    ours, theirs = {m.id for m in a if m.id}, {m.id for m in b if m.id}
    return not ours or not theirs or not ours.isdisjoint(theirs)
