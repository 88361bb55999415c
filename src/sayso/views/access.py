"""The answer of ``sayso access`` and the list of road networks for a person at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from sayso.views import words
from sayso.views.blocks import block, grid
from sayso.views.incidents import rule_view
from sayso.views.naming import Naming

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.core.access import Access, People, Said, Section, View, Way
    from sayso.core.roads import RoadNetwork

_REACHABLE = {
    "by all accounts": "can be reached: a way is said to be open all along, and no account closes "
    "them all",
    "by some accounts": "is left without a way by what is reported; not every account agrees",
    "by no account": "is left without a way by what is reported, and no account disputes enough of "
    "it to leave one",
    "it depends where": "may be left without a way: it depends where on a road it is cut, which "
    "nobody tells",
    "not closed": "is left without a way by no account; that one is open all along, nobody says",
    "not told": "has roads of which no report of the day tells",
    "no road in the network": "has no road to a crossing or entry in these networks",
}
_STYLES = {
    "cut": "red",
    "disputed": "yellow",
    "cut somewhere": "yellow",
    "open": "green",
    "open in part": "green",
}
_MOST = 4  # names of roads shown of one stretch
_HELD = {
    "holds": "told to be held", "may hold": "may be held", "last reported": "last reported held",
}  # fmt: skip
_NOTES = (
    "Only reported closures close a road. A road that nobody tells of is neither open nor closed. "
    "Who holds a town on the way is an inference, and closes nothing.",
    "The words behind each: sayso why with the id at its end.",
    "Nothing here says which roads matter, what would follow if another were closed, or where "
    "armed forces can go.",
)


def access_view(found: Access) -> RenderableType:
    """The answer, the people, the ways in, what is told of them, and each account's view."""
    names = Naming(found.names, found.outlets, found.own_voice)
    clocks = [f"Access to {words.visible(found.place)} on {found.day}"]
    if found.known_by:
        clocks.append(f"by reports published by {found.known_by}")
    if found.recorded_by:
        clocks.append(f"recorded by {found.recorded_by}")
    answer = Text(f"{words.visible(found.place)} ", style="bold")
    answer.append(_REACHABLE[found.reachable], style="bold")
    parts: list[RenderableType] = [Text(", ".join(clocks), style="bold"), answer]
    parts.append(_people(found.people, names))
    numbers = {said.id: number for number, said in enumerate((*found.said, *found.unplaced), 1)}
    if found.ways:
        rows = [line for way in found.ways for line in _way(way, numbers, names)]
        if found.more_sources:
            rows.append(("", Text(f"… and {found.more_sources} farther sources", style="dim")))
        parts.append(block("WAYS IN", rows))
    if found.said:
        rows = [(f"({numbers[s.id]})", _said(s, names)) for s in found.said]
        parts.append(block("WHAT IS SAID", rows))
    if found.unplaced:
        rows = [(f"({numbers[s.id]})", _said(s, names)) for s in found.unplaced]
        parts.append(block("SAID OF A WAY THAT IS NOT ON THE MAP", rows))
    if found.views:
        sources = sorted({way.source for way in found.ways})
        told = [c for said in (*found.said, *found.unplaced) for c in (*said.claims, *said.against)]
        rows = [("", _view(some, sources, numbers, told, names)) for some in _same(found.views)]
        parts.append(block("BY WHOSE ACCOUNT", rows))
    for network in found.networks:
        parts.append(
            Text(
                f"roads: {words.visible(network.file)}, {words.visible(network.source)}, "
                f"{words.visible(network.licence)}", style="dim",
            )
        )  # fmt: skip
    parts += [Text(note, style="dim") for note in _NOTES]
    parts.append(rule_view(found.rule, found.hidden))
    return Group(*parts)


def networks_view(networks: Sequence[RoadNetwork]) -> RenderableType:
    """What networks the record holds and where they come from; never what is on them."""
    if not networks:
        return Text("no road networks: add one with 'sayso roads import'")
    table = grid()
    for network in networks:
        line = Text(words.visible(network.file), style="bold")
        line.append(f"  {network_counts(network)}  imported {network.imported}", "not bold")
        line.append(f"  sha256 {network.sha256[:12]}…", "dim")
        line.append(
            f"\n{words.visible(network.source)}  {words.visible(network.licence)}", "not bold"
        )
        table.add_row(network.id[:10], line)
    return table


def network_counts(network: RoadNetwork) -> str:
    """How much a network holds: "23 roads, 36 towns, 2 crossings"."""
    counts = ((network.roads, "road"), (network.towns, "town"), (network.crossings, "crossing"))
    return ", ".join(f"{number:,} {noun}{'' if number == 1 else 's'}" for number, noun in counts)


