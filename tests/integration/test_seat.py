"""A booking's tables by hand: checked under its locks, written whole, answered once."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from uuid import UUID, uuid4

import pytest

from models.errors import MaitredError
from persistence.errors import AssignmentRefusedError
from persistence.place_hold import HoldWish
from persistence.pool import Database as Pool
from persistence.pool import Limits
from services.errors import SeatRefusedError
from services.holds import hold_tables
from tests.concurrency.backends import wait_until
from tests.integration.planning import fingerprint, pool, stored
from tests.integration.postgres_servers import DATE, Database, House, at
from tests.integration.seating import (
    CONFLICT,
    at_once,
    conflicts,
    give,
    race,
    seat,
    take,
    told,
    unseat,
)


def refusal(database: Pool, house: House, booking: UUID, *names: str) -> MaitredError:
    """Return why a booking is not seated; nothing is written."""
    before = fingerprint(house)
    with pytest.raises(MaitredError) as caught:
        seat(database, house, booking, *names)
    assert fingerprint(house) == before
    return caught.value


def windows(house: House) -> set[tuple[dt.datetime, dt.datetime]]:
    """Return the windows that tables are kept for."""
    rows = house.rows("select start_at, end_at from booking_table_assignments")
    return {(row["start_at"], row["end_at"]) for row in rows}


def test_a_set_of_no_tables_is_refused_before_anything_is_written(
    database: Database, house: House
) -> None:
    """Routes forbid it; whoever calls the service directly is told the same. Its tables stay."""
    guest = house.booking(dt.time(19), party_size=4)
    with pool(database) as opened:
        seat(opened, house, guest, "F1")
        error = refusal(opened, house, guest)
    assert (error.code, error.hint) == ("TABLES_REQUIRED", "Send at least one id in tableIds.")
    assert stored(house) == {str(guest): ["F1"]}


def test_a_booking_gets_other_tables_and_none(database: Database, house: House) -> None:
    """Seated, moved to a merge, taken away: never more than the last tables are left of it."""
    guest = house.booking(dt.time(19), party_size=4)
    with pool(database) as opened:
        assert seat(opened, house, guest, "F1")["booking"]["status"] == "confirmed"
        assert windows(house) == {(at(19), at(20, 20))}
        house.rows("update bookings set party_size = 12 where id = %s returning 1", guest)
        seat(opened, house, guest, "T1", "T2", "T3")
        assert stored(house) == {str(guest): ["T1", "T2", "T3"]}
        assert house.value("select count(*) from allocations") == 4
        assert unseat(opened, house, guest, *house.tables)["removedCount"] == 3
    assert stored(house) == {}
    for left in ("allocations", "booking_assignment_idempotency"):
        assert house.value(f"select count(*) from {left}") == 0
    assert house.value("select status::text from bookings") == "pending"
    kinds = [row["kind"] for row in house.rows("select kind from maitred.events order by id")]
    assert kinds == ["booking.assigned", "booking.moved", "booking.cleared"]


@pytest.mark.parametrize(
    "edit",
    ["status = 'cancelled'", "status = 'completed'", "booking_date = booking_date + 1"],
)
def test_tables_are_taken_one_by_one_whatever_became_of_the_booking(
    database: Database, house: House, edit: str
) -> None:
    """A cancelled booking frees nothing by itself (trap 16); what is left stays for its window."""
    guest = house.booking(dt.time(19), party_size=8)
    with pool(database) as opened:
        seat(opened, house, guest, "T1", "T2")
        before = windows(house)
        house.rows(f"update bookings set {edit} where id = %s returning 1", guest)
        assert unseat(opened, house, guest, "T1")["removedCount"] == 1
        assert (stored(house), windows(house)) == ({str(guest): ["T2"]}, before)
        assert unseat(opened, house, guest, "T2")["removedCount"] == 1
    assert stored(house) == {}
    assert house.value("select count(*) from allocations") == 0


def test_tables_that_a_booking_has_not_are_not_taken(database: Database, house: House) -> None:
    """Nothing is written, and the history does not tell of a move that was none."""
    guest = house.booking(dt.time(19), party_size=4)
    with pool(database) as opened:
        seat(opened, house, guest, "T1")
        before = fingerprint(house)
        answer = unseat(opened, house, guest, "T2", "T3")
    assert (answer["removedCount"], len(answer["tableAssignments"])) == (0, 1)
    assert fingerprint(house) == before
    assert house.value("select count(*) from maitred.events") == 1


@pytest.mark.parametrize(
    ("party", "names", "failed"),
    [
        (5, ["F1"], "capacity"),
        (8, ["T1", "F1"], "adjacency+movable"),
        (8, ["T1", "T4"], "adjacency"),
        (8, ["T1", "B1"], "adjacency+zone"),
    ],
)
def test_trap_20_what_a_choice_by_hand_must_not_break(
    database: Database, house: House, party: int, names: list[str], failed: str
) -> None:
    """The functions know none of it; the plan's own checker looks first."""
    guest = house.booking(dt.time(19), party_size=party)
    with pool(database) as opened:
        assert told(refusal(opened, house, guest, *names)) == failed


