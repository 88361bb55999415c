"""Parties of a role that two claims of one incident cannot both be right about."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from sayso.core.types import Claim, Mention
from sayso.incidents.accounts import ATTACK, Knowledge, accounts, blamed, load_knowledge
from sayso.incidents.clashes.clash import split
from sayso.incidents.clashes.dates import responsibility_clashes
from sayso.incidents.clashes.states import SLACK
from sayso.incidents.clashes.target import target_clashes
from sayso.incidents.likeness import day, shared_place

Pair = frozenset[str]  # the ids of two claims
PARTY_ROLES = ("actor", "recipient")
_STANDING = ("asserted", "accused", "denied")
_FACTS = ("happened", "ongoing")


def fillers(role: str, claim: Claim) -> tuple[Mention, ...]:
    """Who stands in a role; whoever is accused of having ordered it stands as its actor."""
    found: tuple[Mention, ...] = getattr(claim.roles, role)
    accused = blamed(claim) if role == "actor" else None
    return found if accused is None else (accused[1],)


def unlike(role: str, a: Claim, b: Claim, known: Knowledge) -> bool:
    """Whether two claims name parties for a role that cannot both be right of one deed: opposed
    ones, or such as cannot be together what one side alone can be (who did a deed of ``one_doer``,
    who holds a place). In predicates of opposite meaning ("lose", "capture") a role is another."""
    parties, effects = known.parties, known.effects
    ours, theirs, on = fillers(role, a), fillers(role, b), _day(a, b)
    like = parties.shared(ours, theirs, on)
    meanings = {_meaning(role, a, known), _meaning(role, b, known)}
    if like not in ("opposed", "other") or ("end" in meanings and len(meanings) > 1):
        return False
    if like == "opposed":
        return True
    if role != "actor" or not effects.faces(a.predicate, b.predicate):
        return False
    if effects.one_of(a.predicate, effects.one_doer):
        return True
    return meanings <= {"start", "observe"} and parties.exclude(ours, theirs, on)


def clashing(role: str, a: Claim, b: Claim, known: Knowledge) -> bool:
    """Whether two claims that are ``unlike`` are of one deed, and so in dispute. They are of two if
    of other places or times, if each side does it to the other, or if it is a state that any number
    of parties can be in (support)."""
    return unlike(role, a, b, known) and not _are_two(role, a, b, known)


def _day(a: Claim, b: Claim) -> str | None:
    """The day that the sides of two claims are asked for: that of the later report."""
    return max((c.report.published or "")[:10] for c in (a, b)) or None


def _are_two(role: str, a: Claim, b: Claim, known: Knowledge) -> bool:
    if shared_place(a.places, b.places) == "other" or _are_apart(a, b):
        return True
    meanings = _meaning(role, a, known), _meaning(role, b, known)
    if "" not in meanings and not _hold_at_once(a, b, meanings):
        return True
    if _is_argument(role, a, known) and _is_argument(role, b, known):
        return True
    on, each = _day(a, b), known.parties.shared
    if any(
        each(fillers("actor", x), y.roles.recipient, on) in ("same", "part")
        for x, y in ((a, b), (b, a))
    ):
        return True
    attacks = all(known.lexicon.is_a(c.predicate, ATTACK) for c in (a, b))
    others = each(fillers("actor", a), fillers("actor", b), on) in ("opposed", "other")
    return role == "recipient" and attacks and others


def _are_apart(a: Claim, b: Claim) -> bool:
    """Whether each gives its own time, and the two do not meet."""
    if not (a.when and b.when and a.when.text and b.when.text):
        return False
    ours, theirs = (day(a.when.earliest), day(a.when.latest)), (
        day(b.when.earliest), day(b.when.latest),
    )  # fmt: skip
    return _before(ours[1], theirs[0]) or _before(theirs[1], ours[0])


def _before(first: int | None, second: int | None) -> bool:
    return first is not None and second is not None and first < second


def _meaning(role: str, claim: Claim, known: Knowledge) -> str:
    """How a predicate changes, for the party of a role, a state that one party alone can be in:
    "start", "observe", "end"; nothing where it does not."""
    for effect in known.effects.of(claim.predicate):
        fluent = known.effects.fluents[effect.state.fluent]
        one = effect.state.value == role and fluent.clash and not fluent.shared
        if one and effect.change != "clear":
            return effect.change
    return ""


def _hold_at_once(a: Claim, b: Claim, meanings: tuple[str, str]) -> bool:
    """Whether two claims of a hold are of one time. A place may change hands twice: two captures
    are of one only where both have a day, and a hold faces a capture of its day or the day before.
    """
    if meanings == ("start", "start"):
        return bool(a.when and b.when and a.when.text and b.when.text)
    ours, theirs = _last(a), _last(b)
    if ours is None or theirs is None or "end" in meanings:
        return True
    if meanings == ("observe", "observe"):
        return abs(ours - theirs) <= SLACK
    taken, held = (ours, theirs) if meanings[0] == "start" else (theirs, ours)
    return taken <= held <= taken + 1


def _last(claim: Claim) -> int | None:
    """The last day a claim can be of, or else that of its report."""
    latest = day(claim.when.latest) if claim.when else None
    return latest if latest is not None else day(claim.report.published)


def _is_argument(role: str, claim: Claim, known: Knowledge) -> bool:
    """Whether the state that a predicate is about is another for another party in the role."""
    return any(role in effect.state.arguments for effect in known.effects.of(claim.predicate))


def told_apart(claims: Sequence[Claim], known: Knowledge) -> dict[str, frozenset[Pair]]:
    """By role the pairs of claims of one incident that are on opposite sides of a dispute about it:
    who is responsible, and whom the blows hit."""
    held = accounts({c.id: c for c in claims}, {"": claims}, {}, {}, known)
    found = {"actor": responsibility_clashes(held, known), "recipient": target_clashes(held, known)}
    return {
        role: frozenset(
            frozenset((a.id, b.id))
            for clash in clashes
            for one, other in combinations(clash.sides, 2)
            for a in one.held
            for b in other.held
        )
        for role, clashes in found.items()
    }


def alike(
    claims: Sequence[Claim], roles: Sequence[str] = PARTY_ROLES, known: Knowledge | None = None
) -> tuple[Claim, ...]:
    """Of claims those that can be of one deed by the parties of some roles: the position of most,
    of equals that of the claim with the smallest id; what names no party stands with it."""
    known = known or load_knowledge()

    pairs = told_apart(claims, known)

    def apart(a: Claim, b: Claim) -> bool:
        pair = frozenset((a.id, b.id))
        return any(pair in pairs[role] or unlike(role, a, b, known) for role in roles)

    ordered = sorted(claims, key=lambda c: c.id)
    groups = split([c for c in ordered if any(fillers(role, c) for role in roles)], apart)
    if len(groups) < 2:
        return tuple(ordered)
    best = max(groups, key=len)
    return tuple(c for c in ordered if not any(apart(c, other) for other in best))


def contradicted(
    position: Sequence[Claim],
    backing: Sequence[Claim],
    claims: Sequence[Claim],
    known: Knowledge | None = None,
) -> bool:
    """Whether a position of an incident is in dispute: others of those that say it is so
    (``backing``) name a party that clashes, or any of its ``claims`` denies it."""
    known = known or load_knowledge()
    ids = {c.id for c in position}
    others = [c for c in backing if c.id not in ids]
    against = [c for c in claims if c.polarity == "negative"]
    pairs = told_apart(backing, known) if others else {}
    return any(
        frozenset((a.id, b.id)) in pairs[role] or clashing(role, a, b, known)
        for role in PARTY_ROLES
        for a in position
        for b in others
    ) or any(_denies(no, yes, known) for no in against for yes in position)


def _denies(no: Claim, yes: Claim, known: Knowledge) -> bool:
    """Whether one says that what the other says is not so."""
    return (
        yes.polarity == "positive"
        and no.modality in _STANDING
        and no.status in _FACTS
        and yes.status in _FACTS
        and known.effects.faces(no.predicate, yes.predicate)
        and shared_place(no.places, yes.places) != "other"
        and not _are_apart(no, yes)
        and known.parties.shared(no.roles.actor, yes.roles.actor) not in ("opposed", "other")
        and known.parties.shared(no.roles.recipient, yes.roles.recipient)
        not in ("opposed", "other")
    )
