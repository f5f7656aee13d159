from http import HTTPStatus
from typing import Any

import httpx2

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.ready import Ready
from ...types import Response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/health/ready",
    }

    return _kwargs


def _read(response: httpx2.Response) -> Response[Ready]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = Ready.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[Ready]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs()
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    *,
    client: AuthenticatedClient | Client,
) -> Ready:
    """The database answers too, and jobs are done.

    Answer 503 while the database does not answer within two seconds, or has no queue for jobs.

    A service with a worker inside is not ready either when that has lost the queue for half a
    minute.

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
    client: AuthenticatedClient | Client,
) -> Response[Ready]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs()
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
) -> Ready:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
