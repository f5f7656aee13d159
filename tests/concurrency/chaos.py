"""Clients that plan dates and repeat their requests while something is killed under them."""

import datetime as dt
import math
import os
import sys
import threading
import time
from collections.abc import Iterator
from typing import Self
from uuid import UUID

import httpx2
import psycopg
from psycopg.rows import DictRow

from persistence.idempotency import DEAD_SECONDS, LEASE_SECONDS
from services.sweeper import sweep
from tests.concurrency.history import (
    History,
    Kind,
    Op,
    Taken,
    changed_replays,
    double_bookings,
    half_written,
    lost_acknowledgements,
)
from tests.integration.planning import pool
from tests.integration.postgres_servers import DATE, Database, House
from tests.integration.running_service import ASSIGN

SECONDS = float(os.environ.get("MAITRED_SOAK_SECONDS", "8"))
"""How long things are killed; ``make soak`` makes it longer."""

SOAKING = "MAITRED_SOAK_SECONDS" in os.environ

CLIENTS = 6
DATES_PER_SECOND = 40
"""More than are ever planned."""

LEAST = (SECONDS / 6, SECONDS)
"""So many kills and acknowledged plans make a test."""

PLANS_A_KILL = LEAST[1] / LEAST[0]

SLOW_SHARE = 10
"""So many times longer it may go on until there are that many, on a machine with other things to
do; nothing is tested less for it."""

PARTIES = (2, 4, 4, 7)
NEVER_SECONDS = 90.0
"""Who has no answer so long after the last kill never gets one. A killed service takes half a
minute to be back on a machine with much else to do."""


def on(name: str) -> list[str]:
    """Return the servers that a fault is tried on: both when soaking, else the named one.

    What differs between them is how they fail, not what the service does then, and starting
    services is what the short form's time goes into.
    """
    return ["pg18", "pg15"] if SOAKING else [name]


def seed_dates(house: House) -> int:
    """Give enough dates their bookings; return how many dates."""
    dates = round(SECONDS * DATES_PER_SECOND)
    guest = house.insert("customers", restaurant_id=house.id)["id"]
    # In one statement: thousands of them took longer than what is then tested.
    house.connection.execute(
        "insert into bookings (restaurant_id, customer_id, booking_date, start_time, end_time,"
        " party_size, status, booking_type, seating_preference)"
        " select %s, %s, %s + number, '19:00', '21:00', party, 'pending', 'dinner', 'any'"
        " from generate_series(0, %s) as number, unnest(%s::int[]) as party",
        [house.id, guest, DATE, dates - 1, list(PARTIES)],
    )
    return dates


