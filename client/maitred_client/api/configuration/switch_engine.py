from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.engine_body import EngineBody
from ...models.engine_view import EngineView
from ...types import Response


def _get_kwargs(
    restaurant_id: UUID,
    *,
    body: EngineBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/restaurants/{restaurant_id}/engine".format(
            restaurant_id=quote(str(restaurant_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[EngineView]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = EngineView.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    restaurant_id: UUID,
    *,
    client: AuthenticatedClient,
    body: EngineBody,
) -> Response[EngineView]:
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
    body: EngineBody,
) -> EngineView:
    """Say who decides, or throw the kill switch.

    Say who decides a restaurant's dates from now on; for managers and owners.

    It counts from the next write on, in every process; what was set last for a date counts. The
    kill switch of all restaurants is thrown by `maitred engine kill --all`.

    Args:
        restaurant_id (UUID):
        body (EngineBody): Either `state`, for a range of dates, or `killed`, for all of them.

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
    body: EngineBody,
) -> Response[EngineView]:
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
    body: EngineBody,
) -> EngineView:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            restaurant_id=restaurant_id,
            client=client,
            body=body,
        )
    ).parsed
