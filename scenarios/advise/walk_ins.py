"""Guests who walk in: how many are assumed, draws of them, and who of them finds a table."""

import datetime as dt
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, field_validator

from models.base import Value
from models.booking import Party
from models.errors import Flaw, InvalidInputError
from models.plan import DayPlan
from models.policy import PRODUCT_POLICY, Minutes, Service, TurnBand
from models.problem import DayProblem
from models.window import Window

DINNER = PRODUCT_POLICY.services[-1]


class WalkInRate(Value):
    """How many parties of a size walk in."""

    party: Party
    per_hour: Annotated[float, Field(gt=0, le=100)]


class WalkIns(Value):
    """An assumption about guests who come without a booking."""

    rates: Annotated[tuple[WalkInRate, ...], Field(min_length=1)] = (
        WalkInRate(party=2, per_hour=1.5),
        WalkInRate(party=3, per_hour=0.25),
        WalkInRate(party=4, per_hour=0.5),
    )
    bands: Annotated[tuple[TurnBand, ...], Field(min_length=1)] = DINNER.bands
    """How long they stay; the product's dinner when left out."""
    buffer_after: Minutes = DINNER.buffer_after

    @field_validator("rates")
    @classmethod
    def _each_once(cls, rates: tuple[WalkInRate, ...]) -> tuple[WalkInRate, ...]:
        sizes = [item.party for item in rates]
        if len(set(sizes)) < len(sizes):
            raise ValueError(f"a party size has two rates: {sizes}")
        return tuple(sorted(rates, key=lambda item: item.party))

    @field_validator("bands")
    @classmethod
    def _ascending(cls, bands: tuple[TurnBand, ...]) -> tuple[TurnBand, ...]:
        Service(key="any", opens="00:00", closes="24:00", bands=bands)
        return bands

    def minutes(self, party: int) -> int:
        """Return how long a party blocks its table."""
        service = Service(key="any", opens="00:00", closes="24:00", bands=self.bands)
        return service.turn_minutes(party) + self.buffer_after

    @property
    def words(self) -> str:
        """The assumption in a few words."""
        rates = ", ".join(f"{item.per_hour:g} parties of {item.party}" for item in self.rates)
        return f"{rates} an hour"


@dataclass(frozen=True)
class WalkIn:
    """One party that walks in."""

    party: int
    window: Window


def parse_rates(text: str) -> WalkIns:
    """Read ``2:1.5,4:0.5``: party sizes, and how many of them come an hour.

    Raises:
        InvalidInputError: it says something else.
    """
    try:
        pairs = [part.split(":") for part in text.split(",")]
        rates = tuple(WalkInRate(party=int(a), per_hour=float(b)) for a, b in pairs)
        return WalkIns(rates=rates)
    except ValueError as error:
        message = "must be party sizes with parties an hour, such as 2:1.5,4:0.5, or a JSON file"
        raise InvalidInputError([Flaw("--walk-ins", repr(text), message)]) from error


def draw(walk_ins: WalkIns, span: Window, seed: str) -> tuple[WalkIn, ...]:
    """Draw who walks in during a span: a Poisson stream per party size, in the order of arrival.

    The same seed gives the same guests, whatever they find.
    """
    found = []
    for rate in walk_ins.rates:
        dice = random.Random(f"walk-ins-{seed}-{rate.party}")
        stay = dt.timedelta(minutes=walk_ins.minutes(rate.party))
        moment = span.start
        while True:
            moment += dt.timedelta(hours=dice.expovariate(rate.per_hour))
            if moment >= span.end:
                break
            found.append(WalkIn(rate.party, Window(start=moment, end=moment + stay)))
    return tuple(sorted(found, key=lambda item: (item.window.start, item.party)))


class FreeTables:
    """When the tables of a planned day are free."""

    def __init__(self, problem: DayProblem, plan: DayPlan) -> None:
        self._tables = sorted(
            (item for item in problem.venue.tables if item.active),
            key=lambda item: (item.capacity, item.id),
        )
        self._taken: dict[str, list[Window]] = {item.id: [] for item in problem.venue.tables}
        for item in problem.occupancy:
            self._taken[item.table].append(item.window)
        for seating in plan.seatings:
            for table in seating.tables:
                self._taken[table].append(seating.window)

    def seated(self, guests: Iterable[WalkIn]) -> Sequence[WalkIn]:
        """Return who finds a table: each the smallest single one that is free for the whole stay.

        Nobody who has booked is moved for them.
        """
        taken = {key: list(windows) for key, windows in self._taken.items()}
        found = []
        for item in guests:
            for table in self._tables:
                most = table.capacity if table.max_party is None else table.max_party
                fits = table.min_party <= item.party <= min(table.capacity, most)
                if fits and not any(window.overlaps(item.window) for window in taken[table.id]):
                    taken[table.id].append(item.window)
                    found.append(item)
                    break
        return found
