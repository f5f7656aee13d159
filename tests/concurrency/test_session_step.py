"""A service that dies within a step of a session: the hold and its note are there, or neither."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

import httpx2
import pytest

from tests.concurrency.chaos import on, say
from tests.concurrency.killable_service import KillableService
from tests.concurrency.proxy import Trap, proxy
from tests.integration.postgres_servers import Database, House
from tests.integration.running_service import running_service

ROUTE = "/api/staff/manual/session"
HOLD, NOTE = b"insert into public.table_holds", b"update public.manual_assignment_sessions"


@dataclass(frozen=True)
class Point:
    """Where the service dies: instead of getting the trigger across."""

    name: str
    trigger: bytes
    passed: tuple[bytes, ...]
    answered: bool = False
    written: bool = False


POINTS = (
    Point("between the hold and its note", NOTE, (HOLD,)),
    Point("after COMMIT, before its answer", b"COMMIT", (HOLD, NOTE), True, True),
)


@pytest.mark.parametrize("server", on("pg18"), indirect=True)
@pytest.mark.timeout(0)
def test_a_step_is_whole_or_not_at_all(database: Database, house: House) -> None:
    """Whatever the service was at when it died; afterwards the same step works."""
    with proxy(database.dsn) as (dsn, between):
        service = KillableService(dsn)
        service.start()
        try:
            with httpx2.Client(base_url=service.url, trust_env=False, timeout=30) as http:
                for number, point in enumerate(POINTS):
                    if number:  # a connection sends the text of a statement only once
                        service.kill()
                        service.start()
                    guest = house.booking(dt.time(12 + 6 * number), party_size=8)
                    path = f"{ROUTE}/{opened(http, guest)['id']}/selection"
                    body = {"bookingId": str(guest), "tableIds": chosen(house)}
                    between.fault = trap = Trap(
                        lambda _: service.kill(),
                        point.trigger,
                        *point.passed,
                        answered=point.answered,
                    )
                    with pytest.raises(httpx2.TransportError):
                        http.put(path, json=body)
                    assert trap.sprung.wait(10), f"the service did not die {point.name}"
                    held = house.rows("select id from table_holds where booking_id = %s", guest)
                    assert len(held) == point.written, point.name
                    service.start()
                    session = opened(http, guest)
                    assert session["state"] == ("held" if held else "none"), point.name
                    assert session["holdId"] == (str(held[0]["id"]) if held else None)
                    again = http.put(path, json=body)
                    assert again.status_code == 200, again.text
                    assert again.json()["session"]["holdId"] == again.json()["hold"]["id"]
        finally:
            service.stop()
    say(f"session steps: {len(POINTS)} crashes, 0 violations")


def opened(http: httpx2.Client, booking: UUID) -> dict[str, str | None]:
    """Return a booking's session."""
    answer = http.post(ROUTE, json={"bookingId": str(booking)})
    assert answer.status_code == 200, answer.text
    session: dict[str, str | None] = answer.json()["session"]
    return session


def chosen(house: House) -> list[str]:
    """Return the tables that are chosen."""
    return [str(house.tables[name]) for name in ("T1", "T2")]


@pytest.mark.parametrize("server", on("pg18"), indirect=True)
def test_a_step_whose_commit_was_not_answered_is_taken_once_more(
    database: Database, house: House
) -> None:
    """The service finds its own first try in the session, and does not take it for another's."""
    guest = house.booking(dt.time(19), party_size=8)
    with proxy(database.dsn) as (dsn, between), running_service(dsn) as client:
        path = f"{ROUTE}/{opened(client.http, guest)['id']}/selection"
        between.fault = trap = Trap(
            lambda link: link.hang_up(), b"COMMIT", HOLD, NOTE, answered=True
        )
        body = {"bookingId": str(guest), "tableIds": chosen(house), "selectionVersion": 0}
        answer = client.http.put(path, json=body)
        assert trap.sprung.is_set()
        assert answer.status_code == 200, answer.text
        [held] = house.rows("select id from table_holds")
        assert answer.json()["session"]["holdId"] == str(held["id"])
        assert opened(client.http, guest)["holdId"] == str(held["id"])
