"""How long an operator waits for the console: first paint, the whole night, and drawing it anew.

Run as ``python -m benchmarks.console`` (a minute; Debian's Chromium has to be installed). The
service is a process of its own on the embedded database; the browser shares the machine with it.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.deadline import quantile
from benchmarks.http import served
from benchmarks.report import circumstances, command, label, markdown_table, options, write_section
from benchmarks.seeded import DATE, SeededDay

SIZE = "large"
ROUNDS = 15
TARGETS = {"first paint": 1000, "the whole night drawn anew": 60}

DRAW_ANEW = """async () => {
  const { loading } = await import('/console/state/night.js');
  const before = loading.value;
  const copy = (booking) => ({ ...booking });
  const night = { ...before.value, seatings: before.value.seatings.map(copy) };
  const began = performance.now();
  loading.value = { ...before, value: night };
  await Promise.resolve();
  document.querySelector('.bars').getBoundingClientRect();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - began;
}"""
"""Every bar is drawn again: each booking is another object. Up to the frame that shows it."""

CHOOSE = """async (number) => {
  const bar = document.querySelectorAll('.seating')[number];
  const began = performance.now();
  bar.focus();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - began;
}"""

PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"


def measure(page: Page, address: str, day: SeededDay) -> dict[str, list[float]]:
    """Return milliseconds by what was waited for."""
    found: dict[str, list[float]] = {name: [] for name in (*TARGETS, "the night on the screen")}
    found["another booking chosen"] = []
    url = f"{address}/console/?restaurant={day.restaurant}&date={DATE}"
    for _ in range(ROUNDS):
        page.goto(url)
        page.wait_for_selector(".seating")
        found["first paint"].append(page.evaluate(PAINT))
        found["the night on the screen"].append(page.evaluate("performance.now()"))
    for number in range(ROUNDS):
        found["the whole night drawn anew"].append(page.evaluate(DRAW_ANEW))
        found["another booking chosen"].append(page.evaluate(CHOOSE, number))
    return found


def rows_of(found: dict[str, list[float]]) -> list[list[str]]:
    """Return the lines of the table."""
    return [
        [
            name,
            str(len(ms)),
            *(f"{quantile(ms, share):.0f}" for share in (0.5, 0.95, 1.0)),
            f"{TARGETS[name]}" if name in TARGETS else "",
        ]
        for name, ms in found.items()
    ]


def main() -> None:
    """Measure and write."""
    chosen = options(__doc__).parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("there is no Chromium: apt-get install chromium")
    machine = circumstances()
    with (
        tempfile.TemporaryDirectory(prefix="maitred-bench-", dir="/tmp") as directory,
        served(Path(directory), 1, 1.0, size=SIZE) as (desk, _, day),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        page.goto(f"{desk.http.base_url}/console/")
        found = measure(page, str(desk.http.base_url).rstrip("/"), day)
        bars: Any = page.locator(".bar").count()
        browser.close()
    heads = ["what", "times", "p50 ms", "p95", "most", "target"]
    text = (
        f"{machine} {command('console', chosen)} {label(SIZE)} tables and bookings, {bars} bars, "
        f"in Chromium at 1440 x 1000.\n\n{markdown_table(heads, rows_of(found))}"
    )
    write_section("console", "The console", text, dry_run=chosen.dry_run)


if __name__ == "__main__":
    main()
