"""Who holds and besieges what: rows of the table, and what changed, as drafts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from sayso.core.sieges import Siege
from sayso.core.situation import Backer, Control
from sayso.views.report.accounts import Desk, Draft, Told
from sayso.views.report.marks import Marks
from sayso.views.report.wording import (
    Pieces,
    Said,
    entry,
    fill,
    listed,
    moment,
    named,
    number,
    on,
    say,
    sentence,
    since,
    text,
    together,
)

KNOWN = ("holds", "may hold", "does not hold")
Line = Any  # Control or Siege


def ground(desk: Desk, marks: Marks) -> list[Draft]:
    """The table of control and sieges, and who backs whom."""
    groups = [
        (key, group)
        for key, lines in (("sieges", desk.later.sieges), ("control", desk.later.control))
        for group in alike(x for x in lines if _is_told(x))
    ]
    turned: dict[str, float] = {}
    for _, group in groups:
        place = group[0].place
        turned[place] = max(turned.get(place, 0), marks.weight(marks.of(group)))
    found = [
        replace(_row(desk, marks, key, group), order=(-turned[group[0].place], group[0].place))
        for key, group in groups
    ]
    return found + [_backer(desk, marks, x) for x in desk.later.backers if x.state in KNOWN]


def ground_changes(desk: Desk, marks: Marks) -> list[Draft]:
    """What changed of it, for the beginning of the report."""
    found = []
    for key, make in (("control", _control), ("sieges", _siege)):
        lines = [x for x in marks.real(key) if _is_told(x)]
        for group in alike(x for x in lines if _is_turn(x, marks)):
            said, told = make(desk, group)
            found.append(_brief(key, group, said, told, marks, 1.0))
        # What has no day may have been so long before it was told.
        for group in alike(x for x in lines if not _is_turn(x, marks)):
            said, told = make(desk, group)
            newly = say("control.newly", told=said)
            found.append(_brief(key, group, newly, told, marks, 0.0))
    return found


def alike(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines that tell the same of several places, by their place."""
    groups: dict[object, list[Line]] = {}
    for line in lines:
        if isinstance(line, Control):
            same: tuple[object, ...] = (
                line.holder, line.extent, line.from_, line.to, line.state, line.contested_by,
                line.disputed, bool(line.against),
            )  # fmt: skip
        else:
            same = (
                line.besieger, line.status, line.from_, line.to, line.state, line.lifted_by,
                line.aid, line.people_low, line.people_high, line.disputed, line.claims,
            )  # fmt: skip
        groups.setdefault((type(line), same), []).append(line)
    return list(groups.values())


def places(lines: Sequence[Line]) -> Said:
    """The places of lines."""
    names = list(dict.fromkeys(line.place for line in lines))
    return listed([named(n) for n in names]) or text("")


def be(state: str | None, many: bool, has_since: bool) -> str:
    """ "is", "may have been" …"""
    verbs = entry("state.verbs")
    number_ = "may" if state == "may hold" else "many" if many else "one"
    return str(verbs[f"since_{number_}" if has_since else number_])


def _is_told(line: Line) -> bool:
    if isinstance(line, Control):
        return line.state in ("holds", "may hold")
    return line.state in KNOWN or line.state is None


def _is_turn(line: Line, marks: Marks) -> bool:
    """Whether a line tells of a turn within the period: it begins or ends in it."""
    if isinstance(line, Siege) and line.status in ("lifted", "projected"):
        return True
    return bool(line.from_) and marks.within(line.from_)


def _row(desk: Desk, marks: Marks, key: str, group: list[Line]) -> Draft:
    line = group[0]
    part = "/end" if key == "sieges" and line.status == "lifted" else ""
    told = desk.told(group, part)
    cell = _held(desk, line) if isinstance(line, Control) else _besieged(desk, line)
    if line.state == "may hold":
        cell = together(entry("state.perhaps"), cell)
    mark = marks.of(group)
    return Draft(
        section="ground",
        parts=(sentence(places(group), ""), cell.pieces, text(_days(desk, line)).pieces,
               sentence(told.cell, "")),
        claims=told.claims, more=told.more, lines=tuple(x.id for x in group),
        standing=told.standing, voices=told.voices, mark=mark,
        score=told.weight + marks.weight(mark) + (1.0 if key == "sieges" else 0.6),
    )  # fmt: skip


