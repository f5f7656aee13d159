"""Cancelling a solve: at any moment, whatever the solver does, the best checked plan is given."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.generate import build
from cli.solve import _cancel_on_ctrl_c
from models.dayfile import parse_day
from models.plan import DayPlan, PlanStatus, SolverOutcome
from solver import day as planner
from solver import pool as pools
from solver.checker import check_plan
from solver.day import plan_day
from solver.messages import Message
from solver.pool import SolverPool
from solver.process import Cancel, SolverProcess
from solver.search import Progress
from tests.cli_runs import COMMAND, ROOT, written
from tests.solver_days import day, prepared, table
from tests.solver_pools import idle
from tests.trap import BEST, FLOOR, TRAP

BUDGET = 60.0
"""Seconds that no test uses up."""
SOON = 8.0
"""Seconds after a cancellation in which everything has ended: it takes a fraction of one."""

PRELUDE = """
import os, signal, sys, time
import numpy as np
from multiprocessing.connection import Connection
from solver.messages import Finished, Incumbent, Stop
parent = Connection(int(sys.argv[1]))
parent.send(Finished())
"""
DEAF = "signal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(120)\n"

Impostor = Callable[[str], None]


@pytest.fixture(autouse=True)
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[SolverPool]:
    """Plan with a pool of this test alone, and assert that no process of it stays alive."""
    made, started = SolverPool(spare=0), []
    start = SolverProcess.__init__

    def noted(process: SolverProcess) -> None:
        start(process)
        started.append(process)

    monkeypatch.setattr(planner, "DEFAULT_POOL", made)
    monkeypatch.setattr(SolverProcess, "__init__", noted)
    yield made
    made.close()
    assert [process for process in started if process._process.poll() is None] == []


@pytest.fixture
def impostor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Impostor:
    """Make the solver process run a script in place of the solver."""

    def install(script: str) -> None:
        file = written(tmp_path / "impostor.py", PRELUDE + script)
        monkeypatch.setattr(SolverProcess, "command", (sys.executable, str(file)))

    return install


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A day of 500 bookings, which no solver proves in a minute."""
    return written(tmp_path_factory.mktemp("days") / "large.json", build("large", 1.0, 1))


def decided(plan: DayPlan) -> dict[str, str]:
    """Return a plan as ``{"b1": "A+B"}``."""
    return {item.booking: "+".join(item.tables) for item in plan.seatings}


def cancelled_after(seconds: float, cancel: Cancel) -> threading.Timer:
    """Cancel from another thread after a while."""
    timer = threading.Timer(seconds, cancel.cancel)
    timer.start()
    return timer


def assert_cancelled(plan: DayPlan) -> None:
    """Assert that a plan says that it was cancelled, to programs and to people."""
    assert plan.solve.outcome is SolverOutcome.CANCELLED
    assert any("cancelled" in note for note in plan.notes)


def test_before_the_start_the_floor_is_the_answer(pool: SolverPool) -> None:
    """The solver is not even asked; its process is as good as new."""
    pool._spare = 1
    cancel = Cancel()
    cancel.cancel()
    plan = plan_day(TRAP, budget_seconds=BUDGET, cancel=cancel)
    assert_cancelled(plan)
    assert plan.status is PlanStatus.FLOOR
    assert decided(plan) == FLOOR
    assert [process.tasks for process in idle(pool)] == [0]


def test_a_process_is_not_asked_either() -> None:
    """Cancelled between the floor and the solver: no task is sent."""
    cancel, child = Cancel(), SolverProcess()
    assert child.become_free(BUDGET)
    cancel.cancel()
    _, task = prepared(TRAP)
    assert list(child.solve(task, time.monotonic() + BUDGET, cancel)) == []
    assert (child.outcome, child.tasks, child.free) == (SolverOutcome.CANCELLED, 0, True)
    child.kill()


