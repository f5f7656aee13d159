"""Plans of a whole date against eight clients that change single bookings of the same date."""

import datetime as dt
import json
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from models.errors import MaitredError
from models.problem import Mode
from persistence.commit import CommitRequest, commit_plan
from persistence.pool import Database as Pool
from persistence.pool import Limits
from persistence.runs import create_run
from services.errors import PlanConflictError
from services.manual.booking_tables import list_tables
from services.planning.plan_date import PlanRequest, plan_date
from solver.day import plan_day
from tests.budgets import RIVAL_BOOKINGS, RIVAL_BUDGET, RIVAL_ROUNDS, RIVAL_ROWS
from tests.concurrency.chaos import on, say, taken
from tests.concurrency.crowd import PARTIES, build
from tests.concurrency.history import Taken, double_bookings
from tests.concurrency.interleaved import NONE, Plan, Request, Tables, lost_updates
from tests.integration.planning import snapshot
from tests.integration.postgres_servers import DATE, Database, House, at
from tests.integration.seating import CONFLICT, give, take, told

CLIENTS = 8
REQUESTS = 3
"""Of each client in each round."""
PAUSE = 0.1
"""Seconds at most between them: all are over before the last try to plan the date is."""
HEAD_START = 0.08
"""Seconds; each round gives it to the plan or to the clients."""
ENDED = ["committed", "conflicted"]


@dataclass
class Client:
    """Seats, moves and clears bookings of its own, one request after the other."""

    opened: Pool
    restaurant: UUID
    bookings: list[tuple[UUID, list[list[str]]]]
    """With the table sets that fit each."""
    whims: random.Random
    done: list[Request] = field(default_factory=list)
    refused: int = 0

    def work(self, wait: float) -> None:
        """Make one round's requests; nobody is refused for anything but that a table is taken."""
        time.sleep(wait)
        for _ in range(REQUESTS):
            booking, sets = self.whims.choice(self.bookings)
            # A full house refuses most of those that ask for tables.
            takes = self.whims.random() < 0.5
            tables = frozenset(self.whims.choice(sets))
            if takes:
                tables = self._seen(booking) or tables
            self._ask(booking, tables, takes=takes)
            time.sleep(self.whims.uniform(0, PAUSE))

    def _seen(self, booking: UUID) -> Tables:
        """Look which tables a booking has; a plan may move it before they are taken away."""
        found = list_tables(self.opened, self.restaurant, booking)["tableAssignments"]
        return frozenset(item["tableId"] for item in found)

    def _ask(self, booking: UUID, tables: Tables, *, takes: bool) -> None:
        asked = time.time()
        try:
            (take if takes else give)(self.opened, self.restaurant, booking, map(UUID, tables))
        except MaitredError as error:
            if told(error) != CONFLICT:
                raise
            self.refused += 1
        else:
            self.done.append(Request(str(booking), tables, asked, time.time(), takes))


@dataclass
class Planner:
    """Plans the whole date, and remembers when each of its runs was answered."""

    opened: Pool
    restaurant: UUID
    answered: dict[str, float] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)

    def prepare(self) -> CommitRequest:
        """Make a plan from the date as it is now, to be committed later."""
        found = snapshot(self.opened, self.restaurant, Mode.REBUILD)
        planned = plan_day(found.problem, budget_seconds=RIVAL_BUDGET)
        with self.opened.connection() as connection:
            run = create_run(connection, self.restaurant, DATE, found.problem, planned)
        return CommitRequest(self.restaurant, run, found.problem, planned)

    def commit(self, request: CommitRequest) -> None:
        """Commit what may be stale by now."""
        committed = commit_plan(self.opened, request).committed
        self.answered[str(request.run_id)] = time.time()
        self.outcomes["applied at once" if committed else "stale"] += 1

    def plan(self) -> None:
        """Ask for the date to be planned, again when others change it meanwhile."""
        request = PlanRequest(self.restaurant, DATE, mode=Mode.REBUILD, budget_seconds=RIVAL_BUDGET)
        try:
            answer = plan_date(self.opened, request).text
        except PlanConflictError:
            self.outcomes["given up"] += 1
        else:
            self.answered[json.loads(answer)["runId"]] = time.time()
            self.outcomes["planned"] += 1

    def committed(self, house: House) -> list[Plan]:
        """Return the committed plans in order, as the database has them."""
        rows = house.rows("select * from maitred.runs where state = 'committed'")
        found = [
            Plan(
                had={b["id"]: frozenset(b["current_tables"]) for b in row["problem"]["bookings"]},
                gives={s["booking"]: frozenset(s["tables"]) for s in row["plan"]["seatings"]},
                made=row["created_at"].timestamp(),
                answered=self.answered[str(row["id"])],
            )
            for row in rows
        ]
        return sorted(found, key=lambda plan: plan.answered)


def clients(opened: Pool, house: House, whims: random.Random) -> list[Client]:
    """Make the bookings, and share them out."""
    sets = build(house, RIVAL_ROWS)
    guest = house.insert("customers", restaurant_id=house.id)["id"]
    shares: list[list[tuple[UUID, list[list[str]]]]] = [[] for _ in range(CLIENTS)]
    for number in range(RIVAL_BOOKINGS):
        party, start = whims.choice(PARTIES), dt.time(12 + number % 9)
        booking = house.booking(start, 1, party_size=party, customer_id=guest)
        shares[number % CLIENTS].append((booking, sets[str(party)]))
    return [Client(opened, house.id, share, random.Random(whims.random())) for share in shares]


