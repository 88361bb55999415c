"""How quickly the page opens and moves on a large record.

    python benchmarks/situation_load.py build 100000 /tmp/s100k.db
    python benchmarks/page_load.py /tmp/s100k.db
    python benchmarks/page_load.py --address http://127.0.0.1:8000 --day 2016-02-04

Starts ``sayso serve`` on the record, waits for its catalogue, and opens the page in Debian's
Chromium with nothing cached, as tests/browser does. Prints, in milliseconds after the address was
asked for, when the first words stood on the screen, the day's accounts, the list's first rows,
both of these (**first useful paint**) and the map's marks. Then it drags the map, the brush of
the timeline and one of its ends, 30 steps each, opens every tab, and tells of each: frames a
second, the longest main-thread task by the clock and by CPU (Chromium's own trace: on a busy
machine the clock also counts what others did meanwhile), how many took over 50 ms, and how long
until the tab's answer was shown. Maps are drawn in software here: frames a second are those of a
machine without a graphics card, and a long task by the clock may be one that waits for them (its
CPU is short then).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

FLAGS = ("--no-sandbox", "--enable-unsafe-swiftshader")
TRACED = ("devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel")
WIDTHS = {"desktop": (1440, 900), "phone": (390, 844)}
STEPS = 30
LONG = 50.0  # ms
PATIENCE = 300_000  # ms
SHOWN = "!document.querySelector('#panel .loading')"
TABS = ("Situation", "Talks", "Positions", "Changes", "Access", "Review", "Method", "Day")

# Notes when things first stood on the screen, and every frame.
WATCH = """
window.seen = {}; window.frames = [];
const signs = {
  accounts: () => document.querySelector("#panel article, #panel .empty"),
  rows: () => [...document.querySelectorAll(".row-title")].some((one) => one.textContent !== "…")
    || document.querySelector(".rows .empty"),
  marks: () => document.querySelector(".map-box[data-marks]"),
};
const look = (now) => {
  window.frames.push(now);
  for (const [name, sign] of Object.entries(signs)) {
    if (name in window.seen || !sign()) continue;
    window.seen[name] = 0;
    setTimeout(() => { window.seen[name] = performance.now(); }, 0);  // after it was painted
  }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


@dataclass
class Moved:
    """What one movement asked of the page."""

    what: str
    seconds: float
    frames: float  # a second
    longest: float  # ms by the clock
    longest_cpu: float
    over: int
    over_cpu: int
    shown: float | None = None  # ms until it was on the screen


def main() -> None:
    """Measures as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record", nargs="?", help="a record; a server is started on it")
    parser.add_argument("--address", help="of a server that runs already")
    parser.add_argument("--day", help="the day to open (default: the page's own choice)")
    parser.add_argument("--width", choices=WIDTHS, default="desktop")
    parser.add_argument("--opens", type=int, default=5, help="times the page is opened")
    parser.add_argument("--tabs", default=",".join(TABS), help="tabs to open, with commas")
    parser.add_argument("--still", action="store_true", help="move nothing")
    args = parser.parse_args()
    if args.address:
        measure(args.address, args)
    elif args.record:
        with served(args.record) as address:
            measure(address, args)
    else:
        parser.error("name a record or an address")


@contextmanager
def served(record: str) -> Iterator[str]:
    """The address of a server over a record, once its lists can be asked."""
    command = [sys.executable, "-m", "sayso", "serve", "--record", record, "--port", "0"]
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said.txt"
        with said.open("w") as out:
            process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        try:
            start = time.monotonic()
            while not (found := re.search(r"http://127\.0\.0\.1:\d+", said.read_text("utf-8"))):
                if process.poll() is not None:
                    raise SystemExit(said.read_text("utf-8"))
                time.sleep(0.1)
            while not ready(found[0]):
                time.sleep(0.5)
            print(f"lists ready after {time.monotonic() - start:.1f} s")
            yield found[0]
        finally:
            process.terminate()
            process.wait(30)


def ready(address: str) -> bool:
    """Whether the server's lists are made."""
    try:
        with urllib.request.urlopen(f"{address}/api/v1/items?limit=1", timeout=120) as answer:
            return bool(answer.status == 200)
    except (urllib.error.HTTPError, ConnectionError, urllib.error.URLError):
        return False


def measure(address: str, args: argparse.Namespace) -> None:
    """Opens the page, moves it, and prints what that took."""
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("SAYSO_TEST_CHROMIUM") or shutil.which("chromium")
    url = f"{address}/?at={args.day}" if args.day else address
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser,
    ):
        for turn in range(args.opens):
            opened(browser, url, args.width, trace=turn == args.opens - 1)
        with fresh(browser, args.width) as page:
            page.goto(url)
            settle(page)
            if args.width == "desktop" and not args.still:
                told(moves(browser, page))
            told(tabs(browser, page, args.tabs.split(",")))


