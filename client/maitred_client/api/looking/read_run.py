from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.run_view import RunView
from ...types import Response


def _get_kwargs(
    run_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/runs/{run_id}".format(
            run_id=quote(str(run_id), safe=""),
        ),
    }

    return _kwargs


def _read(response: httpx2.Response) -> Response[RunView]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = RunView.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    run_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[RunView]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        run_id=run_id,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    run_id: UUID,
    *,
    client: AuthenticatedClient,
) -> RunView:
    """One run with its plan.

    Return a run: its state, its plan, and what is proven about it.

    Args:
        run_id (UUID):

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        run_id=run_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    run_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[RunView]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        run_id=run_id,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    run_id: UUID,
    *,
    client: AuthenticatedClient,
) -> RunView:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            run_id=run_id,
            client=client,
        )
    ).parsed
