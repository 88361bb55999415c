"""``sayso export``: files of what is shown, to take along or to publish."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.common import Target, session, target
from sayso.cli.options import ALL, Delay, Hearing, Public, Words, day_of, spread
from sayso.cli.recording import DEFAULT, Where, shown
from sayso.core.errors import UsageError

if TYPE_CHECKING:
    from sayso.record import Archive
    from sayso.telling import Telling

app = typer.Typer()


class File(StrEnum):
    """What is exported, and how it is written."""

    CLAIMS = "claims.jsonl"
    TABLE = "claims.csv"
    INCIDENTS = "incidents.jsonl"
    MAP = "incidents.geojson"
    DISPUTES = "disputes.jsonl"
    SITUATION = "situation.json"
    CALENDAR = "calendar.ics"


_OF_A_DAY = (File.SITUATION, File.CALENDAR)
Several = Annotated[list[str] | None, typer.Option(metavar="NAME", help="Repeatable.")]


@app.command()
@spread
def export(
    file: Annotated[File, typer.Argument(help="What, and how it is written.")],
    words: Words = None,
    record: Where = DEFAULT,
    actor: Several = None,
    side: Several = None,
    place: Several = None,
    country: Several = None,
    predicate: Several = None,
    outlet: Several = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="Not before it.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Not after it.")] = None,
    disputed: Annotated[bool, typer.Option("--disputed", help="Only what is disputed.")] = False,
    at: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="Of a situation or calendar; else the last of a report."),
    ] = None,
    hearing: Hearing = ALL,
    public: Public = False,
    delay: Delay = 0,
    persons: Annotated[
        bool, typer.Option("--persons", help="With the names of private persons, not masked.")
    ] = False,
    output: Target = None,
) -> None:
    """Write a file of what fits, as the page does. The names of private persons are masked;
    --public leaves out all that 'sayso serve --public' would not show.

    A situation or a calendar is of one day and, if any, one place.
    """
    with session(), shown(record, public, delay) as (book, telling), target(output, []) as out:
        if public and persons:
            raise UsageError("--public shows no private persons: leave out --persons")
        bare = public or persons
        if file in _OF_A_DAY:
            _no_filters(file, {
                "WORDS": words, "--actor": actor, "--side": side, "--country": country,
                "--predicate": predicate, "--outlet": outlet, "--since": since, "--until": until,
                "--disputed": disputed,
            })  # fmt: skip
            out.write(_of_a_day(file, book, telling, day_of(at, "--at"), hearing, place, bare))
            return
        from sayso.catalogue.exports import chosen, pieces, unnamed

        known_by, recorded_by = hearing.clocks()
        if recorded_by or at:
            raise UsageError("--at and --recorded-by are for situation.json and calendar.ics")
        selection = chosen(
            telling, words, actor or (), side or (), place or (), country or (), predicate or (),
            outlet or (), day_of(since, "--since"), day_of(until, "--until"), disputed,
            hearing.reading(), known_by,
        )  # fmt: skip
        without = None if bare else unnamed(telling, book.store.safety)
        for piece in pieces(file.value, selection, telling, without):
            out.write(piece)


def _no_filters(file: File, given: dict[str, object]) -> None:
    """Raises UsageError for a filter that a file of a day would not follow."""
    for option, value in given.items():
        if value:
            raise UsageError(f"{option} is not for {file.value}, which is of a day and a --place")


def _of_a_day(
    file: File, book: Archive, telling: Telling, at: str | None, hearing: Hearing,
    place: list[str] | None, bare: bool,
) -> bytes:  # fmt: skip
    from sayso.catalogue.exports import unnamed, whole
    from sayso.questions import situation_on
    from sayso.views.ics import calendar_file

    if place and place[1:]:
        raise UsageError("a situation is of one --place")
    day, clocks = at, hearing.clocks()
    where = place[0] if place else None
    found = situation_on(telling, day, *clocks, where, hearing.reading())
    without = None if bare else unnamed(telling, book.store.safety)
    if file is File.SITUATION:
        return whole(found, without)
    ids = {c for line in found.calendar for c in (*line.claims, *line.answers)}
    claims = {id: judged.claim for id, judged in telling.claims(ids).items()}
    told = (found.calendar, claims, found.names)
    return calendar_file(*(told if without is None else without.same(told)), found.day)
