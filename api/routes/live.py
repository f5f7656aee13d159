"""A date as it changes: server-sent events."""

import datetime as dt
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.access import Member
from api.answers.live import DayEvent
from api.answers.looking import VERSION
from api.document import streamed
from api.parameters import DateOf, RestaurantId, one
from api.refusals.general import NO_RESTAURANT, PARAMETERS, TOO_MANY_STREAMS, UNREADABLE_DATA
from api.server import ON_SHUTDOWN
from api.watching import Follower, Told, Watch, Watches
from api.work import in_thread
from services.access import Caller
from services.live import Followed, can_be_followed

router = APIRouter(prefix="/api/v1/restaurants/{restaurant_id}/days/{date}", tags=["looking"])

LONGEST_SECONDS = 900
"""Then the client comes back, and it is looked anew who it is."""

RECONNECT_MS = 2000
"""How long browsers wait before they come back."""


async def followed(
    request: Request, restaurant_id: RestaurantId, date: DateOf, caller: Member
) -> AsyncIterator[tuple[Watch, Follower]]:
    """Follow a date as long as the request lasts; whatever is refused is refused before."""
    place = Followed(restaurant_id, date)
    await in_thread(request, can_be_followed, place)
    watches: Watches = request.app.state.watches
    with watches.following(place, caller.name, limited=caller.kind != "dev") as (watch, follower):
        setattr(request.state, ON_SHUTDOWN, partial(follower.end, "shutdown"))
        yield watch, follower


@router.get(
    "/events",
    summary="Follow a date live",
    response_class=EventSourceResponse,
    **streamed("followDay", DayEvent, PARAMETERS, NO_RESTAURANT, UNREADABLE_DATA, TOO_MANY_STREAMS),
)
async def events(
    request: Request,
    caller: Member,
    following: Annotated[tuple[Watch, Follower], Depends(followed)],
    seconds: Annotated[
        int,
        Query(
            ge=0,
            le=LONGEST_SECONDS,
            description="End the stream after so long; 0 tells what there is, and ends.",
        ),
    ] = LONGEST_SECONDS,
    last_event_id: Annotated[
        str | None,
        Header(
            description="The id of the last event that you have got: what came since is told.",
            openapi_examples=one(f"1795881600.7731:7731:.{VERSION}"),
        ),
    ] = None,
) -> AsyncIterator[ServerSentEvent]:
    """Send an event whenever somebody changes what the day view shows, whoever it is.

    `watching` comes first, and has the present `version`; `changed` has the new one, and what the
    history knows; `reload`: load the date anew, what was missed cannot be told; `away`: the
    database does not answer, and the stream goes on; `ended` is the last one. Comments keep the
    connection open.
    """
    watch, follower = following
    if request.state.only_head:
        return
    left, then = _ends(caller, seconds)
    async for told in watch.follow(follower, last_event_id, left, then):
        yield _sent(told)


def _ends(caller: Caller, seconds: float) -> tuple[float, str]:
    """Return after how many seconds a stream ends, and why."""
    if caller.until is not None:
        lasts = (caller.until - dt.datetime.now(dt.UTC)).total_seconds()
        if lasts < seconds:
            return max(0.0, lasts), "token"
    return seconds, "time"


def _sent(told: Told) -> ServerSentEvent:
    return ServerSentEvent(
        event=told.name,
        id=None if told.mark is None else str(told.mark),
        retry=RECONNECT_MS if told.name == "watching" else None,
        data={
            "version": None if told.mark is None else told.mark.stamp.version,
            "events": list(told.events),
            "more": told.more,
            "reason": told.reason,
        },
    )
