"""Choosing tables by hand in the console: by mouse, by keyboard, and what speaks against it.

What a test changes it takes back: the night is shared.
"""

import re

import psycopg
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ON_ONE_WORKER, Night, opened_page
from tests.browser.test_console import photograph

pytestmark = ON_ONE_WORKER


def tables_of(night: Night, booking: str) -> list[str]:
    """Return the numbers of the tables that a booking has in the database."""
    with psycopg.connect(night.dsn) as connection:
        rows = connection.execute(
            "select t.table_number from booking_table_assignments a"
            " join table_inventory t on t.id = a.table_id where a.booking_id = %s order by 1",
            [booking],
        ).fetchall()
    return [number for (number,) in rows]


def alone_on(night: Night, table: str) -> str:
    """Return a booking that sits on this one table, the first of the night."""
    [place] = [item["id"] for item in night.day["tables"] if item["name"] == table]
    here = [item for item in night.day["seatings"] if item["tableIds"] == [place]]
    return str(min(here, key=lambda seating: str(seating["startAt"]))["bookingId"])


def bar(page: Page, booking: str) -> tuple[float, float]:
    """Return a point within a booking's bar, once it is in sight."""
    found = page.locator(f".seating[data-booking='{booking}'] .bar").first
    found.scroll_into_view_if_needed()
    box = found.bounding_box()
    assert box is not None
    return box["x"] + 8, box["y"] + box["height"] / 2


def row(page: Page, table: str) -> float:
    """Return the height of a table's row."""
    box = page.locator(".table-name", has_text=table).first.bounding_box()
    assert box is not None
    return box["y"] + box["height"] / 2


def busy_tables(night: Night, seating: dict[str, str]) -> set[str]:
    """Return the tables that somebody has while a seating lasts."""
    return {
        table
        for item in night.day["seatings"]
        if item["startAt"] < seating["endAt"] and item["endAt"] > seating["startAt"]
        for table in item["tableIds"]
    }


def movable_booking(night: Night) -> tuple[str, str]:
    """Return a booking on a single table, and another one that is free then and fits."""
    parties = {item["id"]: item["party"] for item in night.day["bookings"]}
    for seating in night.day["seatings"]:
        party = parties[seating["bookingId"]]
        if len(seating["tableIds"]) == 1:
            for table in night.day["tables"]:
                fits = table["minParty"] <= party <= table["capacity"] <= party + 2
                if fits and table["id"] not in busy_tables(night, seating):
                    return str(seating["bookingId"]), str(table["name"])
    raise AssertionError("the night is too full")


def test_a_booking_is_dragged_to_another_table_and_taken_back(page: Page, night: Night) -> None:
    """It says what it would do while it is in the air, does it, and takes it back."""
    booking, table = movable_booking(night)
    had = tables_of(night, booking)
    page.goto(night.url())
    x, y = bar(page, booking)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, row(page, table), steps=5)
    card = page.locator(".carrying-card")
    expect(card).to_contain_text(f"to {table}")
    expect(card).to_contain_text("seats")
    expect(page.locator(".spot.fine")).to_have_count(1)
    photograph(page, "drag")
    page.mouse.up()
    toast = page.locator(".toast.done")
    expect(toast).to_contain_text(f"sits at {table}")
    assert tables_of(night, booking) == [table]
    toast.get_by_role("button", name="Take back").click()
    expect(page.locator(".toast.done")).to_contain_text(f"sits at {' + '.join(had)}")
    assert tables_of(night, booking) == had


def test_what_is_taken_is_said_while_dragging_and_nothing_happens(page: Page, night: Night) -> None:
    """A table that somebody else has then: their time, in red; escape puts the booking back."""
    first, second = alone_on(night, "B1"), alone_on(night, "B2")
    had = tables_of(night, first)
    page.goto(night.url())
    x, y = bar(page, first)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, row(page, "B2"), steps=5)
    expect(page.locator(".spot.bad")).to_have_count(1)
    expect(page.locator(".carrying-card")).to_contain_text("Table B2 is taken by a party of")
    page.keyboard.press("Escape")
    expect(page.locator(".carrying-card")).to_have_count(0)
    page.mouse.up()
    assert (tables_of(night, first), tables_of(night, second)) == (had, ["B2"])


