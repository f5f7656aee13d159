"""What a database has, by the names of the contract; missing things are no exception here."""

from collections.abc import Iterable
from dataclasses import dataclass

from persistence.capabilities import OPTIONAL_TABLES, REQUIRED_FUNCTIONS, REQUIRED_TABLES
from persistence.doctor.finding import Json
from persistence.pool import Connection
from persistence.queries import query

ASSIGN_SHORT = "public.assign_tables_atomic_v2(uuid,uuid[],text,boolean,uuid)"
SLOT_FUNCTION = "public.get_or_create_booking_slot(uuid,date,time,integer)"
PRODUCT_FUNCTIONS = (
    ASSIGN_SHORT,
    "public.are_tables_connected(uuid[])",
)
"""maitred does not call them; the product does."""

ASSIGN, UNASSIGN = REQUIRED_FUNCTIONS
EXTENSIONS = ("btree_gist", "pgcrypto")

COLUMNS = {
    "public.restaurants": ("id", "name", "slug", "timezone", "is_active"),
    "public.zones": ("id", "restaurant_id", "name", "sort_order"),
    "public.table_inventory": (
        *("id", "restaurant_id", "table_number", "capacity", "min_party_size"),
        *("max_party_size", "status", "position", "section", "zone_id", "category"),
        *("seating_type", "mobility", "active"),
    ),
    "public.table_adjacencies": ("table_a", "table_b"),
    "public.bookings": (
        *("id", "restaurant_id", "booking_date", "start_time", "start_at", "end_at"),
        *("party_size", "status", "booking_type", "seating_preference", "details"),
        *("assigned_zone_id", "auto_assign_idempotency_key"),
    ),
    "public.booking_slots": ("id", "restaurant_id", "slot_date", "slot_time"),
    "public.booking_table_assignments": (
        *("booking_id", "table_id", "slot_id", "start_at", "end_at"),
        *("allocation_id", "merge_group_id"),
    ),
    "public.allocations": (
        *("id", "booking_id", "restaurant_id", "resource_type", "resource_id", "window"),
        *("shadow", "is_maintenance"),
    ),
    "public.booking_assignment_idempotency": (
        *("booking_id", "idempotency_key", "table_ids", "assignment_window"),
        "merge_group_allocation_id",
    ),
    "public.table_holds": (
        *("id", "restaurant_id", "booking_id", "start_at", "end_at", "expires_at"),
        *("metadata", "status"),
    ),
    "public.table_hold_members": ("hold_id", "table_id"),
}
"""Columns that maitred reads or writes."""


@dataclass(frozen=True)
class Rule:
    """A constraint of the contract, recognised by its columns, whatever it is called."""

    table: str
    columns: tuple[str, ...]
    exclusion: bool = False

    @property
    def name(self) -> str:
        """How it is called in findings."""
        kind = "no overlap of" if self.exclusion else "unique"
        return f"{self.table}: {kind} ({', '.join(self.columns)})"


ALLOCATIONS_APART = Rule("public.allocations", ("resource_id", "window"), exclusion=True)
ASSIGNMENTS_APART = Rule("public.booking_table_assignments", ("table_id",), exclusion=True)
HOLDS_APART = Rule("public.table_hold_windows", ("table_id", "hold_window"), exclusion=True)
ONE_ALLOCATION = Rule("public.allocations", ("booking_id", "resource_type", "resource_id"))
ONE_ASSIGNMENT = Rule("public.booking_table_assignments", ("booking_id", "table_id"))
ONE_SLOT = Rule("public.booking_table_assignments", ("table_id", "slot_id"))
ONE_KEY = Rule("public.booking_assignment_idempotency", ("booking_id", "idempotency_key"))
ONE_SET = Rule("public.booking_assignment_idempotency", ("booking_id", "table_set_hash"))
ONE_MEMBER = Rule("public.table_hold_members", ("hold_id", "table_id"))
ONE_EDGE = Rule("public.table_adjacencies", ("table_a", "table_b"))
RULES = (
    *(ALLOCATIONS_APART, ASSIGNMENTS_APART, HOLDS_APART, ONE_ALLOCATION, ONE_ASSIGNMENT),
    *(ONE_SLOT, ONE_KEY, ONE_SET, ONE_MEMBER, ONE_EDGE),
)


@dataclass(frozen=True)
class Inventory:
    """Which tables, columns, functions, extensions and constraints there are, and are readable."""

    tables: frozenset[str]
    closed: frozenset[str]
    """Tables that exist and that this role may not read."""
    columns: frozenset[str]
    functions: frozenset[str]
    extensions: frozenset[str]
    rules: frozenset[str]
    broken: tuple[tuple[str, str], ...]
    """Functions of schema public that call another one which they cannot find (42883)."""

    @property
    def ours(self) -> bool:
        """Whether fixes can be logged."""
        return "maitred.events" in self.tables

    def lacks(self, needs: Iterable[str]) -> list[str]:
        """Return what is missing of tables, ``table.column``, functions and rules, in full."""
        known = self.tables | self.columns | self.functions | self.rules
        return [name for name in needs if name not in known]

    def as_json(self) -> Json:
        """Return the capability set: everything asked for, and whether it is there."""

        def found(names: Iterable[str], there: frozenset[str]) -> dict[str, bool]:
            return {name: name in there for name in names}

        return {
            "tables": found((*REQUIRED_TABLES, *OPTIONAL_TABLES), self.tables),
            "functions": found(_FUNCTIONS, self.functions),
            "extensions": found(EXTENSIONS, self.extensions),
            "constraints": found((rule.name for rule in RULES), self.rules),
        }


_FUNCTIONS = (*REQUIRED_FUNCTIONS, SLOT_FUNCTION, *PRODUCT_FUNCTIONS)


def full_name(name: str) -> str:
    """Return the name of a table or ``table.column`` with its schema."""
    return name if name.startswith(("public.", "maitred.")) else f"public.{name}"


def look(connection: Connection) -> Inventory:
    """Look at what exists; nothing is required."""
    row = connection.execute(
        query("doctor/inventory"),
        {
            "tables": [*{*REQUIRED_TABLES, *OPTIONAL_TABLES, *COLUMNS, *_MAITRED}],
            "functions": list(_FUNCTIONS),
        },
    ).fetchone()
    assert row is not None
    found = connection.execute(query("doctor/constraints"), {}).fetchall()
    broken = connection.execute(query("doctor/broken_functions"), {}).fetchall()
    return Inventory(
        tables=frozenset(row["tables"]),
        closed=frozenset(row["closed"]),
        columns=frozenset(row["columns"]),
        functions=frozenset(row["functions"]),
        extensions=frozenset(row["extensions"]),
        rules=frozenset(
            rule.name
            for rule in RULES
            if any(
                item["table_name"] == rule.table
                and item["exclusion"] == rule.exclusion
                and _same(rule, item["columns"])
                for item in found
            )
        ),
        broken=tuple((item["function"], item["missing"]) for item in broken),
    )


_MAITRED = (
    "maitred.schema_migrations",
    "maitred.idempotency_keys",
    "maitred.restaurant_settings",
)


def _same(rule: Rule, columns: list[str]) -> bool:
    """An exclusion may have more columns than the rule; a unique key has just its own."""
    if rule.exclusion:
        return set(rule.columns) <= set(columns)
    return set(rule.columns) == set(columns)
