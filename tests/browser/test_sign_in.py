"""Signing in at the console, in a real browser against a service that asks who calls."""

from uuid import UUID, uuid4

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ON_ONE_WORKER, Night, opened_page
from tests.browser.test_console import photograph
from tests.integration.sign_in import Provider, cookie

pytestmark = ON_ONE_WORKER
REFUSAL = "401"


def kept(page: Page) -> dict[str, object]:
    """Return what the page has stored beyond this tab."""
    found: dict[str, object] = page.evaluate(
        "({local: localStorage.length, cookie: document.cookie, place: location.href})"
    )
    return found


def test_in_and_out(browser: Browser, guarded: Night, provider: Provider, member: UUID) -> None:
    """A wrong token is refused in words, a good one opens the night for this tab; and out again."""
    with opened_page(browser, expecting=REFUSAL) as page:
        page.goto(guarded.url())
        field = page.get_by_label("Access token")
        expect(field).to_be_focused()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        photograph(page, "sign-in")
        field.fill(provider.shared(member, "x" * 40))
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("signature is wrong")
        expect(field).to_be_focused()

        token = provider.shared(member)
        field.fill(f"  {token} ")
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator("h1")).to_contain_text(guarded.pub.name)
        expect(page.get_by_label("Restaurant").locator("option")).to_have_count(1)
        assert token not in str(kept(page))
        assert kept(page)["local"] == 0
        page.reload()
        expect(page.locator("h1")).to_contain_text(guarded.pub.name)

        page.get_by_role("button", name="Sign out").click()
        expect(field).to_be_visible()
        assert guarded.pub.name not in page.locator("main").inner_text()


def test_who_is_no_member_is_told_so(browser: Browser, guarded: Night, provider: Provider) -> None:
    """Signed in, but there is nothing to see: that is said, and how to leave."""
    with opened_page(browser, expecting=REFUSAL) as page:
        page.goto(guarded.url())
        page.get_by_label("Access token").fill(provider.shared(uuid4()))
        page.keyboard.press("Enter")
        expect(page.get_by_text("You are not a member of any restaurant here.")).to_be_visible()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_the_sites_own_session_is_enough(
    browser: Browser, guarded: Night, provider: Provider, member: UUID
) -> None:
    """With Supabase's cookie nothing is asked, and there is nothing to sign out of here."""
    with opened_page(browser) as page:
        found = cookie(provider.shared(member), chunk=300)
        page.context.add_cookies(
            [
                {"name": name, "value": value, "url": guarded.address}
                for name, value in found.items()
            ]
        )
        page.goto(guarded.url())
        expect(page.locator("h1")).to_contain_text(guarded.pub.name)
        expect(page.get_by_role("button", name="Sign out")).to_have_count(0)


def test_dev_auth_is_shown(page: Page, night: Night) -> None:
    """Whoever looks at the console sees that nobody had to sign in."""
    page.goto(night.url())
    expect(page.get_by_role("note")).to_contain_text("everybody is an owner")
