"""One booking's tables: list, add, take away, assign a set; what to choose from."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.access import SignedIn, author_of, enter_with
from api.answers.booking import AssignmentContext, TableList, TablesAssigned, TablesRemoved
from api.answers.context import ManualContext
from api.answers.shape import OTHER_TABLE, TABLE, example
from api.body import Body, Tables, body_of, read_body
from api.document import operation
from api.idempotency import key_of, written
from api.parameters import REPEATABLE, BookingId, TableId
from api.refusals.general import BODY, PARAMETERS, WRITING
from api.refusals.tables import ADDING, BOOKING_FOUND, CHOSEN, DIRECT, NO_TABLES, SEATABLE, WINDOW
from api.refusals.writing import COMMIT
from api.types import Flag, Key, Uuid
from api.work import in_thread
from models.errors import MaitredError
from persistence.idempotency import IdempotencyKeyConflictError
from services.access import Caller
from services.manual.booking_tables import (
    ADD_CHECKS,
    DIRECT_CHECKS,
    add_table,
    assign_set,
    list_tables,
    take_away,
)
from services.manual.checks import ChecksFailedError
from services.manual.context import assignment_context, manual_context
from services.manual.selection import Selection

router = APIRouter(prefix="/api/ops/bookings/{booking_id}", tags=["booking"])


CODES = {
    "zone": "ZONE",
    "movable": "MOVABLE",
    "capacity": "CAPACITY",
    "adjacency": "ADJACENCY",
    "conflict": "CONFLICTS",
}
"""What the direct routes call a failed check."""


MOST_CONFLICTS = 5
"""So many are told of a direct assignment; clients of it expect no more."""


class TableBody(Body):
    """One table to add."""

    model_config = example({"tableId": TABLE})

    tableId: Uuid


class AssignBody(Body):
    """All the tables that the booking is to have."""

    model_config = example({"tableIds": [TABLE, OTHER_TABLE], "idempotencyKey": "6f1c9d7e-1"})

    tableIds: Tables
    idempotencyKey: Key
    requireAdjacency: Flag | None = None
    """Whether merged tables must be neighbours; null: as the house says."""


class TakeBody(Body):
    """Tables to take away."""

    model_config = example({"tableIds": [TABLE]})

    tableIds: Tables


class DirectRefusalError(MaitredError):
    """A direct assignment that fails checks, as its clients know it."""

    status = 422

    def __init__(self, error: ChecksFailedError) -> None:
        checks = [
            {
                "id": check.id,
                "passed": check.status != "error",
                "message": check.message,
                "details": check.details,
            }
            for check in error.validation.checks
        ]
        told = {name: item for name, item in error.details.items() if name != "checks"}
        told["conflicts"] = told["conflicts"][:MOST_CONFLICTS]
        super().__init__(error.message, hint=error.hint, details={"checks": checks, **told})
        self.code = CODES[error.failed[0].id]


@contextmanager
def one_key_one_request() -> Iterator[None]:
    """Answer 409 for a key of another request, as the clients of these routes expect."""
    try:
        yield
    except IdempotencyKeyConflictError as error:
        error.status = 409
        raise


class TakenError(MaitredError):
    """A table that somebody else has, or holds."""

    status = 409


def _taken(error: ChecksFailedError, table: UUID) -> MaitredError:
    """Return the refusal to add a table, as its clients know it."""
    first = error.failed[0]
    if first.id != "conflict" or first.details is None:
        return error
    holds, others = first.details["holdConflicts"], first.details["conflicts"]
    told = {name: item for name, item in error.details.items() if name != "checks"}
    details: dict[str, Any] = {"tables": [str(table)], **told}
    if not others:
        details["blockingHoldIds"] = [item["holdId"] for item in holds]
    taken = TakenError(error.message, hint=error.hint, details=details)
    taken.code = "ASSIGNMENT_CONFLICT" if others else "HOLD_CONFLICT"
    return taken


async def _selection(
    request: Request,
    caller: Caller,
    booking: UUID,
    tables: Iterable[UUID],
    counted: frozenset[str],
    adjacency: bool | None = None,
) -> Selection:
    """Return what is asked for, once the caller is known to have a role at the booking's place."""
    at = await enter_with(request, caller, booking)
    return Selection(at.restaurant, booking, frozenset(tables), adjacency, counted=counted)


@router.get(
    "/tables",
    summary="The tables of a booking",
    **operation("listTables", TableList, PARAMETERS, BOOKING_FOUND),
)
async def tables(request: Request, booking_id: BookingId, caller: SignedIn) -> Response:
    """List the tables that a booking has, with their windows."""
    wanted = await _selection(request, caller, booking_id, (), frozenset())
    return JSONResponse(await in_thread(request, list_tables, wanted.restaurant_id, booking_id))


