"""The shapes of the answers of manual sessions."""

import datetime as dt
from typing import Literal
from uuid import UUID

from api.answers.context import CONTEXT, ManualContext
from api.answers.manual import HELD, SUMMARY, VALIDATION, ManualHold, Summary, Validation
from api.answers.shape import (
    ASSIGNMENT,
    BOOKING,
    HOLD,
    RESTAURANT,
    TABLE,
    UNTIL,
    USER,
    Assignment,
    Json,
    Shape,
    example,
)

State = Literal["none", "proposed", "held", "confirmed", "expired", "conflicted", "cancelled"]


class SessionSelection(Shape):
    """The tables that were chosen last."""

    tableIds: list[UUID]
    requireAdjacency: bool | None
    """As the request said it; null: as the house says."""
    summary: Summary | None


class Session(Shape):
    """The one session of a booking. Versions are those of the context at the last step."""

    id: UUID
    bookingId: UUID
    restaurantId: UUID
    state: State
    selection: SessionSelection | None
    """Null before the first choice."""
    selectionVersion: int
    """Grows by one with every step, and when the hold is lost."""
    contextVersion: str | None
    policyVersion: str | None
    snapshotHash: str | None
    holdId: UUID | None
    """Null unless the state is held."""
    expiresAt: dt.datetime | None
    """When the hold runs out."""
    createdBy: UUID | None
    updatedAt: dt.datetime
    tableVersion: str | None
    adjacencyVersion: str | None
    flagsVersion: str | None
    windowVersion: str | None
    holdsVersion: str | None
    assignmentsVersion: str | None


SESSION: Json = {
    "id": "e4d909c2-90d0-4b1c-a068-ffaddf22cbd0",
    "bookingId": BOOKING,
    "restaurantId": RESTAURANT,
    "state": "none",
    "selection": None,
    "selectionVersion": 0,
    "contextVersion": None,
    "policyVersion": None,
    "snapshotHash": None,
    "holdId": None,
    "expiresAt": None,
    "createdBy": USER,
    "updatedAt": "2026-11-28T16:00:00+00:00",
    "tableVersion": None,
    "adjacencyVersion": None,
    "flagsVersion": None,
    "windowVersion": None,
    "holdsVersion": None,
    "assignmentsVersion": None,
}

STEPPED: Json = {
    **SESSION,
    "state": "held",
    "selection": {"tableIds": [TABLE], "requireAdjacency": None, "summary": SUMMARY},
    "selectionVersion": 1,
    "contextVersion": CONTEXT["contextVersion"],
    "policyVersion": CONTEXT["policyVersion"],
    "holdId": HOLD,
    "expiresAt": UNTIL,
    "tableVersion": CONTEXT["versions"]["tables"],
    "adjacencyVersion": CONTEXT["versions"]["adjacency"],
    "flagsVersion": CONTEXT["versions"]["flags"],
    "windowVersion": CONTEXT["versions"]["window"],
    "holdsVersion": CONTEXT["versions"]["holds"],
    "assignmentsVersion": CONTEXT["versions"]["assignments"],
}


class SessionOpened(Shape):
    """A booking's session and its context."""

    model_config = example({"session": SESSION, "context": CONTEXT})

    session: Session
    context: ManualContext


class StepValidation(Validation):
    """What each check says of the choice."""

    policyVersion: str | None = None
    """Missing when it was to be held, and a check fails."""


class SessionStep(Shape):
    """The session after a choice."""

    model_config = example(
        {
            "session": STEPPED,
            "validation": {**VALIDATION, "policyVersion": CONTEXT["policyVersion"]},
            "hold": HELD,
            "context": CONTEXT,
        }
    )

    session: Session
    validation: StepValidation
    hold: ManualHold | None
    """Null when the choice was only proposed, or fails a check."""
    context: ManualContext


class SessionConfirmed(Shape):
    """The closed session, the booking's tables, and the context as it is now."""

    model_config = example(
        {
            "session": {**STEPPED, "state": "confirmed", "holdId": None, "expiresAt": None},
            "assignments": [ASSIGNMENT],
            "context": {**CONTEXT, "bookingAssignments": [TABLE]},
        }
    )

    session: Session
    assignments: list[Assignment]
    context: ManualContext
