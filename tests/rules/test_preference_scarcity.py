"""Preference: tables of a kind that is hard to replace are kept for those who need them."""

import pytest

from models.problem import DayProblem
from models.weights import WEIGHT_PRESETS
from solver.preferences import adjacency_depth, extra_table, scarcity
from tests.solver_days import booking, day, points, solve_exactly, table, units_of, unused

PRODUCT = WEIGHT_PRESETS["product"]
TEN_OR_PAIR = (table("A", 10, movable=False), table("B", 4), table("C", 4))


def seven(demand: float = 1) -> DayProblem:
    """Return the running product's example: seven guests, a ten or an adjacent pair of fours."""
    guests = [booking("b1", 7, demand=demand)]
    return day(TEN_OR_PAIR, guests, "B-C", weights=PRODUCT)


def test_units_are_scores_in_ten_thousandths() -> None:
    """As measured; or by size: 1.6, 0.18, 0.12, 0.08, shared by all seats of that size."""
    tables = (
        table("A", 2), table("B", 2), table("C", 4), table("D", 6), table("E", 8),
        table("F", 8, active=False), table("G", 4, scarcity=0.25),
    )  # fmt: skip
    problem = day(tables, [booking("b1", 1)], weights=PRODUCT)
    assert units_of(problem, scarcity.units) == {
        "b1:A": 4000,  # 1.6 / (2 + 2)
        "b1:B": 4000,
        "b1:C": 225,  # 0.18 / (4 + 4), measured or not
        "b1:D": 200,  # 0.12 / 6
        "b1:E": 100,  # 0.08 / 8: the other is out of service
        "b1:G": 2500,
    }
    assert points(problem, "scarcity", b1="A") == -8.8
    assert points(problem, "scarcity", b1="C") == -0.5  # 22 * 0.0225 = 0.495
    assert points(problem, "scarcity", b1="G") == -5.5


def test_units_of_a_merge_add_up_and_make_its_structure_dearer() -> None:
    """Two fours of eight seats: 0.0225 each, so extra tables and depth cost 1.0225 times."""
    problem = seven()
    assert units_of(problem, scarcity.units) == {"b1:A": 80, "b1:B+C": 450}
    assert units_of(problem, extra_table.units) == {"b1:A": 0, "b1:B+C": 10_225}
    assert units_of(problem, adjacency_depth.units) == {"b1:A": 0, "b1:B+C": 10_225}
    assert points(problem, "extra_table", b1="B+C") == -3.07  # 3 * 1.0225 = 3.0675
    scarce = tuple(item.replace(scarcity=5) for item in TEN_OR_PAIR)
    dear = day(scarce, [booking("b1", 7)], "B-C", weights=PRODUCT)
    assert units_of(dear, extra_table.units)["b1:B+C"] == 30_000, "at most threefold"
    assert points(dear, "extra_table", b1="B+C") == -9


def test_units_at_the_borders_of_sizes_and_of_a_size_out_of_service() -> None:
    """Cut to ten-thousandths; a size of which no table is active counts one table's seats."""
    tables = (
        *(table(key, 2) for key in "ABC"), table("D", 1), table("E", 3), table("F", 5),
        table("G", 7), table("H", 9, active=False),
    )  # fmt: skip
    guests = [booking("b1", 1), booking("b2", 9, has="H", locked=True)]
    problem = day(tables, guests, weights=PRODUCT)
    assert units_of(problem, scarcity.units) == {
        **{f"b1:{key}": 2666 for key in "ABC"},  # 1.6 / 6
        "b1:D": 16_000,  # 1.6 / 1, above 1
        "b1:E": 600,  # 0.18 / 3
        "b1:F": 240,  # 0.12 / 5
        "b1:G": 114,  # 0.08 / 7
    }
    assert points(problem, "scarcity", b1="D") == -35.2
    assert points(problem, "scarcity", b2="H") == -0.19  # 22 * 0.0088 = 0.1936


def test_units_of_a_merge_mix_measured_and_estimated_scores() -> None:
    """0.5 and 0.18 / 8 are 0.5225, on average 0.2612; three twos are 0.7998, on average 0.2666."""
    mixed = (table("B", 4, scarcity=0.5), table("C", 4))
    problem = day(mixed, [booking("b1", 7)], "B-C", weights=PRODUCT)
    row = day([table(key, 2) for key in "ABC"], [booking("b1", 6)], "A-B B-C", weights=PRODUCT)
    for merged, tables, score, extra, depth, costs in (
        (problem, "B+C", 5225, 12_612, 12_612, (-11.5, -3.78, -1.26)),
        (row, "A+B+C", 7998, 25_332, 25_332, (-17.6, -7.6, -2.53)),
    ):
        for term, units, expected in (
            (scarcity, score, costs[0]), (extra_table, extra, costs[1]),
            (adjacency_depth, depth, costs[2]),
        ):  # fmt: skip
            assert units_of(merged, term.units) == {f"b1:{tables}": units}
            assert points(merged, term.__name__.split(".")[-1], b1=tables) == expected


def test_units_of_a_merge_have_a_factor_of_at_most_three() -> None:
    """Means of 1.9, 2 and 2.1 make 2.9, 3 and 3."""
    for score, factor in ((1.9, 29_000), (2, 30_000), (2.1, 30_000)):
        tables = [table(key, 4, scarcity=score) for key in "BC"]
        problem = day(tables, [booking("b1", 7)], "B-C", weights=PRODUCT)
        assert units_of(problem, extra_table.units) == {"b1:B+C": factor}
        assert points(problem, "extra_table", b1="B+C") == -3 * factor / 10_000


def test_the_products_own_example() -> None:
    """At demand 1 the ten costs 15.18 and the pair 18.08; at 1.35 it is 20.43 against 19.83."""
    for demand, ten, pair, best in ((1, 15.18, 18.08, "A"), (1.35, 20.43, 19.83, "B+C")):
        problem = seven(demand)
        exact = solve_exactly(problem)
        assert exact.plan == {"b1": tuple(best.split("+"))}
        for tables, cost in (("A", ten), ("B+C", pair)):
            # Terms are rounded to hundredths one by one: 15 + 0.18; 5 + 3.07 + 8 + 1.02 + 0.99.
            terms = ("overage", "extra_table", "fragmentation", "adjacency_depth", "scarcity")
            total = sum(points(problem, term, b1=tables) for term in terms)
            assert -total == pytest.approx(cost, abs=1e-9)


def test_weight_zero_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 no score is looked at, and merges are as cheap as ever."""
    unused(monkeypatch, "scarcity", seven())
    off = seven().replace(weights=PRODUCT.replace(scarcity=0))
    assert units_of(off, extra_table.units)["b1:B+C"] == 10_000
    assert units_of(off, adjacency_depth.units)["b1:B+C"] == 10_000
    assert points(off, "extra_table", b1="B+C") == -3
    # At demand 1.25 the ten costs 18.75 and the pair 6.25 + 3 + 8 + 1 = 18.25; with scarcity it
    # is 18.75 + 0.18 against 6.25 + 3.07 + 8 + 1.02 + 0.99 = 19.33.
    busy = seven(1.25)
    assert solve_exactly(busy).plan == {"b1": ("A",)}
    assert solve_exactly(busy).verdict.tier("preferences") == -1893
    off = busy.replace(weights=PRODUCT.replace(scarcity=0))
    assert solve_exactly(off).plan == {"b1": ("B", "C")}
    assert solve_exactly(off).verdict.tier("preferences") == -1825
