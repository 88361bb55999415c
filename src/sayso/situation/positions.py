"""Where each party stands on each issue of talks, day by day, in its own words; and what has moved
since a day.

A position is taken by a demand, offer, vow, threat or refusal, by a wish or an agreement, and by
what a party does to another's offer or demand. What somebody is accused of wanting is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from sayso.core.errors import UsageError
from sayso.core.positions import Change, Matrix, MoveKind, Position, Talks
from sayso.core.types import Claim
from sayso.knowledge.bargaining import load_bargaining
from sayso.knowledge.topics import OTHER, Topics, load_topics
from sayso.situation.bargains import Bargains
from sayso.situation.calendar import calendar
from sayso.situation.gate import gate, iso, last_day, passed_on, said
from sayso.situation.material import Material
from sayso.situation.matters import meant, speaker, teller
from sayso.situation.outlets import outlets
from sayso.situation.pledges import is_own
from sayso.situation.scene import Scene, line_id
from sayso.situation.steps import last_round
from sayso.situation.talks import talks
from sayso.situation.threads import Thread

# What becomes of an offer or demand → the stance of whoever does it.
STANCES: dict[MoveKind, str] = {
    "accepted": "accepts", "agreed to": "accepts", "met": "accepts", "rejected": "rejects",
    "refused": "rejects", "withdrawn": "withdraws", "dropped": "drops", "softened": "softens",
    "hardened": "hardens",
}  # fmt: skip
FACTS = frozenset({"asserted", "denied"})
MARKS: dict[str, Change] = {
    "drops": "dropped", "withdraws": "dropped", "softens": "softer", "hardens": "harder",
}  # fmt: skip


class Asked(NamedTuple):
    """What a matrix is asked for. ``track``: talks by their name or a part of it; ``since``: an ISO
    day; ``party``: a name or id; ``topic``: a topic or its beginning."""

    track: str | None = None
    since: str | None = None
    party: str | None = None
    topic: str | None = None


class _Stand(NamedTuple):
    """One claim's stance, and what it is about."""

    party: str
    stance: str
    topics: tuple[str, ...]
    claim: Claim
    thread: Thread | None


def matrix(
    made: Material,
    day: str,
    asked: Asked,
    *,
    known_by: str | None = None,
    recorded_by: str | None = None,
    rule: str = "All accounts",
) -> Matrix:
    """The positions of the parties by the day (ISO), of one track of talks where one is asked for.
    The clocks and rule are only noted.

    Moves are marked since ``asked.since``, or else since the last round of the track opened (of the
    only track, where none is asked for). Raises UsageError where there is no such track or topic.
    """
    table = load_topics()
    topic = _topic(table, asked.topic)
    scene = Scene(made, (), last_day(day) or 0, None)
    tracks = talks(scene, calendar(scene))
    apart = {c for line in tracks for remark in line.asked for c in remark.claims}
    bargains = Bargains(scene, apart)
    track = _track(tracks, asked.track)
    since, what = asked.since, "the day asked for" if asked.since else None
    one = track or (tracks[0] if len(tracks) == 1 and asked.track is None else None)
    if since is None and one is not None:
        since = last_round(one.steps)
        what = f"the last round of {one.track}" if since else None
    stands = list(_stands(scene, bargains, table))
    if track is not None:
        stands = _at_table(scene, track, stands)
    cells = marked(_positions(scene, stands), since, table)
    wanted = asked.party.casefold() if asked.party else None
    names = scene.known.parties.names
    kept = tuple(
        c
        for c in cells
        if (topic is None or topic in c.topics)
        and (wanted is None or _is_party(c.party, names, wanted))
    )
    spoken = {t for c in kept for t in c.topics if topic is None or t == topic}
    axis = {name: entry.pax for name, entry in table.topics.items() if name in spoken}
    named, own = outlets([kept], scene.claims)
    return Matrix(
        day=day, known_by=known_by, recorded_by=recorded_by,
        track=track.track if track else None, since=since, since_what=what, rule=rule,
        topics=axis | ({OTHER: ()} if OTHER in spoken else {}),
        parties=tuple(sorted({c.party for c in kept}, key=lambda p: (names.get(p, p), p))),
        cells=kept, names=dict(sorted(names.items())), outlets=named, own_voice=own,
    )  # fmt: skip


