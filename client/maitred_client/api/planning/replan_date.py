import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.replan_answer import ReplanAnswer
from ...models.replan_body import ReplanBody
from ...types import UNSET, Response, Unset


def _get_kwargs(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    body: ReplanBody,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/restaurants/{restaurant_id}/days/{date}/replan".format(
            restaurant_id=quote(str(restaurant_id), safe=""),
            date=quote(str(date), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[ReplanAnswer]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = ReplanAnswer.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    client: AuthenticatedClient,
    body: ReplanBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[ReplanAnswer]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        date=date,
        body=body,
        idempotency_key=idempotency_key,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    client: AuthenticatedClient,
    body: ReplanBody,
    idempotency_key: str | Unset = UNSET,
) -> ReplanAnswer:
    """Propose plans with few moves, or after something happened.

    For each limit of moves, answer the best plan: who moves, who gets a table, who loses
    theirs.

    Guests who sit never move. Whoever had a table and cannot keep it comes before those
    without;
    whoever has none any more is told with what would help. Nothing is written to the bookings:
    each
    proposal is kept as a run, which `POST /api/v1/runs/{id}/apply` commits, if it is
    `applicable`.

    Args:
        restaurant_id (UUID):
        date (datetime.date):
        idempotency_key (str | Unset):
        body (ReplanBody): How few moves, and what happened. Fields that are not listed are
            ignored; `{}` is fine.

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
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    client: AuthenticatedClient,
    body: ReplanBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[ReplanAnswer]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        date=date,
        body=body,
        idempotency_key=idempotency_key,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    client: AuthenticatedClient,
    body: ReplanBody,
    idempotency_key: str | Unset = UNSET,
) -> ReplanAnswer:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            restaurant_id=restaurant_id,
            date=date,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
