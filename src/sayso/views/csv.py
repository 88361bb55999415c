"""Claims as a table for spreadsheets, a row a claim."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from sayso.core.types import Claim, Mention
from sayso.views import words

COLUMNS = (
    "id", "report", "title", "outlet", "published", "url", "predicate", "standing", "status",
    "polarity", "certainty", "source", "actor", "recipient", "places", "countries", "lat", "lon",
    "when", "figures", "words", "start", "end", "phase", "condition",
)  # fmt: skip
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def claim_rows(claims: Iterable[Claim]) -> Iterator[bytes]:
    """The table piece by piece, its header first. Several values of one cell are parted by "; ";
    what a spreadsheet would run as a formula has an apostrophe before it."""
    yield _line(COLUMNS)
    for claim in claims:
        yield _line(_row(claim))


def _row(claim: Claim) -> tuple[str, ...]:
    report, spot = claim.report, next((p for p in claim.places if p.lat is not None), None)
    return (
        claim.id, report.id, report.title or "", report.outlet or "", report.published or "",
        report.url or "", claim.predicate, claim.modality, claim.status, claim.polarity,
        claim.certainty, words.chain(claim) if claim.sources else "own voice",
        _names(claim.roles.actor), _names(claim.roles.recipient),
        "; ".join(p.name or p.text or "" for p in claim.places),
        "; ".join(dict.fromkeys(p.country for p in claim.places if p.country)),
        "" if spot is None else str(spot.lat), "" if spot is None else str(spot.lon),
        (claim.when and claim.when.edtf) or "",
        "; ".join(words.quantity(q) for q in claim.quantities),
        claim.text, str(claim.start), str(claim.end), claim.phase or "",
        claim.condition.text if claim.condition else "",
    )  # fmt: skip


def _names(mentions: Iterable[Mention]) -> str:
    return "; ".join(m.name or m.text or "" for m in mentions)


def _line(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow([_plain(cell) for cell in cells])
    return line.getvalue().encode("utf-8", "replace")


def _plain(cell: str) -> str:
    if cell.startswith(_FORMULA) and not _is_number(cell):
        return f"'{cell}"
    return cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
