"""Many keys, each sent several times, one after the other and at once, some without waiting."""

import datetime as dt
import json
import random
import socket
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Self
from urllib.parse import urlsplit

import httpx2
import pytest

from persistence import idempotency
from persistence.idempotency import (
    DEAD_SECONDS,
    KEPT_SECONDS,
    Claim,
    Key,
    RequestInFlightError,
    StoredAnswer,
    store_answer,
    sweep_keys,
)
from persistence.pool import Database as Pool
from services import idempotent
from services.idempotent import answer_once
from tests.budgets import IDEMPOTENT_KEYS, MISMATCHES, SWEPT_KEYS
from tests.concurrency.backends import wait_until
from tests.concurrency.chaos import on, say
from tests.integration.planning import pool
from tests.integration.postgres_servers import DATE, Database, House
from tests.integration.running_service import ASSIGN, Client, running_service

SENDERS = 8
TRIES = 400
Seen = list[tuple[bytes, bool]]


def body_of(house: House, number: int) -> bytes:
    """Return a request for a date of its own."""
    date = DATE + dt.timedelta(days=number * 4)
    fields = {"restaurantId": str(house.id), "date": date.isoformat(), "budgetMs": 3000}
    return json.dumps(fields).encode()


def send_and_hang_up(url: str, key: str, body: bytes) -> None:
    """Send a whole request, and go before there is an answer."""
    parts = urlsplit(url)
    head = (
        f"POST {ASSIGN} HTTP/1.1\r\nhost: {parts.netloc}\r\ncontent-type: application/json\r\n"
        f"content-length: {len(body)}\r\nidempotency-key: {key}\r\n\r\n"
    )
    with socket.create_connection((parts.hostname or "", parts.port or 0), 10) as wire:
        wire.sendall(head.encode() + body)


def send_until_answered(url: str, key: str, body: bytes) -> tuple[bytes, bool]:
    """Repeat a request until it succeeds; return the answer and whether it is a repetition."""
    headers = {"Idempotency-Key": key, "content-type": "application/json"}
    with httpx2.Client(base_url=url, trust_env=False, verify=False, timeout=60) as http:
        for _ in range(TRIES):
            answer = http.post(ASSIGN, content=body, headers=headers)
            if answer.status_code == 200:
                return answer.content, answer.headers.get("idempotency-replayed") == "true"
            assert answer.status_code in (409, 503), answer.text
            assert int(answer.headers["retry-after"]) >= 1
            time.sleep(0.05)
    raise AssertionError(f"{key} never got an answer")


def send_all(url: str, house: House, number: int, threads: ThreadPoolExecutor) -> Seen:
    """Send one key one to six times, and every fifth one first without waiting."""
    whims, key, body = random.Random(number), f"storm-{number}", body_of(house, number)
    if number % 5 == 0:
        send_and_hang_up(url, key, body)
    times = whims.randint(1, 6)
    if whims.random() < 0.5:
        return [send_until_answered(url, key, body) for _ in range(times)]
    return list(threads.map(lambda _: send_until_answered(url, key, body), range(times)))


@pytest.mark.parametrize("server", on("pg15"), indirect=True)
def test_b1_every_key_has_one_effect_and_one_answer(database: Database, house: House) -> None:
    """Byte for byte, and marked as a repetition on all but the first."""
    guest = house.insert("customers", restaurant_id=house.id)["id"]
    for number in range(IDEMPOTENT_KEYS):
        date = DATE + dt.timedelta(days=number * 4)
        house.booking(dt.time(19), booking_date=date, customer_id=guest)
    with running_service(database.dsn) as client, ThreadPoolExecutor(SENDERS) as threads:
        url = str(client.http.base_url).rstrip("/")
        for number in range(IDEMPOTENT_KEYS):
            seen = send_all(url, house, number, threads)
            assert len({content for content, _ in seen}) == 1, number
            originals = sum(not replayed for _, replayed in seen)
            assert originals == 1 or (originals == 0 and number % 5 == 0), number
    committed = house.rows(
        "select count(*) as n from maitred.runs where state = 'committed' group by service_date"
    )
    assert [row["n"] for row in committed] == [1] * IDEMPOTENT_KEYS
    assert house.value("select count(*) from booking_table_assignments") == IDEMPOTENT_KEYS
    assert house.value("select count(*) from maitred.idempotency_keys") == IDEMPOTENT_KEYS


@pytest.mark.parametrize("server", on("pg18"), indirect=True)
def test_b2_a_key_with_another_body_has_no_effect(database: Database, house: House) -> None:
    """And the same key of another restaurant is another key."""
    other = House.build(house.connection)
    for one in (house, other):
        one.booking(dt.time(19))
    with running_service(database.dsn) as client:
        client.http.headers["Idempotency-Key"] = "shared"
        first = client.plan(house.id)
        before = house.value("select count(*) from maitred.runs")
        for number in range(MISMATCHES):
            answer = client.post(house.id, budgetMs=1000 + number)
            assert answer.status_code == 422
            assert answer.json()["code"] == "IDEMPOTENCY_KEY_CONFLICT"
        assert house.value("select count(*) from maitred.runs") == before
        assert_independent(client, other, first)


def assert_independent(client: Client, other: House, first: dict[str, object]) -> None:
    """The other restaurant's request is worked on, and its answer is its own."""
    answer = client.post(other.id)
    assert answer.status_code == 200
    assert "idempotency-replayed" not in answer.headers
    assert answer.json()["runId"] != first["runId"]
    assert len(answer.json()["assigned"]) == 1


