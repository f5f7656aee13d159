from http import HTTPStatus
from typing import Any

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.manual_confirm_body import ManualConfirmBody
from ...models.manual_confirmed import ManualConfirmed
from ...types import Response


def _get_kwargs(
    *,
    body: ManualConfirmBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/staff/manual/confirm",
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[ManualConfirmed]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = ManualConfirmed.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: ManualConfirmBody,
) -> Response[ManualConfirmed]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        body=body,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    *,
    client: AuthenticatedClient,
    body: ManualConfirmBody,
) -> ManualConfirmed:
    """Make a hold its booking's tables, and confirm the booking.

    Assign the held tables and confirm the booking, if nothing has changed since it was seen.

    Args:
        body (ManualConfirmBody): A hold that is to become its booking's tables, on the context
            that the operator saw.

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
    body: ManualConfirmBody,
) -> Response[ManualConfirmed]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        body=body,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: ManualConfirmBody,
) -> ManualConfirmed:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
