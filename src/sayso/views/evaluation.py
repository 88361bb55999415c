"""An evaluation of claims, for the terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.core.evaluation import Evaluation, PartScore


def evaluation_view(evaluation: Evaluation) -> RenderableType:
    """A table with a line for each gold claim, what is asserted but not so, and the counts."""
    parts: list[RenderableType] = [_rows(evaluation)]
    if evaluation.unsafe:
        parts.append(_unsafe(evaluation))
    parts.append(_summary(evaluation))
    return Group(*parts)


def evaluation_text(evaluation: Evaluation, width: int = 120) -> str:
    """The same as plain text, ``width`` columns wide."""
    console = Console(file=io.StringIO(), width=width, color_system=None, legacy_windows=False)
    with console.capture() as capture:
        console.print(evaluation_view(evaluation))
    return capture.get()


def _rows(evaluation: Evaluation) -> Table:
    table = Table(title="Gold claims", title_justify="left", expand=True)
    table.add_column("row", justify="right", no_wrap=True)
    table.add_column("predicate", no_wrap=True)
    table.add_column("fails in", no_wrap=True)
    table.add_column("gold", ratio=1)
    table.add_column("got", ratio=1)
    for part in evaluation.parts:
        _add_part(table, part)
    return table


def _add_part(table: Table, part: PartScore) -> None:
    if part.right:
        table.add_row(part.label, part.predicate, Text("right", style="green"), Text(part.text), "")
        return
    for number, mismatch in enumerate(part.mismatches):
        label, predicate = (part.label, part.predicate) if number == 0 else ("", "")
        style = "red" if number == 0 else "yellow"
        field = Text(mismatch.field, style=style)
        table.add_row(label, predicate, field, Text(mismatch.gold), Text(mismatch.got))


def _unsafe(evaluation: Evaluation) -> Table:
    title = "Asserted, though the gold says otherwise"
    table = Table(title=title, title_justify="left", title_style="bold red", expand=True)
    table.add_column("row", justify="right", no_wrap=True)
    table.add_column("gold is", no_wrap=True)
    table.add_column("predicate", no_wrap=True)
    table.add_column("gold", ratio=1)
    table.add_column("claim", ratio=1)
    for entry in evaluation.unsafe:
        table.add_row(
            f"{entry.row}{entry.part or ''}",
            entry.gold_standing,
            entry.predicate,
            Text(entry.gold_text),
            Text(entry.claim_text),
        )
    return table


def _summary(evaluation: Evaluation) -> Text:
    failing = ", ".join(f"{field} {count}" for field, count in evaluation.failing) or "none"
    lines = (
        f"Rows right: {evaluation.rows_right} of {evaluation.rows}",
        f"Parts right: {evaluation.parts_right} of {len(evaluation.parts)}",
        f"Parts failing, by field: {failing}",
        f"Asserted, though the gold says otherwise: {len(evaluation.unsafe)}",
        f"Claims read: {evaluation.claims}",
    )
    return Text("\n".join(lines))
