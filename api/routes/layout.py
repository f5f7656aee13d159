"""The floor plan: where tables stand."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from api.access import Member, author_of
from api.answers.layout import LAYOUT, Layout
from api.answers.shape import TABLE, example
from api.body import LARGE, Body, body_of, read_body
from api.document import operation
from api.parameters import RestaurantId
from api.refusals.general import BODY, NO_RESTAURANT, PARAMETERS, UNREADABLE_DATA, WRITING
from api.refusals.refusal import Refusal
from api.types import WHOLE, Uuid
from api.work import in_thread
from services.layout import Drawing, draw, layout_view
from services.places import SIDE, Place, Shape

router = APIRouter(prefix="/api/v1/restaurants/{restaurant_id}/layout")

MOST_TABLES = 1000

Units = Annotated[float, Field(strict=True, ge=0, le=SIDE, allow_inf_nan=False)]
Size = Annotated[float, Field(strict=True, ge=1, le=SIDE, allow_inf_nan=False)]

DRAWING = (
    Refusal(
        403,
        "ACCESS_DENIED",
        "Only managers and owners may draw the floor plan",
        "Ask one of them.",
    ),
    Refusal(
        409,
        "LAYOUT_CHANGED",
        "The floor plan was drawn on version 2, but it is at 3 now",
        "Load the layout again, and draw on that.",
        {"provided": 2, "current": LAYOUT},
    ),
)
"""Who may draw, and on what."""


class PlaceBody(Body):
    """Where a table stands, in units of a plan of 1000 by 1000."""

    tableId: Uuid
    x: Units
    y: Units
    shape: Shape
    width: Size | None = None
    height: Size | None = None
    rotation: Annotated[float, Field(strict=True, ge=0, lt=360, allow_inf_nan=False)] = 0
    """Degrees, clockwise."""


class LayoutBody(Body):
    """The whole drawing; a table that it does not name stands where nobody has drawn it."""

    most_bytes = LARGE
    model_config = example(
        {
            "version": 2,
            "tables": [
                {"tableId": TABLE, "x": 140, "y": 60, "shape": "round", "width": 60, "height": 60}
            ],
        }
    )

    version: Annotated[int, Field(strict=True, ge=0, le=2**31 - 2), WHOLE]
    """The version that was drawn on."""
    tables: Annotated[list[PlaceBody], Field(max_length=MOST_TABLES)]


@router.get(
    "",
    tags=["looking"],
    summary="Where the tables stand",
    **operation("readLayout", Layout, PARAMETERS, NO_RESTAURANT),
)
async def read_layout(request: Request, restaurant_id: RestaurantId, _: Member) -> JSONResponse:
    """Return a place for every table: drawn here, from the product's positions, or made up."""
    return JSONResponse(await in_thread(request, layout_view, restaurant_id))


@router.put(
    "",
    tags=["configuration"],
    summary="Draw the floor plan anew",
    **operation(
        "drawLayout",
        Layout,
        WRITING,
        PARAMETERS,
        BODY,
        NO_RESTAURANT,
        UNREADABLE_DATA,
        DRAWING,
    ),
    openapi_extra=body_of(LayoutBody),
)
async def draw_layout(
    request: Request, restaurant_id: RestaurantId, caller: Member
) -> JSONResponse:
    """Keep a drawing as the next version; the answer is the floor plan as it is then.

    For managers and owners. The product's own positions stay as they are.
    """
    body = await read_body(request, LayoutBody)
    drawing = Drawing(
        restaurant_id,
        body.version,
        tuple(
            (
                item.tableId,
                Place(item.x, item.y, item.shape, item.width, item.height, item.rotation, "own"),
            )
            for item in body.tables
        ),
        caller.name,
        author_of(request, caller),
    )
    role = caller.see(restaurant_id)
    return JSONResponse(await in_thread(request, draw, drawing, role))
