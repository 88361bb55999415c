"""Demands, offers, vows and refusals as lines: who, of whom, and what became of them by whose
account."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeVar

from sayso.core.positions import (
    Commitment,
    CommitmentStatus,
    Demand,
    DemandStatus,
    Move,
    MoveKind,
    Offer,
    OfferStatus,
)
from sayso.core.types import Modality
from sayso.knowledge.bargaining import load_bargaining
from sayso.situation.bargains import Bargains
from sayso.situation.gate import first_day, iso, last_day, said
from sayso.situation.matters import meant, speaker
from sayso.situation.replies import asked_moves, offered_moves, vowed_moves
from sayso.situation.scene import Scene, line_id
from sayso.situation.threads import Thread

S = TypeVar("S")
# Of moves on one day the later in this list says more.
DEMANDS: dict[MoveKind, DemandStatus] = {
    "softened": "said to be softened", "hardened": "said to be hardened", "refused": "refused",
    "agreed to": "said to be agreed to", "dropped": "said to be dropped", "met": "said to be met",
}  # fmt: skip
OFFERS: dict[MoveKind, OfferStatus] = {
    "rejected": "said to be rejected", "accepted": "said to be accepted",
    "withdrawn": "said to be withdrawn", "met": "said to have come about",
}  # fmt: skip
KINDS: dict[Modality, Literal["vow", "refusal"]] = {"vowed": "vow", "refused": "refusal"}
# Moves of the maker's own, after which it may be made again.
OWN_MOVES = frozenset({"dropped", "withdrawn"})
SAYINGS = frozenset({"made", "repeated"})
ANSWERS = frozenset({"met", "agreed to", "refused", "accepted", "rejected", "kept", "broken"})


def demands(scene: Scene, bargains: Bargains) -> tuple[Demand, ...]:
    """What is demanded by the day, with what became of it."""
    lines = []
    for thread in bargains.of("demand"):
        one = (thread.claims or thread.recalled)[0]
        parties = scene.known.parties
        of = parties.actors(m for c in thread.all for m in c.roles.actor)
        history = _history(bargains, thread, asked_moves(bargains, thread))
        lines.append(
            Demand(
                id=line_id(thread.kind, *thread.key), claims=_told(thread),
                incidents=_incidents(scene, thread, history), what=scene.words(one),
                predicate=one.predicate, by=_maker(scene, thread),
                of=of or tuple(sorted(bargains.matters.addressees(thread.all))),
                first=_day(thread, min), last=_day(thread, max),
                status=_latest(history, DEMANDS) or "standing", answers=_answers(history),
                before=scene.words(thread.before) if thread.before else None, history=history,
            )
        )  # fmt: skip
    return tuple(sorted(lines, key=lambda d: (d.by, d.what, d.id)))


def offers(scene: Scene, bargains: Bargains) -> tuple[Offer, ...]:
    """What parties offer to do, or propose that be done, with what became of it."""
    exchange = load_bargaining().exchange
    lines = []
    for thread in bargains.of("offer"):
        one = (thread.claims or thread.recalled)[0]
        history = _history(bargains, thread, offered_moves(bargains, thread))
        asked = (c.condition.text if c.condition else exchange(c.text) for c in thread.all)
        condition = next((words for words in asked if words), None)
        lines.append(
            Offer(
                id=line_id(thread.kind, *thread.key), claims=_told(thread),
                incidents=_incidents(scene, thread, history), what=scene.words(one),
                predicate=one.predicate,
                by=_maker(scene, thread), to=_to(bargains, thread),
                kind="offer" if is_own(bargains, thread) else "proposal", condition=condition,
                first=_day(thread, min), last=_day(thread, max),
                status=_offered(history), answers=_answers(history),
                history=history,
            )
        )  # fmt: skip
    return tuple(sorted(lines, key=lambda o: (o.by, o.what, o.id)))


def commitments(scene: Scene, bargains: Bargains) -> tuple[Commitment, ...]:
    """What is vowed or refused by the day, with whether anyone says that it was kept or broken."""
    lines = []
    for thread in bargains.of("vow"):
        one, parties = (thread.claims or thread.recalled)[0], scene.known.parties
        doer = parties.actors(one.roles.actor)[:1] if thread.claims else ()
        if not doer or _refuses_anothers(bargains, thread):
            doer = (_maker(scene, thread),)
        voice = speaker(scene, one) if thread.claims else thread.maker
        said_on = [w for c in thread.claims if (w := c.sources[-1].said) is not None and w.earliest]
        text = one.condition.text if one.condition else None
        until = text if text and text.casefold().startswith(scene.known.effects.until) else None
        due = _due(thread)
        history = _history(bargains, thread, vowed_moves(bargains, thread, due))
        lines.append(
            Commitment(
                id=line_id(thread.kind, *thread.key), claims=_told(thread),
                incidents=_incidents(scene, thread, history), what=scene.words(meant(one)),
                predicate=one.predicate,
                by=doer[0], kind=KINDS.get(one.modality, "agreement"),
                to=parties.actors(s.addressee for c in thread.claims for s in c.sources[-1:]
                                  if s.addressee),
                condition=text, until=until, said_by=voice if voice != doer[0] else None,
                said=min((w.edtf for w in said_on if w.edtf), default=None),
                status=_kept(history, due, scene.day), answers=_answers(history),
                due=iso(due) if due else None, history=history,
            )
        )  # fmt: skip
    return tuple(sorted(lines, key=lambda c: (c.by, c.kind, c.what, c.id)))


def _refuses_anothers(bargains: Bargains, thread: Thread) -> bool:
    """Whether what is refused would be done by others than who refuses: another's ceasefire."""
    one, scene = thread.all[0], bargains.scene
    if one.modality != "refused" or not thread.claims:
        return False
    parties, conflict = scene.known.parties, scene.conflict(one)
    makers = bargains.makers(thread)
    doers = {*parties.actors(one.roles.actor), *parties.all_of(one.roles.actor, conflict)}
    # A speaker whom nothing is known of may well speak for the doers.
    known = any(m == m.upper() for m in makers)
    return known and not any(parties.same(d, m, conflict) for d in doers for m in makers)


