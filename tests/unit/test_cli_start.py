"""What every command reads before it begins: half of the time that a short one takes."""

import subprocess
import sys

from tests.cli_runs import ROOT

HEAVY = ("api", "fastapi", "uvicorn", "ortools", "procrastinate", "altair")
"""Only some commands need these, and read them when they do."""


def test_no_command_waits_for_what_only_others_need() -> None:
    """The service, the solver's engine, the queue and charts."""
    script = f"import sys, cli.app; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
