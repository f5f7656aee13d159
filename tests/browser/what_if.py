"""What-if in the console, for tests: opening it, runs, and what the service says of them."""

from typing import Any

import httpx2
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import AXE
from tests.browser.conftest import Night

Json = dict[str, Any]

SOLVED = 60_000
"""Milliseconds that a run may take here."""


def opened(page: Page, night: Night) -> None:
    """Open what-if for the planned night."""
    page.goto(night.url() + "&view=whatif")
    expect(page.locator(".gallery")).to_be_visible()


def question(page: Page, name: str, **blanks: str) -> None:
    """Choose a ready-made question, fill in some blanks, and add it as a scenario."""
    page.get_by_role("button", name=name, exact=True).click()
    form = page.get_by_role("form", name=name)
    for label, value in blanks.items():
        form.get_by_label(label, exact=True).fill(value)
    form.get_by_role("button", name="Add as a new scenario").click()
    expect(form).to_have_count(0)


def add_change(page: Page, kind: str, scenario: int = 0) -> Locator:
    """Add a change of a kind to a scenario; return its fields."""
    card = page.locator(".scenario").nth(scenario)
    card.get_by_label("Kind of change").select_option(kind)
    return card.locator(f"fieldset[data-kind={kind}]").last


def run(page: Page) -> None:
    """Have the scenarios solved, and wait for the comparison."""
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("region", name="Side by side")).to_be_visible(timeout=SOLVED)


def ask(night: Night, path: str, headers: dict[str, str] | None = None, **body: Any) -> Json:
    """Ask the service beside the page."""
    with httpx2.Client(base_url=night.address, trust_env=False, headers=headers) as client:
        answer = client.post(path, json=body) if body else client.get(path)
    assert answer.status_code in (200, 202), answer.text
    found: Json = answer.json()
    return found


def latest(night: Night) -> Json:
    """Return the newest run."""
    path = f"/api/v1/restaurants/{night.pub.id}/scenarios?limit=1"
    return ask(night, f"/api/v1/scenarios/{ask(night, path)['jobs'][0]['id']}")


def seats(night: Night, found: Json, scenario: str) -> dict[str, tuple[str, ...]]:
    """Return who sits where in a scenario."""
    keys = [run["key"] for run in found["comparison"]["runs"] if run["scenario"] == scenario]
    solve = ask(night, f"/api/v1/scenarios/{found['id']}/solves/{keys[0]}")
    return {item["bookingId"]: tuple(sorted(item["tableIds"])) for item in solve["seatings"]}


def day(night: Night) -> Json:
    """Return the live night."""
    return ask(night, f"/api/v1/restaurants/{night.pub.id}/days/{night.pub.date}")


def findings(page: Page) -> list[tuple[str, str]]:
    """Return what axe finds wrong with what-if as it is shown."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run('.what-if')")
    assert len(found["passes"]) > 10
    return [(item["id"], item["nodes"][0]["html"][:200]) for item in found["violations"]]
