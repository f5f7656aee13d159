"""Traps of the booking database that a whole planning request has to get round."""

import datetime as dt

import psycopg
import pytest

from models.problem import Mode
from tests.integration.planning import plan_test_date, pool, stored
from tests.integration.postgres_servers import Database, House, at


def test_trap_7_and_9_a_merge_group_left_by_others_is_removed(
    database: Database, house: House
) -> None:
    """Someone unassigned a merge; its group and a ledger row without it stay, until now."""
    guest = house.booking(dt.time(19), party_size=12)
    house.assign(guest, "T1", "T2", "T3", key="old", window=(at(19), at(21)))
    house.unassign(guest)
    groups = "select count(*) from allocations where resource_type = 'merge_group'"
    assert house.value(groups) == 1
    with pool(database) as opened:
        plan_test_date(opened, house.id)
    assert len(stored(house)[str(guest)]) == 3
    assert house.value(groups) == 1
    assert house.value(
        "select count(distinct a.merge_group_id) = 1 and bool_and(g.id is not null)"
        " from booking_table_assignments a left join allocations g on g.id = a.merge_group_id"
    )


def test_trap_9_one_way_neighbours_are_neighbours(database: Database, house: House) -> None:
    """Rows point in any direction, and a merge of three needs both of its edges."""
    for one, other in (("T1", "T2"), ("T4", "T5")):
        house.connection.execute(
            "update table_adjacencies set table_a = %(b)s, table_b = %(a)s"
            " where table_a = %(a)s and table_b = %(b)s",
            {"a": house.tables[one], "b": house.tables[other]},
        )
    guests = [house.booking(dt.time(19), party_size=12) for _ in range(2)]
    with pool(database) as opened:
        plan_test_date(opened, house.id)
    assert sorted(stored(house).values()) == [["T1", "T2", "T3"], ["T4", "T5", "T6"]]
    assert set(stored(house)) == {str(guest) for guest in guests}


def test_trap_17_a_booking_that_comes_back_at_another_time_gets_that_window(
    database: Database, house: House
) -> None:
    """The key of an assignment binds its window: no ledger row brings the old one back."""
    guest = house.booking(dt.time(19), party_size=4)
    with pool(database) as opened:
        plan_test_date(opened, house.id)
        house.unassign(guest)
        house.connection.execute("update bookings set start_time = '12:00', end_time = '14:00'")
        plan_test_date(opened, house.id)
    (row,) = house.rows("select start_at from booking_table_assignments")
    assert row["start_at"] == at(12)


def test_trap_19_a_hold_of_the_guests_own_table_leaves_it_taken(
    database: Database, house: House
) -> None:
    """Its allocation is a shadow now, and nobody else gets the table all the same."""
    guest = house.booking(dt.time(19), party_size=4)
    house.assign(guest, "F1", window=(at(19), at(21)))
    house.hold("F1", booking=guest)
    others = [house.booking(dt.time(19), party_size=4) for _ in range(9)]
    with pool(database) as opened:
        plan_test_date(opened, house.id)
    found = stored(house)
    assert found.pop(str(guest)) == ["F1"]
    assert len(found) == len(others) - 1
    assert all("F1" not in tables for tables in found.values())


@pytest.mark.parametrize("status", ["cancelled", "no_show", "completed"])
def test_trap_20_nobody_is_seated_who_does_not_come(
    database: Database, house: House, status: str
) -> None:
    """The functions would seat a cancelled booking."""
    house.booking(dt.time(19), status=status)
    comes = str(house.booking(dt.time(19)))
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id)
    assert [item["bookingId"] for item in answer["assigned"]] == [comes]
    assert (answer["skipped"], set(stored(house))) == ([], {comes})


def test_trap_11_and_20_sizes_are_checked_before_the_functions(
    database: Database, house: House
) -> None:
    """They would put a party of twelve at a table for four, and break a table's least party."""
    house.connection.execute("update table_inventory set min_party_size = 3")
    house.connection.execute("delete from table_adjacencies")
    house.connection.execute("update table_inventory set mobility = 'fixed'")
    for party in (2, 12):
        house.booking(dt.time(19), party_size=party)
    fits = house.booking(dt.time(19), party_size=4)
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id)
    assert set(stored(house)) == {str(fits)}
    assert len(answer["skipped"]) == 2


def test_trap_8_and_19_sweeping_such_a_hold_leaves_the_table_its_allocation(
    database: Database, house: House
) -> None:
    """The hold ran out; the shadow that goes with it is another guest's real allocation."""
    guest = house.booking(dt.time(19), party_size=4)
    house.assign(guest, "F1", window=(at(19), at(21)))
    house.hold("F1", booking=guest, end=at(22), metadata={"heldUntil": "2020-01-01T00:00:00Z"})
    house.booking(dt.time(19), party_size=4)
    with pool(database) as opened:
        plan_test_date(opened, house.id)
    assert house.value("select count(*) from table_holds") == 0
    assert house.rows(
        'select shadow, lower("window") as start, upper("window") as end from allocations'
        " where booking_id = %s",
        guest,
    ) == [{"shadow": False, "start": at(19), "end": at(21)}]


def test_trap_23_sessions_speak_utc_whatever_the_database_says(
    database: Database, house: House
) -> None:
    """A hold that ran out an hour ago by the world's clock is over, in New York too."""
    with psycopg.connect(database.dsn, autocommit=True) as owner:
        owner.execute(f"alter database {database.name} set timezone = 'America/New_York'".encode())
    guest = house.booking(dt.time(19), party_size=4)
    with pool(database) as opened:
        with opened.connection() as connection:
            row = connection.execute("show timezone").fetchone()
        plan_test_date(opened, house.id)
    assert row == {"TimeZone": "UTC"}
    (assigned,) = house.rows("select start_at from booking_table_assignments")
    assert assigned["start_at"] == at(19)
    assert set(stored(house)) == {str(guest)}


@pytest.mark.parametrize("mode", [Mode.FILL, Mode.REBUILD])
def test_trap_24_a_venue_without_edges_merges_by_zone_and_says_so(
    database: Database, house: House, mode: Mode
) -> None:
    """The functions refuse every merge there when they are asked to look at neighbours."""
    house.connection.execute("delete from table_adjacencies")
    guest = house.booking(dt.time(19), party_size=12)
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id, mode=mode)
    assert len(stored(house)[str(guest)]) == 3
    assert any("No adjacency is recorded" in note for note in answer["notes"])
