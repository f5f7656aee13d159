"""The comparison: what the booking system did, beside what maitred would have done."""

from typing import Any

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect

from services.demo import DemoRestaurant
from tests.browser.compared import NIGHTS, compared
from tests.browser.conftest import ON_ONE_WORKER, Night, opened_page
from tests.browser.test_console import photograph

pytestmark = ON_ONE_WORKER


@pytest.fixture
def place(night: Night) -> DemoRestaurant:
    """Return a restaurant with evenings to compare."""
    return compared(night.dsn)


def report_of(night: Night, place: DemoRestaurant, **query: str) -> Any:
    """Return the comparison as the service has it."""
    path = f"{night.address}/api/v1/restaurants/{place.id}/shadow"
    return httpx2.get(path, params=query, trust_env=False).json()


def test_the_report_is_told_whole(page: Page, night: Night, place: DemoRestaurant) -> None:
    """Verdict with its interval, figures, gates, and a row for each evening."""
    report = report_of(night, place)
    page.goto(night.url(place))
    page.get_by_role("button", name="Comparison").click()
    verdict = page.get_by_role("region", name="Not decided yet, over 3 evenings.")
    expect(verdict).to_contain_text("2.7 more guests an evening so far")
    expect(verdict).to_contain_text("from 3.1 fewer to 8.4 more")
    covers = report["figures"]["covers"]
    row = verdict.locator("[data-figure=covers] td")
    expect(row.nth(0)).to_have_text(str(covers["old"]))
    expect(row.nth(1)).to_have_text(str(covers["maitred"]))
    gates = page.get_by_role("region", name="What has to hold before you switch")
    expect(gates.locator("li")).to_have_count(6)
    expect(gates.locator("[data-gate='nights>=14']")).to_contain_text("does not hold")
    expect(gates.locator("[data-gate='covers>=0']")).to_contain_text("It is +2.67 a night")
    nights = page.locator("[data-night]")
    expect(nights).to_have_count(NIGHTS)
    for item in report["nights"]:
        cells = page.locator(f"[data-night='{item['date']}'] td")
        both = [
            f"{item['old'][name]} → by maitred {item['maitred'][name]}"
            for name in ("covers", "refusals", "waste", "moves")
        ]
        expect(cells).to_have_text(
            [*both, *(str(item[name]) for name in ("better", "worse", "same"))]
        )


def test_an_evening_is_opened(page: Page, night: Night, place: DemoRestaurant) -> None:
    """Each booking with what it would have been, why, and both seatings; and how to repeat it."""
    date = str(place.date)
    [whole] = report_of(night, place, **{"from": date, "to": date, "lines": "all"})["nights"]
    page.goto(night.url(place) + "&view=shadow")
    row = page.locator(f"[data-night='{date}']")
    row.get_by_role("button").first.press("Enter")
    expect(row.locator("[data-booking]")).to_have_count(len(whole["lines"]))
    [better] = [line for line in whole["lines"] if line["effect"] == "better"]
    shown = row.locator(f"[data-booking='{better['booking']}'] td")
    expect(shown.nth(0)).to_have_text("19:00")
    expect(shown.nth(2)).to_have_text("better")
    expect(shown.nth(3)).to_have_text("no table")
    expect(shown.nth(4)).to_contain_text("T2")
    expect(shown.nth(5)).to_contain_text("every fitting table was given to others")
    expect(row.locator("[data-effect=worse]").first).to_contain_text("worth more together")
    expect(row.locator("code")).to_have_text(f"maitred replay {whole['run']}")
    photograph(page, "comparison")
    row.get_by_label("Only who is better or worse off").check()
    expect(row.locator("[data-booking]")).to_have_count(whole["better"] + whole["worse"])
    row.get_by_role("button", name="Look at this evening").click()
    expect(page.locator("[data-view=timeline]")).to_have_attribute("aria-pressed", "true")


def test_a_question_that_cannot_be_answered(browser: Browser, night: Night) -> None:
    """A gate that cannot be read is told beside the form; without the server it is tried again."""
    with opened_page(browser, expecting="ERR_") as page:
        page.route("**/shadow?*", lambda route: route.abort())
        page.goto(night.url(compared(night.dsn)) + "&view=shadow")
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("The comparison could not be loaded")
        page.unroute("**/shadow?*")
        alert.get_by_role("button", name="Try again").click()
        expect(page.locator("[data-night]")).to_have_count(NIGHTS)
    with opened_page(browser, expecting="422") as page:
        page.goto(night.url(compared(night.dsn)) + "&view=shadow")
        form = page.get_by_role("form", name="maitred beside the booking system")
        form.get_by_label("What has to hold").fill("guests>=1")
        form.get_by_role("button", name="Compare").click()
        expect(page.get_by_role("alert")).to_contain_text("unknown metric 'guests'")
        form.get_by_label("What has to hold").fill("nights>=1")
        page.keyboard.press("Enter")
        expect(page.locator("[data-gate='nights>=1']")).to_contain_text("holds")


def test_nothing_to_compare_teaches_how_to_begin(page: Page, night: Night) -> None:
    """The button opens the switch with the right choice; nothing is done yet."""
    page.goto(night.url() + "&view=shadow")
    begin = page.get_by_role("region", name="There is no evening to compare yet.")
    expect(begin).to_contain_text("maitred engine set village-pub shadow")
    expect(begin).to_contain_text("nine in the morning")
    begin.get_by_role("button", name="Let maitred compare").click()
    form = page.get_by_role("form", name="Say who decides")
    expect(form.get_by_label("Who decides")).to_have_value("shadow")
    expect(form.get_by_label("Who decides")).to_be_focused()
    form.get_by_role("button", name="Next").click()
    page.get_by_role("group", name="This will happen").get_by_role("button", name="Back").click()
    expect(form.get_by_role("button", name="Next")).to_be_focused()
