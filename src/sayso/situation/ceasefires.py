"""Ceasefires: which claims are of which one, and how each stands on the day.

A ceasefire is there only by claims that pass the gate: that it was declared, began, is kept, was
extended or has ended. What somebody demands, offers or plans starts none. Its state is folded by
the event calculus of spells.py. An accused breach stands as what it is, by whose account.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.core.ceasefires import (
    Ceasefire,
    CeasefireStatus,
    CeasefireStep,
    Form,
    Left,
    StepKind,
    Violation,
)
from sayso.core.situation import State
from sayso.core.types import Claim, Mention
from sayso.knowledge.ceasefires import CeasefireWords, Stage, load_ceasefires
from sayso.situation.gate import first_day, gate, last_day, said
from sayso.situation.marks import Mark, span
from sayso.situation.scene import Scene, line_id
from sayso.situation.spells import Spell, spells
from sayso.situation.terms import set_for, term_of, undated, until_when
from sayso.situation.truces import Truce, gather, stage_of

DECLARED, FORCE = "declaration", "force"
_STARTS = {"declared": DECLARED, "begun": FORCE}
_KINDS: dict[Stage, StepKind] = {
    "declared": "declared", "begun": "in effect", "kept": "holds", "extended": "extended",
    "ended": "ended",
}  # fmt: skip
_COUNTED = frozenset({"violations", "breaches", "times"})


def ceasefires(scene: Scene) -> tuple[Ceasefire, ...]:
    """One line a ceasefire told of by the day, as long as it is not long over."""
    words = load_ceasefires()
    lines = [_line(scene, truce, words) for truce in gather(scene, words)]
    kept = [line for line in lines if line is not None and _is_here(scene, line)]
    return tuple(sorted(kept, key=lambda c: (c.declared or c.in_effect or "", c.scope, c.id)))


def _is_here(scene: Scene, line: Ceasefire) -> bool:
    return scene.about_here((*line.claims, *line.against))


def _line(scene: Scene, truce: Truce, words: CeasefireWords) -> Ceasefire | None:
    found = [s for s in _spells(scene, truce, words) if s.marks or s.ending]
    declared = next((s for s in found if s.fluent == DECLARED), None)
    forces = [s for s in found if s.fluent == FORCE]
    force = _current(forces, scene.day)
    if declared is not None and force is not None and not force.marks and _is_ahead(force, scene):
        force = None  # only its end is told, and that was later
    shown = truce.by(scene.day)
    if not any(gate(c) == "for" and stage_of(c, words) in _KINDS for c in shown):
        shown = truce.by(scene.day, _held(force or declared, scene.day))
    until, length = until_when(shown, words, [x for x in (force, declared) if x])
    standing = _standing(scene, declared, force, until)
    if standing is None or not shown:
        return None
    status, state, days = standing
    own = [c for c in shown if gate(c) == "for" and stage_of(c, words) in _KINDS]
    of = {name: [c for c in own if stage_of(c, words) == name] for name in _KINDS}
    texts = [c.text for c in own]
    told = tuple(sorted({c.id for c in shown if gate(c) != "against"}))
    against = tuple(sorted({c.id for c in shown if gate(c) == "against"
                            and stage_of(c, words) in _KINDS}))  # fmt: skip
    if not own and not against:
        return None  # a breach alone tells of no ceasefire
    scope, country = _scope(scene, truce)
    named = scene.known.parties
    binding = [*of["declared"], *of["extended"]]
    parties = named.all_of(
        [m for c in binding for m in (*c.roles.actor, *c.roles.recipient)], truce.conflict
    )
    return Ceasefire(
        id=line_id("ceasefire", truce.id),
        claims=told,
        against=against,
        incidents=scene.incidents((*told, *against)),
        fluents=tuple(f.id for _, f in scene.of("ceasefire", "war_ceasefire")
                      if not {*f.claims, *f.against}.isdisjoint((*told, *against))),
        parties=parties,
        form=_form(parties, words.form(texts)),
        declared=declared.begin.label if declared else None,
        set_for=set_for(shown, words),
        in_effect=force.begin.label if force else None,
        length=length,
        until=until,
        scope=tuple(scene.known.sites.site(key).name for key in scope),
        country=country,
        partial=_partial(scene, scope, words.is_partial(texts)),
        exclusions=_exclusions(scene, shown, words),
        written=words.written(texts),
        purpose=words.purposes(texts),
        class_=words.class_of(texts),
        mediator=_mediators(scene, shown, words),
        status=status,
        state=state,
        days=days,
        ended=force.end.label if force and force.end and status == "ended" else None,
        ended_by=named.actors(m for c in of["ended"] for m in c.roles.actor) if status == "ended"
        else (),
        violations=_violations(scene, shown, words),
        steps=_steps(scene, shown, words),
        disputed=scene.disputed({*(c.id for c in own), *against}, "status", "occurrence"),
    )  # fmt: skip


# How it stands


def _spells(scene: Scene, truce: Truce, words: CeasefireWords) -> list[Spell]:
    """When it was declared, and when it was in force."""
    known = scene.known
    marks = []
    for claim in truce.claims:
        stage, verdict = stage_of(claim, words), gate(claim)
        if stage not in _KINDS or verdict is None:
            continue
        fluent = DECLARED if stage == "declared" else FORCE
        change = "start" if stage in _STARTS else "end" if stage == "ended" else "observe"
        if stage == "declared" and term_of(claim, words) is not None:
            # "From 1 to 5 May" is its term, and not the days on which it was declared.
            days = span(undated(claim), "start", verdict == "for")
        else:
            days = span(claim, change, verdict == "for")  # type: ignore[arg-type]
        marks.append(
            Mark(
                fluent=fluent, key=(truce.id,), value=fluent, extent="whole",
                change=change, says=verdict == "for", span=days,  # type: ignore[arg-type]
                sure=claim.certainty in ("certain", "probable"), past=False,
                predicate=claim.predicate, effect=stage, conflict=truce.conflict,
                incident=scene.incident_of[claim.id], claims=(claim.id,),
            )
        )  # fmt: skip
    like = known.effects.fluents["ceasefire"]
    return spells(marks, {DECLARED: like, FORCE: like}, known.parties)


def _is_ahead(spell: Spell, scene: Scene) -> bool:
    end = spell.end
    return end is not None and end.last is not None and end.last > scene.day


def _held(spell: Spell | None, day: int) -> frozenset[str]:
    """The claims of a state's beginning and holding that may be of a day."""
    found = spell.marks if spell else ()
    return frozenset(c for m in found if (m.span.first or 0) <= day for c in m.claims)


