"""Nobody is shut out: contrast, names and order in every state, at 200 %, and on a tablet."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.accessibility import covered, faint_words, shut_out, too_wide
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
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                assert shut_out(page) == [], (state, scheme)
                assert faint_words(page) == [], (state, scheme)
            seen.append(state)
    assert len(seen) == 10


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


SCREENS: dict[str, dict[str, Any]] = {
    "zoomed": {"viewport": {"width": 640, "height": 400}},
    "tablet": {"viewport": {"width": 768, "height": 1024}, "has_touch": True},
}
"""1280 by 800 pixels at 200 %, and a tablet held upright."""


@pytest.mark.parametrize("screen", SCREENS)
def test_everything_is_within_reach(browser: Browser, night: Night, screen: str) -> None:
    """The page never scrolls sideways, and no control is out of it or under another one."""
    with opened_page(browser, expecting=OFFLINE, **SCREENS[screen]) as page:
        for state in states(page, night):
            assert not too_wide(page), state
            assert covered(page) == [], state
            if state in ("preview", "arrange"):
                photograph(page, f"{screen}-{state}")
