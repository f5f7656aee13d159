"""``maitred tokens``: access for machines."""

import re
from typing import Annotated
from uuid import UUID

import typer
from rich.markup import escape
from rich.table import Table

from cli import console
from cli.dates import named, opened
from models.errors import Flaw, InvalidInputError
from persistence.restaurants import list_restaurants
from services import access
from services.access import Role

EVERY = "all"
NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")

tokens = typer.Typer(help="Make, list and revoke tokens for machines.", no_args_is_help=True)

Url = Annotated[str | None, typer.Option(help="The booking database. Default: DATABASE_URL.")]


@tokens.command()
def create(
    restaurant: Annotated[
        str, typer.Option(help=f"The restaurant's id or slug, or `{EVERY}`.", show_default=False)
    ],
    name: Annotated[
        str, typer.Option(help="What it is for; logs say it. Letters, digits, dot, dash.")
    ],
    role: Annotated[Role, typer.Option(help="What the machine may do.")] = Role.SERVER,
    database_url: Url = None,
) -> None:
    """Make a token and print it, this once: only its hash is kept.

    Examples:

    `maitred tokens create --restaurant the-pub --role manager --name nightly-planner`

    `maitred tokens create --restaurant all --role server --name reports > token.txt`
    """
    if not NAME.fullmatch(name):
        flaw = Flaw("--name", repr(name), "1 to 64 letters, digits, dots, dashes, underscores")
        raise InvalidInputError([flaw], subject="token")
    with opened(database_url) as database:
        place = None if restaurant == EVERY else named(database, restaurant)
        _, token = access.create_token(database, name, role, place)
    where = "every restaurant" if place is None else restaurant
    console.err.print(
        f"Token {escape(name)}: {role.value} of {escape(where)}. It is shown this once; send it "
        "as `Authorization: Bearer <token>`."
    )
    print(token)  # noqa: T201 - the only line of stdout, for scripts


@tokens.command(name="list")
def list_(database_url: Url = None) -> None:
    """Show every token there ever was, without the tokens themselves.

    Example: `maitred tokens list`
    """
    with opened(database_url) as database:
        found = access.list_tokens(database)
        with database.connection() as connection:
            slugs: dict[UUID | None, str] = {r.id: r.slug for r in list_restaurants(connection)}
    table = Table(box=None, pad_edge=False)
    for head in ("name", "role", "restaurant", "made (UTC)", "revoked (UTC)"):
        table.add_column(head, overflow="fold")
    for token in found:
        place = token.restaurant_id
        table.add_row(
            escape(token.name),
            token.role,
            EVERY if place is None else escape(slugs.get(place, str(place))),
            f"{token.created_at:%Y-%m-%d %H:%M}",
            "" if token.revoked_at is None else f"{token.revoked_at:%Y-%m-%d %H:%M}",
        )
    console.out.print(table)


@tokens.command()
def revoke(
    name: Annotated[str, typer.Argument(help="The token's name.")], database_url: Url = None
) -> None:
    """Make a token useless, from the next request on.

    Example: `maitred tokens revoke nightly-planner`
    """
    with opened(database_url) as database:
        access.revoke_token(database, name)
    console.out.print(f"Token {escape(name)} is revoked.")
