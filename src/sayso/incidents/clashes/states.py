"""States that cannot hold at one time: two values of one fluent, a pair that a constraint bars, and
a happening whose needs were not met.

After the event calculus (Kowalski and Sergot 1986): claims start, end and show states of a place or
process; see knowledge/lexicon/effects.yaml. A state without a day of its own is known for the day
of its report only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sayso.core.record import DisputeKind
from sayso.core.types import Mention, Place, Record
from sayso.incidents.accounts import Held, Knowledge
from sayso.incidents.clashes.clash import (
    Clash,
    Side,
    components,
    copies,
    one_voice,
    spread,
    untangled,
)
from sayso.incidents.lasting import length
from sayso.incidents.likeness import Window, described
from sayso.knowledge.effects import Change, Constraint, State
from sayso.knowledge.places import fold_loosely

YEAR = 365.25
MONTH = 31
NEEDS = "needs before"
SLACK = 3  # days: reports round "on Wednesday" and "this week"


class Fact(Record, frozen=True):
    """A state by one position: ``key`` the fluent and what it is of, ``parties`` or ``word`` its
    value, ``holds`` false where the position says it does not hold. ``part``: of a part of it."""

    held: Held
    fluent: str
    key: tuple[str, ...]
    where: str
    parties: tuple[Mention, ...]
    word: str | None
    change: Change
    window: Window
    holds: bool
    part: bool

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.held.id


Blocks = dict[tuple[str, ...], list[Fact]]
Pairs = list[tuple[Fact, Fact]]


def facts(held: Sequence[Held], known: Knowledge) -> list[Fact]:
    """The states that positions on what happened or is so start, end or show."""
    found = []
    for h in held:
        if not h.fact:
            continue
        for effect in known.effects.of(h.predicate):
            if effect.change == "clear" or (not h.asserts and effect.change == "end"):
                continue
            for key, where, part in _keys(effect.state, h, known):
                value = effect.state.value
                words = known.effects.fluents[effect.state.fluent].values
                named = value is not None and value not in words
                parties = _parties(value, h, effect.change) if named and value else ()
                found.append(
                    Fact(
                        held=h,
                        fluent=effect.state.fluent,
                        key=(effect.state.fluent, *key),
                        where=where,
                        parties=parties,
                        word=value if value in words else None,
                        change=effect.change,
                        window=_window(h, effect.change, known),
                        holds=h.asserts,
                        part=part,
                    )
                )
    return found


def _parties(role: str, held: Held, change: Change) -> tuple[Mention, ...]:
    found: tuple[Mention, ...] = getattr(held.claim.roles, role)
    # Who lost something must be named: an inferred loser is a guess.
    return tuple(m for m in found if not (change == "end" and m.inferred))


def _keys(state: State, held: Held, known: Knowledge) -> list[tuple[tuple[str, ...], str, bool]]:
    """What the state is of: a key, its name for people, whether a part. One a place."""
    fluent = known.effects.fluents[state.fluent]
    rest: list[str] = []
    for kind, role in zip(fluent.of, state.arguments, strict=True):
        if kind == "war":
            return []  # too wide to clash over
        if kind == "process":
            if held.process is None:
                return []
            rest.append(held.process)
        elif kind == "party":
            mentions: tuple[Mention, ...] = getattr(held.claim.roles, role)
            ids = sorted(m.id for m in mentions if m.id is not None)
            if not ids:
                return []
            rest.append(",".join(ids))
    if "place" not in fluent.of:
        names = (m.name for m in held.claim.roles.content if m.name)
        return [(tuple(rest), next(names, ", ".join(rest)), False)]
    named = [p for p in held.places if p.precision != "country"]
    return [((place_key(p), *rest), p.name or "", _in_part(p, held)) for p in named] or [
        ((f"words {words.casefold()}", *rest), words, _in_part(p, held))
        for p in held.claim.places
        if (words := described(p)) is not None
    ]


def place_key(place: Place) -> str:
    """One key for one place, however it is spelt."""
    return f"{place.country or ''} {place.geonames or fold_loosely(place.name or '')}"


def _in_part(place: Place, held: Held) -> bool:
    """Whether only a part is meant; "rebel-held Aleppo" is that part which rebels hold."""
    return place.extent == "part" or place.relation == "in part" or _attribute(held)


def _attribute(held: Held) -> bool:
    """Whether a hold is but an attribute ("rebel-held Aleppo"): background, with no day."""
    return "-held" in held.claim.text or "-controlled" in held.claim.text


def _window(held: Held, change: Change, known: Knowledge) -> Window:
    found, last = held.window, held.window.last
    if not held.asserts:
        return Window(first=None, last=last, stated=found.stated)
    years = length(held.claim.text, known.effects)
    back = round(years[0] * YEAR) if years is not None and change != "start" else 0
    if change == "start":
        until = max(d for d in (held.published, last, 0) if d is not None) or None
        return Window(first=found.first, last=until, stated=found.stated)
    if change == "end" or not found.stated:
        first = None if last is None else last - max(back, 1 if change == "end" else 0)
        return Window(first=first, last=last, stated=found.stated)
    if found.first is not None and back:
        return Window(first=found.first - back, last=last, stated=True)
    return found


def state_clashes(held: Sequence[Held], known: Knowledge) -> list[Clash]:
    """Clashes between states of one place or process."""
    by_key: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts(held, known):
        by_key.setdefault(fact.key, []).append(fact)
    return [
        *_impossible(by_key, known),
        *_two_values(by_key, known),
        *_unmet(by_key, held, known),
    ]


def _impossible(by_key: Blocks, known: Knowledge) -> list[Clash]:
    clashes = []
    for constraint in known.effects.constraints:
        first, second = constraint.states
        pairs = [
            (a, b)
            for key, ours in sorted(by_key.items())
            if key[0] == first.fluent
            for b in by_key.get((second.fluent, *key[1:]), ())
            for a in ours
            if _cannot(a, b, constraint, known)
        ]
        clashes += _clashes_of(pairs, "impossible together", constraint.why, 1.0, known)
    return clashes


def _cannot(a: Fact, b: Fact, constraint: Constraint, known: Knowledge) -> bool:
    same_party = constraint.states[0].value == constraint.states[1].value
    like = known.parties.shared(a.parties, b.parties)
    return (
        a.holds
        and b.holds
        and a.id != b.id
        and not (a.part or b.part)
        and (not same_party or like in ("same", "part"))
        and not copies(a.held, b.held)
        and a.window.meets(b.window, SLACK)
    )


def _two_values(by_key: Blocks, known: Knowledge) -> list[Clash]:
    pairs = []
    for key, group in sorted(by_key.items()):
        fluent = known.effects.fluents[key[0]]
        if not fluent.clash or fluent.shared:
            continue
        now = [f for f in group if f.holds and f.change != "end"]
        now.sort(key=lambda f: (f.window.last or 0, f.id))
        for i, a in enumerate(now):
            for b in now[i + 1 :]:
                if (b.window.last or 0) - (a.window.last or 0) > SLACK:
                    break
                if _differ(a, b, known):
                    pairs.append((a, b))
    return _clashes_of(_aligned(pairs, known), "one value", "both cannot be so at one time", 0.8,
                       known)  # fmt: skip


def _aligned(pairs: Pairs, known: Knowledge) -> Pairs:
    """Pairs turned so that all first ones of what hangs together have one value."""
    by_id = {f.id: f for pair in pairs for f in pair}
    firsts = {m: by_id[ms[0]] for ms in components((a.id, b.id) for a, b in pairs) for m in ms}

    def like_first(fact: Fact) -> bool:
        first = firsts[fact.id]
        if fact.id == first.id or fact.word is not None:
            return fact.word == first.word
        return known.parties.shared(fact.parties, first.parties) in ("same", "part")

    return [(a, b) if like_first(a) else (b, a) for a, b in pairs]


def _differ(a: Fact, b: Fact, known: Knowledge) -> bool:
    if one_voice(a.held, b.held) or copies(a.held, b.held):
        return False
    if a.word is not None:
        ours, theirs = a.held.claim.roles.recipient, b.held.claim.roles.recipient
        scoped = bool(ours) != bool(theirs)  # closed to some is not closed
        if a.word == b.word or scoped:
            return False
        if ours and known.parties.shared(ours, theirs) not in ("same", "part"):
            return False
    else:
        on = max((f.held.claim.report.published or "")[:10] for f in (a, b)) or None
        like = known.parties.shared(a.parties, b.parties, on)
        # Where each says that it holds the place itself, they are two, known or not.
        own = like == "unknown" and _own(a) and _own(b)
        if not own and not known.parties.exclude(a.parties, b.parties, on):
            return False
    # The whole against a part is a clash, two parts are not; "rebel-held Aleppo" is a part.
    if (a.part and b.part) or any(_attribute(f.held) for f in (a, b)):
        return False
    starts = a.change == b.change == "start"
    return _as_of(a, starts).meets(_as_of(b, starts))


def _own(fact: Fact) -> bool:
    """Whether a party speaks of itself."""
    sources = fact.held.claim.sources
    if not sources or not fact.parties:
        return False
    return any(
        (m.id is not None and m.id == sources[-1].id)
        or (m.name or "").casefold() == sources[-1].name.casefold()
        for m in fact.parties
    )


def _as_of(fact: Fact, starts: bool) -> Window:
    """The days for which a value is surely meant: a start for its own day, and for the next unless
    the other is a start too (``starts``), which may have followed it."""
    window = fact.held.window
    if fact.change == "start":
        if not window.stated or window.first is None or window.last is None:
            return Window(first=window.last, last=window.last, stated=False)
        return Window(first=window.first, last=window.last + (not starts), stated=True)
    return fact.window


def _unmet(by_key: Blocks, held: Sequence[Held], known: Knowledge) -> list[Clash]:
    pairs: Pairs = []
    # Who tells both in its own voice means one by the other ("suspended before they began"): that
    # alone is no dispute, but where another voice makes it one its own account stands beside that.
    by_one: Pairs = []
    for h in held:
        if not h.asserts or not h.fact:
            continue
        for need in known.effects.needs(h.predicate, h.claim.text):
            for key, where, part in _keys(need, h, known):
                wanted = Fact(
                    held=h, fluent=need.fluent, key=(need.fluent, *key), where=where,
                    parties=(), word=None, change="start", window=h.window, holds=True, part=part,
                )  # fmt: skip
                for other in by_key.get(wanted.key, ()):
                    if _bars(need, wanted, other, known):
                        (by_one if _by_one(wanted, other) else pairs).append((wanted, other))
    met = {(wanted.held.incident, other.id) for wanted, other in pairs}
    pairs += [(w, other) for w, other in by_one if (w.held.incident, other.id) in met]
    because = "that takes what the other says was not so before"
    return _clashes_of(pairs, NEEDS, because, 0.7, known)


def _by_one(a: Fact, b: Fact) -> bool:
    """Whether one teller has both in its own voice."""
    own = not (a.held.claim.sources or b.held.claim.sources)
    return own and a.held.holder == b.held.holder


def _bars(need: State, wanted: Fact, other: Fact, known: Knowledge) -> bool:
    """Whether another's state just before leaves a need unmet."""
    ours, theirs = wanted.held, other.held
    same = ours.holder == theirs.holder
    if ours.id == theirs.id or copies(ours, theirs) or wanted.part or other.part:
        return False
    if same and ours.claim.report.id != theirs.claim.report.id:
        return False  # a source that corrects itself
    if need.negated:
        actors: tuple[Mention, ...] = getattr(ours.claim.roles, need.value or "actor")
        return (
            not same
            and other.holds
            and other.change == "observe"
            and ours.window.stated
            and known.parties.shared(actors, other.parties) == "same"
            and _just_before(ours.window, other.window)
        )
    # "Had not begun" as of a day bars only what came no later.
    said, denied = ours.window.last, other.window.last
    return (
        not other.holds
        and other.change != "end"
        and (need.value is None or other.word == need.value)
        and said is not None
        and denied is not None
        and said <= denied <= said + MONTH
    )


