"""The tokens that users bring from the identity provider: are they valid, and whose are they?"""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import jwt
from jwt import PyJWK

from api.credentials import UnauthorizedError
from api.jwks import ALGORITHMS, KeySet
from settings import Settings

LEEWAY_SECONDS = 10
"""Clocks differ."""

REQUIRED = ("exp", "aud", "iss", "sub")
SHARED = "HS256"

REASONS: dict[type[Exception], str] = {
    jwt.ExpiredSignatureError: "The token has expired; sign in again.",
    jwt.ImmatureSignatureError: "The token is not valid yet; check the clocks.",
    jwt.InvalidAudienceError: "The token is for somebody else (aud).",
    jwt.InvalidIssuerError: "The token is from somebody else (iss).",
    jwt.MissingRequiredClaimError: f"The token lacks one of {', '.join(REQUIRED)}.",
    jwt.InvalidSignatureError: "The token's signature is wrong.",
}
UNREADABLE = "The token cannot be read."
UNKNOWN_KEY = "The token is signed with a key that is not known here."


LATEST = 253_402_300_799
"""The last second that a calendar has; a later expiry is never."""

MOST_CALLED = 200
"""A longer name is cut."""


@dataclass(frozen=True)
class SignedUser:
    """What a valid token says of its user."""

    id: UUID
    called: str | None
    until: dt.datetime


class UserTokens:
    """Checks tokens with the keys that the settings name."""

    def __init__(self, settings: Settings) -> None:
        self._keys = None if settings.jwks_url is None else KeySet(settings.jwks_url)
        secret = settings.jwt_secret
        self._secret = None if secret is None else secret.get_secret_value()
        self._audience = settings.jwt_audience
        self._issuer = settings.issuer

    async def user_of(self, token: str) -> SignedUser:
        """Return the user that a token was issued to.

        Raises:
            UnauthorizedError: it is not valid; what it says is never repeated.
            KeysUnavailableError: that cannot be told at present.
        """
        try:
            key, algorithm = await self._key_of(jwt.get_unverified_header(token))
            claims = jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                audience=self._audience,
                issuer=self._issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": list(REQUIRED)},
            )
            until = dt.datetime.fromtimestamp(min(int(claims["exp"]), LATEST), dt.UTC)
            return SignedUser(UUID(claims["sub"]), _called(claims), until)
        # Besides its own errors PyJWT lets pass what odd numbers and deep nesting cause.
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as error:
            raise UnauthorizedError(REASONS.get(type(error), UNREADABLE)) from None

    async def _key_of(self, header: dict[str, Any]) -> tuple[PyJWK | str, str]:
        """Return the key for a token, and the one algorithm that this key is used with."""
        algorithm, kid = header.get("alg"), header.get("kid")
        if algorithm == SHARED and self._secret is not None:
            return self._secret, SHARED
        if algorithm in ALGORITHMS.values() and self._keys is not None and isinstance(kid, str):
            key = await self._keys.find(kid)
            if key is not None:
                return key, key.algorithm_name
        raise UnauthorizedError(UNKNOWN_KEY)


def _called(claims: dict[str, Any]) -> str | None:
    """Return what a user is called, from wherever the identity provider says it."""
    told = claims.get("user_metadata")
    profile = told if isinstance(told, dict) else {}
    named = (profile.get("full_name"), profile.get("name"), claims.get("name"), claims.get("email"))
    return next((text[:MOST_CALLED] for text in named if isinstance(text, str) and text), None)
