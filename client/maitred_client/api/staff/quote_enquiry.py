import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.enquiry_body import EnquiryBody
from ...models.enquiry_quote import EnquiryQuote
from ...types import Response


def _get_kwargs(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    body: EnquiryBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/restaurants/{restaurant_id}/days/{date}/quote".format(
            restaurant_id=quote(str(restaurant_id), safe=""),
            date=quote(str(date), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[EnquiryQuote]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = EnquiryQuote.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    client: AuthenticatedClient,
    body: EnquiryBody,
) -> Response[EnquiryQuote]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        date=date,
        body=body,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    client: AuthenticatedClient,
    body: EnquiryBody,
) -> EnquiryQuote:
    """Quote a party that has no booking, and hold tables for it.

    Say what guests on the telephone or at the door could have, at which price to the others.

    With `hold` the best of it is held, or exactly `tableIds`; the hold is for no booking.
    Bookings
    are entered in the booking system: once theirs is there, the confirmation of the hold gives
    it
    the tables.

    Args:
        restaurant_id (UUID):
        date (datetime.date):
        body (EnquiryBody): Who would like to come and when, and what they are limited to.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        restaurant_id=restaurant_id,
        date=date,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    client: AuthenticatedClient,
    body: EnquiryBody,
) -> Response[EnquiryQuote]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        date=date,
        body=body,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    client: AuthenticatedClient,
    body: EnquiryBody,
) -> EnquiryQuote:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            restaurant_id=restaurant_id,
            date=date,
            client=client,
            body=body,
        )
    ).parsed