@pytest.mark.parametrize(
    ("party", "names"), [(4, ["T1", "T2"]), (12, ["T1", "T2", "T3"]), (2, ["T4"])]
)
def test_rules_of_the_house_do_not_bind_a_choice_by_hand(
    database: Database, house: House, party: int, names: list[str]
) -> None:
    """Who chooses knows why: a table too many, more than the house merges, others' sizes."""
    house.insert("maitred.restaurant_settings", restaurant_id=house.id, rules={"max_tables": 2})
    house.connection.execute(
        "update table_inventory set min_party_size = 3 where id = %s", [house.tables["T4"]]
    )
    guest = house.booking(dt.time(19), party_size=party)
    tables = frozenset(house.tables[name] for name in names)
    with pool(database) as opened:
        with pytest.raises(SeatRefusedError):
            hold_tables(opened, HoldWish(house.id, guest, tables))
        seat(opened, house, guest, *names)
    assert stored(house) == {str(guest): names}


def test_a_venue_without_edges_merges_freely(database: Database, house: House) -> None:
    """Trap 24: that two tables are no neighbours says nothing where no neighbours are recorded."""
    house.connection.execute("delete from table_adjacencies")
    guest = house.booking(dt.time(19), party_size=8)
    with pool(database) as opened:
        seat(opened, house, guest, "T1", "T4")
    assert stored(house) == {str(guest): ["T1", "T4"]}


def test_what_is_in_the_way_is_named(database: Database, house: House) -> None:
    """A booking, a hold, maintenance: who and until when."""
    guest = house.booking(dt.time(19), party_size=4)
    other = house.booking(dt.time(18), party_size=4)
    house.assign(other, "T1", window=(at(18), at(20)))
    house.hold("T2", expires_at=dt.datetime.now(dt.UTC) + dt.timedelta(days=9999))
    house.insert(
        "allocations",
        restaurant_id=house.id,
        resource_type="table",
        resource_id=house.tables["T3"],
        window="[2030-06-01 18:00Z,2030-06-01 22:00Z)",
        is_maintenance=True,
    )
    with pool(database) as opened:
        for name, source, booking in (
            ("T1", "assignment", str(other)),
            ("T2", "hold", None),
            ("T3", "maintenance", None),
        ):
            error = refusal(opened, house, guest, name)
            assert told(error) == CONFLICT
            (conflict,) = conflicts(error)
            assert (conflict["source"], conflict["bookingId"]) == (source, booking)
            assert conflict["tableId"] == str(house.tables[name])
        seat(opened, house, guest, "T4")


def test_what_does_not_exist_or_is_over(database: Database, house: House) -> None:
    """Other restaurants' bookings and tables are not found, whatever their ids."""
    stranger = House.build(house.connection)
    guest, gone = house.booking(), house.booking(status="cancelled")
    with pool(database) as opened:
        assert refusal(opened, house, uuid4(), "T1").code == "BOOKING_NOT_FOUND"
        assert refusal(opened, house, stranger.booking(), "T1").code == "BOOKING_NOT_FOUND"
        house.tables["S1"], house.tables["X1"] = stranger.tables["T1"], uuid4()
        for name in ("S1", "X1"):
            error = refusal(opened, house, guest, name, "T1")
            assert error.code == "TABLES_NOT_FOUND"
            assert error.details["missingTableIds"] == [str(house.tables[name])]
        assert refusal(opened, house, gone, "T1").code == "BOOKING_STATE_CONFLICT"


