"""The situation against a situation.json that a person made: how many lines of each key are right.

In:  a folder with article.txt, claims.jsonl and situation.json (see shared/seed); ``--record FILE``
     compares the situation of a record (Sayso's own reading) instead of that of claims.jsonl.
Out: of each key how many expected lines are right in every compared field, which fields fail in the
     line that comes closest, and how many lines more there are. Prose (what, note, reason, words,
     about, says, the name of a route, who is besieged, how a backer helps, in which words a vow
     ends) is compared as there or not there. Claims are compared as rows, for claims.jsonl only.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from sayso.core.record import Entry
from sayso.core.situation import KEYS, Situation
from sayso.core.types import Claim, Report, ReportRef
from sayso.evaluate.claims import read_gold
from sayso.incidents.disputes import find_disputes
from sayso.incidents.gather import Gatherer
from sayso.incidents.roots import corroborate
from sayso.record import Archive
from sayso.situation.fold import situation

REPORT = "article"
FIELDS: dict[str, tuple[str, ...]] = {
    "control": ("place", "holder", "extent", "from", "to"),
    "sieges": ("place", "besieger", "status", "from", "to", "lifted_by"),
    "routes": ("status", "since", "best", "by", "with"),
    "talks": ("track", "venue", "mediator", "status", "since", "resumes"),
    "demands": ("by", "of", "status"),
    "commitments": ("by", "kind", "said_by", "said"),
    "calendar": ("date", "where", "certainty"),
    "backers": ("backer", "backs", "since"),
    "figures": ("low", "best", "high", "status", "by_account_of"),
    "disputes": ("label",),
}
THERE = {"control": ("disputed",), "commitments": ("until",), "backers": ("how",)}
Line = dict[str, Any]


def seed_situation(folder: Path) -> tuple[Situation, dict[str, int]]:
    """The situation of the hand-made claims, and the row of each claim."""
    with (folder / "claims.jsonl").open(encoding="utf-8") as lines:
        gold = read_gold(lines)
    ref = replace(gold[0].report, id=REPORT)
    rows = {f"{g.row:02}{g.part or ''}": g.row for g in gold}
    claims = {f"{g.row:02}{g.part or ''}": _claim(g, ref) for g in gold}
    report = Report(
        id=REPORT,
        text=(folder / "article.txt").read_text("utf-8"),
        title=ref.title,
        outlet=ref.outlet,
        published=ref.published,
    )
    entries = {REPORT: Entry(report=report, recorded="2016-02-05T00:00:00Z", address=None)}
    gatherer = Gatherer.load()
    keys = {id: gatherer.keys(claim) for id, claim in claims.items()}
    links = [
        link
        for a, b in combinations(sorted(claims), 2)
        if keys[a] & keys[b] and (link := gatherer.link(claims[a], claims[b]))
    ]
    clusters = gatherer.clusters(claims, links, (), ())
    incidents = {min(ids): [claims[id] for id in sorted(ids)] for ids in clusters}
    families = {REPORT: REPORT}
    disputes = find_disputes(
        incidents, claims, entries, lambda some: corroborate(some, entries, families), families
    )
    expected = json.loads((folder / "situation.json").read_text("utf-8"))
    found = situation(incidents, disputes, expected["day"], known_by=expected["known_by"])
    return found, rows


def _claim(gold: Claim, ref: ReportRef) -> Claim:
    row, part = gold.row, gold.part  # type: ignore[attr-defined]
    plain = {name: getattr(gold, name) for name in Claim.__struct_fields__}
    return Claim(**{**plain, "id": f"{row:02}{part or ''}", "report": ref})


def misses(key: str, expected: Line, found: Line, rows: dict[str, int] | None) -> list[str]:
    """The compared fields in which a line differs from the expected one."""
    wrong = [
        name
        for name in FIELDS[key]
        if name in expected and _set(expected[name]) != _set(found.get(name))
    ]
    wrong += [n for n in THERE.get(key, ()) if bool(expected.get(n)) != bool(found.get(n))]
    if key == "disputes":
        wrong += _sides(expected, found, rows)
    elif rows is not None and _rows(found["claims"], rows) != set(expected["claims"]):
        wrong.append("claims")
    for inner in ("reasons", "considered", "asked", "wanted"):
        if inner in expected and rows is not None:
            ours = {frozenset(_rows(x["claims"], rows)) for x in found[inner]}
            if ours != {frozenset(x["claims"]) for x in expected[inner]}:
                wrong.append(inner)
    return wrong


def _sides(expected: Line, found: Line, rows: dict[str, int] | None) -> list[str]:
    def accounts(line: Line) -> set[frozenset[str]]:
        return {frozenset(side["by_account_of"]) for side in line["sides"]}

    wrong = ["accounts"] if accounts(expected) != accounts(found) else []
    if rows is not None:
        ours = {frozenset(_rows(side["claims"], rows)) for side in found["sides"]}
        if ours != {frozenset(side["claims"]) for side in expected["sides"]}:
            wrong.append("claims")
    return wrong


def _rows(claims: Sequence[str], rows: dict[str, int]) -> set[int]:
    return {rows[id] for id in claims}


def _set(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return frozenset(value)
    return None if value is None else frozenset({value})


def compare(
    folder: Path, found: Situation, rows: dict[str, int] | None, show: bool = True
) -> tuple[int, int]:
    """How many expected lines are right, and how many there are; ``show`` prints every key's
    count, and what is missed."""
    expected = json.loads((folder / "situation.json").read_text("utf-8"))
    ours: Line = msgspec.to_builtins(found)
    right = wanted = 0
    report = []
    for key in (key for key in KEYS if key in expected):
        pairs, more = matched(key, expected[key], ours[key], rows)
        good = sum(not wrong for _, _, wrong in pairs)
        right, wanted = right + good, wanted + len(pairs)
        report.append(f"{key:12} {good} of {len(pairs)} right, {more} more lines")
        for line, match, wrong in pairs:
            report += _missed(line, match, wrong)
    if show:
        print("\n".join([*report, f"in all       {right} of {wanted}"]))
    return right, wanted


def matched(
    key: str, expected: Sequence[Line], found: Sequence[Line], rows: dict[str, int] | None
) -> tuple[list[tuple[Line, Line | None, list[str]]], int]:
    """Each expected line with the one that comes closest and what it misses; how many are left."""
    ranked = sorted(
        (len(misses(key, e, f, rows)), i, j)
        for i, e in enumerate(expected)
        for j, f in enumerate(found)
    )
    taken: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in taken and j not in taken.values():
            taken[i] = j
    pairs = []
    for i, line in enumerate(expected):
        match = found[taken[i]] if i in taken else None
        pairs.append((line, match, misses(key, line, match, rows) if match else ["missing"]))
    return pairs, len(found) - len(taken)


def _missed(line: Line, match: Line | None, wrong: Sequence[str]) -> list[str]:
    names = ("what", "about", "place", "route", "backer", "track")
    name = next((line[n] for n in names if n in line), "?")
    report = [f"    {name}: {', '.join(wrong)}"] if wrong else []
    if match is not None:
        report += [
            f"        {field}: want {line[field]!r}, have {match.get(field)!r}"
            for field in wrong
            if field in line
        ]
    return report


def main() -> None:
    """The script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="article.txt, claims.jsonl, situation.json")
    parser.add_argument("--record", help="compare the situation of this record instead")
    options = parser.parse_args()
    expected = json.loads((options.folder / "situation.json").read_text("utf-8"))
    if options.record:
        with Archive.open(options.record, lambda: "2026-01-01T00:00:00Z") as book:
            compare(options.folder, book.situation(expected["day"], expected["known_by"]), None)
    else:
        compare(options.folder, *seed_situation(options.folder))


if __name__ == "__main__":
    main()
