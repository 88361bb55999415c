"""Two situations side by side, and one line of a situation found by its id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from sayso.core.errors import UsageError
from sayso.core.situation import KEYS, Changes, Fluent, Line, Situation, Why
from sayso.core.types import Claim

# What may differ where nothing has changed but how much is said of it.
_TOLD = frozenset(
    {"claims", "against", "incidents", "fluents", "days", "last", "trapped", "by_account_of",
     "days_low", "days_high", "criteria", "history"}
)  # fmt: skip


def changes(earlier: Situation, later: Situation) -> tuple[Changes, ...]:
    """What is new, gone or otherwise in the later one, key by key; keys without changes are left
    out. More claims for the same are no change."""
    found = []
    for key in KEYS:
        old = {line.id: line for line in lines(earlier, key)}
        new = {line.id: line for line in lines(later, key)}
        changed = [id for id in new if id in old and _face(old[id]) != _face(new[id])]
        entry = Changes(
            key=key,
            new=tuple(line for id, line in new.items() if id not in old),
            gone=tuple(line for id, line in old.items() if id not in new),
            changed_from=tuple(old[id] for id in changed),
            changed=tuple(new[id] for id in changed),
        )
        if entry.new or entry.gone or entry.changed:
            found.append(entry)
    return tuple(found)


def lines(found: Situation, key: str) -> tuple[Line, ...]:
    """The lines of one key."""
    under: tuple[Line, ...] = getattr(found, key)
    return under


def _face(line: Line) -> dict[str, object]:
    fields: dict[str, object] = msgspec.to_builtins(line)
    return {name: _plain(value) for name, value in fields.items() if name not in _TOLD}


def _plain(value: object) -> object:
    """Without the claims of what stands within a line."""
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items() if k not in _TOLD}
    return value


def look_up(found: Situation, id: str) -> tuple[str | None, Line | None, tuple[Fluent, ...]]:
    """The line (with its key) or fluent whose id is, or begins with, ``id``, and the fluents that
    it rests on. Raises UsageError where there is none, or more than one."""
    named = [(key, line) for key in KEYS for line in lines(found, key) if line.id.startswith(id)]
    bare = [f for f in found.fluents if f.id.startswith(id)]
    exact = [(key, line) for key, line in named if line.id == id]
    named = exact or named
    if len(named) + len(bare) != 1 or not id:
        ids = ", ".join(sorted({*(line.id for _, line in named), *(f.id for f in bare)})[:8])
        if ids and id:
            raise UsageError(f"{id} is the beginning of several ids: {ids}")
        raise UsageError(f"nothing in the situation on {found.day} has the id {id}")
    if bare:
        return None, None, (bare[0],)
    key, line = named[0]
    return key, line, tuple(f for f in found.fluents if f.id in line.fluents)


def why(found: Situation, id: str, claims: Mapping[str, Claim]) -> Why:
    """How a line or fluent follows. ``claims``: at least those that ``behind`` names."""
    key, line, fluents = look_up(found, id)
    told = behind(line, fluents)
    return Why(
        day=found.day, key=key, line=line, fluents=fluents,
        claims=tuple(claims[c] for c in told if c in claims),
    )  # fmt: skip


def behind(line: Line | None, fluents: tuple[Fluent, ...]) -> tuple[str, ...]:
    """The ids of all claims that a line, what stands within it and its fluents rest on, and of
    those against them."""
    parts = (msgspec.to_builtins(x) for x in (*fluents, *((line,) if line else ())))
    return tuple(sorted({c for part in parts for c in _named(part)}))


def _named(part: object) -> Iterator[str]:
    if isinstance(part, list | tuple):
        for inner in part:
            yield from _named(inner)
    elif isinstance(part, dict):
        for name, inner in part.items():
            yield from inner if name in ("claims", "against") else _named(inner)
