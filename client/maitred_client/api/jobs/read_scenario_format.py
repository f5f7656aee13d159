from http import HTTPStatus
from typing import Any

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.scenario_format import ScenarioFormat
from ...types import Response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/scenario-format",
    }

    return _kwargs


def _read(response: httpx2.Response) -> Response[ScenarioFormat]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = ScenarioFormat.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[ScenarioFormat]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs()
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    *,
    client: AuthenticatedClient,
) -> ScenarioFormat:
    """How scenarios are written.

    Return the JSON Schema of scenarios with every kind of edit, and the names they may use.

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
    client: AuthenticatedClient,
) -> Response[ScenarioFormat]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs()
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    *,
    client: AuthenticatedClient,
) -> ScenarioFormat:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
