"""The types of what may be seen by whom."""

from __future__ import annotations

from typing import Final, Literal

from sayso.core.types import Record

Level = Literal["public", "restricted", "confidential"]
DEFAULT_LEVEL: Final[Level] = "restricted"  # of what nobody has said anything of


class Persons(Record, frozen=True):
    """What was found in a report that was looked through, as [start, end) of its text: names of
    persons who hold no office, command or spokesman's role in it, of those who do, and places in
    sentences on medical, aid, school and shelter sites."""

    private: tuple[tuple[int, int], ...] = ()
    public: tuple[tuple[int, int], ...] = ()
    places: tuple[tuple[int, int], ...] = ()


class Removal(Record, frozen=True):
    """That a report was removed for good: by whom, when (UTC) and why."""

    report: str
    at: str
    by: str
    why: str


class Released(Record, frozen=True):
    """What became of a release: the reports and claims whose level changed, how many had it
    before, and how many reports were looked through for persons."""

    reports: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    same: int = 0
    looked_through: int = 0
