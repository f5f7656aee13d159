"""Who may do what: memberships of users, and the tokens of machines."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from persistence.pool import Connection
from persistence.queries import query


@dataclass(frozen=True)
class ServiceToken:
    """A machine's token as it is kept: everything but the token itself."""

    id: UUID
    name: str
    role: str
    restaurant_id: UUID | None
    """None is every restaurant."""
    created_at: dt.datetime
    revoked_at: dt.datetime | None


def memberships(connection: Connection, user: UUID) -> dict[UUID, str]:
    """Return a user's role by restaurant."""
    rows = connection.execute(query("memberships"), {"user_id": user}).fetchall()
    return {row["restaurant_id"]: row["role"] for row in rows}


def find_token(connection: Connection, sha256: bytes) -> ServiceToken | None:
    """Return the token of that hash, unless there is none or it is revoked."""
    row = connection.execute(query("find_token"), {"token_sha256": sha256}).fetchone()
    return None if row is None else ServiceToken(**row)


def create_token(
    connection: Connection, name: str, sha256: bytes, role: str, restaurant_id: UUID | None
) -> ServiceToken | None:
    """Keep a new token; None when the name is in use."""
    values = {
        "name": name,
        "token_sha256": sha256,
        "role": role,
        "restaurant_id": restaurant_id,
    }
    row = connection.execute(query("create_token"), values).fetchone()
    return None if row is None else ServiceToken(**row)


def revoke_token(connection: Connection, name: str) -> bool:
    """Make a token useless from now on; tell whether there was one."""
    return connection.execute(query("revoke_token"), {"name": name}).fetchone() is not None


def list_tokens(connection: Connection) -> list[ServiceToken]:
    """Return every token there ever was, the oldest first."""
    return [ServiceToken(**row) for row in connection.execute(query("list_tokens")).fetchall()]
