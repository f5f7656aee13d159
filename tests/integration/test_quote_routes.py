"""Quotes over a real socket: what is free is held, what is not is explained."""

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from models.enquiry import Enquiry
from models.quote import QuoteOptions
from services.quotes.enquiry import EnquiryWish, quote_enquiry
from services.quotes.quote import QuoteWish, quote
from tests.concurrency.chaos import on
from tests.integration.planning import fingerprint, pool, stored
from tests.integration.postgres_servers import DATE, Database, House, at
from tests.integration.running_service import running_service
from tests.integration.seating import at_once

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)
"""What differs between servers is below the routes, and tested there."""

ROUTE = "/api/staff/auto/quote"


@pytest.fixture
def http(database: Database) -> Iterator[httpx2.Client]:
    """A client of the service on a test's database."""
    with running_service(database.dsn) as client:
        yield client.http


def ask(http: httpx2.Client, booking: UUID, **more: Any) -> dict[str, Any]:
    """Ask for a quote and expect an answer."""
    body = {"bookingId": str(booking), "budgetMs": 3000, **more}
    answer = http.post(ROUTE, json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def fill(house: House, *names: str, party: int = 4) -> list[UUID]:
    """Seat a party at each of the tables in the evening."""
    guests = []
    for name in names:
        guest = house.booking(dt.time(19), party_size=party)
        house.assign(guest, name, window=(at(19), at(20, 20)))
        guests.append(guest)
    return guests


def test_the_best_is_held_and_can_be_confirmed(http: httpx2.Client, house: House) -> None:
    """In the words of the contract, and then confirmed by the key."""
    guest = house.booking(dt.time(19), party_size=8)
    found = ask(http, guest, holdTtlSeconds=60)
    assert found["window"] == {"start": at(19).isoformat(), "end": at(20, 35).isoformat()}
    candidate = found["candidate"]
    assert (candidate["tableCount"], candidate["totalCapacity"], candidate["slack"]) == (2, 8, 0)
    assert candidate["adjacencyStatus"] == "pairwise"
    assert candidate["scoreBreakdown"]["total_score"] == candidate["score"] > 0
    assert found["zoneId"] == str(house.zones["main"])
    assert found["serviceFallback"] == {"usedFallback": False, "fallbackService": None}
    left = dt.datetime.fromisoformat(found["expiresAt"]) - dt.datetime.now(dt.UTC)
    assert 50 < left.total_seconds() <= 60
    assert found["alternates"]
    body = {"bookingId": str(guest), "holdId": found["holdId"], "idempotencyKey": "k"}
    answer = http.post("/api/staff/auto/confirm", json=body)
    assert answer.status_code == 200, answer.text
    assert {item["tableId"] for item in answer.json()["assignments"]} == set(candidate["tableIds"])


def test_a_look_holds_nothing(http: httpx2.Client, house: House) -> None:
    """The best candidate is named, and the database is as before."""
    guest = house.booking(dt.time(19), party_size=4)
    before = fingerprint(house)
    found = ask(http, guest, hold=False)
    assert (found["holdId"], found["candidate"]["totalCapacity"], found["reason"]) == (
        None,
        4,
        None,
    )
    assert found["candidate"] not in found["alternates"]
    assert len(found["alternates"]) == len(house.tables) - 1
    assert fingerprint(house) == before


def test_a_second_quote_replaces_the_first(http: httpx2.Client, house: House) -> None:
    """A booking's own hold is in nobody's way, least of all its own."""
    guest = house.booking(dt.time(19), party_size=4)
    first, second = ask(http, guest), ask(http, guest)
    assert first["candidate"]["tableIds"] == second["candidate"]["tableIds"]
    assert [str(row["id"]) for row in house.rows("select id from table_holds")] == [
        second["holdId"]
    ]


def test_s39_limits_count(http: httpx2.Client, house: House) -> None:
    """Zone, tables to avoid, most tables, neighbours; six tables are too many to ask for."""
    guest = house.booking(dt.time(19), party_size=4)
    bar = ask(http, guest, zoneId=str(house.zones["bar"]))
    assert bar["candidate"]["tableNumbers"][0] in ("B1", "B2")
    avoid = bar["candidate"]["tableIds"]
    again = ask(http, guest, zoneId=str(house.zones["bar"]), avoidTables=avoid)
    assert set(again["candidate"]["tableIds"]).isdisjoint(avoid)
    large = house.booking(dt.time(12), party_size=8)
    assert ask(http, large, maxTables=1)["candidate"] is None
    answer = http.post(ROUTE, json={"bookingId": str(large), "maxTables": 6})
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_REQUEST")


def test_a06_neighbours_that_nobody_asks_for_hold_up_to_the_confirmation(
    http: httpx2.Client, house: House
) -> None:
    """A request without adjacency gets tables apart, and the confirmation keeps to it."""
    house.connection.execute("delete from table_adjacencies where table_a <> all(%s)", [[]])
    house.insert("table_adjacencies", table_a=house.tables["T1"], table_b=house.tables["T2"])
    fill(house, "T1")
    guest = house.booking(dt.time(19), party_size=8)
    assert ask(http, guest, maxMoves=0)["candidate"] is None
    found = ask(http, guest, requireAdjacency=False)
    assert found["candidate"]["adjacencyStatus"] == "disconnected"
    body = {"bookingId": str(guest), "holdId": found["holdId"], "idempotencyKey": "k"}
    assert http.post("/api/staff/auto/confirm", json=body).status_code == 200


def test_s17_what_others_hold_is_said(http: httpx2.Client, house: House) -> None:
    """No hold; every plan that a hold forbids is listed with the hold and its deadline."""
    fill(house, "T2", "T3", "T4", "T5", "T6", "F1", "B1", "B2")
    holder = house.booking(dt.time(19, 15), party_size=4)
    held = ask(http, holder)
    assert held["candidate"]["tableNumbers"] == ["T1"]
    found = ask(http, house.booking(dt.time(19), party_size=4), maxMoves=0)
    assert (found["holdId"], found["reason"]) == (None, "Hold conflicts prevented all candidates")
    [skipped] = found["skipped"]
    assert skipped["conflicts"][0]["holdId"] == held["holdId"]
    assert "retry after" in skipped["reason"]


def test_q04_s37_nothing_is_an_answer_with_a_reason(http: httpx2.Client, house: House) -> None:
    """A party larger than the house; a full evening, with other times and why not."""
    giant = house.booking(dt.time(12), party_size=100)
    assert ask(http, giant)["reason"] == "Insufficient global capacity"
    fill(house, *house.tables)
    found = ask(http, house.booking(dt.time(19), party_size=4))
    assert found["reason"].startswith("No suitable tables available")
    assert found["whyNot"]["message"]
    assert found["nextTimes"]
    assert found["otherTimes"][0]["startAt"] == found["nextTimes"][0]
    assert found["otherTimes"][0]["candidate"]["totalCapacity"] == 4
    assert found["finished"]["moves"] is True


def test_moves_are_proposed_and_nothing_is_moved(http: httpx2.Client, house: House) -> None:
    """A party of two in the way of a merge could sit elsewhere."""
    fill(house, "T1", "T3", "T5", party=2)
    before = stored(house)
    found = ask(http, house.booking(dt.time(19), party_size=8))
    assert found["candidate"] is None
    [move] = found["proposal"]["moves"]
    assert len(found["proposal"]["tableIds"]) == 2
    assert set(move["to"]).isdisjoint(found["proposal"]["tableIds"])
    assert stored(house) == before


def test_of_quotes_that_race_each_holds_its_own(http: httpx2.Client, house: House) -> None:
    """Sixteen at once for nine tables: nine holds, no table twice, the others are told."""
    guests = [house.booking(dt.time(19), party_size=4) for _ in range(16)]
    answers = at_once(guests, lambda guest: ask(http, guest, maxMoves=0))
    held = [tuple(answer["candidate"]["tableIds"]) for answer in answers if answer["holdId"]]
    assert len(held) == len(set(held)) == len(house.tables)
    for answer in answers:
        assert answer["holdId"] or answer["reason"] == "Hold conflicts prevented all candidates"


def test_wrong_requests_are_refused_by_name(http: httpx2.Client, house: House) -> None:
    """Unknown bookings, ones that are over, zones and tables that are none."""
    guest, gone = house.booking(dt.time(19)), house.booking(dt.time(19), status="cancelled")
    for status, code, body in (
        (400, "INVALID_REQUEST", {}),
        (400, "INVALID_REQUEST", {"bookingId": str(guest), "holdTtlSeconds": 601}),
        (404, "BOOKING_NOT_FOUND", {"bookingId": str(uuid4())}),
        (409, "BOOKING_STATE_CONFLICT", {"bookingId": str(gone)}),
        (422, "INVALID_INPUT", {"bookingId": str(guest), "zoneId": str(uuid4())}),
        (422, "INVALID_INPUT", {"bookingId": str(guest), "avoidTables": [str(uuid4())]}),
    ):
        answer = http.post(ROUTE, json=body)
        assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


def test_waiting_for_its_turn_comes_out_of_its_budget(database: Database, house: House) -> None:
    """Whoever waited longer than the budget is told what is free, at once, and no more."""
    options = QuoteOptions(budget_seconds=5)
    guest = house.booking(dt.time(19), party_size=4)
    asked = QuoteWish(house.id, guest, options, None)
    called = EnquiryWish(house.id, DATE, Enquiry(party=4, at=19 * 60), options)
    with pool(database) as shared:

        def answers(asked_at: float) -> list[dict[str, Any]]:
            return [
                quote(shared, replace(asked, asked_at=asked_at)),
                quote_enquiry(shared, replace(called, asked_at=asked_at)),
            ]

        pairs = list(zip(answers(time.monotonic()), answers(time.monotonic() - 6), strict=True))
    for soon, late in pairs:
        assert soon["finished"]["prices"]
        assert late["finished"]["candidates"]
        assert not late["finished"]["prices"]
        assert not late["finished"]["other_times"]
        assert late["candidate"]["tableIds"] == soon["candidate"]["tableIds"]
