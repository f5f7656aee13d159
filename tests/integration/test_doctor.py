"""``doctor`` finds what years of other callers leave behind, and mends what loses nothing."""

import datetime as dt
from uuid import UUID

import psycopg
import pytest
from psycopg.rows import DictRow

from persistence.doctor.finding import Finding, Severity
from persistence.doctor.holds import SWEPT
from persistence.doctor.mending import Outcome, mend
from persistence.doctor.registry import CHECKS
from persistence.history import read_history
from services.demo import seed_demo
from services.doctor import Report, report
from tests.integration.doctor_faults import (
    FOR_PEOPLE,
    MENDABLE,
    Fault,
    assignment_deleted,
    cancelled,
    guest,
    merge_unassigned,
    out_for_repair,
    ran_out,
    run,
    shorter_assignment,
    stuck_run,
)
from tests.integration.planning import AS_OF, fingerprint, plan_test_date, pool, stored
from tests.integration.postgres_servers import DATE, Database, House, at

INFO = Severity.INFO
OF_NO_DATE = {"one_way_adjacency", "stuck_run", "dead_claim"}
"""Fixes of the room and of maitred's own rows."""


def examine(house: House, *, fix: bool = False, restaurant: UUID | None = None) -> Report:
    """See the doctor on the morning of the test date."""
    return report(house.connection, AS_OF, restaurant, fix=fix)


def of_kind(found: Report, kind: str) -> list[Finding]:
    """Return the findings of a kind."""
    return [finding for finding in found.findings if finding.kind == kind]


def events(house: House) -> list[DictRow]:
    """Return the fixes in the history."""
    return house.rows("select * from maitred.events where kind = 'doctor.fixed' order by id")


def trouble(found: Report) -> list[Finding]:
    """Return what counts."""
    return [finding for finding in found.findings if finding.severity is not INFO]


def rows_of(house: House, booking: object) -> list[DictRow]:
    """Return everything that is stored of one booking's seating."""
    return [
        row
        for table, column in (
            ("bookings", "id"),
            ("booking_table_assignments", "booking_id"),
            ("allocations", "booking_id"),
            ("booking_assignment_idempotency", "booking_id"),
        )
        for row in house.rows(f"select * from {table} where {column} = %s order by 1", booking)
    ]


@pytest.mark.parametrize("fault", MENDABLE, ids=str)
def test_found_mended_logged_and_planned(database: Database, house: House, fault: Fault) -> None:
    """Found as what it is; the fix leaves a healthy neighbour alone and a date that plans."""
    fault.build(house)
    neighbour = guest(house, "T1", "T2")
    before = rows_of(house, neighbour)
    (found, *_) = of_kind(examine(house), fault.kind)
    assert (found.severity, found.mendable) == (fault.severity, True)

    after = examine(house, fix=True)
    assert fault.kind in {finding.kind for finding in after.mended}
    assert of_kind(after, fault.kind) == []
    assert not [finding for finding in after.findings if finding.mendable]
    assert sorted(finding.kind for finding in after.mended) == sorted(
        row["reason"] for row in events(house)
    )
    assert {row["restaurant_id"] for row in events(house)} == {house.id}
    for row in events(house):
        assert row["service_date"] == (None if row["reason"] in OF_NO_DATE else DATE)
    assert rows_of(house, neighbour) == before

    # What vanished meanwhile is left alone: the fix looks again under its locks.
    written, logged = fingerprint(house), events(house)
    check = next(check for check in CHECKS if check.kind == fault.kind)
    assert mend(house.connection, check, found, AS_OF) == (Outcome.GONE, "")
    assert examine(house, fix=True).mended == ()
    assert (fingerprint(house), events(house)) == (written, logged)
    wanting = house.booking(dt.time(19), party_size=3)
    with pool(database) as opened:
        plan_test_date(opened, house.id)
    assert {str(neighbour), str(wanting)} <= set(stored(house))
    assert trouble(examine(house)) == []


@pytest.mark.parametrize("fault", FOR_PEOPLE, ids=str)
def test_what_a_person_has_to_decide_is_left(house: House, fault: Fault) -> None:
    """Found, and neither mended nor made worse by ``--fix``."""
    fault.build(house)
    (found, *_) = of_kind(examine(house), fault.kind)
    assert (found.severity, found.mendable) == (fault.severity, False)
    seats = "select booking_id, table_id, start_at, end_at from booking_table_assignments"
    before = house.rows(seats)
    after = examine(house, fix=True)
    assert of_kind(after, fault.kind)
    assert fault.kind not in {finding.kind for finding in after.mended}
    assert house.rows(seats) == before


