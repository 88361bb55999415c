"""Measure how well place names are found and resolved.

Usage: python benchmarks/places.py DATA [--docs N] [--ucdp N] [--misses] [--sets a,b]
DATA is the folder of shared data (with dev/ and geo/). Names are matched by overlap; acc@161 is
the share of matched gold names with coordinates that are resolved within 161 km or to the gold
GeoNames id (a division, country or sea: its middle within 600 km); "of all" counts missed names
as wrong. Descriptions, borders and routes are left out,
as the sets do not annotate them.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from pathlib import Path
from typing import Any

from sayso.annotate.grammar import parse
from sayso.annotate.place_resolution import kilometres
from sayso.annotate.places import find_places
from sayso.core.types import Place, Report
from sayso.knowledge.places import Entry, Gazetteer, load_gazetteer, load_place_words
from sayso.language.loader import load_model

SETS = ("lgl", "tr_news", "geowebnews", "geovirus")
OPTIONAL = ("Demonym", "Language", "Homonym", "Non_Toponym", "Expression", "Embedded")


def places_of(text: str, gazetteer: Gazetteer) -> list[Place]:
    """The places named in a text."""
    report = Report(id="x", text=text)
    nodes = find_places(report, parse(report, load_model()), gazetteer)
    return [
        n.place for n in nodes
        if not n.place.inferred and n.place.precision not in ("border", "route")
        and n.place.name != "the world" and " around " not in (n.place.name or "")
        and " of " not in (n.place.name or "").split(" ")[0:1]
    ]  # fmt: skip


def entry_of(place: Place, gazetteer: Gazetteer) -> Entry | None:
    """The gazetteer's entry of a resolved place: it has a middle point for countries too."""
    if place.name is None:
        return None
    return next(
        (e for e in gazetteer.lookup(place.name)
         if (e.name, e.country, e.precision, e.admin1)
         == (place.name, place.country, place.precision, place.admin1)), None,
    )  # fmt: skip


def near(place: Place, lat: float, lon: float, number: int | None, gazetteer: Gazetteer,
         limit: float = 161.0) -> bool:  # fmt: skip
    """Whether a place is the gold one, by id or distance."""
    if number and place.geonames == number:
        return True
    if place.lat is not None and place.lon is not None:
        return kilometres(place.lat, place.lon, lat, lon) <= limit
    entry = entry_of(place, gazetteer)
    if entry is None or entry.lat is None or entry.lon is None:
        return False
    reach = limit if entry.precision == "second-order division" or limit < 161 else 600.0
    return kilometres(entry.lat, entry.lon, lat, lon) <= reach


def required(toponym: dict[str, Any]) -> bool:
    """Whether a gold name must be found: adjectives and names inside names need not be."""
    kind = toponym.get("type") or ""
    adjective = toponym["text"].lower() in load_place_words().adjectives
    return not adjective and not any(word in kind for word in OPTIONAL)


