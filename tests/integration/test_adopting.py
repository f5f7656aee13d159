"""A restaurant is moved over by the commands of docs/how-to/adopt.md, under live traffic of both.

Everybody works all the time: guests book, clients of maitred quote, hold, confirm and plan whatever
the switch says, and the old allocator seats whom maitred leaves to it. A trigger on every table of
the product's notes who wrote which row, and when its transaction began.
"""

import datetime as dt
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest

from tests.cli_runs import Maitred, Ran, in_process
from tests.concurrency.chaos import on, taken
from tests.concurrency.history import double_bookings, tables_of
from tests.integration.adopting_world import (
    PERCENT,
    SLUG,
    World,
    both_at_work,
    change_to_the_product,
    in_the_share,
    typed,
)
from tests.integration.desk import Stage
from tests.integration.engine_switch import plan, switch
from tests.integration.old_allocator import allocate
from tests.integration.postgres_servers import Database, House

one_server = pytest.mark.parametrize("server", on("pg18"), indirect=True)

EFFECTIVE = dt.timedelta(seconds=2)
"""After this a switch counts, whatever was under way."""

NIGHTS = 14
TODAY = dt.datetime.now(dt.UTC).date()
BROKEN = {"double_booking", "shared_slot", "missing_allocation", "allocation_without_assignment"}


@pytest.fixture
def maitred(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: Database
) -> Maitred:
    """The command, in the environment of the page."""
    monkeypatch.setenv("DATABASE_URL", database.dsn)
    monkeypatch.setenv("MAITRED_ENGINE", "off")

    def run(*arguments: object) -> Ran:
        return in_process(monkeypatch, capsys, *arguments)

    return run


TOLD = "observability_events"

ANSWERED = dt.timedelta(seconds=2)
"""A question has its answer after that."""


@dataclass
class Step:
    """The time between two commands."""

    began: dt.datetime
    """The command had returned."""
    ended: dt.datetime | None = None


class Walk:
    """Types the page's commands, and remembers when."""

    def __init__(self, maitred: Maitred, world: World) -> None:
        self._maitred, self.world = maitred, world
        self._steps: list[Step] = []

    def type(self, *begins: str) -> Step:
        """Type the command that begins so: the step before is over, another one begins."""
        if self._steps:
            self._steps[-1].ended = dt.datetime.now(dt.UTC)
        ran = self._maitred(*typed(*begins))
        assert ran.code == 0, ran.err
        self._steps.append(Step(dt.datetime.now(dt.UTC)))
        return self._steps[-1]

    def until(self, step: Step, **promises: int) -> None:
        """Wait until each has promised so much since the step began, whoever is named."""
        world = self.world
        world.wait(
            lambda: all(len(world.promised(by, step.began)) >= n for by, n in promises.items())
        )

    def effective(self, step: Step) -> None:
        """Wait until the switch has counted for a while."""
        later = step.began + EFFECTIVE + dt.timedelta(seconds=0.5)
        self.world.wait(lambda: dt.datetime.now(dt.UTC) > later)


def past_nights(house: House) -> None:
    """Let the old allocator have seated some guests in the fortnight before: never the eight."""
    for number in range(1, NIGHTS + 1):
        for party in (4, 8):
            house.booking(party_size=party, booking_date=TODAY - dt.timedelta(days=number))
        allocate(house, TODAY - dt.timedelta(days=number))


def compare(maitred: Maitred) -> None:
    """Look at the fortnight; the page's gates fail with 1 until a whole one is there."""
    first, last = TODAY - dt.timedelta(days=NIGHTS), TODAY - dt.timedelta(days=1)
    ran = maitred("shadow", "run", SLUG, first + dt.timedelta(days=1), "--to", last, "-q")
    assert ran.code == 0, ran.err
    gates = typed("shadow", "report", SLUG, "--gate")
    ran = maitred(*gates, "--json")
    failed = [item["gate"] for item in json.loads(ran.out)["gates"] if not item["passed"]]
    assert (ran.code, failed) == (1, ["nights>=14"]), ran.out
    assert maitred("shadow", "run", SLUG, first).code == 0
    ran = maitred(*gates)
    assert (ran.code, ran.out.count("passed")) == (0, gates.count("--gate")), ran.out


def assert_written_by_nobody(world: World, step: Step) -> None:
    """No transaction that began in the step wrote a row of the product's for maitred; nor did one
    that was under way when it began, two seconds later. What has happened is told a little later.
    """
    ended = step.ended or dt.datetime.now(dt.UTC)
    untold = f"and place <> '{TOLD}'"
    begun = world.writes(f"and began between %s and %s {untold}", step.began, ended)
    late = world.writes(f"and at between %s and %s {untold}", step.began + EFFECTIVE, ended)
    told = world.writes(
        f"and place = '{TOLD}' and (row ->> 'created_at')::timestamptz between %s and %s",
        step.began + EFFECTIVE,
        ended,
    )
    assert Counter(row["place"] for row in begun + late + told) == {}


