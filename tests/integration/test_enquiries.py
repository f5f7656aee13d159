"""Parties without a booking: quoted, held for, and seated once their booking is there."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from models.enquiry import Enquiry
from models.quote import QuoteOptions
from persistence.history import Author
from persistence.hold_enquiry import TooManyHoldsError
from services.quotes.enquiry import EnquiryWish, quote_enquiry
from tests.concurrency.chaos import on
from tests.integration.desk import Json, run_out, said
from tests.integration.planning import fingerprint, pool, stored
from tests.integration.postgres_servers import DATE, Database, House, at
from tests.integration.running_service import running_service
from tests.integration.seating import at_once
from tests.integration.test_quote_routes import fill

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)
"""What differs between servers is below the routes, and tested there."""


class Telephone:
    """Somebody who answers the telephone of a house."""

    def __init__(self, http: httpx2.Client, house: House) -> None:
        self.http, self.house = http, house
        self.base = f"/api/v1/restaurants/{house.id}"

    def ask(self, party: int = 4, date: object = DATE, **more: Any) -> httpx2.Response:
        """Describe a party."""
        body = {"party": party, "time": "19:00", "budgetMs": 3000, **more}
        return self.http.post(f"{self.base}/days/{date}/quote", json=body)

    def quoted(self, party: int = 4, **more: Any) -> Json:
        """Describe a party and expect an answer."""
        answer = self.ask(party, **more)
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def confirm(self, hold: object, booking: UUID, key: str = "k") -> httpx2.Response:
        """Give a hold's tables to a booking."""
        body = {"bookingId": str(booking), "idempotencyKey": key}
        return self.http.post(f"{self.base}/holds/{hold}/confirm", json=body)

    def release(self, hold: object) -> httpx2.Response:
        """Release a hold."""
        return self.http.delete(f"{self.base}/holds/{hold}")

    def day(self) -> Json:
        """Look at the date."""
        found: Json = self.http.get(f"{self.base}/days/{DATE}").json()
        return found


@pytest.fixture
def desk(database: Database, house: House) -> Iterator[Telephone]:
    """The service on a test's database."""
    with running_service(database.dsn) as client:
        yield Telephone(client.http, house)


def ids(house: House, *names: str) -> list[str]:
    """Return table ids by number."""
    return [str(house.tables[name]) for name in names]


def test_a_look_tells_candidates_price_and_stay_and_writes_nothing(
    desk: Telephone, house: House
) -> None:
    """As a booking's quote does; the turn times of the house say how long they stay."""
    house.booking(party_size=4)
    before = fingerprint(house)
    found = desk.quoted(4)
    assert (found["holdId"], found["reason"], found["candidate"]["totalCapacity"]) == (
        None,
    ) * 2 + (4,)
    assert found["candidate"]["price"]["covers"] >= 0
    assert len(found["alternates"]) >= 5
    assert found["partySize"] == 4
    assert (found["startAt"], found["endAt"]) == (at(19).isoformat(), at(20, 20).isoformat())
    assert (found["minutes"], found["cutShort"]) == (75, False)
    assert found["otherTimes"][0]["candidate"]["tableIds"]
    assert fingerprint(house) == before


def test_a_longer_stay_is_asked_for_and_cut_at_the_close(desk: Telephone) -> None:
    """What was agreed counts, as far as the service lasts."""
    longer = desk.quoted(4, durationMinutes=120)
    assert (longer["endAt"], longer["minutes"]) == (at(21, 5).isoformat(), 120)
    late = desk.quoted(4, time="21:00", durationMinutes=120)
    assert (late["endAt"], late["cutShort"], late["minutes"]) == (at(22).isoformat(), True, 55)


