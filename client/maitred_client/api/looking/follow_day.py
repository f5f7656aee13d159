import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...types import UNSET, Response, Unset


def _get_kwargs(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    seconds: int | Unset = 900,
    last_event_id: str | Unset | None = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(last_event_id, Unset):
        headers["last-event-id"] = last_event_id

    params: dict[str, Any] = {}

    params["seconds"] = seconds

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/restaurants/{restaurant_id}/days/{date}/events".format(
            restaurant_id=quote(str(restaurant_id), safe=""),
            date=quote(str(date), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[str]:
    if response.status_code != 200:
        raise errors.refusal(response)
    return Response(HTTPStatus.OK, response.content, response.headers, response.text)


def sync_detailed(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    client: AuthenticatedClient,
    seconds: int | Unset = 900,
    last_event_id: str | Unset | None = UNSET,
) -> Response[str]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        date=date,
        seconds=seconds,
        last_event_id=last_event_id,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    client: AuthenticatedClient,
    seconds: int | Unset = 900,
    last_event_id: str | Unset | None = UNSET,
) -> str:
    """Follow a date live.

    Send an event whenever somebody changes what the day view shows, whoever it is.

    `watching` comes first, and has the present `version`; `changed` has the new one, and what
    the
    history knows; `reload`: load the date anew, what was missed cannot be told; `away`: the
    database does not answer, and the stream goes on; `ended` is the last one. Comments keep the
    connection open.

    Args:
        restaurant_id (UUID):
        date (datetime.date):
        seconds (int | Unset): End the stream after so long; 0 tells what there is, and ends.
            Default: 900.
        last_event_id (None | str | Unset): The id of the last event that you have got: what
            came since is told.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        restaurant_id=restaurant_id,
        date=date,
        client=client,
        seconds=seconds,
        last_event_id=last_event_id,
    ).parsed


async def asyncio_detailed(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    client: AuthenticatedClient,
    seconds: int | Unset = 900,
    last_event_id: str | Unset | None = UNSET,
) -> Response[str]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        date=date,
        seconds=seconds,
        last_event_id=last_event_id,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    client: AuthenticatedClient,
    seconds: int | Unset = 900,
    last_event_id: str | Unset | None = UNSET,
) -> str:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            restaurant_id=restaurant_id,
            date=date,
            client=client,
            seconds=seconds,
            last_event_id=last_event_id,
        )
    ).parsed
