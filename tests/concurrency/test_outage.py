"""The database is away for a while."""

import time

import httpx2
import pytest

from tests.budgets import (
    LONGEST_OUTAGE,
    OUTAGE_SHARE,
    READY_WITHIN,
    REFUSED_WITHIN,
    UNREADY_WITHIN,
)
from tests.concurrency.backends import wait_until
from tests.concurrency.chaos import SECONDS, Clients, assert_nothing_is_wrong, on, seed_dates
from tests.concurrency.history import Kind
from tests.concurrency.killable_service import killable_service
from tests.integration.postgres_servers import (
    DURABLE,
    House,
    binaries_of,
    running_server,
)


@pytest.mark.timeout(0)
@pytest.mark.parametrize("name", on("pg18"))
def test_the_database_is_away_and_comes_back(name: str) -> None:
    """Alive and not ready meanwhile, and every request is refused with a reason and in time; ready
    and at work seconds after it is back, however long it was away."""
    away = min(LONGEST_OUTAGE, SECONDS * OUTAGE_SHARE)
    with (
        running_server("away", binaries_of(name), DURABLE) as server,
        server.database() as database,
    ):
        with database.connect(autocommit=True) as connection:
            house = House.build(connection)
            dates = seed_dates(house)
        with (
            killable_service(database.dsn) as service,
            httpx2.Client(base_url=service.url, trust_env=False, timeout=30) as http,
            Clients(service.url, house.id, dates) as clients,
        ):

            def is_ready() -> bool:
                return http.get("/health/ready").status_code == 200

            wait_until(lambda: clients.history.count(Kind.OK), 30, "nothing was planned")
            server.postgres.stop()
            back_at = time.monotonic() + away
            unready = wait_until(lambda: not is_ready(), UNREADY_WITHIN, "still ready")
            refusal = http.get("/api/v1/restaurants")
            assert (refusal.status_code, refusal.json()["code"]) == (503, "DATABASE_UNREACHABLE")
            assert refusal.json()["hint"]
            assert refusal.headers["retry-after"]
            while time.monotonic() < back_at:
                assert http.get("/health/live").status_code == 200
                assert not is_ready()
            server.postgres.start()
            acknowledged = clients.history.count(Kind.OK)
            ready = wait_until(is_ready, READY_WITHIN, "not ready again")
            wait_until(
                lambda: clients.history.count(Kind.OK) > acknowledged, 30, "nothing was planned"
            )
        assert_nothing_is_wrong(
            f"database away for {away:.0f} s (unready after {unready:.1f} s, ready after "
            f"{ready:.1f} s, longest request {clients.slowest:.1f} s)",
            0,
            database,
            clients,
            1,
            least=(1, 5),
        )
        assert clients.slowest < REFUSED_WITHIN
