"""Plan a date again with few moves or after something happened, and apply what was proposed."""

import datetime as dt
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Request, Response
from pydantic import Field, PlainValidator, TypeAdapter, ValidationError

from api.access import Member, SignedIn, author_of
from api.answers.replan import AppliedRun, ReplanAnswer
from api.answers.shape import BOOKING, TABLE, example
from api.body import LARGE, Body, body_of, read_body
from api.document import operation
from api.idempotency import key_of, written
from api.parameters import REPEATABLE, DateOf, RestaurantId, RunId
from api.refusals.engine import NOT_PLANNED
from api.refusals.explanations import UNREADABLE_RUN
from api.refusals.general import BODY, NO_RESTAURANT, PARAMETERS, UNREADABLE_DATA, WRITING
from api.refusals.planning import NO_RUN
from api.refusals.replan import APPLYING, PROPOSING
from api.refusals.writing import COMMIT, KEYS
from api.types import WHOLE, Key
from api.work import in_turn
from models.errors import InvalidInputError, flaws_of
from models.live import MOST_EVENTS, BaseEvent, LiveEvent
from models.replan import CURVE, MoveLimit
from models.window import Instant
from services.planning.apply_run import ApplyRequest, apply_run
from services.planning.replan import ReplanRequest, replan_date

router = APIRouter(prefix="/api/v1", tags=["planning"])

T = TypeVar("T")

FEW = 2
"""Moves after an event when nobody says how many."""

MOST_LIMITS = 10

Limit = Annotated[int, Field(strict=True, ge=0, le=5000), WHOLE]
Limits = Annotated[list[Limit | None], Field(min_length=1, max_length=MOST_LIMITS)]

EVENTS: TypeAdapter[list[LiveEvent]] = TypeAdapter(list[LiveEvent])
MOMENT: TypeAdapter[dt.datetime] = TypeAdapter(Instant)
KINDS = {kind.model_fields["kind"].default: kind for kind in BaseEvent.__subclasses__()}


def _events(value: Any) -> list[LiveEvent]:
    # Which values may stand together no schema says, so what is wrong with them is a 422.
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError("must be a list of events")
    if len(value) > MOST_EVENTS:
        raise ValueError(f"too many, at most {MOST_EVENTS}")
    return _valid(EVENTS, [_known(item) for item in value], "events")


def _known(item: dict[str, Any]) -> dict[str, Any]:
    """Return an event without the fields that its kind does not have: they are ignored."""
    kind = item.get("kind")
    fields = KINDS[kind].model_fields if isinstance(kind, str) and kind in KINDS else item
    return {name: value for name, value in item.items() if name in fields}


def _now(value: Any) -> dt.datetime | None:
    if not isinstance(value, str | None):
        raise ValueError("must be an instant, such as 2026-11-28T19:40:00Z")
    return None if value is None else _valid(MOMENT, value, "now")


def _valid(kind: TypeAdapter[T], value: Any, subject: str) -> T:
    try:
        return kind.validate_python(value)
    except ValidationError as error:
        raise InvalidInputError(flaws_of(error), subject=subject) from error


