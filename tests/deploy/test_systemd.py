"""The systemd units: valid, hardened, and their commands exist."""

import configparser
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from settings import Settings, Variable
from tests.cli_runs import COMMAND
from tests.deploy.commands import check_command
from tests.tools import ROOT

UNITS = sorted((ROOT / "deploy/systemd").glob("*.service"))
EXPOSURE = 15
"""Of 100, as `systemd-analyze security` counts; without hardening it is 96."""

unit = pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
has_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")


def section(path: Path, name: str) -> dict[str, str]:
    """Return what a section of a unit says; of repeated keys the last."""
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(path)
    return dict(parser[name])


def installed(path: Path, folder: Path) -> Path:
    """Return a copy of a unit whose command is the one of this checkout."""
    copy = folder / path.name
    copy.write_text(path.read_text().replace("/opt/maitred/bin/maitred", str(COMMAND)))
    return copy


def test_there_is_a_unit_for_each_service() -> None:
    """The service and the worker."""
    assert {path.stem for path in UNITS} == {"maitred", "maitred-worker"}


@unit
def test_the_command_exists(path: Path) -> None:
    """With all its options."""
    check_command(shlex.split(section(path, "Service")["ExecStart"]))


@unit
def test_credentials_are_settings(path: Path) -> None:
    """A credential is named after the setting that it is; systemd says where it lies."""
    name, _, file = section(path, "Service")["LoadCredential"].partition(":")
    assert name.removeprefix("MAITRED_").lower() in Settings.model_fields
    assert Path(file).is_absolute()
    assert Variable.CREDENTIALS_DIRECTORY == "CREDENTIALS_DIRECTORY"


@unit
def test_a_stop_waits_for_what_is_under_way(path: Path) -> None:
    """The service for a plan, the worker for its grace."""
    patience = int(section(path, "Service")["TimeoutStopSec"])
    fields = Settings.model_fields
    assert patience > fields["plan_budget_seconds"].default + 15
    assert patience > fields["worker_grace_seconds"].default + 5


@has_systemd
@unit
def test_systemd_finds_nothing_wrong(path: Path, tmp_path: Path) -> None:
    """By `systemd-analyze verify`, which says nothing of a good unit."""
    ran = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", installed(path, tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr + ran.stdout == ""
    assert ran.returncode == 0


@has_systemd
@unit
def test_the_unit_is_hardened(path: Path, tmp_path: Path) -> None:
    """By `systemd-analyze security`."""
    ran = subprocess.run(
        [
            *("systemd-analyze", "security", "--offline=true", "--no-pager"),
            *(f"--threshold={EXPOSURE}", installed(path, tmp_path)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-300:] + ran.stderr
