"""Catalogues as a server keeps them: made once, again after a change, the old one serving."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from tests.records import clock
from tests.serving import make_record

from sayso.catalogue import shelves as module
from sayso.catalogue.shelves import Shelves
from sayso.record import Archive
from sayso.telling import Telling


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(make_record(tmp_path / "record.db"), clock()) as found:
        yield found


class Door:
    """The record in a state that is named, opened as often as ``opened`` says."""

    def __init__(self, book: Archive, revision: str) -> None:
        self.book, self.revision, self.opened = book, revision, 0
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self) -> AbstractContextManager[tuple[str, Telling]]:
        return self._open()

    @contextmanager
    def _open(self) -> Iterator[tuple[str, Telling]]:
        self.opened += 1
        self.gate.wait(10)
        yield self.revision, self.book


def test_a_catalogue_is_made_once_for_a_state(book: Archive) -> None:
    shelves, door = Shelves(), Door(book, "one")
    first = shelves.get("admin", "one", door)
    assert first is not None
    assert shelves.get("admin", "one", door) is first
    assert door.opened == 1
    door.revision = "two"
    second = shelves.get("admin", "two", door)
    assert second is not None
    assert second.revision == "two"
    shelves.close()


def test_the_old_one_answers_while_the_next_is_made(
    book: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FRESH_WAIT", 0.05)
    monkeypatch.setattr(module, "_LONG", 600.0)
    shelves, door = Shelves(), Door(book, "one")
    first = shelves.get("admin", "one", door)
    door.revision = "two"
    door.gate.clear()
    assert shelves.get("admin", "two", door) is first
    assert shelves.get("admin", "two", door) is first
    assert door.opened == 2
    door.gate.set()
    shelves._at_work["admin"].join()
    again = shelves.get("admin", "two", door)
    assert again is not None
    assert again.revision == "two"
    shelves.close()


def test_many_that_ask_at_once_wait_for_one(book: Archive) -> None:
    shelves, door = Shelves(), Door(book, "one")
    door.gate.clear()
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda: found.append(shelves.get("admin", "one", door)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    door.gate.set()
    for thread in threads:
        thread.join()
    assert len(set(map(id, found))) == 1
    assert found[0] is not None
    assert door.opened == 1
    shelves.close()


def test_nothing_is_given_while_the_first_is_made(
    book: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FIRST_WAIT", 0.05)
    shelves, door = Shelves(), Door(book, "one")
    door.gate.clear()
    assert shelves.get("admin", "one", door) is None
    door.gate.set()
    shelves.close()


def test_a_making_that_fails_is_told_and_tried_again(book: Archive) -> None:
    shelves, door = Shelves(), Door(book, "one")

    @contextmanager
    def broken() -> Iterator[tuple[str, Telling]]:
        raise OSError("the disc is gone")
        yield

    with pytest.raises(OSError, match="disc"):
        shelves.get("admin", "one", broken)
    assert shelves.get("admin", "one", door) is not None
    shelves.close()
