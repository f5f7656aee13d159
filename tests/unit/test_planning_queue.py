"""Overload is refused at once, also when every request arrives in the same moment."""

import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest

from api.planning_queue import PlanningQueue
from services.errors import PlanningBusyError


def run(work: Callable[[], Awaitable[None]]) -> None:
    """Run in a thread of its own: a browser's test may have left a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, work).result(30)


@pytest.mark.parametrize(("at_once", "waiting"), [(1, 0), (1, 1), (2, 3)])
def test_only_so_many_run_and_wait(at_once: int, waiting: int) -> None:
    """Ten requests of one moment: as many as may run and wait are served, the rest refused."""
    open_gate = threading.Event()
    served: list[str] = []
    refused: list[PlanningBusyError] = []

    def work() -> str:
        assert open_gate.wait(10)
        return "planned"

    async def ask(queue: PlanningQueue) -> None:
        try:
            served.append(await queue.run(work))
        except PlanningBusyError as error:
            refused.append(error)
            if len(refused) == 10 - at_once - waiting:
                open_gate.set()

    async def everybody() -> None:
        queue = PlanningQueue(at_once, waiting)
        async with anyio.create_task_group() as group:
            for _ in range(10):
                group.start_soon(ask, queue)
        # The places are free again.
        assert await queue.run(work) == "planned"

    run(everybody)
    assert served == ["planned"] * (at_once + waiting)


def test_a_failure_frees_its_place() -> None:
    """Work that fails does not take a place for good."""

    def fails() -> str:
        raise LookupError

    async def often() -> None:
        queue = PlanningQueue(1, 0)
        for _ in range(3):
            with pytest.raises(LookupError):
                await queue.run(fails)

    run(often)
