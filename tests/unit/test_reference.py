"""The reference that is made from the code is the one that is printed."""

import json
import re
from pathlib import Path

import pytest

from tests.cli_runs import in_process

ROOT = Path(__file__).parents[2]
PACKAGES = ("api", "services", "persistence", "models", "solver")
OF_THE_COMMAND = {
    "CANNOT_LISTEN",
    "EMBEDDED_POSTGRES",
    "EMBEDDED_POSTGRES_LOST",
    "HOLD_BUSY",
    "HOLD_NEEDED",
    "JOB_OVER",
    "MIGRATION",
    "MIGRATION_EDITED_HISTORY",
    "MIGRATION_FOREIGN_DATABASE",
    "NOT_MENDED",
    "NOT_REPLAYABLE",
    "UNDELIVERABLE",
}
"""Codes that no request ever gets."""


def test_the_page_of_errors_is_what_the_command_prints(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`maitred errors > docs/reference/errors.md` changes nothing."""
    ran = in_process(monkeypatch, capsys, "errors")
    assert ran.out == (ROOT / "docs/reference/errors.md").read_text()


def test_every_code_is_on_the_page() -> None:
    """Each that a class, an answer or a table of the service names."""
    page = (ROOT / "docs/reference/errors.md").read_text()
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE))
    found = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            found |= set(re.findall(r'\bcode(?:: str)? ?= "([A-Z_]+)"', path.read_text()))
    assert found - told - OF_THE_COMMAND == set()
    assert not OF_THE_COMMAND & told


def test_the_openapi_document_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the service serves it: every operation with its errors."""
    spec = json.loads(in_process(monkeypatch, capsys, "openapi").out)
    assert spec["openapi"].startswith("3.1")
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            if path.startswith("/api"):
                assert {"401", "429", "500", "503"} <= set(operation["responses"]), (path, method)


def test_codes_that_are_not_sent_any_more_are_not_on_the_page() -> None:
    """What the page of compatibility says of them is true."""
    compatibility = (ROOT / "docs/reference/compatibility.md").read_text()
    rows = re.findall(
        r"^\| (`.+?) \| .+ \|$", compatibility.partition("not sent any more")[2], re.M
    )
    gone = {code for row in rows for code in re.findall(r"`([A-Z0-9_]+)`", row)}
    assert len(gone) > 20
    page = (ROOT / "docs/reference/errors.md").read_text()
    assert gone.isdisjoint(re.findall(r"`([A-Z0-9_]+)` \|", page))
