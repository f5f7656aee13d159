"""The demo restaurants: rooms, services and demand as data, kept in ``scenarios/venues``."""

from importlib import resources
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from models.base import Id, Name, Value
from models.booking import Party
from models.dayfile import parse_value
from models.policy import ServicePolicy
from models.venue import Category, SeatingType, Seats, Table, Venue, Zone, duplicates
from models.window import ZoneName

DEMO_VENUES = ("pub", "bistro")


class Position(Value):
    """Where a table stands on the floor plan, in metres from a corner."""

    x: Annotated[float, Field(ge=0, le=500)]
    y: Annotated[float, Field(ge=0, le=500)]


class DemoZone(Value):
    """A zone of a demo restaurant."""

    id: Id
    name: Name
    area: Literal["indoor", "outdoor"]


class DemoTable(Value):
    """A table of a demo restaurant, in the booking database's words."""

    number: Id
    zone: Id
    capacity: Seats
    min_party: Party
    max_party: Party | None
    category: Category
    seating_type: SeatingType
    mobility: Literal["movable", "fixed"]
    position: Position


class Saturday(Value):
    """How busy the demo Saturday is."""

    bookings: Annotated[int, Field(ge=1, le=1000)]
    seed: int
    largest_party: Party


class DemoVenue(Value):
    """A demo restaurant: its room, its services and how busy it is."""

    slug: Id
    name: Name
    time_zone: ZoneName
    note: str
    policy: ServicePolicy
    zones: tuple[DemoZone, ...]
    tables: tuple[DemoTable, ...]
    adjacency: tuple[tuple[Id, Id], ...]
    saturday: Saturday

    @field_validator("tables")
    @classmethod
    def _numbers_once(cls, tables: tuple[DemoTable, ...]) -> tuple[DemoTable, ...]:
        twice = duplicates([table.number for table in tables])
        if twice:
            raise ValueError(f"table number {twice[0]!r} is used more than once")
        return tables

    @model_validator(mode="after")
    def _neighbours_share_a_zone(self) -> Self:
        # The booking database refuses any other pair.
        zone_of = {table.number: table.zone for table in self.tables}
        for a, b in self.adjacency:
            if zone_of.get(a) is None or zone_of.get(a) != zone_of.get(b):
                raise ValueError(f"{a!r} and {b!r} are not two tables of one zone")
        return self

    @property
    def zone_info(self) -> ZoneInfo:
        """The restaurant's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def seats(self) -> int:
        """Seats of all tables."""
        return sum(table.capacity for table in self.tables)

    def to_venue(self) -> Venue:
        """Return the room as the planner sees it, tables named by their numbers."""
        return Venue(
            id=self.slug,
            name=self.name,
            time_zone=self.time_zone,
            zones=tuple(Zone(id=zone.id, name=zone.name) for zone in self.zones),
            tables=tuple(
                Table(
                    id=table.number,
                    zone=table.zone,
                    capacity=table.capacity,
                    min_party=table.min_party,
                    max_party=table.max_party,
                    movable=table.mobility == "movable",
                    category=table.category,
                    seating_type=table.seating_type,
                )
                for table in self.tables
            ),
            adjacency=self.adjacency,
        )


def load_venue(name: str) -> DemoVenue:
    """Return a demo restaurant by its name (one of ``DEMO_VENUES``)."""
    text = resources.files("scenarios").joinpath("venues", f"{name}.json").read_text("utf-8")
    return parse_value(text, DemoVenue, subject=f"demo restaurant {name}")
