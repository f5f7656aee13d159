import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.engine_view import EngineView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    restaurant_id: UUID,
    *,
    date: datetime.date | Unset | None = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_date: str | Unset | None
    if isinstance(date, Unset):
        json_date = UNSET
    elif isinstance(date, datetime.date):
        json_date = date.isoformat()
    else:
        json_date = date
    params["date"] = json_date

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/restaurants/{restaurant_id}/engine".format(
            restaurant_id=quote(str(restaurant_id), safe=""),
        ),
        "params": params,
    }

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
    date: datetime.date | Unset | None = UNSET,
) -> Response[EngineView]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        date=date,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    restaurant_id: UUID,
    *,
    client: AuthenticatedClient,
    date: datetime.date | Unset | None = UNSET,
) -> EngineView:
    """Who decides a date, and why.

    Return what each of those who have a say says, which one counts, and who changed what.

    Args:
        restaurant_id (UUID):
        date (datetime.date | None | Unset): The service date; missing: the restaurant's present
            one.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        restaurant_id=restaurant_id,
        client=client,
        date=date,
    ).parsed


async def asyncio_detailed(
    restaurant_id: UUID,
    *,
    client: AuthenticatedClient,
    date: datetime.date | Unset | None = UNSET,
) -> Response[EngineView]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        date=date,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    restaurant_id: UUID,
    *,
    client: AuthenticatedClient,
    date: datetime.date | Unset | None = UNSET,
) -> EngineView:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            restaurant_id=restaurant_id,
            client=client,
            date=date,
        )
    ).parsed