def _people(people: People, names: Naming) -> Text:
    if people.population is not None:
        return Text(
            f"people: {people.population:,} by {people.population_by}, of no day; the record has "
            "no figure"
        )
    if not people.figures:
        return Text("people: no figure in the record or the gazetteer", style="dim")
    text = Text("people: ")
    for number, figure in enumerate(people.figures):
        text.append("; " if number else "")
        text.append(f"{figure.what} “{words.visible(figure.words or '')}” ")
        teller = names.teller(figure.by_account_of, figure.claims)
        text.append(f"{figure.status} by {teller} {figure.said or ''}")
    return text


def _way(
    way: Way, numbers: dict[str, int], names: Naming
) -> list[tuple[str, Text]]:  # fmt: skip
    head = Text(f"{'' if way.usual else 'round what is said to be closed: '}from ")
    head.append(words.visible(way.source), style="bold")
    head.append(f"  {way.km:g} km  ")
    head.append(way.status, style=_STYLES.get(way.status, "dim"))
    rows = [("", head)]
    for some in _alike(way.sections):
        stops = [some[0].start, *(section.end for section in some)]
        line = Text(f"  {' – '.join(map(words.visible, stops))}")
        km = round(sum(section.km for section in some), 1)
        line.append(f"  {km:g} km  {_few(some[0].roads)}", "dim")
        if some[0].said:
            line.append(f"  {_numbers(some[0].said, numbers)}")
        rows.append(("", line))
    if way.held:
        held = [
            f"{words.visible(h.place)} {_HELD[h.state]} by "
            f"{names.all(h.holder)} ({len(h.claims)} claim{'' if len(h.claims) == 1 else 's'})"
            for h in way.held
        ]
        rows.append(("", Text(f"  inferred from towns on the way: {'; '.join(held)}", style="dim")))
    return rows


def _few(roads: Sequence[str]) -> str:
    """The names of roads; of many the first."""
    more = f" and {len(roads) - _MOST} more" if len(roads) > _MOST else ""
    return ", ".join(map(words.visible, roads[:_MOST])) + more


def _alike(sections: Sequence[Section]) -> list[list[Section]]:
    """Neighbouring sections on one road of which the same is said."""
    found: list[list[Section]] = []
    for section in sections:
        last = found[-1][-1] if found else None
        if last is not None and (last.roads, last.said) == (section.roads, section.said):
            found[-1].append(section)
        else:
            found.append([section])
    return found


def _said(said: Said, names: Naming) -> Text:
    text = Text(words.visible(said.about), style="bold")
    if said.by_account_of:
        by = names.tellers(said.by_account_of, said.claims)
        text.append(f"  said to be {said.says} by {by}", style="not bold")
    else:
        text.append(f"  that it is {said.says} is only denied", style="not bold")
    if said.of == "last way":
        text.append("  as the last way", style="not bold")
    text.append(f"  since {words.day(said.from_)}" if said.from_ else "", style="not bold")
    if said.denied_by:
        text.append(f"  denied by {names.tellers(said.denied_by, said.against)}", style="yellow")
    shown = f"last reported {said.days} days ago" if said.state == "last reported" else said.state
    text.append(f"  {shown}", style="not bold")
    if not said.exact and said.of == "road" and said.roads:
        text.append("  where on it is not told", style="dim")
    count = len(said.claims) + len(said.against)
    text.append(f"  [{count} claim{'' if count == 1 else 's'}]", style="dim")
    text.append(f"  {said.fluents[0][:10]}", style="dim")
    return text


def _same(views: Sequence[View]) -> list[list[View]]:
    """Accounts by which the same is left, together; all reports by themselves."""
    found: dict[tuple[object, ...], list[View]] = {}
    for view in views:
        key = (view.account is None, view.alone, view.with_others, view.sources, view.shut_by)
        found.setdefault(key, []).append(view)
    return list(found.values())


def _view(
    views: Sequence[View], sources: Sequence[str], numbers: dict[str, int],
    claims: Sequence[str], names: Naming,
) -> Text:  # fmt: skip
    view = views[0]
    if view.account is None:
        text = Text("all reports together: ", style="bold")
        text.append(view.with_others, style="not bold")
    else:
        who = names.tellers([v.account for v in views if v.account], claims)
        text = Text(f"{who}: ", style="bold")
        text.append(f"{view.alone} by {'its' if len(views) == 1 else 'their own'} words alone")
        if view.with_others != view.alone:
            text.append(
                "; with what others report and it does not dispute, "
                if len(views) == 1 else "; with what others report and they do not dispute, "
            )  # fmt: skip
            text.append(view.with_others)
        text.stylize("not bold", len(text.plain.partition(": ")[0]) + 1)
    shut = [source for source in sources if source not in view.sources]
    if view.sources and shut:
        text.append(f"  not from {', '.join(map(words.visible, shut))}", style="not bold")
    if view.shut_by:
        text.append(f"  because of {_numbers(view.shut_by, numbers)}", style="not bold")
    return text


def _numbers(ids: Sequence[str], numbers: dict[str, int]) -> str:
    return " ".join(f"({numbers[id]})" for id in ids if id in numbers)
