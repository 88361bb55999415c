"""Two readings of the same reports, side by side: what an upgrade changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from sayso.core.record import ClaimChange, Difference, FieldChange
from sayso.core.types import Claim, Mention, Place, Quantity, Roles, Source, Span, When
from sayso.review.anchors import anchor, closeness

_NOT_COMPARED = frozenset({"id", "report", "roles"})


def difference(old: Sequence[Claim], new: Sequence[Claim]) -> Difference:
    """What changed between two readings.

    In:  the claims of the same reports from both, each id once; their order does not matter.
    Out: claims are paired by id, else by words that overlap and a related predicate, the closest
         first (``anchors.closeness``), each once. All in order of report, place in the text, id.
    """
    pairs = _pairs(old, new)
    now = {a.id: b.id for a, b in pairs}
    same: list[str] = []
    changed: list[ClaimChange] = []
    for a, b in sorted(pairs, key=lambda pair: _order(pair[1])):
        fields = _changes(a, b, now)
        if fields:
            changed.append(ClaimChange(old=a, new=b, fields=fields))
        else:
            same.append(b.id)
    kept = {b.id for _, b in pairs}
    return Difference(
        same=tuple(same),
        changed=tuple(changed),
        only_old=tuple(sorted((c for c in old if c.id not in now), key=_order)),
        only_new=tuple(sorted((c for c in new if c.id not in kept), key=_order)),
    )


def _order(claim: Claim) -> tuple[str, int, int, str]:
    return claim.report.id, claim.start, claim.end, claim.id


def _pairs(old: Sequence[Claim], new: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    ids = {claim.id: claim for claim in new}
    pairs = [(claim, ids[claim.id]) for claim in old if claim.id in ids]
    paired = {claim.id for claim, _ in pairs}
    loose: dict[str, list[Claim]] = defaultdict(list)
    for claim in new:
        if claim.id not in paired:
            loose[claim.report.id].append(claim)
    close: list[tuple[float, str, str, Claim, Claim]] = []
    for claim in old:
        if claim.id not in paired:
            place = anchor(claim)
            for other in loose.get(claim.report.id, ()):
                score = closeness(place, other)
                if score > 0:
                    close.append((-score, claim.id, other.id, claim, other))
    taken: set[str] = set()
    for _, one, other_id, claim, other in sorted(close, key=lambda c: c[:3]):
        if one not in paired and other_id not in taken:
            paired.add(one)
            taken.add(other_id)
            pairs.append((claim, other))
    return pairs


def _changes(old: Claim, new: Claim, now: Mapping[str, str]) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order of the type; ids of claims that were paired count as
    the same."""
    cause = old.cause
    cause = tuple(now.get(c, c) for c in cause) if isinstance(cause, tuple) else cause
    old = replace(
        old,
        within=now.get(old.within or "", old.within),
        repeats=now.get(old.repeats or "", old.repeats),
        cause=now.get(cause, cause) if isinstance(cause, str) else cause,
    )
    before = {f: getattr(old, f) for f in Claim.__struct_fields__ if f not in _NOT_COMPARED}
    before |= {role: getattr(old.roles, role) for role in Roles.__struct_fields__}
    found = []
    for field, a in before.items():
        b = getattr(new.roles if field in Roles.__struct_fields__ else new, field)
        if a != b:
            one, other = _words(a), _words(b)
            if one == other:
                one, other = _json(a), _json(b)
            found.append(FieldChange(field=field, old=one, new=other))
    return tuple(found)


def _words(value: object) -> str:
    """A value as a person reads it, its report's words in quotation marks."""
    match value:
        case None | ():
            return "none"
        case str():
            return value
        case int() | float():
            return f"{value:g}"
        case Mention() | Place():
            name = (value.id if isinstance(value, Mention) else None) or value.name
            return _with_text(name, value.text)
        case When():
            return _with_text(value.edtf, value.text)
        case Span():
            return _with_text(None, value.text)
        case Source():
            return f"{_with_text(value.id or value.name, value.text)} {value.act}"
        case Quantity():
            bounds = "..".join("" if n is None else f"{n:g}" for n in (value.low, value.high))
            number = f"{value.best:g}" if value.best is not None else ""
            if bounds != "..":
                number = f"{number} ({bounds})" if number else bounds
            return _with_text(f"{number} {value.what or value.unit or ''}".strip(), value.text)
        case tuple():
            join = " > " if isinstance(value[0], Source) else "; "
            return join.join(_words(part) for part in value)
        case _:
            return _json(value)


def _with_text(name: str | None, text: str | None) -> str:
    quoted = f"“{text}”" if text is not None else ""
    return f"{name} {quoted}".strip() if name else quoted or "unnamed"


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode("utf-8")
