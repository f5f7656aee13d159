from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.manual_context import ManualContext
from ...types import Response


def _get_kwargs(
    booking_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/ops/bookings/{booking_id}/manual-context".format(
            booking_id=quote(str(booking_id), safe=""),
        ),
    }

    return _kwargs


def _read(response: httpx2.Response) -> Response[ManualContext]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = ManualContext.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[ManualContext]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        booking_id=booking_id,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
) -> ManualContext:
    """What to choose from for a booking.

    Return the booking, all tables, who has what in its window, and versions of all that.

    Args:
        booking_id (UUID):

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        booking_id=booking_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[ManualContext]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        booking_id=booking_id,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
) -> ManualContext:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            booking_id=booking_id,
            client=client,
        )
    ).parsed
