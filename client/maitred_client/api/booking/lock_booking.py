from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.lock_body import LockBody
from ...models.lock_view import LockView
from ...types import Response


def _get_kwargs(
    restaurant_id: UUID,
    booking_id: UUID,
    *,
    body: LockBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/restaurants/{restaurant_id}/bookings/{booking_id}/lock".format(
            restaurant_id=quote(str(restaurant_id), safe=""),
            booking_id=quote(str(booking_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[LockView]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = LockView.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    restaurant_id: UUID,
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
    body: LockBody,
) -> Response[LockView]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        booking_id=booking_id,
        body=body,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    restaurant_id: UUID,
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
    body: LockBody,
) -> LockView:
    """Lock a booking.

    Keep a booking exactly as it is: no plan moves or seats it, and no choice by hand.

    A booking that is locked already gets the new reason. The lock stays until it is taken off,
    even
    when the booking is cancelled; it means nothing as long as it is.

    Args:
        restaurant_id (UUID):
        booking_id (UUID):
        body (LockBody): Why a booking is locked; an empty object is fine.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        restaurant_id=restaurant_id,
        booking_id=booking_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    restaurant_id: UUID,
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
    body: LockBody,
) -> Response[LockView]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        booking_id=booking_id,
        body=body,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    restaurant_id: UUID,
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
    body: LockBody,
) -> LockView:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            restaurant_id=restaurant_id,
            booking_id=booking_id,
            client=client,
            body=body,
        )
    ).parsed
