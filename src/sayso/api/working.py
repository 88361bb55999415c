"""Questions that take long, asked in the processes beside the server (see processes.py), or here
where there are none."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

import msgspec
from fastapi import Response

from sayso.api.asked import JSON, Ask, Kept
from sayso.api.jobs import answered
from sayso.api.processes import NoProcessError
from sayso.store.names import State

Made = TypeVar("Made")
_flying: dict[tuple[Any, ...], Future[tuple[State, bytes]]] = {}


def worked_out(ask: Ask, function: Callable[..., Made], *given: Any) -> Made:
    """What a function of a module gives, that is asked with the record as the asker may see it and
    what is ``given``. What goes in and comes out must pickle. Waits: for threads."""
    desk = ask.desk
    if desk.processes.any:
        try:
            return desk.processes.submit(desk.asked(ask.who), function, *given).result()[1]
        except NoProcessError:
            pass
    with ask.telling() as telling:
        return function(telling, *given)


async def packed(ask: Ask, function: Callable[..., Any], *given: Any) -> Response | None:
    """The answer with what such a function gives as its data, made ready in a process without
    holding a thread; none where there is no process. Those who ask the same meanwhile wait for the
    same."""
    desk = ask.desk
    if not desk.processes.any:
        return None
    key = (id(desk), *ask.key)
    flying = _flying.get(key)
    if flying is None:
        meta = msgspec.json.encode(ask.meta)
        asked = desk.asked(ask.who)
        flying = desk.processes.submit(asked, answered, meta, function, *given)
        _flying[key] = flying
        flying.add_done_callback(lambda _: _flying.pop(key, None))
    try:
        state, body = await asyncio.wrap_future(flying)
    except NoProcessError:
        return None
    # What the record held a moment later is nobody's answer to keep.
    made = Kept(body, packed=True, headers={"Content-Type": JSON})
    return ask.ready(made, keep=state == ask.revision.state)
