"""Talks, demands, offers and vows for a person at a terminal: how each stands, and what became of
it by whose account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from sayso.views import words

if TYPE_CHECKING:
    from sayso.core.lines import Remark
    from sayso.core.positions import Commitment, Demand, Move, Offer, Talks, TalksStep
    from sayso.views.naming import Naming

_VERBS = {
    "vow": ("vows", "vow"), "agreement": ("agrees", "agree"), "refusal": ("refuses", "refuse"),
}  # fmt: skip
_OFFERS = {"offer": ("offers", "offer"), "proposal": ("proposes", "propose")}
# A step that is told only as not so.
_NOT = {
    "announced": "not to have been announced",
    "invited": "not to have been invited",
    "opened": "not to have opened",
    "resumed": "not to have resumed",
    "joined": "not to have been joined",
    "stayed away": "not to have been stayed away from",
    "progress": "to have made no progress",
    "suspended": "not to have been suspended",
    "walked out": "not to have been walked out of",
    "concluded": "not to have ended",
    "collapsed": "not to have failed",
}


def talks(line: Talks, names: Naming) -> Text:
    """One track: how it stands and why, what is asked and wanted, who is there, and its steps."""
    text = Text(words.visible(line.track), style="bold")
    text.append(f"  {line.status}", style="not bold")
    text.append(f"  since {words.moment(line.since)}" if line.since else "", style="not bold")
    text.append(f"  to go on {words.day(line.resumes)}" if line.resumes else "", style="not bold")
    text.append(f"  led by {names.all(line.mediator)}" if line.mediator else "", style="not bold")
    text.append(f"  round {line.round}" if line.round else "", style="not bold")
    text.append(f"  {', '.join(line.format)}" if line.format else "", style="not bold")
    for reason in line.reasons:
        text.append_text(_reason(reason, names))
    for title, remarks in (
        ("considered", line.considered), ("asked", line.asked), ("wanted", line.wanted),
    ):  # fmt: skip
        for remark in remarks:
            by = f" by {names.one(remark.by)}" if remark.by else ""
            text.append(f"\n{title}{by}: {words.visible(remark.what)}", style="not bold")
    for party in line.delegations:
        text.append(f"\n{names.one(party.party)}: {party.status} ({party.state})", "not bold")
    for step in line.steps:
        text.append_text(_step(step, names))
    return text


def demand(line: Demand, names: Naming) -> Text:
    """A demand, with what it is a precondition for and what became of it."""
    of = f" of {names.all(line.of)}" if line.of else ""
    text = Text(f"{names.one(line.by)} {names.verb(line.by, 'demands', 'demand')}{of}: ")
    text.append(names.deed(line.what, *line.of[:1]), style="bold")
    text.append(f"  before: {words.visible(line.before)}" if line.before else "")
    text.append(f"  {line.status}")
    text.append_text(_history(line.history, names))
    return text


def offer(line: Offer, names: Naming) -> Text:
    """An offer or proposal, with what became of it."""
    to = f" to {names.all(line.to)}" if line.to else ""
    text = Text(f"{names.one(line.by)} {names.verb(line.by, *_OFFERS[line.kind])}{to}: ")
    text.append(names.deed(line.what, line.by), style="bold")
    text.append(f" “{words.visible(line.condition)}”" if line.condition else "")
    text.append(f"  {line.status}")
    text.append_text(_history(line.history, names))
    return text


def commitment(line: Commitment, names: Naming) -> Text:
    """A vow or refusal, with its condition and day, and what became of it."""
    text = Text(f"{names.one(line.by)} {names.verb(line.by, *_VERBS[line.kind])}: ")
    text.append(names.deed(line.what, line.by), style="bold")
    text.append(f" “{words.visible(line.condition)}”" if line.condition else "")
    text.append(f"  due {words.day(line.due)}" if line.due else "")
    text.append(f"  said by {names.one(line.said_by)}" if line.said_by else "")
    text.append(f"  {line.status}")
    text.append_text(_history(line.history, names))
    return text


def _reason(reason: Remark, names: Naming) -> Text:
    """An account's words, one quote a line."""
    teller = names.teller(reason.by_account_of, reason.claims)
    text = Text()
    for title, quotes in (("", reason.quotes), ("meanwhile: ", reason.quotes_meanwhile)):
        for quote in quotes:
            text.append(f"\n{title}{teller}: “{words.visible(quote)}”", style="not bold")
    if not text.plain:
        text.append(f"\n{teller}: “{words.visible(reason.what)}”", style="not bold")
    return text


def _history(history: Sequence[Move], names: Naming) -> Text:
    """What became of it; the first saying alone is no history."""
    text = Text()
    if all(move.what == "made" for move in history):
        return text
    for move in history:
        when = words.day(move.when) if move.when else "no day told"
        by = f" by {names.all(move.by)}" if move.by else ""
        put = "" if move.put not in ("accused", "denied") else f" ({move.put})"
        told = "" if (move.by_account_of,) == move.by else (
            f", told by {names.teller(move.by_account_of, move.claims)}"
        )  # fmt: skip
        text.append(f"\n{when}  {move.what}{by}{put}{told}", style="not bold")
    return text


def _step(step: TalksStep, names: Naming) -> Text:
    when = words.day(step.when) if step.when else "no day told"
    denied = names.tellers(step.denied_by, step.against) if step.against else ""
    if not step.claims:
        text = Text(f"\n{when}  said {_NOT[step.what]}", style="not bold")
        return text.append(f" (denied by {denied})", style="red")
    text = Text(f"\n{when}  {step.what}", style="not bold")
    text.append(f" for {words.day(step.set_for)}" if step.set_for else "")
    text.append(f" by {names.all(step.by)}" if step.by else "")
    for reason in step.reasons:
        teller = names.teller(reason.by_account_of, reason.claims)
        text.append(f"; {teller}: “{words.visible(reason.what)}”")
    if step.by_account_of and step.by_account_of != step.by:
        text.append(f"  told by {names.tellers(step.by_account_of, step.claims)}", style="dim")
    text.append(f"  denied by {denied}" if denied else "", style="red")
    return text
