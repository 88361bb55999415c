"""One ceasefire for a person at a terminal: how it stands, what it leaves out, its breaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from sayso.views import words

if TYPE_CHECKING:
    from sayso.core.ceasefires import Ceasefire, Violation
    from sayso.views.naming import Naming

_CLASSES = {1: "cessation of hostilities", 2: "with compliance", 3: "definitive"}


def ceasefire(line: Ceasefire, names: Naming) -> Text:
    """The line, and below it what it leaves out and the breaches, each by whose account."""
    where = ", ".join(map(words.visible, line.scope))
    where = where or (f"no place named, {line.country}" if line.country else "no place named")
    text = Text(where, style="bold")
    by = f" by {names.all(line.parties)}" if line.parties else ""
    text.append(f"  ceasefire{by}: {line.status}", style="not bold")
    told = {"declared": line.declared, "in effect": line.in_effect, "ended": line.ended}
    if (day := told.get(line.status)) is not None:
        text.append(f" {'since ' if line.status == 'in effect' else ''}{words.moment(day)}")
    for title, day in (
        ("declared", line.declared), ("set for", line.set_for), ("in effect since", line.in_effect),
        ("until", line.until), ("ended", line.ended),
    ):  # fmt: skip
        if day and not title.startswith(line.status):
            text.append(f"  {title} {words.moment(day)}", style="not bold")
    kind = [line.form, "partial" if line.partial else None, *line.purpose, _CLASSES[line.class_]]
    text.append(f"  {', '.join(filter(None, kind))}", style="dim")
    if line.mediator:
        text.append(f"  brokered by {names.all(line.mediator)}", style="not bold")
    for left in line.exclusions:
        by = names.teller(left.by_account_of, left.claims)
        text.append(f"\nleaves out {words.visible(left.what)}, by {by}", style="not bold")
    for step in line.steps:
        if step.kind in ("extended", "ended", "denied", "holds"):
            day = f" {words.day(step.when)}" if step.when else ""
            text.append(
                f"\n{step.kind}{day}, by {names.teller(step.by_account_of, step.claims)}: "
                f"“{words.visible(step.words)}”",
                style="not bold",
            )
    for one in line.violations:
        text.append(f"\n{_violation(one, names)}", style="yellow")
    return text


def _violation(one: Violation, names: Naming) -> str:
    who = names.all(one.by) if one.by else "somebody not named"
    whom = f" against {names.all(one.against)}" if one.against else ""
    when = f" {words.day(one.when)}" if one.when else ""
    where = f" in {', '.join(map(words.visible, one.places))}" if one.places else ""
    teller = names.teller(one.by_account_of, one.claims)
    return f"breach by {who}{whom}{where}{when}: {one.put} by {teller} “{words.visible(one.words)}”"
