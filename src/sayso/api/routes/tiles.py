"""The one map archive that the server was started with, by spans of bytes."""

from __future__ import annotations

import hashlib
import os
import re
from email.utils import formatdate
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse

from sayso.api.asked import Asking
from sayso.api.described import described
from sayso.api.problems import RefusedError, refuse

router = APIRouter(tags=["page"])
MEDIA = "application/vnd.pmtiles"
_SPAN = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))")
_DESCRIBED: dict[str, Any] = described(
    "Tiles for the map", "The archive (PMTiles), or the span of it that Range asks for",
    media=MEDIA, problems=(404, 416),
)  # fmt: skip
_DESCRIBED["responses"][206] = {
    "description": "The span that was asked for",
    "content": {MEDIA: {"schema": {"type": "string"}}},
}


@router.get("/tiles", **_DESCRIBED)
def tiles(ask: Asking) -> Response:
    """What ``sayso serve --tiles`` names; one span of bytes at a time (Range, If-Range)."""
    held = ask.desk.settings.tiles
    if held is None:
        refuse(404, "not-found", "this server was started without --tiles")
    try:
        stat = os.stat(held.path)
    except OSError:
        refuse(404, "not-found", "the archive of tiles is not there any more")
    said = f"{stat.st_mtime_ns} {stat.st_size}"
    headers = {
        "ETag": f'"{hashlib.sha256(said.encode()).hexdigest()[:20]}"',
        "Last-Modified": formatdate(stat.st_mtime, usegmt=True),
        "Cache-Control": "private, max-age=3600",
        "Vary": "Authorization, Cookie",
    }
    given = ask.request.headers
    if headers["ETag"] in (tag.strip() for tag in given.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    span = given.get("range")
    if span is not None and given.get("if-range") in (None, headers["ETag"]):
        _check(span, stat.st_size)
    return FileResponse(held.path, headers=headers, media_type=MEDIA, stat_result=stat)


def _check(span: str, size: int) -> None:
    """Refuse what is not one span of bytes within the file."""
    found = _SPAN.fullmatch(span.strip())
    start, end, tail = found.groups() if found else (None, None, None)
    if tail is not None:
        whole = int(tail) > 0
    else:
        whole = start is not None and int(start) < size and not (end and int(end) < int(start))
    if not whole:
        detail = "Range: want one span of bytes within the file, as bytes=0-16383"
        raise RefusedError(416, "no-such-span", detail, {"Content-Range": f"bytes */{size}"})
