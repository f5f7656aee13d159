"""What a release is made of is known, audited, and built by workflows that trust nobody."""

import importlib.machinery
import importlib.util
import json
import re
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from tests.tools import ROOT, run_tool

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FLAWED = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
CLEAN = {"name": "a", "version": "1", "vulns": []}
UNKNOWN = {"name": "c", "version": "1", "skip_reason": "Dependency not found on PyPI"}


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    """Return the script `bin/audit` as a module."""
    loader = importlib.machinery.SourceFileLoader("audit", str(ROOT / "bin/audit"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("audit", loader))
    loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("found", "code", "strict_code", "words"),
    [
        ([CLEAN], 0, 0, "No known vulnerabilities in 1 packages"),
        ([CLEAN, FLAWED], 1, 1, "b 2: PYSEC-1, fixed in 3"),
        ([CLEAN, UNKNOWN], 0, 1, "1 of 2 packages could not be looked up"),
        ([FLAWED, UNKNOWN], 1, 1, "PYSEC-1"),
        (None, 0, 1, "cannot be reached"),
    ],
)
def test_an_audit_is_never_better_than_what_was_looked_up(
    audit: ModuleType, found: list[Any] | None, code: int, strict_code: int, words: str
) -> None:
    """A package that the index does not know counts as not audited, which only CI refuses."""
    report = None if found is None else {"dependencies": found}
    for strict, expected in ((False, code), (True, strict_code)):
        ended, lines = audit.verdict(report, "no route", strict=strict)
        assert ended == expected
        assert words in "\n".join(lines)


def test_an_audit_without_a_network_says_so() -> None:
    """With the real tool, and a proxy that is not there."""
    program = ROOT / "bin/audit"
    dead = "http://127.0.0.1:9"
    ran = subprocess.run(
        [program],
        env={"PATH": "/usr/bin:/bin", "HTTPS_PROXY": dead, "https_proxy": dead},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "Not audited: the list of vulnerabilities cannot be reached." in ran.stderr


def test_the_bill_of_materials_is_what_is_locked(tmp_path: Path) -> None:
    """Each dependency at run time with its version and hashes, and none for development."""
    file = tmp_path / "bom.json"
    subprocess.run([ROOT / "bin/sbom", file], check=True)
    bom = json.loads(file.read_text())
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.5")
    assert bom["metadata"]["component"]["name"] == "maitred"
    listed = {(item["name"], item["version"]) for item in bom["components"]}
    locked = set(
        re.findall(r'name = "([^"]+)"\nversion = "([^"]+)"', (ROOT / "uv.lock").read_text())
    )
    assert listed <= locked
    names = {name for name, _ in listed}
    assert {"ortools", "highspy", "psycopg", "fastapi"} <= names
    assert names.isdisjoint({"pytest", "playwright", "mkdocs-material", "maitred-client"})
    for item in bom["components"]:
        assert item["purl"].startswith("pkg:pypi/")
        assert all(part["hashes"] for part in item["externalReferences"])


def test_workflows_are_valid_and_safe() -> None:
    """By GitHub's schema; and by zizmor: pinned actions, least rights, no injected text."""
    assert [path.stem for path in WORKFLOWS] == ["ci", "release"]
    run_tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)
    run_tool("check-jsonschema", "--builtin-schema", "vendor.dependabot", ".github/dependabot.yml")
    run_tool("zizmor", "--offline", "--quiet", ".github")


def test_workflows_call_what_exists() -> None:
    """The same commands as on a developer's machine; the audit is strict there."""
    steps = [
        step["run"]
        for path in WORKFLOWS
        for job in yaml.safe_load(path.read_text())["jobs"].values()
        for step in job["steps"]
        if "run" in step
    ]
    makefile = (ROOT / "Makefile").read_text()
    for step in steps:
        first, _, rest = step.partition(" ")
        if first == "make":
            assert re.search(rf"^{rest.split()[0]}:", makefile, re.MULTILINE), step
        elif first != "docker":
            assert (ROOT / first).stat().st_mode & 0o100, step
    assert steps.count(".ci/run") == 2
    assert steps.count("make audit ARGS=--strict") == 2


def test_a_release_needs_its_tag(tmp_path: Path) -> None:
    """A tag of another version builds nothing."""
    ran = subprocess.run([ROOT / "bin/dist", "v0.0.0"], capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "The tag is v0.0.0, but pyproject.toml says" in ran.stderr
