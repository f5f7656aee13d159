"""What the running product's users expect of holds and their confirmation, over real routes."""

import datetime as dt
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from tests.integration.access_world import World, access_world
from tests.integration.cut_wire import cut_wire
from tests.integration.desk import Desk, Stage, failed, run_out, said
from tests.integration.planning import fingerprint
from tests.integration.postgres_servers import DATE, House, Server, at
from tests.integration.running_service import running_service


def test_h01_a_hold_over_another_one_is_a_conflict(operator: Desk, room: House) -> None:
    """By hand and by quote; who has it is in the details, and nothing is written."""
    holder, guest = room.booking(dt.time(19)), room.booking(dt.time(19, 30))
    held = operator.hold(holder, "T1")["hold"]["id"]
    before = fingerprint(room)
    answer = operator.ask("hold", guest, "T1")
    assert said(answer) == (409, "HOLD_CONFLICT")
    [conflict] = [
        item
        for check in answer.json()["details"]["validation"]["checks"]
        if check["id"] == "conflict"
        for item in check["details"]["holdConflicts"]
    ]
    assert (conflict["holdId"], conflict["bookingId"]) == (held, str(holder))
    others = [str(table) for name, table in room.tables.items() if name != "T1"]
    found = operator.quoted(guest, avoidTables=others, maxMoves=0)
    assert (found["holdId"], found["reason"]) == (None, "Hold conflicts prevented all candidates")
    assert fingerprint(room) == before


def test_h06_a_hold_whose_windows_cannot_be_written_is_none(own_stage: Stage) -> None:
    """An error, and no row of it is left."""
    room = House.build(own_stage.connection)
    operator, guest = Desk(own_stage.http, room), room.booking(dt.time(19))
    own_stage.connection.execute("alter table table_hold_windows rename column table_id to gone")
    answer = operator.ask("hold", guest, "T1")
    assert answer.status_code >= 500
    assert answer.json()["code"] == "SCHEMA_MISMATCH"
    assert room.value("select count(*) from table_holds") == 0


def until(room: House, hold: str, seconds: float) -> None:
    """Let a hold run out so many seconds from now, by the database's clock."""
    room.rows(
        "update table_holds set metadata = metadata || jsonb_build_object('heldUntil',"
        " now() + make_interval(secs => %s)) where id = %s returning 1",
        seconds,
        hold,
    )


def test_h07_a_hold_is_in_others_way_a_little_longer_than_it_lasts(
    operator: Desk, room: House
) -> None:
    """Just after its end others still have to wait; its own guest is late at once."""
    guest, other = room.booking(dt.time(19)), room.booking(dt.time(19, 15))
    held = operator.hold(guest, "T1")["hold"]["id"]
    until(room, held, -0.1)
    assert failed(operator.ask("validate", other, "T1")) == ["conflict", "holds"]
    until(room, held, -0.1)
    assert said(operator.ask("hold", other, "T1")) == (409, "HOLD_CONFLICT")
    assert said(operator.confirm(guest, held)) == (409, "HOLD_EXPIRED")
    until(room, held, -5)
    assert failed(operator.ask("validate", other, "T1")) == []
    operator.hold(other, "T1")


@pytest.mark.parametrize("cuts", [1, 2])
def test_h09_a_release_whose_answer_was_lost_is_looked_up(pg18: Server, cuts: int) -> None:
    """The hold is gone, so it was released: an answer, and the history tells it once."""
    with (
        pg18.database() as database,
        database.connect(autocommit=True) as connection,
        cut_wire(database.dsn, cuts, b"delete from public.table_holds") as (dsn, wire),
        running_service(dsn) as client,
    ):
        room = House.build(connection)
        operator, guest = Desk(client.http, room), room.booking(dt.time(19))
        held = operator.hold(guest, "T1")["hold"]["id"]
        answer = operator.release(guest, held)
        assert answer.status_code == 200, answer.text
        assert wire.cut >= 1
        assert said(operator.release(guest, held)) == (404, "HOLD_NOT_FOUND")
        assert room.value("select count(*) from table_holds") == 0
        sql = "select count(*) from maitred.events where kind = 'hold.released'"
        assert room.value(sql) == 1


@pytest.fixture(scope="module")
def world(pg18: Server) -> Iterator[World]:
    """Users of every kind, and two restaurants."""
    with access_world(pg18) as found:
        yield found