HOUR = 3600.0
PROMISED_SECONDS = 24 * HOUR
LEASE = 1.0
"""Shorter than some of the work, which therefore has to renew its claim."""
AHEAD = DEAD_SECONDS - 10
"""So far in the future may a sweeping service believe to be; its claims are still in use then."""


class Sweeper:
    """Sweeps all the time, by clocks that are wrong."""

    def __init__(self, opened: Pool) -> None:
        self._opened, self._over, self._whims = opened, threading.Event(), random.Random(1)
        self._thread = threading.Thread(target=self._work)
        self.sweeps = self.removed = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(60)
        assert not self._thread.is_alive()

    def _work(self) -> None:
        while not self._over.is_set():
            now = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=self._whims.uniform(0, AHEAD))
            with self._opened.connection() as connection:
                self.removed += sweep_keys(connection, now)
            self.sweeps += 1


def age_answers(house: House) -> None:
    """Make every answer nearly as old as it is promised to get."""
    house.connection.execute(
        "update maitred.idempotency_keys set created_at = created_at - make_interval(secs => %s)"
        " where response is not null and created_at > now() - interval '1 hour'",
        [PROMISED_SECONDS - HOUR],
    )


def leave_old_keys(house: House, number: int) -> None:
    """Leave answers that were kept for long enough, and claims of services that died."""
    for kind, response in (("answer", "{}"), ("claim", None)):
        house.connection.execute(
            "insert into maitred.idempotency_keys"
            " (restaurant_id, route, key, body_hash, claim, claimed_until, status, response,"
            " created_at) values (%s, 'r', %s, 'b', gen_random_uuid(),"
            " now() - make_interval(secs => %s), %s, %s, now() - make_interval(secs => %s))",
            [
                house.id,
                f"old {kind} {number}",
                DEAD_SECONDS + 1,
                200 if response else None,
                response,
                KEPT_SECONDS + 1,
            ],
        )


@pytest.mark.parametrize("server", on("pg15"), indirect=True)
def test_b4_a_sweep_takes_no_key_that_is_in_use(
    database: Database, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However wrong its clock is: every key has one effect, and its answer outlives the promise."""
    for module in (idempotency, idempotent):
        monkeypatch.setattr(module, "LEASE_SECONDS", LEASE)
    effects: Counter[str] = Counter()

    def send(number: int) -> tuple[str, str]:
        name, whims = f"key {number // 3}", random.Random(number)

        def work(claim: Claim | None) -> str:
            assert claim is not None
            effects[name] += 1
            time.sleep(LEASE * (2 if number % 30 == 0 else whims.uniform(0, 0.05)))
            answer = StoredAnswer(200, json.dumps({"by": number}))
            with opened.connection() as connection:
                store_answer(connection, claim, answer, None)
            return answer.response

        for _ in range(TRIES):
            try:
                return name, answer_once(opened, Key(house.id, "r", name, "b"), work).text
            except RequestInFlightError:
                time.sleep(0.05)
        raise AssertionError(f"{name} never got an answer")

    with pool(database) as opened:
        with Sweeper(opened) as sweeper, ThreadPoolExecutor(SENDERS) as threads:
            sending = [threads.submit(send, number) for number in range(SWEPT_KEYS * 3)]
            for number, sent in enumerate(sending):
                sent.result()
                if number % 10 == 0:
                    leave_old_keys(house, number)
                    age_answers(house)
            left = "select count(*) from maitred.idempotency_keys where key like 'old%%'"
            wait_until(lambda: house.value(left) == 0, 20, "old keys were not swept")
        answers = {sent.result() for sent in sending}
        again = {send(number * 3) for number in range(SWEPT_KEYS)}
    say(f"{len(effects)} keys, {sweeper.sweeps} sweeps, {sweeper.removed} old keys removed")
    assert set(effects.values()) == {1}
    assert len(answers) == len(effects) == SWEPT_KEYS
    assert again == answers
    assert sweeper.removed == 2 * len(range(0, SWEPT_KEYS * 3, 10))
    assert sweeper.sweeps >= SWEPT_KEYS, "did not test: hardly ever swept"


@pytest.mark.parametrize("server", on("pg18"), indirect=True)
def test_b4_a_repetition_of_a_request_that_is_held_up_is_told_to_wait(
    database: Database, house: House
) -> None:
    """Somebody has locked the restaurant, so the first request cannot end; then both end right."""
    house.booking(dt.time(19))
    waiting = (
        "select count(*) from pg_stat_activity where datname = current_database()"
        " and application_name = 'maitred' and wait_event_type = 'Lock'"
    )
    with (
        running_service(database.dsn) as client,
        database.connect() as holder,
        ThreadPoolExecutor(1) as threads,
    ):
        client.http.headers["Idempotency-Key"] = "held"
        holder.execute("select 1 from restaurants where id = %s for update", [house.id])
        first = threads.submit(client.post, house.id)
        wait_until(lambda: house.value(waiting) > 0, 30, "the first request was not held up")
        for _ in range(3):
            answer = client.post(house.id)
            assert (answer.status_code, answer.json()["code"]) == (409, "REQUEST_IN_FLIGHT")
            assert int(answer.headers["retry-after"]) >= 1
            assert "idempotency-replayed" not in answer.headers
        assert not first.done()
        holder.rollback()
        original, again = first.result(60), client.post(house.id)
    assert (original.status_code, again.status_code) == (200, 200)
    assert "idempotency-replayed" not in original.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert again.content == original.content
    assert len(original.json()["assigned"]) == 1
    assert house.value("select count(*) from booking_table_assignments") == 1
    assert house.value("select count(*) from maitred.runs where state = 'committed'") == 1
