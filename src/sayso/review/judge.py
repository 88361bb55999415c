"""Claims as read and what people decided of them → claims as they stand.

Nothing is overwritten: a judgement that is undone leaves no trace in the result, and with all of
them undone every claim stands as it was read.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from sayso.core.record import JudgedClaim, Judgement
from sayso.core.types import Claim
from sayso.review.changes import apply

UNGRADED = "F6"  # neither source nor information can be judged: what a program may say
Pair = tuple[str, str]


def judged(
    claims: Mapping[str, Claim], readers: Mapping[str, str], judgements: Sequence[Judgement]
) -> dict[str, JudgedClaim]:
    """The claims after people's judgements.

    In:  claims and who read each, by id; the judgements of these claims with all that undo them,
         in any order, their anchors already moved to these claims (``anchors.reattached``).
    Out: every claim by id, those of ``claims`` in their order, then claims that people added and
         that are not among them. A later judgement wins over an earlier one (by time, then id);
         where an addition is undone, the claim is rejected if it is among ``claims``, else left
         out. Judgements of claims that are not here change nothing.
    Raises msgspec.ValidationError for a correction that is not of the form that make.py gives.
    """
    result = {
        key: JudgedClaim(claim=claim, reader=readers[key], grade=UNGRADED)
        for key, claim in claims.items()
    }
    active = in_effect(judgements)
    ordered = sorted(judgements, key=_order)
    for judgement in (j for j in ordered if j.kind == "add"):
        claim = added(judgement)
        if judgement.id in active:
            result.setdefault(
                claim.id, JudgedClaim(claim=claim, reader=judgement.by, grade=UNGRADED)
            )
    standing = {added(j).id for j in ordered if j.kind == "add" and j.id in active}
    for judgement in ordered:
        if judgement.kind == "add" and judgement.id not in active:
            gone = added(judgement).id
            if gone in result and gone not in standing:
                result[gone] = replace(result[gone], rejected=True)
        elif judgement.id in active and judgement.kind != "undo":
            for key in dict.fromkeys(anchor.claim for anchor in judgement.anchors):
                if key in result:
                    result[key] = _touched(result[key], judgement)
    return result


def in_effect(judgements: Sequence[Judgement]) -> frozenset[str]:
    """The ids of the judgements that hold. One is undone where an undo that itself holds names it,
    so that undoing an undo restores; of two undos of one judgement, each alone keeps it undone."""
    undos: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        if judgement.kind == "undo":
            undos[str(judgement.change["judgement"])].append(judgement)
    # From those that nobody undid, inwards: a judgement is decided once all its undos are.
    left = Counter({target: len(found) for target, found in undos.items()})
    waiting = deque(judgement for judgement in judgements if judgement.id not in undos)
    active: set[str] = set()
    by_id = {judgement.id: judgement for judgement in judgements}
    while waiting:
        judgement = waiting.popleft()
        if not any(undo.id in active for undo in undos.get(judgement.id, ())):
            active.add(judgement.id)
        if judgement.kind == "undo":
            target = str(judgement.change["judgement"])
            left[target] -= 1
            if left[target] == 0 and target in by_id:
                waiting.append(by_id[target])
    return frozenset(active)


def added(judgement: Judgement) -> Claim:
    """The claim that a judgement of kind add brings in."""
    return msgspec.convert(judgement.change["claim"], Claim)


def constraints(judgements: Sequence[Judgement]) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """What people decided of claims belonging together.

    In:  all judgements that may bear on it, undos included, in any order.
    Out: pairs of claim ids (smaller first, sorted) that belong together, and pairs that must stay
         apart. The two never contradict one another, chains of pairs included: the later judgement
         wins, and what it leaves of an earlier one holds. A merge puts all its claims together, a
         split its first claim apart from each of the others.
    """
    active = in_effect(judgements)
    newest = sorted(
        (j for j in judgements if j.id in active and j.kind in ("merge", "split")),
        key=_order,
        reverse=True,
    )
    groups = _Groups()
    together: set[Pair] = set()
    apart: set[Pair] = set()
    taken_out: set[str] = set()
    for judgement in newest:
        ids = list(dict.fromkeys(anchor.claim for anchor in judgement.anchors))
        if judgement.kind == "split":
            taken_out.update(ids[:1])
            for other in ids[1:]:
                if groups.part(ids[0], other):
                    apart.add(_pair(ids[0], other))
            continue
        # A claim that was split off later goes last, so that what stayed behind stays together.
        pairs = [_pair(a, b) for n, a in enumerate(ids) for b in ids[n + 1 :]]
        for a, b in sorted(pairs, key=lambda p: (bool(taken_out.intersection(p)), p)):
            if groups.join(a, b):
                together.add((a, b))
    return tuple(sorted(together)), tuple(sorted(apart))


class _Groups:
    """Ids joined into groups, and groups that must not be joined."""

    def __init__(self) -> None:
        self._group: dict[str, set[str]] = {}
        self._foes: dict[str, set[str]] = defaultdict(set)

    def join(self, a: str, b: str) -> bool:
        """Join two ids' groups; false, and nothing done, where members must stay apart."""
        one, other = self._of(a), self._of(b)
        if one is other:
            return True
        if any(self._foes[member] & other for member in one):
            return False
        one |= other
        self._group.update(dict.fromkeys(other, one))
        return True

    def part(self, a: str, b: str) -> bool:
        """Keep two ids apart; false, and nothing done, where they are joined."""
        if self._of(a) is self._of(b):
            return False
        self._foes[a].add(b)
        self._foes[b].add(a)
        return True

    def _of(self, key: str) -> set[str]:
        return self._group.setdefault(key, {key})


def _touched(claim: JudgedClaim, judgement: Judgement) -> JudgedClaim:
    claim = replace(claim, judgements=(*claim.judgements, judgement.id))
    if judgement.kind == "accept":
        return replace(claim, accepted=True, rejected=False)
    if judgement.kind == "reject":
        return replace(claim, accepted=False, rejected=True)
    if judgement.kind == "correct":
        return replace(claim, claim=apply(claim.claim, judgement.change["fields"]))
    if judgement.kind == "grade":
        return replace(claim, grade=str(judgement.change["grade"]))
    return claim


def _order(judgement: Judgement) -> tuple[str, str]:
    return judgement.at, judgement.id


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
