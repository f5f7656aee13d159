"""Test servers, quick databases on them, and a small restaurant to try functions on."""

import datetime as dt
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.rows import DictRow, dict_row
from psycopg.types.json import Jsonb

from persistence.embedded import EmbeddedPostgres
from persistence.migrate import migrate
from tests.integration.personal import EMAIL, GUEST, PHONE

POSTGRES15 = Path("/usr/lib/postgresql/15/bin")
FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "32MB",
    "max_wal_size": "128MB",
    "deadlock_timeout": "200ms",
}
"""Test data may be lost in a crash of the machine; nothing else differs from production."""

DURABLE = {**FAST, "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
"""For servers that are to be killed: what they acknowledge has to survive it."""

TEMPLATE = "maitred_template"
ROOM_BYTES = 2 << 30


@dataclass(frozen=True)
class Database:
    """A database of one test, dropped after it."""

    name: str
    dsn: str

    def connect(self, **options: Any) -> psycopg.Connection[DictRow]:
        """Open a connection whose rows are dicts; the caller closes it."""
        return psycopg.connect(self.dsn, row_factory=dict_row, **options)


class Server:
    """A running server with a migrated template database."""

    def __init__(self, name: str, postgres: EmbeddedPostgres) -> None:
        self.name = name
        self.postgres = postgres
        self._maintenance: psycopg.Connection[Any] | None = None

    def dsn(self, database: str) -> str:
        """Return the connection URL of a database of this server."""
        return urlsplit(self.postgres.dsn)._replace(path=f"/{database}").geturl()

    def prepare_template(self) -> None:
        """Make the database that the others are copies of."""
        self._maintain(f"create database {TEMPLATE}")
        with psycopg.connect(self.dsn(TEMPLATE)) as connection:
            migrate(connection, target="embedded")

    @contextmanager
    def database(self, *, template: str = TEMPLATE) -> Iterator[Database]:
        """Make a database, lend it, drop it with whatever is still connected to it."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        self._maintain(f"create database {name} template {template} strategy file_copy")
        try:
            yield Database(name, self.dsn(name))
        finally:
            self._maintain(f"drop database {name} with (force)")

    def close(self) -> None:
        """Close the connection that makes databases."""
        if self._maintenance is not None:
            self._maintenance.close()

    def _maintain(self, statement: str) -> None:
        """Run a statement on the one connection for it: a new one costs as much as a database."""
        if self._maintenance is not None:
            try:
                self._maintenance.execute("select 1")
            except psycopg.OperationalError:  # the server was killed by a test
                self.close()
                self._maintenance = None
        if self._maintenance is None:
            self._maintenance = psycopg.connect(self.dsn("postgres"), autocommit=True)
        self._maintenance.execute(statement.encode())


@contextmanager
def public_directory() -> Iterator[Path]:
    """Lend a directory that every account may enter (pytest's own are private to the user).

    It lies in memory where there is room: making a database takes 20 ms there, 400 ms on a disk.
    """
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ROOM_BYTES
    parent = memory if roomy else Path("/tmp")
    directory = Path(tempfile.mkdtemp(prefix="maitred-test-", dir=parent))
    directory.chmod(0o711)
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def running_server(
    name: str, binaries: Path | None = None, settings: Mapping[str, str] = FAST
) -> Iterator[Server]:
    """Start a server and stop it afterwards."""
    with (
        public_directory() as directory,
        EmbeddedPostgres(directory / name, binaries=binaries, settings=settings) as postgres,
        closing(Server(name, postgres)) as server,
    ):
        server.prepare_template()
        yield server


def binaries_of(name: str) -> Path | None:
    """Return the binaries of ``pg15``, unless it is switched off; None is the embedded ``pg18``."""
    if name == "pg15" and postgres15_switched_off():
        pytest.skip("MAITRED_TEST_POSTGRES15=off")
    return POSTGRES15 if name == "pg15" else None


def postgres15_switched_off() -> bool:
    """Tell whether the developer asked to go without PostgreSQL 15."""
    return os.environ.get("MAITRED_TEST_POSTGRES15") == "off"


DATE = dt.date(2030, 6, 1)


def at(hour: int, minute: int = 0, *, day: int = 0) -> dt.datetime:
    """Return an instant of the test date (UTC, which is also the restaurant's zone)."""
    midnight = dt.datetime.combine(DATE, dt.time(), tzinfo=dt.UTC)
    return midnight + dt.timedelta(days=day, hours=hour, minutes=minute)


@contextmanager
def refused(sqlstate: str, begins: str = "") -> Iterator[None]:
    """Expect the database to refuse with this SQLSTATE and a message that begins like this."""
    with pytest.raises(psycopg.Error) as caught:
        yield
    message = caught.value.diag.message_primary or str(caught.value)
    assert (caught.value.sqlstate, message[: len(begins)]) == (sqlstate, begins), message


class House:
    """A restaurant in UTC with two zones, written and read through one autocommit connection.

    Zone ``main`` has the movable tables T1-T6 (T1-T2-T3 and T4-T5-T6 are rows of neighbours,
    stored one way) and the fixed table F1; zone ``bar`` has B1 and B2. All seat four.
    """

    def __init__(self, connection: psycopg.Connection[DictRow]) -> None:
        self.connection = connection
        self.id = uuid4()
        self.zones = {"main": uuid4(), "bar": uuid4()}
        self.tables: dict[str, UUID] = {}

    @classmethod
    def build(cls, connection: psycopg.Connection[DictRow]) -> Self:
        """Write the restaurant and its tables."""
        house = cls(connection)
        house.insert("restaurants", id=house.id, name="House", slug=str(house.id), timezone="UTC")
        for name, zone in house.zones.items():
            house.insert("zones", id=zone, restaurant_id=house.id, name=name)
        house.insert("allowed_capacities", restaurant_id=house.id, capacity=4)
        for name in ("T1", "T2", "T3", "T4", "T5", "T6"):
            house.table(name)
        house.table("F1", mobility="fixed")
        house.table("B1", zone="bar")
        house.table("B2", zone="bar")
        for a, b in (("T1", "T2"), ("T2", "T3"), ("T4", "T5"), ("T5", "T6")):
            house.insert("table_adjacencies", table_a=house.tables[a], table_b=house.tables[b])
        return house

    def insert(self, table: str, **values: Any) -> DictRow:
        """Insert a row and return it."""
        columns = ", ".join(f'"{column}"' for column in values)
        places = ", ".join(["%s"] * len(values))
        row = self.connection.execute(
            f"insert into {table} ({columns}) values ({places}) returning *".encode(),
            [Jsonb(value) if isinstance(value, dict) else value for value in values.values()],
        ).fetchone()
        assert row is not None
        return row

    def table(self, name: str, zone: str = "main", **values: Any) -> UUID:
        """Add a table for four; ``values`` are further columns."""
        row = {"capacity": 4, "category": "dining", "seating_type": "standard", **values}
        self.tables[name] = self.insert(
            "table_inventory",
            restaurant_id=self.id,
            table_number=name,
            zone_id=self.zones[zone],
            **row,
        )["id"]
        return self.tables[name]

    def booking(self, start: dt.time = dt.time(19), hours: int = 2, **values: Any) -> UUID:
        """Add a pending booking for two on the test date, by somebody of whom too much is known."""
        if "customer_id" not in values:
            known = {"full_name": GUEST, "email": EMAIL, "phone": PHONE}
            values["customer_id"] = self.insert("customers", restaurant_id=self.id, **known)["id"]
        known = {"customer_name": GUEST, "customer_email": EMAIL, "customer_phone": PHONE}
        known |= {"notes": f"Call {GUEST} at {PHONE}"}
        row = {"party_size": 2, "status": "pending", "booking_type": "dinner", **known, **values}
        return self.insert(
            "bookings",
            restaurant_id=row.pop("restaurant_id", self.id),
            booking_date=row.pop("booking_date", DATE),
            start_time=start,
            end_time=row.pop("end_time", start.replace(hour=(start.hour + hours) % 24)),
            seating_preference="any",
            **row,
        )["id"]

    def hold(
        self,
        *names: str,
        booking: UUID | None = None,
        start: dt.datetime | None = None,
        end: dt.datetime | None = None,
        **values: Any,
    ) -> UUID:
        """Hold tables (19:00-21:00) until after the end of the window, or ``expires_at``."""
        end = end or at(21)
        hold: UUID = self.insert(
            "table_holds",
            restaurant_id=self.id,
            booking_id=booking,
            zone_id=self.zones["main"],
            start_at=start or at(19),
            end_at=end,
            **{"expires_at": end, **values},
        )["id"]
        for name in names:
            self.insert("table_hold_members", hold_id=hold, table_id=self.tables[name])
        return hold

    def assign(
        self,
        booking: UUID,
        *names: str,
        key: str | None = None,
        adjacency: bool = False,
        window: tuple[dt.datetime | None, dt.datetime | None] = (None, None),
    ) -> list[DictRow]:
        """Call assign_tables_atomic_v2 with all seven arguments."""
        tables = [self.tables[name] for name in names]
        return self.connection.execute(
            "select * from assign_tables_atomic_v2(%s, %s::uuid[], %s::text, %s::bool,"
            " null::uuid, %s::timestamptz, %s::timestamptz)",
            [booking, tables, key, adjacency, *window],
        ).fetchall()

    def unassign(self, booking: UUID, *names: str) -> list[str]:
        """Call unassign_tables_atomic; without names all tables go. Returns table numbers."""
        tables = [self.tables[name] for name in names] or None
        rows = self.connection.execute(
            "select * from unassign_tables_atomic(%s, %s::uuid[])", [booking, tables]
        )
        return self.names(row["table_id"] for row in rows)

    def names(self, ids: Iterable[UUID]) -> list[str]:
        """Return table numbers, sorted."""
        numbers = {identifier: name for name, identifier in self.tables.items()}
        return sorted(numbers[identifier] for identifier in ids)

    def rows(self, query: str, *values: Any) -> list[DictRow]:
        """Run a query and return its rows."""
        return self.connection.execute(query.encode(), values).fetchall()

    def value(self, query: str, *values: Any) -> Any:
        """Return the first column of the first row; ``None`` without a row."""
        rows = self.rows(query, *values)
        return next(iter(rows[0].values())) if rows else None

    def seated_at(self, booking: UUID) -> list[str]:
        """Return the numbers of the tables that the booking is assigned to."""
        query = "select table_id from booking_table_assignments where booking_id = %s"
        return self.names(row["table_id"] for row in self.rows(query, booking))
