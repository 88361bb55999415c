"""``sayso search``, ``show``, ``incidents``, ``disputes``: what the record holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.common import ReadFormat, ScoreFormat, session, target, write_json
from sayso.cli.recording import DEFAULT, Where, archive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.core.types import Record
    from sayso.views.output import Output

app = typer.Typer()

Words = Annotated[str | None, typer.Argument(metavar="WORDS", help="Words, or a phrase in quotes.")]
Actor = Annotated[str | None, typer.Option(metavar="NAME", help="A party in any role, or its id.")]
PlaceName = Annotated[str | None, typer.Option("--place", metavar="NAME", help="A place's name.")]
Predicate = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="As in the lexicon; repeatable.")
]
Source = Annotated[str | None, typer.Option(metavar="NAME", help="Anywhere in the chain.")]
OutletName = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Who published.")]
Since = Annotated[str | None, typer.Option(metavar="DAY", help="What it is about is not before.")]
Until = Annotated[str | None, typer.Option(metavar="DAY", help="What it is about is not after.")]
Near = Annotated[
    str | None, typer.Option(metavar="LAT,LON,KM", help="Within so many kilometres of a point.")
]
Limit = Annotated[int, typer.Option(min=1, help="The most to show.")]
Offset = Annotated[int, typer.Option(min=0, help="How many to pass over.")]
Rule = Annotated[
    str,
    typer.Option(
        metavar="RULE",
        help="How to read the record: all, conservative, informative, roots:N, each-side, "
        "without-affiliated:PARTY, account:SIDE. What it hides is counted.",
    ),
]


@app.command()
def search(
    words: Words = None,
    record: Where = DEFAULT,
    actor: Actor = None,
    place: PlaceName = None,
    predicate: Predicate = None,
    source: Source = None,
    outlet: OutletName = None,
    since: Since = None,
    until: Until = None,
    near: Near = None,
    limit: Limit = 50,
    offset: Offset = 0,
    format: Annotated[ReadFormat, typer.Option(help="How to write.")] = ReadFormat.TABLE,
) -> None:
    """Find claims: all conditions that are given must hold."""
    with session(), archive(record) as book, target(None, []) as out:
        from sayso.questions import EVERYTHING, filters, found_claims
        from sayso.views.incidents import rule_view
        from sayso.views.record import found_view

        asked = filters(words, actor, place, predicate, source, outlet, since, until, near)
        total, claims, entries = found_claims(book, asked, limit, offset)
        if format is ReadFormat.TABLE:
            out.show(found_view(claims, entries, total))
            out.show(rule_view(EVERYTHING, ()))
        else:
            write_all((found.claim for found in claims), format, out)


@app.command()
def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="Of a report, claim or judgement.")],
    record: Where = DEFAULT,
    format: Annotated[ScoreFormat, typer.Option(help="How to write.")] = ScoreFormat.TABLE,
) -> None:
    """Show all the record has on a report, a claim with its incident, a dispute or a judgement."""
    with session(), archive(record) as book, target(None, []) as out:
        from sayso.questions import EVERYTHING, look_up
        from sayso.views.incidents import rule_view
        from sayso.views.shown import shown_view

        found = look_up(book, id)
        if format is ScoreFormat.JSON:
            write_json(found, out)
        else:
            out.show(shown_view(found))
            out.show(rule_view(EVERYTHING, ()))


@app.command()
def incidents(
    words: Words = None,
    record: Where = DEFAULT,
    actor: Actor = None,
    place: PlaceName = None,
    predicate: Predicate = None,
    source: Source = None,
    outlet: OutletName = None,
    since: Since = None,
    until: Until = None,
    near: Near = None,
    rule: Rule = "all",
    limit: Limit = 50,
    offset: Offset = 0,
    full: Annotated[bool, typer.Option("--full", help="With claims, roots and reasons.")] = False,
    format: Annotated[ReadFormat, typer.Option(help="How to write.")] = ReadFormat.TABLE,
) -> None:
    """List incidents: claims of one happening or state from all reports, with who stands behind
    them."""
    with session(), archive(record) as book, target(None, []) as out:
        from sayso.questions import filters, found_incidents
        from sayso.views.incidents import incident_view, incidents_view, rule_view

        asked = filters(words, actor, place, predicate, source, outlet, since, until, near)
        found = found_incidents(book, asked, rule, limit, offset)
        if format is ReadFormat.JSON:
            write_json(found, out)
            return
        if format is ReadFormat.JSONL:
            write_all(found.incidents, format, out)
            return
        if full:
            for incident in found.incidents:
                out.show(incident_view(incident, found.claims))
        else:
            out.show(incidents_view(found.incidents, found.total))
        out.show(rule_view(found.words, found.hidden))


@app.command()
def disputes(
    words: Words = None,
    record: Where = DEFAULT,
    actor: Actor = None,
    place: PlaceName = None,
    predicate: Predicate = None,
    source: Source = None,
    outlet: OutletName = None,
    since: Since = None,
    until: Until = None,
    near: Near = None,
    rule: Rule = "all",
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            help="figure, responsibility, target, control, occurrence, status or date.",
        ),
    ] = None,
    limit: Limit = 50,
    format: Annotated[ReadFormat, typer.Option(help="How to write.")] = ReadFormat.TABLE,
) -> None:
    """List where accounts disagree, both sides with their words and chains. No verdict."""
    with session(), archive(record) as book, target(None, []) as out:
        from sayso.questions import filters, found_disputes
        from sayso.views.incidents import disputes_view, rule_view

        asked = filters(words, actor, place, predicate, source, outlet, since, until, near)
        found = found_disputes(book, asked, kind, rule, limit)
        if format is ReadFormat.JSON:
            write_json(found, out)
            return
        if format is ReadFormat.JSONL:
            write_all(found.disputes, format, out)
            return
        out.show(disputes_view(found.disputes, found.claims, found.total))
        out.show(rule_view(found.words, found.hidden))


def write_all(values: Iterable[Record], format: ReadFormat, out: Output) -> None:
    """Records as an array or line by line."""
    from sayso.views.exchange import json_array, json_lines

    for piece in json_lines(values) if format is ReadFormat.JSONL else json_array(values):
        out.write(piece)