def _current(found: Sequence[Spell], day: int) -> Spell | None:
    """The last time that it was in force of those that had begun by the day."""
    begun = [s for s in found if s.begin.last is None or (s.begin.first or s.begin.last) <= day]
    return max(
        begun, key=lambda s: (s.begin.last or 0, s.end is None, s.end.last or 0 if s.end else 0),
        default=None,
    )  # fmt: skip


def _standing(
    scene: Scene, declared: Spell | None, force: Spell | None, until: str | None
) -> tuple[CeasefireStatus, State, int | None] | None:
    lasts = scene.known.effects.fluents["ceasefire"].lasts
    over = last_day(until)
    if force is not None:
        found = force.state(scene.day, lasts)
        if found is None:
            return None
        state, days = found
        if state == "does not hold":
            return "ended", state, days
        if over is not None and over < scene.day and (force.last or 0) <= over:
            return "run out", "may hold", None
        return "in effect", state, days
    if declared is None:
        return None
    found = declared.state(scene.day, lasts)
    if found is None:
        return None
    if over is not None and over < scene.day:
        return "run out", "may hold", None
    return "declared", *found


# What its words say


def _scope(scene: Scene, truce: Truce) -> tuple[tuple[str, ...], str | None]:
    sites = scene.known.sites
    keys = sorted(truce.places, key=lambda k: (sites.site(k).name, k))
    countries = {c for k in keys if (c := sites.site(k).country)}
    return tuple(keys), min(countries) if len(countries) == 1 else truce.conflict


def _partial(scene: Scene, scope: Sequence[str], told: bool) -> bool | None:
    if told:
        return True
    if not scope:
        return None
    return not any(scene.known.sites.site(key).lat is None and
                   scene.known.sites.site(key).admin1 is None for key in scope)  # fmt: skip


def _form(parties: Sequence[str], told: Form | None) -> Form | None:
    if told is not None or len(parties) < 2:
        return told
    return "bilateral" if len(parties) == 2 else "multilateral"


def _exclusions(scene: Scene, told: Sequence[Claim], words: CeasefireWords) -> tuple[Left, ...]:
    found = []
    for claim in told:
        stage, verdict = stage_of(claim, words), gate(claim)
        whom: Iterable[str] = ()
        if (stage, verdict) in (("excludes", "for"), ("covers", "against")):
            who = [m.name or m.text or "" for m in claim.roles.recipient]
            whom = [*who, *(p.name for p in claim.places if p.name)]
        elif stage in _KINDS and verdict == "for":
            whom = words.left_out(claim.text)
        found += [
            Left(
                what=what, words=claim.text, by_account_of=scene.account(claim), claims=(claim.id,)
            )
            for what in whom
            if what
        ]
    return tuple(found)


def _mediators(scene: Scene, told: Sequence[Claim], words: CeasefireWords) -> tuple[str, ...]:
    found: list[Mention] = []
    for claim in told:
        if gate(claim) == "for":
            found += claim.roles.mediator
            found += claim.roles.actor if stage_of(claim, words) == "brokered" else ()
    return scene.known.parties.actors(found)


def _violations(
    scene: Scene, told: Sequence[Claim], words: CeasefireWords
) -> tuple[Violation, ...]:
    parties, found = scene.known.parties, []
    for claim in told:
        if stage_of(claim, words) != "violated":
            continue
        counts = [count for q in claim.quantities if q.unit in _COUNTED
                  and (count := q.low if q.best is None else q.best) is not None]  # fmt: skip
        found.append(
            Violation(
                by=parties.actors(claim.roles.actor), against=parties.actors(claim.roles.recipient),
                places=tuple(dict.fromkeys(p.name for p in claim.places if p.name)),
                when=claim.when.edtf if claim.when and claim.when.text else None,
                number=counts[0] if counts else None, put=claim.modality, words=claim.text,
                by_account_of=scene.account(claim), claims=(claim.id,),
            )
        )  # fmt: skip
    return tuple(found)


def _steps(scene: Scene, told: Sequence[Claim], words: CeasefireWords) -> tuple[CeasefireStep, ...]:
    found = []
    for claim in told:
        stage, verdict = stage_of(claim, words), gate(claim)
        if stage not in _KINDS or verdict is None:
            continue
        step = CeasefireStep(
            kind="denied" if verdict == "against" else _KINDS[stage],
            when=claim.when.edtf if claim.when and claim.when.text else None,
            by=scene.known.parties.actors(claim.roles.actor), words=claim.text,
            by_account_of=scene.account(claim), claims=(claim.id,),
        )  # fmt: skip
        found.append((first_day(step.when) or said(claim) or 0, claim.id, step))
    return tuple(step for _, _, step in sorted(found, key=lambda x: x[:2]))
