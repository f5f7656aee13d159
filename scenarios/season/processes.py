"""Play a season's dates in several processes; leaving ends them all, and so does our own death."""

import multiprocessing
import os
import queue
import signal
import threading
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait

from scenarios.processes import WorkerDiedError
from scenarios.season.season import DayKey, DayResult, Season, Stage, Volumes, play_all, volumes_of


def play_season(
    season: Season, keys: Sequence[DayKey], processes: int, tell: Callable[[DayResult], None]
) -> None:
    """Play dates, in any order; ``tell`` hears of each as it is done.

    Raises:
        InvalidInputError: the rules allow more merges than can be planned with.
        WorkerDiedError: a process died.
    """
    if not keys:
        return
    volumes = volumes_of(season)
    if processes == 1 or len(keys) == 1:
        play_all(Stage(season, volumes, time.process_time), keys, tell)
        return
    crew = [_Player(season, volumes) for _ in range(min(processes, len(keys)))]
    try:
        _share_out(crew, list(keys), tell)
    finally:
        for player in crew:
            player.end()


class _Player:
    """One process; ``key`` is what it plays."""

    def __init__(self, season: Season, volumes: Volumes) -> None:
        # A fresh interpreter: threads and engines of this one would not survive a fork.
        context = multiprocessing.get_context("spawn")
        self.pipe, child = context.Pipe()
        self._process = context.Process(target=_serve, args=(child, season, volumes), daemon=True)
        self._process.start()
        child.close()

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _share_out(crew: list[_Player], left: list[DayKey], tell: Callable[[DayResult], None]) -> None:
    left.reverse()
    busy: dict[object, DayKey] = {}

    def give(pipe: Connection) -> None:
        if left:
            busy[pipe] = left.pop()
            pipe.send(busy[pipe])

    for player in crew:
        give(player.pipe)
    while busy:
        for pipe in wait([pipe for pipe in busy if isinstance(pipe, Connection)]):
            assert isinstance(pipe, Connection)
            key = busy.pop(pipe)
            try:
                answer: DayResult | Exception = pipe.recv()
            except (EOFError, OSError) as error:
                raise WorkerDiedError(
                    f"the process that played {key.date} of seed {key.seed} died",
                    hint="It may need more memory than there is. With --out, what is done is kept.",
                ) from error
            if isinstance(answer, Exception):
                raise answer
            tell(answer)
            give(pipe)


def _serve(pipe: Connection, season: Season, volumes: Volumes) -> None:
    """Play what is sent until the pipe closes, however that comes about."""
    # Ctrl-C reaches the whole group; the parent ends us when it has kept what is done.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked: queue.SimpleQueue[DayKey] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(pipe, asked), daemon=True).start()
    stage = Stage(season, volumes, time.process_time)
    while True:
        key = asked.get()
        try:
            answer: DayResult | Exception = stage.play(key)
        except Exception as error:
            answer = error
        pipe.send(answer)


def _listen(pipe: Connection, asked: queue.SimpleQueue[DayKey]) -> None:
    """Hear what is to be played, and end the process with the one that asks, at once."""
    while True:
        try:
            asked.put(pipe.recv())
        except (EOFError, OSError):
            os._exit(0)
