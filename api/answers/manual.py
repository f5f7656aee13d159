"""The shapes of the answers to those who choose tables by hand."""

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from api.answers.alternative import NOTHING_OFFERED, Offered
from api.answers.context import CONTEXT, ManualContext
from api.answers.shape import (
    ASSIGNMENT,
    END,
    HOLD,
    START,
    TABLE,
    UNTIL,
    ZONE,
    Assignment,
    Json,
    Shape,
    example,
)


class Check(Shape):
    """One check of a choice."""

    id: str
    """capacity, slack, zone, movable, adjacency, conflict, holds; or a rule of the house."""
    status: Literal["ok", "warning", "error"]
    """An error forbids the choice; a warning is overruled, or binds plans only."""
    message: str
    details: dict[str, Any] | None = None
    """Missing where the check has none. What it holds depends on the check: seats, `conflicts`
    and `holdConflicts`, `holds`, the `mode` and `status` of adjacency, or the `rule`."""


class Summary(Shape):
    """What the chosen tables amount to."""

    tableCount: int
    totalCapacity: int
    """Seats, after what joining costs."""
    slack: int
    """Seats that stay empty."""
    zoneId: str | None
    """Null when they stand in more than one; `none` when in no zone of the restaurant."""
    tableNumbers: list[str]
    partySize: int


class Validation(Offered):
    """What each check says of a choice; with an error `ok` is false, and something is offered."""

    ok: bool
    summary: Summary
    checks: list[Check]
    """All seven, whatever fails, then a warning for each rule of the house that is broken."""
    slackBudget: int
    """So many seats may stay empty, unless a manager overrules it."""


SUMMARY: Json = {
    "tableCount": 1,
    "totalCapacity": 4,
    "slack": 1,
    "zoneId": ZONE,
    "tableNumbers": ["12"],
    "partySize": 3,
}

VALIDATION: Json = {
    "ok": True,
    "summary": SUMMARY,
    "checks": [
        {
            "id": "capacity",
            "status": "ok",
            "message": "4 seats for a party of 3",
            "details": {"totalCapacity": 4, "partySize": 3, "slack": 1},
        },
        {"id": "zone", "status": "ok", "message": "All tables are in one zone"},
    ],
    "slackBudget": 4,
    **NOTHING_OFFERED,
}


class ValidationAnswer(Validation):
    """What each check says of a choice, on which versions."""

    model_config = example(
        {
            **VALIDATION,
            "policyVersion": CONTEXT["policyVersion"],
            "contextVersion": CONTEXT["contextVersion"],
        }
    )

    policyVersion: str
    contextVersion: str


class HeldValidation(Validation):
    """What each check says of the choice that is held."""

    policyVersion: str


class ManualHold(Shape):
    """A hold that was placed by hand."""

    id: UUID
    expiresAt: dt.datetime
    startAt: dt.datetime
    endAt: dt.datetime
    zoneId: UUID
    tableIds: list[UUID]


HELD: Json = {
    "id": HOLD,
    "expiresAt": UNTIL,
    "startAt": START,
    "endAt": END,
    "zoneId": ZONE,
    "tableIds": [TABLE],
}


class ManualHoldAnswer(Shape):
    """The hold, what the checks said, and the version of the context with the hold in it."""

    model_config = example(
        {
            "hold": HELD,
            "serverNow": CONTEXT["serverNow"],
            "summary": SUMMARY,
            "validation": {**VALIDATION, "policyVersion": CONTEXT["policyVersion"]},
            "session": None,
            "contextVersion": CONTEXT["contextVersion"],
        }
    )

    hold: ManualHold
    serverNow: dt.datetime
    summary: Summary
    validation: HeldValidation
    session: None
    """Always null: the routes of sessions have them."""
    contextVersion: str
    """Of the context with the hold in it: what the next step has to send."""


class Released(Shape):
    """A hold that is no more."""

    model_config = example({"holdId": HOLD, "released": True})

    holdId: UUID
    released: Literal[True]


class ManualConfirmed(Shape):
    """The booking's tables, and the context as it is now."""

    model_config = example(
        {
            "assignments": [ASSIGNMENT],
            "session": None,
            "context": {**CONTEXT, "bookingAssignments": [TABLE]},
        }
    )

    assignments: list[Assignment]
    session: None
    """Always null: the routes of sessions have them."""
    context: ManualContext
