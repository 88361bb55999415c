"""What is told in Arabic, on a page in English; and the timeline by mouse and keyboard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.arabic import DENIAL, OUTLETS, SENTENCE, SPEAKER
from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

DIRECTION = "found => getComputedStyle(found).direction"


def runs(found: Locator) -> str:
    """Which way a text runs: rtl or ltr."""
    return str(found.evaluate(DIRECTION))


def left(found: Locator) -> float:
    box = found.bounding_box()
    assert box is not None
    return box["x"]


def days(page: Page) -> list[str]:
    """The days that the address says are shown."""
    page.wait_for_timeout(300)
    found = re.search(r"days=([\d-]+)\.\.([\d-]+)", page.url)
    return list(found.groups()) if found else []


@pytest.mark.parametrize("look", ["desktop light"], indirect=True)
def test_arabic_and_the_timeline(arabic: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{arabic}/?at=2016-02-04&days=2016-02-03..2016-02-04&span=2016-01-20..2016-02-20")

    # Side by side: words from right to left, what the page says of them from left to right, and the
    # outlet before whom it quotes.
    denial = page.get_by_role("article", name=f"Account of {SPEAKER}")
    denial.wait_for()
    assert runs(denial.get_by_text(DENIAL)) == "rtl"
    path = denial.get_by_role("list", name="By way of")
    assert runs(path) == "ltr"
    assert left(path.get_by_text(OUTLETS[1])) < left(path.get_by_text(SPEAKER))

    # The same in the list.
    words = page.locator("q.row-words").filter(has_text=SENTENCE)
    words.wait_for()
    assert runs(words) == "rtl"
    assert runs(page.locator(".row-title bdi").first) == "ltr"
    assert left(page.locator(".row-said bdi").filter(has_text=OUTLETS[0]).first) < left(words)

    # And in the reader, with exactly the sentence marked.
    page.get_by_role("article", name=f"Account of {OUTLETS[0]}").first.get_by_role(
        "button", name="read in report"
    ).click()
    mark = page.get_by_role("dialog").locator("mark")
    mark.first.wait_for()
    assert "".join(mark.all_inner_texts()) == SENTENCE
    assert runs(mark.first) == "rtl"
    page.keyboard.press("Escape")

    # Drag over the timeline for new days; then the end of them, then all of them by keys.
    brush = page.locator(".brush")
    box = brush.bounding_box()
    assert box is not None
    across, down = box["width"], box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + across * 0.1, down)
    page.mouse.down()
    page.mouse.move(box["x"] + across * 0.3, down, steps=4)
    page.mouse.up()
    first, last = days(page)
    assert "2016-01-20" < first < last < "2016-02-02"
    grip = page.get_by_role("slider", name="Last day shown").bounding_box()
    assert grip is not None
    page.mouse.move(grip["x"] + grip["width"] / 2, down)
    page.mouse.down()
    page.mouse.move(box["x"] + across * 0.6, down, steps=4)
    page.mouse.up()
    assert days(page)[0] == first
    assert days(page)[1] > "2016-02-04"
    page.get_by_text(re.compile("shown 2")).first.wait_for()
    page.get_by_role("slider", name="Days shown, moved together").press("PageDown")
    assert days(page)[0] > first
    page.get_by_text(re.compile("shown 0")).first.wait_for()
    page.get_by_role("slider", name="Days shown, moved together").press("Escape")
    page.get_by_text(re.compile("shown 2")).first.wait_for()
    assert "days=all" in page.url
