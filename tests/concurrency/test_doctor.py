"""The doctor at work while others write: nothing is mended twice, and nobody's table is lost."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from uuid import UUID, uuid4

import psycopg

from persistence.doctor.finding import Finding
from services.doctor import report
from tests.integration.planning import AS_OF
from tests.integration.postgres_servers import Database, House, at

ROUNDS = 12
TABLES = ("F1", "B1", "B2", "T1", "T3", "T4", "T6")


def leave_faults(house: House) -> None:
    """Leave a cancelled booking on every table, and as many orphan groups and ledger rows."""
    for name in TABLES:
        gone = house.booking(dt.time(19))
        house.assign(gone, name, key=str(uuid4()), window=(at(19), at(21)))
        house.connection.execute("update bookings set status = 'cancelled' where id = %s", [gone])
        apart = house.booking(dt.time(12))
        house.assign(apart, "T1", "T2", key=str(uuid4()), window=(at(12), at(14)))
        house.unassign(apart)


def test_of_two_doctors_each_fault_is_mended_by_one(database: Database, house: House) -> None:
    """Both see every fault; under the locks one of them finds it gone."""
    leave_faults(house)
    gate = threading.Barrier(2)

    def treat() -> tuple[Finding, ...]:
        with database.connect(autocommit=True) as connection:
            gate.wait()
            return report(connection, AS_OF, fix=True).mended

    with ThreadPoolExecutor(2) as threads:
        answers = [future.result() for future in [threads.submit(treat) for _ in range(2)]]
    told = [(item.kind, item.subject) for answer in answers for item in answer]
    logged = house.rows("select reason from maitred.events where kind = 'doctor.fixed'")
    assert len(told) == len(set(told)) == len(logged) == 3 * len(TABLES) + 1
    assert house.value("select count(*) from allocations") == 0


def test_callers_of_the_functions_keep_their_tables(database: Database, house: House) -> None:
    """Others assign and unassign without pause; fixes go through and touch none of their rows."""
    guests = {name: house.booking(dt.time(9)) for name in TABLES}
    for name, guest in guests.items():
        house.assign(guest, name, key="first", window=(at(9), at(10)))
    absent = [house.booking(dt.time(hour)) for hour in range(10, 10 + ROUNDS)]
    for hour, gone in enumerate(absent, start=10):
        house.assign(gone, "T5", window=(at(hour), at(hour + 1)))
    done = threading.Event()

    def call(names: tuple[str, ...]) -> None:
        """Do as a legacy caller does: one call, one transaction, no lock before it."""
        with database.connect(autocommit=True) as connection:
            while not done.is_set():
                for name in names:
                    # They deadlock among themselves, doctor or not.
                    with suppress(psycopg.errors.DeadlockDetected):
                        _reassign(connection, guests[name], house.tables[name])

    with ThreadPoolExecutor(2) as threads:
        callers = [threads.submit(call, TABLES[:3]), threads.submit(call, TABLES[3:])]
        try:
            with database.connect(autocommit=True) as connection:
                for gone in absent:
                    house.connection.execute(
                        "update bookings set status = 'no_show' where id = %s", [gone]
                    )
                    found = report(connection, AS_OF, fix=True)
                    assert gone in [item.subject for item in found.mended]
                    assert not [item for item in found.findings if item.refused]
        finally:
            done.set()
        for caller in callers:
            caller.result()
    assert {str(row["booking_id"]) for row in house.rows(SEATED)} == set(map(str, guests.values()))


SEATED = (
    "select a.booking_id from booking_table_assignments a join allocations l"
    " on l.booking_id = a.booking_id and l.resource_id = a.table_id and not l.shadow"
)


def _reassign(
    connection: psycopg.Connection[dict[str, object]], booking: UUID, table: UUID
) -> None:
    """Give a booking its table again, as a caller that knows the ledger does."""
    with connection.transaction():
        connection.execute("select 1 from bookings where id = %s for update", [booking])
        connection.execute("select * from unassign_tables_atomic(%s)", [booking])
        connection.execute(
            "delete from booking_assignment_idempotency where booking_id = %s", [booking]
        )
        connection.execute(
            "select * from assign_tables_atomic_v2(%s, array[%s]::uuid[], %s::text, false,"
            " null::uuid, %s::timestamptz, %s::timestamptz)",
            [booking, table, str(uuid4()), at(9), at(10)],
        )
