"""Rows about one booking, as the product's clients know them."""

from uuid import UUID

from psycopg.rows import DictRow

from models.window import Window
from persistence.holds import Hold
from persistence.locking import BookingNotFoundError
from persistence.pool import Connection
from persistence.queries import query


def find_booking(connection: Connection, booking: UUID) -> DictRow:
    """Return a booking's row; its restaurant is what the caller has to be asked about.

    Raises:
        BookingNotFoundError: there is none.
    """
    row = connection.execute(query("find_booking"), {"booking": booking}).fetchone()
    if row is None:
        raise BookingNotFoundError("Booking not found", hint="It may have been deleted.")
    return row


def holds_in(connection: Connection, restaurant_id: UUID, window: Window) -> list[Hold]:
    """Return the holds that reach into a window and count."""
    values = {
        "restaurant_id": restaurant_id,
        "window_start": window.start,
        "window_end": window.end,
    }
    rows = connection.execute(query("holds_in_window"), values).fetchall()
    return [hold for row in rows if (hold := Hold.of(row)).counts]


def inventory(connection: Connection, restaurant_id: UUID) -> list[DictRow]:
    """Return a restaurant's tables as they are stored, by number."""
    return connection.execute(query("inventory"), {"restaurant_id": restaurant_id}).fetchall()
