"""One number of tables kept: the nights without and with it, and the same guests at the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Protocol, Self
from zoneinfo import ZoneInfo

from models.errors import Flaw, InvalidInputError, MaitredError
from models.house import TableClass
from models.moment import Moment, instant_on
from models.problem import DayProblem
from models.window import Window
from scenarios.advise.walk_ins import FreeTables, WalkIns, draw
from scenarios.compare import Verdict
from scenarios.measures import HOUR
from scenarios.runner import Outcome
from scenarios.statistics import Difference, paired


class Demand(Protocol):
    """Who is assumed to walk in, and which draws of them."""

    @property
    def walk_ins(self) -> WalkIns: ...
    @property
    def seeds(self) -> Sequence[int]: ...


@dataclass(frozen=True)
class Night:
    """A planned day, and who of those that walk in find a table; by draw."""

    day: DayProblem
    span: Window
    booked: float
    """Booked guests seated."""
    points: float
    """What they are worth, without what keeping tables costs."""
    left_open: float
    """Guests that a better plan may seat more, by the plan's bound."""
    walk_ins: tuple[float, ...]
    walk_in_points: tuple[float, ...]
    lost: tuple[float, ...]

    @classmethod
    def of(cls, outcome: Outcome, span: Window, demand: Demand) -> Self:
        """Let each draw of guests walk into a plan."""
        day, plan = outcome.case.day, outcome.plan
        free, weights = FreeTables(outcome.case.problem, plan), day.weights
        guests, points, lost = [], [], []
        for seed in demand.seeds:
            came = draw(demand.walk_ins, span, f"{seed}-{day.id}")
            seated = free.seated(came)
            guests.append(float(sum(item.party for item in seated)))
            points.append(weights.cover * guests[-1] + weights.booking * len(seated))
            lost.append(float(sum(item.party for item in came)) - guests[-1])
        leading = plan.proof[0]
        missing = float("inf") if leading.bound is None else leading.bound - leading.value
        return cls(
            day=day,
            span=span,
            booked=plan.statistics.covers,
            points=plan.objective.seated - plan.objective.terms.get("hold_back", 0.0),
            left_open=missing / max(1.0, weights.cover),
            walk_ins=tuple(guests),
            walk_in_points=tuple(points),
            lost=tuple(lost),
        )

    @property
    def totals(self) -> list[float]:
        """Guests seated, booked or not, by draw."""
        return [self.booked + item for item in self.walk_ins]

    @property
    def total_points(self) -> list[float]:
        """What they are worth, by draw."""
        return [self.points + item for item in self.walk_in_points]


@dataclass(frozen=True)
class HoldbackCase:
    """So many tables of a class kept, beside none."""

    name: str
    keep: int
    tables: TableClass
    before: tuple[Night, ...]
    after: tuple[Night, ...]

    @property
    def guests(self) -> Difference:
        """How many guests more are seated: pairs of the same day and the same draw."""
        return paired(
            [item for night in self.before for item in night.totals],
            [item for night in self.after for item in night.totals],
        )

    @property
    def points(self) -> Difference:
        """The same in points."""
        return paired(
            [item for night in self.before for item in night.total_points],
            [item for night in self.after for item in night.total_points],
        )

    @property
    def verdict(self) -> Verdict:
        """What is decided: more than the plans' gaps leave open, and than it varies by."""
        guests = self.guests
        left_open = mean(night.left_open for night in (*self.before, *self.after)) * 2
        if guests.mean == 0 and guests.low in (None, 0) and not left_open:
            return Verdict.SAME
        if not guests.excludes_zero or abs(guests.mean) <= left_open:
            return Verdict.UNDECIDED
        return Verdict.BETTER if guests.mean > 0 else Verdict.WORSE


def span_of(day: DayProblem, start: Moment | None, end: Moment | None) -> Window:
    """Return when guests walk in: as asked, or from the first to the last arrival of a booking.

    An hour at least, where nothing else is asked for.

    Raises:
        InvalidInputError: nobody booked, or there is no such time on the day's date.
    """
    arrivals = [item.window.start for item in day.bookings if day.wants_tables(item)]
    if not arrivals:
        raise InvalidInputError([Flaw("bookings", "", "nobody booked")], subject=day.id)
    zone = ZoneInfo(day.venue.time_zone)
    try:
        first = min(arrivals) if start is None else instant_on(start, day.date, zone)
        latest = max(*arrivals, first + HOUR)
        last = latest if end is None else instant_on(end, day.date, zone)
    except MaitredError as error:
        raise InvalidInputError([Flaw("--window", "", error.message)], subject=day.id) from error
    if last <= first:
        message = "ends before it starts; name both ends, such as 18:00-21:30"
        raise InvalidInputError([Flaw("--window", f"{first}–{last}", message)], subject=day.id)
    return Window(start=first, end=last)
