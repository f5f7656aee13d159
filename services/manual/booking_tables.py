"""A booking's tables by the direct routes: list, assign a set, add one, take some away."""

from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from models.base import canonical_json
from persistence.booking_rows import find_booking
from persistence.history import Author
from persistence.pool import Database
from persistence.seat import Compose, Done, assigned_set
from services.holds import assignment_list
from services.idempotent import Answer
from services.manual.selection import Order, Selection, carry_out, require_tables
from services.reading import reading

Json = dict[str, Any]

DIRECT_CHECKS = frozenset({"zone", "movable", "capacity", "adjacency", "conflict"})
"""What forbids a direct assignment of a set; empty seats do not."""

ADD_CHECKS = frozenset({"zone", "movable", "conflict"})
"""What forbids adding one table: what the database itself would refuse."""


def restaurant_of(database: Database, booking: UUID) -> UUID:
    """Return whose booking it is.

    Raises:
        BookingNotFoundError: there is none.
    """
    with database.connection() as connection:
        found: UUID = find_booking(connection, booking)["restaurant_id"]
        return found


def list_tables(database: Database, restaurant_id: UUID, booking: UUID) -> Json:
    """Return the tables that a booking has."""
    with reading(database, restaurant_id) as connection:
        return {"tableAssignments": assignment_list(connection, booking)}


def assign_set(database: Database, selection: Selection, key: str | None, author: Author) -> Answer:
    """Give a booking exactly these tables; a pending one is confirmed with them.

    Raises:
        TablesRequiredError: no table is named; ``take_away`` is what takes all of them.
        ChecksFailedError: zone, mobility, seats, neighbours, or somebody else has a table.
        BookingNotFoundError, TablesNotFoundError: the restaurant has no such booking or table.
        IdempotencyKeyConflictError: the key was used with another request.
    """
    require_tables(selection)
    order = Order(
        selection,
        "bookings/assign-tables",
        key,
        author,
        confirm=("pending",),
        reason="direct assignment",
    )

    def compose(done: Done) -> str:
        rows = assigned_set(done.connection, selection.booking)
        seats, party = sum(row["capacity"] for row in rows), rows[0]["party_size"]
        return canonical_json(
            {
                "success": True,
                "assignments": [_told(row) for row in rows],
                "booking": {
                    "id": str(selection.booking),
                    "status": rows[0]["status"],
                    "party_size": party,
                },
                "summary": {
                    "tableCount": len(rows),
                    "totalCapacity": seats,
                    "partySize": party,
                    "slack": seats - party,
                },
            }
        )

    return carry_out(database, order, compose)


def take_away(database: Database, selection: Selection, key: str | None, author: Author) -> Answer:
    """Take tables away from a booking; those that it has not are none. Idempotent by nature.

    Raises:
        BookingNotFoundError: the restaurant has no such booking.
    """
    order = Order(
        selection,
        "bookings/unassign-tables",
        key,
        author,
        change="remove",
        reason="tables taken away",
    )

    def compose(done: Done) -> str:
        some = set(done.had) - selection.tables
        left = assignment_list(done.connection, selection.booking) if some else []
        removed = len(done.had) - len(left)
        return canonical_json({"success": True, "removedCount": removed, "tableAssignments": left})

    return carry_out(database, order, compose)


def add_table(database: Database, selection: Selection, key: str | None, author: Author) -> Answer:
    """Add tables to those that a booking has; its status stays.

    Raises:
        ChecksFailedError: what the database would refuse.
        BookingNotFoundError, TablesNotFoundError: the restaurant has no such booking or table.
        IdempotencyKeyConflictError: the key was used with another request.
    """
    order = Order(selection, "bookings/tables", key, author, change="add", reason="table added")
    return carry_out(database, order, _listed(selection.booking))


def _listed(booking: UUID) -> Compose:
    def compose(done: Done) -> str:
        return canonical_json({"tableAssignments": assignment_list(done.connection, booking)})

    return compose


def _told(row: DictRow) -> Json:
    """An assignment as the direct routes tell it."""
    return {
        "id": str(row["id"]),
        "booking_id": str(row["booking_id"]),
        "table_id": str(row["table_id"]),
        "assigned_at": row["assigned_at"].isoformat(),
        "assigned_by": None if row["assigned_by"] is None else str(row["assigned_by"]),
    }
