"""What is taken on a date: the union of all the places in which a taken table can hide."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from models.booking import Booking, Occupied
from models.window import Window

Row = dict[str, Any]
Source = Literal["allocation", "assignment", "hold", "maintenance"]

GRACE = dt.timedelta(seconds=4)
"""A hold is in others' way for so much longer than it lasts: the clock of the service that placed
it, or on which its guest looks, may be behind."""


@dataclass(frozen=True)
class Assigned:
    """One table of one booking, with the window it is kept for."""

    booking: str
    table: str
    window: Window
    slot: str | None
    """The slot of the stored row; the database keeps (table, slot) unique."""


def hold_deadline(expires_at: dt.datetime, held_until: str | None) -> dt.datetime:
    """Return when a hold runs out.

    Newer databases want an expiry after the window's end, so the true deadline may be in the
    hold's metadata; what cannot be read there does not count.
    """
    try:
        until = dt.datetime.fromisoformat(held_until or "")
    except ValueError:
        return expires_at
    return min(expires_at, until if until.tzinfo else until.replace(tzinfo=dt.UTC))


class Occupancy:
    """Collects taken windows; what a planned booking itself says is left out."""

    def __init__(
        self, tables: Iterable[str], bookings: Iterable[Booking], horizon: Window, date: dt.date
    ) -> None:
        self._tables = frozenset(tables)
        self._planned = {booking.id: booking for booking in bookings}
        self._horizon = horizon
        self._date = str(date)
        self._found: dict[tuple[Any, ...], Occupied] = {}
        self.notes: list[str] = []

    def __iter__(self) -> Iterator[Occupied]:
        """Iterate over what is taken."""
        return iter(self._found.values())

    def add_assignment(self, item: Assigned) -> None:
        """Add a stored assignment: of a booking that is not planned, or one it does not tell."""
        booking = self._planned.get(item.booking)
        told = booking is not None and item.table in booking.current_tables
        if told and booking is not None and item.slot in (None, booking.slot):
            return
        self._add(item.table, item.booking, item.window, "assignment", slot=item.slot)

    def add_allocation(self, row: Row) -> None:
        """Add an allocation; without a booking it is maintenance or the like."""
        table, key = str(row["table_id"]), _text(row["booking_id"])
        booking = self._planned.get(key or "")
        if booking is not None and table in booking.current_tables and _is(row, booking.window):
            return
        if (table, key, row["start_at"], row["end_at"], False) in self._found:
            return  # that of an assignment: nearly all are
        window = _window(row)
        if window is None:
            self.notes.append(f"An allocation without a window on table {table} is ignored.")
            return
        idle = row["is_maintenance"] or key is None
        self._add(table, key, window, "maintenance" if idle else "allocation")

    def add_hold(self, row: Row, as_of: dt.datetime) -> None:
        """Add a hold, unless it has run out for good."""
        until, window = hold_deadline(row["expires_at"], row["held_until"]), _window(row)
        if until + GRACE > as_of and window is not None:
            key = _text(row["booking_id"])
            self._add(str(row["table_id"]), key, window, "hold", until=until)

    def _add(
        self,
        table: str,
        booking: str | None,
        window: Window,
        source: Source,
        *,
        until: dt.datetime | None = None,
        slot: str | None = None,
    ) -> None:
        on_date = slot is not None and slot.startswith(self._date)
        if not (on_date or window.overlaps(self._horizon)):
            return
        if table not in self._tables:
            self.notes.append(
                f"A table of no zone of this restaurant is taken from {window.start}; ignored."
            )
            return
        key = (table, booking, window.start, window.end, source == "hold")
        self._found.setdefault(
            key,
            Occupied(
                table=table, window=window, source=source, booking=booking, until=until, slot=slot
            ),
        )


def _is(row: Row, window: Window) -> bool:
    return (row["start_at"], row["end_at"]) == (window.start, window.end)


def _window(row: Row) -> Window | None:
    start, end = row["start_at"], row["end_at"]
    # An unbounded or empty range reads as nulls.
    return Window(start=start, end=end) if start and end and start < end else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