def test_the_chosen_tables_are_held_and_become_the_new_bookings(
    desk: Telephone, house: House
) -> None:
    """The hold is nobody's booking, is seen by everybody, and ends in the booking's tables."""
    chosen = ids(house, "T5")
    held = desk.quoted(4, hold=True, tableIds=chosen, holdTtlSeconds=60, durationMinutes=100)
    assert held["candidate"]["tableIds"] == chosen
    assert held["window"] == {"start": at(19).isoformat(), "end": at(20, 45).isoformat()}
    left = dt.datetime.fromisoformat(held["expiresAt"]) - dt.datetime.now(dt.UTC)
    assert 50 < left.total_seconds() <= 60
    [seen] = [item for item in desk.day()["occupancy"] if item["holdId"] == held["holdId"]]
    assert (seen["bookingId"], seen["party"], seen["arrivesAt"]) == (None, 4, at(19).isoformat())
    assert chosen[0] not in {c["tableIds"][0] for c in desk.quoted(4)["alternates"]}
    booking = house.booking(party_size=4)
    answer = desk.confirm(held["holdId"], booking)
    assert answer.status_code == 200, answer.text
    [row] = answer.json()["assignments"]
    assert (row["tableId"], row["endAt"]) == (chosen[0], at(20, 45).isoformat())
    assert stored(house) == {str(booking): ["T5"]}
    assert house.value("select status from bookings where id = %s", booking) == "confirmed"
    assert house.value("select count(*) from table_holds") == 0
    again = desk.confirm(held["holdId"], booking)
    assert (again.text, again.headers["Idempotency-Replayed"]) == (answer.text, "true")


def test_the_best_is_held_when_none_is_named(desk: Telephone, house: House) -> None:
    """Eight guests get two tables side by side; another hold replaces the first."""
    first = desk.quoted(8, hold=True)
    assert first["candidate"]["tableCount"] == 2
    second = desk.quoted(8, hold=True, replaceHoldId=first["holdId"])
    assert second["candidate"]["tableIds"] == first["candidate"]["tableIds"]
    assert [str(row["id"]) for row in house.rows("select id from table_holds")] == [
        second["holdId"]
    ]
    assert {row["end_at"] for row in house.rows("select end_at from table_holds")} == {at(20, 35)}


def test_a_bookings_hold_is_not_replaced(desk: Telephone, house: House) -> None:
    """Nobody gets rid of another's hold by naming it."""
    hold = house.hold("T1", booking=house.booking())
    desk.quoted(4, hold=True, replaceHoldId=str(hold))
    assert house.value("select count(*) from table_holds") == 2


def test_wishes_and_limits_count(desk: Telephone, house: House) -> None:
    """A zone is a limit; where somebody likes to sit decides among equals."""
    bar = desk.quoted(4, zoneId=str(house.zones["bar"]))
    numbers = {c["tableNumbers"][0] for c in (bar["candidate"], *bar["alternates"])}
    assert numbers == {"B1", "B2"}
    avoided = desk.quoted(4, zoneId=str(house.zones["bar"]), avoidTables=ids(house, "B1"))
    assert avoided["candidate"]["tableNumbers"] == ["B2"]
    house.table("BOOTH", seating_type="booth")
    assert desk.quoted(4, seatingType="booth")["candidate"]["tableNumbers"] == ["BOOTH"]
    assert desk.quoted(8, maxTables=1)["candidate"] is None


def test_that_nothing_fits_is_an_answer(desk: Telephone, house: House) -> None:
    """With the reason, other times, and what only a hold is in the way of."""
    fill(house, *house.tables)
    found = desk.quoted(4, hold=True)
    assert (found["holdId"], found["candidate"]) == (None, None)
    assert found["reason"].startswith("No suitable tables available")
    assert found["whyNot"]["message"]
    assert found["otherTimes"][0]["candidate"]["totalCapacity"] == 4
    assert desk.quoted(100)["reason"] == "Insufficient global capacity"


def test_moves_are_proposed(desk: Telephone, house: House) -> None:
    """A party of two in the way of a merge could sit elsewhere."""
    fill(house, "T1", "T3", "T5", party=2)
    before = stored(house)
    found = desk.quoted(8)
    assert len(found["proposal"]["tableIds"]) == 2
    assert stored(house) == before


def test_chosen_tables_that_somebody_took_are_refused_with_the_next_best(
    desk: Telephone, house: House
) -> None:
    """Who has them, until when, what is free instead, and a fresh quote; never a blank error."""
    fill(house, "T5")
    answer = desk.ask(4, hold=True, tableIds=ids(house, "T5"))
    refusal = answer.json()
    assert said(answer) == (409, "ASSIGNMENT_CONFLICT")
    assert "Table T5 is taken by a party of 4 from 19:00 to 20:20" in refusal["message"]
    free = refusal["details"]["alternative"]["tableNumbers"]
    assert free
    assert free[0] in refusal["hint"]
    assert refusal["details"]["quote"]["candidate"]["tableNumbers"] == free
    held = desk.quoted(4, hold=True, tableIds=ids(house, "T4"))
    answer = desk.ask(4, hold=True, tableIds=ids(house, "T4"))
    assert said(answer) == (409, "ASSIGNMENT_CONFLICT")
    assert "Table T4 is held; the hold runs out at" in answer.json()["message"]
    assert held["holdId"] == answer.json()["details"]["conflicts"][0]["holdId"]
    apart = desk.ask(8, hold=True, tableIds=ids(house, "T1", "T3"))
    assert said(apart) == (422, "ASSIGNMENT_VALIDATION")
    assert "do not stand side by side" in apart.json()["message"]
    assert house.value("select count(*) from table_holds") == 1


