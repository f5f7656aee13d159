from http import HTTPStatus
from typing import Any

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.quote_answer import QuoteAnswer
from ...models.quote_body import QuoteBody
from ...types import Response


def _get_kwargs(
    *,
    body: QuoteBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/staff/auto/quote",
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[QuoteAnswer]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = QuoteAnswer.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: QuoteBody,
) -> Response[QuoteAnswer]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        body=body,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    *,
    client: AuthenticatedClient,
    body: QuoteBody,
) -> QuoteAnswer:
    """Quote a booking, and hold the best of it.

    Say what a booking could have, at which price to the rest of the night, and hold the best.

    That there is no table is an answer, with the reason, other times and moves that would help.
    Tables that are named and cannot be held are refused, with what else is free.

    Args:
        body (QuoteBody): Who asks for tables, and what they are limited to.

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
    body: QuoteBody,
) -> Response[QuoteAnswer]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        body=body,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: QuoteBody,
) -> QuoteAnswer:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
