"""Each error code that the contract names for a route is provoked on that route.

401 and 403 are in the matrix of access, for all of them.
"""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from tests.integration.contract_scene import Scene
from tests.integration.desk import Desk, said
from tests.integration.postgres_servers import DATE, House, at
from tests.integration.running_service import running_service
from tests.integration.test_access_matrix import CLOSED, filled

OPS = "/api/ops/bookings"
STAFF = "/api/staff/manual"
DASHBOARD = "/api/ops/dashboard/assign-tables"

Answer = httpx2.Response


Case = tuple[int, str, Callable[[Scene], Answer]]


def context_of(path: str) -> list[Case]:
    """What a context says of bookings that have none."""

    def get(s: Scene, booking: object) -> Answer:
        return s.http.get(path.format(booking))

    return [
        (400, "INVALID_REQUEST", lambda s: get(s, "me")),
        (404, "BOOKING_NOT_FOUND", lambda s: get(s, uuid4())),
        (409, "BOOKING_STATE_CONFLICT", lambda s: get(s, s.over())),
        (422, "SERVICE_OVERRUN", lambda s: get(s, s.late())),
    ]


def choice_of(what: str) -> list[Case]:
    """What validating and holding refuse alike."""

    def post(s: Scene, booking: object, *names: str, **more: Any) -> Answer:
        body = {
            "bookingId": str(booking),
            "tableIds": s.desk.ids(*names),
            "contextVersion": "old",
            **more,
        }
        return s.http.post(f"{STAFF}/{what}", json=body)

    unknown = {"tableIds": [str(uuid4())]}
    waive = {"override": {"checks": ["zone"], "reason": "because"}}
    return [
        (400, "INVALID_REQUEST", lambda s: post(s, s.guest)),
        (404, "BOOKING_NOT_FOUND", lambda s: post(s, uuid4(), "T1")),
        (404, "TABLES_NOT_FOUND", lambda s: s.desk.ask(what, s.guest, **unknown)),
        (409, "BOOKING_STATE_CONFLICT", lambda s: post(s, s.over(), "T1")),
        (409, "STALE_CONTEXT", lambda s: post(s, s.guest, "T1")),
        (409, "RESOURCE_DISABLED", lambda s: s.desk.ask(what, s.guest, s.closed("T1"))),
        (422, "SERVICE_OVERRUN", lambda s: post(s, s.late(), "T1")),
        (422, "CHECK_NOT_WAIVABLE", lambda s: s.desk.ask(what, s.guest, "T1", **waive)),
    ]


def confirmation(confirm: Callable[..., Answer]) -> list[Case]:
    """What confirming refuses alike, by hand and automatically."""
    return [
        (404, "BOOKING_NOT_FOUND", lambda s: confirm(s, uuid4(), uuid4(), "any")),
        (404, "HOLD_NOT_FOUND", lambda s: confirm(s, s.guest, uuid4())),
        (409, "HOLD_EXPIRED", lambda s: confirm(s, s.guest, s.ran_out(s.held("T1")))),
        (
            409,
            "HOLD_INACTIVE",
            lambda s: confirm(s, s.guest, s.status_of(s.held("T1"), "cancelled")),
        ),
        (409, "ASSIGNMENT_CONFLICT", lambda s: confirm(s, s.guest, s.taken(s.held("T1"), "T1"))),
        (409, "CAPACITY_EXCEEDED", lambda s: (s.crowded(), confirm(s, s.guest, s.held("T1")))[1]),
        (422, "HOLD_EMPTY", lambda s: confirm(s, s.guest, s.without_tables(s.held("T1")))),
        (422, "POLICY_DRIFT", lambda s: confirm(s, s.guest, s.drift(s.held("T1")))),
        (422, "IDEMPOTENCY_KEY_CONFLICT", lambda s: reused(s, confirm)),
    ]


def reused(s: Scene, confirm: Callable[..., Answer]) -> Answer:
    """Confirm another hold with a used key."""
    assert confirm(s, s.guest, s.held("T1")).status_code == 200
    return confirm(s, s.guest, s.held("T2"))


def by_hand(s: Scene, booking: object, hold: object, version: str | None = None) -> Answer:
    """Confirm by hand."""
    body = {
        "bookingId": str(booking),
        "holdId": str(hold),
        "idempotencyKey": "k",
        "contextVersion": version or s.desk.context(s.guest)["contextVersion"],
    }
    return s.http.post(f"{STAFF}/confirm", json=body)


def automatically(s: Scene, booking: object, hold: object, _: str | None = None) -> Answer:
    """Confirm automatically."""
    body = {"bookingId": str(booking), "holdId": str(hold), "idempotencyKey": "k"}
    return s.http.post("/api/staff/auto/confirm", json=body)