def test_of_callers_that_race_each_gets_a_table_of_their_own(desk: Telephone, house: House) -> None:
    """Twelve ask for the best at once: nine tables, nine holds."""
    answers = at_once(range(12), lambda _: desk.quoted(4, hold=True, maxMoves=0))
    held = [tuple(answer["candidate"]["tableIds"]) for answer in answers if answer["holdId"]]
    assert len(held) == len(set(held)) == len(house.tables)
    same = at_once(
        range(4), lambda _: desk.ask(4, time="12:00", hold=True, tableIds=ids(house, "T1"))
    )
    assert sorted(answer.status_code for answer in same) == [200, 409, 409, 409]


def test_a_hold_is_released_once(desk: Telephone, house: House) -> None:
    """Whosever it is; the history of the date knows of it."""
    held = desk.quoted(4, hold=True)
    answer = desk.release(held["holdId"])
    assert (answer.status_code, answer.json()["released"]) == (200, True)
    assert said(desk.release(held["holdId"])) == (404, "HOLD_NOT_FOUND")
    assert desk.release(house.hold("T1", booking=house.booking())).status_code == 200
    path = f"/api/v1/restaurants/{house.id}/days/{DATE}/history"
    events = desk.http.get(path).json()["events"]
    assert [item["kind"] for item in events if item["bookingId"] is None] == [
        "hold.released",
        "hold.created",
    ]


def test_a_hold_that_ran_out_says_so_and_offers_what_is_free(desk: Telephone, house: House) -> None:
    """Its tables may be free still; a fresh quote of the booking comes with the refusal."""
    held = desk.quoted(4, hold=True)
    run_out(house, held["holdId"])
    booking = house.booking(party_size=4)
    answer = desk.confirm(held["holdId"], booking)
    assert said(answer) == (409, "HOLD_EXPIRED")
    details = answer.json()["details"]
    assert details["stillFree"] is True
    assert details["quote"]["candidate"]["tableIds"]
    other = desk.quoted(4, hold=True, tableIds=ids(house, "T6"))
    desk.release(other["holdId"])
    answer = desk.confirm(other["holdId"], booking)
    assert said(answer) == (404, "HOLD_NOT_FOUND")
    assert "was released at" in answer.json()["message"]
    assert answer.json()["details"]["became"] == "released"


def test_a_hold_is_for_the_party_and_time_that_were_quoted(desk: Telephone, house: House) -> None:
    """Nobody seats six guests on what four were promised, or at another hour."""
    quoted = desk.quoted(4, hold=True)
    held = quoted["holdId"]
    for booking in (house.booking(party_size=6), house.booking(dt.time(20), party_size=4)):
        answer = desk.confirm(held, booking)
        assert said(answer) == (409, "HOLD_BOOKING_MISMATCH")
        assert "for a party of 4 at 19:00; the booking is a party of" in answer.json()["message"]
    free = next(name for name in house.tables if name not in quoted["candidate"]["tableNumbers"])
    nobodys = house.hold(free)
    answer = desk.confirm(nobodys, house.booking(party_size=4))
    assert said(answer) == (409, "HOLD_BOOKING_MISMATCH")
    assert "for nobody in particular" in answer.json()["message"]


def test_what_changed_since_the_hold_is_said(desk: Telephone, house: House) -> None:
    """Turn times that changed: before and now; the held tables are still free for the booking."""
    held = desk.quoted(4, hold=True)
    policy = {
        "services": [
            {
                "key": "dinner",
                "opens": "17:00",
                "closes": "22:00",
                "bands": [{"up_to": 8, "minutes": 100}],
            }
        ]
    }
    house.insert("maitred.restaurant_settings", restaurant_id=house.id, policy=policy)
    answer = desk.confirm(held["holdId"], house.booking(party_size=4))
    assert said(answer) == (422, "POLICY_DRIFT")
    assert answer.json()["details"]["stillFree"] is True


