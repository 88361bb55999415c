"""Claims that belong together → the incident they are told of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from sayso.core.record import Corroboration, Field, Incident, Link
from sayso.core.types import Claim, Mention
from sayso.incidents.fields import fields
from sayso.incidents.partyroles import PARTY_ROLES, alike, contradicted, fillers

_STANDING = ("asserted", "accused")
_MOST = 3  # names in a title


def build_incident(
    claims: Sequence[Claim],
    why: Sequence[Link],
    corroborate: Callable[[Sequence[Claim]], Corroboration],
) -> Incident:
    """The incident of one or more claims.

    Independent roots are counted over the claims that say it is so (all of them, where none does:
    plans, demands), and where these name parties that cannot be of one deed, over the position of
    most; what contradicts it stands in the fields and in the disputes, and where any does, opposed
    sides do not agree. A field that is not disputed is agreed if it is given on more than one root.
    """
    ordered = sorted(claims, key=lambda c: c.id)
    earliest, latest = span_of(ordered)
    return Incident(
        id=ordered[0].id,
        predicate=main_predicate(ordered),
        title=title_of(ordered),
        claims=tuple(claim.id for claim in ordered),
        earliest=earliest,
        latest=latest,
        places=tuple(dict.fromkeys(p.name for c in ordered for p in c.places if p.name)),
        fields=tuple(_weighed(f, ordered, corroborate) for f in fields(ordered)),
        corroboration=roots_behind(ordered, corroborate),
        why=tuple(why),
    )


def roots_behind(
    claims: Sequence[Claim], corroborate: Callable[[Sequence[Claim]], Corroboration]
) -> Corroboration:
    """On how many independent roots an incident of these claims stands (see build_incident)."""
    if len(claims) == 1:
        return corroborate(claims)
    ordered = sorted(claims, key=lambda c: c.id)
    saying = backing(ordered)
    position = saying if _one_cast(saying) else alike(saying)
    voices = corroborate(position)
    return replace(voices, across=False) if contradicted(position, saying, ordered) else voices


def _one_cast(claims: Sequence[Claim]) -> bool:
    """Whether all name the same, so that nothing sets them apart (as mostly: ``alike`` is slow)."""
    return len({_cast(claim) for claim in claims}) < 2


def _cast(claim: Claim) -> tuple[tuple[str, ...], ...]:
    roles = claim.roles
    parties = (fillers("actor", claim), roles.recipient, roles.content, roles.instrument)
    unnamed = (p.text or "" for p in claim.places if p.name is None)
    condition = claim.condition.text if claim.condition else ""
    return (
        *(tuple(sorted(f"{m.id} {m.name} {m.text}" for m in found)) for found in parties),
        tuple(sorted(unnamed)),
        (condition,),
    )


def backing(claims: Sequence[Claim]) -> list[Claim]:
    """Those that say it is so: all where none does."""
    found = [c for c in claims if c.polarity == "positive" and c.modality in _STANDING]
    return found or [c for c in claims if c.polarity == "positive"] or list(claims)


def _weighed(
    field: Field, claims: Sequence[Claim], corroborate: Callable[[Sequence[Claim]], Corroboration]
) -> Field:
    if field.agreement == "disputed":
        return field
    behind = {claim for value in field.values for claim in value.claims}
    giving: Sequence[Claim] = [claim for claim in claims if claim.id in behind]
    if field.name in PARTY_ROLES:
        giving = alike(giving, (field.name,))
    roots = corroborate(giving)
    return replace(field, agreement="agreed" if roots.low > 1 else "single source")


def main_predicate(claims: Sequence[Claim]) -> str:
    """The predicate most of them have; of equals the first by name."""
    counts = Counter(claim.predicate for claim in claims)
    return min(counts, key=lambda name: (-counts[name], name))


def span_of(claims: Sequence[Claim]) -> tuple[str | None, str | None]:
    """First and last day that any of them may be of, none where open."""
    times = [claim.when for claim in claims if claim.when]
    starts = [when.earliest[:10] for when in times if when.earliest]
    ends = [when.latest[:10] for when in times if when.latest]
    return min(starts, default=None), max(ends, default=None)


def title_of(claims: Sequence[Claim]) -> str:
    """What happened in a line: who, what, to whom, where, each as most claims have it. Parties and
    places that were resolved stand before those that were only described."""
    predicate = main_predicate(claims)
    same = [claim for claim in claims if claim.predicate == predicate]
    actors = _parties(m for c in same for m in c.roles.actor)
    targets = _parties(m for c in same for m in (*c.roles.recipient, *c.roles.content))
    places = [p for c in same for p in c.places]
    points = [p for p in places if p.lat is not None or p.precision in ("country", "border")]
    where = _names(p.name or p.text for p in points or places)
    parts = [actors, predicate.replace("_", " "), targets, f"at {where}" if where else ""]
    return " · ".join(part for part in parts if part)


def _parties(mentions: Iterable[Mention]) -> str:
    found = list(mentions)
    return _names(m.name or m.text for m in [m for m in found if m.id] or found)


def _names(found: Iterable[str | None]) -> str:
    counts: Counter[str] = Counter(" ".join(name.split()) for name in found if name)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    more = f" and {len(ranked) - _MOST} more" if len(ranked) > _MOST else ""
    return ", ".join(name if len(name) < 60 else name[:57] + "…" for name in ranked[:_MOST]) + more
