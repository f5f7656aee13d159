from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.released import Released
from ...types import Response


def _get_kwargs(
    restaurant_id: UUID,
    hold_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/restaurants/{restaurant_id}/holds/{hold_id}".format(
            restaurant_id=quote(str(restaurant_id), safe=""),
            hold_id=quote(str(hold_id), safe=""),
        ),
    }

    return _kwargs


def _read(response: httpx2.Response) -> Response[Released]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = Released.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    restaurant_id: UUID,
    hold_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[Released]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        hold_id=hold_id,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    restaurant_id: UUID,
    hold_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Released:
    """Release any hold of the restaurant.

    Release a hold, whether it is for a booking or for none; a second time there is none.

    Args:
        restaurant_id (UUID):
        hold_id (UUID):

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        restaurant_id=restaurant_id,
        hold_id=hold_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    restaurant_id: UUID,
    hold_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[Released]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        hold_id=hold_id,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    restaurant_id: UUID,
    hold_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Released:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            restaurant_id=restaurant_id,
            hold_id=hold_id,
            client=client,
        )
    ).parsed