def quoted(s: Scene, booking: object, **more: Any) -> Answer:
    """Ask for a quote."""
    return s.http.post(
        "/api/staff/auto/quote", json={"bookingId": str(booking), "budgetMs": 1, **more}
    )


def add(s: Scene, booking: object, **body: Any) -> Answer:
    """Add a table."""
    return s.http.post(f"{OPS}/{booking}/tables", json=body)


def assign(s: Scene, booking: object, *names: str, **more: Any) -> Answer:
    """Assign a set."""
    body = {"tableIds": s.desk.ids(*names), "idempotencyKey": str(uuid4()), **more}
    return s.http.post(f"{OPS}/{booking}/assign-tables", json=body)


def take(s: Scene, booking: object, **body: Any) -> Answer:
    """Take tables away."""
    return s.http.request("DELETE", f"{OPS}/{booking}/assign-tables", json=body)


def choose(s: Scene, session: object, *names: str, **more: Any) -> Answer:
    """Choose within a session."""
    return s.desk.choose(session, more.pop("booking", s.guest), *names, **more)


def close(s: Scene, name: str, of: Callable[[Scene, str], Any], **more: Any) -> Answer:
    """Confirm something of a session that holds a table."""
    session = s.session()
    return s.desk.close(session, s.guest, of(s, s.session_hold(session, name)), **more)


def plan(s: Scene, **body: Any) -> Answer:
    """Plan a date."""
    return s.http.post(DASHBOARD, json={"restaurantId": str(s.house.id), **body})


