"""What the house keeps in hand: the pace of arrivals, and tables kept free for walk-ins."""

from typing import Annotated

from pydantic import Field

from models.base import Id, Name, Value
from models.venue import Category, SeatingType, Seats, Table
from models.window import Window


class TableClass(Value):
    """Which tables are meant; what is left out does not matter."""

    zone: Id | None = None
    section: Name | None = None
    category: Category | None = None
    seating_type: SeatingType | None = None
    min_capacity: Seats | None = None
    max_capacity: Seats | None = None

    def has(self, table: Table) -> bool:
        """Tell whether a table in service belongs to the class."""
        names = ("zone", "section", "category", "seating_type")
        return (
            table.active
            and all(getattr(self, name) in (None, getattr(table, name)) for name in names)
            and (self.min_capacity or 0) <= table.capacity
            and (self.max_capacity is None or table.capacity <= self.max_capacity)
        )


class WalkInShare(Value):
    """So many tables of a class stay free for walk-ins."""

    name: Name = ""
    keep: Annotated[int, Field(strict=True, ge=1, le=1000)]
    """Tables."""
    tables: TableClass = TableClass()


class HoldBack(WalkInShare):
    """Tables kept free for walk-ins, at every moment of a window."""

    window: Window


class Pace(Value):
    """At most so many guests arrive in one slot."""

    covers: Annotated[int, Field(strict=True, ge=0, le=10_000)]
    """Most guests whose windows start in one slot."""
    slot_minutes: Annotated[int, Field(strict=True, ge=1, le=240)] = 15


class Pacing(Pace):
    """The pace of a window; its slots begin when the window does."""

    window: Window
