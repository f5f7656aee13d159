"""What the engine's switch costs, and how soon it counts.

    python -m benchmarks.switch --rounds 200

Over the real service on an embedded PostgreSQL with fsync on: how long after a switch was asked for
the next request is answered by it, and what a quote that holds takes with the question and without
it, in turn, in one run.
"""

import argparse
import contextlib
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from benchmarks.report import circumstances, command, markdown_table, options, write_section
from persistence import engine as gate
from persistence import place_hold
from persistence.embedded import EmbeddedPostgres
from persistence.migrate import migrate
from persistence.pool import Connection
from services.quotes import quote as quoting
from tests.integration.postgres_servers import DATE, House
from tests.integration.running_service import Client, running_service


def switch(client: Client, house: UUID, *, killed: bool) -> None:
    """Throw the kill switch, or revive."""
    path = f"/api/v1/restaurants/{house}/engine"
    assert client.http.put(path, json={"killed": killed}).status_code == 200


def ask(client: Client, booking: UUID) -> int:
    """Ask for a quote that holds; return the status."""
    body = {"bookingId": str(booking), "budgetMs": 100, "holdTtlSeconds": 60}
    return client.http.post("/api/staff/auto/quote", json=body).status_code


def effective(client: Client, house: House, booking: UUID, rounds: int) -> list[float]:
    """Return milliseconds from asking for a switch to the first answer that follows it."""
    found = []
    for number in range(rounds):
        killed = number % 2 == 0
        began = time.perf_counter()
        switch(client, house.id, killed=killed)
        while ask(client, booking) != (409 if killed else 200):
            pass
        found.append((time.perf_counter() - began) * 1000)
    return found


@contextlib.contextmanager
def without_question() -> Iterator[None]:
    """Let quotes hold without asking who decides."""

    def permitted(*_: Any) -> None:
        pass

    modules: tuple[Any, ...] = (place_hold, quoting)
    for module in modules:
        module.permit = permitted
    try:
        yield
    finally:
        for module in modules:
            module.permit = gate.permit


def quotes(client: Client, booking: UUID, rounds: int) -> tuple[list[float], list[float]]:
    """Return milliseconds of quotes with the question and without it, in turn."""

    def timed() -> float:
        began = time.perf_counter()
        assert ask(client, booking) == 200
        return (time.perf_counter() - began) * 1000

    asked, unasked = [], []
    for _ in range(rounds):
        asked.append(timed())
        with without_question():
            unasked.append(timed())
    return asked, unasked


def questions(connect: Callable[[], Connection], house: UUID, rounds: int) -> list[float]:
    """Return milliseconds of the question alone, in one transaction."""
    found = []
    with connect() as connection:
        for _ in range(rounds):
            began = time.perf_counter()
            gate.permit(connection, house, DATE, gate.Work.PLAN)
            found.append((time.perf_counter() - began) * 1000)
    return found


def tell(about: str, values: list[float]) -> list[str]:
    """Return a row of the table."""
    high = statistics.quantiles(values, n=20)[-1]
    return [about, f"{statistics.median(values):.2f}", f"{high:.2f}"]


def section(rounds: int) -> str:
    """Measure; return the section of the page."""
    with (
        tempfile.TemporaryDirectory() as directory,
        EmbeddedPostgres(Path(directory, "data")) as postgres,
        psycopg.connect(postgres.dsn, row_factory=dict_row, autocommit=True) as connection,
    ):
        migrate(connection, target="embedded")
        house = House.build(connection)
        booking = house.booking()
        with running_service(postgres.dsn) as client:
            ask(client, booking)
            until = effective(client, house, booking, max(4, rounds // 4))
            switch(client, house.id, killed=False)
            asked, unasked = quotes(client, booking, rounds)

            def connect() -> Connection:
                return psycopg.connect(postgres.dsn, row_factory=dict_row, prepare_threshold=0)

            alone = questions(connect, house.id, rounds)
    ratio = statistics.median(asked) / statistics.median(unasked)
    rows = [
        tell("from asking for a switch to the first answer that follows it", until),
        tell("a quote that holds, with the question who decides", asked),
        tell("the same without it", unasked),
        tell("the question alone", alone),
    ]
    table = markdown_table(["milliseconds", "median", "95 %"], rows)
    return f"{table}\n\nA quote takes **{ratio:.3f}** times as long with the question."


def main() -> None:
    """Measure, and write the section."""
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=200, help="quotes of each kind")
    chosen: argparse.Namespace = parser.parse_args()
    where = circumstances()
    text = f"{where} {command('switch', chosen)}\n\n{section(chosen.rounds)}"
    write_section("switch", "The engine's switch", text, dry_run=chosen.dry_run)


if __name__ == "__main__":
    main()