def test_h10_the_sixth_hold_of_a_minute_has_to_wait(world: World) -> None:
    """By the same user for the same booking; others and other bookings need not."""
    guest, other = world.house.booking(dt.time(19)), world.house.booking(dt.time(12))
    http = world.client.http
    for _ in range(5):
        body = {"bookingId": str(guest)}
        assert http.post("/api/staff/auto/quote", json=body, headers=world.owner).is_success
    refused = http.post(
        "/api/staff/auto/quote", json={"bookingId": str(guest)}, headers=world.owner
    )
    assert said(refused) == (429, "HOLD_RATE_LIMIT")
    assert 0 < int(refused.headers["retry-after"]) <= 60
    assert refused.json()["details"] == {"windowSeconds": 60, "maxPerBooking": 5}
    for booking, headers in ((guest, world.bearer("host")), (other, world.owner)):
        body = {"bookingId": str(booking)}
        assert http.post("/api/staff/auto/quote", json=body, headers=headers).is_success


def test_s06_s53_who_has_no_role_confirms_and_changes_nothing(world: World) -> None:
    """403, and 404 where a restaurant's own page is asked for; nothing is written."""
    # Another date: the tables of this one are held by whoever quoted before.
    guest = world.house.booking(dt.time(13), booking_date=DATE + dt.timedelta(days=7))
    http, stranger = world.client.http, world.bearer("other tenant")
    operator = Desk(http, world.house)
    http.headers.update(world.owner)
    try:
        held = operator.hold(guest, "T6")["hold"]["id"]
        http.headers.update(stranger)
        before = fingerprint(world.house)
        for answer in (
            operator.confirm(guest, held, "any"),
            operator.confirm_automatically(guest, held),
            operator.release(guest, held),
            operator.assign(guest, "T1"),
        ):
            assert said(answer) == (403, "ACCESS_DENIED")
        page = http.get(f"/api/v1/restaurants/{world.house.id}/days/2030-06-01")
        assert said(page) == (404, "RESTAURANT_NOT_FOUND")
        assert fingerprint(world.house) == before
    finally:
        del http.headers["authorization"]


def test_c01_a_second_confirmation_finds_no_hold(operator: Desk, room: House) -> None:
    """With another key it is another request, and the hold of the first one is gone."""
    guest = room.booking(dt.time(19))
    held = operator.hold(guest, "T1")["hold"]["id"]
    assert operator.confirm(guest, held, key="one").status_code == 200
    before = fingerprint(room)
    assert said(operator.confirm(guest, held, key="two")) == (404, "HOLD_NOT_FOUND")
    assert said(operator.confirm_automatically(guest, held, key="two")) == (404, "HOLD_NOT_FOUND")
    assert fingerprint(room) == before


def test_c04_s12_a_hold_that_ran_out_needs_a_fresh_quote(operator: Desk, room: House) -> None:
    """It is confirmed by no route and writes nothing; the next quote may have the same tables."""
    guest = room.booking(dt.time(19), party_size=4)
    held = operator.quoted(guest)["holdId"]
    run_out(room, held)
    before = fingerprint(room)
    assert said(operator.confirm_automatically(guest, held)) == (409, "HOLD_EXPIRED")
    assert said(operator.confirm(guest, held)) == (409, "HOLD_EXPIRED")
    assert fingerprint(room) == before
    fresh = operator.quoted(guest)["holdId"]
    assert fresh not in (None, held)
    assert operator.confirm_automatically(guest, fresh).status_code == 200


@pytest.mark.parametrize("status", ["cancelled", "no_show", "completed"])
def test_c05_a_booking_that_is_over_is_not_confirmed(
    operator: Desk, room: House, status: str
) -> None:
    """Its status stays, by both routes, and so does everything else."""
    guest = room.booking(dt.time(19))
    held = operator.hold(guest, "T1")
    room.rows(f"update bookings set status = '{status}' where id = %s returning 1", guest)
    before = fingerprint(room)
    for answer in (
        operator.confirm(guest, held["hold"]["id"], held["contextVersion"]),
        operator.confirm_automatically(guest, held["hold"]["id"]),
        operator.assign(guest, "T1"),
    ):
        assert said(answer) == (409, "BOOKING_STATE_CONFLICT"), answer.text
    assert fingerprint(room) == before


