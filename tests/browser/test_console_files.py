"""The console's files: nothing from elsewhere, nothing inline, every vendored file listed."""

import hashlib
import re
from pathlib import Path

import pytest

CONSOLE = Path(__file__).parents[2] / "api" / "console"
SCRIPTS = sorted(CONSOLE.rglob("*.js"))
OWN_SCRIPTS = [path for path in SCRIPTS if path.parent.name != "vendor"]
BEGINNINGS = ("app.js", "report.js")
"""The script of each page that needs others."""
THIRD_PARTY = (CONSOLE / "THIRD_PARTY.md").read_text()


def test_vendored_files_are_the_listed_ones() -> None:
    """Each third-party file is listed with its version, licence and hash, and is unchanged."""
    row = r"^\| `(vendor/\S+\.js)` .*`([0-9a-f]{64})` \|$"
    listed = dict(re.findall(row, THIRD_PARTY, re.MULTILINE))
    found = {
        f"vendor/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (CONSOLE / "vendor").glob("*.js")
    }
    assert found == listed


def test_licences_of_vendored_files_are_there() -> None:
    """Whoever gets the console gets the licence texts that THIRD_PARTY.md names."""
    named = set(re.findall(r"`(vendor/LICENSE\.\w+\.txt)`", THIRD_PARTY))
    assert len(named) == 3
    assert all((CONSOLE / name).stat().st_size > 500 for name in named)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_imports_are_relative_and_exist(script: Path) -> None:
    """No build and no import map: every import is a file beside the script."""
    for target in re.findall(r"""(?:^|;)import[^'"]*["']([^"']+)""", script.read_text(), re.M):
        assert target.startswith(("./", "../")), target
        assert (script.parent / target).is_file(), target


def test_page_allows_a_strict_content_security_policy() -> None:
    """`default-src 'self'` holds: no inline script or style, nothing from another server."""
    for page in CONSOLE.glob("*.html"):
        inline = r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)"
        assert not re.search(inline, page.read_text()), page.name
    for path in (*CONSOLE.glob("*.html"), *CONSOLE.rglob("*.css"), *OWN_SCRIPTS):
        assert not re.search(r"https?://(?!www\.w3\.org/)", path.read_text()), path.name


@pytest.mark.parametrize("script", OWN_SCRIPTS, ids=lambda path: path.name)
def test_no_way_to_run_text_as_code_or_markup(script: Path) -> None:
    """A booking's data can never become markup or code: the page has no such sink."""
    sinks = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\bstyle=\$"
    )
    assert not re.search(sinks, script.read_text())


def test_every_module_is_asked_for_at_once() -> None:
    """The page names all of them: a browser that finds them one in another takes several trips."""
    page = (CONSOLE / "index.html").read_text()
    named = re.findall(r'<link rel="modulepreload" href="([^"]+)">', page)
    modules = [path.relative_to(CONSOLE).as_posix() for path in SCRIPTS]
    assert sorted([*named, *BEGINNINGS]) == sorted(modules)
