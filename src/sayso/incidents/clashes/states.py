"""States that cannot hold at one time: two values of one fluent, a pair that a constraint bars, and
a happening whose needs were not met.

After the event calculus (Kowalski and Sergot 1986): claims start, end and show states of a place or
process; see knowledge/lexicon/effects.yaml. A state without a day of its own is known for the day
of its report only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sayso.core.record import DisputeKind
from sayso.core.types import Mention, Place, Record
from sayso.incidents.accounts import Held, Knowledge
from sayso.incidents.clashes.clash import Clash, Side, components, copies, spread
from sayso.incidents.lasting import length
from sayso.incidents.likeness import Window
from sayso.knowledge.effects import Change, Constraint, State
from sayso.knowledge.places import fold_loosely

YEAR = 365.25
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


def facts(held: Sequence[Held], known: Knowledge) -> list[Fact]:
    """The states that positions on what happened or is so start, end or show."""
    found = []
    for h in held:
        if not h.fact:
            continue
        for effect in known.effects.of(h.predicate):
            if not h.asserts and effect.change == "end":
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
        return [(tuple(rest), ", ".join(rest), False)]
    return [
        ((place_key(p), *rest), p.name or "", _in_part(p, held))
        for p in held.places
        if p.precision != "country"
    ]


def place_key(place: Place) -> str:
    """One key for one place, however it is spelt."""
    return f"{place.country or ''} {place.geonames or fold_loosely(place.name or '')}"


def _in_part(place: Place, held: Held) -> bool:
    """Whether only a part is meant; "rebel-held Aleppo" is that part which rebels hold."""
    return place.extent == "part" or place.relation == "in part" or "-held" in held.claim.text


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
    found = facts(held, known)
    for fact in found:
        by_key.setdefault(fact.key, []).append(fact)
    clashes = _impossible(by_key, known)
    clashes += _two_values(by_key, known)
    clashes += _unmet(by_key, held, known)
    return clashes


def _impossible(by_key: dict[tuple[str, ...], list[Fact]], known: Knowledge) -> list[Clash]:
    clashes = []
    for constraint in known.effects.constraints:
        pairs: dict[tuple[str, str], tuple[Fact, Fact]] = {}
        for key, ours in by_key.items():
            if key[0] != constraint.states[0].fluent:
                continue
            theirs = by_key.get((constraint.states[1].fluent, *key[1:]), ())
            for a in ours:
                for b in theirs:
                    if _cannot(a, b, constraint, known):
                        pairs[a.id, b.id] = (a, b)
        clashes += _clashes_of(
            pairs, "impossible together", constraint.why, 1.0, known,
            lambda fact, first=constraint.states[0].fluent: fact.fluent == first,  # type: ignore[misc]
        )  # fmt: skip
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


def _two_values(by_key: dict[tuple[str, ...], list[Fact]], known: Knowledge) -> list[Clash]:
    clashes = []
    pairs: dict[tuple[str, str], tuple[Fact, Fact]] = {}
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
                    pairs[a.id, b.id] = (a, b)
    by_id = {f.id: f for pair in pairs.values() for f in pair}
    for members in components(pairs):
        first = by_id[members[0]]

        def with_first(fact: Fact, first: Fact = first) -> bool:
            if fact.word is not None:
                return fact.word == first.word
            return known.parties.shared(fact.parties, first.parties) in ("same", "part")

        chosen = {p: v for p, v in pairs.items() if p[0] in members}
        clashes += _clashes_of(
            chosen, "one value", "both cannot be so at one time", 0.8, known, with_first
        )
    return clashes


def _differ(a: Fact, b: Fact, known: Knowledge) -> bool:
    if a.held.holder == b.held.holder or copies(a.held, b.held):
        return False
    if a.word is not None:
        ours, theirs = a.held.claim.roles.recipient, b.held.claim.roles.recipient
        scoped = bool(ours) != bool(theirs)  # closed to some is not closed
        if a.word == b.word or scoped:
            return False
        if ours and known.parties.shared(ours, theirs) not in ("same", "part"):
            return False
    elif known.parties.shared(a.parties, b.parties) not in ("opposed", "other"):
        return False
    # The whole against a part is a clash, two parts are not; "rebel-held Aleppo" is a part.
    if (a.part and b.part) or "-held" in a.held.claim.text or "-held" in b.held.claim.text:
        return False
    return _as_of(a).meets(_as_of(b))


def _as_of(fact: Fact) -> Window:
    """The days for which a value is surely meant: a start for its own day and the next."""
    window = fact.held.window
    if fact.change == "start":
        if not window.stated or window.first is None or window.last is None:
            return Window(first=window.last, last=window.last, stated=False)
        return Window(first=window.first, last=window.last + 1, stated=True)
    return fact.window


def _unmet(
    by_key: dict[tuple[str, ...], list[Fact]], held: Sequence[Held], known: Knowledge
) -> list[Clash]:
    pairs: dict[tuple[str, str], tuple[Fact, Fact]] = {}
    for h in held:
        if not h.asserts or not h.fact:
            continue
        for need in known.effects.needs(h.predicate):
            for key, where, part in _keys(need, h, known):
                wanted = Fact(
                    held=h, fluent=need.fluent, key=(need.fluent, *key), where=where,
                    parties=(), word=need.value, change="start", window=h.window, holds=True,
                    part=part,
                )  # fmt: skip
                for other in by_key.get(wanted.key, ()):
                    if _bars(need, wanted, other, known):
                        pairs[h.id, other.id] = (wanted, other)
    because = "that takes what the other says was not so before"
    return _clashes_of(
        pairs, "needs before", because, 0.7, known, lambda f: f.id not in {b for _, b in pairs}
    )


def _bars(need: State, wanted: Fact, other: Fact, known: Knowledge) -> bool:
    """Whether another's state just before leaves a need unmet."""
    ours, theirs = wanted.held, other.held
    same = ours.holder == theirs.holder
    if ours.id == theirs.id or copies(ours, theirs) or (wanted.part or other.part):
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
        and said <= denied <= said + YEAR
    )


