"""The what-if report in a real browser: a file on disk, and no network at all."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from scenarios.report.page import report_html
from scenarios.report.ranked import RankedTable
from scenarios.report.themes import THEMES
from tests.browser.accessibility import shut_out
from tests.browser.conftest import ON_ONE_WORKER, opened_page
from tests.browser.test_console import ARTIFACTS
from tests.reported import HOSTILE, one_day

pytestmark = ON_ONE_WORKER
CHARTS = ("covers", "guests", "tables", "heat-base", "heat-compared")
ADVICE = RankedTable(
    title="What would help most",
    heads=("change", "gain in guests", "low", "high", "verdict"),
    rows=((HOSTILE, 12, 8, 16, "better"), ("another table", 4, -1, 9, "UNDECIDED")),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a report on disk."""
    place = tmp_path_factory.mktemp("report") / "report.html"
    place.write_text(report_html(*one_day(), rankings=[ADVICE]), encoding="utf-8")
    return place


@contextmanager
def opened(browser: Browser, file: Path, **options: Any) -> Iterator[Page]:
    """Open the report without a network; fail on any error, warning of the policy, or request."""
    with opened_page(browser, offline=True, **options) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-drawn]", timeout=30_000)
        yield page
        assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]


def marks(page: Page, chart: str, kind: str) -> int:
    """Return how many marks of a kind a chart has."""
    return page.locator(f"#chart-{chart} svg .mark-{kind}.role-mark > *").count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_chart_is_drawn(browser: Browser, file: Path, scheme: str) -> None:
    """As many marks as there are numbers, in the colours of the theme."""
    with opened(browser, file, color_scheme=scheme) as page:
        for chart in CHARTS:
            expect(page.locator(f"#chart-{chart} svg.marks")).to_be_visible()
        bars = page.locator("#chart-covers svg .layer_0_marks > path")
        assert bars.count() == 4
        assert marks(page, "guests", "symbol") == 2 * 4
        assert marks(page, "heat-base", "text") == 2 * 4
        grey = THEMES[scheme]["range"]["category"][0]
        expect(bars.first).to_have_attribute("fill", grey)
        ARTIFACTS.mkdir(exist_ok=True)
        page.screenshot(path=ARTIFACTS / f"report-{scheme}.png", full_page=True)


def test_another_scenario_is_chosen(browser: Browser, file: Path) -> None:
    """Lines and heat map follow; its name stays text."""
    with opened(browser, file) as page:
        cell = page.locator("#chart-heat-compared svg .mark-rect.role-mark > path").first
        expect(cell).to_have_attribute("aria-label", re.compile("scenario: a six"))
        page.locator("select").select_option(HOSTILE)
        expect(page.locator(".compared-name")).to_have_text(HOSTILE)
        expect(cell).to_have_attribute("aria-label", re.compile(re.escape(f"scenario: {HOSTILE}")))


def test_the_theme_may_change_while_it_is_open(browser: Browser, file: Path) -> None:
    """Charts are drawn again, of the scenario that was chosen; for paper they are light."""
    with opened(browser, file, color_scheme="light") as page:
        page.locator("select").select_option("as it is")
        page.emulate_media(color_scheme="dark")
        page.wait_for_selector("html[data-drawn=dark]")
        names = page.locator("#chart-guests svg .mark-symbol.role-mark > path")
        expect(names.last).to_have_attribute(
            "aria-label", re.compile("role: compared; scenario: as it is")
        )
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.wait_for_selector("html[data-drawn=light]")


def test_a_chart_can_be_saved(browser: Browser, file: Path, tmp_path: Path) -> None:
    """As a PNG, from its menu; no menu leads to another site."""
    with opened(browser, file) as page:
        page.locator("#chart-covers summary").click()
        with page.expect_download() as download:
            page.locator("#chart-covers").get_by_text("Save as PNG").click()
        place = tmp_path / "chart.png"
        download.value.save_as(place)
        assert place.read_bytes().startswith(b"\x89PNG")
        assert page.get_by_text(re.compile("Vega Editor")).count() == 0


@pytest.mark.parametrize("width", [640, 820])
def test_it_fits_tablets_and_double_size(browser: Browser, file: Path, width: int) -> None:
    """1280 pixels at 200 % are 640: nothing but tables and timelines scrolls sideways."""
    with opened(browser, file, viewport={"width": width, "height": 900}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_shuts_anybody_out(browser: Browser, file: Path, scheme: str) -> None:
    """No finding of axe: contrast, names, heads, order."""
    with opened(browser, file, color_scheme=scheme, bypass_csp=True) as page:
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert shut_out(page) == []
