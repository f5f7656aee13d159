"""A comparison of scenarios as data for programs: of the command, and of the service."""

from collections.abc import Sequence
from typing import Any

from scenarios.compare import Comparison
from scenarios.measures import measure
from scenarios.runner import Outcome


def comparison_data(
    comparisons: Sequence[Comparison], outcomes: Sequence[Outcome]
) -> dict[str, Any]:
    """Return the comparisons, and every run with its measures."""
    return {
        "comparisons": [item.model_dump(mode="json") for item in comparisons],
        "runs": [_run(item) for item in outcomes],
    }


def _run(outcome: Outcome) -> dict[str, Any]:
    case, plan = outcome.case, outcome.plan
    return {
        "scenario": case.scenario.name,
        "day": case.day.id,
        "date": str(case.day.date),
        "seed": case.seed,
        "key": outcome.key,
        "problem": plan.problem_hash,
        "status": plan.status,
        "seconds": plan.solve.seconds,
        "remembered": outcome.remembered,
        "measures": measure(case.problem, plan).model_dump(mode="json"),
    }