def _just_before(at: Window, other: Window) -> bool:
    if at.first is None or other.last is None:
        return False
    return (other.first or 0) < at.first and other.last >= at.first - SLACK


def _clashes_of(
    pairs: Pairs, rule: str, because: str, sure: float, known: Knowledge
) -> list[Clash]:
    clashes = []
    by_id = {f.id: f.held for pair in pairs for f in pair}
    clear = set(untangled(((a.id, b.id) for a, b in pairs), by_id))
    pairs = [(a, b) for a, b in pairs if (a.id, b.id) in clear]
    of: dict[str, Pairs] = {}
    for pair in pairs:
        of.setdefault(pair[0].id, []).append(pair)
    for members in components((a.id, b.id) for a, b in pairs):
        inside = [pair for m in members for pair in of.get(m, ())]
        first, second = [a for a, _ in inside], [b for _, b in inside]
        sides = tuple(
            Side(label=_label(found, known), held=spread(f.held for f in found))
            for found in (first, second)
        )
        where = ", ".join(sorted({f.where for f in first if f.where}))
        clashes.append(
            Clash(
                kind=_kind(rule, second[0], known),
                rule=rule,
                about=f"{where}: {sides[0].label} or {sides[1].label}",
                because=because,
                sure=sure,
                sides=sides,
            )
        )
    return clashes


def _kind(rule: str, other: Fact, known: Knowledge) -> DisputeKind:
    """What a clash is about: a state, or whether what came before happened at all."""
    if rule == NEEDS and not other.holds and other.change == "start":
        return "occurrence"
    return known.effects.fluents[other.fluent].kind


def _label(found: Sequence[Fact], known: Knowledge) -> str:
    """The value that most have, in words."""
    labels = []
    for fact in found:
        names = sorted({m.name or m.text or "somebody" for m in fact.parties})
        value = fact.word or " and ".join(names)
        words = known.effects.fluents[fact.fluent].says.format(value)
        plain = fact.held.predicate.replace("_", " ")
        labels.append((words if fact.holds else f"not {words}") if value else plain)
    counts = Counter(labels)
    return min(counts, key=lambda s: (-counts[s], s))
