"""How long explanations take: of one booking, and of everyone whom a full night turned away.

Run as ``python -m benchmarks.explain [--only medium] [--seeds 1,2,3]`` (two minutes).
"""

import argparse
import time
from dataclasses import dataclass

from benchmarks.deadline import quantile
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
from models.explanation import Explanation
from solver.day import plan_day
from solver.explaining.explain import explain, explain_all
from solver.explaining.planned import PlannedDay, planned_day

LOAD = 1.2
SHARES = (0.5, 0.95, 0.99, 1.0)
TARGETS = {"one": "p95 300", "all": "3,000"}
NIGHT_SECONDS = 2.9
"""The budget of a night: a moment less than its target."""


@dataclass(frozen=True)
class Night:
    """A planned night, each booking explained by itself, and all of them at once."""

    one: list[Explanation]
    all: list[Explanation]
    one_ms: list[float]
    all_ms: float


def planned(size: str, seed: int, seconds: float) -> PlannedDay:
    """Return a day with its plan."""
    problem = problem_of(size, LOAD, seed, "product")
    plan = plan_day(problem, budget_seconds=seconds)
    return planned_day(problem, {item.booking: item.tables for item in plan.seatings})


def fresh(day: PlannedDay) -> PlannedDay:
    """Return the day with nothing remembered: whoever asks first pays for what others share."""
    return planned_day(day.problem, day.decisions)


def measure(day: PlannedDay, budget: float) -> Night:
    """Explain everyone, one by one from nothing, and then all at once."""
    one, one_ms = [], []
    for booking in day.unseated:
        began = time.perf_counter()
        one.append(explain(fresh(day), booking.id, budget_seconds=budget))
        one_ms.append(1000 * (time.perf_counter() - began))
    began = time.perf_counter()
    everyone = explain_all(fresh(day), budget_seconds=NIGHT_SECONDS)
    return Night(one, everyone, one_ms, 1000 * (time.perf_counter() - began))


def share(some: list[Explanation], part: str) -> str:
    """Return for how many a part was finished, in per cent."""
    done = [item.finished for item in some]
    found = {
        "certified": [item.conflict is not False for item in done],
        "proven": [item.trade is None or item.trade.proven for item in some],
        "repairs": [all(item.repairs.values()) for item in done],
    }[part]
    return percent(sum(found) / max(1, len(found)), 0)


def row(size: str, kind: str, ms: list[float], some: list[Explanation]) -> list[str]:
    """Return a line of the table."""
    shown = [f"{quantile(ms, at):.0f}" for at in SHARES]
    elements = [len(item.conflict.elements) for item in some if item.conflict]
    repairs = sum(len(item.repairs) for item in some) / max(1, len(some))
    target = TARGETS[kind] if size == "medium" else ""
    parts = [share(some, part) for part in ("certified", "proven", "repairs")]
    most = str(max(elements, default=0))
    return [label(size), kind, str(len(some)), *shown, target, *parts, most, f"{repairs:.1f}"]


def table(sizes: list[str], seeds: list[int], chosen: argparse.Namespace) -> str:
    """Measure, and return the table in Markdown."""
    rows = []
    for size in sizes:
        nights = [
            measure(planned(size, seed, chosen.plan_seconds), chosen.budget) for seed in seeds
        ]
        one = [item for night in nights for item in night.one]
        rows.append(row(size, "one", [ms for night in nights for ms in night.one_ms], one))
        everyone = [item for night in nights for item in night.all]
        rows.append(row(size, "all", [night.all_ms for night in nights], everyone))
        print("\n".join(" | ".join(line) for line in rows[-2:]))
    heads = ["tables / bookings", "explained", "bookings", "p50 ms", "p95", "p99", "most", "target"]
    heads += ["certified", "cost proven", "repairs finished", "largest set", "repairs each"]
    return markdown_table(heads, rows)


def text(chosen: argparse.Namespace, machine: str) -> str:
    """Return the section."""
    seeds = [int(seed) for seed in chosen.seeds.split(",")]
    figures = table(chosen.only.split(","), seeds, chosen)
    return (
        f"{machine} {command('explain', chosen)} Days of load {LOAD} under the product's rules and "
        "weights, planned, with everyone explained whom the plan turned away. *one*: a booking by "
        "itself, from the day problem and the plan in memory, nothing remembered from others. "
        f"*all*: everyone of a night, with a budget of {NIGHT_SECONDS:g} s. Certified: each "
        "element of the conflict was really taken away and the booking really seated. Cost proven: "
        f"no plan that seats the booking is worth more guests.\n\n{figures}"
    )


def main() -> None:
    """Measure and write."""
    parser = options(__doc__)
    parser.add_argument("--only", default="medium,large", help="sizes")
    parser.add_argument("--seeds", default="1,2,3", help="seeds, comma separated")
    parser.add_argument("--budget", type=float, default=0.25, help="seconds for one booking")
    parser.add_argument("--plan-seconds", type=float, default=10.0, help="seconds for a plan")
    chosen = parser.parse_args()
    machine = circumstances()
    write_section("explain", "Explanations", text(chosen, machine), dry_run=chosen.dry_run)


if __name__ == "__main__":
    main()
