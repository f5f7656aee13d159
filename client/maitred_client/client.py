"""The service that is asked."""

from typing import Any, Self

import httpx2


class Client:
    """A service that is asked without a token: only its health, or one that lets everybody in.

    Use it in a ``with`` or ``async with`` block, which closes its connections. ``timeout`` is in
    seconds and counts for each step of a request; ``options`` are any others of ``httpx2.Client``
    and ``httpx2.AsyncClient``, such as ``verify`` or ``headers``.
    """

    def __init__(self, base_url: str, *, timeout: float | None = 60, **options: Any) -> None:
        self._options = {"base_url": base_url, "timeout": timeout, **options}
        self._sync: httpx2.Client | None = None
        self._async: httpx2.AsyncClient | None = None

    def get_httpx_client(self) -> httpx2.Client:
        """Return what sends requests; it is made when it is first needed."""
        if self._sync is None:
            self._sync = httpx2.Client(**self._options)
        return self._sync

    def get_async_httpx_client(self) -> httpx2.AsyncClient:
        """Return what sends requests of coroutines; it is made when it is first needed."""
        if self._async is None:
            self._async = httpx2.AsyncClient(**self._options)
        return self._async

    def __enter__(self) -> Self:
        """Open it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close its connections."""
        if self._sync is not None:
            self._sync.close()
            self._sync = None

    async def __aenter__(self) -> Self:
        """Open it."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close its connections."""
        if self._async is not None:
            await self._async.aclose()
            self._async = None


class AuthenticatedClient(Client):
    """A service that is asked in the name of a user or a machine: ``token`` is theirs."""

    def __init__(self, base_url: str, token: str, **options: Any) -> None:
        headers = {**options.pop("headers", {}), "authorization": f"Bearer {token}"}
        super().__init__(base_url, headers=headers, **options)
