"""What it costs a request that its restaurant is in shadow.

Run as ``python -m benchmarks.shadow`` (three minutes). No request asks for a look: workers do, by
the clock. So a request in shadow should take what the same request takes while the engine is on,
and, beside a worker on the same machine, a little for the cores that it uses. Every request is
asked in turn with the engine on, in shadow, and on once more: two that are alike tell how much of a
difference is noise.
"""

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from psycopg.conninfo import make_conninfo

from benchmarks.deadline import quantile
from benchmarks.http import BUDGET_MS, LOAD, QUOTE, SIZE, Desk, served
from benchmarks.report import circumstances, command, label, markdown_table, options, write_section
from benchmarks.seeded import DATE, Guest, SeededDay, add_guest, remove_guest
from tests.cli_runs import COMMAND

TARGET_MS = 5
"""Most that the shadow may cost a request, at its p95."""

WARM_SECONDS = 120.0
"""Most that a worker may take to its first look."""

LOOK_SECONDS = 1.0

ON, SHADOW, AGAIN = "on", "shadow", "on again"
TURNS = (ON, SHADOW, AGAIN)

LOOKED = "quote without a hold"
VIEWED = "view of the day"

ALONE, BUSY = "no worker", "a worker that looks all the time"


@dataclass
class Asked:
    """Milliseconds of one kind of request by turn; the same place of each list is one party's."""

    ms: dict[str, list[float]] = field(default_factory=lambda: {turn: [] for turn in TURNS})

    def differences(self, turn: str) -> list[float]:
        """Return what each request took more than the same one with the engine on."""
        return [ms - before for ms, before in zip(self.ms[turn], self.ms[ON], strict=True)]


Figures = dict[str, Asked]


@contextmanager
def working(desk: Desk, connection: Any, day: SeededDay) -> Iterator[None]:
    """Run a worker, as beside a service, from its first look on; it is stopped after the block."""
    dsn = make_conninfo(connection.info.dsn, password=connection.info.password)
    command = [str(COMMAND), "worker", "--queues", "shadow", "--grace", "0"]
    worker = subprocess.Popen(
        command, env={**os.environ, "DATABASE_URL": dsn}, stderr=subprocess.DEVNULL
    )
    try:
        order_look(desk, day)
        end = time.monotonic() + WARM_SECONDS
        while not looks(connection):
            assert time.monotonic() < end, "the worker does not look"
            time.sleep(0.2)
        yield
    finally:
        worker.terminate()
        worker.wait(60)


def looks(connection: Any) -> int:
    """Return how many shadow plans there are."""
    sql = "select count(*) from maitred.runs where state = 'shadow'"
    found: int = connection.execute(sql).fetchone()[0]
    return found


def switch(connection: Any, day: SeededDay, turn: str) -> None:
    """Set who decides; the next request follows it."""
    state = SHADOW if turn == SHADOW else ON
    connection.execute(
        "insert into maitred.engine_settings (restaurant_id, state, set_by) values (%s, %s, %s)",
        [day.restaurant, state, "benchmark"],
    )


def order_look(desk: Desk, day: SeededDay) -> None:
    """Keep the worker at it; a look that waits already is not ordered again."""
    path = f"/api/v1/restaurants/{day.restaurant}/days/{DATE}/shadow"
    answer = desk.http.post(path, json={"budgetMs": round(1000 * LOOK_SECONDS)})
    assert answer.status_code == 202, answer.text


def measure(
    desk: Desk, connection: Any, day: SeededDay, guests: tuple[Guest, ...], *, busy: bool
) -> Figures:
    """Let a further party ask like each guest, three times in turn, and look at the day."""
    found = {LOOKED: Asked(), VIEWED: Asked()}
    view = f"/api/v1/restaurants/{day.restaurant}/days/{DATE}"
    for number, guest in enumerate(guests):
        asking = add_guest(connection, day, guest.party, guest.start)
        body = {"bookingId": str(asking.id), "hold": False, "maxMoves": 0, "budgetMs": BUDGET_MS}
        first = number % len(TURNS)
        for turn in (*TURNS[first:], *TURNS[:first]):
            switch(connection, day, turn)
            if busy:
                order_look(desk, day)
            found[LOOKED].ms[turn].append(desk.ask("POST", QUOTE, body)[1])
            found[VIEWED].ms[turn].append(desk.ask("GET", view)[1])
        remove_guest(connection, asking)
    return found


