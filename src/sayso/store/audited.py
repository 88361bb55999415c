"""What the audit says should be in the record: the account that check holds it to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection

from sayso.store.audit import entries


@dataclass(slots=True)
class Audited:
    """Ids of reports; (id, hash of report, hash of translation) of each; number of a reading → its
    report and digest; id of a judgement → its hash; ids of reports removed for good."""

    reports: set[str] = field(default_factory=set)
    contents: set[tuple[str, str, str]] = field(default_factory=set)
    readings: dict[int, tuple[str, str]] = field(default_factory=dict)
    judgements: dict[str, str] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)


def replay(connection: Connection) -> Audited:
    """Go through the audit, first entry to last."""
    found = Audited()
    try:
        for entry in entries(connection):
            detail = msgspec.json.decode(entry.detail)
            for number in detail.get("removed", ()):
                found.readings.pop(number, None)
            if "reading" in detail:
                found.readings[detail["reading"]] = (entry.about, detail["digest"])
            if "report" in detail:
                found.reports.add(entry.about)
                found.removed.discard(entry.about)
                found.contents.add((entry.about, detail["report"], detail["translation"]))
            if "erased" in detail:
                _erase(found, entry.about, detail["erased"])
            if "judgement" in detail:
                found.judgements[entry.about] = detail["judgement"]
    except msgspec.MsgspecError:
        pass  # an entry that cannot be read: verify() names it
    return found


def _erase(found: Audited, report: str, erased: dict[str, Any]) -> None:
    """A report was removed for good, with what hung on it."""
    found.reports.discard(report)
    found.removed.add(report)
    found.contents = {known for known in found.contents if known[0] != report}
    for number in erased["readings"]:
        found.readings.pop(number, None)
    for judgement, left in erased["judgements"].items():
        found.judgements.pop(judgement, None)
        if left is not None:
            found.judgements[judgement] = left
