"""The page of the configuration is made from the code, and leaves nothing out."""

import re
import tomllib
from pathlib import Path

import pytest
import typer

from cli.app import app
from cli.configuration import OPTIONS, SECTIONS, variables_of
from settings import Settings
from tests.cli_runs import in_process

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference/configuration.md"
HATCH = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]
PRODUCT = (*HATCH["build"]["targets"]["wheel"]["only-include"], "client")
OF_THE_INTERPRETER = {"PATH", "PYTHONPATH"}
"""Handed on to processes, not read as settings."""


def sources(*folders: str) -> str:
    """Return the text of all modules in folders, and of the settings."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return "\n".join(path.read_text() for path in (*paths, ROOT / "settings.py"))


def test_the_page_is_what_the_command_prints(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`maitred configuration > docs/reference/configuration.md` changes nothing."""
    assert in_process(monkeypatch, capsys, "configuration").out == PAGE.read_text()


def test_every_setting_says_what_it_means() -> None:
    """Its docstring is the page's text."""
    for name, field in Settings.model_fields.items():
        assert field.description, name
    assert SECTIONS.keys() <= Settings.model_fields.keys()


def test_every_variable_in_the_code_is_on_the_page() -> None:
    """Or on that of the flags; also those that are no settings of the service."""
    code = sources(*PRODUCT)
    named = set(re.findall(r"\bMAITRED_[A-Z_]*[A-Z]\b", code))
    named |= set(re.findall(r"environ(?:\.get\(|\[)\s*\"(\w+)\"", code)) - OF_THE_INTERPRETER
    for name, field in Settings.model_fields.items():
        named |= set() if name == "flags" else set(variables_of(name, field))
    pages = PAGE.read_text() + PAGE.with_name("flags.md").read_text()
    told = set(re.findall(r"`([A-Z0-9_]+)`", pages))
    assert len(named) > len(Settings.model_fields)
    assert named - told == set()


def test_nothing_is_read_from_the_environment_elsewhere() -> None:
    """The product reads variables in `settings.py`; processes only hand their environment on."""
    reading = re.findall(r"\bgetenv\(.*|\bos\.environ(?:\.get\(|\[).*", sources(*PRODUCT))
    allowed = re.compile("|".join((*OF_THE_INTERPRETER, r"environ\.get\(self")))
    assert [line for line in reading if not allowed.search(line)] == []


def test_the_variables_of_the_tests_are_told_to_contributors() -> None:
    """Those of tests, benchmarks and scripts alone are in CONTRIBUTING.md."""
    told = PAGE.read_text() + (ROOT / "CONTRIBUTING.md").read_text()
    code = sources("tests", "benchmarks")
    named = set(re.findall(r"environ(?:\.get\(|\[)\s*\"(MAITRED_\w+)\"", code))
    named |= set(re.findall(r"\"(MAITRED_\w+)\" in os\.environ", code))
    assert len(named) > 3
    assert [name for name in sorted(named) if f"`{name}" not in told] == []


@pytest.mark.parametrize("setting", OPTIONS)
def test_the_options_on_the_page_exist(setting: str) -> None:
    """And are of settings."""
    assert setting in Settings.model_fields
    command, option = OPTIONS[setting]
    found = typer.main.get_command(app).commands[command].params  # type: ignore[attr-defined]
    assert set(option.split("/")) <= {
        spelt for item in found for spelt in (*item.opts, *item.secondary_opts)
    }
