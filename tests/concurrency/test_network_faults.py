"""A network between the service and its database that is slow, breaks, cuts and falls silent."""

import random
import time

import pytest

from tests.budgets import CUT_PLACES, NETWORK_FAULT_SHARE, SETTLED_WITHIN
from tests.concurrency.backends import assert_whole_pool, wait_until
from tests.concurrency.chaos import SECONDS, Clients, assert_nothing_is_wrong, on, seed_dates
from tests.concurrency.history import Kind
from tests.concurrency.killable_service import killable_service
from tests.concurrency.proxy import (
    CutCommits,
    Fault,
    HalfOpen,
    Latency,
    Reset,
    Slices,
    Stall,
    proxy,
)
from tests.integration.postgres_servers import Database, House

POOL = 6
FAULTS = ("latency", "reset", "slices", "cut commits", "stall", "half-open")


def made(name: str, whims: random.Random) -> Fault:
    """Return a fresh fault."""
    return {
        "latency": lambda: Latency(whims, 0.0, 0.4),
        "reset": lambda: Reset(whims, 0.05),
        "slices": lambda: Slices(whims),
        "cut commits": lambda: CutCommits(every=4),
        "stall": lambda: Stall(1.0),
        "half-open": HalfOpen,
    }[name]()


@pytest.mark.timeout(0)
@pytest.mark.parametrize("server", on("pg18"), indirect=True)
def test_network_faults(database: Database, house: House) -> None:
    """No acknowledgement is wrong, no request is stuck after the fault, and the pool is whole."""
    seed = random.randrange(2**32)
    whims, dates, strikes, settled = random.Random(seed), seed_dates(house), 0, 0.0
    with (
        proxy(database.dsn) as (dsn, between),
        killable_service(dsn, pool_size=POOL, statement_timeout_seconds=1.5) as service,
        Clients(service.url, house.id, dates) as clients,
    ):
        wait_until(lambda: clients.history.count(Kind.OK), 30, "nothing was planned")
        for name in FAULTS:
            acknowledged = clients.history.count(Kind.OK)
            between.fault = fault = made(name, whims)
            time.sleep(SECONDS * NETWORK_FAULT_SHARE)
            least = CUT_PLACES if isinstance(fault, CutCommits) else 1
            wait_until(
                lambda fault=fault, least=least: fault.strikes >= least, 30, f"too few: {name}"
            )
            between.fault = Fault()
            settled = max(settled, clients.seconds_to_answer_everything())
            wait_until(
                lambda before=acknowledged: clients.history.count(Kind.OK) > before,
                30,
                f"nothing was planned after {name}",
            )
            assert_whole_pool(house, POOL)
            strikes += 1
            if isinstance(fault, CutCommits):
                assert len(fault.places) == CUT_PLACES
    assert settled <= SETTLED_WITHIN
    assert_nothing_is_wrong(
        f"network (settled within {settled:.1f} s)",
        seed,
        database,
        clients,
        strikes,
        least=(len(FAULTS), SECONDS / 2),
    )
