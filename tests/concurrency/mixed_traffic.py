"""Mixed traffic with random faults: run it, and say what was seen."""

import datetime as dt
import random
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from services.doctor import report
from tests.concurrency.backends import servers_in
from tests.concurrency.chaos import assert_tidy, taken
from tests.concurrency.family import family
from tests.concurrency.history import changed_replays, double_bookings
from tests.concurrency.mixed_caller import Caller, NeverError, Product, Traffic
from tests.concurrency.mixed_clients import KINDS, Client, Shadow
from tests.concurrency.mixed_world import Nemesis, Pair
from tests.integration.postgres_servers import DURABLE, Database, Server, running_server

MIB = 1024.0
TABLES = ("bookings", "maitred.events", "observability_events", "maitred.traces", "maitred.runs")


@dataclass
class Sample:
    """How much memory everything has at a moment (MiB), as the kernel shares it out."""

    at: float
    service: float
    worker: float
    database: float
    processes: int
    """Of the service and the worker."""
    handles: int
    """Files and sockets that these have open."""


@dataclass
class Mixed:
    """What happened."""

    seed: int
    seconds: float
    traffic: Traffic
    faults: Counter[str]
    steps: Counter[str]
    violations: list[str]
    samples: list[Sample] = field(default_factory=list)
    orphans: int = 0
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """All of it in one line."""
        answers = sum(self.traffic.answers.values())
        unsure = sum(n for name, n in self.traffic.answers.items() if name.endswith("unknown"))
        return (
            f"mixed traffic: seed {self.seed}, {self.seconds:.0f} s, {answers} requests, "
            f"{sum(self.steps.values())} things done, {unsure} unanswered and repeated, "
            f"{sum(self.faults.values())} faults, {self.orphans} orphans, "
            f"{len(self.violations)} violations"
        )

    def growth(self, of: str) -> float:
        """Return by which factor memory grew from the second to the last quarter (medians)."""
        values = [getattr(sample, of) for sample in self.samples]
        quarter = max(1, len(values) // 4)
        return statistics.median(values[-quarter:]) / statistics.median(
            values[quarter : 2 * quarter]
        )


def run_mixed(
    seconds: float,
    *,
    seed: int,
    fault_every: float,
    sample_every: float,
    least_faults: int = 0,
    tell: Callable[[str], None] = lambda line: None,
) -> Mixed:
    """Let everybody work for so long, and until there were enough faults: some take seconds.

    Return what was wrong, and how much was done.
    """
    with running_server("mixed", None, DURABLE) as server, server.database() as database:
        products = [Product(database) for _ in KINDS]
        clients = [kind(product) for kind, product in zip(KINDS, products, strict=True)]
        now = dt.datetime.now(dt.UTC)
        known, pair = findings(database, clients, now), Pair(database)
        traffic = Traffic([service.url for service in pair.services], seed)
        nemesis = Nemesis(server, database, pair, seed)
        found = Mixed(seed, seconds, traffic, nemesis.done, Counter(), traffic.wrong)
        try:
            pair.start()
            threads = [
                threading.Thread(target=_work, args=(found, number, client), daemon=True)
                for number, client in enumerate(clients)
            ]
            sampler = threading.Thread(
                target=_sample, args=(found, server, pair, sample_every), daemon=True
            )
            for thread in (*threads, sampler):
                thread.start()
            _break_things(found, nemesis, fault_every, least_faults, tell)
            traffic.over.set()
            for thread in (*threads, sampler):
                thread.join(300)
                found.violations += ["a client is stuck"] if thread.is_alive() else []
        finally:
            traffic.over.set()
            pair.stop()
        found.orphans = pair.orphans()
        over = dt.datetime.now(dt.UTC)
        found.violations += _violations(database, clients, traffic)
        found.violations += sorted(findings(database, clients, over) - known)
        found.rows = _rows(database)
        for product in products:
            product.close()
        return found


def _work(found: Mixed, number: int, client: Client) -> None:
    """Do what a client does, again and again, until it is over."""
    traffic = found.traffic
    with httpx2.Client(trust_env=False, timeout=30) as http:
        caller = Caller(traffic, f"{client.name} {number}", http)
        while not traffic.over.is_set():
            try:
                client.step(caller)
            except NeverError as never:
                caller.wrong(str(never))
            except Exception as error:  # a defect of the client itself is one as well
                caller.wrong(f"{type(error).__name__}: {error}"[:300])
            client.steps += 1
            found.steps[client.name] += 1
            traffic.over.wait(caller.dice.expovariate(1 / client.pause))


def _break_things(
    found: Mixed, nemesis: Nemesis, every: float, least: int, tell: Callable[[str], None]
) -> None:
    """Strike now and then until the time is over, and at least so often."""
    dice, began, told = random.Random(found.seed), time.monotonic(), 0.0
    while (passed := time.monotonic() - began) < found.seconds or (
        nemesis.done.total() < least and not found.violations
    ):
        time.sleep(min(every * dice.uniform(0.5, 1.5), max(0.0, found.seconds - passed)))
        try:
            nemesis.strike()
        except AssertionError as error:
            found.violations.append(str(error))
        if passed - told > 60:
            told = passed
            tell(f"{passed:.0f} of {found.seconds:.0f} s: {found.line}")


def _sample(found: Mixed, server: Server, pair: Pair, every: float) -> None:
    """Note every few seconds how much memory there is in use."""
    began = time.monotonic()
    while not found.traffic.over.wait(every):
        with suppress(OSError):  # processes come and go
            service, worker = family(pair.marks["s1"]), family(pair.marks["w1"])
            database = servers_in(server.postgres.data_dir)
            found.samples.append(
                Sample(
                    time.monotonic() - began,
                    memory(service),
                    memory(worker),
                    memory(database),
                    len(service) + len(worker),
                    handles(service | worker),
                )
            )


def memory(processes: Iterable[int]) -> float:
    """Return how many MiB some processes have; what they share counts once, in parts (PSS)."""
    total = 0.0
    for process in processes:
        with suppress(FileNotFoundError, ProcessLookupError):
            for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
                total += float(line.split()[1]) / MIB if line.startswith("Pss:") else 0.0
    return total


def handles(processes: Iterable[int]) -> int:
    """Return how many files and sockets some processes have open."""
    total = 0
    for process in processes:
        with suppress(FileNotFoundError, ProcessLookupError):
            total += len(list(Path(f"/proc/{process}/fd").iterdir()))
    return total


def _violations(database: Database, clients: Sequence[Client], traffic: Traffic) -> list[str]:
    """Ask the database, after everything, whether every promise was kept."""
    with database.connect() as connection:
        rows = taken(connection)
    broken = [f"{client.name}: {item}" for client in clients for item in client.broken(rows)]
    # A run whose service was killed in its commit stays as it is until a sweep takes it for dead.
    assert_tidy(database)
    return [
        *changed_replays(traffic.history.ops),
        *double_bookings(rows),
        *broken,
    ]


def findings(database: Database, clients: Sequence[Client], at: dt.datetime) -> set[str]:
    """Return what the doctor finds; not of the restaurant that only the old allocator writes to.

    As of a moment after which the holds were swept: no service sweeps those that run out later.
    """
    found = set()
    with database.connect(autocommit=True) as connection:
        for client in clients:
            if not isinstance(client, Shadow):
                for finding in report(connection, at, client.house.id).examination.findings:
                    found.add(f"doctor: {finding.kind} of {client.name}")
    return found


def _rows(database: Database) -> dict[str, int]:
    """Return how many rows there are in the end, and how many of those that are gone take room."""
    with database.connect() as connection:
        dead = connection.execute(
            "select sum(n_dead_tup)::int as n from pg_stat_user_tables"
        ).fetchone()
        return {"(dead, of all tables)": dead["n"] or 0} | {
            table: connection.execute(f"select count(*) as n from {table}".encode()).fetchone()["n"]
            for table in TABLES
        }
