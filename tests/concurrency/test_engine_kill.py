"""The kill switch is thrown while clients plan and quote: the engine stops, and nothing is torn."""

import datetime as dt
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from uuid import UUID

import httpx2
import pytest

from tests.concurrency.chaos import on
from tests.integration.desk import Desk
from tests.integration.engine_switch import DISABLED, OFF, plan, switch
from tests.integration.postgres_servers import DATE, Database, House
from tests.integration.running_service import running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)

DATES, EACH = 80, 3
"""Dates to plan, and guests of each: there is room for all of them."""
GUESTS, QUOTED = 60, DATE - dt.timedelta(days=7)
"""Who are quoted, on a date far from the others."""
EFFECTIVE = dt.timedelta(seconds=2)
AFTERWARDS_SECONDS = 2.5
"""How long clients go on after the switch was thrown."""

WROTE = """
    select count(*) from maitred.events
    where kind in ('booking.assigned', 'hold.created', 'hold.confirmed') and at > %s
"""


@dataclass
class Crowd:
    """Clients of two services, who plan and quote until they are told to stop."""

    house: House
    clients: list[httpx2.Client]
    over: threading.Event = field(default_factory=threading.Event)
    said: Counter[str] = field(default_factory=Counter)
    late: Counter[str] = field(default_factory=Counter)
    """What was answered after the switch was thrown."""
    killed: bool = False

    def note(self, answer: httpx2.Response, late: bool) -> None:
        """Remember an answer; ``late``: it was asked for after the switch was thrown."""
        code = answer.json().get("code") or str(answer.status_code)
        (self.late if late else self.said)[f"{answer.request.url.path.split('/')[-1]} {code}"] += 1

    def planner(self, client: httpx2.Client, dates: Iterator[dt.date]) -> None:
        """Plan one date after the other."""
        for date in dates:
            if self.over.is_set():
                return
            late = self.killed
            self.note(plan(client, self.house, date=str(date), budgetMs=100), late)

    def quoter(self, client: httpx2.Client, guests: Iterator[UUID]) -> None:
        """Quote one guest after the other, and confirm what is held."""
        desk = Desk(client, self.house)
        for guest in guests:
            if self.over.is_set():
                return
            late = self.killed
            quote = desk.quote(guest, budgetMs=100)
            self.note(quote, late)
            if quote.json().get("holdId"):
                late = self.killed
                key = str(guest)
                self.note(desk.confirm_automatically(guest, quote.json()["holdId"], key), late)

    def work(self, threads: ThreadPoolExecutor) -> list[Future[None]]:
        """Begin, on each service one of both."""
        dates, guests = list(map(date_of, range(DATES))), bookings(self.house, QUOTED, GUESTS)
        for date in dates:
            bookings(self.house, date, EACH)
        waiting: list[Future[None]] = []
        for number, client in enumerate(self.clients):
            waiting.append(threads.submit(self.planner, client, iter(dates[number::2])))
            waiting.append(threads.submit(self.quoter, client, iter(guests[number::2])))
        return waiting


def date_of(number: int) -> dt.date:
    """Return a date to plan; plans look beyond midnight, and these are in nobody's sight."""
    return DATE + dt.timedelta(days=3 * number)


def bookings(house: House, date: dt.date, count: int) -> list[UUID]:
    """Add parties of two, on a date's nine tables one after the other."""
    guest = house.insert("customers", restaurant_id=house.id)["id"]
    starts = [dt.time(12 + number % 9) for number in range(count)]
    with house.connection.transaction():
        return [house.booking(start, 1, booking_date=date, customer_id=guest) for start in starts]


def until(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_kill_switch_stops_the_engine_under_load(database: Database, house: House) -> None:
    """Two seconds after it was thrown at one service neither writes; reviving brings both back."""
    with ExitStack() as stack:
        clients = [stack.enter_context(running_service(database.dsn)).http for _ in range(2)]
        threads = stack.enter_context(ThreadPoolExecutor(4))
        crowd = Crowd(house, clients)
        stack.callback(crowd.over.set)
        waiting = crowd.work(threads)
        until(lambda: crowd.said["assign-tables 200"] > 1 and crowd.said["confirm 200"] > 1)
        switch(clients[0], house, killed=True, reason="odd plans")
        crowd.killed = True
        time.sleep(AFTERWARDS_SECONDS)
        crowd.over.set()
        for client in waiting:
            client.result(60)
        at: dt.datetime = house.value("select killed_at from maitred.engine_kills")
        assert house.value(WROTE, at + EFFECTIVE) == 0
        planning, quoting = f"assign-tables {OFF[1]}", f"quote {OFF[1]}"
        assert set(crowd.late) <= {planning, quoting, f"confirm {DISABLED[1]}"}
        assert min(crowd.late[planning], crowd.late[quoting]) > 1
        torn(house)
        switch(clients[1], house, killed=False)
        for client, number in zip(clients, (DATES - 1, DATES - 2), strict=True):
            assert plan(client, house, date=str(date_of(number))).status_code == 200
        [fresh] = bookings(house, date_of(DATES), 1)
        assert Desk(clients[0], house).quoted(fresh)["holdId"]


def torn(house: House) -> None:
    """Nothing is half written: neither a date, nor a booking's tables, nor a hold."""
    seated = house.rows(
        "select b.booking_date, count(distinct a.booking_id) as seated"
        " from bookings b join booking_table_assignments a on a.booking_id = b.id"
        " where b.booking_date >= %s group by 1",
        DATE,
    )
    assert {row["seated"] for row in seated} == {EACH}
    runs = house.rows(
        "select r.state, count(e.id) as decided from maitred.runs r"
        " left join maitred.events e on e.run_id = r.id group by r.id"
    )
    assert {(row["state"], row["decided"]) for row in runs} <= {("committed", EACH), ("failed", 0)}
    for half in (
        "select count(*) from booking_table_assignments a where not exists"
        " (select 1 from allocations l where l.booking_id = a.booking_id and not l.shadow)",
        "select count(*) from allocations l where l.booking_id is not null and not l.shadow and"
        " not exists (select 1 from booking_table_assignments a where a.booking_id = l.booking_id)",
        "select count(*) from table_holds h where not exists"
        " (select 1 from table_hold_members m where m.hold_id = h.id)",
    ):
        assert house.value(half) == 0
