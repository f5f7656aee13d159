"""The product's durable queue: each row delivered once, again when that fails, or given up."""

import datetime as dt
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from persistence.capabilities import Capabilities
from persistence.outbox import enqueue, outbox_row
from persistence.place_hold import HoldWish
from persistence.pool import Database as Pool
from persistence.pool import enter_tenant
from services.holds import Confirmation, confirm_hold, hold_tables
from services.outbox import MOST_TRIES, Delivered, deliver_outbox
from tests.cli_runs import ROOT
from tests.concurrency.chaos import on
from tests.integration.job_world import until
from tests.integration.planning import pool
from tests.integration.postgres_servers import Database, House
from tests.integration.serving_role import SERVICE_ROLE, serving_as
from tests.integration.telling import events_of

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)

SYNC = "capacity.assignment.sync"
WHOLE = {
    "bookingId": "b",
    "restaurantId": "r",
    "tableIds": ["t"],
    "startAt": "2030-06-01T19:00:00+00:00",
    "endAt": "2030-06-01T21:00:00+00:00",
}
DELIVER = """
import sys
from persistence.pool import Database
from services.outbox import deliver_outbox
database = Database(sys.argv[1])
database.open()
deliver_outbox(database, batch=20)
database.close()
"""


@pytest.fixture
def opened(database: Database) -> Iterator[Pool]:
    """A pool on the test's database."""
    with pool(database) as found:
        yield found


def queued(house: House, number: int, event_type: str = SYNC, **payload: Any) -> None:
    """Queue rows, each with a number of its own in the payload."""
    house.rows(
        "insert into capacity_outbox (event_type, dedupe_key, restaurant_id, payload)"
        " select %s, n::text, %s, %s::jsonb || jsonb_build_object('number', n)"
        " from generate_series(1, %s) as n returning 1",
        event_type,
        house.id,
        json.dumps({**WHOLE, **payload}),
        number,
    )


def states(house: House) -> dict[str, int]:
    """Return how many rows stand where."""
    rows = house.rows("select status, count(*) as n from capacity_outbox group by status")
    return {row["status"]: row["n"] for row in rows}


def told_numbers(house: House) -> list[int]:
    """Return the numbers of the rows that events were told of."""
    found = events_of(house, "capacity.assignment.synchronized")
    return sorted(event["context"]["number"] for event in found)


def refuse(house: House) -> None:
    """Make the event log refuse what is delivered."""
    house.connection.execute(
        "alter table observability_events add constraint no"
        " check (event_type <> 'capacity.assignment.synchronized') not valid"
    )


def test_a_confirmation_is_told_by_the_delivery(opened: Pool, house: House) -> None:
    """Both rows of it, under the product's keys, with all that the product's events say."""
    guest = house.booking(dt.time(19), party_size=8)
    tables = frozenset(house.tables[name] for name in ("T1", "T2"))
    held = hold_tables(opened, HoldWish(house.id, guest, tables))
    confirm_hold(opened, Confirmation(house.id, guest, held.id, "the-key"))
    both = {row["event_type"]: row for row in house.rows("select * from capacity_outbox")}
    start, end = held.start.isoformat(), held.end.isoformat()
    ids = ",".join(sorted(map(str, tables)))
    assert both[SYNC]["dedupe_key"] == f"{guest}:{start}:{end}:{ids}"
    hold_row = both["capacity.hold.confirmed"]
    assert hold_row["dedupe_key"] == f"{guest}:{held.id}:hold.confirmed"
    assert events_of(house, "capacity.hold.confirmed") == []
    assert deliver_outbox(opened) == Delivered(processed=2)
    assert states(house) == {"done": 2}
    [synchronized] = events_of(house, "capacity.assignment.synchronized")
    assert synchronized["source"] == "capacity.sync"
    assert synchronized["booking_id"] == guest
    context = synchronized["context"]
    assert set(context) - {"requestId"} == {*WHOLE, "mergeGroupId", "idempotencyKey"}
    assert context["idempotencyKey"] == "the-key"
    group = "select distinct merge_group_id::text from booking_table_assignments"
    assert context["mergeGroupId"] == house.value(group)
    [confirmed] = events_of(house, "capacity.hold.confirmed")
    assert (confirmed["source"], confirmed["context"]["holdId"]) == ("capacity.hold", str(held.id))
    [batch] = events_of(house, "outbox.batch")
    told = {k: v for k, v in batch["context"].items() if k != "requestId"}
    assert told == {"processed": 2, "failed": 0, "dead": 0, "pending": 0}
    assert deliver_outbox(opened) == Delivered()
    assert len(events_of(house, "outbox.batch")) == 1


def test_many_rows_go_in_batches(opened: Pool, house: House) -> None:
    """250 rows are three transactions, and three events that say so; none is told twice."""
    queued(house, 250)
    assert deliver_outbox(opened) == Delivered(processed=250)
    assert told_numbers(house) == list(range(1, 251))
    sizes = [event["context"]["processed"] for event in events_of(house, "outbox.batch")]
    assert sizes == [100, 100, 50]


def test_deliverers_side_by_side_tell_each_row_once(opened: Pool, house: House) -> None:
    """They take different rows, and wait for nobody."""
    queued(house, 120)
    with ThreadPoolExecutor(4) as many:
        done = list(many.map(lambda _: deliver_outbox(opened, batch=10), range(4)))
    assert sum(item.processed for item in done) == 120
    assert told_numbers(house) == list(range(1, 121))


