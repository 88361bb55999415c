"""Places shut in: by whom, how long, how many people, what gets in, who gets out, on whose list.

Nothing is worked out into a verdict. A level of a scheme stands only where a source gives it, and
what the schemes ask about is listed as accounts tell it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sayso.core.edtf import bounds
from sayso.core.lines import Figure, State
from sayso.core.sieges import Designation, Siege, SiegeStatus
from sayso.core.types import Claim
from sayso.knowledge.access import load_access
from sayso.situation.aliases import as_told, called, joined
from sayso.situation.besieged import Told, day_of, last_of, standing, told_of_places
from sayso.situation.gate import first_day, gate
from sayso.situation.marks import is_over, span
from sayso.situation.scene import Scene, line_id
from sayso.situation.sites import ends, spots
from sayso.situation.spells import Spell
from sayso.situation.standing import (
    AHEAD,
    NOW,
    OPEN,
    Found,
    other_accounts,
    projections,
    together,
    union,
)

TRAPPED = frozenset({"besieged", "stranded"})
HARD: Final = "hard to reach"
# Of a place with one of these lines it is told already whether it is shut in, and by whom.
_SHUT = frozenset({"besieged", "partial", "lifted", "denied"})
_NOTHING = Told(listed=(), criteria=())
# What a line's status is by a list alone; a level that says no more is only "listed".
_BY_LIST: Mapping[str, SiegeStatus] = {HARD: HARD, "besieged": "besieged", "watchlist": "listed"}


def sieges(scene: Scene, figures: Sequence[Figure]) -> tuple[Siege, ...]:
    """Places besieged, surrounded, hard to reach, or said to be so before long; lifted and denied
    ones too, and those that are only on a list."""
    told = told_of_places(scene)
    scene.fetch(id for _, f in scene.of("siege", "encirclement") for id in f.claims)
    around = [(s, f) for s, f in scene.of("encirclement") if s.marks and f.state in OPEN]
    lines, used = [], set()
    for group in joined(scene, together(scene, "siege")):
        spell, fluent = group[0]
        with_ = [x for x in around if fluent.state in OPEN and _same(scene, x[0], spell)]
        used |= {f.id for _, f in with_}
        lines.append(_siege(scene, group, with_, figures, told))
    for spell, fluent in scene.of("siege"):
        if not fluent.claims and scene.is_here(spell.key[0]):
            lines.append(_siege(scene, [(spell, fluent)], [], figures, told))
    for key, besieger, claims in _ahead(scene, "siege"):
        near = [x for x in around if x[0].key[0] == key and _by(scene, x[0], besieger)]
        used |= {f.id for _, f in near}
        lines.append(_projected(scene, key, besieger, claims, near, figures, told))
    for spell, fluent in around:
        if fluent.id not in used and scene.is_here(spell.key[0]):
            lines.append(_siege(scene, [(spell, fluent)], [], figures, told, "encircled"))
    for spell, fluent in scene.of("reach"):
        if fluent.state in OPEN and spell.marks and scene.is_here(spell.key[0]):
            lines.append(_siege(scene, [(spell, fluent)], [], figures, told, HARD))
    shown = {line.place for line in lines if line.status in _SHUT}
    for key, unnamed in sorted(_by_nobody(scene).items()):
        if scene.known.sites.name(key) not in shown:
            lines.append(_unnamed(scene, key, unnamed, figures, told))
    shown = {line.place for line in lines}
    for key, of_place in told.items():
        if scene.is_here(key) and scene.known.sites.name(key) not in shown:
            lines += _only_listed(scene, key, of_place, figures)
    return tuple(sorted(lines, key=lambda s: (s.place, s.from_ or "", s.besieger, s.id)))


def _by(scene: Scene, spell: Spell, party: str) -> bool:
    return not party or scene.known.parties.same(spell.value, party, spell.conflict)


def _same(scene: Scene, a: Spell, b: Spell) -> bool:
    return a.key == b.key and scene.known.parties.may_be(a.value, b.value, a.conflict)


def _breakers(scene: Scene, enders: Iterable[Claim], besiegers: Sequence[str]) -> tuple[str, ...]:
    """Who ended a siege; whoever ended its own by taking the place has not broken it."""
    parties = scene.known.parties
    return parties.actors(
        m for c in enders for m in c.roles.actor
        if parties.of(m, scene.conflict(c)) not in besiegers
    )  # fmt: skip


def _siege(
    scene: Scene, group: Sequence[Found], around: Sequence[Found], figures: Sequence[Figure],
    told: Mapping[str, Told], status: SiegeStatus | None = None,
) -> Siege:  # fmt: skip
    spell, fluent = group[0][0], as_told(group)
    key, both = spell.key[0], [*group, *around]
    names = called(scene, group)
    claims = union(f.claims for _, f in both)
    if status is None:
        if not fluent.claims:
            status = "denied"
        elif fluent.state == "does not hold":
            status = "lifted"
        else:
            status = "partial" if fluent.extent == "part" else "besieged"
    enders = [scene.claims[c] for m in spell.ending for c in m.claims]
    others = {"*", *(c.name for c in names)}
    by = [s.value for s, _ in group if s.value not in others and s.fluent != "reach"]
    low, high = _length(scene, fluent.from_, fluent.to)
    return Siege(
        id=line_id("line", *(f.id for _, f in group)),
        against=union(f.against for _, f in both),
        fluents=tuple(f.id for _, f in both),
        besieger=tuple(sorted(by)),
        besieged=_besieged(scene, claims),
        status=status, from_=fluent.from_, to=fluent.to, days_low=low, days_high=high,
        state=fluent.state, days=fluent.days,
        lifted_by=_breakers(scene, enders, [s.value for s, _ in group])
        if status == "lifted" else (),
        aid=_aid(scene, key),
        disputed=other_accounts(scene, claims, "siege", [s.value for s, _ in group]),
        called=names,
        **_of_place(scene, key, claims, figures, told.get(key, _NOTHING), fluent.from_),
    )  # fmt: skip


def _projected(
    scene: Scene, key: str, besieger: str, claims: Sequence[Claim], around: Sequence[Found],
    figures: Sequence[Figure], told: Mapping[str, Told],
) -> Siege:  # fmt: skip
    cut = [
        c for c in projections(scene, "route")
        if key in {scene.known.sites.key(p) for p in ends(c)}
        and besieger in scene.known.parties.all_of(c.roles.actor, scene.conflict(c))
    ]  # fmt: skip
    ids = tuple(sorted({c.id for c in (*claims, *cut)} | {c for _, f in around for c in f.claims}))
    return Siege(
        id=line_id("siege ahead", key, besieger),
        fluents=tuple(f.id for _, f in around),
        against=union(f.against for _, f in around),
        besieger=(besieger,) if besieger else (), besieged=_besieged(scene, ids),
        status="projected", from_=None, to=None, days_low=None, days_high=None, state=None,
        days=None, lifted_by=(), aid=None,
        disputed=other_accounts(scene, ids, "siege", [besieger]),
        **_of_place(scene, key, ids, figures, told.get(key, _NOTHING), None, ahead=True),
    )  # fmt: skip


def _by_nobody(scene: Scene) -> Mapping[str, Sequence[Claim]]:
    """Place key → the claims that it is besieged, which do not say by whom: no state can be made of
    them, since a siege is somebody's."""
    effects, sites = scene.known.effects, scene.known.sites
    found: dict[str, list[Claim]] = {}
    over: dict[str, int] = {}
    told = []
    for claim in scene.told:
        changes = {e.change for e in effects.of(claim.predicate) if e.state.fluent == "siege"}
        if changes and gate(claim) is not None and scene.past(claim):
            told.append((claim, changes))
    reports = {claim.report.id for claim, _ in told}
    beside: dict[str, list[Claim]] = {}
    for claim in scene.told:
        if claim.report.id in reports:
            beside.setdefault(claim.report.id, []).append(claim)
    for claim, changes in told:
        keys = [key for p in spots(claim) if scene.is_here(key := sites.key(p))]
        ends_it = "end" in changes or claim.phase == "end"
        if "observe" in changes:
            ends_it = ends_it or _is_told_over(scene, claim, beside[claim.report.id])
        for key in keys:
            if ends_it and gate(claim) == "for":
                over[key] = max(over.get(key, 0), day_of(claim))
            elif "observe" in changes and not ends_it and not claim.roles.actor:
                found.setdefault(key, []).append(claim)
    since = {key: [c for c in some if day_of(c) > over.get(key, 0)] for key, some in found.items()}
    return {key: some for key, some in since.items() if some}


