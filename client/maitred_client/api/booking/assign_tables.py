from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.assign_body import AssignBody
from ...models.tables_assigned import TablesAssigned
from ...types import UNSET, Response, Unset


def _get_kwargs(
    booking_id: UUID,
    *,
    body: AssignBody,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/ops/bookings/{booking_id}/assign-tables".format(
            booking_id=quote(str(booking_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[TablesAssigned]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = TablesAssigned.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AssignBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[TablesAssigned]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        booking_id=booking_id,
        body=body,
        idempotency_key=idempotency_key,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AssignBody,
    idempotency_key: str | Unset = UNSET,
) -> TablesAssigned:
    """Give a booking exactly these tables.

    Give a booking these tables and no others; a pending one is confirmed with them.

    Args:
        booking_id (UUID):
        idempotency_key (str | Unset):
        body (AssignBody): All the tables that the booking is to have.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        booking_id=booking_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AssignBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[TablesAssigned]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        booking_id=booking_id,
        body=body,
        idempotency_key=idempotency_key,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AssignBody,
    idempotency_key: str | Unset = UNSET,
) -> TablesAssigned:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            booking_id=booking_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
