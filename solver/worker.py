"""A solver process: reads tasks from its parent, solves them, tells what it finds.

Started as ``python -m solver.worker FD MEMORY``. It ends with its parent: when the pipe closes,
however the parent died, the process exits at once, in the middle of a solve too.
"""

import os
import queue
import resource
import sys
import threading
from multiprocessing.connection import Connection

from solver.cpsat import Solve
from solver.messages import Finished, Stop, Task


class Worker:
    """Solves one task at a time; a second thread listens to the parent meanwhile."""

    def __init__(self, parent: Connection) -> None:
        self._parent = parent
        self._tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
        self._solve: Solve | None = None

    def serve(self) -> None:
        """Solve tasks for as long as the parent lives."""
        threading.Thread(target=self._listen, daemon=True).start()
        while True:
            task = self._tasks.get()
            self._solve = Solve(task, self._parent.send)
            self._solve.run()
            self._solve = None
            self._parent.send(Finished())

    def _listen(self) -> None:
        while True:
            try:
                message = self._parent.recv()
            except (EOFError, OSError):
                os._exit(0)
            if isinstance(message, Task):
                self._tasks.put(message)
            elif isinstance(message, Stop) and self._solve is not None:
                self._solve.stop()


def main() -> None:
    """Run as the solver process: the arguments are the pipe's descriptor and bytes of memory."""
    descriptor, memory = (int(argument) for argument in sys.argv[1:3])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Worker(Connection(descriptor)).serve()


if __name__ == "__main__":
    main()
