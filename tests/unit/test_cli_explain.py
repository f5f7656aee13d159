"""``maitred explain`` and ``maitred diff``: what they say, their JSON, exit codes and errors."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.explanation import Explanation, PlanBreakdown, PlanDiff, SeatingBreakdown
from tests.cli_runs import Maitred, Ran, in_process, written

DAY: dict[str, Any] = {
    "id": "saturday",
    "date": "2026-11-28",
    "time_zone": "Europe/London",
    "tables": [
        {"id": "T1", "name": "[7]", "capacity": 4, "zone": "bar"},
        {"id": "T2", "name": "8", "capacity": 2, "zone": "bar"},
    ],
    "adjacency": [["T1", "T2"]],
    "bookings": [
        {"id": "b1", "party": 4, "start": "19:00", "end": "20:30"},
        {"id": "b2", "party": 4, "start": "19:30", "end": "21:00"},
        {"id": "b3", "party": 2, "start": "19:30", "end": "21:00"},
    ],
}
LEFT_OUT = {"assigned": {"b2": ["T1"], "b3": ["T2"]}, "unassigned": ["b1"], "seconds": 0.1}
SWAPPED = {"assigned": {"b1": ["T1"], "b3": ["T2"]}, "unassigned": ["b2"], "seconds": 0.1}
EVERYONE = {"assigned": {"b2": ["T1"]}, "unassigned": [], "seconds": 0.1}


@pytest.fixture
def maitred(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Maitred:
    """Return the command, run in this process."""

    def run(*arguments: object) -> Ran:
        return in_process(monkeypatch, capsys, *arguments)

    return run


@pytest.fixture
def day(tmp_path: Path) -> Path:
    """Return the day file."""
    return written(tmp_path / "day.json", DAY)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a plan that leaves the first booking out."""
    return written(tmp_path / "plan.json", LEFT_OUT)


def test_everyone_without_a_table(maitred: Maitred, day: Path, plan: Path) -> None:
    """What is in the way, what it would cost, what would help: by table number and local clock."""
    ran = maitred("explain", day, plan, "--budget", 60)
    assert ran.code == 0
    assert "b1 (4 guests, 19:00–20:30) cannot be seated together with" in ran.out
    assert "b2 (4 guests, 19:30–21:00) on [7]" in ran.out
    assert "would turn away b2 (4 guests, 19:30): 4 guests turned away, as many seated" in ran.out
    assert "1. Come 60 minutes earlier, at 18:00: [7] is free." in ran.out
    assert "no time was left" not in ran.out


def test_as_json(maitred: Maitred, day: Path, plan: Path) -> None:
    """All of them as a list, one by itself as an object."""
    ran = maitred("explain", day, plan, "--format", "json", "--budget", 60)
    [found] = json.loads(ran.out)["explanations"]
    alone = maitred("explain", day, plan, "b1", "--format", "json", "--budget", 60)
    assert Explanation.model_validate_json(alone.out).replace(seconds=0) == (
        Explanation.model_validate(found).replace(seconds=0)
    )


def test_a_booking_with_a_table(maitred: Maitred, day: Path, plan: Path) -> None:
    """What it is worth, and what the best other tables would have cost."""
    ran = maitred("explain", day, plan, "b3")
    assert "b3, 2 guests on 8" in ran.out
    assert "No other tables are free for it." in ran.out
    found = maitred("explain", day, plan, "b3", "--format", "json").out
    assert SeatingBreakdown.model_validate_json(found).tables == ("T2",)


def test_what_the_best_other_tables_would_have_cost(
    maitred: Maitred, day: Path, tmp_path: Path
) -> None:
    """The couple could have had the four-top."""
    plan = written(tmp_path / "plan.json", {**LEFT_OUT, "assigned": {"b3": ["T2"]}})
    ran = maitred("explain", day, plan, "b3", "--weights", "reference")
    assert "The best other tables are [7]: 10 points less." in ran.out


def test_the_whole_plan(maitred: Maitred, day: Path, plan: Path) -> None:
    """Seating by seating; it adds up."""
    ran = maitred("explain", day, plan, "--breakdown", "--weights", "reference")
    assert "Shared by several: nothing. In all: 7,000 points." in ran.out
    found = maitred("explain", day, plan, "--breakdown", "--format", "json").out
    breakdown = PlanBreakdown.model_validate_json(found)
    assert sum(item.points for item in breakdown.seatings) == pytest.approx(breakdown.total)


