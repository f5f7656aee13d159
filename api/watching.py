"""Who follows which date: one watcher per date looks, however many follow it."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog

from api.rates import RateLimitedError
from models.errors import MaitredError
from persistence.errors import RestaurantNotFoundError
from persistence.pool import Database
from services.live import Followed, Mark, happened, look, missed, read_mark

T = TypeVar("T")
Json = dict[str, Any]

TICK_SECONDS = 1.0
"""From one look at a date to the next."""

PATIENCE_SECONDS = 3.0
"""A look that takes longer is told; it goes on nevertheless."""

LOOKS_AT_ONCE = 2
"""Of one process: looks are short, and the other connections are for those who work."""

MOST_DATES = 50
"""Followed in one process at the same time."""

MOST_OF_A_CALLER = 20
"""Streams that one caller may have open in one process."""

KEPT = 64
"""Changes that a follower may be behind before it has to load the date anew."""

AGAIN_SECONDS = 5
"""When somebody who is refused may ask again."""

log = structlog.get_logger("maitred.api")


@dataclass(frozen=True)
class Told:
    """One event of a stream."""

    name: str
    mark: Mark | None = None
    events: tuple[Json, ...] = ()
    more: bool = False
    reason: str | None = None


class Follower:
    """One open stream: it is woken when there is news, and ended from outside."""

    def __init__(self) -> None:
        self.awake = asyncio.Event()
        self.over: str | None = None

    def end(self, reason: str) -> None:
        """Let the stream end; the first reason counts."""
        self.over = self.over or reason
        self.awake.set()


class Watch:
    """Looks at one date as long as anybody follows it. Everything happens in one event loop."""

    def __init__(self, database: Database, followed: Followed, threads: ThreadPoolExecutor) -> None:
        self._database = database
        self._followed = followed
        self._threads = threads
        self.followers: set[Follower] = set()
        self.seen: Mark | None = None
        """The date as it was when it last changed."""
        self.count = 0
        """How many changes there were."""
        self.changes: deque[tuple[int, Told]] = deque(maxlen=KEPT)
        self.trouble: str | None = None
        """Why the last look failed."""
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look."""
        self._task = asyncio.create_task(self._watch(), name=f"watch {self._followed.date}")

    def stop(self) -> None:
        """Look no more; a look that is under way ends by itself."""
        if self._task is not None:
            self._task.cancel()

    async def ask(self, function: Callable[..., T], *args: Any) -> T:
        """Ask the database about the date, in one of the few threads for that."""
        loop, place = asyncio.get_running_loop(), (self._database, self._followed)
        return await loop.run_in_executor(self._threads, lambda: function(*place, *args))

    async def _watch(self) -> None:
        while True:
            began = time.monotonic()
            await self._tick()
            await asyncio.sleep(max(0.1, TICK_SECONDS - (time.monotonic() - began)))

    async def _tick(self) -> None:
        looking = asyncio.ensure_future(self._look())
        try:
            done, _ = await asyncio.wait({looking}, timeout=PATIENCE_SECONDS)
            if not done:
                self._in_trouble("DATABASE_TIMEOUT")
            await looking
        except RestaurantNotFoundError:
            for follower in self.followers:
                follower.end("gone")
        except MaitredError as error:
            self._in_trouble(error.code)
        except Exception:
            log.exception("watching failed")
            self._in_trouble("INTERNAL_ERROR")
        finally:
            looking.cancel()

    async def _look(self) -> None:
        stamp = await self.ask(look)
        news = self.seen is None or self.seen.stamp.version != stamp.version
        if self.seen is not None and news:
            events, more = await self.ask(happened, self.seen.stamp, stamp)
            self.count += 1
            self.changes.append((self.count, Told("changed", Mark.now(stamp), tuple(events), more)))
        if news:
            self.seen = Mark.now(stamp)
        if news or self.trouble:
            self.trouble = None
            self._wake()

    def _in_trouble(self, code: str) -> None:
        if self.trouble != code:
            self.trouble = code
            self._wake()

    def _wake(self) -> None:
        for follower in self.followers:
            follower.awake.set()

    async def follow(
        self, follower: Follower, last: str | None, seconds: float, then: str
    ) -> AsyncIterator[Told]:
        """Yield what there is to tell, until it is over.

        ``last`` is the mark of the last event that the follower has got before. After ``seconds``
        the stream ends for the reason ``then``.
        """
        until = time.monotonic() + seconds
        count, told_trouble = -1, None
        while follower.over is None:
            follower.awake.clear()
            if self.trouble is not None:
                if self.trouble != told_trouble:
                    told_trouble = self.trouble
                    yield Told("away", reason=told_trouble)
            elif self.seen is not None:
                if count < 0:
                    count, seen = self.count, self.seen
                    yield await self._first(last, seen)
                elif count < self.count:
                    for item in self._since(count):
                        yield item
                    count = self.count
                elif told_trouble is not None:
                    yield Told("watching", self.seen)
                told_trouble = None
            if not await _woken(follower, until, told=count >= 0 or told_trouble is not None):
                follower.end(then)
        yield Told("ended", reason=follower.over)

    async def _first(self, last: str | None, seen: Mark) -> Told:
        """Tell what somebody has missed who comes back, or only what the date looks like now."""
        if not last:
            return Told("watching", seen)
        mark = read_mark(last)
        if mark is None:
            return Told("reload", seen, reason="unknown")
        if mark.stamp.version == seen.stamp.version:
            return Told("watching", seen)
        try:
            found = await self.ask(missed, mark, seen.stamp)
        except MaitredError as error:
            return Told("reload", seen, reason=error.code)
        if found is None:
            return Told("reload", seen, reason="too old")
        return Told("changed", seen, tuple(found))

    def _since(self, count: int) -> list[Told]:
        """Return the changes after so many; one that says to load anew when some are forgotten."""
        kept = [item for number, item in self.changes if number > count]
        if len(kept) < self.count - count:
            return [Told("reload", self.seen, reason="too slow")]
        return kept


