"""Said by one, denied by another. A denial faces what it denies.

Whether it does is weighed from what the two have in common: process, place, doer, target, day,
and nearness in one report. Anything that is plainly another's rules the pair out.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sayso.core.record import DisputeKind
from sayso.core.types import Mention
from sayso.incidents.accounts import CLOSE, Held, Knowledge
from sayso.incidents.clashes.clash import Clash, Side, components, copies, spread
from sayso.incidents.clashes.target import targets_of
from sayso.incidents.likeness import shared_place

ENOUGH = 1.5
CERTAIN = 3.0
MONTH = 31
EXACT = ("settlement", "point")


def occurrence_clashes(held: Sequence[Held], known: Knowledge) -> list[Clash]:
    """Clashes between what is said to be so and what is said not to be."""
    weigh = _Weigh(known)
    yes: dict[str, list[Held]] = {}
    for h in held:
        if h.asserts:
            for line in known.effects.lines(h.predicate):
                yes.setdefault(line, []).append(h)
    by_id = {h.id: h for h in held}
    scores: dict[tuple[str, str], float] = {}
    for no in held:
        if no.asserts:
            continue
        for line in known.effects.lines(no.predicate):
            for other in yes.get(line, ()):
                score = weigh.pair(no, other)
                if score >= ENOUGH:
                    scores[no.id, other.id] = score
    found = []
    for members in components(scores):
        denied = spread(by_id[m] for m in members if not by_id[m].asserts)
        said = spread(by_id[m] for m in members if by_id[m].asserts)
        best = max(s for (no, _), s in scores.items() if no in members)
        what = _what(said[0])
        found.append(
            Clash(
                kind=_kind(denied, said, known),
                rule="denied",
                about=what,
                because="one says what the other denies",
                sure=min(1.0, best / CERTAIN),
                sides=(
                    Side(label=f"{what}: so", held=said),
                    Side(label=f"{what}: not so", held=denied),
                ),
            )
        )
    return found


def _what(held: Held) -> str:
    names = [p.name for p in held.places if p.name] or [m.name for m in held.claim.roles.content
        if m.name]  # fmt: skip
    predicate = held.predicate.replace("_", " ")
    return f"{predicate} ({', '.join(dict.fromkeys(names))})" if names else predicate


def _kind(denied: Sequence[Held], said: Sequence[Held], known: Knowledge) -> DisputeKind:
    """What a denial disputes: a state by its fluent, who did it where only that is denied."""
    for effect in known.effects.of(denied[0].predicate):
        fluent = known.effects.fluents[effect.state.fluent]
        if fluent.clash:
            return fluent.kind
    if all(no.claim.roles.actor for no in denied) and not any(
        known.parties.shared(no.claim.roles.actor, y.claim.roles.actor) in ("same", "part")
        for no in denied
        for y in said
    ):
        return "responsibility"
    return "occurrence"


class _Weigh:
    def __init__(self, known: Knowledge) -> None:
        self._known = known

    def pair(self, no: Held, yes: Held) -> float:
        """What speaks for the denial being of this; 0 where anything speaks against."""
        if no.holder == yes.holder or no.fact != yes.fact or no.claim.phase != yes.claim.phase:
            return 0.0
        if copies(no, yes):
            return 0.0
        if not self._in_time(no, yes) or not self._known.effects.faces(no.predicate, yes.predicate):
            return 0.0
        score = 0.0
        if no.process is not None and no.process == yes.process:
            score += 2.0
        elif "talks" in no.predicate or no.process != yes.process:
            return 0.0
        for part in (self._place(no, yes), self._actor(no, yes), self._target(no, yes),
                     self._content(no, yes), self._country(no, yes)):  # fmt: skip
            if part is None:
                return 0.0
            score += part
        if no.window.stated and yes.window.stated and no.window.meets(yes.window):
            score += 1.0
        return score + self._near(no, yes)

    def _in_time(self, no: Held, yes: Held) -> bool:
        if no.published is None or yes.published is None:
            return True
        if abs(no.published - yes.published) > MONTH:
            return False
        # A denial without a day is of all that went before.
        denied = no.window if no.window.stated or not no.fact else replace(no.window, first=None)
        if not denied.meets(yes.window):
            return False
        return yes.window.last is None or yes.window.last >= no.published - MONTH

    def _place(self, no: Held, yes: Held) -> float | None:
        like = shared_place(no.places, yes.places)
        if like == "other":
            return 0.0 if no.pointed else None
        if like == "same" and any(p.precision in EXACT for p in no.places):
            return 1.5
        return 0.5 if like in ("same", "part") and no.places[0].precision in EXACT else 0.0

    def _actor(self, no: Held, yes: Held) -> float | None:
        ours: tuple[Mention, ...] = no.claim.roles.actor
        theirs = tuple(m for m in yes.claim.roles.actor if m.kind != "civilians")
        implied = False
        if not ours and no.claim.sources and self._known.lexicon.is_a(no.predicate, "attack"):
            source = no.claim.sources[-1]
            ours = (Mention(id=source.id, name=source.name, kind=source.kind),)
            implied = True
        like = self._known.parties.shared(ours, theirs)
        if like in ("other", "opposed"):
            return None
        return 1.0 if like in ("same", "part") and not implied else 0.0

    def _target(self, no: Held, yes: Held) -> float | None:
        ours, theirs = targets_of(no.claim, self._known), targets_of(yes.claim, self._known)
        if ours and theirs:
            return 1.0 if ours & theirs else None
        if ours and not no.claim.roles.actor and not no.places:
            return None  # "no hospital was bombed" faces hospitals only
        like = self._known.parties.shared(no.claim.roles.recipient, yes.claim.roles.recipient)
        if like in ("other", "opposed"):
            return None
        return 1.0 if like in ("same", "part") else 0.0

    def _content(self, no: Held, yes: Held) -> float | None:
        if not self._known.effects.one_of(no.predicate, self._known.effects.by_content):
            return 0.0
        like = self._known.parties.shared(no.claim.roles.content, yes.claim.roles.content)
        return 1.0 if like in ("same", "part") else None

    def _country(self, no: Held, yes: Held) -> float | None:
        ours, theirs = self._countries(no), self._countries(yes)
        if not ours or not theirs:
            return 0.0
        return 0.5 if ours & theirs else None

    def _countries(self, held: Held) -> frozenset[str]:
        roles = held.claim.roles
        found = {p.country for p in held.places}
        found |= {self._known.parties.country(m) for m in (*roles.recipient, *roles.actor)}
        return frozenset(c for c in found if c)

    def _near(self, no: Held, yes: Held) -> float:
        if no.claim.report.id != yes.claim.report.id:
            return 0.0
        gap = no.claim.start - yes.claim.end
        if not 0 <= gap <= CLOSE:
            return 0.0
        roles = no.claim.roles
        bare = no.pointed or not (no.places or roles.actor or roles.recipient or roles.content)
        return ENOUGH if bare else 0.5
