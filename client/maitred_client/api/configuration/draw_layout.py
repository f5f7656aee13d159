from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.layout import Layout
from ...models.layout_body import LayoutBody
from ...types import Response


def _get_kwargs(
    restaurant_id: UUID,
    *,
    body: LayoutBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/restaurants/{restaurant_id}/layout".format(
            restaurant_id=quote(str(restaurant_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[Layout]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = Layout.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    restaurant_id: UUID,
    *,
    client: AuthenticatedClient,
    body: LayoutBody,
) -> Response[Layout]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        body=body,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    restaurant_id: UUID,
    *,
    client: AuthenticatedClient,
    body: LayoutBody,
) -> Layout:
    """Draw the floor plan anew.

    Keep a drawing as the next version; the answer is the floor plan as it is then.

    For managers and owners. The product's own positions stay as they are.

    Args:
        restaurant_id (UUID):
        body (LayoutBody): The whole drawing; a table that it does not name stands where nobody
            has drawn it.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        restaurant_id=restaurant_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    restaurant_id: UUID,
    *,
    client: AuthenticatedClient,
    body: LayoutBody,
) -> Response[Layout]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        body=body,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    restaurant_id: UUID,
    *,
    client: AuthenticatedClient,
    body: LayoutBody,
) -> Layout:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            restaurant_id=restaurant_id,
            client=client,
            body=body,
        )
    ).parsed
