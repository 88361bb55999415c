"""Text and what is known of it → Report, laid out."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from sayso.acquire.dates import date_in_url
from sayso.acquire.language import check_language
from sayso.acquire.layout import lay_out
from sayso.core.ids import report_id
from sayso.core.record import Acquired, CaptureWay
from sayso.core.types import Record, Report
from sayso.knowledge.outlets import load_outlets

if TYPE_CHECKING:
    from sayso.acquire.settings import AcquireSettings


class Known(Record):
    """What is known of a report from outside its text. ``stated`` fields come from a corpus and
    win over the settings; ``found`` ones are read off the page, and the settings win over them.
    ``lies_at``: where a changed report would be found too, if it has no URL."""

    path: str
    original: bytes
    way: CaptureWay
    lies_at: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    stated_outlet: str | None = None
    stated_published: str | None = None
    found_outlet: str | None = None
    found_published: str | None = None


STANDARD_INPUT = "standard input"


def found_at(path: str, original: bytes) -> Known:
    """What is known of a file of one report, or of standard input."""
    if path == STANDARD_INPUT:
        return Known(path=path, original=original, way="standard input")
    return Known(path=path, original=original, way="file", lies_at=os.path.normpath(path))


def build(text: str, known: Known, settings: AcquireSettings) -> Acquired:
    """The report, with the bytes it came in. Raises InputError ("too-large", "language").

    ``outlet`` and ``published`` are, in this order: stated in the corpus, given by the person,
    found in the page's metadata, recognised in the text, read off the address.
    """
    language = check_language(text, known.language)
    layout = lay_out(text, known.title)
    address = load_outlets().at(known.url) if known.url else None
    outlet = known.stated_outlet or settings.outlet or known.found_outlet
    published = known.stated_published or settings.published or known.found_published
    outlet = outlet or (address.name if address else None) or layout.outlet
    published = published or layout.published or (date_in_url(known.url) if known.url else None)
    report = Report(
        id=report_id(text, outlet, published),
        text=text,
        title=layout.title,
        outlet=outlet,
        published=published,
        url=known.url,
        language=language,
        credits=layout.credits,
        sha256=hashlib.sha256(known.original).hexdigest(),
        path=known.path,
        segments=layout.segments,
    )
    return Acquired(
        report=report, original=known.original, way=known.way, address=known.url or known.lies_at
    )
