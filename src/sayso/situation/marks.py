"""Claims → marks: what each incident starts, ends, shows or speaks against, and when.

After the event calculus (Kowalski and Sergot 1986). The claims of one incident that say the same
make one mark: where their days agree the mark has what they share, where they do not it spans all.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec.structs import replace

from sayso.core.types import Claim, Mention, Place, Record
from sayso.knowledge.effects import Change, Effect, Effects
from sayso.knowledge.predicates import Lexicon
from sayso.knowledge.sides import Sides
from sayso.situation.gate import first_day, gate, iso, last_day, published
from sayso.situation.outlets import Voice, voice
from sayso.situation.parties import ANY, Parties
from sayso.situation.sites import Sites, Tracks, bound_for, ends, spots

NEWS_DAYS = 7  # a happening known only by its report is of the days before it
PATHS = frozenset({"route"})
BORDERS = frozenset({"border", "authorised"})
REACHED = frozenset({"access"})  # of where a thing is brought to, too
# Said of a crossing even where it is known as a town only.
CROSSED = frozenset({"close_border", "open_border", "authorise_border", "end_border_authorisation"})

Part = Literal["whole", "part"]


class Span(Record, frozen=True, array_like=True):
    """Days as ordinals, none where open. ``label`` in EDTF where the claim gives it; ``begun``
    where ``first`` is when a state began, not only when it was seen; ``since`` its EDTF."""

    first: int | None
    last: int | None
    label: str | None = None
    begun: bool = False
    since: str | None = None


class Mark(Record, frozen=True, array_like=True):
    """One incident's word on a state. ``key``: what the state is of; ``sure`` false where it was
    put as possible only; ``says`` false for denials of the change; ``past`` for a state told of
    as over; ``called``: the claim's names for ids that no actor file has; ``before``: the value
    that a start presupposes; ``own``: a denial by who is said to have done it, of that one's part;
    ``over``: a state told to have gone on until then, and no longer; ``voices``: the claims with
    their outlets, and whether these tell them in their own voice."""

    fluent: str
    key: tuple[str, ...]
    value: str
    extent: Part
    change: Change
    says: bool
    span: Span
    sure: bool
    past: bool
    predicate: str
    effect: str
    conflict: str | None
    incident: str
    claims: tuple[str, ...]
    called: tuple[tuple[str, str], ...] = ()
    before: str | None = None
    own: bool = False
    over: bool = False
    voices: tuple[Voice, ...] = ()


class Context(Record, frozen=True):
    """What reading claims as marks needs to know."""

    effects: Effects
    lexicon: Lexicon
    sides: Sides
    parties: Parties
    sites: Sites
    tracks: Tracks
    conflicts: dict[str, str | None]

    def conflict(self, claim: Claim) -> str | None:
        """The conflict that a claim is about."""
        if claim.id not in self.conflicts:
            self.conflicts[claim.id] = self.sides.conflict(claim)
        return self.conflicts[claim.id]


def marks(incidents: Mapping[str, Sequence[Claim]], known: Context) -> list[Mark]:
    """All marks of these incidents, one an incident, change and state."""
    found = []
    for incident in sorted(incidents):
        claims = sorted(incidents[incident], key=lambda c: c.id)
        groups: dict[tuple[object, ...], list[Mark]] = {}
        path = _path(claims, known)
        for claim in claims:
            for mark in _of_claim(claim, incident, path, known):
                key = (mark.fluent, mark.key, mark.value, mark.extent, mark.change, mark.says)
                groups.setdefault(key, []).append(mark)
        found += [_merged(group) for group in groups.values()]
    return found


def _of_claim(claim: Claim, incident: str, path: tuple[str, ...], known: Context) -> Iterator[Mark]:
    verdict = gate(claim)
    if verdict is None or _is_set_ahead(claim, known):
        return
    effects = known.effects.of(claim.predicate)
    conflict = known.conflict(claim)
    starts = {e.state.fluent for e in effects if e.change in ("start", "observe")}
    for effect in effects:
        change = _change(effect.change, claim)
        if change is None:
            continue
        for key, extent in keys(effect, claim, path, known):
            days_ = span(claim, change, verdict == "for")
            for value in _values(effect, change, claim, conflict, starts, known) or (
                # "The town has not fallen", to whomever it is said to have.
                (ANY,) if verdict == "against" and change in ("start", "clear") else ()
            ):
                yield Mark(
                    fluent=effect.state.fluent,
                    key=key,
                    value=value,
                    extent=extent,
                    change=change,
                    says=verdict == "for",
                    span=days_,
                    sure=claim.certainty in ("certain", "probable"),
                    past=change == "observe" and claim.status == "happened",
                    predicate=claim.predicate,
                    effect=effect.text,
                    conflict=conflict,
                    incident=incident,
                    claims=(claim.id,),
                    voices=(voice(claim),),
                    called=_called(claim, (value, *key), known),
                    before=_before(claim, effect, known.effects)
                    if change == "start" and verdict == "for"
                    else None,
                    over=change == "observe"
                    and known.effects.fluents[effect.state.fluent].lasting
                    and is_over(claim, known.effects),
                    own=verdict == "against" and _is_own(claim, value, conflict, known),
                )


def _before(claim: Claim, effect: Effect, effects: Effects) -> str | None:
    """What a start presupposes by a claim's words; that something is cut tells of no change."""
    if claim.status != "happened" or claim.phase == "continue":
        return None
    return effects.before(claim.predicate, effect.state.fluent, claim.text)


