"""``sayso positions``: where each party stands on each issue of talks, and what has moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.common import ScoreFormat, session, target, write_json
from sayso.cli.looking import Rule
from sayso.cli.recording import DEFAULT, Where, archive
from sayso.cli.situation import Format, Known, Recorded, day_of

if TYPE_CHECKING:
    from sayso.core.positions import Matrix

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
def positions(
    record: Where = DEFAULT,
    track: Track = None,
    at: At = None,
    since: Since = None,
    party: Party = None,
    topic: Topic = None,
    known_by: Known = None,
    recorded_by: Recorded = None,
    rule: Rule = "all",
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Show who has demanded, offered, vowed, refused or accepted what, issue by issue (the topics
    of PA-X), in whose words, and what has moved since the last round of talks."""
    with session(), archive(record) as book, target(None, []) as out:
        from sayso.incidents.rules import parse
        from sayso.situation.positions import Asked
        from sayso.views.positions import matrix_view

        asked = Asked(track=track, since=day_of(since, "--since"), party=party, topic=topic)
        found: Matrix = book.positions(
            asked, day_of(at, "--at"), day_of(known_by, "--known-by"),
            day_of(recorded_by, "--recorded-by"), parse(rule),
        )  # fmt: skip
        if format is ScoreFormat.JSON:
            write_json(found, out)
        else:
            out.show(matrix_view(found))
