from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.tables_removed import TablesRemoved
from ...models.take_body import TakeBody
from ...types import UNSET, Response, Unset


def _get_kwargs(
    booking_id: UUID,
    *,
    body: TakeBody,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/ops/bookings/{booking_id}/assign-tables".format(
            booking_id=quote(str(booking_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[TablesRemoved]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = TablesRemoved.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
    body: TakeBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[TablesRemoved]:
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
    body: TakeBody,
    idempotency_key: str | Unset = UNSET,
) -> TablesRemoved:
    """Take tables away from a booking.

    Take these tables away; `removedCount` says how many the booking had of them.

    Args:
        booking_id (UUID):
        idempotency_key (str | Unset):
        body (TakeBody): Tables to take away.

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
    body: TakeBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[TablesRemoved]:
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
    body: TakeBody,
    idempotency_key: str | Unset = UNSET,
) -> TablesRemoved:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            booking_id=booking_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
