"""What the benchmarks compute and write, without measuring anything."""

from argparse import Namespace
from collections import defaultdict
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.deadline import BUDGETS, DAYS, quantile, schedule
from benchmarks.growth import exponent
from benchmarks.report import command, write_section


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, 1), (0.005, 1), (0.5, 50), (0.95, 95), (0.99, 99), (1.0, 100)]
)
def test_a_quantile_is_the_value_that_a_share_does_not_exceed(share: float, expected: int) -> None:
    """Of 100 values the 99th is p99; the worst one is not."""
    assert quantile([float(value) for value in range(100, 0, -1)], share) == expected


def test_a_quantile_of_one_value_is_that_value() -> None:
    """However small the run."""
    assert {quantile([7.0], share) for share in (0.0, 0.5, 0.99, 1.0)} == {7.0}


def test_every_budget_meets_every_day() -> None:
    """A budget that met only some seeds would be compared on other days than the next one."""
    met = defaultdict(list)
    for budget, day in schedule(300):
        met[budget].append(day)
    assert {budget: len(days) for budget, days in met.items()} == dict.fromkeys(BUDGETS, 100)
    assert all(set(days) == set(DAYS) for days in met.values())


def test_the_exponent_of_a_power_law_is_its_power() -> None:
    """Whatever the constant factor."""
    points = [(size, 0.003 * size**1.3) for size in (160.0, 500.0, 1500.0)]
    assert exponent(points) == pytest.approx(1.3)


def test_a_section_replaces_itself_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Measuring one thing again leaves the others' figures as they are, and their order."""
    page = tmp_path / "results.md"
    monkeypatch.setattr(report, "RESULTS", page)
    for name in ("first", "first-60", "last"):
        write_section(name, name.title(), f"{name} figures")
    before = page.read_text()
    write_section("first", "First", "other figures")
    assert page.read_text() == before.replace("first figures", "other figures")
    write_section("last", "Last", "nothing", dry_run=True)
    assert page.read_text() == before.replace("first figures", "other figures")


def test_the_command_says_every_argument() -> None:
    """Defaults are written out, for they may change; flags stand alone."""
    chosen = Namespace(budget=10.0, solves=500, only="small,xl", xl=True, fast=False, dry_run=False)
    assert command("memory", chosen) == (
        "Measured with `python -m benchmarks.memory --budget 10 --solves 500 --only small,xl --xl`."
    )
