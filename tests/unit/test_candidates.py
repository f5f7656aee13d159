"""Candidates: which table sets a booking may be given, and the product's regression scenarios."""

import pytest

from models.plan import UnseatedReason
from models.problem import DayProblem
from solver.candidates import candidates_of
from solver.reasons import unseated_bookings
from solver.search import Search
from tests.solver_days import booking, codes, day, plan_of, points, sets_for, table

CHAIN = tuple(table(key, 2) for key in "ABC")
SINGLES = {"merges": False}


def reason(problem: DayProblem) -> UnseatedReason:
    """Return why the day's only booking has no table."""
    (item,) = unseated_bookings(Search(problem))
    return item.reason


def test_candidates_are_grouped_by_booking_in_order() -> None:
    """The candidates of booking b are the slice that ``offset`` says, in id order."""
    problem = day(CHAIN, [booking("b2", 2), booking("b1", 4), booking("b3", 99)], "A-B B-C")
    found = candidates_of(problem)
    assert [item.id for item in found.bookings] == ["b1", "b2", "b3"]
    assert found.offset.tolist() == [0, 2, 5, 5]
    assert found.booking.tolist() == [0, 0, 1, 1, 1]
    assert found.party.tolist() == [4, 4, 2, 2, 2]
    assert found.legal_sets.tolist() == [2, 3, 0]
    assert found.current.tolist() == [-1, -1, -1]


def test_the_present_seating_is_marked() -> None:
    """A booking's own tables are its current candidate, even if nobody new would get them."""
    problem = day([table("A", 4), table("B", 9)], [booking("b1", 6, has="A")], mode="rebuild")
    found = candidates_of(problem)
    assert sets_for(problem, "b1") == {"A", "B"}
    assert found.sets.ids(int(found.table_set[found.current[0]])) == ("A",)
    assert found.moves.tolist() == [0, 1]
    assert found.protected.tolist() == [True]


def test_p03_overage_comes_before_the_name() -> None:
    """P03: a party of four gets the 4-top Z4, not the 5-top A5 whose name comes first."""
    problem = day([table("Z4", 4), table("A5", 5)], [booking("b1", 4)])
    assert sets_for(problem, "b1") == {"Z4", "A5"}
    assert plan_of(problem) == {"b1": "Z4"}


def test_p05_two_tables_at_most() -> None:
    """P05: nine guests, three 4-tops, only A and C adjacent, two tables at most: no plan."""
    tables = [table(key, 4) for key in "ABC"]
    problem = day(tables, [booking("b1", 9)], "A-C", rules={"max_tables": 2})
    assert plan_of(problem) == {}
    assert reason(problem) is UnseatedReason.NO_TABLE_FITS


def test_p06_unconnected_tables_with_adjacency_off() -> None:
    """P06: two 4-tops that do not touch serve six when adjacency is not required; they count as
    apart, which is as deep as they are many."""
    rules = {"require_adjacency": False}
    tables = [table("A"), table("B"), table("C", 2, movable=False)]
    problem = day(tables, [booking("b1", 6)], "A-C", rules=rules)
    assert plan_of(problem) == {"b1": "A+B"}
    found = candidates_of(problem)
    assert found.sets.depth[found.table_set].tolist() == [2]


def test_p08_three_tables_in_a_row() -> None:
    """P08: a chain of three 2-tops takes six; it is connected although its ends do not touch."""
    assert plan_of(day(CHAIN, [booking("b1", 6)], "A-B B-C")) == {"b1": "A+B+C"}


def test_p09_the_pair_is_found_beside_a_lone_table() -> None:
    """P09: of three 4-tops only two touch; six guests get those two."""
    tables = [table(key, 4) for key in "ABC"]
    assert plan_of(day(tables, [booking("b1", 6)], "A-B")) == {"b1": "A+B"}


def test_p11_the_order_of_singles() -> None:
    """P11: for two guests on 2-, 4- and 2-tops: A first, then C, then the 4-top."""
    tables = (table("A", 2), table("B", 4), table("C", 2))
    for count, expected in ((1, {"A"}), (2, {"A", "C"}), (3, {"A", "B", "C"})):
        guests = [booking(f"b{i}", 2) for i in range(count)]
        plan = plan_of(day(tables, guests, rules=SINGLES))
        assert len(plan) == count
        assert set(plan.values()) <= ({"A", "C"} if count < 3 else expected)


