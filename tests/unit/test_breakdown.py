"""What seatings cost, and how two plans differ, by example."""

import pytest

from models.errors import InvalidInputError
from models.explanation import Difference, PlanDiff
from solver.explaining.breakdown import plan_breakdown, seating_breakdown
from solver.explaining.plan_diff import plan_diff
from tests.explained import with_plan
from tests.solver_days import booking, day, table

TABLES = [table("A", 2), table("B", 4), table("C", 8)]


def test_a_seating_by_term_and_what_others_would_have_cost() -> None:
    """A couple on the four-top: two empty seats; the two-top would have been ten points better."""
    found = seating_breakdown(
        with_plan(day(TABLES, [booking("b1")]), b1="B"), "b1", alternative=True
    )
    assert found.terms == {"cover": 2000, "booking": 500, "overage": -10}
    assert found.points == 2490
    assert found.alternative is not None
    assert found.alternative.tables == ("A",)
    assert found.alternative.cost == -10


def test_the_best_alternative_is_one_that_is_free() -> None:
    """The two-top is taken, and the table of eight costs more."""
    problem = day(TABLES, [booking("b1"), booking("b2")])
    found = seating_breakdown(with_plan(problem, b1="B", b2="A"), "b1", alternative=True)
    assert found.alternative is not None
    assert (found.alternative.tables, found.alternative.cost) == (("C",), 220)
    full = day([table("A", 2)], [booking("b1")])
    assert seating_breakdown(with_plan(full, b1="A"), "b1", alternative=True).alternative is None


def test_a_booking_that_would_have_to_move() -> None:
    """The alternative of one that has a table costs the move as well."""
    problem = day(TABLES, [booking("b1", has="A")], mode="rebuild")
    found = seating_breakdown(with_plan(problem, b1="A"), "b1", alternative=True)
    assert found.alternative is not None
    assert found.alternative.terms["move"] == -50
    assert found.alternative.cost == 50 + 10


def test_a_whole_plan() -> None:
    """The seatings add up."""
    problem = day(TABLES, [booking("b1"), booking("b2", 4)])
    found = plan_breakdown(with_plan(problem, b1="A", b2="B"))
    assert [item.points for item in found.seatings] == [2500, 4500]
    assert (found.shared, found.total) == ({}, 7000)


def test_who_moved_came_and_went() -> None:
    """The six-top goes from a couple to six; another couple has to go."""
    guests = [booking("b1", 2), booking("b2", 6), booking("b3", 2), booking("b4", 2)]
    problem = day([table("A", 2), table("B", 2), table("C", 6)], guests, rules={"merges": False})
    before = with_plan(problem, b1="C", b3="A", b4="B")
    found = plan_diff(before, with_plan(problem, b1="A", b2="C", b4="B"))
    told = {item.booking: (item.change, item.from_tables, item.to_tables) for item in found.changes}
    assert told == {
        "b1": (Difference.MOVED, ("C",), ("A",)),
        "b2": (Difference.SEATED, (), ("C",)),
        "b3": (Difference.TURNED_AWAY, ("A",), ()),
    }
    why = {item.booking: item.why for item in found.changes}
    assert why["b1"] == "C goes to b2 (6 guests, 19:00–20:30)"
    assert why["b2"] == "C had b1 (2 guests, 19:00–20:30)"
    assert why["b3"] == "A goes to b1 (2 guests, 19:00–20:30)"
    assert found.message == (
        "1 booking seated, 1 booking turned away and 1 booking moved; guests 6 → 10, "
        "empty seats 4 → 0; 4,020 points more."
    )
    assert found.terms == {"cover": 4000, "overage": 20}
    assert PlanDiff.model_validate_json(found.model_dump_json()) == found


def test_a_move_to_a_better_table() -> None:
    """Nobody needs the old one; the new one has fewer empty seats."""
    problem = day(TABLES, [booking("b1")])
    [changed] = plan_diff(with_plan(problem, b1="C"), with_plan(problem, b1="A")).changes
    assert changed.why == "worth 230 points more, mostly for single tables that are far too large"
    [back] = plan_diff(with_plan(problem, b1="A"), with_plan(problem, b1="B")).changes
    assert back.why == "worth 10 points less, mostly for empty seats"
    [gone] = plan_diff(with_plan(problem, b1="A"), with_plan(problem)).changes
    assert gone.why == "A stays free"


def test_plans_of_two_days_are_not_compared() -> None:
    """Other bookings, other day."""
    first = with_plan(day(TABLES, [booking("b1")]), b1="A")
    with pytest.raises(InvalidInputError, match="is not the same day"):
        plan_diff(first, with_plan(day(TABLES, [booking("b2")]), b2="A"))
