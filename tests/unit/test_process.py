"""Solver processes that misbehave: the answer is the best checked plan, in time, and says so."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from ortools.sat.python import cp_model_helper as engine

from models.plan import DayPlan, PlanStatus, SolverOutcome
from solver import day as planner
from solver import process
from solver.checker import check_plan
from solver.cpsat import parameters, read_choice
from solver.day import plan_day
from solver.messages import Finished, Incumbent, Message
from solver.model import ChoiceModel
from solver.pool import SolverPool
from solver.process import SolverProcess
from solver.search import Progress
from tests.solver_days import prepared
from tests.trap import BEST, FLOOR, TRAP

AMPLE = 8.0
"""Seconds for impostors that end by themselves: never used up, however slowly they start."""
SHORT = 2.0
"""Seconds for those that have to be killed."""

PRELUDE = """
import os, signal, sys, time
import numpy as np
from multiprocessing.connection import Connection
from solver.messages import Bound, Finished, Incumbent
parent = Connection(int(sys.argv[1]))
parent.send(Finished())
def choose(*candidates):
    parent.send(Incumbent(np.array(candidates, dtype=np.int64)))
task = parent.recv()
"""

Impostor = Callable[..., None]


def children() -> set[int]:
    """Return the process ids of this process's children, zombies included."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(pid) for task in tasks for pid in task.read_text().split()}


