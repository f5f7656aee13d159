"""The identity provider's public keys: fetched when needed, kept while they can be."""

import asyncio
import json
import time
import urllib.request
from collections import deque
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import structlog
from jwt import PyJWK
from jwt.exceptions import PyJWTError

from models.errors import MaitredError
from settings import is_loopback

TIMEOUT_SECONDS = 3.0
"""For each step of a fetch, and for all of it."""

FRESH_SECONDS = 600.0
"""Older keys are used on, and fetched again meanwhile."""

PERIOD_SECONDS = 60.0
FETCHES = 2
"""So many fetches in a period, whatever callers send."""

MOST_BYTES = 1_000_000
ALGORITHMS = {"EC": "ES256", "RSA": "RS256"}
"""The one algorithm that a key of a type is used with, whatever a token's header says."""

log = structlog.get_logger("maitred.access")


class KeysUnavailableError(MaitredError):
    """No key is known yet, and the identity provider does not answer."""

    code = "KEYS_UNAVAILABLE"
    status = 503


class KeySet:
    """Public keys by id, from one address; only used on the event loop."""

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._url = url
        self._clock = clock
        self._keys: dict[str, PyJWK] | None = None
        self._fresh_until = 0.0
        self._begun: deque[float] = deque(maxlen=FETCHES)
        self._fetching: asyncio.Task[None] | None = None

    async def find(self, kid: str) -> PyJWK | None:
        """Return the key of that id; an unknown one is looked for at the provider.

        Raises:
            KeysUnavailableError: no key at all is known, and none can be fetched now.
        """
        found = (self._keys or {}).get(kid)
        if found is not None:
            if self._clock() >= self._fresh_until:
                self._begin()  # nobody waits for it
            return found
        self._begin()
        if self._fetching is not None:
            # Whoever gives up waiting does not end it for the others.
            await asyncio.shield(self._fetching)
        if self._keys is None:
            raise KeysUnavailableError(
                "The keys of the identity provider cannot be read.",
                hint="Check MAITRED_JWKS_URL, and that it can be reached from here.",
            )
        return self._keys.get(kid)

    def _begin(self) -> None:
        """Fetch in the background, unless that happens already or did too often of late."""
        if self._fetching is not None:
            return
        now = self._clock()
        if len(self._begun) == FETCHES and now - self._begun[0] < PERIOD_SECONDS:
            return
        self._begun.append(now)
        self._fetching = asyncio.create_task(self._fetch())

    async def _fetch(self) -> None:
        try:
            self._keys = await asyncio.to_thread(fetch_keys, self._url)
            self._fresh_until = self._clock() + FRESH_SECONDS
        except (OSError, ValueError) as error:
            log.warning("keys not fetched", url=self._url, error=f"{type(error).__name__}: {error}")
        finally:
            self._fetching = None


def fetch_keys(url: str) -> dict[str, PyJWK]:
    """Return the keys that are published at an address; those of unknown kinds are left out.

    Raises:
        OSError: it cannot be reached, or takes too long.
        ValueError: what it answers is no key set.
    """
    # A proxy of the environment is for the outside world, never for this machine.
    at_home = is_loopback(urlsplit(url).hostname or "")
    proxies = urllib.request.ProxyHandler({}) if at_home else urllib.request.ProxyHandler()
    opener = urllib.request.build_opener(proxies)
    until = time.monotonic() + TIMEOUT_SECONDS
    text = b""
    with opener.open(url, timeout=TIMEOUT_SECONDS) as response:
        while chunk := response.read1(65_536):
            text += chunk
            if len(text) > MOST_BYTES:
                raise ValueError("the answer is too long")
            if time.monotonic() > until:
                raise TimeoutError("the answer takes too long")
    published = json.loads(text)
    if not isinstance(published, dict) or not isinstance(published.get("keys"), list):
        raise ValueError("the answer is no key set")
    return {key["kid"]: found for key in published["keys"] if (found := _usable(key)) is not None}


def _usable(key: Any) -> PyJWK | None:
    if not isinstance(key, dict) or not isinstance(key.get("kid"), str):
        return None
    algorithm = ALGORITHMS.get(key.get("kty", ""))
    if (
        algorithm is None
        or key.get("use", "sig") != "sig"
        or key.get("alg") not in (None, algorithm)
    ):
        return None
    try:
        return PyJWK(key, algorithm)
    except PyJWTError:
        return None
