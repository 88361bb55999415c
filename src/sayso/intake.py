"""Reports and claims on their way into the record: read, recorded, then gathered.

A report that cannot be read is a problem and the next one is taken; each report is recorded whole
or not at all, and what was recorded before a fault stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from sayso.acquire.files import CORPORA
from sayso.core.errors import InputError, SaysoError, UsageError, crash_message
from sayso.core.record import Acquired, Difference, Taken
from sayso.core.types import Claim, Problem, Report
from sayso.record import Archive
from sayso.review.proposals import check_claim, finder, read_proposals

Read = Callable[[Report], Sequence[Claim]]
Step = Callable[[int, str], None]


def take_in(
    archive: Archive,
    items: Iterable[Acquired],
    read: Read,
    claim_files: Sequence[str],
    problems: list[Problem],
    step: Step,
    reader: str | None = None,
    proposer: str | None = None,
    again: str | None = None,
) -> Taken:
    """All of a batch: reports, then files of claims about reports, then gathering. ``reader`` and
    ``again`` as in ``take``, ``proposer`` as in ``take_proposals``."""
    done = take(archive, items, read, problems, step, reader, again)
    for path in claim_files:
        done += take_proposals(archive, path, proposer, problems)
    archive.gather(lambda count: step(count, "gathering claims"))
    held = archive.store.counts()
    return msgspec.structs.replace(
        done, reports_in_all=held.reports, claims_in_all=held.claims,
        incidents_in_all=held.incidents,
    )  # fmt: skip


def take(
    archive: Archive,
    items: Iterable[Acquired],
    read: Read,
    problems: list[Problem],
    step: Step,
    reader: str | None = None,
    again: str | None = None,
) -> Taken:
    """Read reports and record them with their claims. ``reader`` names who found the claims, if it
    is not this program. Known ones are not read again. One that was removed for good is a problem,
    unless ``again`` names who lets it in."""
    count = {"added": 0, "version": 0, "known": 0, "claims": 0, "outlet": 0, "published": 0}
    for number, item in enumerate(items):
        report = item.report
        name = report.path or report.id
        step(number, name)
        try:
            known = archive.store.has_report(report.id)
            if not known:
                archive.refuse_removed(item, again)
            claims = () if known else read(report)
            done = archive.add(item, claims, reader)
        except InputError as error:
            problems.append(_problem(name, error.code, str(error), error.line))
            continue
        except SaysoError:
            raise
        except Exception as error:  # one odd report must not end the batch
            problems.append(_problem(name, "crash", crash_message(error)))
            continue
        count[done] += 1
        if done != "known":
            count["outlet"] += report.outlet is None
            count["published"] += report.published is None
        count["claims"] += len(claims) if done != "known" else 0
    return Taken(
        added=count["added"], versions=count["version"], known=count["known"],
        claims=count["claims"], without_outlet=count["outlet"], without_date=count["published"],
    )  # fmt: skip


def noting_new(archive: Archive, items: Iterable[Acquired], new: list[str]) -> Iterator[Acquired]:
    """The same items; ids of those that are not in the record yet come into ``new``."""
    for item in items:
        if not archive.store.has_report(item.report.id):
            new.append(item.report.id)
        yield item


def take_proposals(
    archive: Archive, path: str, reader: str | None, problems: list[Problem]
) -> Taken:
    """Record the claims of a JSON Lines file that people or other readers made; what its report
    does not say is refused, line by line."""
    find = finder(entry.report for entry in archive.store.entries())
    new = known = 0
    by_report: dict[tuple[str, str], list[Claim]] = {}
    with Path(path).open("rb") as lines:
        for found in read_proposals(lines, path, reader, find, _is_known(archive)):
            if isinstance(found, Problem):
                problems.append(found)
                continue
            by_report.setdefault((found.claim.report.id, found.reader), []).append(found.claim)
            problems += [_problem(path, "note", note, found.line) for note in found.notes]
    for (report, name), claims in by_report.items():
        added = archive.propose(report, name, claims)
        new += added
        known += len(claims) - added
    return Taken(claims=new, known=known)


def _is_known(archive: Archive) -> Callable[[str], bool]:
    return lambda claim: bool(archive.store.claims([claim]))


def is_claims_file(path: str) -> bool:
    """Whether a file holds claims, not reports: its first object has a predicate and a report."""
    if Path(path).suffix.lower() not in CORPORA:
        return False
    try:
        with Path(path).open("rb") as lines:
            first = next((line for line in lines if line.strip()), b"{}")
        head = msgspec.json.decode(first.removeprefix(b"\xef\xbb\xbf"))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return False
    return isinstance(head, dict) and {"predicate", "report"} <= head.keys()


def already_read(path: str) -> Read:
    """The claims of ``sayso read --format jsonl``, to be recorded without reading again: a stage
    that gives those of a report, once their words are found to stand in it. Raises UsageError."""
    claims: dict[str, list[Claim]] = {}
    decoder = msgspec.json.Decoder(Claim)
    try:
        with Path(path).open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    claim = _decoded(decoder, line, path, number)
                    claims.setdefault(claim.report.id, []).append(claim)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error

    def read(report: Report) -> Sequence[Claim]:
        found = claims.get(report.id, [])
        for claim in found:
            check_claim(claim, report)
        return found

    return read


def _decoded(decoder: msgspec.json.Decoder[Claim], line: bytes, path: str, number: int) -> Claim:
    try:
        return decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}, line {number}: not a claim of sayso read: {error}") from error


def rereading(
    archive: Archive, ids: Sequence[str], read: Read, keep: bool, step: Step
) -> Iterator[tuple[Report, Difference]]:
    """What a new reading changes, report by report; of all that another version read, if none are
    named."""
    unknown = [id for id in ids if not archive.store.has_report(id)]
    if unknown:
        raise UsageError(f"no report in the record has the id {unknown[0]}")
    wanted = list(ids) or list(archive.stale())
    for number, entry in enumerate(archive.store.entries(wanted)):
        step(number, entry.report.title or entry.report.id)
        yield entry.report, archive.reread(entry.report.id, read(entry.report), keep)


def _problem(name: str, code: str, message: str, line: int | None = None) -> Problem:
    return Problem(report=name, stage="record", code=code, message=message, line=line)
