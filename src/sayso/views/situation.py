"""The situation for a person at a terminal: a line a state, with its days, and how to ask on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from sayso.core.situation import KEYS
from sayso.views import bargains, relief, words
from sayso.views.blocks import block, grid
from sayso.views.ceasefires import ceasefire
from sayso.views.incidents import rule_view
from sayso.views.naming import Naming

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.core.situation import Changes, Fluent, Situation, Step, Why
    from sayso.core.types import Claim

Line = Any  # one of the kinds of core/situation.py; each has a writer below
_STATES = {
    "holds": "green", "may hold": "yellow", "does not hold": "dim", "last reported": "magenta",
}  # fmt: skip
_WAYS = {
    "air": "from the air", "ground": "on the ground", "arms": "with arms", "money": "with money",
    "training": "with training", "diplomacy": "in diplomacy",
}  # fmt: skip
_CHANGES = {
    "start": "starts", "end": "ends", "observe": "shows", "against": "denies",
    "against the end": "denies the end",
}  # fmt: skip


def situation_view(found: Situation, keys: Sequence[str] = KEYS) -> RenderableType:
    """All of a situation, or what some keys hold, key by key."""
    clocks = [f"The situation on {found.day}"]
    if found.known_by:
        clocks.append(f"by reports published by {found.known_by}")
    if found.recorded_by:
        clocks.append(f"recorded by {found.recorded_by}")
    if found.place:
        clocks.append(f"for {words.visible(found.place)}")
    names = _naming(found)
    parts: list[RenderableType] = [Text(", ".join(clocks), style="bold")]
    for key in keys:
        lines: Sequence[Line] = getattr(found, key)
        if lines:
            parts.append(block(key, [_row(key, line, names) for line in lines]))
    if len(parts) == 1:
        parts.append(Text("nothing is told of this", style="dim"))
    parts.append(rule_view(found.rule, found.hidden))
    older = found.older
    if older.claims or older.states:
        told = f"{older.claims:,} claims, {older.states:,} states last reported long before"
        parts.append(Text(f"Older, not shown: {told}.", style="dim"))
    return Group(*parts)


def changes_view(found: Sequence[Changes], earlier: Situation, later: Situation) -> RenderableType:
    """What two situations differ in: + new, − gone, ~ otherwise."""
    before, after = _naming(earlier), _naming(later)
    parts: list[RenderableType] = [Text(f"From {earlier.day} to {later.day}", style="bold")]
    for change in found:
        rows = [_row(change.key, x, after, "+") for x in change.new]
        rows += [_row(change.key, x, before, "−") for x in change.gone]
        for old, new in zip(change.changed_from, change.changed, strict=True):
            rows.append(_row(change.key, old, before, "~", (new, after)))
            rows.append(_row(change.key, new, after, "→", (old, before)))
        parts.append(block(change.key, rows))
    if not found:
        parts.append(Text("nothing has changed", style="dim"))
    parts.append(rule_view(later.rule, later.hidden))
    return Group(*parts)


def why_view(found: Why, situation: Situation) -> RenderableType:
    """How a line follows: its fluents, each step with its rule, and the words of its claims."""
    claims, names = {c.id: c for c in found.claims}, _naming(situation)
    parts: list[RenderableType] = []
    if found.line is not None and found.key is not None:
        parts.append(block(found.key, [_row(found.key, found.line, names)]))
    shown: set[str] = set()
    for fluent in found.fluents:
        parts.append(_fluent(fluent, claims, names, shown))
        shown |= {c for step in fluent.steps for c in step.claims}
    rest = [c for c in found.claims if c.id not in shown]
    if rest:
        table = grid()
        for claim in rest:
            table.add_row("", _words(claim))
        parts.append(Padding(table, (1, 0, 0, 0)))
    return Group(*parts)


def _fluent(
    fluent: Fluent, claims: dict[str, Claim], names: Naming, shown: set[str]
) -> RenderableType:
    """A state with its steps; the words of claims that are ``shown`` already are not said again."""
    of = ", ".join(words.visible(part) for part in fluent.of)
    heading = Text(f"{fluent.name}({of}) = {names.one(fluent.value)}", style="bold")
    heading.append(f"  {words.days(fluent.from_, fluent.to)}", style="not bold")
    heading.append_text(_state(fluent.state, fluent.days))
    heading.append(f"  {fluent.id[:10]}", style="dim")
    table = grid()
    for step in fluent.steps:
        table.add_row(_CHANGES[step.change], _rule(step))
        again = [id[:10] for id in step.claims if id in shown]
        for id in step.claims:
            if id in claims and id not in shown:
                table.add_row("", _words(claims[id]))
        if again:
            table.add_row("", Text(f"by claims above: {', '.join(again)}", style="dim"))
    return Padding(Group(heading, table), (1, 0, 0, 0))


def _rule(step: Step) -> Text:
    when = words.day(step.when) if step.when else "no day of its own"
    line = Text(f"{step.predicate.replace('_', ' ')}  {when}")
    line.append(f"   by the rule “{step.effect}”   incident {step.incident[:10]}", style="dim")
    return line


def _words(claim: Claim) -> Text:
    text = Text(f"{claim.modality}{' NOT' if claim.polarity == 'negative' else ''} ", style="bold")
    text.append(f"“{words.visible(claim.text)}”", style="not bold italic")
    text.append(f"  {words.chain(claim)}", style="cyan" if claim.sources else "not bold")
    where = " · ".join(filter(None, (claim.report.outlet, claim.report.published)))
    text.append(f"  {words.visible(where)}  {claim.id[:10]}", style="dim")
    return text


def _row(
    key: str, line: Line, names: Naming, mark: str = "", other: tuple[Line, Naming] | None = None
) -> tuple[str, RenderableType]:
    """A line: what it is, how it stands and its id, then what belongs to it, a line each; of what
    belongs to an ``other`` line as well, nothing."""
    head, rest = _parts(key, line, names)
    if other is not None:
        known = {part.plain for part in _parts(key, *other)[1]}
        rest = [part for part in rest if part.plain not in known]
    return mark, Group(head, *(Padding(part, (0, 0, 0, 2)) for part in rest))


def _parts(key: str, line: Line, names: Naming) -> tuple[Text, list[Text]]:
    head, *rest = _WRITERS[key](line, names).split("\n")
    state = getattr(line, "state", None)
    over = key == "sieges" and line.status == "lifted" and state == "does not hold"
    if state is not None and not over:
        head.append_text(_state(state, line.days))
    counts = [_count(len(line.claims), "claim")] if line.claims else []
    if line.against:
        counts.append(f"{len(line.against)} against" if counts else _against(len(line.against)))
    head.append(f"  [{', '.join(counts)}]  {line.id[:10]}", style="dim")
    disputed = getattr(line, "disputed", ())
    if disputed:
        said = "; ".join(map(words.visible, disputed))
        rest.insert(0, Text(f"other accounts: {said}", style="red"))
    return head, rest


def _against(number: int) -> str:
    return f"{_count(number, 'claim')} against"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _naming(found: Situation) -> Naming:
    return Naming(found.names, found.outlets, found.own_voice)


def _state(state: str, days: int | None) -> Text:
    shown = f"last reported {days} days ago" if state == "last reported" else state
    return Text(f"  {shown}", style=_STATES[state])


def _control(line: Line, names: Naming) -> Text:
    extent = {"whole": "held by", "part": "in part held by", "presence": "in it"}[line.extent]
    text = Text(words.visible(line.place), style="bold")
    text.append(
        f"  {extent} {names.all(line.holder)}  {words.days(line.from_, line.to)}", "not bold"
    )
    if line.contested_by:
        text.append(f"  contested by {names.all(line.contested_by)}", style="yellow")
    return text


def _route(line: Line, names: Naming) -> Text:
    text = Text(words.visible(line.route), style="bold")
    text.append(f"  {line.status}", style="not bold")
    text.append(f"  since {words.moment(line.since)}" if line.since else "", style="not bold")
    text.append(f"  by {names.all(line.by)}" if line.by else "", style="not bold")
    text.append(f" with {names.all(line.with_)}" if line.with_ else "", style="not bold")
    return text


def _scheduled(line: Line, names: Naming) -> Text:
    text = Text(words.day(line.date), style="bold")
    text.append(f"  {words.visible(line.what)}", style="not bold")
    text.append(f"  in {words.visible(line.where)}" if line.where else "", style="not bold")
    text.append(f"  put as {line.certainty}", style="not bold")
    if line.moved_from:
        text.append(f"  moved from {', '.join(map(words.day, line.moved_from))}", style="yellow")
    if line.status != "set":
        text.append(f"  {line.status}", style="red")
    return text


def _backer(line: Line, names: Naming) -> Text:
    verb = names.verb(line.backer, "backs", "back")
    text = Text(f"{names.one(line.backer)} {verb} {names.one(line.backs)}")
    text.append(f"  {', '.join(_WAYS.get(way, way) for way in line.how)}" if line.how else "")
    text.append(f"  since {words.moment(line.since)}" if line.since else "")
    return text


def _figure(line: Line, names: Naming) -> Text:
    text = Text(f"{line.what}: “{words.visible(line.words or '')}”")
    text.append(f"  {', '.join(map(words.visible, line.places))}" if line.places else "")
    teller = names.teller(line.by_account_of, line.claims)
    put = "that there were none, told as a denial" if line.best == 0 else line.status
    text.append(f"  {put} by {teller}")
    text.append(f"  {line.said}" if line.said else "")
    return text


def _dispute(line: Line, names: Naming) -> Text:
    text = Text(f"{line.label.upper()} ", style="red")
    text.append(words.visible(line.about), style="bold")
    for side in line.sides:
        text.append(
            f"\n{words.visible(side.says)} — {names.tellers(side.by_account_of, side.claims)}",
            "default",
        )
    return text


_WRITERS: dict[str, Callable[[Line, Naming], Text]] = {
    "control": _control, "sieges": relief.siege, "access": relief.access,
    "convoys": relief.convoy, "evacuations": relief.evacuation, "routes": _route,
    "talks": bargains.talks, "ceasefires": ceasefire, "demands": bargains.demand,
    "offers": bargains.offer, "commitments": bargains.commitment, "calendar": _scheduled,
    "backers": _backer, "figures": _figure, "disputes": _dispute,
}  # fmt: skip
