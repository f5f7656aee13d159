"""Validate, hold, release and confirm by hand, over a real socket."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.concurrency.chaos import on
from tests.integration.desk import STAFF, Desk, failed
from tests.integration.planning import fingerprint, stored
from tests.integration.postgres_servers import Database, House, at
from tests.integration.running_service import running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)
"""What differs between servers is below the routes, and tested there."""

CHECKS = ["capacity", "slack", "zone", "movable", "adjacency", "conflict", "holds"]


@pytest.fixture
def desk(database: Database, house: House) -> Iterator[Desk]:
    """A desk with the service on a test's database."""
    with running_service(database.dsn) as client:
        yield Desk(client.http, house)


def test_the_context_shows_what_is_in_the_way(desk: Desk, house: House) -> None:
    """Tables, holds, conflicts, window and versions; the ops form is the same."""
    guest, other = house.booking(dt.time(19), party_size=4), house.booking(dt.time(19, 30))
    house.assign(other, "T1", window=(at(19, 30), at(21)))
    found = desk.context(guest)
    assert found["booking"]["party_size"] == found["booking"]["partySize"] == 4
    assert found["window"] == {
        "startAt": at(19).isoformat(),
        "endAt": at(20, 20).isoformat(),
    }
    assert len(found["tables"]) == len(house.tables)
    [conflict] = found["conflicts"]
    assert (conflict["tableId"], conflict["source"]) == (str(house.tables["T1"]), "booking")
    assert (found["holds"], found["activeHold"], found["bookingAssignments"]) == ([], None, [])
    assert set(found["versions"]) == {
        "context",
        "policy",
        "window",
        "flags",
        "tables",
        "adjacency",
        "holds",
        "assignments",
    }
    ops = desk.http.get(f"/api/ops/bookings/{guest}/manual-context").json()
    assert ops["contextVersion"] == found["contextVersion"]
    house.assign(house.booking(dt.time(19, 45)), "T2", window=(at(19, 45), at(21)))
    assert desk.context(guest)["contextVersion"] != found["contextVersion"]


@pytest.mark.parametrize(
    ("party", "names", "more", "expected"),
    [
        (4, ["T1"], {}, []),
        (5, ["T1"], {}, ["capacity"]),
        (3, ["T1", "T2"], {}, ["slack"]),
        (8, ["T1", "B1"], {}, ["zone", "adjacency"]),
        (8, ["T1", "F1"], {}, ["movable", "adjacency"]),
        (8, ["T1", "T4"], {}, ["adjacency"]),
        (8, ["T1", "T4"], {"requireAdjacency": False}, []),
    ],
)
def test_s47_every_check_is_told(
    desk: Desk, house: House, party: int, names: list[str], more: Any, expected: list[str]
) -> None:
    """All seven in their order, whatever fails; nothing is written."""
    guest = house.booking(dt.time(19), party_size=party)
    before = fingerprint(house)
    answer = desk.ask("validate", guest, *names, **more)
    assert answer.status_code == 200, answer.text
    assert [check["id"] for check in answer.json()["checks"]][:7] == CHECKS
    assert (failed(answer), answer.json()["ok"]) == (expected, not expected)
    assert answer.json()["summary"]["partySize"] == party
    assert fingerprint(house) == before


def test_c02_s56_a_choice_is_held_and_confirmed(desk: Desk, house: House) -> None:
    """The booking is confirmed with its tables; a repeated confirmation gets the same bytes."""
    guest = house.booking(dt.time(19), party_size=8)
    answer = desk.ask("hold", guest, "T1", "T2", holdTtlSeconds=60)
    assert answer.status_code == 200, answer.text
    held = answer.json()
    assert held["hold"]["tableIds"] == sorted(str(house.tables[name]) for name in ("T1", "T2"))
    assert held["validation"]["ok"] is True
    seen = desk.context(guest)
    assert seen["contextVersion"] == held["contextVersion"]
    assert seen["activeHold"]["id"] == held["hold"]["id"]
    first = desk.confirm(guest, held["hold"]["id"], held["contextVersion"])
    assert first.status_code == 200, first.text
    assert len(first.json()["assignments"]) == 2
    assert first.json()["context"]["booking"]["status"] == "confirmed"
    assert stored(house) == {str(guest): ["T1", "T2"]}
    again = desk.confirm(guest, held["hold"]["id"], held["contextVersion"])
    assert (again.content, again.headers["idempotency-replayed"]) == (first.content, "true")
    [change] = house.rows("select reason from booking_state_history")
    assert change["reason"] == "manual_assign_session_confirm"


