"""Reports: the list of them, and one with its text, claims, versions and copies."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter, Response

from sayso.api.asked import Ask, Asking, Cursor, Day, FromDay, Limit, Words, day_of
from sayso.api.described import described
from sayso.api.problems import missing
from sayso.core.record import Capture, Entry, Reading, SentencePair
from sayso.core.release import Level
from sayso.core.types import Claim, Modality, Record
from sayso.release.levels import level_of
from sayso.release.sites import sentences
from sayso.store.search import Filters
from sayso.store.store import Store
from sayso.store.words import fold

router = APIRouter(tags=["reports"])


class Listed(Record, frozen=True):
    """A report in a list: ``claims`` is how many were read in it, ``level`` who may see it."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    language: str | None
    claims: int
    level: Level
    version: int
    replaced_by: str | None


class Told(Record, frozen=True):
    """A claim of a report, where its words stand and the incident it is in."""

    id: str
    start: int
    end: int
    standing: Modality
    predicate: str
    label: str
    incident: str | None


class Beside(Record, frozen=True):
    """Another report: a copy of one, or another version of it."""

    id: str
    outlet: str | None
    published: str | None
    version: int


class Opened(Record, frozen=True):
    """A report with all that the record has of it. ``sentences``: [start, end] of each, by its
    translation where it is one, else by marks and line ends; ``copies`` have the same text, or
    nearly so."""

    entry: Entry
    level: Level
    text: str
    sentences: tuple[tuple[int, int], ...]
    claims: tuple[Told, ...]
    captures: tuple[Capture, ...]
    readings: tuple[Reading, ...]
    translation: tuple[SentencePair, ...]
    copies: tuple[Beside, ...]
    versions: tuple[Beside, ...]


class Row(Record, frozen=True):
    """What is held of each report between questions."""

    id: str
    words: str
    outlet: str
    published: str
    replaced_by: str | None


@router.get("/reports", **described("Reports, the newest first", list[Listed], problems=(400,)))
def reports(
    ask: Asking,
    outlet: Words = None,
    from_: FromDay = None,
    to: Day = None,
    q: Words = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Reports by outlet, day of publication, and words of their title or claims."""
    since, until = day_of(from_, "from"), day_of(to, "to")
    with ask.telling() as telling:
        rows: Iterable[Row] = held(ask, telling.store)
        if outlet:
            wanted = fold(outlet)
            rows = [r for r in rows if wanted in r.outlet]
        if since:
            rows = [r for r in rows if r.published[:10] >= since]
        if until:
            rows = [r for r in rows if r.published and r.published[:10] <= until]
        if q:
            words = fold(q).split()
            said = _saying(telling.store, q)
            rows = [r for r in rows if r.id in said or all(w in r.words for w in words)]
        rows = list(rows)
        page, following = ask.page(rows, limit)
        ids = [row.id for row in page]
        entries = {e.report.id: e for e in telling.store.entries(ids)}
        levels = levels_of(ask, ids)
        found = [_listed(entries[id], telling.store, levels[id]) for id in ids if id in entries]
    return ask.answer(found, total=len(rows), next=following)


@router.get(
    "/reports/{id}", **described("A report with its text and claims", Opened, problems=(404,))
)
def report(id: str, ask: Asking) -> Response:
    """A report with its text and claims."""
    with ask.telling() as telling:
        store = telling.store
        entry = store.entry(id)
        if entry is None:
            missing("report", id)
        standing = telling.claims(claim.id for claim in store.claims_of(id))
        claims = [c.claim for c in standing.values() if not c.rejected]
        claims.sort(key=lambda c: (c.start, c.end, c.id))
        pairs = store.translation(id)
        copied = {r for a, b, _ in store.copy_links([id]) for r in (a, b)} - {id}
        found = Opened(
            entry=entry,
            level=levels_of(ask, [id])[id],
            text=entry.report.text,
            sentences=tuple((p.start, p.end) for p in pairs) or _sentences(entry.report.text),
            claims=tuple(_told(c, store.incident_of(c.id)) for c in claims),
            captures=store.captures(id),
            readings=store.readings(id),
            translation=pairs,
            copies=_beside(store.entries(sorted(copied))),
            versions=_beside(store.entries(_versions(held(ask, store), id))),
        )
    return ask.answer(found)


def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    spans = ((start, start + len(text[start:end].rstrip())) for start, end in sentences(text))
    return tuple((start, end) for start, end in spans if text[start:end].strip())


def held(ask: Ask, store: Store) -> tuple[Row, ...]:
    """All reports that the asker may see, the newest first."""

    def made() -> tuple[Row, ...]:
        found = [
            Row(
                id=e.report.id,
                words=fold(" ".join(filter(None, (e.report.title, e.report.outlet)))),
                outlet=fold(e.report.outlet or ""),
                published=e.report.published or "",
                replaced_by=e.replaced_by,
            )
            for e in store.entries()
        ]
        return tuple(sorted(found, key=lambda r: (r.published, r.id), reverse=True))

    return ask.remember(("reports",), made)


def newest_of(ask: Ask) -> str | None:
    """The last day on which a report came out that the asker may see."""

    def made() -> tuple[str | None]:
        with ask.at_once() as telling:
            return (telling.newest(),)

    return ask.remember(("newest",), made)[0]


def levels_of(ask: Ask, ids: list[str]) -> dict[str, Level]:
    """Who may see each report."""
    said = ask.desk.store.safety.levels("report", ids)
    return {id: level_of(said.get(id)) for id in ids}


def _saying(store: Store, words: str) -> set[str]:
    found = store.find(Filters(text=words), None).ids
    return {claim.report.id for claim in store.claims(found[:5000]).values()}


def _listed(entry: Entry, store: Store, level: Level) -> Listed:
    report = entry.report
    return Listed(
        id=report.id, title=report.title, outlet=report.outlet, published=report.published,
        url=report.url, language=report.language, claims=len(store.claims_of(report.id)),
        level=level, version=entry.version, replaced_by=entry.replaced_by,
    )  # fmt: skip


def _told(claim: Claim, incident: str | None) -> Told:
    return Told(
        id=claim.id, start=claim.start, end=claim.end, standing=claim.modality,
        predicate=claim.predicate, label=claim.predicate.replace("_", " "), incident=incident,
    )  # fmt: skip


def _beside(entries: Iterable[Entry]) -> tuple[Beside, ...]:
    return tuple(
        Beside(
            id=e.report.id, outlet=e.report.outlet, published=e.report.published, version=e.version
        )
        for e in entries
    )


def _versions(rows: tuple[Row, ...], id: str) -> list[str]:
    """The other versions of a report that may be seen: those that it replaces, or is replaced by,
    along the chain."""
    after = {r.id: r.replaced_by for r in rows if r.replaced_by}
    before = {later: earlier for earlier, later in after.items()}
    found: list[str] = []
    for step in (before, after):
        at = step.get(id)
        while at is not None and at not in found:
            found.append(at)
            at = step.get(at)
    return sorted(found)
