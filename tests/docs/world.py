"""What the pages take for granted: a database with restaurants, a day, its plan, past bookings."""

import json
import os
import re
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import DictRow

from tests.docs.blocks import ROOT
from tests.docs.running import run

SATURDAY: dict[str, Any] = {
    "id": "saturday",
    "venue": "the-pub",
    "date": "2026-11-28",
    "time_zone": "Europe/London",
    "tables": [
        {"id": f"T{number}", "name": str(number), "capacity": 4, "zone": "room"}
        for number in range(1, 6)
    ],
    "adjacency": [["T1", "T2"], ["T4", "T5"]],
    "bookings": [
        {"id": "B0017", "party": 2, "start": "18:30", "end": "20:15"},
        {"id": "B0022", "party": 2, "start": "20:15", "end": "21:45"},
        {"id": "B0031", "party": 4, "start": "20:15", "end": "22:00"},
        {"id": "B0040", "party": 7, "start": "18:00", "end": "19:45"},
        {"id": "B0041", "party": 4, "start": "18:15", "end": "20:00"},
        {"id": "B0042", "party": 4, "start": "18:15", "end": "20:00"},
    ],
}


def files_of_a_reader(folder: Path) -> None:
    """Write `saturday.json`, `day.json`, `plan.json` and `past.csv`; link the examples."""
    (folder / "docs").mkdir()
    (folder / "docs/examples").symlink_to(ROOT / "docs/examples")
    for name in ("saturday.json", "day.json"):
        (folder / name).write_text(json.dumps(SATURDAY))
    simulate = (ROOT / "docs/how-to/simulate.md").read_text()
    past = re.search(r"```csv\n(.*?)```", simulate, re.DOTALL)
    assert past
    (folder / "past.csv").write_text(past[1])
    solve = ("maitred", "solve", "saturday.json", "--quiet", "--out", "plan.json")
    code, said = run(solve, folder, {"PATH": os.environ["PATH"]})
    assert code == 0, said


def known_restaurants(connection: psycopg.Connection[DictRow]) -> None:
    """Write the restaurants whose names the pages use."""
    for slug in ("the-pub", "the-anchor"):
        connection.execute(
            "insert into restaurants (name, slug, timezone) values (%s, %s, 'Europe/London')",
            [slug, slug],
        )
