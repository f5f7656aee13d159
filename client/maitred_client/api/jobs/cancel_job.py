from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.job_view import JobView
from ...types import Response


def _get_kwargs(
    job_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/jobs/{job_id}/cancel".format(
            job_id=quote(str(job_id), safe=""),
        ),
    }

    return _kwargs


def _read(response: httpx2.Response) -> Response[JobView]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = JobView.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    job_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[JobView]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        job_id=job_id,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    job_id: UUID,
    *,
    client: AuthenticatedClient,
) -> JobView:
    """End a job.

    Ask for the end of a job. One that waits ends at once, one that runs within a second or two.

    Nothing of a plan is written then. A job that is over stays as it is; asking again is fine.

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
) -> Response[JobView]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        job_id=job_id,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    job_id: UUID,
    *,
    client: AuthenticatedClient,
) -> JobView:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            job_id=job_id,
            client=client,
        )
    ).parsed
