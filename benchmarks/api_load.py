"""How fast the API answers many readers at once.

    python benchmarks/situation_load.py build 100000 /tmp/s100k.db
    python benchmarks/situation_load.py fold /tmp/s100k.db
    python benchmarks/api_load.py /tmp/s100k.db --readers 20 --seconds 60 --pause 1

Starts ``sayso serve`` on the record, waits for the first catalogue, and lets readers ask over kept
connections, each after the last answer and a pause: pages of incidents by country, predicate, side
or words; the day; the items of a country and a year; the situation of a country on a day. Days,
countries and words are drawn anew each time, so that few answers are there already (``--days``
limits the days, as readers of one week's news do). Prints milliseconds (median, 95th percentile,
most) by kind, how long it took until the lists could be asked, and (on Linux) what the server and
its processes took of the processors' time meanwhile, and hold in memory.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

BASE = "/api/v1"
WORDS = ("bombed", "siege", "aid", "truce", "talks", "road", "killed", "fled", "took", "shelled")
LIST = ("incidents", "items", "day")


@dataclass
class Drawn:
    """What questions are drawn from."""

    countries: list[str]
    weights: list[int]
    predicates: list[str]
    sides: list[str]
    first: date
    days: int
    rng: random.Random = field(default_factory=lambda: random.Random(11))

    def country(self) -> str:
        """A country, by its share of what is told."""
        return self.rng.choices(self.countries, self.weights)[0]

    def day(self) -> date:
        """Any day."""
        return self.first + timedelta(days=self.rng.randrange(self.days))

    def incidents(self) -> str:
        """A page of cards."""
        drawn: dict[str, Callable[[], str]] = {
            "country": self.country,
            "predicate": lambda: self.rng.choice(self.predicates),
            "side": lambda: self.rng.choice(self.sides),
            "q": lambda: self.rng.choice(WORDS),
        }
        asked = self.rng.choice(list(drawn))
        value = drawn[asked]()
        start = self.day()
        sort = self.rng.choice(("day", "-day", "roots"))
        return (f"/incidents?{asked}={quote(value)}&from={start}&to={start + timedelta(days=365)}"
                f"&sort={sort}&limit=50")  # fmt: skip

    def items(self) -> str:
        """What map and timeline draw."""
        start = self.day()
        return f"/items?country={self.country()}&from={start}&to={start + timedelta(days=365)}"

    def page(self) -> str:
        """The day that the page opens on."""
        return f"/day?at={self.day()}"

    def situation(self) -> str:
        """The situation of a country."""
        return f"/situation?at={self.day()}&place={self.country()}"


class Reader:
    """One reader with a connection of their own."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> tuple[int, int]:
        """Ask; status and bytes."""
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        head = f"GET {BASE}{path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
        writer.write(f"{head}Accept-Encoding: gzip\r\n\r\n".encode())
        await writer.drain()
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        length = next(
            int(line.split(":")[1]) for line in lines if line.lower().startswith("content-length")
        )
        await reader.readexactly(length)
        return int(lines[0].split()[1]), length


async def load(
    port: int, drawn: Drawn, readers: int, seconds: float, pause: float, server: int
) -> None:
    """Let readers ask, and print how long they waited. ``server``: the number of its process."""
    asks: dict[str, Callable[[], str]] = {
        "incidents": drawn.incidents, "items": drawn.items, "day": drawn.page,
        "situation": drawn.situation,
    }  # fmt: skip
    took: dict[str, list[float]] = {kind: [] for kind in asks}
    sizes: dict[str, int] = dict.fromkeys(asks, 0)
    failed: list[str] = []
    before = used(server)
    ends = time.monotonic() + seconds

    async def read(number: int) -> None:
        reader, turn = Reader(port), number
        await asyncio.sleep(drawn.rng.random() * pause)
        while time.monotonic() < ends:
            kind = list(asks)[turn % len(asks)]
            turn += 1
            path = asks[kind]()
            began = time.perf_counter()
            status, size = await reader.get(path)
            took[kind].append(time.perf_counter() - began)
            sizes[kind] += size
            if status != 200:
                failed.append(f"{status} {path}")
            if pause:
                await asyncio.sleep(pause * drawn.rng.uniform(0.5, 1.5))

    await asyncio.gather(*(read(number) for number in range(readers)))
    told = f"about {pause:g} s" if pause else "none"
    print(f"{readers} readers, {seconds:g} s, pause between a reader's questions: {told}")
    for kind, found in took.items():
        mean = sizes[kind] / max(1, len(found)) / 1000
        print(f"  {kind:10} {_spread(found)} ({mean:.0f} kB packed)")
    print(f"  {'lists':10} {_spread([t for kind in LIST for t in took[kind]])}")
    asked = sum(map(len, took.values()))
    print(
        f"  {asked / seconds:.1f} answers a second, {len(failed)} failed", *failed[:3], flush=True
    )
    for number, now in used(server).items():
        name = "the server" if number == server else "  beside it"
        spent = now.cpu - before[number].cpu if number in before else now.cpu
        each = spent * 1000 / max(1, asked)
        print(f"  {name}: {each:.1f} ms of processor an answer, {now.mb:.0f} MB", flush=True)


