"""``maitred replan``: the curve, events, fragile seatings; what they say, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.live_options import events_of
from models.errors import InvalidInputError
from models.live import BrokenTable, WalkIn
from models.replan import CurvePoint, FragileReport
from tests.cli_runs import Maitred, Ran, in_process, written

DAY: dict[str, Any] = {
    "id": "saturday",
    "date": "2026-11-28",
    "time_zone": "Europe/Paris",
    "tables": [
        {"id": "T1", "name": "[7]", "capacity": 4, "zone": "bar"},
        {"id": "T2", "name": "8", "capacity": 4, "zone": "bar"},
        {"id": "T3", "name": "9", "capacity": 2, "zone": "bar"},
    ],
    "bookings": [
        {"id": "b1", "party": 4, "start": "18:00", "end": "19:30"},
        {"id": "b2", "party": 4, "start": "19:30", "end": "21:00"},
        {"id": "b3", "party": 2, "start": "19:30", "end": "21:00"},
        {"id": "b4", "party": 4, "start": "19:45", "end": "21:15"},
    ],
    "rules": {"merges": False},
}
PLAN = {"assigned": {"b1": ["T1"], "b2": ["T1"], "b3": ["T2"]}, "unassigned": ["b4"]}


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
    """Return the plan in force."""
    return written(tmp_path / "plan.json", PLAN)


def test_the_curve(maitred: Maitred, day: Path, plan: Path) -> None:
    """Who would move for whom, and how many guests that is worth."""
    ran = maitred("replan", day, plan)
    assert ran.code == 0
    assert "moves: b3 (2 guests, 19:30–21:00) from 8 to 9: 8 goes to b4" in ran.out
    assert "1 booking would change tables; 1 booking with 4 guests would get a table." in ran.out
    points = json.loads(maitred("replan", day, plan, "--format", "json").out)["points"]
    found = [CurvePoint.model_validate(point) for point in points]
    assert [(item.max_moves, item.guests) for item in found] == [
        (0, 10),
        (1, 14),
        (2, 14),
        (5, 14),
        (None, 14),
    ]


def test_an_event(maitred: Maitred, day: Path, plan: Path) -> None:
    """By table number and local clock: who moves, and why."""
    ran = maitred("replan", day, plan, "--now", "19:20", "--overrun", "b1+30")
    assert ran.code == 0
    assert (
        "moves b2 (4 guests, 19:30–21:00) from [7] to 8: b1 (4 guests) stays on [7] until 20:00"
        in ran.out
    )
    assert "moves: b3 (2 guests, 19:30–21:00) from 8 to 9: 8 goes to b2" in ran.out


def test_who_loses_a_table_is_told_first(maitred: Maitred, day: Path, plan: Path) -> None:
    """With no move allowed, and what would help."""
    ran = maitred("replan", day, plan, "--now", "19:20", "--overrun", "b1+30", "--max-moves", 0)
    assert ran.out.startswith("NO TABLE b2 (4 guests, 19:30–21:00) had [7], gone from 19:30")
    assert "would help: With 2 moves it would have a table." in ran.out


def test_the_night_goes_on_from_what_was_written(
    maitred: Maitred, day: Path, plan: Path, tmp_path: Path
) -> None:
    """The day that is written has the events and the tables; the plan is one of that day."""
    night, new = tmp_path / "night.json", tmp_path / "new.json"
    arguments = ("--now", "19:20", "--walk-in", "2+60", "--out", new, "--out-day", night)
    assert maitred("replan", day, plan, *arguments).code == 0
    assert json.loads(new.read_text())["seatings"]
    ran = maitred("replan", night, "--max-moves", 0, "--format", "json", "--no-show", "walk-in-1")
    assert ran.code == 0, ran.err
    booked = {item["id"] for item in json.loads(night.read_text())["bookings"]}
    assert booked == {"b1", "b2", "b3", "b4", "walk-in-1"}


def test_fragile(maitred: Maitred, day: Path, plan: Path) -> None:
    """One move cannot repair it, two can."""
    one = maitred("replan", day, plan, "--fragile", "--max-moves", 1, "--format", "json")
    report = FragileReport.model_validate_json(one.out)
    assert [(item.booking, item.at_risk) for item in report.fragile] == [("b1", ("b2",))]
    two = maitred("replan", day, plan, "--fragile")
    assert "1 would collide" in two.out
    assert "0 of those cannot be repaired by 2 moves." in two.out.replace("\n", " ")
    text = maitred("replan", day, plan, "--fragile", "--max-moves", 1).out
    assert "If they stay 30 minutes longer" in text


REFUSED = [
    (("--late", "b1"), "--late: must be a booking and minutes, such as B0042+15 (got 'b1')"),
    (("--late", "b9+10"), "events[0] (late) booking: is not part of the day"),
    (("--overrun", "b1+900"), "--overrun: Input should be less than or equal to 240"),
    (("--broken", "T1@19:30"), "--broken: must be a table, such as T4, T4@19:30-"),
    (("--broken", "T1@29:99-"), "--broken"),
    (("--walk-in", "four"), "--walk-in: must be a party"),
    (("--walk-in", "4"), "say when they came, or what time it is"),
    (("--now", "25"), "--now: must be a time: 19:40"),
    (("--now", "77:00"), "--now"),
    (("--curve", "--max-moves", 2), "--curve: tries several limits"),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED)
def test_what_is_wrong_is_said(
    maitred: Maitred, day: Path, plan: Path, arguments: tuple[object, ...], message: str
) -> None:
    """With the option and the value; exit code 2."""
    ran = maitred("replan", day, plan, *arguments)
    assert ran.code == 2
    assert message in ran.err.replace("\n", " ")


def test_how_tables_and_walk_ins_are_written() -> None:
    """From, until, both, neither; a table's id may have anything in it."""

    def read(**options: list[str]) -> Any:
        every = ("late", "overrun", "no_show", "cancel", "broken", "walk_in")
        return events_of(**{name: options.get(name, []) for name in every})

    assert read(broken=["T4", "T4@19:30-", "T4@-21:00", "T4@19:30-21:00"]) == [
        BrokenTable(table="T4"),
        BrokenTable(table="T4", start="19:30"),
        BrokenTable(table="T4", end="21:00"),
        BrokenTable(table="T4", start="19:30", end="21:00"),
    ]
    assert read(broken=["T@4"]) == [BrokenTable(table="T@4")]
    assert read(walk_in=["4", "4@19:45", "4@19:45+60"]) == [
        WalkIn(party=4),
        WalkIn(party=4, start="19:45"),
        WalkIn(party=4, start="19:45", minutes=60),
    ]
    assert read(late=["a+b+15"])[0].booking == "a+b"
    with pytest.raises(InvalidInputError):
        read(late=["+15"])
