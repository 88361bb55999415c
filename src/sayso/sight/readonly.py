"""A store to which nothing may be written: the part of a sight that is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from sayso.core.errors import SaysoError
from sayso.core.record import Judgement, Reading
from sayso.core.roads import RoadFile, RoadNetwork
from sayso.store.incidents import Gathering
from sayso.store.reports import Added
from sayso.store.safety import Safety
from sayso.store.store import Store


class ReadOnly(Store):
    """Refuses everything that changes a record, and what only its owner may ask."""

    def tokens(self, *_: Any, **__: Any) -> NoReturn:
        self._refuse()

    def add_token(self, *_: Any, **__: Any) -> NoReturn:
        self._refuse()

    def revoke_token(self, *_: Any, **__: Any) -> NoReturn:
        self._refuse()

    # --- writing ------------------------------------------------------------------------------

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise SaysoError("this sight of the record can only be read")

    @property
    def safety(self) -> Safety:  # type: ignore[override]
        """Levels, persons and removals are the owner's."""
        self._refuse()

    @classmethod
    def create(cls, where: str) -> Store:
        raise SaysoError("a sight is made by sayso.sight.seen")

    @classmethod
    def open(cls, where: str) -> Store:
        raise SaysoError("a sight is made by sayso.sight.seen")

    def close(self) -> None:
        """Nothing: the store is another's."""

    def add_report(self, *_: Any, **__: Any) -> Added:
        self._refuse()

    def replace_reading(self, *_: Any, **__: Any) -> None:
        self._refuse()

    def add_claims(self, *_: Any, **__: Any) -> int:
        self._refuse()

    @contextmanager
    def gathering(self) -> Iterator[Gathering]:
        self._refuse()
        yield

    def add_copy_links(self, pairs: Iterable[tuple[str, str, float]]) -> None:
        self._refuse()

    def reports_due(self, report_ids: Iterable[str]) -> None:
        self._refuse()

    def add_network(self, network: RoadNetwork, file: RoadFile, by: Reading) -> bool:
        self._refuse()

    def remove_network(self, network: RoadNetwork, by: Reading) -> None:
        self._refuse()

    def judge(self, judgement: Judgement) -> bool:
        self._refuse()
