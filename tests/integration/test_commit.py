"""Committing a plan: exactly what was planned, all or nothing, on PostgreSQL 15 and 18."""

import datetime as dt
from uuid import UUID

import pytest

from models.plan import Change
from models.problem import Mode
from persistence.errors import AssignmentRefusedError, DatabaseError
from tests.integration.planning import (
    commit,
    fingerprint,
    plan,
    plan_test_date,
    pool,
    snapshot,
    stored,
)
from tests.integration.postgres_servers import Database, House, at


def test_a_committed_plan_reads_back_exactly(database: Database, house: House) -> None:
    """Tables and windows in the database are the plan's, merges included."""
    for hour, party in ((12, 2), (12, 4), (13, 7), (18, 10), (19, 4), (19, 2)):
        house.booking(dt.time(hour), party_size=party)
    with pool(database) as opened:
        found = snapshot(opened, house.id)
        planned = plan(found)
        assert planned.statistics.seated == 6
        assert commit(opened, found, planned).committed
        again = snapshot(opened, house.id)
    assert {b.id: b.current_tables for b in again.problem.bookings} == {
        s.booking: tuple(sorted(s.tables)) for s in planned.seatings
    }
    assert {b.id: b.window for b in again.problem.bookings} == {
        s.booking: s.window for s in planned.seatings
    }
    merged = next(s for s in planned.seatings if len(s.tables) == 3)
    groups = house.rows(
        "select distinct merge_group_id from booking_table_assignments where booking_id = %s",
        UUID(merged.booking),
    )
    assert len(groups) == 1
    assert groups[0]["merge_group_id"] is not None


def test_planning_the_same_date_twice_changes_nothing(database: Database, house: House) -> None:
    """The second run finds everyone seated: empty lists, not one row different."""
    for hour in (12, 12, 19):
        house.booking(dt.time(hour), party_size=3)
    with pool(database) as opened:
        first = plan_test_date(opened, house.id)
        before = fingerprint(house)
        second = plan_test_date(opened, house.id)
    assert len(first["assigned"]) == 3
    assert (second["assigned"], second["skipped"], second["moved"]) == ([], [], [])
    assert fingerprint(house) == before


def test_a_moved_booking_leaves_nothing_behind(database: Database, house: House) -> None:
    """Traps 2-5 and 7: unassign, merge group, ledger and zone of the old tables are all gone."""
    small = house.booking(dt.time(19), party_size=2)
    house.assign(small, "T1", "T2", key="old", window=(at(19), at(21)))
    large = house.booking(dt.time(19), party_size=12)
    for name in ("T4", "T5"):
        house.hold(name, start=at(18), end=at(23))
    with pool(database) as opened:
        found = snapshot(opened, house.id, Mode.REBUILD)
        planned = plan(found)
        moved = [s for s in planned.seatings if s.change is Change.MOVED]
        assert [s.booking for s in moved] == [str(small)]
        assert commit(opened, found, planned).committed
    assert stored(house)[str(large)] == ["T1", "T2", "T3"]
    assert len(stored(house)[str(small)]) == 1
    count = "select count(*) from allocations where booking_id = %s and resource_type = %s"
    assert house.value(count, small, "merge_group") == 0
    assert house.value(count, small, "table") == 1
    ledger = "select count(*) from booking_assignment_idempotency where booking_id = %s"
    assert house.value(ledger, small) == 1


def test_trap_2_and_3_a_stale_ledger_row_does_not_swallow_the_assignment(
    database: Database, house: House
) -> None:
    """After an unassign by someone else the same tables are written again, whatever the ledger."""
    guest = house.booking(dt.time(19), party_size=4)
    for name in ("T2", "T3", "T4", "T5", "T6", "F1", "B1", "B2"):
        house.rows(
            "update table_inventory set active = false where id = %s returning 1",
            house.tables[name],
        )
    with pool(database) as opened:
        plan_test_date(opened, house.id)
        assert stored(house) == {str(guest): ["T1"]}
        house.unassign(guest)
        answer = plan_test_date(opened, house.id)
    assert [item["bookingId"] for item in answer["assigned"]] == [str(guest)]
    assert stored(house) == {str(guest): ["T1"]}


def test_trap_5_a_booking_remembered_in_another_zone_is_seated(
    database: Database, house: House
) -> None:
    """A zone left over from earlier tables neither limits the plan nor fails the commit."""
    guest = house.booking(dt.time(19), party_size=8)
    house.rows(
        "update bookings set assigned_zone_id = %s where id = %s returning 1",
        house.zones["bar"],
        guest,
    )
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id)
    assert len(answer["assigned"]) == 1
    assert all(name.startswith("T") for name in stored(house)[str(guest)])


def test_trap_8_an_expired_hold_is_swept(database: Database, house: House) -> None:
    """A hold that ran out neither blocks the plan nor survives the commit."""
    guest = house.booking(dt.time(19), party_size=12)
    past = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=5)
    hold = house.hold("T1", "T4", expires_at=at(21), metadata=None)
    house.connection.execute("alter table table_holds drop constraint table_holds_expiry_after_end")
    house.rows("update table_holds set expires_at = %s where id = %s returning 1", past, hold)
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id)
    assert len(answer["assigned"]) == 1, answer
    assert len(stored(house)[str(guest)]) == 3
    assert house.value("select count(*) from table_holds") == 0


