"""What the running product's users expect of choosing by hand, over real routes."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from models.policy import PRODUCT_POLICY
from tests.integration.desk import Desk, Stage, failed, run_out, said
from tests.integration.planning import fingerprint
from tests.integration.postgres_servers import House, at


def check(answer: httpx2.Response, name: str) -> dict[str, Any]:
    """Return one check of a validation."""
    [found] = (item for item in answer.json()["checks"] if item["id"] == name)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(("T1", "F1"), ["movable", "adjacency"], id="M02-fixed-and-movable"),
        pytest.param(("T1", "T4"), ["adjacency"], id="M03-unconnected"),
        pytest.param(("T1", "B1"), ["zone", "adjacency"], id="M05-two-zones"),
        pytest.param(("T1", "T2", "T4", "T5"), ["adjacency"], id="A07-two-separate-pairs"),
    ],
)
def test_what_cannot_be_merged_is_not_held(
    operator: Desk, room: House, names: tuple[str, ...], expected: list[str]
) -> None:
    """The checks say why; a session answers without a hold, and nothing is inserted."""
    guest = room.booking(dt.time(19), party_size=4 * len(names))
    assert failed(operator.ask("validate", guest, *names)) == expected
    session = operator.open(guest)["id"]
    answer = operator.choose(session, guest, *names)
    assert (answer.status_code, answer.json()["hold"]) == (200, None)
    assert answer.json()["session"]["state"] == "conflicted"
    assert room.value("select count(*) from table_holds where restaurant_id = %s", room.id) == 0


def test_m06_who_has_the_table_is_named(operator: Desk, room: House) -> None:
    """Another party's 18:45 to 19:30 on the table: which table, whose booking."""
    other, guest = room.booking(dt.time(18, 45)), room.booking(dt.time(19))
    room.assign(other, "T1", window=(at(18, 45), at(19, 30)))
    answer = operator.ask("validate", guest, "T1")
    assert failed(answer) == ["conflict"]
    [conflict] = check(answer, "conflict")["details"]["conflicts"]
    assert conflict["tableId"] == str(room.tables["T1"])
    assert (conflict["bookingId"], conflict["source"]) == (str(other), "assignment")
    [shown] = operator.context(guest)["conflicts"]
    assert (shown["bookingId"], shown["source"]) == (str(other), "booking")


def test_m08_of_two_holds_at_once_exactly_one_succeeds(operator: Desk, room: House) -> None:
    """The other one hears of the hold."""
    guests = [room.booking(dt.time(19)), room.booking(dt.time(19, 15))]
    versions = [operator.context(guest)["contextVersion"] for guest in guests]
    gate = threading.Barrier(2)

    def race(turn: int) -> tuple[int, str | None]:
        gate.wait()
        return said(
            operator.http.post(
                "/api/staff/manual/hold",
                json={
                    "bookingId": str(guests[turn]),
                    "tableIds": operator.ids("T1"),
                    "contextVersion": versions[turn],
                },
            )
        )

    with ThreadPoolExecutor(2) as threads:
        answers = sorted(threads.map(race, range(2)), key=str)
    assert answers[0] == (200, None)
    assert answers[1] in ((409, "HOLD_CONFLICT"), (409, "STALE_CONTEXT"))


def test_m09_a_hold_is_replaced_or_stays(operator: Desk, room: House) -> None:
    """The new one takes its place in one transaction; a new one that fails leaves the old one."""
    guest, other = room.booking(dt.time(19)), room.booking(dt.time(19))
    first = operator.hold(guest, "T1")["hold"]["id"]
    operator.hold(other, "T2")
    refused = operator.ask("hold", guest, "T2", excludeHoldId=first)
    assert said(refused) == (409, "HOLD_CONFLICT")
    assert operator.context(guest)["activeHold"]["id"] == first
    second = operator.hold(guest, "T1", excludeHoldId=first)["hold"]["id"]
    mine = room.rows("select id from table_holds where booking_id = %s", guest)
    assert [str(row["id"]) for row in mine] == [second]


