"""Many keys, each sent several times, one after the other and at once, some without waiting."""

import datetime as dt
import json
import random
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.budgets import IDEMPOTENT_KEYS, MISMATCHES
from tests.concurrency.chaos import on
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
    with httpx2.Client(base_url=url, trust_env=False, timeout=60) as http:
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
