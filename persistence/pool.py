"""Connections to the booking database: pooled, with limits on everything that can wait."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Any, Literal, Self, TypeVar
from uuid import UUID

import psycopg
from psycopg._preparing import PrepareManager
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool, PoolTimeout, TooManyRequests

from models.flags import Flags
from persistence.errors import starting_up, translate
from telemetry.event_logs import Tell
from telemetry.stages import about

Connection = psycopg.Connection[DictRow]

T = TypeVar("T")

Plans = Literal["generic", "custom"]

READY_SECONDS = 2.0
"""A database that takes longer for the simplest question is not ready."""

SILENCE_SECONDS = 3.0
"""An answer that comes so much later than the server's own timeout never comes."""

RECONNECT_SECONDS = 1.0
"""The pool tries to connect for so long before it waits for somebody to ask for a connection again;
with its own five minutes it would be waiting a minute between tries after an outage of half one."""

STARTING_SECONDS = 1.0
"""A server that recovers from a crash is asked again for so long, every few hundredths of a second;
the pool's own pause would be a whole second, several times as long as most recoveries."""


@dataclass(frozen=True)
class Limits:
    """How long things may take (seconds), and how many connections there are."""

    pool_size: int = 8
    statement_timeout_seconds: float = 15.0
    lock_timeout_seconds: float = 5.0
    idle_in_transaction_seconds: float = 10.0
    connect_timeout_seconds: int = 5
    pool_wait_seconds: float = 5.0


class KeptStatements(PrepareManager):
    """Prepared statements that outlive a rollback, unless the server refused something.

    psycopg forgets all of them at every rollback, lest a table was created in it that is gone.
    These connections create none, and refuse requests by rolling back: planning thirty statements
    anew would cost the next request more than its work.
    """

    doubtful = False
    """Whether the server has refused something since they were last forgotten."""

    def clear(self) -> bool:
        """Forget them, if they may be what was refused."""
        if not self.doubtful:
            return False
        self.doubtful = False
        return super().clear()