def is_over(claim: Claim, effects: Effects) -> bool:
    """Whether a claim tells how long a state lasted as of one that is over."""
    told = claim.status == "happened" and gate(claim) == "for"
    return told and effects.over.is_over(claim.text, bool(claim.sources))


def _is_own(claim: Claim, value: str, conflict: str | None, known: Context) -> bool:
    """Whether it is a party itself that says what a claim says of it."""
    if value == ANY or not claim.sources:
        return False
    return known.parties.same(known.parties.of(claim.sources[-1], conflict), value, conflict)


def _called(claim: Claim, ids: Sequence[str], known: Context) -> tuple[tuple[str, str], ...]:
    strange = [i for i in ids if i != ANY and known.sides.actors.get(i) is None]
    if not strange:
        return ()
    roles = (claim.roles.actor, claim.roles.recipient, claim.roles.helper)
    names = {m.id: m.name for role in roles for m in role if m.id and m.name}
    return tuple((i, names[i]) for i in strange if i in names)


def _is_set_ahead(claim: Claim, known: Context) -> bool:
    """Whether what is told lies wholly after its telling, and is of a kind that is set: whatever
    the words, it has not come about."""
    if not known.effects.one_of(claim.predicate, known.effects.set_ahead) or claim.when is None:
        return False
    first, told = first_day(claim.when.earliest), published(claim)
    return first is not None and told is not None and first > told


def _change(change: Change, claim: Claim) -> Change | None:
    """The change with the claim's phase: to stop besieging ends a siege; to stop capturing, or to
    begin to withdraw, changes nothing yet."""
    if change == "observe":
        return {"begin": "start", "end": "end"}.get(claim.phase or "", "observe")  # type: ignore[return-value]
    return None if claim.phase == "end" else change


def keys(
    effect: Effect, claim: Claim, path: tuple[str, ...], known: Context
) -> list[tuple[tuple[str, ...], Part]]:
    """What an effect's state is of by a claim: one a place; ``path``: the way that the claim's
    incident is about. Empty where the claim does not tell."""
    fluent = known.effects.fluents[effect.state.fluent]
    choices: list[tuple[str, ...]] = []
    for kind, role in zip(fluent.of, effect.state.arguments, strict=True):
        if kind == "process":
            track = known.tracks.of(claim)
            choices.append((track,) if track is not None else ())
        elif kind == "war":
            war = known.conflict(claim) if not spots(claim) else None
            choices.append((war,) if war is not None else ())
        elif kind == "party":
            who = known.parties.all_of(_fillers(claim, role), known.conflict(claim))
            choices.append(who)
    rests = list(itertools.product(*choices))
    if "place" not in fluent.of:
        return [(rest, "whole") for rest in rests]
    if fluent.name in PATHS:
        return [((*path, *rest), "whole") for rest in rests if path and not _is_border(claim)]
    places = _borders(claim) if fluent.name in BORDERS else spots(claim)
    if fluent.name in REACHED:
        places = [*places, *bound_for(claim)]
    aside = any(word in claim.text for word in known.effects.attributes)
    return [
        ((known.sites.key(p), *rest), "part" if aside else _extent(p))
        for p in places
        for rest in rests
    ]


def _path(claims: Sequence[Claim], known: Context) -> tuple[str, ...]:
    """The ends of the way that an incident is about: as the claim has them that names most."""
    found = []
    for claim in claims:
        if gate(claim) is not None and any(
            e.state.fluent in PATHS for e in known.effects.of(claim.predicate)
        ):
            found.append(tuple(sorted({known.sites.key(p) for p in ends(claim)})))
    return min(found, key=lambda keys: (-len(keys), keys), default=())


def _is_border(claim: Claim) -> bool:
    places = ends(claim)
    return bool(places) and all(p.precision == "border" for p in places)


