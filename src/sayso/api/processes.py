"""Processes beside the server: what takes long is worked out there, so that lists need not wait.

Each holds the record open for itself and sees of it what the asker may see, as it stands when the
work begins. What cannot be done there (no process to be had, one that died) is done in the server.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from sayso.core.errors import SaysoError, UsageError
from sayso.core.types import Record
from sayso.sight import Seen
from sayso.sight.scope import Asked
from sayso.sight.sight import forget
from sayso.store.names import State
from sayso.store.store import Store

Made = TypeVar("Made")
_METHOD = "spawn"  # a server has threads: what is forked from one can stand still
_CLOSING = 5.0  # seconds that a process has to end by itself
_HELD = 4  # sights whose claims a process holds
_log = logging.getLogger("sayso.api")


class NoProcessError(Exception):
    """The work could not be done in a process of its own."""


class _Job(Record, frozen=True):
    """``function(seen, *given)``; none: let go of what is held."""

    asked: Asked | None = None
    function: Any = None
    given: tuple[Any, ...] = ()


class Processes:
    """So many processes, begun at once. ``name`` is for people."""

    def __init__(self, record: str, count: int, name: str) -> None:
        self._count, self._name = count, name
        self._record = record
        self._context = multiprocessing.get_context(_METHOD)
        self._mine = threading.local()
        self._begun: list[_Process] = []
        self._lock = threading.Lock()
        self._closed = False
        self._threads = ThreadPoolExecutor(max(count, 1), thread_name_prefix=name)
        self._epoch = 0
        for _ in range(count):
            with contextlib.suppress(OSError):
                self._new()

    @property
    def any(self) -> bool:
        """Whether there are to be any."""
        return self._count > 0

    def submit(
        self, asked: Asked, function: Callable[..., Made], *given: Any
    ) -> Future[tuple[State, Made]]:
        """What a function of a module gives of the record as somebody sees it, and of which state
        of the record; what goes in and comes out must pickle. The future raises UsageError and
        SaysoError as the function does, and NoProcessError where it could not be asked."""
        if not self.any or self._closed:
            failed: Future[tuple[State, Made]] = Future()
            failed.set_exception(NoProcessError("there are none"))
            return failed
        job = _Job(asked=asked, function=function, given=given)
        try:
            return self._threads.submit(self._do, job)
        except RuntimeError:  # closed meanwhile
            failed = Future()
            failed.set_exception(NoProcessError("closed"))
            return failed

    def forget(self) -> None:
        """Let every process go of what it holds: at once, or when it is done with what it is at."""
        with self._lock:
            self._epoch += 1
            begun = list(self._begun)
        for process in begun:
            with contextlib.suppress(OSError, EOFError):
                process.forget(self._epoch, wait=False)

    def close(self) -> None:
        """End all, whatever they are at."""
        with self._lock:
            self._closed = True
            begun = list(self._begun)
        for process in begun:
            process.end()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _do(self, job: _Job) -> Any:
        process: _Process | None = getattr(self._mine, "process", None)
        try:
            if process is None:
                process = self._mine.process = self._free()
            process.forget(self._epoch)
            kind, found = process.ask(job)
            process.forget(self._epoch)
        except (OSError, EOFError) as error:
            self._mine.process = None
            if process is not None:
                process.end()
                with self._lock, contextlib.suppress(ValueError):
                    self._begun.remove(process)
            if not self._closed:
                _log.warning("%s: a process is gone (%s)", self._name, type(error).__name__)
            raise NoProcessError(str(error)) from error
        if kind == "done":
            return found
        if kind == "usage":
            raise UsageError(found)
        if kind == "ours":
            raise SaysoError(found)
        raise RuntimeError(found)

    def _free(self) -> _Process:
        with self._lock:
            free = next((p for p in self._begun if not p.taken), None)
            if free is not None:
                free.taken = True
                return free
        made = self._new()
        made.taken = True
        return made

    def _new(self) -> _Process:
        made = _Process(self._context, self._record, self._name)
        with self._lock:
            if self._closed:
                made.end()
                raise OSError("closed")
            self._begun.append(made)
        return made


class _Process:
    """One of them, as the server sees it."""

    def __init__(self, context: Any, record: str, name: str) -> None:
        self.taken = False
        self._epoch = 0
        self._asking = threading.RLock()
        self._ours, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, record), name=name, daemon=True
        )
        self._process.start()
        theirs.close()

    def ask(self, job: _Job) -> tuple[str, Any]:
        """How it went, and what came out."""
        with self._asking:
            self._ours.send(job)
            found: tuple[str, Any] = self._ours.recv()
            return found

    def forget(self, epoch: int, *, wait: bool = True) -> None:
        """Let it go of what it held before an epoch; one that is at something is left alone unless
        one may ``wait``."""
        if self._asking.acquire(blocking=wait):
            try:
                if self._epoch < epoch:
                    self.ask(_Job())
                    self._epoch = epoch
            finally:
                self._asking.release()

    def end(self) -> None:
        """End it."""
        with contextlib.suppress(OSError, ValueError):
            self._process.terminate()
            self._process.join(_CLOSING)


# --- in the process ----------------------------------------------------------------------------


def _serve(server: Connection, record: str) -> None:
    """Work for the server until it goes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's
    threading.Thread(target=_end_with_server, daemon=True).start()
    with contextlib.suppress(EOFError, OSError), Store.open(record) as store:
        _load()
        held: dict[Asked, Seen] = {}
        while True:
            job: _Job = server.recv()
            if job.asked is None:
                held.clear()
                forget(store)
                server.send(("done", None))
                continue
            found = held.pop(job.asked, None) or Seen(store, job.asked)
            while len(held) >= _HELD:
                del held[next(iter(held))]
            held[job.asked] = found
            server.send(_done(store, found, job))


def _end_with_server() -> None:
    """End where the server ends without a word, whatever is being done."""
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        os._exit(1)


def _done(store: Store, seen: Seen, job: _Job) -> tuple[str, Any]:
    # Not held to one state of the record: the ledger may have to be written, and while somebody
    # reads what was, nobody can erase it.
    try:
        with contextlib.suppress(SaysoError):  # of what hides anything there is no ledger
            seen.work_off()
        return "done", (store.state(), job.function(seen, *job.given))
    except UsageError as error:
        return "usage", str(error)
    except SaysoError as error:
        return "ours", str(error)
    except Exception:  # the server says so
        return "fault", traceback.format_exc()


def _load() -> None:
    """What every question needs, before the first one."""
    import sayso.api.jobs
    import sayso.catalogue.build  # noqa: F401
    from sayso.api.loading import load_all

    load_all(gazetteer=False)
    gc.collect()
    gc.freeze()
