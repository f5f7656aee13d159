"""Committing while wires break, servers restart and others write without any of our locks."""

import datetime as dt
import os
import signal
import threading
import time
from contextlib import suppress
from typing import Any, Self
from uuid import UUID

import psycopg
import pytest

from models.plan import DayPlan
from models.problem import Mode
from models.run import RunState
from persistence.commit import CommitRequest, commit_plan
from persistence.errors import DatabaseError
from persistence.pool import Database as Pool
from persistence.pool import Limits
from persistence.runs import RunMismatchError, create_run, mark
from persistence.snapshot import DaySnapshot
from tests.integration.cut_wire import cut_wire
from tests.integration.planning import commit, plan, plan_test_date, pool, snapshot, stored
from tests.integration.postgres_servers import DATE, Database, House, Server, at

COMMITS = 8


def prepared(opened: Pool, house: House, *hours: int) -> tuple[DaySnapshot, DayPlan]:
    """Return a date with a booking for four at each hour, and its plan."""
    for hour in hours:
        house.booking(dt.time(hour), party_size=4)
    found = snapshot(opened, house.id)
    return found, plan(found)


def states(house: House) -> list[str]:
    """Return the states that runs went through, in order."""
    query = "select state from maitred.run_events order by run_id, seq"
    return [row["state"] for row in house.rows(query)]


def slow_commits(house: House, seconds: float) -> None:
    """Make the server take its time between COMMIT and being done."""
    house.connection.execute(
        f"create function dawdle() returns trigger language plpgsql as $$ begin"
        f" perform pg_sleep({seconds}); return null; end $$".encode()
    )
    house.connection.execute(
        "create constraint trigger slow after insert on booking_table_assignments"
        " deferrable initially deferred for each row execute function dawdle()"
    )


@pytest.mark.parametrize("seconds", [0.0, 0.8])
def test_a_commit_whose_answer_is_lost_is_found_committed(
    database: Database, house: House, seconds: float
) -> None:
    """The run's own row tells, also when the server finishes only after the wire broke."""
    if seconds:
        slow_commits(house, seconds)
    with cut_wire(database.dsn) as (dsn, wire), pool(Database("cut", dsn)) as opened:
        found, planned = prepared(opened, house, 19)
        outcome = commit(opened, found, planned)
    assert wire.cut == 1
    assert outcome.committed
    assert len(stored(house)) == 1
    assert states(house) == ["planned", "committing", "committed"]


def test_the_answer_of_a_cut_commit_is_the_whole_answer(database: Database, house: House) -> None:
    """The client is told what was assigned, although the database's own answer never came."""
    slow_commits(house, 0.8)
    house.booking(dt.time(19))
    with cut_wire(database.dsn) as (dsn, wire), pool(Database("cut", dsn)) as opened:
        answer = plan_test_date(opened, house.id, idempotency_key="once")
        assert wire.cut == 1
        assert len(answer["assigned"]) == 1
        assert plan_test_date(opened, house.id, idempotency_key="once") == answer
    assert house.value("select count(*) from maitred.runs") == 1


def test_a_commit_that_was_lost_before_the_end_is_done_again(
    database: Database, house: House
) -> None:
    """A backend that dies inside the transaction leaves nothing; the next try writes it once."""
    house.connection.execute("create sequence deaths")
    house.connection.execute(
        "create function die_once() returns trigger language plpgsql as $$ begin"
        " if nextval('deaths') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;"
        " return null; end $$"
    )
    house.connection.execute(
        "create constraint trigger dying after insert on booking_table_assignments"
        " deferrable initially deferred for each row execute function die_once()"
    )
    with pool(database) as opened:
        found, planned = prepared(opened, house, 19)
        assert commit(opened, found, planned).committed
    assert len(stored(house)) == 1
    assert states(house) == ["planned", "committing", "committed"]


def test_a_run_that_is_over_stays_as_it_is(database: Database, house: House) -> None:
    """Committed, conflicted and failed are final, whoever says what later."""
    with pool(database) as opened:
        found, planned = prepared(opened, house, 19)
        assert commit(opened, found, planned).committed
        run = house.value("select id from maitred.runs")
        with opened.connection() as connection:
            mark(connection, run, RunState.FAILED, {"code": "LATE"})
    assert house.value("select state from maitred.runs") == "committed"
    assert states(house) == ["planned", "committing", "committed"]


