"""What a plan is measured by when scenarios are compared."""

from collections import defaultdict
from datetime import timedelta
from zoneinfo import ZoneInfo

from models.base import Value
from models.plan import DayPlan
from models.problem import DayProblem
from models.window import Window, clock_edge

HOUR = timedelta(hours=1)


class Measures(Value):
    """The figures of one plan."""

    points: float
    """Value of the leading tier."""
    bound: float | None
    """No plan reaches more points."""
    gap: float | None
    covers: float
    """Guests seated."""
    seated: float
    """Bookings seated."""
    refused: float
    """Bookings that want a table and have none."""
    refused_covers: float
    empty_seats: float
    """Seats of seated parties' tables that stay empty."""
    merges: float
    moves: float
    """Bookings whose tables change."""
    stale: float = 0
    """Bookings that keep tables although that breaks the rules of the edited day: they count as
    seated, and somebody will have to give way."""
    utilisation: dict[str, float]
    """By zone: guests' minutes over minutes of seats, in the hours in which anybody sits."""
    by_hour: dict[str, dict[str, float]]
    """The same by zone and local hour (``19``; ``25`` is one o'clock on the next date)."""


COUNTS = ("covers", "seated", "refused", "refused_covers", "empty_seats", "merges", "moves")
"""The figures that are compared one by one, beside points."""


def measure(problem: DayProblem, plan: DayPlan) -> Measures:
    """Measure a plan of a problem."""
    counts = plan.statistics
    by_hour = utilisation_by_hour(problem, plan)
    hours = sorted({hour for zone in by_hour.values() for hour in zone})
    return Measures(
        points=plan.proof[0].value,
        bound=plan.bound,
        gap=plan.gap,
        covers=counts.covers,
        seated=counts.seated,
        refused=len(plan.unseated),
        refused_covers=sum(item.party for item in plan.unseated),
        empty_seats=counts.empty_seats,
        merges=counts.merges,
        moves=counts.moved,
        stale=sum(item.stale is not None for item in plan.seatings),
        utilisation={
            zone: sum(shares.values()) / max(1, len(hours)) for zone, shares in by_hour.items()
        },
        by_hour={
            zone: {hour: round(share, 4) for hour, share in shares.items()}
            for zone, shares in by_hour.items()
        },
    )


def utilisation_by_hour(problem: DayProblem, plan: DayPlan) -> dict[str, dict[str, float]]:
    """Return guests' minutes over minutes of seats, by zone and local hour.

    Guests of a merge are spread over its tables by their seats.
    """
    tables = {table.id: table for table in problem.venue.tables}
    seats: dict[str, int] = defaultdict(int)
    for table in problem.venue.tables:
        seats[table.zone] += table.capacity * table.active
    used: dict[tuple[str, str], float] = defaultdict(float)
    for seating in plan.seatings:
        whole = sum(tables[table].capacity for table in seating.tables)
        for hour, minutes in minutes_by_hour(problem, seating.window):
            for key in seating.tables:
                share = seating.party * tables[key].capacity / whole
                used[tables[key].zone, hour] += share * minutes
    return {
        zone.id: {
            hour: used[zone.id, hour] / (minutes_of(problem, hour) * seats[zone.id])
            for key, hour in sorted(used)
            if key == zone.id and seats[zone.id]
        }
        for zone in problem.venue.zones
    }


def minutes_by_hour(problem: DayProblem, window: Window) -> list[tuple[str, float]]:
    """Return the local hours that a window touches, with the minutes in each."""
    zone = ZoneInfo(problem.venue.time_zone)
    found = []
    at = window.start
    while at < window.end:
        local = at.astimezone(zone)
        past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        until = min(window.end, at - past + HOUR)
        days = (local.date() - problem.date).days
        found.append((f"{24 * days + local.hour:02d}", (until - at) / timedelta(minutes=1)))
        at = until
    return found


def minutes_of(problem: DayProblem, hour: str) -> float:
    """Return how long a local hour is: 60 minutes, but 120 for the one that clocks repeat."""
    zone, first = ZoneInfo(problem.venue.time_zone), 60 * int(hour)
    edges = [clock_edge(problem.date, minutes, zone) for minutes in (first, first + 60)]
    return max(60.0, (edges[1] - edges[0]) / timedelta(minutes=1))
