"""Plans as files: the product's own JSON, and the short reference form."""

from typing import Any

from pydantic import ValidationError

from models.errors import Flaw, InvalidInputError, flaws_of, shorten
from models.jsontext import parse_json
from models.plan import DayPlan


def reference_form(plan: DayPlan) -> dict[str, Any]:
    """Return the plan in the reference form: assigned, unassigned, seconds."""
    return {
        "assigned": {seating.booking: list(seating.tables) for seating in plan.seatings},
        "unassigned": [item.booking for item in plan.unseated],
        "seconds": round(plan.solve.seconds, 3),
    }


def parse_decisions(
    text: str | bytes, *, subject: str = "plan file"
) -> tuple[dict[str, tuple[str, ...]], DayPlan | None]:
    """Read who sits where from a plan in either form; the whole plan too when it is our own.

    Raises:
        InvalidInputError: not JSON, or neither form.
    """
    data = parse_json(text, subject=subject)
    if isinstance(data, dict) and "seatings" in data:
        try:
            plan = DayPlan.model_validate(data)
        except ValidationError as error:
            raise InvalidInputError(flaws_of(error), subject=subject) from error
        return {seating.booking: seating.tables for seating in plan.seatings}, plan
    if not isinstance(data, dict) or not isinstance(data.get("assigned"), dict):
        message = "neither a plan of `maitred solve --format json` nor of `--format reference`"
        raise InvalidInputError([Flaw("", "", message)], subject=subject)
    decisions = {}
    for booking, tables in data["assigned"].items():
        if not isinstance(tables, list) or not all(isinstance(table, str) for table in tables):
            flaw = Flaw(f"assigned.{booking}", shorten(tables), "must be a list of table ids")
            raise InvalidInputError([flaw], subject=subject)
        decisions[booking] = tuple(tables)
    return decisions, None
