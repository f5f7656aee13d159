"""Bookings that were edited after they got their tables, over a real socket.

A plan leaves such a seating as it is and says so. Whoever gives the booking tables now, by hand or
by a quote, gives them for what it is now; whoever takes some away changes nothing else.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from services.doctor import report
from tests.concurrency.chaos import on
from tests.integration.planning import stored
from tests.integration.postgres_servers import Database, House, at
from tests.integration.running_service import running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)
"""What differs between servers is below the routes, and tested there."""

EARLY, LATE = (at(19), at(20, 20)), (at(20, 30), at(21, 50))
"""What a table is kept for when four guests come at seven, and at half past eight."""


@pytest.fixture
def http(database: Database) -> Iterator[httpx2.Client]:
    """A client of the service on a test's database."""
    with running_service(database.dsn) as client:
        yield client.http


@pytest.fixture
def guest(house: House) -> UUID:
    """Four guests who had T1 and T2 at seven, and now come at half past eight."""
    guest = house.booking(dt.time(19), party_size=4)
    house.assign(guest, "T1", "T2", window=EARLY)
    moved = "update bookings set start_time = '20:30', end_time = '22:00' where id = %s returning 1"
    assert house.value(moved, guest)
    return guest


def kept(house: House) -> dict[str, tuple[dt.datetime, dt.datetime]]:
    """Return what each table is kept for."""
    rows = house.rows("select table_id, start_at, end_at from booking_table_assignments")
    return {house.names([row["table_id"]])[0]: (row["start_at"], row["end_at"]) for row in rows}


def post(http: httpx2.Client, path: str, guest: UUID, **body: Any) -> dict[str, Any]:
    """Ask for something, and expect it."""
    answer = http.post(path, json={"bookingId": str(guest), "idempotencyKey": "k", **body})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def healthy(house: House) -> bool:
    """Tell whether the doctor finds nothing."""
    return report(house.connection, at(12), house.id).healthy


def test_a_direct_assignment_is_for_the_time_of_now(
    http: httpx2.Client, house: House, guest: UUID
) -> None:
    """Not for the hour at which the booking's earlier tables were kept."""
    tables = [str(house.tables["T3"])]
    post(http, f"/api/ops/bookings/{guest}/assign-tables", guest, tableIds=tables)
    assert kept(house) == {"T3": LATE}
    assert healthy(house)


def test_a_quote_is_for_the_time_of_now(http: httpx2.Client, house: House, guest: UUID) -> None:
    """A table that others have at half past eight is not offered, though it was free at seven."""
    for name in house.tables:
        if name != "F1":
            other = house.booking(dt.time(20, 45), party_size=4)
            house.assign(other, name, window=(at(20, 45), at(22)))
    found = post(http, "/api/staff/auto/quote", guest, budgetMs=3000)
    assert found["window"] == {"start": LATE[0].isoformat(), "end": LATE[1].isoformat()}
    assert found["candidate"]["tableNumbers"] == ["F1"]
    post(http, "/api/staff/auto/confirm", guest, holdId=found["holdId"])
    assert kept(house)["F1"] == LATE


def test_a_choice_by_hand_is_for_the_time_of_now(
    http: httpx2.Client, house: House, guest: UUID
) -> None:
    """Shown, validated, held and confirmed for the same hour."""
    context = http.get(f"/api/ops/bookings/{guest}/manual-context").json()
    assert context["window"] == {"startAt": LATE[0].isoformat(), "endAt": LATE[1].isoformat()}
    choice = {"tableIds": [str(house.tables["T4"])], "contextVersion": context["contextVersion"]}
    assert post(http, "/api/staff/manual/validate", guest, **choice)["ok"]
    held = post(http, "/api/staff/manual/hold", guest, **choice)
    assert held["hold"]["startAt"] == LATE[0].isoformat()
    seen = {"contextVersion": held["contextVersion"], "holdId": held["hold"]["id"]}
    post(http, "/api/staff/manual/confirm", guest, **seen)
    assert kept(house) == {"T4": LATE}
    assert healthy(house)


@pytest.mark.parametrize(
    "edit",
    [
        "update table_inventory set active = false where table_number = 'T1'",
        "update bookings set status = 'cancelled'",
        "update bookings set start_time = '21:55', end_time = '22:30'",
    ],
)
def test_fewer_tables_are_never_refused(
    http: httpx2.Client, house: House, guest: UUID, edit: str
) -> None:
    """Nobody asks whether the booking could be given what is left: it has it."""
    house.connection.execute(edit.encode())
    for name, left in (("F1", ["T1", "T2"]), ("T2", ["T1"]), ("T1", [])):
        answer = http.delete(f"/api/ops/bookings/{guest}/tables/{house.tables[name]}")
        assert answer.status_code == 200, answer.text
        assert stored(house) == ({str(guest): left} if left else {})
        assert set(kept(house).values()) <= {EARLY}
    assert house.value("select count(*) from allocations") == 0


def test_what_is_left_of_a_merge_is_whole(http: httpx2.Client, house: House) -> None:
    """Two of three are a merge still, one is none; no ledger row remembers more."""
    guest = house.booking(dt.time(19), party_size=12)
    house.assign(guest, "T1", "T2", "T3", key=str(uuid4()), window=EARLY)
    groups = "select count(*) from allocations where resource_type = 'merge_group'"
    for name, merged in (("T1", 1), ("T2", 0)):
        body = {"tableIds": [str(house.tables[name])]}
        answer = http.request("DELETE", f"/api/ops/bookings/{guest}/assign-tables", json=body)
        assert answer.json()["removedCount"] == 1, answer.text
        assert house.value(groups) == merged
        found = {finding.kind for finding in report(house.connection, at(12), house.id).findings}
        assert found.isdisjoint({"orphan_merge_group", "dangling_reference", "stale_ledger"})
    assert kept(house) == {"T3": EARLY}
