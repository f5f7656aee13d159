"""The fixed tie-break: one optimum among equally good plans."""

from solver.day import plan_day
from solver.preferences import tie_break
from tests.solver_days import booking, day, table, units_of


def test_units_depend_on_names_alone() -> None:
    """Each seating has a number of its own, the same in whatever order things are listed."""
    tables, guests = [table("A"), table("B"), table("C")], [booking("b1", 2), booking("b2", 3)]
    units = units_of(day(tables, guests), tie_break.units)
    assert len(set(units.values())) == len(units) > 3
    assert units_of(day(tables[::-1], guests[::-1]), tie_break.units) == units


def test_weight_zero_does_not_apply_it_is_the_last_word() -> None:
    """Between two equal tables the number decides, never against guests, moves or preferences."""
    problem = day([table("A", 2), table("B", 2), table("C", 6)], [booking("b1", 2)])
    numbers = units_of(problem, tie_break.units)
    assert numbers["b1:C"] != numbers["b1:A"] != numbers["b1:B"]
    plan = plan_day(problem, deterministic=True)
    best = min(("A", "B"), key=lambda key: numbers[f"b1:{key}"])
    assert [seating.tables for seating in plan.seatings] == [(best,)]
