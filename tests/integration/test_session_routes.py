"""Manual sessions over a real socket: choice, hold and confirmation with their versions."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from tests.concurrency.chaos import on
from tests.integration.planning import fingerprint, stored
from tests.integration.postgres_servers import Database, House
from tests.integration.running_service import running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)
"""What differs between servers is below the routes, and tested there."""

ROUTE = "/api/staff/manual/session"


class Desk:
    """An operator with a session."""

    def __init__(self, http: httpx2.Client, house: House, booking: UUID) -> None:
        self.http, self.house, self.booking = http, house, booking

    def open(self) -> dict[str, Any]:
        """Open the booking's session."""
        answer = self.http.post(ROUTE, json={"bookingId": str(self.booking)})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def choose(self, session: str, *names: str, **more: Any) -> httpx2.Response:
        """Choose tables."""
        body = {
            "bookingId": str(self.booking),
            "tableIds": [str(self.house.tables[name]) for name in names],
            **more,
        }
        return self.http.put(f"{ROUTE}/{session}/selection", json=body)

    def confirm(self, session: str, hold: str, **more: Any) -> httpx2.Response:
        """Confirm what the session holds."""
        body = {"bookingId": str(self.booking), "holdId": hold, "idempotencyKey": "k", **more}
        return self.http.post(f"{ROUTE}/{session}/confirm", json=body)


@pytest.fixture
def desk(database: Database, house: House) -> Iterator[Desk]:
    """A desk with a booking of eight."""
    with running_service(database.dsn) as client:
        yield Desk(client.http, house, house.booking(dt.time(19), party_size=8))


def test_a_session_from_choice_to_confirmation(desk: Desk, house: House) -> None:
    """One per booking; proposed, held, confirmed, each with its version; replayed by its key."""
    opened = desk.open()
    session = opened["session"]
    assert (session["state"], session["selectionVersion"]) == ("none", 0)
    assert desk.open()["session"]["id"] == session["id"]
    proposed = desk.choose(session["id"], "T1", "T2", mode="propose").json()
    assert (proposed["session"]["state"], proposed["hold"]) == ("proposed", None)
    held = desk.choose(session["id"], "T1", "T2", selectionVersion=1).json()
    assert (held["session"]["state"], held["session"]["selectionVersion"]) == ("held", 2)
    assert held["session"]["holdId"] == held["hold"]["id"]
    assert held["session"]["contextVersion"] == held["context"]["contextVersion"]
    first = desk.confirm(
        session["id"],
        held["hold"]["id"],
        selectionVersion=2,
        contextVersion=held["context"]["contextVersion"],
    )
    assert first.status_code == 200, first.text
    assert first.json()["session"]["state"] == "confirmed"
    assert first.json()["context"]["booking"]["status"] == "confirmed"
    assert stored(house) == {str(desk.booking): ["T1", "T2"]}
    again = desk.confirm(session["id"], held["hold"]["id"])
    assert again.content == first.content


def test_m09_a_held_choice_is_replaced_by_another(desk: Desk, house: House) -> None:
    """The new hold is the session's, the old one is gone, and the version rises by one."""
    session = desk.open()["session"]["id"]
    first = desk.choose(session, "T1", "T2").json()
    second = desk.choose(session, "T2", "T3", selectionVersion=1)
    assert second.status_code == 200, second.text
    assert second.json()["session"]["selectionVersion"] == 2
    assert second.json()["session"]["holdId"] == second.json()["hold"]["id"]
    assert second.json()["hold"]["id"] != first["hold"]["id"]
    assert house.value("select count(*) from table_holds") == 1
    assert desk.open()["session"]["state"] == "held"


def test_a_choice_that_fails_is_an_answer(desk: Desk) -> None:
    """The session is conflicted and holds nothing; the checks say why."""
    session = desk.open()["session"]["id"]
    for mode in ("propose", "hold"):
        answer = desk.choose(session, "T1", "T4", mode=mode)
        assert answer.status_code == 200, answer.text
        found = answer.json()
        assert (found["session"]["state"], found["hold"]) == ("conflicted", None)
        assert found["validation"]["ok"] is False


