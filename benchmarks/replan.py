"""How long re-plans take: after each kind of event, the curve of moves, and fragile seatings.

Run as ``python -m benchmarks.replan [--only medium] [--seeds 1,2,3] [--each 10]`` (two minutes).
"""

import argparse
import random
import time
from collections import defaultdict
from datetime import datetime, timedelta

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
from models.booking import Booking
from models.live import (
    BaseEvent,
    BrokenTable,
    Cancellation,
    Late,
    NoShow,
    Overrun,
    WalkIn,
    apply_events,
)
from models.problem import DayProblem
from solver.day import plan_day
from solver.explaining.planned import planned_day
from solver.replanning.fragile import fragile_seatings
from solver.replanning.replan import Proposed, replan

LOAD = 1.0
NEWCOMERS = 8
"""Every so many bookings came after the plan and have no table."""
MOVES = 2
TARGET_MS = 1000
FRAGILE_TARGET = 10.0
SHARES = (0.5, 0.95, 1.0)


def planned(size: str, seed: int, seconds: float) -> DayProblem:
    """Return a night with the tables that a plan gave its bookings; some came after it."""
    problem = problem_of(size, LOAD, seed, "product")
    early = tuple(item for n, item in enumerate(problem.bookings) if n % NEWCOMERS)
    plan = plan_day(problem.replace(bookings=early), budget_seconds=seconds)
    return planned_day(problem, {item.booking: item.tables for item in plan.seatings}).as_planned


def happenings(
    night: DayProblem, dice: random.Random
) -> list[tuple[str, list[BaseEvent], datetime]]:
    """Return one event of each kind, and three at once, each with the moment it is told at."""
    seated = [item for item in night.bookings if item.current_tables]
    one, other = dice.sample(seated, 2)
    start, end = one.window.start, one.window.end
    before = start - timedelta(minutes=20)
    late = Late(booking=one.id, minutes=dice.choice([15, 30]))
    overrun = Overrun(booking=one.id, minutes=30)
    broken = BrokenTable(table=dice.choice(one.current_tables))
    walk_in = WalkIn(party=dice.choice([2, 2, 4, 6]))
    return [
        ("late party", [late], before),
        ("overrun", [overrun], end - timedelta(minutes=5)),
        ("no-show", [NoShow(booking=one.id)], start + timedelta(minutes=15)),
        ("broken table", [broken], before),
        ("walk-in", [walk_in], start),
        ("cancellation", [Cancellation(booking=one.id)], before),
        ("three at once", [overrun, broken, *_others(other, end)], end - timedelta(minutes=5)),
    ]


def _others(booking: Booking, now: datetime) -> list[BaseEvent]:
    to_come = booking.window.start > now
    return [Late(booking=booking.id, minutes=20) if to_come else WalkIn(party=2)]


def measure(
    night: DayProblem, each: int, seed: int, budget: float
) -> dict[str, list[tuple[float, Proposed]]]:
    """Answer so many events of each kind; return milliseconds and plans."""
    dice, found = random.Random(seed), defaultdict(list)
    for _ in range(each):
        for kind, events, now in happenings(night, dice):
            began = time.perf_counter()
            after = apply_events(night, events, now)
            (proposed,) = replan(after, (MOVES,), budget_seconds=budget, help_seconds=0)
            found[kind].append((1000 * (time.perf_counter() - began), proposed))
    return found


def events_table(chosen: argparse.Namespace, nights: list[tuple[str, int, DayProblem]]) -> str:
    """Measure events, and return the table in Markdown."""
    rows = []
    for size in dict.fromkeys(size for size, _, _ in nights):
        every: dict[str, list[tuple[float, Proposed]]] = defaultdict(list)
        for own, seed, night in nights:
            if own == size:
                for kind, found in measure(night, chosen.each, seed, chosen.budget).items():
                    every[kind] += found
        for kind, found in every.items():
            ms = [taken for taken, _ in found]
            proven = sum(item.point.gap == 0 for _, item in found) / len(found)
            lost = sum(bool(item.point.lost) for _, item in found)
            affected = sum(len(item.point.affected) for _, item in found) / len(found)
            rows.append(
                [
                    label(size),
                    kind,
                    str(len(found)),
                    *(f"{quantile(ms, share):.0f}" for share in SHARES),
                    f"{TARGET_MS:,}" if size == "medium" else "",
                    percent(proven, 0),
                    f"{affected:.1f}",
                    str(lost),
                ]
            )
            print(" | ".join(rows[-1]))
    heads = ["tables / bookings", "event", "answered", "p50 ms", "p95", "most", "target most"]
    return markdown_table([*heads, "proven", "concerned", "somebody loses a table"], rows)


def nights_table(chosen: argparse.Namespace, nights: list[tuple[str, int, DayProblem]]) -> str:
    """Measure curves and fragile seatings, and return the table in Markdown."""
    rows = []
    for size, seed, night in nights:
        began = time.perf_counter()
        curve = replan(night, budget_seconds=5 * chosen.budget, help_seconds=0)
        curve_seconds = time.perf_counter() - began
        report = fragile_seatings(night, budget_seconds=60.0)
        guests = " / ".join(str(item.point.guests) for item in curve)
        rows.append(
            [
                label(size),
                str(seed),
                f"{curve_seconds:.2f}",
                guests,
                percent(sum(item.point.gap == 0 for item in curve) / len(curve), 0),
                f"{report.seconds:.2f}",
                f"{FRAGILE_TARGET:g}" if size == "medium" else "",
                str(report.colliding),
                str(len(report.fragile)),
            ]
        )
        print(" | ".join(rows[-1]))
    heads = [
        "tables / bookings",
        "seed",
        "curve s",
        "guests at 0 / 1 / 2 / 5 / any moves",
        "proven",
    ]
    return markdown_table([*heads, "fragile s", "target", "collide", "fragile"], rows)


def text(chosen: argparse.Namespace, machine: str) -> str:
    """Return the section."""
    sizes = chosen.only.split(",")
    seeds = [int(seed) for seed in chosen.seeds.split(",")]
    nights = [
        (size, seed, planned(size, seed, chosen.plan_seconds)) for size in sizes for seed in seeds
    ]
    events, whole = events_table(chosen, nights), nights_table(chosen, nights)
    return (
        f"{machine} {command('replan', chosen)} Nights of load {LOAD} under the product's rules "
        f"and weights, planned; every {NEWCOMERS}th booking came after the plan and has no table. "
        f"From the event to the checked plan, with {MOVES} moves at most, in the caller's own "
        "process; what would help those who lose a table is not in it. Proven: no plan with so few "
        "moves seats more guests, those who had tables first.\n\n"
        f"{events}\n\nThe curve for 0, 1, 2, 5 and any number of moves; and every seating that "
        f"must not take 30 minutes longer.\n\n{whole}"
    )


def main() -> None:
    """Measure and write."""
    parser = options(__doc__)
    parser.add_argument("--only", default="medium", help="sizes")
    parser.add_argument("--seeds", default="1,2,3", help="seeds, comma separated")
    parser.add_argument("--each", type=int, default=10, help="events of each kind and night")
    parser.add_argument("--budget", type=float, default=0.7, help="seconds for one plan")
    parser.add_argument("--plan-seconds", type=float, default=10.0, help="seconds for a night")
    chosen = parser.parse_args()
    machine = circumstances()
    write_section("replan", "Re-plans", text(chosen, machine), dry_run=chosen.dry_run)


if __name__ == "__main__":
    main()
