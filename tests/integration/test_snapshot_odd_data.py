"""Reading a date whose rows are old, edited or half gone: it is tolerated, said, and planned."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest

from models.errors import InvalidInputError
from models.plan import DayPlan
from models.policy import PRODUCT_POLICY
from persistence.commit import CommitRequest, commit_plan
from persistence.errors import DatabaseError
from persistence.runs import create_run
from persistence.snapshot import DaySnapshot, read_day
from services.reading import reading
from tests.integration.planning import (
    AS_OF,
    commit,
    plan,
    plan_test_date,
    pool,
    snapshot,
    stored,
)
from tests.integration.postgres_servers import DATE, Database, House, at

LATER = DATE + dt.timedelta(days=9)


def only(house: House, *names: str) -> None:
    """Take every other table out of service."""
    keep = [house.tables[name] for name in names]
    house.connection.execute(
        "update table_inventory set active = false where id <> all(%s)", [keep]
    )


def read(database: Database, house: House, date: dt.date = DATE) -> DaySnapshot:
    """Read a date as the service does."""
    with pool(database) as opened, reading(opened, house.id) as connection:
        return read_day(connection, house.id, date, as_of=AS_OF)


def without_allocation(house: House, booking: UUID) -> None:
    """Leave only the assignment row of a booking."""
    house.connection.execute("delete from allocations where booking_id = %s", [booking])


@pytest.mark.parametrize("days", [1, 9, -1])
def test_trap_25_tables_kept_for_another_date_are_none_on_this_date(
    database: Database, house: House, days: int
) -> None:
    """A guest who changed the date is planned afresh there; until then the old tables are busy."""
    guest = house.booking(dt.time(19))
    house.assign(guest, "T1", window=(at(19), at(20, 5)))
    there = DATE + dt.timedelta(days=days)
    house.connection.execute("update bookings set booking_date = %s where id = %s", [there, guest])
    assert [item.table for item in read(database, house).problem.occupancy] == [
        str(house.tables["T1"])
    ]
    with pool(database) as opened:
        with reading(opened, house.id) as connection:
            found = read_day(connection, house.id, there, as_of=AS_OF)
        assert any(str(guest) in note and str(DATE) in note for note in found.notes)
        planned = plan(found)
        assert planned.statistics.seated == 1
        with opened.connection() as connection:
            run = create_run(connection, house.id, there, found.problem, planned)
        request = CommitRequest(house.id, run, found.problem, planned)
        assert commit_plan(opened, request).committed
    [row] = house.rows("select start_at from booking_table_assignments")
    assert row["start_at"] == at(19, day=days)
    taken = read(database, house).problem.occupancy
    assert all(item.window.start != at(19) for item in taken)


def test_trap_25_a_later_start_on_the_same_date_keeps_its_tables_and_is_said(
    database: Database, house: House
) -> None:
    """Mode fill leaves the tables as they are, and the notes name the booking."""
    guest = house.booking(dt.time(18))
    house.assign(guest, "T1", window=(at(18), at(19, 5)))
    house.connection.execute(
        "update bookings set start_time = '20:00', end_time = '21:00' where id = %s", [guest]
    )
    found = read(database, house)
    [booking] = found.problem.bookings
    assert (booking.window.start, booking.window.end) == (at(18), at(19, 5))
    assert any(str(guest) in note for note in found.notes)


@pytest.mark.parametrize("tables", [("T1",), ("T1", "T2")])
def test_trap_22_an_assignment_without_a_window_still_takes_its_table(
    database: Database, house: House, tables: tuple[str, ...]
) -> None:
    """Neither the row nor the booking says when: the policy's window for its start counts."""
    only(house, "T1", "T2")
    guest = house.booking(dt.time(19))
    house.assign(guest, *tables, window=(at(19), at(20, 5)))
    without_allocation(house, guest)
    house.connection.execute(
        "update booking_table_assignments set start_at = null, end_at = null where table_id = %s",
        [house.tables["T1"]],
    )
    house.connection.execute("update bookings set start_at = null, end_at = null")
    other = house.booking(dt.time(19, 30))
    with pool(database) as opened:
        plan_test_date(opened, house.id)
    assert stored(house).get(str(other), []) == (["T2"] if tables == ("T1",) else [])


