"""JSON Lines → reports: one object a line, ``text`` taken as it is.

A translated report may carry the original beside its text: ``"original": {"language": "ar",
"sentences": [[start, end, "the original sentence"], …]}``, with half-open offsets into ``text``, in
characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec
from msgspec.structs import replace

from sayso.acquire.build import Known, build
from sayso.acquire.dates import read_published
from sayso.core.errors import InputError, crash_message
from sayso.core.record import Acquired, SentencePair
from sayso.core.types import Problem

if TYPE_CHECKING:
    from sayso.acquire.settings import AcquireSettings

_FIELDS = ("id", "title", "outlet", "published", "url", "language")
# A character takes up to six bytes in JSON ("\u0627"), and there are the other fields.
_BYTES_PER_CHARACTER = 6


def read_corpus(
    lines: BinaryIO, path: str, settings: AcquireSettings
) -> Iterator[Acquired | Problem]:
    """The reports of a stream, line by line; a line that cannot be read is a problem with its
    number, and the others are read.

    Report ids are hashes of the texts; the corpus's own id is kept in ``path`` ("file#id", or
    "file#L3" for a line without one).
    """
    count = 0
    for number, line in _lines(lines, settings.largest * _BYTES_PER_CHARACTER + 100_000):
        if line is not None and not line.strip():
            continue
        count += 1
        name = path
        try:
            record = _record(line, settings)
            name = f"{path}#{record['id']}" if record.get("id") not in (None, "") else path
            place = name if name != path else f"{path}#L{number}"
            report, complaints = _report(record, line or b"", place, settings)
        except InputError as error:
            yield _problem(name, error.code, str(error), number)
            continue
        except Exception as error:  # one odd record must not end the batch
            yield _problem(name, "crash", crash_message(error), number)
            continue
        for complaint in complaints:
            yield _problem(name, "field", complaint, number)
        yield report
    if count == 0:
        yield _problem(path, "empty", "no records in this file; nothing to read", None)


def _problem(name: str, code: str, message: str, line: int | None) -> Problem:
    return Problem(report=name, stage="acquire", code=code, message=message, line=line)


def _lines(stream: BinaryIO, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; none in place of one that is longer than any report may be."""
    number = 0
    while line := stream.readline(longest + 1):
        number += 1
        if len(line) <= longest:
            yield number, line[3:] if number == 1 and line.startswith(b"\xef\xbb\xbf") else line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(longest)
        yield number, None


def _record(line: bytes | None, settings: AcquireSettings) -> dict[str, Any]:
    if line is None:
        raise _too_large(settings)
    try:
        record = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError("json", f"not valid JSON: {error}") from error
    except UnicodeDecodeError as error:
        raise InputError("encoding", f"not UTF-8: {error.reason} at byte {error.start}") from error
    if not isinstance(record, dict):
        raise InputError("json", 'not a JSON object; want {"id", "text", …}')
    return record


def _report(
    record: dict[str, Any], line: bytes, name: str, settings: AcquireSettings
) -> tuple[Acquired, list[str]]:
    """The report, and what is wrong with fields it can do without."""
    text = record.get("text")
    if text is None:
        raise InputError("field", 'no "text"; each line needs one')
    if not isinstance(text, str):
        raise InputError("field", f'"text" is {_type(text)}, want a string')
    if not text.strip():
        raise InputError("empty", '"text" is empty; nothing to read')
    size = len(text) if len(text) * 4 <= settings.largest else len(text.encode("utf-8", "replace"))
    if size > settings.largest:
        raise _too_large(settings)
    fields, complaints = _fields(record)
    published = fields["published"]
    stated = read_published(published) if published else None
    if published and stated is None:
        complaints.append(f'"published" is {published!r}, want a date as 2016-02-04; left out')
    known = Known(
        path=name,
        original=line.rstrip(b"\r\n"),
        way="corpus line",
        lies_at=name if record.get("id") not in (None, "") else None,
        title=fields["title"],
        url=fields["url"],
        language=fields["language"],
        stated_outlet=fields["outlet"],
        stated_published=stated,
    )
    pairs, wrong = _translation(record.get("original"), len(text))
    report = build(text, known, settings)
    return replace(report, translation=pairs), complaints + wrong


def _fields(record: dict[str, Any]) -> tuple[dict[str, str | None], list[str]]:
    fields: dict[str, str | None] = {}
    complaints = []
    for key in _FIELDS:
        value = record.get(key)
        if key == "id" and isinstance(value, int):
            value = str(value)
        if value is not None and not isinstance(value, str):
            complaints.append(f'"{key}" is {_type(value)}, want a string; left out')
            value = None
        fields[key] = value or None
    return fields, complaints


def _translation(original: object, size: int) -> tuple[tuple[SentencePair, ...], list[str]]:
    """The original sentences in order, and what is wrong with those left out. ``size``: the length
    of the text."""
    if original is None:
        return (), []
    sentences = original.get("sentences") if isinstance(original, dict) else None
    if not isinstance(original, dict) or not isinstance(sentences, list):
        return (), ['"original" is not {"language", "sentences": [[start, end, "…"]]}; left out']
    language = original.get("language")
    complaints = []
    if language is not None and not isinstance(language, str):
        complaints.append(f'"original.language" is {_type(language)}, want a string; left out')
        language = None
    pairs: list[SentencePair] = []
    for number, sentence in enumerate(sentences):
        try:
            start, end, words = msgspec.convert(sentence, tuple[int, int, str])
        except msgspec.ValidationError:
            start, end, words = 0, 0, ""
        if 0 <= start < end <= size and words.strip() and (not pairs or pairs[-1].end <= start):
            pairs.append(SentencePair(start=start, end=end, text=words, language=language or None))
        else:
            complaints.append(
                f'"original.sentences[{number}]" is not [start, end, "…"] with offsets into the '
                "text, after the one before; left out"
            )
    return tuple(pairs), complaints


def _type(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "an object" if isinstance(value, dict) else "of another type")


def _too_large(settings: AcquireSettings) -> InputError:
    megabytes = settings.largest / 1_000_000
    return InputError(
        "too-large", f"larger than {megabytes:g} MB, the most for one report; split it, or raise "
        "the limit with --largest",
    )  # fmt: skip
