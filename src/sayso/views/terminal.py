"""The claims of a report for a person at a terminal: one block a claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sayso.views import words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.core.types import Claim, Problem, Report

# As much as fits beside the labels of 80 columns.
_SHORT = 46
# The word says it; the colour only helps.
_STYLES = {
    "asserted": "bold green", "denied": "bold red", "accused": "bold magenta",
    "opinion": "bold blue", "vowed": "bold yellow", "threatened": "bold yellow",
    "demanded": "bold yellow", "proposed": "bold yellow", "refused": "bold yellow",
    "wanted": "bold cyan", "planned": "bold cyan",
    "projected": "bold cyan", "considered": "bold cyan", "conditional": "bold cyan",
    "hypothetical": "bold cyan",
}  # fmt: skip
# The status that the word already says.
_USUAL = {
    "asserted": ("happened",), "denied": ("happened", "ongoing"), "vowed": ("intended",),
    "threatened": ("intended",), "demanded": ("wanted", "intended"), "refused": ("intended",),
    "proposed": ("wanted", "intended", "considered"), "accused": ("happened", "ongoing"),
    "opinion": ("happened", "ongoing"), "wanted": ("wanted",), "planned": ("intended",),
    "projected": ("predicted",), "considered": ("considered",), "conditional": ("conditional",),
    "hypothetical": ("hypothetical",),
}  # fmt: skip
_LEGEND = (
    "NOT: put as not so · [ ]: not named in the clause, taken from context · "
    "▸: the source on the left passes on the one on the right"
)


def report_view(report: Report, claims: Sequence[Claim]) -> RenderableType:
    """A heading, then a block for each claim, in the order given."""
    numbers = {claim.id: number for number, claim in enumerate(claims, 1)}
    parts: list[RenderableType] = [_heading(report, claims)]
    if claims:
        blocks = Table.grid(padding=(0, 1))
        blocks.add_column(justify="right", no_wrap=True)
        blocks.add_column(no_wrap=True, min_width=12)
        blocks.add_column(ratio=1)
        blocks.expand = True
        for number, claim in enumerate(claims, 1):
            number_text = Text(str(number), style="dim")
            line = report.text.count("\n", 0, claim.start) + 1
            blocks.add_row(number_text, standing(claim), claim_block(claim, line, numbers))
        parts.append(blocks)
    else:
        parts.append(Text("   No claims found in this report."))
    return Group(*parts)


class Tally:
    """Counts over the reports of a run, kept without keeping the claims."""

    def __init__(self) -> None:
        self.reports = 0
        self.claims = 0
        self.negative = 0
        self.unsure = 0
        self.modalities: Counter[str] = Counter()

    def add(self, claims: Sequence[Claim]) -> None:
        """Count one report's claims."""
        self.reports += 1
        self.claims += len(claims)
        self.negative += sum(claim.polarity == "negative" for claim in claims)
        self.unsure += sum(claim.certainty != "certain" for claim in claims)
        self.modalities.update(claim.modality for claim in claims)


def summary_view(tally: Tally, problems: int) -> RenderableType:
    """The last lines: how much was read, and how it was put."""
    line = Text()
    counted = f"{_count(tally.reports, 'report')}, {_count(tally.claims, 'claim')}"
    line.append(counted, style="bold")
    for i, (modality, count) in enumerate(tally.modalities.most_common()):
        line.append(", " if i else ": ")
        line.append(f"{count} {modality}", style=_STYLES[modality])
    if tally.negative:
        line.append(f" · {tally.negative} put as NOT so", style="bold red")
    if tally.unsure:
        line.append(f" · {tally.unsure} not certain")
    problem_style = "bold red" if problems else "dim"
    line.append(f" · {_count(problems, 'problem')}", style=problem_style)
    parts: list[RenderableType] = [Rule(style="dim", characters="─"), line]
    if tally.claims:
        parts.append(Text(_LEGEND, style="dim"))
    return Group(*parts)


