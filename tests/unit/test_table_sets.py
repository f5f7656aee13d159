"""Table sets: enumeration, what is cut off, and their arrays."""

import pytest

from models.errors import InvalidInputError
from models.rules import Rules
from solver import table_sets as module
from solver.table_sets import TableSets, table_sets
from tests.solver_days import arrays_of, named, sets_of, table

TWOS = tuple(table(key, 2) for key in "ABCD")
ROW = "A-B B-C C-D"


def names(sets: TableSets) -> list[str]:
    """Return all sets, each ``A+B``, in their order."""
    return ["+".join(sets.ids(index)) for index in range(len(sets))]


def test_singles_come_first_then_merges_by_size() -> None:
    """The order is that of size and id, each set once."""
    assert names(sets_of(*TWOS, edges=ROW)) == [
        *("A", "B", "C", "D"), *("A+B", "B+C", "C+D"), *("A+B+C", "B+C+D")
    ]  # fmt: skip


def test_growing_stops_where_nobody_could_need_more() -> None:
    """With parties of four at most, three 2-tops are never minimal."""
    assert "A+B+C" not in names(sets_of(*TWOS, edges=ROW, largest=4))
    assert "A+B+C" in names(sets_of(*TWOS, edges=ROW, largest=5))
    assert "A+B+C" in names(sets_of(*TWOS, edges=ROW, largest=4, minimal_merges=False))


def test_seats_depth_and_extremes() -> None:
    """Seats after joining, the smallest and largest member, and the depth from the first id."""
    sets = sets_of(table("A", 2), table("B", 6), table("C", 4), edges="A-B B-C",
                   seats_lost_per_join=1)  # fmt: skip
    at = names(sets).index("A+B+C")
    assert (sets.total[at], sets.seats[at]) == (12, 10)
    assert (sets.smallest[at], sets.largest[at]) == (2, 6)
    assert sets.depth[at] == 2
    assert sets.depth[names(sets).index("A")] == 0


def test_a_cycle_is_as_deep_as_its_far_side() -> None:
    """Four in a ring: the opposite table is two steps away."""
    sets = sets_of(*TWOS, edges="A-B B-C C-D A-D", max_tables=4)
    assert sets.depth[names(sets).index("A+B+C+D")] == 2


def test_sets_in_use_are_tolerated_but_marked() -> None:
    """A set that a booking has is there, for that booking only."""
    sets = table_sets(arrays_of(*TWOS, edges=ROW), Rules(), 9, [("A", "D"), ("A", "B")])
    assert [name for name, t in zip(names(sets), sets.tolerated, strict=True) if t] == ["A+D"]
    assert sets.depth[names(sets).index("A+D")] == 2


def test_named_sets_are_marked_and_keep_their_seats() -> None:
    """A named set is exempt from the rules of merges; its capacity is its own."""
    sets = sets_of(*TWOS, edges=ROW, named_sets=(named("A+D", capacity=7),))
    at = names(sets).index("A+D")
    assert sets.named[at]
    assert (sets.seats[at], sets.total[at]) == (7, 4)
    assert sets.named.sum() == 1


def test_inactive_tables_are_in_no_set() -> None:
    """Out of service: neither alone nor with others."""
    sets = sets_of(table("A", active=False), table("B"), table("C"), edges="A-B B-C")
    assert names(sets) == ["B", "C", "B+C"]


def test_too_many_merges_are_an_error_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rules that allow more merges than can be planned with are refused, naming the rule."""
    monkeypatch.setattr(module, "MAX_TABLE_SETS", 5)
    with pytest.raises(InvalidInputError, match=r"rules\.max_tables: the rules allow more") as e:
        sets_of(*TWOS, require_adjacency=False)
    assert "lower max_tables, require adjacency, or name the sets (got 3)" in e.value.message
    assert len(sets_of(*TWOS, edges=ROW)) == 9


def test_no_tables_no_sets() -> None:
    """A venue without tables has no table set and no failure."""
    assert len(sets_of()) == 0
    assert len(sets_of(table("A", active=False))) == 0
