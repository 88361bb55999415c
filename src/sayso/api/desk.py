"""The record as a server holds it: open, asked by many at once, changed by one at a time."""

from __future__ import annotations

import datetime
import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.api.jobs import stand_back
from sayso.api.loading import load_all
from sayso.api.memory import Memory
from sayso.api.processes import NoProcessError, Processes
from sayso.api.roles import Asker, Sessions, in_force
from sayso.api.settings import Settings
from sayso.catalogue.build import disputes, made
from sayso.catalogue.catalogue import Catalogue
from sayso.catalogue.shelves import Shelves, Sight
from sayso.core.tokens import Token
from sayso.core.types import Record, Report
from sayso.record import Archive
from sayso.sight import Seen
from sayso.sight.scope import Asked
from sayso.sight.sight import forget
from sayso.store.names import State
from sayso.store.store import Store

if TYPE_CHECKING:
    from sayso.core.annotation import Annotation
    from sayso.pipeline import Reader

FRESH = 1.0  # seconds that the record is taken to be as it was looked at last
_ANSWERS = 64 << 20  # bytes of packed answers held
_HELD = 200  # other things held: situations, disputes of the whole record
_MANY = 5000  # claims from which on situations are worked out in processes of their own
_TRIES = 3  # times that lists are begun while the record goes on changing
_NICE = 5  # how far the making of lists stands back
_MOST = 4  # of these processes, however many processors there are
_PACKAGE = Path(__file__).parent.parent


class Revision(Record, frozen=True):
    """Which state the record is in: ``name`` differs where it does, ``updated`` is the UTC time of
    the last change."""

    name: str
    updated: str | None
    state: State


