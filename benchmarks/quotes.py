"""How long quotes take, rung by rung, in process.

Run as ``python -m benchmarks.quotes [--only medium] [--seeds 1,2,3]`` (two minutes).
"""

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.deadline import quantile
from benchmarks.report import (
    circumstances,
    command,
    label,
    markdown_table,
    options,
    problem_of,
    write_section,
)
from models.problem import DayProblem
from models.quote import Quote, QuoteOptions
from solver.day import plan_day
from solver.quoting.quote import quote_booking

HERE = Path(__file__).parent
PLAN_SECONDS = 3.0
ASKS = "asks"
"""The id of the party that asks."""

FREE = QuoteOptions(prices=0, window_minutes=0, moves=0)
LADDERS = {
    "candidates": FREE,
    "with prices and other times": QuoteOptions(moves=0),
    "with moves, where nothing is free": QuoteOptions(),
}
TARGETS = {
    "candidates": "p50 5, p99 25",
    "with prices and other times": "p95 150",
    "with moves, where nothing is free": "p95 250",
}
SHARES = (0.5, 0.95, 0.99, 1.0)


@dataclass(frozen=True)
class Asked:
    """One quote and the milliseconds it took."""

    quote: Quote
    ms: float

    @property
    def over(self) -> float:
        """Milliseconds over the budget."""
        return max(0.0, self.ms - 1000 * QuoteOptions().budget_seconds)

    @property
    def unfinished(self) -> bool:
        """Whether some rung ran out of time."""
        return False in self.quote.finished.model_dump().values()


def planned(size: str, seed: int, share: float) -> DayProblem:
    """Return a day of load 1.0 of which that share of the bookings has the plan's tables."""
    problem = problem_of(size, 1.0, seed, "product")
    plan = plan_day(problem, budget_seconds=PLAN_SECONDS)
    seated = {item.booking: item.tables for item in plan.seatings}
    bookings = tuple(
        booking.replace(current_tables=seated.get(booking.id, ()) if kept else ())
        for booking, kept in zip(problem.bookings, _spread(share), strict=False)
    )
    return problem.replace(bookings=bookings)


def _spread(share: float) -> Iterator[bool]:
    number = 0
    while True:
        yield int((number + 1) * share) > int(number * share)
        number += 1


def one_more(problem: DayProblem) -> Iterator[DayProblem]:
    """Yield the day with a further party for each booking, of its size and at its time."""
    for booking in problem.bookings:
        asks = booking.replace(id=ASKS, current_tables=())
        yield problem.replace(bookings=(*problem.bookings, asks))


def ask(problem: DayProblem, chosen: QuoteOptions) -> Asked:
    """Quote the party that asks."""
    began = time.perf_counter()
    quote = quote_booking(problem, ASKS, chosen)
    return Asked(quote, 1000 * (time.perf_counter() - began))


def measure(day: DayProblem, name: str) -> list[Asked]:
    """Quote everyone who asks on a day; for moves only those for whom nothing is free."""
    found = []
    for problem in one_more(day):
        free = ask(problem, FREE)
        if name == "candidates":
            found.append(free)
        elif not name.startswith("with moves") or not free.quote.candidates:
            found.append(ask(problem, LADDERS[name]))
    return found


def row(size: str, state: str, name: str, asked: list[Asked]) -> list[str]:
    """Return a line of the table."""
    ms, over = [item.ms for item in asked], [item.over for item in asked]
    shown = [f"{quantile(ms, share):.1f}" for share in SHARES]
    late = f"{quantile(over, 0.99):.0f}"
    unfinished = sum(item.unfinished for item in asked)
    moves = sum(item.quote.proposal is not None for item in asked)
    target = TARGETS[name] if (size, state) == ("medium", "planned") else ""
    ends = [late, str(unfinished), str(moves) if name.startswith("with moves") else ""]
    return [label(size), state, name, str(len(asked)), *shown, target, *ends]


def table(sizes: list[str], seeds: list[int]) -> str:
    """Measure, and return the table in Markdown."""
    rows = []
    for size in sizes:
        for state, share in (("planned", 1.0), ("half planned", 0.5)):
            days = [planned(size, seed, share) for seed in seeds]
            for name in LADDERS:
                asked = [item for day in days for item in measure(day, name)]
                if asked:
                    rows.append(row(size, state, name, asked))
                    print(" | ".join(rows[-1]))
    heads = ["tables / bookings", "day", "quote", "quotes", "p50 ms", "p95", "p99", "most"]
    heads += ["target", "p99 ms over budget", "unfinished", "moves found"]
    return markdown_table(heads, rows)


def others(sizes: list[str]) -> str:
    """Return what others take for a quote, in Markdown."""
    known = json.loads((HERE / "baselines.json").read_text())
    rows = []
    for size in sizes:
        for name, figures in known.get(f"quotes_{size}", {}).items():
            shown = ["–".join(map(str, figures.get(share, "?"))) for share in ("p50", "p95")]
            rows.append([label(size), name, *shown])
    return f"{known['quotes_note']}\n\n" + markdown_table(
        ["tables / bookings", "other", "p50 ms", "p95 ms"], rows
    )


def text(chosen: argparse.Namespace, machine: str) -> str:
    """Return the section."""
    sizes = chosen.only.split(",")
    figures = table(sizes, [int(seed) for seed in chosen.seeds.split(",")])
    return (
        f"{machine} {command('quotes', chosen)} Days of load 1.0 under the product's rules and "
        "weights. A further party asks for each booking, of its size and at its time, with a "
        "budget of 250 ms. Measured from the day problem in memory to the quote, without a "
        "database; a venue's table sets are remembered between quotes, everything else is new each "
        "time. Unfinished: some rung ran out of time and says so.\n\n"
        f"{figures}\n\n{others(sizes)}"
    )


def main() -> None:
    """Measure and write."""
    parser = options(__doc__)
    parser.add_argument("--only", default="medium,large", help="sizes")
    parser.add_argument("--seeds", default="1,2,3", help="seeds, comma separated")
    chosen = parser.parse_args()
    machine = circumstances()
    write_section("quotes", "Quotes", text(chosen, machine), dry_run=chosen.dry_run)


if __name__ == "__main__":
    main()