def _stands(scene: Scene, bargains: Bargains, table: Topics) -> Iterator[_Stand]:
    answers = load_bargaining()
    for heard in scene.told:
        claim = bargains.restated(heard)
        if not passed_on(claim) or not scene.about_here((claim.id,)):
            continue
        thread = bargains.thread_of(claim)
        answer = answers.answer(claim.predicate)
        if bargains.is_retold(claim):
            continue
        if answer is not None:
            stance = STANCES.get(answer.move) if gate(claim) == "for" else None
            told = thread.all if thread is not None else bargains.absorbed.get(claim.id) or [claim]
            about = _topics(table, told)
            for party in _actors(scene, claim) if stance is not None else ():
                yield _Stand(party, stance or "", about, claim, thread)
            continue
        if thread is not None and any(c.id == claim.id for c in thread.recalled):
            continue
        stance = _stance(bargains, table, claim, thread)
        if stance is None:
            continue
        about = table.of(claim)
        if claim.sources and claim.modality not in FACTS:
            conflict = scene.conflict(claim)
            yield _Stand(
                scene.known.parties.of(claim.sources[-1], conflict), stance, about, claim, thread
            )
        elif about != (OTHER,):
            for party in _actors(scene, claim):
                yield _Stand(party, stance, about, claim, thread)


def _stance(bargains: Bargains, table: Topics, claim: Claim, thread: Thread | None) -> str | None:
    if thread is not None and thread.kind == "demand" and claim.modality != "demanded":
        return "demands"  # a precondition
    own = thread is not None and thread.kind == "offer" and is_own(bargains, thread)
    return table.stance(claim, own, gate(claim) == "for")


def _topics(table: Topics, claims: Iterable[Claim]) -> tuple[str, ...]:
    found = {t for c in claims for t in table.of(c)}
    return tuple(t for t in (*table.topics, OTHER) if t in found)


def _actors(scene: Scene, claim: Claim) -> tuple[str, ...]:
    return scene.known.parties.all_of(claim.roles.actor, scene.conflict(claim))


def _positions(scene: Scene, stands: Iterable[_Stand]) -> list[Position]:
    """One position a party, day, stance, matter and account."""
    groups: dict[tuple[str, ...], list[_Stand]] = {}
    for stand in stands:
        claim, thread = stand.claim, stand.thread
        about = "\x1e".join(thread.key) if thread else scene.incident_of.get(claim.id, claim.id)
        key = (
            stand.party, stand.stance, "" if thread else f"{claim.predicate} {claim.phase or ''}",
            str(said(claim) or ""), teller(scene, claim) if claim.sources else "", about,
        )  # fmt: skip
        groups.setdefault(key, []).append(stand)
    found = [_position(scene, key, same) for key, same in groups.items()]
    return sorted(found, key=lambda p: (p.party, last_day(p.when) or 0, p.topics, p.stance, p.id))


def _position(scene: Scene, key: tuple[str, ...], same: Sequence[_Stand]) -> Position:
    one, claims = same[0], [s.claim for s in same]
    claim, thread, day = one.claim, one.thread, said(one.claim)
    told = tuple(sorted({c.id for c in claims}))
    said_so = claim.sources and claim.modality not in FACTS
    by = {speaker(scene, c) for c in claims} if said_so else set()
    return Position(
        id=line_id("position", *key), claims=told, incidents=scene.incidents(told),
        party=one.party, topics=one.topics, stance=one.stance,
        what=scene.words(meant(thread.all[0] if thread else claim)), predicate=claim.predicate,
        phase=meant(claim).phase, when=iso(day) if day else None, by=tuple(sorted(by)),
        by_account_of=teller(scene, claim) if said_so else scene.account(claim),
        put=claim.modality, words=tuple(dict.fromkeys(c.text for c in claims)),
        of=line_id(thread.kind, *thread.key) if thread else None,
    )  # fmt: skip