async def _woken(follower: Follower, until: float, *, told: bool) -> bool:
    """Wait for news; False when the time is over and the stream has told something."""
    left = until - time.monotonic()
    try:
        async with asyncio.timeout(left if told else max(left, PATIENCE_SECONDS)):
            await follower.awake.wait()
    except TimeoutError:
        return False
    return True


class Watches:
    """All dates that are followed in this process."""

    def __init__(self, database: Database, most: int) -> None:
        self._database = database
        self._most = most
        self._watches: dict[Followed, Watch] = {}
        self._open: dict[str, int] = {}
        self._threads = ThreadPoolExecutor(LOOKS_AT_ONCE, thread_name_prefix="watch")

    @property
    def dates(self) -> int:
        """How many dates are followed."""
        return len(self._watches)

    @property
    def streams(self) -> int:
        """How many streams are open."""
        return sum(self._open.values())

    @contextmanager
    def following(
        self, followed: Followed, caller: str, *, limited: bool = True
    ) -> Iterator[tuple[Watch, Follower]]:
        """Count a stream as open, and watch its date as long as it is.

        Raises:
            RateLimitedError: there are too many, of this caller or altogether.
        """
        self._refuse_too_many(followed, caller, limited=limited)
        watch = self._watches.get(followed)
        if watch is None:
            watch = self._watches[followed] = Watch(self._database, followed, self._threads)
            watch.start()
        follower = Follower()
        watch.followers.add(follower)
        self._open[caller] = self._open.get(caller, 0) + 1
        try:
            yield watch, follower
        finally:
            watch.followers.discard(follower)
            if not watch.followers:
                watch.stop()
                self._watches.pop(followed, None)
            self._open[caller] -= 1
            if not self._open[caller]:
                del self._open[caller]

    def _refuse_too_many(self, followed: Followed, caller: str, *, limited: bool) -> None:
        if self.streams >= self._most:
            raise RateLimitedError("Too many dates are followed live already", AGAIN_SECONDS)
        if limited and self._open.get(caller, 0) >= MOST_OF_A_CALLER:
            raise RateLimitedError(
                f"You follow {MOST_OF_A_CALLER} dates live already", AGAIN_SECONDS
            )
        if followed not in self._watches and len(self._watches) >= MOST_DATES:
            raise RateLimitedError("Too many dates are followed live already", AGAIN_SECONDS)

    def close(self) -> None:
        """Stop looking."""
        for watch in self._watches.values():
            watch.stop()
        self._threads.shutdown(wait=False, cancel_futures=True)
