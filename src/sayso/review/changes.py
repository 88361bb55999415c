"""Changes of a claim's fields as a correction keeps them, and the copy of the claim they give.

A correction keeps each field whole, as JSON, under the name that people use: ``place`` and not
``places``. Figures are the exception: each stands for itself, so that two corrections of two
figures can be undone apart. What follows from other fields (modality, codes, the innermost source's
stance) is worked out again from the copy, by the functions that serve a claim as read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

import msgspec
from msgspec.structs import replace

from sayso.core.types import (
    Certainty,
    Claim,
    Codes,
    Mention,
    Phase,
    Place,
    Polarity,
    Quantity,
    Source,
    Stance,
    Status,
    When,
)  # fmt: skip
from sayso.knowledge.governors import load_governors
from sayso.knowledge.predicates import load_predicates

PartyField = Literal["actor", "recipient", "helper", "instrument", "beneficiary", "mediator"]
PARTIES: tuple[PartyField, ...] = get_args(PartyField)
# Field → its name in a claim, and its type.
_PLAIN: dict[str, tuple[str, Any]] = {
    "predicate": ("predicate", str),
    "status": ("status", Status),
    "polarity": ("polarity", Polarity),
    "certainty": ("certainty", Certainty),
    "phase": ("phase", Phase | None),
    "when": ("when", When | None),
    "place": ("places", tuple[Place, ...]),
    "source": ("sources", tuple[Source, ...]),
}
FIELDS = (*_PLAIN, *PARTIES, "figure")
# What modality and codes hang on, as a claim names it.
_DECIDING = ("predicate", "status", "polarity", "phase", "sources", "roles")


def as_change(fields: Mapping[str, object]) -> dict[str, Any]:
    """Values of fields, typed → their JSON form."""
    made: dict[str, Any] = msgspec.to_builtins(dict(fields))
    return made


def apply(claim: Claim, fields: Mapping[str, Any]) -> Claim:
    """A copy of a claim with fields changed (``as_change`` form), and what follows from them.
    Raises msgspec.ValidationError for a value of the wrong form."""
    plain: dict[str, Any] = {}
    roles: dict[str, Any] = {}
    for field, value in fields.items():
        if field in _PLAIN:
            name, kind = _PLAIN[field]
            plain[name] = msgspec.convert(value, kind)
        elif field in PARTIES:
            roles[field] = msgspec.convert(value, tuple[Mention, ...])
        elif field == "figure":
            given = msgspec.convert(value, tuple[Quantity, ...])
            plain["quantities"] = _figures(claim.quantities, given)
    copy = replace(claim, **plain, roles=replace(claim.roles, **roles))
    copy = _with_stance(copy, fields)
    if all(getattr(copy, field) == getattr(claim, field) for field in _DECIDING):
        return copy
    return derived(copy)


def derived(claim: Claim) -> Claim:
    """A copy with the modality and the codes that its other fields give it."""
    governors, lexicon = load_governors(), load_predicates()
    innermost = claim.sources[-1] if claim.sources else None
    act = innermost.act if innermost else None
    own = bool(innermost and any(m.id and m.id == innermost.id for m in claim.roles.actor))
    codes = Codes()
    if claim.predicate in lexicon.predicates:
        codes = lexicon.claim_codes(
            act, claim.predicate, claim.roles, claim.phase, claim.polarity, claim.status
        )
    return replace(claim, modality=governors.modality_of(act, claim.status, own), codes=codes)


def _with_stance(claim: Claim, fields: Mapping[str, Any]) -> Claim:
    """Polarity and certainty are as the innermost source puts them."""
    if not claim.sources or not {"polarity", "certainty", "source"}.intersection(fields):
        return claim
    stance = Stance(polarity=claim.polarity, certainty=claim.certainty)
    return replace(claim, sources=(*claim.sources[:-1], replace(claim.sources[-1], stance=stance)))


def _figures(old: tuple[Quantity, ...], given: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The old figures with those given in the place of the ones of the same thing; a given one
    without a bound takes the old one away, and none given takes all."""
    if not given:
        return ()
    new = {_counted(quantity): quantity for quantity in given}
    kept = [new.pop(_counted(quantity), quantity) for quantity in old]
    return tuple(q for q in (*kept, *new.values()) if q.text is not None or bounded(q))


def bounded(quantity: Quantity) -> bool:
    """Whether a figure says anything of how many."""
    return any(bound is not None for bound in (quantity.low, quantity.best, quantity.high))


def _counted(quantity: Quantity) -> tuple[str | None, str | None]:
    return quantity.what, quantity.unit
