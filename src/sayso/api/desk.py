"""The record as a server holds it: open, asked by many at once, changed by one at a time."""

from __future__ import annotations

import datetime
import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.api.memory import Memory
from sayso.api.roles import Asker, Sessions, in_force
from sayso.api.settings import Settings
from sayso.catalogue.shelves import Shelves
from sayso.core.tokens import Token
from sayso.core.types import Record, Report
from sayso.knowledge.predicates import load_predicates
from sayso.record import Archive
from sayso.sight import seen
from sayso.store.store import Store
from sayso.telling import Telling

if TYPE_CHECKING:
    from sayso.core.annotation import Annotation
    from sayso.pipeline import Reader

FRESH = 1.0  # seconds that the record is taken to be as it was looked at last
_ANSWERS = 64 << 20  # bytes of packed answers held
_HELD = 200  # other things held: situations, disputes of the whole record
_PACKAGE = Path(__file__).parent.parent


class Revision(Record, frozen=True):
    """Which state the record is in: ``name`` differs where it does, ``updated`` is the UTC time of
    the last change."""

    name: str
    updated: str | None


class Desk:
    """A record, open for a server. ``clock`` gives the present as the record writes it."""

    def __init__(self, settings: Settings, clock: Callable[[], str]) -> None:
        self.settings = settings
        self.clock = clock
        self.store = Store.open(settings.record)
        self.sessions = Sessions()
        self.answers = Memory(_ANSWERS, weight=len)
        self.memory = Memory(_HELD)
        self.shelves = Shelves()
        self._mark: tuple[tuple[str, int], ...] | None = None
        self.on_begin: list[Callable[[Desk], None]] = []
        self._built = _built()
        self._revision: tuple[Revision, float] | None = None
        self._tokens: dict[str, Token] = {}
        self._idle: dict[tuple[str, str], list[Telling]] = {}
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._writing = threading.Lock()
        self._reading = threading.Lock()
        self._reader: Reader | None = None

    def begin(self) -> None:
        """What is better done before the first question: called when the server starts."""
        load_predicates()
        for work in self.on_begin:
            work(self)

    def close(self) -> None:
        """Let go of the record."""
        self.shelves.close()
        self.store.close()

    @property
    def today(self) -> datetime.date:
        """The day that the clock shows."""
        return datetime.date.fromisoformat(self.clock()[:10])

    def annotate(self, report: Report) -> Annotation:
        """The layers of a report, by the reader, which is loaded when it is first needed."""
        with self._reading:
            if self._reader is None:
                from sayso.pipeline import Reader

                self._reader = Reader.load()
            return self._reader.annotate(report)

    # --- the state of the record --------------------------------------------------------------

    @property
    def revision(self) -> Revision:
        """The state of the record, looked at once a second."""
        held = self._revision
        if held is not None and time.monotonic() - held[1] < FRESH:
            return held[0]
        with self._looking:
            held = self._revision
            if held is not None and time.monotonic() - held[1] < FRESH:
                return held[0]
            return self._look()

    def _look(self) -> Revision:
        at = time.monotonic()
        state = self.store.state()
        day = self.today.isoformat() if self.settings.delay_days else ""
        said = f"{state.head} {state.pending} {day} {self._built}"
        found = Revision(name=hashlib.sha256(said.encode()).hexdigest()[:16], updated=state.at)
        if self._revision is None or self._revision[0] != found:
            self._tokens = in_force(self.store.tokens())
            # What was erased from the record is not to live on here.
            self.answers.clear()
            self.memory.clear()
            mark = self.store.safety.mark()
            if self._mark is not None and mark != self._mark:
                self.shelves.forget()  # nor what somebody may see no longer
            self._mark = mark
            with self._lock:
                self._idle.clear()
        self._revision = (found, at)
        return found

    def look_again(self) -> None:
        """The record was changed: look at once."""
        with self._looking:
            self._look()

    @property
    def tokens(self) -> dict[str, Token]:
        """The tokens in force, by hash."""
        _ = self.revision
        return self._tokens

    # --- asking and changing ------------------------------------------------------------------

    @contextmanager
    def telling(self, who: Asker) -> Iterator[Telling]:
        """What may be seen of the record, for one thread at a time."""
        key = (self.revision.name, sight_of(who))
        with self._lock:
            idle = self._idle.get(key)
            found = idle.pop() if idle else None
        if found is None:
            found = seen(
                self.store, who.role, public=who.public,
                delay_days=self.settings.delay_days if who.public else 0, today=self.today,
            )  # fmt: skip
        yield found
        with self._lock:  # only what went well is used again
            held = self._revision
            if held is not None and held[0].name == key[0]:
                self._idle.setdefault(key, []).append(found)

    @contextmanager
    def archive(self) -> Iterator[Archive]:
        """The whole record, to be changed: one at a time."""
        with self._writing:
            try:
                yield Archive(self.store, self.clock)
            finally:
                self.look_again()


def sight_of(who: Asker) -> str:
    """What decides what may be seen: the role, or the public's."""
    return "public" if who.public else who.role


def _built() -> str:
    """This program as it lies on the disc: an answer of another one is no longer good."""
    whole = hashlib.sha256(version("sayso").encode())
    for path in sorted(_PACKAGE.rglob("*.py")) + sorted(_PACKAGE.rglob("*.yaml")):
        about = path.stat()
        whole.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return whole.hexdigest()
