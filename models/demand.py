"""How much dearer an empty seat is at some time of the week: rules as data, and the choice."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from models.base import Id, Value
from models.booking import Demand
from models.moment import LATEST_CLOCK
from models.policy import clock_minutes

DAY_MINUTES = 24 * 60
ORDINARY = 1.0
"""The multiplier of a time that no rule covers."""

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
"""In the order of ``date.weekday``."""


class DemandRule(Value):
    """The multiplier of a service's bookings that start within a time of some weekdays."""

    service: Id
    """lunch, dinner, drinks, ...; upper and lower case are the same."""
    days: tuple[Weekday, ...] = ()
    """Every day when empty."""
    start: Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "00:00"
    end: Annotated[str, StringConstraints(pattern=LATEST_CLOCK)] = "24:00"
    """Local and exclusive; 25:30 is half past one on the next date. Not after ``start`` means
    midnight."""
    multiplier: Demand
    priority: Annotated[int, Field(strict=True)] = 0
    """Of several rules that cover a start, the highest counts."""

    @property
    def backwards(self) -> bool:
        """Whether it is written to end before it starts."""
        return clock_minutes(self.end) <= clock_minutes(self.start)

    @property
    def minutes(self) -> tuple[int, int]:
        """Start and end in minutes past midnight of its weekday."""
        end = DAY_MINUTES if self.backwards else clock_minutes(self.end)
        return clock_minutes(self.start), end

    def covers(self, service: str, start: datetime) -> bool:
        """Tell whether it counts for a booking of a service with that local start."""
        today, minute = start.weekday(), start.hour * 60 + start.minute
        begins, ends = self.minutes
        return self.service.casefold() == service.casefold() and any(
            begins <= moment < ends and (not self.days or WEEKDAYS[day] in self.days)
            for day, moment in ((today, minute), (today - 1, minute + DAY_MINUTES))
        )


PRODUCT_DEMAND: tuple[DemandRule, ...] = (
    DemandRule(
        service="lunch",
        days=("mon", "tue", "wed", "thu", "fri"),
        start="11:30",
        end="14:30",
        multiplier=0.85,
    ),
    DemandRule(
        service="dinner",
        days=("mon", "tue", "wed", "thu"),
        start="17:30",
        end="21:30",
        multiplier=1.15,
    ),
    DemandRule(service="dinner", days=("fri", "sat"), start="18:00", end="22:30", multiplier=1.35),
    DemandRule(service="lunch", days=("sat", "sun"), start="10:00", end="13:00", multiplier=1.1),
)
"""The running product's defaults."""


def choose(rules: Iterable[DemandRule], service: str, start: datetime) -> DemandRule | None:
    """Return the rule that counts for a booking's service and local start; None without any.

    Of several the highest priority counts, then the shorter window, then the earlier start; the
    order in which they are given never matters.
    """

    def order(rule: DemandRule) -> tuple[float, ...]:
        begins, ends = rule.minutes
        return (-rule.priority, ends - begins, begins, rule.multiplier)

    return min((rule for rule in rules if rule.covers(service, start)), key=order, default=None)
