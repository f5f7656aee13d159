"""Programs that check files of deployment; `make tools` installs them."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run_tool(name: str, *arguments: object, **environment: str) -> str:
    """Run a tool of the project's environment from its root; fail with what it says."""
    program = Path(sys.executable).with_name(name)
    if not program.exists():
        pytest.fail(f"{name} is missing: run `make tools`")
    ran = subprocess.run(
        [program, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", **environment},
    )
    said = ran.stdout + ran.stderr
    assert ran.returncode == 0, said
    return said
