"""The runner with a deadline for several solves at once."""

import math
import time
from pathlib import Path

import pytest

from models.dayfile import DayFile
from scenarios.runner import Case, Limits, Outcome, run_scenarios
from scenarios.scenario import BASELINE, Scenario
from scenarios.store import Store
from tests.solver_days import booking, day, table

PUB = Path(__file__).parents[2] / "docs/examples/pub-saturday.json"
LIMITS = Limits(gap=0.0, budget_seconds=30, processes=1)


def as_it_is(key: str) -> Case:
    """Return a day for one party of its own as a case."""
    problem = day([table("A")], [booking(key)], mode="rebuild").replace(id=key)
    return Case(Scenario(name=BASELINE), problem, 0, problem, BASELINE)


def test_after_the_deadline_only_what_is_known_is_answered(tmp_path: Path) -> None:
    """Nothing is begun, no process is started; what is there is told."""
    store, cases = Store(tmp_path), [as_it_is("known"), as_it_is("new")]
    assert run_scenarios(cases, store, LIMITS, until=time.monotonic()) == []
    (first,) = run_scenarios(cases[:1], store, LIMITS, until=math.inf)
    told: list[Outcome] = []
    found = run_scenarios(cases[::-1], store, LIMITS, told.append, until=time.monotonic())
    assert [item.key for item in found] == [first.key]
    assert [item.remembered for item in told] == [True]


@pytest.mark.parametrize("seconds", [0.3])
def test_a_solve_that_the_deadline_cut_short_is_not_kept(tmp_path: Path, seconds: float) -> None:
    """It is an answer now, and solved again when there is more time."""
    problem = DayFile.model_validate_json(PUB.read_text()).to_problem(mode="rebuild")
    case = Case(Scenario(name=BASELINE), problem, 0, problem, BASELINE)
    store = Store(tmp_path)
    (found,) = run_scenarios([case], store, LIMITS, until=time.monotonic() + seconds)
    assert found.plan.solve.budget_seconds <= seconds
    assert found.plan.seatings
    assert store.plan(found.key) is None
