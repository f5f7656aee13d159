"""``maitred engine``: who decides a restaurant's tables, maitred or the product's own allocator."""

import datetime as dt
import getpass
import json
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.markup import escape
from rich.table import Table

from cli import console
from cli.dates import AsJson, RestaurantArgument, Url, named, opened
from models.engine import EngineState
from models.errors import Flaw, InvalidInputError
from persistence.engine import Setting
from persistence.history import NOBODY
from services.engine import change_engine, engine_view, evenings, switch_engine

engine = typer.Typer(
    help="Say who decides tables: maitred, or the product's own allocator.", no_args_is_help=True
)

WHO = {"maitred": "maitred decides", "product": "the product's allocator decides"}

Day = Annotated[
    dt.datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The service date. Default: today."),
]
Reason = Annotated[
    str | None, typer.Option(help="What for; the history and every refusal say it.", metavar="TEXT")
]
Wherever = Annotated[
    str | None, typer.Argument(help="The restaurant's id or slug.", metavar="[RESTAURANT]")
]
All = Annotated[bool, typer.Option("--all", help="Every restaurant, those to come too.")]


class Wanted(StrEnum):
    """What may be set."""

    OFF = "off"
    SHADOW = "shadow"
    CANARY = "canary"
    ON = "on"
    INHERIT = "inherit"


