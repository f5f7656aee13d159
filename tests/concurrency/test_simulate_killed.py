"""A season that is killed goes on where it was, and leaves no process behind."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli_runs import COMMAND
from tests.concurrency.backends import wait_until
from tests.concurrency.family import MARK, family

DAYS = 5


def results(out: Path) -> list[dict[str, Any]]:
    """Return what a directory has."""
    file = out / "days.jsonl"
    lines = file.read_text().splitlines() if file.exists() else []
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_a_season_that_ended_early_goes_on(tmp_path: Path, how: signal.Signals) -> None:
    """Dates that are done are not played again."""
    out = tmp_path / "season"
    command = [sys.executable, COMMAND, "simulate", "bistro", "--days", str(DAYS), "--load", "1"]
    command += ["--out", str(out), "--format", "json"]
    mark = f"{os.getpid()}-season-{how}"
    runner = subprocess.Popen(
        command, env={**os.environ, MARK: mark}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    wait_until(lambda: bool(results(out)), 60, "nothing was played")
    assert len(family(mark)) > 1
    runner.send_signal(how)
    _, said = runner.communicate()
    if how == signal.SIGINT:
        assert runner.returncode == 130
        assert b"the same command goes on" in said
    wait_until(lambda: not family(mark), 10, "processes are left")
    known = results(out)
    assert 0 < len(known) < DAYS
    ended = subprocess.run(command, check=True, capture_output=True, timeout=100)
    assert f"{len(known)} of {DAYS} dates are done already".encode() in ended.stderr
    found = json.loads(ended.stdout)["days"]
    assert len(found) == DAYS
    assert all(day in found for day in known)
