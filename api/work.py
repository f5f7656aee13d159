"""Run what waits for the database in a thread, so that it never holds up other requests."""

from collections.abc import Callable
from typing import Any, TypeVar

from anyio import to_thread
from fastapi import Request

T = TypeVar("T")


async def in_thread(request: Request, function: Callable[..., T], *args: Any) -> T:
    """Call a function with the application's database, and what else it takes, in a thread."""
    database = request.app.state.database
    return await to_thread.run_sync(lambda: function(database, *args))