class Desk:
    """A record, open for a server. ``clock`` gives the present as the record writes it."""

    def __init__(self, settings: Settings, clock: Callable[[], str]) -> None:
        self.settings = settings
        self.clock = clock
        self.store = Store.open(settings.record)
        self.sessions = Sessions()
        self.answers = Memory(_ANSWERS, weight=len)
        self.memory = Memory(_HELD)
        workers = self._workers()
        self.processes = Processes(settings.record, workers, "sayso work")
        self.listing = self._beside("sayso lists", min(workers, 1))
        self._passing: set[Processes] = set()  # processes that are there for one making of lists
        self._stood_back = False
        self.shelves = Shelves(self._catalogue)
        self._mark: tuple[tuple[str, int], ...] | None = None
        self.on_begin: list[Callable[[Desk], None]] = []
        self._built = _built()
        self._revision: tuple[Revision, float] | None = None
        self._tokens: dict[str, Token] = {}
        self._idle: dict[tuple[str, str], list[Seen]] = {}
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._writing = threading.Lock()
        self._reading = threading.Lock()
        self._reader: Reader | None = None

    def begin(self) -> None:
        """What is better done before the first question: called when the server starts."""
        load_all()
        for work in self.on_begin:
            work(self)

    def close(self) -> None:
        """Let go of the record."""
        self.shelves.stop()
        with self._lock:
            passing = tuple(self._passing)
        for processes in (self.processes, self.listing, *passing):
            processes.close()
        self.shelves.close()
        self.store.close()

    def _workers(self) -> int:
        """How many processes work beside the server: none for a small record."""
        if self.settings.workers is not None:
            return self.settings.workers
        many = self.store.counts().claims >= _MANY
        return min(os.cpu_count() or 1, _MOST) if many else 0

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
    def known_revision(self) -> Revision | None:
        """The state of the record, if it was looked at within the last second."""
        held = self._revision
        return held[0] if held is not None and time.monotonic() - held[1] < FRESH else None

    @property
    def revision(self) -> Revision:
        """The state of the record, looked at once a second."""
        known = self.known_revision
        if known is not None:
            return known
        with self._looking:
            held = self._revision
            if held is not None and time.monotonic() - held[1] < FRESH:
                return held[0]
            return self._look()

    def _look(self) -> Revision:
        at = time.monotonic()
        state = self.store.state()
        found = Revision(name=self._name(state), updated=state.at, state=state)
        if self._revision is None or self._revision[0] != found:
            self._tokens = in_force(self.store.tokens())
            # What was erased from the record is not to live on here.
            self.answers.clear()
            self.memory.clear()
            mark = self.store.safety.mark()
            if self._mark is not None and mark != self._mark:
                self.shelves.forget()  # nor what somebody may see no longer
                self.processes.forget()
                self.listing.forget()
            self._mark = mark
            forget(self.store)
            with self._lock:
                self._idle.clear()
        self._revision = (found, at)
        return found

    def _name(self, state: State) -> str:
        day = self.today.isoformat() if self.settings.delay_days else ""
        said = f"{state.head} {state.pending} {day} {self._built}"
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def look_again(self) -> None:
        """The record was changed: look at once."""
        with self._looking:
            self._look()

    @property
    def tokens(self) -> dict[str, Token]:
        """The tokens in force, by hash."""
        _ = self.revision
        return self._tokens

    # --- lists --------------------------------------------------------------------------------

    def _catalogue(self, sight: Sight) -> Catalogue | None:
        """The catalogue of a sight, made in processes of its own; none where there are no such.
        The disputes, which take as long as all the rest, in one that is there for no longer."""
        if not self.listing.any:
            return None
        asked = self._seeing(sight)
        try:
            for left in reversed(range(_TRIES)):
                with self._disputing(sight) as disputing:
                    clashing = disputing.submit(asked, disputes)
                    state, columns = self.listing.submit(asked, made).result()
                    then, found = clashing.result()
                # While the record goes on changing the last is good enough: another follows.
                if then == state or not left:
                    if not self._stood_back:  # nobody waits for the next as for the first
                        self.listing.submit(asked, stand_back, _NICE)
                        self._stood_back = True
                    return Catalogue(self._name(min(state, then, key=_when)), columns, found)
        except NoProcessError:
            pass
        return None

    @contextmanager
    def _disputing(self, sight: Sight) -> Iterator[Processes]:
        """A process to find disputes in."""
        with closing(self._beside("sayso disputes")) as made:
            with self._lock:
                self._passing.add(made)
            try:
                if self.shelves.held(sight) is not None:
                    made.submit(self._seeing(sight), stand_back, _NICE)
                yield made
            finally:
                with self._lock:
                    self._passing.discard(made)

    def _beside(self, name: str, count: int = 1) -> Processes:
        """A process for what takes long."""
        return Processes(self.settings.record, count, name)

    # --- asking and changing ------------------------------------------------------------------

    def asked(self, who: Asker) -> Asked:
        """How somebody looks at the record today."""
        return self._seeing(sight_of(who))

    def _seeing(self, sight: Sight) -> Asked:
        public = sight == "public"
        days = self.settings.delay_days if public else 0
        return Asked(
            role="read" if sight == "public" else sight, public=public, delay_days=days,
            today=self.today if days else None,
        )  # fmt: skip

    @contextmanager
    def telling(self, who: Asker) -> Iterator[Seen]:
        """What may be seen of the record, for one thread at a time."""
        key = (self.revision.name, sight_of(who))
        with self._lock:
            idle = self._idle.get(key)
            found = idle.pop() if idle else None
        if found is None:
            found = Seen(self.store, self.asked(who))
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


def _when(state: State) -> str:
    return state.at or ""


def sight_of(who: Asker) -> Sight:
    """What decides what may be seen: the role, or the public's."""
    return "public" if who.public else who.role


def _built() -> str:
    """This program as it lies on the disc: an answer of another one is no longer good."""
    whole = hashlib.sha256(version("sayso").encode())
    for path in sorted(_PACKAGE.rglob("*.py")) + sorted(_PACKAGE.rglob("*.yaml")):
        about = path.stat()
        whole.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return whole.hexdigest()
