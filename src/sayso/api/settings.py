"""What a server is told when it starts."""

from __future__ import annotations

from pathlib import Path

from sayso.api.tiles import Tiles
from sayso.core.types import Record

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Settings(Record, frozen=True):
    """``record``: where the record is (a file or URL). ``host``: the address that is bound.
    ``public``: whoever comes without a token sees what is released to everyone, ``delay_days``
    after it came. ``hosts``: names by which people reach this server, beside addresses and
    localhost. ``page``: the folder of the page's built files. ``workers``: processes beside the
    server that work out situations; none: as many as the record and the machine call for.
    ``tiles``: an archive of tiles for the map."""

    record: str
    host: str = "127.0.0.1"
    port: int = 8000
    title: str = "Sayso"
    demo: bool = False
    public: bool = False
    delay_days: int = 0
    hosts: tuple[str, ...] = ()
    page: Path = Path(__file__).parent.parent / "page"
    workers: int | None = None
    tiles: Tiles | None = None

    @property
    def local(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK
