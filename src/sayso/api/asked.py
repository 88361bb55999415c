"""What every route asks with: who asks, what they may see of the record, filters, where a list goes
on; and the one shape of an answer."""

from __future__ import annotations

import gzip
import hashlib
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from sayso.api import cursors
from sayso.api.desk import Desk, Revision, sight_of
from sayso.api.jobs import pack
from sayso.api.problems import refuse
from sayso.api.roles import Asker, asker, check_origin
from sayso.catalogue.shelves import Sight
from sayso.catalogue.wanted import Wanted
from sayso.core.errors import UsageError
from sayso.core.record import Hidden
from sayso.core.tokens import Role, may
from sayso.incidents.rules import parse
from sayso.questions import filters
from sayso.record import Archive
from sayso.sight import Seen

Made = TypeVar("Made")
JSON = "application/json"
_PACK = 860  # bytes below which packing gains nothing
_VARY = "Accept-Encoding, Authorization, Cookie"


class HeldError(Exception):
    """The answer is there already: no route is needed."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


class Ask:
    """One request: who asks, of which state of the record."""

    def __init__(self, request: Request, desk: Desk, who: Asker, revision: Revision) -> None:
        self.request = request
        self.desk = desk
        self.who = who
        self.revision = revision

    @property
    def role(self) -> Role:
        """What the asker may do."""
        return self.who.role

    @property
    def sight(self) -> Sight:
        """What the asker may see, as a word: public, read, review or admin."""
        return sight_of(self.who)

    def may(self, role: Role) -> bool:
        """Whether the asker may do what this role may."""
        return not self.who.public and may(self.who.role, role)

    def need(self, role: Role) -> None:
        """Refuse an asker of a lesser role."""
        if not self.may(role):
            refuse(403, "forbidden", f"this needs the role {role}")

    @contextmanager
    def telling(self) -> Iterator[Seen]:
        """The record as far as the asker may see it. Keep it no longer than the question takes."""
        with self.desk.telling(self.who) as found:
            yield found

    @contextmanager
    def at_once(self) -> Iterator[Seen]:
        """The same in one state, whatever is written meanwhile: quicker for many small questions.
        For one thread, and not for situations, which bring the ledger up to date."""
        with self.desk.telling(self.who) as found, found.store.at_once():
            yield found

    @contextmanager
    def archive(self) -> Iterator[Archive]:
        """The whole record, to be changed; one request at a time."""
        with self.desk.archive() as found:
            yield found

    def remember(self, key: tuple[Any, ...], make: Callable[[], Made]) -> Made:
        """What ``make`` gives, kept for all who may see as much of this state of the record."""
        return self.desk.memory.get((self.revision.name, self.sight, *key), make)

    def remembered(self, key: tuple[Any, ...]) -> Any | None:
        """What is kept so already."""
        return self.desk.memory.find((self.revision.name, self.sight, *key))

    # --- lists --------------------------------------------------------------------------------

    @property
    def _question(self) -> str:
        asked = [p for p in self.request.query_params.multi_items() if p[0] not in _PAGING]
        return f"{self.request.url.path} {sorted(asked)}"

    def position(self) -> Any:
        """Where the cursor that was sent says that the list goes on (as given to ``cursor``); none
        without one."""
        text = self.request.query_params.get("cursor")
        return None if text is None else cursors.position(self._question, text)

    def cursor(self, position: Any) -> str:
        """The cursor for a position in this list: any JSON."""
        return cursors.cursor(self._question, position)

    def page(self, items: Sequence[Made], limit: int) -> tuple[Sequence[Made], str | None]:
        """The part of a list that the cursor and limit ask for, and the next cursor."""
        start = self.offset()
        end = start + limit
        return items[start:end], self.cursor(end) if end < len(items) else None

    def offset(self) -> int:
        """How many the cursor passes over, for lists that count on (as ``page``)."""
        found = self.position()
        if found is None:
            return 0
        if not isinstance(found, int) or found < 0:
            refuse(400, "bad-cursor", "this cursor is not of this list: begin again without one")
        return found

    # --- answers ------------------------------------------------------------------------------

    @property
    def meta(self) -> dict[str, Any]:
        """What stands beside every answer."""
        return {"revision": self.revision.name, "updated": self.revision.updated}

    def answer(
        self,
        data: Any,
        *,
        total: int | None = None,
        next: str | None = None,
        hidden: Sequence[Hidden] = (),
        keep: bool = True,
        status: int = 200,
        **more: Any,
    ) -> Response:
        """The answer in its one shape. ``data``: anything that msgspec writes, or ``msgspec.Raw``;
        ``total`` and ``next`` of lists; ``more`` stands in meta too. ``keep``: the next who asks
        the same gets the same bytes."""
        meta = self.meta
        if total is not None:
            meta |= {"total": total, "next": next}
        if hidden:
            meta["hidden"] = hidden
        body = msgspec.json.encode({"data": data, "meta": {**meta, **more}})
        return self.bytes(body, JSON, keep=keep, status=status)

    def bytes(
        self, body: bytes, media: str, *, name: str | None = None, keep: bool = True,
        status: int = 200,
    ) -> Response:  # fmt: skip
        """Any other answer: ``name`` is the name of a file to save."""
        if self.request.method != "GET" or status != 200:
            return Response(body, status, {"Cache-Control": "no-store"}, media)
        packed = len(body) >= _PACK
        headers = self._headers() | {"Content-Type": media}
        if name is not None:
            headers["Content-Disposition"] = f'attachment; filename="{name}"'
        kept = Kept(pack(body) if packed else body, packed, headers)
        if keep:
            self.desk.answers.keep(self.key, kept)
        return kept.response(self.request, body)

    def ready(self, made: Kept, *, keep: bool) -> Response:
        """An answer to a GET that is packed already. ``keep``: others may have it too."""
        if keep:
            made.headers |= self._headers()
            self.desk.answers.keep(self.key, made)
        else:
            made.headers |= {"Cache-Control": "no-store", "Vary": _VARY}
        return made.response(self.request)

    @property
    def key(self) -> tuple[str, str, str]:
        """What an answer depends on: the state of the record, what may be seen, the address."""
        url = self.request.url
        return self.revision.name, self.sight, f"{url.path}?{url.query}"

    @property
    def etag(self) -> str:
        """The weak entity tag of this address as it stands."""
        said = "\0".join((*self.key, self.who.csrf))
        return f'W/"{hashlib.sha256(said.encode(errors="replace")).hexdigest()[:20]}"'

    def _headers(self) -> dict[str, str]:
        return {"ETag": self.etag, "Cache-Control": "private, no-cache", "Vary": _VARY}

    def known(self) -> Response | None:
        """The answer, where the asker or we have it already."""
        if self.request.method != "GET":
            return None
        given = self.request.headers.get("if-none-match")
        if given is not None and self.etag in (tag.strip() for tag in given.split(",")):
            return Response(status_code=304, headers=self._headers())
        kept = self.desk.answers.find(self.key)
        if kept is None:
            return None
        return Kept(kept.body, kept.packed, kept.headers | self._headers()).response(self.request)


class Kept:
    """An answer as it goes out: its bytes, whether they are packed, and its headers."""

    def __init__(self, body: bytes, packed: bool, headers: dict[str, str]) -> None:
        self.body = body
        self.packed = packed
        self.headers = headers

    def __len__(self) -> int:
        return len(self.body)

    def response(self, request: Request, plain: bytes | None = None) -> Response:
        """The response for somebody who takes packed bytes, or does not."""
        if not self.packed:
            return Response(self.body, headers=self.headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(self.body, headers={**self.headers, "Content-Encoding": "gzip"})
        return Response(plain or gzip.decompress(self.body), headers=self.headers)


_PAGING = ("cursor", "limit")


async def ask(request: Request) -> Ask:
    """Who asks; refuses those who may not, and answers at once, in no thread of its own, what is
    known."""
    desk: Desk = request.app.state.desk
    if "%00" in request.url.query or "\0" in request.url.path:
        refuse(422, "invalid", "no NUL in an address")
    if desk.known_revision is None:
        await run_in_threadpool(lambda: desk.revision)
    who = asker(request, desk.settings, desk.sessions, desk.tokens)
    check_origin(request, who)
    found = Ask(request, desk, who, desk.revision)
    if (known := found.known()) is not None:
        raise HeldError(known)
    return found


Asking = Annotated[Ask, Depends(ask)]

_NUMBER = r"-?[0-9]{1,3}(\.[0-9]{1,12})?"
_BOX = rf"^{_NUMBER},{_NUMBER},{_NUMBER},{_NUMBER}$"
_RULE = (
    r"^(all|conservative|informative|each-side|roots:[1-9][0-9]{0,3}"
    r"|without-affiliated:.*\S.*|account:.*\S.*)$"
)
_ISO_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
Day = Annotated[str | None, Query(pattern=_ISO_DAY, json_schema_extra={"format": "date"})]
FromDay = Annotated[
    str | None, Query(alias="from", pattern=_ISO_DAY, json_schema_extra={"format": "date"})
]
Limit = Annotated[int, Query(ge=1, le=500, description="The most to send.")]
Cursor = Annotated[str | None, Query(max_length=400, description="Where the list goes on.")]
Words = Annotated[str | None, Query(max_length=300)]
Names = Annotated[list[str], Query(max_length=30)]
Flag = Annotated[bool, Query()]
RuleName = Annotated[
    str,
    Query(max_length=100, pattern=_RULE, description="How to read the record; roots:N for at least "
          "so many roots, without-affiliated:PARTY, account:SIDE."),
]  # fmt: skip


async def wanted(
    q: Words = None,
    actor: Names = [],  # noqa: B006
    side: Names = [],  # noqa: B006
    place: Names = [],  # noqa: B006
    predicate: Names = [],  # noqa: B006
    outlet: Names = [],  # noqa: B006
    root: Names = [],  # noqa: B006
    standing: Names = [],  # noqa: B006
    country: Names = [],  # noqa: B006
    from_: FromDay = None,
    to: Day = None,
    bbox: Annotated[
        str | None, Query(max_length=120, pattern=_BOX, description="west,south,east,north")
    ] = None,
    disputed: Flag = False,
    undated: Flag = False,
    unplaced: Flag = False,
    rule: RuleName = "all",
    known_by: Annotated[
        str | None,
        Query(
            pattern=_ISO_DAY,
            json_schema_extra={"format": "date"},
            description="Only what was published by this day.",
        ),
    ] = None,
) -> Wanted:
    """The filters of a request: read where they come in, since it takes no time (the lexicon is
    loaded when the server starts)."""
    since, until = day_of(from_, "from"), day_of(to, "to")
    if since and until and since > until:
        raise UsageError(f"from {since} is after to {until}")
    names = filters(predicates=predicate).predicate if predicate else ()
    return Wanted(
        q=q or None, actor=tuple(actor), side=tuple(side), place=tuple(place),
        predicates=frozenset((names,) if isinstance(names, str) else names or ()),
        outlet=tuple(outlet), root=tuple(root), standing=tuple(standing),
        country=tuple(code.upper() for code in country), from_=since, to=until, bbox=_box(bbox),
        disputed=disputed, undated=undated, unplaced=unplaced, rule=parse(rule),
        known_by=day_of(known_by, "known_by"),
    )  # fmt: skip


Filtering = Annotated[Wanted, Depends(wanted)]


def day_of(text: str | None, name: str) -> str | None:
    """A day of a request (ISO). Raises UsageError for one that is not in the calendar."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"{name} {text!r} is not a day; want 2016-02-04") from None


def _box(text: str | None) -> tuple[float, float, float, float] | None:
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise UsageError(f"bbox {text!r}: want west,south,east,north") from None
    found = (west, south, east, north)
    if not all(map(math.isfinite, found)) or not (-90 <= south <= north <= 90):
        raise UsageError(f"bbox {text!r}: want degrees, south below north")
    return found