def test_s48_the_bookings_own_hold_counts_unless_it_is_left_out(desk: Desk, house: House) -> None:
    """It fails the check of holds, and no other."""
    guest = house.booking(dt.time(19), party_size=4)
    held = desk.ask("hold", guest, "T1").json()["hold"]["id"]
    assert failed(desk.ask("validate", guest, "T1")) == ["holds"]
    assert failed(desk.ask("validate", guest, "T1", excludeHoldId=held)) == []


def test_m20_s50_an_old_screen_is_told_to_refresh(desk: Desk, house: House) -> None:
    """409 with both versions, for all three."""
    guest = house.booking(dt.time(19), party_size=4)
    for what in ("validate", "hold"):
        answer = desk.ask(what, guest, "T1", contextVersion="old")
        assert (answer.status_code, answer.json()["code"]) == (409, "STALE_CONTEXT")
        assert answer.json()["details"]["provided"] == "old"
        assert answer.json()["details"]["changed"] == []
    held = desk.ask("hold", guest, "T1").json()
    before = fingerprint(house)
    answer = desk.confirm(guest, held["hold"]["id"], "old")
    assert (answer.status_code, answer.json()["code"]) == (409, "STALE_CONTEXT")
    assert fingerprint(house) == before


def test_what_changed_on_an_old_screen_is_named(desk: Desk, house: House) -> None:
    """The part of the context, by name, and no other."""
    guest = house.booking(dt.time(19), party_size=4)
    seen = desk.context(guest)["contextVersion"]
    house.assign(house.booking(dt.time(19, 30)), "T5", window=(at(19, 30), at(21)))
    answer = desk.ask("validate", guest, "T1", contextVersion=seen).json()
    # The database marks the table as reserved, too.
    changed = ["tables", "what others have or hold"]
    assert answer["message"] == f"Changed since it was on your screen: {', '.join(changed)}"
    assert answer["details"]["changed"] == changed
    seen = desk.context(guest)["contextVersion"]
    house.rows("update bookings set party_size = 3 where id = %s returning 1", guest)
    house.rows("update table_inventory set active = false where table_number = 'F1' returning 1")
    answer = desk.ask("hold", guest, "T1", contextVersion=seen).json()
    assert answer["details"]["changed"] == ["the booking", "tables"]


@pytest.mark.parametrize(
    ("party", "names", "status", "code"),
    [
        (5, ["T1"], 422, "CAPACITY_INSUFFICIENT"),
        (3, ["T1", "T2"], 422, "SLACK_BUDGET_EXCEEDED"),
        (8, ["T1", "B1"], 422, "ZONE_MISMATCH"),
        (8, ["T1", "F1"], 422, "TABLE_IMMUTABLE"),
        (8, ["T1", "T4"], 422, "ADJACENCY_INVALID"),
        (4, ["T5"], 422, "ASSIGNMENT_CONFLICT"),
        (4, ["T6"], 409, "HOLD_CONFLICT"),
    ],
)
def test_m02_m03_m05_what_fails_is_not_held(
    desk: Desk, house: House, party: int, names: list[str], status: int, code: str
) -> None:
    """Under the name of the first failed check; nothing is written."""
    other, holder = house.booking(dt.time(19, 30)), house.booking(dt.time(19, 15))
    house.assign(other, "T5", window=(at(19, 30), at(21)))
    assert desk.ask("hold", holder, "T6").status_code == 200
    guest = house.booking(dt.time(19), party_size=party)
    before = fingerprint(house)
    answer = desk.ask("hold", guest, *names)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["details"]["validation"]["ok"] is False
    assert fingerprint(house) == before


