"""What is wrong in a booking database, as one report; and mending it."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from persistence.doctor.examine import Examination, examine
from persistence.doctor.finding import Finding, Severity
from persistence.doctor.mending import mend_all
from persistence.errors import RestaurantNotFoundError, translate
from persistence.pool import (
    SILENCE_SECONDS,
    Connection,
    Limits,
    PatientConnection,
    connection_options,
)
from persistence.queries import query
from settings import Settings

VERSION = 1
"""Of the report's JSON form."""

PATIENCE_SECONDS = 120.0
"""A database with years of bookings takes longer for a whole table than planning ever asks for."""


@dataclass(frozen=True)
class Report:
    """What was found (after mending: what is left), and what was mended."""

    at: dt.datetime
    examination: Examination
    mended: tuple[Finding, ...]

    @property
    def findings(self) -> list[Finding]:
        """Everything that was found."""
        return self.examination.findings

    @property
    def healthy(self) -> bool:
        """Whether nothing is wrong; what is only good to know does not count."""
        return all(finding.severity is Severity.INFO for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """Return what ``--json`` prints; docs/reference/command.md describes it."""
        counted = Counter(finding.severity for finding in self.findings)
        return {
            "version": VERSION,
            "checked_at": self.at.isoformat(),
            "capabilities": self.examination.inventory.as_json(),
            "restaurants": [
                {"id": str(key), "name": name} for key, name in self.examination.restaurants.items()
            ],
            "counts": {severity.value: counted[severity] for severity in Severity},
            "findings": [finding.as_json() for finding in self.findings],
            "mended": [finding.as_json() for finding in self.mended],
            "skipped": [
                {"kind": item.kind, "missing": list(item.missing)}
                for item in self.examination.skipped
            ],
        }


def see_doctor(settings: Settings, *, restaurant: str | None = None, fix: bool = False) -> Report:
    """Examine a database, or what is of one restaurant (id or slug); ``fix``: mend it first.

    Raises:
        NoDatabaseError: no database is configured.
        DatabaseError: it cannot be reached, or has no place to log fixes in.
        RestaurantNotFoundError: there is none of that name.
    """
    limits = Limits(
        connect_timeout_seconds=settings.connect_timeout_seconds,
        lock_timeout_seconds=settings.lock_timeout_seconds,
        statement_timeout_seconds=max(PATIENCE_SECONDS, settings.statement_timeout_seconds),
        idle_in_transaction_seconds=max(PATIENCE_SECONDS, settings.idle_in_transaction_seconds),
    )
    # The same queries ask for all of a restaurant and for one finding of it, in other ways.
    options = connection_options(limits, plans="custom")
    try:
        with PatientConnection.connect(
            settings.dsn,
            autocommit=True,
            patience_seconds=limits.statement_timeout_seconds + SILENCE_SECONDS,
            flags=settings.flags,
            **options,
        ) as connection:
            wanted = None if restaurant is None else _named(connection, restaurant)
            return report(connection, dt.datetime.now(dt.UTC), wanted, fix=fix)
    except psycopg.Error as error:
        raise translate(error) from error


def _named(connection: Connection, name: str) -> UUID:
    row = connection.execute(query("doctor/restaurant_named"), {"name": name}).fetchone()
    if row is None:
        raise RestaurantNotFoundError(
            f"no restaurant has the id or slug {name!r}",
            hint="Without --restaurant all of them are looked at, and named.",
        )
    found: UUID = row["id"]
    return found


def report(
    connection: Connection,
    now: dt.datetime,
    restaurant_id: UUID | None = None,
    *,
    fix: bool = False,
) -> Report:
    """Examine, or mend and examine, over a connection in autocommit mode.

    Raises:
        DatabaseError: there is no place to log fixes in; nothing was written.
        RestaurantNotFoundError: there is none with that id.
    """
    if not fix:
        return Report(now, examine(connection, now, restaurant_id), ())
    mended, left = mend_all(connection, now, restaurant_id)
    return Report(now, left, tuple(mended))
