"""Claims and annotations as JSON: the forms of the design, key for key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from sayso.core.annotation import Annotation, Attribution
    from sayso.core.types import Record


def json_array(values: Iterable[Record | dict[str, Any]]) -> Iterator[bytes]:
    """Records or annotation objects as one indented array in UTF-8, piece by piece."""
    first = True
    for value in values:
        piece = msgspec.json.format(msgspec.json.encode(value), indent=2)
        yield (b"[\n  " if first else b",\n  ") + piece.replace(b"\n", b"\n  ")
        first = False
    yield b"[]\n" if first else b"\n]\n"


def json_lines(values: Iterable[Record | dict[str, Any]]) -> Iterator[bytes]:
    """Records or annotation objects as JSON Lines in UTF-8, line by line."""
    for value in values:
        yield msgspec.json.encode(value) + b"\n"


def annotation_object(annotation: Annotation) -> dict[str, Any]:
    """The layers beneath the claims, for one report.

    ``sentences``, ``sources``, ``cues`` and ``content`` are [start, end] pairs of characters.
    Mentions, places and quantities are those of claims, with the characters they take up.
    """
    grammar, report = annotation.grammar, annotation.report
    return {
        "id": report.id,
        "text": report.text,
        "sentences": [grammar.chars(s.first, s.last) for s in grammar.sentences],
        "attributions": [_attribution(a) for a in annotation.attributions],
        "events": [
            {
                "start": event.start,
                "end": event.end,
                "text": event.text,
                "factuality": {
                    "polarity": event.polarity,
                    "certainty": event.certainty,
                    "time": event.time,
                    "score": event.score,
                },
            }
            for event in annotation.events
        ],
        "mentions": [msgspec.to_builtins(node.mention) for node in annotation.mentions],
        "places": [msgspec.to_builtins(node.place) for node in annotation.places],
        "times": [
            {
                "start": node.when.start,
                "end": node.when.end,
                "text": node.when.text,
                "type": node.type,
                "value": node.value,
                "edtf": node.when.edtf,
            }
            for node in annotation.times
        ],
        "quantities": [msgspec.to_builtins(node.quantity) for node in annotation.quantities],
    }


def _attribution(found: Attribution) -> dict[str, Any]:
    return {
        "sources": found.source_spans,
        "cues": (found.cue_span,) if found.cue_span else (),
        "content": found.content,
        "manner": found.manner,
    }
