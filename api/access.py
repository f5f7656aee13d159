"""Who asks: the dependencies by which every route says whom it serves.

``SignedIn``: anybody who is known; the route itself enters a restaurant, or a booking's.
``Member``: whoever has a role in the restaurant of the path; for others it does not exist.
"""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from anyio import to_thread
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.credentials import UnauthorizedError, token_of
from api.parameters import RestaurantId
from api.rates import Buckets, RateLimitedError
from api.user_tokens import UserTokens
from api.work import in_thread
from persistence.history import Author
from services.access import EVERYBODY, TOKEN_PREFIX, Caller, Role, token_caller, user_caller
from services.manual.booking_tables import restaurant_of
from settings import Settings
from telemetry.stages import about

READING = frozenset({"GET", "HEAD", "OPTIONS"})

BEARER = HTTPBearer(
    auto_error=False,
    description="A user's token from the identity provider, or a machine's from "
    "`maitred tokens create`. The session cookie of Supabase does as well.",
)


class Access:
    """Decides who asks, and how often they may."""

    def __init__(self, settings: Settings) -> None:
        self._open = settings.dev_auth
        self._tokens = UserTokens(settings)
        self._writes = Buckets(settings.writes_per_minute)
        self._failures = Buckets(settings.failures_per_minute)

    async def caller(self, request: Request) -> Caller:
        """Return who is behind a request.

        Raises:
            UnauthorizedError: there is no valid token.
            RateLimitedError: too many writes of this caller, or failures from this address.
            KeysUnavailableError: no token can be checked at present.
        """
        if self._open:  # one for everybody: a limit per caller would mean nothing
            return EVERYBODY
        try:
            caller = await self._known(request)
        except UnauthorizedError:
            address = "" if request.client is None else request.client.host
            _limit(self._failures, address, "Too many failures to sign in")
            raise
        if request.method not in READING:
            _limit(self._writes, caller.name, "Too many writing requests")
        return caller

    async def _known(self, request: Request) -> Caller:
        token, database = token_of(request), request.app.state.database
        if not token.startswith(TOKEN_PREFIX):
            user = await self._tokens.user_of(token)
            return await to_thread.run_sync(user_caller, database, user.id, user.called, user.until)
        machine = await to_thread.run_sync(token_caller, database, token)
        if machine is None:
            raise UnauthorizedError("The token is unknown or revoked.")
        return machine


def _limit(buckets: Buckets, key: str, message: str) -> None:
    seconds = buckets.take(key)
    if seconds:
        raise RateLimitedError(message, seconds)


async def signed_in(
    request: Request, _: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]
) -> Caller:
    """Return who asks; without a valid token the request ends here."""
    access: Access = request.app.state.access
    caller = await access.caller(request)
    request.state.caller = caller.name
    return caller


SignedIn = Annotated[Caller, Depends(signed_in)]


async def member(restaurant_id: RestaurantId, caller: SignedIn) -> Caller:
    """Return who asks, when they have a role in the restaurant of the path."""
    caller.see(restaurant_id)
    return caller


Member = Annotated[Caller, Depends(member)]


def author_of(request: Request, caller: Caller) -> Author:
    """Return whom the history names for what a request does."""
    return Author(actor=caller.user, request_id=request.state.request_id)


@dataclass(frozen=True)
class Entered:
    """The restaurant that a request is at work in, with which role, and in whose name."""

    restaurant: UUID
    role: Role
    author: Author


async def enter_with(request: Request, caller: Caller, booking: UUID) -> Entered:
    """Enter the restaurant of a booking.

    Raises:
        BookingNotFoundError: there is no such booking.
        AccessDeniedError: the caller has no role in its restaurant.
    """
    restaurant = await in_thread(request, restaurant_of, booking)
    about(booking=booking)
    request.state.restaurant = restaurant
    return Entered(restaurant, caller.enter(restaurant), author_of(request, caller))
