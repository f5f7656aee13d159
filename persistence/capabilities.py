"""What this database has: databases of the product differ, so look once and degrade by rule."""

import time
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from persistence.errors import DatabaseError
from persistence.pool import Connection, Database
from persistence.queries import query

FRESH_SECONDS = 30.0
"""How long what was seen of a database is taken for granted."""

REQUIRED_TABLES = (
    "public.restaurants",
    "public.zones",
    "public.table_inventory",
    "public.table_adjacencies",
    "public.bookings",
    "public.booking_slots",
    "public.booking_table_assignments",
    "public.allocations",
    "public.table_holds",
    "public.table_hold_members",
    "maitred.runs",
    "maitred.events",
    "maitred.jobs",
    "maitred.service_tokens",
    "maitred.booking_locks",
    "maitred.table_layouts",
    "maitred.engine_settings",
    "maitred.engine_kills",
    "maitred.traces",
)
OPTIONAL_TABLES = (
    "public.booking_assignment_idempotency",
    "public.table_hold_windows",
    "public.restaurant_capacity_rules",
    "public.observability_events",
    "public.capacity_outbox",
    "public.booking_state_history",
    "public.demand_profiles",
    "public.table_scarcity_metrics",
    "public.strategic_configs",
    "public.merge_rules",
    "public.service_policy",
    "public.manual_assignment_sessions",
    "public.feature_flag_overrides",
)
REQUIRED_FUNCTIONS = (
    "public.assign_tables_atomic_v2(uuid,uuid[],text,boolean,uuid,timestamptz,timestamptz)",
    "public.unassign_tables_atomic(uuid,uuid[])",
)


@dataclass(frozen=True)
class Capabilities:
    """The optional tables that exist, by full name."""

    tables: frozenset[str]

    def has(self, table: str) -> bool:
        """Tell whether an optional table exists."""
        return table in self.tables


_seen: WeakKeyDictionary[Database, tuple[float, Capabilities]] = WeakKeyDictionary()


def capabilities_of(database: Database) -> Capabilities:
    """Return what a database has; it is asked again every half a minute.

    Raises:
        DatabaseError: something that maitred cannot do without is missing, or it does not answer.
    """
    at, known = _seen.get(database, (0.0, None))
    if known is None or time.monotonic() - at > FRESH_SECONDS:
        with database.connection() as connection:
            known = probe(connection)
        _seen[database] = (time.monotonic(), known)
    return known


def probe(connection: Connection) -> Capabilities:
    """Look at what exists.

    Raises:
        DatabaseError: something that maitred cannot do without is missing; all of it is named. Or
            this role may not use a schema; the hint says what to grant.
    """
    values = {
        "tables": [*REQUIRED_TABLES, *OPTIONAL_TABLES],
        "functions": list(REQUIRED_FUNCTIONS),
    }
    row = connection.execute(query("capabilities"), values).fetchone()
    assert row is not None
    if row["closed"]:
        schema = row["closed"][0]
        raise DatabaseError(
            f"the database role {row['role']} may not use schema {schema}",
            code="SCHEMA_CLOSED",
            status=503,
            hint=f"As the schema's owner run: grant usage on schema {schema} to {row['role']}; "
            f"grant select, insert, update, delete on all tables in schema {schema} to "
            f"{row['role']}; grant usage on all sequences in schema {schema} to {row['role']};",
            details={"schemas": row["closed"], "role": row["role"]},
        )
    found = {*row["tables"], *row["functions"]}
    missing = [name for name in (*REQUIRED_TABLES, *REQUIRED_FUNCTIONS) if name not in found]
    if missing:
        ours = all(name.startswith("maitred.") for name in missing)
        raise DatabaseError(
            f"the database has no {', '.join(missing)}",
            code="SCHEMA_MISMATCH",
            status=503,
            hint="Run `maitred db migrate`."
            if ours
            else "This is not a booking database; for an empty one run "
            "`maitred db migrate --embedded-schema`.",
            details={"missing": missing},
        )
    return Capabilities(frozenset(found & set(OPTIONAL_TABLES)))
