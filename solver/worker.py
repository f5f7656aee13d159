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
from solver.best import Best
from solver.cpsat import ExactSearch
from solver.messages import Finished, Message, Stop, Task
from solver.neighbourhoods import NeighbourhoodSearch

NICENESS = 5
"""The parent, which answers requests and keeps the deadline, goes before a solver."""

Search = ApartSearch | ExactSearch | NeighbourhoodSearch


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
            apart = ApartSearch(task, best, self._tell)
            if task.model is None:
                self._searches = [apart, NeighbourhoodSearch(task, best)]
            else:
                exact = ExactSearch(task, task.model, self._tell)
                self._searches = [exact] if task.work is not None else [apart, exact]
            # It may have been asked for while the task was unpacked.
            if self._stop_asked:
                self._stop()
            threads = [threading.Thread(target=self._run, args=[s]) for s in self._searches]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self._tell(Finished())

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


def main() -> None:
    """Run as the solver process: the arguments are the pipe's descriptor and bytes of memory."""
    descriptor, memory = (int(argument) for argument in sys.argv[1:3])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICENESS)
    Worker(Connection(descriptor)).serve()


if __name__ == "__main__":
    main()
