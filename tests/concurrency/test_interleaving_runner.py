"""The runner of interleavings shows what is known to go wrong, and its judge finds it."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from tests.concurrency.chaos import on
from tests.concurrency.interleaved_kinds import KINDS, Kind
from tests.concurrency.interleaved_play import Tally, differences
from tests.concurrency.interleaved_world import BOOKINGS, World, actor_of
from tests.concurrency.interleaving import Schedule, Session, Stage, interleavings, sample
from tests.integration.postgres_servers import Database

ONE_SERVER = pytest.mark.parametrize("server", on("pg18"), indirect=True)

Plain = Callable[[Session, psycopg.Connection[Any]], None]


def meet(database: Database, schedule: Schedule, *works: Plain) -> tuple[Stage, list[str]]:
    """Let plain connections do things in an order; return the outcomes."""
    connections = [database.connect() for _ in works]

    def act(number: int, session: Session) -> str:
        session.uses(connections[number].info.backend_pid)
        with connections[number].transaction():
            works[number](session, connections[number])
        return "ok"

    def session(number: int) -> Session:
        return Session(f"plain {number}", lambda itself: act(number, itself))

    with database.connect(autocommit=True) as looker:
        stage = Stage(looker, [session(number) for number in range(len(works))])
        try:
            outcomes = stage.run(schedule)
        finally:
            for connection in connections:
                connection.close()
    return stage, outcomes


@pytest.fixture
def purse(database: Database) -> Database:
    """A database with a table of two numbers."""
    with database.connect(autocommit=True) as connection:
        connection.execute("create table purse (id int primary key, coins int)")
        connection.execute("insert into purse values (1, 0), (2, 0)")
    return database


def coins(purse: Database) -> list[int]:
    """Return the numbers."""
    with purse.connect() as connection:
        rows = connection.execute("select coins from purse order by id").fetchall()
    return [row["coins"] for row in rows]


def look_and_write(session: Session, connection: psycopg.Connection[Any]) -> None:
    """Add a coin without a lock."""
    row = connection.execute("select coins from purse where id = 1").fetchone()
    session.stop()
    connection.execute("update purse set coins = %s where id = 1", [row["coins"] + 1])


@ONE_SERVER
def test_a_lost_update_is_shown(purse: Database) -> None:
    """In the orders that interleave one of two coins is lost, in the others none."""
    found = {}
    for schedule in interleavings([2, 2]):
        before = coins(purse)[0]
        _, outcomes = meet(purse, schedule, look_and_write, look_and_write)
        assert outcomes == ["ok", "ok"]
        found[schedule] = coins(purse)[0] - before
    apart = {(0, 0, 1, 1), (1, 1, 0, 0)}
    assert len(found) == 6
    assert {schedule for schedule, gained in found.items() if gained == 2} == apart


def pay(first: int, second: int) -> Plain:
    """Return somebody who adds a coin here and then there."""

    def work(session: Session, connection: psycopg.Connection[Any]) -> None:
        connection.execute("update purse set coins = coins + 1 where id = %s", [first])
        session.stop()
        connection.execute("update purse set coins = coins + 1 where id = %s", [second])

    return work


@ONE_SERVER
def test_a_bare_deadlock_is_shown(purse: Database) -> None:
    """In opposite orders one of two is told so, whenever both have begun; in one order nobody."""
    for schedule in interleavings([2, 2]):
        apart = schedule in {(0, 0, 1, 1), (1, 1, 0, 0)}
        _, outcomes = meet(purse, schedule, pay(1, 2), pay(2, 1))
        assert sorted(outcomes) == (["ok", "ok"] if apart else ["40P01", "ok"])
        _, outcomes = meet(purse, schedule, pay(1, 2), pay(1, 2))
        assert outcomes == ["ok", "ok"]


@ONE_SERVER
def test_a_step_of_a_blocked_session_is_done_as_soon_as_it_can_be(purse: Database) -> None:
    """The second waits for the first, the third for the second; what they are owed comes later."""
    schedule = (0, 1, 2, 2, 1, 0)
    stage, outcomes = meet(purse, schedule, pay(1, 2), pay(1, 2), pay(1, 2))
    assert outcomes == ["ok"] * 3
    assert stage.blocked == {("plain 1", 1), ("plain 2", 1)}
    assert stage.log[:6] == [("go", n) for n in (0, 1, 2, 0)] + [("over", 0), ("go", 1)]
    assert [number for what, number in stage.log if what == "over"] == [0, 1, 2]
    assert stage.ended_before(0, 1)
    assert not stage.ended_before(1, 0)


@ONE_SERVER
def test_a_session_that_fails_is_told(purse: Database) -> None:
    """Neither does the failure get lost, nor does anybody hang."""

    def fail(session: Session, connection: psycopg.Connection[Any]) -> None:
        session.stop()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        meet(purse, (0, 1, 0, 1), pay(1, 2), fail)


def careless(world: World, session: Session, number: int) -> str:
    """Look whether T1 is free, and take it without a lock."""
    guest = BOOKINGS["x" if number else "y"]
    with world.transaction(session, number) as connection:
        query = "select 1 from booking_table_assignments where table_id = %s"
        if connection.execute(query, [world.house.tables["T1"]]).fetchone():
            return "taken"
        session.stop()
        connection.execute(
            "insert into booking_table_assignments (booking_id, table_id, start_at, end_at,"
            " assigned_by) select id, %s, start_at, end_at, %s from bookings where id = %s",
            [world.house.tables["T1"], actor_of(number), guest],
        )
    return "ok"


def liar(world: World, session: Session, number: int) -> str:
    """Say that it is done."""
    return "ok"


def grumbler(world: World, session: Session, number: int) -> str:
    """Do it, and say that it was refused."""
    KINDS["seat"].work(world, session, number)
    return "DEADLOCK"


@ONE_SERVER
def test_the_judge_finds_what_is_wrong(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table given twice, nothing done, something done all the same; and nothing in good work."""
    seat = KINDS["seat"]
    bad: dict[str, Kind] = {
        "careless": replace(seat, work=careless, steps=3, gates=(), ours=False),
        "liar": replace(seat, work=liar, steps=1, gates=()),
        "grumbler": replace(seat, work=grumbler),
    }
    for name, kind in bad.items():
        monkeypatch.setitem(KINDS, name, kind)
    world = World(database, rules=False)
    try:
        for name in ("no_overlap", "table_slot"):
            world.looker.execute(
                "alter table booking_table_assignments"
                f" drop constraint booking_table_assignments_{name}".encode()
            )
        found: dict[str, list[str]] = {}
        for name in ("careless", "liar", "grumbler", "seat"):
            tally = Tally()
            cast = (name, "careless") if name == "careless" else (name,)
            steps = [KINDS[one].steps for one in cast]
            tally.play(world, cast, interleavings(steps), name)
            found[name] = tally.violations
    finally:
        world.close()
    told = {name: " ".join(lines) for name, lines in found.items()}
    assert f"{BOOKINGS['x']} on " in told["careless"]
    assert "x has []" in told["liar"]
    assert "left no record" in told["liar"]
    assert "was refused and left: answer" in told["grumbler"]
    assert "was told DEADLOCK" in told["grumbler"]
    assert found["seat"] == []


def test_all_orders_are_tried() -> None:
    """As many as there are, each once; a sample has every step."""
    two = list(interleavings([4, 4]))
    assert (len(two), len(set(two))) == (70, 70)
    assert list(interleavings([1, 2])) == [(0, 1, 1), (1, 0, 1), (1, 1, 0)]
    for schedule in sample([4, 2, 4], 20, random.Random(1)):
        assert sorted(schedule) == [0] * 4 + [1] * 2 + [2] * 4


def test_differences_from_the_table_are_told() -> None:
    """Something new always; something that never came only when all orders were tried."""
    table = {"a b": {"ok ok | m=T3": True, "ok no | m=T3": False}}
    assert differences({"a b": {"ok ok | m=T3"}}, table, whole=True) == []
    assert differences({"a b": {"ok no | m=T3"}}, table, whole=True) == ["a b: never: ok ok | m=T3"]
    assert differences({"a b": {"no ok | m=T3"}}, table, whole=False) == ["a b: new: no ok | m=T3"]
    assert differences({"c d": {"ok ok | m=T3"}}, table, whole=False) == ["c d: new: ok ok | m=T3"]
