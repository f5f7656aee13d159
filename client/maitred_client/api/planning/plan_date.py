from http import HTTPStatus
from typing import Any

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.assign_tables_answer import AssignTablesAnswer
from ...models.assign_tables_body import AssignTablesBody
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: AssignTablesBody,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/ops/dashboard/assign-tables",
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[AssignTablesAnswer]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = AssignTablesAnswer.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: AssignTablesBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[AssignTablesAnswer]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    *,
    client: AuthenticatedClient,
    body: AssignTablesBody,
    idempotency_key: str | Unset = UNSET,
) -> AssignTablesAnswer:
    """Plan a date and commit the plan.

    Plan every booking of a date at once and write the plan, all of it or nothing.

    Answers who got tables (`assigned`), who did not and why (`skipped`), who moved, and how
    good
    the plan is provably: `gap` is the relative distance between it and the proven `bound`.

    Args:
        idempotency_key (str | Unset):
        body (AssignTablesBody): Which date to plan, and how. Fields that are not listed are
            ignored.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: AssignTablesBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[AssignTablesAnswer]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: AssignTablesBody,
    idempotency_key: str | Unset = UNSET,
) -> AssignTablesAnswer:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
