"""Rule: a single table takes parties from its min_party to its max_party."""

from solver.rules import party_limits
from tests.solver_days import admitted, booking, codes, day, plan_of, sets_of, table

LIMITED = table("A", 6, min_party=3, max_party=5)


def test_admits_both_ends_of_the_range() -> None:
    """The smallest and the largest party are within."""
    sets = sets_of(LIMITED)
    for party in (3, 5):
        assert admitted(sets, party_limits.admits(sets, party)) == {"A"}
        problem = day([LIMITED], [booking("b1", party)])
        assert plan_of(problem) == {"b1": "A"}
        assert codes(problem, b1="A") == []


def test_forbids_one_beyond_either_end() -> None:
    """One guest fewer or more than the limits has no table."""
    sets = sets_of(LIMITED)
    for party in (2, 6):
        assert admitted(sets, party_limits.admits(sets, party)) == set()
        problem = day([LIMITED], [booking("b1", party)])
        assert plan_of(problem) == {}
        assert codes(problem, b1="A") == ["party_limits"]


def test_admits_any_party_on_a_merge() -> None:
    """Limits are about tables on their own; a merge is not held to them."""
    tables = (table("A", 4, max_party=2), table("B", 4, min_party=4))
    sets = sets_of(*tables, edges="A-B")
    assert "A+B" in admitted(sets, party_limits.admits(sets, 7))
    problem = day(tables, [booking("b1", 7)], "A-B")
    assert plan_of(problem) == {"b1": "A+B"}
    assert codes(problem, b1="A+B") == []


def test_admits_a_party_on_a_table_without_limits() -> None:
    """No max_party means the seats are the only limit; min_party 0 takes anyone."""
    problem = day([table("A", 6, min_party=0)], [booking("b1", 1)])
    assert plan_of(problem) == {"b1": "A"}
    assert codes(problem, b1="A") == []
