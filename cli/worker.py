"""``maitred worker``: do the long work that the service was asked for."""

import json
import signal
from enum import StrEnum
from typing import Annotated

import typer
from rich.table import Table

from cli import console
from cli.serve import Level, require_database
from models.job import JobKind
from services.database import open_database
from services.jobs.queue_status import queue_view
from services.observing import delivering, sending_spans, serving_metrics
from settings import Settings, load_settings


class Queue(StrEnum):
    """What a worker may do."""

    PLAN = JobKind.PLAN.value
    SCENARIOS = JobKind.SCENARIOS.value
    SHADOW = JobKind.SHADOW.value


def worker(
    concurrency: Annotated[
        int | None,
        typer.Option(help="Jobs of each queue at the same time. Default: 1.", min=1, max=64),
    ] = None,
    queues: Annotated[
        list[Queue] | None,
        typer.Option("--queues", "-q", help="Only these; repeat it for several. Default: all."),
    ] = None,
    grace: Annotated[
        float | None,
        typer.Option(
            help="On a stop, seconds in which jobs may finish before they are given back. "
            "Default: 10.",
            min=0,
        ),
    ] = None,
    schedule: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HH:MM",
            help="Plan tonight's date of every restaurant at this time of its own clock; repeat "
            "it for several. Default: never.",
        ),
    ] = None,
    status: Annotated[
        bool,
        typer.Option(
            "--status", help="Do nothing; say how many jobs wait, since when, and how many run."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --status: as JSON.")] = False,
    database_url: Annotated[
        str | None, typer.Option(help="The booking database. Default: DATABASE_URL.")
    ] = None,
    log_level: Annotated[Level, typer.Option(help="How much is logged.")] = Level.INFO,
) -> None:
    """Do jobs: scenarios to compare, and dates to plan, that the service was asked for.

    Dates to plan in the shadow of the old allocator are jobs as well; workers ask for them by the
    clock. With `--schedule`, dates are planned by the clock too. Workers also take back jobs of
    workers that died, and remove holds that have run out.

    `maitred serve` has such a worker inside. Start others, on as many machines as you like, when
    jobs wait for too long; they share the work, and go on with what a worker that died has left.
    Ctrl-C or SIGTERM stops it: what does not finish within the grace is given back, and another
    worker goes on with it. The address of the database must not be that of a transaction pooler.

    Examples:

    `DATABASE_URL=postgresql://... maitred worker`

    `maitred worker --queues scenarios --concurrency 4`, and `maitred serve --no-worker` elsewhere

    `maitred worker --schedule 16:00 --schedule 17:30`

    `maitred worker --status --json | jq '.queues[] | select(.oldestWaitSeconds > 60)'`
    """
    from api.logging import configure_logging
    from services.arenas import share_arenas
    from services.flag_report import report_flags
    from services.jobs.worker import QUEUES, JobWorker

    settings = load_settings(
        database_url=database_url,
        worker_concurrency=concurrency,
        worker_grace_seconds=grace,
        schedule=schedule,
    )
    require_database(settings)
    if status:
        show_status(settings, as_json=as_json)
        return
    configure_logging(log_level)
    share_arenas()
    database = open_database(settings)
    report_flags(database)
    chosen = QUEUES if not queues else tuple(dict.fromkeys(item.value for item in queues))
    working = JobWorker(database, settings, queues=chosen)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: working.stop())
    console.err.print(f"Working on {' and '.join(chosen)}. Ctrl-C stops it.")
    try:
        with serving_metrics(settings), sending_spans(settings), delivering(database, settings):
            working.run()
    finally:
        database.close()


def show_status(settings: Settings, *, as_json: bool) -> None:
    """Print how busy the queue is."""
    database = open_database(settings)
    try:
        found = queue_view(database)
    finally:
        database.close()
    if as_json:
        console.out.print_json(json.dumps(found))
        return
    table = Table(box=None, pad_edge=False)
    for head in ("queue", "waiting", "oldest wait", "later", "running", "restaurants waiting"):
        table.add_column(head)
    for queue in found["queues"]:
        numbers = ("waiting", "oldestWaitSeconds", "later", "running", "restaurantsWaiting")
        waiting, oldest, *others = (queue[name] for name in numbers)
        table.add_row(queue["kind"], str(waiting), f"{oldest:.0f} s", *map(str, others))
    console.out.print(table)
    console.out.print(f"{found['workers']} workers, each counted once for every queue.")
