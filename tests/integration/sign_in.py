"""An identity provider for tests: keys, where they are published, and tokens of every kind."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote
from uuid import UUID

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

SECRET = "a secret that only tests know, and long enough"
AUDIENCE = "authenticated"


class Key:
    """A private key with its id; ``kind`` is ES256 or RS256."""

    def __init__(self, kid: str, kind: str = "ES256") -> None:
        self.kid, self.kind = kid, kind
        self.private: Any = (
            ec.generate_private_key(ec.SECP256R1())
            if kind == "ES256"
            else rsa.generate_private_key(public_exponent=65537, key_size=2048)
        )

    @property
    def published(self) -> dict[str, Any]:
        """The public half, as in a key set."""
        public, algorithm = self.private.public_key(), ECAlgorithm
        if self.kind == "RS256":
            return {**RSAAlgorithm.to_jwk(public, as_dict=True), "kid": self.kid, "use": "sig"}
        return {**algorithm.to_jwk(public, as_dict=True), "kid": self.kid, "use": "sig"}

    @property
    def pem(self) -> bytes:
        """The public half, as text that somebody might try as a shared secret."""
        return self.private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )


class Provider:
    """Publishes keys on a free port, and issues tokens."""

    def __init__(self) -> None:
        self.keys = [Key("one"), Key("two", "RS256")]
        self.fetches = 0
        self.down = False
        self.slow_seconds = 0.0
        self.url = ""

    @property
    def issuer(self) -> str:
        """What it calls itself."""
        return self.url.removesuffix("/.well-known/jwks.json")

    def claims(self, user: UUID | str, **changed: Any) -> dict[str, Any]:
        """Return good claims, some of them changed; those that are None are left out."""
        now = int(time.time())
        claims = {
            "sub": str(user),
            "aud": AUDIENCE,
            "iss": self.issuer,
            "iat": now,
            "exp": now + 3600,
            "role": "authenticated",
            "email": "guest@example.com",
            "phone": "+441632960000",
            **changed,
        }
        return {name: value for name, value in claims.items() if value is not None}

    def token(self, user: UUID | str, key: Key | None = None, **changed: Any) -> str:
        """Return a token that is good but for what is ``changed`` in its claims."""
        key = key or self.keys[0]
        headers = {"kid": key.kid}
        return jwt.encode(self.claims(user, **changed), key.private, key.kind, headers=headers)

    def shared(self, user: UUID | str, secret: str | bytes = SECRET, **changed: Any) -> str:
        """Return a token that is signed with a shared secret."""
        return forged({"alg": "HS256", "kid": "one"}, self.claims(user, **changed), secret)


def forged(header: dict[str, Any], claims: dict[str, Any], secret: str | bytes = b"") -> str:
    """Return a token put together by hand, which a library would refuse to make."""
    key = secret.encode() if isinstance(secret, str) else secret
    text = f"{_b64(json.dumps(header).encode())}.{_b64(json.dumps(claims).encode())}"
    signature = hmac.new(key, text.encode(), hashlib.sha256).digest() if key else b""
    return f"{text}.{_b64(signature)}"


def nested(levels: int) -> str:
    """Return a token whose header no parser gets to the end of."""
    return f"{_b64(b'[' * levels)}.{_b64(b'{}')}."


def cookie(token: str, *, encoded: bool = True, chunk: int = 0) -> dict[str, str]:
    """Return the cookies of a session, as Supabase's own client writes them."""
    session = json.dumps({"access_token": token, "user": {"email": "guest@example.com"}})
    value = "base64-" + _b64(session.encode()) if encoded else quote(session)
    name = "sb-abcdefgh-auth-token"
    if not chunk:
        return {name: value}
    parts = [value[at : at + chunk] for at in range(0, len(value), chunk)]
    return {f"{name}.{number}": part for number, part in enumerate(parts)}


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@contextmanager
def identity_provider() -> Iterator[Provider]:
    """Run a provider on a free port of this machine."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider.fetches += 1
            time.sleep(provider.slow_seconds)
            if provider.down:
                self.send_error(503)
                return
            body = json.dumps({"keys": [key.published for key in provider.keys]}).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    provider.url = f"http://127.0.0.1:{server.server_port}/auth/v1/.well-known/jwks.json"
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