class ReplanBody(Body):
    """How few moves, and what happened. Fields that are not listed are ignored; `{}` is fine."""

    most_bytes = LARGE
    model_config = example(
        {
            "maxMoves": 2,
            "events": [
                {"kind": "overrun", "booking": BOOKING, "minutes": 30},
                {"kind": "broken", "table": TABLE, "start": "19:30"},
                {"kind": "walk_in", "party": 4},
            ],
            "budgetMs": 2000,
        }
    )

    maxMoves: Limit | Limits | None = Field(
        None,
        description="Most bookings that may change tables: a number, or several for a curve, in "
        "which null is any number. Missing: 2 after events; otherwise the curve of 0, 1, 2, 5 and "
        "any number.",
    )
    events: Annotated[
        list[LiveEvent],
        PlainValidator(
            _events,
            json_schema_input_type=Annotated[list[LiveEvent], Field(max_length=MOST_EVENTS)] | None,
        ),
    ] = Field(
        [],
        description="What happened: `late` and `overrun` (booking, minutes), `no_show` and "
        "`cancel` (booking), `broken` (table by id or number, start, end), `walk_in` (party, "
        "start, minutes).",
    )
    now: Annotated[
        dt.datetime | None, PlainValidator(_now, json_schema_input_type=dt.datetime | None)
    ] = Field(None, description="What time it is, for rehearsals; whoever has begun by then sits.")
    budgetMs: Annotated[int, Field(strict=True, ge=50, le=60_000), WHOLE] | None = Field(
        None,
        description="What planning may take, for all limits of moves together; 1000 for each when "
        "left out.",
    )
    idempotencyKey: Key | None = Field(
        None, description="As for planning; the header Idempotency-Key does the same."
    )

    @property
    def limits(self) -> tuple[MoveLimit, ...]:
        """The limits of moves that are asked for."""
        if isinstance(self.maxMoves, list):
            return tuple(self.maxMoves)
        if self.maxMoves is not None:
            return (self.maxMoves,)
        return (FEW,) if self.events else CURVE


class ApplyBody(Body):
    """Nothing has to be said. Fields that are not listed are ignored."""

    model_config = example({"idempotencyKey": "6f1c9d7e-2"})

    idempotencyKey: Key | None = Field(
        None, description="As for planning; the header Idempotency-Key does the same."
    )


@router.post(
    "/restaurants/{restaurant_id}/days/{date}/replan",
    summary="Propose plans with few moves, or after something happened",
    **operation(
        "replanDate",
        ReplanAnswer,
        WRITING,
        PARAMETERS,
        BODY,
        NO_RESTAURANT,
        UNREADABLE_DATA,
        KEYS,
        PROPOSING,
    ),
    openapi_extra={**body_of(ReplanBody), **REPEATABLE},
)
async def replan(
    request: Request, restaurant_id: RestaurantId, date: DateOf, caller: Member
) -> Response:
    """For each limit of moves, answer the best plan: who moves, who gets a table, who loses theirs.

    Guests who sit never move. Whoever had a table and cannot keep it comes before those without;
    whoever has none any more is told with what would help. Nothing is written to the bookings: each
    proposal is kept as a run, which `POST /api/v1/runs/{id}/apply` commits, if it is `applicable`.
    """
    body = await read_body(request, ReplanBody)
    seconds = len(body.limits) if body.budgetMs is None else body.budgetMs / 1000
    wanted = ReplanRequest(
        restaurant_id=restaurant_id,
        date=date,
        limits=body.limits,
        events=tuple(body.events),
        now=body.now,
        budget_seconds=seconds,
        idempotency_key=key_of(request, body.idempotencyKey),
        author=author_of(request, caller),
    )
    state = request.app.state
    return written(await in_turn(request, state.planners, replan_date, wanted))


@router.post(
    "/runs/{run_id}/apply",
    summary="Commit a run that was kept: a proposal, or a dry run",
    **operation(
        "applyRun",
        AppliedRun,
        WRITING,
        PARAMETERS,
        BODY,
        NO_RUN,
        UNREADABLE_RUN,
        UNREADABLE_DATA,
        COMMIT,
        APPLYING,
        NOT_PLANNED,
    ),
    openapi_extra={**body_of(ApplyBody), **REPEATABLE},
)
async def apply(request: Request, run_id: RunId, caller: SignedIn) -> Response:
    """Write the run's plan, all of it or nothing, on exactly the rows it was made from.

    Refused with PLAN_CONFLICT when anything of the date has changed since, or when somebody who
    would be moved has come; `details.changes` says what.
    """
    body = await read_body(request, ApplyBody)
    wanted = ApplyRequest(
        run_id=run_id,
        idempotency_key=key_of(request, body.idempotencyKey),
        author=author_of(request, caller),
    )
    state = request.app.state
    return written(await in_turn(request, state.planners, apply_run, wanted, caller))