def measure(name: str, data: Path, docs: int | None, gazetteer: Gazetteer, misses: bool) -> None:
    """Print one line for one set."""
    with (data / "dev" / name / "data.jsonl").open(encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    if docs:
        documents = random.Random(7).sample(documents, min(docs, len(documents)))
    gold_n = found_n = hit = hit_gold = right = with_point = seen = country_right = country_n = 0
    for document in documents:
        everything = document["toponyms"]
        gold = [t for t in everything if required(t)]
        places = places_of(document["text"], gazetteer)
        gold_n += len(gold)
        found_n += len(places)
        for place in places:
            ok = any(t["start"] < (place.end or 0) and (place.start or 0) < t["end"]
                     for t in everything)  # fmt: skip
            hit += ok
            if misses and not ok:
                print(f"  {name} EXTRA {place.text!r} -> {place.name}, {place.country}")
        for toponym in gold:
            match = next(
                (p for p in places if toponym["start"] < (p.end or 0)
                 and (p.start or 0) < toponym["end"]), None,
            )  # fmt: skip
            hit_gold += match is not None
            if misses and match is None:
                print(f"  {name} MISSED {toponym['text']!r}")
            if toponym.get("lat") is None:
                continue
            with_point += 1
            if match is None:
                continue
            seen += 1
            number = int(toponym["geonameid"]) if toponym.get("geonameid") else None
            ok = near(match, float(toponym["lat"]), float(toponym["lon"]), number, gazetteer)
            right += ok
            if misses and not ok:
                print(f"  {name} WRONG {toponym['text']!r} -> {match.name}, {match.country}, "
                      f"{match.admin1}; gold {toponym['lat']} {toponym['lon']}")  # fmt: skip
            known = gazetteer.by_geonames(number) if number else None
            if known is not None and known.country:
                country_n += 1
                country_right += known.country == match.country
    precision, recall = hit / max(found_n, 1), hit_gold / max(gold_n, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(
        f"{name:12} docs {len(documents):3} gold {gold_n:4}  P {precision:.3f} R {recall:.3f} "
        f"F1 {f1:.3f}  acc@161 {right / max(seen, 1):.3f} (of all {right / max(with_point, 1):.3f})"
        f"  country {country_right / max(country_n, 1):.3f} (n={country_n})"
    )


def measure_ucdp(data: Path, size: int, gazetteer: Gazetteer, misses: bool) -> None:
    """Headlines on Syria: is the coded place found, and placed within 25 km?"""
    with (data / "dev/ucdp_ged_syria/headlines.jsonl").open(encoding="utf-8") as lines:
        rows = [
            (document, event)
            for document in map(json.loads, lines)
            for event in document["events"]
            if event.get("place_span") and event["where_prec"] <= 2
        ]
    rows = random.Random(7).sample(rows, min(size, len(rows)))
    found = close = country = 0
    for document, event in rows:
        span = event["place_span"]
        match = next(
            (p for p in places_of(document["text"], gazetteer)
             if span["start"] < (p.end or 0) and (p.start or 0) < span["end"]), None,
        )  # fmt: skip
        found += match is not None
        ok = match is not None and near(match, event["lat"], event["lon"], None, gazetteer, 25.0)
        close += ok
        country += match is not None and match.country == "SYR"
        if misses and not ok:
            print(f"  ucdp {'WRONG' if match else 'MISSED'} {span['text']!r} -> "
                  f"{match and (match.name, match.country, match.admin1)}")  # fmt: skip
    n = len(rows)
    print(f"{'ucdp':12} n {n}  found {found / n:.3f}  within 25 km {close / n:.3f} "
          f"(of found {close / max(found, 1):.3f})  in Syria {country / n:.3f}")  # fmt: skip


def measure_lookup(data: Path, gazetteer: Gazetteer) -> None:
    """Settlements of UCDP's list for Syria that a look-up of their name finds within 25 km."""
    with (data / "geo/ucdp_places/places_dev.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    rows = [r for r in rows if r["name"].split()[-1] in ("town", "village", "city", "camp")]
    right = weight = total = 0
    for row in rows:
        name = row["name"].rsplit(" ", 1)[0]
        ok = any(
            e.lat is not None and e.lon is not None
            and kilometres(e.lat, e.lon, float(row["lat"]), float(row["lon"])) <= 25
            for e in gazetteer.lookup(name)
        )  # fmt: skip
        right += ok
        weight += ok * int(row["n_events"])
        total += int(row["n_events"])
    print(f"{'lookup SYR':12} n {len(rows)}  names {right / len(rows):.3f}  "
          f"weighted by events {weight / total:.3f}")  # fmt: skip


def main() -> None:
    """Run the sets asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--docs", type=int, default=15, help="documents a set; 0 for all")
    parser.add_argument("--ucdp", type=int, default=300)
    parser.add_argument("--sets", default=",".join((*SETS, "ucdp", "lookup")))
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    options = parser.parse_args()
    gazetteer = load_gazetteer()
    for name in options.sets.split(","):
        if name == "ucdp":
            measure_ucdp(options.data, options.ucdp, gazetteer, options.misses)
        elif name == "lookup":
            measure_lookup(options.data, gazetteer)
        else:
            measure(name, options.data, options.docs or None, gazetteer, options.misses)


if __name__ == "__main__":
    main()
