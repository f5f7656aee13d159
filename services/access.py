"""Who asks, and what they may do where."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from models.errors import Flaw, InvalidInputError, MaitredError
from persistence import access
from persistence.access import ServiceToken
from persistence.errors import unknown_restaurant
from persistence.pool import Database
from persistence.restaurants import Restaurant, list_restaurants

TOKEN_PREFIX = "maitred_"
"""How a machine's token begins, so that it is told from a user's, and found in places where it must
not be."""

TOKEN_BYTES = 32


class Role(StrEnum):
    """What somebody is in a restaurant; ``RIGHTS`` says what each may do."""

    OWNER = "owner"
    MANAGER = "manager"
    HOST = "host"
    SERVER = "server"


ROLES = {role.value: role for role in Role}


class Right(StrEnum):
    """What may be done in a restaurant."""

    PLAN = "plan"
    """Plan dates and take runs back, hold, assign and take away tables."""
    LOCK = "lock"
    """Lock and unlock bookings."""
    OVERRIDE = "override"
    """Take responsibility for a failed check of a choice by hand."""
    LAYOUT = "layout"
    """Draw the floor plan."""


_EVERYBODY = frozenset({Right.PLAN, Right.LOCK})
_HOUSE = frozenset(Right)

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.OWNER: _HOUSE,
    Role.MANAGER: _HOUSE,
    Role.HOST: _EVERYBODY,
    Role.SERVER: _EVERYBODY,
}
"""What each role may do, beside looking at everything."""

SWITCHING = frozenset({Role.OWNER, Role.MANAGER})
"""Who may say whether maitred decides tables; what clients know of rights does not name it."""


class AccessDeniedError(MaitredError):
    """The caller has no role in the restaurant."""

    code = "ACCESS_DENIED"
    status = 403


@dataclass(frozen=True)
class Caller:
    """Who asks: a user or a machine, with their role in each restaurant they may enter."""

    name: str
    """The user's id, or the token's name: what logs and limits know them by."""
    user: UUID | None = None
    """None for a machine."""
    roles: Mapping[UUID, Role] = field(default_factory=dict)
    everywhere: Role | None = None
    """The role in every restaurant, those to come too."""
    called: str | None = None
    """What people call the user, where the token says it; logs never do."""
    until: dt.datetime | None = None
    """When the token runs out; None: not by itself."""

    @property
    def kind(self) -> Literal["user", "machine", "dev"]:
        """Whether it is a person, a program, or whoever there is on a developer's machine."""
        if self is EVERYBODY:
            return "dev"
        return "machine" if self.user is None else "user"

    def role_in(self, restaurant_id: UUID) -> Role | None:
        """Return the role in a restaurant; None is no access."""
        return self.roles.get(restaurant_id, self.everywhere)

    def enter(self, restaurant_id: UUID, refusal: str = "Access denied") -> Role:
        """Return the role in a restaurant, where the contract says that others are refused.

        Raises:
            AccessDeniedError: there is none; the same for a restaurant that does not exist.
        """
        role = self.role_in(restaurant_id)
        if role is None:
            raise AccessDeniedError(
                refusal, hint="Ask an owner of the restaurant to make you a member."
            )
        return role

    def see(self, restaurant_id: UUID) -> Role:
        """Return the role in a restaurant, where others must not learn that it exists.

        Raises:
            RestaurantNotFoundError: there is none; exactly as if the restaurant did not exist.
        """
        role = self.role_in(restaurant_id)
        if role is None:
            raise unknown_restaurant(restaurant_id)
        return role


EVERYBODY = Caller("dev-auth", everywhere=Role.OWNER)
"""Who asks when nobody has to sign in: on a developer's own machine only."""


def user_caller(
    database: Database,
    user: UUID,
    called: str | None = None,
    until: dt.datetime | None = None,
) -> Caller:
    """Return a user with the memberships that the product keeps.

    Any membership counts; a role that is unknown here counts as the least.
    """
    with database.connection() as connection:
        found = access.memberships(connection, user)
    roles = {place: ROLES.get(role, Role.SERVER) for place, role in found.items()}
    return Caller(str(user), user, roles, called=called, until=until)


def token_caller(database: Database, token: str) -> Caller | None:
    """Return the machine that a token belongs to; None when it is unknown or revoked."""
    with database.connection() as connection:
        found = access.find_token(connection, _sha256(token))
    if found is None:
        return None
    role, place = Role(found.role), found.restaurant_id
    if place is None:
        return Caller(found.name, everywhere=role)
    return Caller(found.name, roles={place: role})


def restaurants_of(database: Database, caller: Caller) -> list[tuple[Restaurant, Role]]:
    """Return the active restaurants that somebody has a role in, by name, with the role."""
    with database.connection() as connection:
        found = list_restaurants(connection)
    return [(item, role) for item in found if (role := caller.role_in(item.id)) is not None]


def caller_view(database: Database, caller: Caller) -> dict[str, Any]:
    """Return who somebody is, and what they may do in which restaurant."""
    machine = caller.kind == "machine"
    return {
        "kind": caller.kind,
        "id": None if caller.user is None else str(caller.user),
        "name": caller.name if machine else caller.called,
        "expiresAt": None if caller.until is None else caller.until.isoformat(),
        "restaurants": [
            {
                "id": str(restaurant.id),
                "name": restaurant.name,
                "slug": restaurant.slug,
                "role": role.value,
                "may": [right.value for right in Right if right in RIGHTS[role]],
            }
            for restaurant, role in restaurants_of(database, caller)
        ],
    }


def create_token(
    database: Database, name: str, role: Role, restaurant_id: UUID | None
) -> tuple[ServiceToken, str]:
    """Make a token; the text is returned this once and kept nowhere.

    Raises:
        InvalidInputError: the name is in use.
    """
    token = TOKEN_PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    with database.connection() as connection:
        made = access.create_token(connection, name, _sha256(token), role.value, restaurant_id)
    if made is None:
        flaw = Flaw("--name", repr(name), "there is a token of that name; revoke it first")
        raise InvalidInputError([flaw], subject="token")
    return made, token


def revoke_token(database: Database, name: str) -> None:
    """Make a token useless at once.

    Raises:
        InvalidInputError: no token that is still valid has that name.
    """
    with database.connection() as connection:
        if not access.revoke_token(connection, name):
            flaw = Flaw("NAME", repr(name), "no valid token has that name")
            raise InvalidInputError([flaw], subject="token")


def list_tokens(database: Database) -> list[ServiceToken]:
    """Return every token there ever was, the oldest first."""
    with database.connection() as connection:
        return access.list_tokens(connection)


def _sha256(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
