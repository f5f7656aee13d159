"""Where a token is found: the header first, then the session cookie in each of its forms."""

import json
from urllib.parse import quote

import pytest
from fastapi import Request

from api.credentials import UnauthorizedError, token_of
from tests.integration.sign_in import cookie

NAME = "sb-abcdefgh-auth-token"


def request(cookies: dict[str, str] | None = None, **headers: str) -> Request:
    """Return a request with headers and cookies."""
    if cookies:
        headers["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": pairs})


@pytest.mark.parametrize("header", ["Bearer t.o.k", "bearer   t.o.k ", "BEARER t.o.k"])
def test_the_header_counts_first(header: str) -> None:
    """However it is written, and whatever the cookie says."""
    assert token_of(request(cookie("other"), authorization=header)) == "t.o.k"


@pytest.mark.parametrize(
    "cookies",
    [
        cookie("t.o.k"),
        cookie("t.o.k", encoded=False),
        cookie("t.o.k", chunk=7),
        cookie("t.o.k", encoded=False, chunk=7),
        dict(reversed(cookie("t.o.k", chunk=3).items())),
        {**cookie("t.o.k", chunk=40), f"{NAME}.9": "left over from a longer session"},
        {**cookie("t.o.k"), f"{NAME}-code-verifier": "base64-other", "sr-csrf-token": "x"},
        {NAME: quote(json.dumps(["t.o.k", "refresh", None]))},
        {NAME: quote(json.dumps("t.o.k"))},
    ],
    ids=range(9),
)
def test_every_form_of_the_cookie(cookies: dict[str, str]) -> None:
    """Encoded or plain, whole or in chunks of any order, an object or the list of older clients."""
    assert token_of(request(cookies)) == "t.o.k"


@pytest.mark.parametrize(
    ("cookies", "says"),
    [
        ({}, "Sign in"),
        ({"session": "t.o.k"}, "Sign in"),
        ({f"{NAME}.1": "base64-e30"}, "Sign in"),
        ({NAME: ""}, "cannot be read"),
        ({NAME: "base64-e"}, "cannot be read"),
        ({NAME: "base64-_w"}, "cannot be read"),
        ({NAME: "base64-"}, "cannot be read"),
        ({NAME: "t.o.k"}, "cannot be read"),
        ({NAME: "%5B" * 5000}, "cannot be read"),
        ({NAME: "%5B%5D"}, "holds no token"),
        ({NAME: "7"}, "holds no token"),
        ({NAME: "base64-e30"}, "holds no token"),
        ({NAME: quote('{"access_token": 7}')}, "holds no token"),
        ({NAME: quote('{"access_token": ""}')}, "holds no token"),
    ],
)
def test_what_is_no_session(cookies: dict[str, str], says: str) -> None:
    """Each is refused with what to do, and never with what it holds."""
    with pytest.raises(UnauthorizedError) as caught:
        token_of(request(cookies))
    assert says in (caught.value.hint or "")


@pytest.mark.parametrize("header", ["", "t.o.k", "Basic bWU6bWU=", "Bearer", "Bearer  "])
def test_what_is_no_header(header: str) -> None:
    """A wrong header is not made good by a cookie."""
    with pytest.raises(UnauthorizedError, match="Authentication required"):
        token_of(request(cookie("t.o.k"), authorization=header))
