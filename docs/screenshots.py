"""Take the pictures of ``docs/how-to/console.md`` again; ``make screenshots`` does.

The demo is started on a database of its own, and a real browser walks through it: Debian's Chromium
has to be installed. What the pictures show is what whoever runs ``make demo`` sees.
"""

import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from docs.palette import with_palette

PICTURES = Path(__file__).parent / "how-to" / "console"
MAITRED = Path(sys.executable).with_name("maitred")
SIZE: ViewportSize = {"width": 1240, "height": 720}
MOST_BYTES = 120 * 1024
"""Pictures are kept for ever with the code: none may be larger."""

PLAN_SECONDS = 60_000


class PictureTooLargeError(Exception):
    """A picture that nobody wants to keep for ever."""


@contextmanager
def demo(folder: Path) -> Iterator[str]:
    """Run the demo; return the console's address, without the tour."""
    process = subprocess.Popen(
        [MAITRED, "demo", "--data-dir", folder / "demo"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if "/console/" in line:
                yield line.strip().removesuffix("&tour=on")
                return
        raise RuntimeError("the demo ended before it served anything")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _open(folder: Path) -> Path:
    """Let a database server that must not run as root enter; else its data would be elsewhere."""
    folder.chmod(0o755)
    return folder


def take(page: Page, name: str, around: str = "header") -> None:
    """Keep what is on the screen once an element is at its top."""
    page.locator(around).first.evaluate("item => scrollTo(0, item.offsetTop - 12)")
    page.wait_for_timeout(300)
    blank = page.context.new_page()
    picture = with_palette(blank, page.screenshot())
    blank.close()
    (PICTURES / f"{name}.png").write_bytes(picture)
    if len(picture) > MOST_BYTES:
        raise PictureTooLargeError(f"{name}.png has {len(picture)} bytes, over {MOST_BYTES}")


def walk(page: Page, address: str) -> None:
    """Take every picture; nothing of the night is changed but what is undone."""
    page.goto(address)
    page.wait_for_selector(".seating")
    take(page, "timeline")
    _stop(page)
    _drag(page)
    page.locator(".unseated .pick").first.click()
    page.get_by_role("button", name="Why, and what would help?").click()
    page.wait_for_selector(".repairs")
    take(page, "why", ".plan")
    page.locator(".repairs").get_by_role("button", name="Try").first.click()
    take(page, "repair", ".preview")
    page.get_by_role("button", name="Discard").click()
    page.get_by_label("What may change").select_option("rebuild")
    page.get_by_role("button", name="Plan the night").click()
    page.get_by_role("region", name="Preview").wait_for(timeout=PLAN_SECONDS)
    page.locator(".seating").nth(30).focus()
    page.get_by_role("button", name="Preview without a table").click()
    page.get_by_role("button", name="Undo the last edit").wait_for()
    take(page, "preview", ".plan")
    page.get_by_role("button", name="Discard").click()
    page.locator("[data-view=whatif]").click()
    page.wait_for_selector(".what-if")
    take(page, "what-if")
    page.get_by_role("button", name="Floor plan").click()
    page.wait_for_selector(".spot-table")
    take(page, "floor", ".floor-view")
    page.get_by_role("button", name="Arrange tables").click()
    table = page.locator(".movable").filter(has_text=re.compile("Table B5,"))
    for _ in range(3):
        table.press("Shift+ArrowDown")
    take(page, "arrange", ".floor-view")


def _stop(page: Page) -> None:
    """What stopping maitred would do, read and left alone."""
    page.get_by_role("button", name="Who decides").click()
    form = page.get_by_role("form", name="In an emergency")
    form.get_by_label("What for").fill("odd plans")
    form.get_by_role("button", name="Stop maitred").click()
    take(page, "engine")
    page.get_by_role("button", name="Back").click()
    page.locator("#engine-open").click()


def _drag(page: Page) -> None:
    """A booking in the air over a table that somebody else has, then put back."""
    page.evaluate("scrollTo(0, document.querySelector('.scroller').offsetTop - 12)")
    boxes = [bar.bounding_box() for bar in page.locator(".seating .bar").all()]
    left, top = next((box["x"], box["y"]) for box in boxes if box and 150 < box["y"] < 300)
    page.mouse.move(left + 10, top + 10)
    page.mouse.down()
    page.mouse.move(left + 12, top + 100, steps=4)
    page.wait_for_selector(".carrying-card:is(.fine, .bad)")
    take(page, "drag", ".scroller")
    page.keyboard.press("Escape")
    page.mouse.up()


def main() -> None:
    """Start, walk, stop."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("The pictures need a browser: apt-get install chromium")
    PICTURES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="maitred-pictures-") as folder,
        demo(_open(Path(folder))) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        walk(browser.new_context(viewport=SIZE, color_scheme="light").new_page(), address)
        browser.close()


if __name__ == "__main__":
    main()
