"""Properties of edits: random lists of them on random days."""

import random
from typing import Any

import pytest
from pydantic import TypeAdapter

from models.errors import InvalidInputError
from models.problem import DayProblem
from scenarios.edits import ScenarioEdit
from scenarios.scenario import Scenario, ScenarioFile, parse_scenarios
from solver.checker import check_plan
from solver.search import Search
from tests.solver_random import random_day

ADAPTER: TypeAdapter[ScenarioEdit] = TypeAdapter(ScenarioEdit)
STARTS = ("18:00", "19:15", "20:30")


def random_edit(problem: DayProblem, dice: random.Random) -> ScenarioEdit:
    """Return an edit that may fit the day, or not."""
    tables = [item.id for item in problem.venue.tables] or ["A"]
    bookings = [item.id for item in problem.bookings] or ["b0"]
    zones = [item.id for item in problem.venue.zones] or ["Z"]
    table, booking, zone = dice.choice(tables), dice.choice(bookings), dice.choice(zones)
    pair = [table, dice.choice(tables)]
    start = dice.choice(STARTS)
    choices: list[dict[str, Any]] = [
        {"kind": "remove_table", "table": table},
        {"kind": "resize_table", "table": table, "capacity": dice.randint(1, 8)},
        {"kind": "move_table", "table": table, "zone": zone},
        {"kind": "add_table", "table": {"id": "N", "zone": zone, "capacity": 4}},
        {"kind": "close", "table": table},
        {"kind": "close", "zone": zone, "start": start, "end": "21:00"},
        {"kind": "open", "table": table},
        {"kind": "add_neighbours", "tables": pair},
        {"kind": "remove_neighbours", "tables": pair},
        {"kind": "set_neighbours", "pairs": [pair]},
        {"kind": "set_rules", "max_tables": dice.randint(1, 4), "merges": dice.random() < 0.7},
        {"kind": "forbid_merge", "tables": pair},
        {"kind": "allow_merge", "tables": pair},
        {"kind": "turn_times", "bands": [{"up_to": 2, "minutes": 45}, {"up_to": 4, "minutes": 90}]},
        {"kind": "buffers", "after": dice.randint(-30, 30)},
        {"kind": "opening_hours", "opens": "18:00", "closes": "20:00", "overrun": False},
        {"kind": "set_weights", "points": {"overage": dice.randint(0, 20)}},
        {"kind": "set_pacing", "pacing": [{"covers": 4, "start": start, "end": "21:00"}]},
        {"kind": "set_mode", "mode": "improve", "max_moves": dice.randint(0, 2)},
        {"kind": "add_booking", "booking": {"id": "n", "party": 2, "start": start, "end": "22:00"}},
        {"kind": "cancel_booking", "booking": booking},
        {"kind": "resize_booking", "booking": booking, "party": dice.randint(1, 9)},
        {"kind": "move_booking", "booking": booking, "start": start},
        {"kind": "lock", "booking": booking},
        {"kind": "unlock", "booking": booking},
        {"kind": "scale_demand", "factor": dice.choice((0.5, 1.5))},
        {"kind": "sample_demand", "bookings": 3},
    ]
    return ADAPTER.validate_python(dice.choice(choices))


def applied(problem: DayProblem, dice: random.Random) -> tuple[list[ScenarioEdit], DayProblem]:
    """Apply edits one by one, those that fit; return them and what they lead to."""
    fitting = []
    for _ in range(dice.randint(1, 6)):
        edit = random_edit(problem, dice)
        before = problem.content_hash()
        try:
            problem = edit.apply(problem)
        except InvalidInputError:
            assert problem.content_hash() == before
        else:
            fitting.append(edit)
    return fitting, problem


@pytest.mark.parametrize("chunk", range(4))
def test_edits_compose_in_order_and_leave_the_base_alone(chunk: int) -> None:
    """As one scenario they lead where they lead one by one; as a file they are the same."""
    tried = 0
    for seed in range(40 * chunk, 40 * chunk + 40):
        base, dice = random_day(seed), random.Random(seed)
        before = base.content_hash()
        edits, after = applied(base, dice)
        tried += len(edits)
        scenario = Scenario(name="all", edits=tuple(edits))
        assert scenario.apply(base) == after, seed
        assert base.content_hash() == before
        half = len(edits) // 2
        parts = (
            Scenario(name="first", edits=tuple(edits[:half])),
            Scenario(name="then", base="first", edits=tuple(edits[half:])),
        )
        file = ScenarioFile(scenarios=parts)
        assert file.resolved()[1].apply(base) == after, seed
        assert parse_scenarios(file.model_dump_json()) == file
    assert tried > 60


@pytest.mark.parametrize("chunk", range(4))
def test_whatever_edits_leave_can_be_planned(chunk: int) -> None:
    """A day that edits have been at is a day: it has a legal plan, from its base's tables too."""
    for seed in range(1000 + 30 * chunk, 1030 + 30 * chunk):
        base = random_day(seed)
        _, after = applied(base, random.Random(seed))
        search = Search(after, start=Search(base).decisions)
        assert check_plan(after, search.decisions).ok, seed
