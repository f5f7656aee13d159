"""Refusals of tables, over a real socket: what is in the way, what to do, and what else is free."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from psycopg.types.json import Jsonb

from services.sweeper import sweep_all_holds
from tests.concurrency.chaos import on
from tests.documented import flaws
from tests.integration.planning import fingerprint, pool, stored
from tests.integration.postgres_servers import Database, House, at
from tests.integration.running_service import running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)
"""What differs between servers is below the routes, and tested there."""

EVENING = (at(19), at(20, 20))


class Asking:
    """Somebody who asks for tables by every route there is."""

    def __init__(self, http: httpx2.Client, house: House) -> None:
        self.http, self.house = http, house

    def ids(self, *names: str) -> list[str]:
        """Return table ids by number."""
        return [str(self.house.tables[name]) for name in names]

    def seat(self, *names: str, party: int = 4) -> UUID:
        """Seat somebody else at tables for the evening."""
        guest = self.house.booking(dt.time(19), party_size=party)
        self.house.assign(guest, *names, window=EVENING)
        return guest

    def direct(self, booking: UUID, *tables: str) -> httpx2.Response:
        """Assign a set."""
        body = {"tableIds": list(tables), "idempotencyKey": str(uuid4())}
        return self.http.post(f"/api/ops/bookings/{booking}/assign-tables", json=body)

    def add(self, booking: UUID, *tables: str) -> httpx2.Response:
        """Add one table."""
        path = f"/api/ops/bookings/{booking}/tables"
        return self.http.post(path, json={"tableId": tables[0]})

    def by_hand(self, what: str, booking: UUID, *tables: str, **more: Any) -> httpx2.Response:
        """Validate or hold on a fresh context."""
        query = {"bookingId": str(booking)}
        context = self.http.get("/api/staff/manual/context", params=query).json()
        version = context["contextVersion"]
        body = {**query, "tableIds": list(tables), "contextVersion": version, **more}
        return self.http.post(f"/api/staff/manual/{what}", json=body)

    def hold(self, booking: UUID, *tables: str) -> httpx2.Response:
        """Hold by hand."""
        return self.by_hand("hold", booking, *tables)

    def validate(self, booking: UUID, *tables: str) -> httpx2.Response:
        """Validate by hand."""
        return self.by_hand("validate", booking, *tables)

    def step(self, booking: UUID, *tables: str, **more: Any) -> httpx2.Response:
        """Take a step in the booking's session."""
        query = {"bookingId": str(booking)}
        opened = self.http.post("/api/staff/manual/session", json=query).json()
        path = f"/api/staff/manual/session/{opened['session']['id']}/selection"
        return self.http.put(path, json={**query, "tableIds": list(tables), **more})

    def confirm(self, booking: UUID, hold: str) -> httpx2.Response:
        """Confirm a hold by the automatic route."""
        body = {"bookingId": str(booking), "holdId": hold, "idempotencyKey": str(uuid4())}
        return self.http.post("/api/staff/auto/confirm", json=body)


@pytest.fixture
def asking(database: Database, house: House) -> Iterator[Asking]:
    """Somebody at a service on a test's database."""
    with running_service(database.dsn) as client:
        yield Asking(client.http, house)


def offer_of(answer: httpx2.Response) -> dict[str, Any]:
    """Return where an answer tells of alternatives: an error's details, or a validation."""
    body: dict[str, Any] = answer.json()
    if "details" in body:
        found: dict[str, Any] = {**body["details"], "hint": body["hint"]}
        return found
    validation: dict[str, Any] = body.get("validation", body)
    return validation


