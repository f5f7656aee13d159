"""Planning a whole day through the front door: plan, proof, records, and the known optima."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.reference_verify import evaluate
from models.booking import BookingStatus
from models.dayfile import parse_day
from models.plan import Change, DayPlan, PlanStatus, SolverOutcome, UnseatedReason
from models.planfile import parse_decisions, reference_form
from models.problem import DayProblem
from models.rules import RULE_PRESETS
from models.weights import WEIGHT_PRESETS
from solver.checker import check_plan
from solver.day import plan_day
from solver.search import Progress
from tests.solver_days import booking, day, table, taken
from tests.solver_random import random_day

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
OPTIMA: dict[str, dict[str, Any]] = json.loads((TINY / "optima.json").read_text())
ROOM = (table("A", 2), table("B", 4), table("C", 4))


def tiny(name: str) -> DayProblem:
    """Read a tiny day under the reference rules and weights."""
    file = parse_day((TINY / f"{name}.json").read_bytes())
    return file.to_problem(
        rules=RULE_PRESETS["reference"].replace(max_tables=file.max_merge or 3),
        weights=WEIGHT_PRESETS["reference"],
    )


def assert_sound(problem: DayProblem, plan: DayPlan) -> None:
    """Assert what holds for every plan: it is legal, and its numbers are those of its seatings."""
    verdict = check_plan(problem, {item.booking: item.tables for item in plan.seatings})
    assert verdict.ok, verdict.violations
    assert round(plan.objective.total * 100) == verdict.total
    assert sum(plan.objective.terms.values()) == pytest.approx(plan.objective.total)
    tiers = (plan.objective.seated, plan.objective.stability, plan.objective.preferences)
    assert sum(tiers) == pytest.approx(plan.objective.total)
    wanted = {item.id for item in problem.bookings if problem.wants_tables(item)}
    seated = {item.booking for item in plan.seatings}
    assert seated | {item.booking for item in plan.unseated} == wanted
    assert not seated & {item.booking for item in plan.unseated}
    assert plan.statistics.bookings == len(wanted)
    assert plan.statistics.seated == len(seated)
    assert plan.statistics.covers == sum(item.party for item in plan.seatings)
    for proof in plan.proof:
        assert proof.bound is None or proof.bound >= proof.value
    assert plan.problem_hash == problem.content_hash()


@pytest.mark.parametrize("name", sorted(OPTIMA))
def test_tiny_days_reach_their_known_optimum(name: str) -> None:
    """Each day on which the old allocator fails is solved to its known optimum, with proof, and
    the benchmark's own verifier accepts the plan."""
    problem, known = tiny(name), OPTIMA[name]
    plan = plan_day(problem, budget_seconds=20)
    assert_sound(problem, plan)
    assert plan.objective.total == known["objective"]
    assert plan.status is PlanStatus.OPTIMAL
    assert plan.bound == known["objective"]
    assert len(plan.seatings) == known["seated"]
    if known["unique"]:
        assert {s.booking: list(s.tables) for s in plan.seatings} == known["assigned"]
    verdict = evaluate(json.loads((TINY / f"{name}.json").read_text()), reference_form(plan))
    assert verdict["feasible"], verdict["errors"]
    assert verdict["objective"] == known["objective"]


@pytest.mark.parametrize(
    "problem",
    [
        day(ROOM),
        day([]),
        day([table("A", active=False)]),
        day(ROOM, [booking("b1", status=BookingStatus.CANCELLED, has="A")]),
        day(ROOM, [booking("b1", 2, has="A"), booking("b2", 4, has="B", locked=True)]),
    ],
    ids=["no bookings", "no tables", "all closed", "all cancelled", "all fixed"],
)
def test_nothing_to_decide(problem: DayProblem) -> None:
    """No solver is asked when there is nothing to plan, and the plan is proven at once."""
    plan = plan_day(problem, budget_seconds=5)
    assert_sound(problem, plan)
    assert plan.status is PlanStatus.OPTIMAL
    assert plan.gap == 0
    assert plan.solve.outcome is SolverOutcome.NOT_NEEDED
    assert plan.unseated == ()


def test_no_table_at_all() -> None:
    """Bookings without any table are unseated with a reason, not an error."""
    problem = day([], [booking("b1", 2)])
    plan = plan_day(problem, budget_seconds=5)
    assert_sound(problem, plan)
    assert plan.status is PlanStatus.OPTIMAL
    assert [item.reason for item in plan.unseated] == [UnseatedReason.NO_TABLE_FITS]


