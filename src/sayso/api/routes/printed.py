"""The printed report: a page or two of HTML with the words behind every sentence."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Annotated

from fastapi import APIRouter, Query, Response

from sayso.api.asked import Asking, Day, RuleName, Words
from sayso.api.described import described
from sayso.api.routes.situations import hearing_of, newest
from sayso.evidence import evidence
from sayso.views.report import report
from sayso.views.report.page import page

router = APIRouter(tags=["situation"])
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@router.get(
    "/report.html",
    **described("The printed report of a day", "HTML, complete in itself", media="text/html"),
)
def printed(
    ask: Asking,
    at: Day = None,
    days: Annotated[int, Query(ge=1, le=3660, description="Changes over so many days.")] = 1,
    known_by: Day = None,
    recorded_by: Day = None,
    place: Words = None,
    rule: RuleName = "all",
    title: Words = None,
    pages: Annotated[int, Query(ge=1, le=2, description="How many pages it may have.")] = 2,
) -> Response:
    """The situation on a day and what changed up to it, to print: by what the role may see."""
    asked = hearing_of(at, known_by, recorded_by, place, rule)
    day = asked.at or newest(ask)

    def made() -> str:
        with ask.telling() as telling:
            found = evidence(
                telling, day, days, asked.known_by, asked.recorded_by, asked.place, asked.rule
            )
        return page(report(found, title or None, pages))

    html = ask.remember(("printed", day, days, asked, title, pages), made)
    answer = ask.bytes(html.encode(), "text/html; charset=utf-8", keep=False)
    answer.headers["Content-Security-Policy"] = _policy(html)
    return answer


def _policy(html: str) -> str:
    """Nothing but the page's own style, by its hash."""
    style = _STYLE.search(html)
    hashed = hashlib.sha256(style[1].encode() if style else b"").digest()
    own = base64.b64encode(hashed).decode()
    return "; ".join((
        "default-src 'none'", f"style-src 'sha256-{own}'", "base-uri 'none'",
        "form-action 'none'", "frame-ancestors 'none'",
    ))  # fmt: skip
