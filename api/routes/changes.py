"""Several bookings of a date get other tables at once."""

from collections import Counter
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from pydantic import Field

from api.access import Member, author_of
from api.answers.changes import ChangesAnswer
from api.answers.shape import BOOKING, OTHER_TABLE, example
from api.body import LARGE, Body, body_of, read_body
from api.document import operation
from api.idempotency import key_of, written
from api.parameters import REPEATABLE, DateOf, RestaurantId
from api.refusals.general import BODY, NO_RESTAURANT, PARAMETERS, UNREADABLE_DATA, WRITING
from api.refusals.planning import CHANGES, PLANNING
from api.refusals.writing import COMMIT
from api.types import Flag, Key, Uuid
from models.errors import Flaw, InvalidInputError
from services.planning.rearrange import ChangesRequest, change_tables

router = APIRouter(prefix="/api/v1/restaurants/{restaurant_id}/days/{date}")


class ChangeBody(Body):
    """One booking and all the tables that it is to have."""

    bookingId: Uuid
    tableIds: Annotated[list[Uuid], Field(max_length=50)]
    """None: it is to have no table any more."""


class ChangesBody(Body):
    """Who is to have which tables. Fields that are not listed are ignored."""

    most_bytes = LARGE
    model_config = example({"changes": [{"bookingId": BOOKING, "tableIds": [OTHER_TABLE]}]})

    changes: Annotated[list[ChangeBody], Field(min_length=1, max_length=1000)]
    dryRun: Flag | None = Field(None, description="Answer what would be done, but write nothing.")
    idempotencyKey: Key | None = Field(
        None, description="As for planning; the header Idempotency-Key does the same."
    )


@router.post(
    "/changes",
    tags=["planning"],
    summary="Give several bookings other tables at once",
    **operation(
        "changeTables",
        ChangesAnswer,
        WRITING,
        PARAMETERS,
        BODY,
        NO_RESTAURANT,
        UNREADABLE_DATA,
        COMMIT,
        PLANNING,
        CHANGES,
    ),
    openapi_extra={**body_of(ChangesBody), **REPEATABLE},
)
async def changes(
    request: Request, restaurant_id: RestaurantId, date: DateOf, caller: Member
) -> Response:
    """Change all of them, or none: bookings may swap tables. Others keep what they have."""
    body = await read_body(request, ChangesBody)
    tables = {item.bookingId: tuple(dict.fromkeys(item.tableIds)) for item in body.changes}
    twice = [key for key, times in Counter(c.bookingId for c in body.changes).items() if times > 1]
    if twice:
        message = "is named more than once; send each booking once, with all its tables"
        flaws = [Flaw("changes.bookingId", repr(str(key)), message) for key in twice]
        raise InvalidInputError(flaws, subject="changes")
    wanted = ChangesRequest(
        restaurant_id=restaurant_id,
        date=date,
        tables=tables,
        dry_run=bool(body.dryRun),
        idempotency_key=key_of(request, body.idempotencyKey),
        author=author_of(request, caller),
    )
    state = request.app.state
    retries = state.settings.replan_attempts
    return written(
        await to_thread.run_sync(lambda: change_tables(state.database, wanted, retries=retries))
    )
