"""Incidents and disputes for a person at a terminal: what is said, by whom, how independently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sayso.views import words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.core.record import Corroboration, Dispute, Hidden, Incident, Link
    from sayso.core.types import Claim

_AGREEMENT = {"agreed": "green", "disputed": "bold red", "single source": "dim"}


def incidents_view(incidents: Sequence[Incident], total: int) -> RenderableType:
    """Two lines an incident: days and what; id, claims, and on how many independent roots."""
    table = Table.grid(padding=(0, 2))
    table.add_column(width=19)
    table.add_column(ratio=1)
    table.expand = True
    for incident in incidents:
        table.add_row(Text(days(incident)), Text(words.visible(incident.title), style="bold"))
        facts = f"{_counted(incident)} · {roots_line(incident.corroboration)}"
        table.add_row(Text(incident.id[:10], style="dim"), Text(facts, style="dim"))
    return Group(table, Text(_shown(len(incidents), total, "incident"), style="dim"))


def incident_view(incident: Incident, claims: Mapping[str, Claim]) -> RenderableType:
    """All of one incident: fields with every value, roots, claims with their words, and why they
    belong together."""
    numbers = {id: n for n, id in enumerate(incident.claims, 1)}
    heading = Text(words.visible(incident.title), style="bold")
    facts = f"{incident.id} · {days(incident)} · {_counted(incident)}"
    parts: list[RenderableType] = [Rule(style="dim", characters="─"), heading, Text(facts, "dim")]
    parts.append(_roots(incident.corroboration, numbers))
    parts.append(_fields(incident, numbers))
    parts.append(_claims(incident.claims, claims, numbers))
    if incident.why:
        parts.append(_why(incident.why, numbers))
    return Group(*parts)


def disputes_view(
    disputes: Sequence[Dispute], claims: Mapping[str, Claim], total: int
) -> RenderableType:
    """A block a dispute: every position with its words and chains. No verdict."""
    parts: list[RenderableType] = []
    for number, dispute in enumerate(disputes, 1):
        parts.append(dispute_view(dispute, claims, number))
    parts.append(Text(_shown(len(disputes), total, "dispute"), style="dim"))
    return Group(*parts)


def dispute_view(
    dispute: Dispute, claims: Mapping[str, Claim], number: int | None = None
) -> RenderableType:
    """One dispute."""
    heading = Text(f"{number}. " if number else "")
    heading.append(dispute.kind.upper(), style="bold red")
    heading.append(f"  {words.visible(dispute.about)}", style="bold")
    heading.append(f"   {dispute.id[:10]}", style="dim")
    lines = Table.grid(padding=(0, 1))
    lines.add_column(no_wrap=True, min_width=3)
    lines.add_column(ratio=1)
    lines.expand = True
    lines.add_row("", Text(f"{words.visible(dispute.why)} [{dispute.rule}]"))
    for letter, position in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", dispute.positions, strict=False):
        label = Text(words.visible(position.label), style="bold")
        label.append(f"   {roots_line(position.corroboration)}", style="not bold dim")
        lines.add_row(letter, label)
        for id in position.claims:
            if id in claims:
                lines.add_row("", _told(claims[id]))
    return Padding(Group(heading, lines), (0, 0, 1, 0))


def days(incident: Incident) -> str:
    """The days an incident may be of."""
    first, last = incident.earliest, incident.latest
    if first and first == last:
        return first
    if first and last:
        return f"{first} – {last[5:] if first[:4] == last[:4] else last[:7]}"
    return f"from {first}" if first else f"by {last}" if last else "no day"


def roots_line(found: Corroboration) -> str:
    """ "2–4 roots: government 2, opposition 0–1 · 3 outlets · sides agree"."""
    number = str(found.low) if found.low == found.high else f"{found.low}–{found.high}"
    sides = ", ".join(
        f"{side.side} {side.low}" + (f"–{side.high}" if side.high != side.low else "")
        for side in found.sides
    )
    parts = [
        f"{number} root{'' if number == '1' else 's'}: {sides}" if sides else f"{number} roots"
    ]
    if found.outlets > 1:
        parts.append(f"{found.outlets} outlets")
    if found.outlets > found.high == 1:
        parts[-1] += ", one source"
    if found.across:
        parts.append("opposed sides agree")
    if found.admissions:
        parts.append("admitted")
    return " · ".join(parts)


def _roots(found: Corroboration, numbers: Mapping[str, int]) -> RenderableType:
    table = _grid()
    table.add_row("roots", Text(roots_line(found), style="bold"))
    for root in found.roots:
        line = Text(words.visible(root.name))
        line.append(f" ({words.visible(root.side)})", style="dim")
        if root.anonymous:
            line.append(" unnamed", style="yellow")
        if root.admission:
            line.append(" against its own interest", style="green")
        line.append(f"  {_numbers(root.claims, numbers)}")
        if len(root.outlets) > 1:
            line.append(f"  carried by {', '.join(words.visible(o) for o in root.outlets)}", "dim")
        table.add_row("", line)
    return Padding(table, (1, 0, 0, 0))


def _fields(incident: Incident, numbers: Mapping[str, int]) -> RenderableType:
    table = _grid()
    for field in incident.fields:
        line = Text(f"{field.agreement}: ", style=_AGREEMENT[field.agreement])
        for i, value in enumerate(field.values):
            line.append(" | " if i else "", style="dim")
            line.append(words.visible(value.value), style="not dim")
            line.append(f" {_numbers(value.claims, numbers)}", style="dim")
        name = f"{field.name} ({field.unit})" if field.unit else field.name
        table.add_row(words.visible(name), line)
    return Padding(table, (1, 0, 0, 0))


def _claims(
    ids: Sequence[str], claims: Mapping[str, Claim], numbers: Mapping[str, int]
) -> RenderableType:
    table = _grid()
    for id in ids:
        if id in claims:
            table.add_row(f"#{numbers[id]}", _told(claims[id]))
    return Padding(table, (1, 0, 0, 0))


def _told(claim: Claim) -> Text:
    """How it was put, in which words, by whom, in which report."""
    text = Text(claim.modality, style="bold")
    if claim.polarity == "negative":
        text.append(" NOT", style="bold red")
    text.append(f" “{words.visible(claim.text)}”", style="italic")
    text.append(f"  {words.chain(claim)}", style="cyan" if claim.sources else "")
    place = claim.report
    where = " · ".join(filter(None, (place.outlet, place.published)))
    text.append(f"  {words.visible(where)}  {claim.id[:10]}", style="dim")
    return text


def _why(links: Sequence[Link], numbers: Mapping[str, int]) -> RenderableType:
    table = _grid()
    for link in links:
        first, second = sorted((numbers.get(link.a, 0), numbers.get(link.b, 0)))
        reasons = "; ".join(f.why for f in link.features if f.value > 0)
        against = "; ".join(f.why for f in link.features if f.value < 0)
        line = Text(f"{link.score:.2f}  {words.visible(reasons)}")
        if against:
            line.append(f"  (against: {words.visible(against)})", style="dim")
        table.add_row(f"#{first}–#{second}", line)
    return Padding(table, (1, 0, 1, 0))


def _grid() -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim", min_width=8, max_width=24)
    table.add_column(ratio=1)
    table.expand = True
    return table


def _numbers(claims: Sequence[str], numbers: Mapping[str, int]) -> str:
    return " ".join(f"#{numbers[id]}" for id in claims if id in numbers)


def _counted(incident: Incident) -> str:
    count = len(incident.claims)
    return f"{count} claim{'' if count == 1 else 's'}"


def _shown(shown: int, total: int, noun: str) -> str:
    of = "" if shown == total else f" of {total:,} (--limit)"
    return f"{shown:,}{of} {noun}{'' if total == 1 else 's'}"


def rule_view(reading: str, hidden: Sequence[Hidden]) -> RenderableType:
    """The rule that an output was made under, and what it hid."""
    line = Text(f"Read by the rule: {reading}.", style="dim")
    if hidden:
        counts = "; ".join(
            f"{words.visible(h.reason)} ({h.incidents:,} incidents, {h.claims:,} claims, "
            f"{h.values:,} values)"
            for h in hidden
        )
        line.append(f" Hidden: {counts}.")
    return line
