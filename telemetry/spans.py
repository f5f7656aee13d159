"""OpenTelemetry spans: off until somebody names a collector. The rest of maitred never needs it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from models.errors import MaitredError
from telemetry.stages import Step

if TYPE_CHECKING:
    from opentelemetry.context import Context
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


def tell_steps(root: "Span", steps: Iterable[Step]) -> None:
    """Make the steps of a trace spans below its root, which is still open.

    That is done once the work is over: a span that is open meanwhile costs ten times as much as
    the stage itself, and somebody waits for that.
    """
    if _tracer is None or not root.is_recording():
        return
    from opentelemetry.trace import set_span_in_context

    made: dict[int | None, Context] = {None: set_span_in_context(root)}
    for step in sorted(steps, key=lambda step: step.number):
        began = round(step.at * 1e9)
        # What a step is part of may have been left out.
        below = made.get(step.within, made[None])
        one = _tracer.start_span(step.name, context=below, start_time=began)
        describe(one, step.facts)
        one.end(end_time=began + round(step.seconds * 1e9))
        made[step.number] = set_span_in_context(one)


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


def trace_id(span: "Span") -> str:
    """Return the id of a span's trace, as the logs and W3C have it."""
    return f"{span.get_span_context().trace_id:032x}"
