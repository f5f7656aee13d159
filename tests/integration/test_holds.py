"""Holds: placed under locks, honoured until their own deadline, confirmed once or released."""

import datetime as dt
import json
from typing import Any
from uuid import UUID, uuid4

import pytest

from models.engine import Work
from models.errors import MaitredError
from persistence.history import Author
from persistence.holds import Hold
from persistence.place_hold import HoldWish
from persistence.pool import Database as Pool
from services.errors import SeatRefusedError
from services.holds import Confirmation, confirm_hold, extend_hold, hold_tables, release_hold
from services.sweeper import sweep_all_holds
from tests.integration.planning import fingerprint, pool, stored
from tests.integration.postgres_servers import Database, House, at
from tests.integration.seating import conflicts, race, seat


def hold(database: Pool, house: House, booking: UUID, *names: str, **wanted: Any) -> Hold:
    """Hold tables by their numbers."""
    tables = frozenset(house.tables[name] for name in names)
    return hold_tables(database, HoldWish(house.id, booking, tables, **wanted))


def confirm(database: Pool, house: House, booking: UUID, held: UUID, key: str = "k") -> Any:
    """Confirm a hold and return the answer."""
    answer = confirm_hold(database, Confirmation(house.id, booking, held, key))
    return json.loads(answer.text)


def code_of(call: Any, *args: Any, **named: Any) -> str:
    """Return the code of the refusal."""
    with pytest.raises(MaitredError) as caught:
        call(*args, **named)
    return caught.value.code


def kinds(house: House) -> list[str]:
    """Return what the history tells, oldest first."""
    return [row["kind"] for row in house.rows("select kind from maitred.events order by id")]


def test_a_hold_becomes_the_bookings_tables(database: Database, house: House) -> None:
    """Placed, read back, confirmed: tables and nothing left of the hold; told to the others."""
    guest = house.booking(dt.time(19), party_size=8)
    with pool(database) as opened:
        held = hold(opened, house, guest, "T1", "T2", seconds=180)
        assert 170 < (held.until - dt.datetime.now(dt.UTC)).total_seconds() <= 180
        assert (held.start, held.end) == (at(19), at(20, 35))
        assert house.value("select count(*) from allocations where shadow") == 2
        answer = confirm(opened, house, guest, held.id)
    assert stored(house) == {str(guest): ["T1", "T2"]}
    assert {item["tableId"] for item in answer["assignments"]} == {str(t) for t in held.tables}
    assert len({item["mergeGroupId"] for item in answer["assignments"]}) == 1
    assert house.value("select count(*) from table_holds") == 0
    assert house.value("select count(*) from allocations where shadow") == 0
    assert house.value("select status::text from bookings") == "pending"
    confirmed, told = house.rows(
        "select event_type, dedupe_key, payload from capacity_outbox order by event_type desc"
    )
    assert confirmed["event_type"] == "capacity.hold.confirmed"
    assert confirmed["dedupe_key"] == f"{guest}:{held.id}:hold.confirmed"
    assert told["event_type"] == "capacity.assignment.sync"
    assert told["payload"]["bookingId"] == str(guest)
    assert told["payload"]["mergeGroupId"] == answer["assignments"][0]["mergeGroupId"]
    assert kinds(house) == ["hold.created", "hold.confirmed", "booking.assigned"]
    types = [row["event_type"] for row in house.rows("select event_type from observability_events")]
    assert {"capacity.hold.created", "transaction.started", "transaction.succeeded"} <= set(types)


def test_c01_c02_a_confirmation_is_answered_once(database: Database, house: House) -> None:
    """The key counts before the hold, which is gone; another hold under it is refused."""
    guest = house.booking(dt.time(19), party_size=4)
    with pool(database) as opened:
        held = hold(opened, house, guest, "T1")
        wanted = Confirmation(house.id, guest, held.id, "k")
        first = confirm_hold(opened, wanted)
        again = confirm_hold(opened, wanted)
        assert (again.text, again.replayed) == (first.text, True)
        assert code_of(confirm, opened, house, guest, uuid4()) == "IDEMPOTENCY_KEY_CONFLICT"
        assert code_of(confirm, opened, house, guest, held.id, "other") == "HOLD_NOT_FOUND"


def test_a_confirmation_may_confirm_the_booking_too(database: Database, house: House) -> None:
    """Only from the statuses that are named; the change is in the booking's own history."""
    for status, after in (("pending", "confirmed"), ("pending_allocation", "pending_allocation")):
        guest = house.booking(dt.time(19), party_size=4, status=status)
        with pool(database) as opened:
            held = hold(opened, house, guest, "T1" if status == "pending" else "T2")
            wanted = Confirmation(house.id, guest, held.id, status, confirm=("pending",))
            confirm_hold(opened, wanted)
        assert house.value("select status::text from bookings where id = %s", guest) == after
    [change] = house.rows("select from_status::text, to_status::text from booking_state_history")
    assert (change["from_status"], change["to_status"]) == ("pending", "confirmed")


