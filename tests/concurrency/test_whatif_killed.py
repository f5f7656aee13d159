"""A run of scenarios that is killed goes on where it was, and leaves no process behind."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli_runs import COMMAND
from tests.concurrency.backends import wait_until
from tests.concurrency.family import MARK, family

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
PUB = EXAMPLES / "pub-saturday.json"
TABLES = {"close": ("B1", "B2", "B3"), "remove_table": ("G1", "G2", "G3")}
"""A scenario for each: more than are solved side by side, so that some are left at the kill."""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_a_run_that_ended_early_goes_on(tmp_path: Path, how: signal.Signals) -> None:
    """What was done is not done again; the end is that of a run that nobody disturbed."""
    scenarios = [
        {"name": f"{kind} {table}", "edits": [{"kind": kind, "table": table}]}
        for kind, tables in TABLES.items()
        for table in tables
    ]
    file = tmp_path / "many.json"
    file.write_text(json.dumps({"scenarios": scenarios}))
    out = tmp_path / "results"
    command = [sys.executable, COMMAND, "whatif", file, PUB, "--out", out, "--format", "json"]
    mark = f"{os.getpid()}-{how}"
    runner = subprocess.Popen(
        command, env={**os.environ, MARK: mark}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    runs = out / "runs"
    wait_until(lambda: any(runs.glob("[!.]*.json")), 60, "nothing was solved")
    assert len(family(mark)) > 1
    runner.send_signal(how)
    runner.communicate()
    if how == signal.SIGINT:
        assert runner.returncode == 130
    wait_until(lambda: not family(mark), 10, "processes are left")
    known = {path.stem: path.read_text() for path in runs.glob("[!.]*.json")}
    assert len(known) <= len(scenarios), "did not test: all was done before the kill"
    ended = subprocess.run(command, check=True, capture_output=True, timeout=100)
    found = json.loads(ended.stdout)
    assert {run["key"] for run in found["runs"] if run["remembered"]} >= known.keys()
    assert len(found["comparisons"]) == len(scenarios)
    assert all((runs / f"{key}.json").read_text() == text for key, text in known.items())
    assert not list(out.rglob(".*"))