@dataclass(frozen=True)
class Used:
    """What a process has used: seconds of processors' time, MB of memory of its own (without the
    pages of the record's file, which all of them share)."""

    cpu: float
    mb: float


def used(server: int) -> dict[int, Used]:
    """Of the server and its processes, by number; nothing where the system does not tell."""
    numbers = [server]
    try:
        for task in Path(f"/proc/{server}/task").iterdir():
            numbers += [int(n) for n in (task / "children").read_text().split()]
    except OSError:
        return {}
    found = {}
    for number in numbers:
        try:
            stat = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
            status = Path(f"/proc/{number}/status").read_text()
        except OSError:
            continue
        own = re.search(r"RssAnon:\s+(\d+)", status)
        ticks = int(stat[11]) + int(stat[12])
        found[number] = Used(
            cpu=ticks / os.sysconf("SC_CLK_TCK"), mb=int(own[1]) / 1000 if own else 0.0
        )
    return found


def _spread(took: list[float]) -> str:
    took = sorted(t * 1000 for t in took) or [0.0]
    return (f"{len(took):6} asked, median {took[len(took) // 2]:6.0f} ms, "
            f"p95 {took[int(len(took) * 0.95)]:6.0f}, most {took[-1]:6.0f}")  # fmt: skip


async def first(port: int, days: int | None) -> Drawn:
    """Wait for the server and its catalogue; what to draw from."""
    began = time.monotonic()
    reader = Reader(port)
    while True:
        try:
            status, _ = await reader.get("/about")
            break
        except (OSError, asyncio.IncompleteReadError):
            reader.streams = None
            await asyncio.sleep(0.1)
    print(f"server up after {time.monotonic() - began:.1f} s ({status})", flush=True)
    while (await reader.get("/timeline?bins=1"))[0] == 503:
        await asyncio.sleep(0.5)
    print(f"lists after {time.monotonic() - began:.1f} s", flush=True)
    for path in ("/items", "/facets"):
        for way in ("first", "again"):
            at = time.perf_counter()
            _, size = await reader.get(path)
            took = (time.perf_counter() - at) * 1000
            print(f"{path} {way}: {took:.0f} ms, {size / 1000:.0f} kB packed", flush=True)
    about, facets = (json.loads(_plain(port, path))["data"] for path in ("/about", "/facets"))
    start = date.fromisoformat(about["newest"]) - timedelta(days=days or 15 * 365 - 366)
    return Drawn(
        countries=[c["value"] for c in facets["countries"]],
        weights=[c["count"] for c in facets["countries"]],
        predicates=[p["value"] for p in facets["predicates"]],
        sides=[s["value"] for s in facets["sides"]], first=start, days=days or 14 * 365,
    )  # fmt: skip


def _plain(port: int, path: str) -> bytes:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", BASE + path)
    return connection.getresponse().read()


def main() -> None:
    """See the head of this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, action="append", help="repeatable; default 1 and 0")
    parser.add_argument("--days", type=int, help="draw from the newest days only")
    given = parser.parse_args()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "sayso", "serve", "--record", str(given.record),
               "--port", str(port)]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            drawn = asyncio.run(first(port, given.days))
            for pause in given.pause or [1.0, 0.0]:
                asyncio.run(load(port, drawn, given.readers, given.seconds, pause, server.pid))
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
