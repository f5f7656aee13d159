"""Stages of the work: each is timed once, and told to whoever listens.

A stage is a step of the trace that is being written, and a span when spans are sent. Where neither
is the case it costs next to nothing.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from telemetry import spans

MOST_STEPS = 200
"""Of one trace; what comes later is only counted."""

Facts = dict[str, Any]


@dataclass
class Stage:
    """What is being told of one stage: ids, numbers, codes; never guests' data."""

    name: str
    facts: Facts

    def tell(self, **facts: Any) -> None:
        """Add what is known now."""
        self.facts.update(facts)


@dataclass(frozen=True)
class Step:
    """A stage that is over."""

    name: str
    at: float
    """When it began, seconds since 1970."""
    seconds: float
    facts: Facts


@dataclass
class Trace:
    """The stages of one request, or of one attempt at a job, and what it was about."""

    request_id: str
    kind: str
    """``request`` or ``job``."""
    at: float = field(default_factory=time.time)
    steps: list[Step] = field(default_factory=list)
    left_out: int = 0
    about: Facts = field(default_factory=dict)
    """``restaurant``, ``booking``, ``run``, ``job``: ids."""

    def add(self, step: Step) -> None:
        """Add a step, unless there are too many."""
        if len(self.steps) < MOST_STEPS:
            self.steps.append(step)
        else:
            self.left_out += 1


_TRACE: ContextVar[Trace | None] = ContextVar("trace", default=None)


@contextmanager
def tracing(trace: Trace | None) -> Iterator[None]:
    """Collect the stages of what happens meanwhile; None: do not."""
    token = _TRACE.set(trace)
    try:
        yield
    finally:
        _TRACE.reset(token)


def about(**ids: Any) -> None:
    """Say what the work is about; what was said first stays."""
    trace = _TRACE.get()
    if trace is not None:
        for name, value in ids.items():
            trace.about.setdefault(name, str(value))


@contextmanager
def stage(name: str, **facts: Any) -> Iterator[Stage]:
    """Time a stage; one that ends with an exception says with which."""
    told, at, began = Stage(name, facts), time.time(), time.perf_counter()
    with spans.span(name) as span:
        try:
            yield told
        except BaseException as error:
            told.tell(error=getattr(error, "code", None) or type(error).__name__)
            raise
        finally:
            _over(told, at, time.perf_counter() - began)
            if span is not None:
                spans.describe(span, told.facts)


def passed(name: str, seconds: float, **facts: Any) -> None:
    """Tell of a stage that ended just now, timed by whoever went through it."""
    at = time.time() - seconds
    _over(Stage(name, facts), at, seconds)
    spans.past(name, at, seconds, facts)


def _over(told: Stage, at: float, seconds: float) -> None:
    trace = _TRACE.get()
    if trace is not None:
        trace.add(Step(told.name, at, seconds, told.facts))
