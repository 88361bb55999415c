"""Sieges, constraints on access, convoys and evacuations for a person at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from sayso.views import words

if TYPE_CHECKING:
    from sayso.core.relief import Access, Convoy, Evacuation
    from sayso.core.sieges import Criterion, Designation, Siege
    from sayso.views.naming import Naming

# Who besieged it is no doer of what its status tells.
_SIEGES = {
    "lifted": "siege{}",
    "denied": "siege{} denied",
    "projected": "siege{} projected",
    "partial": "besieged in part{}",
}


def siege(line: Siege, names: Naming) -> Text:
    """A siege: who shuts the place in, for how long, how many, on whose list, what gets in."""
    text = Text(words.visible(line.place), style="bold")
    by = f" by {names.all(line.besieger)}" if line.besieger else ""
    text.append(f"  {_SIEGES.get(line.status, f'{line.status}{{}}').format(by)}", style="not bold")
    if line.from_ or line.to:
        text.append(f"  {words.days(line.from_, line.to)}", style="not bold")
    if line.days_low is not None and line.days_high is not None:
        text.append(f" ({_range(line.days_low, line.days_high)} days)", style="not bold")
    text.append("  lifted" if line.status == "lifted" else "", style="not bold")
    if line.lifted_by:
        text.append(f"  broken by {names.all(line.lifted_by)}", style="not bold")
    text.append(f"  aid {line.aid}" if line.aid else "", style="not bold")
    for name in line.called:
        by = names.all(name.by_account_of)
        text.append(f"\nthe besieger is called “{words.visible(name.name)}” by {by}", "not bold")
    for figure in line.trapped:
        teller = names.teller(figure.by_account_of, figure.claims)
        text.append(f"\n{figure.what}: “{words.visible(figure.words or '')}” by {teller}")
    if line.people_low is not None and line.people_high not in (None, line.people_low):
        text.append(
            f"\npeople inside, over all accounts: {_range(line.people_low, line.people_high)}",
            "not bold",
        )
    for entry in line.designations:
        text.append(f"\n{_designation(entry, names)}", style="not bold")
    for last, what in ((line.last_entry, "last entry"), (line.last_exit, "last exit")):
        if last is not None:
            text.append(f"\n{what}: {_criterion(last, names)}", style="not bold")
    for criterion in line.criteria:
        if criterion not in (line.last_entry, line.last_exit):
            text.append(f"\n{_criterion(criterion, names)}", style="not bold")
    return text


def access(line: Access, names: Naming) -> Text:
    """A constraint: what, where, on whom, by whom, by whose account."""
    text = Text(line.type, style="bold")
    text.append(f" ({line.target})" if line.target else "", style="not bold")
    text.append(f"  {_where(line.place)}  affects {line.affected}", style="not bold")
    text.append(f"  by {names.all(line.by)}" if line.by else "", style="not bold")
    if line.organisation:
        text.append(f"  touching {names.all(line.organisation)}", style="not bold")
    text.append(f"  {words.moment(line.from_)}" if line.from_ else "", style="not bold")
    told = names.tellers(line.by_account_of, line.claims or line.against)
    text.append(f"  {line.status} by {told}", style="not bold")
    text.append("  said to be over" if line.over else "", style="not bold")
    text.append(f"  last told {line.days} days ago" if line.days else "", style="not bold")
    text.append("  sensitive" if line.sensitive else "", style="magenta")
    text.append(f"\n“{words.visible(line.words)}”", style="not bold italic")
    for title, remarks in (("led to", line.impact), ("answered by", line.response)):
        for remark in remarks:
            by = names.teller(remark.by_account_of, remark.claims)
            text.append(f"\n{title}: “{words.visible(remark.what)}” by {by}", style="not bold")
    return text


def convoy(line: Convoy, names: Naming) -> Text:
    """A convoy or permit, with its steps."""
    text = Text(_where(line.place), style="bold")
    text.append(f"  {line.status or 'spoken of'}", style="not bold")
    text.append(f"  {names.all(line.organisation)}" if line.organisation else "", "not bold")
    for what in (*line.figures, *line.cargo):
        text.append(f"  “{words.visible(what)}”", style="not bold italic")
    for step in line.steps:
        told = names.tellers(step.by_account_of, step.claims)
        if step.status == "denied":
            text.append(f"\n{_when(step.when)}  {step.step}: denied by {told}", style="not bold")
            continue
        put = "" if step.status == "reported" else f" ({step.status})"
        who = f" by {names.all(step.who)}" if step.who else ""
        text.append(f"\n{_when(step.when)}  {step.step}{put}{who}, told by {told}", "not bold")
    return text


def evacuation(line: Evacuation, names: Naming) -> Text:
    """People taken out, or to be: whom, from where, to where, how many."""
    text = Text(", ".join(map(words.visible, line.of)) or "people", style="bold")
    text.append(f"  {line.status}", style="not bold")
    text.append(f"  from {_where(line.origin)}" if line.origin else "", style="not bold")
    text.append(f"  to {_where(line.destination)}" if line.destination else "", style="not bold")
    text.append(f"  {words.day(line.when)}" if line.when else "", style="not bold")
    told = names.tellers(line.by_account_of, line.claims or line.against)
    text.append(f"  told by {told}", style="not bold")
    for figure in line.figures:
        if figure.words not in line.of:
            text.append(f"  “{words.visible(figure.words or '')}”", style="not bold italic")
    return text


def _designation(entry: Designation, names: Naming) -> str:
    put = "" if entry.put == "reported" else f" ({entry.put})"
    who = names.one(entry.by) if entry.by else "a body not named"
    scheme = f" [{entry.scheme}]" if entry.scheme else ""
    return f"listed{put} as {entry.level}{scheme} by {who}: “{words.visible(entry.words)}”"


def _criterion(entry: Criterion, names: Naming) -> str:
    says = f"not {entry.says}" if entry.put == "denied" else entry.says
    put = " (accused)" if entry.put == "accused" else ""
    when = f"  {words.day(entry.when)}" if entry.when else ""
    teller = names.teller(entry.by_account_of, entry.claims)
    return f"{entry.criterion}: {says}{put}{when}  told by {teller}"


def _where(places: Sequence[str]) -> str:
    return ", ".join(map(words.visible, places)) or "no place named"


def _when(edtf: str | None) -> str:
    return words.day(edtf) if edtf else "no day told"


def _range(low: Any, high: Any) -> str:
    if not low and high:
        return f"at most {high:,}"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}" if high else f"at least {low:,}"
