"""``sayso init``, ``add``, ``reread``, ``check``: the record is made, filled, read again, looked
over."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from sayso.cli import common
from sayso.cli.common import (
    Format,
    Largest,
    Outlet,
    Paths,
    Published,
    ScoreFormat,
    Told,
    acquired,
    session,
    target,
    tell,
    write_json,
)
from sayso.cli.options import Persons
from sayso.core.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from sayso.core.release import Level
    from sayso.core.types import Claim, Report
    from sayso.intake import Read
    from sayso.record import Archive
    from sayso.telling import Telling
    from sayso.views.output import Output

app = typer.Typer()
Made = TypeVar("Made")

Where = Annotated[
    str,
    typer.Option(
        "--record", envvar="SAYSO_RECORD", metavar="FILE-or-URL", show_envvar=True,
        help="The record: a file, or postgresql://…",
    ),
]  # fmt: skip
DEFAULT = "sayso.db"


def now() -> str:
    """The present, as the record writes times."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@contextlib.contextmanager
def archive(where: str, make: bool = False) -> Iterator[Archive]:
    """The record there; with ``make``, a file that is not there yet, or empty, becomes one."""
    from sayso.record import Archive

    if make and Archive.is_unmade(where):
        typer.echo(f"sayso: {where}: a new record", err=True)
        opened = Archive.create(where, now)
    else:
        opened = Archive.open(where, now)
    with opened:
        yield opened


@contextlib.contextmanager
def asking(where: str) -> Iterator[tuple[Archive, Output]]:
    """A session of questions: the record there, and what answers are written to."""
    with session(), archive(where) as book, target(None, []) as out:
        yield book, out


@contextlib.contextmanager
def shown(where: str, public: bool, delay: int) -> Iterator[tuple[Archive, Telling]]:
    """The record there, and what of it is shown: all, or what 'sayso serve --public' shows."""
    if delay and not public:
        raise UsageError("--delay is for --public: who has the record sees all of it at once")
    with archive(where) as book:
        if not public:
            yield book, book
            return
        from sayso.sight import seen

        look_through(book)
        today = date.fromisoformat(book.clock()[:10])
        yield book, seen(book.store, "read", public=True, delay_days=delay, today=today)


def look_through(book: Archive) -> None:
    """Have all that is public looked through for persons: what was not, the public does not see."""
    from sayso.releasing import look_through as look

    safety = book.store.safety
    public = {id for id, level in safety.levels("report").items() if level == "public"}
    if public - safety.looked_through():
        look(book, common.load().annotate)


def answer(
    book: Archive, found: Told, view: Callable[[Told], RenderableType], format: str, out: Output,
    persons: bool,
) -> None:  # fmt: skip
    """Write what the record answers: as a view, or as JSON, in which private persons are masked
    unless they were asked for."""
    if format == ScoreFormat.JSON:
        write_json(as_asked(book, found, persons), out)
    else:
        out.show(view(found))


def as_asked(book: Archive, found: Made, persons: bool) -> Made:
    """An answer that is taken along: with the names of private persons where they were asked for,
    else masked."""
    from sayso.questions import without_persons

    return found if persons else without_persons(book, found)


@app.command()
def init(record: Where = DEFAULT) -> None:
    """Make an empty record, or bring one of an older version up to date; what it holds stays."""
    with session():
        from sayso.record import Archive

        with Archive.create(record, now) as book:
            held = book.store.counts()
        typer.echo(f"{record}: {held.reports:,} reports, {held.claims:,} claims")


@app.command()
def add(
    paths: Paths,
    record: Where = DEFAULT,
    published: Published = None,
    outlet: Outlet = None,
    largest: Largest = 5,
    reader: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who read the claims of a claims file."),
    ] = None,
    claims: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Claims of these reports, already read by sayso read --format jsonl: the reports "
            "are recorded with them and not read again.",
        ),
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(
            metavar="LEVEL",
            help="Who may see new reports: public, restricted (without it) or confidential.",
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Take in what was removed for good, too.")
    ] = False,
    by: Annotated[
        str,
        typer.Option("--by", envvar="SAYSO_ANALYST", metavar="NAME", show_envvar=True, help="You."),
    ] = "",
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Read reports and keep them with their claims; a report that is there already changes nothing.

    A JSON Lines file of claims (as sayso read prints them, with "reader") is added to the reports
    that are in the record: a claim is refused unless its words stand at its offsets.
    """
    with session() as problems, archive(record, make=True) as book, target(None, []) as out:
        from sayso.intake import already_read, is_claims_file, noting_new, take_in
        from sayso.release.levels import level_named
        from sayso.views.progress import ProgressLine
        from sayso.views.record import taken_view

        wanted = level_named(level) if level else None
        if (wanted or again) and not by.strip():
            raise UsageError("--level and --again want to know who you are: --by NAME")
        files = [path for path in paths if is_claims_file(path)]
        items = acquired([p for p in paths if p not in files], published, outlet, largest, problems)
        new: list[str] = []
        items = noting_new(book, items, new)
        read = already_read(claims) if claims else lazy_read()
        found_by = f"sayso, {Path(claims).name}" if claims else None
        with ProgressLine(wanted=True) as line:
            done = take_in(
                book, items, read, files, problems, line.step, found_by, reader,
                by if again else None,
            )  # fmt: skip
            if wanted:
                _give_level(book, new, wanted, by, line.step)
        tell(done, lambda taken: taken_view(taken, record), format, out)


def _give_level(
    book: Archive, new: Sequence[str], level: Level, by: str, step: Callable[[int, str], None]
) -> None:
    from sayso.releasing import release

    added = [id for id in new if book.store.has_report(id)]
    release(
        book, level, by=by, why="as it was added", reports=added,
        annotate=common.lazy_annotate(), step=step,
    )  # fmt: skip


@app.command()
def reread(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="REPORT...", help="Only these reports, by id.", show_default=False),
    ] = None,
    record: Where = DEFAULT,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the new readings.")] = False,
    persons: Persons = False,
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Read again what another version of Sayso read, and show what changes; --keep keeps it.

    What people and other readers added stays, and judgements move to the claims that say the same.
    """
    with asking(record) as (book, out):
        from sayso.intake import rereading
        from sayso.views.progress import ProgressLine
        from sayso.views.record import difference_view, reread_view

        count = changed = 0
        with ProgressLine(wanted=not out.on_terminal) as line:
            found = rereading(book, ids or (), lazy_read(), keep, line.step)
            if format is ScoreFormat.JSON:
                write_json((as_asked(book, d, persons) for _, d in found), out)
            else:
                for report, difference in found:
                    count += 1
                    changed += difference.is_change
                    if difference.is_change:
                        out.show(difference_view(report, difference))
                out.show(reread_view(count, changed, keep))
        if keep:
            book.gather()


@app.command()
def check(
    record: Where = DEFAULT,
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Look through the whole record for what is half, lost, double, altered or out of step. Exit
    code 1 on any problem."""
    with asking(record) as (book, out):
        from sayso.views.record import check_view

        found = book.store.check()
        tell(found, lambda checked: check_view(checked, record), format, out)
        if found.problems:
            raise typer.Exit(1)


def lazy_read() -> Read:
    """The whole flow as a stage, loaded when the first report comes."""
    reader: list[Read] = []

    def read(report: Report) -> Sequence[Claim]:
        if not reader:
            reader.append(common.load().read)
        return reader[0](report)

    return read