@pytest.mark.parametrize("route", ["direct", "add", "hold", "validate", "step"])
def test_the_next_best_is_named_and_taken_by_the_same_route(
    asking: Asking, house: House, route: str
) -> None:
    """Who has the table and until when; the alternative passes where the choice was refused."""
    blocker = asking.seat("T1")
    guest = house.booking(dt.time(19, 30), party_size=4)
    refused = getattr(asking, route)(guest, *asking.ids("T1"))
    offer = offer_of(refused)
    told = "Table T1 is taken by a party of 4 from 19:00 to 20:20"
    if "error" in refused.json():
        assert refused.json()["message"] == told
        [conflict] = offer["conflicts"]
        assert (conflict["bookingId"], conflict["partySize"]) == (str(blocker), 4)
    else:
        checks = {check["id"]: check["message"] for check in offer["checks"]}
        assert checks["conflict"] == told
    best = offer["alternative"]
    assert set(best) == {
        *("tableIds", "tableNumbers", "zoneId", "zone", "seats", "slack", "score"),
    }
    assert (best["seats"], best["slack"]) == (4, 0)
    [number], [table] = best["tableNumbers"], best["tableIds"]
    assert asking.ids(number) == [table]
    assert offer["hint"].startswith(f"Table {number} is free: 4 seats, {best['zone']}.")
    passed = getattr(asking, route)(guest, *best["tableIds"])
    assert passed.status_code == 200, passed.text
    assert offer_of(passed).get("alternative") is None


def test_what_it_has_and_what_was_refused_are_no_alternatives(asking: Asking, house: House) -> None:
    """A guest at T2 who may not have T1 is offered neither, even after the guests have come."""
    asking.seat("T1")
    guest = house.booking(dt.time(19, 30), party_size=4)
    assert asking.direct(guest, *asking.ids("T2")).status_code == 200
    house.rows("update bookings set status = 'checked_in' where id = %s returning 1", guest)
    best = offer_of(asking.direct(guest, *asking.ids("T1")))["alternative"]
    assert best["tableNumbers"][0] not in ("T1", "T2")
    assert asking.direct(guest, *best["tableIds"]).status_code == 200


def test_a_table_to_add_goes_with_those_it_has(asking: Asking, house: House) -> None:
    """A party of eight at T2 cannot add T1: the neighbour on the other side is offered."""
    asking.seat("T1")
    guest = house.booking(dt.time(19, 30), party_size=8)
    assert asking.add(guest, *asking.ids("T2")).status_code == 200
    best = offer_of(asking.add(guest, *asking.ids("T1")))["alternative"]
    assert sorted(best["tableNumbers"]) == ["T2", "T3"]
    assert asking.add(guest, *asking.ids("T3")).status_code == 200


def test_of_equally_good_tables_the_zone_that_was_chosen_counts(
    asking: Asking, house: House
) -> None:
    """Somebody who chose the bar is offered the bar, somebody in the main room the main room."""
    asking.seat("T1")
    asking.seat("B1")
    for name, zone in (("T1", "main"), ("B1", "bar")):
        guest = house.booking(dt.time(19, 30), party_size=4)
        best = offer_of(asking.direct(guest, *asking.ids(name)))["alternative"]
        assert (best["zone"], best["zoneId"]) == (zone, str(house.zones[zone]))


def test_empty_seats_that_a_route_forbids_are_not_offered_there(
    asking: Asking, house: House
) -> None:
    """By hand at most four; a direct assignment takes the large table."""
    house.insert("allowed_capacities", restaurant_id=house.id, capacity=10)
    small = [name for name in house.tables if name != "T1"]
    for name in (*small, "T1"):
        asking.seat(name)
    house.table("L1", capacity=10)
    guest = house.booking(dt.time(19), party_size=2)
    assert offer_of(asking.hold(guest, *asking.ids("T1")))["alternative"] is None
    best = offer_of(asking.direct(guest, *asking.ids("T1")))["alternative"]
    assert (best["tableNumbers"], best["slack"]) == (["L1"], 8)


def test_when_nothing_is_free_the_next_times_are_named(asking: Asking, house: House) -> None:
    """Null, and times at which the booking could come; trying one works."""
    for name in house.tables:
        asking.seat(name)
    guest = house.booking(dt.time(19), party_size=4)
    before = fingerprint(house)
    answer = asking.direct(guest, *asking.ids("T1"))
    offer = offer_of(answer)
    assert (answer.json()["code"], offer["alternative"]) == ("CONFLICTS", None)
    first = dt.datetime.fromisoformat(offer["nextTimes"][0])
    assert f"Free at {first:%H:%M}" in offer["hint"]
    assert fingerprint(house) == before
    house.rows("update bookings set start_time = %s where id = %s returning 1", first.time(), guest)
    assert asking.direct(guest, *asking.ids("T1")).status_code == 200


