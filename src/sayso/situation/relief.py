"""What keeps help from people and people from help: each constraint by all accounts of it.

Only what is told as a fact is "reported". What somebody is accused of or threatens stands as that,
with its sayer, and what is only denied as denied. Types, words and days: lexicon/access.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sayso.core.lines import Remark
from sayso.core.relief import Access, AccessPut
from sayso.core.situation import Fluent
from sayso.core.types import Claim, Mention
from sayso.knowledge.access import AccessWords, load_access
from sayso.situation.besieged import day_of, told_when
from sayso.situation.gate import gate, name_of
from sayso.situation.scene import Scene, line_id
from sayso.situation.sites import WAYS

DENIAL = "denial of need"
_STRONGEST: tuple[AccessPut, ...] = ("reported", "accused", "threatened", "planned", "denied")
# Constraints that nobody need do: whatever is named as doer is mostly the thing itself.
_UNDONE = frozenset({"mines", "environment", "active hostilities"})
_STATES = ("access", "border", "route")
Group = tuple[str, ...]
Told = list[tuple[Claim, AccessPut]]


def access(scene: Scene) -> tuple[Access, ...]:
    """One line a constraint: blows one an incident and target, other things one a type, place and
    doer."""
    words = load_access()
    groups: dict[Group, Told] = {}
    for claim in scene.told:
        how = put(claim) if words.may_constrain(claim.predicate) else None
        if how is None or (how != "threatened" and not scene.past(claim)):
            continue
        found = words.constraint(claim, _because(scene, claim))
        if found is None:
            continue
        type_ = found.type
        if found.by_no and how == "denied" and found.type != DENIAL:
            how = "reported"  # that it is not so is what is told
        if found.target is not None:
            about: Group = (type_, found.target, scene.incident_of[claim.id])
        else:
            doers = _doers(scene, words, claim, type_)
            about = (type_, "", *sorted(_keys(scene, claim)), "by", *sorted(doers))
        groups.setdefault(about, []).append((claim, how))
    results, states = _results(scene), _states(scene)
    lines = (
        _line(scene, words, about, told, results, states)
        for about, told in sorted(groups.items())
        if scene.about_here(c.id for c, _ in told)
        and scene.day - max(day_of(c) for c, _ in told) <= words.constraints[about[0]].lasts
    )
    return tuple(sorted(lines, key=lambda x: (x.type, x.place, x.from_ or "", x.id)))


def put(claim: Claim) -> AccessPut | None:
    """How a claim's content was put; none where it is only demanded, wanted, thought or asked."""
    verdict = gate(claim)
    if verdict is not None:
        return "reported" if verdict == "for" else "denied"
    if claim.polarity != "positive" or claim.condition is not None:
        return None
    puts: Mapping[str, AccessPut] = {"accused": "accused", "threatened": "threatened"}
    return puts.get(claim.modality)


def helpers(scene: Scene, words: AccessWords, found: Iterable[Mention]) -> tuple[str, ...]:
    """The organisations that help among some parties."""
    return scene.known.parties.actors(m for m in found if words.helps(m))