def test_s53_another_bookings_hold_is_not_confirmed_or_released(desk: Desk, house: House) -> None:
    """409 by hand, and by the automatic route too; a hold that is gone is 404."""
    guest, other = house.booking(dt.time(19)), house.booking(dt.time(12))
    held = desk.ask("hold", guest, "T1").json()["hold"]["id"]
    answer = desk.confirm(other, held, desk.context(other)["contextVersion"])
    assert (answer.status_code, answer.json()["code"]) == (409, "HOLD_BOOKING_MISMATCH")
    body = {"holdId": held, "bookingId": str(other)}
    answer = desk.http.request("DELETE", f"{STAFF}/hold", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "HOLD_BOOKING_MISMATCH")
    answer = desk.http.post("/api/staff/auto/confirm", json={**body, "idempotencyKey": "k"})
    assert (answer.status_code, answer.json()["code"]) == (422, "HOLD_BOOKING_MISMATCH")
    body = {"holdId": held, "bookingId": str(guest)}
    assert desk.http.request("DELETE", f"{STAFF}/hold", json=body).json()["released"] is True
    answer = desk.http.request("DELETE", f"{STAFF}/hold", json=body)
    assert (answer.status_code, answer.json()["code"]) == (404, "HOLD_NOT_FOUND")


def test_a_hold_is_confirmed_by_the_automatic_route(desk: Desk, house: House) -> None:
    """The status stays, and a replay is answered although the hold is gone."""
    guest = house.booking(dt.time(19), party_size=4)
    held = desk.ask("hold", guest, "T1").json()["hold"]["id"]
    body = {"holdId": held, "bookingId": str(guest), "idempotencyKey": "k"}
    first = desk.http.post("/api/staff/auto/confirm", json=body)
    assert first.status_code == 200, first.text
    assert first.json()["assignments"][0]["tableId"] == str(house.tables["T1"])
    assert desk.http.post("/api/staff/auto/confirm", json=body).content == first.content
    assert house.value("select status::text from bookings") == "pending"


def test_a_failed_check_is_overruled_with_a_reason(desk: Desk, house: House) -> None:
    """It warns instead, up to the confirmation, and the hold says why; others cannot be."""
    guest = house.booking(dt.time(19), party_size=5)
    override = {"checks": ["capacity"], "reason": "a high chair"}
    checked = desk.ask("validate", guest, "T1", override=override)
    assert (failed(checked), checked.json()["checks"][0]["status"]) == ([], "warning")
    held = desk.ask("hold", guest, "T1", override=override).json()
    [row] = house.rows("select metadata from table_holds")
    assert row["metadata"]["byHand"]["reason"] == "a high chair"
    answer = desk.confirm(guest, held["hold"]["id"], held["contextVersion"])
    assert answer.status_code == 200, answer.text
    override = {"checks": ["zone"], "reason": "because"}
    answer = desk.ask("validate", guest, "T1", override=override)
    assert (answer.status_code, answer.json()["code"]) == (422, "CHECK_NOT_WAIVABLE")


def test_wrong_requests_are_refused_by_name(desk: Desk, house: House) -> None:
    """Fields, bookings, tables and holds that are none."""
    guest = house.booking(dt.time(19))
    assert desk.http.get(f"{STAFF}/context").status_code == 400
    assert desk.http.get(f"{STAFF}/context", params={"bookingId": "x"}).status_code == 400
    for status, body in (
        (400, {}),
        (400, {"holdTtlSeconds": 29}),
        (400, {"tableIds": []}),
        (404, {"bookingId": str(uuid4())}),
        (404, {"tableIds": [str(uuid4())]}),
    ):
        if body:
            answer = desk.ask("hold", guest, "T1", **body)
        else:
            answer = desk.http.post(f"{STAFF}/hold", json=body)
        assert answer.status_code == status, answer.text
    answer = desk.confirm(guest, str(uuid4()), desk.context(guest)["contextVersion"])
    assert (answer.status_code, answer.json()["code"]) == (404, "HOLD_NOT_FOUND")
