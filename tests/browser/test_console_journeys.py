"""Whole evenings at the console: by keyboard alone, by two at once, and while the server dies."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import uuid4

import httpx2
import psycopg
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import ON_ONE_WORKER, Night, opened_page
from tests.browser.test_console import photograph
from tests.browser.test_console_manual import tables_of
from tests.browser.test_console_plan import clear, give_back
from tests.concurrency.killable_service import killable_service
from tests.integration.running_service import running_service
from tests.integration.sign_in import SECRET, Provider

pytestmark = ON_ONE_WORKER
MOST_TABS = 250
AN_ID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-")
"""An id: nothing that people could read."""


@contextmanager
def cleared(night: Night, *numbers: int) -> Iterator[list[str]]:
    """Take the tables of some seatings away; give them back at the end, whatever came between."""
    some = [night.day["seatings"][number]["bookingId"] for number in numbers]
    had = {booking: clear(night, booking) for booking in some}
    try:
        yield some
    finally:
        give_back(night, had)


@contextmanager
def signed_in(night: Night) -> Iterator[tuple[Night, str]]:
    """Return the same night behind a service that asks who calls, and the token of a host."""
    user, provider = uuid4(), Provider()
    provider.url = "https://tests.example"
    with psycopg.connect(night.dsn) as connection:
        connection.execute(
            "insert into restaurant_memberships values (%s, %s, 'host')", [user, night.pub.id]
        )
    wish = {"jwt_secret": SECRET, "jwt_issuer": provider.issuer, "worker": True}
    with running_service(night.dsn, **wish) as client:
        yield replace(night, address=str(client.http.base_url).rstrip("/")), provider.shared(user)


def tab_to(page: Page, wanted: Locator, *, back: bool = False) -> None:
    """Press Tab until something has the focus."""
    expect(wanted).to_be_visible()
    for _ in range(MOST_TABS):
        if wanted.evaluate("item => item === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"{wanted} was not reached by Tab")


def press(page: Page, wanted: Locator, *, back: bool = False) -> None:
    """Reach a button by Tab, and press it."""
    tab_to(page, wanted, back=back)
    page.keyboard.press("Enter")


def test_a_whole_evening_by_keyboard_alone(browser: Browser, night: Night) -> None:
    """Sign in, plan, apply, ask why, try a repair, seat by hand, lock, undo, sign out."""
    with (
        cleared(night, 0, 1) as (first, second),
        signed_in(night) as (guarded, token),
        opened_page(browser, expecting="401") as page,
    ):
        page.goto(guarded.url())
        expect(page.get_by_label("Access token")).to_be_focused()
        page.keyboard.insert_text(token)
        page.keyboard.press("Enter")
        press(page, page.get_by_role("button", name="Plan the night"))
        preview = page.get_by_role("region", name="Preview")
        expect(preview).to_contain_text("2 more bookings", timeout=30_000)
        press(page, preview.get_by_role("button", name="Apply"))
        expect(page.locator(".toast.done").last).to_contain_text("2 bookings have other tables")
        assert all(tables_of(night, booking) for booking in (first, second))

        _ask_why_and_try(page, night)
        with cleared(night, 2) as [third]:
            _seat_and_lock(page, night, third)
            press(page, page.get_by_role("button", name="Undo the last plan"), back=True)
            expect(page.locator(".toast.done").last).to_contain_text("the tables of before")
            assert [tables_of(night, item) for item in (first, second)] == [[], []]
            assert tables_of(night, third)
            unlock(night, third)
        press(page, page.get_by_role("button", name="Sign out"), back=True)
        expect(page.get_by_label("Access token")).to_be_focused()


def _ask_why_and_try(page: Page, night: Night) -> None:
    """By the link past the timeline to the list, the reason of the first, and a repair."""
    page.keyboard.press("Home")
    tab_to(page, page.locator(".skip"), back=True)
    page.keyboard.press("Enter")
    waiting = page.locator(".unseated .pick").first
    press(page, waiting)
    why = page.get_by_role("button", name="Why, and what would help?")
    press(page, why, back=True)
    repair = page.locator(".repairs").get_by_role("button", name="Try").first
    expect(repair).to_be_visible()
    press(page, repair)
    preview = page.get_by_role("region", name="Preview")
    expect(page.locator(".seating.new")).to_have_count(1)
    press(page, preview.get_by_role("button", name="Discard"), back=True)
    expect(preview).to_have_count(0)


def _seat_and_lock(page: Page, night: Night, booking: str) -> None:
    """Whoever somebody else has just taken a table from appears in the list, and is seated."""
    row = page.locator(f".unseated tr[data-booking='{booking}'] .pick")
    press(page, row)
    panel = page.locator(f".booking[data-booking='{booking}']")
    offered = panel.locator(".candidates button").first
    press(page, offered, back=True)
    act = panel.get_by_role("button", name="Seat at")
    expect(act).to_be_enabled()
    press(page, act)
    expect(page.locator(".toast.done").last).to_contain_text("sits at")
    assert tables_of(night, booking)
    press(page, panel.get_by_role("button", name="Lock", exact=True), back=True)
    expect(page.locator(f".placed[data-booking='{booking}'] .lock").first).to_be_visible()
    photograph(page, "keyboard")


def unlock(night: Night, booking: str) -> None:
    """Take a lock off, through the service."""
    path = f"/api/v1/restaurants/{night.pub.id}/bookings/{booking}/lock"
    answer = httpx2.delete(night.address + path, trust_env=False)
    assert answer.status_code == 200, answer.text


def seat_in(page: Page, booking: str) -> None:
    """Seat somebody who waits on the first tables that are offered."""
    page.locator(f".unseated tr[data-booking='{booking}'] .pick").click()
    panel = page.locator(f".booking[data-booking='{booking}']")
    panel.locator(".candidates button").first.click()
    panel.get_by_role("button", name="Seat at").click()
    expect(page.locator(".toast.done").last).to_contain_text("sits at")


def test_two_edit_one_night(browser: Browser, night: Night) -> None:
    """Each sees what the other does; whose plan is out of date is told so, in words."""
    with (
        cleared(night, 0, -1) as (first, second),
        opened_page(browser, expecting="409") as one,
        opened_page(browser) as two,
    ):
        for page in (one, two):
            page.goto(night.url())
            expect(page.locator(f".unseated tr[data-booking='{first}']")).to_have_count(1)
        one.get_by_role("button", name="Plan the night").click()
        preview = one.get_by_role("region", name="Preview")
        expect(preview).to_contain_text("2 more bookings", timeout=30_000)
        seat_in(two, first)
        expect(one.locator(".toast.news")).to_contain_text("got")
        expect(one.locator(f".seating[data-booking='{first}']:not(.new)")).to_have_count(1)
        preview.get_by_role("button", name="Apply").click()
        told = one.locator(".toast.failed")
        expect(told).to_contain_text("has changed since the plan was made")
        expect(told).to_contain_text("Nothing was written")
        assert not AN_ID.search(told.inner_text()), told.inner_text()
        photograph(one, "conflict")
        assert tables_of(night, second) == []
        preview.get_by_role("button", name="Discard").click()
        seat_in(one, second)
        expect(two.locator(f".seating[data-booking='{second}']")).to_have_count(1)
        expect(two.locator(".toast.news").last).to_contain_text("got")


def test_the_server_is_killed_and_comes_back(browser: Browser, night: Night) -> None:
    """A banner, nothing lost from the screen; what happened meanwhile is told; and it goes on."""
    with (
        cleared(night, 0) as [first],
        killable_service(night.dsn, worker=True) as service,
        opened_page(browser, expecting="ERR_") as page,
    ):
        page.goto(replace(night, address=service.url).url())
        page.get_by_role("button", name="Plan the night").click()
        preview = page.get_by_role("region", name="Preview")
        expect(preview).to_contain_text("1 more booking", timeout=30_000)
        shown = preview.inner_text()
        page.evaluate("window.sameForever = true")

        service.kill()
        expect(page.locator(".banner.offline")).to_contain_text("cannot be reached")
        page.get_by_role("button", name="Refresh").click()
        expect(page.locator(".toast.failed")).to_contain_text("cannot be reached")
        preview.get_by_role("button", name="Apply").click()
        expect(page.locator(".toast.failed")).to_have_count(2)
        page.wait_for_timeout(300)
        assert preview.inner_text() == shown
        photograph(page, "server-killed")
        with cleared(night, 1) as [second]:
            lock(night, second)
            service.start()
            expect(page.locator(".banner.offline")).to_have_count(0, timeout=30_000)
            expect(page.locator(f".unseated tr[data-booking='{second}']")).to_have_count(1)
            expect(page.locator(".toast.news")).to_contain_text("was locked")
            unlock(night, second)
        expect(page.locator(f".seating[data-booking='{second}']")).to_have_count(1)
        assert preview.inner_text() == shown
        preview.get_by_role("button", name="Discard").click()
        seat_in(page, first)
        assert tables_of(night, first)
        assert page.evaluate("window.sameForever")


def lock(night: Night, booking: str) -> None:
    """Lock a booking, through the other service."""
    path = f"/api/v1/restaurants/{night.pub.id}/bookings/{booking}/lock"
    answer = httpx2.put(night.address + path, json={}, trust_env=False)
    assert answer.status_code == 200, answer.text
