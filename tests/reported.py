"""Outcomes to report on: small days that are solved here, with hostile names among them."""

from collections.abc import Sequence
from functools import cache

from models.problem import DayProblem
from models.venue import Zone
from scenarios.compare import Comparison, compare
from scenarios.runner import Limits, Outcome, cases_of, keys_of
from scenarios.scenario import BASELINE, ScenarioFile
from solver.day import plan_day
from tests.solver_days import booking, day, table, taken

HOSTILE = "</script><script>alert(1)</script>"
HOSTILE_TABLE = '<img src="x" onerror="alert(2)">'
HOSTILE_WORDS = "<!--<script>*/ ' \" & </style></title> \u2028 {{7*7}} ${1} http://evil.example/x"

SCENARIOS = {
    "scenarios": [
        {
            "name": HOSTILE,
            "description": HOSTILE_WORDS,
            "edits": [{"kind": "close", "zone": "Y", "start": "19:00", "end": "20:00"}],
        },
        {
            "name": "a six",
            "base": HOSTILE,
            "edits": [{"kind": "add_table", "table": {"id": "S", "capacity": 6, "zone": "Z"}}],
        },
        {
            "name": "as it is",
            "edits": [{"kind": "lock", "booking": "b1"}, {"kind": "unlock", "booking": "b1"}],
        },
    ]
}
"""Worse; better than that; and the same, under a name that means something else."""


def small_day(key: str = "saturday", *, late: bool = False) -> DayProblem:
    """Return a day: two tables inside that may be merged, one outside, more guests than seats."""
    bookings = [
        booking("b1", 2, "18:30", "20:00", has="A"),
        booking("b2", 6, "20:00", "21:30"),
        booking("b3", 4, "19:00", "20:30"),
        booking("b4", 6, "19:00", "20:00"),
        booking("b5", 4, "19:15" if late else "20:30", "22:00"),
    ]
    problem = day(
        [
            table("A", 2),
            table("B", 4, name=HOSTILE_TABLE),
            table("C", 4, zone="Y"),
            table("D", 4, zone="Y", active=False),
        ],
        bookings,
        "A-B",
        occupancy=(taken("B", "12:00", "12:30", source="maintenance"),),
    )
    zones = (Zone(id="Y", name="<b>Yard</b>"), Zone(id="Z", name="Hall"))
    return problem.replace(id=key, venue=problem.venue.replace(zones=zones))


def solved(
    days: Sequence[DayProblem], file: ScenarioFile, limits: Limits | None = None
) -> tuple[list[Outcome], list[Comparison]]:
    """Return outcomes and comparisons, solved in this process, in the order of the file."""
    limits = limits or Limits(gap=0.0)
    compared_with = {item.name: item.base or BASELINE for item in file.scenarios}
    cases = cases_of(days, file.resolved(), file.seeds, compared_with)
    outcomes = [
        Outcome(case, plan_day(case.problem, budget_seconds=20), key, limits.gap, False)
        for case, key in zip(cases, keys_of(cases, limits), strict=True)
    ]
    order = [item.name for item in file.scenarios]
    return outcomes, sorted(compare(outcomes), key=lambda item: order.index(item.scenario))


@cache
def one_day() -> tuple[list[Outcome], list[Comparison]]:
    """Return the scenarios on one day."""
    return solved([small_day()], ScenarioFile.model_validate(SCENARIOS))


@cache
def two_days() -> tuple[list[Outcome], list[Comparison]]:
    """Return the scenarios on two days: pairs, with intervals."""
    days = [small_day(), small_day("sunday", late=True)]
    return solved(days, ScenarioFile.model_validate(SCENARIOS))
