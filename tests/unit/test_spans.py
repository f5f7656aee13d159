"""Spans that nobody wants cost nothing; spans that cannot be sent are said to be so."""

import builtins
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from models.errors import InvalidInputError
from settings import load_settings
from telemetry import spans
from telemetry.stages import MOST_STEPS, Trace, about, passed, stage, tracing


def test_without_a_collector_there_are_none() -> None:
    """The API package is not even asked for."""
    assert not spans.sent()
    with spans.continuing({"traceparent": "x"}) as made:
        assert (made, spans.traceparent()) == (None, None)


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence with the command, instead of a stack trace."""
    real = builtins.__import__

    def without(
        name: str,
        globals_: Mapping[str, object] | None = None,
        locals_: Mapping[str, object] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        if name.startswith("opentelemetry"):
            raise ImportError(name)
        return real(name, globals_, locals_, fromlist, level)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(spans.NoSpansError) as caught:
        spans.send_spans("http://localhost:4318")
    assert "maitred[otel]" in (caught.value.hint or "")


@pytest.mark.parametrize("url", ["localhost:4318", "ftp://collector", "http://"])
def test_a_collector_has_an_address(url: str) -> None:
    """A wrong one is refused when the service starts."""
    with pytest.raises(InvalidInputError, match=r"(?i)otlp_endpoint"):
        load_settings(dev_auth=True, otlp_endpoint=url)


def test_a_trace_has_a_limit() -> None:
    """What comes after it is counted, not kept."""
    trace = Trace("r", "request")
    with tracing(trace):
        about(booking="b")
        about(booking="another")
        for _ in range(MOST_STEPS + 5):
            with stage("step"):
                pass
    with stage("outside"):
        pass
    assert (len(trace.steps), trace.left_out, trace.about) == (MOST_STEPS, 5, {"booking": "b"})


def test_a_step_knows_what_it_is_part_of() -> None:
    """Also one that was timed by somebody else."""
    trace = Trace("r", "request")
    with tracing(trace):
        with stage("outer"), stage("inner"):
            passed("innermost", 0.5)
        with stage("next"):
            pass
    names = {step.number: step.name for step in trace.steps}
    parts = {step.name: names.get(step.within or 0) for step in trace.steps}
    assert parts == {"outer": None, "inner": "outer", "innermost": "inner", "next": None}


def test_a_stage_says_what_ended_it() -> None:
    """The code of a refusal, the type of anything else; and it goes on."""
    trace = Trace("r", "request")
    with tracing(trace):
        with pytest.raises(spans.NoSpansError), stage("refused"):
            raise spans.NoSpansError("no")
        with pytest.raises(KeyError), stage("defect"):
            raise KeyError("k")
    told = [(step.name, step.facts["error"]) for step in trace.steps]
    assert told == [("refused", "NO_OPENTELEMETRY"), ("defect", "KeyError")]
