from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.applied_run import AppliedRun
from ...models.apply_body import ApplyBody
from ...types import UNSET, Response, Unset


def _get_kwargs(
    run_id: UUID,
    *,
    body: ApplyBody,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/runs/{run_id}/apply".format(
            run_id=quote(str(run_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[AppliedRun]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = AppliedRun.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    run_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ApplyBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[AppliedRun]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        run_id=run_id,
        body=body,
        idempotency_key=idempotency_key,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    run_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ApplyBody,
    idempotency_key: str | Unset = UNSET,
) -> AppliedRun:
    """Commit a run that was kept: a proposal, or a dry run.

    Write the run's plan, all of it or nothing, on exactly the rows it was made from.

    Refused with PLAN_CONFLICT when anything of the date has changed since, or when somebody who
    would be moved has come; `details.changes` says what.

    Args:
        run_id (UUID):
        idempotency_key (str | Unset):
        body (ApplyBody): Nothing has to be said. Fields that are not listed are ignored.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        run_id=run_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    run_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ApplyBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[AppliedRun]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        run_id=run_id,
        body=body,
        idempotency_key=idempotency_key,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    run_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ApplyBody,
    idempotency_key: str | Unset = UNSET,
) -> AppliedRun:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            run_id=run_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
