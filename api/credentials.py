"""Where a request carries its token: the header, or the session cookie of Supabase."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from urllib.parse import unquote

from fastapi import Request

from models.errors import MaitredError

MOST_CHARACTERS = 16_384
"""A longer token is none."""

_COOKIE = re.compile(r"(sb-[A-Za-z0-9_-]+-auth-token)(?:\.([0-9]{1,2}))?", re.ASCII)
_ENCODED = "base64-"


class UnauthorizedError(MaitredError):
    """Nobody knows who asks: there is no token, or none that is valid."""

    code = "UNAUTHORIZED"
    status = 401

    def __init__(self, why: str) -> None:
        super().__init__("Authentication required", hint=why)


def token_of(request: Request) -> str:
    """Return a request's token, unchecked; the header counts before the cookie.

    Raises:
        UnauthorizedError: there is none, or it cannot be read.
    """
    header = request.headers.get("authorization")
    token = _cookie_token(request.cookies) if header is None else _bearer_token(header)
    if token is None:
        raise UnauthorizedError("Sign in, and send the token as `Authorization: Bearer <token>`.")
    if len(token) > MOST_CHARACTERS:
        raise UnauthorizedError("The token is too long.")
    return token


def _bearer_token(header: str) -> str:
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise UnauthorizedError("The header has to read `Authorization: Bearer <token>`.")
    return token.strip()


def _cookie_token(cookies: Mapping[str, str]) -> str | None:
    """Return the access token of the session that the product's own pages keep in a cookie."""
    session = _session(cookies)
    if session is None:
        return None
    try:
        if session.startswith(_ENCODED):
            text = session.removeprefix(_ENCODED).rstrip("=")
            session = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        found = json.loads(session)
    except (binascii.Error, ValueError, RecursionError) as error:
        raise UnauthorizedError("The session cookie cannot be read; sign in again.") from error
    # Older clients kept a list: access token, refresh token, and more.
    token = found[0] if isinstance(found, list) and found else found
    if isinstance(token, dict):
        token = token.get("access_token")
    if not isinstance(token, str) or not token:
        raise UnauthorizedError("The session cookie holds no token; sign in again.")
    return token


def _session(cookies: Mapping[str, str]) -> str | None:
    """Return the cookie's text, put together when it came in chunks."""
    parts: dict[str, dict[int, str]] = {}
    for name, value in cookies.items():
        if match := _COOKIE.fullmatch(name):
            number = -1 if match[2] is None else int(match[2])
            parts.setdefault(match[1], {})[number] = value
    for found in parts.values():
        if -1 in found:
            return unquote(found[-1])
        chunks: list[str] = []
        while len(chunks) in found:
            chunks.append(found[len(chunks)])
        if chunks:
            return unquote("".join(chunks))
    return None
