"""Idempotency keys: claimed before the work, answered in the transaction of its effect.

A claim belongs to one request of one service and runs out unless it is renewed, so a service that
died blocks its keys for seconds only. Its token fences it: whoever lost the claim cannot answer any
more, and the transaction that tries to is rolled back with everything it wrote.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID, uuid4

from models.errors import MaitredError
from persistence.pool import Connection
from persistence.queries import query

LEASE_SECONDS = 6.0
"""How long a claim lasts when it is not renewed."""

KEPT_SECONDS = 48 * 3600.0
"""How long an answer is kept; a day is promised."""

DEAD_SECONDS = 60.0
"""A claim that ran out so long ago is removed."""


class IdempotencyKeyConflictError(MaitredError):
    """The key was used before, with another request."""

    code = "IDEMPOTENCY_KEY_CONFLICT"
    status = 422


class RequestInFlightError(MaitredError):
    """The first request with this key is still being worked on."""

    code = "REQUEST_IN_FLIGHT"
    status = 409
    retry_after = 1


class ClaimLostError(MaitredError):
    """Another request took the key over while this one took too long; nothing was written."""

    code = "REQUEST_OVERTAKEN"
    status = 409
    retry_after = 1


@dataclass(frozen=True)
class Key:
    """A request's key, where it counts, and a hash of what was asked."""

    restaurant_id: UUID
    route: str
    key: str
    body_hash: str


@dataclass(frozen=True)
class Claim:
    """The right to answer a key."""

    key: Key
    token: UUID

    @property
    def values(self) -> dict[str, object]:
        """What the queries take."""
        return {**self.key.__dict__, "token": self.token, "seconds": LEASE_SECONDS}


@dataclass(frozen=True)
class StoredAnswer:
    """The answer that a request got; repeating the request gives the same bytes."""

    status: int
    response: str


def claim_key(connection: Connection, key: Key) -> Claim | StoredAnswer:
    """Claim a key for a new request, or return the answer that it got before.

    Raises:
        IdempotencyKeyConflictError: the key was used with another request.
        RequestInFlightError: the first request with it has not ended yet.
    """
    claim = Claim(key, uuid4())
    for _ in range(3):
        if connection.execute(query("claim_key"), claim.values).fetchone() is not None:
            return claim
        row = connection.execute(query("get_key"), claim.values).fetchone()
        if row is None:  # released in between
            continue
        if row["body_hash"] != key.body_hash:
            raise IdempotencyKeyConflictError(
                "this idempotency key was used with another request",
                hint="Use a fresh key for a new request.",
                details={"key": key.key},
            )
        if row["response"] is not None:
            return StoredAnswer(row["status"], row["response"])
        break
    raise RequestInFlightError(
        "a request with this idempotency key is still being worked on",
        hint="Repeat it in a moment: you will get the answer of the first one.",
        details={"key": key.key},
    )


def renew(connection: Connection, claim: Claim) -> bool:
    """Keep a claim for longer; False when it is lost or answered."""
    return connection.execute(query("renew_claim"), claim.values).rowcount > 0


def store_answer(
    connection: Connection, claim: Claim, answer: StoredAnswer, run_id: UUID | None
) -> None:
    """Answer a claimed key, in the transaction of what it answers.

    Raises:
        ClaimLostError: somebody else has claimed it since; the transaction has to be rolled back.
    """
    values = {**claim.values, **answer.__dict__, "run_id": run_id}
    if connection.execute(query("answer_key"), values).rowcount == 0:
        raise ClaimLostError(
            "another request with this idempotency key has taken over",
            hint="Nothing was written here. Repeat the request to get the other one's answer.",
            details={"key": claim.key.key},
        )


def release(connection: Connection, claim: Claim) -> None:
    """Give up a claim after a failure, so that a repeated request is worked on at once."""
    connection.execute(query("release_claim"), claim.values)


def sweep_keys(connection: Connection, now: dt.datetime, restaurant_id: UUID | None = None) -> int:
    """Remove old answers and the claims of services that died; return how many.

    Those of one restaurant, or of all.
    """
    values = {
        "now": now,
        "kept_seconds": KEPT_SECONDS,
        "dead_seconds": DEAD_SECONDS,
        "restaurant_id": restaurant_id,
    }
    return connection.execute(query("sweep_keys"), values).rowcount
