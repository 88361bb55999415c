"""Evaluations of claims, grammar and names, for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.core.evaluation import (
        Evaluation,
        GrammarScores,
        LabelScore,
        NameScores,
        PartScore,
    )  # fmt: skip


def evaluation_view(evaluation: Evaluation) -> RenderableType:
    """A table with a line for each gold claim, what is asserted but not so, and the counts."""
    parts: list[RenderableType] = [_rows(evaluation)]
    if evaluation.unsafe:
        parts.append(_unsafe(evaluation))
    parts.append(_summary(evaluation))
    return Group(*parts)


def grammar_view(scores: GrammarScores) -> RenderableType:
    """A line for each figure, in percent, and what it was measured on."""
    title = "Grammar, from text" if scores.raw else "Grammar, from gold words and sentences"
    table = _figures(title, "percent")
    for name, figure in (
        ("UAS", scores.uas),
        ("LAS", scores.las),
        ("LAS with subtypes", scores.las_subtypes),
        ("UPOS", scores.upos),
        ("XPOS", scores.xpos),
        ("features", scores.feats),
        ("lemmas", scores.lemma),
        ("words", scores.words_f1),
        ("sentences", scores.sentence_f1),
    ):
        table.add_row(name, _percent(figure))
    about = (
        f"{scores.words} words in {scores.sentences} sentences; "
        f"{scores.words_per_second:.0f} words a second"
    )
    return Group(table, Text(about))


def names_view(scores: NameScores) -> RenderableType:
    """A line for each label, one for all, and the labels that were left out."""
    table = _figures("Names", "precision", "recall", "F1", "gold", "predicted")
    for label, score in scores.by_label.items():
        _add_label(table, label, score, score.gold, score.predicted)
    gold = sum(score.gold for score in scores.by_label.values())
    predicted = sum(score.predicted for score in scores.by_label.values())
    _add_label(table, "all", scores, gold, predicted)
    left = scores.left_out
    lines = (
        f"Texts: {scores.texts}",
        f"Left out, for the model does not give them: {_counts(left.gold)}",
        f"Left out, for the gold does not have them: {_counts(left.predicted)}",
    )
    return Group(table, Text("\n".join(lines)))


def _add_label(
    table: Table, label: str, score: LabelScore | NameScores, gold: int, predicted: int
) -> None:
    figures = (score.precision, score.recall, score.f1)
    shares = ("–" if figure is None else _percent(figure) for figure in figures)
    table.add_row(label, *shares, str(gold), str(predicted))


def _figures(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _percent(figure: float | None) -> str:
    return "given" if figure is None else f"{figure:.2f}"


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{label} {count}" for label, count in counts.items()) or "none"


def _rows(evaluation: Evaluation) -> Table:
    table = Table(title="Gold claims", title_justify="left", expand=True)
    table.add_column("row", justify="right", no_wrap=True)
    table.add_column("predicate", no_wrap=True)
    table.add_column("fails in", no_wrap=True)
    table.add_column("gold", ratio=1)
    table.add_column("got", ratio=1)
    for part in evaluation.parts:
        _add_part(table, part)
    return table


def _add_part(table: Table, part: PartScore) -> None:
    if part.right:
        table.add_row(part.label, part.predicate, Text("right", style="green"), Text(part.text), "")
        return
    for number, mismatch in enumerate(part.mismatches):
        label, predicate = (part.label, part.predicate) if number == 0 else ("", "")
        style = "red" if number == 0 else "yellow"
        field = Text(mismatch.field, style=style)
        table.add_row(label, predicate, field, Text(mismatch.gold), Text(mismatch.got))


def _unsafe(evaluation: Evaluation) -> Table:
    title = "Asserted, though the gold says otherwise"
    table = Table(title=title, title_justify="left", title_style="bold red", expand=True)
    table.add_column("row", justify="right", no_wrap=True)
    table.add_column("gold is", no_wrap=True)
    table.add_column("predicate", no_wrap=True)
    table.add_column("gold", ratio=1)
    table.add_column("claim", ratio=1)
    for entry in evaluation.unsafe:
        table.add_row(
            f"{entry.row}{entry.part or ''}",
            entry.gold_standing,
            entry.predicate,
            Text(entry.gold_text),
            Text(entry.claim_text),
        )
    return table


def _summary(evaluation: Evaluation) -> Text:
    failing = ", ".join(f"{field} {count}" for field, count in evaluation.failing) or "none"
    lines = (
        f"Rows right: {evaluation.rows_right} of {evaluation.rows}",
        f"Parts right: {evaluation.parts_right} of {len(evaluation.parts)}",
        f"Parts failing, by field: {failing}",
        f"Asserted, though the gold says otherwise: {len(evaluation.unsafe)}",
        f"Claims read: {evaluation.claims}",
    )
    return Text("\n".join(lines))
