"""Refusals that have nothing to do with what is asked: who asks, how, and of which database."""

from api.answers.shape import RESTAURANT
from api.refusals.refusal import Refusal

_AGAIN = "The request was rolled back whole; it is safe to send it again."

DEFECT = Refusal(
    500,
    "INTERNAL_ERROR",
    "A defect in maitred (KeyError).",
    "Please report it with the requestId, which the log names too.",
)

STRANGER = Refusal(
    421,
    "HOST_NOT_ALLOWED",
    "This service does not answer to that host name.",
    "Use http://127.0.0.1, or name the host in MAITRED_ALLOWED_HOSTS.",
)

UNREACHABLE = Refusal(
    503,
    "DATABASE_UNREACHABLE",
    "The database cannot be reached.",
    "Check DATABASE_URL and that the server is running.",
)

QUEUE_GONE = Refusal(
    503,
    "QUEUE_GONE",
    "The queue of jobs cannot be used: what is asked for would not be done.",
    "Run `maitred db status`, and look at the log of the worker.",
)

DATABASE = (
    UNREACHABLE,
    Refusal(503, "OVERLOADED", "All database connections are busy.", _AGAIN),
    Refusal(503, "DATABASE_BUSY", "The database has no connection left.", _AGAIN),
    Refusal(503, "DATABASE_TIMEOUT", "The database took too long.", _AGAIN),
    Refusal(503, "LOCK_TIMEOUT", "Someone else holds a lock for too long.", _AGAIN),
    Refusal(503, "DEADLOCK", "Two writers waited for each other.", _AGAIN),
    Refusal(503, "SERIALIZATION_FAILURE", "Others wrote at the same time.", _AGAIN),
    Refusal(
        503,
        "DATABASE_FULL",
        "The database has no disk space left.",
        "Nothing was written. Free disk space of the database server, then send it again.",
    ),
    Refusal(
        503,
        "SCHEMA_MISMATCH",
        "the database has no maitred.runs",
        "Run `maitred db migrate`.",
        {"missing": ["maitred.runs"]},
    ),
    Refusal(
        503,
        "SCHEMA_CLOSED",
        "the database role planner may not use schema maitred",
        "As the schema's owner run: grant usage on schema maitred to planner;",
        {"schemas": ["maitred"], "role": "planner"},
    ),
    Refusal(
        500,
        "SCHEMA_MISMATCH",
        "A function is missing in the database.",
        "Run `maitred db status`.",
        {"sqlstate": "42883", "database": "function assign_tables_atomic_v2 does not exist"},
    ),
    Refusal(
        500,
        "DATABASE_ERROR",
        "The database refused the request.",
        details={"sqlstate": "XX000"},
    ),
    Refusal(
        403,
        "ACCESS_DENIED",
        "The database role may not do that for this restaurant.",
        "Check the role's grants and that app.restaurant_id is set.",
        {"sqlstate": "42501", "database": "permission denied for table bookings"},
    ),
)
"""What any look into the database may meet."""

SIGN_IN = (
    Refusal(
        401,
        "UNAUTHORIZED",
        "Authentication required",
        "Sign in, and send the token as `Authorization: Bearer <token>`.",
    ),
    Refusal(429, "RATE_LIMITED", "Too many failures to sign in", "Try again in 3 s."),
    Refusal(
        503,
        "KEYS_UNAVAILABLE",
        "The keys of the identity provider cannot be read.",
        "Check MAITRED_JWKS_URL, and that it can be reached from here.",
    ),
)

ANYWHERE = (DEFECT, STRANGER, *DATABASE, *SIGN_IN)
"""What every route under /api may answer."""

WRITING = (
    Refusal(
        403,
        "ORIGIN_NOT_ALLOWED",
        "Pages of other origins may not write here.",
        "Name the page's origin in MAITRED_ALLOWED_ORIGINS.",
    ),
)
"""What every route that writes may answer."""

PARAMETERS = (
    Refusal(
        400,
        "INVALID_REQUEST",
        "Invalid request: date: must be a date, such as 2026-11-28 (got 'today')",
        "Send date in the path: The service date, YYYY-MM-DD; its services may run past midnight. "
        "For example: 2026-11-28.",
        {
            "formErrors": [],
            "fieldErrors": {"date": ["must be a date, such as 2026-11-28 (got 'today')"]},
        },
    ),
)
"""A path or a query that the route does not take."""

BODY = (
    Refusal(
        400,
        "INVALID_REQUEST",
        "Invalid request body",
        "bookingId: is missing",
        {"formErrors": [], "fieldErrors": {"bookingId": ["is missing"]}},
    ),
    Refusal(408, "BODY_TOO_SLOW", "the body did not arrive within 10 seconds"),
    Refusal(
        413,
        "BODY_TOO_LARGE",
        "the body is larger than 65536 bytes",
        "No request needs that much.",
    ),
    Refusal(
        415,
        "UNSUPPORTED_MEDIA_TYPE",
        "the body has to be JSON, not 'text/plain'",
        "Send it with Content-Type: application/json.",
    ),
)
"""A body that cannot be read, or that the route does not take."""

UNREADABLE_DATA = Refusal(
    422,
    "INVALID_INPUT",
    f"restaurant {RESTAURANT}: timezone: unknown time zone 'Mars/Base' (got 'Mars/Base')",
    details={
        "flaws": [
            {
                "place": "timezone",
                "value": "'Mars/Base'",
                "message": "unknown time zone 'Mars/Base'",
            }
        ]
    },
)
"""What is stored contradicts itself, or the request names a table or zone that is none."""

NOT_A_MEMBER = Refusal(
    403,
    "ACCESS_DENIED",
    "Access denied",
    "Ask an owner of the restaurant to make you a member.",
)

NO_RESTAURANT = Refusal(
    404,
    "RESTAURANT_NOT_FOUND",
    f"no restaurant has the id {RESTAURANT}",
    "GET /api/v1/restaurants lists them.",
)
"""There is none, or the caller has no role in it."""

TOO_MANY_STREAMS = Refusal(
    429, "RATE_LIMITED", "You follow 20 dates live already", "Try again in 5 s."
)
"""Each open stream costs something."""
