"""Comparing a recorded plan with the one of a repeated solve."""

import json

import pytest

from models.plan import DayPlan, SolverOutcome
from models.policy import PRODUCT_POLICY
from models.problem import DayProblem
from services.planning.replay import NotReplayableError, Replay, Verdict, repeat, report
from solver.day import plan_day
from tests.solver_days import booking, day, table

TWINS = day(
    [table("A", 4), table("B", 4), table("C", 2)],
    [booking("b1", 4), booking("b2", 4, "20:00", "21:00"), booking("b3", 2)],
    weights={"order": "lexicographic"},
)


@pytest.fixture(scope="module")
def recorded() -> DayPlan:
    """A deterministic plan of a small day with two equal tables."""
    return plan_day(TWINS, budget_seconds=5, seed=3, deterministic=True)


def swapped(plan: DayPlan) -> DayPlan:
    """Return a plan in which the two equal tables have changed places."""
    other = {"A": "B", "B": "A", "C": "C"}
    seatings = (s.replace(tables=tuple(other[t] for t in s.tables)) for s in plan.seatings)
    return plan.replace(seatings=tuple(seatings))


def worth(plan: DayPlan, **points: float) -> DayPlan:
    """Return a plan with other tables that says it is worth something else."""
    return swapped(plan).replace(objective=plan.objective.replace(**points))


def solved(plan: DayPlan, **record: object) -> DayPlan:
    """Return a plan with another record of its solve."""
    return plan.replace(solve=plan.solve.replace(**record))


def test_a_deterministic_solve_repeats_itself(recorded: DayPlan) -> None:
    """Solved again with the recorded seed and budget: the same tables, and nothing to note."""
    found = repeat(TWINS, recorded)
    assert found.verdict is Verdict.IDENTICAL
    assert (found.differences, found.versions, found.notes) == ({}, {}, ())
    assert found.repeatable
    assert found.message == "Identical: the same tables for each of the 3 seated bookings."
    solve = found.repeated.solve
    assert (solve.seed, solve.budget_seconds, solve.deterministic) == (3, 5, True)


def test_a_record_of_a_solve_limited_by_the_clock_says_so(recorded: DayPlan) -> None:
    """It is repeated all the same; that it came out identical was luck."""
    found = repeat(TWINS, solved(recorded, deterministic=False))
    assert not found.repeated.solve.deterministic
    assert not found.repeatable
    assert "limited by the clock" in found.notes[0]
    assert "--deterministic" in found.notes[0]


def test_other_tables_of_the_same_value(recorded: DayPlan) -> None:
    """Every booking that sits elsewhere is named."""
    found = Replay(recorded, swapped(recorded))
    assert found.verdict is Verdict.EQUALLY_GOOD
    assert set(found.differences) == {"b1", "b2"}
    assert "other tables for 2 bookings" in found.message
    assert found.decided_by is None


@pytest.mark.parametrize(
    ("points", "verdict", "tier"),
    [
        ({"seated": 1e9}, Verdict.BETTER, "seated"),
        ({"seated": -1.0}, Verdict.WORSE, "seated"),
        ({"seated": 1e9, "preferences": -1e9}, Verdict.BETTER, "seated"),
        ({"preferences": -1e9}, Verdict.WORSE, "preferences"),
        ({"total": 1e9}, Verdict.EQUALLY_GOOD, None),
    ],
)
def test_the_highest_tier_that_differs_decides(
    recorded: DayPlan, points: dict[str, float], verdict: Verdict, tier: str | None
) -> None:
    """What is below it, and what is no tier of this objective, does not count."""
    tiers = [proof.replace(tier=name) for proof, name in zip(
        recorded.proof[:1] * 3, ("seated", "stability", "preferences"), strict=True
    )]  # fmt: skip
    found = Replay(recorded, worth(recorded, **points).replace(proof=tuple(tiers)))
    assert (found.verdict, found.decided_by) == (verdict, tier)
    if tier is not None:
        before, now = found.tiers[tier]
        assert found.message.startswith(verdict.value.capitalize())
        assert f"{tier} {now:,.12g} points, recorded {before:,.12g}" in found.message


def test_a_single_sum_is_compared_as_one() -> None:
    """Weighted objectives have one tier, the total."""
    problem = day([table("A", 4)], [booking("b1", 4)], weights={"order": "weighted"})
    plan = plan_day(problem, budget_seconds=5)
    assert list(Replay(plan, plan).tiers) == ["total"]


