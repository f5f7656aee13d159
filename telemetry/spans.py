"""OpenTelemetry spans: off until somebody names a collector. The rest of maitred never needs it.

They are made of the steps of a trace once the work is over: a span that is open meanwhile costs ten
times as much as the stage itself, and somebody waits for that. What is known at once are the ids of
the root, since logs and jobs name them.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from models.errors import MaitredError
from telemetry.stages import Step

if TYPE_CHECKING:
    from opentelemetry.context import Context
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Span, Tracer

    from telemetry.span_ids import GivenIds

PREFIX = "maitred."
"""Of the names of attributes."""


@dataclass(frozen=True)
class Maker:
    """What makes spans."""

    provider: "TracerProvider"
    tracer: "Tracer"
    ids: "GivenIds"


@dataclass(frozen=True)
class Root:
    """The root of the spans of one request or job."""

    trace: int
    span: int
    parent: "Context | None"
    """The caller's span."""
    at: float = field(default_factory=time.time)
    """When it began, seconds since 1970."""

    @property
    def trace_id(self) -> str:
        """The trace, as logs and W3C have it."""
        return f"{self.trace:032x}"


_maker: Maker | None = None
_ROOT: ContextVar[Root | None] = ContextVar("root_span", default=None)


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
    from telemetry.span_ids import GivenIds

    global _maker
    provider.id_generator = ids = GivenIds()
    _maker = Maker(provider, provider.get_tracer("maitred"), ids)

    def end() -> None:
        global _maker
        _maker = None
        provider.shutdown()

    return end


def sent() -> bool:
    """Tell whether spans are made at all."""
    return _maker is not None


@contextmanager
def continuing(headers: Mapping[str, str]) -> Iterator[Root | None]:
    """Be within a root that continues whatever ``traceparent`` names; any other one is ignored."""
    if _maker is None:
        yield None
        return
    root = _root(_maker, headers)
    token = _ROOT.set(root)
    try:
        yield root
    finally:
        _ROOT.reset(token)


def _root(maker: Maker, headers: Mapping[str, str]) -> Root:
    if "traceparent" in headers:
        from opentelemetry.trace import get_current_span
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        parent = TraceContextTextMapPropagator().extract(headers)
        found = get_current_span(parent).get_span_context()
        if found.is_valid:
            return Root(found.trace_id, maker.ids.generate_span_id(), parent)
    return Root(maker.ids.generate_trace_id(), maker.ids.generate_span_id(), None)


def tell(
    root: Root, name: str, facts: Mapping[str, Any], steps: Iterable[Step], seconds: float
) -> None:
    """Make the span of a root that took so long, and those of its steps below it."""
    maker = _maker
    if maker is None:
        return
    from opentelemetry.context import Context
    from opentelemetry.trace import SpanKind

    with maker.ids.giving(root.trace, root.span):
        span = maker.tracer.start_span(
            name, root.parent or Context(), SpanKind.SERVER, start_time=round(root.at * 1e9)
        )
    if span.is_recording():
        _describe(span, facts)
        _tell_steps(maker.tracer, span, steps)
    span.end(round((root.at + seconds) * 1e9))


def _tell_steps(tracer: "Tracer", root: "Span", steps: Iterable[Step]) -> None:
    from opentelemetry.trace import set_span_in_context

    made: dict[int | None, Context] = {None: set_span_in_context(root)}
    for step in sorted(steps, key=lambda step: step.number):
        began = round(step.at * 1e9)
        # What a step is part of may have been left out.
        below = made.get(step.within, made[None])
        one = tracer.start_span(step.name, context=below, start_time=began)
        _describe(one, step.facts)
        one.end(end_time=began + round(step.seconds * 1e9))
        made[step.number] = set_span_in_context(one)


def _describe(made: "Span", facts: Mapping[str, Any]) -> None:
    """Add facts that a span can hold as attributes."""
    for name, value in facts.items():
        if value is not None:
            plain = isinstance(value, bool | int | float | str)
            made.set_attribute(PREFIX + name, value if plain else str(value))


def traceparent() -> str | None:
    """Return what continues the present root elsewhere, in W3C's form; None without one."""
    maker, root = _maker, _ROOT.get()
    if maker is None or root is None:
        return None
    from opentelemetry.sdk.trace.sampling import Decision

    found = maker.provider.sampler.should_sample(root.parent, root.trace, "")
    sampled = found.decision is Decision.RECORD_AND_SAMPLE
    return f"00-{root.trace_id}-{root.span:016x}-{sampled:02x}"
