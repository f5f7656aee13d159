"""Says at start what is odd about the flags: to the log, and to the product's event log."""

from collections.abc import Sequence
from threading import Thread

import structlog

from models.errors import MaitredError
from models.flag_findings import FlagFinding, findings_of
from persistence.capabilities import capabilities_of
from persistence.pool import Database
from persistence.telemetry import observe

log = structlog.get_logger("maitred.flags")


def report_flags(database: Database) -> Thread | None:
    """Log every finding, and tell the warnings; a database that is away fails nothing.

    Telling goes on in the thread that is returned, if there is anything to tell.
    """
    found = findings_of(database.flags)
    for item in found:
        write = log.warning if item.severity == "warning" else log.info
        write(item.kind, flags=list(item.names), what=item.what, fix=item.fix)
    warnings = [item for item in found if item.severity == "warning"]
    if not warnings:
        return None
    teller = Thread(target=_tell, args=(database, warnings), name="flag report", daemon=True)
    teller.start()
    return teller


def _tell(database: Database, findings: Sequence[FlagFinding]) -> None:
    events = [
        {
            "source": "capacity.flags",
            "event_type": f"flags.{item.kind}",
            "severity": item.severity,
            "context": {"flags": list(item.names), "what": item.what, "fix": item.fix},
        }
        for item in findings
    ]
    try:
        capabilities = capabilities_of(database)
        with database.connection() as connection:
            observe(connection, capabilities, None, events)
    except MaitredError as error:
        log.warning("flags not told", code=error.code)
