"""Threads that hold, prolong, release and confirm the same few tables: none is ever held twice."""

import datetime as dt
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import UUID

import pytest

from models.errors import MaitredError
from persistence.history import NOBODY
from persistence.place_hold import HoldWish
from persistence.pool import Database as Pool
from persistence.pool import Limits
from services.holds import Confirmation, confirm_hold, extend_hold, hold_tables, release_hold
from services.sweeper import sweep_all_holds
from tests.budgets import HOLD_ATTEMPTS, HOLD_THREADS
from tests.concurrency.chaos import on, say, taken
from tests.concurrency.history import double_bookings
from tests.integration.postgres_servers import Database, House
from tests.integration.seating import take

MERGES = (("T1",), ("T2",), ("T3",), ("T1", "T2"), ("T2", "T3"), ("T1", "T2", "T3"))
PARTIES = {1: 4, 2: 8, 3: 12}
EXPECTED = frozenset({"ASSIGNMENT_CONFLICT", "HOLD_NOT_FOUND", "HOLD_EXPIRED", "ALREADY_ASSIGNED"})
"""What somebody may be told who comes too late."""


@dataclass(frozen=True)
class Held:
    """A table that a hold kept for a window, from one moment to another."""

    hold: str
    table: str
    start: dt.datetime
    end: dt.datetime
    since: dt.datetime
    until: dt.datetime


def held_twice(rows: Iterable[Held]) -> list[str]:
    """Name the tables that two holds kept for overlapping windows at one moment."""
    standing: dict[str, list[Held]] = defaultdict(list)
    found = set()
    for row in sorted(rows, key=lambda item: item.since):
        others = [item for item in standing[row.table] if item.until > row.since]
        if any(item.start < row.end and row.start < item.end for item in others):
            found.add(row.table)
        standing[row.table] = [*others, row]
    return sorted(found)


def kept(house: House) -> list[Held]:
    """Return from the history what was held, and from when until when."""
    rows = house.rows(
        "select c.detail, c.at as since, min(e.at) as until"
        " from maitred.events c left join maitred.events e"
        "   on e.kind in ('hold.released', 'hold.confirmed', 'hold.expired')"
        "  and e.detail ->> 'holdId' = c.detail ->> 'holdId'"
        " where c.kind = 'hold.created' group by c.id, c.detail, c.at order by c.id"
    )
    return [
        Held(
            row["detail"]["holdId"],
            table,
            dt.datetime.fromisoformat(row["detail"]["startAt"]),
            dt.datetime.fromisoformat(row["detail"]["endAt"]),
            row["since"],
            row["until"] or dt.datetime.max.replace(tzinfo=dt.UTC),
        )
        for row in rows
        for table in row["detail"]["tableIds"]
    ]


class Guest:
    """A thread with bookings of its own, and whims."""

    def __init__(self, opened: Pool, house: House, number: int, bookings: list[UUID]) -> None:
        self._opened, self._house = opened, house
        self._bookings, self._whims = bookings, random.Random(number)
        self.ended: Counter[str] = Counter()

    def work(self, attempts: int) -> Counter[str]:
        """Try so often; return how the tries ended."""
        for _ in range(attempts):
            try:
                self._try()
            except MaitredError as error:
                self.ended[error.code] += 1
        return self.ended

    def _try(self) -> None:
        place, booking = self._house.id, self._whims.choice(self._bookings)
        names = self._whims.choice([m for m in MERGES if PARTIES[len(m)] == self._party(booking)])
        tables = frozenset(self._house.tables[name] for name in names)
        # A third has run out before anybody can confirm it.
        seconds = self._whims.choice((0.0, 1.0, 1.0))
        hold = hold_tables(self._opened, HoldWish(place, booking, tables, seconds))
        self.ended["held"] += 1
        what = self._whims.random()
        # What is left standing is in the way for its grace: few are, or nobody else gets a turn.
        if what < 0.4:
            release_hold(self._opened, place, booking, hold.id, NOBODY)
        elif what < 0.45:
            extend_hold(self._opened, place, booking, hold.id, 2, NOBODY)
        elif what < 0.9:
            confirm_hold(self._opened, Confirmation(place, booking, hold.id, str(hold.id)))
            self.ended["confirmed"] += 1
            take(self._opened, place, booking, tables)
        elif what < 0.95:
            sweep_all_holds(self._opened)

    def _party(self, booking: UUID) -> int:
        return tuple(PARTIES.values())[self._bookings.index(booking) % len(PARTIES)]


@pytest.mark.parametrize("server", on("pg18"), indirect=True)
def test_no_table_is_held_twice(database: Database, house: House) -> None:
    """Whatever is told in the history of all holds; the losers hear who has the table."""
    bookings = [
        [
            house.booking(dt.time(19, 15 * (number % 3)), party_size=PARTIES[size])
            for size in PARTIES
        ]
        for number in range(HOLD_THREADS)
    ]
    opened = Pool(database.dsn, Limits(pool_size=HOLD_THREADS, pool_wait_seconds=60))
    opened.open()
    try:
        with ThreadPoolExecutor(HOLD_THREADS) as threads:
            futures = [
                threads.submit(
                    Guest(opened, house, number, mine).work, HOLD_ATTEMPTS // HOLD_THREADS
                )
                for number, mine in enumerate(bookings)
            ]
            ended = sum((future.result() for future in futures), Counter[str]())
    finally:
        opened.close()
    wrong = held_twice(kept(house)) + double_bookings(taken(house.connection))
    say(f"hold races: {HOLD_ATTEMPTS} attempts, {dict(ended)}, {len(wrong)} violations")
    assert wrong == []
    assert set(ended) - {"held", "confirmed"} <= EXPECTED, ended
    assert ended["held"] > HOLD_ATTEMPTS / 20, "did not test"
    assert ended["confirmed"] > HOLD_ATTEMPTS / 100, "did not test"
    assert ended["ASSIGNMENT_CONFLICT"] > HOLD_ATTEMPTS / 20, "did not test"


def test_the_checker_sees_a_table_that_is_held_twice() -> None:
    """Overlapping windows at one moment; one after the other, or of other hours, is fine."""
    noon = dt.datetime(2030, 6, 1, 12, tzinfo=dt.UTC)

    def held(hold: str, start: int, end: int, since: int, until: int) -> Held:
        at = [noon + dt.timedelta(hours=hour) for hour in (start, end, since, until)]
        return Held(hold, "T1", *at)

    first = held("a", 0, 2, 0, 10)
    assert held_twice([first, held("b", 1, 3, 5, 6)]) == ["T1"]
    assert held_twice([first, held("b", 2, 3, 5, 6)]) == []
    assert held_twice([first, held("b", 1, 3, 10, 11)]) == []
