"""Chores that one worker of all does: who is to do it this time."""

from persistence.pool import Connection
from persistence.queries import query


def claim_chore(connection: Connection, name: str, seconds: float) -> bool:
    """Tell whether the caller is to do a chore now; then nobody else is for some seconds."""
    values = {"name": name, "seconds": seconds}
    return connection.execute(query("claim_chore"), values).fetchone() is not None