@pytest.fixture(autouse=True)
def no_child_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give each test a pool of its own and assert that nothing of it stays alive."""
    pool = SolverPool(spare=0)
    monkeypatch.setattr(planner, "DEFAULT_POOL", pool)
    before = children()
    yield
    pool.close()
    assert children() <= before


@pytest.fixture
def impostor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Impostor:
    """Make the solver process run a script in place of the solver."""

    def install(script: str, *, prelude: str = PRELUDE) -> None:
        file = tmp_path / "impostor.py"
        file.write_text(prelude + script)
        monkeypatch.setattr(SolverProcess, "command", (sys.executable, str(file)))

    return install


def decided(plan: DayPlan) -> dict[str, str]:
    """Return a plan as ``{"b1": "A+B"}``, after the checker accepted it."""
    decisions = {item.booking: item.tables for item in plan.seatings}
    assert check_plan(TRAP, decisions).ok
    return {key: "+".join(tables) for key, tables in decisions.items()}


def timed(budget: float = AMPLE) -> DayPlan:
    """Plan the trap and assert that the budget was kept."""
    began = time.monotonic()
    plan = plan_day(TRAP, budget_seconds=budget)
    assert time.monotonic() - began < budget + 0.5
    assert plan.solve.seconds <= budget + 0.5
    return plan


def assert_floor(plan: DayPlan, outcome: SolverOutcome) -> None:
    """Assert that a plan is the greedy one, honestly labelled."""
    assert plan.solve.outcome is outcome
    assert plan.status is PlanStatus.FLOOR
    assert decided(plan) == FLOOR
    assert plan.gap is None or plan.gap > 0


def test_the_real_solver_gets_out_of_the_trap() -> None:
    """What the impostors below are measured by: the optimum, proven."""
    plan = timed()
    assert plan.solve.outcome is SolverOutcome.COMPLETED
    assert plan.status is PlanStatus.OPTIMAL
    assert decided(plan) == BEST


@pytest.mark.parametrize(
    "script",
    ["os.kill(os.getpid(), signal.SIGKILL)", "os.abort()", "sys.exit(0)", "sys.exit(3)",
     "raise RuntimeError", "parent.close()\ntime.sleep(60)"],
)  # fmt: skip
def test_a_solver_that_dies_leaves_the_floor(impostor: Impostor, script: str) -> None:
    """Killed, aborted, gone with any exit code, or its pipe closed: crashed, and the floor."""
    impostor(script)
    plan = timed()
    assert_floor(plan, SolverOutcome.CRASHED)
    assert any("crashed" in note for note in plan.notes)


def test_a_solver_that_never_starts_leaves_the_floor(impostor: Impostor) -> None:
    """It ends before it has read its task."""
    impostor("", prelude="raise SystemExit(1)")
    assert_floor(timed(), SolverOutcome.CRASHED)


def test_a_solver_that_hangs_is_killed_in_time(impostor: Impostor) -> None:
    """It ignores the task, the request to stop and SIGTERM; at the deadline it is gone."""
    impostor("signal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)")
    planner.DEFAULT_POOL.warm_up(1)
    with planner.DEFAULT_POOL.lend(time.monotonic() + AMPLE):
        pass  # it is up, however slowly it started
    plan = timed(SHORT)
    assert_floor(plan, SolverOutcome.KILLED)
    assert any("killed" in note for note in plan.notes)


def test_a_solver_that_never_comes_up_leaves_the_floor(impostor: Impostor) -> None:
    """It hangs before it says that it is ready: it gets no task, and the budget is kept."""
    impostor("", prelude="import time\ntime.sleep(60)")
    plan = timed(SHORT)
    assert_floor(plan, SolverOutcome.NOT_READY)
    assert any("No solver process was up" in note for note in plan.notes)


def test_a_solver_that_never_reads_is_killed_in_time(impostor: Impostor) -> None:
    """It does not receive its task, and the task is larger than the pipe holds."""
    impostor("", prelude=PRELUDE.replace("task = parent.recv()", "time.sleep(60)"))
    _, task = prepared(TRAP)
    assert task.model is not None
    heavy = replace(
        task, model=replace(task.model, at_most_one=(np.zeros(1_000_000, dtype=np.int64),))
    )
    child = SolverProcess()
    assert child.become_free(AMPLE)
    messages: list[Message] = []
    worker = threading.Thread(
        target=lambda: messages.extend(child.solve(heavy, time.monotonic() + 0.5)), daemon=True
    )
    worker.start()
    worker.join(2)
    stuck = worker.is_alive()
    child.kill()
    worker.join(5)
    assert not stuck
    assert messages == []
    assert child.outcome is SolverOutcome.KILLED


def test_a_solver_that_hangs_in_the_middle_of_a_message_is_killed_in_time(
    impostor: Impostor,
) -> None:
    """It announces a megabyte, sends three bytes and falls silent."""
    impostor("os.write(parent.fileno(), b'\\x00\\x10\\x00\\x00abc')\ntime.sleep(8)")
    plan = timed(3)
    assert plan.solve.outcome in (SolverOutcome.KILLED, SolverOutcome.GARBAGE)
    assert decided(plan) == FLOOR


@pytest.mark.parametrize(
    "script",
    [
        "parent.send_bytes(b'junk that is no pickle')",
        "parent.send_bytes(b'')",
        "os.write(parent.fileno(), b'\\xff' * 64)",
        "parent.send('hello')",
        "parent.send(None)",
        "parent.send({'chosen': [0]})",
    ],
)
def test_garbage_leaves_the_floor(impostor: Impostor, script: str) -> None:
    """Bytes that are no message, and messages of no known kind."""
    impostor(script + "\ntime.sleep(60)")
    plan = timed()
    assert plan.solve.outcome in (SolverOutcome.GARBAGE, SolverOutcome.CRASHED)
    assert plan.status is PlanStatus.FLOOR
    assert decided(plan) == FLOOR


@pytest.mark.parametrize(
    "script",
    ["choose(0, 1, 2)", "choose(99)", "choose(-1, 0, 1)", "choose(0, 0, 2)",
     "parent.send(Incumbent(None))", "parent.send(Incumbent('abc'))",
     "parent.send(Incumbent(np.array([0.5, 2.0])))"],
)  # fmt: skip
def test_an_illegal_choice_leaves_the_floor(impostor: Impostor, script: str) -> None:
    """Overlapping parties, candidates that do not exist or come twice, and what is no choice."""
    impostor(script + "\nparent.send(Finished())\ntime.sleep(60)")
    plan = timed()
    assert_floor(plan, SolverOutcome.GARBAGE)
    assert any("garbage" in note for note in plan.notes)


@pytest.mark.parametrize(
    "script", ["Bound(0, 1)", "Bound(7, 10**9)", "Bound(0, None)", "Bound(0, float('nan'))"]
)
def test_an_impossible_bound_proves_nothing(impostor: Impostor, script: str) -> None:
    """A bound below what is reached, or of no tier, or no number, never makes a plan optimal."""
    impostor(f"parent.send({script})\nparent.send(Finished())\ntime.sleep(60)")
    plan = timed()
    assert_floor(plan, SolverOutcome.GARBAGE)


@pytest.mark.parametrize(
    ("after", "outcome"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", SolverOutcome.CRASHED),
        ("time.sleep(60)  # silent", SolverOutcome.KILLED),
        ("parent.send('junk')\ntime.sleep(60)", SolverOutcome.GARBAGE),
        ("choose(0, 1)\ntime.sleep(60)", SolverOutcome.GARBAGE),
    ],
)
def test_the_last_checked_plan_survives(
    impostor: Impostor, after: str, outcome: SolverOutcome
) -> None:
    """What was found and checked before the trouble is the answer, not the floor."""
    impostor(f"choose(0, 2)\n{after}")
    plan = timed(3 if outcome is SolverOutcome.KILLED else AMPLE)
    assert plan.solve.outcome is outcome
    assert plan.status is PlanStatus.FEASIBLE
    assert decided(plan) == BEST
    assert plan.solve.incumbents == 1


def test_a_worse_choice_never_replaces_a_better_one(impostor: Impostor) -> None:
    """Choices may come in any order; the best checked one stays."""
    impostor("choose(0, 2)\nchoose(0)\nchoose()\nparent.send(Finished())\ntime.sleep(60)")
    plan = timed()
    assert decided(plan) == BEST
    assert plan.solve.outcome is SolverOutcome.COMPLETED
    assert plan.status is PlanStatus.FEASIBLE


def test_a_solver_out_of_memory_leaves_the_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real solver under a limit that its engines do not fit into."""
    monkeypatch.setattr(process, "MEMORY_BYTES", 120 * 1024**2)
    assert_floor(timed(), SolverOutcome.CRASHED)


