"""The pool of solver processes: reused, replaced when worn or dead, and gone when closed."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from models.plan import PlanStatus, SolverOutcome
from solver import day as planner
from solver import pool as pools
from solver.day import plan_day
from solver.pool import NoProcessError, SolverPool
from solver.process import MEMORY_BYTES, Cancel, SolverProcess
from tests.solver_days import booking, day, table
from tests.solver_pools import idle, soon

TRAP = day(
    [table("A", 4)],
    [
        booking("b1", 3, "20:00", "22:00"),
        booking("b2", 4, "18:00", "20:30"),
        booking("b3", 2, "18:00", "20:00"),
    ],
)


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> SolverPool:
    """Plan with a pool of one."""
    made = SolverPool(spare=1)
    monkeypatch.setattr(planner, "DEFAULT_POOL", made)
    return made


def alive(pid: int) -> bool:
    """Tell whether a process exists, as a zombie too."""
    return Path(f"/proc/{pid}").exists()


def test_a_process_serves_again_and_is_gone_at_the_end(pool: SolverPool) -> None:
    """One process plans several days; closing the pool ends it."""
    pids = []
    for _ in range(3):
        assert plan_day(TRAP, budget_seconds=10).status is PlanStatus.OPTIMAL
        (kept,) = idle(pool)
        pids.append(kept._process.pid)
    assert len(set(pids)) <= 2
    pool.close()
    assert not any(alive(pid) for pid in pids)
    with pool.lend(soon()) as late:
        pid = late._process.pid
    assert idle(pool) == []
    assert not alive(pid)


def test_a_worn_process_is_replaced(pool: SolverPool, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many tasks a process is exchanged for a fresh one."""
    monkeypatch.setattr(pools, "MOST_TASKS", 1)
    plan_day(TRAP, budget_seconds=10)
    (first,) = idle(pool)
    plan_day(TRAP, budget_seconds=10)
    (second,) = idle(pool)
    assert first._process.pid != second._process.pid
    assert not alive(first._process.pid)
    pool.close()


@pytest.mark.parametrize(("limit", "replaced"), [(1, True), (64 * 1024**3, False)])
def test_a_process_that_holds_much_memory_is_replaced(
    pool: SolverPool, monkeypatch: pytest.MonkeyPatch, limit: int, replaced: bool
) -> None:
    """Above the limit it is exchanged after its task, below it stays."""
    monkeypatch.setattr(pools, "RECYCLE_BYTES", limit)
    pool.warm_up()
    (first,) = idle(pool)
    with pool.lend(soon()) as lent:
        assert lent is first
        lent.tasks = 1
    (second,) = idle(pool)
    assert (second is not first) is replaced
    assert alive(first._process.pid) is not replaced
    pool.close()


