"""Figures with their sayers, disputes side by side, and what is not known, as drafts."""

from __future__ import annotations

import re
from typing import Any

from sayso.core.lines import Figure
from sayso.core.situation import Account, Disputed, Situation
from sayso.core.types import Claim
from sayso.views.naming import OWN
from sayso.views.report.accounts import Desk, Draft
from sayso.views.report.ground import alike, places
from sayso.views.report.marks import Marks
from sayso.views.report.ways import way
from sayso.views.report.wording import (
    Pieces,
    Said,
    day,
    deeds,
    entry,
    listed,
    named,
    number,
    plain,
    quote,
    say,
    sentence,
    text,
    thing,
    together,
    with_article,
)
from sayso.views.words import visible

FEW = 5  # things told of which it is not said how many rest on one voice
FIRST = 1.2  # what the most telling dispute is worth above the others
SHORT = 150  # characters of words that stand beside those of the other side
_SO = re.compile(r"^.*: (not )?so$", re.DOTALL)
_ABOUT = re.compile(r"^(?P<before>[^:()]*: |day of )?(?P<what>[\w ]+?)(?P<where> \(.*\))?$")


def figures(desk: Desk, marks: Marks) -> list[Draft]:
    """A row each: those inside a besieged place stand in the table of sieges too."""
    return [_figure(desk, marks, line) for line in desk.later.figures]


def _figure(desk: Desk, marks: Marks, line: Figure) -> Draft:
    who = desk.teller(line.by_account_of, line.claims)
    put = entry("figure.none") if line.best == 0 else entry("figure.put").get(
        line.status, line.status)  # fmt: skip
    said = together(who, f" ({put})" if put else "")
    if line.said:
        said = together(said, ", ", day(line.said, desk.year))
    what = together(visible(line.what), ": ", quote(visible(line.words))) if line.words else text(
        visible(line.what))  # fmt: skip
    told, mark = desk.told([line]), marks.of([line])
    return Draft(
        section="figures",
        parts=(sentence(what, ""), (listed([named(p) for p in line.places]) or text("–")).pieces,
               *(text(number(n)).pieces for n in (line.low, line.best, line.high)),
               sentence(said, "")),
        claims=told.claims, more=told.more, lines=(line.id,),
        standing=told.standing, voices=told.voices, mark=mark,
        score=0.4 + told.weight + 0.7 * marks.weight(mark) + 0.2 * bool(line.places),
        order=(0, f"{line.what} {line.said or ''}"),
    )  # fmt: skip


def disputes(desk: Desk, marks: Marks) -> list[Draft]:
    """Each with its sides, their voices and words."""
    return [_clash(desk, marks, x, i) for i, x in enumerate(desk.later.disputes)]


def _clash(desk: Desk, marks: Marks, line: Disputed, place: int) -> Draft:
    mark = marks.of([line])
    sides = []
    for index, side in enumerate(line.sides):
        roots = desk.evidence.roots.get(f"{line.id}/{index}")
        voices = desk.spread(roots.roots) if roots else []
        quoted = desk.voiced(voices, side.claims, 2, _predicate(line))
        words = _words(desk, quoted)
        who, others = _voices(desk, side, quoted if words else ())
        sides.append(
            Draft(
                section="disputes",
                parts=(sentence(text(_says(side.says)), ""), who.pieces, words, others.pieces),
                claims=quoted, more=max(0, len(side.claims) - len(quoted)), lines=(line.id,),
                standing="disputed",
            )
        )  # fmt: skip
    return Draft(
        section="disputes", parts=(sentence(_about(line), ""),), claims=(), more=0,
        lines=(line.id,), standing="disputed", mark=mark, sides=tuple(sides),
        score=1.6 + 0.8 * marks.weight(mark) - 0.05 * place + FIRST * (place == 0),
        order=(place, ""),
    )  # fmt: skip


def _voices(desk: Desk, side: Account, quoted: tuple[str, ...]) -> tuple[Said, Said]:
    """Who says it whose words are quoted (none: everybody), and who else."""
    accounts = side.by_account_of
    own = _account_of(desk.claims[quoted[0]], accounts) if quoted else None
    if own is None:
        return desk.tellers(accounts, side.claims) or text(""), text("")
    first = desk.tellers((own,), quoted) or text("")
    rest = desk.tellers(tuple(a for a in accounts if a != own), side.claims)
    also = rest is not None and plain(rest.pieces) != plain(first.pieces)
    return first, say("dispute.also", who=rest) if also else text("")


