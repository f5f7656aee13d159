"""A small restaurant that three sessions quarrel about, and what has to be true of it afterwards.

Tables T1-T2-T3-T4 in a row, each for four. At 19:00 booking ``x`` (four guests) and booking ``y``
(eight, so two tables) have no tables yet; ``m`` (four) has T3, from a run that was committed.
"""

import datetime as dt
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import DictRow

from models.plan import Change, DayPlan
from models.problem import DayProblem
from persistence.commit import CommitRequest, commit_plan
from persistence.history import Author
from persistence.pool import Database as Pool
from persistence.pool import Limits
from persistence.runs import create_run
from services.reading import read_snapshot
from solver.checker import check_plan
from solver.decided import Tables, decided_plan
from tests.concurrency.chaos import taken
from tests.concurrency.history import double_bookings
from tests.concurrency.interleaving import GatedConnection, Session
from tests.integration.planning import AS_OF
from tests.integration.postgres_servers import DATE, Database, House


def plan_of(problem: DayProblem, decisions: Tables) -> DayPlan:
    """Return the plan with these tables."""
    return decided_plan(problem, decisions, lambda booking: "It is left out.")


TABLES = ("T1", "T2", "T3", "T4")
BOOKINGS = {"m": UUID(int=1), "x": UUID(int=2), "y": UUID(int=3)}
PARTIES = {"m": 4, "x": 4, "y": 8}

UNHURRIED = Limits(
    statement_timeout_seconds=60, lock_timeout_seconds=60, idle_in_transaction_seconds=120
)
"""A session may be stopped for longer than any would be in life, on a busy machine."""

KEPT = (
    "public.bookings",
    "public.booking_slots",
    "public.allocations",
    "public.booking_table_assignments",
    "public.booking_assignment_idempotency",
    "public.booking_state_history",
    "public.observability_events",
    "public.capacity_outbox",
    "maitred.runs",
    "maitred.run_events",
    "maitred.events",
    "maitred.idempotency_keys",
)
"""What a schedule may change, and is put back to how it was."""

EMPTIED = ("public.table_holds", "public.table_hold_members", "public.table_hold_windows")


@dataclass(frozen=True)
class State:
    """What the database says in the end."""

    tables: dict[str, frozenset[str]]
    """By booking."""
    held: frozenset[str]
    cancelled: frozenset[str]

    def __str__(self) -> str:
        seated = [f"{key}={'+'.join(sorted(self.tables[key])) or '-'}" for key in BOOKINGS]
        holds = [f"held={'+'.join(sorted(self.held))}"] if self.held else []
        return " ".join([*seated, *holds, *(f"{key}=cancelled" for key in sorted(self.cancelled))])