def test_times_are_told_by_the_restaurants_clock(asking: Asking, house: House) -> None:
    """19:00 in New York is 23:00 in UTC; a hold's deadline is of today, and says so."""
    house.rows("update restaurants set timezone = 'America/New_York' returning 1")
    house.assign(house.booking(dt.time(19), party_size=4), "T1", window=(at(23), at(24, 20)))
    holder, guest = (house.booking(dt.time(19), party_size=4) for _ in range(2))
    answer = asking.direct(guest, *asking.ids("T1")).json()
    assert answer["message"] == "Table T1 is taken by a party of 4 from 19:00 to 20:20"
    held = asking.hold(holder, *asking.ids("T2")).json()["hold"]
    until = dt.datetime.fromisoformat(held["expiresAt"])
    local = until.astimezone(dt.timezone(dt.timedelta(hours=-5)))
    answer = asking.add(guest, *asking.ids("T2")).json()
    assert answer["code"] == "HOLD_CONFLICT"
    assert answer["message"].startswith("Table T2 is held for another booking; ")
    [conflict] = answer["details"]["conflicts"]
    assert conflict["localUntil"] in answer["message"]
    assert conflict["localUntil"][3:8] == f"{local:%M:%S}"


def run_out(house: House) -> None:
    """Let every hold have run out."""
    house.rows(
        'update table_holds set metadata = metadata || \'{"heldUntil": "2020-01-01T00:00:00Z"}\''
        " returning 1"
    )


def test_a_hold_that_ran_out_says_whether_its_tables_are_free(asking: Asking, house: House) -> None:
    """Still free, with a fresh quote that holds nothing; then taken, by whom and until when."""
    guest = house.booking(dt.time(19), party_size=4)
    held = asking.hold(guest, *asking.ids("T1")).json()["hold"]
    run_out(house)
    before = fingerprint(house)
    answer = asking.confirm(guest, held["id"]).json()
    assert (answer["code"], answer["message"][:18]) == ("HOLD_EXPIRED", "The hold ran out a")
    details = answer["details"]
    assert (details["stillFree"], details["tableNumbers"]) == (True, ["T1"])
    assert (details["quote"]["holdId"], details["quote"]["reason"]) == (None, None)
    # Of equally good ones the one that was promised.
    assert details["alternative"]["tableNumbers"] == ["T1"]
    assert details["quote"]["candidate"]["totalCapacity"] == 4
    assert answer["hint"].startswith("Table T1 is free: 4 seats, main. Ask for a fresh quote.")
    assert fingerprint(house) == before
    other = house.booking(dt.time(19), party_size=4)
    assert asking.direct(other, *asking.ids("T1")).status_code == 200
    answer = asking.confirm(guest, held["id"]).json()
    assert answer["code"] == "HOLD_NOT_FOUND"  # swept by whoever took the table
    assert (answer["details"]["stillFree"], answer["details"]["became"]) == (False, "expired")
    assert answer["details"]["conflicts"][0]["bookingId"] == str(other)
    assert "Table T1 is taken by a party of 4 from 19:00 to 20:20" in answer["message"]
    assert answer["details"]["alternative"]["tableNumbers"] != ["T1"]


def test_a_hold_that_is_gone_says_what_became_of_it(
    asking: Asking, database: Database, house: House
) -> None:
    """Swept, released or confirmed: the history knows; one that never was is not invented."""
    guest = house.booking(dt.time(19), party_size=4)
    swept = asking.hold(guest, *asking.ids("T1")).json()["hold"]["id"]
    run_out(house)
    with pool(database) as opened:
        sweep_all_holds(opened)
    answer = asking.confirm(guest, swept).json()
    assert (answer["code"], answer["details"]["became"]) == ("HOLD_NOT_FOUND", "expired")
    assert answer["message"].startswith("The hold ran out at ")
    assert answer["details"]["stillFree"] is True
    released = asking.hold(guest, *asking.ids("T1")).json()["hold"]["id"]
    last = asking.hold(guest, *asking.ids("T2")).json()["hold"]["id"]
    assert asking.confirm(guest, released).json()["details"]["became"] == "released"
    assert asking.confirm(guest, last).status_code == 200
    answer = asking.confirm(guest, last).json()
    assert (answer["details"]["became"], answer["details"]["alternative"]) == ("confirmed", None)
    answer = asking.confirm(guest, str(uuid4())).json()
    assert (answer["message"], "became" in answer["details"]) == ("There is no such hold", False)


