"""kill -9 of a whole database server; of an embedded one, of its owner, and of both again."""

import contextlib
import os
import random
import signal
import time
from pathlib import Path

import pytest

from persistence.embedded import EmbeddedPostgres
from persistence.embedded_keeper import STARTS
from tests.budgets import (
    FIRST_COMMIT_AFTER_CRASH,
    OWNER_KILL_EVERY,
    POSTMASTER_KILL_EVERY,
    POSTMASTER_SHARE,
)
from tests.concurrency.backends import crash, servers_in, wait_until
from tests.concurrency.chaos import (
    SECONDS,
    Clients,
    assert_nothing_is_wrong,
    goes_on,
    on,
    seed_dates,
)
from tests.concurrency.history import Kind
from tests.concurrency.killable_service import KillableService, killable_service
from tests.integration.postgres_servers import (
    DURABLE,
    Database,
    House,
    binaries_of,
    public_directory,
    running_server,
)


@pytest.mark.timeout(0)
@pytest.mark.parametrize("name", on("pg15"))
def test_of_the_postmaster(name: str) -> None:
    """After each crash recovery, plans are acknowledged again in seconds and none is missing."""
    seed = random.randrange(2**32)
    whims, kills, slowest = random.Random(seed), 0, 0.0
    least = (SECONDS / 12, SECONDS / 3)
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
            started, seconds = time.monotonic(), SECONDS * POSTMASTER_SHARE
            while goes_on(started, kills, clients, seconds=seconds, least=least):
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
            least=least,
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


def test_of_an_embedded_server_and_of_its_owner() -> None:
    """The owner starts a killed server again in seconds; one that dies too often ends the owner.

    When the owner is killed no server is left over, and the next start works. Every acknowledged
    plan is there.
    """
    seed = random.randrange(2**32)
    whims, rounds = random.Random(seed), round(SECONDS / OWNER_KILL_EVERY)
    postmasters, slowest = set(), 0.0
    with public_directory() as place:
        with EmbeddedPostgres(place / "data") as first:
            dsn = first.dsn
        service = KillableService(None, embedded=place / "data", log=place / "said")
        try:
            service.start()
            database = Database("maitred", dsn)
            with database.connect(autocommit=True) as connection:
                house = House.build(connection)
                dates = seed_dates(house)
            with Clients(service.url, house.id, dates) as clients:
                for _ in range(rounds):
                    work_for_a_while(clients, whims)
                    postmasters.add(killed := postmaster(place))
                    began = time.monotonic()
                    os.kill(killed, signal.SIGKILL)
                    slowest = max(slowest, first_commit(clients, began))
                    work_for_a_while(clients, whims)
                    postmasters.add(postmaster(place))
                    service.kill()
                    wait_until(lambda: not servers_in(place / "data"), 10, "a server is left over")
                    service.start()
            assert_nothing_is_wrong(
                f"embedded server (first commit within {slowest:.1f} s), then owner",
                seed,
                database,
                clients,
                rounds * 2,
                least=(rounds * 2, rounds * 3),
            )
            assert len(postmasters) == rounds * 2
            kill_until_given_up(service, place)
        finally:
            service.stop()
        wait_until(lambda: not servers_in(place / "data"), 10, "a server is left over")


def work_for_a_while(clients: Clients, whims: random.Random) -> None:
    """Wait until some plans more are acknowledged, and a moment."""
    acknowledged = clients.history.count(Kind.OK)
    wait_until(lambda: clients.history.count(Kind.OK) > acknowledged + 2, 30, "nothing was planned")
    time.sleep(whims.uniform(0, 0.5))


def kill_until_given_up(service: KillableService, place: Path) -> None:
    """Kill the server as soon as it is there again: each time is told, and the last is the end."""
    kills = 0
    while service.running:
        with contextlib.suppress(OSError, ValueError):
            if (alive := postmaster(place)) in servers_in(place / "data"):
                os.kill(alive, signal.SIGKILL)
                kills += 1
        assert kills < 100, "it is started again for ever"
        time.sleep(0.02)
    said = (place / "said").read_text()
    assert service.wait(0) == 3
    assert said.count("embedded server ended") == STARTS
    assert f"Error: the embedded server was started again {STARTS} times" in said
    assert "Traceback" not in said


def postmaster(place: Path) -> int:
    """Return the process id of the running embedded server."""
    return int((place / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
