"""How talks came to stand as they do: each step with its day, its reasons and who tells of it; how
many rounds there were and how the parties talk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.core.lines import Remark
from sayso.core.positions import TalksStep, TalksStepKind
from sayso.core.types import Claim
from sayso.knowledge.bargaining import load_bargaining
from sayso.situation.besieged import with_content
from sayso.situation.gate import gate, iso, last_day, said
from sayso.situation.marks import NEWS_DAYS
from sayso.situation.scene import Scene

# What is said to have made talks fail is a reason for these.
_DOWN = frozenset({"suspended", "walked out", "concluded", "collapsed", "stayed away"})


def steps(scene: Scene, told: Sequence[Claim]) -> tuple[TalksStep, ...]:
    """The steps of one track, of the claims about it. The claims of one incident that tell the same
    step make one, by whoever tells it; a denial stands against it."""
    table = load_bargaining()
    groups: dict[tuple[TalksStepKind, str, str | None], list[Claim]] = {}
    for claim in told:
        kind, set_for = table.step(claim.predicate), None
        if claim.phase == "end" and gate(claim) is not None:
            continue
        if claim.modality == "planned" and claim.predicate in table.announced:
            when = claim.when
            if claim.polarity == "negative" or when is None or when.latest is None:
                continue
            kind, set_for = "announced", when.edtf
        elif kind is None or gate(claim) is None:
            continue
        incident = scene.incident_of.get(claim.id, claim.id)
        groups.setdefault((kind, incident, set_for), []).append(claim)
    causes = _causes(scene, told)
    found = []
    for (kind, _, set_for), claims in groups.items():
        tellers = [c for c in claims if kind == "announced" or gate(c) == "for"]
        against = tuple(sorted({c.id for c in claims} - {c.id for c in tellers}))
        found.append(
            TalksStep(
                what=kind, when=_when(tellers or claims, kind), set_for=set_for,
                by=_by(scene, tellers or claims, kind), reasons=_reasons(scene, tellers, causes),
                by_account_of=scene.accounts(c.id for c in tellers),
                claims=tuple(sorted(c.id for c in tellers)), against=against,
                denied_by=scene.accounts(against),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda s: (last_day(s.when) or 0, s.what, s.claims, s.against)))


def last_round(found: Iterable[TalksStep]) -> str | None:
    """The day (ISO) on which the last round is told to have opened or resumed."""
    days = [
        day
        for step in found
        if step.what in ("opened", "resumed") and step.claims
        if (day := last_day(step.when)) is not None
    ]
    return iso(max(days)) if days else None


def round_of(told: Sequence[Claim]) -> int | None:
    """The number of the last round that claims count."""
    table = load_bargaining()
    counted = [
        (said(c) or 0, n) for c in told if (n := table.round_of(with_content(c))) is not None
    ]
    return max(counted)[1] if counted else None


def formats(told: Sequence[Claim]) -> tuple[str, ...]:
    """How the parties are told to talk."""
    table = load_bargaining()
    facts = (c for c in told if gate(c) == "for")
    return tuple(sorted({f for c in facts for f in table.formats_of(with_content(c))}))


def _when(claims: Sequence[Claim], kind: str) -> str | None:
    """The day of a step: the most exact that its claims have words for, else the day of the saying;
    what is announced, on the day that it was."""
    if kind != "announced":
        timed = [c.when for c in claims if c.when and c.when.text and c.when.edtf]
        if timed:
            return min(timed, key=lambda w: (_width(w.earliest, w.latest), w.edtf or "")).edtf
    days = [d for c in claims if (d := said(c)) is not None]
    return iso(min(days)) if days else None


def _width(first: str | None, last: str | None) -> int:
    a, b = last_day(first), last_day(last)
    return b - a if a is not None and b is not None else 10**6


def _by(scene: Scene, claims: Sequence[Claim], kind: str) -> tuple[str, ...]:
    actors = scene.known.parties.actors(m for c in claims for m in c.roles.actor)
    if actors or kind != "announced":
        return tuple(sorted(set(actors)))
    return tuple(sorted({scene.known.parties.actor(c.sources[-1]) for c in claims if c.sources}))


def _causes(scene: Scene, told: Sequence[Claim]) -> list[Claim]:
    """Claims of what made the talks stop or fail; that they failed is a step itself."""
    because, table = scene.known.effects.reasons, load_bargaining()
    return [
        c
        for c in told
        if c.predicate in because and gate(c) == "for" and table.step(c.predicate) != "collapsed"
    ]


def _reasons(scene: Scene, claims: Sequence[Claim], causes: Sequence[Claim]) -> tuple[Remark, ...]:
    """Why a step was taken, an account each: by its own words ("because of …"), by the claims that
    it is said to follow from, and by what is said to have made talks fail in the same days."""
    table = load_bargaining()
    found: dict[tuple[str, str], set[str]] = {}
    for claim in claims:
        who = scene.account(claim)
        words = table.reason(claim.text)
        if words is not None:
            found.setdefault((who, words), set()).add(claim.id)
        linked = (claim.cause,) if isinstance(claim.cause, str) else claim.cause or ()
        for id in linked:
            if id in scene.claims:
                other = scene.claims[id]
                found.setdefault((scene.account(other), other.text), set()).add(id)
        if table.step(claim.predicate) not in _DOWN:
            continue
        day = _day(claim)
        for cause in causes:
            near = _day(cause)
            close = day is not None and near is not None and abs(day - near) <= NEWS_DAYS
            if close and cause.id not in {c.id for c in claims}:
                found.setdefault((scene.account(cause), cause.text), set()).add(cause.id)
    return tuple(
        Remark(what=words, by=None, of=(), by_account_of=who, claims=tuple(sorted(ids)))
        for (who, words), ids in sorted(found.items())
    )


def _day(claim: Claim) -> int | None:
    day = last_day(claim.when.latest) if claim.when and claim.when.text else None
    return said(claim) if day is None else day
