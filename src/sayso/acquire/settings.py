"""What a person may set about reading reports."""

from __future__ import annotations

from sayso.core.types import Record


class AcquireSettings(Record):
    """``largest``: the most bytes of one report (a file, or a line's ``text``); more is refused,
    since it is a corpus in one file, or no article. ``published`` (EDTF) and ``outlet``: for every
    report that does not give its own in a JSON Lines field."""

    largest: int = 5_000_000
    published: str | None = None
    outlet: str | None = None
