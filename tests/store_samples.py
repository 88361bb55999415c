"""Reports and claims that the record's tests put into it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sayso.core.ids import claim_id, report_id
from sayso.core.record import Capture, Reading, SentencePair
from sayso.core.types import (
    Claim,
    Mention,
    Place,
    Record,
    Report,
    ReportRef,
    Roles,
    Source,
    When,
)
from sayso.store.incidents import Summary
from sayso.store.reports import Added
from sayso.store.store import Store

AT = "2026-11-22T08:00:00Z"
READING = Reading(reader="sayso 0.1.0", fingerprint="print", at=AT)


class Sample(Record, frozen=True):
    """A report with its claims and what comes with them."""

    report: Report
    claims: tuple[Claim, ...]
    keys: Mapping[str, Collection[str]]
    bands: tuple[str, ...] = ()
    signature: bytes = b"signature"


def claim(
    report: Report,
    start: int,
    end: int,
    predicate: str,
    *,
    when: When | None = None,
    place: Place | None = None,
    actor: Mention | None = None,
    source: Source | None = None,
    by: str = "",
) -> Claim:
    """A claim of these words of a report."""
    return Claim(
        id=claim_id(report.id, start, end, predicate, (by,)),
        report=ReportRef(id=report.id),
        text=report.text[start:end],
        start=start,
        end=end,
        sources=(source,) if source else (),
        modality="asserted",
        status="happened",
        polarity="positive",
        certainty="certain",
        predicate=predicate,
        roles=Roles(actor=(actor,) if actor else ()),
        places=(place,) if place else (),
        when=when,
    )


def sample(number: int) -> Sample:
    """A report of three sentences with a claim of each; keys "key 0" to "key 2"."""
    sentences = [f"Sentence {part} of report {number} says so." for part in range(3)]
    text = " ".join(sentences)
    report = Report(id=report_id(text), text=text, outlet="An Outlet", published="2016-02-08")
    step = len(sentences[0]) + 1
    claims = tuple(
        claim(
            report,
            part * step,
            part * step + len(sentences[part]) - 1,
            "say",
            when=When(earliest=f"2016-02-{number:02}", latest=f"2016-02-{number:02}"),
        )
        for part in range(3)
    )
    keys = {claim.id: {f"key {part}"} for part, claim in enumerate(claims)}
    return Sample(report=report, claims=claims, keys=keys, signature=b"%d" % number)


def add(
    store: Store,
    what: Sample,
    address: str | None = None,
    capture: Capture | None = None,
    original: bytes | None = None,
    translation: tuple[SentencePair, ...] = (),
) -> Added:
    """Record a sample."""
    return store.add_report(
        what.report, address, READING, what.claims, what.keys, what.bands, what.signature,
        capture, original, translation,
    )  # fmt: skip


def gather_all(store: Store) -> None:
    """An incident of its own for each pending claim."""
    with store.gathering() as gathering:
        gathering.set_incidents(
            Summary(
                id=claim.id,
                claims=(claim.id,),
                predicate=claim.predicate,
                title=claim.text,
                earliest=claim.when.earliest if claim.when else None,
            )
            for claim in gathering.claims(gathering.pending()).values()
        )
