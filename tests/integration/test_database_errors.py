"""What the database says becomes a domain error: every row of the table, said by a real server."""

import psycopg
import pytest
from psycopg.rows import DictRow

from persistence.errors import MEANINGS, translate

SAID = [
    ("23514", "Assignment requires at least one valid table id", "ASSIGNMENT_VALIDATION", 422),
    ("P0002", "Booking 7 not found", "NOT_FOUND", 404),
    ("P0002", "Unable to load all requested tables", "NOT_FOUND", 404),
    ("22023", "Assignment window requires both start and end", "INVALID_WINDOW", 422),
    ("22000", "Booking 7 is missing start/end window", "INVALID_WINDOW", 422),
    ("23503", "Table 7 belongs to a different restaurant", "TENANT_MISMATCH", 422),
    ("23503", "insert on x violates foreign key", "REFERENCE_MISSING", 422),
    ("23514", "Table 7 is inactive", "ASSIGNMENT_VALIDATION", 422),
    ("23514", "All tables must belong to the same zone", "ASSIGNMENT_VALIDATION", 422),
    ("23514", "Booking 7 already has assignments in a different zone", "ZONE_LOCKED", 422),
    ("23514", "Booking 7 is locked to zone 8", "ZONE_LOCKED", 422),
    ("P0003", "idempotency mismatch for booking 7", "IDEMPOTENCY_KEY_CONFLICT", 409),
    ("P0004", "booking_state_conflict", "BOOKING_STATE_CONFLICT", 409),
    ("P0001", "Hold conflict prevents assignment", "HOLD_CONFLICT", 409),
    ("22023", "unrecognized format() type specifier", "HOLD_CONFLICT", 409),
    ("P0001", "allocations_no_overlap", "ASSIGNMENT_CONFLICT", 409),
    ("P0001", "assignment duplicate for table 7", "ASSIGNMENT_CONFLICT", 409),
    ("P0001", "capacity_exceeded_post_assignment", "CAPACITY_EXCEEDED", 409),
    ("23P01", "conflicting key value", "ASSIGNMENT_CONFLICT", 409),
    ("23505", "duplicate key value", "ASSIGNMENT_CONFLICT", 409),
    ("40001", "could not serialize access", "SERIALIZATION_FAILURE", 503),
    ("40P01", "deadlock detected", "DEADLOCK", 503),
    ("55P03", "canceling statement due to lock timeout", "LOCK_TIMEOUT", 503),
    ("57014", "canceling statement due to statement timeout", "DATABASE_TIMEOUT", 503),
    ("25P03", "terminating connection due to idle-in-transaction", "DATABASE_TIMEOUT", 503),
    ("53300", "too many clients", "DATABASE_BUSY", 503),
    ("53100", "could not extend file", "DATABASE_FULL", 503),
    ("42501", "app.restaurant_id is not set", "ACCESS_DENIED", 403),
    ("42883", "function does not exist", "SCHEMA_MISMATCH", 500),
    ("57P01", "terminating connection", "DATABASE_UNREACHABLE", 503),
    ("XX000", "something else", "DATABASE_ERROR", 500),
]


def raised(connection: psycopg.Connection[DictRow], sqlstate: str, message: str) -> psycopg.Error:
    """Let the server raise an error whose detail holds a guest's address."""
    with pytest.raises(psycopg.Error) as caught:
        connection.execute(
            f"do $$ begin raise exception using errcode = '{sqlstate}', message = '{message}',"
            " detail = 'Key (email)=(zaphod@heart.example)'; end $$".encode()
        )
    return caught.value


@pytest.mark.parametrize(("sqlstate", "message", "code", "status"), SAID)
def test_c08_every_refusal_has_a_code_a_status_and_a_sentence(
    connection: psycopg.Connection[DictRow], sqlstate: str, message: str, code: str, status: int
) -> None:
    """Only what may succeed next time is retryable, and no guest's data is ever part of it."""
    error = translate(raised(connection, sqlstate, message))
    assert (error.code, error.status) == (code, status)
    assert error.message.endswith(".")
    assert error.retryable == (sqlstate in ("40001", "40P01", "55P03"))
    assert error.exit_code == 3
    assert "zaphod" not in f"{error} {error.hint} {error.details}"


def test_every_row_of_the_table_is_tried() -> None:
    """A row that nothing can reach is a mistake in the order of the table."""
    reached = set()
    for sqlstate, message, *_ in SAID:
        rows = (m for m in MEANINGS if m.sqlstate == sqlstate and message.startswith(m.begins))
        reached.add(next(rows, None))
    untried = {(row.sqlstate, row.begins) for row in MEANINGS if row not in reached}
    assert untried == {("42P01", ""), ("42703", "")}
