"""The gazetteer: about 260,000 places, found by any of their spellings.

The compiled file ``gazetteer/places.zip`` is made by ``tools/compile_gazetteer.py`` from GeoNames
(CC BY 4.0) and the YAML files beside it. It holds a trie of folded spellings and, for each
spelling, the places that bear it; a place is one row of a few NumPy arrays.
"""

from __future__ import annotations

import functools
import io
import unicodedata
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from sayso.core.errors import KnowledgeError
from sayso.core.types import Precision, Record, Relation
from sayso.knowledge.yaml_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    import marisa_trie  # type: ignore[import-not-found]
    import numpy as np

FOLDER = Path(__file__).parent / "gazetteer"
FILE = FOLDER / "places.zip"

Match = Literal["name", "alias", "loose"]
MATCHES: tuple[Match, ...] = ("name", "alias", "loose")
PRECISIONS: tuple[Precision, ...] = (
    "point", "settlement", "area", "route", "border", "second-order division",
    "first-order division", "country",
)  # fmt: skip
LOOSE = "~"  # marks a key of the second trie level: a spelling without articles or vowel quality

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d",
        "þ": "th", "ə": "a", "ŋ": "ng", "ħ": "h", "&": " and ", "ɛ": "e", "ɔ": "o", "ƴ": "y",
        "ɗ": "d", "ɓ": "b", "ƙ": "k", "ә": "a",
    }
)  # fmt: skip
_SILENT = frozenset("'`´‘’ʻʼʽʾʿˈ′ʹʺ″·")
_FULL = {"st": "saint", "ste": "saint", "sainte": "saint", "mt": "mount", "ft": "fort"}
_ARTICLES = frozenset(
    ("the", "al", "el", "ar", "as", "ad", "an", "at", "az", "ash", "er", "es", "ed", "en", "et",
     "ez", "esh", "il", "ul", "ath", "adh", "edh", "eth")
)  # fmt: skip
_VOWELS = (
    ("kh", "K"), ("gh", "G"), ("sh", "S"), ("ch", "S"), ("th", "t"), ("dh", "d"), ("dj", "j"),
    ("ph", "f"), ("ou", "u"), ("oo", "u"), ("ow", "aw"), ("ee", "i"), ("ei", "ay"), ("ey", "ay"),
    ("ai", "ay"), ("au", "aw"), ("iy", "i"), ("ie", "i"), ("e", "a"), ("o", "u"), ("q", "k"),
    ("v", "w"),
)  # fmt: skip


class Entry(Record, frozen=True):
    """One place, as a look-up returns it.

    ``lat`` and ``lon`` are WGS84 degrees; for a division or a country they mark its middle, for
    a border or a route they are null. ``country`` is ISO 3166 alpha-3, ``admin1`` the short name
    of the first-order division, ``population`` people (for overlay places a rank of the same
    size). ``match`` says which spelling met the query: the place's ``name``, an ``alias``, or a
    ``loose`` likeness of Arabic transliterations.
    """

    index: int
    name: str
    lat: float | None
    lon: float | None
    geonames: int | None
    country: str | None
    admin1: str | None
    precision: Precision
    population: int
    match: Match = "name"


class Country(Record, frozen=True):
    """A country of the gazetteer: alpha-3, English name, alpha-3 of its neighbours."""

    id: str
    name: str
    neighbours: tuple[str, ...] = ()