def _account_of(claim: Claim, accounts: tuple[str, ...]) -> str | None:
    """Which of some accounts a claim is."""
    for source in claim.sources:
        for name in (source.id, source.name):
            if name in accounts:
                return name
    return OWN if OWN in accounts else None


def _predicate(line: Disputed) -> str:
    """The predicate that a dispute is about, as far as its heading tells."""
    match = _ABOUT.match(visible(line.about))
    return match["what"].replace(" ", "_") if match else ""


def _words(desk: Desk, quoted: tuple[str, ...]) -> Pieces:
    """The words of the first claim of a side, where they are few enough; its note has them all."""
    found = desk.claims[quoted[0]].text if quoted else ""
    return quote(visible(found)).pieces if found and len(found) <= SHORT else ()


def _says(label: str) -> str:
    """A position in words: what the label says of a deed is "said to be so" or "denied"."""
    match = _SO.match(label)
    if match is None:
        return visible(label)
    return str(entry("dispute.not_so" if match[1] else "dispute.so"))


def _about(line: Disputed) -> Said:
    """What it is about; a predicate's name in it as a thing: "the failure of the talks"."""
    about = visible(line.about)
    match = _ABOUT.match(about)
    predicate = _predicate(line)
    if match is None or predicate not in deeds():
        return text(about)
    before = match["before"] or ""
    key = "behind" if before.startswith("who") else "day" if before.startswith("day") else "deed"
    about_ = thing(predicate, None, False, None, None)
    return together(say(f"dispute.{key}", thing=about_), match["where"] or "")


def unknown(desk: Desk) -> list[Draft]:
    """What was last told of long ago, and what is not looked at."""
    found = [_last(desk, group) for group in _old(desk.later)]
    older = desk.later.older
    if older.claims or older.states:
        said = say("unknown.older", states=number(older.states), claims=number(older.claims))
        found.append(_plain(said, 1.0))
    return found


def one_voice(chosen: list[Draft]) -> list[Draft]:
    """How many of the things told rest on one voice."""
    told = [d for d in chosen if d.voices]
    single = sum(d.voices == 1 for d in told)
    if not single or len(told) < FEW:
        return []
    return [_plain(say("unknown.one_voice", number=number(single), all=number(len(told))), 2.0)]


def _plain(said: Said, place: float) -> Draft:
    return Draft(
        section="unknown", parts=(sentence(said),), claims=(), more=0, lines=(),
        standing="by account", score=9.0, order=(place, ""),
    )  # fmt: skip


def _old(now: Situation) -> list[list[Any]]:
    places_: tuple[Any, ...] = (*now.control, *now.sieges)
    groups = alike(line for line in places_ if line.state == "last reported")
    others: list[Any] = [*now.routes, *now.talks, *now.ceasefires]
    for other in others:
        if other.state == "last reported":
            groups.append([other])
    return sorted(groups, key=lambda g: (g[0].days or 0, g[0].id))


def _last(desk: Desk, group: list[Any]) -> Draft:
    line = group[0]
    told = desk.told(group)
    said = say("unknown.reported", what=_state(desk, group), days=line.days)
    if told.account is not None:
        said = together(said, ", ", told.account)
    return Draft(
        section="unknown", parts=(sentence(said),), claims=told.claims[:1],
        more=told.more + max(0, len(told.claims) - 1), lines=tuple(x.id for x in group),
        standing=told.standing, score=0.8 - (line.days or 0) / 1000, order=(0, f"{line.days:06}"),
    )  # fmt: skip


def _state(desk: Desk, group: list[Any]) -> Said:
    line = group[0]
    if hasattr(line, "holder"):
        cell = say(f"control.cell.{line.extent}", holder=desk.parties(line.holder), contested=None)
        return together(places(group), " ", cell)
    if hasattr(line, "besieger"):
        by = desk.parties(line.besieger)
        cell = say(f"siege.cell.{line.status}", besieger=by, by=None)
        return together(places(group), " ", cell)
    if hasattr(line, "route"):
        return together(way(line), f" {line.status}")
    if hasattr(line, "track"):
        return together(with_article(line.track), f" {line.status}")
    scope = listed([named(p) for p in line.scope])
    return together(say("ceasefire.head", parties=desk.parties(line.parties), scope=scope),
                    f" {line.status}")  # fmt: skip
