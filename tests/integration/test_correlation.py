"""One id from the request to the last event it leads to: headers, logs, history, events, jobs."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import structlog
from structlog.testing import LogCapture

from services.outbox import deliver_outbox
from tests.concurrency.chaos import on
from tests.integration.job_world import until
from tests.integration.planning import pool
from tests.integration.postgres_servers import DATE, Database, House
from tests.integration.running_service import Client, running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)

QUOTE, CONFIRM = "/api/staff/auto/quote", "/api/staff/auto/confirm"
QUOTED = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.fixture
def client(database: Database) -> Iterator[Client]:
    """A service that does jobs, too."""
    with running_service(database.dsn, worker=True, plan_budget_seconds=5) as service:
        yield service


@pytest.fixture
def logged() -> Iterator[list[Any]]:
    """What is logged, with what every line has from its context."""
    before, capture = structlog.get_config(), LogCapture()
    everything = structlog.make_filtering_bound_logger("debug")
    processors = [structlog.contextvars.merge_contextvars, capture]
    structlog.configure(processors=processors, wrapper_class=everything)
    yield capture.entries
    structlog.configure(**before)


def ids_of(house: House, query: str) -> set[str | None]:
    """Return the distinct request ids that a query finds."""
    return {next(iter(row.values())) for row in house.rows(query)}


def ask(client: Client, path: str, body: dict[str, Any], name: str) -> dict[str, Any]:
    """Send a request under an id; expect success, and the id back."""
    answer = client.http.post(path, json=body, headers={"x-request-id": name})
    assert answer.is_success, answer.text
    assert answer.headers["x-request-id"] == name
    found: dict[str, Any] = answer.json()
    return found


def test_a_quote_and_its_confirmation_have_their_ids_everywhere(
    logged: list[Any], client: Client, house: House, database: Database
) -> None:
    """Each row of the history, each event, each row of the queue, each line of the log."""
    guest = house.booking(dt.time(19), party_size=4)
    hold = ask(client, QUOTE, {"bookingId": str(guest)}, "the-quote")["holdId"]
    body = {"bookingId": str(guest), "holdId": hold, "idempotencyKey": "k"}
    ask(client, CONFIRM, body, "the-confirmation")
    both = {"the-quote", "the-confirmation"}
    with pool(database) as opened:
        deliver_outbox(opened)
    events = "select distinct context ->> 'requestId' from observability_events"
    assert ids_of(house, "select distinct request_id from maitred.events") == both
    until(lambda: ids_of(house, f"{events} where booking_id is not null") == both, 5)
    queued = "select distinct payload ->> 'requestId' from capacity_outbox"
    assert ids_of(house, queued) == {"the-confirmation"}
    lines = [item for item in logged if item["event"] == "event" and item["booking_id"]]
    assert {item["request_id"] for item in lines} == both
    stored = house.rows("select event_type from observability_events where booking_id is not null")
    assert sorted(item["event_type"] for item in lines) == sorted(r["event_type"] for r in stored)
    ends = [item for item in logged if item["event"] == "request"]
    assert {"the-quote", "the-confirmation"} <= {item["request_id"] for item in ends}


def test_a_job_goes_on_under_the_id_of_who_asked(
    logged: list[Any], client: Client, house: House
) -> None:
    """Runs, history, events and logs of the worker name the request that ordered the plan."""
    house.booking(dt.time(19), party_size=4)
    path = f"/api/v1/restaurants/{house.id}/days/{DATE}/plan"
    job = ask(client, path, {}, "the-order")["id"]
    until(lambda: client.http.get(f"/api/v1/jobs/{job}").json()["state"] == "done", 30)
    assert ids_of(house, "select distinct request_id from maitred.runs") == {"the-order"}
    assert ids_of(house, "select distinct request_id from maitred.events") == {"the-order"}
    events = "select distinct context ->> 'requestId' from observability_events"
    until(lambda: ids_of(house, events) == {"the-order"}, 5)
    until(lambda: any(item["event"] == "job done" for item in logged), 10)
    lines = [item for item in logged if item["event"].startswith("job ")]
    assert {item["request_id"] for item in lines} == {"the-order"}


@pytest.mark.parametrize("given", ["a b", "x" * 65, "<script>", "id;drop", ""])
def test_an_id_that_is_not_sane_is_replaced(client: Client, given: str) -> None:
    """The answer has a new one, which is a UUID."""
    answer = client.http.get("/health/live", headers={"x-request-id": given})
    assert str(UUID(answer.headers["x-request-id"])) != given


def test_a_refusal_tells_events_under_its_id_too(client: Client, house: House) -> None:
    """What is told after a rollback has the id of the request that was refused."""
    first, second = (house.booking(dt.time(19), party_size=4) for _ in range(2))
    held = ask(client, QUOTE, {"bookingId": str(first)}, "first")
    body = {"bookingId": str(second), "tableIds": held["candidate"]["tableIds"]}
    refused = client.http.post(QUOTE, json=body, headers={"x-request-id": "second"})
    assert refused.status_code == 409
    assert refused.json()["requestId"] == "second"

    def told() -> list[dict[str, Any]]:
        return house.rows(
            "select event_type, context ->> 'requestId' as id from observability_events"
            " where booking_id = %s",
            second,
        )

    until(lambda: bool(told()), what="events")
    rows = told()
    assert {row["id"] for row in rows} == {"second"}
    assert {row["event_type"] for row in rows} == {
        "capacity.hold.strict_conflict",
        "capacity.rpc.conflict",
    }


def test_an_event_of_a_transaction_that_was_rolled_back_is_not_logged(
    logged: list[Any], client: Client, house: House
) -> None:
    """A hold that the database refuses at the last moment has not been created, for the log too."""
    guest = house.booking(dt.time(19), party_size=4)
    house.connection.execute(
        "create function no() returns trigger language plpgsql as"
        " $$ begin raise exception 'no' using errcode = '23514'; end $$;"
        " create constraint trigger no after insert on table_holds deferrable initially deferred"
        " for each row execute function no()"
    )
    answer = client.http.post(QUOTE, json={"bookingId": str(guest)})
    assert answer.status_code == 422, answer.text
    house.connection.execute("drop trigger no on table_holds")
    ask(client, QUOTE, {"bookingId": str(guest)}, "the-second")
    created = "event_type = 'capacity.hold.created'"
    told = f"select context ->> 'requestId' from observability_events where {created}"
    until(lambda: house.value(told) is not None, 5)
    assert [row["?column?"] for row in house.rows(told)] == ["the-second"]
    lines = [item for item in logged if item.get("event_type") == "capacity.hold.created"]
    assert [item["request_id"] for item in lines] == ["the-second"]


def test_what_a_sweep_does_has_an_id(client: Client, house: House) -> None:
    """Nobody asked for it: the sweep itself has a name, in the history and in its events."""
    guest = house.booking(dt.time(19), party_size=4)
    body = {"bookingId": str(guest), "holdTtlSeconds": 30}
    hold = ask(client, QUOTE, body, "q")["holdId"]
    past = json.dumps((dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)).isoformat())
    house.connection.execute(
        "update table_holds set metadata = jsonb_set(metadata, '{heldUntil}', %s::jsonb)"
        " where id = %s",
        [past, hold],
    )
    expired = "select request_id from maitred.events where kind = 'hold.expired'"
    until(lambda: house.value(expired) is not None, 25, "the sweep")
    name = house.value(expired)
    told = "select context ->> 'requestId' from observability_events where event_type = %s"
    assert str(UUID(name)) == name
    until(lambda: house.value(told, "holds.sweeper.run") is not None, 25, "what it told")
    assert house.value(told, "holds.sweeper.run") == name
    assert house.value(told, "capacity.hold.expired") == name
