"""Rule: a table has one party at a time."""

from solver.candidates import candidates_of
from solver.rules import non_overlap
from tests.solver_days import booking, codes, day, plan_of, table


def test_admits_o01_windows_that_only_touch() -> None:
    """O01: half-open windows that meet at a moment follow each other on one table."""
    problem = day([table("A")], [booking("b1", 2, 600, 660), booking("b2", 2, 660, 720)])
    assert non_overlap.groups(candidates_of(problem)) == []
    assert plan_of(problem) == {"b1": "A", "b2": "A"}
    assert codes(problem, b1="A", b2="A") == []


def test_forbids_windows_that_share_a_minute() -> None:
    """One minute in common is one party too many; the larger one gets the table."""
    problem = day([table("A")], [booking("b1", 2, 600, 661), booking("b2", 3, 660, 720)])
    groups = non_overlap.groups(candidates_of(problem))
    assert [group.tolist() for group in groups] == [[0, 1]]
    assert plan_of(problem) == {"b2": "A"}
    assert codes(problem, b1="A", b2="A") == ["overlap"]


def test_forbids_sharing_any_table_of_a_merge() -> None:
    """A merge takes each of its tables."""
    tables = (table("A", 2), table("B", 2))
    problem = day(tables, [booking("b1", 4), booking("b2", 2)], "A-B")
    assert plan_of(problem) == {"b1": "A+B"}
    assert codes(problem, b1="A+B", b2="B") == ["overlap"]


def test_forbids_one_slot_twice_although_windows_do_not_overlap() -> None:
    """The database refuses two bookings of one slot on one table, whatever their windows."""
    guests = [booking("b1", 2, 600, 660, slot="s"), booking("b2", 3, 700, 760, slot="s")]
    problem = day([table("A")], guests)
    groups = non_overlap.groups(candidates_of(problem))
    assert [group.tolist() for group in groups] == [[0, 1]]
    assert plan_of(problem) == {"b2": "A"}
    assert codes(problem, b1="A", b2="A") == ["overlap"]


def test_admits_other_slots_and_bookings_without_one() -> None:
    """Only a slot that both have excludes; an empty name is no slot."""
    guests = [
        booking("b1", 2, 600, 660, slot="s"),
        booking("b2", 2, 700, 760, slot="t"),
        booking("b3", 2, 800, 860, slot=""),
        booking("b4", 2, 900, 960, slot=""),
        booking("b5", 2, 1000, 1060),
    ]
    problem = day([table("A")], guests)
    assert non_overlap.groups(candidates_of(problem)) == []
    assert len(plan_of(problem)) == 5
    assert codes(problem, **{guest.id: "A" for guest in guests}) == []
