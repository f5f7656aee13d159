"""The forms of what-if: every kind of change, several of them, texts, refusals at their fields."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from scenarios.scenario import ScenarioFile
from tests.browser.conftest import ON_ONE_WORKER, Night, opened_page
from tests.browser.test_console import photograph
from tests.browser.what_if import add_change, ask, findings, opened, question

pytestmark = ON_ONE_WORKER

SCHEMA = ScenarioFile.model_json_schema()
KINDS: dict[str, str] = {
    kind: ref.rpartition("/")[2]
    for kind, ref in SCHEMA["$defs"]["Scenario"]["properties"]["edits"]["items"]["discriminator"][
        "mapping"
    ].items()
}


def asked_by(page: Page) -> dict[str, Any]:
    """Press Run and return what was asked for; nobody gets to answer it."""
    page.route("**/api/v1/scenarios", lambda route: route.abort())

    def orders(request: Request) -> bool:
        return request.method == "POST" and request.url.endswith("/api/v1/scenarios")

    with page.expect_request(orders) as request:
        page.get_by_role("button", name="Run", exact=True).click()
    found: dict[str, Any] = json.loads(request.value.post_data or "")
    return found


def test_every_kind_of_change_has_a_form(page: Page, night: Night) -> None:
    """With a field for everything that it needs, and words for its name."""
    opened(page, night)
    page.get_by_role("button", name="Empty scenario").click()
    for kind, name in KINDS.items():
        fields = add_change(page, kind)
        expect(fields).to_be_visible()
        assert "_" not in fields.locator("legend").first.inner_text()
        properties = set(SCHEMA["$defs"][name]["properties"]) - {"kind"}
        places = fields.locator("[data-place]").evaluate_all(
            "all => all.map((one) => one.dataset.place)"
        )
        assert properties <= {place.rpartition(".")[2] for place in places}, kind
        card = page.locator(".scenario")
        card.get_by_role("button", name="Remove change 1", exact=True).click()
    expect(page.locator(".change")).to_have_count(0)


def test_forms_say_what_was_filled_in(browser: Browser, night: Night) -> None:
    """Choices of the night's tables, zones and bookings; several changes, several scenarios."""
    day = night.day
    booking = day["seatings"][0]
    tables = {item["name"]: item["id"] for item in day["tables"]}
    with opened_page(browser, expecting="ERR_FAILED") as page:
        opened(page, night)
        page.get_by_role("button", name="Empty scenario").click()
        page.get_by_label("Name", exact=True).fill("first")
        fields = add_change(page, "move_booking")
        fields.get_by_label("Booking").select_option(booking["bookingId"])
        fields.get_by_label("New start").fill("25:30")
        fields = add_change(page, "add_neighbours")
        fields.get_by_label("Table 1").select_option(tables["G1"])
        fields.get_by_label("Table 2").select_option(tables["G2"])
        fields = add_change(page, "set_rules")
        fields.get_by_label("Tables may be merged").select_option("no")
        fields.get_by_label("Tables of a merge at most").fill("2")
        fields = add_change(page, "forbid_merge")
        for name in ("B1", "B2", "B3"):
            fields.get_by_label(re.compile(rf"\b{name} \(")).check()
        fields.get_by_label(re.compile(r"\bB3 \(")).uncheck()
        fields = add_change(page, "set_hold_backs")
        fields.get_by_role("button", name="Add to kept tables").click()
        fields.get_by_label("Tables to keep").fill("3")
        fields.get_by_label("From").fill("18:00")
        fields.get_by_label("Until").fill("21:00")
        fields = add_change(page, "reschedule")
        fields.get_by_label("Booking").select_option(booking["bookingId"])
        fields.get_by_label("From").fill(f"{night.pub.date}T18:00")
        fields.get_by_label("Until").fill(f"{night.pub.date}T20:00")
        page.get_by_role("button", name="Empty scenario").click()
        second = page.locator(".scenario").nth(1)
        second.get_by_label("Begins from").select_option("first")
        add_change(page, "scale_demand", 1).get_by_label("Times as many bookings").fill("1.25")
        page.get_by_label("Draws").select_option("5")
        body = asked_by(page)
    assert body["seeds"] == [0, 1, 2, 3, 4]
    first, last = body["scenarios"]
    day_start = f"{night.pub.date}T18:00:00.000Z"
    assert first["edits"] == [
        {"kind": "move_booking", "booking": booking["bookingId"], "start": "25:30"},
        {"kind": "add_neighbours", "tables": [tables["G1"], tables["G2"]]},
        {"kind": "set_rules", "merges": False, "max_tables": 2},
        {"kind": "forbid_merge", "tables": [tables["B1"], tables["B2"]]},
        {
            "kind": "set_hold_backs",
            "hold_backs": [{"keep": 3, "start": "18:00", "end": "21:00"}],
        },
        {
            "kind": "reschedule",
            "booking": booking["bookingId"],
            "window": {"start": day_start, "end": day_start.replace("T18", "T20")},
        },
    ]
    assert (last["base"], last["name"]) == ("first", "25 % more bookings")
    ScenarioFile.model_validate({"scenarios": body["scenarios"]})


