"""The pool of solver processes: reused, replaced when worn or dead, and gone when closed."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from models.plan import PlanStatus, SolverOutcome
from solver import day as planner
from solver import pool as pools
from solver.day import plan_day
from solver.pool import SolverPool
from solver.process import MEMORY_BYTES, SolverProcess
from tests.solver_days import booking, day, table

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
        (idle,) = pool._idle
        pids.append(idle._process.pid)
    assert len(set(pids)) <= 2
    pool.close()
    assert not any(alive(pid) for pid in pids)
    with pool.lend() as late:
        pid = late._process.pid
    assert not alive(pid)


def test_a_worn_process_is_replaced(pool: SolverPool, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many tasks a process is exchanged for a fresh one."""
    monkeypatch.setattr(pools, "MOST_TASKS", 1)
    plan_day(TRAP, budget_seconds=10)
    (first,) = pool._idle
    plan_day(TRAP, budget_seconds=10)
    (second,) = pool._idle
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
    (first,) = pool._idle
    with pool.lend() as lent:
        assert lent is first
    (second,) = pool._idle
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
    (first,) = pool._idle
    with pool.lend():
        pass
    assert pool._idle == [first]
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
    (idle,) = pool._idle
    os.kill(idle._process.pid, signal.SIGKILL)
    until = time.monotonic() + 5
    while idle.usable and time.monotonic() < until:
        time.sleep(0.01)
    plan = plan_day(TRAP, budget_seconds=10)
    assert plan.status is PlanStatus.OPTIMAL
    assert plan.solve.outcome is SolverOutcome.COMPLETED
    assert not alive(idle._process.pid)
    pool.close()


def test_a_process_that_misbehaved_is_never_lent_again(
    pool: SolverPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After garbage the process is gone and the next day is planned by a fresh one."""
    answers_junk = (
        "import sys\nfrom multiprocessing.connection import Connection\n"
        "parent = Connection(int(sys.argv[1]))\nparent.recv()\nparent.send('junk')\nparent.recv()"
    )
    with monkeypatch.context() as patch:
        patch.setattr(SolverProcess, "command", (sys.executable, "-c", answers_junk))
        patch.setattr(pool, "_spare", 0)
        assert plan_day(TRAP, budget_seconds=10).solve.outcome is SolverOutcome.GARBAGE
    assert pool._idle == []
    assert plan_day(TRAP, budget_seconds=10).status is PlanStatus.OPTIMAL
    pool.close()
