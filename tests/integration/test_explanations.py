"""Explanations of stored runs, over a real socket."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import httpx2
import pytest
from pydantic import TypeAdapter

from models.edits import Edit, apply_edits
from models.explanation import Explanation, SeatingBreakdown
from persistence.runs import get_problem, get_run
from solver.checker import check_plan
from tests.concurrency.chaos import on
from tests.integration.planning import fingerprint, pool
from tests.integration.postgres_servers import DATE, Database, House, at
from tests.integration.running_service import running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)
"""What differs between servers is below the routes, and tested there."""


@pytest.fixture
def http(database: Database) -> Iterator[httpx2.Client]:
    """A client of the service on a test's database."""
    with running_service(database.dsn) as client:
        yield client.http


def full(house: House) -> list[UUID]:
    """Seat a party at every table of the evening."""
    guests = []
    for name in house.tables:
        guest = house.booking(dt.time(19), party_size=2)
        house.assign(guest, name, window=(at(19), at(20, 20)))
        guests.append(guest)
    return guests


def planned(http: httpx2.Client, house: House) -> str:
    """Plan the date; return the run's id."""
    body = {"restaurantId": str(house.id), "date": str(DATE), "budgetMs": 3000}
    answer = http.post("/api/ops/dashboard/assign-tables", json=body)
    assert answer.status_code == 200, answer.text
    run: str = answer.json()["runId"]
    return run


def test_who_was_turned_away_and_what_would_help(
    database: Database, http: httpx2.Client, house: House
) -> None:
    """A full evening: who is in the way, other times; applied to the stored problem a repair does
    what it says. Nothing is written, and nobody's name is told."""
    full(house)
    guest = house.booking(dt.time(19), party_size=4, customer_name="Ada Lovelace")
    run = planned(http, house)
    before = fingerprint(house)
    answer = http.get(f"/api/v1/runs/{run}/explanations/{guest}", params={"budgetMs": 20_000})
    assert answer.status_code == 200, answer.text
    assert "Lovelace" not in answer.text
    body = answer.json()
    assert (body["runId"], body["restaurantId"]) == (run, str(house.id))
    assert (body["date"], body["seating"]) == (str(DATE), None)
    found = Explanation.model_validate(body["explanation"])
    assert found.conflict is not None
    assert found.conflict.certified
    assert found.conflict.elements
    assert found.repairs
    with pool(database) as opened, opened.connection() as connection:
        stored, problem = get_run(connection, UUID(run)), get_problem(connection, UUID(run))
    assert stored is not None
    assert problem is not None
    decisions = {seating.booking: seating.tables for seating in stored.plan.seatings}
    for repair in found.repairs:
        edits = TypeAdapter(list[Edit]).validate_python(list(repair.edits))
        moved = {move.booking: move.to_tables for move in repair.moves}
        plan = {**decisions, **moved, str(guest): repair.tables}
        assert check_plan(apply_edits(problem, edits), plan).ok, repair
    assert fingerprint(house) == before


def test_everyone_of_a_run(http: httpx2.Client, house: House) -> None:
    """All who have no table, and nobody else; the same as one by one."""
    full(house)
    waiting = {str(house.booking(dt.time(19), party_size=size)) for size in (2, 4)}
    run = planned(http, house)
    body = http.get(f"/api/v1/runs/{run}/explanations", params={"budgetMs": 30_000}).json()
    assert {item["booking"] for item in body["explanations"]} == waiting
    for item in body["explanations"]:
        one = http.get(
            f"/api/v1/runs/{run}/explanations/{item['booking']}", params={"budgetMs": 30_000}
        ).json()["explanation"]
        assert one | {"seconds": 0} == item | {"seconds": 0}


def test_a_booking_with_tables(http: httpx2.Client, house: House) -> None:
    """What they are worth, and what others would have cost."""
    guest = house.booking(dt.time(19), party_size=2)
    run = planned(http, house)
    assert http.get(f"/api/v1/runs/{run}/explanations").json()["explanations"] == []
    body = http.get(f"/api/v1/runs/{run}/explanations/{guest}").json()
    assert body["explanation"] is None
    seating = SeatingBreakdown.model_validate(body["seating"])
    assert seating.booking == str(guest)
    assert sum(seating.terms.values()) == pytest.approx(seating.points)
    assert seating.alternative is not None
    assert seating.alternative.cost >= 0


def test_what_is_wrong_is_named(http: httpx2.Client, house: House) -> None:
    """No such run, no such booking, a budget that is none."""
    guest = house.booking(dt.time(19))
    run = planned(http, house)
    for path, status, code in (
        (f"{uuid4()}/explanations", 404, "RUN_NOT_FOUND"),
        (f"{uuid4()}/explanations/{guest}", 404, "RUN_NOT_FOUND"),
        (f"{run}/explanations/{uuid4()}", 404, "BOOKING_NOT_FOUND"),
        (f"{run}/explanations/b1", 400, "INVALID_REQUEST"),
        (f"{run}/explanations?budgetMs=0", 400, "INVALID_REQUEST"),
        (f"{run}/explanations?budgetMs=60001", 400, "INVALID_REQUEST"),
    ):
        answer = http.get(f"/api/v1/runs/{path}")
        assert (answer.status_code, answer.json()["code"]) == (status, code), path


def test_a_small_budget_is_kept_to_and_said(http: httpx2.Client, house: House) -> None:
    """A millisecond is not enough: the answer says what is missing."""
    full(house)
    guest = house.booking(dt.time(19), party_size=4)
    run = planned(http, house)
    body = http.get(f"/api/v1/runs/{run}/explanations/{guest}?budgetMs=1").json()["explanation"]
    assert body["reason"] == "all_taken"
    assert False in [body["finished"]["conflict"], *body["finished"]["repairs"].values()]


def test_too_many_at_once_are_refused_and_health_answers(http: httpx2.Client, house: House) -> None:
    """The event loop is free while explanations are computed, and the queue has an end."""
    full(house)
    guest = house.booking(dt.time(19), party_size=4)
    run = planned(http, house)
    path = f"/api/v1/runs/{run}/explanations/{guest}"
    with ThreadPoolExecutor(60) as threads:
        asked = [threads.submit(http.get, path, timeout=60) for _ in range(60)]
        assert http.get("/health/live", timeout=10).status_code == 200
        statuses = [item.result().status_code for item in asked]
    assert set(statuses) <= {200, 503}
    assert statuses.count(200) >= 18


def test_runs_that_took_tables_away(http: httpx2.Client, house: House) -> None:
    """Somebody was cleared by hand, or a plan was taken back: whoever waits is explained."""
    for _ in house.tables:
        house.booking(dt.time(19), party_size=2)
    run = planned(http, house)
    day = f"/api/v1/restaurants/{house.id}/days/{DATE}"
    seated = http.get(f"/api/v1/runs/{run}").json()["plan"]["seatings"][0]["booking"]
    change = {"changes": [{"bookingId": seated, "tableIds": []}]}
    everybody = len(house.tables)
    for path, body, waiting in (("changes", change, 1), ("undo", {}, 0), ("undo", {}, everybody)):
        later = http.post(f"{day}/{path}", json=body).json()["runId"]
        answer = http.get(f"/api/v1/runs/{later}/explanations")
        assert answer.status_code == 200, answer.text
        assert len(answer.json()["explanations"]) == waiting
