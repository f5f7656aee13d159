from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.trace_answer import TraceAnswer
from ...types import UNSET, Response, Unset


def _get_kwargs(
    restaurant_id: UUID,
    trace_id: str,
    *,
    limit: int | Unset = 300,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/restaurants/{restaurant_id}/trace/{trace_id}".format(
            restaurant_id=quote(str(restaurant_id), safe=""),
            trace_id=quote(str(trace_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _read(response: httpx2.Response) -> Response[TraceAnswer]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = TraceAnswer.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    restaurant_id: UUID,
    trace_id: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 300,
) -> Response[TraceAnswer]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        trace_id=trace_id,
        limit=limit,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    restaurant_id: UUID,
    trace_id: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 300,
) -> TraceAnswer:
    """How a decision came about.

    Tell who asked, what was read, found, planned, called, met and answered, the oldest first.

    Args:
        restaurant_id (UUID):
        trace_id (str): The id of a booking, a run or a job, or the `x-request-id` of an answer.
        limit (int | Unset): Most entries of the answer, 300 when left out and 1000 at most.
            Default: 300.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        restaurant_id=restaurant_id,
        trace_id=trace_id,
        client=client,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    restaurant_id: UUID,
    trace_id: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 300,
) -> Response[TraceAnswer]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        trace_id=trace_id,
        limit=limit,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    restaurant_id: UUID,
    trace_id: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 300,
) -> TraceAnswer:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            restaurant_id=restaurant_id,
            trace_id=trace_id,
            client=client,
            limit=limit,
        )
    ).parsed
