"""A date followed live: whoever changes it is seen, nothing is missed, and streams end."""

import datetime as dt
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import pairwise

import httpx2
import psycopg
import pytest

from api.watching import KEPT, TICK_SECONDS, Told, Watch
from persistence.day_stamp import DayStamp
from persistence.pool import Database as Pool
from services.live import Followed, Mark, happened, look, missed, read_mark
from tests.integration.access_world import access_world
from tests.integration.desk import said
from tests.integration.planning import pool
from tests.integration.postgres_servers import DATE, Database, House, Server, at
from tests.integration.running_service import Client, running_service
from tests.integration.stream import SOON, events_path, following


@pytest.fixture
def service(database: Database) -> Iterator[Client]:
    """The real service on the test's database."""
    with running_service(database.dsn) as found:
        yield found


def test_whoever_changes_the_date_is_seen(service: Client, house: House) -> None:
    """A function called directly, an edit, a hold; each with the version of the view after it."""
    guest = house.booking()
    with following(service.http, house) as stream:
        assert stream.next("watching").data["version"] == service.day(house.id)["version"]
        changes = {
            "function": lambda: house.assign(guest, "T1", window=(at(19), at(21))),
            "edit": lambda: house.rows("update bookings set party_size = 3 returning 1"),
            "hold": lambda: house.hold("T2"),
        }
        for change in changes.values():
            began = time.monotonic()
            change()
            event = stream.next("changed")
            assert event.at - began < SOON
            assert event.data["version"] == service.day(house.id)["version"]
            assert (event.data["events"], event.data["more"]) == ([], False)
        assert stream.quiet(1.5)


def test_what_this_service_does_comes_with_its_history(service: Client, house: House) -> None:
    """Kind, booking, tables, run and request; nothing that anybody has written."""
    guest = house.booking(party_size=2)
    with following(service.http, house) as stream:
        stream.next("watching")
        answer = service.plan(house.id)
        told = []
        while not told:
            told = stream.next("changed").data["events"]
        [seated] = told
        assert (seated["kind"], seated["bookingId"], seated["runId"], seated["from"]) == (
            "booking.assigned",
            str(guest),
            answer["runId"],
            [],
        )
        assert seated["to"] == answer["assigned"][0]["tableIds"]
        place = f"/api/v1/restaurants/{house.id}/bookings/{guest}/lock"
        locking = service.http.put(place, json={"reason": "for Ada"})
        event = stream.next("changed")
        [locked] = event.data["events"]
        assert locked["kind"] == "booking.locked"
        assert locked["requestId"] == locking.headers["x-request-id"]
        assert "Ada" not in str(event.data)


def test_holds_are_told_and_stand_in_the_history_of_their_date(
    service: Client, house: House
) -> None:
    """A hold belongs to its booking's date."""
    guest = house.booking()
    with following(service.http, house) as stream:
        stream.next("watching")
        quote = service.http.post(
            "/api/staff/auto/quote", json={"bookingId": str(guest), "budgetMs": 1000}
        ).json()
        [held] = stream.next("changed").data["events"]
    assert (held["kind"], held["bookingId"], held["from"]) == ("hold.created", str(guest), [])
    assert held["to"] == quote["candidate"]["tableIds"]
    history = service.http.get(f"/api/v1/restaurants/{house.id}/days/{DATE}/history").json()
    assert [event["kind"] for event in history["events"]] == ["hold.created"]


def test_who_comes_back_is_told_what_was_missed(service: Client, house: House) -> None:
    """Exactly the rows since its last event; nothing changed: only that it watches again."""
    guest = house.booking()
    with following(service.http, house, seconds=0) as stream:
        last = stream.next("watching").id
        assert stream.next("ended").data["reason"] == "time"
    with following(service.http, house, last) as stream:
        assert stream.next("watching").id is not None
    service.plan(house.id)
    service.http.put(f"/api/v1/restaurants/{house.id}/bookings/{guest}/lock", json={})
    with following(service.http, house, last) as stream:
        event = stream.next("changed")
        assert [row["kind"] for row in event.data["events"]] == [
            "booking.assigned",
            "booking.locked",
        ]
        assert event.data["version"] == service.day(house.id)["version"]
    with following(service.http, house, event.id) as stream:
        assert stream.next("watching").data["events"] == []


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        ("7", "unknown"),
        ("1.5:3:.0123456789abcdef01234567", "unknown"),
        ("1.5:9:7,6.0123456789abcdef01234567", "unknown"),
        ("x" * 5000, "unknown"),
        ("1.5:5:.0123456789abcdef01234567", "too old"),
        ("{now}.5:99999999999999:.0123456789abcdef01234567", "too old"),
    ],
)
def test_who_was_away_for_too_long_loads_the_date_anew(
    service: Client, house: House, last: str, reason: str
) -> None:
    """As does whoever brings what is no id of ours; a new id comes with it."""
    with following(service.http, house, last.replace("{now}", str(int(time.time())))) as stream:
        event = stream.next("reload")
        assert (event.data["reason"], event.data["events"]) == (reason, [])
        assert event.data["version"] == service.day(house.id)["version"]
    with following(service.http, house, event.id) as stream:
        stream.next("watching")


