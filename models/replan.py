"""What a re-plan proposes: how much is gained by how many moves, and who has to know."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from models.base import Count, Id, Value
from models.booking import Party
from models.explanation import Changed
from models.plan import PlanStatus
from models.window import Instant, Window

MoveLimit = Annotated[int, Field(strict=True, ge=0, le=5000)] | None
"""Most bookings that may change tables; None is any number."""

CURVE: tuple[MoveLimit, ...] = (0, 1, 2, 5, None)
"""The limits that are tried when nobody names any."""


class Fate(StrEnum):
    """What becomes of a booking whose tables something else claims too."""

    MOVES = "moves"
    """It gets other tables."""
    KEEPS = "keeps"
    """It keeps its own: whatever claimed them goes elsewhere."""
    LOSES = "loses"
    """It has no table any more."""
    STAYS = "stays"
    """It may not be moved, and stays where it is although that collides: its guests sit, or it is
    locked."""


class Affected(Value):
    """A booking that cannot simply keep its tables."""

    booking: Id
    party: Party
    window: Window
    tables: tuple[Id, ...]
    """What it had."""
    fate: Fate
    to_tables: tuple[Id, ...] = ()
    """What it has in the plan; empty when it loses them."""
    since: Instant
    """From when on something else claims its tables."""
    because: str
    """What does."""
    help: tuple[str, ...] = ()
    """For those who lose their tables, or stay in collision: what would help."""


class CurvePoint(Value):
    """The best plan found with at most so many moves."""

    max_moves: MoveLimit
    moves: Count
    """Bookings that change tables."""
    guests: Count
    """Seated in all."""
    seated: Count
    """Bookings with tables."""
    points: float
    """What the plan is worth."""
    bound: float | None
    """No plan with so many moves is worth more in the leading tier."""
    gap: float | None
    """Of the leading tier: 0 is proven, None that nothing is known."""
    status: PlanStatus
    changes: tuple[Changed, ...]
    """Who gets a table, changes it, or loses it, by start; everybody else stays."""
    affected: tuple[Affected, ...]
    """Whose tables something else claims too, by start."""
    message: str
    seconds: float

    @property
    def lost(self) -> tuple[Affected, ...]:
        """Those who had tables and have none any more."""
        return tuple(item for item in self.affected if item.fate is Fate.LOSES)


class Fragile(Value):
    """A seating that must not take longer: somebody who follows would have no table."""

    booking: Id
    party: Party
    tables: tuple[Id, ...]
    until: Instant
    """When its tables are to be free."""
    collides: tuple[Id, ...]
    """Who has one of them before it would be free."""
    at_risk: tuple[Id, ...]
    """Who of them would have no table, whatever so few moves can do."""
    guests_at_risk: Count
    certain: bool
    """Every way was tried; False: the time ran out, and a way may exist."""


class FragileReport(Value):
    """Which seatings of a night must not take longer."""

    minutes: Count
    """Longer than planned."""
    max_moves: Count
    """Bookings that may change tables to repair it."""
    looked_at: Count
    """Seatings that are not over yet."""
    colliding: Count
    """Of those: an overrun would collide with a booking that follows."""
    fragile: tuple[Fragile, ...]
    """Of those: so few moves cannot repair it. Most guests at risk first."""
    message: str
    seconds: float
