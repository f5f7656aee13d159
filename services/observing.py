"""What a process starts to be observed by: traces, spans, the delivery of the outbox."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import start_http_server

from models.errors import MaitredError
from persistence.pool import Database
from persistence.teller import Teller
from services.outbox import Deliverer
from settings import Settings
from telemetry.metrics import REGISTRY
from telemetry.spans import send_spans


class MetricsPortError(MaitredError):
    """Metrics cannot be served where they are wanted."""

    code = "CANNOT_LISTEN"


@contextmanager
def sending_spans(settings: Settings) -> Iterator[None]:
    """Send spans meanwhile, when a collector is named.

    Raises:
        NoSpansError: OpenTelemetry is not installed.
    """
    end = None if settings.otlp_endpoint is None else send_spans(settings.otlp_endpoint)
    try:
        yield
    finally:
        if end is not None:
            end()


@contextmanager
def serving_metrics(settings: Settings) -> Iterator[None]:
    """Serve the metrics of a process without an API meanwhile, when a port is named.

    Raises:
        MetricsPortError: the port cannot be listened on.
    """
    port = settings.worker_metrics_port
    if port is None:
        yield
        return
    try:
        server, thread = start_http_server(port, settings.host, REGISTRY)
    except OSError as error:
        raise MetricsPortError(
            f"cannot serve metrics on {settings.host} port {port}: {error.strerror}",
            hint="Name another port in MAITRED_WORKER_METRICS_PORT.",
        ) from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def telling(database: Database, settings: Settings) -> Iterator[Teller]:
    """Tell of requests beside them meanwhile: spans, committed events and, if wanted, traces."""
    teller = Teller(database, keeps=settings.traces)
    teller.start()
    database.tell_committed = teller.tell
    try:
        yield teller
    finally:
        database.tell_committed = None
        teller.stop()


@contextmanager
def delivering(database: Database, settings: Settings) -> Iterator[None]:
    """Deliver the outbox meanwhile, unless that is left to somebody else."""
    if not settings.deliver_outbox:
        yield
        return
    deliverer = Deliverer(database)
    deliverer.start()
    try:
        yield
    finally:
        deliverer.stop()
