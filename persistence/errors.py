"""What the database says, as domain errors: one table from SQLSTATE and message."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg_pool import PoolTimeout, TooManyRequests

from models.errors import MaitredError


class DatabaseError(MaitredError):
    """The database refused or failed; ``code`` and ``status`` say how."""

    exit_code = 3

    def __init__(
        self,
        message: str,
        *,
        code: str,
        status: int,
        hint: str | None = None,
        retryable: bool = False,
        details: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message, hint=hint, details=details)
        self.code = code
        self.status = status
        self.retryable = retryable
        """The same transaction may succeed when it is tried again."""


class RestaurantNotFoundError(MaitredError):
    """No restaurant has that id."""

    code = "RESTAURANT_NOT_FOUND"
    status = 404


def unknown_restaurant(restaurant_id: UUID) -> RestaurantNotFoundError:
    """Return the one answer about a restaurant that does not exist, or that others must not see."""
    return RestaurantNotFoundError(
        f"no restaurant has the id {restaurant_id}", hint="GET /api/v1/restaurants lists them."
    )


class AssignmentRefusedError(MaitredError):
    """The database did not do what it was asked to, and said nothing."""

    code = "ASSIGNMENT_INCOMPLETE"
    status = 409


@dataclass(frozen=True)
class _Meaning:
    sqlstate: str
    begins: str
    code: str
    status: int
    sentence: str
    hint: str | None = None
    retryable: bool = False


_RETRY = "The request was rolled back whole; it is safe to send it again."
_TAKEN = "Plan again: the next plan sees what is taken now."

MEANINGS: tuple[_Meaning, ...] = (
    _Meaning(
        "40001", "", "SERIALIZATION_FAILURE", 503, "Others wrote at the same time.", _RETRY, True
    ),
    _Meaning("40P01", "", "DEADLOCK", 503, "Two writers waited for each other.", _RETRY, True),
    _Meaning(
        "55P03", "", "LOCK_TIMEOUT", 503, "Someone else holds a lock for too long.", _RETRY, True
    ),
    _Meaning("57014", "", "DATABASE_TIMEOUT", 503, "The database took too long.", _RETRY),
    _Meaning(
        "25P03", "", "DATABASE_TIMEOUT", 503, "The transaction was idle for too long.", _RETRY
    ),
    _Meaning("53300", "", "DATABASE_BUSY", 503, "The database has no connection left.", _RETRY),
    _Meaning(
        "53100",
        "",
        "DATABASE_FULL",
        503,
        "The database has no disk space left.",
        "Nothing was written. Free disk space of the database server, then send it again.",
    ),
    _Meaning(
        "P0001", "Hold conflict", "HOLD_CONFLICT", 409, "Someone holds one of the tables.", _TAKEN
    ),
    _Meaning(
        "22023",
        "unrecognized format() type",
        "HOLD_CONFLICT",
        409,
        "Someone holds one of the tables.",
        _TAKEN,
    ),
    _Meaning(
        "P0001",
        "allocations_no_overlap",
        "ASSIGNMENT_CONFLICT",
        409,
        "One of the tables is already taken at that time.",
        _TAKEN,
    ),
    _Meaning(
        "P0001",
        "assignment duplicate",
        "ASSIGNMENT_CONFLICT",
        409,
        "One of the tables already has a booking in that slot.",
        _TAKEN,
    ),
    _Meaning(
        "P0001",
        "capacity_exceeded",
        "CAPACITY_EXCEEDED",
        409,
        "The restaurant's capacity rules do not allow so many covers or parties.",
        "Raise the capacity rule, or turn a party away.",
    ),
    _Meaning(
        "23P01",
        "",
        "ASSIGNMENT_CONFLICT",
        409,
        "One of the tables is already taken at that time.",
        _TAKEN,
    ),
    _Meaning("23505", "", "ASSIGNMENT_CONFLICT", 409, "The row exists already.", _TAKEN),
    _Meaning(
        "P0002", "", "NOT_FOUND", 404, "The booking or a table does not exist any more.", _TAKEN
    ),
    _Meaning(
        "P0003",
        "",
        "IDEMPOTENCY_KEY_CONFLICT",
        409,
        "The key was used with other tables.",
        "Use a fresh key.",
    ),
    _Meaning(
        "P0004", "", "BOOKING_STATE_CONFLICT", 409, "The booking's status has changed.", _TAKEN
    ),
    _Meaning("23503", "Table", "TENANT_MISMATCH", 422, "A table belongs to another restaurant."),
    _Meaning("23503", "", "REFERENCE_MISSING", 422, "Something referred to does not exist."),
    _Meaning(
        "23514",
        "Booking",
        "ZONE_LOCKED",
        422,
        "The booking is tied to another zone.",
        "Unassign its tables there first.",
    ),
    _Meaning(
        "23514", "", "ASSIGNMENT_VALIDATION", 422, "A rule of the booking database forbids it."
    ),
    _Meaning("22000", "", "INVALID_WINDOW", 422, "The booking's time window is not valid."),
    _Meaning("22023", "", "INVALID_WINDOW", 422, "The booking's time window is not valid."),
    _Meaning(
        "42501",
        "",
        "ACCESS_DENIED",
        403,
        "The database role may not do that for this restaurant.",
        "Check the role's grants and that app.restaurant_id is set.",
    ),
    _Meaning(
        "42883",
        "",
        "SCHEMA_MISMATCH",
        500,
        "A function is missing in the database.",
        "Run `maitred db status`.",
    ),
    _Meaning(
        "42P01",
        "",
        "SCHEMA_MISMATCH",
        500,
        "A table is missing in the database.",
        "Run `maitred db status`.",
    ),
    _Meaning(
        "42703",
        "",
        "SCHEMA_MISMATCH",
        500,
        "A column is missing in the database.",
        "Run `maitred db status`.",
    ),
)
"""The first row whose SQLSTATE is equal and whose text begins the message counts."""


NO_CONNECTION_LEFT = (
    "too many clients already",
    "too many connections for",
    "remaining connection slots are reserved",
)
"""What refused connections say; the client library does not tell their SQLSTATE, which is 53300."""

STARTING_UP = (
    "the database system is starting up",
    "the database system is in recovery mode",
    "the database system is not yet accepting connections",
)
"""What connections are told while a server recovers from a crash, which is 57P03."""


def starting_up(error: psycopg.OperationalError) -> bool:
    """Tell whether a connection was refused only until the server is up."""
    return any(text in str(error) for text in STARTING_UP)


def translate(error: Exception) -> DatabaseError:
    """Return the domain error of a database error; guests' data is never part of it."""
    if isinstance(error, PoolTimeout | TooManyRequests):
        return DatabaseError(
            "All database connections are busy.", code="OVERLOADED", status=503, hint=_RETRY
        )
    sqlstate = getattr(error, "sqlstate", None)
    if sqlstate is None and any(text in str(error) for text in NO_CONNECTION_LEFT):
        sqlstate = "53300"
    if sqlstate is None or (sqlstate[:2] in ("08", "57") and sqlstate != "57014"):
        return DatabaseError(
            "The database cannot be reached.",
            code="DATABASE_UNREACHABLE",
            status=503,
            hint="Check DATABASE_URL and that the server is running.",
        )
    said = _primary(error)
    for meaning in MEANINGS:
        if meaning.sqlstate == sqlstate and said.startswith(meaning.begins):
            return DatabaseError(
                meaning.sentence,
                code=meaning.code,
                status=meaning.status,
                hint=meaning.hint,
                retryable=meaning.retryable,
                details={"sqlstate": sqlstate, "database": said},
            )
    return DatabaseError(
        "The database refused the request.",
        code="DATABASE_ERROR",
        status=500,
        details={"sqlstate": sqlstate},
    )


def _primary(error: Exception) -> str:
    """The database's own sentence: it names ids and tables, never guests."""
    diag = error.diag if isinstance(error, psycopg.Error) else None
    return (diag.message_primary or "") if diag else ""
