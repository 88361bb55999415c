"""What was worked out already, for as long as the record stays as it is."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")


class Memory:
    """The ``most`` things (by weight) asked for last. Two that ask for the same at once wait for
    one making of it; a making that fails is not kept."""

    def __init__(self, most: int, weight: Callable[[Any], int] = lambda _: 1) -> None:
        self._most = most
        self._weight = weight
        self._total = 0
        self._held: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def find(self, key: Hashable) -> Any | None:
        """What is held under a key, or none."""
        with self._lock:
            found = self._held.get(key)
            if found is None:
                return None
            self._held.move_to_end(key)
            return found[0]

    def keep(self, key: Hashable, made: Any) -> None:
        """Hold a thing, and let go of what was not asked for longest."""
        weight = self._weight(made)
        with self._lock:
            old = self._held.pop(key, None)
            self._total += weight - (old[1] if old else 0)
            self._held[key] = (made, weight)
            while self._total > self._most:
                _, (_, gone) = self._held.popitem(last=False)
                self._total -= gone

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._held.clear()
            self._total = 0

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is held under a key, or what ``make`` gives, held from now on."""
        found = self.find(key)
        if found is not None:
            return found  # type: ignore[no-any-return]
        with self._lock:
            turn = self._making.setdefault(key, threading.Lock())
        try:
            with turn:
                found = self.find(key)
                if found is None:
                    found = make()
                    self.keep(key, found)
                return found
        finally:
            with self._lock:
                self._making.pop(key, None)
