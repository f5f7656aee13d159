from http import HTTPStatus
from typing import Any

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.confirm_body import ConfirmBody
from ...models.confirmed import Confirmed
from ...types import Response


def _get_kwargs(
    *,
    body: ConfirmBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/staff/auto/confirm",
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
    *,
    client: AuthenticatedClient,
    body: ConfirmBody,
) -> Response[Confirmed]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        body=body,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    *,
    client: AuthenticatedClient,
    body: ConfirmBody,
) -> Confirmed:
    """Make a hold its booking's tables.

    Assign the held tables; the booking's status stays. The key is looked at before the hold.

    Args:
        body (ConfirmBody): A hold that is to become its booking's tables.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ConfirmBody,
) -> Response[Confirmed]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        body=body,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: ConfirmBody,
) -> Confirmed:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
