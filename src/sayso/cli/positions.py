"""``sayso positions``: where each party stands on each issue of talks, and what has moved."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.common import Format, ScoreFormat
from sayso.cli.options import ALL, Hearing, Persons, day_of, spread
from sayso.cli.recording import DEFAULT, Where, answer, asking

app = typer.Typer()

Track = Annotated[
    str | None,
    typer.Option("--track", metavar="NAME", help="Only the parties of these talks."),
]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="DAY", help="By this day; else the last of a report."),
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DAY", help="Mark moves since; else since the last round."),
]
Party = Annotated[str | None, typer.Option("--party", metavar="NAME", help="Only this party.")]
Topic = Annotated[str | None, typer.Option("--topic", metavar="TOPIC", help="Only this issue.")]


@app.command()
@spread
def positions(
    record: Where = DEFAULT,
    track: Track = None,
    at: At = None,
    since: Since = None,
    party: Party = None,
    topic: Topic = None,
    hearing: Hearing = ALL,
    persons: Persons = False,
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Show who has demanded, offered, vowed, refused or accepted what, issue by issue (the topics
    of PA-X), in whose words, and what has moved since the last round of talks."""
    with asking(record) as (book, out):
        from sayso.questions import positions_by
        from sayso.situation.positions import Asked
        from sayso.views.positions import matrix_view

        asked = Asked(track=track, since=day_of(since, "--since"), party=party, topic=topic)
        day, clocks = day_of(at, "--at"), hearing.clocks()
        found = positions_by(book, asked, day, *clocks, hearing.reading())
        answer(book, found, matrix_view, format, out, persons)
