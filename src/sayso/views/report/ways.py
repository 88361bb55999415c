"""Routes, constraints on access, convoys and evacuations, as drafts."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from sayso.core.relief import Access, Convoy, Evacuation
from sayso.core.situation import Route
from sayso.knowledge.predicates import load_predicates
from sayso.views.report.accounts import Desk, Draft, Told
from sayso.views.report.ground import be, brief, with_account
from sayso.views.report.marks import Marks
from sayso.views.report.wording import (
    Pieces,
    Said,
    day,
    entry,
    fill,
    listed,
    on,
    quote,
    say,
    sentence,
    since,
    text,
    together,
    with_article,
)
from sayso.views.words import visible

_KINDS = (Route, Convoy, Evacuation, Access)


def ways(desk: Desk, marks: Marks) -> list[Draft]:
    """A sentence each."""
    now = desk.later
    found: list[Draft] = []
    for route in now.routes:
        if route.state != "last reported":
            said, told = _route(desk, route)
            found.append(_draft(marks, route, with_account(said, told), told, 1.0))
    for access in now.access:
        found.append(_access(desk, marks, access))
    for convoy in now.convoys:
        found.append(_convoy(desk, marks, convoy))
    for evacuation in now.evacuations:
        found.append(_evacuation(desk, marks, evacuation))
    return found


def route_changes(desk: Desk, marks: Marks) -> list[Draft]:
    """What changed of routes."""
    found = []
    for line in marks.real("routes"):
        turned = line.since is not None and marks.within(line.since)
        if line.state in ("holds", "may hold") and (turned or _old(line, marks)):
            said, told = _route(desk, line, short=True)
            old = _old(line, marks)
            after = say("route.before", old=old) if old else None
            found.append(brief(said, told, (line.id,), 1.8, marks, after))
    return found


def _draft(
    marks: Marks, line: Any, parts: Pieces, told: Told, score: float, mark: bool = True
) -> Draft:
    found = marks.of([line]) if mark else None
    return Draft(
        section="ways", parts=(parts,), claims=told.claims, more=told.more, lines=(line.id,),
        standing=told.standing, voices=told.voices, mark=found,
        score=score + told.weight + marks.weight(found),
        order=(_KINDS.index(type(line)), f"{10 - marks.weight(found):02.0f} {line.id}"),
    )  # fmt: skip


def way(line: Route) -> Said:
    """A route's name: "the road from Aleppo to the border", "the way between A and B"."""
    ends = line.between
    described = [e for e in ends if e[:1].islower()]
    if described and all(e == described[0] or e in described[0] for e in ends):
        return with_article(described[0])
    if len(ends) > 1:
        return say("route.between", ends=listed([with_article(e) for e in ends]))
    return with_article(line.route)


def _old(line: Route, marks: Marks) -> str | None:
    """How the same way stood before."""
    for gone in marks.gone.get("routes", ()):
        if isinstance(gone, Route) and gone.route == line.route and gone.status != line.status:
            return gone.status
    before = marks.before.get(line.id)
    if isinstance(before, Route) and before.status != line.status:
        return before.status
    return None


def _only_used(desk: Desk, line: Route) -> bool:
    """Whether those named of an open way are told to use it, not to have opened it."""
    told = [desk.claims[c] for c in line.claims if c in desk.claims]
    acting = {claim.predicate for claim in told if claim.roles.actor}
    states = load_predicates().predicates
    return line.status == "open" and any(p in states and states[p].state for p in acting)


def _route(desk: Desk, line: Route, short: bool = False) -> tuple[Said, Told]:
    """A route; ``short``: without who did it."""
    name = way(line)
    key = line.status if line.status in entry("route") else "other"
    begun = since(line.since, desk.year)
    by = None if short or _only_used(desk, line) else desk.parties(line.by)
    said = say(
        f"route.{key}", way=name, status=line.status, since=begun, by=by,
        be=be(line.state, name.many, begun is not None),
        **{"with": desk.parties(line.with_)},
    )  # fmt: skip
    return said, desk.told([line])


def _access(desk: Desk, marks: Marks, line: Access) -> Draft:
    kind = entry("access.types").get(line.type, visible(line.type))
    kind += f" ({visible(line.target)})" if line.target else ""
    spots = tuple(n for n in line.place if _is_spot(n) and not line.target)
    inside = tuple(n for n in line.place if not _is_spot(n))
    head = say(
        "access.head", type=kind, place=_places(inside), spot=_places(spots),
        by=desk.parties(line.by), organisation=desk.parties(line.organisation),
        on=on(line.from_, desk.year),
    )  # fmt: skip
    saying = entry("access.saying").get(line.type)
    told = desk.told([line])
    who = desk.tellers(line.by_account_of, line.claims or line.against)
    if saying is not None and line.by:
        told = desk.told([line], speakers=line.by)
        said = fill(saying, by=desk.parties(line.by), place=_places(inside), spot=_places(spots))
    elif told.standing == "told as fact" and line.status == "reported":
        said = together(say("access.fact", head=head), ", ", told.account or "")
    else:
        said = say(f"access.{line.status}", head=head, who=who or text(entry("nobody")))
        if told.standing == "disputed" and line.status != "denied":
            said = together(said, "; ", entry("account.differ"))
    if line.over:
        said = together(said, entry("access.over"))
    claims, more = (told.claims, told.more) if line.claims else desk.quoted_of(line.against)
    score = 1.0 if line.sensitive else 0.5
    return _draft(marks, line, sentence(said), replace(told, claims=claims, more=more), score)


def _convoy(desk: Desk, marks: Marks, line: Convoy) -> Draft:
    cargo = [quote(visible(w)) for w in (*line.figures, *line.cargo)][:2]
    head = say(
        "convoy.head", organisation=desk.parties(line.organisation),
        place=_places(line.place), cargo=listed(cargo),
    )  # fmt: skip
    told = desk.told([line])
    step = next((s for s in reversed(line.steps) if s.step == line.status and s.claims), None)
    if step is None or line.status is None:
        said = say("convoy.spoken", head=head)
    else:
        put = entry("convoy.put").get(step.status, "")
        did = entry("convoy.steps")[line.status]
        said = say("convoy.told", head=head, step=did + put, on=on(step.when, desk.year))
    return _draft(marks, line, with_account(said, told), told, 0.8)


def _evacuation(desk: Desk, marks: Marks, line: Evacuation) -> Draft:
    people = [quote(visible(w)) if len(w.split()) > 1 else text(visible(w)) for w in line.of]
    head = say(
        "evacuation.head", of=listed(people) or text(entry("evacuation.people")),
        origin=_places(line.origin), destination=_places(line.destination),
    )  # fmt: skip
    said = say(
        f"evacuation.{line.status}", head=head, on=on(line.when, desk.year),
        day=day(line.when, desk.year) if line.when else None,
    )  # fmt: skip
    told = desk.told([line])
    return _draft(marks, line, with_account(said, told), told, 0.9)


def _is_spot(name: str) -> bool:
    """Whether a thing is done at a place, not in it: a crossing, "the gate"."""
    return name[:1].islower() or with_article(name).pieces[0].kind == "text"


def _places(names: tuple[str, ...]) -> Said | None:
    return listed([with_article(n) for n in names])