ROUTES: dict[str, list[Case]] = {
    "POST auto/quote": [
        (400, "INVALID_REQUEST", lambda s: quoted(s, s.guest, maxTables=6)),
        (404, "BOOKING_NOT_FOUND", lambda s: quoted(s, uuid4())),
        (409, "BOOKING_STATE_CONFLICT", lambda s: quoted(s, s.over())),
        (422, "SERVICE_OVERRUN", lambda s: quoted(s, s.late())),
        (422, "INVALID_INPUT", lambda s: quoted(s, s.guest, zoneId=str(uuid4()))),
    ],
    "POST auto/confirm": [
        (400, "INVALID_REQUEST", lambda s: s.http.post("/api/staff/auto/confirm", json={})),
        *confirmation(automatically),
        (422, "HOLD_BOOKING_MISMATCH", lambda s: automatically(s, s.guest, s.others_hold("T1"))),
        (422, "ASSIGNMENT_VALIDATION", lambda s: automatically(s, s.guest, outgrown(s))),
    ],
    "GET manual/context": context_of(f"{STAFF}/context?bookingId={{}}"),
    "GET manual-context": context_of(f"{OPS}/{{}}/manual-context"),
    "GET assignment-context": context_of(f"{OPS}/{{}}/assignment-context"),
    "POST manual/validate": choice_of("validate"),
    "POST manual/hold": [
        *choice_of("hold"),
        (409, "ALREADY_ASSIGNED", lambda s: hold_of_own(s)),
        (409, "HOLD_CONFLICT", lambda s: (s.others_hold("T1"), hold(s, "T1"))[1]),
        (422, "ASSIGNMENT_CONFLICT", lambda s: (s.seated("T1"), hold(s, "T1"))[1]),
        (422, "CAPACITY_INSUFFICIENT", lambda s: hold(s, "T1", party=5)),
        (422, "SLACK_BUDGET_EXCEEDED", lambda s: hold(s, "T1", "T2", party=3)),
        (422, "ZONE_MISMATCH", lambda s: hold(s, "T1", "B1", party=8)),
        (422, "TABLE_IMMUTABLE", lambda s: hold(s, "T1", "F1", party=8)),
        (422, "ADJACENCY_INVALID", lambda s: hold(s, "T1", "T4", party=8)),
    ],
    "DELETE manual/hold": [
        (400, "INVALID_REQUEST", lambda s: s.http.request("DELETE", f"{STAFF}/hold", json={})),
        (404, "BOOKING_NOT_FOUND", lambda s: s.desk.release(uuid4(), uuid4())),
        (404, "HOLD_NOT_FOUND", lambda s: s.desk.release(s.guest, uuid4())),
        (409, "HOLD_BOOKING_MISMATCH", lambda s: s.desk.release(s.guest, s.others_hold("T1"))),
    ],
    "POST manual/confirm": [
        (400, "INVALID_REQUEST", lambda s: s.http.post(f"{STAFF}/confirm", json={})),
        *confirmation(by_hand),
        (409, "HOLD_BOOKING_MISMATCH", lambda s: by_hand(s, s.guest, s.others_hold("T1"))),
        (409, "STALE_CONTEXT", lambda s: by_hand(s, s.guest, s.held("T1"), "old")),
        (
            409,
            "RESOURCE_DISABLED",
            lambda s: by_hand(s, s.guest, (s.held("T1"), s.closed("T1"))[0]),
        ),
        (422, "ASSIGNMENT_VALIDATION", lambda s: by_hand(s, s.guest, s.grown(s.held("T1")))),
    ],
    "POST manual/session": [
        (400, "INVALID_REQUEST", lambda s: s.http.post(f"{STAFF}/session", json={})),
        (
            404,
            "BOOKING_NOT_FOUND",
            lambda s: s.http.post(f"{STAFF}/session", json={"bookingId": str(uuid4())}),
        ),
    ],
    "PUT manual/session/selection": [
        (400, "INVALID_REQUEST", lambda s: choose(s, s.session(), selectionVersion=-1)),
        (404, "SESSION_NOT_FOUND", lambda s: choose(s, uuid4(), "T1")),
        (
            409,
            "SESSION_BOOKING_MISMATCH",
            lambda s: choose(s, s.session(), "T1", booking=s.booking()),
        ),
        (
            409,
            "SELECTION_VERSION_MISMATCH",
            lambda s: choose(s, s.session(), "T1", selectionVersion=7),
        ),
        (409, "STALE_CONTEXT", lambda s: choose(s, s.session(), "T1", contextVersion="old")),
        (409, "RESOURCE_DISABLED", lambda s: choose(s, s.session(), s.closed("T1"))),
    ],
    "POST manual/session/confirm": [
        (404, "SESSION_NOT_FOUND", lambda s: s.desk.close(uuid4(), s.guest, s.held("T1"))),
        (404, "HOLD_NOT_FOUND", lambda s: close(s, "T1", lambda s, hold: uuid4())),
        (409, "HOLD_MISMATCH", lambda s: close(s, "T1", hold_beside)),
        (409, "HOLD_BOOKING_MISMATCH", lambda s: close(s, "T1", lambda s, _: s.others_hold("T2"))),
        (409, "HOLD_EXPIRED", lambda s: close(s, "T1", lambda s, hold: s.ran_out(hold))),
        (
            409,
            "HOLD_INACTIVE",
            lambda s: close(s, "T1", lambda s, hold: s.status_of(hold, "cancelled")),
        ),
        (
            409,
            "SELECTION_VERSION_MISMATCH",
            lambda s: close(s, "T1", lambda s, hold: hold, selectionVersion=7),
        ),
        (
            409,
            "STALE_CONTEXT",
            lambda s: close(s, "T1", lambda s, hold: hold, contextVersion="old"),
        ),
    ],
    "POST assign-tables": [
        (400, "INVALID_REQUEST", lambda s: assign(s, s.guest)),
        (404, "BOOKING_NOT_FOUND", lambda s: assign(s, uuid4(), "T1")),
        (404, "TABLES_NOT_FOUND", lambda s: assign(s, s.guest, tableIds=[str(uuid4())])),
        (409, "BOOKING_STATE_CONFLICT", lambda s: assign(s, s.over(), "T1")),
        (409, "RESOURCE_DISABLED", lambda s: assign(s, s.guest, s.closed("T1"))),
        (
            409,
            "IDEMPOTENCY_KEY_CONFLICT",
            lambda s: assign(s, s.guest, "T2", idempotencyKey=s.used_key()),
        ),
        (409, "CAPACITY_EXCEEDED", lambda s: (s.crowded(), assign(s, s.guest, "T1"))[1]),
        (422, "SERVICE_OVERRUN", lambda s: assign(s, s.late(), "T1")),
        (422, "CONFLICTS", lambda s: (s.seated("T1"), assign(s, s.guest, "T1"))[1]),
        (422, "CAPACITY", lambda s: assign(s, s.booking(party_size=5), "T1")),
        (422, "ZONE", lambda s: assign(s, s.booking(party_size=8), "T1", "B1")),
        (422, "MOVABLE", lambda s: assign(s, s.booking(party_size=8), "T1", "F1")),
        (422, "ADJACENCY", lambda s: assign(s, s.booking(party_size=8), "T1", "T4")),
    ],
    "DELETE assign-tables": [
        (400, "INVALID_REQUEST", lambda s: take(s, s.guest, tableIds=[])),
        (404, "BOOKING_NOT_FOUND", lambda s: take(s, uuid4(), tableIds=s.desk.ids("T1"))),
    ],
    "GET tables": [
        (400, "INVALID_REQUEST", lambda s: s.http.get(f"{OPS}/me/tables")),
        (404, "BOOKING_NOT_FOUND", lambda s: s.http.get(f"{OPS}/{uuid4()}/tables")),
    ],
    "POST tables": [
        (400, "INVALID_REQUEST", lambda s: add(s, s.guest)),
        (404, "BOOKING_NOT_FOUND", lambda s: add(s, uuid4(), tableId=str(uuid4()))),
        (404, "TABLES_NOT_FOUND", lambda s: add(s, s.guest, tableId=str(uuid4()))),
        (409, "HOLD_CONFLICT", lambda s: (s.others_hold("T1"), s.desk.add(s.guest, "T1"))[1]),
        (409, "ASSIGNMENT_CONFLICT", lambda s: (s.seated("T1"), s.desk.add(s.guest, "T1"))[1]),
        (409, "BOOKING_STATE_CONFLICT", lambda s: s.desk.add(s.over(), "T1")),
        (409, "RESOURCE_DISABLED", lambda s: s.desk.add(s.guest, s.closed("T1"))),
        (409, "CAPACITY_EXCEEDED", lambda s: (s.crowded(), s.desk.add(s.guest, "T1"))[1]),
        (
            422,
            "ASSIGNMENT_VALIDATION",
            lambda s: (s.desk.add(s.guest, "T1"), s.desk.add(s.guest, "B1"))[1],
        ),
        (422, "SERVICE_OVERRUN", lambda s: s.desk.add(s.late(), "T1")),
    ],
    "DELETE tables": [
        (400, "INVALID_REQUEST", lambda s: s.http.delete(f"{OPS}/{s.guest}/tables/me")),
        (404, "BOOKING_NOT_FOUND", lambda s: s.http.delete(f"{OPS}/{uuid4()}/tables/{uuid4()}")),
    ],
    "POST dashboard/assign-tables": [
        (400, "INVALID_REQUEST", lambda s: plan(s, date="2026-02-30")),
        (404, "RESTAURANT_NOT_FOUND", lambda s: plan(s, restaurantId=str(uuid4()))),
        (422, "NO_BOOKINGS", lambda s: plan(s, date=str(DATE + dt.timedelta(days=3)))),
    ],
    "GET config/service-policy": [
        (404, "SERVICE_POLICY_NOT_FOUND", lambda s: s.http.get("/api/config/service-policy")),
    ],
}


