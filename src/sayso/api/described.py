"""What the API's description (OpenAPI 3.1) says of each route: its answer and its problems."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

from sayso.api.problems import MEDIA, Fault
from sayso.core.record import Hidden
from sayso.core.types import Record

_TYPE = "x-sayso-type"
_BODY = "x-sayso-body"
_REF = "#/components/schemas/{name}"
_PROBLEMS = {
    400: "A cursor that is not of this list",
    401: "A token is needed",
    403: "The role does not allow it",
    404: "There is no such thing, or none that the role may see",
    413: "More was sent than this server takes",
    409: "The record's state does not allow it",
    415: "Only JSON can be sent",
    416: "There is no such span of bytes",
    421: "This server has another name",
    422: "What was asked cannot be",
    500: "A fault in sayso",
    503: "The record cannot be used just now",
}
_types: dict[str, Any] = {}


class Meta(Record, frozen=True):
    """What stands beside every answer: which state of the record it is from (``revision``,
    ``updated``: UTC). Of lists: how many there are in all (``total``) and where it goes on
    (``next``). What a rule or filter hides (``hidden``)."""

    revision: str
    updated: str | None
    total: int | msgspec.UnsetType = msgspec.UNSET
    next: str | msgspec.UnsetType | None = msgspec.UNSET
    hidden: tuple[Hidden, ...] | msgspec.UnsetType = msgspec.UNSET


def described(
    summary: str,
    answer: Any,
    *,
    problems: tuple[int, ...] = (),
    media: str | tuple[str, ...] | None = None,
    moved: bool = False,
    status: int = 200,
    body: Any = None,
) -> dict[str, Any]:
    """Keyword arguments for a route. ``answer`` is the type of ``data`` (any that msgspec knows),
    or the words for what comes in ``media`` instead. ``problems``: beside those that any route
    has; ``moved``: an old id is answered with 308; ``body``: the type of what is sent."""
    responses: dict[int | str, dict[str, Any]] = {}
    if media is None:
        content = {"application/json": {"schema": {_TYPE: _key(answer)}}}
        responses[status] = {"description": summary, "content": content}
    else:
        kinds = (media,) if isinstance(media, str) else media
        content = {
            kind: {"schema": {"type": "object" if kind.endswith("json") else "string"}}
            for kind in kinds
        }
        responses[status] = {"description": str(answer), "content": content}
    common = {401, 403, 421, 422, 500, 503, *((413, 415) if body is not None else ())}
    for code in sorted({*common, *problems}):
        schema = {"$ref": _REF.format(name="Fault")}
        responses[code] = {"description": _PROBLEMS[code], "content": {MEDIA: {"schema": schema}}}
    if status == 200:
        responses[304] = {"description": "Nothing has changed since (If-None-Match)"}
    if moved:
        responses[308] = {"description": "What had this id is part of another now (Location)"}
    found = {"summary": summary, "responses": responses, "response_model": None,
             "status_code": status}  # fmt: skip
    if body is not None:
        content = {"application/json": {"schema": {_BODY: _key(body)}}}
        found["openapi_extra"] = {"requestBody": {"required": True, "content": content}}
    return found


def _key(type_: Any) -> str:
    _types[key := f"type {len(_types)}"] = type_
    return key


def install(app: FastAPI) -> None:
    """Let an app describe itself with our types' own schemas."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title, version=app.version, description=app.description,
                routes=app.routes,
            )  # fmt: skip
            keys = list(_types)
            found, components = msgspec.json.schema_components(
                [*_types.values(), Meta, Fault], ref_template=_REF
            )
            schemas = made.setdefault("components", {}).setdefault("schemas", {})
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            schemas.update(components)
            _fill(made["paths"], dict(zip(keys, found, strict=False)))
            made["components"]["securitySchemes"] = {
                "token": {"type": "http", "scheme": "bearer"},
            }
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]

    @app.get("/openapi.json", include_in_schema=False)
    def description() -> JSONResponse:
        return JSONResponse(app.openapi())


def _fill(node: Any, types: dict[str, Any]) -> None:
    """Put each type's schema, in its envelope, where its key stands."""
    if isinstance(node, dict):
        key = node.pop(_TYPE, None)
        if key is not None:
            node.update(
                type="object", required=["data", "meta"],
                properties={"data": types[key], "meta": {"$ref": _REF.format(name="Meta")}},
            )  # fmt: skip
            return
        key = node.pop(_BODY, None)
        if key is not None:
            node.update(types[key])
            return
        for value in node.values():
            _fill(value, types)
    elif isinstance(node, list):
        for value in node:
            _fill(value, types)
