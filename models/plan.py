"""The answer to a day: who sits where, who does not and why, and the proof of how good it is."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from models.base import Count, Id, Value, content_hash
from models.problem import Mode
from models.window import Window


class PlanStatus(StrEnum):
    """What is proven about a plan."""

    OPTIMAL = "optimal"
    """No plan is better; bound and objective meet in every tier."""
    FEASIBLE = "feasible"
    """Checked; a better plan may exist, but none beyond the bound."""
    FLOOR = "floor"
    """The solver gave nothing better in time: this is the greedy plan (or the current one)."""


class SolverOutcome(StrEnum):
    """How the solver process ended."""

    COMPLETED = "completed"
    DEADLINE = "deadline"
    KILLED = "killed"
    """It did not stop at its deadline: it was left alone, and is killed unless it ends at once."""
    CRASHED = "crashed"
    GARBAGE = "garbage"
    """It answered something that the checker refused."""
    CANCELLED = "cancelled"
    NOT_NEEDED = "not_needed"
    """Nothing was left to decide."""
    NOT_READY = "not_ready"
    """No solver process was up before the budget ended."""


class Change(StrEnum):
    """What a seating means for the booking."""

    NEW = "new"
    KEPT = "kept"
    MOVED = "moved"


class UnseatedReason(StrEnum):
    """Why a booking has no table in the plan."""

    NO_TABLE_FITS = "no_table_fits"
    """No table or allowed merge is right for the party, even in an empty restaurant."""
    MERGES_OFF = "merges_off"
    """Only a merge would fit, and merges are switched off."""
    ALL_TAKEN = "all_taken"
    """Every fitting table set is taken by something that may not move."""
    OUTWEIGHED = "outweighed"
    """Fitting tables exist, but the plan gives them to parties that are worth more together."""
    HOUSE_LIMITS = "house_limits"
    """A table is free, but the pace of arrivals or tables kept for walk-ins weigh more."""
    LOCKED_WITHOUT = "locked_without"
    """It is locked (or over) and has no tables."""
    NOT_PLANNED = "not_planned"
    """The run did not look for a table: it took back what an earlier one had done."""


class Seating(Value):
    """One booking on one table set."""

    booking: Id
    party: int
    tables: Annotated[tuple[Id, ...], Field(min_length=1)]
    window: Window
    seats: int
    """Seats of the set, after what joining costs."""
    change: Change = Change.NEW
    stale: str | None = None
    """Why a kept seating breaks today's rules (it was edited after it was assigned)."""


class Unseated(Value):
    """One booking without tables, with the reason."""

    booking: Id
    party: int
    window: Window
    reason: UnseatedReason
    message: str


Tier = Literal["total", "seated", "stability", "preferences", "tie_break"]


class TierProof(Value):
    """Value and proven bound (points, higher is better) of one tier of the objective."""

    tier: Tier
    value: float
    bound: float | None
    """No plan can reach more; None when nothing was proven."""

    @property
    def gap(self) -> float | None:
        """Relative distance to the bound; 0 means proven optimal, None that nothing is known."""
        if self.bound is None:
            return None
        return max(0.0, self.bound - self.value) / max(1.0, abs(self.bound))


class Objective(Value):
    """What a plan is worth, in points; costs are negative."""

    total: float
    seated: float
    stability: float
    preferences: float
    terms: dict[str, float]
    """Points by term; they add up to the total."""


class Statistics(Value):
    """Counts an operator asks for first."""

    bookings: Count
    seated: Count
    covers: Count
    """Guests seated."""
    covers_requested: Count
    merges: Count
    empty_seats: Count
    moved: Count


class SolveRecord(Value):
    """Everything needed to tell how a plan was made."""

    outcome: SolverOutcome
    seconds: float
    """From problem to checked plan."""
    budget_seconds: float
    seed: int
    deterministic: bool = False
    """Limited by work, not by the clock, and down to the one optimum that the tie-break leaves."""
    gap: Annotated[float, Field(ge=0)] = 0.0
    """The relative gap that was close enough to stop at; 0: only a proof was."""
    incumbents: Count
    versions: dict[str, str]
    note: str = ""


class DayPlan(Value):
    """A checked plan for a day problem."""

    problem_id: Id
    problem_hash: str
    date: dt.date
    mode: Mode
    max_moves: Count | None
    status: PlanStatus
    seatings: tuple[Seating, ...]
    unseated: tuple[Unseated, ...]
    objective: Objective
    proof: tuple[TierProof, ...]
    """One entry per tier that was optimised, the highest first."""
    statistics: Statistics
    solve: SolveRecord
    notes: tuple[str, ...] = ()
    """What the planner wants an operator to know about the day as a whole."""

    @property
    def bound(self) -> float | None:
        """Proven bound of the leading tier."""
        return self.proof[0].bound

    @property
    def gap(self) -> float | None:
        """Relative gap of the leading tier (all points, or guests seated); None when unknown."""
        return self.proof[0].gap

    def plan_hash(self) -> str:
        """Return a hash of the decisions alone: equal plans, equal hash, however they were made."""
        chosen = {seating.booking: sorted(seating.tables) for seating in self.seatings}
        return content_hash({"problem": self.problem_hash, "seatings": chosen})
