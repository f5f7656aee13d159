"""What several writers at once do to each other, and which order keeps them apart."""

import datetime as dt
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import psycopg
import pytest

from tests.integration.postgres_servers import Database, House, at, refused

LUNCH, DINNER = dt.time(12), dt.time(19)
UNCHECKED = "set app.capacity.post_assignment.enabled = 'off'"
Work = Callable[[], object]


@pytest.fixture
def rivals(database: Database, house: House) -> Iterator[tuple[House, House]]:
    """Two transactions on one restaurant, neither committed by itself."""
    with database.connect() as one, database.connect() as two:
        found = House(one), House(two)
        for rival in found:
            rival.id, rival.zones, rival.tables = house.id, house.zones, house.tables
        yield found
        one.rollback()
        two.rollback()


def together(*works: Work) -> list[str]:
    """Run everything at the same time; return the SQLSTATE of each, empty for success."""

    def run(work: Work) -> str:
        try:
            work()
        except psycopg.Error as error:
            return error.sqlstate or "?"
        return ""

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(run, works))


def locks_refused(house: House, table: str, identifier: UUID) -> list[str]:
    """Tell which locks on a row a third party cannot get."""
    refused_modes = []
    for mode in ("key share", "share", "no key update", "update"):
        try:
            house.rows(f"select 1 from {table} where id = %s for {mode} nowait", identifier)
        except psycopg.errors.LockNotAvailable:
            refused_modes.append(mode)
    return refused_modes


def test_of_two_that_want_one_table_one_gets_it(house: House, rivals: tuple[House, House]) -> None:
    """The loser waits for the winner and is then refused: never two in one window."""
    first, second = house.booking(), house.booking(dt.time(20))
    rivals[0].assign(first, "T1")

    def late() -> None:
        rivals[1].assign(second, "T1")

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(late)
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.3)
        rivals[0].connection.commit()
        with refused("P0001", "allocations_no_overlap"):
            waiting.result(timeout=10)


def test_trap_15_assigning_shares_the_restaurant_row(
    house: House, rivals: tuple[House, House]
) -> None:
    """The allocation's foreign key leaves a key share lock, which nobody's FOR UPDATE passes."""
    rivals[0].connection.execute(UNCHECKED)
    rivals[0].assign(house.booking(), "T1")
    assert locks_refused(house, "restaurants", house.id) == ["update"]


def test_trap_15_the_capacity_check_locks_the_restaurant_row(
    house: House, rivals: tuple[House, House]
) -> None:
    """After the check the restaurant is locked for update: every other writer has to wait."""
    rivals[0].assign(house.booking(), "T1")
    everything = ["key share", "share", "no key update", "update"]
    assert locks_refused(house, "restaurants", house.id) == everything


def test_trap_15_share_then_update_deadlocks(house: House, rivals: tuple[House, House]) -> None:
    """Two writers on different tables, hours and slots: both share, both upgrade, one dies."""
    bookings = [house.booking(LUNCH), house.booking(DINNER)]
    for rival, booking, table in zip(rivals, bookings, ("T1", "T4"), strict=True):
        rival.connection.execute(UNCHECKED)
        rival.assign(booking, table)
        rival.connection.execute("reset app.capacity.post_assignment.enabled")

    def check(rival: House, booking: UUID) -> None:
        rival.rows("select check_post_assignment_capacity(%s)", booking)
        rival.connection.commit()

    outcome = together(
        *(
            (lambda rival=rival, booking=booking: check(rival, booking))
            for rival, booking in zip(rivals, bookings, strict=True)
        )
    )
    assert outcome == ["", "40P01"]


@pytest.mark.parametrize("remedy", ["restaurant row first", "check off"])
def test_trap_15_remedies_leave_no_deadlock(database: Database, house: House, remedy: str) -> None:
    """With the restaurant locked first, or the check off, four writers all succeed."""
    tables = ["T1", "T3", "T4", "T6"]
    starts = [dt.time(hour) for hour in range(8, 23, 2)]
    work = {table: [house.booking(start) for start in starts] for table in tables}

    def commit_all(table: str) -> None:
        with database.connect(autocommit=True) as connection:
            writer = House(connection)
            writer.tables = house.tables
            for booking in work[table]:
                with connection.transaction():
                    if remedy == "check off":
                        connection.execute(UNCHECKED)
                    else:
                        query = "select 1 from restaurants where id = %s for update"
                        writer.rows(query, house.id)
                    writer.assign(booking, table)

    outcome = together(*((lambda table=table: commit_all(table)) for table in tables))
    assert outcome == [""] * 4
    seated = house.value("select count(*) from booking_table_assignments")
    assert seated == len(tables) * len(starts)


def test_trap_10_opposite_orders_deadlock(house: House, rivals: tuple[House, House]) -> None:
    """Advisory locks are taken per call, in call order: a global order of bookings is needed."""
    lunch = [house.booking(LUNCH), house.booking(dt.time(12, 30))]
    dinner = [house.booking(DINNER), house.booking(dt.time(19, 30))]
    for rival in rivals:
        rival.connection.execute(UNCHECKED)
    rivals[0].assign(lunch[0], "T1")
    rivals[1].assign(dinner[0], "T2")

    def then(rival: House, booking: UUID, table: str) -> None:
        rival.assign(booking, table)
        rival.connection.commit()

    outcome = together(
        lambda: then(rivals[0], dinner[1], "T3"), lambda: then(rivals[1], lunch[1], "T4")
    )
    assert outcome == ["", "40P01"]


def test_a_lock_timeout_is_honoured(house: House, rivals: tuple[House, House]) -> None:
    """A writer that may not wait gets 55P03 and can retry."""
    booking = house.booking()
    rivals[0].assign(booking, "T1")
    rivals[1].connection.execute("set lock_timeout = '100ms'")
    with refused("55P03"):
        rivals[1].assign(booking, "T2")


def rule(house: House, **values: object) -> None:
    """Add a capacity rule."""
    house.insert("restaurant_capacity_rules", restaurant_id=house.id, **values)


@pytest.mark.parametrize("limit", [{"max_covers": 5}, {"max_parties": 2}])
def test_s31_capacity_rules_are_checked_after_the_assignment(
    house: House, limit: dict[str, int]
) -> None:
    """Covers or parties above a rule undo the assignment, with a detail and a hint."""
    rule(house, **limit)
    house.assign(house.booking(), "T1")
    house.assign(house.booking(), "T2")
    third = house.booking()
    with pytest.raises(psycopg.Error) as caught:
        house.assign(third, "T3")
    assert caught.value.sqlstate == "P0001"
    assert caught.value.diag.message_primary == "capacity_exceeded_post_assignment"
    assert caught.value.diag.message_detail
    assert caught.value.diag.message_hint
    assert house.seated_at(third) == []
    house.connection.execute(UNCHECKED)
    assert house.assign(third, "T3")


def test_a_capacity_rule_counts_its_own_service_only(house: House) -> None:
    """A rule of a period, a weekday or a date says nothing about other ones."""
    period = house.insert(
        "restaurant_service_periods",
        restaurant_id=house.id,
        name="lunch",
        start_time=dt.time(12),
        end_time=dt.time(15),
        booking_option="lunch",
    )
    rule(house, max_parties=0, service_period_id=period["id"])
    rule(house, max_parties=0, day_of_week=(at(12).isoweekday() + 1) % 7)
    rule(house, max_parties=0, effective_date=at(36).date())
    assert house.assign(house.booking(DINNER), "T1")
    with refused("P0001", "capacity_exceeded_post_assignment"):
        house.assign(house.booking(LUNCH), "T1")
