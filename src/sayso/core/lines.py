"""What every line of a situation is made of; see situation.py for the rules they keep. The files of
single kinds of lines (sieges.py …) stand on this one, and situation.py on them."""

from __future__ import annotations

from typing import Literal

from sayso.core.types import Record

# "last reported": nothing has ended it, but the last word of it is older than its shelf life.
State = Literal["holds", "may hold", "does not hold", "last reported"]
Extent = Literal["whole", "part", "presence"]


class Line(Record, frozen=True, kw_only=True):
    """Base of the entries. ``fluents`` are the ids of those it rests on (``why`` leads on)."""

    id: str
    claims: tuple[str, ...]
    against: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    fluents: tuple[str, ...] = ()


class Figure(Line, frozen=True, kw_only=True):
    """A number of people by one account. ``status``: reported, or how else it was put."""

    what: str
    places: tuple[str, ...]
    low: float | int | None
    best: float | int | None
    high: float | int | None
    words: str | None
    status: str
    by_account_of: str
    said: str | None


class Called(Record, frozen=True, kw_only=True):
    """What some accounts call a party that others name: "terrorists". ``claims`` call it so;
    of an outlet that does in its own voice ``by_account_of`` has the name."""

    name: str
    by_account_of: tuple[str, ...]
    claims: tuple[str, ...]


class Remark(Record, frozen=True, kw_only=True):
    """Something said about talks: in which words, by whose account. ``meanwhile``: those of the
    claims that are only dated by the talks ("as talks were due to start, an offensive went on"),
    and not told as a cause; ``quotes`` the words of the others, ``quotes_meanwhile`` of these."""

    what: str
    by: str | None
    of: tuple[str, ...]
    by_account_of: str
    claims: tuple[str, ...]
    meanwhile: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    quotes_meanwhile: tuple[str, ...] = ()
