"""The numbers of a report: by hand, and the same as those of the comparisons."""

import datetime as dt
from typing import Any

import pytest

from models.weights import WEIGHT_PRESETS
from models.window import Window
from scenarios.compare import Verdict, compare
from scenarios.measures import utilisation_by_hour
from scenarios.report.charts import charts, heat_rows, zone_labels
from scenarios.report.figures import Figures, gather
from scenarios.report.hours import Load, clock, load_by_hour
from scenarios.scenario import BASELINE, Scenario
from solver.day import plan_day
from tests.reported import HOSTILE, one_day, two_days
from tests.solver_days import booking, day, table


@pytest.fixture
def figures() -> Figures:
    """Return the numbers of one day."""
    return gather(*one_day())


def rows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the data of a chart."""
    return list(spec["datasets"]["rows"])


def test_the_load_of_each_hour_by_hand(figures: Figures) -> None:
    """Two from 18:30, four from 19:00, six on two tables from 20:00; nine seats and one more."""
    assert figures.base.load == {
        18: Load(guests=1, tables=0.5, seats=10),
        19: Load(guests=6, tables=2, seats=10),
        20: Load(guests=10, tables=3, seats=10),
        21: Load(guests=7, tables=2, seats=10),
    }
    closed = figures.scenarios[0].load
    assert [closed[hour].seats for hour in figures.hours] == [10, 6, 10, 10]


def test_closed_twice_is_closed_once() -> None:
    """Windows that overlap take a seat away only once."""
    problem = day([table("A", 4)], [booking("b", 2, "12:00", "13:00")])
    closed = [
        {"table": "A", "window": window, "source": "maintenance"}
        for window in (
            Window(start=start, end=start + dt.timedelta(minutes=30))
            for start in (
                dt.datetime(2025, 5, 10, 15, 0, tzinfo=dt.UTC),
                dt.datetime(2025, 5, 10, 15, 15, tzinfo=dt.UTC),
            )
        )
    ]
    problem = type(problem).model_validate({**problem.__dict__, "occupancy": closed})
    plan = plan_day(problem, budget_seconds=5)
    assert load_by_hour(problem, plan, [14, 15])[15].seats == 1
    assert load_by_hour(problem, plan, [14, 15])[14].seats == 4


def test_the_hour_that_clocks_repeat_is_two_hours_long() -> None:
    """Four guests on four seats throughout it are a full table, not two."""
    window = Window(
        start=dt.datetime(2025, 10, 26, 0, 0, tzinfo=dt.UTC),
        end=dt.datetime(2025, 10, 26, 2, 0, tzinfo=dt.UTC),
    )
    problem = day([table("A", 4)])
    problem = problem.replace(
        date=dt.date(2025, 10, 25),
        venue=problem.venue.replace(time_zone="Europe/London"),
        bookings=(booking("b", 4).replace(window=window),),
    )
    plan = plan_day(problem, budget_seconds=5)
    assert utilisation_by_hour(problem, plan) == {"Z": {"25": 1.0}}
    assert load_by_hour(problem, plan, [25]) == {25: Load(guests=4, tables=1, seats=4)}
    assert clock(25) == "01:00 +1"


@pytest.mark.parametrize("days", [one_day, two_days])
def test_bars_are_the_comparisons(days: Any) -> None:
    """Guests, verdicts and intervals, computed again from the outcomes."""
    outcomes, comparisons = days()
    found = {row["scenario"]: row for row in rows(charts(gather(outcomes, comparisons))["covers"])}
    assert list(found) == [BASELINE, *(item.scenario for item in comparisons)]
    assert found[BASELINE]["covers"] == comparisons[0].changes["covers"].base
    for item in compare(outcomes):
        row, change = found[item.scenario], item.changes["covers"]
        assert (row["covers"], row["role"]) == (change.value, str(item.verdict))
        if item.pairs > 1:
            assert change.low is not None
            assert row["low"] == pytest.approx(change.base + change.low)
        else:
            assert (row["low"], row["high"]) == (change.value, change.value)


def test_whiskers_of_one_day_are_what_the_gaps_leave_open() -> None:
    """Two thousand points are two guests to either side; without a bound nothing is known."""
    outcomes, comparisons = one_day()
    first = comparisons[0]
    open_ = first.replace(points_low=-5500.0, points_high=-3500.0)
    found = gather(outcomes, [open_, *comparisons[1:]])
    interval = found.covers_interval(found.scenarios[0])
    assert interval is not None
    assert (interval.low, interval.high) == (10, 14)
    unknown = gather(outcomes, [first.replace(points_low=None), *comparisons[1:]])
    assert unknown.covers_interval(unknown.scenarios[0]) is None


def test_the_heat_map_is_the_utilisation(figures: Figures) -> None:
    """By zone and hour, for every scenario, in the zones' names."""
    found = {
        (row["scenario"], row["zone"], row["hour"]): row["used"]
        for row in heat_rows(figures, figures.all)
    }
    for one in one_day()[0]:
        problem, zones = one.case.problem, {"Y": "<b>Yard</b>", "Z": "Hall"}
        for zone, shares in utilisation_by_hour(problem, one.plan).items():
            for hour, share in shares.items():
                key = (one.case.scenario.name, zones[zone], clock(int(hour)))
                assert found[key] == pytest.approx(share, abs=1e-4)


def test_zones_of_one_name_are_told_apart() -> None:
    """By their ids."""
    labels = zone_labels({"a": "Bar", "b": "Bar", "c": "Hall"})
    assert labels == {"a": "Bar (a)", "b": "Bar (b)", "c": "Hall"}


def test_the_best_scenario_has_the_most_points(figures: Figures) -> None:
    """Of the currency of the day as it is; where none counts in it, the most guests."""
    assert figures.best.name == "a six"
    outcomes, comparisons = one_day()
    other = WEIGHT_PRESETS["reference"]
    changed = [
        one
        if one.case.scenario.name != "a six"
        else type(one)(
            type(one.case)(
                Scenario(name="a six"),
                one.case.day,
                0,
                one.case.problem.replace(weights=other),
                BASELINE,
            ),
            one.plan,
            one.key,
            0.0,
            False,
        )
        for one in outcomes
    ]
    assert gather(changed, comparisons).best.name == "as it is"
    only = [item for item in comparisons if item.scenario == "a six"]
    assert gather(changed, only).best.name == "a six"


def test_the_typical_day_is_nearest_the_mean() -> None:
    """Here both days differ by as much: the first."""
    found = gather(*two_days())
    base, best = found.typical_pair()
    assert (base.case.day.id, best.case.day.id) == ("saturday", "saturday")
    assert (base.case.scenario.name, best.case.scenario.name) == (BASELINE, "a six")


def test_verdicts_of_the_fixture() -> None:
    """What the other tests rely on."""
    found = {item.scenario: item.verdict for item in one_day()[1]}
    expected = {HOSTILE: Verdict.WORSE, "a six": Verdict.BETTER, "as it is": Verdict.SAME}
    assert found == expected
