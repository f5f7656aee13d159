"""The direct routes of a booking's tables, over a real socket."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from persistence.place_hold import HoldWish
from services.holds import hold_tables
from tests.concurrency.chaos import on
from tests.integration.planning import fingerprint, pool, stored
from tests.integration.postgres_servers import Database, House, at
from tests.integration.running_service import running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)
"""What differs between servers is below the routes, and tested there."""


@pytest.fixture
def http(database: Database) -> Iterator[httpx2.Client]:
    """A client of the service on a test's database."""
    with running_service(database.dsn) as client:
        yield client.http


def place(booking: UUID, rest: str) -> str:
    """Return a booking's route."""
    return f"/api/ops/bookings/{booking}/{rest}"


def ids(house: House, *names: str) -> list[str]:
    """Return table ids by number."""
    return [str(house.tables[name]) for name in names]


def assign(
    http: httpx2.Client, house: House, booking: UUID, *names: str, **more: Any
) -> httpx2.Response:
    """Assign a set."""
    body = {"tableIds": ids(house, *names), "idempotencyKey": str(uuid4()), **more}
    return http.post(place(booking, "assign-tables"), json=body)


def test_c16_a_set_is_assigned_replaced_and_taken_away(http: httpx2.Client, house: House) -> None:
    """The set and no more; a pending booking is confirmed with it and pending again without."""
    guest = house.booking(dt.time(19), party_size=8)
    answer = assign(http, house, guest, "T1", "T2").json()
    assert answer["success"] is True
    assert answer["booking"] == {"id": str(guest), "status": "confirmed", "party_size": 8}
    assert answer["summary"] == {
        "tableCount": 2,
        "totalCapacity": 8,
        "partySize": 8,
        "slack": 0,
    }
    assert {row["table_id"] for row in answer["assignments"]} == set(ids(house, "T1", "T2"))
    assert set(answer["assignments"][0]) == {
        "id",
        "booking_id",
        "table_id",
        "assigned_at",
        "assigned_by",
    }
    assign(http, house, guest, "T2", "T3")
    assert stored(house) == {str(guest): ["T2", "T3"]}
    body = {"tableIds": ids(house, "T2", "T3", "B1")}
    answer = http.request("DELETE", place(guest, "assign-tables"), json=body).json()
    assert (answer["success"], answer["removedCount"]) == (True, 2)
    assert stored(house) == {}
    assert house.value("select status::text from bookings") == "pending"


def test_c14_s27_s28_s58_a_used_key_repeats_the_answer(http: httpx2.Client, house: House) -> None:
    """Byte for byte, marked, and with no new rows; another set under it is refused (27)."""
    guest = house.booking(dt.time(19), party_size=4)
    first = assign(http, house, guest, "T1", idempotencyKey="k")
    before = fingerprint(house)
    again = assign(http, house, guest, "T1", idempotencyKey="k")
    assert again.content == first.content
    assert again.headers["idempotency-replayed"] == "true"
    other = assign(http, house, guest, "T2", idempotencyKey="k")
    assert (other.status_code, other.json()["code"]) == (409, "IDEMPOTENCY_KEY_CONFLICT")
    assert fingerprint(house) == before


@pytest.mark.parametrize(
    ("party", "names", "more", "code"),
    [
        (8, ["T1", "B1"], {"requireAdjacency": False}, "ZONE"),
        (8, ["T1", "F1"], {"requireAdjacency": False}, "MOVABLE"),
        (5, ["T1"], {}, "CAPACITY"),
        (8, ["T1", "T4"], {}, "ADJACENCY"),
    ],
)
def test_s47_a_failed_check_is_named(
    http: httpx2.Client, house: House, party: int, names: list[str], more: Any, code: str
) -> None:
    """422 under the check's name, all checks in the details, nothing written."""
    guest = house.booking(dt.time(19), party_size=party)
    before = fingerprint(house)
    answer = assign(http, house, guest, *names, **more)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    failed = [check["id"] for check in answer.json()["details"]["checks"] if not check["passed"]]
    assert failed[0].upper() == code
    assert fingerprint(house) == before


def test_s47_neighbours_do_not_count_when_nobody_asks(http: httpx2.Client, house: House) -> None:
    """Two tables apart are the caller's decision; rules of the house only warn."""
    guest = house.booking(dt.time(19), party_size=8)
    assert assign(http, house, guest, "T1", "T4", requireAdjacency=False).status_code == 200
    small = house.booking(dt.time(12), party_size=2)
    assert assign(http, house, small, "T1", "T2", "T3").status_code == 200


def test_who_has_the_table_is_named(http: httpx2.Client, database: Database, house: House) -> None:
    """A seated booking, and a hold with its deadline."""
    seated, holder = house.booking(dt.time(19)), house.booking(dt.time(19, 15))
    assert assign(http, house, seated, "T1").status_code == 200
    with pool(database) as opened:
        held = hold_tables(opened, HoldWish(house.id, holder, frozenset({house.tables["T2"]})))
    late = house.booking(dt.time(19, 30))
    for name, blocker in (("T1", seated), ("T2", holder)):
        answer = assign(http, house, late, name).json()
        [conflict] = answer["details"]["conflicts"]
        assert (answer["code"], conflict["bookingId"]) == ("CONFLICTS", str(blocker))
    assert conflict["holdId"] == str(held.id)


