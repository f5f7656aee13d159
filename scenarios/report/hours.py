"""How busy a plan is, hour by hour: guests and tables in use, and the seats that there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from models.plan import DayPlan
from models.problem import DayProblem
from models.window import Window
from scenarios.measures import minutes_by_hour, minutes_of


@dataclass(frozen=True)
class Load:
    """Means over one hour."""

    guests: float
    """Guests at their tables."""
    tables: float
    """Tables with a party of the plan."""
    seats: float
    """Seats of tables that are in service and not closed."""


def load_by_hour(problem: DayProblem, plan: DayPlan, hours: Iterable[int]) -> dict[int, Load]:
    """Return the load of these local hours (25 is one o'clock on the next date)."""
    guests, tables = defaultdict[int, float](float), defaultdict[int, float](float)
    for seating in plan.seatings:
        for touched, minutes in minutes_by_hour(problem, seating.window):
            guests[int(touched)] += seating.party * minutes
            tables[int(touched)] += len(seating.tables) * minutes
    closed = _closed_seat_minutes(problem)
    found = {}
    for hour in hours:
        long = minutes_of(problem, f"{hour:02d}")
        seats = problem.venue.seats - closed[hour] / long
        found[hour] = Load(guests[hour] / long, tables[hour] / long, seats)
    return found


def busy_hours(problem: DayProblem, plan: DayPlan) -> tuple[int, int] | None:
    """Return the first and the last local hour in which anybody sits."""
    touched = [
        int(hour)
        for seating in plan.seatings
        for hour, _ in minutes_by_hour(problem, seating.window)
    ]
    return (min(touched), max(touched)) if touched else None


def _closed_seat_minutes(problem: DayProblem) -> defaultdict[int, float]:
    """Return the minutes of seats, by hour, of tables in service that are closed for a while."""
    windows: dict[str, list[Window]] = defaultdict(list)
    for item in problem.occupancy:
        if item.source == "maintenance":
            windows[item.table].append(item.window)
    found = defaultdict[int, float](float)
    for table in problem.venue.tables:
        for window in _apart(windows[table.id]) if table.active else ():
            for hour, minutes in minutes_by_hour(problem, window):
                found[int(hour)] += table.capacity * minutes
    return found


def _apart(windows: list[Window]) -> list[Window]:
    """Return the windows that cover the same time, none of which overlap."""
    found: list[Window] = []
    for window in sorted(windows, key=lambda item: item.start):
        if found and window.start <= found[-1].end:
            found[-1] = Window(start=found[-1].start, end=max(found[-1].end, window.end))
        else:
            found.append(window)
    return found


def clock(hour: int) -> str:
    """Return how an hour is written: 19:00, and 01:00 +1 for one o'clock on the next date."""
    return f"{hour % 24:02d}:00" + (f" +{hour // 24}" if hour >= 24 else "")
