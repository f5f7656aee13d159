"""Plans as files: both forms are read, and the reference form is exact."""

import datetime as dt
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from benchmarks.reference_verify import evaluate
from models.errors import InvalidInputError
from models.plan import (
    DayPlan,
    Objective,
    PlanStatus,
    Seating,
    SolveRecord,
    SolverOutcome,
    Statistics,
    TierProof,
    Unseated,
    UnseatedReason,
)
from models.planfile import parse_decisions, reference_form
from models.window import Window

EVENING = Window(
    start=datetime(2000, 1, 1, 19, tzinfo=UTC), end=datetime(2000, 1, 1, 20, tzinfo=UTC)
)


def plan(**changes: Any) -> DayPlan:
    """Build a plan that seats b1 on a merge and leaves b2 out."""
    fields: dict[str, Any] = {
        "problem_id": "day",
        "problem_hash": "0" * 64,
        "date": dt.date(2000, 1, 1),
        "mode": "fill",
        "max_moves": None,
        "status": PlanStatus.FEASIBLE,
        "seatings": (Seating(booking="b1", party=6, tables=("T1", "T2"), window=EVENING, seats=8),),
        "unseated": (
            Unseated(
                booking="b2",
                party=9,
                window=EVENING,
                reason=UnseatedReason.NO_TABLE_FITS,
                message="No table or merge takes a party of 9.",
            ),
        ),
        "objective": Objective(
            total=6460, seated=6500, stability=0, preferences=-40, terms={"cover": 6000}
        ),
        "proof": (TierProof(tier="total", value=6460, bound=6500),),
        "statistics": Statistics(
            bookings=2,
            seated=1,
            covers=6,
            covers_requested=15,
            merges=1,
            empty_seats=2,
            moved=0,
        ),
        "solve": SolveRecord(
            outcome=SolverOutcome.COMPLETED,
            seconds=0.12345,
            budget_seconds=5,
            seed=0,
            incumbents=1,
            versions={},
        ),
    }
    return DayPlan(**{**fields, **changes})


def test_reference_form_is_exactly_what_the_verifier_reads() -> None:
    """Assigned, unassigned, seconds and nothing else; the reference checker accepts it."""
    form = reference_form(plan())
    assert form == {"assigned": {"b1": ["T1", "T2"]}, "unassigned": ["b2"], "seconds": 0.123}
    day = {
        "id": "day",
        "tables": [
            {"id": name, "capacity": 4, "min_party": 1, "zone": "Z", "movable": True}
            for name in ("T1", "T2")
        ],
        "adjacency": [["T2", "T1"]],
        "bookings": [
            {"id": "b1", "party": 6, "start": 1140, "end": 1200},
            {"id": "b2", "party": 9, "start": 1140, "end": 1200},
        ],
    }
    verdict = evaluate(day, form)
    assert (verdict["feasible"], verdict["objective"]) == (True, 6460)


def test_both_forms_give_the_same_decisions() -> None:
    """`maitred check` reads what either --format wrote; only our own form carries the proof."""
    whole = plan()
    own, own_plan = parse_decisions(whole.model_dump_json())
    short, no_plan = parse_decisions(json.dumps(reference_form(whole)))
    assert own == short == {"b1": ("T1", "T2")}
    assert own_plan == whole
    assert no_plan is None


def test_a_table_that_nobody_gets_is_an_empty_list() -> None:
    """Reading does not judge: an empty list is handed to the checker, which names it."""
    assert parse_decisions('{"assigned": {"b1": []}, "unassigned": []}')[0] == {"b1": ()}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", ["plan.json", "neither a plan of"]),
        ("{}", ["neither a plan of"]),
        ('{"assigned": []}', ["neither a plan of"]),
        ('{"assigned": {"b1": "T1"}}', ["assigned.b1", "list of table ids", "'T1'"]),
        ('{"assigned": {"b1": [1]}}', ["assigned.b1", "list of table ids", "[1]"]),
        ('{"seatings": []}', ["problem_id: Field required"]),
        ('{"assigned": {"b1": [], "b1": []}}', ["a key is repeated"]),
        ("{", ["not valid JSON"]),
    ],
)
def test_text_that_is_no_plan_is_refused(text: str, words: list[str]) -> None:
    """A wrong file is one sentence that says what was expected, never a traceback."""
    with pytest.raises(InvalidInputError) as caught:
        parse_decisions(text, subject="plan.json")
    assert all(word in caught.value.message for word in words), caught.value.message


def test_plan_hash_is_about_decisions_alone() -> None:
    """Two solves with equal plans hash equally, however long they took; another table does not."""
    base = plan()
    slower = base.replace(solve=base.solve.replace(seconds=9.0), status=PlanStatus.OPTIMAL)
    moved = base.replace(seatings=(base.seatings[0].replace(tables=("T1",)),))
    turned = base.replace(seatings=(base.seatings[0].replace(tables=("T2", "T1")),))
    assert slower.plan_hash() == turned.plan_hash() == base.plan_hash()
    assert moved.plan_hash() != base.plan_hash()


@pytest.mark.parametrize(
    ("value", "bound", "gap"),
    [
        (100.0, 100.0, 0.0),
        (99.0, 100.0, 0.01),
        (0.0, 0.0, 0.0),
        (101.0, 100.0, 0.0),
        (5, None, None),
    ],
)
def test_gap_is_relative_to_the_bound(value: float, bound: float | None, gap: float | None) -> None:
    """No bound means no gap, never a gap of zero."""
    assert TierProof(tier="total", value=value, bound=bound).gap == gap


def test_leading_tier_speaks_for_the_plan() -> None:
    """Bound and gap of a plan are those of its first tier."""
    proof = (
        TierProof(tier="seated", value=6500, bound=6500),
        TierProof(tier="preferences", value=-40, bound=None),
    )
    assert (plan(proof=proof).bound, plan(proof=proof).gap) == (6500, 0.0)
