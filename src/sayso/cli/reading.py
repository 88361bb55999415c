"""``sayso read`` and ``sayso annotate``: reports to claims, or to the layers beneath them."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.common import (
    Largest,
    LayerFormat,
    Outlet,
    Paths,
    Published,
    ReadFormat,
    Target,
    reports,
    results,
    session,
    target,
)

app = typer.Typer()


@app.command()
def read(
    paths: Paths,
    format: Annotated[ReadFormat, typer.Option(help="How to write the claims.")] = ReadFormat.TABLE,
    published: Published = None,
    outlet: Outlet = None,
    output: Target = None,
    largest: Largest = 5,
) -> None:
    """Read reports and print their claims: who says that who did what, where, when, and how."""
    with session() as problems, target(output, paths) as out:
        from sayso.views.exchange import json_array, json_lines
        from sayso.views.terminal import Tally, report_view, summary_view

        found = reports(paths, published, outlet, largest, problems)
        done = results(found, lambda reader: reader.read, out, problems)
        if format is ReadFormat.TABLE:
            tally = Tally()
            for report, claims in done:
                tally.add(claims)
                out.show(report_view(report, claims))
            out.show(summary_view(tally, len(problems)))
            return
        each = (claim for _, claims in done for claim in claims)
        for piece in json_lines(each) if format is ReadFormat.JSONL else json_array(each):
            out.write(piece)


@app.command()
def annotate(
    paths: Paths,
    format: Annotated[LayerFormat, typer.Option(help="How to write.")] = LayerFormat.JSONL,
    published: Published = None,
    outlet: Outlet = None,
    output: Target = None,
    largest: Largest = 5,
) -> None:
    """Print the layers beneath the claims, one object a report: sentences, attributions, events,
    mentions, places, times, quantities."""
    with session() as problems, target(output, paths) as out:
        from sayso.views.exchange import annotation_object, json_array, json_lines

        found = reports(paths, published, outlet, largest, problems)
        done = results(found, lambda reader: reader.annotate, out, problems)
        each = (annotation_object(annotation) for _, annotation in done)
        for piece in json_lines(each) if format is LayerFormat.JSONL else json_array(each):
            out.write(piece)
