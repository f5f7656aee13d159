"""Locked bookings: nobody moves, seats or clears them until they are unlocked."""

import datetime as dt
import threading
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from models.problem import Mode
from tests.integration.access_world import access_world, bearer
from tests.integration.desk import Desk, Stage, said
from tests.integration.planning import (
    commit,
    fingerprint,
    plan,
    plan_test_date,
    pool,
    snapshot,
    stored,
)
from tests.integration.postgres_servers import DATE, Database, House, Server, at
from tests.integration.running_service import read_date, running_service


def path(house: House, booking: object) -> str:
    """Return where a booking's lock is."""
    return f"/api/v1/restaurants/{house.id}/bookings/{booking}/lock"


def lock(http: httpx2.Client, house: House, booking: UUID, **body: Any) -> httpx2.Response:
    """Lock a booking."""
    return http.put(path(house, booking), json=body)


def lock_row(house: House, booking: UUID) -> None:
    """Lock a booking in the database."""
    values = {"restaurant_id": house.id, "booking_id": booking, "locked_by": "test"}
    house.insert("maitred.booking_locks", **values)


def test_lock_and_unlock_are_idempotent_and_leave_history(stage: Stage, room: House) -> None:
    """One row for each change; the day view shows the lock, its author and its reason."""
    guest = room.booking()
    first = lock(stage.http, room, guest, reason="by the window")
    assert first.status_code == 200, first.text
    assert lock(stage.http, room, guest, reason="by the window").json() == first.json()
    assert first.json()["lockedBy"] == "dev-auth"
    day = read_date(stage.http, room.id)
    (shown,) = day["bookings"]
    assert (shown["locked"], shown["lockedBy"], shown["lockReason"]) == (
        True,
        "dev-auth",
        "by the window",
    )
    assert lock(stage.http, room, guest).json()["lockReason"] is None
    for _ in range(2):
        gone = stage.http.delete(path(room, guest))
        assert (gone.status_code, gone.json()["locked"]) == (200, False)
    assert read_date(stage.http, room.id)["bookings"][0]["locked"] is False
    events = stage.http.get(f"/api/v1/restaurants/{room.id}/days/{DATE}/history").json()["events"]
    assert [(e["kind"], e["bookingId"], e["reason"]) for e in reversed(events)] == [
        ("booking.locked", str(guest), "by the window"),
        ("booking.locked", str(guest), None),
        ("booking.unlocked", str(guest), None),
    ]
    assert all(event["requestId"] for event in events)


@pytest.mark.parametrize("reason", ["", "x" * 201, "a\nb", 7, "\x00"])
def test_a_reason_is_a_short_line(stage: Stage, room: House, reason: object) -> None:
    """Anything else is refused with the field, and nothing is locked."""
    guest = room.booking()
    answer = stage.http.put(path(room, guest), json={"reason": reason})
    assert said(answer) == (400, "INVALID_REQUEST")
    assert "reason" in answer.json()["details"]["fieldErrors"]
    assert read_date(stage.http, room.id)["bookings"][0]["locked"] is False


def test_another_restaurants_booking_is_not_found(stage: Stage, room: House) -> None:
    """As one that does not exist; nothing is locked or unlocked."""
    other = House.build(stage.connection)
    guest = other.booking()
    lock_row(other, guest)
    for booking in (guest, uuid4()):
        assert said(lock(stage.http, room, booking)) == (404, "BOOKING_NOT_FOUND")
        assert said(stage.http.delete(path(room, booking))) == (404, "BOOKING_NOT_FOUND")
    locks = "select restaurant_id from maitred.booking_locks where booking_id = %s"
    assert room.rows(locks, guest) == [{"restaurant_id": other.id}]


def test_who_locked_it_is_a_user_or_a_machine(pg18: Server) -> None:
    """The history has the user's id, the view the machine's name."""
    with access_world(pg18) as world:
        guest, http = world.house.booking(), world.client.http
        where = path(world.house, guest)
        mine = http.put(where, json={}, headers=world.bearer("server")).json()
        machines = http.put(where, json={"reason": "x"}, headers=bearer(world.tokens["one"])).json()
        actors = world.house.rows("select actor from maitred.events order by id")
    assert (mine["lockedBy"], machines["lockedBy"]) == (str(world.users["server"]), "one")
    assert [row["actor"] for row in actors] == [world.users["server"], None]


@pytest.mark.parametrize("mode", Mode)
def test_no_plan_touches_a_locked_booking(database: Database, house: House, mode: Mode) -> None:
    """It keeps a table that a larger party needs; without tables it stays without."""
    sits, stands = house.booking(dt.time(19)), house.booking(dt.time(19))
    house.assign(sits, "T2", window=(at(19), at(20, 5)))
    house.hold("T4", start=at(17), end=at(23), expires_at=at(23))
    lock_row(house, stands)
    lock_row(house, sits)
    large = house.booking(dt.time(19), party_size=12)
    moves = {"max_moves": 5} if mode is Mode.IMPROVE else {}
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id, mode=mode, **moves)
        assert stored(house) == {str(sits): ["T2"]}
        assert {item["bookingId"] for item in answer["skipped"]} == {str(stands), str(large)}
        house.rows("delete from maitred.booking_locks returning 1")
        plan_test_date(opened, house.id, mode=mode, **moves)
    assert str(stands) in stored(house)
    assert (str(large) in stored(house)) == (mode is not Mode.FILL)


