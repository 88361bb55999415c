"""The page: files built beforehand. Its assets are named by their hashes, and kept for good; any
address of the page that is no file is the page itself, which reads the address."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from fastapi import FastAPI, Request, Response

from sayso.api.methods import Methods
from sayso.api.problems import no_method, refuse

_HASHED = re.compile(r"[-.][A-Za-z0-9_-]{8,}\.\w+$")
_FOREVER: Final = "public, max-age=31536000, immutable"
_TEXT = ("text/", "application/javascript", "application/json", "image/svg+xml")
_PACKED_MOST = 20_000_000  # bytes; what is larger goes out as it is
# Not left to the machine's own list, which may call a script text/plain.
_TYPES: Final = {
    ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".html": "text/html",
    ".json": "application/json", ".geojson": "application/json", ".svg": "image/svg+xml",
    ".woff2": "font/woff2", ".pbf": "application/x-protobuf", ".webmanifest": "application/json",
    ".pmtiles": "application/octet-stream", ".map": "application/json",
}  # fmt: skip


class _File:
    """A file of the page, read once."""

    def __init__(self, path: Path) -> None:
        self.body = path.read_bytes()
        self.media = (
            _TYPES.get(path.suffix)
            or mimetypes.guess_type(path.name)[0]
            or ("application/octet-stream")
        )
        self.etag = f'W/"{hashlib.sha256(self.body).hexdigest()[:20]}"'
        text = self.media.startswith(_TEXT) or self.media == "application/x-protobuf"
        packs = text and 1000 < len(self.body) < _PACKED_MOST
        self.packed = gzip.compress(self.body, 6, mtime=0) if packs else None


@lru_cache(maxsize=300)
def _file(path: Path, changed: int) -> _File:
    return _File(path)


def install(app: FastAPI, folder: Path, methods: Methods) -> None:
    """Serve the page's files. Put in last: it takes what no other route has."""
    root = folder.resolve()

    @app.get("/{path:path}", include_in_schema=False)
    def page(path: str, request: Request) -> Response:
        """A file of the page, or the page."""
        if path == "api" or path.startswith("api/"):
            allowed = methods.of(f"/{path}")
            if allowed:
                return no_method(request.method, f"/{path}", allowed)
            refuse(404, "not-found", f"no such address: /{path}")
        wanted = _inside(root, path)
        if wanted is None:
            name = path.rpartition("/")[2]
            if path.startswith("assets/") or Path(name).suffix in _TYPES:
                refuse(404, "not-found", f"no such file: /{path}")
            wanted = _inside(root, "index.html")
        if wanted is None:
            refuse(404, "not-found", "the page is not built: see CONTRIBUTING.md; /api/v1 answers")
        return _answer(wanted, request, path)


def _inside(root: Path, path: str) -> Path | None:
    """The file at a path below the folder; none where there is none, or it lies elsewhere."""
    if not path or "\0" in path or len(path) > 500:
        return None
    try:
        found = (root / path).resolve()
        return found if found.is_relative_to(root) and found.is_file() else None
    except (OSError, ValueError):
        return None


def _answer(path: Path, request: Request, asked: str) -> Response:
    file = _file(path, path.stat().st_mtime_ns)
    hashed = asked.startswith("assets/") and _HASHED.search(asked)
    headers = {
        "ETag": file.etag,
        "Cache-Control": _FOREVER if hashed else "no-cache",
        "Vary": "Accept-Encoding",
    }
    if file.media.startswith("text/"):
        headers["Content-Type"] = f"{file.media}; charset=utf-8"
    else:
        headers["Content-Type"] = file.media
    given = request.headers.get("if-none-match", "")
    if file.etag in (tag.strip() for tag in given.split(",")):
        return Response(status_code=304, headers=headers)
    span = _span(request.headers.get("range"), len(file.body))
    headers["Accept-Ranges"] = "bytes"
    if span is not None:
        start, end = span
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(file.body)}"
        return Response(file.body[start:end], 206, headers)
    if file.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(file.packed, headers={**headers, "Content-Encoding": "gzip"})
    return Response(file.body, headers=headers)


def _span(asked: str | None, size: int) -> tuple[int, int] | None:
    """The one span of bytes that a Range header asks for (map archives are read so)."""
    found = re.fullmatch(r"bytes=(\d{1,15})-(\d{0,15})", asked or "")
    if not found:
        return None
    start = int(found[1])
    end = min(int(found[2]) + 1 if found[2] else size, size)
    return (start, end) if start < end else None