@pytest.mark.parametrize("column", ["plan_hash", "problem_hash"])
def test_a_run_that_holds_another_plan_is_not_committed(
    database: Database, house: House, column: str
) -> None:
    """Whoever mixes them up, or changed the row: nothing is written."""
    with pool(database) as opened:
        found, planned = prepared(opened, house, 19)
        with opened.connection() as connection:
            run = create_run(connection, house.id, DATE, found.problem, planned)
        house.connection.execute(f"update maitred.runs set {column} = 'x'".encode())
        with pytest.raises(RunMismatchError):
            commit_plan(opened, CommitRequest(house.id, run, found.problem, planned))
    assert stored(house) == {}
    assert states(house)[-1] == "failed"


class Legacy:
    """Callers that assign and unassign on another date all the while, and take no lock of ours."""

    def __init__(self, database: Database, house: House, number: int) -> None:
        self._database, self._house = database, house
        self._stop = threading.Event()
        self.calls = self.deadlocks = 0
        tables = ("T1", "T2", "T3", "F1")[:number]
        there = DATE + dt.timedelta(days=7)
        guests = [
            (house.booking(dt.time(12), booking_date=there), house.tables[name]) for name in tables
        ]
        self._threads = [threading.Thread(target=self._work, args=pair) for pair in guests]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(20)

    def _work(self, guest: UUID, table: UUID) -> None:
        calls = (
            (
                "select from assign_tables_atomic_v2(%s, %s::uuid[], null, false, null::uuid,"
                " %s::timestamptz, %s::timestamptz)",
                [guest, [table], at(12, day=7), at(13, 5, day=7)],
            ),
            ("select from unassign_tables_atomic(%s, null)", [guest]),
            ("delete from booking_assignment_idempotency where booking_id = %s", [guest]),
        )
        with psycopg.connect(self._database.dsn, autocommit=True) as connection:
            while not self._stop.is_set():
                for call, values in calls:
                    try:
                        connection.execute(call, values)
                        self.calls += 1
                    except psycopg.errors.DeadlockDetected:
                        self.deadlocks += 1
                    except psycopg.Error:
                        pass  # our plan has the table


def test_traps_10_and_15_commits_and_legacy_callers_do_not_deadlock(
    database: Database, house: House
) -> None:
    """Commits lock in the order of the functions: callers without our locks only wait."""
    dinners = [house.booking(dt.time(19), party_size=4) for _ in house.tables]
    with pool(database) as opened, Legacy(database, house, 4) as legacy:
        for _ in range(COMMITS):
            found = snapshot(opened, house.id)
            assert commit(opened, found, plan(found)).committed
            assert len(stored_dinners(house)) == len(dinners)
            for dinner in dinners:
                house.unassign(dinner)
    assert legacy.calls > 0
    query = "select deadlocks from pg_stat_database where datname = current_database()"
    assert (legacy.deadlocks, house.value(query)) == (0, 0)


def stored_dinners(house: House) -> list[Any]:
    """Return the bookings of the test date that have tables."""
    return house.rows(
        "select distinct b.id from bookings b join booking_table_assignments a"
        " on a.booking_id = b.id where b.booking_date = %s",
        DATE,
    )


def test_trap_10_a_deadlock_is_tried_again(database: Database, house: House) -> None:
    """Somebody locks the restaurant and then a booking, against every order there is."""
    with pool(database) as opened, database.connect() as rude:
        found, planned = prepared(opened, house, 12, 19)
        rude.execute("select from restaurants where id = %s for update", [house.id])
        outcomes: list[Any] = []
        ours = threading.Thread(target=lambda: outcomes.append(commit(opened, found, planned)))
        ours.start()
        while not house.value("select count(*) from pg_locks where not granted"):
            time.sleep(0.01)
        with suppress(psycopg.errors.DeadlockDetected):
            rude.execute("select from bookings where restaurant_id = %s for update", [house.id])
        rude.rollback()
        ours.join(20)
    assert [outcome.committed for outcome in outcomes] == [True]
    assert len(stored(house)) == 2