@engine.command()
def show(
    restaurant: RestaurantArgument,
    date: Day = None,
    days: Annotated[
        int, typer.Option(min=1, max=366, help="Also who decides so many dates, from that one on.")
    ] = 1,
    database_url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Show who decides a date, who said so, what everybody else says, and who changed what.

    Those who have a say are asked in this order, and the first who says anything counts: the kill
    switch of the environment (MAITRED_ENGINE_KILL), the kill switch, feature_flag_overrides, what
    was set last for the date, the environment (MAITRED_ENGINE), the default (on).

    Examples:

    `maitred engine show the-pub`

    `maitred engine show the-pub --date 2026-11-28 --json | jq .source`

    `maitred engine show the-pub --days 28`
    """
    with opened(database_url) as database:
        key = named(database, restaurant)
        found = engine_view(database, key, None if date is None else date.date())
        first = dt.date.fromisoformat(found["date"])
        if days > 1:
            found["evenings"] = evenings(database, key, first, days)
    _print(found, as_json)


@engine.command(name="set")
def set_(
    restaurant: RestaurantArgument,
    state: Annotated[Wanted, typer.Argument(help="Who decides; see above.")],
    first: Annotated[
        dt.datetime | None,
        typer.Option(
            "--from", formats=["%Y-%m-%d"], metavar="DATE", help="First date. Default: all before."
        ),
    ] = None,
    last: Annotated[
        dt.datetime | None,
        typer.Option(
            "--to", formats=["%Y-%m-%d"], metavar="DATE", help="Last date. Default: without end."
        ),
    ] = None,
    percent: Annotated[
        int | None, typer.Option(min=0, max=100, help="Share of evenings of a canary.")
    ] = None,
    reason: Reason = None,
    database_url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Say who decides a restaurant's dates, from the next write on; no restart is needed.

    `off`: the product's own allocator; maitred plans dry runs and quotes without holding.
    `shadow`: as off, and maitred's plans are compared with what the product does.
    `canary`: maitred on whole evenings, as many as --percent says, always the same ones.
    `on`: maitred. `inherit`: as if nothing had been set.

    Tables may be chosen by hand in every state. What was set last for a date counts.

    Examples:

    `maitred engine set the-pub canary --percent 25 --from 2026-12-01 --reason "first week"`

    `maitred engine set the-pub off --from 2026-12-24 --to 2026-12-26`
    """
    with opened(database_url) as database:
        setting = Setting(
            named(database, restaurant),
            None if state is Wanted.INHERIT else EngineState(state.value),
            _who(),
            NOBODY,
            None if first is None else first.date(),
            None if last is None else last.date(),
            percent,
            _sensible(reason),
        )
        found = change_engine(database, setting)
    _print(found, as_json)


@engine.command()
def kill(
    restaurant: Wherever = None,
    everywhere: All = False,
    reason: Reason = None,
    database_url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Throw the kill switch: from the next write on maitred's engine decides nothing.

    It counts before everything that is set, in every process, with no restart. What is being
    written ends as it would, whole or not at all. Tables may be chosen by hand.

    Examples:

    `maitred engine kill the-pub --reason "odd plans"`

    `maitred engine kill --all`
    """
    _switch(restaurant, everywhere, reason, database_url, as_json, kill=True)


@engine.command()
def revive(
    restaurant: Wherever = None,
    everywhere: All = False,
    database_url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Take a kill switch back; whatever is set counts again.

    The switch of one restaurant and that of all are two: each is taken back by itself.

    Examples:

    `maitred engine revive the-pub`

    `maitred engine revive --all`
    """
    _switch(restaurant, everywhere, None, database_url, as_json, kill=False)


def _switch(
    restaurant: str | None,
    everywhere: bool,
    reason: str | None,
    database_url: str | None,
    as_json: bool,
    *,
    kill: bool,
) -> None:
    if (restaurant is None) != everywhere:
        flaw = Flaw("RESTAURANT", repr(restaurant), "name one restaurant, or --all of them")
        raise InvalidInputError([flaw], subject="engine")
    with opened(database_url) as database:
        place: UUID | None = None if restaurant is None else named(database, restaurant)
        changed = switch_engine(database, place, _who(), kill=kill, reason=_sensible(reason))
    if as_json:
        told = {"restaurantId": None if place is None else str(place), "changed": changed}
        print(json.dumps({**told, "killed": kill}))  # noqa: T201 - never wrapped to a width
        return
    state = ("killed" if kill else "revived") if changed else _already(kill)
    console.out.print(f"{escape(restaurant or 'every restaurant')}: {state}")


def _already(kill: bool) -> str:
    return "was killed already" if kill else "was not killed"


def _who() -> str:
    """Return whom the history names: who is at the command."""
    try:
        return f"command:{getpass.getuser()}"
    except (OSError, KeyError):  # a user without a name
        return "command"


def _sensible(reason: str | None) -> str | None:
    if reason is not None and not (1 <= len(reason) <= 200 and reason.isprintable()):
        flaw = Flaw("--reason", repr(reason[:50]), "1 to 200 printable characters")
        raise InvalidInputError([flaw], subject="engine")
    return reason


def _print(found: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print(json.dumps(found, indent=2))  # noqa: T201 - never wrapped to a width
        return
    who = WHO[found["decides"]]
    console.out.print(f"{found['date']}: [bold]{found['state']}[/], {who}")
    table = Table(box=None, pad_edge=False)
    for head in ("", "asked", "says", "why"):
        table.add_column(head, overflow="fold")
    for item in found["sources"]:
        mark = "counts" if item["counts"] else ""
        table.add_row(mark, item["source"], _says(item), escape(item["reason"] or ""))
    console.out.print(table)
    for change in found["changes"]:
        console.out.print(f"[dim]{escape(_change(change))}[/]")
    _print_evenings(found.get("evenings", []))


def _print_evenings(found: list[dict[str, Any]]) -> None:
    for item in found:
        day = dt.date.fromisoformat(item["date"])
        console.out.print(f"{day:%a} {day}  {item['state']:6}  {WHO[item['decides']]}")
    if found:
        mine = sum(item["decides"] == "maitred" for item in found)
        console.out.print(f"maitred decides {mine} of {len(found)} evenings.")


def _says(item: dict[str, Any]) -> str:
    share = "" if item["percent"] is None else f" {item['percent']} %"
    return f"{item['state'] or '-'}{share}"


def _change(change: dict[str, Any]) -> str:
    when = change["at"][:16].replace("T", " ")
    what = change["what"]
    if what == "set":
        dates = f"{change['from'] or '...'} to {change['to'] or '...'}"
        share = "" if change["percent"] is None else f" {change['percent']} %"
        what = f"set to {change['state'] or 'inherit'}{share} for {dates}"
    where = " everywhere" if change["everywhere"] else ""
    why = f" ({change['reason']})" if change["reason"] else ""
    return f"{when} UTC  {what}{where} by {change['by']}{why}"
