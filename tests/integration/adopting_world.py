"""A restaurant whose old allocator and maitred are both at work, and who wrote what in it."""

import datetime as dt
import hashlib
import itertools
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx2
import psycopg

from tests.docs.blocks import ROOT, blocks_of
from tests.integration.engine_switch import decides
from tests.integration.postgres_servers import DATE, Database, House
from tests.integration.running_service import ASSIGN, running_service

PAGE = ROOT / "docs/how-to/adopt.md"
SLUG = "the-pub"
PERCENT = 10
"""Of evenings, in the page's canary."""

QUOTE, CONFIRM = "/api/staff/auto/quote", "/api/staff/auto/confirm"
HOURS = (12, 14, 18, 20)
PARTIES = (2, 4, 4, 7)
THINKING_SECONDS = 0.4
TAKEN = {"P0001", "22023", "23P01", "40P01"}
"""What the functions say when a table cannot be had now."""

AUDIT = """
create schema audit;
create table audit.writes (
    writer text, began timestamptz, at timestamptz, place text, row jsonb
);
create function audit.note() returns trigger language plpgsql security definer as $$
begin
    insert into audit.writes values (
        current_setting('application_name'), now(), clock_timestamp(), tg_table_name,
        case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end);
    return null;
end
$$;
do $$
declare v_table text;
begin
    for v_table in select tablename from pg_tables where schemaname = 'public' loop
        execute format('create trigger noted after insert or update or delete on public.%I'
            ' for each row execute function audit.note()', v_table);
    end loop;
end
$$;
"""
"""Every row of the product's that is written, also one that is written as it was, and by whom."""


def typed(*begins: str) -> tuple[str, ...]:
    """Return the one command of the page that begins so, without `maitred`."""
    lines = [command for block in blocks_of(PAGE) for command in block.commands]
    found = {line.words[1:] for line in lines if line.words[1 : 1 + len(begins)] == begins}
    (words,) = found
    return words


def change_to_the_product() -> str:
    """Return the function that the page tells to create."""
    (block,) = re.findall(r"```sql\n(create function.+?)```", PAGE.read_text(), re.DOTALL)
    return str(block)


def in_the_share(restaurant: UUID, date: dt.date, percent: int = PERCENT) -> bool:
    """Tell whether an evening is maitred's, by what the documentation says of the hash."""
    digest = hashlib.sha256(f"{restaurant}:{date.isoformat()}".encode()).hexdigest()
    return int(digest[:16], 16) % 10_000 < percent * 100


@dataclass(frozen=True)
class Promise:
    """Tables that somebody was told to have."""

    booking: UUID
    date: dt.date
    tables: frozenset[UUID]
    by: str
    asked: dt.datetime
    """When it was asked who decides."""


class World:
    """The restaurant, its evenings, and what everybody was told."""

    def __init__(self, database: Database, url: str, house: House, began: dt.datetime) -> None:
        self.database, self.url, self.house = database, url, house
        self.began = began
        """Before the service was started."""
        days = (DATE + dt.timedelta(days=number) for number in itertools.count())
        mine, others = itertools.tee(days)
        share = [*itertools.islice((d for d in mine if in_the_share(house.id, d)), 4)]
        rest = [*itertools.islice((d for d in others if not in_the_share(house.id, d)), 4)]
        self.quoted = [*share[:2], *rest[:2]]
        """Evenings whose guests are given tables as they book."""
        self.planned = [*share[2:], *rest[2:]]
        """Evenings that are assigned from time to time."""
        self.promises: list[Promise] = []
        self.wrong: list[str] = []
        self.over = threading.Event()

    def promised(self, by: str, since: dt.datetime) -> list[Promise]:
        """Return what one of them has promised on a question since then."""
        return [item for item in self.promises if item.by == by and item.asked > since]

    def wait(self, what: Callable[[], bool], seconds: float = 60.0) -> None:
        """Let them work until something is so."""
        until = time.monotonic() + seconds
        while not what():
            assert time.monotonic() < until, f"too little happened; {self.wrong[:3]}"
            assert not self.wrong, self.wrong[:3]
            time.sleep(0.02)

    def writes(self, condition: str, *values: Any) -> list[dict[str, Any]]:
        """Return what maitred wrote to the product's tables."""
        query = (
            f"select place, began, at, row from audit.writes where writer = 'maitred' {condition}"
        )
        return self.house.rows(query, *values)