def test_trap_8_and_18_holds_that_ran_out_are_swept(database: Database, house: House) -> None:
    """The true deadline is in the metadata; the stored expiry comes after the window."""
    past = (dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1)).isoformat()
    house.hold("T1", metadata={"heldUntil": past})
    guest = house.booking(dt.time(19), party_size=4)
    with pool(database) as opened:
        seat(opened, house, guest, "T1")
    assert house.value("select count(*) from table_holds") == 0
    expired = "select context from observability_events where event_type = 'capacity.hold.expired'"
    assert house.value(expired)["tableIds"] == [str(house.tables["T1"])]
    assert house.value("select count(*) from maitred.events where kind = 'hold.expired'") == 1


def test_a_key_is_answered_once(database: Database, house: House) -> None:
    """The same bytes again, even when the tables were taken away since; another body is refused."""
    guest, table = house.booking(dt.time(19), party_size=4), house.tables["T1"]
    with pool(database) as opened:
        for work, after in ((give, ["T1"]), (take, [])):
            first = work(opened, house.id, guest, [table], "k")
            assert stored(house).get(str(guest), []) == after
            house.unassign(guest)
            again = work(opened, house.id, guest, [table], "k")
            assert (again.text, again.replayed, first.replayed) == (first.text, True, False)
            assert stored(house) == {}
            with pytest.raises(MaitredError) as caught:
                work(opened, house.id, guest, [house.tables["T2"]], "k")
            assert caught.value.code == "IDEMPOTENCY_KEY_CONFLICT"


def test_one_key_at_once_is_one_seating(database: Database, house: House) -> None:
    """Repetitions that arrive together wait for the first one and get its answer."""
    guest, table = house.booking(dt.time(19), party_size=4), house.tables["T1"]
    with pool(database) as opened:
        answers = at_once(range(6), lambda _: give(opened, house.id, guest, [table], "k").text)
    assert len(set(answers)) == 1
    assert house.value("select count(*) from maitred.events") == 1


def test_who_waited_for_a_booking_sees_the_tables_that_it_got_meanwhile(
    database: Database, house: House
) -> None:
    """They are moved from, not added to, and the history says so."""
    guest = house.booking(dt.time(19), party_size=4)
    with pool(database) as opened, ThreadPoolExecutor(1) as threads, database.connect() as other:
        other.execute("select 1 from bookings where id = %s for update", [guest])
        waiting = threads.submit(seat, opened, house, guest, "T1")
        while not house.value("select count(*) from pg_locks where not granted"):
            assert not waiting.done()
        theirs = copy(house)
        theirs.connection = other
        theirs.assign(guest, "T2")
        other.commit()
        [row] = waiting.result()["assignments"]
        assert row["table_id"] == str(house.tables["T1"])
    assert stored(house) == {str(guest): ["T1"]}
    [event] = house.rows("select kind, detail from maitred.events")
    assert event["kind"] == "booking.moved"
    assert event["detail"]["from"] == [str(house.tables["T2"])]


def test_tables_that_came_while_waiting_are_taken_away_too(
    database: Database, house: House
) -> None:
    """Whoever waits for the booking acts on the tables that it has then, and tells of them."""
    guest = house.booking(dt.time(19), party_size=4)
    query = "select count(*) from pg_locks where not granted"
    with (
        pool(database) as opened,
        ThreadPoolExecutor(1) as threads,
        database.connect() as other,
        database.connect(autocommit=True) as looker,
    ):
        rival = House(other)
        rival.tables = house.tables
        rival.assign(guest, "T1")
        clearing = threads.submit(unseat, opened, house, guest, "T1", "T2")
        wait_until(lambda: House(looker).value(query), 30, "nobody waits for the booking")
        other.commit()
        assert clearing.result(timeout=30)["removedCount"] == 1
    assert stored(house) == {}
    cleared = house.value("select detail from maitred.events where kind = 'booking.cleared'")
    assert cleared["from"] == [str(house.tables["T1"])]