def test_tables_are_chosen_with_the_keyboard_alone(page: Page, night: Night) -> None:
    """From the timeline to the panel, a free table, the checks, and seated."""
    booking, _ = movable_booking(night)
    had = tables_of(night, booking)
    page.goto(night.url())
    page.locator(f".seating[data-booking='{booking}']").focus()
    panel = page.locator(f".booking[data-booking='{booking}']")
    panel.get_by_role("button", name="Other tables").focus()
    page.keyboard.press("Enter")
    offered = panel.locator(".candidates button").first
    expect(offered).to_be_visible()
    offered.focus()
    page.keyboard.press("Space")
    expect(panel.locator(".checks li").first).to_be_visible()
    act = panel.get_by_role("button", name="Seat at")
    expect(act).to_be_enabled()
    act.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".toast.done")).to_contain_text("sits at")
    assert tables_of(night, booking) != had
    page.locator(".toast").get_by_role("button", name="Take back").click()
    expect(page.locator(f".booking[data-booking='{booking}'] .facts")).to_contain_text(had[0])
    assert tables_of(night, booking) == had


def test_a_failed_check_is_overruled_with_a_reason(page: Page, night: Night) -> None:
    """A party on a table that is too small: managers may, and the reason is asked for."""
    booking, small = squeezed(night)
    had = tables_of(night, booking)
    page.goto(night.url())
    page.locator(f".seating[data-booking='{booking}']").focus()
    panel = page.locator(f".booking[data-booking='{booking}']")
    panel.get_by_role("button", name="Other tables").click()
    panel.locator(".any summary").click()
    panel.get_by_label(re.compile(rf"^{small}\b")).check()
    expect(panel.locator(".checks .error")).to_contain_text("Seats")
    expect(panel.get_by_role("button", name="Seat at")).to_be_disabled()
    panel.get_by_label("Why it may be so all the same").fill("two small children on laps")
    panel.get_by_role("button", name="Overrule").click()
    act = panel.get_by_role("button", name="Seat at")
    expect(act).to_be_enabled()
    act.click()
    toast = page.locator(".toast.done")
    expect(toast).to_contain_text(f"sits at {small}")
    assert tables_of(night, booking) == [small]
    toast.get_by_role("button", name="Take back").click()
    expect(page.locator(".toast.done").last).to_contain_text(f"sits at {had[0]}")
    assert tables_of(night, booking) == had


def squeezed(night: Night) -> tuple[str, str]:
    """Return a booking on one table, and a table that is free then and a few seats short."""
    parties = {item["id"]: item["party"] for item in night.day["bookings"]}
    short = [
        (parties[seating["bookingId"]] - table["capacity"], seating["bookingId"], table["name"])
        for seating in night.day["seatings"]
        if len(seating["tableIds"]) == 1
        for table in night.day["tables"]
        if table["capacity"] < parties[seating["bookingId"]]
        and table["id"] not in busy_tables(night, seating)
    ]
    assert short, "the night is too full"
    _, booking, table = min(short)
    return str(booking), str(table)


def test_the_waiting_list_offers_the_same(page: Page, night: Night) -> None:
    """Whoever waits is chosen from the list; that nothing is free is said, with the reason."""
    waiting = night.day["run"]["unseated"][0]
    page.goto(night.url())
    page.locator(f".unseated tr[data-booking='{waiting['bookingId']}'] .pick").click()
    panel = page.locator(f".booking[data-booking='{waiting['bookingId']}']")
    expect(panel).to_contain_text(waiting["message"])
    expect(panel.get_by_text("Nothing that it may have is free at its time.")).to_be_visible()


def test_the_floor_plan_shows_the_chosen_minute(browser: Browser, night: Night) -> None:
    """Every table once; those that somebody has at that minute say who and until when."""
    with opened_page(browser) as page:
        page.goto(night.url() + "&view=floor")
        expect(page.locator(".spot-table")).to_have_count(len(night.day["tables"]))
        slider = page.get_by_role("slider")
        shown = int(slider.input_value())
        seated = {
            table
            for item in night.day["seatings"]
            if _ms(page, item["startAt"]) <= shown < _ms(page, item["endAt"])
            for table in item["tableIds"]
        }
        assert seated
        expect(page.locator(".spot-table.seated")).to_have_count(len(seated))
        photograph(page, "floor")
        slider.focus()
        page.keyboard.press("Home")
        first = page.locator(".slider output").inner_text()
        page.keyboard.press("ArrowRight")
        expect(page.locator(".slider output")).not_to_have_text(first)


def _ms(page: Page, instant: str) -> int:
    found: int = page.evaluate("text => new Date(text).getTime()", instant)
    return found
