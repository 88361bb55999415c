"""What happened around a thing, and a place's history, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from sayso.views import words
from sayso.views.blocks import grid, titled
from sayso.views.naming import ANYBODY, Naming

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.core.around import Around, Happening, History, Moved, Near, Stay


def around_view(found: Around) -> RenderableType:
    """The thing, then what is told of the days before it, of the same days, and of those after."""
    names = Naming(found.names, found.outlets, found.own_voice)
    when = words.day(found.when) if found.when else f"{found.first} – {found.last}"
    parts: list[RenderableType] = [
        Text(f"Around “{words.visible(found.what)}”, {when}", style="bold"),
        Text(f"{found.days} days before and after. {found.note}", style="dim"),
    ]
    for moment, group in groupby(_in_order(found.happenings), key=lambda n: n.moment):
        table = grid()
        for near in group:
            away = f"{near.days:+d}" if near.days else ""
            table.add_row(away, _near(near, names))
        parts.append(titled(moment, table))
    if not found.happenings:
        parts.append(Text("nothing is told of these days", style="dim"))
    return Group(*parts)


def history_view(found: History) -> RenderableType:
    """The states of a place, then what happened there, in the order of days."""
    names = Naming(found.names, found.outlets, found.own_voice)
    title = f"The history of {words.visible(found.place)}"
    if found.from_ or found.to:
        title += f", {found.from_ or '…'} – {found.to or '…'}"
    parts: list[RenderableType] = [Text(title, style="bold")]
    for state, group in groupby(found.states, key=lambda s: s.state):
        table = grid()
        for stay in group:
            table.add_row("", _stay(stay, names))
        parts.append(titled(state.replace("_", " "), table))
    table = grid()
    for one in found.happenings:
        table.add_row("", _happening(one, names))
    parts.append(titled("happenings", table))
    return Group(*parts)


def _in_order(found: Sequence[Near]) -> list[Near]:
    order = ("before", "around the same days", "after")
    return sorted(found, key=lambda n: order.index(n.moment))


def _near(near: Near, names: Naming) -> RenderableType:
    linked = near.said_to_be_linked_by
    by = names.tellers(linked, near.happening.claims) if linked else ""
    more = [Text(f"said to follow one from the other by {by}", style="magenta")] if linked else []
    return _happening(near.happening, names, more)


def _happening(one: Happening, names: Naming, more: Sequence[Text] = ()) -> RenderableType:
    """What happened and its id; below it the words and who says so, and what it changes."""
    day = words.day(one.when) if one.when else f"by {one.last}" if one.last else "no day told"
    head = Text(day, style="bold")
    head.append(f"  {one.predicate.replace('_', ' ')}", style="not bold")
    head.append(f"  {', '.join(map(words.visible, one.places))}" if one.places else "", "not bold")
    count = len(one.claims)
    head.append(f"  [{count} claim{'' if count == 1 else 's'}]  {one.incident[:10]}", style="dim")
    said = Text(f"“{words.visible(one.words)}”", style="italic")
    said.append_text(_accounts(one, one.claims, names))
    parts = [said, *(Text(x, style="cyan") for x in _moved(one.moved, names)), *more]
    return Group(head, *(Padding(part, (0, 0, 0, 2)) for part in parts))


def _moved(moved: Sequence[Moved], names: Naming) -> list[str]:
    """What changes, a line a change and state: "ends siege (Nubl; Az Zahra): rebels"."""
    values: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for one in moved:
        values.setdefault((one.change, one.state, one.of), []).append(one.value)
    places: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for (change, state, of), found in values.items():
        named = tuple(v for v in found if v != ANYBODY)
        places.setdefault((change, state, named), []).append(", ".join(map(words.visible, of)))
    return [
        f"{change} {state.replace('_', ' ')} ({'; '.join(of)})"
        + (f": {names.all(named)}" if named else "")
        for (change, state, named), of in places.items()
    ]


def _stay(stay: Stay, names: Naming) -> Text:
    of = ", ".join(words.visible(part) for part in stay.of)
    start = words.moment(stay.from_) if stay.from_ else f"{stay.by} or before" if stay.by else ""
    end = "" if stay.to in (None, "..") else words.moment(stay.to or "")
    if start and end:
        span = f"{start} – {end}"
    else:
        span = f"since {start}" if start else f"until {end}" if end else "no day told"
    text = Text(span, style="bold")
    part = " in part" if stay.extent == "part" else ""
    text.append(f"  {of}: {names.one(stay.value)}{part}", style="not bold")
    if not end and stay.seen:
        text.append(f"  last told of {stay.seen}", style="dim")
    begin = [c for c in stay.claims if c not in stay.end_claims] or stay.claims
    text.append_text(_accounts(stay, begin, names))
    if stay.ended_by_account_of:
        by = names.tellers(stay.ended_by_account_of, stay.end_claims)
        text.append(f"  its end by {by}", style="cyan")
    return text


def _accounts(one: Happening | Stay, claims: Sequence[str], names: Naming) -> Text:
    told, denied = one.by_account_of, one.denied_by
    text = Text(f"  by {names.tellers(told, claims)}" if told else "", style="cyan")
    text.append(f"  denied by {names.tellers(denied, one.against)}" if denied else "", style="red")
    return text
