"""What a service tells beside its requests: all that was committed, and nobody waits for it."""

import datetime as dt
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from persistence import teller as module
from persistence.pool import Database as Pool
from persistence.teller import Teller
from telemetry.metrics import LOST
from tests.concurrency.chaos import on
from tests.integration.job_world import until
from tests.integration.planning import pool
from tests.integration.postgres_servers import Database, House
from tests.integration.running_service import running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)

QUOTE = "/api/staff/auto/quote"
COUNT = "select count(*) from observability_events"


@pytest.fixture
def opened(database: Database) -> Iterator[Pool]:
    """A pool on a test's database."""
    with pool(database) as found:
        yield found


def event(name: str, **more: Any) -> dict[str, Any]:
    """Return an event as the teller is given it."""
    moment = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
    return {
        "source": "test",
        "event_type": name,
        "context": {},
        "created_at": moment,
        **more,
    }


def test_a_service_that_ends_tells_what_is_left(database: Database, house: House) -> None:
    """The last answers before a SIGTERM are in the product's log, and in the traces."""
    guest = house.booking(dt.time(19), party_size=4)
    with running_service(database.dsn) as client:
        assert client.http.post(QUOTE, json={"bookingId": str(guest)}).status_code == 200
    assert house.value(COUNT) == 2
    assert house.value("select count(*) from maitred.traces") == 1


def test_events_have_the_time_when_they_happened(opened: Pool, house: House) -> None:
    """Those of several restaurants, in one go; each under its own."""
    other, told = House.build(house.connection), Teller(opened)
    told.start()
    told.tell(house.id, [event("one"), event("two")])
    told.tell(other.id, [event("three")])
    told.tell(None, [event("four")])
    told.stop()
    rows = house.rows("select event_type, restaurant_id, created_at from observability_events")
    assert {row["event_type"]: row["restaurant_id"] for row in rows} == {
        "one": house.id,
        "two": house.id,
        "three": other.id,
        "four": None,
    }
    assert {row["created_at"] for row in rows} == {event("x")["created_at"]}


def test_what_is_refused_is_counted_and_loses_nothing_else(opened: Pool, house: House) -> None:
    """One restaurant's event that the database does not take, and a story that is a defect."""
    counts = {name: LOST.labels(name) for name in ("observability_events", "traces")}
    before = {name: one._value.get() for name, one in counts.items()}
    told = Teller(opened)
    told.start()

    def defect() -> None:
        raise LookupError

    told.put(defect)
    told.tell(house.id, [event("no", severity="shouted")])
    told.tell(house.id, [event("yes", context={"odd": object()})])
    told.stop()
    assert house.value("select array_agg(event_type) from observability_events") == ["yes"]
    assert counts["traces"]._value.get() == before["traces"] + 1
    assert counts["observability_events"]._value.get() == before["observability_events"] + 1


def test_it_waits_while_somebody_waits_for_an_answer(opened: Pool, house: House) -> None:
    """And not for ever."""
    told, begun = Teller(opened), threading.Event()
    told.quiet.enter()
    told.start()
    told.put(begun.set)
    assert not begun.wait(module.GATHER_SECONDS + 0.5 * module.PATIENCE_SECONDS)
    assert begun.wait(20)
    told.quiet.leave()
    told.stop()


def test_a_queue_that_is_full_loses_and_counts(
    opened: Pool, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that is away for long fills no memory."""
    monkeypatch.setattr(module, "MOST_WAITING", 2)
    lost = LOST.labels("observability_events")
    told, before = Teller(opened), lost._value.get()
    for _ in range(3):
        told.tell(house.id, [event("a"), event("b")])
    assert lost._value.get() == before + 2
    told.start()
    told.stop()
    assert house.value(COUNT) == 4


def test_a_log_that_somebody_locks_holds_nobody_up(database: Database, house: House) -> None:
    """The answer is there, and the hold, while the lock is; the events come after it."""
    guest = house.booking(dt.time(19), party_size=4)
    with running_service(database.dsn) as client, database.connect() as other:
        other.execute("lock table observability_events in access exclusive mode")
        answer = client.http.post(QUOTE, json={"bookingId": str(guest)})
        assert answer.status_code == 200
        assert house.value("select count(*) from table_holds") == 1
        other.rollback()
        until(lambda: house.value(COUNT) == 2, 5)