def test_what_is_held_is_taken_for_others_until_it_runs_out(
    database: Database, house: House
) -> None:
    """They are told which hold, and until when; one that ran out is in nobody's way."""
    guest, other = house.booking(dt.time(19)), house.booking(dt.time(19, 30))
    with pool(database) as opened:
        held = hold(opened, house, guest, "T1", seconds=600)
        before = fingerprint(house)
        for claim, told in (
            (hold, lambda error: error.details["conflicts"]),
            (seat, conflicts),
        ):
            with pytest.raises(MaitredError) as caught:
                claim(opened, house, other, "T1")
            [conflict] = told(caught.value)
            assert (conflict["holdId"], conflict["bookingId"]) == (str(held.id), str(guest))
            assert dt.datetime.fromisoformat(conflict["until"]) == held.until
        assert fingerprint(house) == before
        run_out(house, held.id)
        assert hold(opened, house, other, "T1").tables == (house.tables["T1"],)
        assert code_of(confirm, opened, house, guest, held.id) == "HOLD_NOT_FOUND"


def run_out(house: House, held: UUID) -> None:
    """Let a hold run out, as time does."""
    house.rows(
        'update table_holds set metadata = metadata || \'{"heldUntil": "2020-01-01T00:00:00Z"}\''
        " where id = %s returning 1",
        held,
    )


def test_c04_a_hold_that_ran_out_is_not_confirmed_and_is_swept(
    database: Database, house: House
) -> None:
    """Late is late, although nobody else has taken the table; the sweeper removes it."""
    guest = house.booking(dt.time(19))
    with pool(database) as opened:
        held = hold(opened, house, guest, "T1")
        assert sweep_all_holds(opened) == 0
        run_out(house, held.id)
        before = fingerprint(house)
        assert code_of(confirm, opened, house, guest, held.id) == "HOLD_EXPIRED"
        assert fingerprint(house) == before
        assert sweep_all_holds(opened) == 1
    assert house.value("select count(*) from table_holds") == 0
    assert kinds(house) == ["hold.created", "hold.expired"]


def test_holds_of_the_product_are_its_own_while_it_decides(
    database: Database, house: House
) -> None:
    """Its sweeper sees to them; those that the engine placed before are known to nobody else."""
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    theirs = house.hold("T2", start=start, end=start + dt.timedelta(hours=2))
    house.insert("maitred.engine_settings", restaurant_id=house.id, state="off", set_by="a test")
    with pool(database) as opened:
        ours = hold(opened, house, house.booking(dt.time(19)), "T1", work=Work.HAND)
        run_out(house, ours.id)
        before = house.rows("select *, xmin from table_holds where id = %s", theirs)
        assert sweep_all_holds(opened) == 1
        assert house.rows("select *, xmin from table_holds") == before
        house.rows("update maitred.engine_settings set state = 'on' returning 1")
        assert sweep_all_holds(opened) == 1
    assert house.value("select count(*) from table_holds") == 0


def test_a_booking_holds_once_unless_asked(database: Database, house: House) -> None:
    """A second hold replaces the first one; beside it both stand."""
    guest = house.booking(dt.time(19))
    with pool(database) as opened:
        first = hold(opened, house, guest, "T1")
        second = hold(opened, house, guest, "T2")
        assert [row["id"] for row in house.rows("select id from table_holds")] == [second.id]
        hold(opened, house, guest, "T3", beside=True)
        assert house.value("select count(*) from table_holds") == 2
        # The same tables once more: a longer claim on them, not a conflict with itself.
        hold(opened, house, guest, "T3")
        assert house.value("select count(*) from table_holds") == 1
        assert code_of(release_hold, opened, house.id, guest, first.id, Author()) == (
            "HOLD_NOT_FOUND"
        )


def test_holds_are_released_and_prolonged_by_their_booking_only(
    database: Database, house: House
) -> None:
    """Another booking's hold is refused; a shorter time changes nothing."""
    guest, other = house.booking(dt.time(19)), house.booking(dt.time(12))
    with pool(database) as opened:
        held = hold(opened, house, guest, "T1", seconds=100)
        for call in (release_hold, lambda *a: extend_hold(*a[:-1], 500, a[-1])):
            assert code_of(call, opened, house.id, other, held.id, Author()) == (
                "HOLD_BOOKING_MISMATCH"
            )
        longer = extend_hold(opened, house.id, guest, held.id, 500, Author())
        assert (longer.until - held.until).total_seconds() > 390
        assert extend_hold(opened, house.id, guest, held.id, 50, Author()).until == longer.until
        stored_end = house.value("select expires_at from table_holds")
        assert stored_end == max(longer.until, longer.end)
        release_hold(opened, house.id, guest, held.id, Author())
        assert code_of(extend_hold, opened, house.id, guest, held.id, 9, Author()) == (
            "HOLD_NOT_FOUND"
        )
    assert kinds(house) == ["hold.created", "hold.extended", "hold.released"]


