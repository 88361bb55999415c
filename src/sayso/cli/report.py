"""``sayso report``: a situation report of one or two pages, to print or to hand on."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.common import Target, session, target
from sayso.cli.options import ALL, Day, Delay, Hearing, PlaceName, Public, day_of, spread
from sayso.cli.recording import DEFAULT, Where, shown

app = typer.Typer()


@app.command()
@spread
def report(
    at: Day,
    record: Where = DEFAULT,
    days: Annotated[
        int, typer.Option(min=1, max=3660, help="Changes over so many days up to it.")
    ] = 1,
    hearing: Hearing = ALL,
    place: PlaceName = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="What to call it.")] = None,
    pages: Annotated[int, typer.Option(min=1, max=2, help="How many pages it may have.")] = 2,
    public: Public = False,
    delay: Delay = 0,
    output: Target = None,
) -> None:
    """Write a situation report as an HTML page to print: what changed, who holds what, talks,
    figures and disputes, every sentence with the words and sources behind it. No verdict."""
    with session(), shown(record, public, delay) as (_, telling), target(output, []) as out:
        from sayso.evidence import evidence
        from sayso.views.report import report as written
        from sayso.views.report.page import page

        day = day_of(at, "--at") or at
        found = evidence(telling, day, days, *hearing.clocks(), place, hearing.rule)
        out.write(page(written(found, title, pages)).encode())