def _is_told_over(scene: Scene, claim: Claim, around: Iterable[Claim]) -> bool:
    """Whether a siege is told as one that had lasted, or after which something came by the words
    ``around`` its own."""
    effects = scene.known.effects
    return is_over(claim, effects) or any(
        gate(c) == "for" and c.start <= claim.start and claim.end <= c.end
        and effects.over.comes_after(c.text, claim.text)
        for c in around
    )  # fmt: skip


def _unnamed(
    scene: Scene, key: str, claims: Sequence[Claim], figures: Sequence[Figure],
    told: Mapping[str, Told],
) -> Siege:  # fmt: skip
    """A place told to be besieged by nobody named."""
    fits = [c for c in claims if gate(c) == "for"]
    against = tuple(sorted(c.id for c in claims if gate(c) == "against"))
    spans = [span(c, "observe", True) for c in fits]
    since = sorted((s.first or 0, s.since) for s in spans if s.since is not None)
    begun = since[0][1] if since else None
    age = scene.day - max(day_of(c) for c in claims)
    lasts = scene.known.effects.fluents["siege"].lasts
    sure = not against and any(c.certainty in ("certain", "probable") for c in fits)
    ids = tuple(sorted(c.id for c in fits))
    low, high = _length(scene, begun, "..")
    state: State = "last reported" if age > lasts else "holds" if sure else "may hold"
    return Siege(
        id=line_id("siege by nobody named", key), fluents=(), against=against,
        besieger=(), besieged=_besieged(scene, ids), status="besieged" if fits else "denied",
        from_=begun, to=".." if fits else None, days_low=low, days_high=high,
        state=state if fits else "does not hold", days=age if age > lasts and fits else None,
        lifted_by=(), aid=_aid(scene, key), disputed=scene.disputed(ids, "control", "occurrence"),
        **_of_place(scene, key, ids, figures, told.get(key, _NOTHING), begun),
    )  # fmt: skip