@pytest.mark.parametrize(("merges", "expected"), [(True, {"b1": "A+B"}), (False, {})])
def test_p12_max_party_is_about_single_tables(merges: bool, expected: dict[str, str]) -> None:
    """P12: two 2-tops for at most two each serve four together, or not at all without merges."""
    tables = [table(key, 2, max_party=2) for key in "AB"]
    problem = day(tables, [booking("b1", 4)], "A-B", rules={"merges": merges})
    assert plan_of(problem) == expected
    if not merges:
        assert reason(problem) is UnseatedReason.MERGES_OFF


def test_p14_overage_against_an_extra_table() -> None:
    """P14: five guests, a fixed 7-top or the adjacent pair 4 + 2: both are possible.

    Where the scenario puts empty seats before everything (4 + 2), the plan adds up the product's
    weights, on purpose: two empty seats cost 10; one empty seat 5, an extra table 3, two seats
    beside the larger table 4 and one step 1 make 13, so the 7-top is better. A restaurant for
    which empty seats come first says so with their weight.
    """
    tables = [table("A", 7, movable=False), table("B", 4), table("C", 2)]
    problem = day(tables, [booking("b1", 5)], "B-C")
    assert sets_for(problem, "b1") == {"A", "B+C"}
    assert points(problem, "overage", b1="A") == -10
    assert plan_of(problem) == {"b1": "A"}
    assert plan_of(day(tables, [booking("b1", 5)], "B-C", weights={"overage": 9})) == {"b1": "B+C"}


def test_p15_one_table_beats_two_of_the_same_seats() -> None:
    """P15: four guests get the 4-top, not 2 + 2."""
    tables = [table("A", 2), table("B", 2), table("C", 4)]
    assert plan_of(day(tables, [booking("b1", 4)], "A-B")) == {"b1": "C"}


def test_p17_zones_do_not_merge() -> None:
    """P17: seven guests and two 4-tops in two zones: no plan."""
    tables = [table("A", zone="Z"), table("B", zone="Y")]
    problem = day(tables, [booking("b1", 7)], "A-B")
    assert plan_of(problem) == {}


def test_p18_overflow_is_the_last_resort() -> None:
    """P18: two guests get a 6-top without more ado; 6 + 6 for five is never formed.

    Where the old planner refused a 10-top to two guests, the whole-day plan seats them there when
    nothing else fits and nobody else needs it, at the price of an overflow.
    """
    assert plan_of(day([table("A", 6), table("B", 10)], [booking("b1", 2)])) == {"b1": "A"}
    pair = day([table("A", 6), table("B", 6)], [booking("b1", 5)], "A-B")
    assert sets_for(pair, "b1") == {"A", "B"}
    alone = day([table("A", 10)], [booking("b1", 2)])
    assert plan_of(alone) == {"b1": "A"}
    two = day([table("A", 10)], [booking("b1", 2), booking("b2", 9)])
    assert plan_of(two) == {"b2": "A"}


def test_p20_max_party_filters_single_tables() -> None:
    """P20: a 4-top for at most two is not for three, with merges off."""
    problem = day([table("A", 4, max_party=2)], [booking("b1", 3)], rules=SINGLES)
    assert plan_of(problem) == {}


def test_p21_no_edges_drops_merges_and_keeps_singles() -> None:
    """P21: without a recorded edge, under rules that ask for one, single tables still serve."""
    rules = {"without_edges": "named_only"}
    problem = day([table("A"), table("B")], [booking("b1", 4), booking("b2", 7)], rules=rules)
    assert sets_for(problem, "b1") == {"A", "B"}
    assert sets_for(problem, "b2") == set()


def test_a01_a_star_is_connected_through_its_hub() -> None:
    """A01: A touches B and C, which do not touch each other: three tables are one group."""
    problem = day(CHAIN, [booking("b1", 6)], "A-B A-C")
    assert plan_of(problem) == {"b1": "A+B+C"}
    assert sets_for(day(CHAIN, [booking("b1", 4)], "A-B A-C"), "b1") == {"A+B", "A+C"}


