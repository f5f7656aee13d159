"""Who decides a restaurant's tables: maitred, or the product's own allocator."""

from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from api.access import Member, author_of
from api.answers.engine import EngineView
from api.answers.shape import example
from api.body import Body, body_of, read_body
from api.document import operation
from api.parameters import RestaurantId, one
from api.refusals.engine import SWITCHING
from api.refusals.general import BODY, NO_RESTAURANT, PARAMETERS, UNREADABLE_DATA, WRITING
from api.types import ONE_LINE, WHOLE, Date, Flag
from api.work import in_thread
from models.engine import EngineState
from models.errors import Flaw, InvalidInputError
from persistence.engine import Setting
from services.engine import change_engine, engine_view, may_switch, switch_engine

router = APIRouter(prefix="/api/v1/restaurants/{restaurant_id}/engine")

OfDate = Annotated[
    Date | None,
    Query(
        description="The service date; missing: the restaurant's present one.",
        openapi_examples=one("2026-11-28"),
    ),
]


class EngineBody(Body):
    """Either `state`, for a range of dates, or `killed`, for all of them."""

    model_config = example(
        {"state": "canary", "percent": 25, "from": "2026-11-23", "to": "2026-11-29"}
    )

    state: Literal["off", "shadow", "canary", "on", "inherit"] | None = None
    """`inherit`: as if nothing had been set; the environment decides."""
    percent: Annotated[int, Field(strict=True, ge=0, le=100), WHOLE] | None = None
    """The share of evenings of a canary; only with it."""
    first: Date | None = Field(None, alias="from", description="Null: from the beginning.")
    to: Date | None = Field(None, description="The last date; null: without end.")
    killed: Flag | None = None
    """true throws this restaurant's kill switch, false revives the engine."""
    reason: Annotated[str, Field(min_length=1, max_length=200, pattern=ONE_LINE)] | None = None
    """What for; the history and every refusal say it."""

    def require_one(self) -> None:
        """Refuse a body that says nothing, or two things.

        Raises:
            InvalidInputError: it has neither state nor killed, or both.
        """
        if (self.state is None) == (self.killed is None):
            flaw = Flaw("state", repr(self.state), "send either state or killed")
            raise InvalidInputError([flaw], subject="engine")

    @property
    def chosen(self) -> EngineState | None:
        """Return the state that is to be stored."""
        return None if self.state in (None, "inherit") else EngineState(self.state)


@router.get(
    "",
    tags=["looking"],
    summary="Who decides a date, and why",
    **operation("readEngine", EngineView, PARAMETERS, NO_RESTAURANT, UNREADABLE_DATA),
)
async def read_engine(
    request: Request, restaurant_id: RestaurantId, _: Member, date: OfDate = None
) -> JSONResponse:
    """Return what each of those who have a say says, which one counts, and who changed what."""
    return JSONResponse(await in_thread(request, engine_view, restaurant_id, date))


@router.put(
    "",
    tags=["configuration"],
    summary="Say who decides, or throw the kill switch",
    **operation(
        "switchEngine",
        EngineView,
        WRITING,
        PARAMETERS,
        BODY,
        NO_RESTAURANT,
        UNREADABLE_DATA,
        SWITCHING,
    ),
    openapi_extra=body_of(EngineBody),
)
async def switch(request: Request, restaurant_id: RestaurantId, caller: Member) -> JSONResponse:
    """Say who decides a restaurant's dates from now on; for managers and owners.

    It counts from the next write on, in every process; what was set last for a date counts. The
    kill switch of all restaurants is thrown by `maitred engine kill --all`.
    """
    may_switch(caller.see(restaurant_id))
    body = await read_body(request, EngineBody)
    body.require_one()
    author = author_of(request, caller)
    if body.killed is not None:
        work = partial(switch_engine, kill=body.killed, reason=body.reason, author=author)
        await in_thread(request, work, restaurant_id, caller.name)
        return JSONResponse(await in_thread(request, engine_view, restaurant_id))
    setting = Setting(
        restaurant_id,
        body.chosen,
        caller.name,
        author,
        body.first,
        body.to,
        body.percent,
        body.reason,
    )
    return JSONResponse(await in_thread(request, change_engine, setting))
