"""What-if in the console: questions, runs, the comparison side by side, the report, and again."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ON_ONE_WORKER, Night, opened_page
from tests.browser.test_console import photograph
from tests.browser.what_if import SOLVED, ask, day, findings, latest, opened, question, run, seats
from tests.integration.sign_in import Provider

pytestmark = ON_ONE_WORKER


def test_questions_become_a_comparison(page: Page, night: Night) -> None:
    """The numbers and the differences are the service's; the live night stays as it was."""
    before = day(night)
    opened(page, night)
    expect(page.get_by_role("note").filter(has_text="touches the live night")).to_be_visible()
    question(page, "One more table", Seats="6")
    question(page, "A zone is closed for a while")
    photograph(page, "whatif-composed")
    run(page)
    found = latest(night)
    names, zone = found["scenarios"], night.day["zones"][0]["name"]
    assert names == [f"One more table of 6 in {zone}", f"{zone} closed 17:00–22:00"]
    heads = page.locator(".figures thead th")
    expect(heads).to_have_text(["the night as it is", *names])
    for figure in ("covers", "refused", "merges", "moves", "empty_seats"):
        cells = page.locator(f".figures tr[data-figure={figure}] td")
        for index, item in enumerate(found["comparison"]["comparisons"]):
            change = item["changes"][figure]
            expect(cells.nth(index + 1)).to_contain_text(f"{change['value']:g}")
            if change["mean"]:
                expect(cells.nth(index + 1)).to_contain_text(f"{abs(change['mean']):g}")
    verdicts = [item["verdict"] for item in found["comparison"]["comparisons"]]
    assert "worse" in verdicts
    expect(page.locator(".figures .verdict")).to_have_text(
        [{"UNDECIDED": "undecided", "same": "the same"}.get(item, item) for item in verdicts]
    )
    page.locator(".pair select").select_option(names[1])
    assert day(night) == before
    as_it_is, closed = seats(night, found, "base"), seats(night, found, names[1])
    lost = as_it_is.keys() - closed.keys()
    assert lost
    expect(page.locator("figure").nth(0).locator(".mini-bar.lost")).to_have_count(len(lost))
    expect(page.locator("figure").nth(1).locator(".mini-bar")).to_have_count(len(closed))
    moved = {key for key in as_it_is.keys() & closed.keys() if as_it_is[key] != closed[key]}
    expect(page.locator("figure").nth(1).locator(".mini-bar.moved")).to_have_count(len(moved))
    rows = page.locator(".differences tbody tr")
    expect(rows.locator(".kind.lost")).to_have_count(len(lost))
    rows.first.focus()
    expect(page.locator(".mini-bar.looked").first).to_be_visible()
    page.get_by_label("Only tables with a difference").check()
    photograph(page, "whatif-compared")


def test_it_is_asked_by_keyboard_alone(page: Page, night: Night) -> None:
    """From the question to the comparison without a pointer; what happens is read aloud."""
    opened(page, night)
    page.get_by_role("button", name="No tables are merged").focus()
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Add as a new scenario":
            break
    page.keyboard.press("Enter")
    expect(page.locator(".change select").first).to_be_focused()
    page.get_by_label("Name", exact=True).press("Enter")
    progress = page.locator(".what-if .progress[role=status]")
    heading = page.get_by_role("heading", name=re.compile("Side by side"))
    expect(progress.or_(heading)).to_be_visible()
    expect(heading).to_be_focused(timeout=SOLVED)
    row = page.locator(".figures tr[data-figure=merges] td")
    expect(row.nth(0)).not_to_have_text("0")


def test_longer_stays_say_what_no_longer_fits(page: Page, night: Night) -> None:
    """Who keeps a table that somebody else sits at is counted and shown; they may be moved, too."""
    opened(page, night)
    question(page, "Longer or shorter stays")
    run(page)
    found = latest(night)
    stale = [item["measures"]["stale"] for item in found["comparison"]["runs"]]
    assert stale[0] == 0 < stale[1]
    expect(page.locator(".figures tr[data-figure=stale] td").nth(1)).to_have_text(f"{stale[1]:g}")
    expect(page.get_by_role("note").filter(has_text="Seated against the rules")).to_be_visible()
    said = f"but {stale[1]:g} more seated against the rules"
    expect(page.locator(".figures tbody tr").first).to_contain_text(said)
    expect(page.locator("figure").nth(1).locator(".mini-bar.stale")).to_have_count(int(stale[1]))
    expect(page.locator(".differences small").first).to_contain_text("at the same time")
    photograph(page, "whatif-stays")
    assert findings(page) == []
    page.get_by_role("button", name="Change it and run again").click()
    page.get_by_label("Who has a table").select_option("may be moved")
    page.get_by_label("At most, each").select_option("3 seconds")
    run(page)
    expect(page.locator(".figures thead th").nth(1)).to_contain_text("beside Planned anew")
    assert [item["measures"]["stale"] for item in latest(night)["comparison"]["runs"]] == [0, 0, 0]


