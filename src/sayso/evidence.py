"""What a printed report is written from: two situations, what lies between them, and the claims
behind both with how independently each line is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sayso.core.errors import UsageError
from sayso.core.report import Evidence
from sayso.core.situation import KEYS, Disputed, Fluent, Line, Situation
from sayso.incidents.rules import parse
from sayso.situation.compare import behind, changes, lines
from sayso.telling import Telling


def evidence(
    telling: Telling,
    day: str,
    days: int = 1,
    known_by: str | None = None,
    recorded_by: str | None = None,
    place: str | None = None,
    rule: str = "all",
) -> Evidence:
    """The situation on a day (ISO), what changed in the ``days`` up to it, and the claims behind.
    ``telling``: the record, or what may be seen of it. The clocks, the place and the rule are those
    of ``Telling.situation``. Raises UsageError."""
    try:
        before = (date.fromisoformat(day) - timedelta(days=days)).isoformat()
    except OverflowError:
        raise UsageError(f"--days {days} leads out of the calendar") from None
    earlier, later = (
        telling.situation(at, known_by, recorded_by, place, parse(rule)) for at in (before, day)
    )
    told = {c for found in (earlier, later) for x in _all_lines(found) for c in behind(x, ())}
    claims = {id: c.claim for id, c in telling.claims(told).items()}
    entries, _ = telling.reports_behind(claims.values())
    return Evidence(
        earlier=earlier, later=later, changes=changes(earlier, later), claims=claims,
        roots=telling.corroboration(groups(earlier, later), claims),
        entries=entries, rule=rule,
    )  # fmt: skip


def groups(*situations: Situation) -> dict[str, tuple[str, ...]]:
    """The groups of claims that are weighed, by the names that ``Evidence.roots`` has for them;
    of a line of several situations as the last has it."""
    found: dict[str, tuple[str, ...]] = {}
    for situation in situations:
        ends = {f.id: _ending(f) for f in situation.fluents}
        for line in _all_lines(situation):
            found |= _told_by(line, ends)
    return found


def _all_lines(found: Situation) -> list[Line]:
    return [line for key in KEYS for line in lines(found, key)]


def _told_by(line: Line, ends: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The claims of a line, of those against it, of those that tell of its end, and of the sides
    of a dispute."""
    found = {line.id: line.claims, f"{line.id}/against": line.against}
    found[f"{line.id}/end"] = tuple(c for id in line.fluents for c in ends.get(id, ()))
    sides = line.sides if isinstance(line, Disputed) else ()
    found |= {f"{line.id}/{i}": side.claims for i, side in enumerate(sides)}
    return {id: claims for id, claims in found.items() if claims}


def _ending(fluent: Fluent) -> tuple[str, ...]:
    return tuple(sorted({c for s in fluent.steps if s.change == "end" for c in s.claims}))