def test_a03_a_chain_of_four_is_connected_only() -> None:
    """A03: four in a row serve eight together, and every run of neighbours, but no gap."""
    tables = [table(key, 2) for key in "ABCD"]
    rules = {"max_tables": 4}
    assert plan_of(day(tables, [booking("b1", 8)], "A-B B-C C-D", rules=rules)) == {"b1": "A+B+C+D"}
    assert sets_for(day(tables, [booking("b1", 6)], "A-B B-C C-D"), "b1") == {"A+B+C", "B+C+D"}


def test_a04_the_way_an_edge_is_stored_does_not_matter() -> None:
    """A04: an edge from B to A is the same as one from A to B, and both ways at once too."""
    for edges in ("B-A", "A-B", "A-B B-A"):
        problem = day([table("A"), table("B")], [booking("b1", 7)], edges)
        assert plan_of(problem) == {"b1": "A+B"}


def test_a07_two_separate_pairs_are_no_group() -> None:
    """A07: each of four tables has a neighbour among them, yet they are two groups."""
    tables = [table(key, 2) for key in "ABCD"]
    problem = day(tables, [booking("b1", 8)], "A-B C-D", rules={"max_tables": 4})
    assert sets_for(problem, "b1") == set()
    assert codes(problem, b1="A+B+C+D") == ["adjacency"]


def test_o01_o07_back_to_back_on_one_table() -> None:
    """O01, O07: half-open windows in either order share a table."""
    guests = [booking("b1", 2, "11:00", "12:00"), booking("b2", 2, "10:00", "11:00")]
    assert plan_of(day([table("A")], guests)) == {"b1": "A", "b2": "A"}


def test_o09_o10_a_seated_booking_is_in_the_way_of_others_only() -> None:
    """O09, O10: 18:00 to 19:35 blocks 19:30 for others, and never for the booking itself."""
    seated = booking("b1", 2, "18:00", "19:35", has="A")
    late = booking("b2", 2, "19:30", "20:30")
    later = booking("b2", 2, "20:00", "21:00")
    assert "b2" not in plan_of(day([table("A")], [seated, late]))
    assert plan_of(day([table("A")], [seated, later]))["b2"] == "A"
    assert sets_for(day([table("A")], [seated, late], mode="rebuild"), "b1") == {"A"}


def test_p23_a_party_now_leaves_the_larger_table_to_the_one_that_needs_it() -> None:
    """P23: six guests now, eight a quarter of an hour later, tables for six and eight.

    Where the old planner put a penalty on the 8-top, planning both at once seats both; taking the
    8-top for the six is worth less although it is allowed.
    """
    guests = [booking("b1", 6, "19:00", "20:30"), booking("b2", 8, "19:15", "20:45")]
    problem = day([table("A", 8), table("B", 6)], guests, rules=SINGLES)
    assert sets_for(problem, "b1") == {"A", "B"}
    assert plan_of(problem) == {"b1": "B", "b2": "A"}


def test_p24_a_later_booking_counts_however_many_came_before() -> None:
    """P24: no look-ahead that could run out: the last of many bookings keeps its only table."""
    small = [booking(f"b{i:02}", 2) for i in range(12)]
    tables = [table("A", 8), *(table(f"T{i:02}", 2) for i in range(11))]
    plan = plan_of(day(tables, [*small, booking("z", 8)], rules=SINGLES))
    assert plan["z"] == "A"
    assert len(plan) == 12


@pytest.mark.parametrize(("demand", "expected"), [(1.0, "A"), (1.35, "B+C")])
def test_s41_a_busy_evening_saves_seats(demand: float, expected: str) -> None:
    """S41: seven guests, a 10-top or two 4-tops: empty seats weigh more when it is busy."""
    tables = [table("A", 10), table("B"), table("C")]
    problem = day(tables, [booking("b1", 7, demand=demand)], "B-C")
    assert sets_for(problem, "b1") == {"A", "B+C"}
    assert plan_of(problem) == {"b1": expected}
