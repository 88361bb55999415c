"""Catalogues as a server keeps them: one for each sight, made in the background while the one
before still answers."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final, Literal

from sayso.catalogue.build import Made, StoppedError, build
from sayso.catalogue.catalogue import Catalogue
from sayso.core.tokens import Role
from sayso.telling import Telling

Open = Callable[[], AbstractContextManager[tuple[str, Telling]]]
Sight = Role | Literal["public"]  # whose catalogue it is
# The catalogue of a sight as some other process makes it; none where there is no such process.
Elsewhere = Callable[[Sight], Catalogue | None]
FIRST_WAIT: Final = 60.0  # seconds that the first question waits for the first catalogue
# Seconds after its making began for which a question waits for the newest; then it takes the last.
FRESH_WAIT: Final = 2.0
_LONG: Final = 5.0  # seconds of making after which as much time passes before the next
_log = logging.getLogger("sayso.catalogue")


class Shelves:
    """The catalogues of one record. A change is taken up by making the catalogue again, from the
    slips of the incidents that stayed as they are; where changes follow each other faster than
    that, some are taken up together. ``elsewhere`` is asked first to make one."""

    def __init__(self, elsewhere: Elsewhere = lambda _: None) -> None:
        self._elsewhere = elsewhere
        self._held: dict[Sight, Catalogue] = {}
        self._made: dict[Sight, Made] = {}
        self._at_work: dict[Sight, threading.Thread] = {}
        self._failed: dict[Sight, Exception] = {}
        self._rest: dict[Sight, float] = {}
        self._began: dict[Sight, float] = {}
        self._changed = threading.Condition()
        self._closed = False
        self._forgotten = 0

    def get(self, sight: Sight, revision: str, open: Open) -> Catalogue | None:
        """The catalogue of a sight, of this state of the record if it can be had soon, or else the
        last; none where there is none yet. ``open`` gives the name of the record's state and the
        record as that sight sees it. Raises what made the making fail, where there is no other."""
        ends = time.monotonic() + FIRST_WAIT
        with self._changed:
            while not self._closed:
                held = self._held.get(sight)
                if held is not None and held.revision == revision:
                    return held
                error = self._failed.pop(sight, None)
                if error is not None and held is None:
                    raise error
                resting = held is not None and time.monotonic() < self._rest.get(sight, 0.0)
                if sight not in self._at_work and not resting:
                    self._begin(sight, open)
                if held is not None and sight in self._began:
                    ends = min(ends, self._began[sight] + FRESH_WAIT)
                left = ends - time.monotonic()
                if left <= 0 or error is not None or resting:
                    return held
                self._changed.wait(left)
            return self._held.get(sight)

    def held(self, sight: Sight) -> Catalogue | None:
        """The catalogue that is there, of whatever state, without any waiting."""
        return self._held.get(sight)

    def begin(self, sight: Sight, open: Open) -> None:
        """Begin to make a catalogue, before anybody asks."""
        with self._changed:
            if sight not in self._held and sight not in self._at_work and not self._closed:
                self._begin(sight, open)

    def forget(self) -> None:
        """Answer from no catalogue that is there or being made: others may see now what they hold,
        or nobody."""
        with self._changed:
            self._held.clear()
            self._made.clear()
            self._rest.clear()
            self._forgotten += 1
            self._changed.notify_all()

    def stop(self) -> None:
        """Begin nothing any more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def close(self) -> None:
        """Wait for what is being made, and let go of all."""
        self.stop()
        with self._changed:
            at_work = list(self._at_work.values())
        for thread in at_work:
            thread.join()
        self._held.clear()
        self._made.clear()

    def _begin(self, sight: Sight, open: Open) -> None:
        thread = threading.Thread(
            target=self._make, args=(sight, open), name=f"catalogue {sight}", daemon=True
        )
        self._at_work[sight] = thread
        self._began[sight] = time.monotonic()
        thread.start()

    def _make(self, sight: Sight, open: Open) -> None:
        began, forgotten = time.monotonic(), self._forgotten
        made: tuple[Catalogue, Made | None] | None = None
        error: Exception | None = None
        try:
            found = self._elsewhere(sight)
            made = None if found is None else (found, None)
            if made is None and not self._closed:
                with open() as (revision, telling):
                    made = build(telling, revision, self._made.get(sight), lambda: self._closed)
        except StoppedError:
            pass
        except Exception as failed:  # whoever asks is told
            _log.exception("the catalogue of %s could not be made", sight)
            error = failed
        took = time.monotonic() - began
        with self._changed:
            del self._at_work[sight]
            if made is not None and forgotten == self._forgotten:
                self._held[sight], slips = made
                self._made.pop(sight, None)
                if slips is not None:
                    self._made[sight] = slips
            elif error is not None:
                self._failed[sight] = error
            # At most half of the time goes into making.
            self._rest[sight] = time.monotonic() + (took if took > _LONG else 0.0)
            self._changed.notify_all()
