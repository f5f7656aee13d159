"""Runs: every plan that was made, what became of it, and the answers that were given for it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from models.errors import MaitredError
from models.plan import DayPlan, Unseated, UnseatedReason
from models.problem import DayProblem, Mode
from models.run import BEFORE, RunState
from models.shadow import ShadowRecord
from persistence.history import NOBODY, Author
from persistence.pool import Connection
from persistence.queries import query
from telemetry.stages import about

DEAD_SECONDS = 120.0
"""No commit takes so long: a run that is still committing was left by a service that died."""


class RunMismatchError(MaitredError):
    """A run and a plan do not belong together."""

    code = "RUN_MISMATCH"
    status = 409


@dataclass(frozen=True)
class Proposal:
    """Says of a run that it is a proposal, to be applied later or never."""

    applicable: bool
    reasons: tuple[str, ...] = ()
    """Why it cannot be applied."""


@dataclass(frozen=True)
class Run:
    """One persisted solve."""

    id: UUID
    restaurant_id: UUID
    service_date: dt.date
    mode: str
    state: RunState
    problem_hash: str
    plan_hash: str
    plan: DayPlan
    outcome: dict[str, Any] | None
    created_at: dt.datetime

    @property
    def proposal(self) -> Proposal | None:
        """What is known of a proposal that nobody has tried to apply; None for any other run."""
        said = (self.outcome or {}).get("proposal")
        return None if said is None else Proposal(said["applicable"], tuple(said["reasons"]))

    @property
    def shadow(self) -> ShadowRecord | None:
        """What a shadow run keeps; None for any other run.

        Raises:
            ValidationError: another version of maitred wrote it, and this one cannot read it.
        """
        kept = (self.outcome or {}).get("shadow")
        return None if kept is None else ShadowRecord.model_validate(kept)


def create_run(
    connection: Connection,
    restaurant_id: UUID,
    service_date: dt.date,
    problem: DayProblem,
    plan: DayPlan,
    author: Author = NOBODY,
    *,
    undoes: UUID | None = None,
    proposal: Proposal | None = None,
    shadow: ShadowRecord | None = None,
) -> UUID:
    """Keep a plan with the problem it answers, in state ``planned``; return the run's id.

    ``undoes`` is the committed run that this one takes back. A run with what is kept of a
    ``shadow`` plan is in that state, and never leaves it.
    """
    outcome = None
    if proposal is not None:
        said = {"applicable": proposal.applicable, "reasons": list(proposal.reasons)}
        outcome = {"proposal": said}
    elif shadow is not None:
        outcome = {"shadow": shadow.model_dump(mode="json")}
    row = connection.execute(
        query("create_run"),
        {
            "restaurant_id": restaurant_id,
            "service_date": service_date,
            "mode": problem.mode.value,
            "problem_hash": plan.problem_hash,
            "plan_hash": plan.plan_hash(),
            "problem": Jsonb(problem.model_dump(mode="json")),
            "plan": Jsonb(plan.model_dump(mode="json")),
            "undoes": undoes,
            "outcome": None if outcome is None else Jsonb(outcome),
            "state": (RunState.PLANNED if shadow is None else RunState.SHADOW).value,
            **author.values,
        },
    ).fetchone()
    assert row is not None
    run_id: UUID = row["id"]
    about(run=run_id)
    return run_id


def mark(
    connection: Connection, run_id: UUID, state: RunState, detail: dict[str, Any] | None = None
) -> bool:
    """Move a run to a state and leave a row that says so.

    Return False when the run's present state does not lead there.
    """
    values = {
        "run_id": run_id,
        "state": state.value,
        "before": [earlier.value for earlier in BEFORE[state]],
        "detail": None if detail is None else Jsonb(detail),
    }
    return connection.execute(query("mark_run"), values).rowcount > 0


def lock_run(connection: Connection, run_id: UUID, plan: DayPlan) -> RunState:
    """Lock the run of a plan for the transaction; return its state.

    Raises:
        RunMismatchError: there is no such run, or it was made for another plan or problem.
    """
    row = connection.execute(query("lock_run"), {"run_id": run_id}).fetchone()
    kept = None if row is None else (row["plan_hash"], row["problem_hash"])
    if row is None or kept != (plan.plan_hash(), plan.problem_hash):
        raise RunMismatchError(
            f"run {run_id} does not hold the plan that is to be written",
            hint="Nothing was written. Plan again.",
        )
    return RunState(row["state"])


def get_run(connection: Connection, run_id: UUID) -> Run | None:
    """Return a run, or None."""
    return _run(connection.execute(query("get_run"), {"run_id": run_id}).fetchone())


def get_problem(connection: Connection, run_id: UUID) -> DayProblem | None:
    """Return the problem that a run answers, or None.

    Raises:
        ValidationError: another version of maitred wrote it, and this one cannot read it.
    """
    row = connection.execute(query("get_problem"), {"run_id": run_id}).fetchone()
    return None if row is None else DayProblem.model_validate(row["problem"])


def latest_run(connection: Connection, restaurant_id: UUID, service_date: dt.date) -> Run | None:
    """Return the newest planned or committed run of a date, or None."""
    values = {"restaurant_id": restaurant_id, "service_date": service_date}
    return _run(connection.execute(query("latest_run"), values).fetchone())


def unseated_for_good(connection: Connection, run: Run) -> tuple[Unseated, ...]:
    """Return whom a run left without tables, each with the reason of the run that decided it.

    Mode ``fill`` moves nobody, so a run that comes after finds everything taken and decides
    nothing about who was turned away before; neither do changes by hand. The reason of before
    stands while party and window do.
    """
    found = run.plan.unseated
    nothing_said = {UnseatedReason.NOT_PLANNED}
    if run.mode == Mode.FILL.value:
        nothing_said.add(UnseatedReason.ALL_TAKEN)
    undecided = [u.booking for u in found if u.reason in nothing_said]
    if not undecided:
        return found
    values = {
        "restaurant_id": run.restaurant_id,
        "service_date": run.service_date,
        "bookings": undecided,
    }
    rows = connection.execute(query("decided_reasons"), values).fetchall()
    before = {item.booking: item for item in (Unseated.model_validate(r["item"]) for r in rows)}

    def stands(now: Unseated) -> bool:
        then = before.get(now.booking)
        return then is not None and (then.party, then.window) == (now.party, now.window)

    return tuple(before[item.booking] if stands(item) else item for item in found)


def last_change(connection: Connection, restaurant_id: UUID, service_date: dt.date) -> Run | None:
    """Return the newest committed run of a date that can be undone, or None."""
    values = {"restaurant_id": restaurant_id, "service_date": service_date}
    return _run(connection.execute(query("last_change"), values).fetchone())


def last_committed(
    connection: Connection, restaurant_id: UUID, first: dt.date, last: dt.date
) -> dict[dt.date, UUID]:
    """Return by date, first and last included, the newest committed run that was not undone."""
    values = {"restaurant_id": restaurant_id, "first": first, "last": last}
    rows = connection.execute(query("last_committed"), values).fetchall()
    return {row["service_date"]: row["id"] for row in rows}


def sweep_runs(connection: Connection, now: dt.datetime, restaurant_id: UUID | None = None) -> int:
    """Mark runs as failed that a service left behind while committing; return how many.

    Those of one restaurant, or of all.
    """
    values = {"now": now, "dead_seconds": DEAD_SECONDS, "restaurant_id": restaurant_id}
    stuck = connection.execute(query("sweep_runs"), values).fetchall()
    detail = {"code": "ABANDONED", "message": "the service ended while committing; nothing written"}
    return sum(mark(connection, row["id"], RunState.FAILED, detail) for row in stuck)


def run_of(row: dict[str, Any]) -> Run:
    """Return the run of a row.

    Raises:
        ValidationError: another version of maitred wrote it, and this one cannot read it.
    """
    plan = DayPlan.model_validate(row["plan"])
    return Run(**{**row, "plan": plan, "state": RunState(row["state"])})


def _run(row: dict[str, Any] | None) -> Run | None:
    return None if row is None else run_of(row)
