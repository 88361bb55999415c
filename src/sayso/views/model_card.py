"""The language model's card, for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.core.model_card import ModelInfo


def model_view(info: ModelInfo) -> RenderableType:
    """What it is, its files, what it was made from, its figures, and what it must not be used
    for."""
    card = info.card
    same = "as on the card" if info.as_on_card else f"NOT the card's, which is {card.network}"
    about = Table.grid(padding=(0, 2))
    for name, value in (
        ("model", f"{card.name} {card.version}, language {card.language}"),
        ("licence", f"{card.licence}, {card.licence_address}"),
        ("method", card.method),
        ("folder", info.folder),
        ("network", f"SHA-256 {info.network}, {same}"),
    ):
        about.add_row(name, Text(value, overflow="fold"))
    files = _table("Files", "file", "bytes")
    for file in info.files:
        files.add_row(file.name, f"{file.size:,}")
    files.add_row("all", f"{sum(file.size for file in info.files):,}", style="bold")
    made = _table("Made from", "what", "licence", "for")
    for part in card.made_from:
        made.add_row(part.name, part.licence, part.use)
    figures = _table(f"Measured on {card.measured}", "what", "figure")
    for highlight in card.highlights:
        figures.add_row(highlight.what, highlight.figure)
    lists = [
        Text("\n".join([title, *(f"- {line}" for line in lines)]))
        for title, lines in (
            ("It must not be used", card.not_for),
            ("What it is known to get wrong", card.limits),
        )
    ]
    return Group(about, files, made, figures, *lists)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        right = column in ("bytes", "figure")
        table.add_column(column, justify="right" if right else "left")
    return table