def _held(desk: Desk, line: Line) -> Said:
    return say(
        f"control.cell.{line.extent}", holder=desk.parties(line.holder),
        contested=desk.parties(line.contested_by),
    )  # fmt: skip


def _besieged(desk: Desk, line: Line) -> Said:
    cell = say(
        f"siege.cell.{line.status}", besieger=desk.parties(line.besieger),
        by=desk.parties(line.lifted_by),
    )  # fmt: skip
    more = entry("siege.more")
    if line.days_low is not None and line.days_high is not None:
        length = _range(line.days_low, line.days_high)
        over = "was" if line.status == "lifted" else "length"
        cell = together(cell, "; ", fill(more[over], days=length))
    if line.aid:
        cell = together(cell, "; ", fill(more["aid"], aid=line.aid))
    if line.people_low is not None or line.people_high is not None:
        people = _range(line.people_low, line.people_high)
        cell = together(cell, "; ", fill(more["people"], people=people))
    return cell


def _days(desk: Desk, line: Line) -> str:
    begin = moment(line.from_, desk.year) if line.from_ else ""
    if line.to in (None, "..") or (isinstance(line, Siege) and line.status != "lifted"):
        return begin or str(entry("state.unknown_day"))
    last = moment(line.to, desk.year)
    return f"{begin} – {last}" if begin else str(fill("until {day}", day=last).pieces[0].text)


def _range(low: float | int | None, high: float | int | None) -> str:
    if low == high or high is None or low is None:
        return number(low if low is not None else high)
    return f"{number(low)}–{number(high)}"


def _control(desk: Desk, group: list[Line]) -> tuple[Said, Told]:
    line, place = group[0], places(group)
    begun = since(line.from_, desk.year)
    many = place.many
    if line.extent != "whole":
        many = False
    holder = desk.parties(line.holder)
    if line.extent == "presence" and holder is not None:
        many = holder.many
    said = say(
        f"control.{line.extent}", place=place, holder=holder, since=begun,
        be=be(line.state, many, begun is not None),
    )  # fmt: skip
    return said, desk.told(group)


def _siege(desk: Desk, group: list[Line]) -> tuple[Said, Told]:
    line, place = group[0], places(group)
    begun = since(line.from_, desk.year)
    said = say(
        f"siege.{line.status}", place=place, besieger=desk.parties(line.besieger), since=begun,
        to=on(line.to, desk.year),
        be=be(line.state, place.many, begun is not None),
    )  # fmt: skip
    return said, desk.told(group, "/end" if line.status == "lifted" else "")


def _brief(key: str, group: list[Line], said: Said, told: Told, marks: Marks, turn: float) -> Draft:
    score = 1.0 + turn if key == "sieges" else turn
    return brief(said, told, tuple(x.id for x in group), score, marks)


def brief(
    said: Said, told: Told, lines: tuple[str, ...], score: float, marks: Marks,
    after: Said | None = None,
) -> Draft:  # fmt: skip
    """A sentence for the beginning; ``after``: see ``with_account``."""
    return Draft(
        section="brief", parts=(with_account(said, told, after),), claims=told.claims,
        more=told.more, lines=lines, standing=told.standing, voices=told.voices, mark=None,
        score=score + told.weight + marks.TURN,
        order=(-score - told.weight, ""),
    )  # fmt: skip


def with_account(said: Said, told: Told, after: Said | None = None) -> Pieces:
    """A sentence with whose account it is; ``after``: what stands behind that."""
    whole = together(said, ", ", told.account) if told.account else said
    return sentence(together(whole, "; ", after) if after and after.pieces else whole)


def _backer(desk: Desk, marks: Marks, line: Backer) -> Draft:
    told = desk.told([line])
    ways = entry("backer.ways")
    said = say(
        "backer.backs", backer=desk.party(line.backer), backs=desk.party(line.backs),
        how=listed([text(ways.get(w, w)) for w in line.how]), since=since(line.since, desk.year),
    )  # fmt: skip
    mark = marks.of([line])
    return Draft(
        section="ground", parts=(with_account(said, told),), claims=told.claims, more=told.more,
        lines=(line.id,), standing=told.standing, voices=told.voices, mark=mark,
        score=told.weight + 0.5 * marks.weight(mark), order=(-marks.weight(mark), ""),
    )  # fmt: skip
