"""What one restaurant's flood costs another one: quotes alone, and beside the flood.

Run as ``python -m benchmarks.noisy`` (three minutes). Restaurant A asks for plans and quotes as
fast as it is answered, sends bodies that are too large and bodies that come byte by byte, with
several tokens and without heeding Retry-After; restaurant B asks for a quote every now and then.
Alone and beside take turns, so that what the machine does otherwise meets both. The flood comes
from a process of the lowest priority: it stands for other machines.
"""

import argparse
import contextlib
import multiprocessing
import os
import socket
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import psycopg

from benchmarks.deadline import quantile
from benchmarks.report import circumstances, command, markdown_table, options, write_section
from benchmarks.seeded import DATE, SeededDay, seed_day
from persistence.embedded import EmbeddedPostgres
from persistence.migrate import migrate
from persistence.pool import Database
from services.access import Role, create_token
from tests.concurrency.killable_service import KillableService
from tests.integration.sign_in import SECRET

SIZE, LOAD = "medium", 1.0
TOKENS = 6
"""Of the flood, as of a staff: limits of one caller are not what protects the others."""

QUOTERS, PLANNERS, ORDERERS, LARGE, SLOW = 12, 6, 2, 2, 20
"""Connections of the flood, by what they do."""

PAUSE_SECONDS = 0.15
"""Between two quotes of B."""

WARM_UP = 5
QUOTE = "/api/staff/auto/quote"
PLAN = "/api/ops/dashboard/assign-tables"
TARGET = 2.0


@dataclass(frozen=True)
class Tenant:
    """A restaurant, its bookings, and the tokens of its machines."""

    day: SeededDay
    tokens: list[str]

    def headers(self, number: int) -> dict[str, str]:
        """Return what one of its machines signs in with."""
        return {"authorization": f"Bearer {self.tokens[number % len(self.tokens)]}"}

    def quote(self, number: int) -> dict[str, Any]:
        """Return the body of a quote that writes nothing."""
        guest = self.day.guests[number % len(self.day.guests)]
        return {"bookingId": str(guest.id), "budgetMs": 250, "hold": False, "maxMoves": 0}


@dataclass
class Measured:
    """Milliseconds of B's quotes."""

    alone: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)
    refused: int = 0


@contextmanager
def served(directory: Path, seed: int) -> Iterator[tuple[str, Tenant, Tenant]]:
    """Serve two restaurants of which neither has planned its date."""
    directory.chmod(0o755)
    with EmbeddedPostgres(directory / "data") as server:
        with psycopg.connect(server.dsn) as connection:
            migrate(connection, target="embedded")
        with psycopg.connect(server.dsn) as connection:
            days = [seed_day(connection, SIZE, LOAD, seed + number) for number in range(2)]
        flood, quiet = (_tenant(server.dsn, day) for day in days)
        service = KillableService(
            server.dsn,
            dev_auth=False,
            worker=True,
            jwt_secret=SECRET,
            jwt_issuer="https://issuer.example/auth/v1",
        )
        service.start()
        try:
            yield service.url, flood, quiet
        finally:
            service.stop()


def _tenant(dsn: str, day: SeededDay) -> Tenant:
    database = Database(dsn)
    database.open()
    names = [f"{str(day.restaurant)[:8]}-{number}" for number in range(TOKENS)]
    tokens = [create_token(database, name, Role.MANAGER, day.restaurant)[1] for name in names]
    database.close()
    return Tenant(day, tokens)


def flood(url: str, tenant: Tenant, on: Event, over: Event, told: Any) -> None:
    """Flood while ``on`` is set, in a process of its own; tell what was answered."""
    os.nice(19)
    answers: Counter[str] = Counter()

    def keep(work: Callable[[httpx2.Client, int], str], number: int) -> None:
        with httpx2.Client(base_url=url, trust_env=False, timeout=60) as http:
            while not over.is_set():
                if on.wait(0.2):
                    with contextlib.suppress(httpx2.HTTPError, OSError):
                        answers[work(http, number)] += 1

    kinds = [(_quote, QUOTERS), (_plan, PLANNERS), (_order, ORDERERS), (_large, LARGE)]
    threads = [
        threading.Thread(target=keep, args=(_of(work, tenant), number), daemon=True)
        for work, count in kinds
        for number in range(count)
    ]
    threads += [
        threading.Thread(target=keep, args=(_slow(url, tenant), number), daemon=True)
        for number in range(SLOW)
    ]
    for thread in threads:
        thread.start()
    over.wait()
    time.sleep(0.5)
    told.send(dict(answers))


Ask = Callable[[httpx2.Client, int, Tenant], httpx2.Response]


def _of(ask: Ask, tenant: Tenant) -> Callable[[httpx2.Client, int], str]:
    name = ask.__name__.strip("_")
    return lambda http, number: f"{name} {ask(http, number, tenant).status_code}"


