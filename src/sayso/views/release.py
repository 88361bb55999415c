"""What was released or removed, for a person at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from sayso.views import words

if TYPE_CHECKING:
    from sayso.core.release import Level, Released, Removal


def released_view(done: Released, level: Level) -> Text:
    """How many things got a level."""
    parts = [
        f"{len(some):,} {what}{'' if len(some) == 1 else 's'}"
        for some, what in ((done.reports, "report"), (done.claims, "claim"))
        if some
    ]
    line = Text(f"{' and '.join(parts) or 'nothing'} now {level}", style="bold")
    if done.same:
        line.append(f" · {done.same:,} so already")
    if done.looked_through:
        line.append(f" · {done.looked_through:,} looked through for persons", style="dim")
    return line


def removal_view(removal: Removal) -> Text:
    """That a report was removed."""
    said = f"removed on {removal.at[:10]} by {words.visible(removal.by)}: "
    return Text(f"{removal.report} {said}{words.visible(removal.why)}")
