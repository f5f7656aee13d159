"""What a planning request asks for."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from models.base import content_hash
from models.problem import Mode
from persistence.history import NOBODY, Author


@dataclass(frozen=True)
class PlanRequest:
    """What to plan, and how."""

    restaurant_id: UUID
    date: dt.date | None = None
    """None means the restaurant's present date, in its own zone."""
    mode: Mode = Mode.FILL
    max_moves: int | None = None
    budget_seconds: float = 10.0
    """What the solver may take, each time the date is planned."""
    dry_run: bool = False
    """Plan and answer, but write nothing to the booking tables."""
    capture_decisions: bool = False
    idempotency_key: str | None = None
    author: Author = NOBODY

    def body_hash(self) -> str:
        """Return what makes two requests with one key the same request."""
        return content_hash(
            {
                "date": None if self.date is None else self.date.isoformat(),
                "mode": self.mode.value,
                "maxMoves": self.max_moves,
                "budgetSeconds": self.budget_seconds,
                "dryRun": self.dry_run,
                "captureDecisions": self.capture_decisions,
            }
        )
