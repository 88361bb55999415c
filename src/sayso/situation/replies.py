"""What became of a demand, offer or vow by what others say to it, or by what is told to have
happened since; what is told in words of its own ("rejected the offer") is in bargains.py."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.core.positions import Move, MoveKind
from sayso.core.types import Claim, Phase
from sayso.situation.bargains import Bargains
from sayso.situation.gate import Verdict, said
from sayso.situation.matters import alike, speaker
from sayso.situation.threads import Thread


def asked_moves(bargains: Bargains, thread: Thread) -> list[Move]:
    """That a demand was met, or that whoever it is of refuses it or agrees to it."""
    one, of = thread.all[0], bargains.matters.doers(thread.all)
    moves = [bargains.move(c, "met") for c in _later(bargains, thread, of, one.phase, "for")]
    return moves + [
        bargains.move(c, what, by=(speaker(bargains.scene, c),))
        for c, what in _replies(bargains, thread, "refused", "agreed to")
        if _is_asked(bargains, c, thread, of)
    ]


def offered_moves(bargains: Bargains, thread: Thread) -> list[Move]:
    """That somebody else rejects an offer, or agrees to it, or that what it is of came about."""
    makers, of = bargains.makers(thread), bargains.matters.doers(thread.all)
    done = _later(bargains, thread, of, thread.all[0].phase, "for")
    return [bargains.move(c, "met") for c in done] + [
        bargains.move(c, what, by=(speaker(bargains.scene, c),))
        for c, what in _replies(bargains, thread, "rejected", "accepted")
        if makers.isdisjoint(_voices(bargains, c))
    ]


def vowed_moves(bargains: Bargains, thread: Thread, due: int | None) -> list[Move]:
    """What is told to have happened since that keeps a vow or breaks it. Who refuses to stop has
    vowed to go on. That it is not done yet breaks it only once its day (an ordinal) has come."""
    one, of = thread.all[0], bargains.matters.doers(thread.all)
    going_on = one.phase == "continue"
    if going_on or one.polarity == "negative":
        broken = _later(bargains, thread, of, "end" if going_on else None, "for")
        moves = [bargains.move(c, "broken") for c in broken]
        return moves + (_given_up(bargains, thread) if one.modality == "refused" else [])
    if one.modality == "refused":
        return []
    moves = [bargains.move(c, "kept") for c in _later(bargains, thread, of, one.phase, "for")]
    undone = _later(bargains, thread, of, one.phase, "against") if due is not None else []
    late = [c for c in undone if due is not None and (said(c) or 0) >= due]
    return moves + [bargains.move(c, "broken") for c in late]


def _given_up(bargains: Bargains, thread: Thread) -> list[Move]:
    """That who refused has agreed to it since."""
    makers, first = bargains.makers(thread), thread.first or 0
    return [
        bargains.move(c, "dropped", by=(speaker(bargains.scene, c),))
        for c, what in _replies(bargains, thread, "refused", "agreed to")
        if what == "agreed to" and (said(c) or 0) > first
        if not makers.isdisjoint(_voices(bargains, c))
    ]


def _replies(
    bargains: Bargains, thread: Thread, no: MoveKind, yes: MoveKind
) -> Iterator[tuple[Claim, MoveKind]]:
    """The refusals and agreements of what a thread is about, since it was first told."""
    first, matters = thread.first, bargains.matters
    lexicon = bargains.scene.known.lexicon
    for claim in bargains.replies_about(matters.of(thread.all[0]).root):
        if first is not None and (said(claim) or 0) < first:
            continue
        about = matters.of(claim)
        if any(
            lexicon.related(about.predicate, one.predicate)
            and about.to_end == one.to_end
            and alike(about, one)
            for one in thread.matters
        ):
            yield claim, no if claim.modality == "refused" else yes


def _voices(bargains: Bargains, claim: Claim) -> frozenset[str]:
    """Who replies, under the name of the speaker and of the party."""
    scene = bargains.scene
    party = scene.known.parties.of(claim.sources[-1], scene.conflict(claim))
    return frozenset({speaker(scene, claim), party})


def _is_asked(bargains: Bargains, claim: Claim, thread: Thread, of: frozenset[str]) -> bool:
    """Whether who replies is who a demand is of; where it names nobody, whoever else speaks of the
    very people, thing or place."""
    if of:
        return not bargains.matters.of(claim).doers.isdisjoint(of)
    other = _voices(bargains, claim).isdisjoint(bargains.makers(thread))
    return other and any(bargains.matters.shared(claim, c) for c in thread.all)


def _later(
    bargains: Bargains, thread: Thread, of: frozenset[str], phase: Phase | None, verdict: Verdict
) -> Iterator[Claim]:
    """Claims for or against what a thread is about, by the same parties, on a later day that their
    own words tell."""
    scene, matters = bargains.scene, bargains.matters
    one, first = thread.all[0], thread.first
    if not of or first is None:
        return
    is_a = scene.known.lexicon.is_a
    near = bargains.deeds.between(matters.of(one), sorted(of), verdict, phase, first, scene.day)
    for claim in near:
        if is_a(claim.predicate, one.predicate):
            yield claim
