"""A preview is edited by hand: the server checks and counts it, and the night stays as it is."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.conftest import ON_ONE_WORKER, Night, opened_page
from tests.browser.test_console import photograph
from tests.browser.test_console_manual import bar, movable_booking, row, tables_of
from tests.browser.test_console_plan import clear, give_back

pytestmark = ON_ONE_WORKER


def test_a_preview_is_edited_and_applied(browser: Browser, night: Night) -> None:
    """One booking goes, one moves, one is refused; then all of it is written at once."""
    dragged, table = movable_booking(night)
    away = next(
        item["bookingId"] for item in night.day["seatings"][5:] if item["bookingId"] != dragged
    )
    had = {dragged: tables_of(night, dragged), away: clear(night, away)}
    try:
        with opened_page(browser, expecting="409") as page:
            page.goto(night.url())
            expect(page.locator(f".unseated tr[data-booking='{away}']")).to_have_count(1)
            page.locator(".plan").get_by_label("Time").select_option("3")
            page.get_by_role("button", name="Plan the night").click()
            shown = page.get_by_role("region", name="Preview")
            expect(shown).to_contain_text("1 more booking,", timeout=30_000)
            expect(page.locator(f".unseated tr[data-booking='{away}']")).to_have_count(0)

            x, y = bar(page, dragged)
            page.mouse.move(x, y)
            page.mouse.down()
            page.mouse.move(x, row(page, table), steps=5)
            expect(page.locator(".spot.fine")).to_have_count(1)
            page.mouse.up()
            expect(shown).to_contain_text("1 moves")
            expect(shown).to_contain_text(re.compile(r"\d+ of \d+ guests and \d+ bookings seated"))
            seated = page.locator(f".seating[data-booking='{away}']")
            seated.focus()
            panel = page.locator(f".booking[data-booking='{away}']")
            panel.get_by_role("button", name="Preview without a table").click()
            expect(seated).to_have_count(0)
            expect(shown).to_contain_text("nobody new; 1 moves")
            photograph(page, "preview-edited")
            shown.get_by_role("button", name="Undo the last edit").click()
            expect(shown).to_contain_text("1 more booking,")

            mine = panel.get_by_role("button", name="Preview at")
            panel.locator(".any summary").click()
            panel.locator(".any .taken input").first.check()
            mine.click()
            failed = page.locator(".toast.failed")
            expect(failed).to_contain_text("These tables cannot be given")
            expect(failed).to_contain_text("The preview is as it was")
            assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", failed.inner_text())
            expect(shown).to_contain_text("1 more booking,")
            assert (tables_of(night, dragged), tables_of(night, away)) == (had[dragged], [])

            shown.get_by_role("button", name="Apply").click()
            expect(page.locator(".toast.done").last).to_contain_text("2 bookings have other tables")
            assert tables_of(night, dragged) == [table]
            assert tables_of(night, away)
            page.locator(".toast.done").last.get_by_role("button", name="Undo").click()
            expect(page.locator(".toast.done").last).to_contain_text("the tables of before")
            assert (tables_of(night, dragged), tables_of(night, away)) == (had[dragged], [])
    finally:
        give_back(night, had)


def test_another_time_is_not_edited(browser: Browser, night: Night) -> None:
    """A repair with another time is only looked at: that it cannot be edited is said."""
    waiting = night.day["run"]["unseated"][0]["bookingId"]
    other = night.day["seatings"][0]["bookingId"]
    with opened_page(browser) as page:
        page.goto(night.url())
        page.locator(f".unseated tr[data-booking='{waiting}'] .pick").click()
        panel = page.locator(f".booking[data-booking='{waiting}']")
        panel.get_by_role("button", name="Why, and what would help?").click()
        expect(panel.locator(".repairs li").first).to_be_visible()
        later = panel.locator(".repairs li").filter(has_text=re.compile(r"Come \d+ minutes"))
        later.get_by_role("button", name="Try").first.click()
        shown = page.get_by_role("region", name="Preview")
        expect(shown).to_contain_text("Ask the guests")
        expect(shown).not_to_contain_text("Drag a booking")
        page.locator(f".seating[data-booking='{other}']").focus()
        page.get_by_role("button", name="Preview without a table").click()
        expect(page.locator(".toast.failed")).to_contain_text("a booking at another time")
