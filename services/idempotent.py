"""Answer a request once: a repeated key gets the first answer, whatever happened in between."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog

from models.errors import MaitredError
from persistence.idempotency import (
    LEASE_SECONDS,
    Claim,
    Key,
    StoredAnswer,
    claim_key,
    release,
    renew,
)
from persistence.pool import Database
from persistence.retry import LOST

RELEASER = "claim releaser"

log = structlog.get_logger("maitred.services")


@dataclass(frozen=True)
class Answer:
    """The text of an answer, and whether it is a repetition of an earlier one."""

    text: str
    replayed: bool = False


def answer_once(database: Database, key: Key | None, work: Callable[[Claim | None], str]) -> Answer:
    """Return what the work returns, or what it returned for the same key before.

    The work has to store its answer with the claim, in the transaction of its effect. If it fails
    the key is free again.

    Raises:
        IdempotencyKeyConflictError: the key was used with another request.
        RequestInFlightError: the first request with it has not ended yet.
    """
    if key is None:
        return Answer(work(None))
    with database.connection() as connection:
        found = claim_key(connection, key)
    if isinstance(found, StoredAnswer):
        return Answer(found.response, replayed=True)
    with _held(database, found):
        return Answer(work(found))


@contextmanager
def _held(database: Database, claim: Claim) -> Iterator[None]:
    """Renew a claim as long as the block runs; release it when the block fails.

    When the block fails because the database cannot be reached, releasing would wait for it once
    more: the caller is told first.
    """
    over = threading.Event()
    keeper = threading.Thread(
        target=_keep, args=(database, claim, over), name="claim keeper", daemon=True
    )
    keeper.start()
    try:
        yield
    except BaseException as error:
        if getattr(error, "code", None) == LOST:
            arguments = (database, claim)
            threading.Thread(target=_release, args=arguments, name=RELEASER, daemon=True).start()
        else:
            _release(database, claim)
        raise
    finally:
        over.set()


def _release(database: Database, claim: Claim) -> None:
    # Deletes nothing that was answered: if the effect is there, so is its answer.
    with contextlib.suppress(MaitredError), database.connection() as connection:
        release(connection, claim)


def _keep(database: Database, claim: Claim, over: threading.Event) -> None:
    while not over.wait(LEASE_SECONDS / 3):
        try:
            with database.connection() as connection:
                if not renew(connection, claim):
                    return
        except MaitredError as error:  # tried again; in the worst case somebody takes over
            log.warning("claim not renewed", code=error.code, key=claim.key.key)
