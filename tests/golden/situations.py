"""The situation on a day, written down: folders of examples, folded and compared line by line.

One file a day, one line an entry of the situation, in the order of its keys: its fields, and in
brackets the reports (by the first part of their file names) whose claims speak for it and, after
"not", against it. Ids are left out, since they change without the situation changing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from sayso.acquire import capture_paths
from sayso.core.record import Acquired
from sayso.core.situation import KEYS, Situation
from sayso.core.types import Claim, Problem
from sayso.pipeline import Reader
from sayso.record import Archive

Told = list[tuple[Acquired, tuple[Claim, ...]]]

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "situations"
# Examples, and the days that their golden files are of; "day@day": as known on a later one.
DAYS = {
    "aleppo-2016": ("2016-02-02", "2016-02-02@2016-02-12", "2016-02-04", "2016-02-12"),
    "misrata-2011": ("2011-04-12", "2011-04-25", "2011-05-12"),
    "mariupol-2022": ("2022-03-30", "2022-04-22", "2022-05-21"),
    "sri-lanka-2006-2009": ("2006-10-31", "2008-01-04", "2009-01-03", "2009-04-28"),
}
CASES = tuple((name, day) for name, days in DAYS.items() for day in days)
# Ids and numbers that say nothing a person would compare.
LEFT_OUT = frozenset({"id", "incidents", "fluents", "lat", "lon", "country", "days"})


def read_folder(name: str, reader: Reader) -> Told:
    """The reports of an example with their claims. Raises ValueError where one is not read."""
    told: Told = []
    for item in capture_paths([str(ROOT / "examples" / name)]):
        if isinstance(item, Problem):
            raise ValueError(f"{item.report}: {item.message}")
        if Path(item.report.path or "").suffix == ".txt":
            told.append((item, reader.read(item.report)))
    return told


def fold(told: Told, days: Sequence[str]) -> Iterator[tuple[str, Situation]]:
    """The situation on each of these days, by the reports published until then, or until the day
    after the "@"."""
    with (
        TemporaryDirectory() as folder,
        Archive.create(str(Path(folder) / "record.db"), lambda: "2026-01-01T00:00:00Z") as book,
    ):
        for item, claims in told:
            book.add(item, claims)
        book.gather()
        for day in days:
            at, _, known_by = day.partition("@")
            yield day, book.situation(at, known_by=known_by or at)


def update(reader: Reader) -> set[Path]:
    """Write the golden files of all examples anew; which they are."""
    FOLDER.mkdir(exist_ok=True)
    written = set()
    for name, days in DAYS.items():
        told = read_folder(name, reader)
        for day, found in fold(told, days):
            path = FOLDER / f"{name}_{day}.txt"
            path.write_text(write(found, told), encoding="utf-8")
            written.add(path)
    return written


def write(found: Situation, told: Told) -> str:
    """A situation → the text of a golden file."""
    files = {
        claim.id: Path(item.report.path or item.report.id).stem.split("-")[0]
        for item, claims in told
        for claim in claims
    }
    plain: dict[str, Any] = msgspec.to_builtins(found)
    lines = [f"{plain['day']}, as known on {plain['known_by']}"]
    for key in KEYS:
        entries = [_entry(entry, files) for entry in plain[key]]
        lines += ["", key, *(f"  {entry}" for entry in sorted(entries))]
    return "\n".join(lines) + "\n"


def _entry(entry: Mapping[str, Any], files: Mapping[str, str]) -> str:
    fields = [
        f"{name}={shown}"
        for name, value in entry.items()
        if name not in LEFT_OUT | {"claims", "against"} and (shown := _value(value, files))
    ]
    against = _files(entry.get("against", ()), files)
    reports = " not ".join(part for part in (_files(entry["claims"], files), against) if part)
    return f"{' | '.join(fields)} [{reports}]"


def _value(value: Any, files: Mapping[str, str]) -> str:
    if isinstance(value, dict):
        return "{" + _entry({"claims": (), **value}, files).replace(" []", "") + "}"
    if isinstance(value, list | tuple):
        return ", ".join(_value(item, files) for item in value)
    return "" if value is None else " ".join(str(value).split())


def _files(claims: Sequence[str], files: Mapping[str, str]) -> str:
    return " ".join(sorted({files[claim] for claim in claims}))