def test_a_deliverer_that_is_killed_loses_and_repeats_nothing(
    opened: Pool, house: House, database: Database
) -> None:
    """kill -9 in the middle: what was told is done, everything else is told by the next one."""
    house.connection.execute(
        "create function slow() returns trigger language plpgsql as"
        " $$ begin perform pg_sleep(0.01); return new; end $$;"
        " create trigger slow before insert on observability_events"
        " for each row execute function slow()"
    )
    queued(house, 100)
    killed = 0
    for _ in range(3):
        command = [sys.executable, "-c", DELIVER, database.dsn]
        with subprocess.Popen(command, cwd=ROOT) as process:
            before = len(told_numbers(house))
            end = time.monotonic() + 20
            while len(told_numbers(house)) == before and process.poll() is None:
                assert time.monotonic() < end
                time.sleep(0.01)
            killed += process.poll() is None
            process.kill()
    assert killed
    assert set(states(house)) <= {"pending", "done"}
    until(lambda: deliver_outbox(opened).pending == 0, 20)
    assert states(house) == {"done": 100}
    assert told_numbers(house) == list(range(1, 101))


def test_what_fails_is_tried_again_ever_later_and_then_given_up(opened: Pool, house: House) -> None:
    """From 250 ms doubled up to 30 s; after ten tries it is dead, and says why."""
    refuse(house)
    queued(house, 1)
    waits = []
    for _ in range(MOST_TRIES - 1):
        assert deliver_outbox(opened) == Delivered(failed=1, pending=1)
        wait = "select extract(epoch from next_attempt_at - now())::float8 from capacity_outbox"
        waits.append(house.value(wait))
        assert deliver_outbox(opened).failed == 0  # it is not its time yet
        house.connection.execute("update capacity_outbox set next_attempt_at = now()")
    expected = [0.25, 0.5, 1, 2, 4, 8, 16, 30, 30]
    assert all(0 <= most - wait < 0.25 for wait, most in zip(waits, expected, strict=True)), waits
    assert deliver_outbox(opened) == Delivered(dead=1)
    [row] = house.rows("select status, attempt_count, payload from capacity_outbox")
    assert (row["status"], row["attempt_count"]) == ("dead", MOST_TRIES)
    why = row["payload"]["lastError"]
    assert (why["code"], why["tries"]) == ("23514", MOST_TRIES)
    assert "observability_events" in why["message"]
    batch = events_of(house, "outbox.batch")[-1]
    assert (batch["severity"], batch["context"]["dead"]) == ("error", 1)
    assert deliver_outbox(opened) == Delivered()


def test_one_that_fails_holds_up_no_other(opened: Pool, house: House) -> None:
    """A row that says too little fails by itself; those beside it are delivered."""
    queued(house, 3)
    house.connection.execute(
        "update capacity_outbox set payload = '[1]' where payload ->> 'number' = '2'"
    )
    assert deliver_outbox(opened) == Delivered(processed=2, failed=1, pending=1)
    assert told_numbers(house) == [1, 3]
    why = house.value("select payload -> 'lastError' from capacity_outbox where status = 'pending'")
    assert why["code"] == "UNDELIVERABLE"
    assert "bookingId" in why["message"]


def test_rows_without_a_handler_are_done_and_foreign_ones_left_alone(
    opened: Pool, house: House
) -> None:
    """As the product does it; a type that nobody knows here is somebody else's."""
    for event_type in ("capacity.assignment.window_synced", "capacity.policy.drift", "mail.send"):
        queued(house, 1, event_type)
    assert deliver_outbox(opened).processed == 2
    left = house.rows("select event_type, status from capacity_outbox where status <> 'done'")
    assert left == [{"event_type": "mail.send", "status": "pending"}]


def test_a_row_is_queued_once(opened: Pool, house: House) -> None:
    """The product's unique key keeps a repeated write from being told twice."""
    row = outbox_row(SYNC, "the-same", None, WHOLE)
    with opened.connection() as connection:
        enter_tenant(connection, house.id)
        known = Capabilities(frozenset({"public.capacity_outbox"}))
        for _ in range(2):
            assert enqueue(connection, known, house.id, [row])
        assert not enqueue(connection, Capabilities(frozenset()), house.id, [row])
    assert deliver_outbox(opened).processed == 1


def test_without_the_queue_a_confirmation_is_told_at_once(opened: Pool, house: House) -> None:
    """Databases without the table lose no event."""
    house.connection.execute("drop table capacity_outbox")
    guest = house.booking(dt.time(19), party_size=4)
    held = hold_tables(opened, HoldWish(house.id, guest, frozenset({house.tables["T1"]})))
    confirm_hold(opened, Confirmation(house.id, guest, held.id, "k"))
    assert len(events_of(house, "capacity.hold.confirmed")) == 1
    assert deliver_outbox(opened) == Delivered()


def test_a_role_that_sees_one_restaurant_at_a_time_delivers_too(
    database: Database, house: House
) -> None:
    """It may not ask whose rows wait, so each restaurant is looked at."""
    queued(house, 2)
    with serving_as(SERVICE_ROLE, house.connection, database), pool(database) as opened:
        assert deliver_outbox(opened) == Delivered(processed=2)
    assert told_numbers(house) == [1, 2]
