"""Whom or what blows are said to hit: only these, mostly those, and what is vowed.

"Only terrorists" clashes with any other target that is told of; "mostly rebels" with another
"mostly" or "only"; a vow to strike until somebody is defeated holds that the strikes are aimed at
them, and is shown as stated aim against reported practice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from sayso.core.types import Claim, Mention, Record
from sayso.incidents.accounts import Held, Knowledge
from sayso.incidents.clashes.clash import Clash, Side, components, one_voice, split, spread
from sayso.knowledge.effects import Effects, Target

ATTACK = "attack"
MONTH = 45  # days apart at which two accounts can still be of one campaign
BACK = 700  # characters back to the strikes that "the raids" points to
ALL, MOST, SOME, AIM = "only", "mostly", "", "stated aim"


def targets_of(claim: Claim, known: Knowledge) -> frozenset[str]:
    """The kinds of target that a claim's recipients, unnamed places and objects are of."""
    effects = known.effects
    text = claim.text.casefold()
    if any(phrase in text for phrase in effects.without):
        return frozenset()
    found = set()
    for name, target in effects.targets.items():
        if any(_is(m, target, known) for m in (*claim.roles.recipient, *claim.roles.content)):
            found.add(name)
        for place in claim.places:
            if place.name is None and place.text and target.words & _words(place.text):
                found.add(name)
    return frozenset(found)


def _is(mention: Mention, target: Target, known: Knowledge) -> bool:
    if mention.id is not None and not known.parties.line(mention.id).isdisjoint(target.ids):
        return True
    if mention.id is not None:
        _, dash, ending = mention.id.partition("-")
        return bool(dash) and ending.split("-")[0] in target.endings
    return bool(target.words & _words(mention.text or mention.name or ""))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", text.casefold()))


def share(claim: Claim, effects: Effects) -> str:
    """How much of the blows a claim says hit its target: only, mostly, or no word of it."""
    text = f" {' '.join(re.findall(r'[a-z]+', claim.text.casefold()))} "
    if any(f" {phrase} " in text for phrase in effects.shares.most):
        return MOST
    return ALL if any(f" {phrase} " in text for phrase in effects.shares.all) else SOME


class _Aimed(Record, frozen=True):
    """A position with whom it says is hit, and how."""

    held: Held
    doer: str
    share: str
    targets: frozenset[str]


def target_clashes(held: Sequence[Held], known: Knowledge) -> list[Clash]:
    """Clashes over whom one party's blows hit."""
    by_doer: dict[str, list[_Aimed]] = {}
    actors = _Actors(held, known)
    for h in held:
        if not h.asserts or not known.lexicon.is_a(h.predicate, ATTACK):
            continue
        targets = targets_of(h.claim, known) | _condition(h.claim, known)
        vowed = h.claim.modality == "vowed" and h.claim.phase == "continue"
        if targets and (h.fact or vowed):
            how = AIM if vowed else share(h.claim, known.effects)
            for doer in actors.of(h):
                aimed = _Aimed(held=h, doer=doer, share=how, targets=targets)
                by_doer.setdefault(doer, []).append(aimed)
    found = []
    for doer, group in sorted(by_doer.items()):
        found += _of_doer(doer, group, known)
    return found


def _condition(claim: Claim, known: Knowledge) -> frozenset[str]:
    """Targets named in the condition of a vow ("until ISIL is defeated")."""
    if claim.condition is None:
        return frozenset()
    words = _words(claim.condition.text)
    return frozenset(n for n, t in known.effects.targets.items() if t.words & words)


def _of_doer(doer: str, aimed: Sequence[_Aimed], known: Knowledge) -> list[Clash]:
    def clash(a: _Aimed, b: _Aimed) -> bool:
        return (
            not one_voice(a.held, b.held)
            and abs((a.held.published or 0) - (b.held.published or 0)) <= MONTH
            and (_excludes(a, b, known.effects) or _excludes(b, a, known.effects))
        )

    # Only claims that say how much can exclude anything: the rest is compared with them alone.
    strong = [a for a in aimed if a.share != SOME]
    by_id = {a.held.id: a for a in aimed}
    pairs = [(a.held.id, b.held.id) for a, b in combinations(strong, 2) if clash(a, b)]
    weak = (b for b in aimed if b.share == SOME)
    pairs += [(a.held.id, b.held.id) for b in weak for a in strong if clash(a, b)]
    found = []
    for members in components(pairs):
        items = sorted(
            (by_id[m] for m in members),
            key=lambda a: (min(a.targets), -len(a.targets), a.held.published or 0, a.held.id),
        )
        groups = split(items, lambda a, b: _apart(a.targets, b.targets, known.effects))
        sides = tuple(
            Side(label=_label(group), held=spread(a.held for a in group)) for group in groups
        )
        if len(sides) < 2:
            continue
        aims = any(a.share == AIM for a in items)
        practice = any(a.share in (ALL, MOST) and a.held.fact for a in items)
        name = known.actors.get(doer)
        found.append(
            Clash(
                kind="target",
                rule="presupposed" if aims else "one value",
                about=f"whom the strikes of {name.name if name else doer} hit",
                because="the same strikes cannot have mainly hit both"
                if practice
                else "a vow holds that the strikes are aimed at those it names",
                sure=0.9 if practice else 0.6,
                sides=sides,
            )
        )
    return found


def _excludes(a: _Aimed, b: _Aimed, effects: Effects) -> bool:
    """Whether ``a`` leaves no room for ``b``."""
    if not _apart(a.targets, b.targets, effects):
        return False
    if a.share == ALL:
        return b.share != AIM
    if a.share == MOST:
        return b.share != SOME
    return False


def _apart(ours: frozenset[str], theirs: frozenset[str], effects: Effects) -> bool:
    """Whether no target of one is, or may be, a target of the other."""
    return all(frozenset((x, y)) in effects.apart for x in ours for y in theirs)


def _label(group: Iterable[_Aimed]) -> str:
    said = {a.share for a in group}
    share = next((s for s in (ALL, MOST, AIM) if s in said), SOME)
    names = " and ".join(sorted(set[str]().union(*(a.targets for a in group))))
    return f"{share}: {names}" if share == AIM else f"{share} {names}".strip()


class _Actors:
    """Who does the blows of a claim; where it names nobody ("most of the raids have hit …"), it is
    whoever did those last spoken of in the report."""

    def __init__(self, held: Sequence[Held], known: Knowledge) -> None:
        self._known = known
        self._named: dict[str, list[Claim]] = {}
        for h in held:
            if h.actors and known.lexicon.is_a(h.predicate, ATTACK):
                self._named.setdefault(h.claim.report.id, []).append(h.claim)

    def of(self, held: Held) -> frozenset[str]:
        """States by their code, others by their id."""
        claim = held.claim
        mentions = claim.roles.actor
        definite = any((m.text or "").casefold().startswith("the ") for m in claim.roles.instrument)
        if not mentions and definite:
            before = [
                c for c in self._named.get(claim.report.id, ())
                if c.start < claim.start and claim.start - c.end <= BACK
            ]  # fmt: skip
            last = max(before, key=lambda c: (c.start, c.id), default=None)
            mentions = last.roles.actor if last is not None else ()
        found = set()
        for mention in mentions:
            if mention.id is not None and mention.kind not in ("civilians", "unnamed"):
                line = self._known.parties.line(mention.id)
                country = self._known.parties.country(mention)
                found.add(country if country is not None and country in line else mention.id)
        return frozenset(found)