def test_a_plan_that_is_proven_anyway_is_not_called_cancelled() -> None:
    """Nothing was left to decide, so nothing was cut short."""
    cancel = Cancel()
    cancel.cancel()
    plan = plan_day(day([table("A", 4)], []), budget_seconds=BUDGET, cancel=cancel)
    assert plan.solve.outcome is SolverOutcome.NOT_NEEDED
    assert not any("cancelled" in note for note in plan.notes)


def test_in_the_middle_of_a_large_day(large: Path) -> None:
    """The real solver at work: it ends soon, and the plan is whole and legal."""
    problem, cancel = parse_day(large.read_bytes()).to_problem(), Cancel()
    began = time.monotonic()
    cancelled_after(2.0, cancel)
    plan = plan_day(problem, budget_seconds=BUDGET, cancel=cancel)
    assert time.monotonic() - began < 2.0 + SOON
    assert_cancelled(plan)
    assert check_plan(problem, {item.booking: item.tables for item in plan.seatings}).ok
    assert plan.gap is not None


@pytest.mark.parametrize("deterministic", [False, True])
def test_at_any_moment(large: Path, deterministic: bool) -> None:
    """From before the floor to deep into the search: a legal plan, soon, and no pipe is left."""
    problem = parse_day(large.read_bytes()).to_problem()
    files = len(os.listdir("/proc/self/fd"))
    for delay in (0.0, 0.01, 0.03, 0.1, 0.3, 0.6, 1.0):
        cancel, began = Cancel(), time.monotonic()
        timer = cancelled_after(delay, cancel)
        plan = plan_day(problem, budget_seconds=BUDGET, deterministic=deterministic, cancel=cancel)
        assert time.monotonic() - began < delay + SOON
        timer.join()
        assert_cancelled(plan)
        assert check_plan(problem, {item.booking: item.tables for item in plan.seatings}).ok
        del cancel, timer
    assert len(os.listdir("/proc/self/fd")) <= files + 2


@pytest.mark.parametrize(
    "script",
    [
        DEAF,
        "parent.recv()\n" + DEAF,
        "parent.recv()\nos.write(parent.fileno(), b'\\x00\\x10\\x00\\x00abc')\n" + DEAF,
        "parent.recv()\nos.kill(os.getpid(), signal.SIGSTOP)\n",
    ],
    ids=["before it reads", "after it has read", "in the middle of a message", "stopped"],
)
def test_a_solver_that_hangs_is_killed(impostor: Impostor, script: str) -> None:
    """It reacts to nothing, and is gone soon after the cancellation all the same."""
    impostor(script)
    cancel, began = Cancel(), time.monotonic()
    cancelled_after(1.5, cancel)
    plan = plan_day(TRAP, budget_seconds=BUDGET, cancel=cancel)
    assert time.monotonic() - began < 1.5 + SOON
    assert_cancelled(plan)
    assert decided(plan) == FLOOR


def test_a_task_that_nobody_reads_does_not_hold_up(impostor: Impostor) -> None:
    """The parent is stuck in writing a task larger than the pipe holds."""
    impostor(DEAF)
    _, task = prepared(TRAP)
    assert task.model is not None
    heavy = replace(
        task, model=replace(task.model, at_most_one=(np.zeros(1_000_000, dtype=np.int64),))
    )
    child, cancel = SolverProcess(), Cancel()
    assert child.become_free(BUDGET)
    began = time.monotonic()
    cancelled_after(0.5, cancel)
    messages: list[Message] = list(child.solve(heavy, time.monotonic() + BUDGET, cancel))
    assert time.monotonic() - began < 0.5 + SOON
    assert messages == []
    assert child.outcome is SolverOutcome.CANCELLED
    assert not child.free
    child.kill()


def test_the_best_checked_plan_survives(impostor: Impostor) -> None:
    """What the solver had found before is the answer; whoever watches may cancel."""
    impostor("parent.recv()\nparent.send(Incumbent(np.array([0, 2])))\n" + DEAF)
    cancel = Cancel()

    def enough(progress: Progress) -> None:
        if progress.seated == len(BEST):
            cancel.cancel()

    plan = plan_day(TRAP, budget_seconds=BUDGET, on_progress=enough, cancel=cancel)
    assert_cancelled(plan)
    assert plan.status is PlanStatus.FEASIBLE
    assert decided(plan) == BEST


