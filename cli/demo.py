"""``maitred demo``: a real service with two demo restaurants, on a database of its own."""

import datetime as dt
import json
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import psycopg
import typer
from pydantic import SecretStr
from rich.markup import escape
from rich.table import Column
from rich.table import Table as Grid

from cli import console
from models.errors import MaitredError
from persistence.embedded import EmbeddedPostgres
from persistence.embedded_keeper import kept_running
from persistence.migrate import migrate
from services.demo import DemoRestaurant, seed_demo
from settings import Settings

HOST = "127.0.0.1"
PORTS_TRIED = 50
START_SECONDS = 30.0
STOP_SECONDS = 10.0
GRACE_SECONDS = 3
ANSWER_SECONDS = 60.0
"""How long an answer may take beyond the solver's budget."""
NO_BREAK = "\N{NO-BREAK SPACE}"


class DemoFailedError(MaitredError):
    """The demo cannot run here."""

    code = "DEMO_FAILED"


class RequestRefusedError(MaitredError):
    """The service answered a request of the demo with an error."""

    code = "REQUEST_REFUSED"


def demo(
    once: Annotated[bool, typer.Option("--once", help="Exit after planning.")] = False,
    port: Annotated[
        int,
        typer.Option(help="Port of the service; the next free one when busy.", min=1, max=65535),
    ] = 8080,
    data_dir: Annotated[
        Path,
        typer.Option(help="Where the database lives; remove it to start afresh.", file_okay=False),
    ] = Path(".maitred/demo"),
    budget: Annotated[
        float, typer.Option(help="Seconds the solver may take.", min=0.1, max=60)
    ] = 10.0,
) -> None:
    """Plan a pub's busy Saturday through the real service, and keep serving.

    Starts a PostgreSQL of its own, fills it with two demo restaurants, plans the pub's coming
    Saturday over HTTP and prints the night. Ctrl-C stops everything.

    Examples:

    `maitred demo`

    `maitred demo --once --budget 3`
    """
    # A supervisor's polite stop takes the same way out as Ctrl-C, which a shell switches off for
    # what it starts in the background.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        _run(once=once, port=port, data_dir=data_dir, budget=budget)
    except KeyboardInterrupt:
        console.out.print("Stopped; nothing is left running.")


def _run(*, once: bool, port: int, data_dir: Path, budget: float) -> None:
    with (
        _listen(port) as listener,
        EmbeddedPostgres(data_dir / "postgres") as postgres,
        kept_running(postgres),
    ):
        pub, *_ = _prepare(postgres.dsn)
        with _service(postgres.dsn, listener) as service:
            address = f"http://{HOST}:{listener.getsockname()[1]}"
            _plan(address, pub, budget)
            if once:
                return
            _stay(address, pub, service)


def _listen(port: int) -> socket.socket:
    """Return a socket on the loopback interface, at the port or the next free one."""
    for candidate in range(port, min(port + PORTS_TRIED, 65536)):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, candidate))
            listener.listen()
        except OSError:
            listener.close()
            continue
        if candidate != port:
            console.out.print(f"Port {port} is busy; using {candidate}.")
        return listener
    raise DemoFailedError(
        f"no free port from {port} to {port + PORTS_TRIED - 1} on {HOST}",
        hint="Choose another with --port.",
    )


def _prepare(dsn: str) -> tuple[DemoRestaurant, ...]:
    """Bring the database up to date and see to it that the demo restaurants are in it."""
    with psycopg.connect(dsn) as connection:
        migrate(connection, target="embedded")
        return seed_demo(connection, dt.datetime.now(dt.UTC))


@contextmanager
def _service(dsn: str, listener: socket.socket) -> Iterator[threading.Thread]:
    """Run the service in a thread; the main thread keeps the signals and the database."""
    from api.app import create_app
    from api.logging import configure_logging
    from api.server import Server, server_config

    configure_logging("warning")
    settings = Settings(
        database_url=SecretStr(dsn),
        # Whatever the environment says: the demo has no users.
        host=HOST,
        dev_auth=True,
        jwks_url=None,
        jwt_secret=None,
    )
    app = create_app(settings)
    server = Server(server_config(app, timeout_graceful_shutdown=GRACE_SECONDS))
    thread = threading.Thread(target=server.run, args=([listener],), name="service", daemon=True)
    thread.start()
    try:
        deadline = time.monotonic() + START_SECONDS
        while not server.started:
            if not thread.is_alive() or time.monotonic() > deadline:
                raise DemoFailedError("the service did not start")
            time.sleep(0.02)
        yield thread
    finally:
        # From here on everything is being stopped: another Ctrl-C must not stop the stopping.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        server.should_exit = True
        thread.join(STOP_SECONDS)


def _stay(address: str, pub: DemoRestaurant, service: threading.Thread) -> None:
    console.out.print(
        "\nServing on the loopback interface only, with dev auth: whoever reaches it is an owner "
        "of both restaurants. Ctrl-C stops the service and its database."
    )
    # Printed plainly: a wrapped address could not be clicked, and scripts read the last line.
    print(f"{address}/console/?restaurant={pub.id}&date={pub.date}&tour=on", flush=True)  # noqa: T201
    while service.is_alive():
        service.join(1)
    raise DemoFailedError("the service stopped by itself")