@pytest.mark.parametrize("slack", [999_999, -5, "NaN"])
def test_m11_nobody_sends_another_slack(operator: Desk, room: House, slack: Any) -> None:
    """Four seats may stay empty, whatever fields are sent: a manager overrules it by name."""
    guest = room.booking(dt.time(19), party_size=3)
    answer = operator.ask("validate", guest, "T1", "T2", slackBudget=slack, maxSlack=slack)
    assert failed(answer) == ["slack"]
    assert answer.json()["slackBudget"] == 4
    override = {"checks": ["slack"], "reason": "they want room"}
    assert failed(operator.ask("validate", guest, "T1", "T2", override=override)) == []


def test_m12_no_table_is_no_choice(operator: Desk, room: House) -> None:
    """Validating, holding, choosing in a session, assigning."""
    guest = room.booking(dt.time(19))
    session = operator.open(guest)["id"]
    for answer in (
        operator.ask("validate", guest),
        operator.ask("hold", guest),
        operator.choose(session, guest),
        operator.assign(guest),
    ):
        assert said(answer) == (400, "INVALID_REQUEST")
        assert "tableIds" in answer.json()["details"]["fieldErrors"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("active = false", id="M14-inactive"),
        pytest.param("status = 'out_of_service'", id="M14-out-of-service"),
    ],
)
def test_a_table_that_is_not_in_service_is_refused(
    operator: Desk, room: House, change: str
) -> None:
    """On every route by hand, by its id; what was held before is not confirmed."""
    guest, early = room.booking(dt.time(19)), room.booking(dt.time(12))
    held = operator.hold(early, "T1")["hold"]["id"]
    room.rows(f"update table_inventory set {change} where id = %s returning 1", room.tables["T1"])
    before = fingerprint(room)
    for answer in (
        operator.ask("validate", guest, "T1"),
        operator.ask("hold", guest, "T1", "T2"),
        operator.assign(guest, "T1"),
        operator.add(guest, "T1"),
        operator.confirm(early, held),
    ):
        assert said(answer) == (409, "RESOURCE_DISABLED"), answer.text
        assert answer.json()["details"]["tableIds"] == operator.ids("T1")
    assert fingerprint(room) == before


def test_m14_tables_that_the_booking_sits_at_already_count_no_more(
    operator: Desk, room: House
) -> None:
    """A table that was closed under its guests keeps nobody from adding another one."""
    guest = room.booking(dt.time(19), party_size=8)
    assert operator.add(guest, "T1").status_code == 200
    room.rows(
        "update table_inventory set status = 'out_of_service' where id = %s returning 1",
        room.tables["T1"],
    )
    assert operator.add(guest, "T2").status_code == 200


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        pytest.param(
            "alter table table_holds rename column metadata to data",
            "SCHEMA_MISMATCH",
            id="M15-the-holds-cannot-be-read",
        ),
        pytest.param(
            "alter table table_hold_members rename to elsewhere",
            "SCHEMA_MISMATCH",
            id="M18-there-are-no-holds",
        ),
        pytest.param(
            "alter table allocations rename column shadow to ghost",
            "SCHEMA_MISMATCH",
            id="O12-what-is-taken-cannot-be-read",
        ),
    ],
)
def test_what_cannot_be_looked_up_is_never_free(
    own_stage: Stage, statement: str, code: str
) -> None:
    """No answer says that all is well, and nothing is written."""
    room = House.build(own_stage.connection)
    operator, guest = Desk(own_stage.http, room), room.booking(dt.time(19))
    version = operator.context(guest)["contextVersion"]
    own_stage.connection.execute(statement.encode())
    body = {
        "bookingId": str(guest),
        "tableIds": operator.ids("T1"),
        "contextVersion": version,
        "idempotencyKey": "k",
    }
    answers = [
        operator.http.get("/api/staff/manual/context", params={"bookingId": str(guest)}),
        operator.http.post("/api/staff/manual/validate", json=body),
        operator.http.post("/api/staff/manual/hold", json=body),
        operator.quote(guest),
        operator.assign(guest, "T1"),
    ]
    for answer in answers:
        assert answer.status_code >= 500, answer.text
        assert answer.json()["code"] == code
    assert room.value("select count(*) from table_holds") == 0
    assert room.seated_at(guest) == []


