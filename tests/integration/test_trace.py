"""A decision as one story: over HTTP, by the command, for its own restaurant alone."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest

from services.trace import trace_of
from tests.cli_runs import for_real
from tests.concurrency.chaos import on
from tests.integration.job_world import until
from tests.integration.planning import pool
from tests.integration.postgres_servers import Database, House
from tests.integration.running_service import Client, running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)

QUOTE, CONFIRM = "/api/staff/auto/quote", "/api/staff/auto/confirm"


@pytest.fixture
def client(database: Database) -> Iterator[Client]:
    """The service."""
    with running_service(database.dsn, plan_budget_seconds=5) as service:
        yield service


def written(house: House, *names: str) -> None:
    """Wait until the traces of requests are written; no request waits for that."""
    query = "select count(distinct request_id) from maitred.traces where request_id = any(%s)"
    until(lambda: house.value(query, list(names)) == len(names), 10, "the trace")


def post(client: Client, path: str, body: dict[str, Any], name: str) -> Any:
    """Send a request under an id."""
    return client.http.post(path, json=body, headers={"x-request-id": name}).json()


def story(client: Client, house: House, name: Any) -> dict[str, Any]:
    """Return a trace as the API tells it."""
    answer = client.http.get(f"/api/v1/restaurants/{house.id}/trace/{name}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def whats(found: dict[str, Any], kind: str) -> list[str]:
    """Return what entries of a kind tell, in their order."""
    return [entry["what"] for entry in found["entries"] if entry["kind"] == kind]


def seated(client: Client, house: House) -> tuple[Any, str]:
    """Quote and confirm a booking; return it and its hold."""
    guest = house.booking(dt.time(19), party_size=6)
    hold = post(client, QUOTE, {"bookingId": str(guest)}, "quote")["holdId"]
    body = {"bookingId": str(guest), "holdId": hold, "idempotencyKey": "k"}
    post(client, CONFIRM, body, "confirm")
    post(client, CONFIRM, {**body, "idempotencyKey": "other"}, "too-late")
    written(house, "quote", "confirm", "too-late")
    return guest, hold


def test_a_booking_is_told_from_the_quote_to_the_refusal(client: Client, house: House) -> None:
    """Who asked, what was read and found, held, called, written, answered; in the order of time."""
    guest, hold = seated(client, house)
    found = story(client, house, guest)
    assert found["subject"] == {"kind": "booking", "id": str(guest)}
    assert found["requests"] == ["too-late", "confirm", "quote"]
    assert (found["more"], found["note"]) == (False, None)
    moments = [entry["at"] for entry in found["entries"]]
    assert moments == sorted(moments)
    steps = whats(found, "step")
    for step in ("snapshot.read", "quote.search", "commit.hold", "quote", "commit.seat"):
        assert step in steps
    assert "function.assign_tables_atomic_v2" in steps
    assert whats(found, "decided") == ["hold.created", "hold.confirmed", "booking.assigned"]
    assert {"capacity.selector.quote", "transaction.succeeded"} <= set(whats(found, "event"))
    assert set(whats(found, "queued")) == {
        "outbox capacity.assignment.sync",
        "outbox capacity.hold.confirmed",
    }
    searched = next(e for e in found["entries"] if e["what"] == "quote.search")
    assert searched["facts"]["candidates"] > 1
    assert set(searched["facts"]["best"][0]) <= set(house.tables)
    asked = next(e for e in found["entries"] if e["kind"] == "asked")
    assert asked["facts"]["caller"] == "dev-auth"
    answers = [e["facts"]["outcome"] for e in found["entries"] if e["kind"] == "answered"]
    assert answers == ["200", "200", "404 HOLD_NOT_FOUND"]
    created = next(e for e in found["entries"] if e["what"] == "hold.created")
    assert (created["facts"]["holdId"], created["requestId"]) == (hold, "quote")


def test_a_run_is_told_with_its_gap_and_bound(client: Client, house: House) -> None:
    """What was read, each phase of the solve, the states of the run, and what it decided."""
    for party in (2, 4, 6):
        house.booking(dt.time(19), party_size=party)
    body = {"restaurantId": str(house.id), "date": "2030-06-01", "budgetMs": 5000}
    planned = post(client, "/api/ops/dashboard/assign-tables", body, "plan")
    written(house, "plan")
    found = story(client, house, planned["runId"])
    assert found["subject"]["kind"] == "run"
    assert whats(found, "run") == ["run.planned", "run.committing", "run.committed"]
    state = next(e for e in found["entries"] if e["what"] == "run.committed")
    assert (state["facts"]["gap"], state["facts"]["status"]) == (0, "optimal")
    assert state["facts"]["bound"] == planned["bound"]
    assert len(whats(found, "decided")) == 3
    steps = whats(found, "step")
    assert {"solve", "solve.prepare", "solve.finish", "commit.plan"} <= set(steps)
    assert story(client, house, "plan")["entries"] == found["entries"]


def test_a_conflict_is_told(client: Client, house: House) -> None:
    """Who had the tables is in the story of the request that was refused."""
    first, second = (house.booking(dt.time(19), party_size=4) for _ in range(2))
    held = post(client, QUOTE, {"bookingId": str(first)}, "first")
    body = {"bookingId": str(second), "tableIds": held["candidate"]["tableIds"]}
    assert post(client, QUOTE, body, "clash")["code"] == "ASSIGNMENT_CONFLICT"
    written(house, "clash")
    found = story(client, house, "clash")
    assert {"capacity.hold.strict_conflict", "capacity.rpc.conflict"} == set(whats(found, "event"))
    step = next(e for e in found["entries"] if e["what"] == "commit.hold")
    assert step["facts"]["error"] == "ASSIGNMENT_CONFLICT"


def test_the_command_tells_it_on_one_screen(
    client: Client, house: House, database: Database
) -> None:
    """Tables by their numbers, at most fifty lines for a booking; --json has everything."""
    guest, _ = seated(client, house)
    text = for_real("trace", guest, DATABASE_URL=database.dsn, COLUMNS="150")
    assert text.code == 0, text.err
    assert len(text.out.splitlines()) <= 50
    for said in ("request quote", "→ POST /api/staff/auto/quote", "404 HOLD_NOT_FOUND", "T2"):
        assert said in text.out
    with pool(database) as opened:
        before = trace_of(opened, str(guest))
        told = for_real("trace", guest, "--json", DATABASE_URL=database.dsn)
        # The outbox may be delivered meanwhile.
        assert json.loads(told.out) in (before, trace_of(opened, str(guest)))


def test_an_unknown_id_is_said_to_be_unknown(client: Client, house: House) -> None:
    """404 with what to give instead; the command says the same and exits with 2."""
    answer = client.http.get(f"/api/v1/restaurants/{house.id}/trace/nobody")
    assert (answer.status_code, answer.json()["code"]) == (404, "TRACE_NOT_FOUND")
    assert "x-request-id" in answer.json()["hint"]


def test_the_command_says_so_too(database: Database, house: House) -> None:
    """A sentence on stderr, and exit code 2."""
    assert house.id
    text = for_real("trace", "nobody", DATABASE_URL=database.dsn)
    assert (text.code, text.out) == (2, "")
    assert "nothing is known of 'nobody'" in text.err


def test_another_restaurant_is_told_nothing(client: Client, house: House) -> None:
    """Not by a booking, a run or a request that is another's; not even under the same id."""
    other = House.build(house.connection)
    guest, _ = seated(client, house)
    theirs = other.booking(dt.time(19), party_size=4)
    post(client, QUOTE, {"bookingId": str(theirs)}, "quote")
    until(lambda: house.value("select count(*) from maitred.traces") == 4, 10)
    for name in (guest, "confirm"):
        answer = client.http.get(f"/api/v1/restaurants/{other.id}/trace/{name}")
        assert (answer.status_code, answer.json()["code"]) == (404, "TRACE_NOT_FOUND")
    found = json.dumps(story(client, other, "quote"))
    assert str(theirs) in found
    assert str(guest) not in found


