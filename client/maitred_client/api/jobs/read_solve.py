from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.solved_night import SolvedNight
from ...types import Response


def _get_kwargs(
    job_id: UUID,
    key: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/scenarios/{job_id}/solves/{key}".format(
            job_id=quote(str(job_id), safe=""),
            key=quote(str(key), safe=""),
        ),
    }

    return _kwargs


def _read(response: httpx2.Response) -> Response[SolvedNight]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = SolvedNight.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    job_id: UUID,
    key: str,
    *,
    client: AuthenticatedClient,
) -> Response[SolvedNight]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        job_id=job_id,
        key=key,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    job_id: UUID,
    key: str,
    *,
    client: AuthenticatedClient,
) -> SolvedNight:
    """One solve: who sits where.

    Return a scenario, or the day as it is, on one date with one seed.

    The room as it was edited, and the plan. `runs` of the comparison have the keys.

    Args:
        job_id (UUID):
        key (str): The solve, as `runs` of the comparison name it.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        job_id=job_id,
        key=key,
        client=client,
    ).parsed


async def asyncio_detailed(
    job_id: UUID,
    key: str,
    *,
    client: AuthenticatedClient,
) -> Response[SolvedNight]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        job_id=job_id,
        key=key,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    job_id: UUID,
    key: str,
    *,
    client: AuthenticatedClient,
) -> SolvedNight:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            job_id=job_id,
            key=key,
            client=client,
        )
    ).parsed
