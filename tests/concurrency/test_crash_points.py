"""The service is killed at each point of a commit; a proxy that sees the messages pass tells when.

No code of the service knows of it: what it has sent to the database says where it is.
"""

import datetime as dt
from dataclasses import dataclass

import httpx2
import pytest

from tests.budgets import CLAIM_AT_MOST, CRASH_ROUND_SECONDS
from tests.concurrency.backends import wait_until
from tests.concurrency.chaos import PARTIES, SECONDS, say
from tests.concurrency.killable_service import KillableService
from tests.concurrency.proxy import Trap, proxy
from tests.integration.postgres_servers import DATE, Database, House
from tests.integration.running_service import ASSIGN

CLAIM, WRITE, LAST_WRITE = (
    b"insert into maitred.idempotency_keys",
    b"assign_tables_atomic_v2",
    b"insert into maitred.events",
)


@dataclass(frozen=True)
class Point:
    """Where the service dies: instead of getting the trigger across."""

    name: str
    trigger: bytes
    passed: tuple[bytes, ...] = ()
    answered: bool = False
    written: bool = False
    """Whether the plan is in the database then."""


POINTS = (
    Point("before anything is begun", CLAIM),
    Point("after the key was claimed", b"insert into maitred.runs", ()),
    Point("before the writes", WRITE),
    Point("after the writes", LAST_WRITE, (WRITE,)),
    Point("before COMMIT", b"COMMIT", (WRITE, LAST_WRITE)),
    Point("after COMMIT, before its answer", b"COMMIT", (WRITE, LAST_WRITE), True, True),
)


def ask(http: httpx2.Client, house: House, key: str, date: dt.date) -> httpx2.Response:
    """Ask for a date to be planned."""
    body = {"restaurantId": str(house.id), "date": date.isoformat(), "budgetMs": 3000}
    return http.post(ASSIGN, json=body, headers={"Idempotency-Key": key})


def seated(house: House, date: dt.date) -> int:
    """Count the bookings of a date that have tables."""
    found: int = house.value(
        "select count(distinct a.booking_id) from booking_table_assignments a"
        " join bookings b on b.id = a.booking_id where b.booking_date = %s",
        date,
    )
    return found


@pytest.mark.timeout(0)
def test_a_crash_at_each_point_of_a_commit(database: Database, house: House) -> None:
    """All of a plan or nothing of it is there; repeating the request plans the date exactly once,
    and soon no claim of the dead is left."""
    rounds = max(1, round(SECONDS / CRASH_ROUND_SECONDS))
    crashes: list[tuple[str, dt.date, Point]] = []
    with proxy(database.dsn) as (dsn, between):
        service = KillableService(dsn)
        service.start()
        try:
            with httpx2.Client(base_url=service.url, trust_env=False, timeout=30) as http:
                for point in POINTS * rounds:
                    key, date = f"k{len(crashes)}", DATE + dt.timedelta(days=len(crashes))
                    for party in PARTIES:
                        house.booking(dt.time(19), party_size=party, booking_date=date)
                    trap = Trap(
                        lambda link: service.kill(),
                        point.trigger,
                        *point.passed,
                        answered=point.answered,
                    )
                    between.fault = trap
                    with pytest.raises(httpx2.TransportError):
                        ask(http, house, key, date)
                    assert trap.sprung.wait(10), f"the service did not die {point.name}"
                    wanted = len(PARTIES) if point.written else 0
                    assert seated(house, date) == wanted, point.name
                    crashes.append((key, date, point))
                    service.start()
                for key, date, point in crashes:
                    converge(http, house, key, date, point)
        finally:
            service.stop()
    assert len({point for _, _, point in crashes}) == len(POINTS)
    assert claims_left(house) == 0
    say(f"crash points: {len(crashes)} crashes at {len(POINTS)} points, 0 violations")


def converge(http: httpx2.Client, house: House, key: str, date: dt.date, point: Point) -> None:
    """Repeat a request whose service died until it is answered, and then once more."""
    answers: list[httpx2.Response] = []

    def answered() -> bool:
        answers.append(ask(http, house, key, date))
        assert answers[-1].status_code in (200, 409, 503), answers[-1].text
        return answers[-1].status_code == 200

    wait_until(answered, 30, f"never answered after a crash {point.name}")
    first = answers[-1]
    assert ("idempotency-replayed" in first.headers) == point.written, point.name
    assert ask(http, house, key, date).content == first.content
    assert len(first.json()["assigned"]) == seated(house, date) == len(PARTIES), point.name
    committed = house.value(
        "select count(*) from maitred.runs where service_date = %s and state = 'committed'", date
    )
    assert committed == 1, point.name


def claims_left(house: House) -> int:
    """Count claims without an answer that are older than any may be."""
    found: int = house.value(
        "select count(*) from maitred.idempotency_keys where response is null"
        " and claimed_until < clock_timestamp() - make_interval(secs => %s)",
        CLAIM_AT_MOST,
    )
    return found
