"""Copies, families of them, and the agency whose copy it is."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.acquire import read_paths
from sayso.core.record import Entry
from sayso.core.types import Report, Segment
from sayso.incidents.copies import (
    agency,
    bands,
    body,
    families,
    find_copies,
    group,
    is_copy,
    outlet_key,
    same_sentence,
    same_sentences,
    signature,
    similarity,
    version_links,
)  # fmt: skip

VOCABULARY = [f"word{i}" for i in range(4000)]


def text_of(seed: int, size: int = 300) -> list[str]:
    return random.Random(seed).choices(VOCABULARY, k=size)


def sign(words: list[str]) -> bytes:
    return signature(" ".join(words))


def test_a_signature_is_the_same_on_every_machine() -> None:
    mark = signature("The army entered the two towns on Wednesday, state television said.")
    assert len(mark) == 484
    assert mark[:12].hex() == signature(
        "THE ARMY entered the two towns on Wednesday — state television said"
    )[:12].hex()  # fmt: skip
    assert mark[:12].hex() == "070000009bf5c1c11abfccbb"


def test_texts_without_words() -> None:
    assert signature("  … —") == b""
    assert bands(b"") == ()
    assert similarity(b"", sign(text_of(1))) == 0
    assert not is_copy(b"", b"")


def test_an_edited_copy_is_a_copy() -> None:
    whole = text_of(1)
    edited = [*whole[:40], "new", "words", *whole[44:200], *whole[215:]]
    assert is_copy(sign(whole), sign(edited))
    assert similarity(sign(whole), sign(whole)) == 1


def test_a_shortened_copy_is_a_copy() -> None:
    whole = text_of(2, 600)
    assert is_copy(sign(whole), sign(whole[:180]))
    assert not is_copy(sign(whole), sign(whole[:100] + text_of(3, 300)))


def test_short_texts_must_be_the_same() -> None:
    first = "The army captured the village of Ratyan on Friday after heavy fighting."
    other = "The army captured the village of Mayer on Thursday after heavy fighting."
    assert is_copy(signature(first), signature(first.upper()))
    assert not is_copy(signature(first), signature(other))


def test_copies_meet_in_a_band() -> None:
    marks = {f"r{i}": sign(text_of(i)) for i in range(60)}
    for i in range(60):
        words = text_of(i)
        marks[f"s{i}"] = sign([*words[:120], "inserted", *words[130:]])
    assert sorted(find_copies(marks)) == sorted((f"r{i}", f"s{i}") for i in range(60))


@given(st.permutations([("a", "b"), ("b", "c"), ("d", "e"), ("c", "z"), ("f", "x")]))
def test_families_do_not_hang_on_the_order(links: list[tuple[str, str]]) -> None:
    found = families("abcdef", links)
    assert found == {"a": "a", "b": "a", "c": "a", "d": "d", "e": "d", "f": "f"}


def test_versions_are_one_family() -> None:
    entries = {
        "a": Entry(report=Report(id="a", text=""), recorded="", address="x", replaced_by="b"),
        "b": Entry(report=Report(id="b", text=""), recorded="", address="x", version=2),
    }
    assert list(version_links(entries)) == [("a", "b")]
    assert group({"a": b"", "b": b""}, entries) == {"a": "a", "b": "a"}


def report(text: str, outlet: str, kind: str = "body", credits: tuple[str, ...] = ()) -> Report:
    line = text.split("\n")[0]
    segment = Segment(kind=kind, start=0, end=len(line))  # type: ignore[arg-type]
    return Report(id="r", text=text, outlet=outlet, credits=credits, segments=(segment,))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (report("x", "Daily Planet", credits=("AFP",)), "agence france presse"),
        (report("x", "Daily Planet", credits=("AFP", "Reuters")), None),
        (report("x", "Reuters", credits=("Reuters",)), None),
        (report("BEIRUT (Reuters) –\nx", "Daily Planet", "dateline"), "reuters"),
        (report("By World Wire\nx", "Daily Planet", "byline"), "world wire"),
        (report("By World Wire correspondents\nx", "World Wire", "byline"), None),
        (report("By Jane Doe\nx", "Daily Planet", "byline"), None),
        (report("BEIRUT –\nx", "Daily Planet", "dateline"), None),
    ],
)
def test_whose_copy_a_report_is(found: Report, expected: str | None) -> None:
    assert agency(found, {"world wire"}) == expected


def test_outlets_by_any_name() -> None:
    assert outlet_key("AFP") == outlet_key("Agence France-Presse")
    assert outlet_key("The Island Herald") == outlet_key("Island Herald")
    assert outlet_key(None) == ""


def test_nearly_the_same_sentence() -> None:
    first = "hours after government forces broke a three-year rebel siege of the towns"
    other = "hours after Syrian government forces broke a three-year rebel siege of the towns"
    third = "government forces entered the towns hours after a three-year rebel siege"
    assert same_sentence(first, other)
    assert not same_sentence(first, third)
    assert not same_sentence("the siege was broken", "the siege was broken")
    assert list(same_sentences([third, other, first])) == [(other, first)]


@given(st.lists(st.lists(st.sampled_from(VOCABULARY[:12]), min_size=6, max_size=14), max_size=12))
def test_the_prefix_filter_loses_no_pair(sentences: list[list[str]]) -> None:
    texts = sorted({" ".join(s) for s in sentences})
    wanted = {(a, b) for i, a in enumerate(texts) for b in texts[i + 1 :] if same_sentence(a, b)}
    assert set(same_sentences(texts)) == wanted


def test_the_planted_copy_of_the_examples(root: Path) -> None:
    reports = [r for r in read_paths([str(root / "examples/aleppo-2016")]) if isinstance(r, Report)]
    marks = {r.id: signature(body(r)) for r in reports}
    names = {r.id: r.outlet for r in reports}
    pairs = {tuple(sorted((names[a] or "", names[b] or ""))) for a, b in find_copies(marks)}
    assert pairs == {("Island Herald", "World Wire")}
