"""Incidents as cards of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.catalogue.catalogue import Selection
from sayso.catalogue.kinds import load_kinds
from sayso.catalogue.shown import Card, CardPlace
from sayso.catalogue.slips import Spot
from sayso.catalogue.spans import NO_DAY, OPEN, iso, shown_span
from sayso.core.record import JudgedClaim, SideCount
from sayso.core.types import Claim
from sayso.telling import Telling


def cards(
    selection: Selection, rows: Sequence[int], telling: Telling,
    claims: Mapping[str, JudgedClaim] | None = None,
) -> list[Card]:  # fmt: skip
    """The cards of some incidents that fit, in the order given; those that the record no longer
    has are left out. ``claims``: all of theirs, where they are there already."""
    columns = selection.catalogue.columns
    best = {row: columns.claim_ids[selection.telling_of(row)] for row in rows}
    claims = telling.claims(best.values()) if claims is None else claims
    return [card(selection, row, claims[best[row]].claim) for row in rows if best[row] in claims]


def card(selection: Selection, row: int, claim: Claim) -> Card:
    """The card of an incident; ``claim``: the one that tells most."""
    columns = selection.catalogue.columns
    face = selection.face(row)
    made = selection.by.remade.get(row) if selection.by is not None else None
    predicate = columns.tables.predicates.rows[columns.predicate[row]]
    fitting = selection.claims_of(row)
    first, last, days = _days(selection, row, fitting)
    outlets = {int(columns.outlet[c]) for c in fitting}
    return Card(
        id=columns.ids[row],
        title=made.title if made else columns.titles[row],
        headline=made.headline if made else columns.headlines[row],
        predicate=predicate,
        label=load_kinds().label(predicate),
        kind=load_kinds().kinds[columns.kind[row]].value,
        first=first,
        last=last,
        days=days,
        open=OPEN[columns.open[row]],
        when=claim.when.edtf if claim.when else None,
        places=_places(selection, fitting),
        standing=face.standing,  # type: ignore[arg-type]
        disputed=face.disputed,
        claims=len(fitting),
        outlets=len(outlets),
        low=face.counted.low,
        high=face.counted.high,
        sides=tuple(SideCount(side=s, low=a, high=b) for s, a, b in face.counted.sides),
        words=claim.text,
        sayer=sayer(claim),
        claim=claim.id,
    )


def _days(
    selection: Selection, row: int, fitting: Sequence[int]
) -> tuple[str | None, str | None, tuple[str, ...]]:
    """The first and last day of an incident, and the days that its accounts give where they
    differ."""
    columns = selection.catalogue.columns
    if columns.first[row] == NO_DAY:
        return None, None, ()
    told = {(int(columns.told_first[c]), int(columns.told_last[c])) for c in fitting}
    best = selection.telling_of(row)
    own = int(columns.told_first[best]), int(columns.told_last[best])
    whole = int(columns.first[row]), int(columns.last[row])
    (first, last), spans = shown_span(whole, own, told)
    days = tuple(iso(a) if a == b else f"{iso(a)}/{iso(b)}" for a, b in spans)
    return iso(first), iso(last), days if len(days) > 1 else ()


def sayer(claim: Claim) -> str:
    """On whose say-so, outlet first: "World Wire ▸ Russian agencies ▸ Sergei Lavrov (denied)"."""
    links = []
    for link in claim.sources:
        details = ["unnamed"] if link.anonymous else []
        details += [] if link.act == "stated" else [link.act]
        links.append(f"{link.name} ({', '.join(details)})" if details else link.name)
    return " ▸ ".join([claim.report.outlet or "the report", *links])


def _places(selection: Selection, claims: Sequence[int]) -> tuple[CardPlace, ...]:
    """Each place once, as it is named most often."""
    columns = selection.catalogue.columns
    found: dict[str, list[Spot]] = {}
    for claim in claims:
        for number in columns.places.of_row(claim):
            spot = columns.tables.places.rows[number]
            found.setdefault(spot.key, []).append(spot)
    return tuple(
        CardPlace(
            key=spot.key, name=spot.name, lat=spot.lat, lon=spot.lon, country=spot.country,
            precision=spot.precision,  # type: ignore[arg-type]
        )
        for spots in found.values()
        for spot in (max(spots, key=spots.count),)
    )  # fmt: skip
