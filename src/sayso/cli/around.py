"""``sayso around``, ``history``: what is told of the days around a thing, and of a place."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.common import Format, ScoreFormat
from sayso.cli.options import ALL, Hearing, Persons, day_of, spread
from sayso.cli.recording import DEFAULT, Where, answer, asking
from sayso.cli.situation import situation_of

app = typer.Typer()


@app.command()
@spread
def around(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Of an incident, claim or line of the situation, or its beginning."
        ),
    ],
    days: Annotated[int, typer.Option(min=0, help="How many days before and after.")] = 7,
    fighting: Annotated[
        bool, typer.Option("--fighting", help="Also fighting that changes no state.")
    ] = False,
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="DAY", help="The day of the line; else the last of a report."),
    ] = None,
    record: Where = DEFAULT,
    hearing: Hearing = ALL,
    persons: Persons = False,
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Show what changed on the ground in the days before and after something, as a list; a list is
    not a cause."""
    with asking(record) as (book, out):
        from sayso.situation.around import around as near
        from sayso.situation.around import names_one, point
        from sayso.views.around import around_view

        told = book.told(*hearing.clocks(), None, hearing.reading())
        found = None
        if not names_one(told, id):
            found = situation_of(book, at, hearing, None)
        listed = near(told, point(told, id, found), days, fighting)
        answer(book, listed, around_view, format, out, persons)


@app.command()
@spread
def history(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="A place, division or country.")],
    since: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="Not what was over before.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="Not what began after.")
    ] = None,
    record: Where = DEFAULT,
    hearing: Hearing = ALL,
    persons: Persons = False,
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Show every state of a place with its days and accounts, and what happened there, in order."""
    with asking(record) as (book, out):
        from sayso.situation.around import history as told_of
        from sayso.views.around import history_view

        first, last = day_of(since, "--from"), day_of(until, "--to")
        told = book.told(*hearing.clocks(), place, hearing.reading())
        answer(book, told_of(told, place, first, last), history_view, format, out, persons)
