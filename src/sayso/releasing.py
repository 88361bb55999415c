"""Deciding who may see what is in the record, and taking things out of it for good."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sayso.core.annotation import Annotation
from sayso.core.errors import UsageError
from sayso.core.release import Level, Released, Removal
from sayso.core.types import Report
from sayso.knowledge.fingerprint import reader_name
from sayso.record import Archive
from sayso.release.persons import find_persons

Annotate = Callable[[Report], Annotation]
Step = Callable[[int, str], None]
_AT_ONCE = 50  # reports in one transaction


def release(
    book: Archive,
    level: Level,
    *,
    by: str,
    why: str,
    reports: Iterable[str] = (),
    claims: Iterable[str] = (),
    annotate: Annotate | None = None,
    step: Step | None = None,
) -> Released:
    """Give reports, and claims by themselves, a level; a claim has the stricter of its own and its
    report's. Raises UsageError for what is not in the record, or where ``by`` or ``why`` is empty.

    What is made public is looked through for persons, where ``annotate`` (the reader's layers of a
    report) is given: without that the public does not see it.
    """
    _signed(by, why)
    reports, claims = list(dict.fromkeys(reports)), list(dict.fromkeys(claims))
    _in_the_record(book, reports, claims)
    looked = 0
    if level == "public" and annotate is not None:
        looked = look_through(book, annotate, reports, step)
    safety, at = book.store.safety, book.clock()
    changed = safety.set_levels("report", reports, level, by=by, at=at, why=why)
    own = safety.set_levels("claim", claims, level, by=by, at=at, why=why)
    same = len(reports) + len(claims) - len(changed) - len(own)
    return Released(reports=changed, claims=own, same=same, looked_through=looked)


def look_through(
    book: Archive,
    annotate: Annotate,
    reports: Iterable[str] | None = None,
    step: Step | None = None,
) -> int:
    """Look through reports (those that are public, if none are named) for persons and sites, once
    each; how many there were."""
    safety = book.store.safety
    if reports is None:
        reports = [id for id, level in safety.levels("report").items() if level == "public"]
    known = safety.looked_through()
    wanted = [id for id in reports if id not in known]
    for start in range(0, len(wanted), _AT_ONCE):
        found = {}
        for number, entry in enumerate(book.store.entries(wanted[start : start + _AT_ONCE])):
            if step is not None:
                step(start + number, entry.report.title or entry.report.id)
            found[entry.report.id] = find_persons(annotate(entry.report))
        safety.set_persons(found, by=reader_name(), at=book.clock())
    return len(wanted)


def remove(book: Archive, report: str, *, by: str, why: str) -> Removal:
    """Take a report out of the record for good, with all that was taken from it; see
    store/removal.py. Incidents and the ledger follow. Raises UsageError where it is not there, and
    SaysoError where traces may be left in the files of the database."""
    _signed(by, why)
    removal = book.store.safety.remove(report, by=by, at=book.clock(), why=why)
    book.forget()
    book.gather()
    book.ledger.work_off()
    book.store.safety.scrub()
    return removal


def reports_of(book: Archive, outlet: str | None, everything: bool) -> list[str]:
    """The ids of an outlet's reports, or of all."""
    if everything:
        return sorted(book.store.safety.report_ids())
    found = [e.report.id for e in book.store.entries() if e.report.outlet == outlet]
    if not found:
        raise UsageError(f"no report in the record is of the outlet {outlet!r}")
    return found


def _signed(by: str, why: str) -> None:
    if not by.strip():
        raise UsageError("say who you are (--by)")
    if not why.strip():
        raise UsageError("say why (--why)")


def _in_the_record(book: Archive, reports: Sequence[str], claims: Sequence[str]) -> None:
    there = {entry for entry in reports if book.store.has_report(entry)}
    lost = [id for id in reports if id not in there]
    held = book.store.claims(claims)
    lost += [id for id in claims if id not in held]
    if lost:
        raise UsageError(f"nothing in the record has the id {lost[0]}")
