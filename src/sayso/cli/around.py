"""``sayso around``, ``history``: what is told of the days around a thing, and of a place."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.common import ScoreFormat, session, target, write_json
from sayso.cli.looking import Rule
from sayso.cli.recording import DEFAULT, Where, archive
from sayso.cli.situation import Format, Known, Recorded, day_of, situation_of

app = typer.Typer()


@app.command()
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
    known_by: Known = None,
    recorded_by: Recorded = None,
    rule: Rule = "all",
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Show what changed on the ground in the days before and after something, as a list; a list is
    not a cause."""
    with session(), archive(record) as book, target(None, []) as out:
        from sayso.incidents.rules import parse
        from sayso.situation.around import around as near
        from sayso.situation.around import names_one, point
        from sayso.views.around import around_view

        known, recorded = day_of(known_by, "--known-by"), day_of(recorded_by, "--recorded-by")
        told = book.told(known, recorded, None, parse(rule))
        found = None
        if not names_one(told, id):
            found = situation_of(book, at, known_by, recorded_by, None, rule)
        listed = near(told, point(told, id, found), days, fighting)
        if format is ScoreFormat.JSON:
            write_json(listed, out)
        else:
            out.show(around_view(listed))


@app.command()
def history(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="A place, division or country.")],
    since: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="Not what was over before.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="Not what began after.")
    ] = None,
    record: Where = DEFAULT,
    known_by: Known = None,
    recorded_by: Recorded = None,
    rule: Rule = "all",
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Show every state of a place with its days and accounts, and what happened there, in order."""
    with session(), archive(record) as book, target(None, []) as out:
        from sayso.incidents.rules import parse
        from sayso.situation.around import history as told_of
        from sayso.views.around import history_view

        first, last = day_of(since, "--from"), day_of(until, "--to")
        known, recorded = day_of(known_by, "--known-by"), day_of(recorded_by, "--recorded-by")
        found = told_of(book.told(known, recorded, place, parse(rule)), place, first, last)
        if format is ScoreFormat.JSON:
            write_json(found, out)
        else:
            out.show(history_view(found))
