from http import HTTPStatus
from typing import Any

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.open_body import OpenBody
from ...models.session_opened import SessionOpened
from ...types import Response


def _get_kwargs(
    *,
    body: OpenBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/staff/manual/session",
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[SessionOpened]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = SessionOpened.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: OpenBody,
) -> Response[SessionOpened]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        body=body,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    *,
    client: AuthenticatedClient,
    body: OpenBody,
) -> SessionOpened:
    """Open the session of a booking.

    Return the booking's one session, a new one when there is none, and the context.

    Args:
        body (OpenBody): Whose session.

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
    body: OpenBody,
) -> Response[SessionOpened]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        body=body,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: OpenBody,
) -> SessionOpened:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