def test_a_process_that_winds_down_is_lent_again(
    pool: SolverPool, impostor: Impostor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says in time that it is free: the next task goes to the same process."""
    pool._spare = 1
    monkeypatch.setattr(pools, "GRACE_SECONDS", SOON)
    impostor(
        "while True:\n    if isinstance(parent.recv(), Stop):\n        parent.send(Finished())\n"
    )
    pool.warm_up()
    assert [process.tasks for process in idle(pool)] == [0]
    for count in (1, 2):
        cancel = Cancel()
        cancelled_after(1.5, cancel)
        assert_cancelled(plan_day(TRAP, budget_seconds=BUDGET, cancel=cancel))
        assert [process.tasks for process in idle(pool)] == [count]


def test_after_the_end_it_has_no_effect(pool: SolverPool) -> None:
    """Neither on the plan, nor on the process that made it."""
    pool._spare = 1
    cancel = Cancel()
    plan = plan_day(TRAP, budget_seconds=BUDGET, cancel=cancel)
    (process,) = idle(pool)
    cancel.cancel()
    assert plan.solve.outcome is SolverOutcome.COMPLETED
    again = plan_day(TRAP, budget_seconds=BUDGET, cancel=Cancel())
    assert again.solve.outcome is SolverOutcome.COMPLETED
    assert idle(pool) == [process]


def test_asking_again_changes_nothing() -> None:
    """Any number of threads may ask; it stays asked."""
    cancel = Cancel()
    assert not cancel.asked
    threads = [threading.Thread(target=cancel.cancel) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cancel.cancel()
    assert cancel.asked


def test_a_deterministic_plan_that_was_cancelled_says_that_it_is_not_repeatable() -> None:
    """Another run may end elsewhere."""
    cancel = Cancel()
    cancel.cancel()
    plan = plan_day(TRAP, budget_seconds=BUDGET, deterministic=True, cancel=cancel)
    assert any("another run may end elsewhere" in note for note in plan.notes)


def test_ctrl_c_cancels_and_the_second_one_interrupts() -> None:
    """And what Ctrl-C did before is restored."""
    before = signal.getsignal(signal.SIGINT)
    with _cancel_on_ctrl_c() as cancel:
        signal.raise_signal(signal.SIGINT)
        assert cancel.asked
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def running(*command: object) -> subprocess.Popen[str]:
    """Start a command and wait for its first line of progress."""
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "COLUMNS": "300", "NO_COLOR": "1"},
    )
    assert process.stderr is not None
    assert "seated (" in process.stderr.readline()
    return process


def test_ctrl_c_on_the_real_command_gives_a_plan(large: Path, tmp_path: Path) -> None:
    """Exit code 0, the night printed, the file written, and the note that says why."""
    out = tmp_path / "plan.json"
    with running(COMMAND, "solve", large, "--budget", BUDGET, "--out", out) as process:
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        printed, errors = process.communicate(timeout=60)
    assert time.monotonic() - began < SOON
    assert process.returncode == 0
    assert "of 500 bookings seated" in printed
    assert "Note: The solve was cancelled" in printed
    assert "Traceback" not in errors
    assert_cancelled(DayPlan.model_validate_json(out.read_bytes()))


@pytest.mark.parametrize("delay", [0.15, 0.3, 0.6])
def test_ctrl_c_while_the_command_starts_shows_no_traceback(large: Path, delay: float) -> None:
    """Before the solve began there is no plan to keep: it ends without a word of Python."""
    program = (
        "import sys, threading, os, signal\n"
        f"threading.Timer({delay}, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "from cli.main import main\n"
        f"sys.argv = ['maitred', 'solve', {str(large)!r}, '--budget', '1', '-q']\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode in (0, 130)
    assert "Traceback" not in done.stderr
    assert "KeyboardInterrupt" not in done.stderr
