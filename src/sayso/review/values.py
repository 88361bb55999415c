"""A correction as a person writes it, "field=value", → values of a claim's fields.

What is given without the report's words has none: ``text``, ``start`` and ``end`` are null. Words
are given in brackets after the value: "when=2016-02-03 [on Wednesday]".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import get_args

from msgspec.structs import replace

from sayso.core import edtf
from sayso.core.errors import UsageError
from sayso.core.types import (
    Certainty,
    Claim,
    Phase,
    Place,
    Polarity,
    Quantity,
    Relation,
    Report,
    Span,
    Status,
    TimePrecision,
    When,
)  # fmt: skip
from sayso.knowledge.places import Entry, load_gazetteer
from sayso.knowledge.predicates import load_predicates
from sayso.review import words
from sayso.review.changes import FIELDS, PARTIES, bounded
from sayso.review.parties import chain, items, parties

GIVEN = "given by a person"  # where a time without words came from
_CHOICES: dict[str, tuple[str, ...]] = {
    "status": get_args(Status),
    "polarity": get_args(Polarity),
    "certainty": get_args(Certainty),
    "phase": get_args(Phase),
}
_POINT = re.compile(r"(?P<name>[^@]+)@\s*(?P<lat>-?\d+(?:\.\d+)?)\s*,\s*(?P<lon>-?\d+(?:\.\d+)?)")
_GEONAMES = re.compile(r"geonames:(\d+)")
_NUMBER = r"\d+(?:[.,_]\d+)*"
_FIGURE = re.compile(rf"(?P<first>{_NUMBER})?(?P<to>\s*\.\.\s*(?P<last>{_NUMBER})?)?")
_INSIDE = frozenset(
    {"area", "second-order division", "first-order division", "country"}
)  # what one is in, not at
# So many times more people live in a place that its bare name means it.
_FAR_LARGER = 10
_GRAINS: tuple[TimePrecision, ...] = ("minute", "day", "month", "season", "year", "open")


def read_changes(changes: Sequence[str], claim: Claim, report: Report) -> dict[str, object]:
    """Changes as written → new values by field, typed (``changes.FIELDS``).

    In:  "field=value" each, one a field; the claim as it stands, whose report this is. A source
         that denies makes the polarity negative unless it is given.
    Raises UsageError, in one line, for a field that cannot be corrected or a value that is none.
    """
    made: dict[str, object] = {}
    for change in changes:
        field, sign, value = change.partition("=")
        field, value = field.strip(), value.strip()
        if not sign or field not in FIELDS:
            raise UsageError(
                f"{change!r} is no correction; want field=value, the field one of: "
                + ", ".join(FIELDS)
            )
        if field in made:
            raise UsageError(f"{field} is given twice; give each field once")
        try:
            made[field] = _value(field, value, claim, report)
        except UsageError as error:
            raise UsageError(f"{field}: {error}") from error
    sources = made.get("source")
    if isinstance(sources, tuple) and sources and sources[-1].act == "denied":
        made.setdefault("polarity", "negative")
    return made


def _value(field: str, given: str, claim: Claim, report: Report) -> object:
    at = (claim.start, claim.end)
    if field in PARTIES:
        return parties(given, getattr(claim.roles, field), report, at)
    match field:
        case "predicate":
            return read_predicate(given)
        case "source":
            return chain(given, claim.sources, report, at)
        case "when":
            return _when(given, report, at)
        case "place":
            return tuple(_place(item, claim, report) for item in items(given, ";"))
        case "figure":
            return tuple(_figure(item, claim, report) for item in items(given, ";"))
    if field == "phase" and given in ("", "none"):
        return None
    if given not in _CHOICES[field]:
        raise UsageError(f"{given!r} is none of: {', '.join(_CHOICES[field])}")
    return given


def read_predicate(given: str) -> str:
    """A predicate of the lexicon. Raises UsageError for any other word."""
    known = load_predicates().predicates
    if given not in known:
        close = get_close_matches(given, known)
        hint = f"; did you mean {' or '.join(close)}?" if close else ""
        raise UsageError(f"{given!r} is no predicate of the lexicon{hint}")
    return given


def _when(given: str, report: Report, at: tuple[int, int]) -> When | None:
    value, quoted = words.split_words(given)
    if not value and quoted is None:
        return None
    try:
        earliest, latest = edtf.bounds(value)
        grain = _grain(edtf.read(value))
    except ValueError as error:
        raise UsageError(
            f"{value!r} is no EDTF date; want 2016-02-03, 2016-02, 2013~/2016-02-03, 2016-02-25/.."
        ) from error
    where = words.nearest(report, quoted, *at) if quoted else None
    return When(
        text=where.text if where else None,
        start=where.start if where else None,
        end=where.end if where else None,
        edtf=value,
        earliest=earliest.isoformat() if earliest else None,
        latest=latest.isoformat() if latest else None,
        precision=grain,
        from_=None if where else GIVEN,
    )


def _grain(value: edtf.Point | edtf.Period) -> TimePrecision:
    """The precision of a date; of an interval that of its coarser end, open where one is."""
    if isinstance(value, edtf.Period):
        ends = (value.start, value.end)
        found = ["open" if isinstance(end, str) else _grain(end) for end in ends]
        return max(found, key=_GRAINS.index)
    if value.time:
        return "minute"
    if value.month in ("", "XX"):
        return "year"
    if "21" <= value.month <= "24":
        return "season"
    return "month" if value.day in ("", "XX") else "day"


def _place(given: str, claim: Claim, report: Report) -> Place:
    value, quoted = words.split_words(given)
    where = words.nearest(report, quoted, claim.start, claim.end) if quoted else None
    point = _POINT.fullmatch(value)
    if point:
        lat, lon = float(point["lat"]), float(point["lon"])
        if abs(lat) > 90 or abs(lon) > 180:
            raise UsageError(f"{value!r}: latitude is -90 to 90 degrees, longitude -180 to 180")
        name = point["name"].strip()
        return _spotted(Place(name=name, lat=lat, lon=lon, precision="point"), where)
    entry = _entry(value, claim)
    kept = next((p for p in claim.places if _is(p, entry)), None)
    if kept is not None and where is None:
        return kept
    relation: Relation = "in" if entry.precision in _INSIDE else "at"
    found = Place(
        name=entry.name,
        lat=None if entry.precision == "country" else entry.lat,
        lon=None if entry.precision == "country" else entry.lon,
        geonames=entry.geonames,
        country=entry.country,
        admin1=entry.admin1,
        precision=entry.precision,
        relation=relation,
    )
    return _spotted(found, where)


def _spotted(place: Place, where: Span | None) -> Place:
    if where is None:
        return replace(place, inferred=True)
    return replace(place, text=where.text, start=where.start, end=where.end)


def _is(place: Place, entry: Entry) -> bool:
    if place.geonames is not None or entry.geonames is not None:
        return place.geonames == entry.geonames
    return (place.name, place.country) == (entry.name, entry.country)


def _entry(name: str, claim: Claim) -> Entry:
    """The place that a name means in a claim: spelt just so before other spellings, in the
    countries of the claim's places before others, and far larger than the rest if there are more.
    """
    gazetteer = load_gazetteer()
    number = _GEONAMES.fullmatch(name)
    if number:
        known = gazetteer.by_geonames(int(number[1]))
        if known is None:
            raise UsageError(f"no place has the GeoNames id {number[1]}")
        return known
    found = gazetteer.lookup(name) if name else ()
    if not found:
        raise UsageError(f"no place is called {name!r}; give it as name@latitude,longitude")
    found = tuple(entry for entry in found if entry.match == _best(found))
    countries = {place.country for place in claim.places if place.country}
    near = tuple(entry for entry in found if entry.country in countries) or found
    if len(near) > 1 and near[0].population < _FAR_LARGER * near[1].population:
        listed = "; ".join(
            f"{e.name}, {e.admin1 or e.country}"
            + (f", geonames:{e.geonames}" if e.geonames else f"@{e.lat},{e.lon}")
            for e in near[:4]
        )
        raise UsageError(f"{name!r} can mean {listed}; give the geonames: id or name@lat,lon")
    return near[0]


def _best(found: Sequence[Entry]) -> str:
    """The closest likeness of spelling there is."""
    return min((entry.match for entry in found), key=("name", "alias", "loose").index)


def _figure(given: str, claim: Claim, report: Report) -> Quantity:
    value, quoted = words.split_words(given)
    name, sign, amount = value.partition("=")
    name = " ".join(name.split())
    number = _FIGURE.fullmatch(amount.strip())
    if not sign or not name or number is None:
        raise UsageError(f"{given!r} is no figure; want people=40000 or people=5000..10000")
    first, high = _read_number(number["first"]), _read_number(number["last"])
    low, best = (first, None) if number["to"] else (None, first)
    if low is not None and high is not None and low > high:
        raise UsageError(f"{given!r}: the lower figure comes first")
    old = _counted(name, claim)
    made = Quantity(
        what=old.what if old else name,
        unit=old.unit if old else name,
        low=low,
        best=best,
        high=high,
    )
    if quoted is None or not bounded(made):
        return made
    where = words.nearest(report, quoted, claim.start, claim.end)
    return replace(made, text=where.text, start=where.start, end=where.end)


def _counted(name: str, claim: Claim) -> Quantity | None:
    """The claim's figure that a name means: by what is counted, else by its unit."""
    for found in (
        [q for q in claim.quantities if q.what == name],
        [q for q in claim.quantities if q.unit == name],
    ):
        if len(found) > 1:
            listed = ", ".join(sorted({q.what or name for q in found}))
            raise UsageError(f"{name} are counted more than once; say which: {listed}")
        if found:
            return found[0]
    return None


def _read_number(given: str | None) -> float | int | None:
    if given is None:
        return None
    plain = re.sub(r"[,_](?=\d{3}\b)", "", given)
    try:
        return int(plain) if plain.isdigit() else float(plain)
    except ValueError as error:
        raise UsageError(f"{given!r} is no number") from error
