"""``maitred check``: exit codes, violations by name, and plans that lie about their worth."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli_runs import RICH, TINY, Maitred, Ran, in_process, written

REFERENCE = ("--rules", "reference", "--weights", "reference")
W10 = TINY / "w10_fixed_table_merge_top_plan.json"


@pytest.fixture
def maitred(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Maitred:
    """Return the command, run in this process."""

    def run(*arguments: object) -> Ran:
        return in_process(monkeypatch, capsys, *arguments)

    return run


def reference(tmp_path: Path, **assigned: Any) -> Path:
    """Write a plan in the reference form."""
    plan = {"assigned": assigned, "unassigned": [], "seconds": 0.1}
    return written(tmp_path / "plan.json", plan)


def test_a_good_plan_is_ok(maitred: Maitred, tmp_path: Path) -> None:
    """Exit code 0, what it is worth, and how many sit."""
    ran = maitred("check", W10, reference(tmp_path, b1=["C", "D"]), *REFERENCE)
    assert ran.code == 0
    assert ran.out.split() == ["ok", "objective", "7465,", "1", "of", "1", "bookings", "seated"]


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        (["A", "B"], "movable: b1 on A+B: table A cannot be moved"),
        (["C"], "capacity: b1 on C: 4 seats for 7"),
        (["B", "C"], "adjacency: b1 on B+C: the tables do not stand side by side"),
        (["X"], "unknown_table: b1: no table X"),
        ([], "bad_table_list: b1: table list []"),
        (["C", "C"], "bad_table_list: b1: table list ['C', 'C']"),
    ],
)
def test_a_bad_plan_is_named_and_ends_with_1(
    maitred: Maitred, tmp_path: Path, tables: list[str], code: str
) -> None:
    """Every violation by code and in words, brackets and all, and exit code 1."""
    ran = maitred("check", W10, reference(tmp_path, b1=tables), *REFERENCE)
    assert ran.code == 1
    assert f"violation  {code}" in ran.out
    assert "violations" in ran.out.splitlines()[-1]


def test_all_violations_are_named(maitred: Maitred, tmp_path: Path) -> None:
    """Two mistakes, two lines."""
    ran = maitred("check", W10, reference(tmp_path, b1=["C", "D"], ghost=["A"]), *REFERENCE)
    assert ran.code == 1
    assert "unknown_booking" in ran.out
    ran = maitred("check", W10, reference(tmp_path, b1=["A", "C"]), *REFERENCE)
    assert {"movable", "adjacency"} <= {word.strip(":") for word in ran.out.split()}


def test_a_plan_that_claims_more_than_it_is_worth(maitred: Maitred, tmp_path: Path) -> None:
    """The objective of a plan is recomputed; a false claim is a violation."""
    out = tmp_path / "plan.json"
    assert maitred("solve", W10, "--out", out, "-q", *REFERENCE).code == 0
    assert maitred("check", W10, out, *REFERENCE).code == 0
    plan = json.loads(out.read_text())
    plan["objective"]["total"] += 1
    ran = maitred("check", W10, written(out, plan), *REFERENCE)
    assert ran.code == 1
    assert "objective: the plan claims 7466, it is worth 7465" in ran.out


def test_kept_although_stale_is_said_and_no_violation(maitred: Maitred, tmp_path: Path) -> None:
    """A seating from before the rules changed is listed, and the plan is fine."""
    day: dict[str, Any] = {
        "id": "d",
        "tables": [{"id": "A", "capacity": 2, "zone": "Z"}],
        "bookings": [{"id": "b1", "party": 5, "start": 600, "end": 660, "tables": ["A"]}],
    }
    ran = maitred("check", written(tmp_path / "d.json", day), reference(tmp_path, b1=["A"]))
    assert ran.code == 0
    assert "kept although stale  b1: 2 seats for 5" in ran.out


def test_the_mode_of_the_plan_counts(maitred: Maitred, tmp_path: Path) -> None:
    """A plan of a rebuild is checked as one, although the day file says otherwise."""
    day = written(tmp_path / "day.json", {**RICH, "mode": "fill", "max_moves": None})
    out = tmp_path / "plan.json"
    assert maitred("solve", day, "--mode", "rebuild", "--out", out, "-q").code == 0
    assert maitred("check", day, out).code == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nonsense", "not valid JSON"),
        ("[]", "neither a plan of `maitred solve --format json`"),
        ('{"assigned": 3}', "neither a plan of"),
        ('{"assigned": {"b1": "A"}}', "assigned.b1: must be a list of table ids (got 'A')"),
        ('{"assigned": {"b1": [1]}}', "assigned.b1: must be a list of table ids"),
        ('{"seatings": []}', "flaws"),
        ('{"assigned": {"b1": ["A"], "b1": ["B"]}}', "a key is repeated in one object"),
    ],
)
def test_a_file_that_is_no_plan(maitred: Maitred, tmp_path: Path, text: str, words: str) -> None:
    """Neither form: exit code 2, the place and the value, no traceback."""
    ran = maitred("check", W10, written(tmp_path / "plan.json", text))
    assert ran.code == 2
    assert words in ran.flat
    assert "plan.json" in ran.flat
    assert "Traceback" not in ran.err
