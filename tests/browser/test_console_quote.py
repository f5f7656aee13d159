"""Quotes in the console: by keyboard, for a party without a booking and for one that has one.

What a test changes it takes back: the night is shared.
"""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import httpx2
import psycopg
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from psycopg.rows import dict_row

from tests.browser.accessibility import AXE
from tests.browser.conftest import ON_ONE_WORKER, Night, opened_page
from tests.browser.test_console import photograph
from tests.browser.test_console_manual import tables_of

pytestmark = ON_ONE_WORKER

PARTY, TIME = 3, dt.time(15, 30)
"""Between the services nearly everything is free."""


@pytest.fixture(autouse=True)
def _nothing_stays_held(night: Night) -> Iterator[None]:
    yield
    with psycopg.connect(night.dsn) as connection:
        connection.execute("delete from table_holds")


@contextmanager
def entered(night: Night, party: int = PARTY, time: dt.time = TIME) -> Iterator[str]:
    """Enter a booking as the booking system does; it is gone afterwards."""
    with psycopg.connect(night.dsn, autocommit=True, row_factory=dict_row) as connection:
        row = connection.execute(
            "insert into bookings (restaurant_id, customer_id, booking_date, start_time, end_time,"
            " party_size, status, booking_type, seating_preference, customer_name, customer_email)"
            " select restaurant_id, customer_id, booking_date, %s, %s, %s, 'pending', 'dinner',"
            " 'any', customer_name, customer_email from bookings where restaurant_id = %s"
            " limit 1 returning id",
            [time, time.replace(hour=time.hour + 1), party, night.pub.id],
        ).fetchone()
        assert row is not None
        booking: UUID = row["id"]
        yield str(booking)
        connection.execute("select unassign_tables_atomic(%s, null)", [booking])
        connection.execute("delete from bookings where id = %s", [booking])


def panel(page: Page) -> Locator:
    """Return the panel of quotes."""
    return page.get_by_role("region", name="Quote")


def described(page: Page, night: Night, party: int = PARTY, time: dt.time = TIME) -> Locator:
    """Open the panel, describe a party, and look; return the panel."""
    page.goto(night.url())
    page.get_by_role("button", name="Quote a party").click()
    found = panel(page)
    found.get_by_label("Guests").fill(str(party))
    found.get_by_label("Time", exact=True).fill(f"{time:%H:%M}")
    found.get_by_role("button", name="Look for tables").click()
    expect(found.locator(".offers")).to_be_visible()
    return found


def holds(night: Night) -> list[dict[str, Any]]:
    """Return the holds that there are."""
    with psycopg.connect(night.dsn, row_factory=dict_row) as connection:
        return connection.execute("select * from table_holds").fetchall()


def focused(page: Page) -> str:
    """Return what the focused element says."""
    said: str = page.evaluate("document.activeElement.textContent.trim()")
    return said


