"""A restaurant's inventory: zones, tables, and which tables stand side by side."""

from collections import Counter
from typing import Annotated, Any, Literal, Self

from pydantic import Field, WithJsonSchema, field_validator, model_validator

from models.base import Id, Name, Value
from models.window import ZoneName

MAX_PARTY = 500
MAX_TABLES = 1000

Seats = Annotated[int, Field(strict=True, ge=1, le=MAX_PARTY)]
Category = Literal["bar", "dining", "lounge", "patio", "private"]
SeatingType = Literal["standard", "sofa", "booth", "high_top"]


def duplicates(items: list[str]) -> list[str]:
    """Return the items that occur more than once, sorted."""
    return sorted(item for item, count in Counter(items).items() if count > 1)


class Zone(Value):
    """A part of the restaurant; merges never cross zones."""

    id: Id
    name: Name = ""

    @property
    def label(self) -> str:
        """What people call the zone."""
        return self.name or self.id


class Table(Value):
    """One table as it stands in the room."""

    id: Id
    name: Name = ""
    """What people call the table (its number); the id when empty."""
    zone: Id
    capacity: Seats
    """Seats."""
    min_party: Annotated[
        int,
        Field(strict=True, ge=0, le=MAX_PARTY),
        WithJsonSchema({"type": ["integer", "null"], "minimum": 0, "maximum": MAX_PARTY}),
    ] = 1
    """Smallest party the table is given to on its own."""
    max_party: Seats | None = None
    """Largest party on its own, when lower than the seats."""
    movable: bool = True
    """Whether it may be pushed together with others."""
    active: bool = True
    """False while it is out of service: nothing new is placed on it."""
    category: Category = "dining"
    seating_type: SeatingType = "standard"

    @field_validator("min_party", mode="before")
    @classmethod
    def _no_minimum(cls, value: Any) -> Any:
        return 0 if value is None else value

    @model_validator(mode="after")
    def _limits_agree(self) -> Self:
        if self.min_party > self.capacity:
            raise ValueError(
                f"table {self.id} seats {self.capacity} but asks for parties of at least "
                f"{self.min_party}: nobody could ever sit there"
            )
        if self.max_party is not None and self.max_party < self.min_party:
            raise ValueError(
                f"table {self.id} has max_party {self.max_party} below min_party {self.min_party}"
            )
        return self

    @property
    def label(self) -> str:
        """What people call the table."""
        return self.name or self.id


class Venue(Value):
    """A restaurant as the planner sees it."""

    id: Id
    name: Name = ""
    time_zone: ZoneName = "UTC"
    zones: tuple[Zone, ...] = ()
    tables: Annotated[tuple[Table, ...], Field(max_length=MAX_TABLES)]
    adjacency: tuple[tuple[Id, Id], ...] = ()
    """Undirected pairs of neighbouring tables, each once, the smaller id first."""

    @field_validator("zones", "tables")
    @classmethod
    def _unique_and_sorted(cls, items: tuple[Any, ...]) -> tuple[Any, ...]:
        twice = duplicates([item.id for item in items])
        if twice:
            raise ValueError(f"id {twice[0]!r} is used more than once")
        return tuple(sorted(items, key=lambda item: item.id))

    @field_validator("adjacency")
    @classmethod
    def _undirected(cls, pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        for a, b in pairs:
            if a == b:
                raise ValueError(f"table {a!r} cannot be its own neighbour")
        return tuple(sorted({(min(a, b), max(a, b)) for a, b in pairs}))

    @model_validator(mode="after")
    def _references_exist(self) -> Self:
        tables = {table.id for table in self.tables}
        for pair in self.adjacency:
            for table in pair:
                if table not in tables:
                    raise ValueError(
                        f"adjacency pair {list(pair)} names table {table!r}, which does not exist"
                    )
        zones = {zone.id for zone in self.zones}
        for item in self.tables:
            if item.zone not in zones:
                raise ValueError(f"table {item.id!r} is in zone {item.zone!r}, which is not listed")
        return self

    @property
    def seats(self) -> int:
        """Seats of all active tables."""
        return sum(table.capacity for table in self.tables if table.active)
