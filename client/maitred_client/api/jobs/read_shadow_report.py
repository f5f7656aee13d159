import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from ... import errors
from ...client import AuthenticatedClient
from ...models.read_shadow_report_lines import ReadShadowReportLines
from ...models.shadow_report_view import ShadowReportView
from ...types import UNSET, Response, Unset


def _get_kwargs(
    restaurant_id: UUID,
    *,
    from_: datetime.date | Unset | None = UNSET,
    to: datetime.date | Unset | None = UNSET,
    lines: ReadShadowReportLines | Unset = ReadShadowReportLines.DIFFERING,
    gate: list[str] | Unset | None = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_from_: str | Unset | None
    if isinstance(from_, Unset):
        json_from_ = UNSET
    elif isinstance(from_, datetime.date):
        json_from_ = from_.isoformat()
    else:
        json_from_ = from_
    params["from"] = json_from_

    json_to: str | Unset | None
    if isinstance(to, Unset):
        json_to = UNSET
    elif isinstance(to, datetime.date):
        json_to = to.isoformat()
    else:
        json_to = to
    params["to"] = json_to

    json_lines: str | Unset = UNSET
    if not isinstance(lines, Unset):
        json_lines = lines.value

    params["lines"] = json_lines

    json_gate: list[str] | Unset | None
    if isinstance(gate, Unset):
        json_gate = UNSET
    elif isinstance(gate, list):
        json_gate = gate

    else:
        json_gate = gate
    params["gate"] = json_gate

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/restaurants/{restaurant_id}/shadow".format(
            restaurant_id=quote(str(restaurant_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _read(response: httpx2.Response) -> Response[ShadowReportView]:
    if response.status_code != 200:
        raise errors.refusal(response)
    try:
        parsed = ShadowReportView.from_dict(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.UnexpectedAnswerError(response) from error
    return Response(HTTPStatus.OK, response.content, response.headers, parsed)


def sync_detailed(
    restaurant_id: UUID,
    *,
    client: AuthenticatedClient,
    from_: datetime.date | Unset | None = UNSET,
    to: datetime.date | Unset | None = UNSET,
    lines: ReadShadowReportLines | Unset = ReadShadowReportLines.DIFFERING,
    gate: list[str] | Unset | None = UNSET,
) -> Response[ShadowReportView]:
    """Do as ``sync`` does; return the answer with its headers."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        from_=from_,
        to=to,
        lines=lines,
        gate=gate,
    )
    return _read(client.get_httpx_client().request(**kwargs))


def sync(
    restaurant_id: UUID,
    *,
    client: AuthenticatedClient,
    from_: datetime.date | Unset | None = UNSET,
    to: datetime.date | Unset | None = UNSET,
    lines: ReadShadowReportLines | Unset = ReadShadowReportLines.DIFFERING,
    gate: list[str] | Unset | None = UNSET,
) -> ShadowReportView:
    """The old allocator beside maitred.

    Return what the old allocator did on some dates, beside what maitred would have done.

    Each booking is the same, better or worse off; each night's run repeats its plan. The
    verdict
    is undecided while its 95 % interval has zero inside. Nothing is written.

    Args:
        restaurant_id (UUID):
        from_ (datetime.date | None | Unset): The first date; 28 days up to the last when left
            out.
        to (datetime.date | None | Unset): The last date, yesterday's when left out; 100 days at
            most.
        lines (ReadShadowReportLines | Unset): Which bookings are listed one by one: those that
            differ, all, or none. Default: ReadShadowReportLines.DIFFERING.
        gate (list[str] | None | Unset): Acceptance gates, such as `covers>=0`, `waste<=5%` or
            `p95<=300ms`.

    Raises:
        RefusedError: the service refused; its ``code`` says why.
        UnexpectedAnswerError: something else answered.
        httpx2.HTTPError: nothing answered.
    """
    return sync_detailed(
        restaurant_id=restaurant_id,
        client=client,
        from_=from_,
        to=to,
        lines=lines,
        gate=gate,
    ).parsed


async def asyncio_detailed(
    restaurant_id: UUID,
    *,
    client: AuthenticatedClient,
    from_: datetime.date | Unset | None = UNSET,
    to: datetime.date | Unset | None = UNSET,
    lines: ReadShadowReportLines | Unset = ReadShadowReportLines.DIFFERING,
    gate: list[str] | Unset | None = UNSET,
) -> Response[ShadowReportView]:
    """Do as ``sync_detailed`` does, in a coroutine."""
    kwargs = _get_kwargs(
        restaurant_id=restaurant_id,
        from_=from_,
        to=to,
        lines=lines,
        gate=gate,
    )
    return _read(await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    restaurant_id: UUID,
    *,
    client: AuthenticatedClient,
    from_: datetime.date | Unset | None = UNSET,
    to: datetime.date | Unset | None = UNSET,
    lines: ReadShadowReportLines | Unset = ReadShadowReportLines.DIFFERING,
    gate: list[str] | Unset | None = UNSET,
) -> ShadowReportView:
    """Do as ``sync`` does, in a coroutine."""
    return (
        await asyncio_detailed(
            restaurant_id=restaurant_id,
            client=client,
            from_=from_,
            to=to,
            lines=lines,
            gate=gate,
        )
    ).parsed