class World:
    """The restaurant in a database of its own, reached through a pool with gates."""

    def __init__(self, database: Database, *, rules: bool) -> None:
        self.database = database
        self.looker = database.connect(autocommit=True)
        self.plain = [database.connect() for _ in range(3)]
        self.pool = Pool(database.dsn, UNHURRIED)
        self.pool._pool.connection_class = GatedConnection
        self.pool.open()
        self.house = House(self.looker)
        self._build(rules)
        self._reset = self._remember()

    def close(self) -> None:
        """Close every connection."""
        self.pool.close()
        for connection in (self.looker, *self.plain):
            connection.close()

    def _build(self, rules: bool) -> None:
        house = self.house
        house.id, house.zones = UUID(int=9), {"main": UUID(int=8)}
        house.insert("restaurants", id=house.id, name="House", slug="house", timezone="UTC")
        house.insert("zones", id=house.zones["main"], restaurant_id=house.id, name="main")
        house.insert("allowed_capacities", restaurant_id=house.id, capacity=4)
        for number, name in enumerate(TABLES):
            house.table(name, id=UUID(int=10 + number))
        for a, b in itertools.pairwise(TABLES):
            house.insert("table_adjacencies", table_a=house.tables[a], table_b=house.tables[b])
        for key in BOOKINGS:
            house.booking(dt.time(19), id=BOOKINGS[key], party_size=PARTIES[key])
        if rules:
            house.insert("restaurant_capacity_rules", restaurant_id=house.id, max_covers=100)
        problem = self.problem()
        wanted = plan_of(problem, {str(BOOKINGS["m"]): (str(house.tables["T3"]),)})
        assert self.commit(problem, wanted, Author()) == "ok"

    def _remember(self) -> str:
        """Keep a copy of every row; return the statements that bring them back."""
        run = self.looker.execute
        run("create schema kept")
        back = ["begin", "set local session_replication_role = replica"]
        for table in KEPT:
            copy = f"kept.{table.replace('.', '_')}"
            run(f"create table {copy} as table {table}".encode())
            back += [
                f"delete from {table}",
                f"insert into {table} overriding system value table {copy}",
            ]
        back += [f"delete from {table}" for table in EMPTIED]
        return "; ".join([*back, "commit"])

    def reset(self) -> None:
        """Make everything as it was before the first schedule."""
        self.looker.execute(self._reset.encode())

    def problem(self) -> DayProblem:
        """Read the date, as planning does."""
        return read_snapshot(self.pool, self.house.id, DATE, AS_OF).problem

    def commit(self, problem: DayProblem, plan: DayPlan, author: Author) -> str:
        """Commit a plan as the service does; return how that ended."""
        restaurant = self.house.id
        with self.pool.connection() as connection:
            run = create_run(connection, restaurant, DATE, problem, plan, author)
        request = CommitRequest(restaurant, run, problem, plan, author)
        return "ok" if commit_plan(self.pool, request).committed else "conflicted"

    def plan(self, problem: DayProblem) -> DayPlan:
        """Give ``y`` the first two free neighbours and then ``x`` the first free table."""
        decisions = {b.id: b.current_tables for b in problem.bookings if b.current_tables}
        names = self.house.tables
        pairs = [(str(names[a]), str(names[b])) for a, b in itertools.pairwise(TABLES)]
        singles = [(str(names[name]),) for name in TABLES]
        for booking, choices in ((BOOKINGS["y"], pairs), (BOOKINGS["x"], singles)):
            key = str(booking)
            if key in decisions or key not in {b.id for b in problem.bookings}:
                continue
            for choice in choices:
                if not check_plan(problem, {**decisions, key: choice}).violations:
                    decisions[key] = choice
                    break
        return plan_of(problem, decisions)

    @contextmanager
    def transaction(self, session: Session, number: int) -> Iterator[psycopg.Connection[DictRow]]:
        """Lend a connection of the booking system that knows nothing of maitred."""
        connection = self.plain[number]
        session.uses(connection.info.backend_pid)
        with connection.transaction():
            yield connection
            session.stop()

    def state(self) -> State:
        """Read what there is."""
        names = {key: name for name, key in self.house.tables.items()}
        rows = self.house.rows("select booking_id, table_id from booking_table_assignments")
        held = self.house.rows("select table_id from table_hold_members")
        gone = self.house.rows("select id from bookings where status = 'cancelled'")
        return State(
            {
                key: frozenset(names[row["table_id"]] for row in rows if row["booking_id"] == guest)
                for key, guest in BOOKINGS.items()
            },
            frozenset(names[row["table_id"]] for row in held),
            frozenset(key for row in gone for key, guest in BOOKINGS.items() if guest == row["id"]),
        )

    def wrong(self) -> list[str]:
        """Name what must never be, whatever anybody did."""
        found = double_bookings(taken(self.looker))
        found += [f"allocations: {row}" for row in self.house.rows(UNEVEN)]
        found += [f"run left {row['state']}" for row in self.house.rows(UNSETTLED)]
        return found

    def written(self, actor: UUID) -> dict[str, frozenset[str]]:
        """Return the tables that somebody's committed runs have given or taken, by booking."""
        keys = {str(guest): key for key, guest in BOOKINGS.items()}
        names = {str(key): name for name, key in self.house.tables.items()}
        found: dict[str, frozenset[str]] = {}
        for row in self.house.rows(
            "select problem, plan from maitred.runs"
            " where requested_by = %s and state = 'committed'",
            actor,
        ):
            problem = DayProblem.model_validate(row["problem"])
            plan = DayPlan.model_validate(row["plan"])
            had = {booking.id for booking in problem.bookings if booking.current_tables}
            for item in plan.seatings:
                if item.change is not Change.KEPT:
                    found[keys[item.booking]] = frozenset(names[table] for table in item.tables)
            for left in plan.unseated:
                if left.booking in had:
                    found[keys[left.booking]] = frozenset()
        return found

    def told(self, key: str) -> list[tuple[frozenset[str], frozenset[str]]]:
        """Return what the history says about a booking's tables: from which, to which."""
        names = {str(key): name for name, key in self.house.tables.items()}
        rows = self.house.rows(
            "select detail -> 'from' as before, coalesce(detail -> 'to', '[]') as after"
            " from maitred.events where booking_id = %s and kind <> 'booking.unseated' order by id",
            BOOKINGS[key],
        )
        return [
            (frozenset(names[t] for t in row["before"]), frozenset(names[t] for t in row["after"]))
            for row in rows
        ]

    def traces(self, actor: UUID) -> list[str]:
        """Name where there are rows that somebody wrote."""
        return [row["place"] for row in self.house.rows(TRACES, *[actor] * 6)]

    def leftovers(self, key: str) -> list[str]:
        """Name what is left of the tables that a booking once had."""
        return [row["place"] for row in self.house.rows(LEFTOVERS, *[BOOKINGS[key]] * 4)]


UNEVEN = """
select coalesce(a.booking_id, l.booking_id) as booking, a.taken, l."window"
from (
    select booking_id, table_id, tstzrange(start_at, end_at) as taken
    from booking_table_assignments
) a
full join (
    select booking_id, resource_id, "window" from allocations
    where resource_type = 'table' and not shadow
) l on l.booking_id = a.booking_id and l.resource_id = a.table_id and l."window" = a.taken
where a.booking_id is null or l.booking_id is null
"""

UNSETTLED = "select state from maitred.runs where state in ('planned', 'committing')"

TRACES = """
select 'assignment' as place from booking_table_assignments where assigned_by = %s
union select 'allocation' from allocations where created_by = %s
union select 'hold' from table_holds where created_by = %s
union select 'event' from maitred.events where actor = %s
union select 'answer' from maitred.idempotency_keys where key = (%s::uuid)::text
union select 'run' from maitred.runs where requested_by = %s and state = 'committed'
"""

LEFTOVERS = """
select 'allocation' as place from allocations where booking_id = %s
union select 'assignment' from booking_table_assignments where booking_id = %s
union select 'ledger' from booking_assignment_idempotency where booking_id = %s
union select 'zone' from bookings where id = %s and assigned_zone_id is not null
"""


def actor_of(number: int) -> UUID:
    """Return who is behind a session: every row of his names him."""
    return UUID(int=1000 + number)


def ids(world: World, names: Any) -> frozenset[UUID]:
    """Return the ids of tables."""
    return frozenset(world.house.tables[name] for name in names)