def test_trap_22_a_leftover_without_a_window_takes_its_table(
    database: Database, house: House
) -> None:
    """The assignment of a cancelled booking that says no time never makes its table look free."""
    only(house, "T1")
    gone = house.booking(dt.time(19))
    house.assign(gone, "T1", window=(at(19), at(20, 5)))
    without_allocation(house, gone)
    house.connection.execute("update booking_table_assignments set start_at = null, end_at = null")
    house.connection.execute(
        "update bookings set status = 'cancelled', start_at = null, end_at = null"
    )
    house.booking(dt.time(19))
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id)
    assert answer["assigned"] == []
    assert answer["skipped"][0]["reason"] == "Conflicts with existing bookings on tables T1"


def test_a_window_that_runs_backwards_is_tolerated(database: Database, house: House) -> None:
    """One foreign row never stops the planning of a whole restaurant."""
    guest = house.booking(dt.time(19))
    house.assign(guest, "T1", window=(at(19), at(20, 5)))
    house.connection.execute("update booking_table_assignments set end_at = null")
    house.connection.execute("update bookings set end_at = %s", [at(12)])
    other = house.booking(dt.time(12))
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id)
    assert [item["bookingId"] for item in answer["assigned"]] == [str(other)]


def test_trap_22_a_used_slot_takes_its_table_whatever_the_window(
    database: Database, house: House
) -> None:
    """Old rows hold a (table, slot) pair although their booking starts at another time now."""
    only(house, "T1")
    guest = house.booking(dt.time(18))
    house.assign(guest, "T1", window=(at(18), at(19, 5)))
    house.connection.execute(
        "update bookings set start_time = '21:00', end_time = '22:00' where id = %s", [guest]
    )
    house.connection.execute(
        "update booking_table_assignments set start_at = %s, end_at = %s", [at(21), at(22)]
    )
    house.connection.execute(
        'update allocations set "window" = tstzrange(%s, %s)', [at(21), at(22)]
    )
    house.booking(dt.time(18))
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id)
    assert answer["assigned"] == []
    assert answer["skipped"][0]["reason"] == "Conflicts with existing bookings on tables T1"


def test_trap_6_one_slot_is_one_party_at_a_table(database: Database, house: House) -> None:
    """Windows that do not overlap do not help when both bookings start in the same slot."""
    only(house, "T1")
    guest = house.booking(dt.time(19))
    house.assign(guest, "T1", window=(at(17), at(18)))
    house.booking(dt.time(19))
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id)
    assert (answer["assigned"], len(answer["skipped"])) == ([], 1)


def test_w19_a_stored_end_later_than_the_band_keeps_the_table_busy(
    database: Database, house: House
) -> None:
    """Who is assigned for longer than the policy says is busy for longer."""
    only(house, "T1")
    guest = house.booking(dt.time(18))
    house.assign(guest, "T1", window=(at(18), at(20)))
    early, late = house.booking(dt.time(19, 30)), house.booking(dt.time(20))
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id)
    assert [item["bookingId"] for item in answer["assigned"]] == [str(late)]
    assert [item["bookingId"] for item in answer["skipped"]] == [str(early)]


def test_a_table_without_a_zone_is_not_planned(database: Database, house: House) -> None:
    """The functions refuse it, so the plan does not use it; the others are planned as usual."""
    house.connection.execute("alter table table_inventory alter column zone_id drop not null")
    house.connection.execute("update table_inventory set zone_id = null where table_number = 'T1'")
    found = read(database, house)
    [table] = [table for table in found.problem.venue.tables if table.name == "T1"]
    assert not table.active
    assert any("T1" in note for note in found.notes)


