"""Requests that are odd before anybody reads their body: paths, queries, headers, framing."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.contract.scene import Request
from tests.security.hostile_bodies import TIMES
from tests.security.wire import packed

Headers = list[tuple[str, str]]

SEGMENTS = (
    "",
    ".",
    "..",
    "%2e%2e",
    "%00",
    "%0a",
    "%0d%0aset-cookie:x",
    "%ff",
    "%c0%ae",
    "%ed%a0%80",
    "%",
    "%zz",
    "%25",
    "%2f",
    "..%2f..%2fetc",
    "1",
    "null",
    "undefined",
    "2C5EA4C0-4067-41E9-8BAD-9B1DEB4D3B7D",
    "%7B2c5ea4c0-4067-41e9-8bad-9b1deb4d3b7d%7D",
    "urn:uuid:2c5ea4c0-4067-41e9-8bad-9b1deb4d3b7d",
    "2c5ea4c0406741e98bad9b1deb4d3b7d",
    "00000000-0000-0000-0000-000000000000",
    "x" * 8000,
    "é",
    "%e2%80%ae",
    "{restaurant_id}",
    ";a=b",
    "-1",
    "*",
)

QUERIES = (
    "limit=-1",
    "limit=0",
    "limit=1e3",
    "limit=1.0",
    "limit=NaN",
    "limit=",
    "limit=%00",
    "limit=" + "9" * 5000,
    "limit=99999999999999999999",
    "limit=1&limit=2",
    "limit[]=1",
    "limit=%EF%BC%91",
    "limit=+1",
    "limit=1_0",
    "bookingId=",
    "bookingId=1",
    "bookingId=%ff",
    "bookingId=%00",
    "bookingId=%ed%a0%80",
    "bookingId=2c5ea4c0-4067-41e9-8bad-9b1deb4d3b7d",
    "bookingId=x&bookingId=y",
    "bookingid=1",
    "&&&&",
    "=",
    "%",
    "?",
    "a=" + "b" * 20_000,
    "&".join(f"k{number}=1" for number in range(3000)),
)

METHODS = (
    "HEAD",
    "OPTIONS",
    "TRACE",
    "PATCH",
    "PUT",
    "DELETE",
    "get",
    "FOO",
    "PRI",
    "CONNECT",
    "QUERY",
)

HEADERS: tuple[tuple[str, str], ...] = (
    ("idempotency-key", ""),
    ("idempotency-key", "a b"),
    ("idempotency-key", "k" * 256),
    ("idempotency-key", "é"),
    ("idempotency-key", "k" * 20_000),
    ("x-request-id", "\x7f"),
    ("x-request-id", "x" * 5000),
    ("x-request-id", "<script>"),
    ("content-type", "text/plain"),
    ("content-type", "application/x-www-form-urlencoded"),
    ("content-type", "multipart/form-data; boundary=x"),
    ("content-type", "application/xml"),
    ("content-type", "application/jsonp"),
    ("content-type", "application/json; charset=utf-16"),
    ("content-type", "application/json;;;"),
    ("content-type", "APPLICATION/JSON"),
    ("content-type", "application/problem+json"),
    ("content-type", "/"),
    ("content-type", "é"),
    ("content-encoding", "gzip"),
    ("content-encoding", "br, gzip"),
    ("content-encoding", "identity"),
    ("accept", "text/html"),
    ("accept", "*" * 5000),
    ("accept-encoding", "gzip;q=NaN"),
    ("authorization", "Bearer"),
    ("authorization", "Bearer " + "x" * 16_500),
    ("authorization", "Bearer \x80\xff"),
    ("authorization", "Basic Og=="),
    ("authorization", "Bearer e30.e30."),
    ("authorization", "Bearer maitred_" + "\xff" * 43),
    ("cookie", "sb-a-auth-token=base64-%%%"),
    ("cookie", ";;;=;=;" * 500),
    ("host", "evil.example"),
    ("host", ""),
    ("host", "127.0.0.1:99999999"),
    ("host", "[::1"),
    ("host", "127.0.0.1@evil.example"),
    ("origin", "null"),
    ("origin", "http://evil.example"),
    ("origin", "\xff"),
    ("expect", "100-continue"),
    ("expect", "200-maybe"),
    ("upgrade", "websocket"),
    ("upgrade", "h2c"),
    ("connection", "upgrade"),
    ("connection", "close"),
    ("connection", "content-length"),
    ("range", "bytes=0-0,-1"),
    ("if-none-match", "*"),
    ("if-modified-since", "yesterday"),
    ("x-forwarded-for", "' or 1=1"),
    ("x-forwarded-proto", "https"),
    ("x-http-method-override", "DELETE"),
    ("forwarded", "for=unknown;proto=x"),
    ("te", "trailers"),
    ("trailer", "content-length"),
    ("x" * 4000, "y"),
    ("x", "y" * 16_000),
)


STREAM, ENDS = "/events", "seconds=0"
"""What would be answered for a quarter of an hour, and what keeps it short."""


@dataclass(frozen=True)
class Shot:
    """Bytes to send. ``route`` is None where the path or the method is not the route's any more.

    After a ``fresh`` one nothing else can be said on its connection. One that is ``cut`` ends in
    the middle, and the service may hang up without a word.
    """

    kind: str
    data: bytes
    method: str
    route: tuple[str, str] | None
    fresh: bool = False
    cut: bool = False


def paths(whims: random.Random, request: Request, headers: Headers) -> Shot:
    """A segment of the path is something else."""
    parts = request.target.partition("?")[0].split("/")
    for _ in range(whims.randint(1, 2)):
        odd = whims.choice(SEGMENTS if whims.random() < 0.7 else TIMES[:20])
        parts[whims.randrange(1, len(parts))] = odd.replace(" ", "%20")
    target = "/".join(parts) + whims.choice(["", "", "", "/", "//", "?", "#x", "/..", ";x"])
    if whims.random() < 0.1:
        target = whims.choice(["*", "http://127.0.0.1/health/live", "//evil.example/console", "//"])
    if whims.random() < 0.1:
        target = whims.choice(["/console/", "/docs/", "/"]) + whims.choice(SEGMENTS)
    if target.removesuffix("?").endswith(STREAM):
        target = f"{target.removesuffix('?')}?{ENDS}"
    return Shot(
        "paths", packed(request.method, target, headers, request.content), request.method, None
    )


def queries(whims: random.Random, request: Request, headers: Headers) -> Shot:
    """The query is nonsense."""
    path = request.target.partition("?")[0]
    begins = [ENDS] if path.endswith(STREAM) else []
    target = f"{path}?{'&'.join([*begins, *whims.sample(QUERIES, whims.randint(1, 2))])}"
    data = packed(request.method, target, headers, request.content)
    return Shot("queries", data, request.method, (request.method, request.route))


def methods(whims: random.Random, request: Request, headers: Headers) -> Shot:
    """The method is another one."""
    method = whims.choice(METHODS)
    return Shot("methods", packed(method, request.target, headers, request.content), method, None)


def heads(whims: random.Random, request: Request, headers: Headers) -> Shot:
    """Headers are odd, twice there, or very many."""
    odd = whims.sample(HEADERS, whims.randint(1, 3))
    if whims.random() < 0.1:
        odd += [(f"x-{number}", "y") for number in range(whims.choice([100, 1000]))]
    names = {name for name, _ in odd} if whims.random() < 0.8 else set()
    kept = [(name, value) for name, value in headers if name not in names]
    method = request.method
    data = packed(method, request.target, [*kept, *odd], request.content)
    return Shot("heads", data, method, (method, request.route))


def framing(whims: random.Random, request: Request, headers: Headers) -> Shot:
    """Where the body ends is a lie, or the whole is no HTTP/1.1."""
    body, method = request.content, request.method
    size = b"%x" % len(body)

    def said(*more: tuple[str, str], body: bytes = body) -> Callable[[], bytes]:
        return lambda: packed(method, request.target, [*headers, *more], body, length=False)

    length, chunked = "content-length", ("transfer-encoding", "chunked")
    answered: list[Callable[[], bytes]] = [
        said((length, str(max(0, len(body) - 10)))),
        said((length, "-1")),
        said((length, "+5")),
        said((length, "1e3")),
        said((length, "0x10")),
        said((length, "9" * 19)),
        said((length, "9" * 5000)),
        said((length, "５")),
        said((length, "5, 5")),
        said((length, "5"), (length, "6")),
        said((length, str(len(body))), chunked, body=body + b"\r\n"),
        said(chunked, body=body + b"\r\n"),
        said(chunked, body=size + b"\r\n" + body + b"\r\n0\r\n\r\n"),
        said(chunked, body=size + b";a=b\r\n" + body + b"\r\n0\r\nx: y\r\n\r\n"),
        said(chunked, body=b"zz\r\n" + body + b"\r\n0\r\n\r\n"),
        said(chunked, body=b"-1\r\n" + body),
        said(chunked, body=b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n"),
        said(chunked, body=(b"10000\r\n" + b"x" * 65_536 + b"\r\n") * 6 + b"0\r\n\r\n"),
        said(("transfer-encoding", "gzip, chunked")),
        said(("transfer-encoding", "identity")),
        said(("transfer-encoding", "chunked, chunked")),
        said(body=b""),
        lambda: b"GET /\r\n\r\n",
        lambda: b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        lambda: b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + whims.randbytes(200),
        lambda: b"\x00" + whims.randbytes(whims.choice([10, 1000, 40_000])),
        lambda: b"\r\n" * 50 + said()(),
        lambda: said()().replace(b"\r\n", b"\n"),
        lambda: said()().replace(
            b"HTTP/1.1", whims.choice([b"HTTP/1.0", b"HTTP/9.9", b"http/1.1"])
        ),
        lambda: said()().replace(b"host:", b"host :"),
        lambda: said()().replace(b"host:", b"hosts:"),
        said(("host", "127.0.0.1")),
        said(("x y", "z")),
        said(("x", "a\r\n b")),
        said(("x", "a\x00b")),
        said(("", "z")),
    ]
    cut: list[Callable[[], bytes]] = [
        said((length, str(len(body) + 10))),
        said(chunked, body=size + b"\r\n" + body),
        said(chunked, body=b"FFFFF\r\n" + body),
        said(("expect", "100-continue"), (length, "100")),
        lambda: said()()[: whims.randrange(1, 80)],
        lambda: whims.randbytes(1),
    ]
    ends = whims.random() < 0.2
    data = whims.choice(cut if ends else answered)()
    return Shot("framing", data, method, None, fresh=True, cut=ends)


ODD_WIRES = {
    "paths": (paths, 6),
    "queries": (queries, 5),
    "methods": (methods, 2),
    "heads": (heads, 8),
    "framing": (framing, 5),
}
"""Every class with its share, in percent."""
