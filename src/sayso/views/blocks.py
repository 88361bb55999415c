"""Blocks of an answer at a terminal: a title, and lines with a mark before each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import RenderableType


def block(title: str, rows: Iterable[tuple[str, RenderableType]]) -> RenderableType:
    """Lines under a title."""
    table = grid()
    for mark, line in rows:
        table.add_row(mark, line)
    return titled(title, table)


def titled(title: str, table: Table) -> RenderableType:
    """A table under a title in capitals."""
    return Padding(Group(Text(title.upper(), style="bold cyan"), table), (1, 0, 0, 0))


def grid() -> Table:
    """An empty table of two columns: a mark, and a line as wide as there is room."""
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim", min_width=2)
    table.add_column(ratio=1)
    table.expand = True
    return table