def test_a_status_of_a_newer_product_is_not_planned_and_keeps_its_tables(
    database: Database, house: House
) -> None:
    """A booking in a state that maitred does not know is reported, and its table stays taken."""
    house.connection.execute("alter type booking_status add value 'on_the_way'")
    guest = house.booking(dt.time(19))
    house.assign(guest, "T1", window=(at(19), at(20, 5)))
    house.connection.execute("update bookings set status = 'on_the_way'")
    found = read(database, house)
    assert [item.booking for item in found.unplannable] == [str(guest)]
    assert [item.table for item in found.problem.occupancy] == [str(house.tables["T1"])]


@pytest.mark.parametrize("status", ["cancelled", "confirmed", "expired"])
def test_a_hold_that_is_over_by_its_status_blocks_nothing(
    database: Database, house: House, status: str
) -> None:
    """Only active holds are respected; the rows of the others are out of the way on commit."""
    only(house, "T1")
    hold = house.hold("T1", start=at(17), end=at(23), expires_at=at(23))
    house.connection.execute("update table_holds set status = %s where id = %s", [status, hold])
    house.booking(dt.time(19))
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id)
    assert len(answer["assigned"]) == 1, answer


@pytest.mark.parametrize("until", ["soon", "2030-99-99T99:99:99Z", 7, None, {"a": 1}])
def test_h03_a_deadline_that_cannot_be_read_does_not_stop_the_planning(
    database: Database, house: House, until: Any
) -> None:
    """Then the hold's own expiry counts."""
    only(house, "T1")
    house.hold("T1", start=at(17), end=at(23), expires_at=at(23), metadata={"heldUntil": until})
    house.booking(dt.time(19))
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id)
    assert answer["skipped"][0]["reason"].startswith("Conflicts with existing holds")


def test_trap_18_the_true_deadline_of_a_hold_is_in_its_metadata(
    database: Database, house: House
) -> None:
    """A hold that ran out by its true deadline blocks nothing and is swept."""
    only(house, "T1")
    past = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1)
    house.hold(
        "T1", start=at(17), end=at(23), expires_at=at(23), metadata={"heldUntil": past.isoformat()}
    )
    house.booking(dt.time(19))
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id)
    assert len(answer["assigned"]) == 1
    assert house.value("select count(*) from table_holds") == 0


def test_a_hold_of_the_booking_itself_is_not_in_its_way(database: Database, house: House) -> None:
    """The held table may go to the party it is held for, and to nobody else."""
    only(house, "T1")
    guest, _other = house.booking(dt.time(19)), house.booking(dt.time(19))
    house.hold("T1", booking=guest, start=at(19), end=at(21), expires_at=at(21))
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id)
    assert [item["bookingId"] for item in answer["assigned"]] == [str(guest)]


def test_w17_an_unknown_time_zone_is_named(database: Database, house: House) -> None:
    """It is never replaced by another one, and is no defect."""
    house.connection.execute("update restaurants set timezone = 'Mars/Olympus'")
    with pytest.raises(InvalidInputError, match="Mars/Olympus"):
        read(database, house)


def test_w17_no_time_zone_is_london(database: Database, house: House) -> None:
    """Null is the one case with a default."""
    house.connection.execute("alter table restaurants alter column timezone drop not null")
    house.connection.execute("update restaurants set timezone = null")
    assert read(database, house).restaurant.time_zone == "Europe/London"


def test_stored_settings_that_make_no_sense_are_named(database: Database, house: House) -> None:
    """A restaurant's policy, rules or weights are input too."""
    house.insert("maitred.restaurant_settings", restaurant_id=house.id, policy={"services": []})
    with pytest.raises(InvalidInputError, match="services"):
        read(database, house)