class Actor:
    """One of those at work: with a connection and a client of its own."""

    def __init__(self, world: World, name: str) -> None:
        self.world = world
        self.thread = threading.Thread(target=self._work, name=name, daemon=True)

    def step(self, number: int) -> None:
        """Do one thing."""
        raise NotImplementedError

    def _work(self) -> None:
        world = self.world
        options = {"autocommit": True, "application_name": "product"}
        with (
            world.database.connect(**options) as connection,
            httpx2.Client(base_url=world.url, trust_env=False, timeout=30) as self.http,
        ):
            self.house = House(connection)
            self.house.id, self.house.tables = world.house.id, world.house.tables
            self.house.zones = world.house.zones
            for number in itertools.count():
                if world.over.is_set():
                    return
                try:
                    self.step(number)
                except Exception as error:
                    world.wrong.append(f"{self.thread.name}: {error!r}")
                time.sleep(0.03)

    def maitred_decides(self, date: dt.date) -> bool:
        """Ask who decides an evening, as the page says."""
        path = f"/api/v1/restaurants/{self.house.id}/engine"
        answer = self.http.get(path, params={"date": str(date)})
        return answer.status_code == 200 and answer.json()["decides"] == "maitred"

    def promise(self, booking: UUID, date: dt.date, tables: Any, by: str, asked: Any) -> None:
        """Note what was promised."""
        found = frozenset(UUID(str(table)) for table in tables)
        self.world.promises.append(Promise(booking, date, found, by, asked))

    def old_allocator(self, booking: UUID, date: dt.date, party: int, asked: dt.datetime) -> None:
        """Give a booking the first single table that is to be had."""
        for table in self.house.tables.values() if party <= 4 else ():
            try:
                rows = self.house.rows(
                    "select * from assign_unless_seated(%s, %s::uuid[], %s)",
                    *(booking, [table], f"auto-{uuid4()}"),
                )
            except psycopg.Error as error:
                if error.sqlstate not in TAKEN:
                    raise
                continue
            if rows:
                taken = [row["table_id"] for row in rows]
                self.promise(booking, date, taken, "product", asked)
            return

    def expect(self, answer: httpx2.Response, *codes: str) -> bool:
        """Tell whether it was done; what is refused has to have one of the codes."""
        if answer.status_code == 200:
            return True
        code = answer.json().get("code")
        if code not in codes:
            self.world.wrong.append(f"{answer.request.url.path}: {answer.text[:300]}")
        return False


@dataclass(frozen=True)
class Thinking:
    """Guests who were quoted a table and have not said yes yet: a switch may come between."""

    booking: UUID
    date: dt.date
    party: int
    hold: str
    until: float


