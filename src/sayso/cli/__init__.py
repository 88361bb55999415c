"""The command line: one command a verb, no logic. Exit codes: 0 done, 1 some reports could not be
read, 2 wrong usage, 130 interrupted."""

from __future__ import annotations

import atexit
import gc
from typing import Annotated

# What a command loads stays: looking it through for garbage, meanwhile and at the end, takes a
# quarter of the time of a question.
gc.set_threshold(100_000, 20, 50)

import typer  # noqa: E402

from sayso.cli import (  # noqa: E402
    access,
    around,
    calendar,
    evaluation,
    export,
    looking,
    models,
    positions,
    reading,
    recording,
    release,
    report,
    review,
    serve,
    situation,
)

app = typer.Typer(
    help="Who did what to whom, where and when, and on whose say-so: attributed claims from "
    "reporting on armed conflict and peace talks. Reads English.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(reading.app)
app.add_typer(recording.app)
app.add_typer(looking.app)
app.add_typer(situation.app)
app.add_typer(calendar.app)
app.add_typer(around.app)
app.add_typer(positions.app)
app.add_typer(report.app)
app.add_typer(export.app)
app.add_typer(access.app)
app.add_typer(access.roads, name="roads")
app.add_typer(review.app, name="review")
app.add_typer(review.audits, name="audit")
app.add_typer(release.app)
app.add_typer(serve.app)
app.add_typer(serve.tokens, name="token")
app.add_typer(evaluation.app, name="evaluate")
app.add_typer(models.app, name="model")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"sayso {version('sayso')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which.")
    ] = False,
) -> None:
    """Options of every command."""


def main() -> None:
    """The program."""
    atexit.register(gc.freeze)
    app()
