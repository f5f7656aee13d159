"""Run the ``maitred`` command in this process, or for real, and look at what it says."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli import console
from cli import main as entry

ROOT = Path(__file__).parents[1]
COMMAND = ROOT / ".venv" / "bin" / "maitred"
TINY = Path(__file__).parent / "fixtures" / "tiny"

RICH: dict[str, Any] = {
    "id": "saturday",
    "venue": "pub-1",
    "name": "The [Anchor]",
    "date": "2025-05-10",
    "time_zone": "Europe/London",
    "zones": [{"id": "Z", "name": "Main room"}, {"id": "P", "name": "Patio"}],
    "tables": [
        {"id": "T1", "name": "1", "zone": "Z", "capacity": 2},
        {"id": "T2", "name": "2", "zone": "Z", "capacity": 4, "min_party": 2, "max_party": 4},
        {"id": "T3", "name": "3", "zone": "Z", "capacity": 4, "seating_type": "booth"},
        {"id": "P1", "zone": "P", "capacity": 6, "movable": False, "category": "patio"},
        {"id": "P2", "zone": "P", "capacity": 6, "active": False, "min_party": 0},
    ],
    "adjacency": [["T2", "T1"], ["T2", "T3"]],
    "bookings": [
        {"id": "b1", "party": 2, "start": "19:00", "end": "20:30"},
        {"id": "b2", "party": 7, "start": 1140, "end": 1250, "priority": 2},
        {"id": "b3", "party": 4, "start": "2025-05-10T18:30:00Z", "service": "dinner"},
        {"id": "b4", "party": 2, "start": "18:00", "tables": ["T1"], "locked": True},
        {"id": "b5", "party": 40, "start": "20:00"},
        {"id": "b6", "party": 3, "start": "12:00", "status": "cancelled", "slot": "lunch-1"},
    ],
    "occupancy": [
        {"table": "P1", "start": "12:00", "end": "13:00", "source": "maintenance"},
        {
            "table": "T3",
            "start": "22:00",
            "end": "23:00",
            "source": "hold",
            "until": "2025-05-10T12:00:00Z",
        },
    ],
    "rules": {"name": "house", "max_tables": 3, "named_sets": [{"tables": ["T1", "P1"]}]},
    "weights": "product",
    "mode": "improve",
    "max_moves": 1,
    "as_of": "11:00",
}


@dataclass
class Ran:
    """How a run of the command ended."""

    code: int
    out: str
    err: str

    @property
    def flat(self) -> str:
        """Standard error without the line breaks that the terminal's width asked for."""
        return " ".join(self.err.split())


Maitred = Callable[..., Ran]


def in_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: object
) -> Ran:
    """Run the command's own entry point here."""
    monkeypatch.setattr(sys, "argv", ["maitred", *map(str, arguments)])
    for stream in (console.out, console.err):
        monkeypatch.setattr(stream, "_width", 300)
    monkeypatch.setenv("NO_COLOR", "1")
    capsys.readouterr()
    code = 0
    try:
        entry.main()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    output = capsys.readouterr()
    return Ran(code, output.out, output.err)


def for_real(*arguments: object, stdin: str | bytes = b"", **env: str) -> Ran:
    """Run the installed command as a process of its own."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    ended = subprocess.run(
        [COMMAND, *map(str, arguments)],
        input=data,
        capture_output=True,
        timeout=60,
        env={**os.environ, "COLUMNS": "300", "NO_COLOR": "1", **env},
    )
    return Ran(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def written(path: Path, data: Any) -> Path:
    """Write JSON (or text as it is) to a file and return the file."""
    path.write_text(data if isinstance(data, str) else json.dumps(data))
    return path
