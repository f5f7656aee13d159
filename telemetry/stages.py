"""Stages of the work: each is timed once, and kept as a step of the trace that is collected.

Whoever collects it writes the trace, and makes spans of its steps, when the work is over: while
it goes on a stage costs next to nothing.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

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
    number: int = 0
    """Counted by the beginnings."""
    within: int | None = None
    """The number of the step that it is part of."""


@dataclass
class Trace:
    """The stages of one request, or of one attempt at a job, and what it was about."""

    request_id: str
    kind: str
    """``request`` or ``job``."""
    at: float = field(default_factory=time.time)
    steps: list[Step] = field(default_factory=list)
    left_out: int = 0
    begun: int = 0
    """How many steps have begun."""
    about: Facts = field(default_factory=dict)
    """``restaurant``, ``booking``, ``run``, ``job``: ids."""

    def begin(self) -> int:
        """Count a step that begins; return its number."""
        self.begun += 1
        return self.begun

    def add(self, step: Step) -> None:
        """Add a step, unless there are too many."""
        if len(self.steps) < MOST_STEPS:
            self.steps.append(step)
        else:
            self.left_out += 1


_TRACE: ContextVar[Trace | None] = ContextVar("trace", default=None)
_WITHIN: ContextVar[int | None] = ContextVar("within", default=None)


@contextmanager
def tracing(trace: Trace | None) -> Iterator[None]:
    """Collect the stages of what happens meanwhile; None: do not."""
    token, outer = _TRACE.set(trace), _WITHIN.set(None)
    try:
        yield
    finally:
        _TRACE.reset(token)
        _WITHIN.reset(outer)


def about(**ids: Any) -> None:
    """Say what the work is about; what was said first stays."""
    trace = _TRACE.get()
    if trace is not None:
        for name, value in ids.items():
            trace.about.setdefault(name, str(value))


@contextmanager
def stage(name: str, **facts: Any) -> Iterator[Stage]:
    """Time a stage; one that ends with an exception says with which."""
    told, trace = Stage(name, facts), _TRACE.get()
    if trace is None:
        yield told
        return
    number, within = trace.begin(), _WITHIN.get()
    token, at, began = _WITHIN.set(number), time.time(), time.perf_counter()
    try:
        yield told
    except BaseException as error:
        told.tell(error=getattr(error, "code", None) or type(error).__name__)
        raise
    finally:
        _WITHIN.reset(token)
        trace.add(Step(name, at, time.perf_counter() - began, told.facts, number, within))


def passed(name: str, seconds: float, **facts: Any) -> None:
    """Tell of a stage that ended just now, timed by whoever went through it."""
    trace = _TRACE.get()
    if trace is not None:
        at = time.time() - seconds
        trace.add(Step(name, at, seconds, facts, trace.begin(), _WITHIN.get()))
