import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.job_view import JobView
from ...models.shadow_body import ShadowBody
from ...types import UNSET, Response, Unset


def _get_kwargs(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    body: ShadowBody,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/restaurants/{restaurant_id}/days/{date}/shadow".format(
            restaurant_id=quote(str(restaurant_id), safe=""),
            date=quote(str(date), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[JobView]:
    if response.status_code != 202:
        raise errors.refusal(response)
    try:
        parsed = JobView.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    client: AuthenticatedClient,
    body: ShadowBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[JobView]:
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
    body: ShadowBody,
    idempotency_key: str | Unset = UNSET,
) -> JobView:
    """Have a date planned in the shadow.

    Ask for a date to be planned beside the old allocator, as a job that a worker does.

    Nothing of the product's is written: the job keeps a run, in state `shadow`, with its input.
    Once the evening is over the job keeps how it ended instead, and plans only if the date has
    no
    shadow plan yet. A job that waits for the date already is the answer.

    Args:
        restaurant_id (UUID):
        date (datetime.date):
        idempotency_key (str | Unset):
        body (ShadowBody): How to plan the date. Fields that are not listed are ignored; an
            empty object is fine.

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
    body: ShadowBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[JobView]:
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
    body: ShadowBody,
    idempotency_key: str | Unset = UNSET,
) -> JobView:
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
