"""What a console reads of a date: who is locked, who holds what, services, a stamp of all of it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from persistence.day_stamp import read_stamp
from tests.integration.access_world import CALLERS, World, access_world
from tests.integration.planning import plan_test_date, pool
from tests.integration.postgres_servers import DATE, Database, House, Server, at
from tests.integration.running_service import Client, running_service

LATER = dt.datetime.now(dt.UTC) + dt.timedelta(days=9999)


@pytest.fixture
def service(database: Database) -> Iterator[Client]:
    """The real service on the test's database."""
    with running_service(database.dsn) as found:
        yield found


def settings(house: House, **values: Any) -> None:
    """Store settings of the house."""
    columns = ", ".join(values)
    places = ", ".join(["%s"] * len(values))
    house.connection.execute(
        f"insert into maitred.restaurant_settings (restaurant_id, {columns})"
        f" values (%s, {places})".encode(),
        [house.id, *map(Jsonb, values.values())],
    )


def test_a_hold_says_whose_it_is(service: Client, house: House) -> None:
    """Its id, booking, party and deadline; a hold for nobody has neither booking nor party."""
    guest = house.booking(party_size=4)
    mine = house.hold("T1", "T2", booking=guest, expires_at=LATER)
    nobodys = house.hold("B1", expires_at=LATER)
    found = {item["tableId"]: item for item in service.day(house.id)["occupancy"]}
    for name in ("T1", "T2"):
        item = found[str(house.tables[name])]
        assert (item["source"], item["holdId"], item["bookingId"], item["party"]) == (
            "hold",
            str(mine),
            str(guest),
            4,
        )
        assert dt.datetime.fromisoformat(item["until"]) == LATER
    other = found[str(house.tables["B1"])]
    assert (other["holdId"], other["bookingId"], other["party"]) == (str(nobodys), None, None)


def test_a_table_of_the_date_before_says_whose_it_is(service: Client, house: House) -> None:
    """A stay that runs past midnight is in the way, with its booking and party."""
    late = house.booking(dt.time(22), party_size=3, booking_date=DATE - dt.timedelta(days=1))
    house.assign(late, "T1", window=(at(22, day=-1), at(2)))
    (item,) = service.day(house.id)["occupancy"]
    assert item["source"] in ("assignment", "allocation")
    assert (item["bookingId"], item["party"], item["holdId"]) == (str(late), 3, None)


def test_services_are_instants_past_midnight_too(service: Client, house: House) -> None:
    """On the restaurant's own clock, the earliest first, as long as elapsed time is."""
    bands = [{"up_to": 8, "minutes": 90}]
    policy = {
        "services": [
            {"key": "late_bar", "opens": "21:00", "closes": "02:00", "bands": bands},
            {"key": "lunch", "opens": "12:00", "closes": "15:00", "bands": bands},
        ]
    }
    settings(house, policy=policy)
    house.rows(
        "update restaurants set timezone = 'Europe/Berlin' where id = %s returning 1", house.id
    )
    stays = {"stays": [{"upTo": 8, "minutes": 90}], "bufferBefore": 0, "bufferAfter": 5}
    assert service.day(house.id)["services"] == [
        {
            "key": "lunch",
            "label": "Lunch",
            "startAt": at(10).isoformat(),
            "endAt": at(13).isoformat(),
            **stays,
        },
        {
            "key": "late_bar",
            "label": "Late bar",
            "startAt": at(19).isoformat(),
            "endAt": at(0, day=1).isoformat(),
            **stays,
        },
    ]
    clocks_back = service.day(house.id, dt.date(2030, 10, 26))["services"][1]
    assert clocks_back["endAt"] == "2030-10-27T00:00:00+00:00"


def stamp(house: House, now: dt.datetime | None = None) -> str:
    """Return the date's stamp."""
    return read_stamp(house.connection, house.id, DATE, now or dt.datetime.now(dt.UTC)).version


CHANGES = {
    "a booking": "insert into bookings (restaurant_id, customer_id, customer_name, customer_email,"
    " customer_phone, booking_date, start_time, end_time, party_size, status, booking_type,"
    " seating_preference) select restaurant_id, customer_id, customer_name, customer_email,"
    " customer_phone, booking_date, start_time, end_time, 5, status, booking_type,"
    " seating_preference from bookings where party_size = 2 limit 1",
    "its party": "update bookings set party_size = 6 where party_size = 5",
    "a lock": "insert into maitred.booking_locks (restaurant_id, booking_id, locked_by)"
    " select restaurant_id, id, 'me' from bookings where party_size = 6",
    "its reason": "update maitred.booking_locks set reason = 'window'",
    "no lock": "delete from maitred.booking_locks",
    "an assignment": "select assign_tables_atomic_v2((select id from bookings where party_size"
    " = 6), (select array_agg(id) from table_inventory where table_number in ('T1', 'T2')),"
    " 'k'::text, false, null::uuid, null::timestamptz, null::timestamptz)",
    "one table less": "select unassign_tables_atomic((select id from bookings where party_size"
    " = 6), (select array_agg(id) from table_inventory where table_number = 'T1'))",
    "a booking gone": "delete from bookings where party_size = 6",
    "the end of a guest of yesterday": "update booking_table_assignments set"
    " end_at = end_at + interval '15 minutes' where booking_id in"
    " (select id from bookings where party_size = 3)",
    "a table": "update table_inventory set position = '{\"x\": 1}' where table_number = 'T1'",
    "a table out of service": "update table_inventory set status = 'out_of_service'"
    " where table_number = 'T1'",
    "a zone": "update zones set name = 'Terrace' where name = 'bar'",
    "neighbours": "delete from table_adjacencies where ctid ="
    " (select ctid from table_adjacencies limit 1)",
    "the clock": "update restaurants set timezone = 'Europe/Paris'",
    "maintenance": 'insert into allocations (restaurant_id, resource_type, resource_id, "window",'
    " is_maintenance) select restaurant_id, 'table', id, tstzrange('2030-06-01 15:00Z',"
    " '2030-06-01 16:00Z'), true from table_inventory where table_number = 'T4'",
    "a hold": "insert into table_holds (restaurant_id, zone_id, start_at, end_at, expires_at)"
    " select restaurant_id, id, '2030-06-01 19:00Z', '2030-06-01 21:00Z', '2030-06-01 21:00Z'"
    " from zones where name = 'main'",
    "its table": "insert into table_hold_members (hold_id, table_id) select h.id, t.id"
    " from table_holds h, table_inventory t where t.table_number = 'T5'",
    "its deadline": "update table_holds set expires_at = expires_at + interval '1 minute'",
    "turn times": "insert into maitred.restaurant_settings (restaurant_id) select id"
    " from restaurants",
    "a demand profile": "insert into demand_profiles (restaurant_id, day_of_week, service_window,"
    " start_minute, end_minute, multiplier) select id, 1, 'lunch', 900, 700, 1.5 from restaurants",
}
"""Each by another hand than this service's: all of it is seen."""