def test_a_day_with_everything() -> None:
    """New, kept, moved, stale, locked, gone, and unseated for two reasons: each says what it is."""
    problem = day(
        (*ROOM, table("D", 2)),
        [
            booking("kept", 4, has="B", locked=True),
            booking("moved", 2, has="C"),
            booking("new", 4),
            booking("gone", 2, has="A", status=BookingStatus.NO_SHOW),
            booking("stale", 3, "12:00", "13:00", has="A", locked=True),
            booking("huge", 50),
            booking("blocked", 2, "15:00", "16:00"),
        ],
        mode="rebuild",
        occupancy=tuple(taken(key, "15:00", "16:00") for key in "ABCD"),
        rules={"merges": False},
    )
    plan = plan_day(problem, budget_seconds=10)
    assert_sound(problem, plan)
    seated = {item.booking: item for item in plan.seatings}
    assert {key: item.change for key, item in seated.items()} == {
        "kept": Change.KEPT,
        "moved": Change.MOVED,
        "new": Change.NEW,
        "stale": Change.KEPT,
    }
    assert seated["stale"].stale == "2 seats for 3"
    assert seated["new"].tables == ("C",)
    assert {item.booking: item.reason for item in plan.unseated} == {
        "huge": UnseatedReason.NO_TABLE_FITS,
        "blocked": UnseatedReason.ALL_TAKEN,
    }
    assert plan.statistics.moved == 1
    assert plan.statistics.covers_requested == 65
    assert any("1 seatings that are kept break" in note for note in plan.notes)
    assert any("No adjacency is recorded" in note for note in plan.notes) is False


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({}, "tables of one zone are merged freely"),
        ({"without_edges": "named_only"}, "only named merge sets are used"),
    ],
)
def test_a_venue_without_adjacency_is_told(rules: dict[str, str], words: str) -> None:
    """The operator reads what the planner made of the missing adjacency."""
    plan = plan_day(day(ROOM, [booking("b1", 2)], rules=rules), budget_seconds=5)
    assert any(words in note for note in plan.notes)


def test_a_plan_survives_its_file() -> None:
    """P-JSON round trip: what is written reads back equal, as a whole and as decisions."""
    problem = day(ROOM, [booking("b1", 6), booking("b2", 2), booking("b3", 9)], "B-C")
    plan = plan_day(problem, budget_seconds=5)
    text = plan.model_dump_json()
    assert DayPlan.model_validate_json(text) == plan
    decisions, whole = parse_decisions(text)
    assert whole == plan
    assert decisions == {item.booking: item.tables for item in plan.seatings}
    short, nothing = parse_decisions(json.dumps(reference_form(plan)))
    assert nothing is None
    assert short == decisions


def test_the_plan_hash_is_about_decisions_alone() -> None:
    """Seconds, budget, seed and versions do not enter the hash; a decision does."""
    problem = day(ROOM, [booking("b1", 4), booking("b2", 2)])
    first = plan_day(problem, budget_seconds=5, seed=1)
    second = plan_day(problem, budget_seconds=9, seed=2)
    assert second.plan_hash() == first.plan_hash()
    record = first.solve.replace(seconds=99.0, versions={}, seed=77, budget_seconds=1.0)
    assert first.replace(solve=record, notes=("x",)).plan_hash() == first.plan_hash()
    other = first.seatings[0].replace(tables=("C",))
    assert first.replace(seatings=(other,)).plan_hash() != first.plan_hash()
    turned = tuple(reversed(first.seatings))
    assert first.replace(seatings=turned).plan_hash() == first.plan_hash()


def test_every_plan_says_how_it_was_made() -> None:
    """Budget, seed and versions are on the record."""
    plan = plan_day(day(ROOM, [booking("b1", 4)]), budget_seconds=4, seed=11)
    assert (plan.solve.budget_seconds, plan.solve.seed) == (4, 11)
    assert {"maitred", "ortools", "numpy", "python"} <= plan.solve.versions.keys()
    assert 0 <= plan.solve.seconds < 4


def test_progress_only_gets_better() -> None:
    """From the floor on, points rise, bounds fall, and time goes on."""
    for seed in (70_001, 70_002, 70_003):
        seen: list[Progress] = []
        plan = plan_day(random_day(seed), budget_seconds=10, on_progress=seen.append)
        assert seen
        assert [p.points for p in seen] == sorted(p.points for p in seen)
        bounds = [p.bound for p in seen if p.bound is not None]
        assert bounds == sorted(bounds, reverse=True)
        assert [p.seconds for p in seen] == sorted(p.seconds for p in seen)
        assert seen[-1].points == plan.proof[0].value
        assert seen[-1].seated == len(plan.seatings)
        assert seen[-1].covers == plan.statistics.covers


def test_planning_the_result_again_changes_nothing() -> None:
    """A plan taken over as present seatings is left alone by fill and by rebuild."""
    problem = day(ROOM, [booking(f"b{i}", 2 + i % 3) for i in range(5)], "B-C")
    plan = plan_day(problem, budget_seconds=5)
    tables = {item.booking: item.tables for item in plan.seatings}
    for mode in ("fill", "rebuild"):
        again = problem.replace(
            mode=mode,
            bookings=tuple(
                b.replace(current_tables=tables.get(b.id, ())) for b in problem.bookings
            ),
        )
        second = plan_day(again, budget_seconds=5)
        assert {item.booking: item.tables for item in second.seatings} == tables
        assert second.statistics.moved == 0
        assert second.status is PlanStatus.OPTIMAL