class Clients:
    """Each plans one date after the other, repeating a request until it is acknowledged, and then
    once more."""

    def __init__(self, url: str, restaurant: UUID, dates: int) -> None:
        self._url, self._restaurant = url, restaurant
        self._numbers = iter(range(dates))
        self._over = threading.Event()
        self._until = math.inf
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(CLIENTS)]
        self._asked: dict[str, float] = {}
        self.history = History()
        self.stuck: list[str] = []
        self.slowest = 0.0
        """Seconds of the longest request."""

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Nobody begins another date; what was begun is brought to its end."""
        self._until = time.monotonic() + NEVER_SECONDS
        self._over.set()
        for thread in self._threads:
            thread.join(120)
            assert not thread.is_alive()

    def seconds_to_answer_everything(self) -> float:
        """Wait until every request that is under way now has ended; return how long that took."""
        began = time.monotonic()
        while any(asked < began for asked in [*self._asked.values()]):
            assert time.monotonic() - began < 60, "requests are stuck"
            time.sleep(0.02)
        return time.monotonic() - began

    def _work(self) -> None:
        with httpx2.Client(base_url=self._url, trust_env=False, timeout=30) as http:
            while not self._over.is_set():
                number = next(self._numbers)
                date = DATE + dt.timedelta(days=number)
                if not all(self._acknowledged(http, f"k{number}", date) for _ in range(2)):
                    self.stuck.append(f"k{number} never got an answer")

    def _acknowledged(self, http: httpx2.Client, key: str, date: dt.date) -> bool:
        body = {"restaurantId": str(self._restaurant), "date": date.isoformat(), "budgetMs": 3000}
        # While the service is killed again and again one of several clients may always be too late.
        while time.monotonic() < self._until:
            self._asked[key] = time.monotonic()
            try:
                answer = http.post(ASSIGN, json=body, headers={"Idempotency-Key": key})
            except httpx2.TransportError:
                self.history.add(Op(key, Kind.UNKNOWN))
                time.sleep(0.1)
                continue
            finally:
                self.slowest = max(self.slowest, time.monotonic() - self._asked.pop(key))
            done = answer.status_code == 200
            self.history.add(Op(key, Kind.OK if done else Kind.REFUSED, answer.content))
            if done:
                return True
            if answer.status_code not in (409, 503):
                self.stuck.append(f"{key} got {answer.status_code}: {answer.text}")
                return False
            time.sleep(0.2)
        return False


def goes_on(
    began: float,
    kills: int,
    clients: Clients,
    *,
    seconds: float = SECONDS,
    least: tuple[float, float] = LEAST,
) -> bool:
    """Tell whether there is time left, or, on a slow machine, not enough has happened yet."""
    passed = time.monotonic() - began
    enough = kills >= least[0] and clients.history.count(Kind.OK) >= least[1]
    return passed < seconds or (not enough and passed < SLOW_SHARE * seconds)


def assert_nothing_is_wrong(
    what: str,
    seed: int,
    database: Database,
    clients: Clients,
    kills: int,
    *,
    least: tuple[float, float] = LEAST,
    ridden_out: bool = False,
) -> None:
    """Ask the database after the last recovery; print one line; fail if too little was tested.

    ``least`` says how many kills and acknowledgements that is; with ``ridden_out`` the service may
    have tried everything again without any client noticing.
    """
    history = clients.history
    with database.connect() as connection:
        rows = taken(connection)
        violations = [
            *changed_replays(history.ops),
            *lost_acknowledgements(history.ops, rows),
            *double_bookings(rows),
            *half_written(_planned(connection), rows),
            *_planned_twice(connection),
            *clients.stuck,
        ]
    acknowledged, interrupted = history.count(Kind.OK), history.count(Kind.UNKNOWN)
    refused = history.count(Kind.REFUSED)
    line = (
        f"{what} killed: seed {seed}, {len(history.ops)} operations, {acknowledged} acknowledged, "
        f"{refused} refused, {interrupted} unknown, {kills} kills, {len(violations)} violations"
    )
    say(line)
    assert violations == [], f"{line}: {violations[:5]}"
    assert kills >= least[0], f"did not test, too few kills: {line}"
    assert acknowledged >= least[1], f"did not test, too few acknowledgements: {line}"
    assert ridden_out or interrupted + refused > 0, (
        f"did not test, no request was disturbed: {line}"
    )
    assert_tidy(database)


def say(line: str) -> None:
    """Print a test's closing line, past pytest's capturing."""
    if sys.__stdout__ is not None:
        sys.__stdout__.write(f"\n{line}\n")


def assert_tidy(database: Database) -> None:
    """A while later no claim is left, and no run that seems to be committing."""
    later = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=LEASE_SECONDS + DEAD_SECONDS + 120)
    with pool(database) as opened:
        sweep(opened, later)
        with opened.connection() as connection:
            row = connection.execute(
                "select (select count(*) from maitred.idempotency_keys where response is null)"
                " + (select count(*) from maitred.runs where state = 'committing') as n"
            ).fetchone()
    assert row == {"n": 0}


def taken(connection: psycopg.Connection[DictRow]) -> list[Taken]:
    """Return every table that a booking has."""
    rows = connection.execute(
        "select booking_id, table_id, start_at, end_at from booking_table_assignments"
    )
    return [
        Taken(str(row["booking_id"]), str(row["table_id"]), row["start_at"], row["end_at"])
        for row in rows
    ]


def _planned(connection: psycopg.Connection[DictRow]) -> Iterator[dict[str, frozenset[str]]]:
    """Yield every plan that any run ever held, as ``{booking: tables}``."""
    for row in connection.execute("select plan -> 'seatings' as seatings from maitred.runs"):
        yield {item["booking"]: frozenset(item["tables"]) for item in row["seatings"]}


def _planned_twice(connection: psycopg.Connection[DictRow]) -> list[str]:
    """Name the dates that more than one run was committed for: each had one key."""
    rows = connection.execute(
        "select service_date from maitred.runs where state = 'committed'"
        " group by service_date having count(*) > 1"
    )
    return [f"{row['service_date']} was planned twice" for row in rows]
