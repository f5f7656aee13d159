"""The site's navigation: every page of every folder, the folders in the order of use."""

import re
from pathlib import Path
from typing import Any

FOLDERS = {
    "how-to": "How to",
    "concepts": "Concepts",
    "reference": "Reference",
    "decisions": "Decisions",
}
FIRST = (
    *("run", "beside-an-existing-database", "adopt", "access"),
    *("observe", "upgrade", "backup", "release"),
)
"""Pages that whoever installs maitred reads before the others."""


def on_config(config: Any) -> Any:
    """Fill in the navigation, as mkdocs asks its hooks to."""
    docs = Path(config.docs_dir)
    config.nav = [{"maitred": "index.md"}]
    for folder, title in FOLDERS.items():
        pages = sorted((docs / folder).rglob("*.md"), key=_place)
        config.nav.append({title: [{_title(page): str(page.relative_to(docs))} for page in pages]})
    return config


def _place(page: Path) -> tuple[int, str]:
    return (FIRST.index(page.stem) if page.stem in FIRST else len(FIRST), str(page))


def _title(page: Path) -> str:
    """Return a page's first heading, without marks."""
    heading = re.search(r"^# (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return re.sub(r"[`*]", "", heading[1]) if heading else page.stem
