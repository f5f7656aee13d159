"""Run what waits for the database in a thread, so that it never holds up other requests."""

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import Request

from api.planning_queue import PlanningQueue

T = TypeVar("T")


async def in_thread(request: Request, function: Callable[..., T], *args: Any) -> T:
    """Call a function with the application's database, and what else it takes, in a thread.

    Raises:
        OverloadedError: too many such requests are waiting already.
    """
    return await in_turn(request, request.app.state.desk, function, *args)


async def in_turn(
    request: Request, queue: PlanningQueue, function: Callable[..., T], *args: Any
) -> T:
    """The same in a queue, in which restaurants take turns.

    Raises:
        PlanningBusyError, OverloadedError: too many such requests are waiting already.
    """
    database = request.app.state.database
    return await queue.run(lambda: function(database, *args), tenant_of(request))


def tenant_of(request: Request) -> str:
    """Return whom a request is worked on for: a restaurant, or a caller before that is known."""
    place = request.path_params.get("restaurant_id") or getattr(request.state, "restaurant", None)
    return str(place or getattr(request.state, "caller", ""))