def test_s54_drift_says_what_changed_and_brings_a_fresh_quote(asking: Asking, house: House) -> None:
    """The clock, old and new; the tables stay held, nothing is written, and no other is given."""
    guest = house.booking(dt.time(19), party_size=8)
    held = asking.hold(guest, *asking.ids("T1", "T2")).json()["hold"]
    house.rows("update restaurants set timezone = 'Europe/Paris' returning 1")
    before = fingerprint(house)
    answer = asking.confirm(guest, held["id"])
    body, details = answer.json(), answer.json()["details"]
    assert (answer.status_code, body["code"], details["kind"]) == (422, "POLICY_DRIFT", "policy")
    [change] = [item for item in details["changes"] if item["what"] == "timeZone"]
    assert (change["before"], change["now"]) == ("UTC", "Europe/Paris")
    assert "time zone: UTC before, Europe/Paris now" in body["message"]
    assert details["expectedHash"] != details["actualHash"]
    assert (details["stillFree"], details["quote"]["holdId"]) == (True, None)
    assert details["quote"]["candidate"]["totalCapacity"] == 8
    assert flaws("#/components/schemas/QuoteAnswer", details["quote"]) == []
    assert flaws("#/components/schemas/Alternative", details["alternative"]) == []
    assert fingerprint(house) == before


def test_drift_of_turn_times_names_the_service_and_the_band(asking: Asking, house: House) -> None:
    """Only what differs: parties up to four stay longer, and so does this one."""
    bands = [{"up_to": 2, "minutes": 60}, {"up_to": 4, "minutes": 75}]
    dinner = {"key": "dinner", "opens": "17:00", "closes": "23:00", "bands": bands}
    policy = {"services": [dinner]}
    house.insert("maitred.restaurant_settings", restaurant_id=house.id, policy=policy)
    guest = house.booking(dt.time(19), party_size=4)
    held = asking.hold(guest, *asking.ids("T1")).json()["hold"]
    bands[1]["minutes"] = 90
    house.rows("update maitred.restaurant_settings set policy = %s returning 1", Jsonb(policy))
    answer = asking.confirm(guest, held["id"]).json()
    assert answer["code"] == "POLICY_DRIFT", answer
    assert answer["message"] == (
        "The turn times have changed since the tables were held: dinner turn times: 75 min up to "
        "4 guests before, 90 min up to 4 guests now; this booking's time: 19:00–20:20 before, "
        "19:00–20:35 now"
    )
    assert [item["what"] for item in answer["details"]["changes"]] == ["dinner.bands", "window"]


def test_drift_of_neighbours_names_the_tables(asking: Asking, house: House) -> None:
    """Tables that were side by side when they were held."""
    guest = house.booking(dt.time(19), party_size=8)
    held = asking.hold(guest, *asking.ids("T1", "T2")).json()["hold"]
    house.insert("table_adjacencies", table_a=house.tables["T1"], table_b=house.tables["T3"])
    house.rows(
        "delete from table_adjacencies where table_a = %s and table_b = %s returning 1",
        *(house.tables[name] for name in ("T1", "T2")),
    )
    answer = asking.confirm(guest, held["id"]).json()
    assert answer["code"] == "ASSIGNMENT_VALIDATION", answer
    house.insert("table_adjacencies", table_a=house.tables["T1"], table_b=house.tables["T2"])
    house.connection.execute(
        "update table_holds set metadata = jsonb_set(metadata,"
        " '{selection,snapshot,adjacency,edges}', '[]')"
    )
    answer = asking.confirm(guest, held["id"]).json()
    assert (answer["code"], answer["details"]["kind"]) == ("POLICY_DRIFT", "adjacency")
    [change] = answer["details"]["changes"]
    assert change["message"] == "Tables T1 and T2: apart before, side by side now"
    assert answer["details"]["adjacency"]["expectedEdges"] == []