def hold(s: Scene, *names: str, party: int = 4) -> Answer:
    """Hold tables for a party at 19:00."""
    return s.desk.ask("hold", s.booking(party_size=party), *names)


def hold_of_own(s: Scene) -> Answer:
    """Hold a table that the guest has."""
    s.desk.assign(s.guest, "T1")
    return s.desk.ask("hold", s.guest, "T1")


def hold_beside(s: Scene, _: str) -> UUID:
    """Another hold of the guest, of another service."""
    return s.house.hold("T3", booking=s.guest, start=at(19), end=at(20, 20))


def outgrown(s: Scene) -> str:
    """A quote's hold whose party has grown."""
    found: str = s.desk.quoted(s.guest)["holdId"]
    return s.grown(found)


CASES = [
    pytest.param(*case, id=f"{route} {case[0]} {case[1]}")
    for route, cases in ROUTES.items()
    for case in cases
]


@pytest.mark.parametrize(("status", "code", "provoke"), CASES)
def test_a_route_answers_with_the_code_of_the_contract(
    operator: Desk, room: House, status: int, code: str, provoke: Callable[[Scene], Answer]
) -> None:
    """In the one shape of errors."""
    answer = provoke(Scene(operator, room))
    assert said(answer) == (status, code), answer.text
    told = answer.json()
    assert set(told) == {"error", "message", "code", "details", "hint", "requestId"}
    assert told["error"] == told["message"]


WITHOUT_DATABASE = {("GET", "/api/v1/scenario-format"), ("POST", "/api/v1/scenario-text")}
"""Routes that read nothing."""


def test_without_its_database_every_route_says_so() -> None:
    """What the product told under a dozen codes of failed look-ups: 503, and when to come back."""
    named = ("restaurant", "run", "session", "booking", "table", "job", "hold", "trace")
    places = {"key": "0" * 64} | {f"{name}_id": str(uuid4()) for name in named}
    # Each waits for a connection as long as it may; by default a few at a time, then the next ones.
    at_once = {"pool_size": 100, "plans_at_once": 64, "quotes_at_once": 64}
    with (
        running_service("postgresql://nobody@127.0.0.1:9/none", **at_once) as client,
        ThreadPoolExecutor(len(CLOSED)) as threads,
    ):

        def ask(route: tuple[str, str]) -> Answer:
            method, path = route
            row = CLOSED[route]
            url = (path + row.query).format(**places, date=DATE)
            body = filled(row.body, {**places, "date": DATE})
            return client.http.request(method, url, json=body)

        for answer in threads.map(ask, CLOSED.keys() - WITHOUT_DATABASE):
            assert said(answer) == (503, "DATABASE_UNREACHABLE"), answer.text
            assert int(answer.headers["retry-after"]) >= 1
