"""The example day of the pub: whoever is turned away is told of times at which it is open."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models.dayfile import parse_day
from models.edits import Reschedule
from models.policy import derive_stay
from models.problem import DayProblem
from solver.candidates import candidates_of
from solver.clock import Clock
from solver.explaining.planned import PlannedDay, planned_day
from solver.explaining.repair_day import RepairDay
from solver.explaining.repair_time import other_times
from solver.greedy import greedy_floor
from solver.objective import objective_of
from tests.cli_runs import in_process, written
from tests.solver_days import Exact

PUB = Path(__file__).parents[2] / "docs" / "examples" / "pub-saturday.json"
TIME = re.compile(r"Come \d+ minutes \w+, at (\d\d:\d\d)")


@pytest.fixture(scope="module")
def pub() -> PlannedDay:
    """The example with its greedy plan, which leaves more people out than the best one."""
    problem = parse_day(PUB.read_text()).to_problem()
    candidates = candidates_of(problem)
    objective = objective_of(candidates)
    floor = greedy_floor(candidates, objective)
    plan = Exact(problem, candidates, objective, floor, floor).plan_of(floor)
    return planned_day(problem, plan)


def clocks(day: PlannedDay, problem: DayProblem) -> list[str]:
    """Return every time that somebody without a table is told to come at."""
    where = PlannedDay(problem, day.decisions, day.verdict)
    repairs = [
        repair
        for booking in where.unseated
        for repair in other_times(RepairDay(where, booking, None), Clock(60))
    ]
    return [TIME.findall(repair.message)[0] for repair in repairs]


def open_at(clock: str) -> bool:
    """Tell whether the pub seats guests then."""
    return "12:00" <= clock < "15:00" or "17:00" <= clock < "22:00"


def test_nobody_is_told_to_come_when_the_pub_is_closed(pub: PlannedDay) -> None:
    """All unseated bookings; without the hours some would be told 11:45 or 16:30."""
    told = clocks(pub, pub.problem)
    assert len(told) > 20
    assert all(map(open_at, told)), told
    assert not all(map(open_at, clocks(pub, pub.problem.replace(policy=None))))


def test_the_stay_is_the_one_that_the_policy_derives(pub: PlannedDay) -> None:
    """Every repair's window, cut at the close where dinner may not overrun."""
    policy, bookings = pub.problem.policy, {item.id: item for item in pub.problem.bookings}
    assert policy is not None
    zone = ZoneInfo(pub.problem.venue.time_zone)
    for booking in pub.unseated:
        for repair in other_times(RepairDay(pub, booking, None), Clock(60)):
            edit = repair.edits[-1]
            assert isinstance(edit, Reschedule)
            party, start = bookings[edit.booking].party, edit.window.start
            assert edit.window == derive_stay(policy, party, start, zone, open_only=True).block


def test_the_command_says_so_too(
    pub: PlannedDay,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """``maitred explain`` for the first guests of lunch who have no table."""
    lunch = [item for item in pub.unseated if item.service == "lunch"]
    first = min(lunch, key=lambda item: (item.window.start, item.id))
    plan = {"assigned": pub.decisions, "unassigned": [item.id for item in pub.unseated]}
    file = written(tmp_path / "plan.json", {**plan, "seconds": 0.1})
    ran = in_process(monkeypatch, capsys, "explain", PUB, file, first.id, "--budget", 4)
    told = TIME.findall(" ".join(ran.out.split()))
    assert told
    assert all(map(open_at, told)), told
