"""Let a service act in a role that row-level security holds, as a deployed one does."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.rows import DictRow

from tests.integration.postgres_servers import Database

SERVICE_ROLE = "service_role"

GRANTS = (
    "grant usage on schema maitred to {role}",
    "grant select, insert, update, delete on all tables in schema maitred to {role}",
    "grant usage on all sequences in schema maitred to {role}",
)
"""What docs/how-to/beside-an-existing-database.md tells to grant."""


@contextmanager
def serving_as(
    role: str, connection: psycopg.Connection[DictRow], database: Database
) -> Iterator[None]:
    """Make everybody who connects to the database from here on act in a role.

    Tests pass what they have open already, and go on as they are.
    """
    for grant in (*GRANTS, f"alter database {database.name} set role {{role}}"):
        connection.execute(grant.format(role=role).encode())
    yield
    connection.execute(f"alter database {database.name} reset role".encode())