def test_nobody_was_turned_away(maitred: Maitred, tmp_path: Path) -> None:
    """That is said too."""
    day = written(tmp_path / "day.json", {**DAY, "bookings": DAY["bookings"][1:2]})
    ran = maitred("explain", day, written(tmp_path / "plan.json", EVERYONE))
    assert (ran.code, ran.out) == (0, "Everyone who wants a table has one.\n")


def test_the_plans_of_solve_in_both_forms(maitred: Maitred, day: Path, tmp_path: Path) -> None:
    """Whatever `maitred check` reads."""
    for form in ("json", "reference"):
        out = tmp_path / f"{form}.json"
        assert maitred("solve", day, "--format", form, "--out", out, "-q").code == 0
        assert "cannot be seated" in maitred("explain", day, out, "--budget", 60).out


@pytest.mark.parametrize(
    ("data", "more", "words"),
    [
        (
            LEFT_OUT,
            ["b9"],
            "booking: is not part of the day; nearest are 'b3', 'b2', 'b1' (got 'b9')",
        ),
        (LEFT_OUT, ["Smith"], "its bookings are 'b1', 'b2', 'b3' (got 'Smith')"),
        (LEFT_OUT, ["b9"], "--breakdown lists everyone who has one"),
        (
            {"assigned": {"b12": ["T1"]}},
            [],
            "seatings[b12]: is not part of the day; nearest are 'b2', 'b1' (got T1)",
        ),
        ({"assigned": {"b1": ["T2"]}}, [], "seatings[b1]: capacity: b1 on T2: 2 seats for 4"),
        ("nonsense", [], "not valid JSON"),
        ([], [], "neither a plan of `maitred solve --format json`"),
        (LEFT_OUT, ["--rules", "none"], "--rules: no such preset"),
        (LEFT_OUT, ["--budget", "0"], "--budget"),
    ],
)
def test_what_is_wrong_is_named(
    maitred: Maitred, day: Path, tmp_path: Path, data: Any, more: list[str], words: str
) -> None:
    """Exit code 2: the file, the place and the value, no traceback."""
    ran = maitred("explain", day, written(tmp_path / "plan.json", data), *more)
    assert ran.code == 2
    assert words in ran.flat
    assert "Traceback" not in ran.err


def test_the_difference_of_two_plans(
    maitred: Maitred, day: Path, plan: Path, tmp_path: Path
) -> None:
    """Who came, who went, from where to where, and why."""
    other = written(tmp_path / "other.json", SWAPPED)
    ran = maitred("diff", day, plan, other)
    assert ran.code == 0
    flat = " ".join(ran.out.replace("│", " ").split())
    assert "b1 19:00–20:30 4 seated - [7] [7] had b2 (4 guests, 19:30–21:00)" in flat
    assert "b2 19:30–21:00 4 turned away [7] - [7] goes to b1 (4 guests, 19:00–20:30)" in flat
    assert "1 booking seated and 1 booking turned away; just as good." in flat
    found = PlanDiff.model_validate_json(maitred("diff", day, plan, other, "--format", "json").out)
    assert [item.booking for item in found.changes] == ["b1", "b2"]


def test_no_difference(maitred: Maitred, day: Path, plan: Path) -> None:
    """A plan and itself."""
    ran = maitred("diff", day, plan, plan)
    assert (ran.code, ran.out) == (0, "The plans are the same.\n")


def test_a_plan_that_is_not_legal_is_named(
    maitred: Maitred, day: Path, plan: Path, tmp_path: Path
) -> None:
    """By its file."""
    bad = written(tmp_path / "bad.json", {"assigned": {"b1": ["T2"]}})
    ran = maitred("diff", day, plan, bad)
    assert ran.code == 2
    assert "bad.json: seatings[b1]: capacity" in ran.flat


def test_the_help_teaches(maitred: Maitred) -> None:
    """Examples that can be typed."""
    assert "maitred explain saturday.json plan.json B0042" in maitred("explain", "--help").out
    assert "maitred diff saturday.json before.json after.json" in maitred("diff", "--help").out