def test_trap_19_tables_that_the_booking_has_are_not_held(database: Database, house: House) -> None:
    """A larger set holds only what is missing, and its confirmation gives all of it."""
    guest = house.booking(dt.time(19), party_size=4)
    with pool(database) as opened:
        seat(opened, house, guest, "T1")
        assert code_of(hold, opened, house, guest, "T1") == "ALREADY_ASSIGNED"
        house.rows("update bookings set party_size = 8 where id = %s returning 1", guest)
        held = hold(opened, house, guest, "T1", "T2")
        assert held.tables == (house.tables["T2"],)
        assert house.value("select count(*) from allocations where not shadow") == 1
        confirm(opened, house, guest, held.id)
    assert stored(house) == {str(guest): ["T1", "T2"]}


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
    """The functions know none of them: the plan's own checker looks first, when tables are held
    and when somebody confirms what others have held."""
    guest = house.booking(dt.time(19), party_size=party)
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=9999)
    theirs = house.hold(*names, booking=guest, expires_at=later)
    before = fingerprint(house)
    with pool(database) as opened:
        for claim in (
            lambda: hold(opened, house, guest, *names),
            lambda: confirm(opened, house, guest, theirs),
        ):
            with pytest.raises(SeatRefusedError) as caught:
                claim()
            assert {item["id"] for item in caught.value.details["checks"]} == checks
            assert fingerprint(house) == before


def test_a_venue_without_edges_merges_freely(database: Database, house: House) -> None:
    """Trap 24: that two tables are no neighbours says nothing where no neighbours are recorded."""
    house.connection.execute("delete from table_adjacencies")
    guest = house.booking(dt.time(19), party_size=8)
    with pool(database) as opened:
        confirm(opened, house, guest, hold(opened, house, guest, "T1", "T4").id)
    assert stored(house) == {str(guest): ["T1", "T4"]}


def test_rules_count_and_strangers_are_not_found(database: Database, house: House) -> None:
    """Nothing is written when a rule, the booking or a table says no."""
    guest, gone = house.booking(dt.time(19)), house.booking(dt.time(19), status="cancelled")
    large = house.booking(dt.time(19), party_size=5)
    with pool(database) as opened:
        before = fingerprint(house)
        assert code_of(hold, opened, house, gone, "T1") == "BOOKING_STATE_CONFLICT"
        assert code_of(hold, opened, house, large, "F1") == "ASSIGNMENT_VALIDATION"
        assert code_of(hold, opened, house, uuid4(), "T1") == "BOOKING_NOT_FOUND"
        wish = HoldWish(house.id, guest, frozenset({uuid4()}))
        assert code_of(hold_tables, opened, wish) == "TABLES_NOT_FOUND"
        assert fingerprint(house) == before


def test_h10_one_user_holds_for_one_booking_five_times_a_minute(
    database: Database, house: House
) -> None:
    """The sixth has to wait, also when the earlier ones were released; others need not."""
    guest, user = house.booking(dt.time(19)), Author(uuid4())
    with pool(database) as opened:
        for turn in range(5):
            held = hold(opened, house, guest, f"T{turn + 1}", author=user)
        release_hold(opened, house.id, guest, held.id, user)
        with pytest.raises(MaitredError) as caught:
            hold(opened, house, guest, "T1", author=user)
        assert caught.value.code == "HOLD_RATE_LIMIT"
        assert 0 < (caught.value.retry_after or 0) <= 60
        hold(opened, house, guest, "T1", author=Author(uuid4()))
        hold(opened, house, house.booking(dt.time(12)), "T1", author=user)


def test_drift_is_noticed_on_confirmation(database: Database, house: House) -> None:
    """Turn times or neighbours that have changed since: refused, and told what."""
    guest = house.booking(dt.time(19), party_size=8)
    with pool(database) as opened:
        held = hold(opened, house, guest, "T1", "T2")
        house.insert("table_adjacencies", table_a=house.tables["T1"], table_b=house.tables["T3"])
        house.connection.execute("update restaurants set timezone = 'Europe/Paris'")
        with pytest.raises(MaitredError) as caught:
            confirm(opened, house, guest, held.id)
        assert (caught.value.code, caught.value.details["kind"]) == ("POLICY_DRIFT", "policy")
        house.connection.execute("update restaurants set timezone = 'UTC'")
        confirm(opened, house, guest, held.id)  # another pair's edge is none of its business


def test_m08_of_many_for_one_table_one_holds_it(database: Database, house: House) -> None:
    """Two quotes that race never both hold it; the losers hear who has it."""
    guests = [house.booking(dt.time(19), party_size=4) for _ in range(8)]
    with pool(database) as opened:
        ended = race(guests, lambda guest: hold(opened, house, guest, "T1"))
    assert ended == {"ASSIGNMENT_CONFLICT": 7, "done": 1}
    assert house.value("select count(*) from table_hold_windows") == 1
