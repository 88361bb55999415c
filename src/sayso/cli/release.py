"""``sayso release``, ``remove``, ``scrub``: who may see what, and what is taken out for good."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import common
from sayso.cli.common import Format, Largest, ScoreFormat, acquired, session, target, tell
from sayso.cli.recording import DEFAULT, Where, archive
from sayso.core.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.core.types import Problem
    from sayso.record import Archive

app = typer.Typer()

By = Annotated[
    str,
    typer.Option("--by", envvar="SAYSO_ANALYST", metavar="NAME", show_envvar=True, help="You."),
]
Why = Annotated[str, typer.Option("--why", metavar="WORDS", help="Your reason: kept for good.")]


@app.command()
def release(
    level: Annotated[
        str, typer.Option(metavar="LEVEL", help="public, restricted or confidential.")
    ],
    by: By,
    why: Why,
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH_OR_ID...", show_default=False,
            help="Reports, by their files or ids, and single claims, by their ids.",
        ),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="All reports of this outlet.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All reports of the record.")] = False,
    record: Where = DEFAULT,
    largest: Largest = 5,
    format: Format = ScoreFormat.TABLE,
) -> None:  # fmt: skip
    """Say who may see reports and claims: what is restricted (all, at first), people with the role
    review; what is confidential, admins; what is public, everybody.

    What becomes public is read once more, for the names of private persons and for hospitals,
    schools, aid and shelter sites, which 'sayso serve --public' then does not show. See
    docs/safety.md.
    """
    with session() as problems, archive(record) as book, target(None, []) as out:
        from sayso.release.levels import level_named
        from sayso.releasing import release as decide
        from sayso.releasing import reports_of
        from sayso.views.progress import ProgressLine
        from sayso.views.release import released_view

        wanted = level_named(level)
        reports, claims = _named(book, what or (), largest, problems)
        if everything or outlet is not None:
            reports += reports_of(book, outlet, everything)
        if not reports and not claims:
            raise UsageError("name reports or claims, or give --outlet or --all")
        with ProgressLine(wanted=True) as line:
            found = decide(
                book, wanted, by=by, why=why, reports=reports, claims=claims,
                annotate=common.lazy_annotate(), step=line.step,
            )  # fmt: skip
        tell(found, lambda done: released_view(done, wanted), format, out)


@app.command()
def remove(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Its id, or its beginning.")],
    by: By,
    why: Why,
    record: Where = DEFAULT,
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Take a report out of the record for good: its text, original bytes, claims, search terms,
    translation and signatures. The audit keeps its hashes, and the report is refused when it is
    added again.

    Copies of the record, backups, exports and logs are not reached: see docs/safety.md.
    """
    with session(), archive(record) as book, target(None, []) as out:
        from sayso.questions import whole_id
        from sayso.releasing import remove as erase
        from sayso.views.release import removal_view

        removed = erase(book, whole_id(book, report, "report"), by=by, why=why)
        tell(removed, removal_view, format, out)


@app.command()
def scrub(record: Where = DEFAULT) -> None:
    """Leave no trace of what was removed in the files of the database; 'sayso remove' does so by
    itself, unless another program held them."""
    with session(), archive(record) as book:
        book.store.safety.scrub()
        typer.echo(f"{record}: no trace is left of {len(book.store.safety.removals()):,} removals")


def _named(
    book: Archive, names: Sequence[str], largest: float, problems: list[Problem]
) -> tuple[list[str], list[str]]:
    """What files and ids name: reports and claims."""
    reports: list[str] = []
    claims: list[str] = []
    for name in names:
        if Path(name).exists():
            items = acquired([name], None, None, largest, problems)
            reports += [item.report.id for item in items]
            continue
        things = book.store.named(name) if name.strip() else ()
        found = [thing for thing in things if thing.kind != "judgement"]
        if len(found) != 1:
            raise UsageError(
                f"{name} is no file, and the beginning of "
                + ("several ids" if found else "no id of a report or claim")
            )
        (reports if found[0].kind == "report" else claims).append(found[0].id)
    return reports, claims
