"""Two days for one happening, and two doers of one deed.

Both need one happening for certain: the same incident, or the same kind of happening at the same
place or of the same process. What comes again and again (shelling, raids) has many days and doers.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.incidents.accounts import Held, Knowledge
from sayso.incidents.clashes.clash import Clash, Side, components, copies, one_voice, split, spread
from sayso.incidents.clashes.target import targets_of
from sayso.incidents.likeness import shared_place

EXACT_DAYS = 3  # a time wider than this says too little
APART_DAYS = 10  # two days further apart are two happenings
EXACT = ("settlement", "point")


def date_clashes(held: Sequence[Held], known: Knowledge) -> list[Clash]:
    """Clashes over the day of what comes but once."""
    effects = known.effects
    blocks: dict[str, list[Held]] = {}
    for h in held:
        window = h.window
        if (
            h.asserts
            and window.stated
            and window.first is not None
            and window.last is not None
            and window.last - window.first < EXACT_DAYS
            and effects.one_of(h.predicate, effects.once)
        ):
            line = (h.predicate, *known.lexicon.predicates[h.predicate].ancestors)
            blocks.setdefault(line[-1], []).append(h)
    clashes = []
    for _, group in sorted(blocks.items()):
        group.sort(key=lambda h: (h.window.first or 0, h.id))
        pairs = []
        for i, a in enumerate(group):
            for b in group[i + 1 :]:
                if (b.window.first or 0) - (a.window.last or 0) > APART_DAYS:
                    break
                if _other_day(a, b, known):
                    pairs.append((a.id, b.id))
        by_id = {h.id: h for h in group}
        for members in components(pairs):
            items = sorted((by_id[m] for m in members), key=lambda h: (h.window.first or 0, h.id))
            sides = tuple(
                Side(label=_days(g[0]), held=spread(g))
                for g in split(items, lambda a, b: not a.window.meets(b.window))
            )
            clashes.append(
                Clash(
                    kind="date",
                    rule="one value",
                    about=_about("day of", items),
                    because="it happened once",
                    sure=0.8,
                    sides=sides,
                )
            )
    return clashes


def _about(what: str, items: Sequence[Held]) -> str:
    """What a clash is about, and where."""
    names = sorted({p.name for h in items for p in h.places if p.name})
    deed = f"{what} {items[0].predicate.replace('_', ' ')}"
    return f"{deed} ({', '.join(names)})" if names else deed


def _days(held: Held) -> str:
    return (held.claim.when.edtf or "") if held.claim.when else ""


def _other_day(a: Held, b: Held, known: Knowledge) -> bool:
    if one_voice(a, b) or copies(a, b) or a.fact != b.fact or a.window.meets(b.window):
        return False
    if not known.lexicon.related(a.predicate, b.predicate) or a.claim.phase != b.claim.phase:
        return False
    if known.parties.shared(a.actors, b.actors) in ("opposed", "other"):
        return False
    if _begins_other(a, b, known):
        return False
    if a.process is not None or b.process is not None:
        return a.process == b.process
    ours = [p for p in a.places if p.precision in EXACT and p.extent == "whole"]
    theirs = [p for p in b.places if p.precision in EXACT and p.extent == "whole"]
    return shared_place(ours, theirs) == "same" and not (a.pointed or b.pointed)


def _begins_other(a: Held, b: Held, known: Knowledge) -> bool:
    """Whether two happenings begin different values of one state: a ceasefire is agreed on one day
    and in effect from another."""
    ours, theirs = ({e.state.fluent: e.state.value for e in known.effects.of(h.predicate)
                     if e.change == "start" and known.effects.fluents[e.state.fluent].values}
                    for h in (a, b))  # fmt: skip
    return any(name in theirs and theirs[name] != value for name, value in ours.items())


def responsibility_clashes(held: Sequence[Held], known: Knowledge) -> list[Clash]:
    """Clashes over who did what only one side can have done."""
    effects = known.effects
    blocks: dict[str, list[Held]] = {}
    for h in held:
        if (
            h.asserts
            and h.fact
            and (h.incident is not None or h.process is not None)
            and h.actors
            and effects.one_of(h.predicate, effects.one_doer)
        ):
            blocks.setdefault(h.process or h.incident or "", []).append(h)
    clashes = []
    for _, group in sorted(blocks.items()):
        by_id = {h.id: h for h in group}
        pairs = [
            (a.id, b.id)
            for i, a in enumerate(group)
            for b in group[i + 1 :]
            if _other_doer(a, b, known)
        ]
        for members in components(pairs):
            items = [by_id[m] for m in members]
            sides = tuple(
                Side(label=_doers(g), held=spread(g))
                for g in split(items, lambda a, b: a.holder != b.holder and _opposed(a, b, known))
            )
            if len(sides) < 2:
                continue
            clashes.append(
                Clash(
                    kind="responsibility",
                    rule="one value",
                    about=_about("who is behind:", items),
                    because="only one side can have done it",
                    sure=0.7,
                    sides=sides,
                )
            )
    return clashes


def _doers(group: Sequence[Held]) -> str:
    names = {m.name or m.text or "somebody" for held in group for m in held.actors}
    return " and ".join(sorted(names))


def _opposed(a: Held, b: Held, known: Knowledge) -> bool:
    """Whether two doers cannot have done it together; who is blamed for talks that failed is
    blamed instead of any other."""
    like = known.parties.shared(a.actors, b.actors)
    return like == "opposed" or (like == "other" and _blames(a) and _blames(b))


def _blames(held: Held) -> bool:
    return held.process is not None and any(s.act == "accused" for s in held.claim.sources)


def _other_doer(a: Held, b: Held, known: Knowledge) -> bool:
    if one_voice(a, b) or copies(a, b) or not _opposed(a, b, known):
        return False
    if not known.effects.faces(a.predicate, b.predicate) or not a.window.meets(b.window):
        return False
    ours, theirs = a.claim.roles, b.claim.roles
    for doers, hit in ((a.actors, theirs.recipient), (b.actors, ours.recipient)):
        if known.parties.shared(doers, hit) in ("same", "part"):
            return False  # each strikes the other
    if a.process is not None and a.process == b.process:
        return True
    if shared_place(a.places, b.places) != "same":
        return False
    if targets_of(a.claim, known) & targets_of(b.claim, known):
        return True
    return known.parties.shared(ours.recipient, theirs.recipient) == "same"
