"""Restaurants of the booking database: their names and clocks."""

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from models.errors import Flaw, InvalidInputError
from persistence.errors import unknown_restaurant
from persistence.pool import Connection
from persistence.queries import query


@dataclass(frozen=True)
class Restaurant:
    """A restaurant's name and clock."""

    id: UUID
    name: str
    slug: str
    time_zone: str

    @property
    def zone(self) -> ZoneInfo:
        """The restaurant's clock.

        Raises:
            InvalidInputError: the stored name is no time zone; none is put in its place.
        """
        try:
            return ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError) as error:
            flaw = Flaw("timezone", repr(self.time_zone), "unknown time zone")
            raise InvalidInputError([flaw], subject=f"restaurant {self.id}") from error


def list_restaurants(connection: Connection) -> list[Restaurant]:
    """Return the active restaurants by name."""
    rows = connection.execute(query("restaurants"), {"restaurant_id": None}).fetchall()
    return [Restaurant(**row) for row in rows]


def get_restaurant(connection: Connection, restaurant_id: UUID) -> Restaurant:
    """Return one restaurant.

    Raises:
        RestaurantNotFoundError: there is none with that id.
    """
    row = connection.execute(query("restaurants"), {"restaurant_id": restaurant_id}).fetchone()
    if row is None:
        raise unknown_restaurant(restaurant_id)
    return Restaurant(**row)
