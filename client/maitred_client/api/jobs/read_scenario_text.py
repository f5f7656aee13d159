from http import HTTPStatus
from typing import Any

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.scenario_text import ScenarioText
from ...models.scenarios_read import ScenariosRead
from ...types import Response


def _get_kwargs(
    *,
    body: ScenarioText,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/scenario-text",
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[ScenariosRead]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = ScenariosRead.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: ScenarioText,
) -> Response[ScenariosRead]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        body=body,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    *,
    client: AuthenticatedClient,
    body: ScenarioText,
) -> ScenariosRead:
    """Read scenarios from a text.

    Read a scenario file, YAML or JSON, without doing anything with it.

    Each flaw names its line and its place. Whether an edit fits a date is found out when the
    scenarios are asked for.

    Args:
        body (ScenarioText): A scenario file. Fields that are not listed are ignored.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ScenarioText,
) -> Response[ScenariosRead]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        body=body,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: ScenarioText,
) -> ScenariosRead:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