def test_a_slow_transaction_is_neither_missed_nor_told_twice(
    database: Database, house: House
) -> None:
    """Its row has the smaller number and is seen later than one that was written after it."""
    place = Followed(house.id, DATE)
    sql = "insert into maitred.events (restaurant_id, service_date, kind) values (%s, %s, %s)"
    with pool(database) as opened, database.connect() as slow:
        marks = [look(opened, place)]
        slow.execute(sql, [house.id, DATE, "slow"])
        house.connection.execute(sql, [house.id, DATE, "fast"])
        marks.append(look(opened, place))
        slow.commit()
        marks.append(look(opened, place))

        def kinds(first: int, last: int) -> list[str]:
            rows, _ = happened(opened, place, marks[first], marks[last])
            return [row["kind"] for row in rows]

        assert (kinds(0, 1), kinds(1, 2), kinds(0, 2)) == (["fast"], ["slow"], ["slow", "fast"])
        back = read_mark(str(Mark.now(marks[0])))
        assert back is not None
        assert back.stamp == marks[0]
        told = missed(opened, place, back, marks[2])
        assert told is not None
        assert [row["kind"] for row in told] == ["slow", "fast"]


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch, house: House) -> list[float]:
    """When the service has looked at a date of the house; pages of other tests may be open."""
    found: list[float] = []

    def counted(database: Pool, followed: Followed) -> DayStamp:
        if followed.restaurant_id == house.id:
            found.append(time.monotonic())
        return look(database, followed)

    monkeypatch.setattr("api.watching.look", counted)
    return found


def test_two_followers_are_one_look_per_tick(
    looks: list[float], service: Client, house: House
) -> None:
    """However many follow a date; nobody looks when nobody follows any more."""
    with following(service.http, house) as one, following(service.http, house) as other:
        assert one.next("watching").data == other.next("watching").data
        house.booking()
        assert one.next("changed").id == other.next("changed").id
        one.quiet(2.2)
        pauses = [later - earlier for earlier, later in pairwise(looks)]
        assert len(pauses) >= 2
        assert min(pauses) > TICK_SECONDS * 0.9
    assert settles(looks)


def settles(looks: list[float]) -> bool:
    """Tell whether looking comes to an end soon."""
    deadline = time.monotonic() + SOON
    while time.monotonic() < deadline:
        count = len(looks)
        time.sleep(2 * TICK_SECONDS)
        if len(looks) == count:
            return True
    return False


def test_another_restaurant_is_not_heard(service: Client, house: House) -> None:
    """Nor another date, nor what is not shown."""
    other = House.build(house.connection)
    with following(service.http, house) as stream:
        stream.next("watching")
        other.assign(other.booking(), "T1", window=(at(19), at(21)))
        house.booking(booking_date=DATE + dt.timedelta(days=5))
        assert stream.quiet(2.5)


def test_streams_end_when_the_service_does(database: Database, house: House) -> None:
    """At once, with a word; an open stream holds nothing up."""
    with ExitStack() as readers:
        with running_service(database.dsn) as service:
            streams = [readers.enter_context(following(service.http, house)) for _ in range(3)]
            for stream in streams:
                stream.next("watching")
            began = time.monotonic()
        assert time.monotonic() - began < SOON
        for stream in streams:
            assert stream.next("ended").data["reason"] == "shutdown"
            assert stream.closed.wait(SOON)


