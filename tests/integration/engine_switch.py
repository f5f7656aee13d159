"""The engine's switch over HTTP: setting it, and asking for what it may refuse."""

import datetime as dt
from typing import Any

import httpx2

from tests.integration.postgres_servers import DATE, House
from tests.integration.running_service import ASSIGN

Json = dict[str, Any]

OFF = (409, "ENGINE_OFF")
DISABLED = (409, "ALLOCATOR_V2_DISABLED")


def path(house: House) -> str:
    """Return where the switch is."""
    return f"/api/v1/restaurants/{house.id}/engine"


def switch(http: httpx2.Client, house: House, **body: Any) -> Json:
    """Set the switch, and expect that it is set."""
    answer = http.put(path(house), json=body)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def decides(http: httpx2.Client, house: House, date: dt.date = DATE) -> tuple[str, str]:
    """Return the state of a date, and who said so."""
    found = http.get(path(house), params={"date": str(date)}).json()
    assert [item["source"] for item in found["sources"] if item["counts"]] == [found["source"]]
    return found["state"], found["source"]


def plan(http: httpx2.Client, house: House, **more: Any) -> httpx2.Response:
    """Ask for the test date to be planned."""
    body = {"restaurantId": str(house.id), "date": str(DATE), "budgetMs": 500, **more}
    return http.post(ASSIGN, json=body)
