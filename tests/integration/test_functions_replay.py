"""The replay ledger of assign_tables_atomic_v2, with the traps that it holds."""

import datetime as dt

from tests.integration.postgres_servers import House, at, refused


def test_s28_a_repeated_key_answers_the_same_and_writes_nothing(house: House) -> None:
    """A retry after a lost answer gets the same rows and leaves the database as it is."""
    booking = house.booking()
    first = house.assign(booking, "T1", "T2", key="k")
    before = house.rows("select * from allocations order by id")
    assert house.assign(booking, "T2", "T1", key="k") == first
    assert house.rows("select * from allocations order by id") == before
    assert house.value("select count(*) from booking_assignment_idempotency") == 1


def test_without_a_key_a_retry_is_recognised(house: House) -> None:
    """The same booking, tables and window make the same key."""
    booking = house.booking()
    first = house.assign(booking, "T1")
    assert house.assign(booking, "T1") == first
    assert house.value("select count(*) from booking_assignment_idempotency") == 1


def test_s27_a_key_with_other_tables_is_refused(house: House) -> None:
    """A key means one set of tables: anything else is P0003."""
    booking = house.booking()
    house.assign(booking, "T1", key="k")
    with refused("P0003", "idempotency mismatch"):
        house.assign(booking, "T2", key="k")
    assert house.seated_at(booking) == ["T1"]


def test_keys_of_different_bookings_are_independent(house: House) -> None:
    """A key is known by booking: another booking may use the same one."""
    house.assign(house.booking(), "T1", key="k")
    assert house.assign(house.booking(), "T2", key="k")


def test_trap_2_a_replay_after_unassign_is_silent(house: House) -> None:
    """The replay of an unassigned booking returns no rows and writes nothing."""
    booking = house.booking()
    house.assign(booking, "T1", key="k")
    house.unassign(booking)
    assert house.assign(booking, "T1", key="k") == []
    assert house.seated_at(booking) == []
    house.connection.execute("delete from booking_assignment_idempotency")
    assert len(house.assign(booking, "T1", key="k")) == 1


def test_trap_3_the_same_tables_with_a_new_key_collide(house: House) -> None:
    """(booking, table_set_hash) is unique in the ledger, also after unassign."""
    booking = house.booking()
    house.assign(booking, "T1", key="a")
    house.unassign(booking)
    with refused("23505"):
        house.assign(booking, "T1", key="b")
    assert house.seated_at(booking) == []


def test_trap_17_a_replay_after_a_partial_unassign_is_partial(house: House) -> None:
    """The replay returns what is left of the tables, not what was asked for."""
    booking = house.booking()
    house.assign(booking, "T1", "T2", key="k")
    house.unassign(booking, "T1")
    rows = house.assign(booking, "T1", "T2", key="k")
    assert house.names(row["table_id"] for row in rows) == ["T2"]


def test_trap_17_a_replay_ignores_the_new_window(house: House) -> None:
    """The key does not bind the window: a moved booking gets its old one back."""
    booking = house.booking()
    house.assign(booking, "T1", key="k")
    house.connection.execute(
        "update bookings set start_time = %s, end_time = %s", [dt.time(12), dt.time(14)]
    )
    [row] = house.assign(booking, "T1", key="k", window=(at(12), at(14)))
    assert (row["start_at"], row["end_at"]) == (at(19), at(21))


def test_trap_9_the_ledger_keeps_a_merge_group_without_tables(house: House) -> None:
    """After unassign the ledger still points at the merge group, until that is deleted."""
    booking = house.booking()
    house.assign(booking, "T1", "T2", key="k")
    house.unassign(booking)
    pointer = "select merge_group_allocation_id from booking_assignment_idempotency"
    assert house.value(pointer) is not None
    house.connection.execute("delete from allocations where resource_type = 'merge_group'")
    assert house.value(pointer) is None
