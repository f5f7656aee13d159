"""Times that quotes and refusals name, over a real socket: within the hours, and accepted."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from tests.concurrency.chaos import on
from tests.integration.postgres_servers import DATE, Database, House, at
from tests.integration.running_service import running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)
"""What differs between servers is below the routes, and tested there."""

BANDS = [{"up_to": 2, "minutes": 60}, {"up_to": 8, "minutes": 90}]
LUNCH = {"key": "lunch", "opens": "12:00", "closes": "15:00", "last_seating": "13:30"}
DINNER = {"key": "dinner", "opens": "17:00", "closes": "23:00", "buffer_before": 15}
LATE = {"key": "late", "opens": "21:00", "closes": "01:00", "last_seating": "00:15"}


@pytest.fixture
def http(database: Database) -> Iterator[httpx2.Client]:
    """A client of the service on a test's database."""
    with running_service(database.dsn) as client:
        yield client.http


def serve(house: House, *services: dict[str, Any]) -> None:
    """Set the restaurant's services."""
    policy = {"services": [{"bands": BANDS, **item} for item in services]}
    house.insert("maitred.restaurant_settings", restaurant_id=house.id, policy=policy)


def fill(house: House, start: dt.datetime, end: dt.datetime) -> None:
    """Seat somebody at every table."""
    for name in house.tables:
        guest = house.booking(start.time(), party_size=4)
        house.assign(guest, name, window=(start, end))


def refused(http: httpx2.Client, house: House, guest: UUID) -> list[dt.datetime]:
    """Ask for a table that is taken, and return the times that the refusal names."""
    body = {"tableIds": [str(house.tables["T1"])], "idempotencyKey": str(uuid4())}
    answer = http.post(f"/api/ops/bookings/{guest}/assign-tables", json=body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["details"]["alternative"] is None
    return [dt.datetime.fromisoformat(item) for item in answer.json()["details"]["nextTimes"]]


def quoted(http: httpx2.Client, guest: UUID) -> list[dict[str, Any]]:
    """Return the other times of a quote."""
    body = {"bookingId": str(guest), "budgetMs": 3000, "holdTtlSeconds": 60}
    answer = http.post("/api/staff/auto/quote", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    assert found["nextTimes"] == [item["startAt"] for item in found["otherTimes"]]
    others: list[dict[str, Any]] = found["otherTimes"]
    return others


def move(house: House, guest: UUID, start: dt.datetime) -> None:
    """Let a booking come at another time, as the product's page does."""
    change = "update bookings set booking_date = %s, start_time = %s where id = %s returning 1"
    house.rows(change, start.date(), start.time(), guest)


def test_neither_before_the_opening_nor_after_the_last_seating(
    http: httpx2.Client, house: House
) -> None:
    """Lunch opens at twelve and seats its last at half past one: the refusal names no time
    before or after, and each that it names is accepted."""
    serve(house, LUNCH, DINNER)
    fill(house, at(12, 15), at(13, 15))
    guest = house.booking(dt.time(12, 15), party_size=4, booking_type="lunch")
    named = refused(http, house, guest)
    assert sorted(named) == [at(13, 15), at(13, 30)]
    assert {item["startAt"] for item in quoted(http, guest)} == {i.isoformat() for i in named}
    for start in named:
        move(house, guest, start)
        body = {"tableIds": [str(house.tables["T1"])], "idempotencyKey": str(uuid4())}
        answer = http.post(f"/api/ops/bookings/{guest}/assign-tables", json=body)
        assert answer.status_code == 200, answer.text


def test_a_time_is_when_guests_come_not_when_the_table_is_blocked(
    http: httpx2.Client, house: House
) -> None:
    """Dinner blocks a table a quarter of an hour before: who is told 20:30 comes at 20:30."""
    serve(house, LUNCH, DINNER)
    fill(house, at(17), at(20, 15))
    guest = house.booking(dt.time(19), party_size=4)
    named = refused(http, house, guest)
    assert min(named) == at(20, 30)
    first = min(quoted(http, guest), key=lambda item: str(item["startAt"]))
    assert (first["startAt"], first["endAt"]) == (at(20, 30).isoformat(), at(22, 5).isoformat())


def test_a_service_past_midnight(http: httpx2.Client, house: House) -> None:
    """The evening's last seating is a quarter past midnight, which is the next date's."""
    serve(house, LATE)
    fill(house, at(22), at(23, 30))
    guest = house.booking(dt.time(23), end_time=dt.time(23, 59), party_size=4, booking_type="late")
    named = sorted(refused(http, house, guest))
    assert named[0] == at(23, 30)
    assert named[-1] == at(0, 15, day=1)
    assert at(20, 45) not in named


def test_the_planner_refuses_what_is_not_named(http: httpx2.Client, house: House) -> None:
    """A booking after the last seating has no window: the same policy that the times follow."""
    serve(house, LUNCH, DINNER)
    guest = house.booking(dt.time(13, 45), party_size=4, booking_type="lunch")
    body = {"bookingId": str(guest)}
    answer = http.post("/api/staff/auto/quote", json=body)
    assert answer.json()["code"] == "AFTER_LAST_SEATING", answer.text
    day = http.get(f"/api/v1/restaurants/{house.id}/days/{DATE}").json()
    assert [item["bookingId"] for item in day["unplannable"]] == [str(guest)]
