"""The situation for a person at a terminal: a line a state, with its days, and how to ask on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.core.situation import KEYS
from sayso.views import words
from sayso.views.incidents import rule_view

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.core.situation import Changes, Fluent, Situation, Step, Why
    from sayso.core.types import Claim

Line = Any  # one of the kinds of core/situation.py; each has a writer below
_STATES = {
    "holds": "green", "may hold": "yellow", "does not hold": "dim", "last reported": "magenta",
}  # fmt: skip
_CHANGES = {
    "start": "starts", "end": "ends", "observe": "shows", "against": "denies",
    "against the end": "denies the end",
}  # fmt: skip


def situation_view(found: Situation) -> RenderableType:
    """All of a situation, key by key."""
    clocks = [f"The situation on {found.day}"]
    if found.known_by:
        clocks.append(f"by reports published by {found.known_by}")
    if found.recorded_by:
        clocks.append(f"recorded by {found.recorded_by}")
    if found.place:
        clocks.append(f"for {words.visible(found.place)}")
    parts: list[RenderableType] = [Text(", ".join(clocks), style="bold")]
    for key in KEYS:
        lines: Sequence[Line] = getattr(found, key)
        if lines:
            parts.append(_block(key, [_row(key, line, found.names) for line in lines]))
    parts.append(rule_view(found.rule, found.hidden))
    return Group(*parts)


def changes_view(found: Sequence[Changes], earlier: Situation, later: Situation) -> RenderableType:
    """What two situations differ in: + new, − gone, ~ otherwise."""
    parts: list[RenderableType] = [Text(f"From {earlier.day} to {later.day}", style="bold")]
    for change in found:
        rows = [_row(change.key, x, later.names, "+") for x in change.new]
        rows += [_row(change.key, x, earlier.names, "−") for x in change.gone]
        for old, new in zip(change.changed_from, change.changed, strict=True):
            rows.append(_row(change.key, old, earlier.names, "~"))
            rows.append(_row(change.key, new, later.names, "→"))
        parts.append(_block(change.key, rows))
    if not found:
        parts.append(Text("nothing has changed", style="dim"))
    parts.append(rule_view(later.rule, later.hidden))
    return Group(*parts)


def why_view(found: Why, situation: Situation) -> RenderableType:
    """How a line follows: its fluents, each step with its rule, and the words of its claims."""
    claims = {c.id: c for c in found.claims}
    parts: list[RenderableType] = []
    if found.line is not None and found.key is not None:
        parts.append(_block(found.key, [_row(found.key, found.line, situation.names)]))
    shown: set[str] = set()
    for fluent in found.fluents:
        parts.append(_fluent(fluent, claims, situation))
        shown |= {c for step in fluent.steps for c in step.claims}
    rest = [c for c in found.claims if c.id not in shown]
    if rest:
        table = _grid()
        for claim in rest:
            table.add_row("", _words(claim))
        parts.append(Padding(table, (1, 0, 0, 0)))
    return Group(*parts)


def _fluent(fluent: Fluent, claims: dict[str, Claim], situation: Situation) -> RenderableType:
    of = ", ".join(words.visible(part) for part in fluent.of)
    heading = Text(f"{fluent.name}({of}) = {_name(fluent.value, situation.names)}", style="bold")
    heading.append(f"  {_days(fluent.from_, fluent.to)}", style="not bold")
    heading.append_text(_state(fluent.state, fluent.days))
    heading.append(f"  {fluent.id[:10]}", style="dim")
    table = _grid()
    for step in fluent.steps:
        table.add_row(_CHANGES[step.change], _rule(step))
        for id in step.claims:
            if id in claims:
                table.add_row("", _words(claims[id]))
    return Padding(Group(heading, table), (1, 0, 0, 0))


def _rule(step: Step) -> Text:
    when = words.day(step.when) if step.when else "no day of its own"
    line = Text(f"{step.predicate.replace('_', ' ')}  {when}")
    line.append(f"   by “{step.effect}”   incident {step.incident[:10]}", style="dim")
    return line


def _words(claim: Claim) -> Text:
    text = Text(f"{claim.modality}{' NOT' if claim.polarity == 'negative' else ''} ", style="bold")
    text.append(f"“{words.visible(claim.text)}”", style="not bold italic")
    text.append(f"  {words.chain(claim)}", style="cyan" if claim.sources else "not bold")
    where = " · ".join(filter(None, (claim.report.outlet, claim.report.published)))
    text.append(f"  {words.visible(where)}  {claim.id[:10]}", style="dim")
    return text


def _block(key: str, rows: Iterable[tuple[str, Text]]) -> RenderableType:
    table = _grid()
    for mark, line in rows:
        table.add_row(mark, line)
    return Padding(Group(Text(key.upper(), style="bold cyan"), table), (1, 0, 0, 0))


def _grid() -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim", min_width=2)
    table.add_column(ratio=1)
    table.expand = True
    return table


def _row(key: str, line: Line, names: dict[str, str], mark: str = "") -> tuple[str, Text]:
    text = _WRITERS[key](line, names)
    state = getattr(line, "state", None)
    if state is not None:
        text.append_text(_state(state, line.days))
    counts = f"{len(line.claims)} claim{'' if len(line.claims) == 1 else 's'}"
    against = f", {len(line.against)} against" if line.against else ""
    text.append(f"  [{counts}{against}]  {line.id[:10]}", style="dim")
    other = getattr(line, "disputed", ())
    if other:
        text.append(f"  other accounts: {'; '.join(map(words.visible, other))}", style="red")
    return mark, text


def _state(state: str, days: int | None) -> Text:
    shown = f"last reported {days} days ago" if state == "last reported" else state
    return Text(f"  {shown}", style=_STATES[state])


def _name(id: str, names: dict[str, str]) -> str:
    return words.visible(names.get(id, id)) if id != "*" else "nobody named"


def _names(ids: Sequence[str], names: dict[str, str]) -> str:
    return ", ".join(_name(id, names) for id in ids) or "nobody named"


def _days(start: str | None, end: str | None) -> str:
    first = words.day(start) if start else "?"
    if end in (None, ".."):
        return f"since {first}"
    return f"{first} – {words.day(end)}" if end else first


def _control(line: Line, names: dict[str, str]) -> Text:
    extent = {"whole": "held by", "part": "in part held by", "presence": "in it"}[line.extent]
    text = Text(words.visible(line.place), style="bold")
    text.append(
        f"  {extent} {_names(line.holder, names)}  {_days(line.from_, line.to)}", "not bold"
    )
    if line.contested_by:
        text.append(f"  contested by {_names(line.contested_by, names)}", style="yellow")
    return text


def _siege(line: Line, names: dict[str, str]) -> Text:
    text = Text(words.visible(line.place), style="bold")
    text.append(f"  {line.status} by {_names(line.besieger, names)}", style="not bold")
    if line.state is not None:
        text.append(f"  {_days(line.from_, line.to)}", style="not bold")
    if line.lifted_by:
        text.append(f"  broken by {_names(line.lifted_by, names)}", style="not bold")
    for figure in line.trapped:
        text.append(
            f"  “{words.visible(figure.words or '')}” by {_name(figure.by_account_of, names)}"
        )
    if line.aid:
        text.append(f"  aid {line.aid}", style="not bold")
    return text


def _route(line: Line, names: dict[str, str]) -> Text:
    text = Text(words.visible(line.route), style="bold")
    text.append(f"  {line.status}", style="not bold")
    text.append(f"  since {words.day(line.since)}" if line.since else "", style="not bold")
    text.append(f"  by {_names(line.by, names)}" if line.by else "", style="not bold")
    text.append(f" with {_names(line.with_, names)}" if line.with_ else "", style="not bold")
    return text


def _talks(line: Line, names: dict[str, str]) -> Text:
    text = Text(words.visible(line.track), style="bold")
    text.append(f"  {line.status}", style="not bold")
    text.append(f"  since {words.day(line.since)}" if line.since else "", style="not bold")
    text.append(f"  to go on {words.day(line.resumes)}" if line.resumes else "", style="not bold")
    text.append(f"  {_names(line.mediator, names)}" if line.mediator else "", style="not bold")
    for reason in line.reasons:
        text.append(f"\n  {_name(reason.by_account_of, names)}: “{words.visible(reason.what)}”")
    for title, remarks in (
        ("considered", line.considered), ("asked", line.asked), ("wanted", line.wanted),
    ):  # fmt: skip
        for remark in remarks:
            by = f" by {_name(remark.by, names)}" if remark.by else ""
            text.append(f"\n  {title}{by}: {words.visible(remark.what)}", style="not bold")
    for party in line.delegations:
        text.append(f"\n  {_name(party.party, names)}: {party.status} ({party.state})", "not bold")
    return text


def _demand(line: Line, names: dict[str, str]) -> Text:
    text = Text(f"{_name(line.by, names)} of {_names(line.of, names)}: ")
    text.append(words.visible(line.what), style="bold")
    text.append(f"  {line.status}")
    return text


def _commitment(line: Line, names: dict[str, str]) -> Text:
    text = Text(f"{_name(line.by, names)} {'vows' if line.kind == 'vow' else 'refuses'}: ")
    text.append(words.visible(line.what), style="bold")
    text.append(f" “{words.visible(line.condition)}”" if line.condition else "")
    text.append(f"  said by {_name(line.said_by, names)}" if line.said_by else "")
    text.append(f"  {line.status}")
    return text


def _scheduled(line: Line, names: dict[str, str]) -> Text:
    text = Text(words.day(line.date), style="bold")
    text.append(f"  {words.visible(line.what)}", style="not bold")
    text.append(f"  {words.visible(line.where)}" if line.where else "", style="not bold")
    text.append(f"  {line.certainty}", style="not bold")
    if line.moved_from:
        text.append(f"  moved from {', '.join(map(words.day, line.moved_from))}", style="yellow")
    return text


def _backer(line: Line, names: dict[str, str]) -> Text:
    text = Text(f"{_name(line.backer, names)} backs {_name(line.backs, names)}")
    text.append(f"  by {', '.join(line.how)}" if line.how else "")
    text.append(f"  since {words.day(line.since)}" if line.since else "")
    return text


def _figure(line: Line, names: dict[str, str]) -> Text:
    text = Text(f"{line.what}: “{words.visible(line.words or '')}”")
    text.append(f"  {', '.join(map(words.visible, line.places))}" if line.places else "")
    text.append(f"  {line.status} by {_name(line.by_account_of, names)}  {line.said or ''}")
    return text


def _dispute(line: Line, names: dict[str, str]) -> Text:
    text = Text(f"{line.label.upper()} ", style="red")
    text.append(words.visible(line.about), style="bold")
    for side in line.sides:
        text.append(
            f"\n  {words.visible(side.says)}: {_names(side.by_account_of, names)}", "default"
        )
    return text


_WRITERS: dict[str, Callable[[Line, dict[str, str]], Text]] = {
    "control": _control, "sieges": _siege, "routes": _route, "talks": _talks, "demands": _demand,
    "commitments": _commitment, "calendar": _scheduled, "backers": _backer, "figures": _figure,
    "disputes": _dispute,
}  # fmt: skip