UNSEEN = {"a hold", "another date", "somebody's name", "history"}
"""What nothing is shown of; a hold is nothing without its tables."""

CHANGES |= {
    "another date": "update bookings set party_size = 7 where booking_date > '2030-06-05'",
    "somebody's name": "update customers set full_name = 'Nobody'",
    "history": "insert into maitred.events (restaurant_id, service_date, kind)"
    " select id, '2030-06-01', 'test' from restaurants",
}


def test_the_stamp_changes_with_whatever_is_shown(house: House) -> None:
    """Every place that the view is made from counts; the same date again has the same stamp."""
    house.booking()
    house.booking(booking_date=DATE + dt.timedelta(days=9))
    late = house.booking(dt.time(22), party_size=3, booking_date=DATE - dt.timedelta(days=1))
    house.assign(late, "T6", window=(at(22, day=-1), at(2)))
    before, seen, wrong = stamp(house), {}, []
    for what, sql in CHANGES.items():
        assert house.connection.execute(sql.encode()).rowcount > 0, what
        seen[what] = stamp(house)
        if (seen[what] == before) != (what in UNSEEN):
            wrong.append(what)
        before = seen[what]
    assert wrong == []
    assert seen["no lock"] == seen["its party"]
    assert stamp(house) == before


def test_the_stamp_changes_when_a_hold_runs_out_and_with_a_run(
    database: Database, house: House
) -> None:
    """Time alone takes a hold from the view, at the moment at which the view itself lets it go."""
    until = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1)
    house.hold("T1", metadata={"heldUntil": until.isoformat()})
    house.booking()
    before = stamp(house)
    assert stamp(house, until + dt.timedelta(seconds=3)) == before
    assert stamp(house, until + dt.timedelta(seconds=5)) != before
    with pool(database) as opened:
        plan_test_date(opened, house.id, dry_run=True)
    assert stamp(house) != before


def test_the_view_has_the_stamp(service: Client, house: House) -> None:
    """Twice the same while nothing happens."""
    house.booking()
    versions = {service.day(house.id)["version"] for _ in range(2)}
    assert versions == {stamp(house)}


def test_who_am_i(pg18: Server) -> None:
    """Kind, name, roles and rights: of users, machines, and on a developer's machine."""
    with access_world(pg18) as world:
        me = {name: asked(world, name) for name in ("owner", "host", "machine", "other tenant")}
        named = world.bearer("server", user_metadata={"full_name": "Ada"})
        ada = world.client.http.get("/api/v1/me", headers=named).json()
    assert [me[name]["kind"] for name in ("owner", "host", "machine")] == [
        "user",
        "user",
        "machine",
    ]
    assert me["owner"]["id"] == str(world.users["owner"])
    assert dt.datetime.fromisoformat(me["owner"]["expiresAt"]) > dt.datetime.now(dt.UTC)
    assert (me["machine"]["id"], me["machine"]["name"], me["machine"]["expiresAt"]) == (
        None,
        "one",
        None,
    )
    may = {
        name: [(r["role"], r["may"]) for r in found["restaurants"]] for name, found in me.items()
    }
    assert may == {
        "owner": [("owner", ["plan", "lock", "override", "layout"])],
        "host": [("host", ["plan", "lock"])],
        "machine": [("host", ["plan", "lock"])],
        "other tenant": [("owner", ["plan", "lock", "override", "layout"])],
    }
    assert (ada["name"], ada["restaurants"][0]["id"]) == ("Ada", str(world.house.id))


def asked(world: World, caller: str) -> dict[str, Any]:
    """Ask who a caller is."""
    found: dict[str, Any] = world.client.http.get(
        "/api/v1/me", headers=CALLERS.get(caller, lambda w: w.bearer(caller))(world)
    ).json()
    return found


def test_on_a_developers_machine_everybody_is_an_owner(service: Client, house: House) -> None:
    """And is told that nobody had to sign in."""
    me = service.http.get("/api/v1/me").json()
    assert (me["kind"], me["id"], me["name"]) == ("dev", None, None)
    assert [(item["id"], item["role"]) for item in me["restaurants"]] == [(str(house.id), "owner")]
    (listed,) = service.http.get("/api/v1/restaurants").json()["restaurants"]
    assert listed["role"] == "owner"
