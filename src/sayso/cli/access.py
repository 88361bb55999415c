"""``sayso roads`` and ``sayso access``: which places people can still be reached in, by whose
account."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.common import Format, ScoreFormat, session, tell
from sayso.cli.options import ALL, Hearing, Persons, day_of, spread
from sayso.cli.recording import DEFAULT, Where, answer, archive, asking
from sayso.core.errors import InputError, UsageError

app = typer.Typer()
roads = typer.Typer(
    help="Road networks: from GeoJSON and OpenStreetMap extracts.", no_args_is_help=True
)
WITHHELD = (
    "which roads still lead to a place can endanger those who use them: say --access to see it "
    "(docs/access.md tells what is shown and what is not)"
)

Files = Annotated[list[str], typer.Argument(metavar="FILE...", help=".geojson, .osm or .osm.pbf.")]


@roads.command("import")
def import_(
    files: Files,
    record: Where = DEFAULT,
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who made it, if the file does not tell.")
    ] = None,
    licence: Annotated[
        str | None, typer.Option(metavar="NAME", help="Its licence, if the file does not tell.")
    ] = None,
) -> None:
    """Keep the roads, towns and border crossings of files in the record."""
    with session() as problems, archive(record, make=True) as book:
        from sayso.core.types import Problem
        from sayso.roads import take_in
        from sayso.views.access import network_counts

        for file in files:
            try:
                network, is_new = take_in(book, file, source, licence)
            except InputError as error:
                problems.append(
                    Problem(
                        report=file, stage="roads", code=error.code, message=str(error),
                        line=error.line,
                    )
                )  # fmt: skip
                continue
            except OSError as error:
                message = (error.strerror or str(error)).lower()
                problems.append(
                    Problem(report=file, stage="roads", code="unreadable", message=message)
                )
                continue
            told = network_counts(network) if is_new else "is there already"
            typer.echo(f"{network.id[:10]}  {file}: {told}")


@roads.command("list")
def list_(record: Where = DEFAULT, format: Format = ScoreFormat.TABLE) -> None:
    """Show which road networks the record holds, and where they come from."""
    with asking(record) as (book, out):
        from sayso.views.access import networks_view

        tell(book.store.networks(), networks_view, format, out)


@roads.command()
def remove(
    network: Annotated[str, typer.Argument(metavar="ID", help="Of a network, or its file's name.")],
    record: Where = DEFAULT,
) -> None:
    """Take a road network out of the record."""
    with session(), archive(record) as book:
        from sayso.roads import remove as take_out

        typer.echo(f"{take_out(book, network).file}: removed")


@app.command()
@spread
def access(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="A place that people live in.")],
    record: Where = DEFAULT,
    agreed: Annotated[
        bool, typer.Option("--access", help="Show it: it can endanger those who use the roads.")
    ] = False,
    at: Annotated[
        str | None, typer.Option("--at", metavar="DAY", help="The day; else the last of a report.")
    ] = None,
    hearing: Hearing = ALL,
    sources: Annotated[
        list[str] | None,
        typer.Option(
            "--from", metavar="NAME", help="From there, not from the crossings; repeatable."
        ),
    ] = None,
    near: Annotated[
        str | None,
        typer.Option("--near", metavar="LAT,LON", help="Of several of its name, the nearest one."),
    ] = None,
    persons: Persons = False,
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Show by which roads a place can still be reached from open crossings, by whose account, and
    which reported closures leave it without one. No verdict."""
    with session():
        if not agreed:
            raise UsageError(WITHHELD)
    with asking(record) as (book, out):
        from sayso.roads import access_to
        from sayso.views.access import access_view

        day, clocks = day_of(at, "--at"), hearing.clocks()
        found = access_to(book, place, day, *clocks, hearing.reading(), sources or (), _spot(near))
        answer(book, found, access_view, format, out, persons)


def _spot(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        lat = lon = float("nan")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise UsageError(f"--near {text!r} is no point; want 36.20,37.16")
    return lat, lon
