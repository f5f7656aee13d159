"""What is read for one booking and a few tables, beside the whole date."""

import datetime as dt
from itertools import combinations, product
from uuid import UUID

from models.problem import DayProblem
from models.quote import QuoteOptions
from persistence.snapshot import Scope, read_day
from solver.checker import Decisions, check_plan
from solver.quoting.quote import quote_booking
from tests.integration.planning import pool
from tests.integration.postgres_servers import DATE, Database, House, at


def test_what_is_read_for_one_booking_says_what_the_whole_date_says(
    database: Database, house: House
) -> None:
    """For any booking and any pair of tables the checker finds the same against both."""
    for number, name in enumerate(("T1", "T2", "T5", "B1")):
        other = house.booking(dt.time(18 + number % 2, 30), party_size=2)
        house.assign(other, name, window=(at(18 + number), at(19 + number, 30)))
    house.hold("T4", expires_at=dt.datetime.now(dt.UTC) + dt.timedelta(days=9999))
    house.hold("T3", "T6", start=at(12), end=at(13))
    for hour, party in ((12, 8), (18, 4), (19, 3), (20, 9)):
        house.booking(dt.time(hour), party_size=party)
    restaurant, now = house.id, at(8)
    with pool(database) as opened, opened.connection() as connection:
        everyone = read_day(connection, restaurant, DATE, as_of=now).problem.bookings
        kept = {b.id: b.current_tables for b in everyone if b.current_tables}
        whole = {
            b.id: read_day(connection, restaurant, DATE, as_of=now, asking=UUID(b.id)).problem
            for b in everyone
        }
        compared = set()
        for booking, pair in product(everyone, combinations(sorted(house.tables), 2)):
            tables = frozenset(house.tables[name] for name in set(pair))
            scope = Scope(UUID(booking.id), tables | {UUID(t) for t in booking.current_tables})
            few = read_day(connection, restaurant, DATE, as_of=now, scope=scope).problem
            wanted = {booking.id: tuple(sorted(map(str, tables)))}
            others = {key: mine for key, mine in kept.items() if key != booking.id}
            expected = broken(whole[booking.id], booking.id, others | wanted)
            assert broken(few, booking.id, wanted) == expected, (booking.id, pair)
            compared |= expected
    assert compared == {
        "adjacency",
        "capacity",
        "merge_overage",
        "minimal_merge",
        "movable",
        "one_zone",
        "taken",
    }


def broken(problem: DayProblem, booking: str, decisions: Decisions) -> set[str]:
    """Return what forbids some decisions, the booking seen as one without tables."""
    bookings = (b.replace(current_tables=()) if b.id == booking else b for b in problem.bookings)
    found = check_plan(problem.replace(bookings=tuple(bookings)), decisions).violations
    return {"taken" if v.code in ("overlap", "occupancy") else v.code for v in found}


def test_all_tables_and_one_booking_offer_what_the_whole_date_offers(
    database: Database, house: House
) -> None:
    """What others take is enough to rank what is left, at its time and at others."""
    for number, name in enumerate(("T1", "T2", "T5", "B1")):
        other = house.booking(dt.time(18 + number % 2, 30), party_size=2)
        house.assign(other, name, window=(at(18 + number), at(19 + number, 30)))
    house.hold("T4", expires_at=dt.datetime.now(dt.UTC) + dt.timedelta(days=9999))
    guests = [
        house.booking(dt.time(hour), party_size=party)
        for hour, party in ((12, 7), (18, 4), (19, 2))
    ]
    wanted = QuoteOptions(prices=0, moves=0, keep=1000, budget_seconds=60)
    with pool(database) as opened, opened.connection() as connection:
        for guest in guests:
            scope = Scope(guest, None)
            whole, few = (
                quote_booking(
                    read_day(connection, house.id, DATE, as_of=at(8), **chosen).problem,
                    str(guest),
                    wanted,
                )
                for chosen in ({"asking": guest}, {"scope": scope})
            )
            assert whole.candidates
            assert few.replace(seconds=0) == whole.replace(seconds=0)
