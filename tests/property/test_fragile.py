"""Fragile seatings of random nights, beside trying every plan after each overrun."""

import random
from datetime import timedelta
from itertools import combinations

import pytest

from models.booking import Booking, BookingStatus
from models.problem import DayProblem, Mode
from models.window import Window
from solver.checker import check_plan
from solver.replanning.fragile import fragile_seatings
from tests.solver_brute import all_plans
from tests.solver_days import booking, day, table
from tests.solver_random import random_day

LATER = timedelta(minutes=30)


def dense(seed: int) -> DayProblem:
    """Return a night on which tables are used again soon after; whatever legal tables are free
    first, a booking has.
    """
    dice = random.Random(f"fragile-{seed}")
    problem = random_day(
        seed, most_tables=3, mode="rebuild", max_moves=None, as_of=None, occupancy=()
    )
    subsets = [
        some
        for size in (1, 2)
        for some in combinations([item.id for item in problem.venue.tables], size)
    ]
    seated: list[Booking] = []
    for number in range(7):
        start = dice.choice([1080, 1140, 1150, 1200, 1215])
        guest = booking(f"g{number}", dice.choice([1, 2, 2, 3, 4]), start, start + 60)
        for tables in dice.sample(subsets, len(subsets)):
            tried = [*seated, guest]
            plan = {item.id: item.current_tables for item in seated} | {guest.id: tables}
            open_day = problem.replace(
                bookings=tuple(item.replace(current_tables=()) for item in tried)
            )
            if check_plan(open_day, plan).ok:
                seated.append(guest.replace(current_tables=tables))
                break
    return problem.replace(bookings=tuple(seated))


def at_risk(problem: DayProblem, stays: Booking, moves: int) -> int | None:
    """Return the guests who would have no table, by trying every plan; None without a collision."""
    end = stays.window.end
    follow = {
        item.id
        for item in problem.bookings
        if set(item.current_tables) & set(stays.current_tables)
        and end <= item.window.start < end + LATER
    }
    if not follow:
        return None
    longer = stays.replace(
        window=Window(start=stays.window.start, end=end + LATER), status=BookingStatus.CHECKED_IN
    )
    seated = tuple(
        longer if item.id == stays.id else item for item in problem.bookings if item.current_tables
    )
    party = {item.id: item.party for item in problem.bookings}
    most = 0
    # Whoever follows and is left out does not come at all.
    for size in range(len(follow) + 1):
        for out in combinations(sorted(follow), size):
            night = problem.replace(
                mode=Mode.IMPROVE,
                max_moves=moves,
                as_of=end - timedelta(seconds=1),
                bookings=tuple(item for item in seated if item.id not in out),
            )
            wanted = {item.id for item in night.bookings}
            if any(
                wanted <= plan.keys() and check_plan(night, plan).ok for plan in all_plans(night)
            ):
                most = max(most, sum(party[key] for key in follow - set(out)))
    return sum(party[key] for key in follow) - most


@pytest.mark.parametrize("chunk", range(2))
def test_what_is_told_is_what_trying_every_plan_finds(chunk: int) -> None:
    """For every seating of random days, with one and two moves."""
    collided = 0
    for seed in range(chunk * 15, (chunk + 1) * 15):
        problem = dense(seed)
        for moves in (1, 2):
            report = fragile_seatings(problem, minutes=30, max_moves=moves, budget_seconds=60)
            told = {item.booking: item.guests_at_risk for item in report.fragile}
            truth = {
                item.id: at_risk(problem, item, moves)
                for item in problem.bookings
                if item.current_tables
            }
            collided += report.colliding
            assert report.colliding == sum(risk is not None for risk in truth.values()), seed
            assert told == {key: risk for key, risk in truth.items() if risk}, (seed, moves)
    assert collided > 10


def test_by_hand() -> None:
    """Two follow on a merge; one of them has another table, the larger one has none."""
    night = day(
        [table("A", 2), table("B", 4), table("C", 2)],
        [
            booking("long", 6, "18:00", "19:30", has="A+B"),
            booking("two", 2, "19:30", "21:00", has="A"),
            booking("four", 4, "19:45", "21:00", has="B"),
            booking("later", 2, "20:00", "21:00", has="C"),
        ],
    )
    (found,) = fragile_seatings(night, minutes=20).fragile
    assert (found.booking, found.collides) == ("long", ("four", "two"))
    assert (found.at_risk, found.guests_at_risk, found.certain) == (("four",), 4, True)
    shorter = fragile_seatings(night, minutes=10)
    assert (shorter.colliding, shorter.fragile) == (1, ())
