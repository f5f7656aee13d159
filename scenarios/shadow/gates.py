"""Acceptance gates: conditions on a shadow report that a release pipeline waits for.

A gate is a metric, an operator and a value: ``covers>=0``, ``waste<=5%``, ``p95<=300ms``.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import ge, gt, le, lt

from models.base import Value
from models.errors import Flaw, InvalidInputError, shorten
from scenarios.shadow.report import MORE_IS_BETTER, ShadowReport

OPERATORS: dict[str, Callable[[float, float], bool]] = {"<=": le, ">=": ge, "<": lt, ">": gt}

SHAPE = re.compile(r"\s*([a-z0-9_]+)\s*(<=|>=|<|>)\s*([+-]?\d{1,9}(?:\.\d{1,6})?)\s*(%|ms|s)?\s*")
ASKED_IN_VAIN = re.compile(r"\s*([A-Za-z0-9_]+)\s*\Z")

DIFFERENCE, SHARE, TIME, PROOF, NUMBER = "difference", "share", "time", "proof", "number"

METRICS = {
    "covers": (DIFFERENCE, "guests seated, maitred less the old allocator: a night, or in %"),
    "seated": (DIFFERENCE, "the same of bookings seated"),
    "refusals": (DIFFERENCE, "the same of bookings without a table"),
    "waste": (DIFFERENCE, "the same of empty seats at given tables"),
    "moves": (DIFFERENCE, "the same of bookings that were given other tables"),
    "better": (SHARE, "bookings that maitred alone would have seated: a night, or in %"),
    "worse": (SHARE, "bookings that the old allocator alone seated: a night, or in %"),
    "p50": (TIME, "median of planning times, in ms or s"),
    "p95": (TIME, "95th percentile of planning times, in ms or s"),
    "longest": (TIME, "the longest planning time, in ms or s"),
    "gap": (PROOF, "the largest proven gap of a plan, in %"),
    "nights": (NUMBER, "nights that were compared"),
}
"""What a gate may ask for: its kind, and what it is."""

UNITS = {
    DIFFERENCE: ("", "%"),
    SHARE: ("", "%"),
    TIME: ("ms", "s"),
    PROOF: ("%",),
    NUMBER: ("",),
}


PATTERN = "|".join(
    f"^{name}(<=|>=|<|>)-?[0-9]{{1,6}}({'|'.join(UNITS[kind])})$"
    for name, (kind, _) in METRICS.items()
)
"""What can be read, for those who look at a schema: errors say more than that it does not match."""


@dataclass(frozen=True)
class Gate:
    """One condition."""

    metric: str
    operator: str
    value: float
    unit: str
    """Nothing, ``%``, ``ms`` or ``s``."""

    def __str__(self) -> str:
        return f"{self.metric}{self.operator}{number(self.value)}{self.unit}"


class GateResult(Value):
    """What became of a gate."""

    gate: str
    passed: bool
    value: float | None
    """In the unit of the gate; None when nothing can be said, or it is infinitely more."""
    unit: str
    words: str


def parse_gates(given: Sequence[str]) -> tuple[Gate, ...]:
    """Read gates.

    Raises:
        InvalidInputError: one cannot be read, or asks for what there is not; all flaws are named.
    """
    gates, flaws = list[Gate](), list[Flaw]()
    for text in given:
        found = _parse(text)
        if isinstance(found, Gate):
            gates.append(found)
        else:
            flaws.append(found)
    if flaws:
        raise InvalidInputError(flaws, subject="gates")
    return tuple(gates)


def _parse(text: str) -> Gate | Flaw:
    place = "gate"
    match = SHAPE.fullmatch(text)
    if match is None:
        message = "is no gate; write a metric, an operator (<= >= < >) and a value: 'covers>=0'"
        if ASKED_IN_VAIN.match(text):
            message += ", in quotes: a shell takes a bare > or < for itself"
        return Flaw(place, shorten(text), message)
    metric, operator, value, unit = match.group(1), match.group(2), match.group(3), match.group(4)
    if metric not in METRICS:
        known = ", ".join(METRICS)
        return Flaw(place, shorten(text), f"unknown metric {metric!r}; there are {known}")
    allowed = UNITS[METRICS[metric][0]]
    if (unit or "") not in allowed:
        wanted = " or ".join(item or "no unit" for item in allowed)
        said = f"the unit {unit!r}" if unit else "no unit"
        return Flaw(place, shorten(text), f"{metric} takes {wanted}, not {said}")
    return Gate(metric, operator, float(value), unit or "")


def number(value: float) -> str:
    """Return a number as short as it can be read again."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def judge(report: ShadowReport, gates: Sequence[Gate]) -> tuple[GateResult, ...]:
    """Evaluate gates; without anything to compare none of them passes, but those that fewer
    nights satisfy."""
    return tuple(_judge(report, gate) for gate in gates)


def _judge(report: ShadowReport, gate: Gate) -> GateResult:
    value = value_of(report, gate)
    if value is None:
        words, passed = "nothing to compare", False
    else:
        passed = OPERATORS[gate.operator](value, gate.value)
        words = _words(report, gate, value)
    finite = value is not None and math.isfinite(value)
    return GateResult(
        gate=str(gate),
        passed=passed,
        value=value if finite else None,
        unit=gate.unit,
        words=words,
    )


def value_of(report: ShadowReport, gate: Gate) -> float | None:
    """Return what a report says of a metric, in the unit of the gate; None if it says nothing.

    A share of nothing is infinite.
    """
    nights = len(report.nights)
    kind = METRICS[gate.metric][0]
    if kind is NUMBER:
        return nights
    if not nights:
        return None
    if kind is TIME:
        assert report.seconds is not None
        name = {"p50": "median"}.get(gate.metric, gate.metric)
        seconds: float = getattr(report.seconds, name)
        return round(seconds * 1000, 3) if gate.unit == "ms" else seconds
    if kind is PROOF:
        return math.inf if report.worst_gap is None else 100 * report.worst_gap
    if kind is SHARE:
        total: int = getattr(report, gate.metric)
        return _share(total, report.bookings) if gate.unit else total / nights
    figure = report.figures[gate.metric]
    more = figure.maitred - figure.old
    return _share(more, figure.old) if gate.unit else more / nights


def _share(part: int, whole: int) -> float:
    if not whole:
        return 0.0 if not part else math.copysign(math.inf, part)
    return 100 * part / whole


def _words(report: ShadowReport, gate: Gate, value: float) -> str:
    kind = METRICS[gate.metric][0]
    shown = f"{value:+.2f}" if kind is DIFFERENCE else f"{value:.2f}"
    if kind is NUMBER:
        shown = f"{value:.0f}"
    if math.isinf(value):
        return "a plan has no proven bound" if kind is PROOF else "the old allocator had none"
    words = shown + ("" if not gate.unit else f" {gate.unit}")
    if kind in (DIFFERENCE, SHARE) and not gate.unit:
        words += " a night"
    if gate.metric in MORE_IS_BETTER:
        figure = report.figures[gate.metric]
        words += f" ({figure.old} → {figure.maitred}, {figure.verdict.value.lower()})"
    return words
