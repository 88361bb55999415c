"""``sayso search``, ``show``, ``incidents``, ``disputes``: what the record holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.common import Format, ReadFormat, ScoreFormat, write_json
from sayso.cli.options import ANY, Conditions, Limit, Offset, Persons, Rule, Words, spread
from sayso.cli.recording import DEFAULT, Where, as_asked, asking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.core.types import Record
    from sayso.views.output import Output

app = typer.Typer()

Listing = Annotated[ReadFormat, typer.Option(help="How to write.")]


@app.command()
@spread
def search(
    words: Words = None,
    record: Where = DEFAULT,
    conditions: Conditions = ANY,
    limit: Limit = 50,
    offset: Offset = 0,
    persons: Persons = False,
    format: Listing = ReadFormat.TABLE,
) -> None:
    """Find claims: all conditions that are given must hold."""
    with asking(record) as (book, out):
        from sayso.questions import EVERYTHING, found_claims
        from sayso.views.incidents import rule_view
        from sayso.views.record import found_view

        asked = conditions.filters(words)
        total, claims, entries = found_claims(book, asked, limit, offset)
        if format is ReadFormat.TABLE:
            out.show(found_view(claims, entries, total))
            out.show(rule_view(EVERYTHING, ()))
        else:
            shown = as_asked(book, [judged.claim for judged in claims], persons)
            write_all(shown, format, out)


@app.command()
def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="Of a report, claim or judgement.")],
    record: Where = DEFAULT,
    persons: Persons = False,
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Show all the record has on a report, a claim with its incident, a dispute or a judgement."""
    with asking(record) as (book, out):
        from sayso.questions import EVERYTHING, look_up
        from sayso.views.incidents import rule_view
        from sayso.views.shown import shown_view

        found = look_up(book, id)
        if format is ScoreFormat.JSON:
            write_json(as_asked(book, found, persons), out)
        else:
            out.show(shown_view(found))
            out.show(rule_view(EVERYTHING, ()))


@app.command()
@spread
def incidents(
    words: Words = None,
    record: Where = DEFAULT,
    conditions: Conditions = ANY,
    rule: Rule = "all",
    limit: Limit = 50,
    offset: Offset = 0,
    full: Annotated[bool, typer.Option("--full", help="With claims, roots and reasons.")] = False,
    persons: Persons = False,
    format: Listing = ReadFormat.TABLE,
) -> None:
    """List incidents: claims of one happening or state from all reports, with who stands behind
    them."""
    with asking(record) as (book, out):
        from sayso.questions import found_incidents
        from sayso.views.incidents import incident_view, incidents_view, rule_view

        asked = conditions.filters(words)
        found = found_incidents(book, asked, rule, limit, offset)
        if format is ReadFormat.JSON:
            write_json(as_asked(book, found, persons), out)
            return
        if format is ReadFormat.JSONL:
            write_all(as_asked(book, found, persons).incidents, format, out)
            return
        if full:
            for incident in found.incidents:
                out.show(incident_view(incident, found.claims))
        else:
            out.show(incidents_view(found.incidents, found.total))
        out.show(rule_view(found.words, found.hidden))


@app.command()
@spread
def disputes(
    words: Words = None,
    record: Where = DEFAULT,
    conditions: Conditions = ANY,
    rule: Rule = "all",
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            help="figure, responsibility, target, control, occurrence, status or date.",
        ),
    ] = None,
    limit: Limit = 50,
    persons: Persons = False,
    format: Listing = ReadFormat.TABLE,
) -> None:
    """List where accounts disagree, both sides with their words and chains. No verdict."""
    with asking(record) as (book, out):
        from sayso.questions import found_disputes
        from sayso.views.incidents import disputes_view, rule_view

        asked = conditions.filters(words)
        found = found_disputes(book, asked, kind, rule, limit)
        if format is ReadFormat.JSON:
            write_json(as_asked(book, found, persons), out)
            return
        if format is ReadFormat.JSONL:
            write_all(as_asked(book, found, persons).disputes, format, out)
            return
        out.show(disputes_view(found.disputes, found.claims, found.total))
        out.show(rule_view(found.words, found.hidden))


def write_all(values: Iterable[Record], format: ReadFormat, out: Output) -> None:
    """Records as an array or line by line."""
    from sayso.views.exchange import json_array, json_lines

    for piece in json_lines(values) if format is ReadFormat.JSONL else json_array(values):
        out.write(piece)
