"""Where results go: standard output, or a file that appears only when it is whole."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from sayso.core.errors import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

# Columns where nobody's terminal says how many there are.
WIDTH = 120


class Output:
    """A target for one run, as a context manager.

    ``path`` none means standard output. A file is written beside its final name and moved there
    when the run ends well; otherwise what stood there stays. Raises UsageError where it cannot be
    written to.
    """

    def __init__(self, path: str | None) -> None:
        self._path = Path(path).resolve() if path is not None and path != "-" else None
        self._temporary: Path | None = None
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Output:
        if self._path is None:
            return self
        try:
            if self._path.exists() and not self._path.is_file():
                if self._path.is_dir():
                    raise UsageError(f"--output {self._path}: is a folder; give a file's name")
                self._stream = self._path.open("wb")
                return self
            handle, name = tempfile.mkstemp(prefix=".sayso-", dir=self._path.parent)
        except OSError as error:
            raise UsageError(f"--output {self._path}: {error.strerror}") from error
        self._temporary = Path(name)
        self._stream = os.fdopen(handle, "wb")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._stream is None:
            if kind is None:
                sys.stdout.flush()
            return
        self._stream.close()
        if self._temporary is None or self._path is None:
            return
        if kind is not None:
            self._temporary.unlink(missing_ok=True)
            return
        self._temporary.chmod(_permissions(self._path))
        self._temporary.replace(self._path)

    @property
    def on_terminal(self) -> bool:
        """Whether a person watches the results come in."""
        return self._stream is None and sys.stdout.isatty()

    def write(self, data: bytes) -> None:
        """Write bytes as they are."""
        stream = self._stream or sys.stdout.buffer
        stream.write(data)

    def show(self, view: RenderableType) -> None:
        """Write a view: as wide and as colourful as the terminal, or plain and 120 columns wide
        (the variable COLUMNS says otherwise)."""
        if self.on_terminal:
            from rich.console import Console

            if isinstance(sys.stdout, io.TextIOWrapper):
                # A terminal that cannot show a letter gets its code, not a crash.
                sys.stdout.reconfigure(errors="backslashreplace")
            Console(highlight=False, emoji=False, markup=False).print(view)
            return
        self.write(plain_text(view).encode("utf-8", "backslashreplace"))


def plain_text(view: RenderableType, width: int | None = None) -> str:
    """A view without colour and without blanks at the ends of its lines."""
    from rich.console import Console  # here, since most of what is written needs it not

    columns = os.environ.get("COLUMNS", "")
    wide = width or (int(columns) if columns.isdigit() and int(columns) > 40 else WIDTH)
    console = Console(
        file=io.StringIO(), width=wide, color_system=None, force_terminal=False, highlight=False,
        emoji=False, markup=False, legacy_windows=False,
    )  # fmt: skip
    with console.capture() as capture:
        console.print(view)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().split("\n")[:-1])


def _permissions(path: Path) -> int:
    """Those of the file that is replaced, or what a new file would have."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
