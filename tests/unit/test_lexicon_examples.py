"""Every example and counter-example of the predicate lexicon, read through the whole flow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pytest

from sayso.core.types import Claim, Report
from sayso.knowledge.entries import Example, Predicate
from sayso.knowledge.predicates import load_predicates

if TYPE_CHECKING:
    from sayso.pipeline import Reader

LEXICON = load_predicates()
WITH_COUNTERS = sorted(name for name, e in LEXICON.predicates.items() if e.counter_examples)
# The share of the examples that must be read in full: raise it as the reading gets better.
FLOOR = 0.93

Readings = Mapping[str, tuple[Claim, ...]]


def sentences() -> Iterator[str]:
    for entry in LEXICON.predicates.values():
        yield from (example.text for example in entry.examples)
        yield from entry.counter_examples


@pytest.fixture(scope="session")
def readings(reader: Reader) -> Readings:
    """Sentence → claims; every sentence of the lexicon is read once."""
    return {
        text: reader.read(Report(id="example", text=text, language="en"))
        for text in dict.fromkeys(sentences())
    }


def of_predicate(claims: tuple[Claim, ...], predicate: str) -> list[Claim]:
    return [c for c in claims if LEXICON.is_a(c.predicate, predicate)]


def fillers(claim: Claim, role: str) -> list[str]:
    group = claim.places if role == "place" else getattr(claim.roles, role)
    return [filler.text or "" for filler in group]


def holds(claim: Claim, example: Example) -> bool:
    return all(any(words in text for text in fillers(claim, role)) for role, words in example.roles)


def complaint(entry: Predicate, example: Example, claims: tuple[Claim, ...]) -> str:
    """One line: what was asked of a sentence, and what it gave."""
    wanted = ", ".join(f"{role}: {words}" for role, words in example.roles)
    found = of_predicate(claims, entry.id)
    if not found:
        given = "not found; " + (", ".join(c.predicate for c in claims) or "no claim")
    else:
        given = " / ".join(
            ", ".join(f"{role}: {fillers(c, role)}" for role, _ in example.roles) for c in found
        )
    return f"{entry.id}: {example.text} [{wanted}] → {given}"


def test_every_predicate_has_an_example() -> None:
    assert [name for name, entry in LEXICON.predicates.items() if not entry.examples] == []


@pytest.mark.parametrize("predicate", WITH_COUNTERS)
def test_counter_examples_do_not_give_their_predicate(predicate: str, readings: Readings) -> None:
    given = {
        text: [c.predicate for c in found]
        for text in LEXICON.predicates[predicate].counter_examples
        if (found := of_predicate(readings[text], predicate))
    }
    assert given == {}


def test_examples_give_their_predicate_and_roles(readings: Readings) -> None:
    total = 0
    failing = []
    for entry in LEXICON.predicates.values():
        for example in entry.examples:
            total += 1
            claims = readings[example.text]
            if not any(holds(c, example) for c in of_predicate(claims, entry.id)):
                failing.append(complaint(entry, example, claims))
    share = 1 - len(failing) / total
    assert share >= FLOOR, f"{share:.1%} of {total} examples are read:\n" + "\n".join(failing)
