"""Clients that go away in the middle, and more of them than there are connections."""

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from tests.budgets import CLIENTS_GONE_PER_SECOND, PARALLEL_REQUESTS, READY_WITHIN, SMALL_POOL
from tests.concurrency.backends import assert_all_idle, connections, stuck, wait_until
from tests.concurrency.chaos import PARTIES, SECONDS, on, say
from tests.concurrency.killable_service import killable_service
from tests.concurrency.one_date import OneDate
from tests.concurrency.proxy import Fault, Latency, proxy
from tests.integration.postgres_servers import Database, House

WARM_UP = 4
"""The first plans of a service take much longer than the others."""


def seconds_to_plan(date: OneDate, http: httpx2.Client) -> float:
    """Plan a date; return how long that took."""
    began = time.monotonic()
    date.planned(http)
    return time.monotonic() - began


@pytest.mark.parametrize("server", on("pg15"), indirect=True)
def test_clients_that_are_gone(database: Database, house: House) -> None:
    """Wherever a client leaves, its plan is whole or absent and no transaction stays open."""
    seed = random.randrange(2**32)
    whims, gone, dates = random.Random(seed), 0, []
    with (
        killable_service(database.dsn) as service,
        httpx2.Client(base_url=service.url, trust_env=False, timeout=30) as http,
    ):
        usual = min(seconds_to_plan(OneDate(house, number), http) for number in range(WARM_UP))
        for number in range(WARM_UP, WARM_UP + round(SECONDS * CLIENTS_GONE_PER_SECOND)):
            dates.append(OneDate(house, number))
            try:
                dates[-1].ask(http, timeout=whims.uniform(0.1, 0.9) * usual)
            except httpx2.TimeoutException:
                gone += 1
            assert not stuck(house)
        assert_all_idle(house, 8)
        whole = [date.seated for date in dates]
        assert set(whole) <= {0, len(PARTIES)}, "a plan is there in part"
        for date in dates:
            wait_until(lambda date=date: date.ask(http).status_code == 200, 30, "never answered")
            date.planned(http)
        assert_all_idle(house, 8)
    assert gone >= len(dates) / 3, f"did not test: only {gone} of {len(dates)} clients left early"
    say(
        f"clients gone: seed {seed}, {gone} of {len(dates)} left early, "
        f"{whole.count(len(PARTIES))} plans were written all the same, 0 violations"
    )


@pytest.mark.parametrize("server", on("pg18"), indirect=True)
def test_more_requests_than_connections(database: Database, house: House) -> None:
    """The service opens no more connections than it may, not even to learn why it got none in
    time, and refuses what it cannot serve."""
    dates = [OneDate(house, number) for number in range(PARALLEL_REQUESTS // 8)]
    over, most = threading.Event(), [0]

    def watch() -> None:
        while not over.is_set():
            most[0] = max(most[0], connections(house))
            time.sleep(0.01)

    with (
        proxy(database.dsn) as (dsn, between),
        killable_service(dsn, pool_size=SMALL_POOL, plans_at_once=4) as service,
        httpx2.Client(
            base_url=service.url,
            trust_env=False,
            timeout=60,
            limits=httpx2.Limits(max_connections=PARALLEL_REQUESTS),
        ) as http,
    ):
        watcher = threading.Thread(target=watch)
        watcher.start()

        def ask(number: int) -> str:
            date = dates[number // 8]
            day = f"/api/v1/restaurants/{house.id}/days/{date.date}"
            answer = http.get(day) if number % 8 else date.ask(http)
            return "served" if answer.status_code == 200 else str(answer.json()["code"])

        between.fault = Latency(random.Random(1), 0.02, 0.05)
        with ThreadPoolExecutor(PARALLEL_REQUESTS) as clients:
            answers = Counter(clients.map(ask, range(PARALLEL_REQUESTS)))
        between.fault = Fault()
        over.set()
        watcher.join()
        assert most[0] == SMALL_POOL
        wait_until(
            lambda: http.get("/health/ready").status_code == 200, READY_WITHIN, "not ready again"
        )
    assert set(answers) <= {"served", "OVERLOADED", "PLANNING_BUSY"}
    assert answers["served"] >= SMALL_POOL
    assert answers["OVERLOADED"] > 0, "did not test: nobody waited for a connection in vain"
    say(f"{PARALLEL_REQUESTS} at once: {dict(answers)}, at most {most[0]} connections")
