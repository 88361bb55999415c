"""All the record has on one thing, for a person at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from sayso.views import words
from sayso.views.incidents import dispute_view, incident_view
from sayso.views.record import entry_view, found_view, judgements_view

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.core.record import Shown


def shown_view(shown: Shown) -> RenderableType:
    """A report with how it came in and its claims; a claim with its incident; a dispute; or a
    judgement with what it is about."""
    members = {claim.id: claim for claim in shown.members}
    parts: list[RenderableType] = []
    if shown.entry and not shown.incident and shown.readings:
        parts.append(entry_view(shown.entry, shown.claims))
        parts.append(_history(shown))
    elif shown.claims:
        entries = {shown.entry.report.id: shown.entry} if shown.entry else {}
        parts.append(found_view(shown.claims, entries, len(shown.claims)))
    if shown.judgements:
        parts.append(judgements_view(shown.judgements))
    if shown.incident:
        parts.append(incident_view(shown.incident, members))
    if shown.disputes:
        parts.append(Text(""))
        parts += [dispute_view(dispute, members) for dispute in shown.disputes]
    return Group(*parts)


def _history(shown: Shown) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim", min_width=10)
    table.add_column(ratio=1)
    for capture in shown.captures:
        where = f", {words.visible(capture.address)}" if capture.address else ""
        table.add_row("captured", f"{capture.at} as {capture.way}{where}, SHA-256 {capture.sha256}")
    for reading in shown.readings:
        print_ = f", fingerprint {reading.fingerprint}" if reading.fingerprint else ""
        table.add_row("read by", f"{words.visible(reading.reader)}, {reading.at}{print_}")
    for pair in shown.translation:
        language = f"{pair.language}: " if pair.language else ""
        table.add_row("original", f"{pair.start}–{pair.end} {language}{words.visible(pair.text)}")
    return table
