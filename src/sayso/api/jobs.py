"""What is asked of the processes beside the server (see processes.py): functions of the record as
somebody may see it. They need nothing of the server, so that a process begins quickly."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from typing import Any

import msgspec

from sayso.core.situation import Situation
from sayso.incidents.rules import parse
from sayso.questions import situation_on
from sayso.telling import Telling

_LEVEL = 4


def situation(
    telling: Telling, at: str | None, known_by: str | None, recorded_by: str | None,
    place: str | None, rule: str,
) -> Situation:  # fmt: skip
    """As ``situation_on``, with the rule as it is written."""
    return situation_on(telling, at, known_by, recorded_by, place, parse(rule))


def written(telling: Telling, function: Callable[..., Any], *given: Any) -> bytes:
    """What a function gives, as JSON: quicker to hand on than what it is written from."""
    return msgspec.json.encode(function(telling, *given))


def answered(telling: Telling, meta: bytes, function: Callable[..., Any], *given: Any) -> bytes:
    """The same as a whole answer, packed. ``meta``: JSON."""
    data = written(telling, function, *given)
    return pack(b'{"data":' + data + b',"meta":' + meta + b"}")


def pack(body: bytes) -> bytes:
    """Packed as it goes out."""
    return gzip.compress(body, _LEVEL, mtime=0)


def stand_back(_: Telling, nice: int) -> None:
    """Leave the processors to others from now on."""
    if hasattr(os, "nice"):
        os.nice(nice)
