"""Two planners of one date at once: one consistent plan in the end, and nobody deadlocks."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from persistence.commit import CommitOutcome
from tests.integration.planning import commit, plan, plan_test_date, pool, snapshot, stored
from tests.integration.postgres_servers import Database, House

ROUNDS = 10


def overlaps(house: House) -> int:
    """Return how many pairs of assignments share a table and a moment."""
    return int(
        house.value(
            "select count(*) from booking_table_assignments a join booking_table_assignments b"
            " on a.table_id = b.table_id and a.id < b.id"
            " and tstzrange(a.start_at, a.end_at) && tstzrange(b.start_at, b.end_at)"
        )
    )


def test_of_two_commits_from_one_snapshot_one_wins(database: Database, house: House) -> None:
    """Both planned the same free tables; the second sees the first and writes nothing."""
    for hour in (12, 13, 19, 19, 20):
        house.booking(dt.time(hour), party_size=4)
    with pool(database) as opened:
        for _ in range(ROUNDS):
            found = snapshot(opened, house.id)
            planned = plan(found)
            gate = threading.Barrier(2)

            def race(found: Any = found, planned: Any = planned, gate: Any = gate) -> CommitOutcome:
                gate.wait()
                return commit(opened, found, planned)

            with ThreadPoolExecutor(2) as threads:
                outcomes = [f.result() for f in [threads.submit(race), threads.submit(race)]]
            assert sorted(outcome.committed for outcome in outcomes) == [False, True]
            assert stored(house) == {
                s.booking: house.names(UUID(t) for t in s.tables) for s in planned.seatings
            }
            assert overlaps(house) == 0
            for row in house.rows("select distinct booking_id from booking_table_assignments"):
                house.unassign(row["booking_id"])


def test_two_requests_for_one_date_end_with_one_plan(database: Database, house: House) -> None:
    """Both requests answer, every booking is seated once, and no table is given twice."""
    for hour in (12, 12, 13, 19, 19, 20):
        house.booking(dt.time(hour), party_size=4)
    with pool(database) as opened, ThreadPoolExecutor(2) as threads:
        answers = [
            future.result()
            for future in [threads.submit(plan_test_date, opened, house.id) for _ in range(2)]
        ]
    assert sorted(len(answer["assigned"]) for answer in answers) == [0, 6]
    assert len(stored(house)) == 6
    assert overlaps(house) == 0


def test_a_legacy_caller_in_between_is_seen(database: Database, house: House) -> None:
    """Someone who calls the functions directly, without our locks, makes us plan again."""
    first = house.booking(dt.time(19), party_size=4)
    second = house.booking(dt.time(19), party_size=4)
    with pool(database) as opened:
        found = snapshot(opened, house.id)
        planned = plan(found)
        taken = next(s for s in planned.seatings if s.booking == str(first)).tables[0]
        (name,) = house.names([UUID(taken)])
        house.assign(second, name)
        assert not commit(opened, found, planned).committed
        answer = plan_test_date(opened, house.id)
    assert [item["bookingId"] for item in answer["assigned"]] == [str(first)]
    assert overlaps(house) == 0