def test_s51_old_versions_are_told(desk: Desk, house: House) -> None:
    """Of the choice and of the context; nothing is written."""
    session = desk.open()["session"]["id"]
    held = desk.choose(session, "T1", "T2").json()
    before = fingerprint(house)
    answer = desk.choose(session, "T2", "T3", selectionVersion=0)
    assert (answer.status_code, answer.json()["code"]) == (409, "SELECTION_VERSION_MISMATCH")
    assert answer.json()["details"] == {"expected": 1, "provided": 0}
    answer = desk.choose(session, "T2", "T3", contextVersion="old")
    assert (answer.status_code, answer.json()["code"]) == (409, "STALE_CONTEXT")
    for more, code in (
        ({"selectionVersion": 0}, "SELECTION_VERSION_MISMATCH"),
        ({"contextVersion": "old"}, "STALE_CONTEXT"),
    ):
        answer = desk.confirm(session, held["hold"]["id"], **more)
        assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert fingerprint(house) == before


def test_another_choice_takes_the_place_of_the_one_that_is_held(desk: Desk) -> None:
    """On the version that the screen has: what gives way to it is the session's own hold."""
    session = desk.open()["session"]["id"]
    first = desk.choose(session, "T1", "T2", selectionVersion=0).json()
    answer = desk.choose(session, "T2", "T3", selectionVersion=1)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["session"]["state"], found["session"]["selectionVersion"]) == ("held", 2)
    assert found["session"]["holdId"] == found["hold"]["id"] != first["hold"]["id"]
    assert desk.confirm(session, found["hold"]["id"], selectionVersion=2).status_code == 200


def test_a_session_whose_hold_is_gone_holds_nothing(desk: Desk, house: House) -> None:
    """Run out: expired; released by somebody: cancelled. The version tells other screens."""
    session = desk.open()["session"]["id"]
    held = desk.choose(session, "T1", "T2").json()
    house.rows(
        'update table_holds set metadata = metadata || \'{"heldUntil": "2020-01-01T00:00:00Z"}\''
        " returning 1"
    )
    assert desk.open()["session"]["state"] == "expired"
    answer = desk.confirm(session, held["hold"]["id"])
    assert answer.status_code == 409
    held = desk.choose(session, "T1", "T2").json()
    body = {"holdId": held["hold"]["id"], "bookingId": str(desk.booking)}
    assert desk.http.request("DELETE", "/api/staff/manual/hold", json=body).status_code == 200
    found = desk.open()["session"]
    assert (found["state"], found["holdId"]) == ("cancelled", None)
    assert found["selectionVersion"] == held["session"]["selectionVersion"] + 1


def test_sessions_of_others_and_of_nobody(desk: Desk, house: House) -> None:
    """Another booking's session and another hold are refused; unknown ones are 404."""
    session = desk.open()["session"]["id"]
    held = desk.choose(session, "T1", "T2").json()["hold"]["id"]
    other = Desk(desk.http, house, house.booking(dt.time(12)))
    answer = other.choose(session, "T4")
    assert (answer.status_code, answer.json()["code"]) == (409, "SESSION_BOOKING_MISMATCH")
    mine = other.open()["session"]["id"]
    theirs = other.choose(mine, "T4").json()["hold"]["id"]
    answer = desk.confirm(session, theirs)
    assert answer.status_code == 409
    answer = desk.choose(str(uuid4()), "T1")
    assert (answer.status_code, answer.json()["code"]) == (404, "SESSION_NOT_FOUND")
    assert desk.confirm(session, held).status_code == 200


def test_a_database_without_sessions(database: Database, house: House) -> None:
    """Says so; the routes without sessions work."""
    house.connection.execute("drop table manual_assignment_sessions")
    booking = house.booking(dt.time(19), party_size=8)
    with running_service(database.dsn) as client:
        answer = client.http.post(ROUTE, json={"bookingId": str(booking)})
        assert (answer.status_code, answer.json()["code"]) == (404, "SESSION_DISABLED")
        context = client.http.get(f"/api/ops/bookings/{booking}/manual-context").json()
        body = {
            "bookingId": str(booking),
            "tableIds": [str(house.tables["T1"]), str(house.tables["T2"])],
            "contextVersion": context["contextVersion"],
        }
        answer = client.http.post("/api/staff/manual/hold", json=body)
    assert answer.status_code == 200, answer.text
