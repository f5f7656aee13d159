from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.table_body import TableBody
from ...models.table_list import TableList
from ...types import UNSET, Response, Unset


def _get_kwargs(
    booking_id: UUID,
    *,
    body: TableBody,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/ops/bookings/{booking_id}/tables".format(
            booking_id=quote(str(booking_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[TableList]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = TableList.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
    body: TableBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[TableList]:
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
    body: TableBody,
    idempotency_key: str | Unset = UNSET,
) -> TableList:
    """Add one table to a booking.

    Add a table to those that the booking has; its status stays. `Idempotency-Key` counts.

    Args:
        booking_id (UUID):
        idempotency_key (str | Unset):
        body (TableBody): One table to add.

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
    body: TableBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[TableList]:
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
    body: TableBody,
    idempotency_key: str | Unset = UNSET,
) -> TableList:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            booking_id=booking_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