def test_c11_the_confirmation_confirms_what_was_held_and_nothing_else(
    asking: Asking, house: House
) -> None:
    """A refusal brings a quote; asking for its hold and confirming with the same key works."""
    guest = house.booking(dt.time(19), party_size=4)
    held = asking.hold(guest, *asking.ids("T1")).json()["hold"]
    house.rows("update restaurants set timezone = 'Europe/Paris' returning 1")
    body = {"bookingId": str(guest), "holdId": held["id"], "idempotencyKey": "k"}
    refused = asking.http.post("/api/staff/auto/confirm", json=body).json()
    assert (refused["code"], stored(house)) == ("POLICY_DRIFT", {})
    fresh = asking.http.post("/api/staff/auto/quote", json={"bookingId": str(guest)}).json()
    body["holdId"] = fresh["holdId"]
    assert asking.http.post("/api/staff/auto/confirm", json=body).status_code == 200
    assert list(stored(house)) == [str(guest)]


def test_a_look_that_fails_does_not_hide_the_refusal(
    asking: Asking, database: Database, house: House
) -> None:
    """What only the look reads is locked: the same error, with no alternative."""
    asking.seat("T1")
    guest = house.booking(dt.time(19, 30), party_size=4)
    with database.connect() as other:
        other.execute("lock table demand_profiles in access exclusive mode")
        answer = asking.direct(guest, *asking.ids("T1"))
        assert (answer.status_code, answer.json()["code"]) == (422, "CONFLICTS"), answer.text
        assert offer_of(answer)["alternative"] is None
        assert answer.json()["hint"] == "Choose other tables, or another time."
        answer = asking.validate(guest, *asking.ids("T1"))
        # Worth is not known now, what is free is.
        assert answer.status_code == 200, answer.text
        assert offer_of(answer)["alternative"] is not None
    assert offer_of(asking.direct(guest, *asking.ids("T1")))["alternative"] is not None


def test_what_only_the_database_refuses_is_told_in_the_same_way(
    asking: Asking, house: House
) -> None:
    """Its own sentence, as nobody is seen at the table; and what else is free."""
    house.connection.execute(
        "create function taken() returns trigger language plpgsql as $$ begin"
        f" if new.table_id = '{house.tables['T1']}' then"
        " raise exception 'allocations_no_overlap' using errcode = 'P0001'; end if;"
        " return new; end $$;"
        " create trigger taken before insert on booking_table_assignments"
        " for each row execute function taken()"
    )
    guest = house.booking(dt.time(19), party_size=4)
    answer = asking.direct(guest, *asking.ids("T1"))
    assert (answer.status_code, answer.json()["code"]) == (409, "ASSIGNMENT_CONFLICT")
    offer = offer_of(answer)
    assert (offer["conflicts"], offer["sqlstate"]) == ([], "P0001")
    assert "Plan again" not in offer["hint"]
    assert asking.direct(guest, *offer["alternative"]["tableIds"]).status_code == 200


@pytest.mark.parametrize("route", ["direct", "hold", "validate"])
def test_instead_of_a_table_that_is_not_in_service_another_is_named(
    asking: Asking, house: House, route: str
) -> None:
    """It is refused, and the alternative is taken."""
    house.rows("update table_inventory set active = false where table_number = 'T1' returning 1")
    guest = house.booking(dt.time(19), party_size=4)
    answer = getattr(asking, route)(guest, *asking.ids("T1"))
    assert (answer.status_code, answer.json()["code"]) == (409, "RESOURCE_DISABLED")
    assert answer.json()["message"] == "Table T1 is not in service"
    best = offer_of(answer)["alternative"]
    assert getattr(asking, route)(guest, *best["tableIds"]).status_code == 200


def test_rules_are_told_by_the_tables_numbers(asking: Asking, house: House) -> None:
    """No id of a booking or a table in a sentence; several failed checks are all said."""
    guest = house.booking(dt.time(19), party_size=20)
    answer = asking.direct(guest, *asking.ids("T1", "F1", "B1")).json()
    assert "Table F1 cannot be moved" in answer["message"]
    assert len(answer["message"].split("; ")) >= 3
    for identifier in (str(guest), *map(str, house.tables.values())):
        assert identifier not in answer["message"] + answer["hint"]
