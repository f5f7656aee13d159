"""Rule: a table that is out of service gets nobody new."""

from solver.rules import in_service
from tests.solver_days import arrays_of, booking, codes, day, linked, named, plan_of, table

CLOSED = table("A", active=False)


def test_admits_tables_in_service_and_guests_who_already_sit() -> None:
    """A present seating on a table that was closed since stays possible."""
    arrays = arrays_of(table("A"), table("B"))
    assert linked(arrays, in_service.links(arrays)) == {"A-B"}
    problem = day([CLOSED], [booking("b1", has="A")], mode="rebuild")
    assert plan_of(problem) == {"b1": "A"}
    assert codes(problem, b1="A") == []


def test_forbids_it_alone_in_a_merge_and_by_name() -> None:
    """Out of service means out of every new seating."""
    tables = (CLOSED, table("B"))
    arrays = arrays_of(*tables)
    assert linked(arrays, in_service.links(arrays)) == set()
    for party, wanted in ((2, "A"), (7, "A+B")):
        problem = day([CLOSED] if party == 2 else tables, [booking("b1", party)], "")
        assert plan_of(problem) == {}
        assert codes(problem, b1=wanted) == ["in_service"]
    rules = {"named_sets": (named("A+B"),)}
    problem = day(tables, [booking("b1", 7)], rules=rules)
    assert plan_of(problem) == {}
    assert codes(problem, b1="A+B") == ["in_service"]
