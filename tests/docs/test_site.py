"""The documentation as a site: strict, complete, and its links lead somewhere."""

import re
from pathlib import Path

from tests.docs.blocks import ROOT
from tests.tools import run_tool

TOP = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")


def test_the_site_is_built_strictly_and_has_every_page(tmp_path: Path) -> None:
    """Links between pages and to headings, and the navigation; a warning is a failure."""
    run_tool("mkdocs", "build", "--strict", "--site-dir", tmp_path, NO_MKDOCS_2_WARNING="1")
    index = (tmp_path / "index.html").read_text()
    for page in sorted((ROOT / "docs").rglob("*.md")):
        place = page.relative_to(ROOT / "docs").with_suffix("")
        if str(place) != "index":
            assert (tmp_path / place / "index.html").exists()
            assert f'href="{place}/"' in index, f"{place} is not in the navigation"
    assert not re.search(r'(src|href)="https?://(?!squidfunk)', index), "read from elsewhere"
    assert not list(tmp_path.rglob("*.py"))


def test_links_of_the_pages_at_the_top_lead_somewhere() -> None:
    """Which are not part of the site."""
    for page in TOP:
        for target in LINK.findall(page.read_text()):
            path, _, anchor = target.partition("#")
            if path.startswith(("http", "mailto:")):
                continue
            found = page.parent / path if path else page
            assert found.exists(), f"{page.name}: {target}"
            if anchor and found.suffix == ".md":
                headings = re.findall(r"^#+ (.+)$", found.read_text(), re.MULTILINE)
                assert anchor in {slug(heading) for heading in headings}, f"{page.name}: {target}"


def test_what_the_security_page_points_at_exists() -> None:
    """Each threat names what shows that something stands against it."""
    names = re.findall(
        r"`((?:tests/[\w/]+|test_\w+)(?:\.py)?)`", (ROOT / "SECURITY.md").read_text()
    )
    assert len(names) > 10
    for name in names:
        assert (ROOT / name).exists() or list((ROOT / "tests").rglob(name)), name


def slug(heading: str) -> str:
    """Return the anchor of a heading."""
    plain = re.sub(r"[^\w\- ]", "", heading.lower())
    return plain.strip().replace(" ", "-")