def words(name: str) -> list[str]:
    """A name's words in lower case, without diacritics, apostrophes and ayn; St is Saint."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    letters = [c for c in plain if not unicodedata.combining(c) and c not in _SILENT]
    found = "".join(c if c.isalnum() else " " for c in letters).split()
    return [_FULL.get(word, word) for word in found]


def fold(name: str) -> str:
    """The key of a spelling: its words run together, without a leading "the"."""
    found = words(name)
    if len(found) > 1 and found[0] == "the":
        found = found[1:]
    return "".join(found)


@functools.lru_cache(maxsize=100_000)
def fold_loosely(name: str) -> str:
    """The key that transliterations of one Arabic name tend to share.

    Articles go, long and short vowels fall together, doubled letters and a final h are dropped:
    Az Zahrā', al-Zahraa and Zahra agree, and so do Tall Rif'at and Tal Rifaat.
    """
    found = words(name)
    kept = [word for word in found if word not in _ARTICLES] or found
    key = "".join(kept)
    for old, new in _VOWELS:
        key = key.replace(old, new)
    single = [c for i, c in enumerate(key) if i == 0 or c != key[i - 1]]
    key = "".join(single)
    if len(key) > 3 and key[-1] == "h" and key[-2] in "aiu":
        key = key[:-1]
    return key


class Gazetteer:
    """Places by name. Arrays have one row a place, in the compiled file's order."""

    def __init__(
        self,
        keys: marisa_trie.Trie,
        names: marisa_trie.Trie,
        arrays: dict[str, np.ndarray[Any, Any]],
        countries: tuple[Country, ...],
        divisions: tuple[str, ...],
    ) -> None:
        self._keys = keys
        self._names = names
        self._arrays = arrays
        self._divisions = divisions
        self.countries = {country.id: country for country in countries}
        self._codes = tuple(country.id for country in countries)

    def __len__(self) -> int:
        return len(self._arrays["name"])

    def __contains__(self, name: str) -> bool:
        return fold(name) in self._keys

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Every place that bears a name, in any of its spellings, most populous first.

        Places whose own name or alias it is come before loose likenesses. Empty if there is none.
        """
        best: dict[int, int] = {}
        for key in (fold(name), LOOSE + fold_loosely(name)):
            for value in self._values(key):
                place, match = value >> 2, value & 3
                best[place] = min(match, best.get(place, 3))
        entries = [self.entry(place, MATCHES[match]) for place, match in best.items()]
        entries.sort(key=lambda e: (e.match == "loose", -e.population, e.index))
        return tuple(entries)

    def entry(self, index: int, match: Match = "name") -> Entry:
        """The place in a row of the compiled file."""
        a = self._arrays
        geonames, country, admin1 = (
            int(a["geonames"][index]), int(a["country"][index]), int(a["admin1"][index])
        )  # fmt: skip
        lat, lon = int(a["lat"][index]), int(a["lon"][index])
        return Entry(
            index=index,
            name=self._names.restore_key(int(a["name"][index])),
            lat=None if lat == NO_POINT else lat / 1e4,
            lon=None if lat == NO_POINT else lon / 1e4,
            geonames=geonames or None,
            country=self._codes[country - 1] if country else None,
            admin1=self._divisions[admin1 - 1] if admin1 else None,
            precision=PRECISIONS[int(a["precision"][index])],
            population=int(a["population"][index]),
            match=match,
        )

    def by_geonames(self, number: int) -> Entry | None:
        """The place with a GeoNames id, or none."""
        import numpy as np

        rows = np.flatnonzero(self._arrays["geonames"] == number)
        return self.entry(int(rows[0])) if number and len(rows) else None

    def border(self, one: str, other: str) -> Entry | None:
        """The border between two countries (alpha-3), or none if they do not touch."""
        if one not in self.countries or other not in self.countries:
            return None
        first, second = sorted((self.countries[one].name, self.countries[other].name))
        found = self.lookup(f"{first}–{second} border")
        return next((e for e in found if e.precision == "border"), None)

    def near(self, lat: float, lon: float, km: float, precision: Precision) -> tuple[Entry, ...]:
        """The places of a precision within about so many kilometres of a point (degrees), the
        nearest first."""
        import numpy as np

        a = self._arrays
        north = (a["lat"] / 1e4 - lat) * 111.2
        east = (a["lon"] / 1e4 - lon) * 111.2 * np.cos(np.radians(lat))
        off = np.hypot(north, east)
        kind = a["precision"] == PRECISIONS.index(precision)
        rows = np.flatnonzero(kind & (a["lat"] != NO_POINT) & (off <= km))
        return tuple(self.entry(int(row)) for row in rows[np.argsort(off[rows], kind="stable")])

    def _values(self, key: str) -> Iterator[int]:
        number = self._keys.get(key)
        if number is not None:
            bounds = self._arrays["bounds"]
            for value in self._arrays["values"][bounds[number] : bounds[number + 1]]:
                yield int(value)


NO_POINT = 10_000_000  # a latitude of 1,000 degrees: the place has no point


@functools.cache
def load_gazetteer(file: Path = FILE) -> Gazetteer:
    """Load the compiled gazetteer. Raises KnowledgeError if it is missing or broken."""
    import marisa_trie  # slow to import, and not needed to compare names
    import numpy as np

    try:
        with zipfile.ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        keys, names = marisa_trie.Trie(), marisa_trie.Trie()
        keys.frombytes(parts["keys.marisa"])
        names.frombytes(parts["names.marisa"])
        arrays = {
            name.removesuffix(".npy"): np.load(io.BytesIO(part))
            for name, part in parts.items()
            if name.endswith(".npy")
        }
        countries = msgspec.json.decode(parts["countries.json"], type=tuple[Country, ...])
        divisions = msgspec.json.decode(parts["divisions.json"], type=tuple[str, ...])
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise KnowledgeError(f"{file}: not a compiled gazetteer ({error})") from error
    return Gazetteer(keys, names, arrays, countries, divisions)


class PlaceWords(Record, frozen=True):
    """The words around place names, from ``gazetteer/words.yaml``; its comments say which is what.

    ``classes`` maps a class noun to a precision, ``relations`` a preposition to a relation,
    ``states`` a short form ("Calif.") to "USA/California", ``sizes`` a class
    noun to least and most people, ``adjectives`` a national adjective in lower case to alpha-3;
    ``captures`` and ``falls`` are lemmas of verbs that take a place as object or subject;
    ``capitals`` pairs a folded name with its country.
    """

    classes: dict[str, Precision]
    joined: frozenset[str]
    described: frozenset[str]
    numbers: dict[str, int]
    relations: dict[str, Relation]
    parts: frozenset[str]
    edges: frozenset[str]
    directions: frozenset[str]
    sides: frozenset[str]
    distances: frozenset[str]
    borders: frozenset[str]
    routes: frozenset[str]
    links: frozenset[str]
    areas: frozenset[str]
    world: frozenset[str]
    organisation: frozenset[str]
    never: frozenset[str]
    states: dict[str, str]
    sizes: dict[str, tuple[int, int]]
    loose_spelling: frozenset[str]
    adjectives: dict[str, str]
    captures: frozenset[str]
    falls: frozenset[str]
    capitals: frozenset[tuple[str, str]]


@functools.cache
def load_place_words(folder: Path = FOLDER) -> PlaceWords:
    """Load the words and the national adjectives. Raises KnowledgeError if a file is not right."""
    import yaml

    try:
        raw = read_yaml(folder / "words.yaml", yaml.CSafeLoader)
        for table in ("classes", "relations"):
            raw[table] = {word: key for key, found in raw[table].items() for word in found}
        raw["states"] = {
            short: f"{country}/{name}"
            for country, names in raw["states"].items()
            for name, shorts in names.items()
            for short in shorts
        }
        raw["never"] = [word.lower() for word in raw["never"]]
        divisions = read_yaml(folder / "divisions.yaml", yaml.CSafeLoader)
        raw["loose_spelling"] = divisions["loose_spelling"]
        nations = msgspec.json.decode((folder.parent / "actors/countries.json").read_bytes())
        raw["adjectives"] = {
            adjective.lower(): nation["id"]
            for nation in nations
            for adjective in nation["adjectives"]
        }
        raw["capitals"] = [
            (fold(capital), nation["id"]) for nation in nations for capital in nation["capitals"]
        ]
        return msgspec.convert(raw, PlaceWords)
    except (OSError, KeyError, TypeError, AttributeError, ValueError, yaml.YAMLError) as error:
        raise KnowledgeError(f"{folder / 'words.yaml'}: {error}") from error
