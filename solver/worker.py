"""A solver process: reads tasks from its parent, solves them, tells what it finds.

Started as ``python -m solver.worker FD MEMORY``. It ends with its parent: when the pipe closes,
however the parent died, the process exits at once, in the middle of a solve too.
"""

import os
import queue
import resource
import sys
import threading
import traceback
from multiprocessing.connection import Connection

from solver.apart import ApartSearch
from solver.best import Best, Tell
from solver.cpsat import ExactSearch
from solver.messages import Finished, Message, Stop, Task
from solver.neighbourhoods import NeighbourhoodSearch
from solver.summed import Later, SummedSearch

NICENESS = 15
"""The parent, which answers requests and keeps the deadline, goes before a solver.

A solver has what others leave idle: with 5 one restaurant's plans doubled the quotes of another.
"""

LATER_SECONDS = 3.0
"""When a good plan may be near, one search looks for it alone for so long: what else is running on
the machine has the other core.
"""

Search = ApartSearch | ExactSearch | NeighbourhoodSearch | SummedSearch | Later


class Worker:
    """Solves one task at a time, with every search that suits it side by side.

    A thread listens to the parent meanwhile. The engines release Python's lock, so the searches
    use one core each.
    """

    def __init__(self, parent: Connection) -> None:
        self._parent = parent
        self._sending = threading.Lock()
        self._tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
        self._searches: list[Search] = []
        self._stop_asked = False

    def serve(self) -> None:
        """Solve tasks for as long as the parent lives."""
        threading.Thread(target=self._listen, daemon=True).start()
        self._tell(Finished())
        while True:
            task = self._tasks.get()
            best = Best(task.instance, task.start, self._tell)
            self._side_by_side(_searches(task, best, self._tell))
            self._tell(Finished())

    def _side_by_side(self, searches: list[Search]) -> None:
        self._searches = searches
        # It may have been asked for while the task was unpacked.
        if self._stop_asked:
            self._stop()
        threads = [threading.Thread(target=self._run, args=[search]) for search in searches]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _run(self, search: Search) -> None:
        try:
            search.run()
        except BaseException:
            # Half a solve is no solve: the parent sees the pipe close and keeps what it has.
            traceback.print_exc()
            os._exit(1)

    def _tell(self, message: Message) -> None:
        with self._sending:
            try:
                self._parent.send(message)
            except OSError:  # the parent is gone
                os._exit(0)

    def _listen(self) -> None:
        while True:
            try:
                message = self._parent.recv()
            except (EOFError, OSError):
                os._exit(0)
            if isinstance(message, Task):
                self._stop_asked = False
                self._tasks.put(message)
            elif isinstance(message, Stop):
                self._stop_asked = True
                self._stop()

    def _stop(self) -> None:
        for search in self._searches:
            search.stop()


def _searches(task: Task, best: Best, tell: Tell) -> list[Search]:
    """Return the searches that suit a task."""
    apart = ApartSearch(task, best, tell)
    exact = None if task.model is None else ExactSearch(task, task.model, tell)
    if exact and task.work is not None:
        return [exact]
    other = exact or NeighbourhoodSearch(task, best)
    if task.again is None:
        return [apart, other]
    return [SummedSearch(task, best, apart), Later(other, LATER_SECONDS)]


def main() -> None:
    """Run as the solver process: the arguments are the pipe's descriptor and bytes of memory."""
    descriptor, memory = (int(argument) for argument in sys.argv[1:3])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICENESS)
    Worker(Connection(descriptor)).serve()


if __name__ == "__main__":
    main()
