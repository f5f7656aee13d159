"""The container and its composition: linted, and true of the code. No engine is needed."""

import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

from settings import Settings, Variable
from tests.deploy.commands import check_command
from tests.tools import ROOT, run_tool

CONTAINERFILE = (ROOT / "Containerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
OURS = {name: item for name, item in COMPOSE["services"].items() if name != "database"}


def test_the_containerfile_is_clean() -> None:
    """By hadolint."""
    assert run_tool("hadolint", "Containerfile") == ""


def test_compose_is_what_the_specification_says() -> None:
    """By its JSON Schema; and well-formed, by yamllint."""
    run_tool("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml")
    run_tool("yamllint", "--strict", "compose.yaml", "mkdocs.yml", ".github")


def test_uv_is_the_one_of_the_bootstrap() -> None:
    """A lock file is read by the version that wrote it."""
    pins = {
        re.search(r"uv==([\d.]+)", text)[1]  # type: ignore[index]
        for text in (CONTAINERFILE, (ROOT / "bin/bootstrap").read_text())
    }
    assert len(pins) == 1


def test_spans_can_be_switched_on_in_the_image() -> None:
    """Nothing can be installed into a file system that is read-only: what spans need is there."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    syncs = re.findall(r"^RUN uv sync (.+)$", CONTAINERFILE, re.MULTILINE)
    assert len(syncs) == 2
    for options in syncs:
        assert "otel" in extras["optional-dependencies"]
        assert "--extra otel" in options


def test_what_is_copied_exists_and_is_let_through() -> None:
    """Everything the wheel is made of, and nothing private, goes to the build."""
    let = set(re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    assert all((ROOT / name).exists() for name in let)
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]
    assert let >= set(hatch["build"]["targets"]["wheel"]["only-include"])
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINERFILE, re.MULTILINE)
    for name in {part for line in copied for part in line.split()} - {"."}:
        assert (ROOT / name).exists()
        assert any(name == item or name.startswith(f"{item}/") for item in let), name


def test_the_service_is_nobody_special_and_writes_nothing() -> None:
    """Not root; without capabilities; on a file system that is read-only."""
    assert re.search(r"^USER 10001:10001$", CONTAINERFILE, re.MULTILINE)
    for name, service in OURS.items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name


def test_every_command_of_the_composition_exists() -> None:
    """With its options."""
    entry = re.search(r'^ENTRYPOINT \["(\w+)"\]$', CONTAINERFILE, re.MULTILINE)
    assert entry
    for service in OURS.values():
        check_command([entry[1], *service["command"]])


def test_every_variable_and_secret_is_one_that_is_read() -> None:
    """A name that nobody reads is a setting that silently does not count."""
    known = {f"MAITRED_{name}".upper() for name in Settings.model_fields} | set(Variable)
    for service in OURS.values():
        assert service["environment"].keys() <= known
        assert {item["target"] for item in service["secrets"]} <= known
        assert {item["source"] for item in service["secrets"]} <= COMPOSE["secrets"].keys()
    assert set(re.findall(r"(MAITRED_\w+)=", CONTAINERFILE)) <= known


def test_no_secret_is_in_the_repository() -> None:
    """All are files that git leaves out, and that the script makes."""
    assert "/secrets/" in (ROOT / ".gitignore").read_text().splitlines()
    script = (ROOT / "deploy/container/make-secrets").read_text()
    for secret in COMPOSE["secrets"].values():
        path = Path(secret["file"])
        assert path.parts[0] == "secrets"
        assert str(path) in script
