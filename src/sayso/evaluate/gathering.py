"""Incidents against groups made by hand: B-cubed (Bagga and Baldwin 1998).

For each claim of the gold file: of the gold claims that share its incident, the share that share
its group (precision); of those that share its group, the share that share its incident (recall).
The figures are the means over claims, and F1 their harmonic mean. Claims outside the gold file do
not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from sayso.core.errors import InputError
from sayso.core.types import Claim, Record

Half = Literal["dev", "final"]


class GoldMember(Record, frozen=True):
    """A claim as the gold file names it: the file of its report, its predicate and words;
    ``start`` tells words apart that stand twice."""

    file: str
    predicate: str
    words: str
    start: int | None = None


class GoldGroup(Record, frozen=True):
    """Claims of one happening or state, by hand."""

    name: str
    half: Half
    claims: tuple[GoldMember, ...]


class GatheringScore(Record, frozen=True):
    """B-cubed, 0 to 1, over ``claims`` claims in ``groups`` groups; ``missing``: gold claims that
    no claim stands for, which do not count."""

    precision: float
    recall: float
    f1: float
    claims: int
    groups: int
    missing: int


def read_groups(file: Path) -> tuple[GoldGroup, ...]:
    """The groups of a gold file. Raises InputError, code ``bad-gold``."""
    try:
        content = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
        return msgspec.convert(content["groups"], tuple[GoldGroup, ...])
    except (OSError, yaml.YAMLError, KeyError, TypeError, msgspec.ValidationError) as error:
        raise InputError("bad-gold", f"{file}: {error}") from error


def match(
    groups: Iterable[GoldGroup], claims: Mapping[str, Sequence[Claim]]
) -> tuple[dict[str, str], int]:
    """Which group each claim is of, by claim id, and how many gold claims nothing stands for.

    In: groups, and claims by the file of their report. A gold claim is every claim of its file and
    predicate with its very words (one for each speaker), or else the one that overlaps them most.
    """
    found: dict[str, str] = {}
    missing = 0
    for group in groups:
        for member in group.claims:
            stand = _stand_for(member, claims.get(member.file, ()))
            missing += not stand
            found.update((claim.id, group.name) for claim in stand)
    return found, missing


def _stand_for(member: GoldMember, claims: Sequence[Claim]) -> list[Claim]:
    same = [c for c in claims if c.predicate == member.predicate]
    exact = [c for c in same if c.text == member.words and member.start in (None, c.start)]
    if exact:
        return exact
    shared = [(_overlap(c.text, member.words), c) for c in same if member.start in (None, c.start)]
    best = max(shared, key=lambda pair: (pair[0], -pair[1].start, pair[1].id), default=None)
    return [best[1]] if best is not None and best[0] >= 0.5 else []


def _overlap(a: str, b: str) -> float:
    """The share of the shorter text's words that the other has too."""
    first, second = Counter(a.casefold().split()), Counter(b.casefold().split())
    return (first & second).total() / max(1, min(first.total(), second.total()))


def b_cubed(clusters: Iterable[Iterable[str]], gold: Mapping[str, str]) -> tuple[float, float]:
    """B-cubed precision and recall, 0 to 1.

    In:  clusters of claim ids; the gold group of each claim that counts. A claim in no cluster is
         alone.
    """
    home = {claim: f"cluster {i}" for i, cluster in enumerate(clusters) for claim in cluster}
    if not gold:
        return 0.0, 0.0
    cells = Counter((home.get(claim, claim), group) for claim, group in gold.items())
    clusters_of, groups_of = Counter[str](), Counter[str]()
    for (cluster, group), count in cells.items():
        clusters_of[cluster] += count
        groups_of[group] += count
    precision = sum(n * n / clusters_of[cluster] for (cluster, _), n in cells.items())
    recall = sum(n * n / groups_of[group] for (_, group), n in cells.items())
    return precision / len(gold), recall / len(gold)


def score(
    clusters: Iterable[Iterable[str]],
    groups: Sequence[GoldGroup],
    claims: Mapping[str, Sequence[Claim]],
) -> GatheringScore:
    """Clusters of claim ids against groups; ``claims`` by the file of their report."""
    gold, missing = match(groups, claims)
    precision, recall = b_cubed(clusters, gold)
    both = precision + recall
    return GatheringScore(
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / both if both else 0.0,
        claims=len(gold),
        groups=len(set(gold.values())),
        missing=missing,
    )