def measured(seed: int, rounds: int, every: int) -> dict[str, Figures]:
    """Measure all of them on one day; a first round does not count."""
    with (
        tempfile.TemporaryDirectory(prefix="maitred-bench-", dir="/tmp") as directory,
        served(Path(directory), seed, 1.0) as (desk, connection, day),
    ):
        guests = day.guests[::every]
        measure(desk, connection, day, guests, busy=False)
        alone = [measure(desk, connection, day, guests, busy=False) for _ in range(rounds)]
        with working(desk, connection, day):
            before = looks(connection)
            busy = measure(desk, connection, day, guests, busy=True)
            made = looks(connection) - before
    print(f"{made} shadow plans while {len(TURNS) * len(guests)} quotes were asked for")
    assert made, "the worker stood still"
    return {ALONE: joined(alone), BUSY: busy}


def joined(rounds: list[Figures]) -> Figures:
    """Return several rounds as one."""
    return {
        name: Asked({turn: [ms for one in rounds for ms in one[name].ms[turn]] for turn in TURNS})
        for name in (LOOKED, VIEWED)
    }


def taken_rows(figures: dict[str, Figures]) -> list[list[str]]:
    """Return how long requests took."""
    return [
        [
            beside,
            name,
            turn,
            str(len(ms)),
            *(f"{quantile(ms, share):.1f}" for share in (0.5, 0.95, 0.99, 1)),
        ]
        for beside, found in figures.items()
        for name, asked in found.items()
        for turn, ms in asked.ms.items()
    ]


def difference_rows(figures: dict[str, Figures]) -> list[list[str]]:
    """Return what the shadow added, and how much two requests that are alike differ."""
    rows = []
    for beside, found in figures.items():
        for name, asked in found.items():
            for turn in (SHADOW, AGAIN):
                differences = asked.differences(turn)
                shown = [f"{quantile(differences, share):+.1f}" for share in (0.5, 0.95)]
                more = quantile(asked.ms[turn], 0.95) - quantile(asked.ms[ON], 0.95)
                target = f"{TARGET_MS}" if turn == SHADOW else "noise"
                rows.append([beside, name, f"{turn} less on", *shown, f"{more:+.1f}", target])
    return rows


def text(chosen: argparse.Namespace, machine: str, figures: dict[str, Figures]) -> str:
    """Return the section."""
    taken = ["beside it", "request", "engine", "requests", "p50 ms", "p95", "p99", "most"]
    heads = ["beside it", "request", "difference", "p50 ms", "p95", "p95 less p95", "target ms"]
    return (
        f"{machine} {command('shadow', chosen)} {label(SIZE)} tables and bookings, load {LOAD:g}, "
        "on embedded PostgreSQL 18 with fsync on; service, database, worker and client share the "
        "machine. A further party asks for each booking, and the day is looked at, with the "
        "engine on, in shadow, and on again, in turn.\n\n"
        f"{markdown_table(taken, taken_rows(figures))}\n\n"
        "The same party's request less the one with the engine on. Two requests with the engine "
        "on differ as well: what is beyond that is the shadow's.\n\n"
        f"{markdown_table(heads, difference_rows(figures))}"
    )


def main() -> None:
    """Measure and write."""
    parser = options(__doc__)
    parser.add_argument("--seed", type=int, default=1, help="of the day")
    parser.add_argument("--rounds", type=int, default=3, help="how often everybody asks")
    parser.add_argument("--every", type=int, default=1, help="only each so many-th guest asks")
    chosen = parser.parse_args()
    machine = circumstances()
    figures = measured(chosen.seed, chosen.rounds, chosen.every)
    write_section(
        "shadow",
        "Requests of a restaurant in shadow",
        text(chosen, machine, figures),
        dry_run=chosen.dry_run,
    )


if __name__ == "__main__":
    main()
