"""Ask for scenarios: sizes and edits are looked at first, and the dates are read at that moment."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models.base import content_hash
from models.errors import Flaw, InvalidInputError
from models.job import JobKind
from models.problem import DayProblem
from models.venue import duplicates
from persistence.history import NOBODY, Author
from persistence.idempotency import Claim
from persistence.job_results import save_problem
from persistence.jobs import Job, Order
from persistence.pool import Connection, Database
from scenarios.scenario import BASELINE, ScenarioFile, scenario_file
from services.idempotent import Answer, answer_once
from services.jobs.orders import key_of, write_order
from services.reading import read_snapshot
from services.scenarios.job import ScenarioRequest

ROUTE = "scenarios"
"""The scope of idempotency keys."""

MOST_DATES, MOST_SCENARIOS, MOST_SEEDS = 31, 100, 50
MOST_SOLVES = 500
"""Of one job: every scenario, and the day as it is, on every date with every seed."""

MOST_EDITS = 500
"""Of all scenarios together, without those of their bases: they are tried while somebody waits."""

MOST_SECONDS = 10_800
"""Of one job: solves times budget."""


@dataclass(frozen=True)
class ScenarioOrder:
    """Which scenarios to solve on which dates of a restaurant."""

    restaurant_id: UUID
    dates: tuple[dt.date, ...]
    scenarios: tuple[dict[str, Any], ...]
    """As in a scenario file."""
    seeds: tuple[int, ...] = (0,)
    gap: float = 0.005
    budget_seconds: float = 10.0
    idempotency_key: str | None = None
    author: Author = NOBODY

    def body_hash(self) -> str:
        """Return what makes two requests with one key the same request."""
        return content_hash(
            {
                "dates": [date.isoformat() for date in self.dates],
                "scenarios": list(self.scenarios),
                "seeds": list(self.seeds),
                "gap": self.gap,
                "budgetSeconds": self.budget_seconds,
            }
        )


def order_scenarios(database: Database, order: ScenarioOrder, *, most_waiting: int) -> Answer:
    """Ask for scenarios to be solved and compared; the answer is the job.

    Raises:
        InvalidInputError: too much is asked for, a scenario is none, or an edit does not fit the
            first date; nothing is done then.
        RestaurantNotFoundError: there is no such restaurant.
        TooManyJobsError: the restaurant has too many jobs already.
        IdempotencyKeyConflictError: the key was used with another request.
        RequestInFlightError: the first request with the key has not ended yet.
        DatabaseError: the database refused or cannot be reached.
    """
    _within_limits(order)
    asked = {"scenarios": list(order.scenarios), "seeds": list(order.seeds)}
    file = scenario_file(asked, subject="request")
    edits = sum(len(item.edits) for item in file.scenarios)
    if edits > MOST_EDITS:
        flaw = Flaw("scenarios", f"{edits} edits", f"at most {MOST_EDITS} edits; use `base`")
        raise InvalidInputError([flaw], subject="request")
    key = key_of(order.restaurant_id, ROUTE, order.idempotency_key, order.body_hash())
    return answer_once(
        database, key, lambda claim: _order(database, order, file, claim, most_waiting)
    )


def _within_limits(order: ScenarioOrder) -> None:
    """Refuse what is too much, before anything is read.

    Raises:
        InvalidInputError: it is.
    """
    counts = {
        "dates": (len(order.dates), MOST_DATES),
        "scenarios": (len(order.scenarios), MOST_SCENARIOS),
        "seeds": (len(order.seeds), MOST_SEEDS),
    }
    flaws = [
        Flaw(name, str(count), f"must be 1 to {most}")
        for name, (count, most) in counts.items()
        if not 1 <= count <= most
    ]
    solves = (1 + len(order.scenarios)) * len(order.dates) * len(order.seeds)
    if not flaws and solves > MOST_SOLVES:
        message = (
            f"at most {MOST_SOLVES} solves: (scenarios + 1) x dates x seeds; ask in several jobs"
        )
        flaws.append(Flaw("scenarios", str(solves), message))
    seconds = solves * order.budget_seconds
    if not flaws and seconds > MOST_SECONDS:
        message = f"at most {MOST_SECONDS} seconds: solves x budget; ask for less"
        flaws.append(Flaw("budgetMs", f"{seconds:g} s", message))
    twice = duplicates([date.isoformat() for date in order.dates])
    if twice:
        flaws.append(Flaw("dates", repr(twice[0]), "is listed twice"))
    if flaws:
        raise InvalidInputError(flaws, subject="request")


def _order(
    database: Database,
    order: ScenarioOrder,
    file: ScenarioFile,
    claim: Claim | None,
    most_waiting: int,
) -> str:
    days = _days(database, order)
    _require_fit(file, days[0])
    hashes = {day.date: day.content_hash() for day in days}
    request = ScenarioRequest(
        file=file, days=hashes, gap=order.gap, budget_seconds=order.budget_seconds
    )

    def keep_days(connection: Connection, job: Job) -> None:
        for day in days:
            save_problem(connection, job.id, hashes[day.date], day.model_dump(mode="json"))

    asked = Order(
        order.restaurant_id, JobKind.SCENARIOS, request.model_dump(mode="json"), order.author
    )
    return write_order(database, asked, claim, most_waiting, keep_days)


def _require_fit(file: ScenarioFile, day: DayProblem) -> None:
    """Try all edits on one date; whether they fit the others the worker finds out.

    Raises:
        InvalidInputError: one does not.
    """
    problems, waiting = {BASELINE: day}, list(file.scenarios)
    while waiting:
        for item in [one for one in waiting if (one.base or BASELINE) in problems]:
            try:
                problems[item.name] = item.apply(problems[item.base or BASELINE], file.seeds[0])
            except InvalidInputError as error:
                raise _placed(error, file.scenarios.index(item)) from error
            waiting.remove(item)


def _placed(error: InvalidInputError, number: int) -> InvalidInputError:
    """Return a refusal of an edit whose places are those of the request."""
    flaws = [
        Flaw(f"scenarios[{number}].{flaw.place}", flaw.value, flaw.message) for flaw in error.flaws
    ]
    return InvalidInputError(flaws, subject=error.subject)


def _days(database: Database, order: ScenarioOrder) -> list[DayProblem]:
    """Read the dates as they are at one moment; each is called by its date."""
    now = dt.datetime.now(dt.UTC)
    return [
        read_snapshot(database, order.restaurant_id, date, now).problem.replace(id=date.isoformat())
        for date in sorted(order.dates)
    ]