def test_a_freshly_planned_date_is_healthy(database: Database, house: House) -> None:
    """Merges, single tables and guests without one: no error, no warning, nothing to mend."""
    for hour, party in ((12, 2), (13, 8), (19, 3), (19, 12), (19, 60), (20, 4)):
        house.booking(dt.time(hour), party_size=party)
    with pool(database) as opened:
        plan_test_date(opened, house.id)
    before = fingerprint(house)
    found = examine(house)
    assert (trouble(found), found.healthy) == ([], True)
    assert {finding.kind for finding in examine(house, fix=True).mended} == {"one_way_adjacency"}
    assert fingerprint(house) == before


def test_the_demo_is_healthy(connection: psycopg.Connection[DictRow]) -> None:
    """Both restaurants, as seeded."""
    now = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
    seeded = seed_demo(connection, now)
    found = report(connection, now)
    assert trouble(found) == []
    assert set(found.examination.restaurants) == {each.id for each in seeded}
    assert found.examination.skipped == []


def test_looking_writes_nothing(house: House) -> None:
    """Without ``fix`` not a row changes, in whatever state the database is."""
    shorter_assignment(house)
    merge_unassigned(house)
    ran_out(house)
    before = fingerprint(house)
    assert {finding.kind for finding in trouble(examine(house))} == {
        *("windows_disagree", "orphan_merge_group", "stale_ledger", "expired_hold")
    }
    assert (fingerprint(house), events(house)) == (before, [])


def test_a_fix_waits_for_who_is_at_work_and_looks_again(database: Database, house: House) -> None:
    """The booking is being assigned its table again while the doctor wants to free it."""
    assignment_deleted(house)
    check = next(check for check in CHECKS if check.kind == "allocation_without_assignment")
    (found,) = of_kind(examine(house), check.kind)
    booking = found.where["booking_id"]
    with database.connect() as other, database.connect(autocommit=True) as doctor:
        other.execute("select 1 from bookings where id = %s for update", [booking])
        doctor.execute("set lock_timeout = '20ms'")
        outcome, reason = mend(doctor, check, found, AS_OF)
        assert (outcome, reason[:12]) == (Outcome.REFUSED, "LOCK_TIMEOUT")
        other.execute("delete from booking_assignment_idempotency")
        other.execute(
            "select * from assign_tables_atomic_v2(%s, array[%s]::uuid[], 'again', false,"
            " null::uuid, %s::timestamptz, %s::timestamptz)",
            [booking, house.tables["F1"], at(19), at(21)],
        )
        other.commit()
        assert mend(doctor, check, found, AS_OF) == (Outcome.GONE, "")
    assert events(house) == []
    assert house.seated_at(booking) == ["F1"]


def test_a_fix_that_somebody_is_in_the_way_of_is_refused(house: House) -> None:
    """Levelling would take another party's time: nothing is written, and the report says why."""
    guest(house, "F1")
    run(house, 'update allocations set "window" = tstzrange(%s, %s)', at(19), at(20))
    out_for_repair(house, at(20, 30))
    before = fingerprint(house)
    found = examine(house, fix=True)
    (left,) = of_kind(found, "windows_disagree")
    assert left.refused is not None
    assert left.refused.startswith("ASSIGNMENT_CONFLICT")
    assert fingerprint(house) == before


def test_only_the_wanted_restaurant_is_mended(house: House) -> None:
    """Another restaurant's leftovers and runs stay."""
    other = House.build(house.connection)
    for each in (house, other):
        booking = each.booking(dt.time(19))
        each.assign(booking, "F1", window=(at(19), at(21)))
        stuck_run(each)
    run(house, "update bookings set status = 'cancelled'")
    found = examine(house, fix=True, restaurant=house.id)
    assert {finding.restaurant_id for finding in found.mended} == {house.id}
    left = examine(house)
    assert {finding.restaurant_id for finding in trouble(left)} == {other.id}
    assert {finding.kind for finding in trouble(left)} == {"leftover_tables", "stuck_run"}


