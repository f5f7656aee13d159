"""Run every check that a database allows, restaurant by restaurant; nothing is written."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

import psycopg

from persistence.doctor.check import Check, Scope
from persistence.doctor.finding import Finding
from persistence.doctor.flags import examine_flags
from persistence.doctor.look import Inventory, look
from persistence.doctor.registry import CHECKS
from persistence.doctor.schema import examine_schema
from persistence.errors import RestaurantNotFoundError, translate
from persistence.pool import Connection, enter_tenant
from persistence.queries import query


@dataclass(frozen=True)
class Skipped:
    """A check that was not made, and what it would have needed."""

    kind: str
    missing: tuple[str, ...]


@dataclass
class Examination:
    """Everything that was found, database first, then by restaurant."""

    inventory: Inventory
    restaurants: dict[UUID, str]
    """Names by id, of all that were looked at."""
    findings: list[Finding] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def examine(
    connection: Connection, now: dt.datetime, restaurant_id: UUID | None = None
) -> Examination:
    """Look at the database and at one or all of its restaurants.

    ``connection`` is in autocommit mode. Each restaurant is seen at one moment.

    Raises:
        RestaurantNotFoundError: there is none with that id.
    """
    inventory = look(connection)
    found = Examination(inventory, restaurants(connection, inventory, restaurant_id))
    found.findings += examine_schema(connection, inventory)
    found.findings += examine_flags(connection, inventory)
    checks, found.skipped = usable(inventory)
    for each in found.restaurants:
        with _moment(connection, each):
            for check in checks:
                found.findings += looked(connection, check, Scope(each, now), found.skipped)
    return found


def restaurants(
    connection: Connection, inventory: Inventory, wanted: UUID | None
) -> dict[UUID, str]:
    """Return names by id, of the one that is wanted or of all.

    Raises:
        RestaurantNotFoundError: there is none with that id.
    """
    rows = []
    if "public.restaurants" in inventory.tables:
        values = {"restaurant_id": wanted}
        rows = connection.execute(query("doctor/restaurants"), values).fetchall()
    if wanted is not None and not rows:
        raise RestaurantNotFoundError(
            f"no restaurant has the id {wanted}", hint="`maitred doctor` lists all of them."
        )
    return {row["id"]: row["name"] for row in rows}


def usable(inventory: Inventory) -> tuple[list[Check], list[Skipped]]:
    """Return the checks that the database allows; without mending where it cannot be done."""
    checks, skipped = [], []
    for check in CHECKS:
        missing = inventory.lacks(check.needs)
        if missing:
            skipped.append(Skipped(check.kind, tuple(missing)))
        else:
            checks.append(check.never_mended() if inventory.lacks(check.writes) else check)
    return checks, skipped


@contextmanager
def _moment(connection: Connection, restaurant_id: UUID) -> Iterator[None]:
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        enter_tenant(connection, restaurant_id)
        yield


def looked(
    connection: Connection, check: Check, scope: Scope, skipped: list[Skipped]
) -> list[Finding]:
    """Run a check; one that the database refuses in a way nobody foresaw does not stop the rest."""
    try:
        with connection.transaction():
            return list(check.look(connection, scope))
    except psycopg.Error as error:
        if connection.closed or (error.sqlstate or "")[:2] in ("08", "57"):
            raise
        refusal = translate(error)
        skipped.append(Skipped(check.kind, (f"{refusal.code}: {refusal.message}",)))
        return []
