"""The floor plan that operators draw, kept by restaurant, each version once."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from persistence.history import Author, record_events
from persistence.pool import Connection, Database, enter_tenant
from persistence.queries import query
from persistence.retry import until_settled

Json = dict[str, Any]


@dataclass(frozen=True)
class StoredLayout:
    """What was drawn; version 0 is nothing yet."""

    version: int = 0
    tables: Mapping[str, Any] | None = None
    """Places by table id, as they were stored."""
    changed_by: str | None = None
    changed_at: dt.datetime | None = None


@dataclass(frozen=True)
class LayoutWish:
    """A drawing that is to replace the one of a version."""

    restaurant_id: UUID
    version: int
    tables: Mapping[str, Json]
    by: str
    """A user's id, or a machine's name."""
    author: Author


def get_layout(connection: Connection, restaurant_id: UUID) -> StoredLayout:
    """Return what was drawn."""
    row = connection.execute(query("get_layout"), {"restaurant_id": restaurant_id}).fetchone()
    return StoredLayout() if row is None else StoredLayout(**row)


def put_layout(database: Database, wish: LayoutWish) -> bool:
    """Keep a drawing as the next version; tell whether the version was still the present one.

    Raises:
        DatabaseError: the database refused or cannot be reached; nothing was written.
    """

    def write(connection: Connection) -> bool:
        enter_tenant(connection, wish.restaurant_id)
        values = {
            "restaurant_id": wish.restaurant_id,
            "version": wish.version,
            "tables": Jsonb(dict(wish.tables)),
            "by": wish.by,
        }
        row = connection.execute(query("put_layout"), values).fetchone()
        if row is None:
            # An earlier try of this very request may have got through, its answer lost.
            found = get_layout(connection, wish.restaurant_id)
            return (found.version, found.tables) == (wish.version + 1, wish.tables)
        detail = {"version": row["version"], "tables": len(wish.tables)}
        event = {"kind": "layout.changed", "detail": detail}
        record_events(connection, wish.restaurant_id, [event], author=wish.author)
        return True

    return until_settled(database, write)
