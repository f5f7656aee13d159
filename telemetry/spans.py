"""OpenTelemetry spans: off until somebody names a collector. The rest of maitred never needs it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from models.errors import MaitredError

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Span, Tracer

PREFIX = "maitred."
"""Of the names of attributes."""

_tracer: "Tracer | None" = None


class NoSpansError(MaitredError):
    """Spans are wanted, and what sends them is not installed."""

    code = "NO_OPENTELEMETRY"


def send_spans(endpoint: str) -> Callable[[], None]:
    """Send spans to a collector (OTLP over HTTP); return what sends the last ones and ends it.

    Raises:
        NoSpansError: the extra ``otel`` is not installed.
    """
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise NoSpansError(
            "MAITRED_OTLP_ENDPOINT is set, but OpenTelemetry is not installed",
            hint="Install it with `pip install 'maitred[otel]'`, or unset MAITRED_OTLP_ENDPOINT.",
        ) from error
    known = {"service.name": "maitred", "service.version": version("maitred")}
    provider = TracerProvider(resource=Resource.create(known))
    url = endpoint.rstrip("/")
    address = url if url.endswith("/v1/traces") else f"{url}/v1/traces"
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=address)))
    return use(provider)


def use(provider: "TracerProvider") -> Callable[[], None]:
    """Make spans with a provider; return what ends it."""
    global _tracer
    _tracer = provider.get_tracer("maitred")

    def end() -> None:
        global _tracer
        _tracer = None
        provider.shutdown()

    return end


def sent() -> bool:
    """Tell whether spans are made at all."""
    return _tracer is not None


@contextmanager
def span(name: str) -> "Iterator[Span | None]":
    """Be within a span; None when none are made."""
    if _tracer is None:
        yield None
        return
    with _tracer.start_as_current_span(name) as current:
        yield current


@contextmanager
def continuing(headers: Mapping[str, str], name: str) -> "Iterator[Span | None]":
    """Be within a span that continues whatever ``traceparent`` names; any other one is ignored."""
    if _tracer is None:
        yield None
        return
    from opentelemetry.trace import SpanKind
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    parent = TraceContextTextMapPropagator().extract(headers)
    with _tracer.start_as_current_span(name, context=parent, kind=SpanKind.SERVER) as current:
        yield current


def past(name: str, at: float, seconds: float, facts: Mapping[str, Any]) -> None:
    """Add a span that is over; ``at`` is when it began, in seconds since 1970."""
    if _tracer is not None:
        began = round(at * 1e9)
        made = _tracer.start_span(name, start_time=began)
        describe(made, facts)
        made.end(end_time=began + round(seconds * 1e9))


def describe(made: "Span", facts: Mapping[str, Any]) -> None:
    """Add facts that a span can hold as attributes."""
    for name, value in facts.items():
        if value is not None:
            plain = isinstance(value, bool | int | float | str)
            made.set_attribute(PREFIX + name, value if plain else str(value))


def traceparent() -> str | None:
    """Return what continues the present span elsewhere, in W3C's form; None without one."""
    if _tracer is None:
        return None
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    carrier: dict[str, str] = {}
    TraceContextTextMapPropagator().inject(carrier)
    return carrier.get("traceparent")


def trace_id() -> str | None:
    """Return the id of the present span's trace, for the logs; None without one."""
    found = traceparent()
    return None if found is None else found.split("-")[1]