def test_versions_that_changed_are_named(recorded: DayPlan) -> None:
    """With both values; what an older record does not know is not known."""
    before = {**recorded.solve.versions, "ortools": "9.0", "gone": "1"}
    del before["highspy"]
    found = Replay(solved(recorded, versions=before), recorded)
    present = recorded.solve.versions
    assert found.versions == {
        "gone": ("1", None),
        "highspy": (None, present["highspy"]),
        "ortools": ("9.0", present["ortools"]),
    }
    assert {"maitred", "ortools", "highspy", "numpy", "python"} == present.keys()


def test_a_difference_that_nothing_explains_is_a_defect(recorded: DayPlan) -> None:
    """Same versions, both limited by work, nothing cut short, and still other tables."""
    found = Replay(recorded, swapped(recorded))
    assert any("please report it" in note for note in found.notes)
    older = solved(recorded, versions={"ortools": "9.0"})
    assert Replay(older, swapped(recorded)).notes == ()


@pytest.mark.parametrize("outcome", [SolverOutcome.CANCELLED, SolverOutcome.DEADLINE])
def test_a_solve_that_was_cut_short_is_not_repeatable(
    recorded: DayPlan, outcome: SolverOutcome
) -> None:
    """Whichever of the two it was."""
    cut = solved(recorded, outcome=outcome, seconds=1.5)
    for found, which in ((Replay(cut, recorded), "recorded"), (Replay(recorded, cut), "repeated")):
        assert not found.repeatable
        sentence = f"The {which} solve did not reach its end: {outcome} after 1.5 s."
        assert found.notes == (sentence,)


def refused(problem: DayProblem, plan: DayPlan) -> str:
    """Return why a plan cannot be repeated, with the hint."""
    with pytest.raises(NotReplayableError) as caught:
        repeat(problem, plan)
    return f"{caught.value.message} {caught.value.hint}"


def test_the_plan_of_another_problem_is_refused(recorded: DayPlan) -> None:
    """Also when only the rules or the weights differ; changed versions are part of the answer."""
    changed = TWINS.replace(rules=TWINS.rules.replace(merges=not TWINS.rules.merges))
    assert "the plan answers another problem" in refused(changed, recorded)
    older = solved(recorded, versions={**recorded.solve.versions, "maitred": "0.0.1"})
    present = recorded.solve.versions["maitred"]
    assert f"Versions differ: maitred 0.0.1, now {present}." in refused(changed, older)


def test_a_plan_from_before_days_had_a_policy_is_repeated(recorded: DayPlan) -> None:
    """The day file has one now; it is the same day, and no plan depends on its hours."""
    found = repeat(TWINS.replace(policy=PRODUCT_POLICY), recorded)
    assert found.verdict in (Verdict.IDENTICAL, Verdict.EQUALLY_GOOD)
    assert found.repeated.problem_hash == recorded.problem_hash


def test_an_edited_plan_is_refused(recorded: DayPlan) -> None:
    """What it says must follow from its seatings, under every rule."""
    fewer = recorded.replace(seatings=recorded.seatings[1:])
    assert "does not hold: total: it says" in refused(TWINS, fewer)
    richer = recorded.replace(objective=recorded.objective.replace(preferences=5.0))
    assert "preferences: it says 5, it is worth" in refused(TWINS, richer)
    illegal = recorded.replace(
        seatings=tuple(seating.replace(tables=("C",)) for seating in recorded.seatings)
    )
    assert "edited after the solve" in refused(TWINS, illegal)


def test_the_report_is_json(recorded: DayPlan) -> None:
    """Everything that is printed, and both hashes and records."""
    found = json.loads(json.dumps(report(Replay(recorded, swapped(recorded)))))
    assert found["verdict"] == "equally_good"
    assert found["problem_hash"] == TWINS.content_hash()
    assert found["recorded"]["plan_hash"] == recorded.plan_hash()
    assert found["repeated"]["plan_hash"] != recorded.plan_hash()
    assert found["recorded"]["solve"]["seed"] == 3
    assert {item["booking"] for item in found["differences"]} == {"b1", "b2"}
    assert all(pair["recorded"] == pair["repeated"] for pair in found["tiers"].values())
    assert found["repeatable"] is True
