"""Who waits: the reason, what would help, and a repair tried before anything is done."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import ON_ONE_WORKER, Night
from tests.browser.test_console import photograph

pytestmark = ON_ONE_WORKER


def test_the_reason_is_told_and_a_repair_is_tried(page: Page, night: Night) -> None:
    """What is in the way, what it would cost, and another time drawn as if it were so."""
    waiting = night.day["run"]["unseated"][0]["bookingId"]
    page.goto(night.url())
    page.locator(f".unseated tr[data-booking='{waiting}'] .pick").click()
    panel = page.locator(f".booking[data-booking='{waiting}']")
    panel.get_by_role("button", name="Why, and what would help?").click()
    expect(panel.get_by_role("heading", name="What would seat them")).to_be_visible()
    assert waiting not in panel.inner_text()
    repair = panel.locator(".repairs li").filter(has=page.get_by_role("button")).first
    words = repair.locator("span").inner_text()
    expect(page.locator(f".seating[data-booking='{waiting}']")).to_have_count(0)
    repair.get_by_role("button", name="Try").click()
    shown = page.get_by_role("region", name="Preview")
    expect(shown).to_contain_text(words)
    expect(page.locator(f".seating.new[data-booking='{waiting}']")).to_have_count(1)
    photograph(page, "preview")
    shown.get_by_role("button", name="Discard").click()
    expect(page.locator(f".seating[data-booking='{waiting}']")).to_have_count(0)
    expect(shown).to_have_count(0)