def test_what_is_over_is_only_good_to_know(house: House) -> None:
    """A leftover of 2020 stands in nobody's way, and is tidied up all the same."""
    booking = house.booking(dt.time(19), booking_date=dt.date(2020, 1, 1))
    house.assign(booking, "F1")
    run(house, "update bookings set status = 'no_show'")
    found = examine(house)
    assert (trouble(found), len(of_kind(found, "leftover_tables"))) == ([], 1)
    assert "leftover_tables" in {finding.kind for finding in examine(house, fix=True).mended}
    assert stored(house) == {}


def test_what_was_in_the_way_is_cleared_first(house: House) -> None:
    """An allocation cannot come back while another one is kept for nobody; then it can."""
    seated, other = guest(house, "F1"), house.booking(dt.time(20))
    run(house, "delete from allocations")
    house.insert(
        "allocations",
        booking_id=other,
        restaurant_id=house.id,
        resource_type="table",
        resource_id=house.tables["F1"],
        window=f"[{at(20)},{at(22)})",
    )
    found = examine(house, fix=True)
    kinds = {"allocation_without_assignment", "missing_allocation"}
    assert kinds <= {finding.kind for finding in found.mended}
    assert house.value("select booking_id from allocations") == seated


def test_a_hold_stays_while_it_is_all_that_protects_a_table(house: House) -> None:
    """Its booking's shadow cannot be made real: somebody else was given that time."""
    seated = guest(house, "F1")
    house.hold("F1", booking=seated, start=at(12), end=at(13), status="confirmed")
    out_for_repair(house, at(20))
    before = fingerprint(house)
    found = examine(house, fix=True)
    refused = {finding.kind: str(finding.refused)[:11] for finding in found.findings}
    assert (refused["expired_hold"], refused["shadowed_assignment"]) == (
        "HOLD_NEEDED",
        "ASSIGNMENT_",
    )
    assert fingerprint(house) == before


def test_the_history_keeps_what_was_taken_away(house: House) -> None:
    """The date's history says which tables, from when until when: enough to put it back by hand."""
    cancelled(house)
    examine(house, fix=True)
    told = read_history(house.connection, house.id, DATE, 50)
    (event,) = [row for row in told if row["reason"] == "leftover_tables"]
    where, did = event["detail"]["where"], event["detail"]["did"]
    assert event["booking_id"] == UUID(where["booking_id"])
    assert (where["tables"], where["status"]) == (["T4", "T5"], "cancelled")
    assert [where["kept_from"], where["kept_until"]] == [
        moment.isoformat() for moment in (at(19), at(21))
    ]
    assert set(did["unassigned"]) == {str(house.tables[name]) for name in ("T4", "T5")}


def test_a_hold_of_nobody_belongs_to_the_date_on_the_restaurants_clocks(house: House) -> None:
    """Half past eleven in the evening in UTC is the next day further east; Mars has no date."""
    run(house, "update restaurants set timezone = 'Asia/Tokyo'")
    house.hold("F1", start=at(23, 30), end=at(23, 50), status="confirmed")
    examine(house, fix=True)
    run(house, "update restaurants set timezone = 'Mars/Olympus'")
    house.hold("F1", start=at(23, 30), end=at(23, 50), status="confirmed")
    examine(house, fix=True)
    mended = [row for row in events(house) if row["reason"] == "expired_hold"]
    assert [row["service_date"] for row in mended] == [DATE + dt.timedelta(days=1), None]


def test_a_hold_that_has_just_run_out_is_left_to_the_sweeper(house: House) -> None:
    """A service that works has expired holds nearly always: for seconds."""
    left, ended = house.booking(), AS_OF - SWEPT
    for table, booking, until in (
        ("T1", house.booking(), ended + dt.timedelta(seconds=1)),
        ("T2", left, ended),
    ):
        house.hold(table, booking=booking, metadata={"heldUntil": until.isoformat()})
    assert [item.where["booking_id"] for item in of_kind(examine(house), "expired_hold")] == [left]


def test_a_role_mends_what_it_may(house: House) -> None:
    """What the database denies is refused finding by finding; the rest is mended."""
    merge_unassigned(house)
    run(house, "grant usage on schema maitred to service_role")
    run(house, "grant select on all tables in schema maitred to service_role")
    run(house, "grant insert on maitred.events to service_role")
    run(house, "revoke delete on allocations from service_role")
    run(house, "set role service_role")
    found = examine(house, fix=True)
    assert "stale_ledger" in {finding.kind for finding in found.mended}
    (left,) = of_kind(found, "orphan_merge_group")
    assert str(left.refused).startswith("ACCESS_DENIED")
