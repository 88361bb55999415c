"""The positions matrix for a person at a terminal: issue by issue, party by party, day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.views import words
from sayso.views.incidents import rule_view
from sayso.views.naming import Naming

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.core.positions import Matrix, Position

_MARKS = {"new": "+", "same": "=", "harder": "▲", "softer": "▽", "dropped": "✕"}
_STYLES = {
    "new": "green", "same": "dim", "harder": "red", "softer": "yellow", "dropped": "magenta",
}  # fmt: skip


def matrix_view(found: Matrix) -> RenderableType:
    """A block an issue: its parties with what they have said of it."""
    names = Naming(found.names, found.outlets, found.own_voice)
    heading = f"Positions by {words.day(found.day)}"
    if found.track:
        heading += f" at {words.visible(found.track)}"
    parts: list[RenderableType] = [Text(heading, style="bold")]
    if found.since:
        marks = "  ".join(f"{sign} {name}" for name, sign in _MARKS.items())
        parts.append(
            Text(f"since {words.day(found.since)} ({found.since_what}): {marks}", style="dim")
        )
    for topic, variables in found.topics.items():
        table = Table.grid(padding=(0, 1))
        table.add_column(min_width=2)
        table.add_column(style="bold", max_width=30)
        table.add_column(style="dim", no_wrap=True)
        table.add_column(ratio=1)
        table.expand = True
        for party in found.parties:
            shown = ""
            for cell in found.cells:
                if cell.party != party or topic not in cell.topics:
                    continue
                name = names.one(party)
                when = words.day(cell.when) if cell.when else "?"
                table.add_row(_mark(cell), name if name != shown else "", when, _said(cell, names))
                shown = name
        pax = f"  PA-X {', '.join(variables)}" if variables else ""
        title = Text(topic.upper(), style="bold cyan")
        title.append(pax, style="not bold dim")
        parts.append(Padding(Group(title, table), (1, 0, 0, 0)))
    if not found.cells:
        parts.append(Text("nobody is told to have taken a position", style="dim"))
    parts.append(Padding(rule_view(found.rule, ()), (1, 0, 0, 0)))
    return Group(*parts)


def _mark(cell: Position) -> Text:
    return Text(_MARKS[cell.change], style=_STYLES[cell.change]) if cell.change else Text()


def _said(cell: Position, names: Naming) -> Text:
    text = Text(f"{cell.stance} ", style="bold")
    quoted = "; ".join(f"“{words.visible(said)}”" for said in cell.words)
    text.append(f"{names.deed(cell.what, cell.party)}  ", style="not bold")
    text.append(quoted, style="not bold italic")
    if cell.change:
        text.append(f"  {cell.change}", style=_STYLES[cell.change])
    others = [by for by in cell.by if by != cell.party]
    if others:
        text.append(f"  said by {names.all(others)}", style="cyan")
    if cell.by_account_of != cell.party:
        teller = names.teller(cell.by_account_of, cell.claims)
        text.append(f"  told by {teller}", style="cyan")
    text.append(f"  {cell.claims[0][:10]}", style="dim")
    return text