def test_a_solver_that_eats_memory_is_stopped_by_its_limit(
    monkeypatch: pytest.MonkeyPatch, impostor: Impostor
) -> None:
    """Memory is limited in the process itself: it dies alone, with the plan that it had sent."""
    monkeypatch.setattr(process, "MEMORY_BYTES", 700 * 1024**2)
    impostor(
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)\n"
        "choose(0, 2)\nhoard = []\nwhile True: hoard.append(np.ones(10_000_000))\n"
    )
    plan = timed(30)
    assert plan.solve.outcome is SolverOutcome.CRASHED
    assert decided(plan) == BEST


def test_a_failing_listener_leaves_no_process_behind() -> None:
    """An error, or Ctrl-C, in the code that shows progress ends the solver process too."""

    def shout(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        plan_day(TRAP, budget_seconds=5, on_progress=shout)


def test_a_solver_ends_with_its_parent(tmp_path: Path) -> None:
    """When the pipe closes, however the parent died, the real worker exits by itself."""
    child = SolverProcess()
    child._pipe.close()
    assert child._process.wait(timeout=20) == 0


def test_no_answer_is_read_without_a_status_that_has_one() -> None:
    """After UNKNOWN the engine's values are leftovers: the only reader returns nothing."""
    response = engine.CpSolverResponse()
    response.solution.extend([1, 0, 1])
    for status in (engine.UNKNOWN, engine.INFEASIBLE, engine.MODEL_INVALID):
        response.status = status
        assert read_choice(response, _choices(3)) is None
    for status in (engine.OPTIMAL, engine.FEASIBLE):
        response.status = status
        chosen = read_choice(response, _choices(3))
        assert chosen is not None
        assert chosen.tolist() == [0, 2]
        assert read_choice(response, _choices(4)) is None


def _choices(size: int) -> ChoiceModel:
    return ChoiceModel(size, at_most_one=(), exactly_one=(), at_most=(), tiers=())


def test_interleaved_search_is_never_on() -> None:
    """With it the engine corrupts memory (or-tools #5048)."""
    settings = parameters(1.0, 7)
    assert settings.interleave_search is False
    assert settings.num_workers >= 1
    assert settings.random_seed == 7


def test_messages_are_values() -> None:
    """Messages travel through a pipe; equal ones are equal there."""
    assert Finished() == Finished()
    assert Incumbent(np.array([1])).chosen.tolist() == [1]


def test_the_test_sees_children() -> None:
    """The guard above would notice a child that is left."""
    before = children()
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    assert pid in children() - before
    os.waitpid(pid, 0)
