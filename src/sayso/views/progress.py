"""Progress on long work, on standard error."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from sayso.views.words import visible

_PATIENCE = 1.5


class ProgressLine:
    """A line that says what is being read, once that takes more than a moment.

    Shown only where standard error is a terminal and ``wanted``: results that come in on the same
    terminal show well enough that the work goes on.
    """

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted and sys.stderr.isatty()
        self._began = time.monotonic()
        self._progress: Progress | None = None

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def step(self, reports: int, name: str) -> None:
        """Say how far it is: reports done, and what is being read now."""
        if not self._wanted or time.monotonic() - self._began < _PATIENCE:
            return
        said = f"{reports:,} read, now {visible(name)[-50:]}"
        if self._progress is None:
            columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
            console = Console(stderr=True, markup=False, highlight=False)
            self._progress = Progress(*columns, console=console, transient=True)
            self._progress.add_task(said, total=None)
            self._progress.start()
        self._progress.update(self._progress.task_ids[0], description=said)
