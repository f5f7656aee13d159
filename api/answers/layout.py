"""The shape of the floor plan."""

import datetime as dt
from typing import Literal
from uuid import UUID

from api.answers.shape import RESTAURANT, TABLE, USER, Json, Shape, example

LAYOUT: Json = {
    "restaurantId": RESTAURANT,
    "version": 3,
    "changedBy": USER,
    "changedAt": "2026-11-28T16:00:00+00:00",
    "tables": [
        {
            "tableId": TABLE,
            "x": 140,
            "y": 60,
            "shape": "round",
            "width": 60,
            "height": 60,
            "rotation": 0,
            "recorded": True,
            "source": "own",
        }
    ],
}


class TablePlace(Shape):
    """Where a table stands, on a plan of 1000 by 1000 units."""

    tableId: UUID
    x: float
    """Of its middle, from the left."""
    y: float
    """Of its middle, from the top."""
    shape: Literal["round", "square", "rectangle", "bar"]
    width: float | None
    """Null: as wide as is customary for its seats."""
    height: float | None
    rotation: float
    """Degrees, clockwise."""
    recorded: bool
    """Whether anybody has said so; what is made up may be elsewhere tomorrow."""
    source: Literal["own", "product", "automatic"]
    """Drawn here; from the product's positions, fitted to the plan; or made up."""


class Layout(Shape):
    """The floor plan of a restaurant: every table once."""

    model_config = example(LAYOUT)

    restaurantId: UUID
    version: int
    """Of what was drawn here; 0 is nothing yet. Send it back with the next drawing."""
    changedBy: str | None
    """A user's id, or a machine's name."""
    changedAt: dt.datetime | None
    tables: list[TablePlace]