def test_a_stream_ends_with_its_token(pg18: Server) -> None:
    """And whoever has a role in another restaurant has none here."""
    with access_world(pg18) as world:
        until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=3)
        world.client.http.headers |= world.bearer("host", exp=int(until.timestamp()))
        with following(world.client.http, world.house) as stream:
            stream.next("watching")
            assert stream.next("ended").data["reason"] == "token"
        path = events_path(world.house)
        strange = world.client.http.get(path, headers=world.bearer("other tenant"))
        assert said(strange) == (404, "RESTAURANT_NOT_FOUND")


def test_streams_are_counted(pg18: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """One caller may have so many, all together so many; one that is closed counts no more."""
    monkeypatch.setattr("api.watching.MOST_OF_A_CALLER", 2)
    with access_world(pg18, streams_at_once=3) as world, ExitStack() as streams:
        http, path = world.client.http, events_path(world.house)
        http.headers |= world.bearer("host")
        for _ in range(2):
            streams.enter_context(following(http, world.house)).next("watching")
        mine = http.get(path, params={"seconds": 0})
        assert (said(mine), mine.headers["retry-after"]) == ((429, "RATE_LIMITED"), "5")
        http.headers |= world.bearer("owner")
        with following(http, world.house) as third:
            third.next("watching")
            everybodys = http.get(path, params={"seconds": 0}, headers=world.bearer("server"))
            assert said(everybodys) == (429, "RATE_LIMITED")
        streams.close()
        deadline = time.monotonic() + SOON
        while said_nothing(http, path) != 200:
            assert time.monotonic() < deadline
            time.sleep(0.2)


def said_nothing(http: httpx2.Client, path: str) -> int:
    """Return the status of a short stream."""
    return http.get(path, params={"seconds": 0}).status_code


def test_a_database_that_is_away_is_told(
    service: Client, house: House, server: Server, database: Database
) -> None:
    """The stream goes on, and tells what has changed meanwhile."""
    with following(service.http, house) as stream:
        before = stream.next("watching").data["version"]
        with away(server, database, house):
            assert stream.next("away").data["reason"] == "DATABASE_UNREACHABLE"
        assert stream.next("watching").data["version"] == before
        with away(server, database, house):
            stream.next("away")
            house.booking()
        assert stream.next("changed").data["version"] != before


@contextmanager
def away(server: Server, database: Database, house: House) -> Iterator[None]:
    """Let nobody into the database but the test."""
    switch = f"alter database {database.name} allow_connections"
    with psycopg.connect(server.dsn("postgres"), autocommit=True) as outside:
        outside.execute(f"{switch} false".encode())
    house.rows(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where datname = current_database() and pid <> pg_backend_pid()"
    )
    yield
    with psycopg.connect(server.dsn("postgres"), autocommit=True) as outside:
        outside.execute(f"{switch} true".encode())


def test_a_restaurant_that_is_closed_for_good_ends_the_stream(
    service: Client, house: House
) -> None:
    """There is nothing to follow any more; afterwards there never was."""
    with following(service.http, house) as stream:
        stream.next("watching")
        house.rows("update restaurants set is_active = false where id = %s returning 1", house.id)
        assert stream.next("ended").data["reason"] == "gone"
    assert said(service.http.get(events_path(house))) == (404, "RESTAURANT_NOT_FOUND")


def test_a_head_request_does_not_wait(service: Client, house: House) -> None:
    """It gets the headers of a stream."""
    answer = service.http.head(events_path(house), timeout=SOON)
    assert answer.headers["content-type"].startswith("text/event-stream")


def test_who_is_too_slow_loads_the_date_anew(database: Database, house: House) -> None:
    """Of many changes only the last ones are kept."""
    threads = ThreadPoolExecutor(1)
    with pool(database) as opened:
        watch = Watch(opened, Followed(house.id, DATE), threads)
        watch.seen = Mark.now(look(opened, Followed(house.id, DATE)))
    for watch.count in range(1, KEPT + 11):
        watch.changes.append((watch.count, Told("changed", watch.seen)))
    assert [told.name for told in watch._since(watch.count - 3)] == ["changed"] * 3
    assert [told.name for told in watch._since(10)] == ["changed"] * KEPT
    [late] = watch._since(9)
    assert (late.name, late.mark) == ("reload", watch.seen)
    threads.shutdown()
