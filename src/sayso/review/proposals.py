"""Claims that a person or another reader made, JSON Lines → proposals, each checked against its
report: any reader may propose, only what the text says is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import Any

import msgspec
from msgspec.structs import replace

from sayso.core import edtf
from sayso.core.errors import InputError
from sayso.core.types import Claim, Place, Problem, Quantity, Record, Report, ReportRef, When
from sayso.knowledge.predicates import load_predicates
from sayso.review.changes import derived
from sayso.review.ids import readers_id
from sayso.review.words import occurrences

OWN_NAME = "sayso"  # readings by that name are replaced when the program reads again
LONGEST = 20_000  # characters that a claim may quote: more is a text, not what somebody says
_NEEDED = ("report", "text", "start", "end", "predicate")
# What a line may leave out: a plain assertion of the outlet itself.
_DEFAULTS: dict[str, Any] = {
    "sources": [], "status": "happened", "polarity": "positive", "certainty": "certain",
    "modality": "asserted",
}  # fmt: skip


class Proposal(Record, frozen=True):
    """A claim that its reader may keep, from a line (from 1) of the file; ``notes``: what of it was
    left out, each one line."""

    claim: Claim
    reader: str
    line: int
    notes: tuple[str, ...] = ()


def read_proposals(
    lines: Iterable[bytes],
    path: str,
    reader: str | None,
    find_report: Callable[[ReportRef], Report | None],
    known: Callable[[str], bool] = lambda claim: False,
) -> Iterator[Proposal | Problem]:
    """The proposals of a stream, line by line; a line that is refused is a problem with its number,
    and the others are read.

    In:  objects in the claim form of the design; other keys are passed over. A line's ``reader``
         wins over ``reader``. ``report``, ``text``, ``start``, ``end`` and ``predicate`` are
         needed; the rest may be left out, and modality and codes that are follow from it.
         ``find_report`` finds a report by id, url, or title, outlet and published (``finder``);
         ``known`` says whether the record has a claim of this id.
    Out: the claims with the report as the record has it, and ids of their reader's
         (``ids.readers_id``). ``within``, ``cause`` and ``repeats`` may name claims of the record,
         and by their own ``id`` those of the same report that stand beside them in the file; other
         names are dropped with a note.
    """
    group: list[_Line] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        try:
            made = _read(line, number, reader, find_report)
            first = seen.setdefault(made.claim.id, number)
            if first != number:
                raise InputError(
                    "twice",
                    f"the same reader, words, predicate and chain as line {first}; left out",
                )
        except InputError as error:
            yield _problem(path, error.code, str(error), number)
            continue
        if group and group[0].claim.report.id != made.claim.report.id:
            yield from _related(group, known)
            group = []
        group.append(made)
    yield from _related(group, known)


def finder(reports: Iterable[Report]) -> Callable[[ReportRef], Report | None]:
    """A look-up of reports by id, else url, else title, outlet and day of publication; none where
    several fit."""
    found: dict[tuple[str, ...], list[Report]] = {}
    for report in reports:
        for key in _keys(ReportRef(**{f: getattr(report, f) for f in ReportRef.__struct_fields__})):
            found.setdefault(key, []).append(report)

    def find(ref: ReportRef) -> Report | None:
        fitting = next((found[key] for key in _keys(ref) if key in found), [])
        return fitting[0] if len(fitting) == 1 else None

    return find


def _keys(ref: ReportRef) -> Iterator[tuple[str, ...]]:
    yield ("id", ref.id)
    if ref.url:
        yield ("url", ref.url)
    if ref.title and ref.outlet and ref.published:
        title, outlet = (" ".join(part.casefold().split()) for part in (ref.title, ref.outlet))
        yield ("title", title, outlet, ref.published[:10])


class _Line(Record, frozen=True):
    number: int
    given: str | None
    claim: Claim
    reader: str


def _problem(path: str, code: str, message: str, line: int) -> Problem:
    return Problem(report=path, stage="review", code=code, message=message, line=line)


def _read(
    line: bytes,
    number: int,
    reader: str | None,
    find_report: Callable[[ReportRef], Report | None],
) -> _Line:
    raw = _object(line)
    by = raw.get("reader") or reader
    if not isinstance(by, str) or not by.strip():
        raise InputError("field", 'no "reader": who made this claim? Or give --reader')
    by = by.strip()
    if by.casefold().split()[0] == OWN_NAME:
        raise InputError("field", f'"reader" is {by!r}, the name of this program; give another')
    missing = [key for key in _NEEDED if raw.get(key) is None]
    if missing:
        raise InputError("field", f'no "{missing[0]}"; a claim needs {", ".join(_NEEDED)}')
    claim = _converted(raw)
    report = find_report(claim.report)
    if report is None:
        raise InputError(
            "report", f"its report ({_named(claim.report)}) is not in the record; add it first"
        )
    check_claim(claim, report)
    ref = ReportRef(**{field: getattr(report, field) for field in ReportRef.__struct_fields__})
    claim = replace(claim, report=ref)
    own = derived(claim)
    claim = replace(
        claim,
        modality=claim.modality if raw.get("modality") is not None else own.modality,
        codes=claim.codes if raw.get("codes") is not None else own.codes,
    )
    given = raw.get("id")
    return _Line(
        number=number,
        given=given if isinstance(given, str) and given else None,
        claim=replace(claim, id=readers_id(claim, by)),
        reader=by,
    )


def _object(line: bytes) -> dict[str, Any]:
    try:
        raw = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError("json", f"not valid JSON: {error}") from error
    except UnicodeDecodeError as error:
        raise InputError("encoding", f"not UTF-8: {error.reason} at byte {error.start}") from error
    if not isinstance(raw, dict):
        raise InputError("json", "not a JSON object; want a claim, as `sayso read --format jsonl`")
    return raw


def _converted(raw: dict[str, Any]) -> Claim:
    whole = {**_DEFAULTS, **{key: value for key, value in raw.items() if value is not None}}
    if isinstance(whole["report"], dict):
        whole["report"] = {**whole["report"], "id": whole["report"].get("id") or ""}
    try:
        return msgspec.convert({**whole, "id": ""}, Claim)
    except msgspec.ValidationError as error:
        raise InputError("field", f"{error}; write it as the claim form has it") from error


def _named(ref: ReportRef) -> str:
    parts = (ref.title, ref.outlet, ref.published, ref.url)
    return ", ".join(part for part in parts if part) or ref.id or "no id, title or url"


def check_claim(claim: Claim, report: Report) -> None:
    """A claim against its report: every quoted word at its place, values in their bounds. Raises
    InputError for the first thing that is not so."""
    _words(claim.text, claim.start, claim.end, "the claim", report.text)
    known = load_predicates().predicates
    if claim.predicate not in known:
        close = get_close_matches(claim.predicate, known)
        hint = f"did you mean {' or '.join(close)}?" if close else "use one that is"
        raise InputError(
            "predicate", f'"predicate" {claim.predicate!r} is not in the lexicon; {hint}'
        )
    if claim.confidence is not None and not 0 <= claim.confidence <= 1:
        raise InputError("field", f'"confidence" is {claim.confidence:g}, want 0 to 1')
    for field in Claim.__struct_fields__:
        if field != "report":
            _parts(getattr(claim, field), field, report.text)


def _parts(value: object, name: str, text: str) -> None:
    """Check whatever quotes the report or bounds something, however deep it stands."""
    if isinstance(value, tuple):
        for number, part in enumerate(value):
            _parts(part, f"{name}[{number}]", text)
    elif isinstance(value, Record):
        if {"text", "start", "end"}.issubset(value.__struct_fields__):
            quoted: Any = value
            _words(quoted.text, quoted.start, quoted.end, name, text)
        _bounds(value, name)
        for field in value.__struct_fields__:
            _parts(getattr(value, field), f"{name}.{field}", text)


def _words(words: str | None, start: int | None, end: int | None, name: str, text: str) -> None:
    if words is None and start is None and end is None:
        return
    if words is None or start is None or end is None:
        raise InputError(
            "words", f"{name}: text, start and end are given together, or all three null"
        )
    if len(words) > LONGEST:
        raise InputError(
            "words", f"{name} quotes {len(words)} characters, at most {LONGEST}; quote a sentence"
        )
    if 0 <= start < end <= len(text) and text[start:end] == words:
        return
    found = occurrences(text, words)
    where = ", ".join(f"{a}–{b}" for a, b in found[:3])
    hint = f"they stand at {where}" if found else "they stand nowhere in it; quote it exactly"
    shown = words if len(words) <= 60 else words[:59] + "…"
    raise InputError("words", f"{name}: {shown!r} is not the report's text {start}–{end}; {hint}")


def _bounds(value: Record, name: str) -> None:
    match value:
        case When():
            try:
                if value.edtf is not None:
                    edtf.bounds(value.edtf)
                days = [date.fromisoformat(d) for d in (value.earliest, value.latest) if d]
            except ValueError as error:
                raise InputError("field", f"{name}: no EDTF date: {error}") from error
            if days != sorted(days):
                raise InputError("field", f"{name}: earliest is after latest")
        case Place():
            if abs(value.lat or 0) > 90 or abs(value.lon or 0) > 180:
                raise InputError("field", f"{name}: lat is -90 to 90 degrees, lon -180 to 180")
        case Quantity():
            given = [n for n in (value.low, value.best, value.high) if n is not None]
            if given != sorted(given):
                raise InputError("field", f"{name}: want low ≤ best ≤ high")
        case _:
            pass


def _related(group: list[_Line], known: Callable[[str], bool]) -> Iterator[Proposal]:
    """The claims of one report, the ids they name made those of now."""
    ids = {(line.reader, line.given): line.claim.id for line in group if line.given}
    for line in group:
        notes: list[str] = []

        def now(name: str, field: str, line: _Line = line, notes: list[str] = notes) -> str | None:
            mine = ids.get((line.reader, name))
            if mine is None and not known(name):
                notes.append(f'"{field}" {name!r} is no claim of this file or the record; left out')
                return None
            return mine or name

        claim = line.claim
        cause = claim.cause
        if isinstance(cause, str):
            cause = now(cause, "cause")
        elif cause is not None:
            cause = tuple(key for key in (now(name, "cause") for name in cause) if key) or None
        yield Proposal(
            claim=replace(
                claim,
                within=now(claim.within, "within") if claim.within else None,
                repeats=now(claim.repeats, "repeats") if claim.repeats else None,
                cause=cause,
            ),
            reader=line.reader,
            line=line.number,
            notes=tuple(notes),
        )