@contextmanager
def fresh(browser: Browser, width: str) -> Iterator[Page]:
    """A page in a browser that has nothing cached."""
    across, down = WIDTHS[width]
    with browser.new_context(viewport={"width": across, "height": down}) as context:
        page = context.new_page()
        page.add_init_script(WATCH)
        yield page


def opened(browser: Browser, url: str, width: str, *, trace: bool) -> None:
    """Opens the page once and prints when what was there, and how much was fetched."""
    with fresh(browser, width) as page:
        asked: list[Request] = []
        page.on("requestfinished", lambda one: asked.append(one))
        if trace:
            browser.start_tracing(page=page, categories=list(TRACED))
        page.goto(url)
        settle(page, marks=width == "desktop")
        tasks = traced(browser) if trace else []
        sizes = [one.sizes()["responseBodySize"] for one in asked]
        seen: dict[str, float] = page.evaluate("window.seen")
        words = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        useful = max(seen["accounts"], seen.get("rows", 0.0))
        line = ", ".join(f"{name} {ms:.0f}" for name, ms in seen.items())
        print(f"opened: useful {useful:.0f} ms (first words {words:.0f}, {line}); "
              f"{len(sizes)} requests, {sum(sizes) / 1e6:.2f} MB")  # fmt: skip
        if trace:
            told([Moved("opening (traced)", useful / 1000, 0.0, *summed(tasks), useful)])


def settle(page: Page, *, marks: bool = True) -> None:
    """Waits until the page has all, and rests."""
    for name in ("accounts", "rows", "marks") if marks else ("accounts",):
        wait(page, f"window.seen.{name} > 0")
    if marks:
        wait(page, "document.querySelector('.map-box[data-land]')")
    page.wait_for_load_state("networkidle", timeout=PATIENCE)
    page.wait_for_timeout(1500)


def wait(page: Page, holds: str) -> None:
    """Waits until something holds of the page, whose own rules forbid Playwright's way to wait."""
    for _ in range(int(PATIENCE / 20)):
        if page.evaluate(f"Boolean({holds})"):
            return
        page.wait_for_timeout(20)
    raise SystemExit(f"the page never came to {holds}")


def moves(browser: Browser, page: Page) -> Iterator[Moved]:
    """The map dragged and zoomed, the timeline's brush and one of its ends, the list scrolled."""
    x, y = middle(page, ".map-box")
    yield moved(browser, page, "panning the map", lambda: drag(page, x, y, -9, 4))
    yield moved(browser, page, "zooming the map", lambda: wheel(page, x, y))
    for name, part in (("brushing: the days moved", ".brushed"), ("brushing: one end", ".grip")):
        yield moved(browser, page, name, partial(drag, page, *middle(page, part), 6, 0))
    page.get_by_role("button", name="all days").click()
    page.get_by_role("button", name="Show the whole record").click()
    page.wait_for_timeout(2000)
    x, y = middle(page, ".brush")
    yield moved(browser, page, "brushing years", lambda: drag(page, x - 300, y, 20, 0))
    page.mouse.move(*middle(page, ".rows"))
    yield moved(browser, page, "scrolling the list", lambda: scroll(page))


