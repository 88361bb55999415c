"""Stable ids: reruns and distributed workers agree on them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sayso.core.types import Source


def report_id(text: str, outlet: str | None = None, published: str | None = None) -> str:
    """The id of a report: a hash of its text, 16 hexadecimal digits; outlet and day count where
    they are known, since one text in two papers is two reports, and times depend on the day."""
    key = "\x1f".join((text, *(part for part in (outlet, published) if part is not None)))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def claim_id(report: str, start: int, end: int, predicate: str, chain: tuple[str, ...]) -> str:
    """The id of a claim: report id, span, predicate and the names of its chain, hashed."""
    key = "\x1f".join((report, str(start), str(end), predicate, *chain))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def chain_names(sources: Iterable[Source]) -> tuple[str, ...]:
    """A chain as the id of its claim counts it: ids, or names where there are none."""
    return tuple(source.id or source.name for source in sources)
