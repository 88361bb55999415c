"""Said by one, denied by another. A denial faces what it denies.

Whether it does is weighed from what the two have in common: process, place, doer, target, day,
and nearness in one report. Anything that is plainly another's rules the pair out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from sayso.core.record import DisputeKind
from sayso.core.types import Claim, Mention
from sayso.incidents.accounts import CLOSE, Held, Knowledge
from sayso.incidents.clashes.clash import (
    Clash,
    Side,
    components,
    copies,
    one_voice,
    split,
    spread,
    untangled,
)
from sayso.incidents.clashes.target import targets_of
from sayso.incidents.likeness import Likeness, described, shared_place

ENOUGH = 1.5
FOR_NEGATION = 2.5  # "it did not" without a word of denial
CERTAIN = 3.0
MONTH = 31
PEOPLE = frozenset({"civilians"})
EXACT = ("settlement", "point")


def occurrence_clashes(held: Sequence[Held], known: Knowledge) -> list[Clash]:
    """Clashes between what is said to be so and what is said not to be."""
    weigh = _Weigh(known)
    yes: dict[tuple[object, ...], list[Held]] = {}
    for h in held:
        if h.asserts and not h.blames:
            for line in known.effects.lines(h.predicate):
                yes.setdefault((line, h.fact, h.claim.phase), []).append(h)
    for found_of_line in yes.values():
        found_of_line.sort(key=_when_said)
    by_id = {h.id: h for h in held}
    scores: dict[tuple[str, str], float] = {}
    for no in held:
        if no.asserts:
            continue
        enough = ENOUGH if not no.fact or _denies(no) else FOR_NEGATION
        for line in known.effects.lines(no.predicate):
            for other in _within(no, yes.get((line, no.fact, no.claim.phase), [])):
                score = weigh.pair(no, other)
                if score >= enough:
                    scores[no.id, other.id] = score
    found = []
    scores = {pair: scores[pair] for pair in untangled(scores, by_id)}
    for said, denied, best in _by_place(scores, by_id):
        what = _what(denied[0], said)
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


def _by_place(
    scores: Mapping[tuple[str, str], float], by_id: Mapping[str, Held]
) -> Iterator[tuple[tuple[Held, ...], tuple[Held, ...], float]]:
    """What hangs together by pairs of a denial and what it denies, one for each place: what is said
    so, what is said not to be, and the best score. A denial of all such deeds faces those of each
    place; what is said without a place is of the first it has an incident or blow in common with,
    else of one of its own."""
    for members in components(scores):
        said = spread(by_id[m] for m in members if by_id[m].asserts)
        groups = split([y for y in said if _spots(y)], _elsewhere)
        rest: list[Held] = []
        for y in said:
            if not _spots(y):
                home = next((g for g in groups if any(_is_of(y, other) for other in g)), rest)
                home.append(y)
        for group in [*groups, rest] if rest else groups:
            ids = {y.id for y in group}
            pairs = {pair: score for pair, score in scores.items() if pair[1] in ids}
            denied = spread(by_id[no] for no, _ in pairs)
            yield spread(group), denied, max(pairs.values())


def _elsewhere(a: Held, b: Held) -> bool:
    if a.places and b.places:
        return shared_place(a.places, b.places) == "other"
    return not any(x in y or y in x for x in _spots(a) for y in _spots(b))


def _spots(held: Held) -> tuple[str, ...]:
    """The names of a claim's places, or the words of such as have none but are told apart. Talks
    are of no place: their venue tells no two apart."""
    if held.process is not None:
        return ()
    named = tuple(p.name for p in held.places if p.name)
    return named or tuple(words for p in held.claim.places if (words := described(p)))


def _is_of(loose: Held, placed: Held) -> bool:
    """Whether a claim without a place is of the deed of one that has."""
    if loose.back is not None:
        return loose.back.id == placed.id
    return loose.incident is not None and loose.incident == placed.incident


def _when_said(held: Held) -> int:
    return held.published or 0


def _within(no: Held, ordered: list[Held]) -> list[Held]:
    """Those of a line that were said within a month of a denial."""
    if no.published is None:
        return ordered
    first = bisect_left(ordered, no.published - MONTH, key=_when_said)
    last = bisect_right(ordered, no.published + MONTH, key=_when_said)
    undated = bisect_left(ordered, 1, key=_when_said)
    return ordered[:undated] + ordered[max(first, undated) : last]


def _denies(held: Held) -> bool:
    claim = held.as_held
    return claim.modality == "denied" or bool(claim.sources and claim.sources[-1].act == "denied")


def _what(denied: Held, said: Sequence[Held]) -> str:
    names: list[str] = []
    for held in (denied, *said):
        names += _spots(held)
    if not names:
        names = [m.name for m in denied.claim.roles.content if m.name]
    predicate = denied.predicate.replace("_", " ")
    return f"{predicate} ({', '.join(dict.fromkeys(names))})" if names else predicate


def _kind(denied: Sequence[Held], said: Sequence[Held], known: Knowledge) -> DisputeKind:
    """What a denial disputes: a plan or outcome, a state by its fluent, or who did it."""
    if not denied[0].fact or known.effects.one_of(denied[0].predicate, known.effects.outcomes):
        return "status"
    for effect in known.effects.of(denied[0].predicate):
        fluent = known.effects.fluents[effect.state.fluent]
        if fluent.clash:
            return fluent.kind
    if all(no.actors for no in denied) and not any(
        known.parties.shared(no.actors, y.actors) in ("same", "part") for no in denied for y in said
    ):
        return "responsibility"
    return "occurrence"


class _Weigh:
    def __init__(self, known: Knowledge) -> None:
        self._known = known
        self._seen: dict[str, frozenset[str]] = {}
        self._of_held: dict[str, frozenset[str]] = {}
        self._spots: dict[tuple[tuple[object, ...], ...], int] = {}
        self._spots_of: dict[str, int] = {}
        self._likeness: dict[tuple[int, int], Likeness] = {}

    def pair(self, no: Held, yes: Held) -> float:
        """What speaks for a denial being of this, both of what happened or both of what is to
        come, and of one phase; 0 where anything speaks against."""
        if one_voice(no, yes):
            return 0.0
        if copies(no, yes) or self._place(no, yes) is None:
            return 0.0
        if not self._in_time(no, yes) or not self._known.effects.faces(no.predicate, yes.predicate):
            return 0.0
        if not (no.fact or self._one_thing(no, yes)):
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
        near = self._near(no, yes)
        if self._of_place(no) and not (near or self._place(no, yes) or self._unplaced(no, yes)):
            return 0.0
        if no.window.stated and yes.window.stated and no.window.meets(yes.window):
            score += 1.0
        return score + near

    def _one_thing(self, no: Held, yes: Held) -> bool:
        """Whether two sayings of what is to come are shown to be of one thing: they are of one
        incident, of talks that their reports name, or name a party, thing or place in common."""
        if no.incident is not None and no.incident == yes.incident:
            return True
        if (
            no.process is not None
            and no.process == yes.process
            and ((no.named and yes.named) or (self._goes_on(no) and self._goes_on(yes)))
        ):
            return True
        ours, theirs = (
            {m.id for m in (*h.actors, *h.claim.roles.recipient, *h.claim.roles.content) if m.id}
            for h in (no, yes)
        )
        return bool(ours & theirs) or shared_place(no.places, yes.places) in ("same", "part")

    def _goes_on(self, held: Held) -> bool:
        """Whether it is of talks that there are already: to resume, suspend or leave them."""
        effects = self._known.effects
        return any("process" in effects.fluents[need.fluent].of
                   for need in effects.needs(held.predicate))  # fmt: skip

    def _of_place(self, no: Held) -> bool:
        """Whether it is of a place whatever it is: a hold, a siege, a road."""
        fluents = self._known.effects.fluents
        return any(
            "place" in fluents[e.state.fluent].of for e in self._known.effects.of(no.predicate)
        )

    def _unplaced(self, no: Held, yes: Held) -> bool:
        """Whether neither names its place ("the gate") and those concerned are the same."""
        if (no.places and not no.pointed) or (yes.places and not yes.pointed):
            return False
        like = self._known.parties.shared(no.claim.roles.recipient, yes.claim.roles.recipient)
        return like in ("same", "part")

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
        if no.process is not None and no.process == yes.process:
            return 0.0  # a venue is not where the matter lies
        like = self._shared_place(no, yes)
        if like == "other":
            return 0.0 if no.pointed else None
        if like == "same" and any(p.precision in EXACT for p in no.places):
            return 1.5
        return 0.5 if like in ("same", "part") and no.places[0].precision in EXACT else 0.0

    def _shared_place(self, no: Held, yes: Held) -> Likeness:
        """The likeness of their places; the same few places come again and again."""
        at = self._spot(no), self._spot(yes)
        like = self._likeness.get(at)
        if like is None:
            like = self._likeness[at] = shared_place(no.places, yes.places)
        return like

    def _spot(self, held: Held) -> int:
        """A number for the places of a position, as far as their likeness goes."""
        number = self._spots_of.get(held.claim.id)
        if number is None:
            key = tuple(
                (p.name, p.geonames, p.country, p.admin1, p.precision, p.extent, p.lat, p.lon)
                for p in held.places
            )
            number = self._spots_of[held.claim.id] = self._spots.setdefault(key, len(self._spots))
        return number

    def _actor(self, no: Held, yes: Held) -> float | None:
        ours: tuple[Mention, ...] = no.actors
        theirs = tuple(m for m in yes.actors if m.kind != "civilians")
        implied = False
        if not ours and no.claim.sources and self._known.lexicon.is_a(no.predicate, "attack"):
            source = no.claim.sources[-1]
            ours = (Mention(id=source.id, name=source.name, kind=source.kind),)
            implied = True
        like = self._known.parties.shared(ours, theirs)
        if like in ("other", "opposed"):
            return None
        if implied or not ours:
            return 0.0
        # What one denies to have done oneself, another may have done.
        return 1.0 if like in ("same", "part") else -0.5

    def _target(self, no: Held, yes: Held) -> float | None:
        ours, theirs = self._hit(no.claim), self._hit(yes.claim)
        if not theirs and yes.back is not None:
            theirs = self._hit(yes.back)
        if ours and theirs and not ours & theirs:
            return None
        if ours & theirs:
            return 1.0 if ours & theirs != PEOPLE or self._of_war(no, yes) else 0.0
        if ours and self._known.lexicon.is_a(yes.predicate, "attack"):
            return None  # "no hospital was bombed" faces hospitals only
        like = self._known.parties.shared(no.claim.roles.recipient, yes.claim.roles.recipient)
        if like in ("other", "opposed"):
            return None
        if like in ("same", "part"):
            return 1.0 if self._of_war(no, yes) else 0.0
        return -0.5 if no.claim.roles.recipient and yes.claim.roles.recipient else 0.0

    def _hit(self, claim: Claim) -> frozenset[str]:
        if claim.id not in self._seen:
            self._seen[claim.id] = targets_of(claim, self._known)
        return self._seen[claim.id]

    def _of_war(self, no: Held, yes: Held) -> bool:
        """Whether who was hurt tells something: "civilians" are anybody, unless a known party is
        said to have hurt them."""
        if self._known.lexicon.predicates[no.predicate].family != "force":
            return True
        return any(m.id is not None and m.kind != "civilians" for m in yes.actors)

    def _content(self, no: Held, yes: Held) -> float | None:
        by_content = self._known.effects.by_content
        if no.process is not None or not self._known.effects.one_of(no.predicate, by_content):
            return 0.0
        like = self._known.parties.shared(no.claim.roles.content, yes.claim.roles.content)
        return 1.0 if like in ("same", "part") else None

    def _country(self, no: Held, yes: Held) -> float | None:
        ours, theirs = self._countries(no), self._countries(yes)
        if not ours or not theirs or (no.process is not None and no.process == yes.process):
            return 0.0
        return 0.5 if ours & theirs else None

    def _countries(self, held: Held) -> frozenset[str]:
        known = self._of_held.get(held.id)
        if known is None:
            roles = held.claim.roles
            found = {p.country for p in held.places}
            found |= {self._known.parties.country(m) for m in (*roles.recipient, *roles.actor)}
            known = self._of_held[held.id] = frozenset(c for c in found if c)
        return known

    def _near(self, no: Held, yes: Held) -> float:
        if no.claim.report.id != yes.claim.report.id:
            return 0.0
        gap = no.claim.start - yes.claim.end
        if not 0 <= gap <= CLOSE:
            return 0.0
        roles = no.claim.roles
        named = any(not m.inferred for m in (*roles.actor, *roles.recipient, *roles.content))
        bare = no.pointed or not (no.places or named)
        return ENOUGH if bare else 0.5
