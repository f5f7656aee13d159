"""Several bookings get other tables at once: all of them, checked, or none."""

import datetime as dt
import json
from typing import Any
from uuid import UUID, uuid4

import pytest

from models.errors import InvalidInputError, MaitredError
from persistence.pool import Database as Pool
from services.access import EVERYBODY
from services.day_view import day_view
from services.history import history_view
from services.planning.apply_run import ApplyRequest, apply_run
from services.planning.rearrange import ChangesRequest, change_tables
from services.planning.undo import UndoRequest, undo_last_run
from solver.replanning.rearrange import ChangesRefusedError
from tests.integration.planning import fingerprint, pool, stored
from tests.integration.postgres_servers import DATE, Database, House, at

LATE = (at(19), at(20, 30))


def change(
    database: Pool, house: House, changes: dict[UUID, tuple[str, ...]], **wanted: Any
) -> dict[str, Any]:
    """Give bookings of the test date these tables, by their numbers."""
    tables = {key: tuple(house.tables[name] for name in names) for key, names in changes.items()}
    request = ChangesRequest(house.id, DATE, tables, **wanted)
    answer: dict[str, Any] = json.loads(change_tables(database, request).text)
    return answer


def refusal(database: Pool, house: House, changes: dict[UUID, tuple[str, ...]]) -> MaitredError:
    """Return why changes are refused; nothing was written."""
    before = fingerprint(house)
    with pytest.raises(MaitredError) as caught:
        change(database, house, changes)
    assert fingerprint(house) == before
    return caught.value


def seated(house: House, *tables: str, party: int = 2) -> UUID:
    """Return a booking of seven o'clock that sits on these tables."""
    guest = house.booking(dt.time(19), party_size=party)
    house.assign(guest, *tables, key=str(uuid4()), window=LATE)
    return guest


def test_two_bookings_swap_tables(database: Database, house: House) -> None:
    """What one gives up is the other's; the run that keeps it can be taken back."""
    first, second = seated(house, "T1"), seated(house, "T2")
    third = house.booking(dt.time(19), party_size=2)
    with pool(database) as opened:
        answer = change(opened, house, {first: ("T2",), second: ("T1",), third: ("B1",)})
        assert stored(house) == {str(first): ["T2"], str(second): ["T1"], str(third): ["B1"]}
        assert {item["bookingId"] for item in answer["changed"]} == set(stored(house))
        assert (answer["seated"], answer["covers"]) == (3, 6)
        kinds = {event["kind"] for event in history_view(opened, house.id, DATE)["events"]}
        assert {"booking.moved", "booking.assigned", "run.committed"} <= kinds
        undo_last_run(opened, UndoRequest(house.id, DATE, UUID(answer["runId"])))
    assert stored(house) == {str(first): ["T1"], str(second): ["T2"]}


def test_tables_are_taken_away(database: Database, house: House) -> None:
    """No tables: the booking waits again."""
    guest = seated(house, "T1")
    with pool(database) as opened:
        answer = change(opened, house, {guest: ()})
    assert stored(house) == {}
    assert answer["changed"] == [
        {"bookingId": str(guest), "from": [str(house.tables["T1"])], "to": []}
    ]


def test_a_dry_run_writes_nothing(database: Database, house: House) -> None:
    """It says what would be done, and is kept as a run."""
    guest = seated(house, "T1")
    before = fingerprint(house)
    with pool(database) as opened:
        answer = change(opened, house, {guest: ("T2",)}, dry_run=True)
    assert answer["dryRun"]
    assert answer["changed"][0]["to"] == [str(house.tables["T2"])]
    assert fingerprint(house) == before


def test_one_bad_change_spoils_all(database: Database, house: House) -> None:
    """Nothing of the others is written; the table that is taken is named by its number."""
    first, second = seated(house, "T1"), seated(house, "T2")
    with pool(database) as opened:
        error = refusal(opened, house, {first: ("T2",)})
        assert isinstance(error, ChangesRefusedError)
        assert "T2" in error.message
        waiting = house.booking(dt.time(19), party_size=2)
        error = refusal(opened, house, {waiting: ("B1",), first: ("T2",)})
        assert len(error.details["obstacles"]) == 1
    assert stored(house) == {str(first): ["T1"], str(second): ["T2"]}


def test_who_sits_already_stays(database: Database, house: House) -> None:
    """Guests who have come keep their tables."""
    guest = house.booking(dt.time(19), party_size=2, status="checked_in")
    house.assign(guest, "T1", key="sits", window=LATE)
    with pool(database) as opened:
        error = refusal(opened, house, {guest: ("T2",)})
    assert "it stays" in error.message


def test_bookings_and_tables_of_others_are_unknown(database: Database, house: House) -> None:
    """Another date's booking, or a table of nobody, is named with its field."""
    other = house.booking(dt.time(19), booking_date=DATE + dt.timedelta(days=1))
    with pool(database) as opened:
        error = refusal(opened, house, {other: ("T1",)})
        assert isinstance(error, InvalidInputError)
        assert error.flaws[0].place == "changes.bookingId"
        guest = house.booking(dt.time(19))
        request = ChangesRequest(house.id, DATE, {guest: (uuid4(),)})
        with pytest.raises(InvalidInputError, match=r"changes\.tableIds"):
            change_tables(opened, request)


def test_a_repeated_key_answers_the_same(database: Database, house: House) -> None:
    """Byte for byte, though the tables have been changed since."""
    guest = seated(house, "T1")
    wanted = {guest: (house.tables["T2"],)}
    with pool(database) as opened:
        request = ChangesRequest(house.id, DATE, wanted, idempotency_key="once")
        first = change_tables(opened, request)
        change(opened, house, {guest: ("T1",)})
        again = change_tables(opened, request)
    assert (again.text, again.replayed) == (first.text, True)
    assert stored(house) == {str(guest): ["T1"]}


def test_what_is_tried_is_not_what_the_date_looks_like(database: Database, house: House) -> None:
    """The last plan stays the last run, with its reasons; what is tried can be applied later."""
    guest = seated(house, "T1")
    with pool(database) as opened:
        last = change(opened, house, {guest: ("T2",)})["runId"]
        tried = change(opened, house, {guest: ("T1",)}, dry_run=True)["runId"]
        assert day_view(opened, house.id, DATE)["run"]["id"] == last
        apply_run(opened, ApplyRequest(UUID(tried)), EVERYBODY)
    assert stored(house) == {str(guest): ["T1"]}
