"""Sessions that stop before each of their steps, and a stage that lets them go in a given order.

Every session works in a thread of its own. A schedule is a sequence of session numbers; each lets
that session do its next step, and everybody is waited for until he has done it or waits for a lock
that a stopped session holds. A step of a session that waits so is done as soon as it can be. In
the end everybody has done everything, whatever the order.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum, auto
from typing import Any

import psycopg
from psycopg.rows import DictRow

from models.errors import MaitredError
from persistence.pool import PatientConnection
from persistence.queries import query as text_of

Schedule = tuple[int, ...]
"""Whose step comes next: numbers of sessions."""

GLANCE_SECONDS = 0.005
"""So long a step may take before the server is asked who waits for whom, and then twice as long
before it is asked again: asking takes time from those who work."""

PATIENCE_SECONDS = 60.0
"""Nothing takes so long, on any machine: something hangs."""

_acting = threading.local()


class Status(Enum):
    """What a session does."""

    STOPPED = auto()
    """It waits to be let go on; it holds the locks that it has."""
    WORKING = auto()
    """It does its step, or waits for a lock."""
    OVER = auto()


class Session:
    """Somebody who does a few steps, one after the other, and then has an outcome.

    ``gates`` are names of queries, in the order in which they come if they come: the session stops
    before it executes one. What it does for a second time, in a transaction that is tried again, it
    does without stopping.
    """

    def __init__(
        self, name: str, work: Callable[["Session"], str], gates: Sequence[str] = ()
    ) -> None:
        self.name = name
        self.status = Status.WORKING
        self.stops = 0
        self.outcome = ""
        self.again = False
        """It did something for a second time."""
        self._work = work
        self._gates = [text_of(gate) for gate in gates]
        self._passed: set[str] = set()
        self._stage: Stage | None = None
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self, stage: "Stage") -> None:
        """Begin, and stop before the first step."""
        self._stage = stage
        self._thread.start()

    def join(self) -> BaseException | None:
        """Wait for the end; return what went wrong in the session itself.

        Raises:
            AssertionError: it hangs.
        """
        self._thread.join(PATIENCE_SECONDS)
        assert not self._thread.is_alive(), f"{self.name} hangs"
        return self._failure

    def stop(self) -> None:
        """End a step: wait until the next one may be done."""
        assert self._stage is not None
        self._stage.stop(self)

    def uses(self, pid: int) -> None:
        """Note that it talks to the server through this backend."""
        assert self._stage is not None
        self._stage.owners[pid] = self

    def executes(self, text: object) -> None:
        """Stop if this query is the next gate."""
        if text in self._passed:
            self.again, self._gates = True, []
        elif text in self._gates:
            place = self._gates.index(str(text))
            self._passed.add(self._gates[place])
            self._gates = self._gates[place + 1 :]
            self.stop()

    def _run(self) -> None:
        _acting.session = self
        assert self._stage is not None
        try:
            self.stop()
            self.outcome = self._work(self)
        except MaitredError as error:
            self.outcome = error.code
        except psycopg.Error as error:
            self.outcome = error.sqlstate or str(error)
        except BaseException as error:
            self._failure, self.outcome = error, repr(error)
        finally:
            self._stage.over(self)


class GatedConnection(PatientConnection):
    """A connection of the service whose session stops at its gates."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> psycopg.Cursor[DictRow]:
        """Execute a query, after the session's stop if it is one of its gates."""
        session: Session | None = getattr(_acting, "session", None)
        if session is not None:
            session.uses(self.info.backend_pid)
            session.executes(query)
        return super().execute(query, params, **options)


