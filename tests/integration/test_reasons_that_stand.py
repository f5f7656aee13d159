"""Why somebody has no table is told by the run that decided it, not by one that came too late."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from tests.concurrency.chaos import on
from tests.integration.postgres_servers import DATE, Database, House, at
from tests.integration.running_service import Client, running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)


@pytest.fixture
def client(database: Database) -> Iterator[Client]:
    """A client of the service on a test's database."""
    with running_service(database.dsn) as found:
        yield found


def reasons(client: Client, house: House) -> dict[str, str]:
    """Return the reasons that the day view shows, by booking."""
    shown: list[dict[str, Any]] = client.day(house.id)["run"]["unseated"]
    return {item["bookingId"]: item["reason"] for item in shown}


@pytest.fixture
def crowd(house: House) -> None:
    """More parties of eight at seven than there are pairs of tables."""
    for _ in range(9):
        house.booking(dt.time(19), party_size=8)


def test_a_fill_that_changes_nothing_changes_no_reason(
    client: Client, house: House, crowd: None
) -> None:
    """Tables were short and went to others; that they are taken now is a consequence."""
    client.plan(house.id)
    first = reasons(client, house)
    assert set(first.values()) == {"outweighed"}
    client.plan(house.id)
    client.plan(house.id)
    assert reasons(client, house) == first


def test_a_guest_who_comes_after_has_the_reason_of_the_run_that_met_them(
    client: Client, house: House, crowd: None
) -> None:
    """For the newcomer everything was taken already; the others keep their reason."""
    client.plan(house.id)
    first = reasons(client, house)
    late = str(house.booking(dt.time(19), party_size=8))
    client.plan(house.id)
    assert reasons(client, house) == {**first, late: "all_taken"}


def test_an_edited_booking_is_another_question(client: Client, house: House, crowd: None) -> None:
    """A party of seven was never turned away before; nor was who had a table and lost it."""
    client.plan(house.id)
    first = reasons(client, house)
    changed = min(first)
    house.rows("update bookings set party_size = 7 where id = %s returning 1", changed)
    client.plan(house.id)
    assert reasons(client, house) == {**first, changed: "all_taken"}


def test_a_run_that_was_taken_back_decides_nothing(
    client: Client, house: House, crowd: None
) -> None:
    """What it turned away is decided anew."""
    client.plan(house.id)
    turned_away = reasons(client, house)
    undone = client.http.post(f"/api/v1/restaurants/{house.id}/days/{DATE}/undo", json={})
    assert undone.status_code == 200, undone.text
    assert set(reasons(client, house).values()) == {"not_planned"}
    for name in house.tables:
        guest = house.booking(dt.time(19), party_size=4)
        house.assign(guest, name, window=(at(19), at(20, 20)))
    client.plan(house.id)
    shown = reasons(client, house)
    assert {shown[key] for key in turned_away} == {"all_taken"}


def test_a_change_by_hand_changes_no_reason(client: Client, house: House, crowd: None) -> None:
    """Somebody gave one party other tables; that nobody looked at the others is no reason."""
    client.plan(house.id)
    first = reasons(client, house)
    [loser, *_] = [item["bookingId"] for item in client.day(house.id)["seatings"]]
    change = {"changes": [{"bookingId": loser, "tableIds": []}]}
    path = f"/api/v1/restaurants/{house.id}/days/{DATE}/changes"
    for dry in (True, False):
        assert client.http.post(path, json={**change, "dryRun": dry}).status_code == 200
        assert {key: reasons(client, house)[key] for key in first} == first
    assert reasons(client, house)[loser] == "not_planned"
