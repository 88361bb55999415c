"""The hand-made groups and disputes of the example point at words that stand in its reports."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso.knowledge.predicates import load_predicates

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "examples" / "aleppo-2016"
DATA = ROOT / "tests" / "data"
GROUPS: list[dict[str, Any]] = yaml.safe_load((DATA / "gathering.yaml").read_text("utf-8"))[
    "groups"
]
PLANTED: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (DATA / "disputes.yaml").read_text("utf-8")
)
PREDICATES = load_predicates().predicates
KINDS = {"figure", "responsibility", "target", "control", "occurrence", "status", "date"}


@cache
def text_of(file: str) -> str:
    return (REPORTS / file).read_text("utf-8")


def check_words(item: dict[str, Any]) -> None:
    """The words stand in their file at `start`, or, where none is given, exactly once."""
    text, words = text_of(item["file"]), item["words"]
    if "start" in item:
        assert text.startswith(words, item["start"]), item
    else:
        assert text.count(words) == 1, item


def test_the_names_are_unique() -> None:
    for names in (
        [group["name"] for group in GROUPS],
        [entry["name"] for entries in PLANTED.values() for entry in entries],
    ):
        assert [name for name, times in Counter(names).items() if times > 1] == []


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: str(group["name"]))
def test_a_group_points_at_claims(group: dict[str, Any]) -> None:
    assert set(group) == {"name", "half", "claims"}
    assert group["half"] in {"dev", "final"}
    assert group["claims"]
    for claim in group["claims"]:
        assert (
            {"file", "predicate", "words"} <= set(claim) <= {"file", "predicate", "words", "start"}
        )
        assert claim["predicate"] in PREDICATES
        check_words(claim)


def test_a_claim_is_in_one_group() -> None:
    keys = [
        (claim["file"], claim["predicate"], claim["words"], claim.get("start"))
        for group in GROUPS
        for claim in group["claims"]
    ]
    assert len(keys) == len(set(keys)) >= 110


def test_both_halves_are_large_enough() -> None:
    sizes = Counter[str]()
    for group in GROUPS:
        sizes[group["half"]] += len(group["claims"])
    assert min(sizes["dev"], sizes["final"]) >= 40
    assert sum(len(group["claims"]) == 1 for group in GROUPS) * 3 >= len(GROUPS)


@pytest.mark.parametrize("entry", PLANTED["disputes"], ids=lambda entry: str(entry["name"]))
def test_a_planted_dispute_points_at_words(entry: dict[str, Any]) -> None:
    assert entry["kind"] in KINDS
    assert isinstance(entry["read"], bool)
    wants = "weak" if entry["read"] else "unread"
    assert (
        {"name", "kind", "read", "sides"} <= set(entry) <= {"name", "kind", "read", "sides", wants}
    )
    assert entry["read"] or entry["unread"]
    assert len(entry["sides"]) >= 2
    for side in entry["sides"]:
        assert set(side) == {"file", "says", "words"}
        check_words(side)
    assert len({side["says"] for side in entry["sides"]}) >= 2


@pytest.mark.parametrize("entry", PLANTED["harmless"], ids=lambda entry: str(entry["name"]))
def test_a_harmless_pair_points_at_words(entry: dict[str, Any]) -> None:
    assert set(entry) == {"name", "why", "sides"}
    assert len(entry["sides"]) >= 2
    for side in entry["sides"]:
        check_words(side)


def test_enough_is_planted() -> None:
    assert set(PLANTED) == {"disputes", "harmless"}
    assert len(PLANTED["disputes"]) >= 15
    assert len(PLANTED["harmless"]) >= 10