def test_a_policy_of_the_restaurant_counts(database: Database, house: House) -> None:
    """Failing hard, a booking outside every service is reported with the services there are."""
    policy = PRODUCT_POLICY.replace(fail_hard=True).model_dump(mode="json")
    house.insert("maitred.restaurant_settings", restaurant_id=house.id, policy=policy)
    guest = house.booking(dt.time(16))
    [item] = read(database, house).unplannable
    assert (item.booking, item.code) == (str(guest), "SERVICE_NOT_FOUND")


def test_adjacency_across_zones_is_dropped_with_a_note(database: Database, house: House) -> None:
    """Merges never cross zones, whatever old rows say."""
    house.connection.execute("alter table table_adjacencies disable trigger user")
    house.insert("table_adjacencies", table_a=house.tables["T1"], table_b=house.tables["B1"])
    found = read(database, house)
    assert len(found.problem.venue.adjacency) == 4
    assert any("different zones" in note for note in found.notes)


def test_trap_22_taken_windows_of_other_dates_reach_into_this_one(
    database: Database, house: House
) -> None:
    """Last night's party that stays past midnight is busy, and not a booking of this date."""
    night = DATE - dt.timedelta(days=1)
    guest = house.booking(dt.time(22), booking_date=night)
    house.assign(guest, "T1", window=(at(22, day=-1), at(1)))
    found = read(database, house)
    assert found.problem.bookings == ()
    [item] = found.problem.occupancy
    assert (item.window.end, item.source, item.booking) == (at(1), "assignment", str(guest))


def test_d08_guests_data_never_leaves_the_database(database: Database, house: House) -> None:
    """D08: no name, address, number or note of a guest is in what is read, kept or answered."""
    secrets = ("Zaphod", "zaphod@heart.example", "+44 20 7946 0000", "allergic to towels")
    house.booking(
        dt.time(19),
        party_size=40,
        customer_name=secrets[0],
        customer_email=secrets[1],
        customer_phone=secrets[2],
        notes=secrets[3],
        details={"note": secrets[3]},
    )
    house.booking(dt.time(19), customer_name=secrets[0], customer_email=secrets[1])
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id, capture_decisions=True)
        found = snapshot(opened, house.id)
    kept = house.value("select problem::text || plan::text || outcome::text from maitred.runs")
    for secret in secrets:
        assert secret not in f"{answer} {found} {kept}"


def test_trap_14_optional_tables_may_be_missing(database: Database, house: House) -> None:
    """A database without rules, events, outbox and the like is planned all the same."""
    for name in (
        "restaurant_capacity_rules",
        "observability_events",
        "capacity_outbox",
        "demand_profiles",
        "table_scarcity_metrics",
        "strategic_configs",
        "feature_flag_overrides",
        "manual_assignment_sessions",
    ):
        house.connection.execute(f"drop table if exists {name} cascade".encode())
    guest = house.booking(dt.time(19))
    with pool(database) as opened:
        plan_test_date(opened, house.id)
    assert list(stored(house)) == [str(guest)]


def test_trap_14_a_missing_function_is_named_before_anything_is_written(
    database: Database, house: House
) -> None:
    """What maitred cannot do without is named, with the way out."""
    house.booking(dt.time(19))
    house.connection.execute("drop function unassign_tables_atomic(uuid, uuid[])")
    with pool(database) as opened:
        found = snapshot(opened, house.id)
        planned: DayPlan = plan(found)
        with pytest.raises(DatabaseError, match="unassign_tables_atomic") as caught:
            commit(opened, found, planned)
    assert caught.value.code == "SCHEMA_MISMATCH"
    assert stored(house) == {}


def test_a_named_set_of_tables_that_are_gone_is_a_note(database: Database, house: House) -> None:
    """Merge sets outlive the tables they name."""
    house.connection.execute(
        "insert into maitred.merge_sets (restaurant_id, table_ids) values (%s, %s)",
        [house.id, [house.tables["T1"], uuid4()]],
    )
    assert any("merge set" in note for note in read(database, house).notes)
