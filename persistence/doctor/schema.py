"""Checks of the database itself: what it lacks of the contract, and functions that cannot work."""

from collections.abc import Iterator

from persistence.capabilities import OPTIONAL_TABLES, REQUIRED_TABLES
from persistence.doctor import look as contract
from persistence.doctor.finding import Finding, Json, Severity
from persistence.doctor.look import COLUMNS, EXTENSIONS, RULES, Inventory
from persistence.migrate import status
from persistence.pool import Connection

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
HISTORY = "maitred.schema_migrations"

_RULES = {
    **dict.fromkeys(RULES, WARNING),
    contract.ALLOCATIONS_APART: ERROR,
    contract.ASSIGNMENTS_APART: ERROR,
    contract.ONE_ALLOCATION: ERROR,
    contract.ONE_ASSIGNMENT: ERROR,
    contract.ONE_SET: INFO,
}
_FUNCTIONS = {
    contract.ASSIGN: (ERROR, "No plan can be committed."),
    contract.UNASSIGN: (ERROR, "No plan can be committed, and no leftover be freed."),
    contract.SLOT_FUNCTION: (WARNING, "The product's assign function calls it."),
    contract.ASSIGN_SHORT: (INFO, "maitred always passes all seven arguments; older callers five."),
    "public.are_tables_connected(uuid[])": (INFO, "maitred does without it; the product may not."),
}
_EXTENSIONS = {
    "btree_gist": (WARNING, "Without it the database cannot keep windows on a table apart."),
    "pgcrypto": (INFO, "maitred does without it; functions of the product that call digest fail."),
}


def examine_schema(connection: Connection, found: Inventory) -> Iterator[Finding]:
    """Compare a database with the contract."""
    yield from _ours(connection, found)
    yield from _tables(found)
    yield from _columns(found)
    yield from _functions(found)
    yield from _rules(found)
    for name in EXTENSIONS:
        if name not in found.extensions:
            severity, why = _EXTENSIONS[name]
            yield _finding(
                "missing_extension",
                severity,
                f"The extension {name} is not installed.",
                {"extension": name},
                why,
                f"create extension {name}, as a role that may.",
            )


def _ours(connection: Connection, found: Inventory) -> Iterator[Finding]:
    """Look at the schema that maitred keeps for itself."""
    fix = "Run `maitred db migrate`; it touches nothing in `public`."
    if not _has_schema(found):
        yield _finding(
            "no_maitred_schema",
            ERROR,
            "The schema maitred does not exist.",
            {"schema": "maitred"},
            "No date can be planned, and nothing can be mended: every fix is logged there.",
            fix,
        )
    elif HISTORY in found.tables:
        migrations = status(connection)
        for word, names in (
            ("pending", migrations.pending),
            ("edited", migrations.edited),
            ("unknown to this version", migrations.unknown),
        ):
            if names:
                yield _finding(
                    "migrations",
                    ERROR,
                    f"Migrations are {word}: {', '.join(names)}.",
                    {"migrations": list(names), "state": word},
                    "This version of maitred expects another schema of its own.",
                    fix if word == "pending" else "Use the version of maitred that applied them.",
                )


def _has_schema(found: Inventory) -> bool:
    return any(name.startswith("maitred.") for name in found.tables | found.closed)


def _tables(found: Inventory) -> Iterator[Finding]:
    public = [name for name in COLUMNS if name not in OPTIONAL_TABLES]
    for name in dict.fromkeys((*public, *REQUIRED_TABLES, *OPTIONAL_TABLES)):
        ours = name.startswith("maitred.")
        if name in found.tables or (ours and not _has_schema(found)):
            continue
        optional = name in OPTIONAL_TABLES
        closed = name in found.closed
        yield _finding(
            "unreadable_table" if closed else "missing_table",
            INFO if optional else ERROR,
            f"The table {name} " + ("may not be read." if closed else "does not exist."),
            {"table": name},
            "maitred does without what it says." if optional else "No date can be planned.",
            "Grant select on it to maitred's role."
            if closed
            else "Nothing to do: not every version of the product has it."
            if optional
            else "Run `maitred db migrate`."
            if ours
            else "Point DATABASE_URL at the booking database, or bring its schema up to date.",
        )


def _columns(found: Inventory) -> Iterator[Finding]:
    for table, columns in COLUMNS.items():
        lacking = [name for name in columns if f"{table}.{name}" not in found.columns]
        if lacking and table in found.tables:
            required = table in REQUIRED_TABLES
            yield _finding(
                "missing_column",
                ERROR if required else WARNING,
                f"The table {table} has no {', '.join(lacking)}.",
                {"table": table, "columns": lacking},
                "Reading a date fails." if required else "What is stored there cannot be checked.",
                "Bring the booking database's schema up to date.",
            )


def _functions(found: Inventory) -> Iterator[Finding]:
    for name, (severity, why) in _FUNCTIONS.items():
        if name not in found.functions:
            yield _finding(
                "missing_function",
                severity,
                f"The function {name} does not exist.",
                {"function": name},
                why,
                "Bring the booking database's schema up to date.",
            )
    for name, missing in found.broken:
        yield _finding(
            "broken_function",
            WARNING,
            f"The function {name} calls {missing}, which it cannot find.",
            {"function": name, "missing": missing},
            "Every call ends with 42883. maitred does not call it; the product does.",
            f"Create {missing}, or put its schema on the function's search_path.",
        )


def _rules(found: Inventory) -> Iterator[Finding]:
    for rule, severity in _RULES.items():
        if rule.table in found.tables and rule.name not in found.rules:
            wrong = "overlapping windows" if rule.exclusion else "rows twice"
            yield _finding(
                "missing_constraint",
                severity,
                f"No constraint keeps {rule.table} unique in ({', '.join(rule.columns)})."
                if not rule.exclusion
                else f"No constraint keeps windows in {rule.table} apart.",
                {"table": rule.table, "columns": list(rule.columns)},
                f"Two writers at one moment can store {wrong}; fixes that rely on it are not made.",
                "Clear what breaks it (it is listed by restaurant), then add the constraint.",
            )


def _finding(kind: str, severity: Severity, what: str, where: Json, why: str, fix: str) -> Finding:
    return Finding(
        kind=kind,
        severity=severity,
        restaurant_id=None,
        subject=None,
        what=what,
        where=where,
        why=why,
        fix=fix,
        mendable=False,
    )
