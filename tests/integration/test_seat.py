"""One booking on chosen tables: checked under its locks, written whole, answered once."""

import datetime as dt
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from itertools import combinations, product
from typing import Any
from uuid import UUID, uuid4

import pytest

from models.errors import MaitredError
from models.problem import DayProblem
from persistence.pool import Database as Pool
from persistence.snapshot import Scope, read_day
from services.seat import Choice, seat_booking
from solver.checker import Decisions, check_plan
from tests.integration.planning import fingerprint, pool, stored
from tests.integration.postgres_servers import DATE, Database, House, at


def seat(database: Pool, house: House, booking: UUID, *names: str, **wanted: Any) -> dict[str, Any]:
    """Seat a booking on tables by their numbers; none takes its tables away."""
    tables = frozenset(house.tables[name] for name in names)
    answer = seat_booking(database, Choice(house.id, booking, tables, **wanted))
    found: dict[str, Any] = json.loads(answer.text)
    return found


def refusal(database: Pool, house: House, booking: UUID, *names: str) -> MaitredError:
    """Return why a booking is not seated; nothing is written."""
    before = fingerprint(house)
    with pytest.raises(MaitredError) as caught:
        seat(database, house, booking, *names)
    assert fingerprint(house) == before
    return caught.value


def test_a_booking_gets_other_tables_and_none(database: Database, house: House) -> None:
    """Seated, moved to a merge, taken away: never more than the last tables are left of it."""
    guest = house.booking(dt.time(19), party_size=4)
    with pool(database) as opened:
        answer = seat(opened, house, guest, "F1")
        assert (answer["startAt"], answer["endAt"]) == (
            at(19).isoformat(),
            at(20, 20).isoformat(),
        )
        house.rows("update bookings set party_size = 12 where id = %s returning 1", guest)
        seat(opened, house, guest, "T1", "T2", "T3")
        assert stored(house) == {str(guest): ["T1", "T2", "T3"]}
        assert house.value("select count(*) from allocations") == 4
        house.rows("update bookings set status = 'confirmed' where id = %s returning 1", guest)
        assert seat(opened, house, guest)["tableIds"] == []
    assert stored(house) == {}
    for left in ("allocations", "booking_assignment_idempotency"):
        assert house.value(f"select count(*) from {left}") == 0
    assert house.value("select status::text from bookings") == "pending"
    kinds = [row["kind"] for row in house.rows("select kind from maitred.events order by id")]
    assert kinds == ["booking.assigned", "booking.moved", "booking.cleared"]


@pytest.mark.parametrize(
    ("party", "names", "checks"),
    [
        (5, ["F1"], {"capacity"}),
        (8, ["T1", "F1"], {"movable", "adjacency"}),
        (8, ["T1", "T4"], {"adjacency"}),
        (8, ["T1", "B1"], {"one_zone", "adjacency"}),
        (4, ["T1", "T2"], {"minimal_merge"}),
        (24, ["T1", "T2", "T3", "T4", "T5", "T6"], {"max_tables", "adjacency"}),
    ],
)
def test_trap_20_every_rule_counts(
    database: Database, house: House, party: int, names: list[str], checks: set[str]
) -> None:
    """The functions know none of them; the same checker as for plans looks first."""
    guest = house.booking(dt.time(19), party_size=party)
    with pool(database) as opened:
        error = refusal(opened, house, guest, *names)
    assert error.code == "ASSIGNMENT_VALIDATION"
    assert {item["id"] for item in error.details["checks"]} == checks


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
            assert (error.code, len(error.details["conflicts"])) == ("ASSIGNMENT_CONFLICT", 1)
            (conflict,) = error.details["conflicts"]
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
    guest = house.booking(dt.time(19), party_size=4)
    with pool(database) as opened:
        choice = Choice(house.id, guest, frozenset({house.tables["T1"]}), idempotency_key="k")
        first = seat_booking(opened, choice)
        house.unassign(guest)
        again = seat_booking(opened, choice)
        assert (again.text, again.replayed, first.replayed) == (first.text, True, False)
        assert stored(house) == {}
        with pytest.raises(MaitredError) as caught:
            seat(opened, house, guest, "T2", idempotency_key="k")
        assert caught.value.code == "IDEMPOTENCY_KEY_CONFLICT"