def test_a_lock_set_meanwhile_is_a_conflict(database: Database, house: House) -> None:
    """The plan in flight is not written; the next one leaves the booking alone."""
    guest, other = house.booking(dt.time(12)), house.booking(dt.time(19))
    with pool(database) as opened:
        found = snapshot(opened, house.id)
        planned = plan(found)
        lock_row(house, guest)
        outcome = commit(opened, found, planned)
        assert (outcome.committed, outcome.changes) == (False, (f"booking {guest} changed",))
        plan_test_date(opened, house.id)
    assert set(stored(house)) == {str(other)}


def test_a_lock_waits_for_a_commit_in_flight(database: Database, house: House) -> None:
    """What is locked is what the commit has written: whoever locks, waits for the row."""
    guest = house.booking(dt.time(19))
    with running_service(database.dsn) as service, database.connect() as committing:
        committing.execute("select id from bookings where id = %s for update", [guest])
        answers: list[httpx2.Response] = []
        asking = threading.Thread(
            target=lambda: answers.append(lock(service.http, house, guest)), daemon=True
        )
        asking.start()
        asking.join(0.5)
        assert answers == []
        assert house.value("select count(*) from maitred.booking_locks") == 0
        committing.rollback()
        asking.join(20)
    assert answers[0].status_code == 200


def test_nobody_changes_a_locked_booking_by_hand(operator: Desk, room: House) -> None:
    """Every way is refused with what to do, and writes nothing; unlocked, all of it works."""
    guest = room.booking(party_size=4)
    held = operator.hold(guest, "T1")["hold"]["id"]
    assert operator.assign(guest, "T4").status_code == 200
    session = operator.open(guest)["id"]
    assert lock(operator.http, room, guest, reason="anniversary").status_code == 200
    before = fingerprint(room)
    taken = {"tableIds": operator.ids("T4")}
    refused = {
        "assign": operator.assign(guest, "T5"),
        "the same again": operator.assign(guest, "T4"),
        "add": operator.add(guest, "T5"),
        "remove": operator.http.delete(f"/api/ops/bookings/{guest}/tables/{room.tables['T4']}"),
        "take away": operator.http.request(
            "DELETE", f"/api/ops/bookings/{guest}/assign-tables", json=taken
        ),
        "validate": operator.ask("validate", guest, "T5"),
        "hold": operator.ask("hold", guest, "T5"),
        "confirm": operator.confirm(guest, held),
        "confirm automatically": operator.confirm_automatically(guest, held),
        "quote": operator.quote(guest),
        "look at a quote": operator.quote(guest, hold=False),
        "step": operator.choose(session, guest, "T5", mode="hold"),
    }
    assert {way: said(answer) for way, answer in refused.items()} == dict.fromkeys(
        refused, (409, "BOOKING_LOCKED")
    )
    several = {"changes": [{"bookingId": str(guest), "tableIds": operator.ids("T5")}]}
    day = f"/api/v1/restaurants/{room.id}/days/{DATE}"
    together = operator.http.post(f"{day}/changes", json=several)
    assert said(together) == (409, "CHANGES_REFUSED")
    assert together.json()["details"]["obstacles"][0] == f"booking {guest} is locked: it stays"
    body = refused["assign"].json()
    assert body["message"] == "The booking is locked: its tables stay as they are (anniversary)"
    assert path(room, guest) in body["hint"]
    assert body["details"] == {
        "bookingId": str(guest),
        "lockedBy": "dev-auth",
        "lockReason": "anniversary",
    }
    assert fingerprint(room) == before
    assert operator.http.delete(path(room, guest)).status_code == 200
    assert operator.assign(guest, "T5").status_code == 200


def test_a_request_that_was_answered_before_the_lock_is_answered_again(
    operator: Desk, room: House
) -> None:
    """A repetition asks for nothing new."""
    guest = room.booking(party_size=4)
    first = operator.assign(guest, "T4", idempotencyKey="once")
    lock(operator.http, room, guest)
    again = operator.assign(guest, "T4", idempotencyKey="once")
    assert (again.status_code, again.json()) == (200, first.json())


def test_a_run_is_not_taken_back_over_a_lock(database: Database, house: House) -> None:
    """The obstacle says that the booking is locked."""
    guest = house.booking(dt.time(19))
    with running_service(database.dsn) as service:
        service.plan(house.id)
        lock_row(house, guest)
        answer = service.http.post(f"/api/v1/restaurants/{house.id}/days/{DATE}/undo", json={})
    assert said(answer) == (409, "UNDO_CONFLICT")
    assert answer.json()["details"]["obstacles"] == [f"booking {guest} is locked: it stays"]
    assert str(guest) in stored(house)


def test_the_lock_outlives_a_cancellation(database: Database, house: House) -> None:
    """It means nothing as long as the booking wants no table, and counts again afterwards."""
    guest = house.booking(dt.time(19))
    lock_row(house, guest)
    for status in ("cancelled", "pending"):
        house.rows("update bookings set status = %s where id = %s returning 1", status, guest)
        with pool(database) as opened:
            found = snapshot(opened, house.id).problem.bookings
        assert [item.locked for item in found] == ([] if status == "cancelled" else [True])
