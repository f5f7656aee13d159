"""Results by load band, and results on disk."""

import datetime as dt
from dataclasses import asdict
from pathlib import Path

import pytest

from models.errors import InvalidInputError
from scenarios.season.default import assumed_profile
from scenarios.season.measures import Counts
from scenarios.season.results import band_results
from scenarios.season.season import DayKey, DayResult, PolicyName, Season
from scenarios.season.store import SeasonStore
from tests.season import house_of

FIRST = dt.date(2026, 1, 5)
SEASON = Season(problem=house_of(2, 4), profile=assumed_profile(bookings=5, largest_party=4))


def result(number: int, load: float, legacy: int, maitred: int) -> DayResult:
    """Return a date on which so many guests were seated."""
    covers = {PolicyName.LEGACY: legacy, PolicyName.MAITRED: maitred}
    return DayResult(
        key=DayKey(load=None, seed=1, date=FIRST + dt.timedelta(days=number)),
        peak_load=load,
        counts={name: asdict(Counts(covers=value)) for name, value in covers.items()},
        seconds=dict.fromkeys(covers, 0.0),
    )


def test_bands_are_half_open_and_end_with_all() -> None:
    """A load of 1.0 is in the band that begins there; bands without dates are left out."""
    found = band_results([result(1, 0.79, 5, 6), result(2, 1.0, 5, 7), result(3, 7.0, 5, 5)])
    assert [(item.band, item.days) for item in found] == [
        ("below 0.8", 1),
        ("1.0 to 1.2", 1),
        ("from 1.2", 1),
        ("all", 3),
    ]


def test_differences_are_paired() -> None:
    """Dates vary by hundreds of guests, the difference by one: the interval is that of the pairs.

    Differences 1, 2, 3: mean 2, deviation 1, t(0.975, 2) = 4.3027, so 2 ± 4.3027 / sqrt(3).
    """
    days = [result(1, 0.9, 100, 101), result(2, 0.9, 500, 502), result(3, 0.9, 900, 903)]
    covers = band_results(days)[0].figures["covers"]
    assert (covers.before, covers.after, covers.difference) == (500, 502, 2)
    assert covers.low == pytest.approx(2 - 4.3027 / 3**0.5, abs=1e-3)
    assert covers.high == pytest.approx(2 + 4.3027 / 3**0.5, abs=1e-3)
    assert not covers.decided


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        ([(10, 14), (10, 15), (10, 16)], "maitred seats 5.0 guests a day more than legacy (+50.0%"),
        ([(14, 10), (15, 10), (16, 10)], "maitred seats 5.0 guests a day fewer than legacy (-33"),
        ([(10, 9), (10, 11), (10, 10)], "No difference from legacy is shown"),
        ([(10, 10), (12, 12)], "maitred and legacy seat the same guests on all 2 dates"),
        ([(10, 12)], "One date alone says nothing of how much it varies: +2 guests"),
    ],
)
def test_the_verdict_is_no_bolder_than_the_interval(
    pairs: list[tuple[int, int]], says: str
) -> None:
    """Better and worse only when zero is outside."""
    days = [result(number, 0.9, *pair) for number, pair in enumerate(pairs)]
    assert says in band_results(days)[0].verdict


def test_a_directory_keeps_what_is_done(tmp_path: Path) -> None:
    """A line that was cut short is played again, and does not spoil the next one."""
    store, days = SeasonStore(tmp_path, SEASON), [result(n, 1.0, 5, 6) for n in range(3)]
    for day in days:
        store.add(day)
    file = tmp_path / "days.jsonl"
    file.write_bytes(file.read_bytes()[:-40])
    again = SeasonStore(tmp_path, SEASON)
    assert list(again.results().values()) == days[:2]
    again.add(days[2])
    assert list(SeasonStore(tmp_path, SEASON).results().values()) == days


def test_a_directory_belongs_to_one_season(tmp_path: Path) -> None:
    """More dates, seeds and loads may come; another house or demand may not."""
    SeasonStore(tmp_path, SEASON)
    SeasonStore(tmp_path, SEASON.replace(days=91, seeds=(1, 2), loads=(0.9,)))
    other = SEASON.replace(profile=SEASON.profile.replace(bookings_per_day=6))
    with pytest.raises(InvalidInputError, match="another season"):
        SeasonStore(tmp_path, other)
    (tmp_path / "season.json").write_text("{}")
    with pytest.raises(InvalidInputError, match="another season"):
        SeasonStore(tmp_path, SEASON)


def test_a_directory_that_cannot_be_written_to(tmp_path: Path) -> None:
    """It is a file."""
    (tmp_path / "file").write_text("")
    with pytest.raises(InvalidInputError, match="--out"):
        SeasonStore(tmp_path / "file", SEASON)
