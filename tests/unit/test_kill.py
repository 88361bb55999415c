"""A writer that is killed leaves nothing half, loses nothing, and writes nothing double.

Ten kills on each database; benchmarks/kill.py makes a hundred."""

from __future__ import annotations

from benchmarks.kill import documents, kill


def test_ten_kills(where: str) -> None:
    outcome = kill(iter([where]), documents(None, 500), 10, seconds=0.3)
    assert outcome.problems == ()
    assert outcome.kills == 10
    assert outcome.heights == tuple(sorted(outcome.heights))
    assert outcome.heights[-1] > 5
