"""Lock the rows of one booking and its tables, and read what concerns them.

An operator's lock of a booking is another matter (``booking_locks``); here it is respected.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from models.errors import MaitredError
from persistence.pool import Connection
from persistence.queries import query
from persistence.snapshot import DaySnapshot, Scope, read_day
from persistence.writing import lock_bookings, lock_tables


class BookingNotFoundError(MaitredError):
    """The restaurant has no such booking."""

    code = "BOOKING_NOT_FOUND"
    status = 404


class TablesNotFoundError(MaitredError):
    """The restaurant has no such tables."""

    code = "TABLES_NOT_FOUND"
    status = 404


class BookingLockedError(MaitredError):
    """An operator has locked the booking: it keeps the tables it has, or stays without."""

    code = "BOOKING_LOCKED"
    status = 409

    def __init__(
        self, restaurant_id: UUID, booking: UUID, by: str | None, reason: str | None
    ) -> None:
        super().__init__(
            "The booking is locked: its tables stay as they are"
            + (f" ({reason})" if reason else ""),
            hint="Unlock it first: DELETE "
            f"/api/v1/restaurants/{restaurant_id}/bookings/{booking}/lock",
            details={"bookingId": str(booking), "lockedBy": by, "lockReason": reason},
        )


@dataclass(frozen=True)
class LockedBooking:
    """A booking that this transaction has locked, with its tables and those that it is to have."""

    connection: Connection
    restaurant_id: UUID
    id: UUID
    date: dt.date
    start: dt.datetime | None
    status: str
    tables: tuple[UUID, ...]
    """What it has."""
    wanted: frozenset[UUID]
    zones: dict[UUID, UUID | None]
    """Of all of them."""
    bare: bool
    """It has no tables, and nothing is left of earlier ones."""
    unheld: bool
    """No hold was seen on the wanted tables that might have run out."""

    @property
    def places(self) -> set[tuple[str, dt.datetime]]:
        """The zones and hours whose locks come next in the order of the functions."""
        start = self.start
        return {(str(self.zones[t]), start) for t in self.wanted if start and self.zones[t]}

    def read(self) -> DaySnapshot:
        """Read the booking and the tables as they are under the locks."""
        return read_day(
            self.connection,
            self.restaurant_id,
            self.date,
            as_of=dt.datetime.now(dt.UTC),
            scope=Scope(self.id, self.wanted | set(self.tables)),
        )


def lock_booking(
    connection: Connection, restaurant_id: UUID, booking: UUID, wanted: Iterable[UUID]
) -> LockedBooking:
    """Lock a booking, then its tables old and new, in the order of the functions.

    Raises:
        BookingNotFoundError: the restaurant has no such booking.
        BookingLockedError: an operator has locked it.
        TablesNotFoundError: it has not all of the tables; the details name the missing ones.
    """
    tables = frozenset(wanted)
    lock_bookings(connection, [booking])
    values = {"booking": booking, "restaurant_id": restaurant_id, "tables": list(tables)}
    row = connection.execute(query("booking_to_seat"), values).fetchone()
    if row is None:
        raise BookingNotFoundError(
            f"this restaurant has no booking {booking}", hint="Look at the date again."
        )
    if row["locked_by"] is not None:
        raise BookingLockedError(restaurant_id, booking, row["locked_by"], row["lock_reason"])
    zones = lock_known_tables(connection, restaurant_id, tables, row["table_ids"])
    return LockedBooking(
        connection=connection,
        restaurant_id=restaurant_id,
        id=booking,
        status=row["status"],
        date=row["booking_date"],
        start=row["start_at"],
        tables=tuple(row["table_ids"]),
        wanted=tables,
        zones=zones,
        bare=row["bare"],
        unheld=row["unheld"],
    )


def lock_known_tables(
    connection: Connection,
    restaurant_id: UUID,
    wanted: Iterable[UUID],
    others: Iterable[UUID] = (),
) -> dict[UUID, UUID | None]:
    """Lock tables that there have to be, and others that there may be; return their zones.

    Raises:
        TablesNotFoundError: the restaurant has not all of those that are wanted.
    """
    tables = frozenset(wanted)
    zones = lock_tables(connection, restaurant_id, {*tables, *others})
    missing = sorted(str(table) for table in tables - zones.keys())
    if missing:
        raise TablesNotFoundError(
            f"This restaurant has no table {', '.join(missing)}",
            hint="Load the booking's manual-context: it lists the tables.",
            details={"missingTableIds": missing},
        )
    return zones
