"""Who decides an evening: said, explained, changed after it was confirmed, and followed live."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import httpx2
import psycopg
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from persistence.pool import Database
from services.demo import DemoRestaurant
from services.engine import switch_engine
from tests.browser.compared import house_of
from tests.browser.conftest import ON_ONE_WORKER, Night, opened_page
from tests.browser.test_console import photograph
from tests.integration.postgres_servers import House
from tests.integration.running_service import running_service
from tests.integration.sign_in import SECRET, Provider

pytestmark = ON_ONE_WORKER


@dataclass(frozen=True)
class Switched:
    """A restaurant with two bookings tomorrow, and its switch."""

    night: Night
    house: House
    place: DemoRestaurant

    @property
    def url(self) -> str:
        """Where the console shows it."""
        return self.night.url(self.place)

    def put(self, **body: Any) -> None:
        """Throw the switch, elsewhere than at the console."""
        answer = httpx2.put(self._path(), json=body, trust_env=False)
        assert answer.status_code == 200, answer.text

    def told(self) -> Any:
        """Return who decides the evening, as the service says it."""
        return httpx2.get(f"{self._path()}?date={self.place.date}", trust_env=False).json()

    def _path(self) -> str:
        return f"{self.night.address}/api/v1/restaurants/{self.house.id}/engine"


@pytest.fixture
def switched(night: Night) -> Iterator[Switched]:
    """A restaurant of its own: the others stay as they are."""
    house, place = house_of(night.dsn, "The Switched House")
    house.booking(booking_date=place.date)
    house.booking(booking_date=place.date, party_size=6)
    yield Switched(night, house, place)
    house.connection.close()


def strip(page: Page) -> Locator:
    """Return where it says who decides."""
    return page.get_by_role("region", name="Who decides")


def test_a_plan_that_cannot_be_applied_says_so_first(page: Page, switched: Switched) -> None:
    """Before it is asked for, and beside it; once maitred decides again it may be applied."""
    date = str(switched.place.date)
    switched.put(state="off", reason="inventory", **{"from": date, "to": date})
    page.goto(switched.url)
    expect(strip(page)).to_contain_text("The booking system decides this evening; maitred is off.")
    expect(strip(page)).to_contain_text("Set by somebody here")
    expect(strip(page)).to_contain_text("“inventory”")
    plan = page.get_by_role("button", name="Look at a plan")
    expect(plan).to_have_accessible_description(re.compile("it cannot be applied"))
    plan.click()
    preview = page.get_by_role("region", name="Preview")
    expect(preview).to_contain_text("2 more bookings", timeout=30_000)
    expect(preview).to_contain_text("This plan cannot be applied")
    expect(preview).to_contain_text("Seat guests by hand")
    apply = preview.get_by_role("button", name="Apply")
    expect(apply).to_have_count(0)
    photograph(page, "engine-off")
    assert (
        switched.house.value(
            "select count(*) from maitred.runs where state = 'committed' and restaurant_id = %s",
            switched.house.id,
        )
        == 0
    )
    page.get_by_role("button", name="Next day").click()
    expect(strip(page)).to_contain_text("maitred decides this evening.")
    page.get_by_role("button", name="Previous day").click()
    expect(strip(page)).to_contain_text("maitred is off")
    page.get_by_role("button", name="Look at a plan").click()
    expect(preview).to_contain_text("cannot be applied", timeout=30_000)
    switched.put(state="on", **{"from": date, "to": date})
    expect(page.locator(".toast.news")).to_contain_text("maitred decides this evening.")
    apply.click()
    expect(page.locator(".toast.done")).to_contain_text("2 bookings have other tables now")


def test_stopped_and_revived_after_it_was_confirmed(browser: Browser, switched: Switched) -> None:
    """By keyboard: what will happen is named, a step back keeps the reason; others see it live."""
    with opened_page(browser) as page, opened_page(browser) as other:
        other.goto(switched.url)
        expect(strip(other)).to_contain_text("maitred decides this evening.")
        page.goto(switched.url)
        strip(page).get_by_role("button", name="Who decides").press("Enter")
        form = page.get_by_role("form", name="In an emergency")
        form.get_by_role("button", name="Stop maitred").press("Enter")
        expect(page.get_by_role("group", name="Stop maitred?")).to_have_count(0)
        form.get_by_label("What for").fill("odd plans")
        page.keyboard.press("Enter")
        asked = page.get_by_role("group", name="Stop maitred?")
        expect(asked.get_by_role("heading")).to_be_focused()
        expect(asked).to_contain_text("maitred stops for The Switched House, on every date")
        expect(asked).to_contain_text("people seat guests by hand as ever")
        assert switched.told()["kills"] == []
        page.keyboard.press("Escape")
        expect(form.get_by_role("button", name="Stop maitred")).to_be_focused()
        expect(form.get_by_label("What for")).to_have_value("odd plans")
        page.keyboard.press("Enter")
        expect(asked.get_by_role("heading")).to_be_focused()
        asked.get_by_role("button", name="Yes, stop maitred").press("Enter")
        for seen in (page, other):
            expect(strip(seen)).to_contain_text("maitred is stopped.")
            expect(strip(seen)).to_contain_text("“odd plans”")
        expect(other.locator(".toast.news")).to_contain_text("maitred is stopped.")
        expect(page.locator(".toast.news")).to_have_count(0)
        [kill] = switched.told()["kills"]
        assert (kill["everywhere"], kill["reason"]) == (False, "odd plans")
        photograph(page, "engine-stopped")
        form.get_by_label("What for").fill("looked into")
        form.get_by_role("button", name="Revive maitred").click()
        expect(page.get_by_role("group", name="Revive maitred?")).to_contain_text(
            "For this evening: maitred decides."
        )
        page.get_by_role("button", name="Yes, revive maitred").click()
        for seen in (page, other):
            expect(strip(seen)).to_contain_text("maitred decides this evening.")
        assert switched.told()["kills"] == []


def test_a_trial_is_set_for_some_evenings(page: Page, switched: Switched) -> None:
    """The state, the share and the dates arrive as they were chosen; what is first is told."""
    date, words = str(switched.place.date), f"{switched.place.date:%a, %-d %b %Y}"
    switched.put(killed=True, reason="first things first")
    page.goto(switched.url)
    strip(page).get_by_role("button", name="Who decides").click()
    form = page.get_by_role("form", name="Say who decides")
    form.get_by_label("Who decides").select_option("canary")
    form.get_by_label("Per cent of evenings").fill("100")
    form.get_by_label("Last evening").fill(date)
    form.get_by_label("What for").fill("<b>a try</b>")
    form.get_by_role("button", name="Next").click()
    asked = page.get_by_role("group", name="This will happen")
    expect(asked).to_contain_text(f"about 100 % of the evenings on {words} only")
    expect(asked).to_contain_text("But the kill switch is thrown")
    asked.get_by_role("button", name="Yes, begin the trial").click()
    expect(page.locator(".toast.done")).to_contain_text(f"on {words} only")
    [change, _] = switched.told()["changes"]
    expected = {"state": "canary", "percent": 100, "from": date, "to": date}
    assert {name: change[name] for name in expected} == expected
    switched.put(killed=False)
    expect(strip(page)).to_contain_text("it is one of the trial’s")
    expect(strip(page)).to_contain_text("“<b>a try</b>”")
    expect(strip(page)).to_contain_text("The trial is 100 % of all evenings.")
    switched.put(state="canary", percent=0)
    expect(strip(page)).to_contain_text("it is none of the trial’s")


def test_a_refusal_on_the_way_is_told_in_words(browser: Browser, switched: Switched) -> None:
    """The switch is thrown while a plan is looked at, and the page has not heard of it yet."""
    with opened_page(browser, expecting="409") as page:
        page.goto(switched.url)
        page.get_by_role("button", name="Plan the night").click()
        apply = page.get_by_role("region", name="Preview").get_by_role("button", name="Apply")
        expect(apply).to_be_visible(timeout=30_000)
        before = switched.told()
        page.route("**/engine?*", lambda route: route.fulfill(json=before))
        switched.put(killed=True, reason="odd plans")
        apply.click()
        told = page.locator(".toast.failed")
        expect(told).to_contain_text("maitred is stopped, so nothing was written.")
        expect(told).to_contain_text("Seat guests by hand")
        page.unroute("**/engine?*")
        expect(strip(page)).to_contain_text("“odd plans”")
        expect(apply).to_have_count(0)


def test_stopped_for_every_restaurant(page: Page, switched: Switched) -> None:
    """Who did it is named, and that it is not revived here; what else is set would wait for it."""
    database = Database(switched.night.dsn)
    database.open()
    try:
        switch_engine(database, None, "command:anna", kill=True, reason="an outage")
        page.goto(switched.url)
        expect(strip(page)).to_contain_text("Stopped for every restaurant by anna, on the server")
        strip(page).get_by_role("button", name="Who decides").click()
        expect(strip(page)).to_contain_text("maitred engine revive --all")
        page.get_by_role("button", name="Next: what will happen").click()
        asked = page.get_by_role("group", name="This will happen")
        expect(asked).to_contain_text("But maitred is stopped for every restaurant")
    finally:
        switch_engine(database, None, "command:anna", kill=False)
        database.close()
    expect(strip(page)).to_contain_text("maitred decides this evening.")


def test_a_host_reads_it_only(browser: Browser, switched: Switched) -> None:
    """Who may not switch sees who decides and who said so, and whom to ask."""
    user, provider = uuid4(), Provider()
    provider.url = "https://tests.example"
    with psycopg.connect(switched.night.dsn) as connection:
        connection.execute(
            "insert into restaurant_memberships values (%s, %s, 'host')", [user, switched.house.id]
        )
    switched.put(state="shadow")
    wish = {"jwt_secret": SECRET, "jwt_issuer": provider.issuer}
    with (
        running_service(switched.night.dsn, **wish) as client,
        opened_page(browser, expecting="401") as page,
    ):
        address = str(client.http.base_url).rstrip("/")
        page.goto(replace(switched.night, address=address).url(switched.place))
        page.get_by_label("Access token").fill(provider.shared(user))
        page.keyboard.press("Enter")
        expect(strip(page)).to_contain_text("maitred only compares")
        strip(page).get_by_role("button", name="Who decides").click()
        expect(strip(page)).to_contain_text("Managers and owners may change this.")
        expect(strip(page).locator(".sources li")).to_have_count(6)
        expect(strip(page).locator("form")).to_have_count(0)