def test_tables_are_added_listed_and_removed_one_by_one(http: httpx2.Client, house: House) -> None:
    """They are more than before; the status stays; the last one gone, nothing is left."""
    guest = house.booking(dt.time(19), party_size=8)
    for name in ("T1", "T2"):
        answer = http.post(
            place(guest, "tables"),
            json={"tableId": ids(house, name)[0]},
            headers={"Idempotency-Key": name},
        )
        assert answer.status_code == 200, answer.text
    listed = http.get(place(guest, "tables")).json()
    assert listed == answer.json()
    found = listed["tableAssignments"]
    assert {item["tableId"] for item in found} == set(ids(house, "T1", "T2"))
    assert found[0]["mergeGroupId"] == found[1]["mergeGroupId"] is not None
    assert {item["startAt"] for item in found} == {at(19).isoformat()}
    assert house.value("select status::text from bookings") == "pending"
    for name, left in (("T1", 1), ("T1", 1), ("T2", 0)):
        answer = http.delete(place(guest, f"tables/{ids(house, name)[0]}"))
        assert len(answer.json()["tableAssignments"]) == left, answer.text
    assert house.value("select count(*) from allocations") == 0


def test_s59_a_table_that_is_held_is_not_added(
    http: httpx2.Client, database: Database, house: House
) -> None:
    """409 with the hold; for a seated one the booking."""
    guest, holder = house.booking(dt.time(19)), house.booking(dt.time(19, 15))
    with pool(database) as opened:
        held = hold_tables(opened, HoldWish(house.id, holder, frozenset({house.tables["T2"]})))
    answer = http.post(place(guest, "tables"), json={"tableId": ids(house, "T2")[0]})
    assert (answer.status_code, answer.json()["code"]) == (409, "HOLD_CONFLICT")
    assert answer.json()["details"]["blockingHoldIds"] == [str(held.id)]
    assert assign(http, house, holder, "T2").status_code == 200
    assert house.value("select count(*) from table_holds") == 0
    answer = http.post(place(guest, "tables"), json={"tableId": ids(house, "T2")[0]})
    assert (answer.status_code, answer.json()["code"]) == (409, "ASSIGNMENT_CONFLICT")


def test_wrong_requests_are_refused_by_name(http: httpx2.Client, house: House) -> None:
    """Unknown bookings and tables, bodies without tables, keys that are none."""
    guest = house.booking(dt.time(19))
    cases: list[tuple[str, str, Any, int, str]] = [
        ("GET", place(uuid4(), "tables"), None, 404, "BOOKING_NOT_FOUND"),
        ("GET", "/api/ops/bookings/me/tables", None, 400, "INVALID_REQUEST"),
        ("POST", place(guest, "tables"), {"tableId": str(uuid4())}, 404, "TABLES_NOT_FOUND"),
        ("POST", place(guest, "tables"), {}, 400, "INVALID_REQUEST"),
        (
            "POST",
            place(guest, "assign-tables"),
            {"tableIds": [], "idempotencyKey": "k"},
            400,
            "INVALID_REQUEST",
        ),
        (
            "POST",
            place(guest, "assign-tables"),
            {"tableIds": [str(uuid4())], "idempotencyKey": ""},
            400,
            "INVALID_REQUEST",
        ),
        (
            "POST",
            place(guest, "assign-tables"),
            {"tableIds": [str(uuid4())], "idempotencyKey": "k"},
            404,
            "TABLES_NOT_FOUND",
        ),
    ]
    before = fingerprint(house)
    for method, path, body, status, code in cases:
        answer = http.request(method, path, json=body)
        assert (answer.status_code, answer.json()["code"]) == (status, code), (path, answer.text)
    assert fingerprint(house) == before


def test_s01_s03_the_products_configuration(http: httpx2.Client, house: House) -> None:
    """Rules of merges by their inputs; the first row of hours, or 404."""
    house.insert("merge_rules", from_a=4, from_b=4, to_capacity=8)
    house.insert("merge_rules", from_a=2, from_b=4, to_capacity=6, enabled=False)
    rules = http.get("/api/config/merge-rules").json()["rules"]
    assert [(rule["from"], rule["toCapacity"], rule["enabled"]) for rule in rules] == [
        ([2, 4], 6, False),
        ([4, 4], 8, True),
    ]
    missing = http.get("/api/config/service-policy")
    assert (missing.status_code, missing.json()["code"]) == (404, "SERVICE_POLICY_NOT_FOUND")
    house.insert("service_policy", clean_buffer_minutes=7)
    found = http.get("/api/config/service-policy").json()
    assert (found["lunch_start"], found["clean_buffer_minutes"]) == ("12:00:00", 7)


def test_the_assignment_tab_reads_raw_rows(http: httpx2.Client, house: House) -> None:
    """Tables as they are stored, conflicts of the window, and the booking in few fields."""
    guest, other = house.booking(dt.time(19), party_size=4), house.booking(dt.time(19, 30))
    assert assign(http, house, other, "T1").status_code == 200
    found = http.get(place(guest, "assignment-context")).json()
    assert set(found["booking"]) == {
        "id",
        "restaurant_id",
        "start_at",
        "booking_date",
        "start_time",
        "party_size",
        "status",
    }
    assert {row["table_number"] for row in found["tables"]} == set(house.tables)
    [conflict] = found["conflicts"]
    assert conflict["tableId"] == ids(house, "T1")[0]
    assert (found["bookingAssignments"], found["window"]["startAt"]) == ([], at(19).isoformat())
