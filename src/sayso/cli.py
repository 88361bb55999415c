"""The command line: one command a verb, no logic. Exit codes: 0 done, 1 some reports could not be
read, 2 wrong usage, 130 interrupted."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from sayso.core.errors import SaysoError, UsageError

if TYPE_CHECKING:
    from sayso.core.types import Problem, Record, Report
    from sayso.pipeline import BareModel, Reader
    from sayso.views.output import Output

Found = TypeVar("Found")

app = typer.Typer(
    help="Who did what to whom, where and when, and on whose say-so: attributed claims from "
    "reporting on armed conflict and peace talks. Reads English.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
evaluation = typer.Typer(help="Score what is found against a gold file.", no_args_is_help=True)
app.add_typer(evaluation, name="evaluate")
models = typer.Typer(help="The language model that comes with Sayso.", no_args_is_help=True)
app.add_typer(models, name="model")


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
Gold = Annotated[list[Path], typer.Argument(metavar="PATH...", show_default=False)]
Raw = Annotated[bool, typer.Option("--raw", help="Give the model text, not gold words.")]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="A spaCy pipeline with UD labels, by name or folder; else the bundled."
    ),
]


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
    with _session() as problems, _output(output, paths) as out:
        from sayso.views.exchange import json_array, json_lines
        from sayso.views.terminal import Tally, report_view, summary_view

        reports = _reports(paths, published, outlet, largest, problems)
        results = _results(reports, lambda reader: reader.read, out, problems)
        if format is ReadFormat.TABLE:
            tally = Tally()
            for report, claims in results:
                tally.add(claims)
                out.show(report_view(report, claims))
            out.show(summary_view(tally, len(problems)))
            return
        found = (claim for _, claims in results for claim in claims)
        for piece in json_lines(found) if format is ReadFormat.JSONL else json_array(found):
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
    with _session() as problems, _output(output, paths) as out:
        from sayso.views.exchange import annotation_object, json_array, json_lines

        reports = _reports(paths, published, outlet, largest, problems)
        results = _results(reports, lambda reader: reader.annotate, out, problems)
        found = (annotation_object(annotation) for _, annotation in results)
        for piece in json_lines(found) if format is LayerFormat.JSONL else json_array(found):
            out.write(piece)


@evaluation.command("claims")
def evaluate_claims(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Claims a person wrote.")],
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The report they are of.")],
    format: Annotated[ScoreFormat, typer.Option(help="How to write.")] = ScoreFormat.TABLE,
    published: Published = None,
    outlet: Outlet = None,
) -> None:
    """Score the claims of an article against a gold file, and show the field in which each row
    fails."""
    with _session() as problems, _output(None, []) as out:
        from sayso.evaluate.claims import check_gold, read_gold, score_claims
        from sayso.views.evaluation import evaluation_view

        try:
            rows = read_gold(gold.read_text(encoding="utf-8").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{gold}: cannot be read ({error})") from error
        report = next(_reports([article], published, outlet, 5, problems), None)
        if report is None:
            return
        check_gold(rows, report.text)
        reader = _load()
        scores = score_claims(rows, reader.read(report), reader.lexicon)
        if format is ScoreFormat.JSON:
            _write_json(scores, out)
        else:
            out.show(evaluation_view(scores))


@evaluation.command("grammar")
def evaluate_grammar(
    paths: Gold,
    raw: Raw = False,
    document: Annotated[
        str | None,
        typer.Option(metavar="PATTERN", help="Only documents with such an id: GUM_news_*."),
    ] = None,
    format: Annotated[ScoreFormat, typer.Option(help="How to write.")] = ScoreFormat.TABLE,
    model: Model = None,
) -> None:
    """Score the language model's grammar against treebanks in CoNLL-U, pooled, in percent.

    The model gets gold words and sentence bounds; with --raw it gets text, and figures are F1 over
    aligned words, as in the CoNLL 2018 shared task. UAS and LAS count punctuation; LAS ignores
    subtypes of relations, as it did there, and las_subtypes asks for them. Lemmas are
    case-sensitive. sentence_f1 is null where bounds are given. Speed is that of the model alone.
    """
    with _session(), _output(None, []) as out:
        from sayso.evaluate.grammar import score_grammar
        from sayso.evaluate.treebank import read_treebank
        from sayso.views.evaluation import grammar_view

        passages = [passage for path in paths for passage in read_treebank(path, document)]
        scores = score_grammar(passages, _load_model(model), raw)
        if format is ScoreFormat.JSON:
            _write_json(scores, out)
        else:
            out.show(grammar_view(scores))


@evaluation.command("names")
def evaluate_names(
    paths: Gold,
    raw: Raw = False,
    sentences: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FROM:TO", help="Only these of the file, from 0, TO exclusive; repeatable."
        ),
    ] = None,
    format: Annotated[ScoreFormat, typer.Option(help="How to write.")] = ScoreFormat.TABLE,
    model: Model = None,
) -> None:
    """Score the language model's names against gold files, pooled, in percent: exact span and
    label.

    Gold is CoNLL (word first, IOB2 label last) or JSON Lines (text, entities with start, end,
    label), which has no words and is always read from text. Nationalities (gpe, GPE, NORP) count as
    LOC where the gold has them, and are left out where it has none; labels that only one side has
    are left out and named.
    """
    with _session(), _output(None, []) as out:
        from sayso.evaluate.name_files import read_names
        from sayso.evaluate.names import score_names
        from sayso.views.evaluation import names_view

        if sentences and len(paths) > 1:
            raise UsageError("--sentences counts in one file: give one PATH")
        files = [read_names(path, sentences or ()) for path in paths]
        for path, file in zip(paths, files, strict=True):
            if raw and file.spaced:
                typer.echo(f"sayso: {path} has no '# text': words joined by one space", err=True)
        scores = score_names(files, _load_model(model), raw)
        if format is ScoreFormat.JSON:
            _write_json(scores, out)
        else:
            out.show(names_view(scores))


@models.command("info")
def model_info(
    format: Annotated[ScoreFormat, typer.Option(help="How to write.")] = ScoreFormat.TABLE,
) -> None:
    """Print the language model's card: licence, files, hashes, what it was made from, how well it
    does, and what it must not be used for."""
    with _session(), _output(None, []) as out:
        from sayso.pipeline import model_info
        from sayso.views.model_card import model_view

        info = model_info()
        if format is ScoreFormat.JSON:
            _write_json(info, out)
        else:
            out.show(model_view(info))


def main() -> None:
    """The program."""
    app()


@contextlib.contextmanager
def _session() -> Iterator[list[Problem]]:
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


def _output(path: str | None, paths: list[str]) -> Output:
    from sayso.views.output import Output

    if path is not None and _would_overwrite(path, paths):
        raise UsageError(f"--output {path} is one of the reports to read; name another file")
    return Output(path)


def _would_overwrite(path: str, paths: list[str]) -> bool:
    """Whether writing there would replace a report that is to be read."""
    target = Path(path).resolve()
    given = [Path(p).resolve() for p in paths if p != "-"]
    article = target.suffix.lower() in (".txt", ".html", ".htm")
    return target.exists() and any(p == target or (article and p in target.parents) for p in given)


def _load() -> Reader:
    from sayso.pipeline import Reader

    return Reader.load()


def _load_model(name: str | None) -> BareModel:
    from sayso.pipeline import BareModel

    return BareModel.load(name)


def _write_json(scores: Record, out: Output) -> None:
    import msgspec

    out.write(msgspec.json.format(msgspec.json.encode(scores), indent=2) + b"\n")


def _reports(
    paths: Sequence[str],
    published: str | None,
    outlet: str | None,
    largest: float,
    problems: list[Problem],
) -> Iterator[Report]:
    """The reports at the paths; what cannot be read goes to the problems."""
    from sayso.acquire import AcquireSettings, read_paths
    from sayso.core.types import Problem

    settings = AcquireSettings(largest=int(largest * 1_000_000))
    for item in read_paths(paths, published, outlet, settings):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            yield item


def _results(
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
            work = work or stage(_load())
            try:
                found = work(report)
            except Exception as error:
                message = f"{type(error).__name__}: {error}; a fault in sayso, please report it"
                problems.append(Problem(report=name, stage="read", code="crash", message=message))
                continue
            done += 1
            yield report, found