@pytest.mark.parametrize(
    ("names", "metadata", "expected"),
    [
        pytest.param(("T1", "T4"), {"requireAdjacency": False}, (200, None), id="C07-A06-apart"),
        pytest.param(("T1", "T2"), {}, (200, None), id="C07-without-metadata"),
        pytest.param(
            ("T1", "T2"), {"requireAdjacency": True}, (200, None), id="C07-neighbours-as-required"
        ),
        pytest.param(
            ("T1", "T4"),
            {"requireAdjacency": True},
            (422, "ASSIGNMENT_VALIDATION"),
            id="S10-apart-although-required",
        ),
        pytest.param(
            ("T1", "T4"), {}, (422, "ASSIGNMENT_VALIDATION"), id="S10-apart-and-nothing-said"
        ),
    ],
)
def test_a_hold_of_the_running_product(
    operator: Desk,
    room: House,
    names: tuple[str, ...],
    metadata: dict[str, Any],
    expected: tuple[int, str | None],
) -> None:
    """Without a snapshot it is confirmed when it is allowed: on its own word about neighbours."""
    guest = room.booking(dt.time(19), party_size=8)
    held = room.hold(*names, booking=guest, start=at(19), end=at(20, 35), metadata=Jsonb(metadata))
    before = fingerprint(room)
    answer = operator.confirm_automatically(guest, held)
    assert said(answer) == expected, answer.text
    if answer.status_code == 200:
        assert room.seated_at(guest) == list(names)
    else:
        assert all(name in answer.json()["message"] for name in names)
        assert fingerprint(room) == before


@pytest.mark.parametrize(
    ("sqlstate", "text", "expected"),
    [
        pytest.param("23505", "duplicate", (409, "ASSIGNMENT_CONFLICT"), id="C08-duplicate"),
        pytest.param(
            "23514", "Table 7 is inactive", (422, "ASSIGNMENT_VALIDATION"), id="C08-validation"
        ),
        pytest.param(
            "P0001",
            "allocations_no_overlap, invalid or missing",
            (409, "ASSIGNMENT_CONFLICT"),
            id="C13-a-conflict-that-calls-itself-invalid",
        ),
        pytest.param(
            "P0001",
            "Hold conflict: invalid or missing",
            (409, "HOLD_CONFLICT"),
            id="C13-a-hold-that-calls-itself-invalid",
        ),
    ],
)
def test_refusals_of_the_database_keep_their_codes(
    operator: Desk, room: House, sqlstate: str, text: str, expected: tuple[int, str]
) -> None:
    """Whatever other words are in them; nothing is written."""
    guest = room.booking(dt.time(19))
    room.connection.execute(
        "create function refuse() returns trigger language plpgsql as $$ begin"
        f" raise exception using errcode = '{sqlstate}', message = '{text}'; end $$".encode()
    )
    room.connection.execute(
        "create trigger refuse before insert on allocations for each row execute function refuse()"
    )
    try:
        answer = operator.assign(guest, "T1")
    finally:
        room.connection.execute("drop function refuse() cascade")
    assert said(answer) == expected, answer.text
    assert answer.json()["details"]["sqlstate"] in (sqlstate, "P0001")
    assert room.seated_at(guest) == []


def test_c10_who_is_confirmed_already_keeps_the_tables(operator: Desk, room: House) -> None:
    """Somebody confirmed the booking meanwhile: the confirmation succeeds and changes no status."""
    guest = room.booking(dt.time(19), party_size=8)
    assert operator.assign(guest, "T1", "T2").status_code == 200
    held = operator.hold(guest, "T4", "T5")["hold"]["id"]
    assert operator.confirm(guest, held).status_code == 200
    assert room.seated_at(guest) == ["T4", "T5"]
    changes = room.rows(
        "select to_status::text from booking_state_history where booking_id = %s", guest
    )
    assert [row["to_status"] for row in changes] == ["confirmed"]


def test_c11_tables_that_went_meanwhile_are_a_conflict(operator: Desk, room: House) -> None:
    """The confirmation says who has them; nothing is written, and another quote helps."""
    guest, other = room.booking(dt.time(19), party_size=4), room.booking(dt.time(19))
    found = operator.quoted(guest)
    name = found["candidate"]["tableNumbers"][0]
    with room.connection.transaction():
        room.rows("select set_config('app.holds.strict_conflicts.enabled', 'off', true)")
        room.assign(other, name, window=(at(19), at(20, 5)))
    before = fingerprint(room)
    answer = operator.confirm_automatically(guest, found["holdId"])
    assert answer.status_code == 409, answer.text
    assert answer.json()["code"] == "ASSIGNMENT_CONFLICT"
    assert answer.json()["details"]["conflicts"][0]["bookingId"] == str(other)
    assert fingerprint(room) == before
    assert operator.quoted(guest)["candidate"]["tableNumbers"] != [name]