def _line(
    scene: Scene, words: AccessWords, about: Group, told: Told,
    results: Mapping[str, Sequence[Claim]], states: Mapping[str, Sequence[Fluent]],
) -> Access:  # fmt: skip
    type_, target = about[0], about[1] or None
    status = min((how for _, how in told), key=_STRONGEST.index)
    shown = [c for c, how in told if how == status]
    # A denial of need is made by who denies: its claims speak for it.
    against = () if type_ == DENIAL else tuple(sorted(c.id for c, how in told if how == "denied"))
    claims = tuple(sorted(c.id for c, _ in told if c.id not in against))
    first = min(shown, key=lambda c: (day_of(c), c.id))
    keys = dict.fromkeys(k for c, _ in told for k in _keys(scene, c))
    sites = [scene.known.sites.site(key) for key in keys]
    fluents = list({f.id: f for c in claims for f in states.get(c, ())}.values())
    over = any(c.phase == "end" for c in shown) or (
        bool(fluents) and all(f.state == "does not hold" for f in fluents)
    )
    age = scene.day - max(day_of(c) for c in shown)
    mentions = [m for c in shown for m in (*c.roles.actor, *c.roles.recipient, *c.roles.content)]
    seen = dict.fromkeys(r.id for c in shown for r in results.get(c.id, ()))
    after = [scene.claims[id] for id in seen]
    texts = " ".join((*(c.text for c in shown), *(m.text or "" for m in mentions)))
    return Access(
        id=line_id("access", *about),
        claims=claims,
        against=against,
        incidents=scene.incidents((*claims, *against)),
        fluents=tuple(f.id for f in fluents),
        type=type_,
        affected=words.affected(first, type_),
        target=target,
        organisation=helpers(scene, words, mentions),
        sector=words.sectors(texts),
        by=tuple(sorted({d for c in shown for d in _doers(scene, words, c, type_)})),
        place=tuple(sorted({s.name for s in sites})) or _described(shown),
        country=next((s.country for s in sites if s.country), None),
        lat=sites[0].lat if sites else None,
        lon=sites[0].lon if sites else None,
        from_=told_when(first),
        to=".." if not over and any(c.status == "ongoing" for c in shown) else None,
        status=status,
        over=over,
        days=age if age > 0 else None,
        words=max(shown, key=lambda c: (day_of(c), c.id)).text,
        by_account_of=scene.accounts(c.id for c in shown),
        impact=tuple(remark(scene, c) for c in after if words.is_impact(c)),
        response=tuple(remark(scene, c) for c in after if words.is_response(c)),
        sensitive=words.constraints[type_].sensitive,
        disputed=scene.disputed((*claims, *against), "occurrence", "responsibility", "target"),
    )


def remark(scene: Scene, claim: Claim) -> Remark:
    """A claim as something that came of a constraint, or was done about it."""
    parties = scene.known.parties
    return Remark(
        what=claim.text, by=None, of=parties.actors(claim.roles.actor),
        by_account_of=scene.account(claim), claims=(claim.id,),
    )  # fmt: skip


def _doers(scene: Scene, words: AccessWords, claim: Claim, type_: str) -> tuple[str, ...]:
    """Who does it by a claim: no helper, and nothing that only stands in a doer's place."""
    parties = scene.known.parties
    if type_ == DENIAL and claim.sources:
        parties.actor(claim.sources[-1])
        return (name_of(claim.sources[-1]),)
    found = [m for m in claim.roles.actor if not words.helps(m)]
    if type_ in _UNDONE:
        found = [m for m in found if m.id is not None]
    return parties.actors(found)


def _keys(scene: Scene, claim: Claim) -> tuple[str, ...]:
    sites = scene.known.sites
    named = [p for p in claim.places if p.name]
    # A road or border says less of where than a town does.
    towns = [p for p in named if p.precision not in WAYS]
    return tuple(dict.fromkeys(sites.key(p) for p in towns or named))


def _described(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Where in the reports' words, where no place is known: "the eastern crossing"."""
    return tuple(dict.fromkeys(p.text for c in claims for p in c.places if p.text))


def _because(scene: Scene, claim: Claim) -> str:
    """The words of what a claim gives as its cause, and of those in a doer's place."""
    doers = " ".join(m.text or "" for m in (*claim.roles.actor, *claim.roles.instrument))
    if claim.cause is None:
        return doers
    if isinstance(claim.cause, str):
        cause = scene.claims.get(claim.cause)
        return f"{doers} {cause.text if cause else claim.cause}"
    return " ".join((doers, *(scene.claims[c].text for c in claim.cause if c in scene.claims)))


def _states(scene: Scene) -> Mapping[str, Sequence[Fluent]]:
    """Claim id → the states of access, borders and ways that it speaks for."""
    found: dict[str, list[Fluent]] = {}
    for _, fluent in scene.of(*_STATES):
        for claim in fluent.claims:
            found.setdefault(claim, []).append(fluent)
    return found


def _results(scene: Scene) -> Mapping[str, Sequence[Claim]]:
    """Claim id → the claims, told as facts, that give it as their cause."""
    found: dict[str, list[Claim]] = {}
    for claim in scene.told:
        if not claim.cause or gate(claim) != "for" or not scene.past(claim):
            continue
        causes = (claim.cause,) if isinstance(claim.cause, str) else claim.cause
        for cause in causes:
            found.setdefault(cause, []).append(claim)
    return found
