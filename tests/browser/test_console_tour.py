"""The tour that the demo's address asks for: by keyboard, at any time over, nowhere else."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import shut_out
from tests.browser.conftest import ON_ONE_WORKER, Night, opened_page
from tests.browser.test_console import photograph
from tests.browser.test_console_journeys import signed_in

pytestmark = ON_ONE_WORKER


def test_the_tour_points_at_every_part(browser: Browser, night: Night) -> None:
    """Each step marks what it is about; back, on and done with the keyboard."""
    with opened_page(browser, bypass_csp=True) as page:
        page.goto(night.url() + "&tour=on")
        card = page.locator(".tour")
        marked = page.locator("[data-toured]")
        expect(card.get_by_role("heading")).to_be_focused()
        expect(marked).to_have_class("scroller")
        assert shut_out(page) == []
        photograph(page, "tour")
        seen = {card.get_by_role("heading").inner_text()}
        heading = card.get_by_role("heading")

        def press(name: str) -> None:
            card.get_by_role("button", name=name).press("Enter")
            # A step takes the focus when it is shown; a key pressed before that would be lost.
            expect(heading).to_be_focused()

        while card.get_by_role("button", name="Next").count():
            press("Next")
            expect(marked).to_have_count(1)
            seen.add(heading.inner_text())
        assert len(seen) >= 4
        press("Back")
        press("Next")
        card.get_by_role("button", name="Done").press("Enter")
        expect(card).to_have_count(0)
        expect(marked).to_have_count(0)
        assert "tour" not in page.url
        page.reload()
        expect(page.locator(".seating").first).to_be_visible()
        expect(card).to_have_count(0)


def test_escape_ends_it(page: Page, night: Night) -> None:
    """The page is the visitor's at once."""
    page.goto(night.url() + "&tour=on")
    expect(page.locator(".tour").get_by_role("heading")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".tour")).to_have_count(0)
    expect(page.locator("[data-toured]")).to_have_count(0)


def test_where_people_sign_in_there_is_none(browser: Browser, night: Night) -> None:
    """Whatever the address says."""
    with signed_in(night) as (guarded, token), opened_page(browser, expecting="401") as page:
        page.goto(guarded.url() + "&tour=on")
        page.get_by_label("Access token").fill(token)
        page.keyboard.press("Enter")
        expect(page.locator(".seating").first).to_be_visible()
        expect(page.locator(".tour")).to_have_count(0)
