"""What ``/metrics`` counts and times. No restaurant, booking or guest is a label.

Every value that a label may have is there from the start: a rate over a counter that is not there
yet is no rate, and an alert on it stays silent.
"""

from itertools import product

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.metrics import MetricWrapperBase

from models.job import JobKind
from models.plan import PlanStatus, SolverOutcome, UnseatedReason

disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds; quotes take hundredths, plans take the seconds of their budget."""

GAPS = (0.0, 0.0001, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)

PHASES = ("prepare", "wait", "search", "finish")
"""Of a plan: candidates and floor; waiting for a solver process; the search; the last check."""

KINDS = ("plan", "seat", "hold")
OUTCOMES = ("committed", "conflicted", "refused", "failed")

REQUESTS = Histogram(
    "maitred_request_seconds",
    "HTTP requests by route, method and status.",
    ("route", "method", "status"),
    registry=REGISTRY,
    buckets=FAST,
)
QUOTES = Histogram(
    "maitred_quote_seconds",
    "Quotes: held, looked (nothing to hold was asked for), none (no table), refused.",
    ("outcome",),
    registry=REGISTRY,
    buckets=FAST,
)
SOLVES = Histogram(
    "maitred_solve_seconds",
    "Plans of dates, by phase.",
    ("phase",),
    registry=REGISTRY,
    buckets=FAST,
)
GAP = Histogram(
    "maitred_plan_gap_ratio",
    "Relative gap between plan and proven bound, of plans with one; 0 is optimal.",
    registry=REGISTRY,
    buckets=GAPS,
)
PLANS = Counter(
    "maitred_plans",
    "Plans made, by what is proven and how the solver ended.",
    ("status", "outcome"),
    registry=REGISTRY,
)
UNSEATED = Counter(
    "maitred_unseated_bookings",
    "Bookings that a plan left without a table, by reason.",
    ("reason",),
    registry=REGISTRY,
)
COMMITS = Counter(
    "maitred_commits",
    "Writes to the booking tables, by kind, outcome, and SQLSTATE of a refusal ('none').",
    ("kind", "outcome", "sqlstate"),
    registry=REGISTRY,
)
RETRIES = Counter(
    "maitred_transaction_retries",
    "Transactions that were begun again because others were in the way, by SQLSTATE.",
    ("sqlstate",),
    registry=REGISTRY,
)
HOLD_CONFLICTS = Counter(
    "maitred_hold_conflicts",
    "Holds that were refused because somebody has a table, by who.",
    ("source",),
    registry=REGISTRY,
)
LOST = Counter(
    "maitred_event_write_failures",
    "Events and traces that were not written, by where they belong.",
    ("sink",),
    registry=REGISTRY,
)
QUEUE = Gauge(
    "maitred_queue_depth",
    "Requests inside a queue of this process, running and waiting.",
    ("queue",),
    registry=REGISTRY,
)
JOBS = Gauge(
    "maitred_jobs",
    "Jobs of the whole database that are not over, by kind and state; as of the last sweep.",
    ("kind", "state"),
    registry=REGISTRY,
)
OLDEST = Gauge(
    "maitred_jobs_oldest_wait_seconds",
    "How long the job has waited that could have begun first; as of the last sweep.",
    ("kind",),
    registry=REGISTRY,
)
OUTBOX = Gauge(
    "maitred_outbox_rows",
    "Rows of the outbox that wait or were given up; as of the last delivery.",
    ("status",),
    registry=REGISTRY,
)
DELIVERIES = Counter(
    "maitred_outbox_deliveries",
    "Tries to deliver a row of the outbox, by result.",
    ("result",),
    registry=REGISTRY,
)
CONNECTIONS = Gauge(
    "maitred_database_connections",
    "Connections of this process: open, idle, and requests waiting for one.",
    ("state",),
    registry=REGISTRY,
)


def expose() -> bytes:
    """Return all of it in Prometheus' text format."""
    return generate_latest(REGISTRY)


def _begin(metric: MetricWrapperBase, *values: tuple[str, ...]) -> None:
    for chosen in product(*values):
        metric.labels(*chosen)


_begin(QUOTES, ("held", "looked", "none", "refused"))
_begin(SOLVES, PHASES)
_begin(PLANS, tuple(PlanStatus), tuple(SolverOutcome))
_begin(UNSEATED, tuple(UnseatedReason))
_begin(COMMITS, KINDS, OUTCOMES, ("none",))
_begin(RETRIES, ("40001", "40P01", "55P03"))
_begin(HOLD_CONFLICTS, ("hold", "booking"))
_begin(LOST, ("observability_events", "outbox", "traces"))
_begin(QUEUE, ("plans", "explanations", "orders", "reports", "quotes", "requests"))
_begin(JOBS, tuple(JobKind), ("queued", "running"))
_begin(OLDEST, tuple(JobKind))
_begin(OUTBOX, ("pending", "dead"))
_begin(DELIVERIES, ("done", "failed", "dead"))
_begin(CONNECTIONS, ("open", "idle", "waiting"))
