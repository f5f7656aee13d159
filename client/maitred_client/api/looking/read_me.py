from http import HTTPStatus
from typing import Any

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.me import Me
from ...types import Response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/me",
    }

    return _kwargs


def _read(response: httpx2.Response) -> Response[Me]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = Me.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[Me]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs()
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    *,
    client: AuthenticatedClient,
) -> Me:
    """Who you are, and what you may do where.

    Return the caller: a user, a machine or a developer, with roles and rights.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[Me]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs()
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    *,
    client: AuthenticatedClient,
) -> Me:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
