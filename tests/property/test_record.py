"""What must hold of a record whatever reports come in, in whatever order and portions."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records import clock, partition

from sayso.record import Archive

if TYPE_CHECKING:
    from tests.records import Told

REPORTS = 17


@settings(max_examples=12, deadline=None)
@given(
    order=st.permutations(range(REPORTS)),
    taken=st.integers(2, 8),
    portions=st.sets(st.integers(0, 8)),
    again=st.lists(st.integers(0, 7), max_size=4),
)
def test_any_order_any_portions_and_reports_told_twice(
    told: Told, order: list[int], taken: int, portions: set[int], again: list[int]
) -> None:
    some = [told[i] for i in order[:taken]]
    with tempfile.TemporaryDirectory() as folder:
        with Archive.create(str(Path(folder) / "one.db"), clock()) as whole:
            for item, claims in sorted(some, key=lambda t: t[0].report.id):
                whole.add(item, claims)
            whole.gather()
            expected = partition(whole)
        with Archive.create(str(Path(folder) / "two.db"), clock()) as piecemeal:
            for number, (item, claims) in enumerate(some):
                assert piecemeal.add(item, claims) == "added"
                if number in portions:
                    piecemeal.gather()
            piecemeal.gather()
            for number in again:
                assert piecemeal.add(*some[number % taken]) == "known"
            assert piecemeal.gather() == 0
            assert partition(piecemeal) == expected
            texts = {item.report.id: item.report.text for item, _ in some}
            for incident in piecemeal.incidents(piecemeal.store.incidents().ids):
                for claim in piecemeal.store.claims(incident.claims).values():
                    assert texts[claim.report.id][claim.start : claim.end] == claim.text