class PatientConnection(psycopg.Connection[DictRow]):
    """Gives up on a server that is connected but says nothing any more.

    The server's own timeouts end what the server does; keepalives and ``tcp_user_timeout`` end
    what the network swallows. A peer that acknowledges every byte and never answers (a frozen
    server, a proxy that lost the one behind it) is ended by nobody else.
    """

    patience_seconds = Limits().statement_timeout_seconds + SILENCE_SECONDS
    """For one answer of the server."""
    flags = Flags()
    """Those of the process."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._prepared: KeptStatements = KeptStatements()

    @classmethod
    def connect(cls, conninfo: str = "", **options: Any) -> Self:
        """Connect; ``patience_seconds``, ``flags`` and ``noting`` (entered meanwhile) are ours."""
        patience = options.pop("patience_seconds", cls.patience_seconds)
        flags = options.pop("flags", cls.flags)
        noting: Callable[[], AbstractContextManager[None]] = options.pop("noting", nullcontext)
        until = time.monotonic() + STARTING_SECONDS
        with noting():
            while True:
                try:
                    connection = super().connect(conninfo, **options)
                    break
                except psycopg.OperationalError as error:
                    if not starting_up(error) or time.monotonic() > until:
                        raise
                time.sleep(0.03)
        connection.patience_seconds, connection.flags = patience, flags
        return connection

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        """Wait for an answer.

        Raises:
            OperationalError: none came in time; the connection is closed.
        """
        try:
            return super().wait(gen, interval, timeout or self.patience_seconds)
        except psycopg.Error as error:
            self._prepared.doubtful = True
            silent = self.info.transaction_status is TransactionStatus.ACTIVE
            if silent and isinstance(error, psycopg.OperationalError):
                self.pgconn.finish()
            raise


class Database:
    """A pool of connections; every one speaks UTC and gives up in time."""

    def __init__(self, dsn: str, limits: Limits | None = None, flags: Flags | None = None) -> None:
        self._dsn = dsn
        self.flags = flags or Flags()
        self.tell_committed: Tell | None = None
        """Tells the product's event log what was committed; None: each transaction does."""
        self._limits = limits or Limits()
        self._asking = Lock()
        self._question: Future[bool] | None = None
        self._trouble: psycopg.Error | None = None
        self._pool: ConnectionPool[PatientConnection] = ConnectionPool(
            dsn,
            connection_class=PatientConnection,
            min_size=1,
            max_size=self._limits.pool_size,
            max_waiting=self._limits.pool_size * 8,
            timeout=self._limits.pool_wait_seconds,
            kwargs={
                **connection_options(self._limits),
                "patience_seconds": self._limits.statement_timeout_seconds + SILENCE_SECONDS,
                "flags": self.flags,
                "noting": self._noting_trouble,
            },
            # One short round trip; without it the first requests after a restart of the database
            # would get connections that died with it.
            check=self._check,
            reconnect_timeout=RECONNECT_SECONDS,
            open=False,
            name="maitred",
        )

    def open(self) -> None:
        """Start connecting; does not wait for the database."""
        self._pool.open()

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    @contextmanager
    def connection(self, wait_seconds: float | None = None) -> Iterator[Connection]:
        """Lend a connection; what was not committed is rolled back.

        Whoever can do without does not wait for one as long as the limits allow.

        Raises:
            DatabaseError: the database refused, failed, or cannot be reached.
        """
        try:
            with self._pool.connection(wait_seconds) as connection:
                yield connection
        except PoolTimeout as error:
            # Nobody gave a connection back in time, or there is none to be had: very different.
            raise translate(self._trouble or error) from error
        except (psycopg.Error, TooManyRequests) as error:
            raise translate(error) from error

    def _check(self, connection: PatientConnection) -> None:
        """Ask the simplest question; a connection that is silent is not lent."""
        patience, connection.patience_seconds = connection.patience_seconds, READY_SECONDS
        with self._noting_trouble():
            ConnectionPool.check_connection(connection)
        connection.patience_seconds = patience

    @contextmanager
    def _noting_trouble(self) -> Iterator[None]:
        """Remember why there are no connections; asking anew would take one more than allowed."""
        try:
            yield
        except psycopg.Error as error:
            self._trouble = error
            raise
        self._trouble = None

    def connections(self) -> dict[str, int]:
        """Return how many connections are open and idle, and how many requests wait for one."""
        found = self._pool.get_stats()
        return {
            "open": found.get("pool_size", 0),
            "idle": found.get("pool_available", 0),
            "waiting": found.get("requests_waiting", 0),
        }

    def ready(self) -> bool:
        """Tell whether the database answers within two seconds.

        A server that hangs neither answers nor fails, so a thread asks it; as long as that thread
        hangs, no other one is sent after it.
        """
        with self._asking:
            if self._question is None or self._question.done():
                self._question = Future()
                Thread(target=self._ask, args=(self._question,), daemon=True).start()
            question = self._question
        try:
            return question.result(timeout=READY_SECONDS)
        except TimeoutError:
            return False

    def _ask(self, question: "Future[bool]") -> None:
        question.set_result(self._answers())

    def _answers(self) -> bool:
        try:
            with self._pool.connection(timeout=READY_SECONDS) as connection:
                connection.execute("select 1")
        except (psycopg.Error, PoolTimeout, TooManyRequests):
            return False
        return True


def connection_options(limits: Limits, *, plans: Plans = "generic") -> dict[str, Any]:
    """Return libpq options for every connection.

    ``plans`` says whether the server plans a statement once for all values, or for each anew.

    TimeZone is UTC because functions of the booking database store ``timezone('utc', now())`` as
    an instant, which is right only then.
    """

    def milliseconds(seconds: float) -> int:
        return round(seconds * 1000)

    settings = {
        "TimeZone": "UTC",
        "statement_timeout": milliseconds(limits.statement_timeout_seconds),
        "lock_timeout": milliseconds(limits.lock_timeout_seconds),
        "idle_in_transaction_session_timeout": milliseconds(limits.idle_in_transaction_seconds),
        # Every statement goes by an index whatever its values are. The server would plan each one
        # anew ten times before it believed that, on every connection: half of what it does for a
        # commit after a crash, when all connections are new.
        "plan_cache_mode": f"force_{plans}_plan",
    }
    return {
        "row_factory": dict_row,
        "application_name": "maitred",
        "prepare_threshold": 0,
        "connect_timeout": limits.connect_timeout_seconds,
        "tcp_user_timeout": milliseconds(limits.statement_timeout_seconds),
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
    }


def flags_of(connection: Connection) -> Flags:
    """Return the flags of whoever opened a connection; by default nobody has set any."""
    return connection.flags if isinstance(connection, PatientConnection) else Flags()


def enter_tenant(connection: Connection, restaurant_id: UUID) -> None:
    """Name the restaurant that this transaction works for; row-level security asks for it."""
    about(restaurant=restaurant_id)
    connection.execute("select set_config('app.restaurant_id', %s, true)", [str(restaurant_id)])