def test_what_does_not_fit_is_said_at_its_field(browser: Browser, night: Night) -> None:
    """Nothing is run; the list of flaws leads to the field, and a mended one is forgotten."""
    booking = night.day["seatings"][0]["bookingId"]
    other = night.day["seatings"][1]["bookingId"]
    with opened_page(browser, expecting="422") as page:
        opened(page, night)
        question(page, "No tables are merged")
        page.get_by_role("button", name="Empty scenario").click()
        for _ in range(2):
            fields = add_change(page, "cancel_booking", 1)
            fields.get_by_label("Booking").select_option(booking)
        page.get_by_label("Name", exact=True).nth(1).fill("twice")
        page.get_by_role("button", name="Run", exact=True).click()
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("“twice”, 2. Cancel a booking, Booking")
        wrong = page.locator("fieldset[data-kind=cancel_booking]").nth(1).get_by_label("Booking")
        expect(wrong).to_have_attribute("aria-invalid", "true")
        photograph(page, "whatif-refused")
        alert.get_by_role("button").click()
        expect(wrong).to_be_focused()
        wrong.select_option(other)
        expect(wrong).not_to_have_attribute("aria-invalid", "true")
        expect(alert).to_have_count(0)
    listed = ask(night, f"/api/v1/restaurants/{night.pub.id}/scenarios")["jobs"]
    assert "twice" not in [name for job in listed for name in job["scenarios"]]


def test_a_field_that_is_missing_stops_the_run(page: Page, night: Night) -> None:
    """The browser says so at the field, before anything is sent."""
    opened(page, night)
    page.get_by_role("button", name="Empty scenario").click()
    fields = add_change(page, "resize_table")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(fields.get_by_label("Table")).to_be_focused()
    assert fields.get_by_label("Table").evaluate("one => one.validity.valueMissing")


def test_a_text_is_read_into_the_form(browser: Browser, night: Night) -> None:
    """YAML with a mistake names line and place; without it, it goes on as cards."""
    zone = night.day["zones"][0]["id"]
    text = (
        "seeds: [3, 4]\nscenarios:\n  - name: rain\n    edits:\n"
        f"      - {{kind: close, zone: {zone}, start: 17:00, end: 23:00}}\n"
        "  - name: rain, a table\n    base: rain\n    edits:\n"
        f"      - {{kind: add_table, table: {{id: N1, zone: {zone}, capacity: SEATS}}}}\n"
    )
    with opened_page(browser, expecting="422") as page:
        opened(page, night)
        page.locator(".paste summary").click()
        field = page.get_by_label("Scenario file")
        field.fill(text)
        page.get_by_role("button", name="Read it").click()
        alert = page.locator(".paste").get_by_role("alert")
        expect(alert).to_contain_text("line 9, scenarios[1].edits[0].table.capacity")
        field.fill(text.replace("SEATS", "4"))
        page.get_by_role("button", name="Read it").click()
        expect(page.locator(".scenario")).to_have_count(2)
        second = page.locator(".scenario").nth(1)
        expect(second.get_by_label("Begins from").locator("option:checked")).to_have_text("rain")
        expect(second.get_by_label("Seats")).to_have_value("4")
        expect(page.locator(".scenario").nth(0).get_by_label("From")).to_have_value("17:00")
        expect(page.get_by_label("Draws")).to_have_value("2")


@pytest.mark.parametrize(("scheme", "width"), [("light", 768), ("dark", 640)])
def test_forms_shut_nobody_out(browser: Browser, night: Night, scheme: Any, width: int) -> None:
    """No finding of axe, and nothing wider than a tablet, or than a laptop at 200 %."""
    size = {"width": width, "height": 1000}
    with opened_page(browser, color_scheme=scheme, viewport=size, bypass_csp=True) as page:
        opened(page, night)
        question(page, "Longer or shorter stays")
        question(page, "Two tables may be merged")
        add_change(page, "set_policy")
        page.get_by_role("button", name="One more party").click()
        assert page.evaluate("document.documentElement.scrollWidth") == width
        photograph(page, f"whatif-{scheme}")
        assert findings(page) == []
