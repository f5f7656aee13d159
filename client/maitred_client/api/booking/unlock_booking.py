from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.lock_view import LockView
from ...types import Response


def _get_kwargs(
    restaurant_id: UUID,
    booking_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/restaurants/{restaurant_id}/bookings/{booking_id}/lock".format(
            restaurant_id=quote(str(restaurant_id), safe=""),
            booking_id=quote(str(booking_id), safe=""),
        ),
    }

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
) -> Response[LockView]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        booking_id=booking_id,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    restaurant_id: UUID,
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
) -> LockView:
    """Unlock a booking.

    Let plans and choices by hand change a booking's tables again.

    Args:
        restaurant_id (UUID):
        booking_id (UUID):

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        restaurant_id=restaurant_id,
        booking_id=booking_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    restaurant_id: UUID,
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[LockView]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        booking_id=booking_id,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    restaurant_id: UUID,
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
) -> LockView:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            restaurant_id=restaurant_id,
            booking_id=booking_id,
            client=client,
        )
    ).parsed
