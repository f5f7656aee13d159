"""Taking back the last run: every booking has the tables it had, or nothing is written."""

import datetime as dt
import json
from typing import Any
from uuid import UUID, uuid4

import pytest

from models.errors import MaitredError
from models.problem import Mode
from persistence.pool import Database as Pool
from services.history import history_view
from services.planning.undo import UndoRequest, undo_last_run
from tests.integration.planning import fingerprint, plan_test_date, pool, stored
from tests.integration.postgres_servers import DATE, Database, House, at


def undo(database: Pool, restaurant: UUID, **wanted: Any) -> dict[str, Any]:
    """Take back the last run of the test date."""
    answer: dict[str, Any] = json.loads(
        undo_last_run(database, UndoRequest(restaurant, DATE, **wanted)).text
    )
    return answer


def refusal(database: Pool, restaurant: UUID, **wanted: Any) -> MaitredError:
    """Return why an undo is refused."""
    with pytest.raises(MaitredError) as caught:
        undo(database, restaurant, **wanted)
    return caught.value


def test_what_a_run_gave_is_taken_away_again(database: Database, house: House) -> None:
    """Nothing of the tables is left: no allocation, no ledger row, no zone."""
    guests = [house.booking(dt.time(19), party_size=party) for party in (2, 12)]
    with pool(database) as opened:
        planned = plan_test_date(opened, house.id)
        answer = undo(opened, house.id)
    assert answer["undoes"] == planned["runId"]
    assert answer["restored"] == []
    assert {item["bookingId"] for item in answer["cleared"]} == {str(guest) for guest in guests}
    assert stored(house) == {}
    for left in ("allocations", "booking_assignment_idempotency"):
        assert house.value(f"select count(*) from {left}") == 0
    assert house.value("select count(assigned_zone_id) from bookings") == 0
    assert house.value("select count(*) from table_inventory where status <> 'available'") == 0


def test_a_moved_booking_gets_its_old_tables_back(database: Database, house: House) -> None:
    """Merge, window and zone of before included, though the rules would not merge for two."""
    guest = house.booking(dt.time(19), party_size=2)
    house.assign(guest, "T1", "T2", key="old", window=(at(19), at(21)))
    large = house.booking(dt.time(19), party_size=12)
    for name in ("T4", "T5"):
        house.hold(name, start=at(18), end=at(23))
    with pool(database) as opened:
        plan_test_date(opened, house.id, mode=Mode.REBUILD)
        assert stored(house)[str(large)] == ["T1", "T2", "T3"]
        answer = undo(opened, house.id)
    assert [item["bookingId"] for item in answer["restored"]] == [str(guest)]
    assert [item["bookingId"] for item in answer["cleared"]] == [str(large)]
    assert stored(house) == {str(guest): ["T1", "T2"]}
    assert house.rows("select distinct start_at, end_at from booking_table_assignments") == [
        {"start_at": at(19), "end_at": at(21)}
    ]


def test_runs_are_taken_back_one_after_the_other(database: Database, house: House) -> None:
    """The last first; what is taken back is not taken back again, and planning goes on."""
    first = house.booking(dt.time(12))
    with pool(database) as opened:
        plan_test_date(opened, house.id)
        second = house.booking(dt.time(19))
        plan_test_date(opened, house.id)
        plan_test_date(opened, house.id)  # changes nothing: there is nothing to take back
        assert undo(opened, house.id)["cleared"][0]["bookingId"] == str(second)
        assert list(stored(house)) == [str(first)]
        assert undo(opened, house.id)["cleared"][0]["bookingId"] == str(first)
        assert refusal(opened, house.id).code == "NOTHING_TO_UNDO"
        plan_test_date(opened, house.id)
    assert set(stored(house)) == {str(first), str(second)}


def test_a_run_that_is_not_the_last_is_refused(database: Database, house: House) -> None:
    """Someone who looked at an older state takes nothing back."""
    house.booking(dt.time(12))
    with pool(database) as opened:
        first = plan_test_date(opened, house.id)["runId"]
        house.booking(dt.time(19))
        last = plan_test_date(opened, house.id)["runId"]
        before = fingerprint(house)
        error = refusal(opened, house.id, run_id=UUID(first))
        assert (error.code, error.details["lastRunId"]) == ("NOT_THE_LAST_RUN", last)
        assert refusal(opened, house.id, run_id=uuid4()).code == "NOT_THE_LAST_RUN"
        assert fingerprint(house) == before
        undo(opened, house.id, run_id=UUID(last))
        assert refusal(opened, house.id, run_id=UUID(last)).code == "NOT_THE_LAST_RUN"


