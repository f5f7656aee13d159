from http import HTTPStatus
from typing import Any

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.job_view import JobView
from ...models.scenarios_body import ScenariosBody
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: ScenariosBody,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/scenarios",
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[JobView]:
    if response.status_code != 202:
        raise errors.refusal(response)
    try:
        parsed = JobView.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: ScenariosBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[JobView]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    *,
    client: AuthenticatedClient,
    body: ScenariosBody,
    idempotency_key: str | Unset = UNSET,
) -> JobView:
    """Have scenarios solved and compared.

    Ask for scenarios of some dates to be solved and compared, as a job that a worker does.

    The dates are read now; what happens to them later makes no difference, and nothing is ever
    written to them. Answers at once with the job. At most 500 solves (scenarios and the day as
    it
    is, times dates, times seeds), and three hours of budget.

    Args:
        idempotency_key (str | Unset):
        body (ScenariosBody): What to solve. Fields that are not listed are ignored.

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
    body: ScenariosBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[JobView]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: ScenariosBody,
    idempotency_key: str | Unset = UNSET,
) -> JobView:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
