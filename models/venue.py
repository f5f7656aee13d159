"""A restaurant's inventory: zones, tables, and which tables stand side by side."""

from collections import Counter
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, WithJsonSchema, field_validator, model_validator

from models.base import Id, Name, Value
from models.window import ZoneName

MAX_PARTY = 500
MAX_TABLES = 1000

Seats = Annotated[int, Field(strict=True, ge=1, le=MAX_PARTY)]
Category = Literal["bar", "dining", "lounge", "patio", "private"]
SeatingType = Literal["standard", "sofa", "booth", "high_top"]
Feature = Literal["window", "quiet"]

SCORE_PARTS = 10_000
"""Scarcity scores have four decimals; the planner counts in whole ten-thousandths."""

SCARCITY_BY_SEATS = ((2, 16_000), (4, 1_800), (6, 1_200))
SCARCITY_OF_LARGER = 800
"""Scarcity of a size that nobody measured: so many ten-thousandths, shared by all seats of that
size (the running product's heuristic)."""


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
    features: tuple[Feature, ...] = ()
    """What guests ask for by name, beside category and kind of seat."""
    section: Name | None = None
    """The server's section."""
    rank: Annotated[int, Field(strict=True, ge=0, le=100)] = 0
    """Tables of a lower rank are given away first."""
    scarcity: Annotated[float, Field(ge=0, le=1000)] | None = None
    """How hard its kind is to replace, as measured; estimated from the venue when left out."""

    @field_validator("features")
    @classmethod
    def _features_once(cls, features: tuple[Feature, ...]) -> tuple[Feature, ...]:
        return tuple(sorted(set(features)))

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

    @cached_property
    def scarcity(self) -> dict[str, int]:
        """Scarcity of each table by id, in ten-thousandths: as measured, or the heuristic."""
        seats = Counter[int]()
        for table in self.tables:
            seats[table.capacity] += table.capacity * table.active
        return {
            table.id: _estimate(table.capacity, seats[table.capacity])
            if table.scarcity is None
            else round(table.scarcity * SCORE_PARTS)
            for table in self.tables
        }

    @property
    def seats(self) -> int:
        """Seats of all active tables."""
        return sum(table.capacity for table in self.tables if table.active)


def _estimate(capacity: int, seats: int) -> int:
    """Return the heuristic scarcity of a size of which the venue has so many seats."""
    known = (parts for largest, parts in SCARCITY_BY_SEATS if capacity <= largest)
    return next(known, SCARCITY_OF_LARGER) // max(seats, capacity)