def middle(page: Page, part: str) -> tuple[float, float]:
    """The middle of a part of the page (of the last, where there are several)."""
    box = page.locator(part).last.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, x: float, y: float, across: float, down: float) -> None:
    """Drags in steps of a frame or so."""
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, STEPS + 1):
        page.mouse.move(x + across * step, y + down * step)
        page.wait_for_timeout(25)
    page.mouse.up()


def wheel(page: Page, x: float, y: float) -> None:
    """Zooms in and out again by the wheel."""
    page.mouse.move(x, y)
    for step in range(STEPS):
        page.mouse.wheel(0, -60 if step < STEPS / 2 else 60)
        page.wait_for_timeout(40)


def scroll(page: Page) -> None:
    """Scrolls whatever is under the pointer."""
    for _ in range(STEPS):
        page.mouse.wheel(0, 150)
        page.wait_for_timeout(25)


def tabs(browser: Browser, page: Page, names: list[str]) -> Iterator[Moved]:
    """Every tab opened, until its answer is shown; then its text scrolled."""
    for name in names:
        tab = page.get_by_role("tab", name=name)
        if not tab.count():
            continue
        answered(page, name)

        def show(tab: Any = tab) -> float:
            start = time.monotonic()
            tab.click()
            wait(page, SHOWN)
            return (time.monotonic() - start) * 1000

        yield moved(browser, page, f"tab {name}", show)
        page.mouse.move(*middle(page, "#panel"))
        yield moved(browser, page, f"  scrolled: {name}", lambda: scroll(page))


def answered(page: Page, name: str) -> None:
    """Lets the server make its answer beforehand: what it takes is not the page's time."""
    page.get_by_role("tab", name=name).click()
    wait(page, SHOWN)
    other = "Method" if name != "Method" else "Day"
    page.get_by_role("tab", name=other).click()
    page.wait_for_timeout(700)


def moved(browser: Browser, page: Page, what: str, act: Callable[[], float | None]) -> Moved:
    """Does something with the page while it is watched."""
    page.evaluate("window.frames = []")
    browser.start_tracing(page=page, categories=list(TRACED))
    start = time.monotonic()
    shown = act()
    seconds = time.monotonic() - start
    frames: list[float] = page.evaluate("window.frames")
    page.wait_for_timeout(600)
    tasks = traced(browser)
    rate = (len(frames) - 1) / max(1e-3, (frames[-1] - frames[0]) / 1000) if frames else 0.0
    return Moved(what, seconds, rate, *summed(tasks), shown)


def traced(browser: Browser) -> list[tuple[float, float]]:
    """The tasks of the page's main thread since tracing began: ms by the clock, and of CPU."""
    events = json.loads(browser.stop_tracing())["traceEvents"]
    mains = {
        (one["pid"], one["tid"])
        for one in events
        if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain"
    }
    by_thread: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for one in events:
        if one["name"] == "RunTask" and (one["pid"], one["tid"]) in mains:
            pair = one.get("dur", 0) / 1000, one.get("tdur", 0) / 1000
            by_thread[one["pid"], one["tid"]].append(pair)
    return max(by_thread.values(), key=lambda tasks: sum(cpu for _, cpu in tasks), default=[])


def summed(tasks: list[tuple[float, float]]) -> tuple[float, float, int, int]:
    """The longest by clock and CPU, and how many are too long by either."""
    clock, cpu = [one for one, _ in tasks], [one for _, one in tasks]
    return (
        max(clock, default=0.0), max(cpu, default=0.0),
        sum(one > LONG for one in clock), sum(one > LONG for one in cpu),
    )  # fmt: skip


def told(found: Iterable[Moved]) -> None:
    """Prints a line for each."""
    for one in found:
        shown = "" if one.shown is None else f", shown after {one.shown:.0f} ms"
        print(f"{one.what}: longest task {one.longest:.0f} ms (CPU {one.longest_cpu:.0f}), "
              f"over 50 ms {one.over} (CPU {one.over_cpu}), {one.frames:.0f} frames/s "
              f"in {one.seconds:.1f} s{shown}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