@router.post(
    "/tables",
    summary="Add one table to a booking",
    **operation(
        "addTable",
        TableList,
        WRITING,
        PARAMETERS,
        BODY,
        BOOKING_FOUND,
        SEATABLE,
        COMMIT,
        CHOSEN,
        ADDING,
    ),
    openapi_extra={**body_of(TableBody), **REPEATABLE},
)
async def add(request: Request, booking_id: BookingId, caller: SignedIn) -> Response:
    """Add a table to those that the booking has; its status stays. `Idempotency-Key` counts."""
    body = await read_body(request, TableBody)
    wanted = await _selection(
        request, caller, booking_id, [body.tableId], ADD_CHECKS, adjacency=False
    )
    key, author = key_of(request, None), author_of(request, caller)
    try:
        with one_key_one_request():
            return written(await in_thread(request, add_table, wanted, key, author))
    except ChecksFailedError as error:
        raise _taken(error, body.tableId) from error


@router.delete(
    "/tables/{table_id}",
    summary="Take one table away from a booking",
    **operation(
        "removeTable",
        TablesRemoved,
        WRITING,
        PARAMETERS,
        BOOKING_FOUND,
        SEATABLE,
        NO_TABLES,
        COMMIT,
    ),
    openapi_extra=REPEATABLE,
)
async def remove(
    request: Request, booking_id: BookingId, table_id: TableId, caller: SignedIn
) -> Response:
    """Take a table away; one that the booking has not is none. Without tables it is pending."""
    wanted = await _selection(request, caller, booking_id, [table_id], frozenset())
    key, author = key_of(request, None), author_of(request, caller)
    with one_key_one_request():
        return written(await in_thread(request, take_away, wanted, key, author))


@router.post(
    "/assign-tables",
    summary="Give a booking exactly these tables",
    **operation(
        "assignTables",
        TablesAssigned,
        WRITING,
        PARAMETERS,
        BODY,
        BOOKING_FOUND,
        SEATABLE,
        COMMIT,
        CHOSEN,
        DIRECT,
    ),
    openapi_extra={**body_of(AssignBody), **REPEATABLE},
)
async def assign(request: Request, booking_id: BookingId, caller: SignedIn) -> Response:
    """Give a booking these tables and no others; a pending one is confirmed with them."""
    body = await read_body(request, AssignBody)
    wanted = await _selection(
        request, caller, booking_id, body.tableIds, DIRECT_CHECKS, body.requireAdjacency
    )
    key, author = key_of(request, body.idempotencyKey), author_of(request, caller)
    try:
        with one_key_one_request():
            return written(await in_thread(request, assign_set, wanted, key, author))
    except ChecksFailedError as error:
        raise DirectRefusalError(error) from error


@router.delete(
    "/assign-tables",
    summary="Take tables away from a booking",
    **operation(
        "unassignTables",
        TablesRemoved,
        WRITING,
        PARAMETERS,
        BODY,
        BOOKING_FOUND,
        SEATABLE,
        NO_TABLES,
        COMMIT,
    ),
    openapi_extra={**body_of(TakeBody), **REPEATABLE},
)
async def unassign(request: Request, booking_id: BookingId, caller: SignedIn) -> Response:
    """Take these tables away; `removedCount` says how many the booking had of them."""
    body = await read_body(request, TakeBody)
    wanted = await _selection(request, caller, booking_id, body.tableIds, frozenset())
    key, author = key_of(request, None), author_of(request, caller)
    with one_key_one_request():
        return written(await in_thread(request, take_away, wanted, key, author))


@router.get(
    "/manual-context",
    summary="What to choose from for a booking",
    **operation("readManualContext", ManualContext, PARAMETERS, BOOKING_FOUND, WINDOW),
)
async def context(request: Request, booking_id: BookingId, caller: SignedIn) -> Response:
    """Return the booking, all tables, who has what in its window, and versions of all that."""
    wanted = await _selection(request, caller, booking_id, (), frozenset())
    return JSONResponse(await in_thread(request, manual_context, wanted.restaurant_id, booking_id))


@router.get(
    "/assignment-context",
    summary="What the assignment tab reads",
    **operation("readAssignmentContext", AssignmentContext, PARAMETERS, BOOKING_FOUND, WINDOW),
)
async def tab(request: Request, booking_id: BookingId, caller: SignedIn) -> Response:
    """Return the booking, tables as raw rows, and who has what in its window."""
    wanted = await _selection(request, caller, booking_id, (), frozenset())
    return JSONResponse(
        await in_thread(request, assignment_context, wanted.restaurant_id, booking_id)
    )
