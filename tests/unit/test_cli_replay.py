"""``maitred replay`` on plan files: verdicts, exit codes, and what is refused."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.cli_runs import RICH, TINY, Maitred, Ran, for_real, in_process, written

W8 = TINY / "w8_small_party_splits_the_merge_pair.json"
W10 = TINY / "w10_fixed_table_merge_top_plan.json"
TWINS: dict[str, Any] = {
    "id": "twins",
    "tables": [{"id": "A", "capacity": 2, "zone": "Z"}, {"id": "B", "capacity": 2, "zone": "Z"}],
    "bookings": [{"id": "b1", "party": 2, "start": "19:00", "end": "20:30"}],
}


@pytest.fixture
def maitred(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Maitred:
    """Return the command, run in this process."""

    def run(*arguments: object) -> Ran:
        return in_process(monkeypatch, capsys, *arguments)

    return run


def recorded(maitred: Maitred, folder: Path, day: Path, *options: object) -> Path:
    """Solve a day, repeatably, and return the plan file."""
    out = folder / "plan.json"
    assert maitred("solve", day, "--deterministic", "-q", "--out", out, *options).code == 0
    return out


def edited(plan: Path, **changes: Any) -> Path:
    """Change a plan file as somebody with an editor would."""
    return written(plan, {**json.loads(plan.read_text()), **changes})


def test_a_deterministic_plan_is_identical(maitred: Maitred, tmp_path: Path) -> None:
    """Exit code 0 and one sentence, nothing else."""
    plan = recorded(maitred, tmp_path, W8)
    ran = maitred("replay", plan, W8, "-q")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Identical: the same tables for each of the 2 seated bookings.\n"


def test_options_of_the_first_solve_are_part_of_the_problem(
    maitred: Maitred, tmp_path: Path
) -> None:
    """Rules and weights are given again; mode and moves are known from the plan."""
    day = written(tmp_path / "day.json", RICH)
    chosen = ("--rules", "singles", "--weights", "reference")
    plan = recorded(maitred, tmp_path, day, "--mode", "improve", "--max-moves", 2, *chosen)
    assert maitred("replay", plan, day, *chosen).code == 0
    assert maitred("replay", plan, day, *chosen, "--mode", "improve", "--max-moves", 2).code == 0
    for other in ((), (*chosen, "--max-moves", 1), (*chosen, "--mode", "rebuild")):
        ran = maitred("replay", plan, day, *other)
        assert ran.code == 2
        assert "the plan answers another problem" in ran.flat or "max_moves" in ran.flat


def test_another_day_is_refused(maitred: Maitred, tmp_path: Path) -> None:
    """Another file, or the same one after a change: exit code 2, and what to do."""
    plan = recorded(maitred, tmp_path, W8)
    data = json.loads(W8.read_text())
    data["bookings"][0]["party"] -= 1
    for other in (W10, written(tmp_path / "changed.json", data)):
        ran = maitred("replay", plan, other)
        assert (ran.code, ran.out) == (2, "")
        assert "the plan answers another problem: its problem hash is" in ran.flat
        assert "The day must be unchanged, and --rules and --weights those of" in ran.flat


def test_an_edited_plan_is_refused(maitred: Maitred, tmp_path: Path) -> None:
    """A seating taken out by hand: the plan is no longer what the solver gave."""
    plan = recorded(maitred, tmp_path, W8)
    ran = maitred("replay", edited(plan, seatings=[]), W8)
    assert (ran.code, ran.out) == (2, "")
    assert "the recorded plan does not hold" in ran.flat
    assert "It was edited after the solve" in ran.flat


def test_other_tables_end_with_1(maitred: Maitred, tmp_path: Path) -> None:
    """Who sits elsewhere is listed, and versions that explain it."""
    day = written(tmp_path / "day.json", TWINS)
    plan = recorded(maitred, tmp_path, day)
    data = json.loads(plan.read_text())
    (seating,) = data["seatings"]
    (before,) = seating["tables"]
    other = {"A": "B", "B": "A"}[before]
    record = {**data["solve"], "versions": {**data["solve"]["versions"], "ortools": "9.0"}}
    edited(plan, seatings=[{**seating, "tables": [other]}], solve=record)
    ran = maitred("replay", plan, day)
    assert ran.code == 1
    assert "Equally good, not identical: the same value in every tier, other tables" in ran.out
    assert f"b1: {other}, now {before}" in ran.out
    assert "Versions differ: ortools 9.0, now " in ran.out


def test_json_is_one_object(maitred: Maitred, tmp_path: Path) -> None:
    """For programs: nothing else on stdout, no progress."""
    plan = recorded(maitred, tmp_path, W8)
    ran = maitred("replay", plan, W8, "--json")
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert (found["verdict"], found["repeatable"], found["versions"]) == ("identical", True, {})


def test_a_plan_limited_by_the_clock_says_so(maitred: Maitred, tmp_path: Path) -> None:
    """The report advises what to do for plans that repeat."""
    out = tmp_path / "plan.json"
    maitred("solve", W8, "-q", "--out", out)
    assert "`maitred solve --deterministic` are repeatable" in maitred("replay", out, W8).out


def test_what_is_no_whole_plan_is_refused(maitred: Maitred, tmp_path: Path) -> None:
    """The short form holds no record of its solve; a missing file is named."""
    short = recorded(maitred, tmp_path, W8, "--format", "reference")
    ran = maitred("replay", short, W8)
    assert ran.code == 2
    assert "plan.json: not a whole plan" in ran.flat
    ran = maitred("replay", tmp_path / "nowhere.json", W8)
    assert ran.code == 2
    assert "nowhere.json: no such file or directory" in ran.flat


def test_a_plan_file_alone_is_not_enough(maitred: Maitred, tmp_path: Path) -> None:
    """Neither the id of a run, nor a plan file with its day."""
    plan = recorded(maitred, tmp_path, W8)
    ran = maitred("replay", plan)
    assert ran.code == 2
    assert "RUN: no id of a run; for a plan file also name the day file" in ran.flat


def test_a_run_brings_its_own_problem(maitred: Maitred, monkeypatch: pytest.MonkeyPatch) -> None:
    """Options that change the problem are refused, and without a database the way out is said."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("MAITRED_DATABASE_URL", raising=False)
    ran = maitred("replay", uuid4(), "--max-moves", 1)
    assert ran.code == 2
    assert "--max-moves: a stored run has its own" in ran.flat
    ran = maitred("replay", uuid4())
    assert ran.code == 2
    assert "no database is configured" in ran.flat


def test_help_teaches(maitred: Maitred) -> None:
    """With examples for both kinds of record."""
    told = maitred("replay", "--help").out
    assert "maitred replay plan.json day.json" in told
    assert "DATABASE_URL=postgresql://" in told
    assert "130 stopped by Ctrl-C" in maitred("--help").out


def test_the_real_command(tmp_path: Path) -> None:
    """Another process finds the same plan; the day may come through a pipe."""
    plan = tmp_path / "plan.json"
    assert for_real("solve", W8, "--deterministic", "-q", "--out", plan).code == 0
    ran = for_real("replay", plan, "-", stdin=W8.read_text())
    assert ran.code == 0
    assert ran.out.startswith("Identical:")