def test_where_memory_is_not_told_it_does_not_count(
    pool: SolverPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without /proc only the number of tasks decides."""
    monkeypatch.setattr(pools, "RECYCLE_BYTES", 1)
    monkeypatch.setattr(SolverProcess, "resident_bytes", None)
    pool.warm_up()
    (first,) = idle(pool)
    with pool.lend(soon()):
        pass
    assert idle(pool) == [first]
    pool.close()


def test_the_memory_of_a_process_is_known_while_it_lives() -> None:
    """A Python process holds some megabytes; one that has ended holds nothing to be read."""
    child = SolverProcess()
    until = time.monotonic() + 20
    while (child.resident_bytes or 0) < 2**22 and time.monotonic() < until:
        time.sleep(0.01)
    held = child.resident_bytes
    child.kill()
    assert held is not None
    assert 2**22 <= held < MEMORY_BYTES
    assert child.resident_bytes is None


def test_a_process_that_died_while_idle_is_replaced(pool: SolverPool) -> None:
    """Killed between two tasks: nobody notices."""
    pool.warm_up()
    (dead,) = idle(pool)
    os.kill(dead._process.pid, signal.SIGKILL)
    until = time.monotonic() + 5
    while dead.free and time.monotonic() < until:
        time.sleep(0.01)
    plan = plan_day(TRAP, budget_seconds=10)
    assert plan.status is PlanStatus.OPTIMAL
    assert plan.solve.outcome is SolverOutcome.COMPLETED
    assert not alive(dead._process.pid)
    pool.close()


def test_a_process_that_misbehaved_is_never_lent_again(
    pool: SolverPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After garbage the process is gone and the next day is planned by a fresh one."""
    answers_junk = (
        "import sys\nfrom multiprocessing.connection import Connection\n"
        "from solver.messages import Finished\nparent = Connection(int(sys.argv[1]))\n"
        "parent.send(Finished())\nparent.recv()\nparent.send('junk')\nparent.recv()"
    )
    with monkeypatch.context() as patch:
        patch.setattr(SolverProcess, "command", (sys.executable, "-c", answers_junk))
        patch.setattr(pool, "_spare", 0)
        assert plan_day(TRAP, budget_seconds=10).solve.outcome is SolverOutcome.GARBAGE
        assert idle(pool) == []
    assert plan_day(TRAP, budget_seconds=10).status is PlanStatus.OPTIMAL
    pool.close()


SLOW_START = (
    "import sys, time\nimport numpy as np\nfrom multiprocessing.connection import Connection\n"
    "from solver.messages import Finished, Incumbent\nparent = Connection(int(sys.argv[1]))\n"
    "time.sleep(1)\nparent.send(Finished())\n"
    "while parent.recv():\n"
    "    parent.send(Incumbent(np.array([0, 2])))\n    parent.send(Finished())\n"
)
BRIEF = 0.3
"""Seconds: much shorter than the start above."""


@pytest.mark.parametrize("most_tasks", [1, 1000])
def test_budgets_shorter_than_a_start_get_a_process_in_the_end(
    pool: SolverPool, monkeypatch: pytest.MonkeyPatch, most_tasks: int
) -> None:
    """One that is still starting is left to come up, at the beginning and after each retirement.

    Each used to be killed with the budget, so solves one after the other never got a process.
    """
    monkeypatch.setattr(pools, "MOST_TASKS", most_tasks)
    monkeypatch.setattr(SolverProcess, "command", (sys.executable, "-c", SLOW_START))
    solved, until = 0, time.monotonic() + 60
    while solved < 3:
        assert time.monotonic() < until
        outcome = plan_day(TRAP, budget_seconds=BRIEF).solve.outcome
        assert outcome in (SolverOutcome.COMPLETED, SolverOutcome.NOT_READY)
        solved += outcome is SolverOutcome.COMPLETED
    pool.close()


def test_with_two_spare_processes_the_next_solve_finds_one_at_once(pool: SolverPool) -> None:
    """One dies in the middle of a task: the other one is there."""
    pool.warm_up(spare=2)
    pids = {process._process.pid for process in idle(pool)}
    assert len(pids) == 2
    with pool.lend(soon()) as lent:
        lent.kill()
    with pool.lend(time.monotonic()) as other:
        assert other._process.pid in pids - {lent._process.pid}
    assert len(idle(pool)) == 2
    pool.close()


def test_a_process_that_cannot_start_is_not_tried_again_and_again(
    pool: SolverPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One failed start ends the wait; the solve says that the process crashed."""
    monkeypatch.setattr(SolverProcess, "command", (sys.executable, "-c", "raise SystemExit(1)"))
    began = time.monotonic()
    with pytest.raises(NoProcessError) as refusal, pool.lend(soon()):
        raise AssertionError("nothing can be lent")
    assert refusal.value.outcome is SolverOutcome.CRASHED
    assert time.monotonic() - began < 30
    pool.close()


def test_who_waits_for_a_process_can_be_cancelled(
    pool: SolverPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though none ever comes up."""
    hangs = (sys.executable, "-c", "import time; time.sleep(60)")
    monkeypatch.setattr(SolverProcess, "command", hangs)
    cancel = Cancel()
    threading.Timer(0.2, cancel.cancel).start()
    with pytest.raises(NoProcessError) as refusal, pool.lend(soon(), cancel):
        raise AssertionError("nothing can be lent")
    assert refusal.value.outcome is SolverOutcome.CANCELLED
    pool.close()


def test_a_process_that_hangs_at_the_start_is_given_up(
    pool: SolverPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And counts as one that did not start."""
    monkeypatch.setattr(pools, "START_SECONDS", 0.3)
    hangs = (sys.executable, "-c", "import time; time.sleep(60)")
    monkeypatch.setattr(SolverProcess, "command", hangs)
    with pytest.raises(NoProcessError) as refusal, pool.lend(soon()):
        raise AssertionError("nothing can be lent")
    assert refusal.value.outcome is SolverOutcome.CRASHED
    pool.close()


def test_where_no_process_can_be_started_the_floor_is_the_answer(
    pool: SolverPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system refuses a new process: the day is planned all the same, and the next one too."""
    with monkeypatch.context() as patch:
        patch.setattr(SolverProcess, "command", ("/nowhere/python",))
        plan = plan_day(TRAP, budget_seconds=10)
    assert plan.status is PlanStatus.FLOOR
    assert plan.solve.outcome is SolverOutcome.CRASHED
    assert plan_day(TRAP, budget_seconds=10).status is PlanStatus.OPTIMAL
    pool.close()