def test_a_caller_is_quoted_held_for_and_seated_by_keyboard_alone(page: Page, night: Night) -> None:
    """Asked, held with a countdown, entered in the booking system meanwhile, and confirmed."""
    page.goto(night.url())
    page.get_by_role("button", name="Quote a party").press("Enter")
    expect(page.get_by_label("Guests")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type(str(PARTY))
    page.get_by_label("Time", exact=True).fill(f"{TIME:%H:%M}")
    page.keyboard.press("Enter")
    found = panel(page)
    expect(found.locator(".quoted")).to_contain_text(
        re.compile(rf"\d+ ways to seat {PARTY} at 15:30; the best is \w+")
    )
    best = found.locator(".candidates > li").first
    expect(best).to_contain_text("4 seats, 1 empty seat")
    expect(best).to_contain_text("best")
    expect(found).to_contain_text("No service is open then")
    photograph(page, "quote-offers")
    table = best.locator("strong").inner_text()
    best.get_by_role("button", name=f"Hold {table}").press("Enter")
    card = found.get_by_role("group", name=f"Held: {table} for a party of 3 at 15:30")
    expect(card.get_by_role("timer")).to_have_text(re.compile(r"[23]:\d\d"))
    expect(card.get_by_role("heading")).to_be_focused()
    expect(card).to_contain_text("Enter the booking in the booking system: 3 guests")
    expect(page.locator("svg g.hold text")).to_have_text(re.compile(r"3 · [23]:\d\d"))
    assert [item["booking_id"] for item in holds(night)] == [None]
    photograph(page, "quote-held")
    with entered(night) as booking:
        confirm = card.get_by_role("button", name=f"Confirm for booking {booking[:8]}")
        expect(confirm).to_be_visible()
        confirm.press("Enter")
        expect(page.locator(".toast.done")).to_contain_text(f"Party of 3 is confirmed at {table}")
        assert tables_of(night, booking) == [table]
        assert holds(night) == []
        expect(page.locator(f".booking[data-booking='{booking}']")).to_contain_text(table)
        assert focused(page) == "Quote"
    expect(page.locator(f".seating[data-booking='{booking}']")).to_have_count(0)


def test_a_booking_that_waits_is_quoted_held_and_confirmed(page: Page, night: Night) -> None:
    """From its own panel: the held tables become its seating, and it is confirmed."""
    with entered(night) as booking:
        page.goto(night.url())
        page.locator(f".unseated tr[data-booking='{booking}'] .pick").click()
        chosen = page.locator(f".booking[data-booking='{booking}']")
        chosen.get_by_role("button", name="Quote").press("Enter")
        found = panel(page)
        expect(found.get_by_role("button", name="The party of 3 at 15:30")).to_have_attribute(
            "aria-pressed", "true"
        )
        found.get_by_label("Zone").select_option(label="Garden")
        found.get_by_role("button", name="Look for tables").click()
        offers = found.locator(".candidates > li strong")
        expect(offers.first).to_have_text(re.compile(r"^G\d"))
        expect(found).to_contain_text("then change the time in the booking system")
        table = offers.first.inner_text()
        found.get_by_role("button", name=f"Hold {table}", exact=True).click()
        card = found.locator(".held-card")
        expect(card).to_contain_text(f"{table} for a party of 3")
        assert [str(item["booking_id"]) for item in holds(night)] == [booking]
        card.get_by_role("button", name=f"Confirm: seat at {table}").click()
        expect(page.locator(".toast.done")).to_contain_text("is confirmed at")
        assert tables_of(night, booking) == [table]
        found.get_by_role("button", name="Look for tables").click()
        expect(found.locator(".offers")).to_be_visible()
        assert table not in found.locator(".candidates strong").all_inner_texts()
        with psycopg.connect(night.dsn) as connection:
            status = connection.execute("select status from bookings where id = %s", [booking])
            assert status.fetchone() == ("confirmed",)


def test_a_hold_is_released_or_exchanged(page: Page, night: Night) -> None:
    """Other tables take the place of the held ones; let go, nothing is held any more."""
    found = described(page, night)
    found.get_by_role("button", name="Hold").first.click()
    card = found.locator(".held-card")
    expect(card).to_be_visible()
    [first] = holds(night)
    card.get_by_role("button", name="Other tables").click()
    found.locator(".candidates > li").nth(1).get_by_role("button").click()
    expect(found.locator(f'.held-card[data-hold="{first["id"]}"]')).to_have_count(0)
    expect(card).to_have_count(1)
    [second] = holds(night)
    assert second["id"] != first["id"]
    card.get_by_role("button", name="Release").press("Enter")
    expect(card).to_have_count(0)
    expect(page.locator(".toast.done")).to_contain_text("not held any more")
    assert holds(night) == []
    assert focused(page) == "Quote"


def test_a_hold_outlives_the_page_and_runs_out_by_itself(browser: Browser, night: Night) -> None:
    """Loaded anew it is there for all; when it ran out that is said, and it is placed anew."""
    with opened_page(browser) as page:
        found = described(page, night)
        found.get_by_role("button", name="Hold").first.click()
        expect(found.locator(".held-card")).to_be_visible()
        with opened_page(browser) as other:
            other.goto(night.url())
            expect(other.locator(".held-card").get_by_role("timer")).to_be_visible()
        with psycopg.connect(night.dsn) as connection:
            connection.execute(
                "update table_holds set metadata = jsonb_set(metadata, '{heldUntil}',"
                " to_jsonb(clock_timestamp() + interval '4 seconds'))"
            )
        expect(found.locator(".sr[role=status]")).to_contain_text("runs out in 10 seconds")
        over = found.get_by_role("alert").filter(has_text="ran out")
        expect(over).to_be_visible(timeout=15_000)
        expect(found.get_by_role("timer")).to_have_count(0)
        photograph(page, "quote-ran-out")
        found.get_by_role("button", name="Hold again").click()
        expect(found.locator(".held-card h3")).to_be_visible()
        expect(over).to_have_count(0)
        assert len(holds(night)) == 1


def test_the_countdown_goes_by_the_servers_clock(browser: Browser, night: Night) -> None:
    """A tablet whose clock is an hour fast shows how long the hold really lasts."""
    with opened_page(browser) as page:
        page.clock.install(time=dt.datetime.now(dt.UTC) + dt.timedelta(hours=1))
        found = described(page, night)
        found.get_by_role("button", name="Hold").first.click()
        expect(found.get_by_role("timer")).to_have_text(re.compile(r"[23]:\d\d"))


def test_whoever_was_faster_is_named_and_the_next_best_offered(
    browser: Browser, night: Night
) -> None:
    """The table was taken while the caller thought: who has it, and what is free instead."""
    with opened_page(browser, expecting="409 (Conflict)") as page:
        somebody_is_faster(page, night)


def somebody_is_faster(page: Page, night: Night) -> None:
    """Take the table before the caller does."""
    found = described(page, night)
    table = found.locator(".candidates strong").first.inner_text()
    ids = {item["name"]: item["id"] for item in night.day["tables"]}
    wish = {"party": 2, "time": f"{TIME:%H:%M}", "hold": True, "tableIds": [ids[table]]}
    with httpx2.Client(base_url=night.address, trust_env=False) as client:
        path = f"/api/v1/restaurants/{night.pub.id}/days/{night.pub.date}/quote"
        assert client.post(path, json=wish).status_code == 200
    expect(found.locator(".stale")).to_be_visible()
    found.get_by_role("button", name=f"Hold {table}", exact=True).click()
    alert = found.get_by_role("alert").filter(has_text=f"Table {table} is held")
    expect(alert).to_contain_text("the hold runs out at")
    expect(alert).to_contain_text("What is free instead is listed below.")
    expect(found.locator(".candidates strong").first).not_to_have_text(table)
    photograph(page, "quote-taken")
    found.locator(".candidates > li").first.get_by_role("button").click()
    expect(found.locator(".held-card")).to_have_count(2)


def test_that_nothing_fits_is_said_with_what_would(page: Page, night: Night) -> None:
    """Too many guests: why. A full hour: other times, each of which is looked at with one key."""
    found = described(page, night, party=90)
    expect(found.locator(".quoted")).to_contain_text("Nothing is free for 90")
    expect(found.locator(".offers .why").last).to_be_visible()
    party, time = turned_away(night)
    found = described(page, night, party=party, time=time)
    expect(found.locator(".quoted")).to_contain_text(f"Nothing is free for {party} at {time:%H:%M}")
    photograph(page, "quote-nothing")
    found.locator(".times button").first.press("Enter")
    expect(found.locator(".candidates > li").first).to_be_visible()
    expect(found.get_by_label("Time", exact=True)).not_to_have_value(f"{time:%H:%M}")
    found.get_by_label("Time", exact=True).fill("23:50")
    found.get_by_label("Guests").fill("1")
    found.get_by_role("button", name="Look for tables").click()
    expect(found.locator(".offers, .refused").first).to_be_visible()


def turned_away(night: Night) -> tuple[int, dt.time]:
    """Return a party and a time at which nothing is free for it, but something is at another."""
    bookings = {item["id"]: item for item in night.day["bookings"]}
    with httpx2.Client(base_url=night.address, trust_env=False) as client:
        for item in night.day["run"]["unseated"]:
            wish = {"bookingId": item["bookingId"], "hold": False, "budgetMs": 2000}
            found = client.post("/api/staff/auto/quote", json=wish).json()
            if not found["candidate"] and found["otherTimes"]:
                arrives = dt.datetime.fromisoformat(bookings[item["bookingId"]]["arrivesAt"])
                return item["party"], arrives.time()
    raise AssertionError("whoever has no table could come at no other time")


@pytest.mark.parametrize(("scheme", "width"), [("light", 768), ("dark", 720)])
def test_it_is_accessible_and_fits(browser: Browser, night: Night, scheme: Any, width: int) -> None:
    """No finding of axe; nothing to scroll sideways at 768 pixels or at 200 % of 1440."""
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    with opened_page(browser, bypass_csp=True, **options) as page:
        found = described(page, night)
        found.locator("summary").first.click()
        page.add_script_tag(path=AXE)
        serious(page)
        photograph(page, f"quote-{scheme}-{width}")
        found.get_by_role("button", name="Hold").first.click()
        expect(found.locator(".held-card")).to_be_visible()
        serious(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found.scroll_into_view_if_needed()
        photograph(page, f"quote-held-{scheme}-{width}")


def serious(page: Page) -> None:
    """Expect no finding of axe in the panel."""
    found = page.evaluate("axe.run('.quote')")
    assert [(item["id"], item["nodes"][0]["html"]) for item in found["violations"]] == []