def _only_listed(scene: Scene, key: str, told: Told, figures: Sequence[Figure]) -> Iterable[Siege]:
    """The line of a place that is on a list, while nobody tells of a siege."""
    current = standing(told.listed)
    reported = [d for d in current if d.put == "reported"]
    days = {c: x.day for x in told.listed for c in x.entry.claims}
    on = [d for d in reported if not _removes(told, d)]
    if not on:
        return
    newest = max(days[c] for d in on for c in d.claims)
    age = scene.day - newest
    lasts = scene.known.effects.fluents["listed"].lasts
    claims = union(d.claims for d in on)
    yield Siege(
        id=line_id("listed", key), against=(),
        fluents=tuple(f.id for _, f in scene.of_place("listed", key)),
        besieger=(), besieged=(), status=_BY_LIST.get(on[0].level, "besieged"),
        from_=None, to=None, days_low=None, days_high=None,
        state="holds" if age <= lasts else "last reported",
        days=age if age > lasts else None, lifted_by=(), aid=_aid(scene, key), disputed=(),
        **_of_place(scene, key, claims, figures, told, None),
    )  # fmt: skip


def _removes(told: Told, designation: Designation) -> bool:
    return any(x.removes and x.entry == designation for x in told.listed)


def _of_place(
    scene: Scene, key: str, claims: Sequence[str], figures: Sequence[Figure], told: Told,
    begun: str | None, *, ahead: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """What a line has from what is told of its place, since the siege began where that is known."""
    words, site = load_access(), scene.known.sites.site(key)
    since = first_day(begun) or 0
    criteria = [(day, c) for day, c in told.criteria if day >= since]
    trapped = _trapped(scene, key, figures)
    low, high = _people(trapped, ahead)
    listed = standing(told.listed)
    return {
        "claims": tuple(claims),
        "incidents": scene.incidents(claims),
        "place": site.name,
        "country": site.country,
        "lat": site.lat,
        "lon": site.lon,
        "designations": listed,
        "trapped": trapped,
        "people_low": low,
        "people_high": high,
        "last_entry": last_of(criteria, words.lets_in, "let in"),
        "last_exit": last_of(criteria, words.lets_out, "let out"),
        "criteria": tuple(c for _, c in criteria),
    }


def _length(scene: Scene, start: str | None, end: str | None) -> tuple[int | None, int | None]:
    """How many days it has lasted by the day, low and high; none where its beginning is not told
    or open."""
    first, last = _bounds(start)
    if first is None or last is None:
        return None, None
    over_first, over_last = _bounds(end) if end not in (None, "..") else (scene.day, scene.day)
    until_first = min(over_first if over_first is not None else scene.day, scene.day)
    until_last = min(over_last if over_last is not None else scene.day, scene.day)
    return max(0, until_first - last), max(0, until_last - first)


def _bounds(edtf: str | None) -> tuple[int | None, int | None]:
    if edtf is None:
        return None, None
    first, last = bounds(edtf)
    return first.toordinal() if first else None, last.toordinal() if last else None


def _aid(scene: Scene, key: str) -> str | None:
    aid = [f for _, f in scene.of_place("access", key) if f.state in NOW]
    return " and ".join(sorted({f.value for f in aid})) or None


def _ahead(scene: Scene, fluent: str) -> list[tuple[str, str, list[Claim]]]:
    """Places and parties for which a state is projected, with the claims."""
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in projections(scene, fluent):
        parties = scene.known.parties.all_of(claim.roles.actor, scene.conflict(claim)) or ("",)
        for place in spots(claim):
            key = scene.known.sites.key(place)
            if scene.is_here(key):
                for party in parties:
                    found.setdefault((key, party), []).append(claim)
    return [(key, party, claims) for (key, party), claims in sorted(found.items())]


def _besieged(scene: Scene, claims: Iterable[str]) -> tuple[str, ...]:
    found = [scene.claims[c] for c in claims if c in scene.claims]
    inside = [m.name or m.text for c in found if c.predicate == "besiege" or c.status in AHEAD
              for m in c.roles.recipient]  # fmt: skip
    return tuple(dict.fromkeys(name for name in inside if name))


def _trapped(scene: Scene, key: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    sites = scene.known.sites
    return tuple(
        f for f in figures
        if f.what in TRAPPED
        and any(sites.key(p) == key for c in f.claims for p in scene.claims[c].places if p.name)
    )  # fmt: skip


def _people(
    trapped: Sequence[Figure], ahead: bool
) -> tuple[float | int | None, float | int | None]:
    """The range of people over accounts: of each account its last figures, and only those told as
    facts where the siege is one. An account that gives only a most has no least."""
    facts = [f for f in trapped if f.status == "reported"]
    newest: dict[str, str] = {}
    for figure in trapped if ahead else facts:
        newest[figure.by_account_of] = max(newest.get(figure.by_account_of, ""), figure.said or "")
    last = [f for f in (trapped if ahead else facts) if (f.said or "") == newest[f.by_account_of]]
    lows = [x for f in last for x in (f.low if f.low is not None else f.best,) if x is not None]
    highs = [x for f in last for x in (f.high if f.high is not None else f.best,) if x is not None]
    return min(lows, default=None), max(highs, default=None)
