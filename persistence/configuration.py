"""What the product shows of its configuration; planning reads none of it."""

from psycopg.rows import DictRow

from persistence.capabilities import Capabilities
from persistence.pool import Connection
from persistence.queries import query


def merge_rules(connection: Connection, capabilities: Capabilities) -> list[DictRow]:
    """Return the product's rules of merges, the smaller tables first."""
    if not capabilities.has("public.merge_rules"):
        return []
    return connection.execute(query("merge_rules")).fetchall()


def service_policy(connection: Connection, capabilities: Capabilities) -> DictRow | None:
    """Return the product's hours of lunch and dinner; None when it has set none."""
    if not capabilities.has("public.service_policy"):
        return None
    return connection.execute(query("service_policy")).fetchone()
