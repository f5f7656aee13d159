"""``maitred history`` and ``maitred undo``: what happened to a date, and taking it back."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.markup import escape
from rich.table import Table

from cli import console
from models.errors import Flaw, InvalidInputError
from persistence.pool import Database
from persistence.restaurants import list_restaurants
from services.database import open_database
from services.history import MOST, history_view
from services.planning.undo import UndoRequest, undo_last_run
from settings import load_settings

RestaurantArgument = Annotated[str, typer.Argument(help="The restaurant's id or slug.")]
DateArgument = Annotated[
    dt.datetime, typer.Argument(help="The service date.", formats=["%Y-%m-%d"], metavar="DATE")
]
Url = Annotated[str | None, typer.Option(help="The booking database. Default: DATABASE_URL.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]


def history(
    restaurant: RestaurantArgument,
    date: DateArgument,
    limit: Annotated[int, typer.Option(help="Most rows.", min=1, max=MOST)] = 50,
    database_url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Show what happened to a date, newest first: who, what, when, by which run, and why.

    Example: `maitred history the-pub 2026-11-28`
    """
    with opened(database_url) as database:
        found = history_view(database, named(database, restaurant), date.date(), limit=limit)
    if as_json:
        print(json.dumps(found, indent=2))  # noqa: T201 - never wrapped to a width
        return
    table = Table(box=None, pad_edge=False)
    for head in ("when (UTC)", "what", "booking", "run", "why"):
        table.add_column(head, overflow="fold")
    for event in found["events"]:
        cells = (
            event["at"][:19].replace("T", " "),
            event["kind"],
            event["bookingId"] or "",
            (event["runId"] or "")[:8],
            event["reason"] or "",
        )
        table.add_row(*map(escape, cells))
    console.out.print(table)
    if found["more"]:
        console.out.print("Older rows are left out; raise --limit.")
    elif not found["events"]:
        console.out.print("Nothing has happened to this date.")


def undo(
    restaurant: RestaurantArgument,
    date: DateArgument,
    run: Annotated[
        UUID | None, typer.Option(help="The run you take for the last one; refused if it is not.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be taken back.")
    ] = False,
    database_url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Take back the last run of a date: every booking it changed gets its tables of before.

    All of it or nothing: refused when such a booking was changed since, or its guests have come.

    Examples:

    `maitred undo the-pub 2026-11-28 --dry-run`

    `maitred undo the-pub 2026-11-28`
    """
    with opened(database_url) as database:
        request = UndoRequest(named(database, restaurant), date.date(), run, dry_run)
        answer: dict[str, Any] = json.loads(undo_last_run(database, request).text)
    if as_json:
        print(json.dumps(answer, indent=2))  # noqa: T201 - never wrapped to a width
        return
    word = "would be" if dry_run else "is"
    console.out.print(
        f"Run {answer['undoes']} {word} taken back: {len(answer['restored'])} bookings with their "
        f"tables of before, {len(answer['cleared'])} without a table again."
    )


@contextmanager
def opened(database_url: str | None) -> Iterator[Database]:
    """Lend the booking database as the environment or the command names it."""
    database = open_database(load_settings(database_url=database_url))
    try:
        yield database
    finally:
        database.close()


def named(database: Database, restaurant: str) -> UUID:
    """Return the id of a restaurant that was named by its id or slug.

    Raises:
        InvalidInputError: there is no active one of that name.
    """
    with database.connection() as connection:
        known = list_restaurants(connection)
    for item in known:
        if restaurant in (str(item.id), item.slug):
            return item.id
    slugs = ", ".join(item.slug for item in known[:10]) or "none"
    flaw = Flaw("RESTAURANT", repr(restaurant), f"no active restaurant; there are: {slugs}")
    raise InvalidInputError([flaw], subject="restaurant")