class Desk(Actor):
    """The product, where guests book: each booking is given tables, by whoever decides."""

    def __init__(self, world: World, name: str) -> None:
        super().__init__(world, name)
        self.thinking: list[Thinking] = []

    def step(self, number: int) -> None:
        """Take a booking, on either kind of evening; confirm for those who have thought."""
        while self.thinking and self.thinking[0].until < time.monotonic():
            self._confirm(self.thinking.pop(0))
        world = self.world
        dates = world.quoted if number % 3 else world.planned
        date, party = dates[number // 3 % len(dates)], PARTIES[number % len(PARTIES)]
        start = dt.time(HOURS[number // 5 % len(HOURS)])
        booking = self.house.booking(start, party_size=party, booking_date=date)
        asked = dt.datetime.now(dt.UTC)
        if dates is world.planned:
            if not self.maitred_decides(date):
                self.old_allocator(booking, date, party, asked)
        elif number % 2 or self.maitred_decides(date):
            self._quoted(booking, date, party)
        else:
            self.old_allocator(booking, date, party, asked)

    def _quoted(self, booking: UUID, date: dt.date, party: int) -> None:
        """Ask maitred, who may say that the old allocator is to do it."""
        wish = {"bookingId": str(booking), "holdTtlSeconds": 60, "budgetMs": 500}
        asked = dt.datetime.now(dt.UTC)
        answer = self.http.post(QUOTE, json=wish)
        if not self.expect(answer, "ENGINE_OFF"):
            self.old_allocator(booking, date, party, asked)
        elif hold := answer.json()["holdId"]:
            until = time.monotonic() + THINKING_SECONDS
            self.thinking.append(Thinking(booking, date, party, hold, until))

    def _confirm(self, guest: Thinking) -> None:
        body = {"holdId": guest.hold, "bookingId": str(guest.booking)}
        asked = dt.datetime.now(dt.UTC)
        done = self.http.post(CONFIRM, json={**body, "idempotencyKey": str(guest.booking)})
        if self.expect(done, "ALLOCATOR_V2_DISABLED"):
            tables = [item["tableId"] for item in done.json()["assignments"]]
            self.promise(guest.booking, guest.date, tables, "maitred", asked)
        else:
            self.old_allocator(guest.booking, guest.date, guest.party, asked)


class Clock(Actor):
    """Who assigns what waits on an evening: maitred's route first, and else the old allocator."""

    def step(self, number: int) -> None:
        """Assign one of the evenings."""
        date = self.world.planned[number % len(self.world.planned)]
        asked = dt.datetime.now(dt.UTC)
        body = {"restaurantId": str(self.house.id), "date": str(date), "budgetMs": 500}
        answer = self.http.post(ASSIGN, json={**body, "dryRun": number % 5 == 4})
        if number % 5 == 4:
            self.expect(answer, "NO_BOOKINGS")
        elif self.expect(answer, "NO_BOOKINGS", "ENGINE_OFF", "PLAN_CONFLICT"):
            for item in answer.json()["assigned"]:
                tables = item["tableIds"]
                self.promise(UUID(item["bookingId"]), date, tables, "maitred", asked)
        elif answer.json()["code"] == "ENGINE_OFF":
            self._old_run(date)

    def _old_run(self, date: dt.date) -> None:
        waiting = self.house.rows(
            "select id, party_size from bookings b where restaurant_id = %s and booking_date = %s"
            " and not exists (select from booking_table_assignments where booking_id = b.id)"
            " order by start_time limit 5",
            *(self.house.id, date),
        )
        for row in waiting:
            asked = dt.datetime.now(dt.UTC)
            if not self.maitred_decides(date):
                self.old_allocator(row["id"], date, row["party_size"], asked)


@contextmanager
def both_at_work(database: Database, house: House) -> Iterator[World]:
    """Serve the database, and let the product, its clients and its old allocator work."""
    house.rows("update restaurants set slug = %s where id = %s returning 1", SLUG, house.id)
    house.connection.execute(AUDIT.encode())
    house.connection.execute(change_to_the_product().encode())
    over = dt.datetime.now(dt.UTC) - dt.timedelta(days=30)
    house.hold("T1", start=over, end=over + dt.timedelta(hours=2))  # its own sweeper is late
    began = dt.datetime.now(dt.UTC)
    with running_service(database.dsn, deliver_outbox=False) as client:
        assert decides(client.http, house) == ("off", "environment")
        world = World(database, str(client.http.base_url), house, began)
        actors = [Desk(world, "desk 1"), Desk(world, "desk 2"), Clock(world, "clock")]
        for actor in actors:
            actor.thread.start()
        try:
            yield world
        finally:
            world.over.set()
            for actor in actors:
                actor.thread.join(30)
                assert not actor.thread.is_alive()
