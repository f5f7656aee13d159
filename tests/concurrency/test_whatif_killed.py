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
SCENARIOS = 12


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_a_run_that_ended_early_goes_on(tmp_path: Path, how: signal.Signals) -> None:
    """What was done is not done again; the end is that of a run that nobody disturbed."""
    closed = [
        {"name": f"s{number}", "edits": [{"kind": "close", "table": f"B{number % 8 + 1}"}]}
        | ({"base": f"s{number - 8}"} if number >= 8 else {})
        for number in range(8)
    ]
    closed += [
        {"name": f"t{number}", "edits": [{"kind": "remove_table", "table": f"G{number}"}]}
        for number in range(1, SCENARIOS - 7)
    ]
    file = tmp_path / "many.json"
    file.write_text(json.dumps({"scenarios": closed}))
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
    ended = subprocess.run(command, check=True, capture_output=True, timeout=100)
    found = json.loads(ended.stdout)
    assert {run["key"] for run in found["runs"] if run["remembered"]} >= known.keys()
    assert len(found["comparisons"]) == SCENARIOS
    assert all((runs / f"{key}.json").read_text() == text for key, text in known.items())
    assert not list(out.rglob(".*"))
