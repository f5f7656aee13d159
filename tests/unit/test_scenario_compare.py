"""Comparison of scenarios, by numbers that were done by hand."""

import math

import pytest

from scenarios.compare import Verdict, compare_measures
from scenarios.measures import Measures, measure, utilisation_by_hour
from scenarios.statistics import decimals, paired, t_quantile
from solver.day import plan_day
from tests.solver_days import booking, day, table


def measures(points: float, bound: float | None = None, **counts: float) -> Measures:
    """Return measures; without a bound the points are proven."""
    names = ("covers", "seated", "refused", "refused_covers", "empty_seats", "merges", "moves")
    bound = points if bound is None else bound
    return Measures(
        points=points,
        bound=bound,
        gap=(bound - points) / bound,
        **{name: counts.get(name, 0) for name in names},
        utilisation={},
        by_hour={},
    )


def verdict(*pairs: tuple[Measures, Measures], **fields: bool) -> Verdict:
    """Compare pairs of measures at 1,000 points a cover."""
    return compare_measures("s", "base", pairs, points_per_cover=1000, **fields).verdict


def test_quantiles_of_t_as_printed_in_tables() -> None:
    """Two-sided 95 %, by degrees of freedom."""
    printed = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 9: 2.262, 10: 2.228, 30: 2.042, 120: 1.980}
    for degrees, value in printed.items():
        assert t_quantile(0.975, degrees) == pytest.approx(value, abs=5e-4)


def test_a_paired_difference_by_hand() -> None:
    """Differences 1, 2, 3: mean 2, deviation 1, and 4.303 over the root of 3 to either side."""
    found = paired([10, 20, 30], [11, 22, 33])
    assert (found.mean, found.pairs) == (2, 3)
    assert found.low == pytest.approx(2 - 4.3027 / math.sqrt(3), abs=1e-4)
    assert found.high == pytest.approx(2 + 4.3027 / math.sqrt(3), abs=1e-4)
    assert not found.excludes_zero
    assert paired([1, 1, 1], [2, 2, 2]).excludes_zero


def test_one_pair_has_no_interval() -> None:
    """Nothing is known of how much a single difference varies."""
    found = paired([5], [7])
    assert (found.mean, found.low, found.high) == (2, None, None)


def test_verdicts_of_proven_plans() -> None:
    """Better, worse and the same."""
    assert verdict((measures(100), measures(101))) is Verdict.BETTER
    assert verdict((measures(100), measures(99))) is Verdict.WORSE
    assert verdict((measures(100), measures(100))) is Verdict.SAME


def test_a_difference_within_the_gaps_is_undecided() -> None:
    """The best plan of the base may be worth 105; that of the scenario no more than 112."""
    base, scenario = measures(100, 105), measures(104, 112)
    found = compare_measures("s", "base", [(base, scenario)], points_per_cover=1000)
    assert (found.points_low, found.points_high) == (104 - 105, 112 - 100)
    assert found.verdict is Verdict.UNDECIDED
    assert not found.changes["points"].decided
    assert verdict((base, measures(106, 112))) is Verdict.BETTER
    assert verdict((measures(100, 105), measures(90, 99))) is Verdict.WORSE


def test_without_a_bound_nothing_is_decided() -> None:
    """No proof, no verdict."""
    open_end = measures(100).replace(bound=None, gap=None)
    assert verdict((open_end, measures(999))) is Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("value", "shown"),
    [(-26_500, "-26,500"), (464_512.4, "464,512"), (12.34, "12.3"), (1.234, "1.23"), (3.0, "3")],
)
def test_figures_have_no_exponent(value: float, shown: str) -> None:
    """Means over several days once read as -2.65e+04 points."""
    assert f"{value:,.{decimals(value)}f}" == shown


def test_a_difference_that_varies_is_undecided() -> None:
    """Mean +1 over +3 and -1, both proven."""
    pairs = [(measures(100), measures(103)), (measures(100), measures(99))]
    assert verdict(*pairs) is Verdict.UNDECIDED
    steady = [(measures(100), measures(103)), (measures(200), measures(203))]
    assert verdict(*steady) is Verdict.BETTER


def test_points_of_other_weights_are_not_compared() -> None:
    """They are another currency; counts still are."""
    assert verdict((measures(1), measures(9)), same_weights=False) is Verdict.OTHER_WEIGHTS


def test_covers_that_the_gaps_leave_open() -> None:
    """Gaps of 900 and 600 points leave a cover and a half open: one more is no news, two are."""
    base = measures(10_000, 10_900, covers=10)
    for covers, decided in ((11, False), (12, True)):
        scenario = measures(10_500, 11_100, covers=covers)
        found = compare_measures("s", "base", [(base, scenario)], points_per_cover=1000)
        assert found.changes["covers"].decided is decided
        assert (found.changes["covers"].base, found.changes["covers"].value) == (10, covers)


def test_utilisation_by_zone_and_hour_by_hand() -> None:
    """A party of 3 on a 4 and a 2 from 18:30 to 20:00, and one of 2 on the 4 in the other zone."""
    problem = day(
        [
            table("A", 4),
            table("B", 2),
            table("C", 4, zone="Y"),
            table("D", 8, zone="Y", active=False),
        ],
        [
            booking("b1", 3, "18:30", "20:00", has="A+B"),
            booking("b2", 2, "19:00", "20:00", has="C"),
        ],
        "A-B",
    )
    plan = plan_day(problem, budget_seconds=5)
    assert utilisation_by_hour(problem, plan) == {
        "Y": {"19": 2 / 4},
        "Z": {"18": pytest.approx(3 * 30 / (6 * 60)), "19": 3 / 6},
    }
    figures = measure(problem, plan)
    assert (figures.covers, figures.seated, figures.merges, figures.empty_seats) == (5, 2, 1, 5)
    assert figures.utilisation == {"Y": pytest.approx(0.25), "Z": pytest.approx(0.375)}