def test_of_many_for_one_table_one_gets_it(database: Database, house: House) -> None:
    """Whoever is first; the others are told who has it."""
    guests = [house.booking(dt.time(19), party_size=4) for _ in range(6)]
    with pool(database) as opened:
        ended = race(guests, lambda guest: seat(opened, house, guest, "T1"))
    assert ended == {CONFLICT: 5, "done": 1}
    assert len(stored(house)) == 1


def test_trap_15_capacity_rules_do_not_make_committers_deadlock(
    database: Database, house: House
) -> None:
    """With rules to check the functions lock the restaurant twice; ours lock it first."""
    house.insert("restaurant_capacity_rules", restaurant_id=house.id, max_covers=100)
    house.connection.execute(
        "create function dawdle() returns trigger language plpgsql as $$ begin"
        " perform pg_sleep(0.1); return null; end $$"
    )
    # Between the two locks, after the foreign key's trigger, which is named RI_ and so on.
    house.connection.execute(
        "create trigger slow after insert on allocations for each row execute function dawdle()"
    )
    guests = [
        (house.booking(booking_date=DATE + dt.timedelta(days=number % 5)), name)
        for number, name in enumerate(("T1", "T2", "T4", "F1") * 2)
    ]
    with pool(database) as opened, ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda item: seat(opened, house, item[0], item[1]), guests))
    assert len(stored(house)) == len(guests)
    query = "select deadlocks from pg_stat_database where datname = current_database()"
    assert house.value(query) == 0


def test_trap_15_without_capacity_rules_nobody_waits(database: Database, house: House) -> None:
    """Another committer's allocation shares the restaurant row; ours only shares it too."""
    guest = house.booking(dt.time(19), party_size=4)
    opened = Pool(database.dsn, Limits(lock_timeout_seconds=0.2))
    opened.open()
    try:
        with database.connect() as other:
            other.execute("select from restaurants where id = %s for key share", [house.id])
            seat(opened, house, guest, "T1")
    finally:
        opened.close()
    assert stored(house) == {str(guest): ["T1"]}


def test_trap_4_tables_that_stay_are_a_failure(database: Database, house: House) -> None:
    """Whatever the functions did: a booking that ends up with more than its tables is refused."""
    guest = house.booking(dt.time(19), party_size=4)
    house.assign(guest, "T1", window=(at(19), at(20, 20)))
    house.connection.execute(
        "create or replace function public.unassign_tables_atomic("
        " p_booking_id uuid, p_table_ids uuid[] default null) returns table (table_id uuid)"
        " language sql as 'select null::uuid where false'"
    )
    with pool(database) as opened:
        error = refusal(opened, house, guest, "T2")
    assert isinstance(error, AssignmentRefusedError)
    assert error.details["stored"] == sorted(str(house.tables[name]) for name in ("T1", "T2"))


def test_trap_17_an_assignment_for_another_window_is_a_failure(
    database: Database, house: House
) -> None:
    """The right tables for the wrong hour are not what was asked for."""
    house.connection.execute(
        "alter function public.assign_tables_atomic_v2("
        "uuid, uuid[], text, boolean, uuid, timestamptz, timestamptz) rename to real_assign"
    )
    house.connection.execute(
        "create function public.assign_tables_atomic_v2(p_booking_id uuid, p_table_ids uuid[],"
        " p_idempotency_key text default null, p_require_adjacency bool default false,"
        " p_assigned_by uuid default null, p_start_at timestamptz default null,"
        " p_end_at timestamptz default null)"
        " returns table (table_id uuid, start_at timestamptz, end_at timestamptz,"
        " merge_group_id uuid) language sql as $$ select * from public.real_assign(p_booking_id,"
        " p_table_ids, p_idempotency_key, p_require_adjacency, p_assigned_by,"
        " p_start_at - interval '1 hour', p_end_at - interval '1 hour') $$"
    )
    guest = house.booking(dt.time(19), party_size=4)
    with pool(database) as opened:
        assert isinstance(refusal(opened, house, guest, "T1"), AssignmentRefusedError)
