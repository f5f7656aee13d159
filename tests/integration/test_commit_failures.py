"""Committing while wires break, servers restart and others write without any of our locks."""

import datetime as dt
import os
import signal
import threading
import time
from contextlib import suppress
from typing import Any

import psycopg
import pytest

from models.plan import DayPlan
from persistence.errors import DatabaseError
from persistence.pool import Database as Pool
from persistence.runs import mark
from persistence.snapshot import DaySnapshot
from tests.integration.cut_wire import cut_wire
from tests.integration.planning import commit, plan, plan_test_date, pool, snapshot, stored
from tests.integration.postgres_servers import Database, House, at


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
            mark(connection, run, "failed", {"code": "LATE"})
    assert house.value("select state from maitred.runs") == "committed"
    assert states(house) == ["planned", "committing", "committed"]


def test_traps_10_and_15_legacy_callers_without_our_locks_do_not_stop_a_commit(
    database: Database, house: House
) -> None:
    """They assign and unassign all the while, deadlocks included; every commit gets through."""
    guests = [house.booking(dt.time(12), party_size=2) for _ in range(4)]
    names = ("T1", "T2", "T3", "F1")
    stop = threading.Event()
    calls = [0]

    def legacy(number: int) -> None:
        with psycopg.connect(database.dsn, autocommit=True) as connection:
            while not stop.is_set():
                with suppress(psycopg.Error):
                    connection.execute(
                        "select * from assign_tables_atomic_v2(%s, %s::uuid[], null, false,"
                        " null::uuid, %s::timestamptz, %s::timestamptz)",
                        [guests[number], [house.tables[names[number]]], at(12), at(13, 5)],
                    )
                    connection.execute(
                        "select * from unassign_tables_atomic(%s, null)", [guests[number]]
                    )
                    connection.execute(
                        "delete from booking_assignment_idempotency where booking_id = %s",
                        [guests[number]],
                    )
                    calls[0] += 1

    house.insert("restaurant_capacity_rules", restaurant_id=house.id, max_parties=500)
    threads = [threading.Thread(target=legacy, args=(n,), daemon=True) for n in range(len(guests))]
    dinners = [house.booking(dt.time(19), party_size=4) for _ in range(6)]
    with pool(database) as opened:
        found = snapshot(opened, house.id)
        for thread in threads:
            thread.start()
        settled = 0
        deadline = time.monotonic() + 30
        while settled < 5 and time.monotonic() < deadline:
            found = snapshot(opened, house.id)
            settled += commit(opened, found, plan(found)).committed
        stop.set()
        for thread in threads:
            thread.join(20)
        plan_test_date(opened, house.id)
    assert calls[0] > 0
    assert settled == 5
    assert {str(guest) for guest in dinners} <= stored(house).keys()
    assert house.value(
        "select count(*) from booking_table_assignments a join booking_table_assignments b"
        " on a.table_id = b.table_id and a.id < b.id and tstzrange(a.start_at, a.end_at)"
        " && tstzrange(b.start_at, b.end_at)"
    ) == 0


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
    house.hold("T2", start=at(17), end=at(23), expires_at=at(23))
    house.hold("T5", start=at(17), end=at(23), expires_at=at(23))
    house.booking(dt.time(19), party_size=4)
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id, mode=__import__("models.problem").problem.Mode.REBUILD)
    assert len(answer["moved"]) == 1
    assert len(stored(house)[str(guest)]) == 1


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
    with pool(database) as opened:
        plan_test_date(opened, house.id)
    assert house.value("select status from bookings where id = %s", guest) == "pending"
    assert list(stored(house)) == [str(guest)]


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
    database: Database, house: House
) -> None:
    """A server that neither answers nor fails is not ready, and is told so within seconds."""
    with pool(database) as opened:
        assert opened.ready()
        frozen: list[Any] = [
            row["pid"]
            for row in house.rows(
                "select pid from pg_stat_activity"
                " where application_name = 'maitred' and datname = current_database()"
            )
        ]
        for pid in frozen:
            os.kill(pid, signal.SIGSTOP)
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
