"""Overload is refused at once, also when every request arrives in the same moment."""

import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest

from api.planning_queue import RECENT_SECONDS, PlanningQueue
from api.shares import MEMORY_SECONDS, MOST_SHARE, Shares
from services.errors import OverloadedError, PlanningBusyError


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


class Gates:
    """Work that goes on until it is let go, and who began in which order."""

    def __init__(self, queue: PlanningQueue) -> None:
        self.queue = queue
        self.begun: list[str] = []
        self.gates: dict[str, threading.Event] = {}

    async def ask(self, name: str) -> None:
        """Do something for the restaurant of the name's first letter."""
        self.gates[name] = threading.Event()

        def work() -> None:
            self.begun.append(name)
            assert self.gates[name].wait(10)

        await self.queue.run(work, name[0])

    async def until(self, *begun: str) -> None:
        """Wait until those have begun, in whatever order; nobody else has then."""
        with anyio.fail_after(10):
            while len(self.begun) < len(begun):
                await anyio.sleep(0.001)
        await anyio.sleep(0.01)
        assert sorted(self.begun) == sorted(begun)


def test_restaurants_take_turns() -> None:
    """Who asks once is not behind all that another one has asked before; one place stays free."""

    async def everybody() -> None:
        found = Gates(PlanningQueue(2, 16))
        async with anyio.create_task_group() as group:
            for name in ("a1", "a2", "a3", "a4"):
                group.start_soon(found.ask, name)
            await found.until("a1", "a2")
            group.start_soon(found.ask, "b1")
            await anyio.sleep(0.01)
            found.gates["a1"].set()
            await found.until("a1", "a2", "b1")
            group.start_soon(found.ask, "c1")
            await anyio.sleep(0.01)
            found.gates["a2"].set()
            await found.until("a1", "a2", "b1", "a3")
            found.gates["b1"].set()
            await found.until("a1", "a2", "b1", "a3", "c1")
            found.gates["c1"].set()
            await anyio.sleep(0.02)
            assert found.begun[-1] == "c1"  # a has its place already
            for name in ("a3", "a4"):
                found.gates[name].set()

    run(everybody)


def test_who_is_alone_has_every_place_again() -> None:
    """Some seconds after the last other one."""
    now = [0.0]

    async def everybody() -> None:
        found = Gates(PlanningQueue(2, 16, clock=lambda: now[0]))
        async with anyio.create_task_group() as group:
            group.start_soon(found.ask, "b1")
            await found.until("b1")
            found.gates["b1"].set()
            for name in ("a1", "a2"):
                group.start_soon(found.ask, name)
            await found.until("b1", "a1")
            now[0] = RECENT_SECONDS + 1
            group.start_soon(found.ask, "a3")
            await anyio.sleep(0.01)
            found.gates["a1"].set()
            await found.until("b1", "a1", "a2", "a3")
            for name in ("a2", "a3"):
                found.gates[name].set()

    run(everybody)


def test_one_restaurant_does_not_fill_the_queue() -> None:
    """It may have half of the waiting places once others are there, who still get theirs."""

    async def everybody() -> None:
        queue = PlanningQueue(1, 4, "quotes", refusal=OverloadedError)
        found = Gates(queue)
        async with anyio.create_task_group() as group:
            group.start_soon(found.ask, "b1")
            await found.until("b1")
            for name in ("a1", "a2", "a3"):
                group.start_soon(found.ask, name)
                await anyio.sleep(0.005)
            with pytest.raises(OverloadedError, match="3 quotes of the restaurant"):
                await found.ask("a4")
            group.start_soon(found.ask, "c1")
            await anyio.sleep(0.005)
            with pytest.raises(OverloadedError, match="5 quotes are"):
                await found.ask("d1")
            for name in ("b1", "a1", "c1", "a2", "a3"):
                found.gates[name].set()

    run(everybody)


