"""``sayso model``: the language model that comes with Sayso."""

from __future__ import annotations

import typer

from sayso.cli.common import Format, ScoreFormat, session, target, tell

app = typer.Typer(help="The language model that comes with Sayso.", no_args_is_help=True)


@app.callback()
def model() -> None:
    """The language model that comes with Sayso."""


@app.command("info")
def model_info(
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Print the language model's card: licence, files, hashes, what it was made from, how well it
    does, and what it must not be used for."""
    with session(), target(None, []) as out:
        from sayso.pipeline import model_info
        from sayso.views.model_card import model_view

        info = model_info()
        tell(info, model_view, format, out)
