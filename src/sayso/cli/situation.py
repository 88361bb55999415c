"""``sayso situation``, ``diff``, ``why``: what holds on a day, what changed, and how it follows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.common import Format, ScoreFormat
from sayso.cli.options import ALL, Day, Hearing, Persons, PlaceName, day_of, spread
from sayso.cli.recording import DEFAULT, Where, answer, asking

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.core.situation import Situation
    from sayso.record import Archive

app = typer.Typer()


@app.command()
@spread
def situation(
    at: Day,
    record: Where = DEFAULT,
    hearing: Hearing = ALL,
    place: PlaceName = None,
    persons: Persons = False,
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Show what holds on a day: who holds what, sieges, routes, talks, demands, vows, backers,
    figures and disputes, every line with its claims. No verdict."""
    with asking(record) as (book, out):
        answer(book, situation_of(book, at, hearing, place), _view, format, out, persons)


@app.command()
@spread
def diff(
    earlier: Annotated[str, typer.Argument(metavar="DAY")],
    later: Annotated[str, typer.Argument(metavar="DAY")],
    record: Where = DEFAULT,
    hearing: Hearing = ALL,
    place: PlaceName = None,
    persons: Persons = False,
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Show what changed from one day to another, by the same reports."""
    with asking(record) as (book, out):
        from sayso.situation.compare import changes
        from sayso.views.situation import changes_view

        before = situation_of(book, earlier, hearing, place)
        after = situation_of(book, later, hearing, place)
        found, view = changes(before, after), partial(changes_view, earlier=before, later=after)
        answer(book, found, view, format, out, persons)


@app.command()
@spread
def why(
    fluent: Annotated[
        str, typer.Argument(metavar="ID", help="Of a line of the situation, or its beginning.")
    ],
    at: Annotated[
        str | None, typer.Option("--at", metavar="DAY", help="The day; else the last of a report.")
    ] = None,
    record: Where = DEFAULT,
    hearing: Hearing = ALL,
    place: PlaceName = None,
    persons: Persons = False,
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Show how a line of the situation follows, down to the quoted words."""
    with asking(record) as (book, out):
        from sayso.questions import how_it_follows
        from sayso.views.situation import why_view

        found = situation_of(book, at, hearing, place)
        derived = how_it_follows(book, found, fluent)
        answer(book, derived, lambda follows: why_view(follows, found), format, out, persons)


def _view(found: Situation) -> RenderableType:
    from sayso.views.situation import situation_view  # JSON needs none of it

    return situation_view(found)


def situation_of(book: Archive, at: str | None, hearing: Hearing, place: str | None) -> Situation:
    """The situation that a command's options ask for. Raises UsageError."""
    from sayso.questions import situation_on

    day, clocks = day_of(at, "--at"), hearing.clocks()
    return situation_on(book, day, *clocks, place, hearing.reading())
