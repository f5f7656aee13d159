"""OpenTelemetry spans: one tree for a request, going on where ``traceparent`` says, and in jobs."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from telemetry import spans
from tests.concurrency.chaos import on
from tests.integration.job_world import until
from tests.integration.postgres_servers import DATE, Database, House
from tests.integration.running_service import Client, running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
HEADERS = {"traceparent": f"00-{TRACE}-{PARENT}-01", "x-request-id": "asked"}
QUOTE = "/api/staff/auto/quote"


@pytest.fixture
def exporter() -> Iterator[InMemorySpanExporter]:
    """Spans, kept here instead of being sent."""
    kept, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    end = spans.use(provider)
    yield kept
    end()


@pytest.fixture
def client(exporter: InMemorySpanExporter, database: Database) -> Iterator[Client]:
    """A service that does jobs, too, and makes spans."""
    assert exporter
    with running_service(database.dsn, worker=True, plan_budget_seconds=5) as service:
        yield service


def tree(exporter: InMemorySpanExporter) -> dict[str, ReadableSpan]:
    """Return the spans of the trace by name."""
    found = exporter.get_finished_spans()
    return {s.name: s for s in found if f"{s.context.trace_id:032x}" == TRACE}


def parent_of(span: ReadableSpan, known: dict[str, ReadableSpan]) -> str | None:
    """Return the name of a span's parent; None when it is not one of ours."""
    assert span.parent is not None
    names = {other.context.span_id: name for name, other in known.items()}
    return names.get(span.parent.span_id)


def test_a_quote_is_one_tree_below_the_callers_span(
    client: Client, exporter: InMemorySpanExporter, house: House
) -> None:
    """Request, quote, snapshot, search, commit: each below what it is part of."""
    guest = house.booking(dt.time(19), party_size=4)
    answer = client.http.post(QUOTE, json={"bookingId": str(guest)}, headers=HEADERS)
    assert answer.status_code == 200
    name = f"POST {QUOTE}"
    until(lambda: name in tree(exporter), 5)
    found = tree(exporter)
    assert f"{found[name].parent.span_id:016x}" == PARENT  # type: ignore[union-attr]
    assert parent_of(found["quote"], found) == name
    assert parent_of(found["quote.search"], found) == "quote"
    assert parent_of(found["commit.hold"], found) == "quote"
    attributes: Any = found[name].attributes
    assert attributes["maitred.request_id"] == "asked"
    assert attributes["maitred.status"] == 200
    searched: Any = found["quote.search"].attributes
    assert searched["maitred.candidates"] > 1


def test_a_job_goes_on_in_the_trace_of_who_asked(
    client: Client, exporter: InMemorySpanExporter, house: House
) -> None:
    """Solve by phase, the function call and the commit are below the job's span."""
    house.booking(dt.time(19), party_size=4)
    path = f"/api/v1/restaurants/{house.id}/days/{DATE}/plan"
    assert client.http.post(path, json={}, headers=HEADERS).status_code == 202
    route = "POST /api/v1/restaurants/{restaurant_id}/days/{date}/plan"
    until(lambda: {"job plan", route} <= tree(exporter).keys(), 30)
    found = tree(exporter)
    assert parent_of(found["job plan"], found) == route
    assert parent_of(found["solve"], found) == "job plan"
    for phase in ("prepare", "finish"):
        assert parent_of(found[f"solve.{phase}"], found) == "solve"
    assert parent_of(found["function.assign_tables_atomic_v2"], found) == "commit.plan"
    solved: Any = found["solve"].attributes
    assert (solved["maitred.gap"], solved["maitred.status"]) == (0, "optimal")


@pytest.mark.parametrize("given", ["00-zz-zz-01", "", "00-" + "0" * 32 + "-" + "0" * 16 + "-01"])
def test_a_traceparent_that_is_none_begins_a_trace(
    client: Client, exporter: InMemorySpanExporter, given: str
) -> None:
    """The request is served, under a trace of its own."""
    assert client.http.get("/health/live", headers={"traceparent": given}).status_code == 200
    until(lambda: len(exporter.get_finished_spans()) >= 1, 5)
    [span] = [s for s in exporter.get_finished_spans() if s.name == "GET /health/live"]
    assert span.parent is None


def test_who_is_not_sampled_has_no_spans_in_jobs_either(
    client: Client, exporter: InMemorySpanExporter, house: House
) -> None:
    """What the caller has decided holds for all that the request leads to."""
    house.booking(dt.time(19), party_size=4)
    path = f"/api/v1/restaurants/{house.id}/days/{DATE}/plan"
    for sampled in ("00", "01"):
        headers = {"traceparent": f"00-{TRACE}-{PARENT}-{sampled}", "x-request-id": sampled}
        assert client.http.post(path, json={}, headers=headers).status_code == 202
        until(
            lambda: not house.value("select count(*) from maitred.jobs where state <> 'done'"), 30
        )
    until(lambda: "job plan" in tree(exporter), 5)
    names = [span.name for span in exporter.get_finished_spans()]
    assert names.count("job plan") == 1