def test_a_difference_within_the_gaps_is_undecided(page: Page, night: Night) -> None:
    """It is marked, and explained in words and points; a finer run is one button away."""
    more = {"name": "more", "edits": [{"kind": "scale_demand", "factor": 1.4}]}
    anew = {"name": "anew", "edits": [{"kind": "set_mode", "mode": "rebuild"}]}
    fewer = {"kind": "set_rules", "max_tables": 2}
    job = ask(
        night,
        "/api/v1/scenarios",
        restaurantId=str(night.pub.id),
        dates=[str(night.pub.date)],
        scenarios=[
            anew,
            {**more, "base": "anew"},
            {"name": "two", "base": "more", "edits": [fewer]},
        ],
        gap=1,
        budgetMs=1000,
    )
    opened(page, night)
    page.get_by_role("button", name=re.compile("Open anew .*two")).click()
    expect(page.get_by_role("region", name="Side by side")).to_be_visible(timeout=SOLVED)
    found = ask(night, f"/api/v1/scenarios/{job['id']}")
    item = found["comparison"]["comparisons"][2]
    assert item["verdict"] == "UNDECIDED"
    expect(page.locator(".figures .verdict").nth(2)).to_have_text("undecided")
    expect(page.locator(".figures tr[data-figure=points] td").nth(3)).to_contain_text("undecided")
    note = page.get_by_role("note").filter(has_text="smaller than what the gaps leave open")
    expect(note).to_contain_text("“two”")
    expect(note).to_contain_text(f"+{item['points_high']:,.0f} points")
    photograph(page, "whatif-undecided")
    page.get_by_role("button", name="Run again, more exactly").click()
    expect(page.get_by_label("Close enough")).to_have_value("0.2")
    cancel = page.get_by_role("button", name=re.compile("^(Cancel|Ending…)$"))
    expect(cancel).to_be_enabled()
    cancel.click()
    told = page.locator(".toast").filter(has_text=re.compile("was cancelled|comparison is there"))
    expect(told).to_be_visible(timeout=SOLVED)


def test_earlier_runs_are_opened_again(page: Page, night: Night) -> None:
    """After the page was closed: the comparison, and its scenarios in the form."""
    opened(page, night)
    question(page, "One more party", Guests="3", At="18:00")
    page.get_by_label("Name", exact=True).fill("a late three")
    run(page)
    page.reload()
    expect(page.locator(".scenario")).to_have_count(0)
    page.locator(".past button").first.click()
    expect(page.locator(".figures thead th").nth(1)).to_have_text("a late three")
    page.get_by_role("button", name="Change it and run again").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("a late three")
    booking = page.locator("fieldset[data-kind=add_booking]")
    expect(booking.get_by_label("Guests")).to_have_value("3")
    expect(booking.get_by_label("From")).to_have_value("18:00")


def test_the_report_opens_without_a_token_in_any_address(
    browser: Browser, guarded: Night, provider: Provider, member: UUID, tmp_path: Path
) -> None:
    """In a tab of its own, drawn, apart from the console; and it can be saved."""
    token = provider.shared(member)
    job = ask(
        guarded,
        "/api/v1/scenarios",
        {"authorization": f"Bearer {token}"},
        restaurantId=str(guarded.pub.id),
        dates=[str(guarded.pub.date)],
        scenarios=[{"name": "as before"}],
        budgetMs=1000,
    )
    addresses: list[str] = []
    with opened_page(browser, expecting="401") as page:
        page.context.on("request", lambda request: addresses.append(request.url))
        page.goto(guarded.url() + "&view=whatif")
        page.get_by_label("Access token").fill(token)
        page.keyboard.press("Enter")
        page.get_by_role("button", name=re.compile("Open as before")).first.click()
        link = page.get_by_role("link", name="Open the report")
        expect(link).to_be_visible(timeout=SOLVED)
        with page.context.expect_page() as other:
            link.click()
        report = other.value
        frame = report.frame_locator("iframe")
        expect(frame.locator("html[data-drawn]")).to_have_count(1, timeout=30_000)
        expect(frame.get_by_role("heading", level=1)).to_contain_text(guarded.pub.name)
        reached = "(() => { try { return sessionStorage.length } catch { return 'nothing' } })()"
        assert report.frames[1].evaluate(reached) == "nothing"
        with report.expect_download() as download:
            report.get_by_role("link", name="Save as a file").click()
        saved = tmp_path / "report.html"
        download.value.save_as(saved)
        assert "as before" in saved.read_text(encoding="utf-8")
    assert any(url.endswith(f"{job['id']}/report") for url in addresses)
    assert not [url for url in addresses if token in url]


@pytest.mark.parametrize(
    "query", ["", "?job=../../api", "?job=00000000-0000-0000-0000-000000000000"]
)
def test_a_report_that_is_not_there_is_told(browser: Browser, night: Night, query: str) -> None:
    """One sentence, and no empty page."""
    with opened_page(browser, expecting="404") as page:
        answer = page.goto(f"{night.address}/console/report.html{query}")
        assert answer is not None
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'self'; script-src 'self' 'sha256-")
        assert "unsafe" not in policy
        expect(page.get_by_role("alert")).to_contain_text(
            re.compile("names no run|no job has the id")
        )
