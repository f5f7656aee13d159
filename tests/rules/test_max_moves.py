"""Rule: in mode improve at most so many bookings that have tables may change them."""

from solver.candidates import candidates_of
from solver.rules import max_moves
from tests.solver_days import booking, codes, day, plan_of, table

SINGLES = {"merges": False}
# To seat the four, b1 must leave A; to seat the six, b3 must leave C.
TABLES = (table("A", 4), table("B", 2), table("C", 6), table("D", 2))
GUESTS = (
    booking("b1", 2, has="A"),
    booking("b2", 4),
    booking("b3", 2, has="C"),
    booking("b4", 6),
)


def test_admits_as_many_moves_as_allowed() -> None:
    """With two moves everybody sits."""
    problem = day(TABLES, GUESTS, rules=SINGLES, mode="improve", max_moves=2)
    limit = max_moves.limit(candidates_of(problem))
    assert limit is not None
    assert limit[1] == 2
    plan = plan_of(problem)
    assert (plan["b2"], plan["b4"]) == ("A", "C")
    assert codes(problem, b1="B", b2="A", b3="D", b4="C") == []


def test_forbids_one_move_more() -> None:
    """With one move only the larger party gets in, and a plan with two is refused."""
    problem = day(TABLES, GUESTS, rules=SINGLES, mode="improve", max_moves=1)
    plan = plan_of(problem)
    assert plan["b4"] == "C"
    assert plan["b1"] == "A"
    assert "b2" not in plan
    assert codes(problem, b1="B", b2="A", b3="D", b4="C") == ["max_moves"]


def test_forbids_every_move_at_zero() -> None:
    """Zero moves is mode fill with the present seatings checked."""
    problem = day(TABLES, GUESTS, rules=SINGLES, mode="improve", max_moves=0)
    assert plan_of(problem) == {"b1": "A", "b3": "C"}


def test_no_limit_means_none() -> None:
    """Improve without a number, and a day on which nobody could move, have no limit to model."""
    assert (
        max_moves.limit(candidates_of(day(TABLES, GUESTS, rules=SINGLES, mode="improve"))) is None
    )
    alone = day(TABLES, [booking("b2", 4)], rules=SINGLES, mode="improve", max_moves=0)
    assert max_moves.limit(candidates_of(alone)) is None
    assert plan_of(alone) == {"b2": "A"}


def test_a_guest_who_loses_a_contested_table_is_not_a_move() -> None:
    """Of two on one table one must go even with no move left: the day is not impossible."""
    guests = [booking("b1", 2, has="A"), booking("b2", 4, has="A")]
    problem = day([table("A", 4)], guests, mode="improve", max_moves=0)
    assert plan_of(problem) == {"b2": "A"}
    assert codes(problem, b2="A") == []