def test_m17_the_context_shows_who_holds_what(operator: Desk, room: House) -> None:
    """All tables, both holds, the booking's own as the active one, and each as a conflict."""
    guest, other = room.booking(dt.time(19)), room.booking(dt.time(19, 15))
    mine = operator.hold(guest, "T1")["hold"]["id"]
    theirs = operator.hold(other, "T2")["hold"]["id"]
    found = operator.context(guest)
    assert len(found["tables"]) == len(room.tables)
    assert {hold["id"] for hold in found["holds"]} == {mine, theirs}
    assert (found["activeHold"]["id"], found["activeHold"]["bookingId"]) == (mine, str(guest))
    assert {"createdBy", "createdByName", "createdByEmail"} <= found["activeHold"].keys()
    assert {(item["tableId"], item["source"]) for item in found["conflicts"]} == {
        (str(room.tables["T1"]), "hold"),
        (str(room.tables["T2"]), "hold"),
    }


def test_m20_s50_versions_are_those_of_the_last_screen(operator: Desk, room: House) -> None:
    """409 with both versions as soon as somebody else has changed what was shown."""
    guest, other = room.booking(dt.time(19)), room.booking(dt.time(19, 30))
    seen = operator.context(guest)["contextVersion"]
    assert operator.assign(other, "T1").status_code == 200
    answer = operator.ask("validate", guest, "T2", contextVersion=seen)
    assert said(answer) == (409, "STALE_CONTEXT")
    expected = operator.context(guest)["contextVersion"]
    details = answer.json()["details"]
    assert (details["expected"], details["provided"]) == (expected, seen)


def test_o13_who_has_come_is_busy(operator: Desk, room: House) -> None:
    """Checked-in guests take their table from everybody else, on every route."""
    here, guest = room.booking(dt.time(18, 30)), room.booking(dt.time(19), party_size=4)
    room.assign(here, "T1", window=(at(18, 30), at(19, 35)))
    for status in ("confirmed", "checked_in"):
        room.rows(f"update bookings set status = '{status}' where id = %s returning 1", here)
    assert failed(operator.ask("validate", guest, "T1")) == ["conflict"]
    assert said(operator.assign(guest, "T1")) == (422, "CONFLICTS")
    found = operator.quoted(guest, hold=False)
    offered = {
        table for item in (found["candidate"], *found["alternates"]) for table in item["tableIds"]
    }
    assert str(room.tables["T1"]) not in offered


def test_w05_s25_nothing_is_left_before_the_close(operator: Desk, room: House) -> None:
    """Dinner at 21:55: every route by hand says which code."""
    guest = room.booking(dt.time(21, 55), end_time=dt.time(23))
    body = {
        "bookingId": str(guest),
        "tableIds": operator.ids("T1"),
        "contextVersion": "any",
        "idempotencyKey": "k",
    }
    for answer in (
        operator.http.get("/api/staff/manual/context", params={"bookingId": str(guest)}),
        operator.http.get(f"/api/ops/bookings/{guest}/manual-context"),
        operator.http.post("/api/staff/manual/validate", json=body),
        operator.http.post("/api/staff/manual/hold", json=body),
        operator.assign(guest, "T1"),
        operator.add(guest, "T1"),
        operator.quote(guest),
    ):
        assert said(answer) == (422, "SERVICE_OVERRUN"), answer.text
        assert "closes" in answer.json()["message"]


def test_w13_s34_without_a_service_and_without_falling_back(operator: Desk, room: House) -> None:
    """15:30 is lunch by default, and says so; where falling back is off a quote is refused."""
    guest = room.booking(dt.time(15, 30), booking_type="drinks")
    found = operator.quoted(guest)
    assert found["serviceFallback"] == {"usedFallback": True, "fallbackService": "lunch"}
    strict = PRODUCT_POLICY.replace(fail_hard=True).model_dump(mode="json")
    room.insert("maitred.restaurant_settings", restaurant_id=room.id, policy=strict)
    assert said(operator.quote(guest)) == (422, "SERVICE_NOT_FOUND")