def test_who_leaves_the_queue_leaves_no_gap() -> None:
    """Neither while waiting nor in the moment of getting a place."""

    async def everybody() -> None:
        found = Gates(PlanningQueue(1, 4))
        async with anyio.create_task_group() as group:
            group.start_soon(found.ask, "a1")
            await found.until("a1")
            with anyio.move_on_after(0.02):
                await found.ask("b1")
            group.start_soon(found.ask, "c1")
            await anyio.sleep(0.01)
            found.gates["a1"].set()
            await found.until("a1", "c1")
            found.gates["c1"].set()
        await found.queue.run(lambda: None, "d")

    run(everybody)


def test_who_had_far_more_waits_until_the_other_one_is_served() -> None:
    """They would only get into each other's way; it goes on by itself afterwards."""
    now = [0.0]

    async def everybody() -> None:
        shares = Shares(lambda: now[0])
        found = Gates(PlanningQueue(4, 16, leave=0, shares=shares))
        async with anyio.create_task_group() as group:
            group.start_soon(found.ask, "a1")
            await found.until("a1")
            now[0] = 1.0
            found.gates["a1"].set()
            await anyio.sleep(0.01)
            group.start_soon(found.ask, "b1")
            await found.until("a1", "b1")
            group.start_soon(found.ask, "a2")
            await anyio.sleep(0.05)
            await found.until("a1", "b1")
            found.gates["b1"].set()
            await found.until("a1", "b1", "a2")
            found.gates["a2"].set()

    run(everybody)


def test_who_had_a_share_waits_while_others_ask() -> None:
    """A burst is served at once; who goes on without end is served by and by."""
    now = [0.0]
    shares = Shares(lambda: now[0])
    assert shares.wait_seconds("a") == 0
    with shares.working("a"):
        now[0] = MOST_SHARE * MEMORY_SECONDS
    assert shares.wait_seconds("a") == 0
    with shares.working("a"):
        now[0] *= 2
    wait = shares.wait_seconds("a")
    assert 0 < wait < MEMORY_SECONDS
    now[0] += wait + 1e-9
    assert shares.wait_seconds("a") == 0


def test_a_share_counts_only_while_others_ask() -> None:
    """Alone a restaurant may have all of the time; with others it waits, and goes on by itself."""
    now = [0.0]

    async def everybody() -> None:
        shares = Shares(lambda: now[0])
        found = Gates(PlanningQueue(2, 16, leave=0, shares=shares, clock=lambda: now[0]))
        async with anyio.create_task_group() as group:
            group.start_soon(found.ask, "a1")
            await found.until("a1")
            now[0] = MOST_SHARE * MEMORY_SECONDS + 0.01
            found.gates["a1"].set()
            await anyio.sleep(0.01)
            group.start_soon(found.ask, "a2")
            await found.until("a1", "a2")
            found.gates["a2"].set()
            await anyio.sleep(0.01)
            group.start_soon(found.ask, "b1")
            await found.until("a1", "a2", "b1")
            found.gates["b1"].set()
            await anyio.sleep(0.01)
            group.start_soon(found.ask, "a3")
            await found.until("a1", "a2", "b1")
            now[0] += 1.0
            await found.until("a1", "a2", "b1", "a3")
            found.gates["a3"].set()

    run(everybody)


class Fickle(Shares):
    """Somebody has to wait when they are asked for first, and not a moment later."""

    asked = 0

    def wait_seconds(self, tenant: str) -> float:
        """Return so."""
        self.asked += 1
        return 1.0 if self.asked == 1 else 0.0


def test_a_share_that_is_free_again_while_it_is_looked_at_is_no_end() -> None:
    """Whoever had to wait a moment ago, and not any more, is not left waiting for ever."""

    async def everybody() -> None:
        shares = Fickle()
        found = Gates(PlanningQueue(2, 16, shares=shares))
        async with anyio.create_task_group() as group:
            for name in ("b1", "a1"):
                group.start_soon(found.ask, name)
            await found.until("b1", "a1")
            assert shares.asked > 1
            for name in ("b1", "a1"):
                found.gates[name].set()

    run(everybody)
