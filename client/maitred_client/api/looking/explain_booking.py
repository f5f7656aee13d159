from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.booking_explained import BookingExplained
from ...types import UNSET, Response, Unset


def _get_kwargs(
    run_id: UUID,
    booking_id: UUID,
    *,
    budget_ms: int | Unset = 1000,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["budgetMs"] = budget_ms

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/runs/{run_id}/explanations/{booking_id}".format(
            run_id=quote(str(run_id), safe=""),
            booking_id=quote(str(booking_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _read(response: httpx2.Response) -> Response[BookingExplained]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = BookingExplained.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    run_id: UUID,
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
    budget_ms: int | Unset = 1000,
) -> Response[BookingExplained]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        run_id=run_id,
        booking_id=booking_id,
        budget_ms=budget_ms,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    run_id: UUID,
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
    budget_ms: int | Unset = 1000,
) -> BookingExplained:
    """Why a run left one booking without tables, or what its tables are worth.

    Explain one booking of a run, from what the run has stored.

    For a booking with tables: what they are worth, term by term, and what the best others that
    are free would have cost.

    Args:
        run_id (UUID):
        booking_id (UUID):
        budget_ms (int | Unset): Milliseconds for all of it, 1000 when left out; what was not
            finished says so. Default: 1000.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        run_id=run_id,
        booking_id=booking_id,
        client=client,
        budget_ms=budget_ms,
    ).parsed


async def asyncio_detailed(
    run_id: UUID,
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
    budget_ms: int | Unset = 1000,
) -> Response[BookingExplained]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        run_id=run_id,
        booking_id=booking_id,
        budget_ms=budget_ms,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    run_id: UUID,
    booking_id: UUID,
    *,
    client: AuthenticatedClient,
    budget_ms: int | Unset = 1000,
) -> BookingExplained:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            run_id=run_id,
            booking_id=booking_id,
            client=client,
            budget_ms=budget_ms,
        )
    ).parsed
