"""``maitred advise``: every advisor and format, what is kept, and what is refused."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from scenarios.advise.advice import Advice
from scenarios.scenario import parse_scenarios
from tests.cli_runs import Maitred, Ran, in_process, written

DAY: dict[str, Any] = {
    "id": "tiny",
    "date": "2025-05-10",
    "tables": [
        {"id": "A", "capacity": 2, "zone": "Z"},
        {"id": "B", "capacity": 2, "zone": "Z"},
        {"id": "C", "capacity": 4, "zone": "Z"},
    ],
    "adjacency": [["A", "B"]],
    "bookings": [
        {"id": "two", "party": 2, "start": "19:00", "tables": ["C"]},
        {"id": "four", "party": 4, "start": "19:00"},
        {"id": "five", "party": 5, "start": "19:00"},
    ],
}
"""The two sit at the table for four, so the four were refused; nobody seats five."""


@pytest.fixture
def maitred(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Maitred:
    """Return the command, run in this process."""

    def run(*arguments: object) -> Ran:
        return in_process(monkeypatch, capsys, "advise", *arguments)

    return run


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """Return a day file."""
    return written(tmp_path / "tiny.json", DAY)


def test_tables_in_every_format_and_from_what_is_kept(
    maitred: Maitred, tiny: Path, tmp_path: Path
) -> None:
    """Advice first; json and csv say the same; the second run solves nothing."""
    results = tmp_path / "results"
    arguments = ("tables", tiny, "--change", "buy", "--size", 6, "--out", results)
    arguments = (*arguments, "--processes", 1)
    text = maitred(*arguments)
    assert (text.code, text.out.splitlines()[0]) == (
        0,
        "Buy a table for 6 in Z: +5 guests a Saturday.",
    )
    kept = {path: path.stat().st_mtime_ns for path in results.rglob("*.json")}
    assert kept
    found = Advice.model_validate_json(maitred(*arguments, "--format", "json").out)
    edits = json.loads(maitred(*arguments, "--format", "json").out)["ranking"][0]["edits"]
    again = parse_scenarios(json.dumps({"scenarios": [{"name": "bought", "edits": edits}]}))
    assert again.scenarios[0].edits == found.ranking[0].edits
    rows = list(csv.DictReader(io.StringIO(maitred(*arguments, "--format", "csv").out)))
    assert kept == {path: path.stat().st_mtime_ns for path in results.rglob("*.json")}
    assert [float(row["guests"]) for row in rows] == [
        item.gain_covers.mean for item in found.ranking
    ]
    assert (rows[0]["rank"], rows[0]["verdict"], rows[0]["guests_low"]) == ("1", "better", "")


def test_the_regret_of_files(maitred: Maitred, tiny: Path, tmp_path: Path) -> None:
    """A day with its tables; the same with a plan beside it; and as a table for spreadsheets."""
    arguments = ("--processes", 1, "--out", tmp_path / "results", "--rules", "singles")
    ran = maitred("regret", tiny, *arguments)
    assert ran.code == 0
    assert "1 of the 2 refused bookings: 4 of 9 guests (44.4 %), 1 booking moved" in ran.out
    plan = written(
        tmp_path / "plan.json", {"assigned": {"two": ["C"]}, "unassigned": ["four", "five"]}
    )
    found = json.loads(maitred("regret", tiny, plan, "--format", "json", *arguments).out)
    assert [(line["booking"], line["would_seat"]) for line in found["lines"]] == [
        ("five", False),
        ("four", True),
    ]
    out = maitred("regret", tiny, plan, "--format", "csv", *arguments).out
    rows = {row["booking"]: row for row in csv.DictReader(io.StringIO(out))}
    assert rows["four"]["tables"] == "C"
    assert rows["four"]["moves"] in ("two:C>A", "two:C>B")
    assert rows["five"]["moves"] == ""


def test_joins_turn_times_and_tables_for_walk_ins(
    maitred: Maitred, tiny: Path, tmp_path: Path
) -> None:
    """Each says its advice first, and all of it as json."""
    arguments = ("--processes", 1, "--out", tmp_path / "results")
    found = json.loads(maitred("joins", tiny, "--format", "json", "--new", 0, *arguments).out)
    assert (found["kind"], found["days"]) == ("joins", 1)
    assert "1 of 1 joins are dead" in maitred("joins", tiny, "--new", 0, *arguments).out
    turns = maitred("turn-times", tiny, "--grid", 30, *arguments)
    assert turns.out.startswith("No change of a turn time or of the starts helps.")
    door = ("holdback", tiny, "--walk-ins", "2:3", "--most", 1, "--window", "19:00-20:00")
    ran = maitred(*door, *arguments)
    assert ran.code == 0
    assert "3 parties of 2 an hour" in ran.out
    assert [line.split()[:3] for line in ran.out.splitlines() if line.startswith("the room")] == [
        ["the", "room", "0"],
        ["the", "room", "1"],
    ]
    rows = list(csv.DictReader(io.StringIO(maitred(*door, *arguments, "--format", "csv").out)))
    assert [row["keep"] for row in rows] == ["0", "1"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("tables", "DAY", "DAY"), "two days have this id"),
        (("tables", "DAY", "--zone", "garden"), "no such zone; there are Z"),
        (("tables", "DAY", "--seeds", "x"), "must be numbers such as"),
        (("tables", "DAY", "--size", "0"), "--size: must be 1 to 500 seats (got 0)"),
        (("holdback", "DAY", "--window", "7-8"), "must be local times such as 18:00-21:30"),
        (("holdback", "DAY", "--window", "21:00-20:00"), "ends before it starts"),
        (("holdback", "DAY", "--walk-ins", "many"), "such as 2:1.5,4:0.5"),
        (("holdback", "DAY", "--walk-ins", "no.json"), "no.json: no such file"),
        (("regret",), "name day files with their plans, or --restaurant"),
        (("regret", "PLAN"), "name the day file before it"),
        (("regret", "DAY", "PLAN", "PLAN"), "name the day file before it"),
        (("regret", "DAY", "--from", "2026-01-01"), "do not go together"),
        (("regret", "--restaurant", "pub", "--from", "2026-01-01"), "--to: is missing"),
        (("regret", "--restaurant", "pub", "DAY"), "do not go together"),
    ],
)
def test_wrong_input_is_one_clear_error(
    maitred: Maitred, tiny: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    """Exit code 2, the place and the way out; nothing was solved."""
    plan = written(tmp_path / "plan.json", {"assigned": {}, "unassigned": []})
    files = {"DAY": tiny, "PLAN": plan}
    ran = maitred(*(files.get(item, item) for item in arguments))
    assert ran.code == 2
    assert words in ran.flat


def test_a_day_without_its_policy_is_refused(maitred: Maitred, tmp_path: Path) -> None:
    """Its windows follow from nothing that the file says."""
    bookings = [{"id": "b", "party": 2, "start": "19:00", "end": "20:11"}]
    ran = maitred("turn-times", written(tmp_path / "odd.json", {**DAY, "bookings": bookings}))
    assert ran.code == 2
    assert "1 of 1 bookings do not follow from the policy" in ran.flat


@pytest.mark.parametrize("advisor", ["tables", "joins", "turn-times", "holdback", "regret"])
def test_the_help_teaches(maitred: Maitred, advisor: str) -> None:
    """Every advisor has examples and says what its budget is."""
    ran = maitred(advisor, "--help")
    assert ran.code == 0
    assert f"maitred advise {advisor}" in ran.out
    assert "--budget" in ran.out