def test_one_key_at_once_is_one_seating(database: Database, house: House) -> None:
    """Repetitions that arrive together wait for the first one and get its answer."""
    guest = house.booking(dt.time(19), party_size=4)
    gate = threading.Barrier(6)
    with pool(database) as opened, ThreadPoolExecutor(6) as threads:

        def race(_: int) -> str:
            gate.wait()
            choice = Choice(house.id, guest, frozenset({house.tables["T1"]}), idempotency_key="k")
            return seat_booking(opened, choice).text

        assert len(set(threads.map(race, range(6)))) == 1
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
        assert waiting.result()["tableIds"] == [str(house.tables["T1"])]
    assert stored(house) == {str(guest): ["T1"]}
    [event] = house.rows("select kind, detail from maitred.events")
    assert event["kind"] == "booking.moved"
    assert event["detail"]["from"] == [str(house.tables["T2"])]


def test_of_many_for_one_table_one_gets_it(database: Database, house: House) -> None:
    """Whoever is first; the others are told who has it."""
    guests = [house.booking(dt.time(19), party_size=4) for _ in range(6)]
    gate = threading.Barrier(6)
    with pool(database) as opened, ThreadPoolExecutor(6) as threads:

        def race(guest: UUID) -> str:
            gate.wait()
            try:
                seat(opened, house, guest, "T1")
            except MaitredError as error:
                return error.code
            return "seated"

        outcomes = sorted(threads.map(race, guests))
    assert outcomes == ["ASSIGNMENT_CONFLICT"] * 5 + ["seated"]
    assert len(stored(house)) == 1


def test_trap_15_capacity_rules_do_not_make_committers_deadlock(
    database: Database, house: House
) -> None:
    """With rules to check the functions lock the restaurant twice; ours lock it first."""
    house.insert("restaurant_capacity_rules", restaurant_id=house.id, max_covers=100)
    guests = [
        (house.booking(dt.time(hour), booking_date=DATE + dt.timedelta(days=day)), name)
        for day in range(3)
        for hour in (12, 19)
        for name in ("T1", "T2", "T4", "F1")
    ]
    with pool(database) as opened, ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda item: seat(opened, house, item[0], item[1]), guests))
    assert len(stored(house)) == len(guests)


def test_what_is_read_for_one_booking_says_what_the_whole_date_says(
    database: Database, house: House
) -> None:
    """For any booking and any pair of tables the checker finds the same against both."""
    for number, name in enumerate(("T1", "T2", "T5", "B1")):
        other = house.booking(dt.time(18 + number % 2, 30), party_size=2)
        house.assign(other, name, window=(at(18 + number), at(19 + number, 30)))
    house.hold("T4", expires_at=dt.datetime.now(dt.UTC) + dt.timedelta(days=9999))
    house.hold("T3", "T6", start=at(12), end=at(13))
    for hour, party in ((12, 8), (18, 4), (19, 3), (20, 9)):
        house.booking(dt.time(hour), party_size=party)
    restaurant, now = house.id, at(8)
    with pool(database) as opened, opened.connection() as connection:
        whole = read_day(connection, restaurant, DATE, as_of=now).problem
        kept = {b.id: b.current_tables for b in whole.bookings if b.current_tables}
        compared = set()
        for booking, pair in product(whole.bookings, combinations(sorted(house.tables), 2)):
            tables = frozenset(house.tables[name] for name in set(pair))
            scope = Scope(UUID(booking.id), tables | {UUID(t) for t in booking.current_tables})
            few = read_day(connection, restaurant, DATE, as_of=now, scope=scope).problem
            wanted = {booking.id: tuple(sorted(map(str, tables)))}
            others = {key: mine for key, mine in kept.items() if key != booking.id}
            expected = broken(whole, booking.id, others | wanted)
            assert broken(few, booking.id, wanted) == expected, (booking.id, pair)
            compared |= expected
    assert compared == {
        "adjacency",
        "capacity",
        "merge_overage",
        "minimal_merge",
        "movable",
        "one_zone",
        "taken",
    }


def broken(problem: DayProblem, booking: str, decisions: Decisions) -> set[str]:
    """Return what forbids some decisions, the booking seen as one without tables."""
    bookings = (b.replace(current_tables=()) if b.id == booking else b for b in problem.bookings)
    found = check_plan(problem.replace(bookings=tuple(bookings)), decisions).violations
    return {"taken" if v.code in ("overlap", "occupancy") else v.code for v in found}