def test_who_may_not_be_quoted_is_told_why(desk: Telephone, house: House) -> None:
    """The past, an hour at which nobody can be seated, things that are none of the house's."""
    for status, code, body in (
        (422, "INVALID_INPUT", {"date": "2020-06-01"}),
        (422, "SERVICE_OVERRUN", {"time": "21:58"}),
        (422, "INVALID_INPUT", {"zoneId": str(uuid4())}),
        (404, "TABLES_NOT_FOUND", {"hold": True, "tableIds": [str(uuid4())]}),
        (400, "INVALID_REQUEST", {"time": "25:00"}),
        (400, "INVALID_REQUEST", {"time": "7 pm"}),
        (400, "INVALID_REQUEST", {"party": 0}),
        (400, "INVALID_REQUEST", {"party": 501}),
        (400, "INVALID_REQUEST", {"durationMinutes": 5}),
        (400, "INVALID_REQUEST", {"seatingPreference": "roof"}),
        (400, "INVALID_REQUEST", {"holdTtlSeconds": 601}),
        (400, "INVALID_REQUEST", {"tableIds": []}),
    ):
        answer = desk.ask(**{"party": 4, **body})
        assert said(answer) == (status, code), answer.text
        assert answer.json()["hint"] or answer.json()["details"]
    outside = desk.quoted(4, time="16:00")
    assert outside["serviceFallback"] == {"usedFallback": True, "fallbackService": "lunch"}
    assert house.value("select count(*) from table_holds") == 0


def test_another_restaurants_tables_holds_and_bookings_do_not_exist(
    desk: Telephone, house: House
) -> None:
    """Neither is held, released, replaced or given by this one."""
    other = House.build(house.connection)
    elsewhere = Telephone(desk.http, other)
    theirs = elsewhere.quoted(4, hold=True)["holdId"]
    mine = desk.quoted(4, hold=True)["holdId"]
    assert said(desk.ask(4, hold=True, tableIds=ids(other, "T1"))) == (404, "TABLES_NOT_FOUND")
    assert said(desk.release(theirs)) == (404, "HOLD_NOT_FOUND")
    assert said(desk.confirm(theirs, house.booking(party_size=4))) == (404, "HOLD_NOT_FOUND")
    assert said(desk.confirm(mine, other.booking(party_size=4))) == (404, "BOOKING_NOT_FOUND")
    desk.quoted(4, hold=True, replaceHoldId=theirs)
    assert house.value("select count(*) from table_holds where id = %s", theirs) == 1


def test_a_quote_of_a_booking_holds_the_chosen_tables_too(desk: Telephone, house: House) -> None:
    """The same field does the same for a booking that exists."""
    booking = house.booking(party_size=4)
    body = {"bookingId": str(booking), "tableIds": ids(house, "B2"), "budgetMs": 3000}
    answer = desk.http.post("/api/staff/auto/quote", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["candidate"]["tableNumbers"] == ["B2"]
    assert answer.json()["candidate"]["tableIds"] not in [
        item["tableIds"] for item in answer.json()["alternates"]
    ]
    fill(house, "T5")
    body["tableIds"] = ids(house, "T5")
    answer = desk.http.post("/api/staff/auto/quote", json=body)
    assert said(answer) == (409, "ASSIGNMENT_CONFLICT")
    assert answer.json()["details"]["quote"]["candidate"]["tableIds"]


def test_one_user_does_not_hold_a_house_full(database: Database, house: House) -> None:
    """Twelve at once; replacing one, and those that ran out, do not count; nor another user's."""
    for number in range(12):
        house.table(f"X{number}")
    with pool(database) as opened:
        enquiry = Enquiry(party=2, at=19 * 60)
        wish = EnquiryWish(house.id, DATE, enquiry, QuoteOptions(budget_seconds=3), 60)

        def hold(actor: UUID, replaces: UUID | None = None) -> UUID:
            mine = replace(wish, author=Author(actor=actor), replaces=replaces)
            return UUID(quote_enquiry(opened, mine)["holdId"])

        user = uuid4()
        held = [hold(user) for _ in range(12)]
        with pytest.raises(TooManyHoldsError) as caught:
            hold(user)
        assert 0 < (caught.value.retry_after or 0) <= 60
        hold(user, replaces=held[0])
        run_out(house, held[1])
        hold(user)
        hold(uuid4())
