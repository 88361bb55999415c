"""Disputes that the record finds in examples/aleppo-2016 (and the seed, when it is given), how many
of the planted ones are among them, and which harmless pairs are wrongly shown.

In:  nothing, or the seed article's path; ``--planted FILE`` (default tests/data/disputes.yaml).
Out: every dispute as it is printed, most telling first; of the planted disputes whose sides are
     read, how many have two of their sides in two positions of one dispute; harmless pairs that
     stand in two positions of one.
"""

from __future__ import annotations

import argparse
import functools
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

import msgspec
import yaml

from sayso.acquire.files import read_paths
from sayso.core.record import Dispute, Entry
from sayso.core.types import Claim, Record, Report
from sayso.incidents.copies import group, signature
from sayso.incidents.disputes import find_disputes
from sayso.incidents.gather import Gatherer
from sayso.incidents.roots import corroborate
from sayso.pipeline import Reader

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples" / "aleppo-2016"
PLANTED = ROOT / "tests" / "data" / "disputes.yaml"


class Side(Record, frozen=True):
    """Exact words of a sentence of a file."""

    file: str
    words: str


class Pair(Record, frozen=True):
    """A planted dispute, or a harmless pair."""

    name: str
    sides: tuple[Side, ...]
    kind: str | None = None
    read: bool = True


class Planted(Record, frozen=True):
    """tests/data/disputes.yaml."""

    disputes: tuple[Pair, ...]
    harmless: tuple[Pair, ...]


class Found(Record, frozen=True):
    """The record in memory."""

    reports: Mapping[str, Report]
    claims: Mapping[str, Claim]
    disputes: tuple[Dispute, ...]


def find(paths: Sequence[str], reader: Reader) -> Found:
    """Files → their disputes, with everything gathered at once."""
    reports = {r.id: r for r in read_paths(paths) if isinstance(r, Report)}
    claims = {c.id: c for r in reports.values() for c in reader.read(r)}
    gatherer = Gatherer.load()
    links = [
        link
        for a, b in combinations(claims.values(), 2)
        if gatherer.keys(a) & gatherer.keys(b) and (link := gatherer.link(a, b))
    ]
    incidents = {
        cluster[0]: [claims[i] for i in cluster] for cluster in gatherer.clusters(claims, links)
    }
    entries = {
        i: Entry(report=r, recorded="2016-03-01T00:00:00Z", address=r.path)
        for i, r in reports.items()
    }
    families = group({i: signature(r.text) for i, r in reports.items()}, entries)
    count = functools.partial(corroborate, entries=entries, families=families)
    return Found(
        reports=reports,
        claims=claims,
        disputes=find_disputes(incidents, claims, entries, count, families),
    )


def meets(pair: Pair, dispute: Dispute, found: Found) -> bool:
    """Whether two sides of a pair stand in two positions of a dispute."""
    homes = []
    for side in pair.sides:
        ids = _claims_at(side, found)
        homes.append({n for n, p in enumerate(dispute.positions) if ids & set(p.claims)})
    return any(a and b and len(a | b) > 1 for a, b in combinations(homes, 2))


def _claims_at(side: Side, found: Found) -> set[str]:
    """The claims whose sentence holds the words: those that overlap them or stand in the same
    line between two full stops."""
    for report in found.reports.values():
        if report.path is None or Path(report.path).name != side.file:
            continue
        at = report.text.find(side.words)
        if at < 0:
            raise SystemExit(f"{side.file}: no such words: {side.words}")
        start = max(report.text.rfind(mark, 0, at) for mark in (". ", "\n"))
        end = min(
            i if (i := report.text.find(mark, at + len(side.words) - 1)) >= 0 else len(report.text)
            for mark in (". ", ".\n", "\n")
        )
        return {
            c.id
            for c in found.claims.values()
            if c.report.id == report.id and c.start < end and c.end > start + 1
        }
    return set()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", type=Path, nargs="?", help="the seed article")
    parser.add_argument("--planted", type=Path, default=PLANTED)
    arguments = parser.parse_args()
    planted = msgspec.convert(yaml.safe_load(arguments.planted.read_text("utf-8")), Planted)
    reader = Reader.load()
    found = find([str(EXAMPLES)], reader)
    if arguments.seed:
        both = find([str(EXAMPLES), str(arguments.seed)], reader)
        _print(both)
    else:
        _print(found)
    _score(planted, found)


def _print(found: Found) -> None:
    for number, dispute in enumerate(found.disputes, 1):
        print(f"{number}. [{dispute.kind}, {dispute.rule}] {dispute.about}")
        print(f"   {dispute.why}")
        for position in dispute.positions:
            roots = position.corroboration
            print(f"   {position.label}: {roots.low}–{roots.high} roots")
            for name in position.claims:
                claim = found.claims[name]
                chain = " ← ".join(s.name for s in claim.sources) or "own voice"
                words = " ".join(claim.text.split())
                print(f"      {name[:6]} {claim.report.outlet}, {chain}: {words}")


def _score(planted: Planted, found: Found) -> None:
    def among(pair: Pair) -> list[Dispute]:
        return [d for d in found.disputes if meets(pair, d, found)]

    readable = [p for p in planted.disputes if p.read]
    hits = [p for p in readable if among(p)]
    print(f"\nplanted and read: {len(hits)} of {len(readable)} found")
    for pair in planted.disputes:
        shown = among(pair)
        kinds = ", ".join(sorted({d.kind for d in shown}))
        state = f"found ({kinds})" if shown else "missed" if pair.read else "not read"
        print(f"  {state}: {pair.name} [{pair.kind}]")
    wrong = [(p, d) for p in planted.harmless for d in among(p)]
    print(f"harmless pairs shown: {len(wrong)} of {len(planted.harmless)}")
    for pair, dispute in wrong:
        print(f"  {pair.name}: {dispute.about}")


if __name__ == "__main__":
    main()
