"""What the fingerprint leaves out decides no reading."""

from __future__ import annotations

import re

from sayso.knowledge import fingerprint
from sayso.knowledge.fingerprint import PACKAGE

READING = ("annotate", "claims", "language")


def test_what_is_left_out_is_there() -> None:
    assert [n for n in sorted(fingerprint._NO_PART) if not (PACKAGE / n).is_file()] == []


def test_no_reading_stage_imports_what_is_left_out() -> None:
    left_out = {n[:-3].replace("/", ".") for n in fingerprint._NO_PART if n.endswith(".py")}
    found = [
        (path.name, module)
        for stage in READING
        for path in sorted((PACKAGE / stage).rglob("*.py"))
        for module in re.findall(r"from sayso\.([\w.]+) import", path.read_text(encoding="utf-8"))
        if module in left_out
    ]
    assert found == []
