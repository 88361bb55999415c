"""Gathering claims into incidents: how right, and how fast.

    python benchmarks/gathering.py ../shared/data [--half dev] [--sentences 2000] [--keep FOLDER]

1. B-cubed over the groups of tests/data/gathering.yaml (one half of them), from
   examples/aleppo-2016.
2. dev/eventstoryline: share of incidents of two claims or more that mix topics; topics in which
   one incident joins three stories or more.
3. Seconds of one core to link and cluster 47,000 sentences against 20,000 (train/ner_gmb as
   reports of ten sentences, four a day from 2005-01-01). With fewer ``--sentences`` than that,
   those read are repeated, each round after the one before, so that the load is of that size.

``--keep``: a folder where the claims read are kept, so that a second run need not read them.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
from msgspec.structs import replace

from sayso.acquire import read_paths
from sayso.core.ids import report_id
from sayso.core.types import Claim, Report, ReportRef, When
from sayso.evaluate.gathering import read_groups, score
from sayso.incidents.gather import Gatherer
from sayso.pipeline import Reader

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples" / "aleppo-2016"
GROUPS = ROOT / "tests" / "data" / "gathering.yaml"
START = date(2005, 1, 1)
SIZES = (20_000, 47_000)
A_REPORT = 10
A_DAY = 4

# Claims by the file, story or sentence block that they were read from.
Claims = dict[str, list[Claim]]


def examples() -> Iterator[tuple[str, Report]]:
    for report in read_paths([str(EXAMPLES)]):
        if isinstance(report, Report) and report.path:
            yield Path(report.path).name, report


def stories(data: Path) -> Iterator[tuple[str, Report]]:
    for line in (data / "dev" / "eventstoryline" / "data.jsonl").read_text("utf-8").splitlines():
        story = json.loads(line)
        # Some say "PRESENT_REF" or "2009-12-6": no publication date is better than a wrong one.
        published = story["dct"][:10]
        try:
            date.fromisoformat(published)
        except ValueError:
            published = None
        text = story["text"]
        yield (
            f"{story['topic']} {story['id']}",
            Report(id=story["id"], text=text, published=published, language="en"),
        )


def blocks(data: Path, sentences: int) -> Iterator[tuple[str, Report]]:
    """GMB's first sentences, as reports."""
    text = (data / "train" / "ner_gmb" / "gmb.conll").read_text("utf-8")
    found: list[str] = []
    for block in text.split("\n\n"):
        words = [row.split("\t")[0] for row in block.splitlines() if not row.startswith("# sent")]
        if words:
            found.append(" ".join(words))
        if len(found) == sentences:
            break
    for i in range(0, len(found), A_REPORT):
        text = "\n".join(found[i : i + A_REPORT])
        day = START + timedelta(days=i // (A_REPORT * A_DAY))
        yield (
            f"{i:06}",
            Report(
                id=report_id(text),
                text=text,
                outlet="gmb",
                published=day.isoformat(),
                language="en",
            ),
        )


def read(
    reports: Iterator[tuple[str, Report]], load: Callable[[], Reader], keep: Path | None
) -> Claims:
    """The claims of reports, from the file ``keep`` if it is there."""
    if keep is not None and keep.is_file():
        return msgspec.json.decode(keep.read_bytes(), type=Claims)
    reader = load()
    found: Claims = {}
    for name, report in reports:
        try:
            found[name] = list(reader.read(report))
        except IndexError as error:  # a fault of the reader is not this benchmark's to hide
            print(f"not read: {name}: {error}")
    if keep is not None:
        keep.write_bytes(msgspec.json.encode(found))
    return found


def by_id(claims: Claims) -> dict[str, Claim]:
    return {claim.id: claim for group in claims.values() for claim in group}


def aleppo(gatherer: Gatherer, claims: Claims, half: str) -> str:
    everything = by_id(claims)
    clusters = gatherer.clusters(everything, gatherer.links(everything))
    groups = [group for group in read_groups(GROUPS) if group.half == half]
    found = score(clusters, groups, claims)
    return (
        f"aleppo-2016, {half}: B-cubed precision {found.precision:.3f} recall {found.recall:.3f} "
        f"F1 {found.f1:.3f} ({found.claims} claims, {found.groups} groups, "
        f"{found.missing} not found)"
    )


def topics(gatherer: Gatherer, claims: Claims) -> str:
    everything = by_id(claims)
    home = {claim.id: name.split() for name, group in claims.items() for claim in group}
    clusters = gatherer.clusters(everything, gatherer.links(everything))
    several = [cluster for cluster in clusters if len(cluster) > 1]
    mixed = 0
    most: dict[str, int] = {}
    for cluster in several:
        found = {home[claim][0] for claim in cluster}
        mixed += len(found) > 1
        for topic in found:
            joined = len({home[claim][1] for claim in cluster if home[claim][0] == topic})
            most[topic] = max(joined, most.get(topic, 0))
    joining = sum(number >= 3 for number in most.values())
    count = len({name.split()[0] for name in claims})
    return (
        f"eventstoryline: {mixed} of {len(several)} incidents mix topics "
        f"({mixed / max(1, len(several)):.1%}); in {joining} of {count} topics an incident joins "
        "three stories or more"
    )


def repeated(claims: Claims, rounds: int, days: int) -> Iterator[Claim]:
    """The claims again and again, each round so many days after the one before."""
    for number in range(rounds):
        for claim in by_id(claims).values():
            yield _later(claim, number, days * number)


def _later(claim: Claim, number: int, days: int) -> Claim:
    def moved(day: str | None) -> str | None:
        try:
            return (date.fromisoformat(day) + timedelta(days=days)).isoformat() if day else None
        except (ValueError, OverflowError):
            return day

    when: When | None = claim.when and replace(
        claim.when, earliest=moved(claim.when.earliest), latest=moved(claim.when.latest)
    )
    report: ReportRef = replace(
        claim.report,
        id=f"{claim.report.id}{number:02}",
        published=moved(claim.report.published),
    )
    return replace(claim, id=f"{claim.id}{number:02}", report=report, when=when)


def speed(claims: Claims, size: int, sentences: int) -> tuple[float, str]:
    """Seconds of one core to link and cluster, keys and all, and a line of figures."""
    days = sentences // (A_REPORT * A_DAY)
    rounds = -(-size // sentences)
    loaded = {claim.id: claim for claim in repeated(claims, rounds, days)}
    loaded = dict(list(loaded.items())[: round(len(loaded) * size / (rounds * sentences))])
    gatherer = Gatherer.load()
    started = time.process_time()
    links = gatherer.links(loaded)
    linked = time.process_time() - started
    clusters = gatherer.clusters(loaded, links)
    total = time.process_time() - started
    several = sum(len(cluster) > 1 for cluster in clusters)
    return total, (
        f"{size} sentences: {len(loaded)} claims, {len(links)} links, {several} incidents of "
        f"several claims; link {linked:.1f} s, cluster {total - linked:.1f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the shared data folder")
    parser.add_argument("--half", choices=("dev", "final"), default="dev")
    parser.add_argument("--sentences", type=int, default=2000)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    keep: Path | None = arguments.keep
    loaded: list[Reader] = []

    def load() -> Reader:
        if not loaded:
            loaded.append(Reader.load())
        return loaded[0]

    def kept(name: str) -> Path | None:
        return keep / f"{name}.json" if keep else None

    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    gatherer = Gatherer.load()
    print(aleppo(gatherer, read(examples(), load, kept("aleppo")), arguments.half))
    print(topics(gatherer, read(stories(arguments.data), load, kept("eventstoryline"))))
    sentences = arguments.sentences
    gmb = read(blocks(arguments.data, sentences), load, kept(f"gmb{sentences}"))
    times = []
    for size in SIZES:
        seconds, line = speed(gmb, size, sentences)
        times.append(seconds)
        print(line)
    print(f"time ratio {times[1] / times[0]:.2f}")


if __name__ == "__main__":
    main()
