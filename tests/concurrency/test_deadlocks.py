"""Eight sessions that move bookings between the same tables: nobody ever hears of a deadlock."""

import datetime as dt
import random
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest

from models.plan import Change
from models.problem import Mode
from persistence.commit import CommitRequest, commit_plan
from persistence.pool import Database as Pool
from persistence.pool import Limits
from persistence.runs import create_run
from persistence.snapshot import read_day
from solver.day import plan_day
from tests.budgets import DEADLOCK_COMMITS, DEADLOCK_SESSIONS
from tests.concurrency.chaos import on
from tests.integration.planning import AS_OF
from tests.integration.postgres_servers import DATE, Database, House

APART = dt.timedelta(days=4)
"""What happens on the following date is part of a date's problem: these do not see each other."""

NAMES = ("T1", "T2", "T3", "T4", "T5", "T6")


def move_about(opened: Pool, house: House, number: int, times: int) -> int:
    """Give the booking of one date other tables again and again; return how often it was done."""
    date, whims, done = DATE + number * APART, random.Random(number), 0
    for _ in range(times):
        with opened.connection() as connection:
            problem = read_day(connection, house.id, date, mode=Mode.REBUILD, as_of=AS_OF).problem
        planned = plan_day(problem, budget_seconds=0)  # the floor: the tables are drawn below
        names = whims.sample(NAMES, whims.randint(1, 4))
        tables = tuple(str(house.tables[name]) for name in names)
        had = problem.bookings[0].current_tables
        change = Change.MOVED if had else Change.NEW
        seating = planned.seatings[0].replace(tables=tables, change=change)
        planned = planned.replace(seatings=(seating,))
        with opened.connection() as connection:
            run = create_run(connection, house.id, date, problem, planned)
        done += commit_plan(opened, CommitRequest(house.id, run, problem, planned)).committed
    return done


@pytest.mark.parametrize("server", on("pg18"), indirect=True)
def test_a6_commits_of_many_sessions_never_deadlock(database: Database, house: House) -> None:
    """Tables come in random order; the locks do not. Each session has a date of its own."""
    for number in range(DEADLOCK_SESSIONS):
        house.booking(dt.time(19), booking_date=DATE + number * APART)
    each = DEADLOCK_COMMITS // DEADLOCK_SESSIONS
    opened = Pool(database.dsn, Limits(pool_size=DEADLOCK_SESSIONS * 2, pool_wait_seconds=30))
    opened.open()
    try:
        with ThreadPoolExecutor(DEADLOCK_SESSIONS) as threads:
            futures = [
                threads.submit(move_about, opened, house, number, each)
                for number in range(DEADLOCK_SESSIONS)
            ]
            done = [future.result() for future in futures]
    finally:
        opened.close()
    assert done == [each] * DEADLOCK_SESSIONS
    query = "select deadlocks from pg_stat_database where datname = current_database()"
    assert house.value(query) == 0
    rows = house.rows("select booking_id, count(*) as n from booking_table_assignments group by 1")
    assert {UUID(str(row["booking_id"])) for row in rows} == {
        row["id"] for row in house.rows("select id from bookings")
    }
