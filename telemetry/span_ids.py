"""Ids of spans: random, but for a span whose ids were told before it was made."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import local

from opentelemetry.sdk.trace.id_generator import RandomIdGenerator


class GivenIds(RandomIdGenerator):
    """Makes ids, and gives those of the present thread that were told before."""

    def __init__(self) -> None:
        self._given = local()

    @contextmanager
    def giving(self, trace: int, span: int) -> Iterator[None]:
        """Give these to the one span that is made meanwhile."""
        self._given.ids = trace, span
        try:
            yield
        finally:
            del self._given.ids

    def generate_trace_id(self) -> int:
        """Return the id of a trace, 128 bits."""
        given: tuple[int, int] | None = getattr(self._given, "ids", None)
        return super().generate_trace_id() if given is None else given[0]

    def generate_span_id(self) -> int:
        """Return the id of a span, 64 bits."""
        given: tuple[int, int] | None = getattr(self._given, "ids", None)
        return super().generate_span_id() if given is None else given[1]
