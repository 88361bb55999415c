"""The record for a person at a terminal: what came in, what is found, what was judged, whether it
is whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sayso.views import words
from sayso.views.terminal import claim_block, standing

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.core.record import (
        AuditEntry,
        Check,
        Difference,
        Entry,
        JudgedClaim,
        Judgement,
        Taken,
        Verified,
    )
    from sayso.core.types import Claim, Report


def taken_view(taken: Taken, record: str) -> RenderableType:
    """What became of a batch, and what the record holds now."""
    line = Text(f"{taken.added:,} report{_s(taken.added)} added", style="bold")
    if taken.versions:
        line.append(f", {taken.versions:,} found changed (kept beside the old)")
    if taken.known:
        line.append(f", {taken.known:,} known already")
    line.append(f" · {taken.claims:,} claim{_s(taken.claims)} recorded")
    missing = [
        f"{count:,} without {what} ({option})"
        for count, what, option in (
            (taken.without_outlet, "an outlet", "--outlet"),
            (taken.without_date, "a date", "--published"),
        )
        if count
    ]
    if missing:
        line.append(f" · {', '.join(missing)}", style="yellow")
    held = (
        f"{words.visible(record)} holds {taken.reports_in_all:,} report{_s(taken.reports_in_all)}, "
        f"{taken.claims_in_all:,} claim{_s(taken.claims_in_all)}, "
        f"{taken.incidents_in_all:,} incident{_s(taken.incidents_in_all)}"
    )
    return Group(line, Text(held, style="dim"))


def found_view(
    claims: Sequence[JudgedClaim],
    entries: dict[str, Entry],
    total: int,
    head: RenderableType | None = None,
) -> RenderableType:
    """Claims from any reports, each with its report, words, chain and standing."""
    blocks = Table.grid(padding=(0, 1))
    blocks.add_column(no_wrap=True, width=16, style="dim")
    blocks.add_column(no_wrap=True, min_width=12)
    blocks.add_column(ratio=1)
    blocks.expand = True
    for found in claims:
        claim = found.claim
        entry = entries.get(claim.report.id)
        line = entry.report.text.count("\n", 0, claim.start) + 1 if entry else None
        put = standing(claim)
        for mark in _marks(found):
            put.append(f"\n{mark}", style="magenta")
        blocks.add_row(claim.id, put, Group(_report_line(claim), claim_block(claim, line, {})))
    if head is not None:
        return Group(head, blocks)
    of = "" if len(claims) == total else f" of {total:,} (--limit, --offset)"
    return Group(blocks, Text(f"{len(claims):,}{of} claim{_s(total)}", style="dim"))


def entry_view(entry: Entry, claims: Sequence[JudgedClaim]) -> RenderableType:
    """A report as the record holds it, then its claims."""
    report = entry.report
    facts = [
        report.id, report.outlet or "outlet not known", report.published or "date not known",
        f"recorded {entry.recorded}", f"version {entry.version}",
    ]  # fmt: skip
    if entry.replaced_by:
        facts.append(f"replaced by {entry.replaced_by}")
    if entry.address:
        facts.append(entry.address)
    return Group(
        Rule(style="dim", characters="─"),
        Text(words.visible(report.title or report.id), style="bold"),
        Padding(Text(words.visible(" · ".join(facts)), style="dim"), (0, 0, 1, 0)),
        found_view(claims, {report.id: entry}, len(claims)),
    )


def judgements_view(judgements: Sequence[Judgement]) -> RenderableType:
    """A line a judgement."""
    undone = {str(j.change.get("judgement")) for j in judgements if j.kind == "undo"}
    table = _table("judgement", "when", "who", "what", "on", "why")
    for found in judgements:
        what = found.kind + (" (undone)" if found.id in undone else "")
        undoes = str(found.change.get("judgement", ""))[:10]
        on = undoes or ", ".join(anchor.claim[:10] for anchor in found.anchors)
        at = f"{found.at[:10]} {found.at[11:16]}"
        table.add_row(found.id[:10], at, words.visible(found.by), what, on, _short(found.why))
    return table


def judged_view(judgement: Judgement, claims: Sequence[JudgedClaim], done: bool) -> RenderableType:
    """What a judgement made of its claims."""
    head = Text(f"judgement {judgement.id}: {judgement.kind}", style="bold")
    head.append("" if done else " (known already)")
    return found_view(claims, {}, len(claims), head)


def audit_view(entries: Iterable[AuditEntry]) -> RenderableType:
    """A line a change of the record."""
    table = _table("no.", "when", "who", "what", "about", "detail")
    for entry in entries:
        table.add_row(
            str(entry.number), entry.at, words.visible(entry.by), entry.what, entry.about[:24],
            _short(entry.detail),
        )  # fmt: skip
    return table


def verified_view(found: Verified) -> RenderableType:
    """Whether the audit holds, with the hash to keep elsewhere."""
    if found.problems:
        return Group(*(Text(words.visible(p), style="bold red") for p in found.problems))
    said = f"{found.entries:,} entries, each hash follows from the one before"
    keep = "Keep this hash elsewhere: sayso audit verify --kept HASH then sees a cut-off end too."
    return Group(Text(said, style="green"), Text(f"head {found.head}"), Text(keep, style="dim"))


def check_view(found: Check, record: str) -> RenderableType:
    """What the record holds, and every problem."""
    held = (
        f"{words.visible(record)}: {found.reports:,} report{_s(found.reports)}, {found.claims:,} "
        f"claim{_s(found.claims)}, {found.incidents:,} incident{_s(found.incidents)}"
    )
    if found.pending:
        held += f", {found.pending:,} claims wait to be gathered (sayso add with no paths does it)"
    parts: list[RenderableType] = [Text(held)]
    parts += [Text(words.visible(problem), style="bold red") for problem in found.problems]
    if not found.problems:
        parts.append(Text("no problems", style="green"))
    return Group(*parts)


def difference_view(report: Report, found: Difference) -> RenderableType:
    """What a new reading of a report changes, claim by claim."""
    heading = Text(words.visible(report.title or report.id), style="bold")
    facts = f"{report.id} · {len(found.same)} the same"
    lines = Table.grid(padding=(0, 1))
    lines.add_column(no_wrap=True, min_width=7)
    lines.add_column(ratio=1)
    for claim in found.only_old:
        lines.add_row(Text("gone", style="red"), _brief(claim))
    for claim in found.only_new:
        lines.add_row(Text("new", style="green"), _brief(claim))
    for change in found.changed:
        lines.add_row(Text("changed", style="yellow"), _brief(change.new))
        for field in change.fields:
            was = f"{field.field}: {words.visible(field.old)} → {words.visible(field.new)}"
            lines.add_row("", Text(was, style="dim"))
    return Padding(Group(heading, Text(facts, style="dim"), lines), (0, 0, 1, 0))


def reread_view(count: int, changed: int, kept: bool) -> RenderableType:
    """The last line of a re-read."""
    if not count:
        return Text("Every report was read by this version.")
    said = f"{count:,} report{_s(count)} read again, {changed:,} changed"
    return Text(said + (", kept" if kept else "; nothing kept (--keep keeps it)"), style="bold")


def _brief(claim: Claim) -> Text:
    text = Text(f"{claim.modality} {words.act(claim)}  ")
    text.append(f"“{words.visible(claim.text)}”", style="italic")
    return text.append(f"  {words.chain(claim)}", style="dim")


def _marks(found: JudgedClaim) -> list[str]:
    marks = ["rejected"] if found.rejected else ["accepted"] if found.accepted else []
    if found.grade not in (None, "F6"):
        marks.append(f"grade {found.grade}")
    if found.reader and not found.reader.startswith("sayso"):
        marks.append(f"by {words.visible(found.reader)}"[:12])
    return marks


def _report_line(claim: Claim) -> Text:
    parts = (claim.report.outlet, claim.report.published, claim.report.title)
    return Text(words.visible(" · ".join(part for part in parts if part)), style="dim")


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="dim")
    for name in columns[:-1]:
        table.add_column(name, no_wrap=True)
    table.add_column(columns[-1])
    return table


def _short(text: str) -> str:
    line = words.visible(text)
    return line if len(line) <= 80 else f"{line[:79]}…"


def _s(count: int) -> str:
    return "" if count == 1 else "s"
