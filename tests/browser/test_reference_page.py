"""The HTTP reference at /docs in a real browser."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import ON_ONE_WORKER, Night
from tests.browser.test_console import photograph

pytestmark = ON_ONE_WORKER


def test_the_reference_works_without_internet(page: Page, night: Night) -> None:
    """Every route is listed, and nothing is asked of any other server."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    here = urlsplit(night.address)
    page.goto(f"{here.scheme}://{here.netloc}/docs/")
    route = page.get_by_text("/api/ops/dashboard/assign-tables", exact=False).first
    expect(route).to_be_visible(timeout=30_000)  # the viewer reads a large document
    photograph(page, "reference")
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {here.netloc}