@pytest.mark.parametrize("what", ["moved", "arrived", "taken", "closed"])
def test_what_happened_since_stops_the_undo(database: Database, house: House, what: str) -> None:
    """All or nothing, and every obstacle is named."""
    guest = house.booking(dt.time(19), party_size=4)
    other = house.booking(dt.time(19), party_size=12)
    house.assign(guest, "T2", key="old", window=(at(19), at(21)))
    for name in ("T4", "T5", "T6"):
        house.hold(name, start=at(18), end=at(23))
    with pool(database) as opened:
        plan_test_date(opened, house.id, mode=Mode.REBUILD)
        assert stored(house)[str(other)] == ["T1", "T2", "T3"]
        if what == "moved":
            house.unassign(guest)
        elif what == "arrived":
            house.rows("update bookings set status = 'checked_in' where id = %s returning 1", guest)
        elif what == "taken":
            late = house.booking(dt.time(21, 30), party_size=4)
            house.assign(late, "T2", window=(at(20, 55), at(23)))
        else:
            house.rows(
                "update table_inventory set status = 'out_of_service' where id = %s returning 1",
                house.tables["T2"],
            )
        before = fingerprint(house)
        error = refusal(opened, house.id)
    assert error.code == "UNDO_CONFLICT"
    assert error.details["obstacles"]
    assert fingerprint(house) == before
    assert house.value("select count(*) from maitred.runs where undoes is not null") == 0


def test_a_confirmed_booking_that_loses_its_tables_is_pending(
    database: Database, house: House
) -> None:
    """It was confirmed on the strength of them; its history says why it is not any more."""
    guest = house.booking(dt.time(19))
    with pool(database) as opened:
        planned = plan_test_date(opened, house.id)
        house.rows("update bookings set status = 'confirmed' where id = %s returning 1", guest)
        undo(opened, house.id)
    assert house.value("select status::text from bookings") == "pending"
    (row,) = house.rows("select from_status::text, reason from booking_state_history")
    assert (row["from_status"], row["reason"]) == (
        "confirmed",
        f"run {planned['runId']} was taken back",
    )


def test_a_cancelled_booking_is_left_alone(database: Database, house: House) -> None:
    """It is not part of the day any more; the others get their tables of before."""
    gone, guest = house.booking(dt.time(12)), house.booking(dt.time(19))
    with pool(database) as opened:
        plan_test_date(opened, house.id)
        house.rows("update bookings set status = 'cancelled' where id = %s returning 1", gone)
        answer = undo(opened, house.id)
    assert [item["bookingId"] for item in answer["cleared"]] == [str(guest)]


def test_a_dry_run_and_a_repeated_key(database: Database, house: House) -> None:
    """A dry run writes nothing and stands in nobody's way; a key is answered once."""
    house.booking(dt.time(19))
    with pool(database) as opened:
        plan_test_date(opened, house.id)
        before = fingerprint(house)
        assert undo(opened, house.id, dry_run=True)["dryRun"]
        assert fingerprint(house) == before
        request = UndoRequest(house.id, DATE, idempotency_key="once")
        first, again = (undo_last_run(opened, request) for _ in range(2))
    assert (again.text, again.replayed) == (first.text, True)
    assert stored(house) == {}


def test_the_history_tells_the_whole_story(database: Database, house: House) -> None:
    """Who was seated and who lost a table, by which run, newest first."""
    guest = house.booking(dt.time(19))
    with pool(database) as opened:
        planned = plan_test_date(opened, house.id)
        undone = undo(opened, house.id)
        events = history_view(opened, house.id, DATE)["events"]
        assert history_view(opened, house.id, DATE, limit=2)["more"]
    told = [(item["kind"], item["runId"], item["bookingId"]) for item in events]
    first, second = planned["runId"], undone["runId"]
    assert ("booking.cleared", second, str(guest)) in told
    assert ("booking.assigned", first, str(guest)) in told
    assert told[0][:2] in (("run.committed", second), ("booking.cleared", second))
    assert told[-1][:2] == ("run.planned", first)
    undo_states = [item for item in events if item["runId"] == second and item["detail"]]
    assert any(item["detail"].get("undoes") == first for item in undo_states)
