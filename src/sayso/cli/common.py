"""What the commands share: sessions with exit codes, options, outputs, the reports at paths."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from sayso.core.errors import SaysoError, UsageError, crash_message

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.core.annotation import Annotation
    from sayso.core.record import Acquired
    from sayso.core.types import Problem, Record, Report
    from sayso.pipeline import BareModel, Reader
    from sayso.views.output import Output

Found = TypeVar("Found")
Told = TypeVar("Told", bound="Record | Sequence[Record]")


class ReadFormat(StrEnum):
    """How claims are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


class LayerFormat(StrEnum):
    """How annotations are written."""

    JSON = "json"
    JSONL = "jsonl"


class ScoreFormat(StrEnum):
    """How an evaluation or a model's card is written."""

    TABLE = "table"
    JSON = "json"


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...", show_default=False,
        help='Files (.txt, .html, .jsonl), folders, or "-" for standard input.',
    ),
]  # fmt: skip
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="When it was published (2016-02-04): times depend on it."),
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")]
Target = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write here, once all is read."),
]
Largest = Annotated[
    float, typer.Option(metavar="MB", min=0.001, help="The most megabytes of one report.")
]
Format = Annotated[ScoreFormat, typer.Option(help="How to write.")]


@contextlib.contextmanager
def session() -> Iterator[list[Problem]]:
    """Gathers problems, tells them at the end, one line each, and sets the exit code."""
    problems: list[Problem] = []
    code = 0
    try:
        yield problems
    except SaysoError as error:
        typer.echo(f"sayso: {error}", err=True)
        code = 2
    except KeyboardInterrupt:
        typer.echo("sayso: interrupted", err=True)
        code = 130
    except BrokenPipeError:
        # Whoever read our output has enough; Python would complain once more on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    if problems:
        from sayso.views.terminal import problem_line

        for problem in problems:
            typer.echo(f"sayso: {problem_line(problem)}", err=True)
    if code or problems:
        raise typer.Exit(code or 1)


def target(path: str | None, paths: list[str]) -> Output:
    from sayso.views.output import Output

    if path is not None and would_overwrite(path, paths):
        raise UsageError(f"--output {path} is one of the reports to read; name another file")
    return Output(path)


def would_overwrite(path: str, paths: list[str]) -> bool:
    """Whether writing there would replace a report that is to be read."""
    target = Path(path).resolve()
    given = [Path(p).resolve() for p in paths if p != "-"]
    article = target.suffix.lower() in (".txt", ".html", ".htm")
    return target.exists() and any(p == target or (article and p in target.parents) for p in given)


def load() -> Reader:
    from sayso.pipeline import Reader

    return Reader.load()


def lazy_annotate() -> Callable[[Report], Annotation]:
    """The layers of a report, by a reader that is loaded when the first one comes."""
    found: list[Callable[[Report], Annotation]] = []

    def annotate(report: Report) -> Annotation:
        if not found:
            found.append(load().annotate)
        return found[0](report)

    return annotate


def load_model(name: str | None) -> BareModel:
    from sayso.pipeline import BareModel

    return BareModel.load(name)


def tell(found: Told, view: Callable[[Told], RenderableType], format: str, out: Output) -> None:
    """Write a record, or several: as a view, or as JSON."""
    if format == ScoreFormat.JSON:
        write_json(found, out)
    else:
        out.show(view(found))


def write_json(found: Record | Iterable[Record], out: Output) -> None:
    """Write a record as an object, or several as an array."""
    import msgspec

    from sayso.core.types import Record
    from sayso.views.exchange import json_array

    if isinstance(found, Record):
        out.write(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
        return
    for piece in json_array(found):
        out.write(piece)


def acquired(
    paths: Sequence[str],
    published: str | None,
    outlet: str | None,
    largest: float,
    problems: list[Problem],
) -> Iterator[Acquired]:
    """The reports at the paths as they came; what cannot be read goes to the problems."""
    from sayso.acquire import AcquireSettings, capture_paths
    from sayso.core.types import Problem

    settings = AcquireSettings(largest=int(largest * 1_000_000))
    for item in capture_paths(paths, published, outlet, settings):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            yield item


def reports(
    paths: Sequence[str],
    published: str | None,
    outlet: str | None,
    largest: float,
    problems: list[Problem],
) -> Iterator[Report]:
    """The same reports without their bytes."""
    return (item.report for item in acquired(paths, published, outlet, largest, problems))


def results(
    reports: Iterator[Report],
    stage: Callable[[Reader], Callable[[Report], Found]],
    out: Output,
    problems: list[Problem],
) -> Iterator[tuple[Report, Found]]:
    """What a stage makes of each report; a fault in one is a problem, and the next is read."""
    from sayso.core.types import Problem
    from sayso.views.progress import ProgressLine

    work: Callable[[Report], Found] | None = None
    done = 0
    with ProgressLine(wanted=not out.on_terminal) as line:
        for report in reports:
            name = report.path or report.id
            line.step(done, name)
            work = work or stage(load())
            try:
                found = work(report)
            except Exception as error:
                message = crash_message(error)
                problems.append(Problem(report=name, stage="read", code="crash", message=message))
                continue
            done += 1
            yield report, found
