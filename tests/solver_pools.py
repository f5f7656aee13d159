"""Wait for what a pool of solver processes does in the background."""

import time

from solver.pool import SolverPool
from solver.process import SolverProcess


def idle(pool: SolverPool) -> list[SolverProcess]:
    """Return the idle processes once none starts up or winds down any more."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with pool._changed:
            if not pool._minded:
                return list(pool._idle)
        time.sleep(0.005)
    raise AssertionError("a process is neither idle nor ended")


def soon() -> float:
    """Return a moment by which a process is up."""
    return time.monotonic() + 60
