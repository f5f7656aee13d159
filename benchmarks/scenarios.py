"""A hundred scenarios of a day to a gap of half a per cent: shared work, and each from scratch.

Run as ``python -m benchmarks.scenarios [--size medium] [--load 1.0] [--seed 1] [--count 100]
[--preset reference]`` (three minutes). Both passes use the same number of processes, turn by turn
in one run, and what is shown is the round of middle length; from scratch means the search of
``maitred solve``, ended at the same gap.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.report import (
    circumstances,
    command,
    label,
    markdown_table,
    options,
    percent,
    problem_of,
    write_section,
)
from models.problem import DayProblem
from scenarios.runner import Limits, Outcome, cases_of, run_scenarios
from scenarios.scenario import Scenario
from scenarios.store import Store

TARGET_SECONDS, TARGET_RATIO = 60, 3


def scenario(kind: str, number: int, problem: DayProblem, dice: random.Random) -> Scenario:
    """Draw a scenario of a kind."""
    edits = KINDS[kind](problem, dice)
    return Scenario.model_validate({"name": f"{number:03d} {kind}", "edits": edits})


def _table(problem: DayProblem, dice: random.Random) -> Any:
    return dice.choice(problem.venue.tables)


def _zone(problem: DayProblem, dice: random.Random) -> str:
    return dice.choice(problem.venue.zones).id


def _bookings(problem: DayProblem, dice: random.Random, count: int) -> list[Any]:
    return dice.sample(problem.bookings, count)


def _close_for_hours(problem: DayProblem, dice: random.Random) -> list[dict[str, Any]]:
    start = 60 * dice.randint(12, 20)
    zone = _zone(problem, dice)
    return [{"kind": "close", "zone": zone, "start": start, "end": start + 120}]


def _resize(problem: DayProblem, dice: random.Random) -> list[dict[str, Any]]:
    table = _table(problem, dice)
    seats = max(2, table.capacity + dice.choice((-2, 2)))
    return [{"kind": "resize_table", "table": table.id, "capacity": seats}]


def _add_table(problem: DayProblem, dice: random.Random) -> list[dict[str, Any]]:
    table = {"id": "NEW", "zone": _zone(problem, dice), "capacity": dice.choice((2, 4, 6, 8))}
    return [{"kind": "add_table", "table": table}]


def _neighbours(problem: DayProblem, dice: random.Random) -> list[dict[str, Any]]:
    pair = dice.choice(problem.venue.adjacency)
    return [{"kind": "remove_neighbours", "tables": list(pair)}]


def _cancel(problem: DayProblem, dice: random.Random) -> list[dict[str, Any]]:
    gone = _bookings(problem, dice, dice.randint(1, 8))
    return [{"kind": "cancel_booking", "booking": booking.id} for booking in gone]


def _bigger(problem: DayProblem, dice: random.Random) -> list[dict[str, Any]]:
    return [
        {"kind": "resize_booking", "booking": booking.id, "party": booking.party + 1}
        for booking in _bookings(problem, dice, 3)
    ]


def _later(problem: DayProblem, dice: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "kind": "move_booking",
            "booking": booking.id,
            "start": booking.window.start.hour * 60 + booking.window.start.minute + 30,
        }
        for booking in _bookings(problem, dice, 3)
    ]


KINDS: dict[str, Callable[[DayProblem, random.Random], list[dict[str, Any]]]] = {
    "a table less": lambda problem, dice: [
        {"kind": "remove_table", "table": _table(problem, dice).id}
    ],
    "a table more": _add_table,
    "other seats": _resize,
    "limits lifted": lambda problem, dice: [
        {"kind": "lift_limits", "table": _table(problem, dice).id}
    ],
    "a zone closed for two hours": _close_for_hours,
    "neighbours apart": _neighbours,
    "cancellations": _cancel,
    "larger parties": _bigger,
    "later bookings": _later,
    "a tenth more bookings": lambda problem, dice: [
        {"kind": "scale_demand", "factor": 1.1, "seed": dice.randrange(10**6)}
    ],
    "a tenth fewer bookings": lambda problem, dice: [
        {"kind": "scale_demand", "factor": 0.9, "seed": dice.randrange(10**6)}
    ],
    "merges of two tables": lambda problem, dice: [{"kind": "set_rules", "max_tables": 2}],
    "no merges": lambda problem, dice: [{"kind": "set_rules", "merges": False}],
    "shorter stays": lambda problem, dice: [{"kind": "buffers", "after": -5 * dice.randint(1, 2)}],
    "longer stays": lambda problem, dice: [{"kind": "buffers", "after": 5 * dice.randint(1, 2)}],
    "other weights": lambda problem, dice: [
        {"kind": "set_weights", "points": {"overage": dice.randint(1, 20)}}
    ],
}


def scenarios_of(problem: DayProblem, count: int, seed: int) -> list[Scenario]:
    """Draw so many scenarios, all kinds in turn."""
    dice = random.Random(f"scenarios-{seed}")
    kinds = [list(KINDS)[number % len(KINDS)] for number in range(count)]
    return [scenario(kind, number, problem, dice) for number, kind in enumerate(kinds, start=1)]


def measure(
    problem: DayProblem, scenarios: list[Scenario], limits: Limits
) -> tuple[float, list[Outcome]]:
    """Return the seconds from problems to stored plans, and the outcomes."""
    with tempfile.TemporaryDirectory(prefix="maitred-bench-") as directory:
        began = time.monotonic()
        cases = cases_of([problem], scenarios, [0], {})
        outcomes = run_scenarios(cases, Store(Path(directory)), limits)
        return time.monotonic() - began, outcomes


def middle(rounds: list[tuple[float, list[Outcome]]]) -> tuple[float, list[Outcome]]:
    """Return the round of middle length."""
    return sorted(rounds, key=lambda each: each[0])[len(rounds) // 2]


def text(
    chosen: argparse.Namespace,
    machine: str,
    shared: tuple[float, list[Outcome]],
    scratch: tuple[float, list[Outcome]],
) -> str:
    """Return the section."""
    rows = []
    for name, (seconds, outcomes) in (("shared", shared), ("each from scratch", scratch)):
        solved = [item.plan for item in outcomes if not item.case.is_base]
        gaps = [plan.gap or 0.0 for plan in solved]
        within = sum(item.close_enough for item in outcomes if not item.case.is_base)
        without = sum(plan.solve.outcome == "not_needed" for plan in solved)
        rows.append(
            [
                name,
                f"{seconds:.1f}",
                f"{within} of {len(solved)}",
                percent(statistics.median(gaps)),
                percent(max(gaps)),
                str(without),
                f"{statistics.median(plan.solve.seconds for plan in solved):.2f}",
            ]
        )
    heads = ["", "seconds", "within the gap", "median gap", "worst gap", "without a search"]
    ratio = scratch[0] / shared[0]
    return (
        f"{machine} {command('scenarios', chosen)} {label(chosen.size)}, load {chosen.load:g}, "
        f"{chosen.processes} processes, the day itself included.\n\n"
        f"{markdown_table([*heads, 'median s per scenario'], rows)}\n\n"
        f"Shared work is {ratio:.1f} times as fast (target: at least {TARGET_RATIO}; at most "
        f"{TARGET_SECONDS} s)."
    )


def by_kind(outcomes: list[Outcome]) -> None:
    """Print the seconds by kind of scenario."""
    spent: dict[str, list[float]] = {}
    for item in outcomes:
        spent.setdefault(item.case.scenario.name[4:], []).append(item.plan.solve.seconds)
    for kind, seconds in sorted(spent.items(), key=lambda item: -sum(item[1])):
        shown = " ".join(f"{value:.2f}" for value in seconds)
        print(f"  {kind or 'the day itself'}: {sum(seconds):.1f} s ({shown})")


def main() -> None:
    """Measure and write."""
    parser = options(__doc__)
    parser.add_argument("--size", default="medium")
    parser.add_argument("--load", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--preset", default="reference", help="rules and weights")
    parser.add_argument("--gap", type=float, default=0.5, help="per cent")
    parser.add_argument("--budget", type=float, default=10.0, help="most seconds per solve")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    machine = circumstances()
    problem = problem_of(chosen.size, chosen.load, chosen.seed, chosen.preset)
    scenarios = scenarios_of(problem, chosen.count, chosen.seed)
    limits = {
        "gap": chosen.gap / 100,
        "budget_seconds": chosen.budget,
        "processes": chosen.processes,
    }
    passes = {"shared": Limits(**limits), "from scratch": Limits(**limits, from_scratch=True)}
    rounds: dict[str, list[tuple[float, list[Outcome]]]] = {name: [] for name in passes}
    for number in range(chosen.rounds):
        for name, how in passes.items():
            rounds[name].append(measure(problem, scenarios, how))
            print(f"{name}: {rounds[name][-1][0]:.1f} s")
            if not number:
                by_kind(rounds[name][-1][1])
    shared, scratch = (middle(rounds[name]) for name in passes)
    page = text(chosen, machine, shared, scratch)
    write_section("scenarios", "Scenarios", page, dry_run=chosen.dry_run)


if __name__ == "__main__":
    main()
