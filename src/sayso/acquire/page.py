"""An HTML page → the text of its article, as trafilatura extracts it."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sayso.acquire.build import build, found_at
from sayso.acquire.repeats import plain
from sayso.core.errors import InputError
from sayso.knowledge.outlets import load_outlets

if TYPE_CHECKING:
    from sayso.acquire.settings import AcquireSettings
    from sayso.core.record import Acquired

# Less than this is a page's menu, a login form or an error message.
_FEWEST_WORDS = 25


def read_page(data: bytes, path: str, settings: AcquireSettings) -> Acquired:
    """The report of a page's bytes; its declared encoding is honoured.

    Offsets point into the extracted text, headed by the title where the extraction left it out.
    Raises InputError ("no-article", "language", "empty").
    """
    if not data.strip():
        raise InputError("empty", "the file is empty; nothing to read")
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    found = bare_extraction(data, with_metadata=True, include_comments=False, include_tables=False)
    document = found.as_dict() if found is not None and not isinstance(found, dict) else found
    text = (document or {}).get("text") or ""
    if document is None or not _is_article(text):
        raise InputError(
            "no-article", "no article found on this page; save the article's own page, or its text"
        )
    title = document.get("title") or None
    if title and plain(title) not in plain(text[: 3 * len(title) + 200]):
        text = f"{title}\n\n{text}"
    known = replace(
        found_at(path, data),
        title=title,
        url=document.get("url") or None,
        found_outlet=_outlet(document.get("sitename"), document.get("hostname")),
        found_published=document.get("date") or None,
    )
    return build(text, known, settings)


def _is_article(text: str) -> bool:
    sentences = [
        line
        for line in text.splitlines()
        if len(line.split()) >= 8 and re.search(r"[.!?…][\"'”’)\]]*\s*\Z", line)
    ]
    return bool(sentences) and len(text.split()) >= _FEWEST_WORDS


def _outlet(site: str | None, host: str | None) -> str | None:
    outlets = load_outlets()
    known = (outlets.named(site) or outlets.at(site)) if site else None
    known = known or (outlets.at(host) if host else None)
    return known.name if known else site or None