def problem_line(problem: Problem) -> str:
    """A problem on one line: "corpus.jsonl, line 3: not valid JSON … [json]"."""
    where = words.visible(problem.report)
    if problem.line is not None:
        where += f", line {problem.line}"
    return f"{where}: {words.visible(problem.message)} [{problem.code}]"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _heading(report: Report, claims: Sequence[Claim]) -> RenderableType:
    title = words.visible(report.title or report.path or report.id)
    facts = [
        words.visible(report.outlet or "outlet not known"),
        report.published or "date not known",
        _count(len(claims), "claim"),
    ]
    if report.credits:
        facts.append(f"credits {words.visible(', '.join(report.credits))}")
    if report.path and report.title:
        facts.append(words.visible(report.path))
    lines: list[RenderableType] = [Rule(style="dim", characters="─"), Text(title, style="bold")]
    return Padding(Group(*lines, Text(" · ".join(facts), style="dim")), (0, 0, 1, 0))


def standing(claim: Claim) -> Text:
    """How it was put: the modality, then what it does not say of itself."""
    text = Text(claim.modality.upper(), style=_STYLES[claim.modality])
    if claim.certainty != "certain":
        text.append(f"\n{_CERTAINTY[claim.certainty]}", style="yellow")
    if claim.status not in _USUAL[claim.modality]:
        text.append(f"\n{claim.status}", style="dim")
    return text


_CERTAINTY = {"probable": "probable", "possible": "possible", "underspecified": "unsettled"}


def claim_block(claim: Claim, line: int | None, numbers: dict[str, int]) -> RenderableType:
    """A claim's deed, then a line for each thing known of it; ``line``: of its report."""
    lines = Table.grid(padding=(0, 1))
    lines.add_column(no_wrap=True, style="dim", min_width=6)
    lines.add_column(ratio=1)
    lines.expand = True
    for label, value in _details(claim, numbers):
        lines.add_row(Text(label), value)
    quote = Text(f"“{words.visible(claim.text)}”", style="italic")
    at = f"line {line}, " if line else ""
    quote.append(f"  {at}{claim.start}–{claim.end}", style="not italic dim")
    lines.add_row("words", quote)
    return Padding(Group(_deed(claim), lines), (0, 0, 1, 0))


def _deed(claim: Claim) -> Text:
    """Who does what to whom, on one line."""
    roles = claim.roles
    text = Text()
    text.append(words.parties(roles.actor) or "(nobody named)", style="bold" if roles.actor else "")
    text.append(" → ")
    if claim.polarity == "negative":
        text.append("NOT", style="bold white on red")
        text.append(" ")
    text.append(words.act(claim), style="underline")
    target = words.parties(roles.recipient)
    if target:
        text.append(" → ").append(target, style="bold")
    content = words.parties(roles.content)
    if content:
        text.append(", on " if target else " → ").append(content)
    return text


def _scene(claim: Claim) -> list[tuple[str, Text]]:
    """Where, when and how many: on one line if that is short."""
    facts = [
        (label, value)
        for label, value in (
            ("where", words.places(claim.places)),
            ("when", words.when(claim.when) if claim.when else ""),
            ("count", "; ".join(words.quantity(q) for q in claim.quantities)),
        )
        if value
    ]
    found: list[tuple[str, Text]] = []
    for label, value in facts:
        if found and cell_len(found[-1][1].plain) + cell_len(value) < _SHORT:
            found[-1][1].append(f"   {label} ", style="dim").append(value)
        else:
            found.append((label, Text(value)))
    return found


def _details(claim: Claim, numbers: dict[str, int]) -> list[tuple[str, Text]]:
    roles = claim.roles
    helped = [
        f"{label} {words.parties(mentions)}"
        for label, mentions in (
            ("helped by", roles.helper),
            ("with", roles.instrument),
            ("for", roles.beneficiary),
            ("mediated by", roles.mediator),
        )
        if mentions
    ]
    found = [("source", Text(words.chain(claim), style="cyan" if claim.sources else ""))]
    if helped:
        found.append(("also", Text("; ".join(helped))))
    found += _scene(claim)
    if claim.condition:
        found.append(("if", Text(f"“{words.visible(claim.condition.text)}”")))
    tied = words.ties(claim, numbers)
    if tied:
        found.append(("tied", Text(tied, style="yellow")))
    return found
