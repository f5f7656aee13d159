"""Manual sessions: what an operator has chosen for a booking so far, one session per booking."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from persistence.pool import Connection
from persistence.queries import query

TABLE = "public.manual_assignment_sessions"

Json = dict[str, Any]


@dataclass(frozen=True)
class SessionState:
    """What a session is set to."""

    state: str
    selection: Json | None
    selection_version: int
    versions: Mapping[str, str | None]
    """Of the context: context, policy, window, flags, tables, adjacency, holds, assignments."""
    hold: UUID | None = None
    expires_at: dt.datetime | None = None


def open_session(
    connection: Connection, restaurant_id: UUID, booking: UUID, actor: UUID | None
) -> DictRow:
    """Return a booking's session, locked; a new one when there is none."""
    values = {"restaurant_id": restaurant_id, "booking": booking, "actor": actor}
    connection.execute(query("open_session"), values)
    found = find_session(connection, restaurant_id, booking=booking)
    assert found is not None
    return found


def find_session(
    connection: Connection,
    restaurant_id: UUID,
    *,
    session: UUID | None = None,
    booking: UUID | None = None,
) -> DictRow | None:
    """Return a session by its own or its booking's id, locked; another restaurant's is none."""
    values = {"restaurant_id": restaurant_id, "session": session, "booking": booking}
    return connection.execute(query("find_session"), values).fetchone()


def save_session(connection: Connection, session: UUID, state: SessionState) -> None:
    """Set a locked session."""
    values = {
        "session": session,
        "state": state.state,
        "selection": None if state.selection is None else Jsonb(state.selection),
        "selection_version": state.selection_version,
        "hold": state.hold,
        "expires_at": state.expires_at,
        **{name: state.versions.get(name) for name in VERSIONS},
    }
    connection.execute(query("save_session"), values)


VERSIONS = (
    "context",
    "policy",
    "window",
    "flags",
    "tables",
    "adjacency",
    "holds",
    "assignments",
)