@pytest.mark.parametrize("route", ["context", "quote", "assign"])
def test_w14_a_start_that_clocks_skip(operator: Desk, room: House, route: str) -> None:
    """New York, 2031-03-09 02:30 never happens: refused, not taken for 03:30."""
    room.rows(
        "update restaurants set timezone = 'America/New_York' where id = %s returning 1", room.id
    )
    guest = room.booking(dt.time(2, 30), booking_date=dt.date(2031, 3, 9))
    answer = {
        "context": lambda: operator.http.get(f"/api/ops/bookings/{guest}/manual-context"),
        "quote": lambda: operator.quote(guest),
        "assign": lambda: operator.assign(guest, "T1"),
    }[route]()
    assert said(answer) == (422, "INVALID_START"), answer.text
    assert room.seated_at(guest) == []


def test_s15_clock_times_are_the_restaurants(operator: Desk, room: House) -> None:
    """19:00 of a summer evening in London is 18:00 by UTC."""
    room.rows(
        "update restaurants set timezone = 'Europe/London' where id = %s returning 1", room.id
    )
    guest = room.booking(dt.time(19))
    assert operator.context(guest)["window"]["startAt"] == at(18).isoformat()


def test_s20_a_booking_that_sits_in_one_zone_gets_no_table_of_another(
    operator: Desk, room: House
) -> None:
    """Adding one is refused; a zone that is only remembered is nobody's lock."""
    guest = room.booking(dt.time(19), party_size=8)
    assert operator.add(guest, "T1").status_code == 200
    assert operator.add(guest, "B1").status_code == 422
    assert room.seated_at(guest) == ["T1"]
    found = operator.quoted(
        room.booking(dt.time(12), assigned_zone_id=room.zones["bar"]), hold=False
    )
    assert found["candidate"] is not None


def test_s51_a_session_tells_what_became_of_its_hold(operator: Desk, room: House) -> None:
    """Run out, ended by somebody, or not the one that the session holds."""
    guest = room.booking(dt.time(19))
    session = operator.open(guest)["id"]
    held = operator.choose(session, guest, "T1").json()["hold"]["id"]
    room.rows("update table_holds set status = 'cancelled' where id = %s returning 1", held)
    answer = operator.close(session, guest, held)
    assert said(answer) == (409, "HOLD_INACTIVE")
    assert answer.json()["details"]["status"] == "cancelled"
    room.rows("update table_holds set status = 'active' where id = %s returning 1", held)
    run_out(room, held)
    assert said(operator.close(session, guest, held)) == (409, "HOLD_EXPIRED")
    again = operator.choose(session, guest, "T2").json()["hold"]["id"]
    other = room.booking(dt.time(12))
    theirs = operator.hold(other, "T2")["hold"]["id"]
    assert said(operator.close(session, guest, theirs)) == (409, "HOLD_BOOKING_MISMATCH")
    beside = room.hold("T3", booking=guest, start=at(19), end=at(20, 5))
    answer = operator.close(session, guest, beside)
    assert said(answer) == (409, "HOLD_MISMATCH")
    assert answer.json()["details"] == {"sessionHoldId": again}


def test_h04_a_table_twice_is_one_table(operator: Desk, room: House) -> None:
    """One member, its seats once; nobody signed in is nobody's hold."""
    guest = room.booking(dt.time(19), party_size=4)
    table = str(room.tables["T1"])
    answer = operator.ask("hold", guest, tableIds=[table, table])
    assert answer.status_code == 200, answer.text
    assert answer.json()["summary"]["totalCapacity"] == 4
    members = room.rows(
        "select table_id from table_hold_members where hold_id = %s", answer.json()["hold"]["id"]
    )
    assert [row["table_id"] for row in members] == [room.tables["T1"]]
    assert room.value("select created_by from table_holds where booking_id = %s", guest) is None


@pytest.mark.parametrize("seconds", [0, -5, 29, 601, "soon", 1e9])
def test_h03_a_lifetime_that_is_none_is_refused(operator: Desk, room: House, seconds: Any) -> None:
    """By name, and nothing is held; without one it is three minutes."""
    guest = room.booking(dt.time(19))
    answer = operator.ask("hold", guest, "T1", holdTtlSeconds=seconds)
    assert said(answer) == (400, "INVALID_REQUEST")
    assert "holdTtlSeconds" in answer.json()["details"]["fieldErrors"]
    held = operator.hold(guest, "T1")["hold"]
    left = dt.datetime.fromisoformat(held["expiresAt"]) - dt.datetime.now(dt.UTC)
    assert 170 < left.total_seconds() <= 180