def test_trap_16_tables_of_a_cancelled_booking_stay_taken(database: Database, house: House) -> None:
    """Nothing frees the tables of a cancelled booking, so the plan must not count on them."""
    for names in (("T1", "T2", "T3"), ("T4", "T5", "T6")):
        house.assign(house.booking(dt.time(19)), *names, window=(at(19), at(21)))
    house.connection.execute("update bookings set status = 'cancelled'")
    large = house.booking(dt.time(19), party_size=12)
    small = house.booking(dt.time(19), party_size=4)
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id)
    assert [item["bookingId"] for item in answer["assigned"]] == [str(small)]
    assert [item["bookingId"] for item in answer["skipped"]] == [str(large)]


def test_trap_21_tables_are_blocked_for_turn_time_and_buffer(
    database: Database, house: House
) -> None:
    """The window written is policy turn time plus buffer, not the booking's own end."""
    guest = house.booking(dt.time(19), hours=4, party_size=2)
    with pool(database) as opened:
        plan_test_date(opened, house.id)
    row = house.rows(
        "select start_at, end_at from booking_table_assignments where booking_id = %s", guest
    )[0]
    assert (row["start_at"], row["end_at"]) == (at(19), at(20, 5))


def test_trap_22_maintenance_without_a_booking_takes_its_table(
    database: Database, house: House
) -> None:
    """An allocation that belongs to nobody blocks the table all the same."""
    for name in house.tables:
        if name not in ("T1", "T2"):
            house.rows(
                "update table_inventory set active = false where id = %s returning 1",
                house.tables[name],
            )
    house.rows(
        "insert into allocations (restaurant_id, resource_type, resource_id, is_maintenance,"
        " \"window\") values (%s, 'table', %s, true, tstzrange(%s, %s)) returning 1",
        house.id,
        house.tables["T1"],
        at(18),
        at(22),
    )
    first, second = house.booking(dt.time(19)), house.booking(dt.time(19))
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id)
    assert len(answer["assigned"]) == 1
    assert answer["skipped"][0]["reason"].startswith("No suitable tables available")
    assert {first, second} >= {UUID(answer["assigned"][0]["bookingId"])}
    assert list(stored(house).values()) == [["T2"]]


@pytest.mark.parametrize("change", ["edit", "take", "hold", "table"])
def test_what_changed_since_the_snapshot_stops_the_commit(
    database: Database, house: House, change: str
) -> None:
    """An edited booking, a taken table, a new hold, a closed table: conflicted, nothing written."""
    guest, other = house.booking(dt.time(19)), house.booking(dt.time(12))
    with pool(database) as opened:
        found = snapshot(opened, house.id)
        planned = plan(found)
        if change == "edit":
            house.rows("update bookings set party_size = 3 where id = %s returning 1", guest)
        elif change == "take":
            house.assign(other, "T5", window=(at(12), at(14)))
        elif change == "hold":
            house.hold("T6", expires_at=dt.datetime.now(dt.UTC) + dt.timedelta(days=9999))
        else:
            house.rows(
                "update table_inventory set active = false where id = %s returning 1",
                house.tables["B2"],
            )
        before = fingerprint(house)
        outcome = commit(opened, found, planned)
    assert not outcome.committed
    assert outcome.changes
    assert fingerprint(house) == before
    states = [
        row["state"] for row in house.rows("select state from maitred.run_events order by seq")
    ]
    assert states == ["planned", "committing", "conflicted"]


def test_a_refusal_in_the_middle_leaves_nothing_written(database: Database, house: House) -> None:
    """When the last of many assignments is refused, the first ones are rolled back with it."""
    for hour in (12, 13, 14, 18, 19, 20):
        house.booking(dt.time(hour))
    house.insert(
        "restaurant_capacity_rules", restaurant_id=house.id, max_parties=5, max_covers=None
    )
    with pool(database) as opened:
        found = snapshot(opened, house.id)
        planned = plan(found)
        before = fingerprint(house)
        with pytest.raises(DatabaseError) as caught:
            commit(opened, found, planned)
    assert caught.value.code == "CAPACITY_EXCEEDED"
    assert fingerprint(house) == before
    assert house.value("select state from maitred.runs") == "failed"


def test_an_assignment_that_silently_writes_nothing_is_a_failure(
    database: Database, house: House
) -> None:
    """Trap 2 at its root: an empty result of the function is never taken for success."""
    house.booking(dt.time(19))
    house.connection.execute(
        "create or replace function public.assign_tables_atomic_v2(p_booking_id uuid,"
        " p_table_ids uuid[],"
        " p_idempotency_key text default null, p_require_adjacency bool default false,"
        " p_assigned_by uuid default null, p_start_at timestamptz default null,"
        " p_end_at timestamptz default null)"
        " returns table (table_id uuid, start_at timestamptz, end_at timestamptz,"
        " merge_group_id uuid)"
        " language sql as 'select null::uuid, null::timestamptz, null::timestamptz, null::uuid"
        " where false'"
    )
    with pool(database) as opened:
        found = snapshot(opened, house.id)
        planned = plan(found)
        with pytest.raises(AssignmentRefusedError):
            commit(opened, found, planned)
    assert stored(house) == {}
    assert house.value("select state from maitred.runs") == "failed"
