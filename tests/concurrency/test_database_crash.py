"""kill -9 of a whole database server, and of the owner of an embedded one."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from persistence.embedded import EmbeddedPostgres
from tests.budgets import (
    FIRST_COMMIT_AFTER_CRASH,
    OWNER_KILL_EVERY,
    POSTMASTER_KILL_EVERY,
    POSTMASTER_SHARE,
)
from tests.concurrency.backends import wait_until
from tests.concurrency.chaos import SECONDS, Clients, assert_nothing_is_wrong, on, seed_dates
from tests.concurrency.history import Kind
from tests.concurrency.killable_service import KillableService, killable_service
from tests.integration.postgres_servers import (
    DURABLE,
    Database,
    House,
    Server,
    binaries_of,
    public_directory,
    running_server,
)


def crash(server: Server) -> None:
    """Kill the postmaster and start another one on what it left."""
    assert server.postgres.pid is not None
    os.kill(server.postgres.pid, signal.SIGKILL)
    server.postgres.stop()
    server.postgres.start()


@pytest.mark.timeout(0)
@pytest.mark.parametrize("name", on("pg15"))
def test_of_the_postmaster(name: str) -> None:
    """After each crash recovery, plans are acknowledged again in seconds and none is missing."""
    seed = random.randrange(2**32)
    whims, kills, slowest = random.Random(seed), 0, 0.0
    with (
        running_server("crashing", binaries_of(name), DURABLE) as server,
        server.database() as database,
    ):
        with database.connect(autocommit=True) as connection:
            house = House.build(connection)
            dates = seed_dates(house)
        with (
            killable_service(database.dsn) as service,
            Clients(service.url, house.id, dates) as clients,
        ):
            until = time.monotonic() + SECONDS * POSTMASTER_SHARE
            while time.monotonic() < until:
                time.sleep(whims.uniform(0.5, 1.5) * POSTMASTER_KILL_EVERY)
                began = time.monotonic()
                crash(server)
                kills += 1
                slowest = max(slowest, first_commit(clients, began))
        assert_nothing_is_wrong(
            f"postmaster (first commit within {slowest:.1f} s)",
            seed,
            database,
            clients,
            kills,
            least=(SECONDS / 12, SECONDS / 3),
            ridden_out=True,
        )


def first_commit(clients: Clients, began: float) -> float:
    """Wait until a plan that was asked for after the crash is acknowledged.

    Return how long that took since ``began``.
    """
    crashed = set(clients.history.ops)
    spoken = {op.key for op in crashed if op.kind is Kind.OK}

    def again() -> bool:
        return any(op.kind is Kind.OK and op.key not in spoken for op in clients.history.ops)

    wait_until(again, FIRST_COMMIT_AFTER_CRASH, "no plan was committed after the crash")
    return time.monotonic() - began


def test_of_the_owner_of_an_embedded_server() -> None:
    """No server is left over, the next start works, and every acknowledged plan is there."""
    seed = random.randrange(2**32)
    whims, postmasters, kills = random.Random(seed), set(), round(SECONDS / OWNER_KILL_EVERY)
    with public_directory() as place:
        with EmbeddedPostgres(place / "data") as first:
            dsn = first.dsn
        service = KillableService(None, embedded=place / "data")
        try:
            service.start()
            database = Database("maitred", dsn)
            with database.connect(autocommit=True) as connection:
                house = House.build(connection)
                dates = seed_dates(house)
            with Clients(service.url, house.id, dates) as clients:
                for _ in range(kills):
                    acknowledged = clients.history.count(Kind.OK)
                    wait_until(
                        lambda seen=acknowledged: clients.history.count(Kind.OK) > seen + 2,
                        30,
                        "nothing was planned",
                    )
                    time.sleep(whims.uniform(0, 0.5))
                    postmasters.add(postmaster(place))
                    service.kill()
                    wait_until(lambda: not servers_in(place / "data"), 10, "a server is left over")
                    service.start()
            assert_nothing_is_wrong(
                "owner", seed, database, clients, kills, least=(kills, kills * 3)
            )
            assert len(postmasters) == kills
        finally:
            service.stop()
        wait_until(lambda: not servers_in(place / "data"), 10, "a server is left over")


def postmaster(place: Path) -> int:
    """Return the process id of the running embedded server."""
    return int((place / "data" / "postmaster.pid").read_text().split("\n", 1)[0])


def servers_in(directory: Path) -> list[int]:
    """Return the processes that work in a data directory."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == directory:
                found.append(int(process.name))
        except OSError:
            continue
    return found
