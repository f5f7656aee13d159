"""Jobs in tests: a house with guests, orders for it, and workers in threads or processes."""

import datetime as dt
import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from models.problem import Mode
from persistence.jobs import Job, Settling, get_job
from persistence.pool import Database as Pool
from services.jobs.orders import order_plan
from services.jobs.worker import JobWorker
from services.planning.request import PlanRequest
from services.scenarios.order import ScenarioOrder, order_scenarios
from settings import load_settings
from tests.cli_runs import COMMAND, ROOT
from tests.integration.postgres_servers import DATE, Database, House

MOST_WAITING = 1000


def guests(house: House, dates: int = 1, parties: tuple[int, ...] = (2, 4, 6, 7)) -> None:
    """Give some dates bookings."""
    for day in range(dates):
        for party in parties:
            house.booking(party_size=party, booking_date=DATE + dt.timedelta(days=day))


def closing(house: House, name: str = "bar closed") -> dict[str, Any]:
    """Return a scenario of a house."""
    return {"name": name, "edits": [{"kind": "close", "zone": str(house.zones["bar"])}]}


def ask_scenarios(pool: Pool, house: House, *scenarios: dict[str, Any], **wanted: Any) -> UUID:
    """Ask for scenarios of the test date; return the job's id."""
    order = ScenarioOrder(
        house.id,
        wanted.pop("dates", (DATE,)),
        scenarios or (closing(house),),
        **{"budget_seconds": 2.0, **wanted},
    )
    return UUID(json.loads(order_scenarios(pool, order, most_waiting=MOST_WAITING).text)["id"])


def ask_plan(pool: Pool, house: House, date: dt.date = DATE, **wanted: Any) -> UUID:
    """Ask for a date to be planned; return the job's id."""
    settling: Settling | None = wanted.pop("settling", None)
    request = PlanRequest(house.id, date, **{"budget_seconds": 2.0, "mode": Mode.FILL, **wanted})
    answer = order_plan(pool, request, most_waiting=MOST_WAITING, settling=settling)
    return UUID(json.loads(answer.text)["id"])


def crowd(house: House, tables: int = 60, bookings: int = 300) -> None:
    """Make the test date one whose plan takes minutes to prove."""
    house.insert("allowed_capacities", restaurant_id=house.id, capacity=2)
    house.insert("allowed_capacities", restaurant_id=house.id, capacity=6)
    house.rows(
        "insert into table_inventory (restaurant_id, zone_id, table_number, capacity, category,"
        " seating_type, mobility)"
        " select %s, %s, 'C' || n, 2 + 2 * (n %% 3), 'dining', 'standard', 'movable'"
        " from generate_series(1, %s) as n returning 1",
        house.id,
        house.zones["main"],
        tables,
    )
    house.rows(
        "insert into table_adjacencies (table_a, table_b)"
        " select a.id, b.id from table_inventory a join table_inventory b"
        " on b.table_number = 'C' || (substr(a.table_number, 2)::int + 1)"
        " where a.restaurant_id = %s and b.restaurant_id = %s and a.table_number ~ '^C'"
        " returning 1",
        house.id,
        house.id,
    )
    guest = house.insert("customers", restaurant_id=house.id)["id"]
    house.rows(
        "insert into bookings (restaurant_id, customer_id, booking_date, start_time, end_time,"
        " party_size, status, booking_type, seating_preference)"
        " select %s, %s, %s, start, start + (90 + 7 * (n %% 5)) * interval '1 minute',"
        " 1 + (n * 7 + n / 5) %% 11, 'pending', 'dinner', 'any'"
        " from generate_series(1, %s) as n,"
        " lateral (select time '17:00' + (n * 13 %% 17) * interval '15 minutes' as start) s"
        " returning 1",
        house.id,
        guest,
        DATE,
        bookings,
    )


def job(pool: Pool, job_id: UUID) -> Job:
    """Return a job as it is."""
    with pool.connection() as connection:
        found = get_job(connection, job_id)
    assert found is not None
    return found


def until(wanted: Callable[[], bool], seconds: float = 60.0, what: str = "it") -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not wanted():
        assert time.monotonic() < end, f"{what} did not happen within {seconds:g} s"
        time.sleep(0.05)


def over(pool: Pool, job_id: UUID, seconds: float = 60.0) -> Job:
    """Wait until a job is over; return it."""
    until(lambda: job(pool, job_id).state.is_final, seconds, f"the end of job {job_id}")
    return job(pool, job_id)


@contextmanager
def working(database: Database, pool: Pool, **settings: Any) -> Iterator[JobWorker]:
    """Do jobs in a thread of the test."""
    chosen = {"scenario_processes": 1, **settings}
    worker = JobWorker(pool, load_settings(database_url=database.dsn, **chosen))
    thread = threading.Thread(target=worker.run, daemon=True)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join(60)
        assert not thread.is_alive()


class WorkerProcess:
    """The real ``maitred worker``, to be killed."""

    def __init__(self, database: Database, *options: str, **settings: object) -> None:
        env = {f"MAITRED_{name.upper()}": str(value) for name, value in settings.items()}
        self.process = subprocess.Popen(
            [str(COMMAND), "worker", *options],
            cwd=ROOT,
            env={**os.environ, **env, "DATABASE_URL": database.dsn},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill(self) -> None:
        """Kill it as the system does."""
        self.process.kill()
        self.process.wait()

    def stop(self, seconds: float = 30.0) -> int:
        """Ask it to stop; return its exit code."""
        self.process.terminate()
        return self.process.wait(seconds)


@contextmanager
def worker_process(
    database: Database, *options: str, **settings: object
) -> Iterator[WorkerProcess]:
    """Run a worker; it is gone when the block ends."""
    worker = WorkerProcess(database, *options, **settings)
    try:
        yield worker
    finally:
        if worker.process.poll() is None:
            worker.kill()
