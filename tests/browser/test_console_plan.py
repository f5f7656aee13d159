"""Plan the night in the console: progress, preview, apply, undo; and what others do meanwhile."""

import re

import httpx2
import psycopg
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ON_ONE_WORKER, Night, opened_page
from tests.browser.test_console import photograph
from tests.browser.test_console_manual import tables_of

pytestmark = ON_ONE_WORKER


def clear(night: Night, booking: str) -> list[str]:
    """Take a booking's tables away, as the running product does: by its function."""
    had = tables_of(night, booking)
    with psycopg.connect(night.dsn) as connection:
        connection.execute(
            "select public.unassign_tables_atomic(%s, null::uuid[])", [booking]
        ).fetchall()
    assert tables_of(night, booking) == []
    return had


def give_back(night: Night, tables: dict[str, list[str]]) -> None:
    """Give bookings their tables back through the service."""
    ids = {item["name"]: item["id"] for item in night.day["tables"]}
    changes = [
        {"bookingId": booking, "tableIds": [ids[name] for name in names]}
        for booking, names in tables.items()
    ]
    path = f"/api/v1/restaurants/{night.pub.id}/days/{night.pub.date}/changes"
    with httpx2.Client(base_url=night.address, trust_env=False) as client:
        answer = client.post(path, json={"changes": changes}, timeout=60)
    assert answer.status_code == 200, answer.text


def test_the_night_is_planned_previewed_applied_and_undone(page: Page, night: Night) -> None:
    """Nothing is written before it is applied; undo gives back what was there."""
    some = [item["bookingId"] for item in night.day["seatings"][:3]]
    had = {booking: clear(night, booking) for booking in some}
    try:
        page.goto(night.url())
        expect(page.locator(f".unseated tr[data-booking='{some[0]}']")).to_have_count(1)
        page.locator(".plan").get_by_label("What may change").select_option("fill")
        page.locator(".plan").get_by_role("button", name="Plan the night").click()
        shown = page.get_by_role("region", name="Preview")
        expect(shown).to_contain_text("more bookings", timeout=30_000)
        expect(shown).to_contain_text("guests seated")
        assert "NaN" not in shown.inner_text()
        expect(page.locator(f".seating.new[data-booking='{some[0]}']")).to_have_count(1)
        assert all(tables_of(night, booking) == [] for booking in some)
        photograph(page, "plan-preview")
        shown.get_by_role("button", name="Apply").click()
        toast = page.locator(".toast.done").filter(has_text="other tables now")
        expect(toast).to_be_visible()
        assert all(tables_of(night, booking) for booking in some)
        toast.get_by_role("button", name="Undo").click()
        expect(page.locator(".toast.done").last).to_contain_text("the tables of before")
        assert all(tables_of(night, booking) == [] for booking in some)
    finally:
        give_back(night, had)


def test_planning_is_cancelled(page: Page, night: Night) -> None:
    """The job ends, nothing is shown, and it can be tried again."""
    page.goto(night.url())
    page.locator(".plan").get_by_label("What may change").select_option("rebuild")
    page.locator(".plan").get_by_role("button", name="Plan the night").click()
    cancel = page.locator(".plan").get_by_role("button", name=re.compile("Cancel|Ending"))
    preview = page.get_by_role("region", name="Preview")
    expect(cancel.or_(preview)).to_be_visible()
    if cancel.is_visible():
        cancel.click()
    expect(page.locator(".toast").filter(has_text="cancelled").or_(preview)).to_be_visible(
        timeout=30_000
    )
    if preview.is_visible():
        preview.get_by_role("button", name="Discard").click()
    expect(page.locator(".plan").get_by_role("button", name="Plan the night")).to_be_enabled()
    expect(page.locator(".plan").get_by_label("What may change")).to_have_value("rebuild")


def test_what_others_do_appears_by_itself(browser: Browser, night: Night) -> None:
    """Two pages, and the old product's function: each sees what the others did."""
    booking = night.day["seatings"][0]["bookingId"]
    with opened_page(browser) as one, opened_page(browser) as two:
        for page in (one, two):
            page.goto(night.url())
            expect(page.locator(f".seating[data-booking='{booking}']")).to_have_count(1)
            page.wait_for_timeout(500)
        had = {booking: clear(night, booking)}
        for page in (one, two):
            expect(page.locator(f".seating[data-booking='{booking}']")).to_have_count(0)
            expect(page.locator(f".unseated tr[data-booking='{booking}']")).to_have_count(1)
        give_back(night, had)
        for page in (one, two):
            expect(page.locator(f".seating[data-booking='{booking}']")).to_have_count(1)
        expect(one.locator(".toast.news").first).to_contain_text("got")


def test_a_locked_booking_stays(page: Page, night: Night) -> None:
    """It carries a lock, offers no other tables, and is unlocked again."""
    booking = night.day["seatings"][0]["bookingId"]
    page.goto(night.url())
    page.locator(f".seating[data-booking='{booking}']").focus()
    panel = page.locator(f".booking[data-booking='{booking}']")
    panel.get_by_role("button", name="Lock", exact=True).click()
    expect(page.locator(f".placed[data-booking='{booking}'] .lock")).to_have_count(1)
    expect(panel.get_by_role("button", name="Other tables")).to_have_count(0)
    panel.get_by_role("button", name="Unlock").click()
    expect(page.locator(f".placed[data-booking='{booking}'] .lock")).to_have_count(0)
    expect(panel.get_by_role("button", name="Other tables")).to_be_visible()


def test_a_lost_connection_is_said_and_found_again(browser: Browser, night: Night) -> None:
    """A banner while the server is away; the night is followed again by itself."""
    with opened_page(browser, expecting="ERR_INTERNET_DISCONNECTED") as page:
        page.goto(night.url())
        expect(page.locator(".seating").first).to_be_visible()
        page.wait_for_timeout(500)
        page.context.set_offline(True)
        expect(page.locator(".banner.offline")).to_contain_text("cannot be reached")
        page.context.set_offline(False)
        expect(page.locator(".banner.offline")).to_have_count(0, timeout=30_000)