@pytest.mark.parametrize("patient", [True, False])
def test_a_lock_held_by_somebody_else_is_waited_for_within_bounds(
    database: Database, house: House, patient: bool
) -> None:
    """Released in time the plan is committed; held on, it is a typed refusal and no row changes."""
    opened = Pool(database.dsn, Limits(lock_timeout_seconds=0.1))
    opened.open()
    try:
        found, planned = prepared(opened, house, 12, 19)
        with database.connect() as slow:
            slow.execute("select from bookings where restaurant_id = %s for update", [house.id])
            if patient:
                release = threading.Timer(0.4, slow.rollback)
                release.start()
                assert commit(opened, found, planned).committed
                release.join()
            else:
                with pytest.raises(DatabaseError) as caught:
                    commit(opened, found, planned)
                assert (caught.value.code, caught.value.status) == ("LOCK_TIMEOUT", 503)
    finally:
        opened.close()
    assert len(stored(house)) == (2 if patient else 0)
    assert states(house)[-1] == ("committed" if patient else "failed")


def test_a_refusal_names_its_booking(database: Database, house: House) -> None:
    """Of many assignments in one statement, the one that was refused is told."""
    with pool(database) as opened:
        found, planned = prepared(opened, house, 12, 13, 18, 19)
        victim = planned.seatings[2].booking
        house.connection.execute(
            "create function refuse() returns trigger language plpgsql as $$ begin"
            " raise exception 'Hold conflict prevents assignment'; end $$"
        )
        house.connection.execute(
            "create trigger refusing before insert on booking_table_assignments for each row"
            f" when (new.booking_id = '{victim}') execute function refuse()".encode()
        )
        with pytest.raises(DatabaseError) as caught:
            commit(opened, found, planned)
    assert (caught.value.code, caught.value.details["booking"]) == ("HOLD_CONFLICT", victim)
    assert stored(house) == {}


def test_trap_1_and_4_the_result_is_the_set_and_no_more(database: Database, house: House) -> None:
    """A table that somebody else added to the booking is taken off when the booking moves."""
    guest = house.booking(dt.time(19), party_size=2)
    house.assign(guest, "T1", key="a", window=(at(19), at(20, 5)))
    house.assign(guest, "T4", key="b", window=(at(19), at(20, 5)))
    large = house.booking(dt.time(19), party_size=12)
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id, mode=Mode.REBUILD)
    assert [item["bookingId"] for item in answer["moved"]] == [str(guest)]
    assert (len(stored(house)[str(guest)]), len(stored(house)[str(large)])) == (1, 3)


def test_trap_12_and_13_statuses_and_the_broken_functions_are_left_alone(
    database: Database, house: House
) -> None:
    """Planning confirms nobody and calls none of the functions that fail in some databases."""
    house.connection.execute(
        "do $$ declare f regprocedure; begin for f in select oid::regprocedure from pg_proc"
        " where proname in ('confirm_hold_assignment_tx', 'release_hold_and_emit',"
        " 'record_observability_event') loop execute 'drop function ' || f || ' cascade';"
        " end loop; end $$"
    )
    guest = house.booking(dt.time(19))
    house.hold("T1", metadata={"heldUntil": "2020-01-01T00:00:00Z"})
    with pool(database) as opened:
        plan_test_date(opened, house.id)
    assert house.value("select status from bookings where id = %s", guest) == "pending"
    assert list(stored(house)) == [str(guest)]
    assert house.value("select count(*) from table_holds") == 0


def test_connections_that_died_in_the_pool_are_not_lent(database: Database, house: House) -> None:
    """After a restart of the database the first request already succeeds."""
    house.booking(dt.time(19))
    with pool(database) as opened:
        snapshot(opened, house.id)
        house.rows(
            "select pg_terminate_backend(pid, 2000) from pg_stat_activity"
            " where application_name = 'maitred' and datname = current_database()"
        )
        assert len(snapshot(opened, house.id).problem.bookings) == 1


def test_readiness_is_told_in_time_when_the_database_hangs(
    server: Server, database: Database, house: House
) -> None:
    """A server that neither answers nor fails is not ready, and is told so within seconds."""
    with pool(database) as opened:
        assert opened.ready()
        # The postmaster first: from here on there is no new connection, and none would answer.
        frozen: list[Any] = [server.postgres.pid]
        os.kill(server.postgres.pid, signal.SIGSTOP)
        time.sleep(0.3)  # a connection that was being made is made
        for row in house.rows(
            "select pid from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        ):
            os.kill(row["pid"], signal.SIGSTOP)
            frozen.append(row["pid"])
        try:
            for _ in range(2):
                began = time.monotonic()
                assert not opened.ready()
                assert time.monotonic() - began < 3
        finally:
            for pid in frozen:
                os.kill(pid, signal.SIGCONT)
        deadline = time.monotonic() + 10
        while not opened.ready():
            assert time.monotonic() < deadline
