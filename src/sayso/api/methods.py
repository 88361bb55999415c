"""Which methods an address takes: told wherever another one is tried."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import compile_path


class Methods:
    """The addresses of some routers, below a prefix."""

    def __init__(self, routers: Iterable[APIRouter], prefix: str) -> None:
        self._known: list[tuple[re.Pattern[str], set[str]]] = []
        for router in routers:
            for route in router.routes:
                if isinstance(route, APIRoute):
                    pattern, _, _ = compile_path(prefix + route.path)
                    self._known.append((pattern, set(route.methods or ())))

    def of(self, path: str) -> str:
        """The methods of an address, as the header Allow has them; empty where there is no such."""
        found = (methods for pattern, methods in self._known if pattern.match(path))
        return ", ".join(sorted(set().union(*found)))
