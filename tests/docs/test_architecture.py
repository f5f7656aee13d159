"""The page that says where things live names what there is, and every package of the wheel."""

import re

from tests.cli_runs import ROOT

PAGE = (ROOT / "docs/concepts/architecture.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([a-z_]+/(?:[a-z_/]+(?:\.py)?)?)`", PAGE))


def test_what_is_named_exists() -> None:
    """Files and folders, from the top of the repository."""
    assert len(NAMED) > 25
    assert {name for name in NAMED if not (ROOT / name).exists()} == set()


def test_every_package_with_packages_of_its_own_is_shown_whole() -> None:
    """A new folder of Python in ``services``, ``solver`` or ``scenarios`` has a line."""
    folders = {
        f"{top}/{file.parent.name}/"
        for top in ("services", "solver", "scenarios")
        for file in (ROOT / top).glob("*/__init__.py")
    }
    assert folders - NAMED == set()