def _borders(claim: Claim) -> list[Place]:
    found = ends(claim)
    lines = [p for p in found if p.precision == "border"]
    if lines or claim.predicate not in CROSSED:
        return lines if _is_border(claim) or "border" in claim.predicate else []
    return [p for p in found if p.precision not in ("country", "route")]


def _extent(place: Place) -> Part:
    return "part" if place.extent == "part" or place.relation == "in part" else "whole"


def _values(
    effect: Effect, change: Change, claim: Claim, conflict: str | None, starts: set[str],
    known: Context,
) -> tuple[str, ...]:  # fmt: skip
    value, fluent = effect.state.value, known.effects.fluents[effect.state.fluent]
    if value is None:
        return (ANY,)
    if value in fluent.values:
        return (value,)
    mentions = _fillers(claim, value)
    if effect.change == "end":
        # Who lost something must be named: an inferred loser is a guess.
        mentions = tuple(m for m in mentions if not m.inferred)
    found = known.parties.all_of(mentions, conflict)
    if not found and effect.change == "end" and effect.state.fluent not in starts:
        return (ANY,)
    return found


def _fillers(claim: Claim, role: str) -> tuple[Mention, ...]:
    found: tuple[Mention, ...] = getattr(claim.roles, role)
    return found


def span(claim: Claim, change: Change, says: bool) -> Span:
    """The days of a claim's happening, or on which its state was seen: what goes on, on the day of
    the report, if no other is told; what was, some time before."""
    told, when = published(claim), claim.when
    first = first_day(when.earliest) if when else None
    last = last_day(when.latest) if when else None
    edtf = when.edtf if when else None
    if told is not None and first is not None and first > told + 1:
        # What is told as done was done by then: a day to come is that of something else.
        first, last, edtf = None, None, None
    if change != "observe":
        if first is None:
            last = told if last is None else last
            return Span(first=None if last is None else last - NEWS_DAYS, last=last)
        if last is None:
            return Span(first=first, last=max(first, told or first))
        return Span(first=first, last=last, label=edtf)
    if first is None:
        last = told if last is None else last
        late = last is None or claim.status == "ongoing"
        return Span(first=last if late else last - NEWS_DAYS, last=last)  # type: ignore[operator]
    # Words for a stretch of time tell when a state began; a stretch without words bounds a day.
    stretch = edtf is not None and "/" in edtf and when is not None and when.text is not None
    last = max(first, told or first) if last is None else last
    since = edtf.partition("/")[0] if edtf and stretch and says else None
    return Span(first=first, last=last, label=edtf, begun=since is not None, since=since)


def _merged(group: Sequence[Mark]) -> Mark:
    """One mark of an incident's marks for one state."""
    one = group[0]
    if len(group) == 1:
        return one
    claims = tuple(sorted({c for m in group for c in m.claims}))
    span_ = _common([m.span for m in group])
    # Who tells of the state on an earlier day tells that it had begun before.
    earlier = any(
        m.before is None and (m.span.last or 0) < (span_.first or 0) for m in group
    )  # fmt: skip
    return replace(
        one,
        span=span_,
        sure=any(m.sure for m in group),
        past=all(m.past for m in group),
        claims=claims,
        called=tuple(sorted({c for m in group for c in m.called})),
        before=None if earlier else min((m.before for m in group if m.before), default=None),
        own=all(m.own for m in group),
        over=all(m.over for m in group),
        voices=tuple(sorted({v for m in group for v in m.voices})),
    )


def _common(spans: Sequence[Span]) -> Span:
    """What spans of one thing share; all of them where they share nothing."""
    exact = [s for s in spans if s.label is not None] or list(spans)
    begun = [s for s in exact if s.begun]
    if begun:
        # A state seen for a while: as long as any account has it.
        best = min(begun, key=lambda s: (s.first or 0, s.since or ""))
        last = max((s.last for s in exact if s.last is not None), default=None)
        return Span(first=best.first, last=last, label=best.label, begun=True, since=best.since)
    firsts = [s.first for s in exact if s.first is not None]
    lasts = [s.last for s in exact if s.last is not None]
    if not firsts or not lasts:
        return exact[0]
    first, last = max(firsts), min(lasts)
    if first > last:
        first, last = min(firsts), max(lasts)
    labels = sorted({s.label for s in exact if s.label and (s.first, s.last) == (first, last)})
    if labels or exact[0].label is None:
        return Span(first=first, last=last, label=labels[0] if labels else None)
    return Span(first=first, last=last, label=days(first, last))


def days(first: int, last: int) -> str:
    """Two ordinals as EDTF: one day, or the interval that an uncertain day lies in."""
    return iso(first) if first == last else f"{iso(first)}/{iso(last)}"
