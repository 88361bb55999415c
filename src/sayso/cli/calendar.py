"""``sayso calendar``: what is set for the days to come, also as a file for calendar programs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from sayso.cli.common import Target, session, target, write_json
from sayso.cli.options import ALL, Day, Hearing, PlaceName, spread
from sayso.cli.recording import DEFAULT, Where, archive, as_asked
from sayso.cli.situation import situation_of

app = typer.Typer()


class CalendarFormat(StrEnum):
    """How to write a calendar."""

    TABLE = "table"
    JSON = "json"
    ICS = "ics"


@app.command()
@spread
def calendar(
    at: Day,
    record: Where = DEFAULT,
    hearing: Hearing = ALL,
    place: PlaceName = None,
    format: Annotated[
        CalendarFormat, typer.Option(help="How to write; ics is for calendar programs.")
    ] = CalendarFormat.TABLE,
    persons: Annotated[
        bool, typer.Option("--persons", help="JSON or ics with names of private persons as told.")
    ] = False,
    output: Target = None,
) -> None:
    """Show what is said to be set for a day and after it: how sure, moved from when, called off by
    whose account."""
    with session(), archive(record) as book, target(output, []) as out:
        found = situation_of(book, at, hearing, place)
        if format is CalendarFormat.JSON:
            write_json(as_asked(book, found.calendar, persons), out)
        elif format is CalendarFormat.ICS:
            from sayso.views.ics import calendar_file

            ids = {c for line in found.calendar for c in (*line.claims, *line.answers)}
            claims = {id: c.claim for id, c in book.claims(ids).items()}
            shown = as_asked(book, (found.calendar, claims, found.names), persons)
            out.write(calendar_file(*shown, found.day))
        else:
            from sayso.views.situation import situation_view

            out.show(situation_view(found, ("calendar",)))
