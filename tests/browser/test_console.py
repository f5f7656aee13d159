"""The console in a real browser: what an owner sees is what the database holds."""

import datetime as dt
import re
from pathlib import Path
from typing import Literal

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ON_ONE_WORKER, Night, opened_page

pytestmark = ON_ONE_WORKER
ARTIFACTS = Path(__file__).parents[2] / "artifacts"


def photograph(page: Page, name: str) -> None:
    """Keep a picture of the page for people to look at."""
    ARTIFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTIFACTS / f"console-{name}.png")


def test_the_planned_night_is_shown_whole(page: Page, night: Night) -> None:
    """As many seatings as the plan has, a bar for each of their tables, every unseated party."""
    page.goto(night.url())
    seatings = night.day["seatings"]
    expect(page.locator(".seating")).to_have_count(len(seatings))
    tables = sum(len(seating["tableIds"]) for seating in seatings)
    expect(page.locator(".bar")).to_have_count(tables)
    unseated = len(night.day["bookings"]) - len(seatings)
    assert unseated > 0
    expect(page.locator(".unseated tbody tr")).to_have_count(unseated)
    expect(page.locator(".table-name")).to_have_count(len(night.day["tables"]))
    photograph(page, "pub")


def test_the_page_may_load_nothing_from_elsewhere(page: Page, night: Night) -> None:
    """The strict policy is really sent, and the page (see every other test) lives with it."""
    answer = page.goto(night.url())
    assert answer is not None
    assert answer.headers["content-security-policy"].startswith("default-src 'self';")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_header_says_how_good_the_plan_is(page: Page, night: Night) -> None:
    """Covers, unseated, gap and status are the last run's."""
    page.goto(night.url())
    run = night.day["run"]
    covers = page.locator("[data-card=covers]")
    expect(covers).to_contain_text(str(run["covers"]))
    expect(covers).to_contain_text(f"of {run['coversRequested']} requested")
    expect(page.locator("[data-card=unseated]")).to_contain_text(str(len(run["unseated"])))
    words = {"optimal": "Proven optimal", "feasible": "Best found", "floor": "Quick plan"}
    expect(page.locator("[data-card=gap]")).to_contain_text(words[run["status"]])
    expect(page.locator("[data-card=run]")).to_contain_text("committed")
    outside = run["unseated"][0]
    row = page.locator(f".unseated tbody tr[data-booking='{outside['bookingId']}']")
    expect(row).to_contain_text(outside["message"])
    expect(page).to_have_title(re.compile("Village Pub"))


def test_a_merge_is_one_seating_across_its_tables(page: Page, night: Night) -> None:
    """Tables pushed together are one thing to choose, with a bar per table and a joint."""
    page.goto(night.url())
    merged = [seating for seating in night.day["seatings"] if len(seating["tableIds"]) > 1]
    assert merged
    for seating in merged:
        drawn = page.locator(f"[data-booking='{seating['bookingId']}'].seating")
        expect(drawn).to_have_count(1)
        expect(drawn.locator(".bar")).to_have_count(len(seating["tableIds"]))
        expect(drawn.locator(".joint")).to_have_count(1)


def test_the_night_can_be_walked_by_keyboard(page: Page, night: Night) -> None:
    """One stop with Tab, arrow keys from seating to seating, each with its words read aloud."""
    page.goto(night.url())
    page.locator(".seating").first.focus()
    names = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowUp", "End", "Home"):
        page.keyboard.press(key)
        name = page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert re.match(r"Party of \d+, \d\d:\d\d to \d\d:\d\d, tables? \w+", name), name
        names.add(name)
    assert len(names) > 3
    expect(page.locator(".seating[tabindex='0']")).to_have_count(1)
    chosen = page.locator(".seating[aria-pressed=true]")
    expect(chosen).to_have_count(1)
    expect(chosen).to_be_focused()
    expect(page.locator(".seating.chosen")).to_have_count(1)
    party = re.match(r"Party of \d+", name)
    assert party is not None
    expect(page.locator(".booking.panel")).to_contain_text(party.group())


def test_another_restaurant_and_date_can_be_chosen(page: Page, night: Night) -> None:
    """The picker changes page and address; an unplanned night says so; a quiet one too."""
    page.goto(night.url())
    page.get_by_label("Restaurant").select_option(label="Corner Bistro")
    expect(page.locator("h1")).to_contain_text("Corner Bistro")
    expect(page.locator(".unseated tbody tr")).to_have_count(120)
    expect(page.locator(".unseated tbody tr").first).to_contain_text("Not planned yet")
    expect(page.locator("[data-card=gap]")).to_contain_text("not planned yet")
    assert str(night.bistro.id) in page.url
    page.get_by_label("Next day").click()
    expect(page.get_by_text("No bookings on this date.")).to_be_visible()
    page.go_back()
    expect(page.locator(".unseated tbody tr")).to_have_count(120)


def test_a_failure_is_said_and_can_be_tried_again(browser: Browser, night: Night) -> None:
    """Without the server the page is never blank: one sentence, and a button that works."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/days/**", lambda route: route.abort())
    page.goto(night.url())
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The server cannot be reached")
    page.unroute("**/days/**")
    alert.get_by_role("button").click()
    expect(page.locator(".seating")).to_have_count(len(night.day["seatings"]))
    context.close()


def test_what_is_taken_by_others_is_hatched(page: Page, night: Night) -> None:
    """A table under maintenance is visibly not available, and says why."""
    quiet = night.pub.date + dt.timedelta(days=3)
    with psycopg.connect(night.dsn) as connection:
        connection.execute(
            """insert into allocations (restaurant_id, resource_type, resource_id, "window",
            is_maintenance) select %(pub)s, 'table', id, tstzrange(%(from)s, %(to)s), true
            from table_inventory where restaurant_id = %(pub)s and table_number = 'G6'""",
            {
                "pub": night.pub.id,
                "from": dt.datetime.combine(quiet, dt.time(15), dt.UTC),
                "to": dt.datetime.combine(quiet, dt.time(17), dt.UTC),
            },
        )
    page.goto(night.url(date=quiet))
    expect(page.locator("rect.occupied")).to_have_count(1)
    expect(page.locator("rect.occupied title")).to_have_text(re.compile("Out of service, 15:00"))


def test_names_from_the_database_are_text_not_markup(page: Page, night: Night) -> None:
    """A restaurant called like a script is shown as written and runs nothing."""
    name = "<img src=x onerror=alert(1)>"
    with psycopg.connect(night.dsn) as connection:
        connection.execute("insert into restaurants (name, slug) values (%s, 'odd')", [name])
    page.goto(night.url())
    page.get_by_label("Restaurant").select_option(label=name)
    expect(page.locator("h1")).to_contain_text(name)
    expect(page.get_by_text("This restaurant has no tables yet.")).to_be_visible()
    assert page.locator("img").count() == 0


@pytest.mark.parametrize(("scheme", "width"), [("dark", 1440), ("light", 820)])
def test_dark_and_tablet(
    browser: Browser, night: Night, scheme: Literal["dark", "light"], width: int
) -> None:
    """Dark mode and a tablet's width show the same night without scrolling sideways."""
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 1100}}
    with opened_page(browser, **options) as page:
        page.goto(night.url())
        expect(page.locator(".seating")).to_have_count(len(night.day["seatings"]))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        photograph(page, f"pub-{scheme}-{width}")
