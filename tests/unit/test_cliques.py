"""Time cliques and slot groups, by hand."""

from itertools import combinations

import numpy as np

from solver.cliques import maximal_cliques, slot_groups
from tests.solver_random import Dice


def cliques(*spans: tuple[int, int]) -> list[set[int]]:
    """Return the maximal cliques of windows as sets of positions."""
    found = maximal_cliques(np.array(spans, dtype=np.int64).reshape(-1, 2))
    return [set(np.flatnonzero(row).tolist()) for row in found]


def groups(*items: tuple[str | None, int, int]) -> list[list[int]]:
    """Return the slot groups of (slot, start, end)."""
    spans = np.array([item[1:] for item in items], dtype=np.int64)
    return [group.tolist() for group in slot_groups([item[0] for item in items], spans)]


def test_no_windows_no_cliques() -> None:
    """An empty day has no conflicts."""
    assert cliques() == []


def test_one_window_is_one_clique() -> None:
    """Alone it is its own clique."""
    assert cliques((10, 20)) == [{0}]


def test_o01_windows_that_touch_do_not_conflict() -> None:
    """O01: half-open windows; the order in which they are listed does not matter."""
    assert cliques((10, 20), (20, 30)) == [{0}, {1}]
    assert cliques((20, 30), (10, 20)) == [{1}, {0}]


def test_a_chain_gives_one_clique_per_link() -> None:
    """Three windows of which neighbours overlap: two cliques, not one of three."""
    assert cliques((10, 20), (15, 30), (25, 40)) == [{0, 1}, {1, 2}]


def test_all_at_once_is_one_clique() -> None:
    """Windows that share a moment are one clique, equal ones included."""
    assert cliques((10, 20), (10, 20), (12, 50), (5, 13)) == [{0, 1, 2, 3}]


def test_a_clique_within_another_is_left_out() -> None:
    """While nobody leaves, a later start only makes the clique larger."""
    assert cliques((0, 100), (10, 100), (20, 30), (40, 50)) == [{0, 1, 2}, {0, 1, 3}]


def test_cliques_are_exactly_the_conflicts() -> None:
    """Random windows: two share a clique if and only if they overlap, and none holds another."""
    for seed in range(200):
        rng = Dice(seed)
        spans = [(s, s + rng.randint(1, 9)) for s in (rng.randrange(20) for _ in range(8))]
        found = cliques(*spans)
        together = {pair for one in found for pair in combinations(sorted(one), 2)}
        expected = {
            (i, j)
            for i, j in combinations(range(8), 2)
            if spans[i][0] < spans[j][1] and spans[j][0] < spans[i][1]
        }
        assert together == expected
        assert not any(a < b for a in found for b in found)
        assert set().union(*found) == set(range(8))


def test_slots_of_different_times_are_grouped() -> None:
    """The trap: bookings of one slot exclude each other although their windows do not overlap."""
    assert groups(("s", 10, 20), ("s", 30, 40)) == [[0, 1]]
    assert groups(("s", 10, 20), ("t", 30, 40), ("s", 20, 25), ("t", 50, 60)) == [[0, 2], [1, 3]]


def test_slots_that_add_nothing_are_left_out() -> None:
    """No slot, an empty one, one of its own, or windows that all overlap anyway: no group."""
    assert groups((None, 10, 20), (None, 30, 40)) == []
    assert groups(("", 10, 20), ("", 30, 40)) == []
    assert groups(("s", 10, 20), ("t", 30, 40)) == []
    assert groups(("s", 10, 20), ("s", 19, 40), ("s", 5, 30)) == []
    assert groups(("s", 10, 20), ("s", 20, 40)) == [[0, 1]]
