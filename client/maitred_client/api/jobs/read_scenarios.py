from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.scenarios_view import ScenariosView
from ...types import Response


def _get_kwargs(
    job_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/scenarios/{job_id}".format(
            job_id=quote(str(job_id), safe=""),
        ),
    }

    return _kwargs


def _read(response: httpx2.Response) -> Response[ScenariosView]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = ScenariosView.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    job_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[ScenariosView]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        job_id=job_id,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    job_id: UUID,
    *,
    client: AuthenticatedClient,
) -> ScenariosView:
    """Scenarios and their comparison.

    Return what was asked for, how far it is, and the comparison once the job is done.

    Args:
        job_id (UUID):

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        job_id=job_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    job_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[ScenariosView]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        job_id=job_id,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    job_id: UUID,
    *,
    client: AuthenticatedClient,
) -> ScenariosView:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            job_id=job_id,
            client=client,
        )
    ).parsed