def _plan(address: str, restaurant: DemoRestaurant, budget: float) -> None:
    wish = {
        "restaurantId": str(restaurant.id),
        "date": str(restaurant.date),
        "budgetMs": round(budget * 1000),
    }
    console.err.print(
        f"Planning {restaurant.name}, {restaurant.date:%A %d %B %Y}, for at most {budget:g} s …"
    )
    timeout = budget + ANSWER_SECONDS
    answer = _request(f"{address}/api/ops/dashboard/assign-tables", wish, timeout=timeout)
    day = _request(f"{address}/api/v1/restaurants/{restaurant.id}/days/{restaurant.date}")
    print_day(day)
    _print_outcome(answer)


def _request(url: str, body: dict[str, Any] | None = None, *, timeout: float = 30.0) -> Any:
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    # A proxy of the environment is for the outside world, never for this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(url, data, headers), timeout=timeout) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            said = json.loads(error.read() or b"{}")
        message = f"the service answered {error.code}: {said.get('message', error.reason)}"
        raise RequestRefusedError(message, hint=said.get("hint"), details=said) from error


def print_day(day: dict[str, Any]) -> None:
    """Print the answer for a date: who sits where, by zone and table, and who does not and why."""
    bookings = {booking["id"]: booking for booking in day["bookings"]}
    tables = {table["id"]: table for table in day["tables"]}
    zone = ZoneInfo(day["timeZone"])
    title = f"{day['restaurant']['name']}, {dt.date.fromisoformat(day['date']):%A %d %B %Y}"
    grid = Grid("Zone", "Table", Column("Seats", justify="right"), "Seatings (party, + merged)")
    grid.title, grid.title_justify = escape(title), "left"
    for part in day["zones"]:
        mine = sorted((t for t in tables.values() if t["zoneId"] == part["id"]), key=_by_number)
        for row, table in enumerate(mine):
            seatings = [s for s in day["seatings"] if table["id"] in s["tableIds"]]
            shown = [
                _seating(item, bookings[item["bookingId"]]["party"], table, tables, zone)
                for item in sorted(seatings, key=lambda item: str(item["startAt"]))
            ]
            grid.add_row(
                escape(part["name"]) if row == 0 else "",
                escape(table["name"]),
                str(table["capacity"]),
                "  ".join(shown),
                end_section=row == len(mine) - 1,
            )
    console.out.print(grid)
    _print_unseated(day, bookings, zone)


def _seating(
    item: dict[str, Any],
    party: int,
    table: dict[str, Any],
    tables: dict[str, dict[str, Any]],
    zone: ZoneInfo,
) -> str:
    others = [tables[key]["name"] for key in item["tableIds"] if key != table["id"]]
    merged = f"{NO_BREAK}[cyan]+{escape('+'.join(others))}[/]" if others else ""
    span = f"{_clock(item['startAt'], zone)}–{_clock(item['endAt'], zone)}"
    return f"{span}{NO_BREAK}[bold]{party}[/]{merged}"


def _print_unseated(
    day: dict[str, Any], bookings: dict[str, dict[str, Any]], zone: ZoneInfo
) -> None:
    alike: dict[tuple[int, str], list[str]] = defaultdict(list)
    for item in sorted(day["run"]["unseated"], key=lambda item: str(item["bookingId"])):
        time_of_day = _clock(bookings[item["bookingId"]]["startAt"], zone)
        alike[item["party"], item["message"]].append(time_of_day)
    if not alike:
        return
    grid = Grid(Column("Party", justify="right"), "Times", "Why")
    count = len(day["run"]["unseated"])
    grid.title, grid.title_justify = f"Without a table: {count}", "left"
    for (party, message), times in sorted(alike.items()):
        grid.add_row(str(party), " ".join(sorted(times)), escape(message))
    console.out.print(grid)


def _print_outcome(answer: dict[str, Any]) -> None:
    counts = answer["statistics"]
    bound = "unknown" if answer["bound"] is None else f"{answer['bound']:,g}"
    console.out.print(
        f"[bold]{counts['seated']} of {counts['bookings']} bookings seated, {counts['covers']} of "
        f"{counts['covers_requested']} covers[/], {counts['merges']} merges; "
        f"{len(answer['assigned'])} newly seated by this run, {len(answer['skipped'])} without "
        f"a table"
    )
    kept = counts["seated"] - len(answer["assigned"]) - len(answer["moved"])
    among = f", among plans that keep the {kept} seatings of before" if kept else ""
    leading = answer["proof"][0]
    console.out.print(
        f"Gap {console.percent(answer['gap'])} ({leading['tier']}: {leading['value']:,g} of at "
        f"most {bound} points){among}, {answer['seconds']:.2f} s"
    )
    for note in answer["notes"]:
        console.out.print(f"[yellow]Note:[/] {escape(note)}")


def _by_number(table: dict[str, Any]) -> tuple[str, int]:
    """Order B2 before B10."""
    name = str(table["name"])
    return name.rstrip("0123456789"), int("".join(c for c in name if c.isdigit()) or 0)


def _clock(moment: str, zone: ZoneInfo) -> str:
    return f"{dt.datetime.fromisoformat(moment).astimezone(zone):%H:%M}"