def test_s11_edited_neighbours_are_drift(operator: Desk, room: House) -> None:
    """The two tables were moved apart after they were held: said, and not a false success."""
    guest = room.booking(dt.time(19), party_size=8)
    held = operator.quoted(guest, zoneId=str(room.zones["main"]))
    tables = held["candidate"]["tableIds"]
    room.connection.execute(
        "delete from table_adjacencies where table_a = any(%s) and table_b = any(%s)",
        [tables, tables],
    )
    before = fingerprint(room)
    answer = operator.confirm_automatically(guest, held["holdId"])
    assert answer.status_code == 422
    assert answer.json()["code"] in ("POLICY_DRIFT", "ASSIGNMENT_VALIDATION")
    assert fingerprint(room) == before


def test_s54_another_time_zone_is_drift(operator: Desk, room: House) -> None:
    """422 of the kind policy, with both versions; nothing is written."""
    guest = room.booking(dt.time(19), party_size=4)
    held = operator.quoted(guest)["holdId"]
    room.rows("update restaurants set timezone = 'Europe/Paris' where id = %s returning 1", room.id)
    before = fingerprint(room)
    answer = operator.confirm_automatically(guest, held)
    assert said(answer) == (422, "POLICY_DRIFT")
    details = answer.json()["details"]
    assert details["kind"] == "policy"
    assert details["expectedHash"] != details["actualHash"]
    assert fingerprint(room) == before


def test_s19_a_hold_that_lost_a_race_in_the_database_is_a_conflict(own_stage: Stage) -> None:
    """Another service inserts the same hold a moment earlier: 409, never a 500."""
    room = House.build(own_stage.connection)
    operator, guest = Desk(own_stage.http, room), room.booking(dt.time(19))
    other = room.booking(dt.time(19))
    version = operator.context(guest)["contextVersion"]
    answers = []

    def hold() -> None:
        answers.append(operator.ask("hold", guest, "T1", contextVersion=version))

    with room.connection.transaction():
        room.hold("T1", booking=other, start=at(19), end=at(20, 5))
        waiting = threading.Thread(target=hold)
        waiting.start()
        wait_for_a_lock(room)
    waiting.join(30)
    [answer] = answers
    assert answer.status_code == 409, answer.text
    assert answer.json()["code"] in ("ASSIGNMENT_CONFLICT", "HOLD_CONFLICT")


def wait_for_a_lock(room: House) -> None:
    """Wait until somebody else waits for what this connection has."""
    deadline = time.monotonic() + 30
    while not room.value("select exists (select from pg_locks where not granted)"):
        assert time.monotonic() < deadline


def test_s26_a_confirmation_that_cannot_confirm_assigns_nothing(own_stage: Stage) -> None:
    """Tables and status are one transaction: the one without the other never stays."""
    room = House.build(own_stage.connection)
    operator, guest = Desk(own_stage.http, room), room.booking(dt.time(19))
    held = operator.hold(guest, "T1")["hold"]["id"]
    own_stage.connection.execute(
        "create function refuse() returns trigger language plpgsql as"
        " $$ begin raise exception 'no' using errcode = '23514'; end $$"
    )
    own_stage.connection.execute(
        "create trigger refuse before update on bookings for each row"
        " when (new.status = 'confirmed') execute function refuse()"
    )
    before = fingerprint(room)
    for answer in (operator.confirm(guest, held), operator.assign(guest, "T2")):
        assert answer.status_code == 422, answer.text
    assert fingerprint(room) == before


def test_s31_more_covers_than_the_house_takes(operator: Desk, room: House) -> None:
    """The database counts after the assignment: a conflict with a hint, and all is rolled back."""
    room.insert("restaurant_capacity_rules", restaurant_id=room.id, max_covers=3)
    guest = room.booking(dt.time(19), party_size=4)
    held = operator.quoted(guest)["holdId"]
    before = fingerprint(room)
    for answer in (
        operator.confirm_automatically(guest, held),
        operator.assign(guest, "T5"),
        operator.add(guest, "T5"),
    ):
        assert said(answer) == (409, "CAPACITY_EXCEEDED"), answer.text
        assert answer.json()["hint"]
    assert fingerprint(room) == before
