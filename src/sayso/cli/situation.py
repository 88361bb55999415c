"""``sayso situation``, ``diff``, ``why``: what holds on a day, what changed, and how it follows."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.common import ScoreFormat, session, target, write_json
from sayso.cli.looking import Rule
from sayso.cli.recording import DEFAULT, Where, archive
from sayso.core.errors import UsageError

if TYPE_CHECKING:
    from sayso.core.situation import Situation
    from sayso.record import Archive

app = typer.Typer()

Known = Annotated[
    str | None,
    typer.Option("--known-by", metavar="DAY", help="Only by reports published by then."),
]
Recorded = Annotated[
    str | None,
    typer.Option("--recorded-by", metavar="DAY", help="Only by what was in the record by then."),
]
PlaceName = Annotated[
    str | None,
    typer.Option("--place", metavar="NAME", help="Only this place, division or country (SYR)."),
]
Format = Annotated[ScoreFormat, typer.Option(help="How to write.")]


@app.command()
def situation(
    at: Annotated[str, typer.Option("--at", metavar="DAY", help="The day asked about.")],
    record: Where = DEFAULT,
    known_by: Known = None,
    recorded_by: Recorded = None,
    place: PlaceName = None,
    rule: Rule = "all",
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Show what holds on a day: who holds what, sieges, routes, talks, demands, vows, backers,
    figures and disputes, every line with its claims. No verdict."""
    with session(), archive(record) as book, target(None, []) as out:
        from sayso.views.situation import situation_view

        found = situation_of(book, at, known_by, recorded_by, place, rule)
        if format is ScoreFormat.JSON:
            write_json(found, out)
        else:
            out.show(situation_view(found))


@app.command()
def diff(
    earlier: Annotated[str, typer.Argument(metavar="DAY")],
    later: Annotated[str, typer.Argument(metavar="DAY")],
    record: Where = DEFAULT,
    known_by: Known = None,
    recorded_by: Recorded = None,
    place: PlaceName = None,
    rule: Rule = "all",
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Show what changed from one day to another, by the same reports."""
    with session(), archive(record) as book, target(None, []) as out:
        from sayso.situation.compare import changes
        from sayso.views.exchange import json_array
        from sayso.views.situation import changes_view

        before = situation_of(book, earlier, known_by, recorded_by, place, rule)
        after = situation_of(book, later, known_by, recorded_by, place, rule)
        found = changes(before, after)
        if format is ScoreFormat.JSON:
            for piece in json_array(found):
                out.write(piece)
        else:
            out.show(changes_view(found, before, after))


@app.command()
def why(
    fluent: Annotated[
        str, typer.Argument(metavar="ID", help="Of a line of the situation, or its beginning.")
    ],
    at: Annotated[
        str | None, typer.Option("--at", metavar="DAY", help="The day; else the last of a report.")
    ] = None,
    record: Where = DEFAULT,
    known_by: Known = None,
    recorded_by: Recorded = None,
    place: PlaceName = None,
    rule: Rule = "all",
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Show how a line of the situation follows, down to the quoted words."""
    with session(), archive(record) as book, target(None, []) as out:
        from sayso.situation.compare import behind, look_up
        from sayso.situation.compare import why as derivation
        from sayso.views.situation import why_view

        found = situation_of(book, at, known_by, recorded_by, place, rule)
        _, line, fluents = look_up(found, fluent)
        claims = {id: c.claim for id, c in book.claims(behind(line, fluents)).items()}
        derived = derivation(found, fluent, claims)
        if format is ScoreFormat.JSON:
            write_json(derived, out)
        else:
            out.show(why_view(derived, found))


def situation_of(
    book: Archive, at: str | None, known_by: str | None, recorded_by: str | None,
    place: str | None, rule: str,
) -> Situation:  # fmt: skip
    """The situation that a command's options ask for."""
    from sayso.incidents.rules import parse

    return book.situation(
        day_of(at, "--at"), day_of(known_by, "--known-by"), day_of(recorded_by, "--recorded-by"),
        place, parse(rule),
    )  # fmt: skip


def day_of(text: str | None, option: str) -> str | None:
    """An option's day (ISO). Raises UsageError where it is none."""
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"{option} {text!r} is not a day; want 2016-02-04") from None
