"""Every route for every kind of caller: one table says what is answered.

A new route fails here until it has a row: in ``OPEN`` when everybody may have it, in ``CLOSED``
otherwise.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import uuid4

import httpx2
import pytest
from starlette.routing import Mount, Route

from api.app import create_app
from settings import load_settings
from tests.integration.access_world import ALLOWED, CALLERS, DENIED, UNKNOWN, World, access_world
from tests.integration.postgres_servers import DATE, Server

DAY = "/api/v1/restaurants/{restaurant_id}/days/{date}"
HOLDS = "/api/v1/restaurants/{restaurant_id}/holds"
ENGINE = "/api/v1/restaurants/{restaurant_id}/engine"
LAYOUT = "/api/v1/restaurants/{restaurant_id}/layout"
LOCK = "/api/v1/restaurants/{restaurant_id}/bookings/{booking_id}/lock"
BOOKING = "/api/ops/bookings/{booking_id}"
SHAPE = {"error", "message", "code", "details", "hint", "requestId"}


class Row(NamedTuple):
    """What a route answers to those who have no role in the restaurant, and to the others."""

    denied: int
    code: str | None
    body: dict[str, Any] | None = None
    fine: int = 200
    query: str = ""
    rest: int | None = None
    """What is answered to those of the restaurant who are neither managers nor owners."""


FORBIDDEN = (403, "ACCESS_DENIED")
HIDDEN = (404, "RESTAURANT_NOT_FOUND")

CHOICE = {
    "bookingId": "{booking_id}",
    "tableIds": ["{table_id}"],
    "contextVersion": "old",
}
"""Of a screen that has to be loaded again: 409 for whoever may choose."""

HOLD = {
    "bookingId": "{booking_id}",
    "holdId": "{run_id}",
    "idempotencyKey": "matrix",
    "contextVersion": "old",
}
"""There is none of that id: 404 for whoever may confirm or release one."""

CLOSED: dict[tuple[str, str], Row] = {
    ("POST", "/api/ops/dashboard/assign-tables"): Row(
        *FORBIDDEN, {"restaurantId": "{restaurant_id}", "date": str(DATE), "dryRun": True}
    ),
    ("GET", f"{BOOKING}/tables"): Row(*FORBIDDEN),
    ("POST", f"{BOOKING}/tables"): Row(*FORBIDDEN, {"tableId": "{table_id}"}),
    ("DELETE", f"{BOOKING}/tables/{{table_id}}"): Row(*FORBIDDEN),
    ("POST", f"{BOOKING}/assign-tables"): Row(
        *FORBIDDEN, {"tableIds": ["{table_id}"], "idempotencyKey": "matrix"}
    ),
    ("DELETE", f"{BOOKING}/assign-tables"): Row(*FORBIDDEN, {"tableIds": ["{table_id}"]}),
    ("GET", f"{BOOKING}/manual-context"): Row(*FORBIDDEN),
    ("GET", f"{BOOKING}/assignment-context"): Row(*FORBIDDEN),
    ("GET", "/api/staff/manual/context"): Row(*FORBIDDEN, query="?bookingId={booking_id}"),
    ("POST", "/api/staff/manual/validate"): Row(*FORBIDDEN, CHOICE, fine=409),
    ("POST", "/api/staff/manual/hold"): Row(*FORBIDDEN, CHOICE, fine=409),
    ("DELETE", "/api/staff/manual/hold"): Row(*FORBIDDEN, HOLD, fine=404),
    ("POST", "/api/staff/manual/confirm"): Row(*FORBIDDEN, HOLD, fine=404),
    ("POST", "/api/staff/auto/quote"): Row(
        *FORBIDDEN, {"bookingId": "{booking_id}", "hold": False, "budgetMs": 1}
    ),
    ("POST", "/api/staff/auto/confirm"): Row(*FORBIDDEN, HOLD, fine=404),
    ("POST", "/api/staff/manual/session"): Row(*FORBIDDEN, {"bookingId": "{booking_id}"}),
    ("PUT", "/api/staff/manual/session/{session_id}/selection"): Row(*FORBIDDEN, CHOICE, fine=404),
    ("POST", "/api/staff/manual/session/{session_id}/confirm"): Row(*FORBIDDEN, HOLD, fine=404),
    ("GET", "/api/config/merge-rules"): Row(200, None),  # the same for every restaurant
    ("GET", "/api/config/service-policy"): Row(404, "SERVICE_POLICY_NOT_FOUND", fine=404),
    ("GET", "/api/v1/me"): Row(200, None),  # without the restaurant
    ("GET", "/api/v1/restaurants"): Row(200, None),  # a list without the restaurant
    ("GET", DAY): Row(*HIDDEN),
    ("GET", f"{DAY}/history"): Row(*HIDDEN),
    ("GET", "/api/v1/restaurants/{restaurant_id}/trace/{trace_id}"): Row(*HIDDEN),
    ("GET", f"{DAY}/events"): Row(*HIDDEN, query="?seconds=0"),
    ("POST", f"{DAY}/undo"): Row(*HIDDEN, {"dryRun": True}),
    # the booking is of another date: 422 for whoever may change it
    ("POST", f"{DAY}/changes"): Row(
        *HIDDEN, {"changes": [{"bookingId": "{booking_id}", "tableIds": []}]}, fine=422
    ),
    ("POST", f"{DAY}/replan"): Row(*HIDDEN, {"budgetMs": 50, "maxMoves": 0}),
    ("POST", f"{DAY}/quote"): Row(*HIDDEN, {"party": 2, "time": "19:00", "budgetMs": 1}),
    ("DELETE", f"{HOLDS}/{{hold_id}}"): Row(*HIDDEN, fine=404),
    ("POST", f"{HOLDS}/{{hold_id}}/confirm"): Row(
        *HIDDEN, {"bookingId": "{booking_id}", "idempotencyKey": "matrix"}, fine=404
    ),
    ("GET", ENGINE): Row(*HIDDEN),
    ("PUT", ENGINE): Row(*HIDDEN, {"state": "on"}, rest=403),
    ("GET", LAYOUT): Row(*HIDDEN),
    ("PUT", LAYOUT): Row(*HIDDEN, {"version": 7, "tables": []}, fine=409, rest=403),
    ("PUT", LOCK): Row(*HIDDEN, {}),
    ("DELETE", LOCK): Row(*HIDDEN),
    ("GET", "/api/v1/runs/{run_id}"): Row(404, "RUN_NOT_FOUND"),
    # it is committed already, which only those learn who may see it
    ("POST", "/api/v1/runs/{run_id}/apply"): Row(404, "RUN_NOT_FOUND", {}, fine=409),
    ("GET", "/api/v1/runs/{run_id}/explanations"): Row(404, "RUN_NOT_FOUND"),
    # the house's other booking: the run does not know it, whoever asks
    ("GET", "/api/v1/runs/{run_id}/explanations/{booking_id}"): Row(404, "RUN_NOT_FOUND", fine=404),
}

JOB = "/api/v1/jobs/{job_id}"
NO_JOB = (404, "JOB_NOT_FOUND")

CLOSED |= {
    ("POST", f"{DAY}/plan"): Row(*HIDDEN, {"dryRun": True, "idempotencyKey": "matrix"}, fine=202),
    ("POST", "/api/v1/scenarios"): Row(
        *HIDDEN,
        {
            "restaurantId": "{restaurant_id}",
            "dates": [str(DATE)],
            "scenarios": [{"name": "as it is"}],
            "idempotencyKey": "matrix",
        },
        fine=202,
    ),
    ("POST", f"{DAY}/shadow"): Row(*HIDDEN, {"idempotencyKey": "matrix"}, fine=202),
    ("GET", "/api/v1/restaurants/{restaurant_id}/shadow"): Row(*HIDDEN),
    ("GET", "/api/v1/restaurants/{restaurant_id}/jobs"): Row(*HIDDEN),
    ("GET", "/api/v1/restaurants/{restaurant_id}/scenarios"): Row(*HIDDEN),
    ("GET", "/api/v1/scenario-format"): Row(200, None),  # the same for every restaurant
    ("POST", "/api/v1/scenario-text"): Row(200, None, {"text": "scenarios:\n- name: a"}),
    ("GET", "/api/v1/scenarios/{job_id}"): Row(*NO_JOB),
    # it was ended before anything was solved, which only those learn who may see it
    ("GET", "/api/v1/scenarios/{job_id}/solves/{key}"): Row(*NO_JOB, fine=404),
    ("GET", "/api/v1/scenarios/{job_id}/report"): Row(*NO_JOB, fine=409),  # it has no results
    ("GET", JOB): Row(*NO_JOB),
    ("GET", f"{JOB}/events"): Row(*NO_JOB),
    ("POST", f"{JOB}/cancel"): Row(*NO_JOB),
}

OPEN = {
    ("GET", "/"),
    ("GET", "/health/live"),
    ("GET", "/health/ready"),
    ("GET", "/metrics"),
    ("GET", "/openapi.json"),
    ("mount", "/console"),
    ("mount", "/docs"),
}


def routes_of_the_application() -> set[tuple[str, str]]:
    """Return method and path of everything that is served."""
    found = set()
    app = create_app(load_settings(database_url="postgresql://nowhere", dev_auth=True))
    for route in walk(app.routes):
        if isinstance(route, Mount):
            found.add(("mount", route.path))
        else:
            found |= {(method, route.path) for method in (route.methods or ()) if method != "HEAD"}
    return found


def walk(routes: list[Any]) -> Iterator[Any]:
    """Return every route, those of included routers too."""
    for route in routes:
        if isinstance(route, Route | Mount):
            yield route
        else:
            context = route.effective_route_contexts()
            yield from (inner.original_route for inner in context)


@pytest.fixture(scope="module")
def world(pg18: Server) -> Iterator[World]:
    """The two restaurants; one date of the house is planned."""
    with access_world(pg18) as found:
        found.house.booking()
        found.booking = found.house.booking(booking_date=DATE + dt.timedelta(days=7))
        body = {"restaurantId": str(found.house.id), "date": str(DATE), "budgetMs": 2000}
        answer = found.client.http.post(
            "/api/ops/dashboard/assign-tables", json=body, headers=found.owner
        )
        assert answer.status_code == 200, answer.text
        found.run = answer.json()["runId"]
        found.job = cancelled_job(found)
        yield found


def cancelled_job(world: World) -> str:
    """Return scenarios that are over: what is told of them has an end."""
    body = {"restaurantId": str(world.house.id), "dates": [str(DATE)], "scenarios": [{"name": "a"}]}
    http, owner = world.client.http, world.owner
    job: str = http.post("/api/v1/scenarios", json=body, headers=owner).json()["id"]
    ended = http.post(f"/api/v1/jobs/{job}/cancel", headers=owner).json()
    assert ended["state"] == "cancelled"
    return job


def ask(world: World, route: tuple[str, str], headers: dict[str, str]) -> httpx2.Response:
    """Ask a route about the house."""
    places = {
        "restaurant_id": world.house.id,
        "date": DATE,
        "run_id": world.run,
        "job_id": world.job,
        "key": "0" * 64,
        "session_id": world.run,
        "hold_id": world.run,
        "booking_id": world.booking,
        "trace_id": world.booking,
        "table_id": world.house.tables["T1"],
    }
    method, path = route
    row = CLOSED.get(route, Row(0, None))
    return world.client.http.request(
        method,
        (path + row.query).format(**places),
        json=filled(row.body, places),
        headers=headers,
    )


def filled(value: Any, places: dict[str, Any]) -> Any:
    """Put ids in the places of a body."""
    if isinstance(value, dict):
        return {name: filled(item, places) for name, item in value.items()}
    if isinstance(value, list):
        return [filled(item, places) for item in value]
    return value.format(**places) if isinstance(value, str) else value


def test_every_route_has_a_row() -> None:
    """No route is served that this table does not know, and no row is left of one that is gone."""
    assert routes_of_the_application() == {*CLOSED, *OPEN}


@pytest.mark.parametrize("route", CLOSED, ids=" ".join)
def test_the_matrix(world: World, route: tuple[str, str]) -> None:
    """Unknown callers get 401, those without a role what the row says, the others an answer."""
    wrong = {}
    for name, headers in CALLERS.items():
        answer = ask(world, route, headers(world))
        if found := deviations(world, CLOSED[route], name, answer):
            wrong[name] = (found, answer.text)
    assert not wrong


def deviations(world: World, row: Row, caller: str, answer: httpx2.Response) -> list[str]:
    """Return what is wrong with an answer to a caller."""
    unknown = caller in UNKNOWN
    if caller in ALLOWED:
        right = row.fine if caller in ("owner", "manager") else row.rest or row.fine
        return [] if answer.status_code == right else [f"{answer.status_code}, not {right}"]
    expected = (401, "UNAUTHORIZED") if unknown else (row.denied, row.code)
    challenge = 'Bearer realm="maitred"' if unknown else None
    wanted = {
        "status and code": (answer.status_code, answer.json().get("code")) == expected,
        "shape": answer.status_code < 300 or answer.json().keys() == SHAPE,
        "challenge": answer.headers.get("www-authenticate") == challenge,
        "silence": not unknown or str(world.house.id) not in answer.text,
    }
    return [name for name, fine in wanted.items() if not fine]


@pytest.mark.parametrize("route", sorted(OPEN), ids=" ".join)
def test_what_is_open_to_everybody(world: World, route: tuple[str, str]) -> None:
    """Health, the document, and files; a bad token does no harm there."""
    path = f"{route[1]}/" if route[0] == "mount" else route[1]
    for caller in ("nothing", "garbage"):
        answer = world.client.http.get(path, headers=CALLERS[caller](world), follow_redirects=True)
        assert answer.status_code == 200, answer.text
        assert str(world.house.id) not in answer.text


@pytest.mark.parametrize("caller", [*DENIED, "host", "machine of every restaurant"])
def test_the_list_holds_what_the_caller_may_see(world: World, caller: str) -> None:
    """Nobody learns of a restaurant that is not theirs."""
    mine, others = str(world.house.id), str(world.other.id)
    expected = {
        "valid without membership": set(),
        "other tenant": {others},
        "machine of the other tenant": {others},
        "host": {mine},
        "machine of every restaurant": {mine, others},
    }[caller]
    answer = ask(world, ("GET", "/api/v1/restaurants"), CALLERS[caller](world))
    assert {found["id"] for found in answer.json()["restaurants"]} == expected


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/api/v1/jobs/{}", "job"),
        ("/api/v1/jobs/{}/events", "job"),
        ("/api/v1/scenarios/{}", "job"),
        ("/api/v1/scenarios/{}/report", "job"),
        (f"/api/v1/scenarios/{{}}/solves/{'0' * 64}", "job"),
        ("/api/v1/restaurants/{}/scenarios", "house"),
        ("/api/v1/restaurants/{}/jobs", "house"),
        ("/api/v1/restaurants/{}/days/2030-06-01", "house"),
        ("/api/v1/restaurants/{}/days/2030-06-01/history", "house"),
        ("/api/v1/runs/{}", "run"),
        ("/api/v1/runs/{}/explanations", "run"),
        ("/api/v1/runs/{}/explanations/00000000-0000-0000-0000-000000000000", "run"),
    ],
)
def test_what_is_not_mine_answers_like_what_does_not_exist(
    world: World, path: str, name: str
) -> None:
    """The same status and the same words, but for the id that was asked for."""
    known = {"house": str(world.house.id), "run": world.run, "job": world.job}[name]
    unknown = str(uuid4())
    headers = world.bearer("other tenant")
    answers = [world.client.http.get(path.format(id_), headers=headers) for id_ in (known, unknown)]
    texts = [
        answer.text.replace(id_, "ID").replace(answer.headers["x-request-id"], "REQUEST")
        for answer, id_ in zip(answers, (known, unknown), strict=True)
    ]
    assert texts[0] == texts[1]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_token_that_is_revoked_stops_at_once(world: World) -> None:
    """The very next request is refused."""
    token = "maitred_" + "y" * 43
    world.house.connection.execute(
        "insert into maitred.service_tokens (name, role, token_sha256)"
        " values ('short-lived', 'host', sha256(%s))",
        [token.encode()],
    )
    route, headers = ("GET", DAY), {"authorization": f"Bearer {token}"}
    assert ask(world, route, headers).status_code == 200
    world.house.connection.execute(
        "update maitred.service_tokens set revoked_at = now() where name = 'short-lived'"
    )
    assert ask(world, route, headers).status_code == 401


def test_the_history_names_the_user(world: World) -> None:
    """Who planned is in the history; a machine is nobody's user."""
    events = ask(world, ("GET", f"{DAY}/history"), world.owner).json()["events"]
    assigned = [event for event in events if event["kind"] == "booking.assigned"]
    assert {event["actor"] for event in assigned} == {str(world.users["owner"])}
    planned = ask(world, ("POST", "/api/ops/dashboard/assign-tables"), CALLERS["machine"](world))
    sql = "select requested_by from maitred.runs where id = %s"
    assert world.house.rows(sql, planned.json()["runId"]) == [{"requested_by": None}]
