"""What commands that ask the record are asked with: options singly, and in groups that several
commands share.

A group is a frozen dataclass whose fields are options; ``spread`` makes of a command that takes
groups one that typer can ask for each option of them.
"""

from __future__ import annotations

import datetime
import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Annotated, get_type_hints

import typer

from sayso.core.errors import UsageError

if TYPE_CHECKING:
    from sayso.incidents.rules import Rule as ReadingRule
    from sayso.store.search import Filters

Rule = Annotated[
    str,
    typer.Option(
        metavar="RULE",
        help="How to read the record: all, conservative, informative, roots:N, each-side, "
        "without-affiliated:PARTY, account:SIDE. What it hides is counted.",
    ),
]
Words = Annotated[str | None, typer.Argument(metavar="WORDS", help="Words, or a phrase in quotes.")]
Limit = Annotated[int, typer.Option(min=1, help="The most to show.")]
Offset = Annotated[int, typer.Option(min=0, help="How many to pass over.")]
Day = Annotated[str, typer.Option("--at", metavar="DAY", help="The day asked about.")]
PlaceName = Annotated[
    str | None,
    typer.Option("--place", metavar="NAME", help="Only this place, division or country (SYR)."),
]
Persons = Annotated[
    bool, typer.Option("--persons", help="JSON with the names of private persons, not masked.")
]

Public = Annotated[
    bool,
    typer.Option(
        "--public",
        help="Only what is released, as 'sayso serve --public' shows it: no private persons, no "
        "exact places of hospitals, aid or schools.",
    ),
]
Delay = Annotated[
    int, typer.Option(metavar="DAYS", min=0, help="With --public: only what is at least so old.")
]


@dataclass(frozen=True)
class Hearing:
    """Which reports are heard, and by which rule they are read."""

    known_by: Annotated[
        str | None,
        typer.Option("--known-by", metavar="DAY", help="Only by reports published by then."),
    ] = None
    recorded_by: Annotated[
        str | None,
        typer.Option(
            "--recorded-by", metavar="DAY", help="Only by what was in the record by then."
        ),
    ] = None
    rule: Rule = "all"

    def clocks(self) -> tuple[str | None, str | None]:
        """The two days (ISO). Raises UsageError where one is none."""
        return day_of(self.known_by, "--known-by"), day_of(self.recorded_by, "--recorded-by")

    def reading(self) -> ReadingRule:
        """The rule. Raises UsageError where there is no such."""
        from sayso.incidents.rules import parse

        return parse(self.rule)


@dataclass(frozen=True)
class Conditions:
    """What claims must be of to be found."""

    actor: Annotated[
        str | None, typer.Option(metavar="NAME", help="A party in any role, or its id.")
    ] = None
    place: Annotated[
        str | None, typer.Option("--place", metavar="NAME", help="A place's name.")
    ] = None
    predicate: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="As in the lexicon; repeatable.")
    ] = None
    source: Annotated[str | None, typer.Option(metavar="NAME", help="Anywhere in the chain.")] = (
        None
    )
    outlet: Annotated[
        str | None, typer.Option("--outlet", metavar="NAME", help="Who published.")
    ] = None
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="What it is about is not before.")
    ] = None
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help="What it is about is not after.")
    ] = None
    near: Annotated[
        str | None,
        typer.Option(metavar="LAT,LON,KM", help="Within so many kilometres of a point."),
    ] = None

    def filters(self, words: str | None) -> Filters:
        """The conditions, with words of the claims, checked. Raises UsageError."""
        from sayso.questions import filters

        return filters(
            words, self.actor, self.place, self.predicate, self.source, self.outlet, self.since,
            self.until, self.near,
        )  # fmt: skip


ALL = Hearing()
ANY = Conditions()


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """A command with the options of its groups in their place among its own."""
    signature = inspect.signature(command, eval_str=True)
    kinds = {name: parameter.annotation for name, parameter in signature.parameters.items()}
    groups = {n: k for n, k in kinds.items() if isinstance(k, type) and is_dataclass(k)}
    parameters: list[inspect.Parameter] = []
    for name, parameter in signature.parameters.items():
        parameters += _options(groups[name]) if name in groups else [parameter]

    @functools.wraps(command)
    def asked(**given: object) -> None:
        for name, group in groups.items():
            given[name] = group(**{field.name: given.pop(field.name) for field in fields(group)})
        command(**given)

    asked.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    asked.__annotations__ = {p.name: p.annotation for p in parameters}
    return asked


def _options(group: type) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(
            field.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=field.default,
            annotation=hints[field.name],
        )
        for field in fields(group)
    ]  # fmt: skip


def day_of(text: str | None, option: str) -> str | None:
    """An option's day (ISO). Raises UsageError where it is none."""
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"{option} {text!r} is not a day; want 2016-02-04") from None
