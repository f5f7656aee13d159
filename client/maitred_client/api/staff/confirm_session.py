from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.last_body import LastBody
from ...models.session_confirmed import SessionConfirmed
from ...types import Response


def _get_kwargs(
    session_id: UUID,
    *,
    body: LastBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/staff/manual/session/{session_id}/confirm".format(
            session_id=quote(str(session_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _read(response: httpx2.Response) -> Response[SessionConfirmed]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = SessionConfirmed.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    session_id: UUID,
    *,
    client: AuthenticatedClient,
    body: LastBody,
) -> Response[SessionConfirmed]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        session_id=session_id,
        body=body,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    session_id: UUID,
    *,
    client: AuthenticatedClient,
    body: LastBody,
) -> SessionConfirmed:
    """Make what a session holds its booking's tables.

    Assign the held tables, confirm the booking, and close the session.

    Args:
        session_id (UUID):
        body (LastBody): The confirmation of what a session holds.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        session_id=session_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    session_id: UUID,
    *,
    client: AuthenticatedClient,
    body: LastBody,
) -> Response[SessionConfirmed]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        session_id=session_id,
        body=body,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    session_id: UUID,
    *,
    client: AuthenticatedClient,
    body: LastBody,
) -> SessionConfirmed:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            session_id=session_id,
            client=client,
            body=body,
        )
    ).parsed
