from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.adopt_body import AdoptBody
from ...models.confirmed import Confirmed
from ...types import UNSET, Response, Unset


def _get_kwargs(
    restaurant_id: UUID,
    hold_id: UUID,
    *,
    body: AdoptBody,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/restaurants/{restaurant_id}/holds/{hold_id}/confirm".format(
            restaurant_id=quote(str(restaurant_id), safe=""),
            hold_id=quote(str(hold_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[Confirmed]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = Confirmed.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    restaurant_id: UUID,
    hold_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AdoptBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[Confirmed]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        hold_id=hold_id,
        body=body,
        idempotency_key=idempotency_key,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    restaurant_id: UUID,
    hold_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AdoptBody,
    idempotency_key: str | Unset = UNSET,
) -> Confirmed:
    """Give the held tables to the booking that was entered for the guests.

    Assign the held tables for the held window, and confirm the booking.

    The booking has to be of the party and for the time that were quoted. The key is looked at
    before the hold.

    Args:
        restaurant_id (UUID):
        hold_id (UUID):
        idempotency_key (str | Unset):
        body (AdoptBody): The booking that was entered for the guests.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        restaurant_id=restaurant_id,
        hold_id=hold_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    restaurant_id: UUID,
    hold_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AdoptBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[Confirmed]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        hold_id=hold_id,
        body=body,
        idempotency_key=idempotency_key,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    restaurant_id: UUID,
    hold_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AdoptBody,
    idempotency_key: str | Unset = UNSET,
) -> Confirmed:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            restaurant_id=restaurant_id,
            hold_id=hold_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
