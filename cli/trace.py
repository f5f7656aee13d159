"""``maitred trace``: one decision as one story, on one screen."""

import json
import re
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from cli import console
from cli.dates import AsJson, Url, named, opened
from services.trace import MOST, trace_of

Json = dict[str, Any]

MOST_WIDE = 160
"""Characters of what is said of one entry; --json has all of it."""

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
UUID_LIKE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

FIRST = (
    *("status", "outcome", "error", "code", "state", "bookings", "tables", "candidates", "best"),
    *("selected", "gap", "bound", "objective", "seated", "moved", "from", "to", "hold", "holdId"),
    *("changes", "conflicts", "sqlstate", "reason", "message"),
)
"""What is said first."""

QUIET = frozenset(
    {
        *("type", "restaurantId", "requestId", "metadata", "featureFlags", "plannerConfig"),
        *("diagnostics", "timing", "bookingId", "booking", "severity", "source", "problem"),
        *("zoneId", "startAt", "endAt", "timestamp", "durationMs", "actorId", "whole", "pre"),
    }
)
"""What --json alone shows."""

MIRRORED = (
    *("capacity.hold.created", "capacity.hold.extended", "capacity.hold.expired", "hold.released"),
    "transaction.started",
)
"""Events that the history tells as well: --json alone shows them twice."""


def trace(
    name: Annotated[
        str,
        typer.Argument(
            metavar="BOOKING|RUN|JOB|REQUEST",
            help="The id of a booking, a run or a job, or the x-request-id of an answer.",
        ),
    ],
    restaurant: Annotated[
        str | None, typer.Option(help="Only what is this restaurant's (id or slug).")
    ] = None,
    limit: Annotated[int, typer.Option(help="Most entries.", min=1, max=MOST)] = 300,
    database_url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Tell one decision as one story: who asked, what was read, found, written and answered.

    In the order of time, over all requests that had to do with it: quotes with their candidates,
    holds, plans with gap and bound, calls of the database's functions, conflicts, answers.

    Examples:

    `maitred trace 6f1c9d7e-5f0c-4c5e-9a55-0d8b8a0c1a2b`

    `maitred trace my-request-1 --json`
    """
    with opened(database_url) as database:
        within = None if restaurant is None else named(database, restaurant)
        found = trace_of(database, name, restaurant=within, limit=limit)
    if as_json:
        print(json.dumps(found, indent=2))  # noqa: T201 - never wrapped to a width
        return
    _show(found)


def _show(found: Json) -> None:
    subject = found["subject"]
    console.out.print(
        f"[bold]{subject['kind']} {escape(subject['id'])}[/], restaurant {found['restaurantId']}"
    )
    table = Table(box=None, pad_edge=False)
    for head in ("when (UTC)", "ms", "what", "said"):
        table.add_column(head, overflow="fold", justify="right" if head == "ms" else "left")
    request, day = None, None
    for entry in found["entries"]:
        if entry["what"] in MIRRORED and entry["kind"] == "event":
            continue
        if entry["at"][:10] != day:
            day = entry["at"][:10]
            table.add_row(f"[bold]{day}[/]", "", "", "")
        if entry["requestId"] != request:
            request = entry["requestId"]
            table.add_row("", "", f"[dim]request {escape(request or 'unknown')}[/]", "")
        table.add_row(*_cells(entry, found["tables"]))
    console.out.print(table)
    if found["note"]:
        console.out.print(found["note"])
    if found["more"]:
        console.out.print("Older entries are left out; raise --limit.")


def _cells(entry: Json, tables: dict[str, str]) -> tuple[str, str, str, str]:
    seconds, facts = entry["seconds"], dict(entry["facts"])
    milliseconds = "" if seconds is None else f"{seconds * 1000:.1f}"
    arrow = {"asked": "→ ", "answered": "← ", "step": "  "}.get(entry["kind"], "• ")
    if entry["kind"] == "answered":
        facts = {"answer": facts.pop("outcome", None), **facts}
    bad = "error" in facts or "conflict" in entry["what"] or entry["what"].endswith(".fail")
    what = escape(arrow + entry["what"])
    return (
        entry["at"][11:23],
        milliseconds,
        f"[red]{what}[/]" if bad else what,
        _said(facts, tables),
    )


def _said(facts: Json, tables: dict[str, str]) -> str:
    """Say the facts on a line, the telling ones first."""
    order = sorted(facts, key=lambda name: FIRST.index(name) if name in FIRST else len(FIRST))
    said = [
        f"{name} {_short(facts[name], tables)}"
        for name in order
        if name not in QUIET and facts[name] is not False and facts[name] not in (None, [], {}, "")
    ]
    line = ", ".join(said)
    return escape(line if len(line) <= MOST_WIDE else f"{line[:MOST_WIDE]}…")


def _short(value: Any, tables: dict[str, str]) -> str:
    """Say a value in few words: tables by their numbers, ids and moments by their telling part."""
    if isinstance(value, dict):
        if "tableNumbers" in value:
            return "+".join(map(str, value["tableNumbers"]))
        return "; ".join(
            f"{name} {_short(item, tables)}" for name, item in value.items() if name not in QUIET
        )
    if isinstance(value, list):
        if value and all(item in tables for item in value if isinstance(item, str)):
            return "+".join(_short(item, tables) for item in value)
        shown = ", ".join(_short(item, tables) for item in value[:4])
        return f"[{shown}{', …' if len(value) > 4 else ''}]"
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    text = str(value)
    if text in tables:
        return tables[text]
    if MOMENT.match(text):
        return text[11:16]
    return text[:8] if UUID_LIKE.fullmatch(text) else text