@pytest.mark.parametrize("server", on("pg18"), indirect=True)
def test_a4_a_plan_is_applied_whole_or_not_at_all(database: Database, house: House) -> None:
    """A plan made before others changed the date is rejected; no acknowledged change is lost."""
    seed = random.randrange(2**32)
    whims = random.Random(seed)
    opened = Pool(database.dsn, Limits(pool_size=CLIENTS + 4, pool_wait_seconds=30))
    opened.open()
    crowd, planner = clients(opened, house, whims), Planner(opened, house.id)
    try:
        with ThreadPoolExecutor(CLIENTS) as threads:
            for number in range(RIVAL_ROUNDS):
                planned = planner.prepare()
                wait, ahead = (HEAD_START, 0.0) if number % 2 else (0.0, HEAD_START)
                working = [threads.submit(client.work, wait) for client in crowd]
                time.sleep(ahead)
                planner.commit(planned)
                planner.plan()
                for future in working:
                    future.result()
    finally:
        opened.close()
    rows, plans = taken(house.connection), planner.committed(house)
    requests = [request for client in crowd for request in client.done]
    violations = [*lost_updates(requests, plans, rows), *double_bookings(rows)]
    conflicted = house.value("select count(*) from maitred.runs where state = 'conflicted'")
    unfinished = house.value("select count(*) from maitred.runs where state <> all(%s)", ENDED)
    writing = sum(plan.had != plan.gives for plan in plans)
    line = (
        f"plans against singles: seed {seed}, {RIVAL_ROUNDS} rounds of {RIVAL_BOOKINGS} bookings, "
        f"{len(requests)} requests acknowledged, {sum(c.refused for c in crowd)} refused, "
        f"{len(plans)} plans committed ({writing} changed something), {conflicted} conflicted, "
        f"{dict(planner.outcomes)}, {len(violations)} violations"
    )
    say(line)
    assert violations == [], line
    assert unfinished == 0, line
    assert conflicted >= RIVAL_ROUNDS / 2, f"did not test, too few conflicts: {line}"
    assert writing >= RIVAL_ROUNDS / 2, f"did not test, too few plans: {line}"
    assert len(requests) >= RIVAL_ROUNDS * CLIENTS / 2, f"did not test, too few requests: {line}"


A, B = frozenset({"T1"}), frozenset({"T2", "T3"})


def row(booking: str, *tables: str) -> list[Taken]:
    """Return what the database has of a booking."""
    return [Taken(booking, table, at(19), at(20)) for table in tables]


def asked(tables: Tables, when: float, booking: str = "a", *, takes: bool = False) -> Request:
    """Return a request that was answered in no time."""
    return Request(booking, tables, when, when + 0.1, takes)


def planned(had: dict[str, Tables], gives: dict[str, Tables], when: float) -> Plan:
    """Return a plan that was made, and answered half a second later."""
    return Plan(had, gives, when, when + 0.5)


def test_lost_updates_are_caught() -> None:
    """Of plans that were applied in part or unseen, and of requests that were written over."""
    plan = planned({"a": A, "b": frozenset()}, {"a": B, "b": A}, 2)
    good = [*row("a", "T2", "T3"), *row("b", "T1")]
    assert lost_updates([asked(A, 1)], [plan], good) == []
    # only half of it
    assert lost_updates([asked(A, 1)], [plan], [*row("a", "T1"), *row("b", "T1")]) == ["a"]
    assert lost_updates([asked(A, 1)], [plan], row("a", "T2", "T3")) == ["b"]
    assert lost_updates([asked(A, 1)], [plan], [*good, *row("c", "T9")]) == ["c"]
    # a plan that had not seen what was answered before it was made, or never was there
    assert lost_updates([asked(A, 1), asked(B, 1.5)], [plan], good) == ["a"]
    assert lost_updates([], [plan], good) == ["a"]
    # a request that a plan wrote over without having seen it, and one that really came later
    later = asked(frozenset({"T9"}), 3)
    assert lost_updates([asked(A, 1), later], [plan], good) == ["a"]
    assert lost_updates([asked(A, 1), later], [plan], [*row("a", "T9"), *good[2:]]) == []
    # at the same time either may be first, but the plan tells which one was
    meanwhile = asked(A, 2.2)
    for had, first, second in ((A, A, B), (NONE, B, A)):
        at_once = planned({"a": had}, {"a": B}, 2)
        assert lost_updates([meanwhile], [at_once], row("a", *second)) == []
        assert lost_updates([meanwhile], [at_once], row("a", *first)) == ["a"]
    # who takes away what he saw leaves what a plan has given since, and all the rest is gone
    stale, whole = asked(A, 3, takes=True), asked(A | B, 3, takes=True)
    for request, rest in ((stale, good), (whole, good[2:])):
        other = row("a", "T1") + good[2:]
        assert lost_updates([asked(A, 1), request], [plan], rest) == []
        assert lost_updates([asked(A, 1), request], [plan], other) == ["a"]
    assert lost_updates([asked(A, 1), asked(A, 1.5, takes=True)], [plan], good) == ["a"]
    # the next plan tells what was there in between
    undone = planned({"a": A, "b": A}, {"a": A, "b": A}, 4)
    back = [*row("a", "T1"), *row("b", "T1")]
    assert lost_updates([asked(A, 1)], [plan, undone], back) == ["a"]
    assert lost_updates([asked(A, 1), asked(A, 3)], [plan, undone], back) == []
