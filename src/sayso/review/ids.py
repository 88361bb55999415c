"""Ids of what people and other readers bring in: stable, so that the same thing twice is one."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from sayso.core.ids import chain_names, claim_id
from sayso.core.record import Anchor, JudgementKind
from sayso.core.types import Claim

_READER = "\x1e"  # sets the reader apart from the names of a chain


def readers_id(claim: Claim, reader: str) -> str:
    """The id of a claim that ``reader`` made: equal claims of two readers stay two, and one
    reader's claim made again is the same."""
    names = (*chain_names(claim.sources), _READER + reader)
    return claim_id(claim.report.id, claim.start, claim.end, claim.predicate, names)


def judgement_id(
    kind: JudgementKind,
    by: str,
    at: str,
    why: str,
    anchors: tuple[Anchor, ...],
    change: dict[str, Any],
) -> str:
    """16 hexadecimal digits over all that a judgement says, its time included."""
    whole = msgspec.json.encode((kind, by, at, why, anchors, change), order="sorted")
    return hashlib.sha256(whole).hexdigest()[:16]
