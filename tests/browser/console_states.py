"""Every state of the console, one after another: for what has to hold in all of them."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.browser.compared import compared
from tests.browser.conftest import Night


def states(page: Page, night: Night) -> Iterator[str]:
    """Bring a page into each state, and name it; nothing of the night is changed."""
    page.goto(night.url())
    expect(page.locator(".seating").first).to_be_visible()
    yield "timeline"
    page.get_by_role("button", name="Quote a party").click()
    expect(page.locator(".quote")).to_be_visible()
    yield "quote"
    page.locator("#quote-open").click()
    yield from _by_hand(page)
    yield from _waiting(page)
    yield from _planned(page)
    page.locator("[data-view=whatif]").click()
    expect(page.locator(".what-if")).to_be_visible()
    yield "what if"
    yield from _engine(page)
    yield from _comparison(page, night)
    page.goto(night.url())
    yield from _floor(page, night)
    page.locator(".arranging .movable").first.press("Shift+ArrowDown")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toast.failed")).to_be_visible()
    expect(page.locator(".banner.offline")).to_be_visible()
    yield "offline"
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Next day").click()
    expect(page.get_by_role("alert").get_by_role("button", name="Try again")).to_be_visible()
    yield "failed"
    page.context.set_offline(False)


def _engine(page: Page) -> Iterator[str]:
    page.get_by_role("button", name="Who decides").click()
    wish = page.get_by_role("form", name="Say who decides").get_by_label("Who decides")
    wish.select_option("canary")
    yield "who decides"
    form = page.get_by_role("form", name="In an emergency")
    form.get_by_label("What for").fill("only looking")
    form.get_by_role("button", name="Stop maitred").click()
    yield "stopping maitred"
    page.get_by_role("button", name="Back").click()
    page.locator("#engine-open").click()


def _comparison(page: Page, night: Night) -> Iterator[str]:
    page.get_by_role("button", name="Comparison").click()
    expect(page.locator(".begin")).to_be_visible()
    yield "nothing to compare"
    page.goto(night.url(compared(night.dsn)) + "&view=shadow")
    page.locator("[data-night] button").last.click()
    expect(page.locator(".opened-night")).to_be_visible()
    yield "comparison"
    page.get_by_role("button", name="Timeline").click()
    expect(page.get_by_role("button", name="Look at a plan")).to_be_visible()
    yield "only comparing"


def _by_hand(page: Page) -> Iterator[str]:
    page.locator(".seating").nth(10).focus()
    page.get_by_role("button", name="Other tables").click()
    page.locator(".any summary").click()
    page.locator(".any input").first.check()
    expect(page.locator(".checks")).to_be_visible()
    yield "by hand"


def _waiting(page: Page) -> Iterator[str]:
    page.locator(".unseated .pick").first.click()
    page.get_by_role("button", name="Why, and what would help?").click()
    expect(page.locator(".repairs")).to_be_visible()
    yield "why"
    page.locator(".repairs").get_by_role("button", name="Try").first.click()
    yield "repair"
    page.get_by_role("button", name="Discard").click()


def _planned(page: Page) -> Iterator[str]:
    page.locator(".plan").get_by_label("What may change").select_option("improve")
    page.locator(".plan").get_by_label("Most who move").fill("3")
    page.get_by_role("button", name="Plan the night").click()
    preview = page.get_by_role("region", name="Preview")
    expect(page.locator(".progress").or_(preview)).to_be_visible()
    yield "planning"
    expect(preview).to_be_visible(timeout=30_000)
    page.locator(".seating").nth(10).focus()
    page.get_by_role("button", name="Preview without a table").click()
    expect(preview.get_by_role("button", name="Undo the last edit")).to_be_visible()
    yield "preview"
    preview.get_by_role("button", name="Discard").click()


def _floor(page: Page, night: Night) -> Iterator[str]:
    page.get_by_role("button", name="Floor plan").click()
    expect(page.locator(".spot-table")).to_have_count(len(night.day["tables"]))
    yield "floor"
    page.get_by_role("button", name="Arrange tables").click()
    yield "arrange"