def test_a_database_without_the_products_event_log_is_traced_all_the_same(
    house: House, database: Database
) -> None:
    """Neither the event log nor the queue has to be there."""
    house.connection.execute("drop table observability_events, capacity_outbox")
    with running_service(database.dsn) as client:
        guest, _ = seated(client, house)
        found = story(client, house, guest)
    assert whats(found, "decided") == ["hold.created", "hold.confirmed", "booking.assigned"]
    assert whats(found, "event") == []


def test_traces_can_be_switched_off(house: House, database: Database) -> None:
    """Then the history alone tells the story, and a note says what is missing."""
    guest = house.booking(dt.time(19), party_size=4)
    with running_service(database.dsn, traces=False) as client:
        post(client, QUOTE, {"bookingId": str(guest)}, "quote")
        found = story(client, house, guest)
    assert (whats(found, "step"), whats(found, "decided")) == ([], ["hold.created"])
    assert "never written" in found["note"]
    assert house.value("select count(*) from maitred.traces") == 0


def test_a_look_leaves_no_trace(house: House, client: Client) -> None:
    """Only requests that may decide something are written down."""
    assert client.http.get(f"/api/v1/restaurants/{house.id}/days/2030-06-01").is_success
    seated(client, house)
    methods = house.rows("select distinct split_part(what, ' ', 1) as method from maitred.traces")
    assert methods == [{"method": "POST"}]
