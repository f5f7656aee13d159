"""The floor plan: where tables stand, and drawing them anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models.errors import Flaw, InvalidInputError, MaitredError
from persistence.booking_rows import inventory
from persistence.history import Author
from persistence.layouts import LayoutWish, StoredLayout, get_layout, put_layout
from persistence.pool import Connection, Database
from persistence.restaurants import get_restaurant
from services.access import RIGHTS, AccessDeniedError, Right, Role
from services.places import Place, Standing, places_of
from services.reading import reading

Json = dict[str, Any]


class LayoutChangedError(MaitredError):
    """Somebody has drawn the floor plan anew meanwhile."""

    code = "LAYOUT_CHANGED"
    status = 409


@dataclass(frozen=True)
class Drawing:
    """A floor plan that is to replace the one of a version."""

    restaurant_id: UUID
    version: int
    tables: tuple[tuple[UUID, Place], ...]
    by: str
    """A user's id, or a machine's name."""
    author: Author


def layout_view(database: Database, restaurant_id: UUID) -> Json:
    """Return where every table stands, and by whose word.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
    """
    with reading(database, restaurant_id) as connection:
        get_restaurant(connection, restaurant_id)
        return _view(connection, restaurant_id, get_layout(connection, restaurant_id))


def draw(database: Database, drawing: Drawing, role: Role) -> Json:
    """Keep a drawing; return the floor plan as it is then.

    Raises:
        AccessDeniedError: only managers and owners may draw.
        RestaurantNotFoundError: there is no such restaurant.
        InvalidInputError: it names a table twice, or one that the restaurant has not.
        LayoutChangedError: it was drawn on another version; the details have the present one.
    """
    if Right.LAYOUT not in RIGHTS[role]:
        raise AccessDeniedError(
            "Only managers and owners may draw the floor plan", hint="Ask one of them."
        )
    with reading(database, drawing.restaurant_id) as connection:
        get_restaurant(connection, drawing.restaurant_id)
        _are_known(drawing, {row["id"] for row in inventory(connection, drawing.restaurant_id)})
    tables = {str(table): _stored(place) for table, place in drawing.tables}
    place, version = drawing.restaurant_id, drawing.version
    if not put_layout(database, LayoutWish(place, version, tables, drawing.by, drawing.author)):
        now = layout_view(database, place)
        raise LayoutChangedError(
            f"The floor plan was drawn on version {version}, but it is at {now['version']} now",
            hint="Load the layout again, and draw on that.",
            details={"provided": version, "current": now},
        )
    return layout_view(database, place)


def _are_known(drawing: Drawing, known: set[UUID]) -> None:
    seen: set[UUID] = set()
    flaws = []
    for number, (table, _) in enumerate(drawing.tables):
        place = f"tables.{number}.tableId"
        if table not in known:
            flaws.append(Flaw(place, repr(str(table)), "this restaurant has no such table"))
        elif table in seen:
            flaws.append(Flaw(place, repr(str(table)), "is there already"))
        seen.add(table)
    if flaws:
        raise InvalidInputError(flaws, subject="layout")


def _stored(place: Place) -> Json:
    said = {"x": place.x, "y": place.y, "shape": place.shape, "rotation": place.rotation}
    sizes = {"width": place.width, "height": place.height}
    return {**said, **{name: size for name, size in sizes.items() if size is not None}}


def _view(connection: Connection, restaurant_id: UUID, stored: StoredLayout) -> Json:
    rows = inventory(connection, restaurant_id)
    own: Mapping[str, Any] = stored.tables or {}
    tables = [
        Standing(
            str(row["id"]), str(row["zone_id"]), row["capacity"], row["category"], row["position"]
        )
        for row in rows
    ]
    places = places_of(tables, own)
    return {
        "restaurantId": str(restaurant_id),
        "version": stored.version,
        "changedBy": stored.changed_by,
        "changedAt": None if stored.changed_at is None else stored.changed_at.isoformat(),
        "tables": [
            {
                "tableId": table.id,
                "x": places[table.id].x,
                "y": places[table.id].y,
                "shape": places[table.id].shape,
                "width": places[table.id].width,
                "height": places[table.id].height,
                "rotation": places[table.id].rotation,
                "recorded": places[table.id].source != "automatic",
                "source": places[table.id].source,
            }
            for table in tables
        ],
    }
