import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.undo_answer import UndoAnswer
from ...models.undo_body import UndoBody
from ...types import UNSET, Response, Unset


def _get_kwargs(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    body: UndoBody,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/restaurants/{restaurant_id}/days/{date}/undo".format(
            restaurant_id=quote(str(restaurant_id), safe=""),
            date=quote(str(date), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[UndoAnswer]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = UndoAnswer.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    restaurant_id: UUID,
    date: datetime.date,
    *,
    client: AuthenticatedClient,
    body: UndoBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[UndoAnswer]:
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
    body: UndoBody,
    idempotency_key: str | Unset = UNSET,
) -> UndoAnswer:
    """Take back the last run of a date.

    Give every booking that the run changed the tables it had before: all of them, or none.

    Refused when such a booking was changed since, when its guests have come, or when a rule
    forbids the tables now.

    Args:
        restaurant_id (UUID):
        date (datetime.date):
        idempotency_key (str | Unset):
        body (UndoBody): What to take back. Fields that are not listed are ignored; an empty
            object is fine.

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
    body: UndoBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[UndoAnswer]:
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
    body: UndoBody,
    idempotency_key: str | Unset = UNSET,
) -> UndoAnswer:
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
