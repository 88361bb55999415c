"""Whose own voice "own voice" is: the outlet of every claim that lines name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from sayso.core.types import Claim

# Fields that hold ids of claims.
_NAMED = frozenset({"claims", "against", "answers"})
_WHOLE = (tuple, msgspec.Struct)
UNNAMED = "unnamed outlet"


def outlets(
    parts: Iterable[object], claims: Mapping[str, Claim]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The claims that records name, also within one another: id → outlet, or "unnamed outlet" with
    the report's title; and the ids of those that have no source but the outlet itself."""
    ids = sorted({id for part in parts for id in _ids(part)})
    found = [claim for id in ids if (claim := claims.get(id)) is not None]
    return {c.id: outlet(c) for c in found}, tuple(c.id for c in found if not c.sources)


def outlet(claim: Claim) -> str:
    """What to call the outlet of a claim."""
    report = claim.report
    return report.outlet or (f"{UNNAMED} (“{report.title}”)" if report.title else UNNAMED)


def _ids(part: object) -> Iterator[str]:
    todo = [part]
    while todo:
        inner = todo.pop()
        if isinstance(inner, tuple):
            todo += [x for x in inner if not isinstance(x, str)]
        elif isinstance(inner, msgspec.Struct):
            for name in inner.__struct_fields__:
                value = getattr(inner, name)
                if name in _NAMED:
                    yield from value
                elif isinstance(value, _WHOLE):
                    todo.append(value)