def _quote(http: httpx2.Client, number: int, tenant: Tenant) -> httpx2.Response:
    return http.post(QUOTE, json=tenant.quote(number), headers=tenant.headers(number))


def _plan(http: httpx2.Client, number: int, tenant: Tenant) -> httpx2.Response:
    body = {"restaurantId": str(tenant.day.restaurant), "date": str(DATE), "mode": "rebuild"}
    return http.post(PLAN, json={**body, "budgetMs": 5000}, headers=tenant.headers(number))


def _order(http: httpx2.Client, number: int, tenant: Tenant) -> httpx2.Response:
    path = f"/api/v1/restaurants/{tenant.day.restaurant}/days/{DATE}/plan"
    return http.post(path, json={"mode": "rebuild"}, headers=tenant.headers(number))


def _large(http: httpx2.Client, number: int, tenant: Tenant) -> httpx2.Response:
    """One too large, and one that is just not, full of what nobody asked for."""
    size = 262_000 if number % 2 else 1_000_000
    body = b'{"x": [' + b"[1]," * (size // 4 - 10) + b"1]}"
    headers = {**tenant.headers(number), "content-type": "application/json"}
    return http.post(QUOTE, content=body, headers=headers)


def _slow(url: str, tenant: Tenant) -> Callable[[httpx2.Client, int], str]:
    """Send a body byte by byte until the service hangs up."""
    address = urlsplit(url)

    def work(_: httpx2.Client, number: int) -> str:
        (value,) = tenant.headers(number).values()
        head = f"POST {QUOTE} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: {value}\r\n"
        with socket.create_connection((address.hostname, address.port), 5) as slow:
            slow.sendall(f"{head}content-length: 1000\r\n\r\n".encode())
            for _ in range(5):
                slow.sendall(b" ")
                time.sleep(0.5)
        return "slow"

    return work


def measure(url: str, tenant: Tenant, seconds: float, found: list[float]) -> int:
    """Ask for quotes for some seconds; return how many were refused."""
    until, refused, number = time.monotonic() + seconds, 0, 0
    with httpx2.Client(base_url=url, trust_env=False, timeout=60) as http:
        while time.monotonic() < until:
            began = time.perf_counter()
            answer = http.post(QUOTE, json=tenant.quote(number), headers=tenant.headers(number))
            found.append(1000 * (time.perf_counter() - began))
            refused += answer.status_code != 200
            number += 1
            time.sleep(PAUSE_SECONDS)
    return refused


def run(
    url: str, noisy: Tenant, quiet: Tenant, rounds: int, seconds: float
) -> tuple[Measured, Any]:
    """Let alone and beside take turns."""
    context = multiprocessing.get_context("spawn")
    on, over = context.Event(), context.Event()
    told, tell = context.Pipe(duplex=False)
    flooding = context.Process(target=flood, args=(url, noisy, on, over, tell))
    flooding.start()
    found = Measured()
    measure(url, quiet, WARM_UP, [])
    for _ in range(rounds):
        found.refused += measure(url, quiet, seconds, found.alone)
        on.set()
        time.sleep(2)
        found.refused += measure(url, quiet, seconds, found.beside)
        on.clear()
        time.sleep(6)  # plans under way come to their end
    over.set()
    answers = told.recv()
    flooding.join(10)
    flooding.terminate()
    return found, answers


def main() -> None:
    """Measure, and write the section."""
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    about = circumstances()
    with tempfile.TemporaryDirectory() as place, served(Path(place), chosen.seed) as world:
        found, answers = run(*world, chosen.rounds, chosen.seconds)
    write_section(
        "noisy",
        "Quotes beside another restaurant's flood",
        _page(found, answers, about, chosen),
        dry_run=chosen.dry_run,
    )


def _page(found: Measured, answers: dict[str, int], about: str, chosen: argparse.Namespace) -> str:
    rows = [
        [name, str(len(ms)), *(f"{quantile(ms, share):.0f}" for share in (0.5, 0.95, 0.99))]
        for name, ms in (("alone", found.alone), ("beside the flood", found.beside))
    ]
    ratio = quantile(found.beside, 0.95) / quantile(found.alone, 0.95)
    met = "met" if ratio <= TARGET else "missed"
    flooded = ", ".join(f"{count:,} x {what}" for what, count in sorted(answers.items()))
    heads = ["quotes of B", "number", "p50 ms", "p95 ms", "p99 ms"]
    return f"""{about}

{markdown_table(heads, rows)}

p95 beside / alone: **{ratio:.2f}** (target {TARGET:g}, {met}); of B's quotes {found.refused} were
refused.
The flood was answered: {flooded}.

{command("noisy", chosen)}"""


if __name__ == "__main__":
    main()