def _just_before(at: Window, other: Window) -> bool:
    if at.first is None or other.last is None:
        return False
    return (other.first or 0) < at.first and other.last >= at.first - SLACK


def _clashes_of(
    pairs: dict[tuple[str, str], tuple[Fact, Fact]],
    rule: str,
    because: str,
    sure: float,
    known: Knowledge,
    is_first: Callable[[Fact], bool],
) -> list[Clash]:
    by_id: dict[str, list[Fact]] = {}
    for pair in pairs.values():
        for fact in pair:
            by_id.setdefault(fact.id, []).append(fact)
    clashes = []
    for members in components(pairs):
        involved = [f for m in members for f in by_id[m]]
        first = [f for f in involved if is_first(f)]
        ids = {f.id for f in first}
        second = [f for f in involved if f.id not in ids]
        if not first or not second:
            continue
        where = ", ".join(sorted({f.where for f in involved if f.where}))
        clashes.append(
            Clash(
                kind=_kind(first[0], known),
                rule=rule,
                about=f"{known.effects.fluents[first[0].fluent].gloss} ({where})",
                because=because,
                sure=sure,
                sides=(
                    Side(label=_label(first), held=spread(f.held for f in first)),
                    Side(label=_label(second), held=spread(f.held for f in second)),
                ),
            )
        )
    return clashes


def _kind(fact: Fact, known: Knowledge) -> DisputeKind:
    return known.effects.fluents[fact.fluent].kind


def _label(found: Iterable[Fact]) -> str:
    labels = []
    for fact in found:
        names = sorted({m.name or m.text or "somebody" for m in fact.parties})
        value = fact.word or " and ".join(names)
        head = fact.fluent if fact.holds else f"not {fact.fluent}"
        labels.append(f"{head}: {value}" if value else head)
    return sorted(labels, key=lambda s: (-labels.count(s), s))[0]
