"""Whose own voice "own voice" is: the outlet of every claim that lines name."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from sayso.core.types import Claim

# Fields that hold ids of claims.
_NAMED = frozenset({"claims", "against", "answers"})
UNNAMED = "unnamed outlet"
Voice = tuple[str, str, bool]  # a claim's id, its outlet, and whether that tells it itself


def outlets(
    parts: Iterable[object], claims: Mapping[str, Claim], voices: Iterable[Voice] = ()
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The claims that records name, also within one another: id → outlet, or "unnamed outlet" with
    the report's title; and the ids of those that have no source but the outlet itself. ``voices``:
    what is known without looking at the claims."""
    known = {found[0]: found for found in voices}
    ids = sorted({id for part in parts for id in _ids(part)})
    for id in ids:
        if id not in known and (claim := claims.get(id)) is not None:
            known[id] = voice(claim)
    told = [known[id] for id in ids if id in known]
    return {id: outlet for id, outlet, _ in told}, tuple(id for id, _, own in told if own)


def voice(claim: Claim) -> Voice:
    """Whose voice a claim is told in."""
    return claim.id, outlet(claim), not claim.sources


def outlet(claim: Claim) -> str:
    """What to call the outlet of a claim."""
    report = claim.report
    return report.outlet or (f"{UNNAMED} (“{report.title}”)" if report.title else UNNAMED)


def _ids(part: object) -> Iterator[str]:
    todo = [part]
    while todo:
        inner = todo.pop()
        if isinstance(inner, tuple):
            todo += inner
        elif isinstance(inner, msgspec.Struct):
            named, nested = _fields(type(inner))
            for name in named:
                yield from getattr(inner, name)
            todo += [getattr(inner, name) for name in nested]


@functools.cache
def _fields(kind: type[msgspec.Struct]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a type of record that hold ids of claims, and those that may hold records."""
    fields = msgspec.structs.fields(kind)
    named = tuple(f.name for f in fields if f.name in _NAMED)
    nested = tuple(f.name for f in fields if f.name not in _NAMED and _holds_records(f.type))
    return named, nested


def _holds_records(kind: Any) -> bool:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return True
    return any(_holds_records(part) for part in getattr(kind, "__args__", ()))
