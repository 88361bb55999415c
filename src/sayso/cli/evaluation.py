"""``sayso evaluate``: what is found against gold files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli import common
from sayso.cli.common import (
    Format,
    Outlet,
    Published,
    ScoreFormat,
    reports,
    session,
    target,
    tell,
)
from sayso.core.errors import UsageError

app = typer.Typer(help="Score what is found against a gold file.", no_args_is_help=True)
Gold = Annotated[list[Path], typer.Argument(metavar="PATH...", show_default=False)]
Raw = Annotated[bool, typer.Option("--raw", help="Give the model text, not gold words.")]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="A spaCy pipeline with UD labels, by name or folder; else the bundled."
    ),
]


@app.command("claims")
def evaluate_claims(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Claims a person wrote.")],
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The report they are of.")],
    format: Format = ScoreFormat.TABLE,
    published: Published = None,
    outlet: Outlet = None,
) -> None:
    """Score the claims of an article against a gold file, and show the field in which each row
    fails."""
    with session() as problems, target(None, []) as out:
        from sayso.evaluate.claims import check_gold, read_gold, score_claims
        from sayso.views.evaluation import evaluation_view

        try:
            rows = read_gold(gold.read_text(encoding="utf-8").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{gold}: cannot be read ({error})") from error
        report = next(reports([article], published, outlet, 5, problems), None)
        if report is None:
            return
        check_gold(rows, report.text)
        reader = common.load()
        scores = score_claims(rows, reader.read(report), reader.lexicon)
        tell(scores, evaluation_view, format, out)


@app.command("grammar")
def evaluate_grammar(
    paths: Gold,
    raw: Raw = False,
    document: Annotated[
        str | None,
        typer.Option(metavar="PATTERN", help="Only documents with such an id: GUM_news_*."),
    ] = None,
    format: Format = ScoreFormat.TABLE,
    model: Model = None,
) -> None:
    """Score the language model's grammar against treebanks in CoNLL-U, pooled, in percent.

    The model gets gold words and sentence bounds; with --raw it gets text, and figures are F1 over
    aligned words, as in the CoNLL 2018 shared task. UAS and LAS count punctuation; LAS ignores
    subtypes of relations, as it did there, and las_subtypes asks for them. Lemmas are
    case-sensitive. sentence_f1 is null where bounds are given. Speed is that of the model alone.
    """
    with session(), target(None, []) as out:
        from sayso.evaluate.grammar import score_grammar
        from sayso.evaluate.treebank import read_treebank
        from sayso.views.evaluation import grammar_view

        passages = [passage for path in paths for passage in read_treebank(path, document)]
        scores = score_grammar(passages, common.load_model(model), raw)
        tell(scores, grammar_view, format, out)


@app.command("names")
def evaluate_names(
    paths: Gold,
    raw: Raw = False,
    sentences: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FROM:TO", help="Only these of the file, from 0, TO exclusive; repeatable."
        ),
    ] = None,
    format: Format = ScoreFormat.TABLE,
    model: Model = None,
) -> None:
    """Score the language model's names against gold files, pooled, in percent: exact span and
    label.

    Gold is CoNLL (word first, IOB2 label last) or JSON Lines (text, entities with start, end,
    label), which has no words and is always read from text. Nationalities (gpe, GPE, NORP) count as
    LOC where the gold has them, and are left out where it has none; labels that only one side has
    are left out and named.
    """
    with session(), target(None, []) as out:
        from sayso.evaluate.name_files import read_names
        from sayso.evaluate.names import score_names
        from sayso.views.evaluation import names_view

        if sentences and len(paths) > 1:
            raise UsageError("--sentences counts in one file: give one PATH")
        files = [read_names(path, sentences or ()) for path in paths]
        for path, file in zip(paths, files, strict=True):
            if raw and file.spaced:
                typer.echo(f"sayso: {path} has no '# text': words joined by one space", err=True)
        scores = score_names(files, common.load_model(model), raw)
        tell(scores, names_view, format, out)
