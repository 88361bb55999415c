"""The shipped examples as a record of their own, made once and kept in the user's cache folder.

It may be written to, so that review can be tried; the examples themselves stay as they are.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.core.errors import UsageError
from sayso.knowledge.fingerprint import fingerprint, folding
from sayso.store.schema import HEAD

if TYPE_CHECKING:
    from sayso.core.types import Problem
    from sayso.intake import Read, Step

_PACKAGE = Path(__file__).parent
# In an installed package; beside the sources in a clone.
_FOLDERS = (_PACKAGE / "examples", _PACKAGE.parent.parent / "examples")
ROADS = "roads.geojson"


def folder() -> Path:
    """Where the examples are. Raises UsageError where they were not installed."""
    for found in _FOLDERS:
        if found.is_dir():
            return found
    raise UsageError("the examples are not installed: name a record with --record")


def cache() -> Path:
    """The user's cache folder of Sayso (XDG)."""
    given = os.environ.get("XDG_CACHE_HOME")
    return (Path(given) if given else Path.home() / ".cache") / "sayso"


def demo(read: Read, clock: Callable[[], str], step: Step) -> str:
    """The record of the examples as this program reads them; made where there is none yet."""
    examples = folder()
    target = cache() / f"demo-{_key(examples)}.db"
    if target.is_file():
        return str(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(f".{os.getpid()}.part")
    try:
        _fill(part, examples, read, clock, step)
        part.replace(target)
    finally:
        for left in part.parent.glob(f"{part.name}*"):
            left.unlink()
    return str(target)


def _fill(part: Path, examples: Path, read: Read, clock: Callable[[], str], step: Step) -> None:
    # Not needed where the record is there already.
    from sayso.acquire import AcquireSettings, capture_paths
    from sayso.core.record import Acquired
    from sayso.intake import take_in
    from sayso.record import Archive
    from sayso.releasing import release
    from sayso.roads import take_in as take_in_roads

    problems: list[Problem] = []
    paths = [str(path) for path in sorted(examples.iterdir()) if path.is_dir()]
    with Archive.create(str(part), clock) as book:
        items = capture_paths(paths, None, None, AcquireSettings())
        take_in(book, (i for i in items if isinstance(i, Acquired)), read, [], problems, step)
        everything = sorted(book.store.safety.report_ids())
        why = "the examples are our own writing"
        release(book, "public", by="sayso", why=why, reports=everything)
        for roads in sorted(examples.glob(f"*/{ROADS}")):
            take_in_roads(book, str(roads), "Sayso's examples", "CC BY-SA 4.0")
    if problems:
        raise UsageError(f"the examples cannot be read: {problems[0].message}")


def _key(examples: Path) -> str:
    """What decides the record: the examples, and all that reads and keeps them."""
    whole = hashlib.sha256(f"{fingerprint()} {folding()} {HEAD}".encode())
    for path in sorted(p for p in examples.rglob("*") if p.is_file()):
        whole.update(f"{path.relative_to(examples)} ".encode() + path.read_bytes())
    return whole.hexdigest()[:16]
