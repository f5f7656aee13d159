"""The service is killed at each point of a commit; a proxy that sees the messages pass tells when.

No code of the service knows of it: what it has sent to the database says where it is.
"""

import itertools
from dataclasses import dataclass

import httpx2
import pytest

from tests.budgets import CLAIM_AT_MOST, CRASH_EVERY
from tests.concurrency.backends import wait_until
from tests.concurrency.chaos import PARTIES, SECONDS, on, say
from tests.concurrency.killable_service import KillableService
from tests.concurrency.one_date import OneDate
from tests.concurrency.proxy import Trap, proxy
from tests.integration.postgres_servers import Database, House

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
    Point("after COMMIT, before its answer", b"COMMIT", (WRITE, LAST_WRITE), True, True),
    Point("before COMMIT", b"COMMIT", (WRITE, LAST_WRITE)),
    Point("after the key was claimed", b"insert into maitred.runs"),
    Point("before anything is begun", CLAIM),
    Point("before the writes", WRITE),
    Point("after the writes", LAST_WRITE, (WRITE,)),
)
"""The short form tries the first ones."""


@pytest.mark.parametrize("server", on("pg15"), indirect=True)
@pytest.mark.timeout(0)
def test_a_crash_at_each_point_of_a_commit(database: Database, house: House) -> None:
    """All of a plan or nothing of it is there; repeating the request plans the date exactly once,
    and soon no claim of the dead is left."""
    number = round(SECONDS / CRASH_EVERY)
    crashes: list[tuple[OneDate, Point]] = []
    with proxy(database.dsn) as (dsn, between):
        service = KillableService(dsn)
        service.start()
        try:
            with httpx2.Client(base_url=service.url, trust_env=False, timeout=30) as http:
                for point in itertools.islice(itertools.cycle(POINTS), number):
                    date = OneDate(house, len(crashes))
                    between.fault = trap = Trap(
                        lambda _: service.kill(),
                        point.trigger,
                        *point.passed,
                        answered=point.answered,
                    )
                    with pytest.raises(httpx2.TransportError):
                        date.ask(http)
                    assert trap.sprung.wait(10), f"the service did not die {point.name}"
                    assert date.seated == (len(PARTIES) if point.written else 0), point.name
                    crashes.append((date, point))
                    service.start()
                for date, point in crashes:
                    converge(http, date, point)
        finally:
            service.stop()
    struck = {point for _, point in crashes}
    assert len(struck) == min(number, len(POINTS)) >= len(POINTS) / 2, "did not test"
    assert claims_left(house) == 0
    say(f"crash points: {len(crashes)} crashes at {len(struck)} points, 0 violations")


def converge(http: httpx2.Client, date: OneDate, point: Point) -> None:
    """Repeat a request whose service died until it is answered, and then once more."""
    answers: list[httpx2.Response] = []

    def answered() -> bool:
        answers.append(date.ask(http))
        assert answers[-1].status_code in (200, 409, 503), answers[-1].text
        return answers[-1].status_code == 200

    wait_until(answered, 30, f"never answered after a crash {point.name}")
    first = answers[-1]
    assert ("idempotency-replayed" in first.headers) == point.written, point.name
    assert date.planned(http).content == first.content


def claims_left(house: House) -> int:
    """Count claims without an answer that are older than any may be."""
    found: int = house.value(
        "select count(*) from maitred.idempotency_keys where response is null"
        " and claimed_until < clock_timestamp() - make_interval(secs => %s)",
        CLAIM_AT_MOST,
    )
    return found
