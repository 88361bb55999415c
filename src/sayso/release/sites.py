"""Medical, aid, school and shelter sites, which are shown to the public by their district."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from msgspec.structs import replace

from sayso.core.types import Claim, Mention, Place
from sayso.knowledge.places import load_gazetteer
from sayso.knowledge.safety import Safety
from sayso.release.names import COARSE, Span

_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[^\W\da-z_]|[\"'“‘(\[])|\n+")
_BESIDE = re.compile(r"[\w.'’ʼ`-]+")
_ABBREVIATED = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|St|No|Nr|Gen|Col|Maj|Capt|Lt|Prof)\.\s+$")


def sentences(text: str) -> list[Span]:
    """A text cut at marks and line ends, well enough to say what stands beside what."""
    found: list[Span] = []
    start = 0
    for end in _END.finditer(text):
        if _ABBREVIATED.search(text[start : end.end()]):
            continue
        found.append((start, end.end()))
        start = end.end()
    if start < len(text):
        found.append((start, len(text)))
    return found


def site_sentences(text: str, safety: Safety) -> list[Span]:
    """The sentences that name such a site."""
    if not safety.site_words(text):
        return []
    return [(s, e) for s, e in sentences(text) if safety.site_in(text[s:e])]


def site_names(text: str, sentence: Span, safety: Safety) -> list[Span]:
    """What stands beside the word for a site and may be its name: words with capitals right before
    it, words with capitals or numbers right behind it."""
    start, end = sentence
    found: list[Span] = []
    for first, last in safety.site_words(text[start:end]):
        before = [m.span() for m in _BESIDE.finditer(text, start, start + first)]
        for a, b in reversed(before):
            if not _is_name(text[a:b], safety) or text[b : start + first].strip(" \"'“”‘’"):
                break
            found.append((a, b))
            first = a - start
        for match in _BESIDE.finditer(text, start + last, end):
            word = match.group()
            number = word[:1].isdigit() or word.casefold().strip(".") in ("no", "nr", "number")
            if text[start + last : match.start()].strip(" \"'“”‘’#№") or not (
                number or _is_name(word, safety)
            ):
                break
            found.append(match.span())
            last = match.end() - start
    return found


def _is_name(word: str, safety: Safety) -> bool:
    if word.casefold() in safety.not_names:
        return False
    return any(part[:1].isupper() for part in re.split(r"[-'’]", word))


def fine_places(places: Iterable[Place]) -> list[Place]:
    """Those that say more of where than a district does."""
    return [place for place in places if place.precision not in COARSE]


def concerns_site(claim: Claim, safety: Safety) -> bool:
    """Whether a party, thing or place of a claim is such a site, by the words that name it."""
    roles = claim.roles
    named: list[Mention | Place] = [m for r in roles.__struct_fields__ for m in getattr(roles, r)]
    named += claim.places
    words = [word for thing in named for word in (thing.text, thing.name) if word]
    return any(safety.site_in(word) for word in words)


def coarsened(place: Place) -> Place:
    """A place as its second-order division where it is one, else as its first-order division, else
    as its country: the division's own point, or none."""
    if place.precision in COARSE:
        return place
    country, name, lat, lon, number = place.country, place.admin1, None, None, None
    if name and country:
        lat, lon, number, full = _division(name, country)
        return replace(
            place, name=full, lat=lat, lon=lon, geonames=number, alternatives=(), relation="in",
            precision="first-order division",
        )  # fmt: skip
    known = load_gazetteer().countries.get(country or "")
    return replace(
        place, name=known.name if known else None, lat=None, lon=None, geonames=None,
        alternatives=(), relation="in", precision="country" if known else "area",
    )  # fmt: skip


@functools.lru_cache(maxsize=10_000)
def _division(name: str, country: str) -> tuple[float | None, float | None, int | None, str]:
    """Point, GeoNames id and name of a first-order division; only its short name where the
    gazetteer does not have it."""
    for entry in load_gazetteer().lookup(name):
        if entry.precision == "first-order division" and entry.country == country:
            return entry.lat, entry.lon, entry.geonames, entry.name
    return None, None, None, name
