"""Count and time what is written to the booking tables: by kind, outcome and SQLSTATE."""

from collections.abc import Iterator
from contextlib import contextmanager

from models.errors import MaitredError
from persistence.errors import DatabaseError
from telemetry.metrics import COMMITS, HOLD_CONFLICTS
from telemetry.stages import Stage, stage

NO_SQLSTATE = "none"
"""Of what the database did not refuse, or could not any more."""


@contextmanager
def counted(kind: str) -> Iterator[Stage]:
    """Write something: a ``plan``, a ``seat`` or a ``hold``; an exception says that it failed.

    A plan that met changed rows is no exception: whoever writes it tells ``conflicted=True``.
    """
    outcome, sqlstate = "committed", NO_SQLSTATE
    try:
        with stage(f"commit.{kind}") as told:
            yield told
        if told.facts.get("conflicted"):
            outcome = "conflicted"
    except DatabaseError as error:
        outcome, sqlstate = "failed", str(error.details.get("sqlstate", NO_SQLSTATE))
        raise
    except MaitredError as error:
        outcome = "refused"
        if kind == "hold" and (met := error.details.get("conflicts")):
            by_holds = any(item["source"] == "hold" for item in met)
            HOLD_CONFLICTS.labels("hold" if by_holds else "booking").inc()
        raise
    except BaseException:
        outcome = "failed"
        raise
    finally:
        COMMITS.labels(kind, outcome, sqlstate).inc()