def assert_whole_evenings(world: World, step: Step) -> None:
    """In the canary each evening has one allocator: maitred those of its share, and only those."""
    assert step.ended
    dates = {date: in_the_share(world.house.id, date) for date in world.quoted + world.planned}
    bookings = {
        str(row["id"]): row["booking_date"]
        for row in world.house.rows("select id, booking_date from bookings")
    }
    found = world.writes(
        "and began between %s and %s and place in"
        " ('booking_table_assignments', 'allocations', 'table_holds')",
        step.began,
        step.ended,
    )
    mine = {bookings[row["row"]["booking_id"]] for row in found if row["row"]["booking_id"]}
    assert mine == {date for date, share in dates.items() if share}
    theirs = [item for item in world.promised("product", step.began) if item.asked < step.ended]
    assert {item.date for item in theirs} == {date for date, share in dates.items() if not share}


def assert_nothing_is_lost(world: World) -> None:
    """Whoever was promised tables has them, and nobody else has them at that time."""
    rows = taken(world.house.connection)
    stored = tables_of(rows)
    assert double_bookings(rows) == []
    lost = [
        item
        for item in world.promises
        if stored[str(item.booking)] != {str(table) for table in item.tables}
    ]
    assert lost == []
    told = {str(item.booking) for item in world.promises}
    live = {
        str(row["id"])
        for row in world.house.rows("select id from bookings where booking_date > %s", TODAY)
    }
    assert {key for key in live if stored[key]} == told, "tables that nobody was told of"


@one_server
def test_a_restaurant_is_moved_over_and_back(
    database: Database, house: House, maitred: Maitred
) -> None:
    """Off, shadow, canary, on, killed, revived, off."""
    past_nights(house)
    with both_at_work(database, house) as world:
        walk = Walk(maitred, world)
        off = walk.type("engine", "set", SLUG, "off", "--reason", "installed beside")
        walk.until(off, product=5)
        shadow = walk.type("engine", "set", SLUG, "shadow")
        compare(maitred)
        walk.until(shadow, product=5)
        canary = walk.type("engine", "set", SLUG, "canary")
        world.wait(lambda: every_evening_was_seen(world, canary))
        full = walk.type("engine", "set", SLUG, "on")
        walk.until(full, maitred=8)
        killed = walk.type("engine", "kill", SLUG)
        walk.effective(killed)
        walk.until(killed, product=3)
        revived = walk.type("engine", "revive", SLUG)
        walk.until(revived, maitred=3)
        back = walk.type("engine", "set", SLUG, "off", "--reason", "back to the old allocator")
        walk.effective(back)
        walk.until(back, product=3)
    assert world.wrong == []
    for step in (Step(world.began, shadow.ended), killed, back):
        assert_written_by_nobody(world, step)
    assert_whole_evenings(world, canary)
    for step in (full, revived):
        late = world.promised("product", step.began)
        # Who asked in the last moment may have been answered after the next command.
        assert [item for item in late if step.ended and item.asked + ANSWERED < step.ended] == []
        assert world.writes("and began between %s and %s", step.began, step.ended)
    assert_nothing_is_lost(world)
    found = json.loads(maitred("doctor", "--json").out)["findings"]
    assert [item for item in found if item["kind"] in BROKEN] == []


def every_evening_was_seen(world: World, step: Step) -> bool:
    """Tell whether each evening has had somebody seated by whoever decides it."""
    seen = {item.date for by in ("product", "maitred") for item in world.promised(by, step.began)}
    return seen >= {*world.quoted, *world.planned}


@one_server
def test_the_command_lists_the_canarys_evenings(house: House, maitred: Maitred) -> None:
    """The share that the page names, by the hash that it is said to be."""
    house.rows("update restaurants set slug = %s returning 1", SLUG)
    assert maitred(*typed("engine", "set", SLUG, "canary")).code == 0
    listed = json.loads(maitred(*typed("engine", "show", SLUG, "--date"), "--json").out)
    evenings: list[dict[str, Any]] = listed["evenings"]
    mine = [item["date"] for item in evenings if item["decides"] == "maitred"]
    dates = [dt.date.fromisoformat(item["date"]) for item in evenings]
    assert mine == [str(date) for date in dates if in_the_share(house.id, date)]
    many = [dates[0] + dt.timedelta(days=number) for number in range(5000)]
    share = sum(in_the_share(house.id, date) for date in many) / len(many)
    assert abs(share - PERCENT / 100) < 0.03


def test_who_was_asked_before_the_switch_adds_no_tables(stage: Stage, room: House) -> None:
    """The old allocator was told to go on, then maitred seats the booking: one of both counts.

    The database's own function adds the second tables, which is why the page has another one.
    """
    room.connection.execute(
        change_to_the_product().replace("create function", "create or replace function").encode()
    )
    switch(stage.http, room, state="off")
    guest = room.booking()
    switch(stage.http, room, state="on")
    assert plan(stage.http, room).status_code == 200
    has = room.seated_at(guest)
    same_zone = ("B1", "B2") if has[0].startswith("B") else ("T1", "T2")
    free = next(name for name in same_zone if name not in has)
    call = "select * from assign_unless_seated(%s, %s::uuid[], 'auto')"
    assert room.rows(call, guest, [room.tables[free]]) == []
    assert room.seated_at(guest) == has
    room.assign(guest, free, key="auto")
    assert room.seated_at(guest) == sorted([*has, free])
