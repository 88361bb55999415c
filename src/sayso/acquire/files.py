"""Paths → reports, and a problem for everything that cannot be read."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from sayso.acquire.build import STANDARD_INPUT, build, found_at
from sayso.acquire.corpus import read_corpus
from sayso.acquire.dates import read_published
from sayso.acquire.decode import decode
from sayso.acquire.page import read_page
from sayso.acquire.settings import AcquireSettings
from sayso.core.errors import InputError, UsageError, crash_message
from sayso.core.record import Acquired
from sayso.core.types import Problem, Report

TEXT, PAGES, CORPORA = (".txt",), (".html", ".htm", ".xhtml"), (".jsonl", ".ndjson")
# In a folder these are reports we do not read, and said to be so; all else is left alone.
_DOCUMENTS = (".pdf", ".doc", ".docx", ".rtf", ".odt", ".epub", ".eml", ".mht", ".mhtml")
_WANT = "want .txt, .html or .jsonl"


def capture_paths(
    paths: Sequence[str],
    published: str | None = None,
    outlet: str | None = None,
    settings: AcquireSettings | None = None,
) -> Iterator[Acquired | Problem]:
    """Read reports with the bytes they came in, in the order of the paths.

    In:  files (.txt, .html, .htm, .xhtml, .jsonl, .ndjson), folders (read through, in order of
         name; hidden files and other types are left alone), or "-" for standard input, which may
         be text, a page or JSON Lines; ``published`` (a date, EDTF or ISO 8601) and ``outlet`` for
         all reports that do not state their own in a JSON Lines field.
    Out: reports, and a problem for each that cannot be read; its message names no path, its
         ``report`` does.
    Raises UsageError if ``published`` is no date.
    """
    settings = settings or AcquireSettings()
    if published is not None:
        day = read_published(published)
        if day is None:
            raise UsageError(f"--published {published!r} is not a date; want 2016-02-04")
        settings = msgspec.structs.replace(settings, published=day)
    if outlet is not None:
        settings = msgspec.structs.replace(settings, outlet=outlet)
    return _read_all(paths, settings)


def read_paths(
    paths: Sequence[str],
    published: str | None = None,
    outlet: str | None = None,
    settings: AcquireSettings | None = None,
) -> Iterator[Report | Problem]:
    """The same reports without their bytes."""
    found = capture_paths(paths, published, outlet, settings)
    return (item if isinstance(item, Problem) else item.report for item in found)


def _read_all(paths: Sequence[str], settings: AcquireSettings) -> Iterator[Acquired | Problem]:
    for path in paths:
        if path == "-":
            yield from _guarded(_standard_input, STANDARD_INPUT, settings)
        elif os.path.isdir(path):
            yield from _folder(Path(path), settings)
        else:
            yield from _guarded(_file, path, settings)


def _guarded(
    read: Callable[[str, AcquireSettings], Iterator[Acquired | Problem]],
    path: str,
    settings: AcquireSettings,
) -> Iterator[Acquired | Problem]:
    try:
        yield from read(path, settings)
    except InputError as error:
        yield _problem(path, error.code, str(error), error.line)
    except OSError as error:
        code, message = _system(error)
        yield _problem(path, code, message)
    except Exception as error:  # one odd file must not end the batch
        yield _problem(path, "crash", crash_message(error))


def _problem(path: str, code: str, message: str, line: int | None = None) -> Problem:
    return Problem(report=path, stage="acquire", code=code, message=message, line=line)


def _system(error: OSError) -> tuple[str, str]:
    if isinstance(error, FileNotFoundError):
        return "missing", "no such file; check the path"
    if isinstance(error, PermissionError):
        return "permission", "may not be read; check its permissions"
    return "unreadable", (error.strerror or str(error)).lower()


def _folder(folder: Path, settings: AcquireSettings) -> Iterator[Acquired | Problem]:
    readable = 0
    try:
        names = sorted(_walk(folder))
    except OSError as error:
        code, message = _system(error)
        yield _problem(str(folder), code, message)
        return
    for name in names:
        suffix = Path(name).suffix.lower()
        if suffix in (*TEXT, *PAGES, *CORPORA, *_DOCUMENTS):
            readable += 1
            yield from _guarded(_file, name, settings)
    if not readable:
        yield _problem(str(folder), "empty", f"no reports in this folder; {_WANT}")


def _walk(folder: Path) -> Iterator[str]:
    """Files below a folder; hidden ones are left out, links to folders not followed."""

    def fail(error: OSError) -> None:
        raise error

    for root, folders, files in os.walk(folder, onerror=fail):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(root, name) for name in files if not name.startswith("."))


def _file(path: str, settings: AcquireSettings) -> Iterator[Acquired | Problem]:
    suffix = Path(path).suffix.lower()
    with open(path, "rb") as stream:
        if suffix in CORPORA:
            yield from read_corpus(stream, path, settings)
        elif suffix in (*TEXT, *PAGES):
            yield _one(stream, path, settings, page=suffix in PAGES)
        elif suffix in _DOCUMENTS:
            kind = suffix[1:].upper()
            code = "pdf" if suffix == ".pdf" else "type"
            raise InputError(code, f"{kind} is not read yet; save its text as .txt")
        elif suffix:
            raise InputError("type", f"{suffix} files are not read; {_WANT}")
        else:
            yield from _unnamed(stream, path, settings)


def _standard_input(path: str, settings: AcquireSettings) -> Iterator[Acquired | Problem]:
    yield from _unnamed(sys.stdin.buffer, path, settings)


def _unnamed(
    stream: BinaryIO, path: str, settings: AcquireSettings
) -> Iterator[Acquired | Problem]:
    """A stream without a suffix: its beginning says what it is."""
    head = stream.read(4096)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    whole = _Joined(head, stream)
    if start.startswith(b"{") and (b'"' in start[:200]):
        yield from read_corpus(whole, path, settings)
        return
    page = start[:1000].lower().startswith((b"<!doctype html", b"<html")) or (
        start.startswith(b"<?xml") and b"<html" in start.lower()
    )
    yield _one(whole, path, settings, page=page)


class _Joined(io.BufferedReader):
    """What was read ahead, and the stream after it."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        super().__init__(_Raw(head, stream))


class _Raw(io.RawIOBase):
    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        chunk = chunk or self._stream.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _one(stream: BinaryIO, path: str, settings: AcquireSettings, *, page: bool) -> Acquired:
    data = stream.read(settings.largest + 1)
    if len(data) > settings.largest:
        raise InputError(
            "too-large", f"larger than {settings.largest / 1e6:g} MB, the most for one report; "
            "split it, or raise the limit with --largest",
        )  # fmt: skip
    if page:
        return read_page(data, path, settings)
    text = decode(data)
    return build(text, found_at(path, data), settings)
