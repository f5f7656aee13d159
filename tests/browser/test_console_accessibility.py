"""Nobody is shut out: contrast, names and order in every state, at 200 %, and on a tablet."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.browser.accessibility import COLOURS, covered, faint_words, shut_out, too_wide
from tests.browser.conftest import ON_ONE_WORKER, Night, opened_page
from tests.browser.console_states import states
from tests.browser.test_console import photograph
from tests.integration.running_service import running_service
from tests.integration.sign_in import SECRET, Provider

pytestmark = ON_ONE_WORKER
OFFLINE = "ERR_INTERNET_DISCONNECTED"


def test_no_state_shuts_anybody_out(browser: Browser, night: Night) -> None:
    """No finding of axe of whatever impact, no faint word on a drawing; light and dark."""
    seen = []
    with opened_page(browser, expecting=OFFLINE, bypass_csp=True) as page:
        for state in states(page, night):
            assert shut_out(page) == [], state
            assert faint_words(page) == [], state
            page.emulate_media(color_scheme="dark")
            assert shut_out(page, COLOURS) == [], (state, "dark")
            assert faint_words(page) == [], (state, "dark")
            page.emulate_media(color_scheme="light")
            seen.append(state)
    assert len(seen) == 17


@pytest.fixture
def guarded(night: Night) -> Iterator[str]:
    """The address of a service that asks who calls."""
    provider = Provider()
    provider.url = "https://tests.example"
    wish = {"jwt_secret": SECRET, "jwt_issuer": provider.issuer, "failures_per_minute": 0}
    with running_service(night.dsn, **wish) as client:
        yield str(client.http.base_url).rstrip("/") + "/console/"


def test_the_form_to_sign_in_shuts_nobody_out(browser: Browser, guarded: str) -> None:
    """Before and after a token was refused."""
    with opened_page(browser, expecting="401", bypass_csp=True) as page:
        page.goto(guarded)
        field = page.get_by_label("Access token")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            expect(field).to_be_focused()
            assert shut_out(page) == []
        field.fill("no such token")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        assert shut_out(page) == []


SCREENS: dict[str, ViewportSize] = {
    "zoomed": {"width": 640, "height": 400},
    "tablet": {"width": 768, "height": 1024},
}
"""1280 by 800 pixels at 200 %, and a tablet held upright."""


def test_everything_is_within_reach(browser: Browser, night: Night) -> None:
    """The page never scrolls sideways, and no control is out of it or under another one."""
    with opened_page(browser, expecting=OFFLINE, has_touch=True) as page:
        for state in states(page, night):
            for screen, size in SCREENS.items():
                page.set_viewport_size(size)
                assert not too_wide(page), (state, screen)
                assert covered(page) == [], (state, screen)
                if state in ("preview", "arrange"):
                    photograph(page, f"{screen}-{state}")
