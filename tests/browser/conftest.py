"""A served demo and a browser: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from tests.arabic import make_arabic
from tests.tiles import write_tiles

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

CHROMIUM = "SAYSO_TEST_CHROMIUM"  # the path of the browser, where it is not called chromium
START_SECONDS = 180  # the examples are read first
# Maps are drawn by WebGL: in software here. A machine of tests gives Chromium no sandbox.
FLAGS = ("--no-sandbox", "--enable-unsafe-swiftshader")
WIDTHS = {"desktop": (1440, 900), "phone": (390, 844)}


@dataclass
class Watched:
    """A page with what it should never do: errors on its console, requests off the machine."""

    page: Page
    errors: list[str] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Look on from now."""
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "GPU stall" not in message.text:
            self.errors.append(message.text)

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            self.abroad.append(request.url)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path; skips where there is none."""
    found = os.environ.get(CHROMIUM) or shutil.which("chromium")
    if not found:
        pytest.skip(f"no chromium here, and {CHROMIUM} names none")
    return found


@pytest.fixture(scope="session")
def demo(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """The address of ``sayso serve --demo`` in a folder of its own, with tiles for the map."""
    work = tmp_path_factory.mktemp("demo")
    with _served(work, "--demo", "--tiles", str(write_tiles(work / "about-nubl.pmtiles"))) as found:
        yield found


@pytest.fixture(scope="session")
def arabic(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """The address of a small record in Arabic."""
    work = tmp_path_factory.mktemp("arabic")
    with _served(work, "--record", make_arabic(work / "arabic.db")) as found:
        yield found


@contextmanager
def _served(work: Path, *options: str) -> Iterator[str]:
    environment = {**os.environ, "XDG_CACHE_HOME": str(work), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "sayso", "serve", "--port", "0", *options]
    with (work / "said.txt").open("w") as said:
        process = subprocess.Popen(
            command, cwd=work, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            yield _address(process, work / "said.txt")
        finally:
            process.terminate()
            process.wait(20)


def _address(process: subprocess.Popen[bytes], said: Path) -> str:
    """What the server says that its address is, once it answers."""
    for _ in range(START_SECONDS * 5):
        if found := re.search(r"http://127\.0\.0\.1:\d+", said.read_text(encoding="utf-8")):
            with urllib.request.urlopen(f"{found[0]}/api/v1/about", timeout=30) as answer:
                assert answer.status == 200
            return found[0]
        assert process.poll() is None, said.read_text(encoding="utf-8")[-2000:]
        time.sleep(0.2)
    raise AssertionError(f"the server never came up: {said.read_text(encoding='utf-8')[-2000:]}")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Generator[Browser]:
    """One browser for all tests."""
    from playwright.sync_api import sync_playwright

    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=FLAGS) as found,
    ):
        yield found


@pytest.fixture(params=["desktop light", "desktop dark", "phone light", "phone dark"])
def look(request: pytest.FixtureRequest) -> str:
    """A width and a colour scheme."""
    return str(request.param)


@pytest.fixture
def watched(browser: Browser, look: str) -> Iterator[Watched]:
    """A new page in that look; at the end it must have been quiet and stayed on the machine."""
    width, scheme = look.split()
    across, down = WIDTHS[width]
    with browser.new_context(
        viewport={"width": across, "height": down},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        accept_downloads=True,
    ) as context:
        found = Watched(context.new_page())
        found.watch()
        yield found
        assert found.errors == []
        assert found.abroad == []
