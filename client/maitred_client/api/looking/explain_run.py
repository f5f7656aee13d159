from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.run_explained import RunExplained
from ...types import UNSET, Response, Unset


def _get_kwargs(
    run_id: UUID,
    *,
    budget_ms: int | Unset = 10000,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["budgetMs"] = budget_ms

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/runs/{run_id}/explanations".format(
            run_id=quote(str(run_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _read(response: httpx2.Response) -> Response[RunExplained]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = RunExplained.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    run_id: UUID,
    *,
    client: AuthenticatedClient,
    budget_ms: int | Unset = 10000,
) -> Response[RunExplained]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        run_id=run_id,
        budget_ms=budget_ms,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    run_id: UUID,
    *,
    client: AuthenticatedClient,
    budget_ms: int | Unset = 10000,
) -> RunExplained:
    """Why a run left bookings without tables.

    Explain every booking that a run left without tables, from what the run has stored.

    Per booking: the smallest set of things that cannot be had together with it, whom seating it
    would turn away, and ways to seat it, the cheapest first. Nothing is changed.

    Args:
        run_id (UUID):
        budget_ms (int | Unset): Milliseconds for all of it, 10000 when left out; what was not
            finished says so. Default: 10000.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        run_id=run_id,
        client=client,
        budget_ms=budget_ms,
    ).parsed


async def asyncio_detailed(
    run_id: UUID,
    *,
    client: AuthenticatedClient,
    budget_ms: int | Unset = 10000,
) -> Response[RunExplained]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        run_id=run_id,
        budget_ms=budget_ms,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    run_id: UUID,
    *,
    client: AuthenticatedClient,
    budget_ms: int | Unset = 10000,
) -> RunExplained:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            run_id=run_id,
            client=client,
            budget_ms=budget_ms,
        )
    ).parsed