def marked(found: Sequence[Position], since: str | None, table: Topics) -> tuple[Position, ...]:
    """The positions with what has moved since a day (ISO), each against the party's last one before
    it on the matter: dropped, softer and harder where the words say so or a party turns from for to
    against (or back); the same said again; new where it had said nothing of the matter. Null where
    the words bear none of these."""
    start = last_day(since)
    if start is None:
        return tuple(found)
    before: dict[tuple[str, ...], Position] = {}
    made = []
    for position in sorted(found, key=lambda p: (last_day(p.when) or 0, p.id)):
        keys = _matters(position)
        last = next((before[k] for k in keys if k in before), None)
        day = last_day(position.when)
        change = _change(position, last, table) if day is not None and day > start else None
        made.append(replace(position, change=change))
        before |= dict.fromkeys(keys, position)
    order = {p.id: n for n, p in enumerate(found)}
    return tuple(sorted(made, key=lambda p: order[p.id]))


def _matters(position: Position) -> tuple[tuple[str, ...], ...]:
    """What a position is about: the demand or offer it belongs to, or what is to be done."""
    about = (position.party, "", position.predicate, position.phase or "")
    return ((position.party, position.of), about) if position.of else (about,)


def _change(position: Position, last: Position | None, table: Topics) -> Change | None:
    if position.stance in MARKS:
        return MARKS[position.stance]
    if last is None:
        return "new"
    turn = (table.side(last.stance), table.side(position.stance))
    if turn == ("against", "for"):
        return "softer"
    if turn == ("for", "against"):
        return "harder"
    return "same" if last.stance == position.stance else None


def _at_table(scene: Scene, track: Talks, stands: Iterable[_Stand]) -> list[_Stand]:
    """The stands of those who are told of in a track of talks, or take one in a report of it, in
    the wars it is about."""
    found, known = list(stands), scene.known
    about = [
        c
        for c in scene.told
        if (name := known.tracks.of(c)) is not None and line_id("talks", name) == track.id
    ]
    reports = {c.report.id for c in about}
    wars = {scene.conflict(c) for c in about} | {None}
    parties = {d.party for d in track.delegations}
    for claim in about:
        conflict = scene.conflict(claim)
        parties |= set(known.parties.all_of(claim.roles.actor, conflict))
        parties |= {known.parties.of(s, conflict) for s in claim.sources[-1:]}
    parties |= {s.party for s in found if s.claim.report.id in reports}
    return [s for s in found if s.party in parties and scene.conflict(s.claim) in wars]


def _track(tracks: Sequence[Talks], asked: str | None) -> Talks | None:
    if asked is None:
        return None
    wanted = asked.casefold()
    exact = [t for t in tracks if wanted in (t.track.casefold(), t.id)]
    found = exact or [t for t in tracks if wanted in t.track.casefold()]
    if len(found) == 1:
        return found[0]
    known = ", ".join(sorted(t.track for t in found or tracks)) or "none"
    raise UsageError(f"{asked!r} is the name of {len(found)} tracks of talks; there are: {known}")


def _topic(table: Topics, asked: str | None) -> str | None:
    if asked is None:
        return None
    wanted, names = asked.casefold(), (*table.topics, OTHER)
    exact = [n for n in names if n == wanted]
    found = exact or [n for n in names if n.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    raise UsageError(f"{asked!r} is no topic; there are: {', '.join(names)}")


def _is_party(party: str, names: dict[str, str], wanted: str) -> bool:
    return party.casefold() == wanted or wanted in names.get(party, party).casefold()
