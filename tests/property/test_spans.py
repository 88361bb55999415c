"""Every span that comes out quotes its report: ``report.text[start:end]`` is exactly ``text``.

Over the examples, the seed article, two hundred documents of the dev sets, and texts into which
odd characters were put.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.acquire import read_paths
from sayso.core.ids import report_id
from sayso.core.types import Claim, Problem, Record, Report

if TYPE_CHECKING:
    from sayso.pipeline import Reader

STORIES = (
    "eventstoryline", "geovirus", "geowebnews", "lgl", "meantime", "muc4", "polnear", "re3d",
    "tr_news", "wikievents",
)  # fmt: skip
DOCUMENTS_EACH = 20
# What breaks offsets: white space of many kinds, combining and zero-width marks, characters of
# more than one UTF-16 unit, right-to-left marks, a character that a lower-case form makes longer.
ODD = ("\r\n", "\t", "\u00a0", "\u2028", "\u200b", "e\u0301", "\U0001f4f7", "\u200f", "\u0130", "ﬁ")


def records(value: object) -> Iterator[Record]:
    """Every record in ``value``, at any depth."""
    if isinstance(value, Record):
        yield value
        for field in value.__struct_fields__:
            yield from records(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from records(item)


def assert_quotes(text: str, value: object) -> int:
    """Every record with text, start and end quotes ``text``; the three are null together."""
    quoted = 0
    for record in records(value):
        if not {"text", "start", "end"} <= set(record.__struct_fields__):
            continue
        words, start, end = (getattr(record, name) for name in ("text", "start", "end"))
        if start is None or end is None or words is None:
            assert (words, start, end) == (None, None, None), record
            continue
        assert 0 <= start < end <= len(text), record
        assert text[start:end] == words, record
        quoted += 1
    return quoted


def assert_read(reader: Reader, report: Report) -> int:
    """The report's segments, its layers and its claims all lie within it; the claims quoted."""
    bounds = [(segment.start, segment.end) for segment in report.segments]
    assert bounds == sorted(bounds)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(bounds))
    annotation = reader.annotate(report)
    assert annotation.grammar.text == report.text
    assert_quotes(report.text, annotation.grammar.tokens)
    assert_quotes(report.text, (annotation.mentions, annotation.places, annotation.times))
    assert_quotes(report.text, (annotation.quantities, annotation.events))
    for attribution in annotation.attributions:
        spans = (*attribution.source_spans, *attribution.content)
        for start, end in (*spans, *([attribution.cue_span] if attribution.cue_span else [])):
            assert 0 <= start < end <= len(report.text), attribution
    claims = reader.read(report)
    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        assert msgspec.json.decode(msgspec.json.encode(claim), type=Claim) == claim
    return assert_quotes(report.text, claims)


def reports(path: Path) -> list[Report]:
    found = list(read_paths([str(path)]))
    assert not [item for item in found if isinstance(item, Problem)]
    return [item for item in found if isinstance(item, Report)]


def test_the_examples(reader: Reader, root: Path) -> None:
    for report in reports(root / "examples" / "aleppo-2016"):
        assert report.path is not None
        if report.path.endswith(".txt"):
            assert report.text == Path(report.path).read_bytes().decode()
        assert assert_read(reader, report)


def test_the_seed_article(reader: Reader, shared: Path) -> None:
    (report,) = reports(shared / "seed" / "article.txt")
    assert report.text == (shared / "seed" / "article.txt").read_bytes().decode()
    assert assert_read(reader, report)


@pytest.mark.parametrize("name", STORIES)
def test_documents_of_the_dev_sets(name: str, reader: Reader, shared: Path, tmp_path: Path) -> None:
    lines = (shared / "data" / "dev" / name / "data.jsonl").read_bytes().splitlines()
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    rows = rows[:: len(rows) // DOCUMENTS_EACH][:DOCUMENTS_EACH]
    corpus = tmp_path / "corpus.jsonl"
    wanted = [{"id": row["id"], "text": row["text"], "language": "en"} for row in rows]
    corpus.write_text("\n".join(map(json.dumps, wanted)), "utf-8")
    read = reports(corpus)
    assert [report.text for report in read] == [row["text"] for row in rows]
    assert sum(assert_read(reader, report) for report in read)


@given(data=st.data())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_odd_characters(data: st.DataObject, reader: Reader) -> None:
    text = (
        "Troops shelled the market in Homs on Monday, a monitor said.\n\n"
        '"We will not leave," the mayor of Homs told reporters. The army denied that '
        "up to 40 civilians had been killed near the town of Talbiseh since last week."
    )
    for odd in data.draw(st.lists(st.sampled_from(ODD), max_size=6)):
        place = data.draw(st.integers(min_value=0, max_value=len(text)))
        text = text[:place] + odd + text[place:]
    report = Report(id=report_id(text), text=text, published="2016-02-09", language="en")
    assert_read(reader, report)
