"""A newcomer's walk through the demo, in each look; and what axe finds on every panel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.browser.conftest import Watched
from tests.tiles import LICENCE

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SIEGE = "how long the siege lasted"


def part(page: Page, name: str) -> None:
    """On a phone, go to a part of the page; on a desk all are there."""
    parts = page.get_by_role("navigation", name="Parts of the page")
    if parts.is_visible():
        parts.get_by_role("button", name=name).click()


def shown(page: Page) -> int:
    """How many incidents the list says it shows."""
    part(page, "List")
    words = page.get_by_text(re.compile(r"shown \d+")).first
    words.wait_for()
    found = re.search(r"shown ([\d,\u202f ]+)", words.inner_text())
    assert found
    return int(re.sub(r"\D", "", found[1]))


def changed(page: Page, before: int) -> int:
    """The count once it is another one."""
    for _ in range(50):
        if (now := shown(page)) != before:
            return now
        page.wait_for_timeout(100)
    raise AssertionError(f"still {before} shown")


def open_day(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Day looked at").fill("2016-02-04")
    page.get_by_role("heading", name="Thursday 4 February 2016").wait_for()
    page.get_by_role("article").first.wait_for()


def drawer(page: Page) -> Locator:
    return page.get_by_role("dialog")


def test_walk(demo: str, watched: Watched) -> None:
    page = watched.page
    open_day(page, demo)
    siege = page.get_by_role("article").filter(has_text=SIEGE).first
    assert "Nubl" in siege.inner_text()
    assert page.get_by_role("heading", name=re.compile("cut")).count() > 0

    page.get_by_role("tab", name="Situation").click()
    routes = page.get_by_role("tabpanel").get_by_text(re.compile(r"\bcut\b"))
    routes.first.wait_for()
    assert page.get_by_role("tabpanel").get_by_text("Nubl").count() > 0
    page.get_by_role("tab", name="Day").click()

    # The dispute on the siege's length, and the sentence in its report.
    siege.get_by_role("button", name="Accounts differ on a figure").first.click()
    drawer(page).get_by_role("heading", name=re.compile(SIEGE)).wait_for()
    for words in ("three-year", "three and a half years", "nearly four years"):
        assert words in drawer(page).inner_text()
    drawer(page).get_by_role("button", name="read in report").first.click()
    mark = drawer(page).locator("mark").first
    mark.wait_for()
    assert "year" in mark.inner_text()
    page.keyboard.press("Escape")
    drawer(page).wait_for(state="hidden")

    # Brush the timeline, then one outlet.
    whole = shown(page)
    part(page, "Time")
    last = page.get_by_role("slider", name="Last day shown")
    last.focus()
    for _ in range(12):
        last.press("ArrowLeft")
    brushed = changed(page, whole)
    assert 0 < brushed < whole
    page.get_by_role("button", name=re.compile("^Filters")).click()
    outlet = page.get_by_role("group", name="Outlet")
    outlet.get_by_role("checkbox", name=re.compile("State News Agency")).check()
    page.get_by_role("button", name="Close").first.click()
    told = changed(page, brushed)
    assert 0 < told < brushed

    # What the archive of tiles has is on the map, with its licence.
    part(page, "Map")
    page.locator(".map-box[data-roads]").wait_for()
    assert int(page.locator(".map-box").get_attribute("data-roads") or 0) > 0
    assert page.locator(".map-licence").inner_text() == LICENCE

    # The address says all of it.
    second = page.context.new_page()
    other = Watched(second, watched.errors, watched.abroad)
    other.watch()
    second.goto(page.url)
    assert second.get_by_label("Day looked at").input_value() == "2016-02-04"
    assert shown(second) == told
    second.close()


@pytest.mark.parametrize("look", ["desktop light", "phone dark"], indirect=True)
def test_export(demo: str, watched: Watched) -> None:
    page = watched.page
    open_day(page, demo)
    count = shown(page)
    page.locator("summary", has_text="Export").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Incidents (JSON Lines)").click()
    lines = waiting.value.path().read_text(encoding="utf-8").splitlines()
    assert len(lines) == count


@pytest.mark.parametrize("look", ["desktop light", "phone dark"], indirect=True)
def test_review(demo: str, watched: Watched, look: str) -> None:
    page = watched.page
    open_day(page, demo)
    page.get_by_role("tab", name="Review").click()
    who = f"Reviewer {look}"
    page.get_by_label(re.compile("Your name")).first.fill(who)
    page.get_by_label(re.compile("^Why")).first.fill("the words say so")
    page.get_by_role("button", name=re.compile("^Accept")).first.click()
    page.get_by_text(re.compile("accepted|Accepted")).first.wait_for()
    audit = page.request.get(f"{demo}/api/v1/audit?limit=5").json()
    newest = audit["data"][0]
    assert newest["by"] == who
    assert newest["what"].endswith("accept") or "accept" in newest["detail"]

    # An account is parted from its happening, and put back; all by keyboard.
    cards = page.request.get(f"{demo}/api/v1/incidents?sort=roots&limit=9").json()["data"]
    card = next(card for card in cards if card["claims"] > 3)
    told = page.request.get(f"{demo}/api/v1/incidents/{card['id']}").json()["data"]
    page.goto(f"{demo}/?at=2016-02-04&open=incident:{card['id']}")
    part_off = drawer(page).get_by_role("button", name=re.compile("^Part from the others"))
    drawer(page).locator("summary", has_text="An account is of another").press("Enter")
    part_off.first.wait_for()
    assert part_off.count() == len(told["accounts"])
    number = next(n for n, a in enumerate(told["accounts"]) if a["claim"] != card["id"])
    part_off.nth(number).press("Enter")  # without a reason it is asked for
    why = drawer(page).get_by_label(re.compile("^Why"))
    assert why.evaluate("box => box === document.activeElement")
    why.fill("another road")
    part_off.nth(number).press("Enter")
    drawer(page).get_by_text(re.compile(f"split off by {who}.*another road")).wait_for()
    assert part_off.count() == len(told["accounts"]) - 1
    drawer(page).get_by_role("button", name="take back").first.press("Enter")
    drawer(page).get_by_text("Taken back by").wait_for()
    audit = page.request.get(f"{demo}/api/v1/audit?limit=2").json()["data"]
    assert [entry["what"] for entry in audit] == ["judge: undo", "judge: split"]


@pytest.mark.parametrize("look", ["desktop dark"], indirect=True)
@pytest.mark.parametrize(
    "tab",
    ["Day", "Situation", "Talks", "Positions", "Changes", "Access", "Review", "Method"],
)
def test_axe(demo: str, watched: Watched, tab: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = watched.page
    open_day(page, demo)
    page.get_by_role("tab", name=tab).click()
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response["violations"]
    grave = [v for v in found if v["impact"] in ("serious", "critical")]
    told = [(v["id"], v["help"], [n["html"][:200] for n in v["nodes"][:3]]) for v in grave]
    assert told == []


@pytest.mark.parametrize("look", ["phone light"], indirect=True)
@pytest.mark.parametrize("kind", ["incident", "claim", "report", "dispute"])
def test_axe_of_the_drawer(demo: str, watched: Watched, kind: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = watched.page
    listed = page.request.get(f"{demo}/api/v1/{kind}s?limit=1").json()["data"][0]
    id = (listed.get(kind) or listed).get("id")
    page.goto(f"{demo}/?at=2016-02-04&open={kind}:{id}")
    drawer(page).wait_for()
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response["violations"]
    grave = [v for v in found if v["impact"] in ("serious", "critical")]
    told = [(v["id"], v["help"], [n["html"][:200] for n in v["nodes"][:3]]) for v in grave]
    assert told == []