class Stage:
    """Runs sessions by a schedule; ``looker`` is an autocommit connection of nobody's."""

    def __init__(self, looker: psycopg.Connection[Any], sessions: Sequence[Session]) -> None:
        self.owners: dict[int, Session] = {}
        """Who last used a backend, by its process id."""
        self.blocked: set[tuple[str, int]] = set()
        """Steps that had to wait for a stopped session."""
        self.log: list[tuple[str, int]] = []
        """What was seen, in order: a session went on, or was over."""
        self._looker = looker
        self._sessions = sessions
        self._changed = threading.Condition()
        self._let_go: set[Session] = set()
        self._free = False

    def run(self, schedule: Iterable[int]) -> list[str]:
        """Run a schedule, and everybody to his end; return the outcomes.

        Raises:
            AssertionError: something hangs.
            BaseException: a session failed with something that no caller should ever see.
        """
        for session in self._sessions:
            session.start(self)
        try:
            self._settle()
            owed: Counter[int] = Counter()
            for number in schedule:
                owed[number] += 1
                self._go_on(owed)
            while self._stopped():
                self._go_on(Counter(self._stopped()))
        finally:
            self._set_free()
            failures = [session.join() for session in self._sessions]
        for failure in failures:
            if failure is not None:
                raise failure
        return [session.outcome for session in self._sessions]

    def ended_before(self, first: int, second: int) -> bool:
        """Tell whether the first was over, for certain, before the last step of the second."""
        return self.log.index(("over", first)) < max(
            place for place, entry in enumerate(self.log) if entry == ("go", second)
        )

    def stop(self, session: Session) -> None:
        """Let a session wait until it may go on; called by the session."""
        with self._changed:
            session.status = Status.STOPPED
            session.stops += 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: session in self._let_go or self._free)
            self._let_go.discard(session)
            session.status = Status.WORKING

    def over(self, session: Session) -> None:
        """Note that a session has ended; called by the session."""
        with self._changed:
            session.status = Status.OVER
            self._changed.notify_all()

    def _stopped(self) -> list[int]:
        return [n for n, s in enumerate(self._sessions) if s.status is Status.STOPPED]

    def _working(self) -> list[Session]:
        return [s for s in self._sessions if s.status is Status.WORKING]

    def _go_on(self, owed: "Counter[int]") -> None:
        """Let everybody who is owed steps do them, as far as he is not waiting for a lock."""
        while ready := [number for number in self._stopped() if owed[number]]:
            number = ready[0]
            owed[number] -= 1
            self.log.append(("go", number))
            with self._changed:
                session = self._sessions[number]
                session.status = Status.WORKING
                self._let_go.add(session)
                self._changed.notify_all()
            self._settle()

    def _settle(self) -> None:
        """Wait until everybody is stopped, over, or waiting for one who is stopped."""
        until, glance = time.monotonic() + PATIENCE_SECONDS, GLANCE_SECONDS
        while not self._quiet(glance):
            assert time.monotonic() < until, [f"{s.name}: {s.status}" for s in self._sessions]
            glance = min(2 * glance, 20 * GLANCE_SECONDS)
        self.blocked.update((s.name, s.stops) for s in self._working())
        seen = {number for what, number in self.log if what == "over"}
        self.log += [
            ("over", number)
            for number, session in enumerate(self._sessions)
            if session.status is Status.OVER and number not in seen
        ]

    def _quiet(self, glance: float) -> bool:
        with self._changed:
            if self._changed.wait_for(lambda: not self._working(), glance):
                return True
            before = {s: s.stops for s in self._sessions if s.status is Status.STOPPED}
            owners = dict(self.owners)
        blockers = self._blockers(owners)
        with self._changed:
            # Who was stopped when the server was asked, and still is, holds what he is said to.
            stopped = {s for s, n in before.items() if s.status is Status.STOPPED and s.stops == n}
            return all(
                _waits_for(session, stopped, owners, blockers) for session in self._working()
            )

    def _blockers(self, pids: Iterable[int]) -> dict[int, list[int]]:
        rows = self._looker.execute(
            "select pid, pg_blocking_pids(pid) as blockers from unnest(%s::int[]) as pid",
            [list(pids)],
        )
        return {row["pid"]: row["blockers"] for row in rows}

    def _set_free(self) -> None:
        """Nobody stops any more: after a failure all threads come to their end."""
        with self._changed:
            self._free = True
            self._changed.notify_all()


def _waits_for(
    session: Session,
    stopped: set[Session],
    owners: dict[int, Session],
    blockers: dict[int, list[int]],
) -> bool:
    """Tell whether a session waits for a stopped one, or for one who waits for a stopped one."""
    reached = {pid for pid, owner in owners.items() if owner is session}
    while True:
        further = reached.union(*(blockers.get(pid, []) for pid in reached))
        if further == reached:
            return any(owners.get(pid) in stopped for pid in reached)
        reached = further


def interleavings(steps: Sequence[int]) -> Iterator[Schedule]:
    """Return every order of the steps of sessions, each with so many."""
    if not any(steps):
        yield ()
    for number, left in enumerate(steps):
        if left:
            fewer = (*steps[:number], left - 1, *steps[number + 1 :])
            for rest in interleavings(fewer):
                yield (number, *rest)


def sample(steps: Sequence[int], count: int, whims: random.Random) -> list[Schedule]:
    """Return some orders, each as likely as any other."""
    pack = [number for number, many in enumerate(steps) for _ in range(many)]
    return [tuple(whims.sample(pack, len(pack))) for _ in range(count)]
