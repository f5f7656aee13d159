"""Arranging the tables on the floor plan: by mouse, by finger, by keyboard; and who was faster."""

import re
from typing import Any

import httpx2
import psycopg
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import ON_ONE_WORKER, Night, opened_page
from tests.browser.test_console import photograph

pytestmark = ON_ONE_WORKER
PLACE = re.compile(r"(\d+) from the left, (\d+) from the top")


@pytest.fixture
def plan(night: Night) -> Any:
    """The address of the pub's layout; what a test has drawn is gone after it."""
    path = f"{night.address}/api/v1/restaurants/{night.pub.id}/layout"
    yield path
    now = read(path)
    httpx2.put(path, json={"version": now["version"], "tables": []}, trust_env=False)


def read(path: str) -> dict[str, Any]:
    """Return the layout as the service tells it."""
    found: dict[str, Any] = httpx2.get(path, trust_env=False).json()
    return found


def place_in(layout: dict[str, Any], night: Night, name: str) -> tuple[float, float]:
    """Return where a table stands."""
    [table] = [item["id"] for item in night.day["tables"] if item["name"] == name]
    [found] = [item for item in layout["tables"] if item["tableId"] == table]
    return found["x"], found["y"]


def arranging(page: Page, night: Night, name: str) -> Locator:
    """Begin to arrange; return a table."""
    page.goto(night.url() + "&view=floor")
    page.get_by_role("button", name="Arrange tables").click()
    return page.locator(".movable").filter(has_text=re.compile(rf"^\s*Table {name},"))


def place_of(table: Locator) -> tuple[int, int]:
    """Return where a table says that it is."""
    found = PLACE.search(table.get_attribute("aria-label") or "")
    assert found is not None
    return int(found[1]), int(found[2])


def middle(table: Locator) -> tuple[float, float]:
    """Return the middle of a table on the screen."""
    table.scroll_into_view_if_needed()
    box = table.locator(".top").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_tables_are_dragged_saved_and_put_back(page: Page, night: Night, plan: str) -> None:
    """On the grid, never outside, nothing kept before it is saved, and back in one step."""
    before = read(plan)
    table = arranging(page, night, "B4")
    start = place_of(table)
    x, y = middle(table)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 103, y + 57, steps=3)
    page.mouse.up()
    moved = place_of(table)
    assert moved != start
    assert all(at % 10 == 0 for at in moved)
    x, y = middle(table)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(5, y, steps=3)
    page.mouse.up()
    at_the_wall = place_of(table)
    assert 20 <= at_the_wall[0] <= 60
    photograph(page, "arrange")
    page.get_by_role("button", name="Undo", exact=True).click()
    assert place_of(table) == moved
    assert read(plan) == before
    page.get_by_role("button", name="Save").click()
    toast = page.locator(".toast.done")
    expect(toast).to_contain_text("The floor plan is saved")
    assert place_in(read(plan), night, "B4") == moved
    expect(page.locator(".movable")).to_have_count(0)
    toast.get_by_role("button", name="Take back").click()
    expect(page.locator(".toast.done").last).to_contain_text("as it was before")
    assert read(plan)["tables"] == before["tables"]


def test_tables_are_moved_with_the_arrow_keys(page: Page, night: Night, plan: str) -> None:
    """A step, five with Shift, up to the wall; what is undone or cancelled is nowhere."""
    before = read(plan)
    table = arranging(page, night, "D1")
    table.focus()
    x, y = place_of(table)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    after = place_of(table)
    assert after == (round((x + 50) / 10) * 10, round((y + 10) / 10) * 10)
    said = page.locator(".arranging [role=status]")
    expect(said).to_contain_text(f"Table D1, 2 seats, {after[0]} from the left")
    for _ in range(25):
        page.keyboard.press("Shift+ArrowRight")
    assert 940 <= place_of(table)[0] <= 980
    page.get_by_role("button", name="Undo", exact=True).press("Enter")
    assert place_of(table) == (x, y)
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    table.press("ArrowUp")
    page.get_by_role("button", name="Cancel").press("Enter")
    expect(page.locator(".movable")).to_have_count(0)
    assert read(plan) == before


def test_a_finger_moves_a_table_not_the_page(browser: Browser, night: Night, plan: str) -> None:
    """On a tablet: the browser leaves the gesture to the table."""
    with opened_page(browser, viewport={"width": 768, "height": 1024}, has_touch=True) as page:
        table = arranging(page, night, "G1")
        x, y = middle(table)
        start, scrolled = place_of(table), page.evaluate("scrollY")
        wire = page.context.new_cdp_session(page)
        for kind, far in (("touchStart", 0), ("touchMove", 30), ("touchMove", 90)):
            points = [{"x": x + far, "y": y - far}]
            wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
            page.wait_for_timeout(50)
        wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        expect(page.locator(".arranging [role=status]")).to_contain_text("Table G1")
        page.wait_for_timeout(100)
        after = place_of(table)
        assert after[0] > start[0] + 50
        assert after[1] < start[1] - 50
        assert page.evaluate("scrollY") == scrolled
        page.get_by_role("button", name="Cancel").tap()


def test_who_was_faster_is_said(browser: Browser, night: Night, plan: str) -> None:
    """Two arrange at once: the second is told, and takes theirs or saves all the same."""
    with opened_page(browser, expecting="409") as one, opened_page(browser) as two:
        mine, theirs = arranging(one, night, "B1"), arranging(two, night, "B2")
        mine.press("Shift+ArrowDown")
        theirs.press("Shift+ArrowDown")
        two.get_by_role("button", name="Save").click()
        expect(two.locator(".toast.done")).to_be_visible()
        one.get_by_role("button", name="Save").click()
        told = one.get_by_role("alert")
        expect(told).to_contain_text("Somebody else saved another floor plan at")
        photograph(one, "arrange-conflict")
        wanted = place_of(mine)
        told.get_by_role("button", name="Save mine").click()
        expect(one.locator(".toast.done")).to_contain_text("is saved")
        assert place_in(read(plan), night, "B1") == wanted
        # The other one sees it by itself.
        shown = two.locator(".spot-table").filter(has_text=re.compile(r"^\s*Table B1,"))
        at = f"translate({wanted[0]} {wanted[1]})"
        expect(shown).to_have_attribute("transform", at, timeout=10_000)


def test_the_first_drawing_begins_where_the_tables_are(
    browser: Browser, night: Night, plan: str
) -> None:
    """Nobody has recorded a position: it is said, and nothing jumps when arranging begins."""
    with psycopg.connect(night.dsn) as connection:
        kept = connection.execute(
            "select id, position from table_inventory where restaurant_id = %s", [night.pub.id]
        ).fetchall()
        connection.execute(
            "update table_inventory set position = null where restaurant_id = %s", [night.pub.id]
        )
    try:
        with opened_page(browser) as page:
            page.goto(night.url() + "&view=floor")
            expect(page.locator(".floor-head")).to_contain_text("Nobody has said yet")
            drawn = page.locator(".spot-table").first.get_attribute("transform")
            page.get_by_role("button", name="Arrange tables").click()
            assert page.locator(".spot-table").first.get_attribute("transform") == drawn
    finally:
        with psycopg.connect(night.dsn) as connection:
            for table, position in kept:
                connection.execute(
                    "update table_inventory set position = %s where id = %s",
                    [psycopg.types.json.Jsonb(position), table],
                )