def is_own(bargains: Bargains, thread: Thread) -> bool:
    """Whether an offer is of something that its maker would do."""
    actors = {a for c in thread.all for a in bargains.scene.known.parties.actors(c.roles.actor)}
    doers = bargains.matters.doers(thread.all)
    return bool(actors) and (actors | doers) <= bargains.makers(thread)


def _to(bargains: Bargains, thread: Thread) -> tuple[str, ...]:
    """To whom an offer is made: who is spoken to, or else who would have to do something."""
    to = bargains.matters.addressees(thread.all)
    if not to:
        to = bargains.matters.doers(thread.all) - bargains.makers(thread)
    return tuple(sorted(to))


def _told(thread: Thread) -> tuple[str, ...]:
    return tuple(sorted({c.id for c in thread.claims or thread.recalled}))


def _incidents(scene: Scene, thread: Thread, history: Sequence[Move]) -> tuple[str, ...]:
    return scene.incidents({*_told(thread), *(c for m in history for c in m.claims)})


def _maker(scene: Scene, thread: Thread) -> str:
    """Who makes it, as the claims name them; the body spoken for where several speak."""
    voices = sorted({speaker(scene, c) for c in thread.claims})
    return voices[0] if len(voices) == 1 else thread.maker


def _day(thread: Thread, pick: Callable[[list[int]], int]) -> str | None:
    days = [d for c in thread.claims if (d := said(c)) is not None]
    return iso(pick(days)) if days else None


def _history(bargains: Bargains, thread: Thread, moves: Sequence[Move]) -> tuple[Move, ...]:
    """All moves in the order of time; what one incident tells by one account is one move."""
    incident = bargains.scene.incident_of
    groups: dict[tuple[object, ...], list[Move]] = {}
    for move in (*bargains.sayings(thread), *thread.moves, *moves):
        one = move.when if move.what in SAYINGS else incident.get(move.claims[0], move.when)
        groups.setdefault((move.what, one, move.by_account_of, move.put), []).append(move)
    joined = [
        Move(
            what=same[0].what,
            when=min((m.when for m in same if m.when), key=_exact, default=None),
            by=tuple(sorted({b for m in same for b in m.by})),
            by_account_of=same[0].by_account_of, put=same[0].put,
            claims=tuple(sorted({c for m in same for c in m.claims})),
        )
        for same in groups.values()
    ]  # fmt: skip
    return tuple(sorted(joined, key=lambda m: (last_day(m.when) or 0, m.what != "made", m.what,
                                               m.by_account_of)))  # fmt: skip


def _exact(edtf: str) -> tuple[int, str]:
    first, last = first_day(edtf), last_day(edtf)
    return (last - first if first is not None and last is not None else 10**6), edtf


def _latest(history: Sequence[Move], table: Mapping[MoveKind, S]) -> S | None:
    """What the last move says that says anything; none where it was made again since."""
    ranks, best = list(table), None
    order = sorted(
        (m for m in history if m.what in table or m.what == "repeated"),
        key=lambda m: (last_day(m.when) or 0, m.what in table and ranks.index(m.what)),
    )
    for move in order:
        if move.what in table:
            best = move
        elif best is not None and best.what in OWN_MOVES:
            best = None
    return table[best.what] if best is not None else None


def _offered(history: Sequence[Move]) -> OfferStatus:
    status = _latest(history, OFFERS) or "standing"
    yes = {b for m in history if m.what == "accepted" for b in m.by}
    no = {b for m in history if m.what == "rejected" for b in m.by}
    answered = status in ("said to be accepted", "said to be rejected")
    return "answers differ" if answered and yes - no and no - yes else status


def _answers(history: Sequence[Move]) -> tuple[str, ...]:
    return tuple(sorted({c for m in history if m.what in ANSWERS for c in m.claims}))


def _due(thread: Thread) -> int | None:
    """The last day that its words set for doing it, by its last saying that sets one."""
    days = [
        (said(c) or 0, day)
        for c in thread.all
        if c.when is not None and c.when.text and (day := last_day(c.when.latest)) is not None
    ]
    return max(days)[1] if days else None


def _kept(history: Sequence[Move], due: int | None, day: int) -> CommitmentStatus:
    made = min((last_day(m.when) or 0 for m in history if m.what in SAYINGS), default=0)
    told = {m.what for m in history if (last_day(m.when) or made) >= made}
    if {"kept", "broken"} <= told:
        return "accounts differ"
    if "kept" in told:
        return "said to be kept"
    if "broken" in told:
        return "said to be broken"
    if "dropped" in told:
        return "said to be dropped"
    return "past due" if due is not None and due < day else "standing"
